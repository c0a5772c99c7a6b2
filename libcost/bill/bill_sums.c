/* What the lines of a bill add up to, by resource and by service. */
#include <stdlib.h>
#include <string.h>

#include "libcost/bill/estimate.h"

static int compare_sums(const void *left, const void *right)
{
    const cost_bill_sum_t *a = left, *b = right;
    return strcmp(a->name, b->name);
}

static cost_bill_sum_t *find_sum(cost_bill_sum_t *sums, size_t count, const char *name)
{
    const cost_bill_sum_t key = {.name = name};
    return bsearch(&key, sums, count, sizeof *sums, compare_sums);
}

static void list_service(cost_bill_t *bill, const char *service)
{
    size_t i = 0;
    while (i < bill->service_count && strcmp(bill->by_service[i].name, service))
        i++;
    if (i == bill->service_count)
        bill->by_service[bill->service_count++] = (cost_bill_sum_t){service, service, {0}};
}

/* Every resource has a sum, also one that costs nothing. */
static cost_status_t list_resources(cost_bill_t *bill, const cost_workload_t *const *workloads, size_t count,
                                    cost_error_t *err)
{
    size_t room = 0;
    for (size_t i = 0; i < count; i++)
        room += workloads[i]->member_count;
    bill->by_resource = cost_arena_array(bill->arena, room + 1, sizeof *bill->by_resource);
    bill->by_service = cost_arena_array(bill->arena, cost_services_count, sizeof *bill->by_service);
    if (!bill->by_resource || !bill->by_service)
        return cost_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < workloads[i]->member_count; k++) {
            const cost_resource_t *resource = &workloads[i]->members[k].base;
            const char *name = cost_arena_format(bill->arena, "%s/%s", resource->workload, resource->id);
            if (!name)
                return cost_fail_memory(err);
            bill->by_resource[bill->resource_count++] = (cost_bill_sum_t){name, resource->service->name, {0}};
        }
    qsort(bill->by_resource, bill->resource_count, sizeof *bill->by_resource, compare_sums);
    for (size_t i = 0; i < bill->resource_count; i++)
        list_service(bill, bill->by_resource[i].service);
    for (size_t i = 0; i < bill->line_count; i++) /* implied lines are of services that no resource is of */
        list_service(bill, bill->lines[i].record->service->name);
    qsort(bill->by_service, bill->service_count, sizeof *bill->by_service, compare_sums);
    return COST_OK;
}

cost_status_t cost_bill_sum_up(cost_bill_t *bill, const cost_workload_t *const *workloads, size_t count,
                               cost_error_t *err)
{
    cost_status_t status = list_resources(bill, workloads, count, err);
    const cost_resource_t *resource = NULL;
    cost_bill_sum_t *of_resource = NULL;
    for (size_t i = 0; !status && i < bill->line_count; i++) {
        const cost_record_t *record = bill->lines[i].record;
        if (record->resource != resource) { /* lines of one resource stand together in each month */
            resource = record->resource;
            const char *name = cost_arena_format(bill->arena, "%s/%s", resource->workload, resource->id);
            if (!name)
                return cost_fail_memory(err);
            of_resource = find_sum(bill->by_resource, bill->resource_count, name);
        }
        /* Parts of a total that fits fit as well. */
        cost_money_add(&of_resource->cost, bill->lines[i].cost);
        cost_money_add(&find_sum(bill->by_service, bill->service_count, record->service->name)->cost,
                       bill->lines[i].cost);
    }
    return status;
}
