#include "libcost/analysis/budget_profile.h"

#include <string.h>

#include "libcost/analysis/timeline.h"

enum { HOUR = 3600 };

/* ---- making ---- */

static int64_t hours_of(const cost_trial_plan_t *plan, size_t month)
{
    return plan->months[month].seconds / HOUR;
}

/* Sums of the month's hours, in nano-dollars: sums[0] is 0.  What is negative (a refund) is not spent. */
static bool fill(cost_wide_t *sums, const cost_trial_plan_t *plan, size_t budget, size_t month, int64_t first_hour,
                 const cost_hourly_t *parts, size_t count)
{
    const int64_t hours = hours_of(plan, month);
    for (size_t i = 0; i < count; i++)
        if (parts[i].line_count && cost_plan_budget_covers(&plan->budgets[budget], parts[i].lines[0]->record))
            for (int64_t h = 0; h < hours; h++)
                sums[h + 1] += parts[i].cost[first_hour + h] > 0 ? parts[i].cost[first_hour + h] : 0;
    for (int64_t h = 0; h < hours; h++)
        sums[h + 1] += sums[h];
    return sums[hours] < (cost_wide_t)1 << 80;
}

static cost_status_t make(cost_budget_profiles_t *out, cost_arena_t *arena, const cost_trial_plan_t *plan,
                          const cost_hourly_t *parts, size_t count, cost_error_t *err)
{
    const size_t budgets = plan->count_of[COST_COLUMN_BUDGET];
    out->sums = cost_arena_array(arena, budgets * plan->month_count + 1, sizeof(cost_wide_t *));
    if (!out->sums)
        return cost_fail_memory(err);
    int64_t first_hour = 0;
    for (size_t month = 0; month < plan->month_count; first_hour += hours_of(plan, month++))
        for (size_t i = 0; i < budgets; i++) {
            cost_wide_t *sums = cost_arena_array(arena, (size_t)hours_of(plan, month) + 1, sizeof *sums);
            if (!sums)
                return cost_fail_memory(err);
            if (fill(sums, plan, i, month, first_hour, parts, count))
                out->sums[month * budgets + i] = sums;
        }
    return COST_OK;
}

cost_status_t cost_budget_profiles_make(cost_budget_profiles_t *out, cost_arena_t *arena, const cost_trial_plan_t *plan,
                                        cost_error_t *err)
{
    cost_options_t options = plan->options ? *plan->options : (cost_options_t){0}; /* borrows the texts */
    cost_bill_t *bill = NULL;
    cost_hourly_t *parts = NULL;
    size_t count = 0;
    cost_arena_t *scratch = cost_arena_create();
    if (!scratch)
        return cost_fail_memory(err);
    options.by_hour = true;
    cost_status_t status = cost_estimate(&bill, plan->catalog, plan->workloads, plan->count, &options, err);
    if (!status)
        status = cost_hourly_make(&parts, &count, scratch, bill, err);
    if (!status)
        status = make(out, arena, plan, parts, count, err);
    cost_bill_destroy(bill);
    cost_arena_destroy(scratch);
    return status;
}

/* ---- asking ---- */

/* The last hour that begins with at most `target` spent. */
static int64_t hour_of(const cost_wide_t *sums, int64_t hours, cost_wide_t target)
{
    int64_t low = 0, high = hours - 1;
    while (low < high) {
        const int64_t middle = (low + high + 1) / 2;
        if (sums[middle] <= target)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

int64_t cost_budget_crossing(const cost_budget_profiles_t *profiles, const cost_trial_plan_t *plan, size_t budget,
                             size_t month, int64_t spent)
{
    const cost_month_t *span = &plan->months[month];
    const int64_t limit = plan->budgets[budget].limit, hours = hours_of(plan, month);
    const cost_wide_t *sums = profiles->sums[month * plan->count_of[COST_COLUMN_BUDGET] + budget];
    cost_wide_t target = 0, within = 0;
    if (limit <= 0)
        return span->start;
    if (!sums || !sums[hours]) {
        cost_wide_mul_div(&within, span->seconds, limit, spent);
        return span->start + (int64_t)within;
    }
    cost_wide_mul_div(&target, sums[hours], limit, spent);
    const int64_t hour = hour_of(sums, hours, target);
    const cost_wide_t cost = sums[hour + 1] - sums[hour];
    if (cost > 0)
        cost_wide_mul_div(&within, HOUR, target - sums[hour], cost);
    return span->start + HOUR * hour + (int64_t)within;
}
