#include "libcost/capacity/stuck.h"

/* A backlog is there without tasks, and so is a forecast. */
static bool can_leave_zero(const cost_loop_plan_t *plan)
{
    for (size_t i = 0; i < plan->policy_count; i++)
        if (plan->policies[i].metric == COST_TASK_BACKLOG)
            return true;
    for (size_t i = 0; i < plan->step_count; i++)
        if (plan->steps[i].metric == COST_TASK_BACKLOG)
            return true;
    return plan->predictive && plan->predictive->acts;
}

static int64_t opening(const cost_loop_plan_t *plan)
{
    if (plan->start < plan->bounds.min)
        return plan->bounds.min;
    return plan->start < plan->bounds.max ? plan->start : plan->bounds.max;
}

int64_t cost_loop_stuck_s(const cost_loop_plan_t *plan, const cost_loop_result_t *month)
{
    cost_bounds_t bounds = plan->bounds;
    int64_t desired = opening(plan), stuck_s = 0, now_s = 0;
    size_t event = 0, action = 0;
    if (can_leave_zero(plan))
        return 0;
    while (now_s < plan->month_seconds) {
        int64_t next_s = plan->month_seconds;
        for (; event < month->event_count && month->events[event].at_s <= now_s; event++)
            desired = month->events[event].to;
        for (; action < plan->action_count && plan->actions[action].at_s <= now_s; action++)
            if (plan->actions[action].kind == COST_LOOP_BOUNDS)
                bounds = cost_scheduled_bounds(bounds, plan->actions[action].min, plan->actions[action].max);
        if (event < month->event_count && month->events[event].at_s < next_s)
            next_s = month->events[event].at_s;
        if (action < plan->action_count && plan->actions[action].at_s < next_s)
            next_s = plan->actions[action].at_s;
        if (!desired && bounds.max > 0)
            stuck_s += next_s - now_s;
        now_s = next_s;
    }
    return stuck_s;
}
