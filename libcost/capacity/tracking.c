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

/* The tasks over which the metric is a mean. */
static int32_t capacity_of(const cost_tracking_t *state, int32_t running, int32_t healthy)
{
    return state->policy->metric == COST_TASK_REQUESTS ? healthy : running;
}

static void set_thresholds(cost_tracking_t *state, int32_t running, int32_t healthy)
{
    const int32_t capacity = capacity_of(state, running, healthy);
    state->at.running = running;
    state->at.healthy = healthy;
    state->missing = !cost_task_has_metric(state->at);
    if (state->missing)
        return;
    state->most_quiet = cost_task_most_at(state->model, state->at, target_level(state));
    state->most_low = cost_task_most_below(state->model, state->at, low_level(state));
    state->most_in = capacity ? cost_task_most_wanting(state->model, state->at, target_level(state), capacity - 1) : -1;
}

void cost_tracking_init(cost_tracking_t *state, const cost_tracking_policy_t *policy, const cost_task_model_t *model,
                        int32_t step_s)
{
    *state = (cost_tracking_t){.policy = policy, .model = model};
    state->steps = policy->period_s / step_s;
    state->delay_steps = policy->publish_delay_s / step_s;
    state->after_s = policy->publish_delay_s % step_s;
    while (state->last_slot < state->delay_steps)
        state->last_slot = 2 * state->last_slot + 1;
    state->at = (cost_task_load_t){policy->metric, policy->period_s, 0, 0};
    state->high.datapoints = policy->high_datapoints;
    state->low.datapoints = policy->low_datapoints;
    state->high.look_back = state->low.look_back = policy->look_back;
    set_thresholds(state, 0, 0);
}

static cost_datapoint_t breach_if(bool breach)
{
    return breach ? COST_DATAPOINT_BREACH : COST_DATAPOINT_QUIET;
}

static void measure(cost_tracking_point_t *point, cost_tracking_t *state, int32_t running, int32_t healthy)
{
    const int64_t load = state->load;
    if (running != state->at.running || healthy != state->at.healthy)
        set_thresholds(state, running, healthy);
    point->load = load;
    point->running = running;
    point->healthy = healthy;
    point->high = state->missing ? COST_DATAPOINT_MISSING : breach_if(load > state->most_quiet);
    point->low = state->missing ? COST_DATAPOINT_MISSING : breach_if(load <= state->most_low);
    point->least = !state->missing && load > state->most_in ? capacity_of(state, running, healthy) : 0;
}

static bool ends_period(const cost_tracking_t *state, int64_t step)
{
    return state->steps == 1 || step % state->steps == state->steps - 1;
}

/* A load that flows adds up over the period, a backlog is what it is at the end.  The tasks of a datapoint are those
 * of its last step. */
static void add_load(cost_tracking_t *state, int64_t step, int64_t load)
{
    const bool fresh = state->steps == 1 || step % state->steps == 0 || state->policy->metric == COST_TASK_BACKLOG;
    state->load = fresh ? load : state->load + load;
}

bool cost_tracking_observe(cost_tracking_t *state, int64_t step, int64_t load, int32_t running, int32_t healthy)
{
    const int64_t seen = step - state->delay_steps;
    add_load(state, step, load);
    if (ends_period(state, step))
        measure(&state->on_the_way[step & state->last_slot], state, running, healthy);
    if (seen < 0 || !ends_period(state, seen))
        return false;
    state->newest = state->on_the_way[seen & state->last_slot];
    cost_alarm_add(&state->high, state->newest.high);
    cost_alarm_add(&state->low, state->newest.low);
    const bool on = cost_alarm_may_be_on(&state->high) && cost_alarm_state(&state->high) == COST_ALARM_ON;
    state->high_points = on ? state->high_points + 1 : 0;
    return true;
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
    const int64_t capacity = capacity_of(state, at.running, at.healthy);
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
        vote.held = now_s < state->in_until_s;
        vote.want = vote.held ? 0 : wanted(state);
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
