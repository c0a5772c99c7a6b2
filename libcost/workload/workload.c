/* Reads a workload file: document, scenario, overrides, sections, resources. */
#include "libcost/workload/workload.h"

#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/base/file.h"
#include "libcost/money/unit.h"

static cost_status_t missing(cost_reader_t *reader)
{
    return cost_reader_fail(reader, cost_fail_memory(reader->err));
}

/* ---- the document: file, scenario, --set ---- */

#define NO_PATCH "a scenario is a map that is laid over the file, such as {resources: {app: {tasks: 3}}}"

static cost_status_t apply_scenario(const cost_node_t **root, cost_arena_t *arena, const char *name, cost_error_t *err)
{
    const char *known[64];
    size_t count = 0;
    const cost_node_t *scenarios = cost_node_find(*root, "scenarios");
    const cost_node_t *patch = cost_node_find(scenarios, name);
    if (patch && patch->kind != COST_NODE_MAP)
        return cost_fail_at(err, COST_ERR_SCHEMA, patch, NO_PATCH);
    if (!patch) {
        bool named = scenarios && scenarios->kind == COST_NODE_MAP;
        for (const cost_node_t *node = named ? scenarios->first : NULL; node && count < 64; node = node->next)
            known[count++] = node->key;
        const char *near = cost_nearest(name, known, count);
        return near ? cost_fail_at(err, COST_ERR_RANGE, *root, "there is no scenario \"%s\"; did you mean %s?", name, near)
                    : cost_fail_at(err, COST_ERR_RANGE, *root, "there is no scenario \"%s\"%s%s", name,
                                   count ? "; the first there is, is " : "; the file has none", count ? known[0] : "");
    }
    const cost_node_t *merged = cost_node_merge(arena, *root, patch);
    if (!merged)
        return cost_fail_memory(err);
    *root = merged;
    return COST_OK;
}

static cost_status_t apply_overrides(const cost_node_t **root, cost_arena_t *arena, const cost_options_t *options,
                                     cost_error_t *err)
{
    for (size_t i = 0; i < options->override_count; i++) {
        const char *assignment = options->overrides[i];
        const char *equals = strchr(assignment, '=');
        char *path = cost_arena_text(arena, assignment, (size_t)(equals - assignment));
        cost_node_t *changed = NULL;
        if (!path)
            return cost_fail_memory(err);
        cost_status_t status = cost_node_set(&changed, arena, *root, path, equals + 1, "--set", err);
        if (status)
            return status;
        *root = changed;
    }
    return COST_OK;
}

/* ---- top level ---- */

static cost_status_t read_format(cost_reader_t *reader, const cost_value_t *format)
{
    if (!format->text || !strcmp(format->text, "libcost-workload/1"))
        return COST_OK;
    return cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, format->node,
                                                 "\"%s\" is not libcost-workload/1", format->text));
}

static void read_period(cost_reader_t *reader, cost_workload_t *workload, const cost_value_t *value, const char *override)
{
    char why[COST_PERIOD_WHY_SIZE];
    const char *text = override ? override : value->text;
    if (!text || cost_period_parse(&workload->period, text, why))
        return;
    cost_place_t place = {.file = "--period"};
    cost_reader_fail(reader, override ? cost_fail(reader->err, COST_ERR_SCHEMA, place, "%s", why)
                                      : cost_fail_at(reader->err, COST_ERR_SCHEMA, value->node, "%s", why));
}

static int compare_tags(const cost_tag_t *a, const cost_tag_t *b)
{
    return strcmp(a->key, b->key);
}

static void put_tag(cost_tag_t *tags, size_t *count, cost_tag_t tag)
{
    size_t i = 0;
    while (i < *count && compare_tags(&tags[i], &tag) < 0)
        i++;
    if (i == *count || compare_tags(&tags[i], &tag)) {
        memmove(&tags[i + 1], &tags[i], (*count - i) * sizeof *tags);
        (*count)++;
    }
    tags[i] = tag;
}

static void read_tags(cost_reader_t *reader, const cost_node_t *node, const cost_tags_t *base, cost_tags_t *out)
{
    size_t most = base->count + (node ? node->count : 0);
    cost_tag_t *tags = cost_arena_array(reader->arena, most + 1, sizeof *tags);
    size_t count = base->count;
    if (!tags) {
        missing(reader);
        return;
    }
    if (base->count)
        memcpy(tags, base->tags, base->count * sizeof *tags);
    if (node && node->kind != COST_NODE_MAP)
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, node, "tags are a map such as {env: production}"));
    else
        for (const cost_node_t *child = node ? node->first : NULL; child; child = child->next) {
            if (child->text)
                put_tag(tags, &count, (cost_tag_t){child->key, child->text});
            else
                cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, child, "a tag's value is text"));
        }
    *out = (cost_tags_t){tags, count};
}

static void warn(cost_reader_t *reader, const cost_node_t *node, const char *code, const char *text)
{
    char path[256];
    cost_note_t note = {.workload = reader->workload, .first = code, .file = node->file, .line = node->line};
    note.path = cost_arena_string(reader->arena, cost_node_path(node, path, sizeof path));
    note.second = cost_arena_string(reader->arena, text);
    if (!note.path || !note.second || !cost_notes_add(reader->warnings, reader->arena, &note))
        missing(reader);
}

/* NULL when there is no such zone, or when none was written. */
static const cost_zone_t *read_zone(cost_reader_t *reader, const cost_value_t *name)
{
    char why[COST_ZONE_WHY_SIZE];
    const cost_zone_t *zone = NULL;
    cost_status_t status = name->text ? cost_zone_load(&zone, reader->arena, name->text, why) : COST_OK;
    if (status == COST_ERR_MEMORY)
        missing(reader);
    else if (status)
        cost_reader_fail(reader, cost_fail_at(reader->err, status, name->node, "%s", why));
    return zone;
}

static void read_traffic(cost_reader_t *reader, cost_workload_t *workload, const cost_value_t *value)
{
    static const int stated[] = {COST_TRAFFIC_REQUESTS, COST_TRAFFIC_RATE, COST_TRAFFIC_SESSIONS, COST_TRAFFIC_SERIES};
    cost_traffic_t *traffic = cost_arena_array(reader->arena, value->entry_count + 1, sizeof *traffic);
    if (!traffic) {
        missing(reader);
        return;
    }
    for (size_t i = 0; i < value->entry_count; i++) {
        const cost_entry_t *entry = &value->entries[i];
        int count = 0;
        traffic[i] = (cost_traffic_t){entry->name, entry->node, entry->values};
        for (size_t k = 0; entry->values && k < COST_COUNT(stated); k++)
            count += entry->values[stated[k]].given == COST_STATED;
        if (entry->values && count != 1)
            cost_reader_fail(reader, cost_fail_key(reader->err, COST_ERR_SCHEMA, entry->node,
                                                   "%s; exactly one of requests, rate, sessions and series says how much",
                                                   count ? "the load is stated more than once" : "no load is stated"));
        if (!entry->values)
            continue;
        read_zone(reader, &entry->values[COST_TRAFFIC_TIMEZONE]);
        const cost_value_t *shape = &entry->values[COST_TRAFFIC_SHAPE];
        if (shape->given == COST_STATED && shape->choice > 0)
            warn(reader, shape->node, "not-yet",
                 "is read and checked, but has no effect yet: the load is spread evenly over the month until the simulator "
                 "of a later version");
    }
    workload->traffic = traffic;
    workload->traffic_count = value->entry_count;
}

static const cost_cron_t *read_cron(cost_reader_t *reader, const cost_value_t *value, cost_dialect_t dialect)
{
    char why[COST_CRON_WHY_SIZE], hint[COST_CRON_HINT_SIZE];
    const cost_cron_t *cron = NULL;
    if (!value->text)
        return NULL;
    why[0] = '\0';
    if (!cost_cron_parse(&cron, reader->arena, value->text, dialect, why, hint)) {
        if (*why)
            cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, value->node, "%s", why));
        else
            missing(reader);
        return NULL;
    }
    if (*hint)
        warn(reader, value->node, "cron-weekday-number", hint);
    return cron;
}

static void read_schedules(cost_reader_t *reader, cost_workload_t *workload, const cost_value_t *value)
{
    cost_schedule_t *schedules = cost_arena_array(reader->arena, value->entry_count + 1, sizeof *schedules);
    if (!schedules) {
        missing(reader);
        return;
    }
    for (size_t i = 0; i < value->entry_count; i++) {
        const cost_value_t *field = value->entries[i].values;
        schedules[i] = (cost_schedule_t){.name = value->entries[i].name, .node = value->entries[i].node};
        if (!field)
            continue;
        cost_dialect_t dialect =
            field[COST_SCHEDULE_DIALECT].choice == 1 ? COST_DIALECT_AAS : COST_DIALECT_EVENTBRIDGE;
        schedules[i].start = read_cron(reader, &field[COST_SCHEDULE_START], dialect);
        schedules[i].stop = read_cron(reader, &field[COST_SCHEDULE_STOP], dialect);
        schedules[i].zone = read_zone(reader, &field[COST_SCHEDULE_TIMEZONE]);
    }
    workload->schedules = schedules;
    workload->schedule_count = value->entry_count;
}

/* ---- stated usage ---- */

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
    cost_reader_fail(reader, near ? cost_fail_key(reader->err, COST_ERR_SCHEMA, node,
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
    if (!of->nested || !node->first)
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, node, "%s is one quantity, in %s, not a map",
                                              of->name, of->unit));
    for (const cost_node_t *child = node->first; of->nested && child; child = child->next) {
        if (!nested_name(of, child->key)) {
            size_t known = 0;
            while (of->nested && of->nested[known])
                known++;
            const char *near = cost_nearest(child->key, of->nested, known);
            cost_reader_fail(reader, cost_fail_key(reader->err, COST_ERR_SCHEMA, child,
                                                   "%s has no \"%s\"; %s%s", of->name, child->key,
                                                   near ? "did you mean " : "it has ", near ? near : of->nested[0]));
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

static void read_usage(cost_reader_t *reader, cost_resource_t *resource, const cost_node_t *map)
{
    if (!map)
        return;
    if (map->kind != COST_NODE_MAP) {
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, map,
                                              "usage is a map from dimensions to quantities"));
        return;
    }
    cost_stated_t *stated = cost_arena_array(reader->arena, usage_room(map), sizeof *stated);
    if (!stated) {
        missing(reader);
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

static void read_account_usage(cost_reader_t *reader, cost_workload_t *workload, const cost_node_t *map)
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
        missing(reader);
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

/* ---- resources ---- */

static const cost_service_t *read_service(cost_reader_t *reader, const cost_node_t *node)
{
    const cost_node_t *name = cost_node_find(node, "service");
    const char *known[64];
    size_t count = cost_services_count < 64 ? cost_services_count : 64;
    if (!name || !name->text) {
        cost_reader_fail(reader, cost_fail_key(reader->err, COST_ERR_SCHEMA, node,
                                               "service is missing; it is an AWS service such as fargate"));
        return NULL;
    }
    const cost_service_t *service = cost_service_find(name->text);
    if (service)
        return service;
    for (size_t i = 0; i < count; i++)
        known[i] = cost_services[i]->name;
    const char *near = cost_nearest(name->text, known, count);
    cost_reader_fail(reader, near ? cost_fail_at(reader->err, COST_ERR_SCHEMA, name,
                                                 "there is no service \"%s\"; did you mean %s?", name->text, near)
                                  : cost_fail_at(reader->err, COST_ERR_SCHEMA, name,
                                                 "there is no service \"%s\"; `ilm-cost services` lists them", name->text));
    return NULL;
}

static int64_t read_instant(cost_reader_t *reader, const cost_value_t *value, int64_t open)
{
    int64_t seconds = 0;
    bool zoned;
    if (!value->text)
        return open;
    if (cost_civil_parse(value->text, &seconds, &zoned))
        return seconds;
    cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, value->node,
                                          "\"%s\" is not a UTC time such as 2025-11-10 or 2025-11-10T09:50Z",
                                          value->text));
    return open;
}

static void read_runs(cost_reader_t *reader, cost_member_t *member, const cost_value_t *runs)
{
    member->runs_from = INT64_MIN;
    member->runs_until = INT64_MAX;
    if (!runs->given || !runs->values)
        return;
    member->runs_from = read_instant(reader, &runs->values[COST_RUNS_FROM], INT64_MIN);
    member->runs_until = read_instant(reader, &runs->values[COST_RUNS_UNTIL], INT64_MAX);
    if (member->runs_from >= member->runs_until)
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_RANGE, runs->node, "until is not after from"));
}

static int find_schedule(cost_reader_t *reader, const cost_workload_t *workload, const cost_value_t *value)
{
    const char *known[64];
    size_t count = workload->schedule_count < 64 ? workload->schedule_count : 64;
    if (!value->text)
        return -1;
    for (size_t i = 0; i < workload->schedule_count; i++) {
        if (!strcmp(workload->schedules[i].name, value->text))
            return (int)i;
        if (i < count)
            known[i] = workload->schedules[i].name;
    }
    const char *near = cost_nearest(value->text, known, count);
    cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, value->node,
                                          "there is no schedule \"%s\"%s%s%s", value->text, near ? "; did you mean " : "",
                                          near ? near : "", near ? "?" : " under schedules"));
    return -1;
}

static void check_stop(cost_reader_t *reader, const cost_resource_t *base, const cost_value_t *schedule)
{
    if (schedule->given && !base->service->stops)
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, schedule->node,
                                              "%s cannot be stopped, only deleted; write runs: {from: 2025-11-03, until: 2025-11-08}",
                                              base->service->title));
}

static void read_common(cost_reader_t *reader, const cost_workload_t *workload, cost_member_t *member,
                        const cost_value_t *common)
{
    cost_resource_t *base = &member->base;
    base->count = common[COST_COMMON_COUNT].integer;
    base->zones = common[COST_COMMON_ZONES].integer;
    base->region = common[COST_COMMON_REGION].given ? common[COST_COMMON_REGION].text : workload->region;
    base->owner = common[COST_COMMON_FOR].text;
    base->implied_refused = common[COST_COMMON_IMPLIED].given && !common[COST_COMMON_IMPLIED].on;
    member->schedule = find_schedule(reader, workload, &common[COST_COMMON_SCHEDULE]);
    read_tags(reader, common[COST_COMMON_TAGS].node, &workload->tags, &member->tags);
    read_runs(reader, member, &common[COST_COMMON_RUNS]);
    check_stop(reader, base, &common[COST_COMMON_SCHEDULE]);
    read_usage(reader, base, common[COST_COMMON_USAGE].node);
    if (!base->region)
        cost_reader_fail(reader, cost_fail_key(reader->err, COST_ERR_SCHEMA, base->node,
                                               "region is missing, here and at the top of the file; such as us-east-1"));
}

static void read_member(cost_reader_t *reader, const cost_workload_t *workload, const cost_scope_t *up,
                        const cost_node_t *node, cost_member_t *member)
{
    const cost_scope_t scope = {up, node->key};
    cost_resource_t *base = &member->base;
    *member = (cost_member_t){.schedule = -1};
    base->id = node->key;
    base->workload = workload->name;
    base->node = node;
    cost_name_check(reader, node);
    if (node->kind != COST_NODE_MAP) {
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, node,
                                              "a resource is a map such as {service: fargate, ...}"));
        return;
    }
    base->service = read_service(reader, node);
    if (!base->service)
        return;
    const cost_value_t *common =
        cost_fields_read(reader, node, &scope, cost_common_fields, COST_COMMON_FIELDS, NULL, COST_FIELDS_ANY, false);
    base->field = cost_fields_read(reader, node, &scope, base->service->fields, base->service->field_count,
                                   cost_common_fields, COST_COMMON_FIELDS, true);
    if (common)
        read_common(reader, workload, member, common);
}

static void read_resources(cost_reader_t *reader, cost_workload_t *workload, const cost_value_t *value)
{
    const cost_scope_t scope = {NULL, "resources"};
    if (!value->given)
        return;
    if (value->node->kind != COST_NODE_MAP || !value->node->count) {
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, value->node,
                                              "resources is a map from names to what runs, with at least one"));
        return;
    }
    workload->members = cost_arena_array(reader->arena, value->node->count, sizeof *workload->members);
    if (!workload->members) {
        missing(reader);
        return;
    }
    for (const cost_node_t *node = value->node->first; node; node = node->next)
        read_member(reader, workload, &scope, node, &workload->members[workload->member_count++]);
}

/* ---- the whole ---- */

static const cost_node_t *read_scenarios(cost_reader_t *reader, const cost_node_t *map)
{
    if (map && map->kind != COST_NODE_MAP)
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, map,
                                              "scenarios are a map from names to what changes in the file"));
    for (const cost_node_t *node = map && map->kind == COST_NODE_MAP ? map->first : NULL; node; node = node->next)
        if (node->kind != COST_NODE_MAP)
            cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, node, NO_PATCH));
    return map;
}

static void read_top(cost_reader_t *reader, cost_workload_t *workload, const cost_options_t *options)
{
    static const cost_tags_t no_tags = {NULL, 0};
    const cost_value_t *top =
        cost_fields_read(reader, workload->root, &(cost_scope_t){NULL, NULL}, cost_top_fields, COST_TOP_FIELDS, NULL, 0, true);
    if (!top)
        return;
    read_format(reader, &top[COST_TOP_FORMAT]);
    workload->name = top[COST_TOP_WORKLOAD].text;
    reader->workload = workload->name;
    workload->region = options && options->region ? options->region : top[COST_TOP_REGION].text;
    if (workload->region) {
        workload->region = cost_arena_string(reader->arena, workload->region);
        if (!workload->region) {
            missing(reader);
            return;
        }
    }
    read_period(reader, workload, &top[COST_TOP_PERIOD], options ? options->period : NULL);
    read_tags(reader, top[COST_TOP_TAGS].node, &no_tags, &workload->tags);
    read_traffic(reader, workload, &top[COST_TOP_TRAFFIC]);
    read_schedules(reader, workload, &top[COST_TOP_SCHEDULES]);
    read_resources(reader, workload, &top[COST_TOP_RESOURCES]);
    workload->budgets = &top[COST_TOP_BUDGETS];
    workload->scenarios = read_scenarios(reader, top[COST_TOP_SCENARIOS].node);
    const cost_value_t *account = top[COST_TOP_ACCOUNT].values;
    workload->always_free = !account || account[COST_ACCOUNT_ALWAYS_FREE].on;
    read_account_usage(reader, workload, account ? account[COST_ACCOUNT_USAGE].node : NULL);
    cost_graph_read(reader, workload);
}

static cost_status_t read_root(cost_workload_t *workload, const cost_options_t *options, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    if (workload->root->kind != COST_NODE_MAP)
        return cost_fail_at(err, COST_ERR_SCHEMA, workload->root, "a workload file is a map that begins with format: libcost-workload/1");
    if (options && options->scenario)
        status = apply_scenario(&workload->root, workload->arena, options->scenario, err);
    if (!status && options)
        status = apply_overrides(&workload->root, workload->arena, options, err);
    if (status)
        return status;
    cost_reader_t reader = {.arena = workload->arena, .err = err, .defaults = &workload->defaults,
                            .warnings = &workload->warnings};
    read_top(&reader, workload, options);
    return reader.status;
}

/* Notes that were made before the file's name was known get it now. */
static void name_notes(cost_notes_t *notes, const char *name)
{
    for (cost_note_t *note = notes->first; note; note = note->next)
        note->workload = name;
}

/* Takes over the arena. */
static cost_status_t finish(cost_workload_t **out, cost_arena_t *arena, cost_node_t *root, const char *file,
                            const cost_options_t *options, cost_error_t *err)
{
    cost_workload_t *workload = cost_arena_alloc(arena, sizeof *workload);
    if (!workload) {
        cost_arena_destroy(arena);
        return cost_fail_memory(err);
    }
    workload->arena = arena;
    workload->root = root;
    workload->file = cost_arena_string(arena, cost_file_label(file));
    cost_status_t status = workload->file ? read_root(workload, options, err) : cost_fail_memory(err);
    if (status) {
        cost_arena_destroy(arena);
        return status;
    }
    name_notes(&workload->defaults, workload->name);
    name_notes(&workload->warnings, workload->name);
    *out = workload;
    return COST_OK;
}

cost_status_t cost_workload_load(cost_workload_t **out, const char *file, const cost_options_t *options, cost_error_t *err)
{
    *out = NULL;
    cost_node_t *root = NULL;
    cost_arena_t *arena = cost_arena_create();
    if (!arena)
        return cost_fail_memory(err);
    cost_status_t status = cost_tree_load(&root, arena, file, err);
    if (status) {
        cost_arena_destroy(arena);
        return status;
    }
    return finish(out, arena, root, file, options, err);
}

cost_status_t cost_workload_parse(cost_workload_t **out, const char *text, size_t length, const char *name,
                                  const cost_options_t *options, cost_error_t *err)
{
    *out = NULL;
    cost_node_t *root = NULL;
    cost_arena_t *arena = cost_arena_create();
    if (!arena)
        return cost_fail_memory(err);
    cost_status_t status = cost_tree_parse(&root, arena, text, length, name, err);
    if (status) {
        cost_arena_destroy(arena);
        return status;
    }
    return finish(out, arena, root, name, options, err);
}

void cost_workload_destroy(cost_workload_t *workload)
{
    if (workload)
        cost_arena_destroy(workload->arena);
}

const char *cost_workload_name(const cost_workload_t *workload)
{
    return workload->name;
}

size_t cost_workload_resource_count(const cost_workload_t *workload)
{
    return workload->member_count;
}

const char *cost_workload_resource(const cost_workload_t *workload, size_t i)
{
    return i < workload->member_count ? workload->members[i].base.id : NULL;
}

size_t cost_workload_scenario_count(const cost_workload_t *workload)
{
    return workload->scenarios ? workload->scenarios->count : 0;
}

const char *cost_workload_scenario(const cost_workload_t *workload, size_t i)
{
    const cost_node_t *node = workload->scenarios ? workload->scenarios->first : NULL;
    while (node && i-- > 0)
        node = node->next;
    return node ? node->key : NULL;
}
