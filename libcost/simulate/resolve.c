/* Resources meet the price book: rules, sizes, what the tables of fields cannot say. */
#include "libcost/simulate/month.h"

#include <string.h>

int32_t cost_price_date(const cost_workload_t *workload, const cost_catalog_t *catalog, const cost_options_t *options)
{
    if (options && options->as_of)
        return options->as_of;
    if (workload->period.hours_only)
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

static void keep_first(cost_status_t *status, cost_status_t next)
{
    if (!*status)
        *status = next;
}

cost_status_t cost_resolve(cost_resolved_t *out, cost_arena_t *arena, const cost_workload_t *workload,
                           const cost_catalog_t *catalog, int32_t date, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    out->workload = workload;
    out->resources = cost_arena_array(arena, workload->member_count + 1, sizeof *out->resources);
    if (!out->resources)
        return cost_fail_memory(err);
    for (size_t i = 0; i < workload->member_count; i++) {
        cost_resource_t *resource = &out->resources[i];
        *resource = workload->members[i].base;
        resource->catalog = catalog;
        resource->date = date;
        keep_first(&status, check_region(resource, err));
        cost_status_t found = find_rules(resource, arena, err);
        keep_first(&status, found);
        if (!found && resource->service->check)
            keep_first(&status, resource->service->check(resource, err));
    }
    return status;
}

/* The ways into a resource are the same in every month: the first speaks for all. */
static cost_status_t check_month(const cost_resolved_t *resolved, cost_arena_t *arena, cost_error_t *err)
{
    cost_month_t month;
    cost_period_month(&resolved->workload->period, 0, &month.start, &month.seconds);
    month.hours = month.seconds / 3600;
    month.minutes = month.seconds / 60;
    return cost_month_check(resolved, arena, month, err);
}

cost_status_t cost_workload_check(const cost_workload_t *workload, const cost_catalog_t *catalog,
                                  const cost_options_t *options, cost_error_t *err)
{
    cost_resolved_t resolved;
    cost_arena_t *arena = cost_arena_create();
    if (!arena)
        return cost_fail_memory(err);
    cost_status_t status =
        cost_resolve(&resolved, arena, workload, catalog, cost_price_date(workload, catalog, options), err);
    if (!status)
        status = check_month(&resolved, arena, err);
    cost_arena_destroy(arena);
    return status;
}
