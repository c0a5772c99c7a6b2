/* Usage that the file states instead of having it metered. */
#include <string.h>

#include "libcost/money/unit.h"
#include "libcost/workload/workload.h"

static int find_dimension(const cost_service_t *service, const char *name)
{
    for (size_t i = 0; i < service->dimension_count; i++)
        if (!strcmp(service->dimensions[i].name, name))
            return (int)i;
    return -1;
}

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

void cost_usage_read(cost_reader_t *reader, cost_resource_t *resource, const cost_node_t *map)
{
    if (!map)
        return;
    if (map->kind != COST_NODE_MAP) {
        cost_reader_fail(
            reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, map, "usage is a map from dimensions to quantities"));
        return;
    }
    cost_stated_t *stated = cost_arena_array(reader->arena, usage_room(map), sizeof *stated);
    if (!stated) {
        cost_reader_memory(reader);
        return;
    }
    size_t count = 0;
    for (const cost_node_t *node = map->first; node; node = node->next) {
        int dimension = find_dimension(resource->service, node->key);
        if (dimension < 0)
            unknown_dimension(reader, resource->service, node, node->key);
        else
            count += read_stated(reader, resource->service, dimension, node, stated + count);
    }
    resource->stated = stated;
    resource->stated_count = count;
}

/* "data_transfer.internet_out": the service with - or _, a point, the dimension. */
static const cost_service_t *account_service(const char *key, const char **dimension)
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
        const cost_service_t *service = account_service(node->key, &name);
        int dimension = service ? find_dimension(service, name) : -1;
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
