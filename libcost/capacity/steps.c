#include "libcost/capacity/steps.h"

int64_t cost_step_round(cost_wide_t num, cost_wide_t den)
{
    if (num > 0 && num < den)
        return 1;
    if (num < 0 && -num < den)
        return -1;
    return (int64_t)(num / den);
}

/* Where the metric less the threshold lies, against a bound: metric - threshold - bound, times den. */
static int compare(const cost_step_policy_t *policy, int64_t bound, cost_wide_t num, cost_wide_t den)
{
    if (bound == COST_STEP_OPEN || bound == -COST_STEP_OPEN)
        return bound > 0 ? -1 : 1;
    const cost_wide_t level = (cost_wide_t)policy->threshold + bound;
    return level < 0 ? 1 : cost_wide_compare_products(num, cost_task_level_scale(policy->metric), level, den);
}

static const cost_step_t *find_step(const cost_step_policy_t *policy, cost_wide_t num, cost_wide_t den)
{
    for (size_t i = 0; i < policy->step_count; i++) {
        const cost_step_t *step = &policy->steps[i];
        const int from = compare(policy, step->from, num, den), to = compare(policy, step->to, num, den);
        if (policy->above ? from >= 0 && to < 0 : from > 0 && to <= 0)
            return step;
    }
    return NULL;
}

static int64_t percent_of(const cost_step_policy_t *policy, int64_t capacity, int64_t percent)
{
    const int64_t tasks = cost_step_round((cost_wide_t)capacity * percent, 100);
    if (tasks > 0 && tasks < policy->minimum_change)
        return policy->minimum_change;
    return tasks < 0 && -tasks < policy->minimum_change ? -policy->minimum_change : tasks;
}

int64_t cost_step_count(const cost_step_policy_t *policy, int64_t capacity, cost_wide_t num, cost_wide_t den)
{
    const cost_step_t *step = find_step(policy, num, den);
    int64_t count = capacity;
    if (!step)
        return capacity;
    switch (policy->adjustment) {
    case COST_STEP_CHANGE:
        count = capacity + step->change;
        break;
    case COST_STEP_PERCENT:
        count = capacity + percent_of(policy, capacity, step->change);
        break;
    case COST_STEP_EXACT:
        count = step->change;
        break;
    }
    return count > 0 ? count : 0;
}

static void set_bound(cost_steps_t *state, int32_t running, int32_t healthy)
{
    const cost_step_policy_t *policy = state->policy;
    const cost_level_t level = {policy->threshold, cost_task_level_scale(policy->metric)};
    state->at.running = running;
    state->at.healthy = healthy;
    if (!cost_task_has_metric(state->at))
        return;
    state->bound = policy->above ? cost_task_most_below(state->model, state->at, level)
                                 : cost_task_most_at(state->model, state->at, level);
}

void cost_steps_init(cost_steps_t *state, const cost_step_policy_t *policy, const cost_task_model_t *model,
                     int32_t step_s)
{
    *state = (cost_steps_t){.policy = policy, .model = model};
    state->steps = policy->period_s / step_s;
    state->delay_steps = policy->publish_delay_s / step_s;
    state->after_s = policy->publish_delay_s % step_s;
    while (state->last_slot < state->delay_steps)
        state->last_slot = 2 * state->last_slot + 1;
    state->at = (cost_task_load_t){policy->metric, policy->period_s, 0, 0};
    state->alarm.datapoints = policy->datapoints;
    state->alarm.look_back = policy->look_back;
    set_bound(state, 0, 0);
}

static cost_tracking_point_t measure(cost_steps_t *state, int64_t load, int32_t running, int32_t healthy)
{
    if (running != state->at.running || healthy != state->at.healthy)
        set_bound(state, running, healthy);
    if (!cost_task_has_metric(state->at))
        return (cost_tracking_point_t){.high = COST_DATAPOINT_MISSING};
    const bool breach = state->policy->above ? load > state->bound : load <= state->bound;
    return (cost_tracking_point_t){
        load, running, healthy, breach ? COST_DATAPOINT_BREACH : COST_DATAPOINT_QUIET, COST_DATAPOINT_MISSING, 0};
}

bool cost_steps_observe(cost_steps_t *state, int64_t step, int64_t load, int32_t running, int32_t healthy)
{
    const int64_t steps = state->steps, seen = step - state->delay_steps;
    state->load = state->policy->metric == COST_TASK_BACKLOG || step % steps == 0 ? load : state->load + load;
    if (step % steps == steps - 1)
        state->on_the_way[step & state->last_slot] = measure(state, state->load, running, healthy);
    if (seen < 0 || seen % steps != steps - 1)
        return false;
    state->newest = state->on_the_way[seen & state->last_slot];
    cost_alarm_add(&state->alarm, state->newest.high);
    return true;
}

int64_t cost_steps_want(const cost_steps_t *state, int64_t running, int64_t desired, int64_t now_s)
{
    const cost_task_load_t at = {state->policy->metric, state->policy->period_s, state->newest.running,
                                 state->newest.healthy};
    cost_wide_t num, den;
    if (cost_alarm_state(&state->alarm) != COST_ALARM_ON || !cost_task_has_metric(at))
        return desired;
    cost_task_metric_value(&num, &den, state->model, at, state->newest.load);
    int64_t change = cost_step_count(state->policy, running, num, den) - running;
    if (now_s < state->until_s) {
        if (change < 0 || change <= state->added)
            return desired;
        change -= state->added > 0 ? state->added : 0;
        return desired + change;
    }
    /* Tasks that are starting count already. */
    const int64_t want = running + change;
    return change > 0 ? (want > desired ? want : desired) : (want < desired ? want : desired);
}

void cost_steps_acted(cost_steps_t *state, int64_t from, int64_t to, int64_t now_s)
{
    const bool again = now_s < state->until_s && to > from && state->added > 0;
    state->added = again ? state->added + to - from : to - from;
    state->until_s = now_s + state->policy->cooldown_s;
}
