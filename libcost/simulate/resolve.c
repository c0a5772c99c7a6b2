/* A workload meets the price book. */
#include "libcost/simulate/month.h"

cost_status_t cost_resolve(cost_resolved_t *out, cost_arena_t *arena, const cost_workload_t *workload,
                           const cost_catalog_t *catalog, int32_t date, cost_error_t *err)
{
    const size_t before = cost_error_count(err);
    cost_status_t status = COST_OK;
    *out = (cost_resolved_t){.workload = workload};
    out->resources = cost_arena_array(arena, workload->member_count + 1, sizeof *out->resources);
    if (!out->resources)
        return cost_fail_memory(err);
    for (size_t i = 0; i < workload->member_count; i++) {
        cost_resource_t *resource = &out->resources[i];
        *resource = workload->members[i].base;
        cost_status_t next = cost_resource_resolve(resource, arena, catalog, date, err);
        status = status ? status : next;
    }
    cost_error_sort(err, before);
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
