#include "libcost/capacity/tracking.h"

/* Of the target; AWS's own alarms. */
enum { LOW_TENTHS = 9, MINUTE_SECONDS = 60 };

static cost_level_t target_level(const cost_tracking_t *state)
{
    return (cost_level_t){state->policy->target, cost_task_level_scale(state->policy->metric)};
}

static cost_level_t low_level(const cost_tracking_t *state)
{
    const cost_level_t target = target_level(state);
    return (cost_level_t){target.num * LOW_TENTHS, target.den * 10};
}

static void set_thresholds(cost_tracking_t *state, int32_t running, int32_t healthy)
{
    state->at.running = running;
    state->at.healthy = healthy;
    if (!cost_task_has_metric(state->at))
        return;
    state->most_quiet = cost_task_most_at(state->model, state->at, target_level(state));
    state->most_low = cost_task_most_below(state->model, state->at, low_level(state));
}

void cost_tracking_init(cost_tracking_t *state, const cost_tracking_policy_t *policy, const cost_task_model_t *model,
                        int32_t step_s)
{
    *state = (cost_tracking_t){.policy = policy, .model = model, .step_s = step_s};
    state->delay_steps = policy->publish_delay_s / step_s;
    state->at = (cost_task_load_t){policy->metric, policy->period_s, 0, 0};
    state->high.datapoints = policy->high_datapoints;
    state->low.datapoints = policy->low_datapoints;
    state->high.look_back = state->low.look_back = policy->look_back;
    set_thresholds(state, 0, 0);
}

static cost_tracking_point_t measure(cost_tracking_t *state, int64_t load, int32_t running, int32_t healthy)
{
    if (running != state->at.running || healthy != state->at.healthy)
        set_thresholds(state, running, healthy);
    if (!cost_task_has_metric(state->at))
        return (cost_tracking_point_t){.high = COST_DATAPOINT_MISSING, .low = COST_DATAPOINT_MISSING};
    return (cost_tracking_point_t){
        .load = load,
        .running = running,
        .healthy = healthy,
        .high = load > state->most_quiet ? COST_DATAPOINT_BREACH : COST_DATAPOINT_QUIET,
        .low = load <= state->most_low ? COST_DATAPOINT_BREACH : COST_DATAPOINT_QUIET,
    };
}

/* A load that flows adds up over the period, a backlog is what it is at the end.  The tasks of a datapoint are those
 * of its last step. */
static bool is_period_over(cost_tracking_t *state, int64_t step, int64_t load)
{
    const int64_t steps = state->policy->period_s / state->step_s;
    state->load = state->policy->metric == COST_TASK_BACKLOG || step % steps == 0 ? load : state->load + load;
    return step % steps == steps - 1;
}

bool cost_tracking_observe(cost_tracking_t *state, int64_t step, int64_t load, int32_t running, int32_t healthy)
{
    const int64_t steps = state->policy->period_s / state->step_s, seen = step - state->delay_steps;
    if (is_period_over(state, step, load))
        state->on_the_way[step % COST_DELAY_SLOTS] = measure(state, state->load, running, healthy);
    if (seen < 0 || seen % steps != steps - 1)
        return false;
    state->newest = state->on_the_way[seen % COST_DELAY_SLOTS];
    cost_alarm_add(&state->high, state->newest.high);
    cost_alarm_add(&state->low, state->newest.low);
    if (state->high.streak >= state->high.datapoints && cost_alarm_state(&state->high) == COST_ALARM_ON)
        state->high_points++;
    else
        state->high_points = 0;
    return true;
}

bool cost_tracking_is_quiet(const cost_tracking_t *state)
{
    return state->high.streak < state->high.datapoints && state->low.streak < state->low.datapoints;
}

/* When it goes on, and every minute from then. */
static bool high_calls(const cost_tracking_t *state)
{
    const int32_t points = state->policy->period_s < MINUTE_SECONDS ? MINUTE_SECONDS / state->policy->period_s : 1;
    return (state->high_points - 1) % points == 0;
}

static int64_t wanted(const cost_tracking_t *state)
{
    const cost_task_load_t at = {state->policy->metric, state->policy->period_s, state->newest.running,
                                 state->newest.healthy};
    /* From nothing, a metric that exists without tasks lifts by the smallest step and waits for its next point. */
    if (!at.running)
        return state->newest.high == COST_DATAPOINT_BREACH;
    const int64_t capacity = at.metric == COST_TASK_REQUESTS ? at.healthy : at.running;
    return capacity ? cost_task_wanted(state->model, at, state->newest.load, target_level(state), capacity) : 0;
}

cost_vote_t cost_tracking_vote(const cost_tracking_t *state, int64_t now_s)
{
    const cost_alarm_state_t high = cost_alarm_state(&state->high);
    cost_vote_t vote = {.signal = COST_SIGNAL_OK, .never_in = state->policy->disable_scale_in};
    if (high == COST_ALARM_ON) {
        vote.signal = COST_SIGNAL_HIGH;
        vote.want = wanted(state);
        vote.held = !high_calls(state) || (now_s < state->out_until_s && vote.want <= state->out_to);
    } else if (cost_alarm_state(&state->low) == COST_ALARM_ON) {
        vote.signal = COST_SIGNAL_LOW;
        vote.want = wanted(state);
        vote.held = now_s < state->in_until_s;
    } else if (high == COST_ALARM_INSUFFICIENT) {
        vote.signal = COST_SIGNAL_INSUFFICIENT;
    }
    return vote;
}

static int64_t clamp(int64_t count, cost_bounds_t bounds)
{
    if (count < bounds.min)
        return bounds.min;
    return count > bounds.max ? bounds.max : count;
}

/* The largest count that a scale-out would go to, or -1. */
static int64_t vote_out(const cost_vote_t *votes, size_t vote_count)
{
    int64_t most = -1;
    for (size_t i = 0; i < vote_count; i++)
        if (votes[i].signal == COST_SIGNAL_HIGH && !votes[i].held && votes[i].want > most)
            most = votes[i].want;
    return most;
}

/* The count that a scale-in would go to, or -1 when not all agree. */
static int64_t vote_in(const cost_vote_t *votes, size_t vote_count)
{
    int64_t most = -1;
    for (size_t i = 0; i < vote_count; i++) {
        if (votes[i].signal == COST_SIGNAL_HIGH)
            return -1;
        if (votes[i].never_in)
            continue;
        if (votes[i].signal != COST_SIGNAL_LOW || votes[i].held)
            return -1;
        if (votes[i].want > most)
            most = votes[i].want;
    }
    return most;
}

int64_t cost_tracking_decide(const cost_vote_t *votes, size_t vote_count, int64_t desired, cost_bounds_t bounds,
                             bool may_scale_in)
{
    const int64_t out = vote_out(votes, vote_count);
    if (out >= 0) {
        const int64_t to = clamp(out, bounds);
        return to > desired ? to : desired;
    }
    const int64_t in = may_scale_in ? vote_in(votes, vote_count) : -1;
    if (in < 0 || desired < bounds.min)
        return desired;
    const int64_t to = clamp(in, bounds);
    return to < desired ? to : desired;
}

void cost_tracking_acted(cost_tracking_t *state, int64_t from, int64_t to, int64_t now_s)
{
    if (to > from) {
        state->out_until_s = now_s + state->policy->out_cooldown_s;
        state->out_to = to;
        state->in_until_s = now_s;
    } else {
        state->in_until_s = now_s + state->policy->in_cooldown_s;
    }
}

int64_t cost_tracking_formula(int64_t running, int64_t metric, int64_t target, cost_bounds_t bounds)
{
    const cost_wide_t count = ((cost_wide_t)running * metric + target - 1) / target;
    return count > bounds.max ? bounds.max : clamp((int64_t)count, bounds);
}
