#include "libcost/capacity/binding.h"

enum { MINUTE_US = 60000000 };

static bool are_alike(const cost_tracking_policy_t *a, const cost_tracking_policy_t *b)
{
    return a->period_s == b->period_s && a->publish_delay_s == b->publish_delay_s &&
           a->high_datapoints == b->high_datapoints && a->low_datapoints == b->low_datapoints &&
           a->look_back == b->look_back && !a->disable_scale_in && !b->disable_scale_in;
}

/* Cooldowns that are over before a scale-in can follow a scale-out make no difference after one.  After a scale-in the
 * longest counts. */
static bool are_over_in_time(const cost_tracking_policy_t *requests, const cost_tracking_policy_t *other)
{
    const int64_t window_s = (int64_t)requests->low_datapoints * requests->period_s;
    return requests->out_cooldown_s <= window_s && other->out_cooldown_s <= window_s &&
           requests->in_cooldown_s <= window_s && other->in_cooldown_s <= requests->in_cooldown_s;
}

/* Whether the idle memory of all tasks that may run, and what is in flight when `min` tasks are at their target of
 * requests, is within the target of `min` tasks.  False also when that cannot be counted. */
static bool is_memory_enough(const cost_loop_plan_t *plan, const cost_tracking_policy_t *requests,
                             const cost_tracking_policy_t *memory)
{
    const cost_task_model_t *m = &plan->model;
    const cost_wide_t minute = (cost_wide_t)COST_LEVEL_COUNT * MINUTE_US;
    cost_wide_t idle, flight, target, used;
    return cost_wide_mul(&idle, (cost_wide_t)plan->bounds.max * m->memory_base_bytes, minute) &&
           cost_wide_mul(&flight, (cost_wide_t)requests->target * m->response_us,
                         (cost_wide_t)plan->bounds.min * m->memory_each_bytes) &&
           cost_wide_add(&used, idle, flight) && cost_wide_mul(&used, used, COST_LEVEL_SHARE) &&
           cost_wide_mul(&target, (cost_wide_t)plan->bounds.min * m->memory_bytes, minute) &&
           cost_wide_mul(&target, target, memory->target) && used <= target;
}

static bool binds(const cost_loop_plan_t *plan, const cost_tracking_policy_t *requests,
                  const cost_tracking_policy_t *other)
{
    if (!are_alike(requests, other) || !are_over_in_time(requests, other))
        return false;
    switch (other->metric) {
    case COST_TASK_CPU:
        return cost_task_is_reached_first(&plan->model, requests->target, COST_TASK_CPU, other->target, false);
    case COST_TASK_MEMORY:
        return cost_task_is_reached_first(&plan->model, requests->target, COST_TASK_MEMORY, other->target, false) &&
               cost_task_is_reached_first(&plan->model, requests->target, COST_TASK_MEMORY, other->target, true) &&
               is_memory_enough(plan, requests, other);
    case COST_TASK_REQUESTS:
        return requests->target <= other->target;
    case COST_TASK_BACKLOG:
        break;
    }
    return false;
}

/* Nothing else lowers the desired count, and no task runs beside it. */
static bool may_bind(const cost_loop_plan_t *plan)
{
    const cost_tracking_policy_t *any = plan->policies;
    bool may = plan->policy_count > 1 && !plan->step_count && !plan->queue && plan->bounds.min > 0 &&
               !(plan->predictive && plan->predictive->above_max);
    if (!may)
        return false;
    for (size_t i = 0; i < plan->action_count; i++)
        may = may && plan->actions[i].kind != COST_LOOP_BOUNDS && plan->actions[i].kind != COST_LOOP_DEPLOY;
    return may && any->period_s == COST_MINUTE_S;
}

const cost_tracking_policy_t *cost_binding_policy(const cost_loop_plan_t *plan)
{
    const cost_tracking_policy_t *requests = NULL;
    if (!may_bind(plan))
        return NULL;
    for (size_t i = 0; i < plan->policy_count; i++) {
        const cost_tracking_policy_t *policy = &plan->policies[i];
        if (policy->metric == COST_TASK_REQUESTS && (!requests || policy->target < requests->target))
            requests = policy;
    }
    for (size_t i = 0; requests && i < plan->policy_count; i++)
        if (&plan->policies[i] != requests && !binds(plan, requests, &plan->policies[i]))
            return NULL;
    return requests;
}
