/* What a plan has to be. */
#include "libcost/capacity/service_state.h"

enum { FAST_S = 20 };

int64_t cost_loop_step_s(const cost_loop_plan_t *plan)
{
    int64_t step_s = COST_MINUTE_S;
    for (size_t i = 0; i < plan->policy_count; i++)
        if (plan->policies[i].period_s == FAST_S)
            step_s = FAST_S;
    for (size_t i = 0; i < plan->step_count; i++)
        if (plan->steps[i].period_s % COST_MINUTE_S)
            step_s = FAST_S;
    return step_s;
}

static bool is_period(int32_t period_s, int32_t delay_s, int64_t step_s)
{
    return period_s > 0 && period_s % step_s == 0 && delay_s >= 0 && delay_s <= COST_PUBLISH_DELAY_MAX;
}

static bool are_policies(const cost_loop_plan_t *plan, int64_t step_s)
{
    bool good = true;
    for (size_t i = 0; i < plan->policy_count; i++) {
        const cost_tracking_policy_t *policy = &plan->policies[i];
        good = good && is_period(policy->period_s, policy->publish_delay_s, step_s) && policy->target > 0 &&
               policy->high_datapoints > 0 && policy->low_datapoints > 0 && policy->look_back >= 0 &&
               policy->look_back <= COST_ALARM_LOOK_BACK_MAX;
    }
    for (size_t i = 0; i < plan->step_count; i++) {
        const cost_step_policy_t *policy = &plan->steps[i];
        good = good && is_period(policy->period_s, policy->publish_delay_s, step_s) && policy->threshold > 0 &&
               policy->datapoints > 0 && policy->look_back >= 0 && policy->look_back <= COST_ALARM_LOOK_BACK_MAX;
    }
    return good;
}

bool cost_loop_is_plan(const cost_loop_plan_t *plan)
{
    const cost_task_times_t *life = &plan->life;
    const int64_t ends[] = {life->provision_s,
                            life->start_s,
                            life->health_s,
                            life->warm_up_s,
                            life->drain_s,
                            life->stop_s,
                            life->minimum_s,
                            plan->bounds.min,
                            plan->start,
                            plan->month_seconds - COST_MINUTE_S,
                            plan->bounds.max - plan->bounds.min};
    bool good = plan->month_seconds % COST_MINUTE_S == 0 && plan->month_seconds < INT32_MAX &&
                plan->provider_count > 0 && plan->provider_count <= COST_PROVIDERS_MAX && plan->model.units > 0 &&
                plan->model.vcpu_micro > 0;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        good = good && ends[i] >= 0;
    if (!plan->load)
        good = good && plan->column && plan->column->minutes == plan->month_seconds / COST_MINUTE_S;
    return good && are_policies(plan, cost_loop_step_s(plan));
}
