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

bool cost_steps_bound(cost_bound_t *out, const cost_steps_t *state, int32_t running, int32_t healthy)
{
    const cost_step_policy_t *policy = state->policy;
    const cost_task_load_t at = {policy->metric, policy->period_s, running, healthy};
    const cost_level_t level = {policy->threshold, cost_task_level_scale(policy->metric)};
    if (!cost_task_has_metric(at))
        return false;
    out->above = policy->above;
    out->load = running == state->at.running && healthy == state->at.healthy ? state->bound
                : policy->above ? cost_task_most_below(state->model, at, level)
                                : cost_task_most_at(state->model, at, level);
    return true;
}

void cost_steps_init(cost_steps_t *state, const cost_step_policy_t *policy, const cost_task_model_t *model,
                     int32_t step_s)
{
    state->policy = policy;
    state->model = model;
    state->at = (cost_task_load_t){policy->metric, policy->period_s, -1, -1};
    state->bound = 0;
    state->alarm = (cost_alarm_t){.datapoints = policy->datapoints, .look_back = policy->look_back};
    state->newest = (cost_point_t){0};
    state->until_s = state->added = 0;
    state->may_add = state->may_take = policy->adjustment == COST_STEP_EXACT;
    for (size_t i = 0; i < policy->step_count; i++) {
        state->may_add = state->may_add || policy->steps[i].change > 0;
        state->may_take = state->may_take || policy->steps[i].change < 0;
    }
    cost_datapoints_init(&state->points, policy->period_s, policy->publish_delay_s, step_s,
                         policy->metric == COST_TASK_BACKLOG);
}

static void set_tasks(cost_steps_t *state, int32_t running, int32_t healthy)
{
    cost_bound_t bound;
    if (cost_steps_bound(&bound, state, running, healthy))
        state->bound = bound.load;
    state->at.running = running;
    state->at.healthy = healthy;
}

static void see(cost_steps_t *state, cost_point_t point)
{
    if (point.running != state->at.running || point.healthy != state->at.healthy)
        set_tasks(state, point.running, point.healthy);
    state->newest = point;
    const bool breach = (point.load > state->bound) == state->policy->above;
    cost_alarm_add(&state->alarm, !cost_task_has_metric(state->at) ? COST_DATAPOINT_MISSING
                                  : breach                         ? COST_DATAPOINT_BREACH
                                                                   : COST_DATAPOINT_QUIET);
}

bool cost_steps_observe(cost_steps_t *state, int64_t step, int64_t load, int32_t running, int32_t healthy)
{
    const cost_point_t *seen = cost_datapoints_add(&state->points, step, load, running, healthy);
    if (seen)
        see(state, *seen);
    return seen != NULL;
}

static void pass_stretch(cost_steps_t *state, int64_t from, int64_t until, const cost_minutes_t *minutes,
                         const cost_task_stretch_t *stretch)
{
    const cost_datapoints_t *points = &state->points;
    const int64_t past = until / points->steps, last = past * points->steps - 1;
    const int32_t count = (int32_t)(past - from / points->steps), enough = state->alarm.datapoints;
    if (!count)
        return;
    if (stretch->running != state->at.running || stretch->healthy != state->at.healthy)
        set_tasks(state, stretch->running, stretch->healthy);
    const cost_bound_t bound = {state->bound, state->policy->above};
    if (cost_task_has_metric(state->at))
        cost_alarm_add_points(&state->alarm, count,
                              cost_datapoints_streak(points, minutes, last, count < enough ? count : enough, bound));
    else
        cost_alarm_add_gaps(&state->alarm, count);
    state->newest = cost_datapoints_make(points, minutes, last, stretch);
}

void cost_steps_pass(cost_steps_t *state, int64_t from, int64_t until, const cost_minutes_t *minutes,
                     const cost_task_stretch_t *stretches)
{
    const int64_t delay = state->points.delay_steps;
    for (int64_t step = from; step < until && step < from + delay; step++) {
        const cost_point_t *seen = cost_datapoints_seen(&state->points, step);
        if (seen)
            see(state, *seen);
    }
    const cost_task_stretch_t *stretch = stretches;
    for (int64_t step = from, end; step < until - delay; step = end) {
        end = stretch->until < until - delay ? stretch->until : until - delay;
        pass_stretch(state, step, end, minutes, stretch++);
    }
    cost_datapoints_refill(&state->points, minutes, from, stretches, until);
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
