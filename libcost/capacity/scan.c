#include "libcost/capacity/scan.h"

#include "libcost/capacity/service_state.h"

/* Jumps shorter than that are not worth their trouble; after one in vain, so many minutes are stepped at most. */
enum { SHORT = 3, PAUSE_MAX = 8 };

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t ceil_div(int64_t a, int64_t b)
{
    return (a + b - 1) / b;
}

/* ---- what can happen by the loads ---- */

/* A run of minutes that may move the service.  A minute is in the run when any datapoint in it may breach. */
typedef struct {
    cost_bound_t run, last; /* its minutes; the one that completes it, which is one of them */
    int64_t needed;         /* minutes in a row */
    int64_t had;            /* of those, just before the search begins */
    int64_t delay, latest;  /* minutes from the last one until the service moves; until its datapoint is an old one */
    int64_t not_before;     /* minute before which it does not move */
} watch_t;

/* How many minutes of the run end with `minute`; at most those that are needed. */
static int64_t run_until(const watch_t *watch, const cost_minutes_t *minutes, int64_t from, int64_t minute)
{
    int64_t length = 0;
    while (length < watch->needed && minute - length >= from &&
           (cost_minutes_at(minutes, minute - length) > watch->run.load) == watch->run.above)
        length++;
    return minute - length < from ? least(length + watch->had, watch->needed) : length;
}

/* The first minute of [from, until) in which the service may move; `until`: none. */
static int64_t find_move(const watch_t *watch, const cost_minutes_t *minutes, int64_t from, int64_t until)
{
    const int64_t end = until - watch->delay;
    int64_t minute = greatest(from, watch->not_before - watch->latest);
    while (minute < end && (minute = cost_minutes_find(minutes, minute, end, watch->last)) < end) {
        const int64_t length = run_until(watch, minutes, from, minute);
        if (length >= watch->needed)
            return least(greatest(minute + watch->delay, watch->not_before), until);
        minute += watch->needed - length;
    }
    return until;
}

/* ---- one alarm ---- */

/* Where an alarm stands at the start of a search, and what its minutes are compared with. */
typedef struct {
    const cost_datapoints_t *points;
    const cost_alarm_t *alarm;
    int64_t streak;      /* when all that is on its way has been seen */
    int64_t move_minute; /* in which what is on its way may move the service; INT64_MAX: it does not */
    bool missing;        /* its metric, from now on */
    cost_bound_t bound;  /* for its datapoints */
} standing_t;

static int64_t minute_seen(const cost_datapoints_t *points, int64_t step)
{
    return (step + points->delay_steps) / points->parts;
}

/* A bound of datapoints as one of minutes: a minute is on that side if any of its datapoints is. */
static cost_bound_t minute_bound(const standing_t *s)
{
    const int64_t in_minute = s->points->parts / s->points->steps,
                  load = least(s->bound.load, COST_BOUND_NEVER / 3 - 1);
    cost_bound_t bound = s->bound;
    if (s->missing)
        bound.load = bound.above ? COST_BOUND_NEVER : -1;
    else if (s->points->level)
        bound.load = (0 > bound.load) == bound.above ? (bound.above ? -1 : COST_BOUND_NEVER)
                                                     : (bound.above ? COST_BOUND_NEVER : -1);
    else if (in_minute == 1)
        bound.load = least(bound.load, COST_BOUND_NEVER);
    else if (load >= 0) /* the largest part is above it, or the smallest is not */
        bound.load = bound.above ? in_minute * load : in_minute * load + in_minute - 1;
    return bound;
}

static int64_t needed_of(const standing_t *s)
{
    return ceil_div(s->alarm->datapoints, s->points->parts / s->points->steps);
}

/* Minutes that its run lacks. */
static int64_t lacking(const standing_t *s)
{
    return ceil_div(greatest(s->alarm->datapoints - s->streak, 0), s->points->parts / s->points->steps);
}

/* Of a period that is longer than a step the newest datapoint stays so for some: it may still move the service. */
static void note_newest(standing_t *s, int64_t minute, bool moves)
{
    s->streak = s->alarm->streak;
    if (s->points->steps > 1 && s->streak >= s->alarm->datapoints && moves)
        s->move_minute = minute;
}

static void note_seen(standing_t *s, bool missing, bool breach, int64_t minute, bool moves)
{
    if (!missing)
        s->streak = breach ? s->streak + 1 : 0;
    if (s->streak >= s->alarm->datapoints && moves)
        s->move_minute = least(s->move_minute, minute);
}

/* The first step whose datapoint is on its way. */
static int64_t first_unseen(const cost_loop_t *loop, const cost_datapoints_t *points)
{
    return greatest(loop->minute * points->parts - points->delay_steps, 0);
}

/* Of a policy's alarm; one for a scale-in moves nothing while the datapoint keeps the tasks that there are. */
static standing_t stand_tracking(cost_loop_t *loop, cost_tracking_t *state, bool high)
{
    const cost_tasks_t *tasks = &loop->out->tasks;
    const cost_tracking_bounds_t *now = cost_tracking_bounds(state, (int32_t)tasks->running, (int32_t)tasks->healthy);
    standing_t s = {.points = &state->points,
                    .alarm = high ? &state->high : &state->low,
                    .move_minute = INT64_MAX,
                    .missing = now->missing,
                    .bound = {high ? now->most_quiet : now->most_low, high}};
    note_newest(&s, loop->minute, high || cost_tracking_may_scale_in(state, loop->desired));
    const int64_t end = loop->minute * s.points->parts;
    for (int64_t step = first_unseen(loop, s.points); step < end; step++) {
        if (!cost_datapoints_ends(s.points, step))
            continue;
        const cost_point_t *point = &s.points->slots[step & s.points->last_slot];
        const cost_tracking_bounds_t *at = cost_tracking_bounds(state, point->running, point->healthy);
        note_seen(&s, at->missing, high ? point->load > at->most_quiet : point->load <= at->most_low,
                  minute_seen(s.points, step),
                  high || at->missing || point->load <= at->most_in ||
                      cost_tracking_capacity(state, point->running, point->healthy) < loop->desired);
    }
    if (now->missing && cost_alarm_state(s.alarm) == COST_ALARM_ON)
        s.move_minute = loop->minute;
    return s;
}

static standing_t stand_steps(cost_loop_t *loop, const cost_steps_t *state)
{
    const cost_tasks_t *tasks = &loop->out->tasks;
    standing_t s = {.points = &state->points, .alarm = &state->alarm, .move_minute = INT64_MAX};
    s.missing = !cost_steps_bound(&s.bound, state, (int32_t)tasks->running, (int32_t)tasks->healthy);
    note_newest(&s, loop->minute, true);
    const int64_t end = loop->minute * s.points->parts;
    for (int64_t step = first_unseen(loop, s.points); step < end; step++) {
        if (!cost_datapoints_ends(s.points, step))
            continue;
        const cost_point_t *point = &s.points->slots[step & s.points->last_slot];
        cost_bound_t at;
        const bool real = cost_steps_bound(&at, state, point->running, point->healthy);
        note_seen(&s, !real, real && (point->load > at.load) == at.above, minute_seen(s.points, step), true);
    }
    if (s.missing && cost_alarm_state(s.alarm) == COST_ALARM_ON)
        s.move_minute = loop->minute;
    return s;
}

static watch_t watch_of(const standing_t *s)
{
    const cost_datapoints_t *points = s->points;
    const cost_bound_t bound = minute_bound(s);
    return (watch_t){.run = bound,
                     .last = bound,
                     .needed = needed_of(s),
                     .had = needed_of(s) - lacking(s),
                     .delay = points->delay_steps / points->parts,
                     .latest = (points->parts + points->steps - 2 + points->delay_steps) / points->parts};
}

/* ---- all of them ---- */

static bool may_go_in(const cost_loop_t *loop)
{
    return loop->desired > loop->bounds.min && cost_loop_is_settled(loop);
}

static bool may_go_out(const cost_loop_t *loop)
{
    return loop->desired < loop->bounds.max;
}

/* Any policy may scale out: the lowest bound, the shortest run that lacks least, the shortest delay. */
static int64_t find_out(cost_loop_t *loop, int64_t until)
{
    watch_t any = {.run.load = COST_BOUND_NEVER, .needed = INT64_MAX, .delay = INT64_MAX};
    int64_t lacks = INT64_MAX;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const standing_t s = stand_tracking(loop, &loop->tracking[i], true);
        const watch_t watch = watch_of(&s);
        until = least(until, s.move_minute);
        any.run.load = least(any.run.load, watch.run.load);
        any.needed = least(any.needed, watch.needed);
        any.delay = least(any.delay, watch.delay);
        lacks = least(lacks, lacking(&s));
    }
    if (any.run.load == COST_BOUND_NEVER)
        return until;
    any.run.above = true;
    any.last = any.run;
    any.had = any.needed - lacks;
    return find_move(&any, &loop->minutes, loop->minute, until);
}

/* The largest load of a minute at which the policy wants fewer tasks than there are. */
static int64_t most_in_minute(const cost_loop_t *loop, cost_tracking_t *state)
{
    const cost_tasks_t *tasks = &loop->out->tasks;
    const int32_t running = (int32_t)tasks->running, healthy = (int32_t)tasks->healthy;
    const cost_tracking_bounds_t *now = cost_tracking_bounds(state, running, healthy);
    const bool always = now->missing || cost_tracking_capacity(state, running, healthy) < loop->desired;
    const standing_t s = {
        .points = &state->points, .missing = false, .bound = {always ? COST_BOUND_NEVER : now->most_in, false}};
    return minute_bound(&s).load;
}

/* The first minute in which a decision can come after second at_s, whose alarms may see their datapoints late. */
static int64_t first_minute_after(const cost_loop_t *loop, int64_t at_s)
{
    int64_t after_s = 0;
    for (size_t i = 0; i < loop->plan.policy_count; i++)
        after_s = greatest(after_s, loop->tracking[i].points.after_s);
    for (size_t i = 0; i < loop->plan.step_count; i++)
        after_s = greatest(after_s, loop->steps[i].points.after_s);
    return at_s <= after_s ? 0 : ceil_div(at_s - after_s, COST_MINUTE_S) - 1;
}

static bool are_alike(const cost_tracking_policy_t *a, const cost_tracking_policy_t *b)
{
    return a->low_datapoints == b->low_datapoints && a->period_s == b->period_s &&
           a->publish_delay_s == b->publish_delay_s;
}

/* All policies that may scale in have to agree.  It is enough to wait for the one with the lowest bound; of policies
 * whose alarms are alike, for the lowest of all bounds and the run that lacks most. */
static int64_t find_in(cost_loop_t *loop, int64_t until)
{
    const cost_tracking_policy_t *first = NULL;
    watch_t all = {.run.load = INT64_MAX}, one = {.run.load = INT64_MAX};
    int64_t lacks = 0, all_move = 0, one_move = 0, most = INT64_MAX, in_until_s = 0;
    bool alike = true;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        cost_tracking_t *state = &loop->tracking[i];
        if (state->policy->disable_scale_in)
            continue;
        const standing_t s = stand_tracking(loop, state, false);
        const watch_t watch = watch_of(&s);
        if (s.missing) /* from when it is on until too many points are missing, the others decide */
            until = least(until, s.move_minute);
        first = first ? first : state->policy;
        alike = alike && are_alike(first, state->policy);
        all_move = greatest(all_move, s.move_minute);
        lacks = greatest(lacks, lacking(&s));
        in_until_s = greatest(in_until_s, state->in_until_s);
        most = least(most, most_in_minute(loop, state));
        if (watch.run.load >= one.run.load)
            continue;
        one = watch;
        one.last.load = least(watch.run.load, most_in_minute(loop, state));
        one_move = s.move_minute;
    }
    if (!first)
        return until;
    all = one;
    if (alike) {
        all.last.load = least(one.run.load, most);
        all.had = all.needed - lacks;
    }
    all.not_before = first_minute_after(loop, in_until_s);
    const int64_t on_the_way = alike ? all_move : one_move;
    if (on_the_way < until)
        until = least(until, greatest(on_the_way, all.not_before));
    return all.run.load < 0 ? until : find_move(&all, &loop->minutes, loop->minute, until);
}

static int64_t find_steps(cost_loop_t *loop, int64_t until)
{
    for (size_t i = 0; i < loop->plan.step_count; i++) {
        const cost_steps_t *state = &loop->steps[i];
        if (!(state->may_add && may_go_out(loop)) && !(state->may_take && may_go_in(loop)))
            continue;
        const standing_t s = stand_steps(loop, state);
        const watch_t watch = watch_of(&s);
        until = least(until, s.move_minute);
        until = find_move(&watch, &loop->minutes, loop->minute, until);
    }
    return until;
}

/* Jobs that have to wait are the loop's. */
static int64_t find_backlog(cost_loop_t *loop, int64_t until)
{
    const cost_queue_rate_t *rate = loop->plan.queue;
    const cost_wide_t work = (cost_wide_t)loop->out->tasks.healthy * rate->num * loop->step_s / rate->den;
    const cost_wide_t most = work * loop->steps_per_minute;
    const cost_bound_t above = {most < COST_BOUND_NEVER ? (int64_t)most : COST_BOUND_NEVER, true};
    return cost_minutes_find(&loop->minutes, loop->minute, until, above);
}

/* ---- what happens by the clock ---- */

static int64_t find_due(const cost_loop_t *loop)
{
    const cost_loop_plan_t *plan = &loop->plan;
    int64_t due_s = cost_loop_forecast_s(loop);
    if (loop->next_action < plan->action_count)
        due_s = least(due_s, plan->actions[loop->next_action].at_s);
    int64_t until = least(loop->minutes.count, due_s > 0 ? due_s / COST_MINUTE_S : 0);
    if (loop->out->tasks.next_s < plan->month_seconds) /* at the first step that begins then or later */
        until = least(until, (loop->out->tasks.next_s + loop->step_s - 1) / COST_MINUTE_S);
    return until;
}

/* ---- the jump ---- */

static void add_up(cost_loop_t *loop, int64_t until)
{
    cost_loop_result_t *out = loop->out;
    const int64_t from = loop->minute, load = cost_minutes_sum(&loop->minutes, from, until);
    const int64_t step = cost_loop_capacity(loop), parts = loop->steps_per_minute;
    /* Parts of a minute differ by one at most: it has more than they can bear exactly if one of them has. */
    const int64_t capacity = loop->plan.queue || step > COST_BOUND_NEVER / parts ? COST_BOUND_NEVER : step * parts;
    const int64_t busy = cost_minutes_find(&loop->minutes, from, until, (cost_bound_t){capacity, true});
    const cost_excess_t excess = cost_minutes_excess(&loop->minutes, busy, until, capacity);
    out->served += load - excess.units;
    out->lost += excess.units;
    out->saturated_minutes += excess.minutes;
    out->running_minutes += (until - from) * out->tasks.running;
    for (int64_t minute = from; loop->plan.served && minute < until; minute++)
        loop->plan.served[minute] = least(cost_minutes_at(&loop->minutes, minute), capacity);
}

static void jump(cost_loop_t *loop, int64_t until)
{
    const int64_t from_step = loop->minute * loop->steps_per_minute, until_step = until * loop->steps_per_minute;
    const int32_t running = (int32_t)loop->out->tasks.running, healthy = (int32_t)loop->out->tasks.healthy;
    cost_loop_note_running(loop);
    add_up(loop, until);
    for (size_t i = 0; i < loop->plan.policy_count; i++)
        cost_tracking_pass(&loop->tracking[i], from_step, until_step, &loop->minutes, running, healthy);
    for (size_t i = 0; i < loop->plan.step_count; i++)
        cost_steps_pass(&loop->steps[i], from_step, until_step, &loop->minutes, running, healthy);
    loop->minute = until;
}

static bool can_jump(const cost_loop_t *loop)
{
    bool can = true;
    for (size_t i = 0; i < loop->plan.policy_count; i++)
        can = can && loop->plan.policies[i].period_s <= COST_MINUTE_S;
    for (size_t i = 0; i < loop->plan.step_count; i++)
        can = can && loop->plan.steps[i].period_s <= COST_MINUTE_S;
    return can;
}

/* The end of the jump that is possible from here. */
static int64_t find_end(cost_loop_t *loop, int64_t until)
{
    if (loop->plan.queue)
        until = find_backlog(loop, until);
    if (may_go_out(loop))
        until = find_out(loop, until);
    if (may_go_in(loop))
        until = find_in(loop, until);
    return find_steps(loop, until);
}

static void scan(cost_loop_t *loop)
{
    int64_t pause = 1, again = 0;
    while (!loop->failed && loop->minute < loop->minutes.count) {
        const bool still = !loop->roll.active && !loop->queue.backlog && loop->minute >= again;
        const int64_t due = still ? find_due(loop) : 0;
        if (due - loop->minute >= SHORT) {
            const int64_t end = find_end(loop, due);
            const bool far = end - loop->minute >= SHORT;
            if (far)
                jump(loop, end);
            pause = far ? 1 : least(2 * pause, PAUSE_MAX);
            again = far ? 0 : loop->minute + pause;
        }
        if (loop->minute < loop->minutes.count)
            cost_loop_minute(loop);
    }
}

cost_status_t cost_scan_run(cost_loop_result_t *out, const cost_loop_plan_t *plan)
{
    cost_loop_t loop;
    const cost_status_t status = cost_loop_open(&loop, out, plan);
    if (status)
        return status;
    if (can_jump(&loop))
        scan(&loop);
    while (!loop.failed && loop.minute < loop.minutes.count)
        cost_loop_minute(&loop);
    return cost_loop_close(&loop);
}
