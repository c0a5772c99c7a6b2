/* Resources meet the price book: rules, sizes, what the tables of fields cannot say. */
#include <string.h>

#include "libcost/workload/workload.h"

int32_t cost_price_date(const cost_workload_t *workload, const cost_catalog_t *catalog, const cost_options_t *options)
{
    if (options && options->as_of)
        return options->as_of;
    if (workload->period.hours_only || !workload->period.month_count) /* in hours, or not to be read */
        return cost_catalog_date(catalog);
    return workload->period.year * 10000 + workload->period.month * 100 + 1;
}

static cost_status_t find_rules(cost_resource_t *resource, cost_arena_t *arena, cost_error_t *err)
{
    const cost_service_t *service = resource->service;
    cost_wide_t *rules = cost_arena_array(arena, service->rule_count + 1, sizeof *rules);
    if (!rules)
        return cost_fail_memory(err);
    for (size_t i = 0; i < service->rule_count; i++)
        if (!cost_catalog_find_rule(resource->catalog, service->name, service->rules[i], resource->date, &rules[i]))
            return cost_fail_at(err, COST_ERR_NO_PRICE, resource->node, "the price book has no rule %s of %s",
                                service->rules[i], service->name);
    resource->rule = rules;
    return COST_OK;
}

static cost_status_t check_region(const cost_resource_t *resource, cost_error_t *err)
{
    const char *known[128];
    const char *name, *prefix;
    size_t count = 0, regions = cost_catalog_region_count(resource->catalog);
    /* "global" is where the book keeps prices that hold everywhere; nothing runs there. */
    if (strcmp(resource->region, "global") &&
        cost_catalog_find_region(resource->catalog, resource->region, &name, &prefix))
        return COST_OK;
    for (size_t i = 0; i < regions && count < COST_COUNT(known); i++)
        if (strcmp(cost_catalog_region(resource->catalog, i), "global"))
            known[count++] = cost_catalog_region(resource->catalog, i);
    const char *near = cost_nearest(resource->region, known, count);
    const cost_node_t *own = cost_node_find(resource->node, "region");
    return cost_fail_at(err, COST_ERR_RANGE, own ? own : resource->node, "the price book knows no region \"%s\"%s%s%s",
                        resource->region, near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

cost_status_t cost_resource_resolve(cost_resource_t *resource, cost_arena_t *arena, const cost_catalog_t *catalog,
                                    int32_t date, cost_error_t *err)
{
    resource->catalog = catalog;
    resource->date = date;
    cost_status_t region = check_region(resource, err);
    cost_status_t status = find_rules(resource, arena, err);
    if (!status && resource->service->check)
        status = resource->service->check(resource, err);
    return region ? region : status;
}

static void check_member(const cost_workload_t *workload, const cost_member_t *member, const cost_catalog_t *catalog,
                         int32_t date, cost_error_t *err)
{
    cost_resource_t resource = member->base;
    const size_t before = cost_error_count(err);
    if (!member->sound || !resource.region)
        return;
    (void)cost_resource_resolve(&resource, workload->arena, catalog, date, err);
    cost_error_drop_consequences(err, before, member->problem, member->problem_end);
}

void cost_members_check(cost_workload_t *workload, const cost_options_t *options, cost_error_t *err)
{
    const cost_catalog_t *catalog = options ? options->catalog : NULL;
    if (!catalog)
        return;
    for (size_t i = 0; i < workload->member_count; i++)
        check_member(workload, &workload->members[i], catalog, cost_price_date(workload, catalog, options), err);
}
