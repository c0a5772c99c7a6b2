/* Usage that the file states instead of having it metered. */
#include <stdio.h>
#include <string.h>

#include "libcost/money/unit.h"
#include "libcost/workload/workload.h"

static void unknown_dimension(cost_reader_t *reader, const cost_service_t *service, const cost_node_t *node,
                              const char *name)
{
    const char *known[64];
    size_t count = service->dimension_count < 64 ? service->dimension_count : 64;
    for (size_t i = 0; i < count; i++)
        known[i] = service->dimensions[i].name;
    const char *near = cost_nearest(name, known, count);
    cost_reader_fail(reader,
                     near ? cost_fail_key(reader->err, COST_ERR_SCHEMA, node,
                                          "%s has no dimension \"%s\"; did you mean %s?", service->name, name, near)
                          : cost_fail_key(reader->err, COST_ERR_SCHEMA, node,
                                          "%s has no dimension \"%s\"; `ilm-cost services %s` lists them",
                                          service->name, name, service->name));
}

/* Month lengths differ, so the text is read again for each month; 720 h does for the check. */
static bool check_usage(cost_reader_t *reader, const cost_dimension_t *dimension, const cost_node_t *node)
{
    char why[COST_AMOUNT_WHY_SIZE];
    cost_wide_t base;
    cost_status_t status = COST_OK;
    if (!node->text)
        status = cost_fail_at(reader->err, COST_ERR_SCHEMA, node, "a month's usage in %s is expected", dimension->unit);
    else if (!cost_unit_parse_usage(&base, node->text, dimension->unit, 720 * 3600, why))
        status = cost_fail_at(reader->err, COST_ERR_SCHEMA, node, "%s", why);
    else if (base < 0)
        status = cost_fail_at(reader->err, COST_ERR_RANGE, node, "%s is negative; usage is 0 or more", node->text);
    return !cost_reader_fail(reader, status) || !status;
}

static bool nested_name(const cost_dimension_t *dimension, const char *name)
{
    for (size_t i = 0; dimension->nested && dimension->nested[i]; i++)
        if (!strcmp(dimension->nested[i], name))
            return true;
    return false;
}

/* One `dimension: quantity`, or `dimension: {name: quantity, ...}` where the dimension nests. */
static size_t read_stated(cost_reader_t *reader, const cost_service_t *service, int dimension, const cost_node_t *node,
                          cost_stated_t *out)
{
    const cost_dimension_t *of = &service->dimensions[dimension];
    size_t count = 0;
    if (node->kind != COST_NODE_MAP) {
        if (of->nested) {
            cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, node,
                                                  "%s is stated by %s and others, such as {%s: 100}", of->name,
                                                  of->nested[0], of->nested[0]));
            return 0;
        }
        if (check_usage(reader, of, node))
            out[count++] = (cost_stated_t){dimension, NULL, node->text, node};
        return count;
    }
    if (!of->nested)
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, node,
                                              "%s is one quantity, in %s, not a map", of->name, of->unit));
    else if (!node->first)
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, node,
                                              "nothing is stated; %s goes by %s and "
                                              "others, such as {%s: 100}",
                                              of->name, of->nested[0], of->nested[0]));
    for (const cost_node_t *child = node->first; of->nested && child; child = child->next) {
        if (!nested_name(of, child->key)) {
            size_t known = 0;
            while (of->nested && of->nested[known])
                known++;
            const char *near = cost_nearest(child->key, of->nested, known);
            cost_reader_fail(reader, cost_fail_key(reader->err, COST_ERR_SCHEMA, child, "%s has no \"%s\"; %s%s",
                                                   of->name, child->key, near ? "did you mean " : "it has ",
                                                   near ? near : of->nested[0]));
        } else if (check_usage(reader, of, child)) {
            out[count++] = (cost_stated_t){dimension, child->key, child->text, child};
        }
    }
    return count;
}

static size_t usage_room(const cost_node_t *map)
{
    size_t room = 1;
    for (const cost_node_t *node = map->first; node; node = node->next)
        room += node->kind == COST_NODE_MAP ? node->count : 1;
    return room;
}

/* "public-ipv4.in_use_hours": the service with - or _, a point, the dimension. */
static const cost_service_t *dotted_service(const char *key, const char **dimension)
{
    char name[64];
    const char *point = strchr(key, '.');
    size_t length = point ? (size_t)(point - key) : 0;
    if (!point || length >= sizeof name)
        return NULL;
    for (size_t i = 0; i <= length; i++)
        name[i] = (char)(i == length ? '\0' : key[i] == '_' ? '-' : key[i]);
    *dimension = point + 1;
    return cost_service_find(name);
}

/* ---- a resource ---- */

enum { LINES_MAX = 64, LINE_SIZE = 96 };

/* `service` is the one that is meant when the line itself exists, else NULL. */
static void unknown_line(cost_reader_t *reader, const cost_service_t *owner, const cost_node_t *node,
                         const cost_service_t *service)
{
    char texts[LINES_MAX][LINE_SIZE];
    const char *known[LINES_MAX];
    cost_implied_t line;
    size_t count = 0;
    for (; count < LINES_MAX && cost_service_implied(owner, count, &line); count++) {
        (void)snprintf(texts[count], LINE_SIZE, "%s.%s", line.service, line.dimension);
        known[count] = texts[count];
    }
    const char *near = service ? NULL : cost_nearest(node->key, known, count);
    cost_status_t status =
        service ? cost_fail_key(reader->err, COST_ERR_SCHEMA, node,
                                "%s brings about no such line; a resource of service: %s has it", owner->name,
                                service->name)
        : near  ? cost_fail_key(reader->err, COST_ERR_SCHEMA, node, "%s brings about no such line; did you mean %s?",
                                owner->name, near)
                : cost_fail_key(reader->err, COST_ERR_SCHEMA, node,
                                "%s brings about no such line; `ilm-cost services %s` lists those that it does",
                                owner->name, owner->name);
    cost_reader_fail(reader, status);
}

/* Where the usage of a map goes. */
typedef struct {
    cost_stated_t *own, *found;
    cost_implied_usage_t *implied;
    size_t own_count, implied_count;
} stated_t;

static void read_implied(cost_reader_t *reader, const cost_member_t *member, const cost_node_t *node, stated_t *out)
{
    const cost_service_t *owner = member->base.service;
    const char *name = NULL;
    const cost_service_t *service = dotted_service(node->key, &name);
    const int dimension = service ? cost_dimension_find(service, name) : -1;
    if (service == owner) {
        cost_reader_fail(reader,
                         cost_fail_key(reader->err, COST_ERR_SCHEMA, node,
                                       "a dimension of %s itself is written without it: %s", owner->name, name));
        return;
    }
    if (dimension < 0 || !cost_service_may_imply(owner, service, dimension)) {
        unknown_line(reader, owner, node, dimension < 0 ? NULL : service);
        return;
    }
    for (size_t i = 0; i < out->implied_count; i++)
        if (out->implied[i].service == service && out->implied[i].stated.dimension == dimension) {
            cost_reader_fail(reader, cost_fail_key(reader->err, COST_ERR_SCHEMA, node,
                                                   "the line is stated already, with - instead of _ or the other way "
                                                   "round; leave one out"));
            return;
        }
    const cost_scope_t scope = {NULL, "usage"};
    const cost_value_t *field =
        cost_fields_read(reader, NULL, &scope, service->fields, service->field_count, NULL, 0, false);
    const size_t count = field ? read_stated(reader, service, dimension, node, out->found) : 0;
    for (size_t i = 0; i < count; i++)
        out->implied[out->implied_count++] = (cost_implied_usage_t){service, out->found[i], field};
}

void cost_usage_read(cost_reader_t *reader, cost_member_t *member, const cost_node_t *map)
{
    const cost_service_t *service = member->base.service;
    if (!map)
        return;
    if (map->kind != COST_NODE_MAP) {
        cost_reader_fail(
            reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, map, "usage is a map from dimensions to quantities"));
        return;
    }
    const size_t room = usage_room(map);
    stated_t out = {.own = cost_arena_array(reader->arena, room, sizeof *out.own),
                    .found = cost_arena_array(reader->arena, room, sizeof *out.found),
                    .implied = cost_arena_array(reader->arena, room, sizeof *out.implied)};
    if (!out.own || !out.found || !out.implied) {
        cost_reader_memory(reader);
        return;
    }
    for (const cost_node_t *node = map->first; node; node = node->next) {
        const int dimension = cost_dimension_find(service, node->key);
        if (strchr(node->key, '.'))
            read_implied(reader, member, node, &out);
        else if (dimension < 0)
            unknown_dimension(reader, service, node, node->key);
        else
            out.own_count += read_stated(reader, service, dimension, node, out.own + out.own_count);
    }
    member->base.stated = out.own;
    member->base.stated_count = out.own_count;
    member->implied = out.implied;
    member->implied_count = out.implied_count;
}

void cost_implied_usage_check(cost_reader_t *reader, const cost_member_t *member)
{
    for (size_t i = 0; i < member->implied_count; i++) {
        const cost_implied_usage_t *usage = &member->implied[i];
        const cost_member_t *other = member->stand_ins;
        while (other && other->base.service != usage->service)
            other = other->next_stand_in;
        if (member->base.implied_refused)
            cost_reader_fail(reader,
                             cost_fail_at(reader->err, COST_ERR_SCHEMA, usage->stated.node,
                                          "goes without implied: false, which refuses the line; leave one out"));
        else if (other)
            cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, usage->stated.node,
                                                  "%s stands for the %s of %s; state the usage there", other->base.id,
                                                  usage->service->name, member->base.id));
    }
}

/* ---- the account ---- */

void cost_account_usage_read(cost_reader_t *reader, cost_workload_t *workload, const cost_node_t *map)
{
    if (!map)
        return;
    if (map->kind != COST_NODE_MAP) {
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, map,
                                              "usage is a map such as {cloudfront.https_requests: {us: 5M}}"));
        return;
    }
    size_t room = usage_room(map), count = 0;
    cost_account_usage_t *usage = cost_arena_array(reader->arena, room, sizeof *usage);
    cost_stated_t *stated = cost_arena_array(reader->arena, room, sizeof *stated);
    if (!usage || !stated) {
        cost_reader_memory(reader);
        return;
    }
    for (const cost_node_t *node = map->first; node; node = node->next) {
        const char *name = NULL;
        const cost_service_t *service = dotted_service(node->key, &name);
        int dimension = service ? cost_dimension_find(service, name) : -1;
        if (!service)
            cost_reader_fail(reader, cost_fail_key(reader->err, COST_ERR_SCHEMA, node,
                                                   "no service.dimension, such as cloudfront.transfer_out"));
        else if (dimension < 0)
            unknown_dimension(reader, service, node, name);
        else {
            size_t found = read_stated(reader, service, dimension, node, stated);
            for (size_t i = 0; i < found; i++)
                usage[count++] = (cost_account_usage_t){service, stated[i]};
        }
    }
    workload->account_usage = usage;
    workload->account_usage_count = count;
}
