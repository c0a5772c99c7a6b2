#include "libcost/capacity/tracking.h"

/* Of the target; AWS's own alarms. */
enum { LOW_TENTHS = 9, MINUTE_SECONDS = 60 };
/* So many datapoints are seen sooner one by one. */
enum { FEW = 3 };

static cost_level_t target_level(const cost_tracking_t *state)
{
    return (cost_level_t){state->policy->target, cost_task_level_scale(state->policy->metric)};
}

static cost_level_t low_level(const cost_tracking_t *state)
{
    const cost_level_t target = target_level(state);
    return (cost_level_t){target.num * LOW_TENTHS, target.den * 10};
}

int32_t cost_tracking_capacity(const cost_tracking_t *state, int32_t running, int32_t healthy)
{
    return state->policy->metric == COST_TASK_REQUESTS ? healthy : running;
}

static cost_tracking_bounds_t bounds_of(const cost_tracking_t *state, int32_t running, int32_t healthy)
{
    const cost_task_load_t at = {state->policy->metric, state->policy->period_s, running, healthy};
    const int32_t capacity = cost_tracking_capacity(state, running, healthy);
    cost_tracking_bounds_t bounds = {.running = running, .healthy = healthy, .known = true};
    bounds.missing = !cost_task_has_metric(at);
    if (bounds.missing)
        return bounds;
    bounds.most_quiet = cost_task_most_at(state->model, at, target_level(state));
    bounds.most_low = cost_task_most_below(state->model, at, low_level(state));
    bounds.most_in = capacity ? cost_task_most_wanting(state->model, at, target_level(state), capacity - 1) : -1;
    return bounds;
}

static inline bool is_of(const cost_tracking_bounds_t *bounds, int32_t running, int32_t healthy)
{
    return bounds->known && bounds->running == running && bounds->healthy == healthy;
}

const cost_tracking_bounds_t *cost_tracking_bounds(cost_tracking_t *state, int32_t running, int32_t healthy)
{
    /* Up to 15 tasks, of which up to 3 are not healthy yet, have a slot each. */
    cost_tracking_bounds_t *slot = &state->bounds[(running + 16 * (running - healthy)) & (COST_BOUNDS_SLOTS - 1)];
    if (!is_of(slot, running, healthy))
        *slot = bounds_of(state, running, healthy);
    return slot;
}

void cost_tracking_init(cost_tracking_t *state, const cost_tracking_policy_t *policy, const cost_task_model_t *model,
                        int32_t step_s)
{
    state->policy = policy;
    state->model = model;
    state->high = (cost_alarm_t){.datapoints = policy->high_datapoints, .look_back = policy->look_back};
    state->low = (cost_alarm_t){.datapoints = policy->low_datapoints, .look_back = policy->look_back};
    state->newest = (cost_point_t){0};
    state->at = (cost_tracking_bounds_t){0};
    state->out_until_s = state->out_to = state->in_until_s = 0;
    state->high_points = 0;
    for (int i = 0; i < COST_BOUNDS_SLOTS; i++)
        state->bounds[i].known = false;
    cost_datapoints_init(&state->points, policy->period_s, policy->publish_delay_s, step_s,
                         policy->metric == COST_TASK_BACKLOG);
}

static void set_tasks(cost_tracking_t *state, int32_t running, int32_t healthy)
{
    state->at = *cost_tracking_bounds(state, running, healthy);
}

static inline void see(cost_tracking_t *state, cost_point_t point)
{
    if (!is_of(&state->at, point.running, point.healthy))
        set_tasks(state, point.running, point.healthy);
    state->newest = point;
    if (state->at.missing) {
        cost_alarm_add(&state->high, COST_DATAPOINT_MISSING);
        cost_alarm_add(&state->low, COST_DATAPOINT_MISSING);
    } else {
        cost_alarm_add_point(&state->high, point.load > state->at.most_quiet);
        cost_alarm_add_point(&state->low, point.load <= state->at.most_low);
    }
    const bool on = cost_alarm_may_be_on(&state->high) && cost_alarm_state(&state->high) == COST_ALARM_ON;
    state->high_points = on ? state->high_points + 1 : 0;
}

bool cost_tracking_observe(cost_tracking_t *state, int64_t step, int64_t load, int32_t running, int32_t healthy)
{
    const cost_point_t *seen = cost_datapoints_add(&state->points, step, load, running, healthy);
    if (seen)
        see(state, *seen);
    return seen != NULL;
}

bool cost_tracking_wants_more(cost_tracking_t *state, int64_t desired)
{
    const int32_t running = state->newest.running;
    if (state->at.missing || running > desired || !desired)
        return true;
    /* A load that wants more than the desired count, though measured over fewer tasks, is high for the desired count.
     */
    const cost_tracking_bounds_t *all = running == desired && state->newest.healthy == desired
                                            ? &state->at
                                            : cost_tracking_bounds(state, (int32_t)desired, (int32_t)desired);
    return state->newest.load > all->most_quiet;
}

bool cost_tracking_wants_fewer(const cost_tracking_t *state, int64_t desired)
{
    return state->at.missing || state->newest.load <= state->at.most_in ||
           cost_tracking_capacity(state, state->newest.running, state->newest.healthy) < desired;
}

/* ---- many steps at once ---- */

/* Gaps among points make a difference until they are too old to be read; points that are missing, until none is read.
 * So long they are seen one by one. */
static bool is_uneven(const cost_tracking_t *state, int64_t gone)
{
    return state->at.missing ? gone <= state->policy->look_back : cost_alarm_has_gaps(&state->high);
}

static void see_gaps(cost_tracking_t *state, int64_t count)
{
    cost_alarm_add_gaps(&state->high, (int32_t)count);
    cost_alarm_add_gaps(&state->low, (int32_t)count);
    state->high_points = 0;
}

static void see_points(cost_tracking_t *state, const cost_minutes_t *minutes, int32_t count, int64_t last)
{
    const int32_t high = state->high.datapoints, low = state->low.datapoints, before = state->high_points;
    const bool counts = state->policy->period_s < MINUTE_SECONDS; /* how long it has been on */
    const int32_t highs = cost_datapoints_streak(&state->points, minutes, last, counts || count < high ? count : high,
                                                 (cost_bound_t){state->at.most_quiet, true});
    const int32_t lows = cost_datapoints_streak(&state->points, minutes, last, count < low ? count : low,
                                                (cost_bound_t){state->at.most_low, false});
    cost_alarm_add_points(&state->high, count, highs);
    cost_alarm_add_points(&state->low, count, lows);
    if (highs == count && before)
        state->high_points = before + count;
    else
        state->high_points = state->high.streak < high ? 0 : state->high.streak - high + 1;
}

/* The datapoints of the periods that end with a step of [from, until). */
static void pass_stretch(cost_tracking_t *state, int64_t from, int64_t until, const cost_minutes_t *minutes,
                         const cost_task_stretch_t *stretch)
{
    const int64_t steps = state->points.steps, first = from / steps, past = until / steps;
    int64_t gone = first;
    for (; gone < past && (past - first <= FEW || gone == first || is_uneven(state, gone - first)); gone++)
        see(state, cost_datapoints_make(&state->points, minutes, (gone + 1) * steps - 1, stretch));
    if (gone == past)
        return;
    if (state->at.missing)
        see_gaps(state, past - gone);
    else
        see_points(state, minutes, (int32_t)(past - gone), past * steps - 1);
    state->newest = cost_datapoints_make(&state->points, minutes, past * steps - 1, stretch);
}

static void pass_forward(cost_tracking_t *state, int64_t from, int64_t until, const cost_minutes_t *minutes,
                         const cost_task_stretch_t *stretches)
{
    const int64_t delay = state->points.delay_steps;
    for (int64_t step = from; step < until && step < from + delay; step++) {
        const cost_point_t *seen = cost_datapoints_seen(&state->points, step);
        if (seen)
            see(state, *seen);
    }
    for (int64_t step = from, end; step < until - delay; step = end) {
        end = stretches->until < until - delay ? stretches->until : until - delay;
        pass_stretch(state, step, end, minutes, stretches++);
    }
}

/* Whether the stretches up to `until`, and what is on its way, have tasks throughout. */
static bool have_tasks(const cost_datapoints_t *points, int64_t first, int64_t from, int64_t until,
                       const cost_task_stretch_t *stretches)
{
    bool have = true;
    for (int64_t step = first; step < from; step++)
        have = have && points->slots[step & points->last_slot].healthy > 0;
    for (; have; stretches++) {
        have = stretches->healthy > 0;
        if (stretches->until >= until)
            break;
    }
    return have;
}

typedef struct {
    int64_t first, from, last; /* minutes: from `first` on they were on their way, from `from` on they are new */
    const cost_minutes_t *minutes;
    const cost_task_stretch_t *stretches, *newest; /* of `from`, of `last` */
} passed_t;

/* How many minutes in a row, back from the last, breach; no more than the alarm needs. */
static int32_t streak_of(cost_tracking_t *state, const passed_t *passed, bool high)
{
    const int64_t most = high ? state->high.datapoints : state->low.datapoints;
    int64_t minute = passed->last, length = 0;
    for (const cost_task_stretch_t *stretch = passed->newest; length < most && minute >= passed->from; stretch--) {
        const int64_t begin = stretch > passed->stretches ? stretch[-1].until : passed->from;
        const int64_t room = minute - begin + 1 < most - length ? minute - begin + 1 : most - length;
        const cost_tracking_bounds_t *at = cost_tracking_bounds(state, stretch->running, stretch->healthy);
        const cost_bound_t bound = {high ? at->most_quiet : at->most_low, high};
        const int64_t run = cost_minutes_run(passed->minutes, minute, room, bound);
        length += run;
        if (run < room)
            return (int32_t)length;
        minute -= room;
    }
    for (; length < most && minute >= passed->first; minute--, length++) {
        const cost_point_t *point = &state->points.slots[minute & state->points.last_slot];
        const cost_tracking_bounds_t *at = cost_tracking_bounds(state, point->running, point->healthy);
        if (high ? point->load <= at->most_quiet : point->load > at->most_low)
            break;
    }
    return (int32_t)length;
}

/* Of minutes one by one none of which lacks its point, streaks say all, back to where they are broken or long enough.
 */
static void pass_backward(cost_tracking_t *state, int64_t first, int64_t from, int64_t until,
                          const cost_minutes_t *minutes, const cost_task_stretch_t *stretches)
{
    const cost_datapoints_t *points = &state->points;
    passed_t passed = {first, from, until - points->delay_steps - 1, minutes, stretches, stretches};
    const int32_t count = (int32_t)(passed.last - first + 1);
    while (passed.newest->until <= passed.last)
        passed.newest++;
    state->newest = passed.last < from ? points->slots[passed.last & points->last_slot]
                                       : cost_datapoints_make(points, minutes, passed.last, passed.newest);
    if (!is_of(&state->at, state->newest.running, state->newest.healthy))
        set_tasks(state, state->newest.running, state->newest.healthy);
    cost_alarm_add_points(&state->high, count,
                          state->newest.load > state->at.most_quiet ? streak_of(state, &passed, true) : 0);
    cost_alarm_add_points(&state->low, count,
                          state->newest.load <= state->at.most_low ? streak_of(state, &passed, false) : 0);
    state->high_points = cost_alarm_may_be_on(&state->high);
}

void cost_tracking_pass(cost_tracking_t *state, int64_t from, int64_t until, const cost_minutes_t *minutes,
                        const cost_task_stretch_t *stretches)
{
    const cost_datapoints_t *points = &state->points;
    const int64_t first = from > points->delay_steps ? from - points->delay_steps : 0;
    const bool simple = points->parts == 1 && !points->level && until - points->delay_steps > first;
    if (simple && have_tasks(points, first, from, until, stretches))
        pass_backward(state, first, from, until, minutes, stretches);
    else
        pass_forward(state, from, until, minutes, stretches);
    cost_datapoints_refill(&state->points, minutes, from, stretches, until);
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
        return !state->at.missing && state->newest.load > state->at.most_quiet;
    const int64_t capacity = cost_tracking_capacity(state, at.running, at.healthy);
    return capacity ? cost_task_wanted(state->model, at, state->newest.load, target_level(state), capacity) : 0;
}

cost_wanting_t cost_tracking_wanting(const cost_tracking_t *state, int64_t load, int32_t running, int32_t healthy)
{
    const cost_task_load_t at = {state->policy->metric, state->policy->period_s, running, healthy};
    const cost_level_t level = target_level(state);
    const int64_t capacity = cost_tracking_capacity(state, running, healthy);
    if (!capacity) /* of nothing, no more than whether the load is high is asked */
        return (cost_wanting_t){-1, INT64_MAX};
    const int64_t count = cost_task_wanted(state->model, at, load, level, capacity);
    return (cost_wanting_t){count ? cost_task_most_wanting(state->model, at, level, count - 1) : -1,
                            cost_task_most_wanting(state->model, at, level, count)};
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

int64_t cost_tracking_formula(int64_t running, int64_t metric, int64_t target, cost_bounds_t bounds)
{
    const cost_wide_t count = ((cost_wide_t)running * metric + target - 1) / target;
    return count > bounds.max ? bounds.max : clamp((int64_t)count, bounds);
}
