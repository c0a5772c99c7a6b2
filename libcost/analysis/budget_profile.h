/* How the central month spends what a budget is about: a trial spends its own cost at the same hours. */
#ifndef COST_BUDGET_PROFILE_H
#define COST_BUDGET_PROFILE_H

#include "libcost/analysis/trial_plan.h"

/* Sums of hours in nano-dollars, by month, then by budget; those of a month begin with 0, and may be NULL. */
typedef struct {
    const cost_wide_t **sums;
} cost_budget_profiles_t;

/* Bills the central month hour by hour: as much work as some fifty trials, to be done when a budget is broken first. */
cost_status_t cost_budget_profiles_make(cost_budget_profiles_t *out, cost_arena_t *arena, const cost_trial_plan_t *plan,
                                        cost_error_t *err);
/* When the budget is crossed in a month that spends more than its limit, POSIX seconds.  An hour's cost is spent evenly
 * within the hour; a month in which the central one spends nothing is even as a whole. */
int64_t cost_budget_crossing(const cost_budget_profiles_t *profiles, const cost_trial_plan_t *plan, size_t budget,
                             size_t month, int64_t spent);

#endif
