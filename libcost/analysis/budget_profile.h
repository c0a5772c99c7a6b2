/* How the central month spends what a budget is about: a trial spends its own cost at the same hours. */
#ifndef COST_BUDGET_PROFILE_H
#define COST_BUDGET_PROFILE_H

#include "libcost/analysis/trial_plan.h"

/* Fills plan->profiles, when the plan has budgets. */
cost_status_t cost_budget_profiles_make(cost_trial_plan_t *plan, const cost_options_t *options, cost_error_t *err);
/* When the budget is crossed in a month that spends more than its limit, POSIX seconds.  An hour's cost is spent evenly
 * within the hour; a month in which the central one spends nothing is even as a whole. */
int64_t cost_budget_profile_crossing(const cost_trial_plan_t *plan, size_t budget, size_t month, int64_t spent);

#endif
