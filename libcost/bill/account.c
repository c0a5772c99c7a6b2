/* Several files are one account: their periods and account sections agree, their names differ. */
#include <stdlib.h>
#include <string.h>

#include "libcost/bill/estimate.h"
#include "libcost/money/unit.h"

static bool same_period(const cost_period_t *a, const cost_period_t *b)
{
    return a->hours_only == b->hours_only && a->year == b->year && a->month == b->month &&
           a->month_count == b->month_count && a->hours == b->hours;
}

/* ---- account.usage: the order of a file means nothing, nor do `4 TB` and `4096 GB` differ ---- */

typedef struct {
    const cost_account_usage_t *usage;
    const char *nested;
    cost_wide_t base;
} used_t;

static int compare_used(const void *left, const void *right)
{
    const used_t *a = left, *b = right;
    int order = strcmp(a->usage->service->name, b->usage->service->name);
    if (!order)
        order = a->usage->stated.dimension - b->usage->stated.dimension;
    if (!order)
        order = strcmp(a->nested, b->nested);
    return order ? order : (a->base > b->base) - (a->base < b->base);
}

/* NULL when memory is out. */
static used_t *sort_usage(cost_arena_t *arena, const cost_workload_t *workload, int64_t month_seconds)
{
    used_t *used = cost_arena_array(arena, workload->account_usage_count + 1, sizeof *used);
    for (size_t i = 0; used && i < workload->account_usage_count; i++) {
        const cost_account_usage_t *usage = &workload->account_usage[i];
        char why[COST_AMOUNT_WHY_SIZE];
        used[i] = (used_t){.usage = usage, .nested = usage->stated.nested ? usage->stated.nested : ""};
        cost_unit_parse_usage(&used[i].base, usage->stated.text,
                              usage->service->dimensions[usage->stated.dimension].unit, month_seconds, why);
    }
    if (used)
        qsort(used, workload->account_usage_count, sizeof *used, compare_used);
    return used;
}

static cost_status_t same_account(bool *same, cost_arena_t *arena, const cost_workload_t *a, const cost_workload_t *b)
{
    int64_t start, seconds;
    *same = a->always_free == b->always_free && a->database_savings_plan == b->database_savings_plan &&
            a->apprunner_customer == b->apprunner_customer && a->account_usage_count == b->account_usage_count;
    if (!*same)
        return COST_OK;
    cost_period_month(&a->period, 0, &start, &seconds);
    const used_t *x = sort_usage(arena, a, seconds), *y = sort_usage(arena, b, seconds);
    if (!x || !y)
        return COST_ERR_MEMORY;
    for (size_t i = 0; i < a->account_usage_count; i++)
        *same = *same && !compare_used(&x[i], &y[i]);
    return COST_OK;
}

/* ---- the whole ---- */

static cost_status_t check(cost_arena_t *arena, const cost_workload_t *const *workloads, size_t count,
                           cost_error_t *err)
{
    const cost_workload_t *first = workloads[0];
    for (size_t i = 1; i < count; i++) {
        const cost_workload_t *other = workloads[i];
        if (!same_period(&first->period, &other->period))
            return cost_fail_at(err, COST_ERR_SCHEMA, other->root,
                                "its period is not that of %s; files that are billed together need the same",
                                first->file);
        bool same;
        if (same_account(&same, arena, first, other))
            return cost_fail_memory(err);
        if (!same)
            return cost_fail_at(err, COST_ERR_SCHEMA, other->root,
                                "its account is not that of %s; files that are billed together are one account",
                                first->file);
        for (size_t k = 0; k < i; k++)
            if (!strcmp(workloads[k]->name, other->name))
                return cost_fail_at(err, COST_ERR_SCHEMA, other->root,
                                    "its workload is called \"%s\" like that of %s; names must differ", other->name,
                                    workloads[k]->file);
    }
    return COST_OK;
}

cost_status_t cost_account_check(const cost_workload_t *const *workloads, size_t count, cost_error_t *err)
{
    cost_arena_t *arena = cost_arena_create();
    if (!arena)
        return cost_fail_memory(err);
    cost_status_t status = check(arena, workloads, count, err);
    cost_arena_destroy(arena);
    return status;
}
