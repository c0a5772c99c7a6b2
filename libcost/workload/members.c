/* Resources: what every one has, and what its service asks for. */
#include <string.h>

#include "libcost/workload/workload.h"

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
    cost_reader_fail(reader,
                     near ? cost_fail_at(reader->err, COST_ERR_SCHEMA, name,
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
    cost_reader_fail(reader,
                     cost_fail_at(reader->err, COST_ERR_SCHEMA, value->node,
                                  "\"%s\" is not a UTC time such as 2025-11-10 or 2025-11-10T09:50Z", value->text));
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
    cost_reader_fail(reader,
                     cost_fail_at(reader->err, COST_ERR_SCHEMA, value->node, "there is no schedule \"%s\"%s%s%s",
                                  value->text, near ? "; did you mean " : "", near ? near : "",
                                  near ? "?" : " under schedules"));
    return -1;
}

static void check_stop(cost_reader_t *reader, const cost_resource_t *base, const cost_value_t *schedule)
{
    if (schedule->given && !base->service->stops)
        cost_reader_fail(
            reader,
            cost_fail_at(reader->err, COST_ERR_SCHEMA, schedule->node,
                         "%s cannot be stopped, only deleted; write runs: {from: 2025-11-03, until: 2025-11-08}",
                         base->service->title));
}

static void read_common(cost_reader_t *reader, const cost_workload_t *workload, cost_member_t *member,
                        const cost_value_t *common)
{
    cost_resource_t *base = &member->base;
    base->count = common[COST_COMMON_COUNT].integer;
    base->zones = common[COST_COMMON_ZONES].integer;
    const cost_value_t *region = &common[COST_COMMON_REGION];
    base->region = region->given ? region->text : workload->region;
    base->owner = common[COST_COMMON_FOR].text;
    base->implied_refused = common[COST_COMMON_IMPLIED].given && !common[COST_COMMON_IMPLIED].on;
    member->schedule = find_schedule(reader, workload, &common[COST_COMMON_SCHEDULE]);
    cost_tags_read(reader, common[COST_COMMON_TAGS].node, &workload->tags, &member->tags);
    read_runs(reader, member, &common[COST_COMMON_RUNS]);
    check_stop(reader, base, &common[COST_COMMON_SCHEDULE]);
    cost_dates_check(reader, workload, &common[COST_COMMON_RUNS]);
    cost_usage_read(reader, member, common[COST_COMMON_USAGE].node);
    if (!base->region && !region->given && !reader->region_refused)
        cost_reader_fail(reader,
                         cost_fail_key(reader->err, COST_ERR_SCHEMA, base->node,
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
    const size_t before = reader->lost;
    const cost_value_t *common =
        cost_fields_read(reader, node, &scope, cost_common_fields, COST_COMMON_FIELDS, NULL, COST_FIELDS_ANY, false);
    reader->forgets = true;
    base->field = cost_fields_read(reader, node, &scope, base->service->fields, base->service->field_count,
                                   cost_common_fields, COST_COMMON_FIELDS, true);
    reader->forgets = false;
    member->sound = base->field && reader->lost == before;
    if (common)
        read_common(reader, workload, member, common);
}

static void read_numbered(cost_reader_t *reader, const cost_workload_t *workload, const cost_scope_t *up,
                          const cost_node_t *node, cost_member_t *member)
{
    const size_t before = cost_error_count(reader->err);
    read_member(reader, workload, up, node, member);
    member->problem = before;
    member->problem_end = cost_error_count(reader->err);
}

void cost_members_read(cost_reader_t *reader, cost_workload_t *workload, const cost_value_t *value)
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
        cost_reader_memory(reader);
        return;
    }
    for (const cost_node_t *node = value->node->first; node; node = node->next)
        read_numbered(reader, workload, &scope, node, &workload->members[workload->member_count++]);
}
