#include "libcost/capacity/scan.h"

#include "libcost/capacity/service_state.h"

/* Jumps shorter than that are not worth their trouble; after one in vain, so many minutes are stepped at most. */
enum { SHORT = 3, PAUSE_MAX = 8 };
/* How far ahead is searched at first: what ends one search ends the others, so none goes far before all have gone so
 * far. */
enum { HORIZON = 64, FARTHER = 8 };

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

/* ---- a run of minutes ---- */

/* What may move the service by its loads: so many minutes in a row on one side of a bound.  A minute counts when any
 * datapoint in it does. */
typedef struct {
    cost_bound_t run, last; /* of the minutes; of the one that completes the run, which is one of them */
    int64_t needed;         /* minutes in a row */
    int64_t delay, latest;  /* minutes from the last one until the service moves; and until its datapoint is not the
                               newest any more */
    int64_t had;            /* minutes of a run that were seen before the search begins */
    int64_t not_before;     /* minute before which nothing moves it */
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

static bool is_never(cost_bound_t bound)
{
    return bound.above ? bound.load >= COST_BOUND_NEVER : bound.load < 0;
}

/* The first minute of [now, until) in which the run may move the service; `until`: none.  What is on its way at `now`
 * is of minutes with the same tasks. */
static int64_t find_move(const watch_t *watch, const cost_minutes_t *minutes, int64_t now, int64_t until)
{
    const int64_t from = greatest(now - watch->latest, 0), end = is_never(watch->last) ? from : until - watch->delay;
    int64_t minute = greatest(from, watch->not_before - watch->latest);
    while (minute < end && (minute = cost_minutes_find(minutes, minute, end, watch->last)) < end) {
        const int64_t length = run_until(watch, minutes, from, minute);
        if (length >= watch->needed)
            return least(greatest(now, greatest(minute + watch->delay, watch->not_before)), until);
        minute += watch->needed - length;
    }
    return until;
}

/* ---- of one alarm ---- */

static int64_t minutes_for(const cost_datapoints_t *points, int64_t count)
{
    return points->per_minute == 1 ? count : ceil_div(count, points->per_minute);
}

/* Minutes that an alarm lacks to be on. */
static int64_t lacking(const cost_datapoints_t *points, const cost_alarm_t *alarm)
{
    return cost_alarm_may_be_on(alarm) ? 0 : minutes_for(points, alarm->datapoints - alarm->streak);
}

/* A bound of datapoints as one of minutes: a minute is on that side if any of its datapoints is. */
static cost_bound_t minute_bound(const cost_datapoints_t *points, bool missing, cost_bound_t bound)
{
    const int64_t each = points->per_minute, load = least(bound.load, COST_BOUND_NEVER / 3 - 1);
    const int64_t always = bound.above ? -1 : COST_BOUND_NEVER, never = bound.above ? COST_BOUND_NEVER : -1;
    if (missing)
        bound.load = never;
    else if (points->level) /* of nothing, while no job waits */
        bound.load = (0 > bound.load) == bound.above ? always : never;
    else if (each == 1)
        bound.load = least(bound.load, COST_BOUND_NEVER);
    else if (load >= 0) /* the largest part is above it, or the smallest is not */
        bound.load = bound.above ? each * load : each * load + each - 1;
    return bound;
}

/* All of a watch but its bounds. */
static watch_t watch_of(const cost_datapoints_t *points, const cost_alarm_t *alarm)
{
    const int64_t lag = points->parts + points->steps - 2 + points->delay_steps;
    return (watch_t){.needed = minutes_for(points, alarm->datapoints),
                     .delay = points->delay_steps / points->parts,
                     .latest = lag / points->parts};
}

/* Without a metric an alarm goes off, once too many points are missing, and never on. */
static bool lingers(const cost_alarm_t *alarm, bool missing)
{
    return missing && cost_alarm_state(alarm) == COST_ALARM_ON;
}

/* ---- of all policies ---- */

enum { NOBODY = -1 };

typedef struct {
    cost_loop_t loop;
    int64_t latest;  /* minutes until nothing is on its way that was measured before */
    int64_t after_s; /* the longest part of a publish delay that is less than a step */
    bool alike;      /* the low alarms of all that may scale in differ in nothing but their bounds */
    /* The tasks, and since which minute datapoints are of nothing but them and the load. */
    int64_t starts, stops, next_s, desired, since;
    /* What these tasks bear. */
    bool known;
    watch_t out, in;
    int lowest; /* the policy whose bound for a scale-in is the lowest, or NOBODY */
} scan_t;

static const cost_tracking_bounds_t *bounds_now(cost_loop_t *loop, size_t policy)
{
    const cost_tasks_t *tasks = &loop->out->tasks;
    return cost_tracking_bounds(&loop->tracking[policy], (int32_t)tasks->running, (int32_t)tasks->healthy);
}

/* What lets a policy scale in: a load that is low, and such that it wants fewer tasks. */
static int64_t most_in(const cost_tracking_t *state, const cost_tracking_bounds_t *now, int64_t desired)
{
    const bool fewer = cost_tracking_capacity(state, now->running, now->healthy) < desired;
    const int64_t most = fewer ? now->most_low : least(now->most_low, now->most_in);
    return minute_bound(&state->points, now->missing, (cost_bound_t){most, false}).load;
}

/* Any policy may scale out: the lowest bound.  All that may scale in have to agree: it is enough to wait for the one
 * with the lowest bound; of alarms that are alike for the lowest of all bounds. */
static void learn_bounds(scan_t *scan)
{
    cost_loop_t *loop = &scan->loop;
    int64_t quiet = COST_BOUND_NEVER, low = INT64_MAX, last = COST_BOUND_NEVER;
    scan->known = true;
    scan->lowest = NOBODY;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_tracking_t *state = &loop->tracking[i];
        const cost_tracking_bounds_t *now = bounds_now(loop, i);
        const cost_bound_t above = {now->most_quiet, true}, below = {now->most_low, false};
        quiet = least(quiet, minute_bound(&state->points, now->missing, above).load);
        if (state->policy->disable_scale_in)
            continue;
        const int64_t bound = minute_bound(&state->points, now->missing, below).load;
        const int64_t most = most_in(state, now, loop->desired);
        last = scan->alike ? least(last, most) : bound < low ? most : last;
        scan->lowest = bound < low ? (int)i : scan->lowest;
        low = least(low, bound);
    }
    scan->out.run.load = scan->out.last.load = quiet;
    if (scan->lowest == NOBODY)
        return;
    if (!scan->alike)
        scan->in = watch_of(&loop->tracking[scan->lowest].points, &loop->tracking[scan->lowest].low);
    scan->in.run = (cost_bound_t){low, false};
    scan->in.last = (cost_bound_t){last, false};
}

static bool may_go_out(const cost_loop_t *loop)
{
    return loop->desired < loop->bounds.max;
}

static bool may_go_in(const cost_loop_t *loop)
{
    return loop->desired > loop->bounds.min && cost_loop_is_settled(loop);
}

/* False when the service may move at once. */
static bool ready_out(scan_t *scan)
{
    cost_loop_t *loop = &scan->loop;
    int64_t lacks = scan->out.needed;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_tracking_t *state = &loop->tracking[i];
        if (cost_alarm_may_be_on(&state->high) && lingers(&state->high, bounds_now(loop, i)->missing))
            return false;
        lacks = least(lacks, lacking(&state->points, &state->high));
    }
    scan->out.had = scan->out.needed - lacks;
    return true;
}

/* The first minute in which a decision can come after second at_s, when alarms see their datapoints as late as that. */
static int64_t first_minute_after(int64_t at_s, int64_t after_s)
{
    return at_s <= after_s ? 0 : ceil_div(at_s - after_s, COST_MINUTE_S) - 1;
}

static bool ready_in(scan_t *scan)
{
    cost_loop_t *loop = &scan->loop;
    int64_t lacks = 0, in_until_s = 0;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_tracking_t *state = &loop->tracking[i];
        if (state->policy->disable_scale_in)
            continue;
        if (cost_alarm_may_be_on(&state->low) && lingers(&state->low, bounds_now(loop, i)->missing))
            return false;
        in_until_s = greatest(in_until_s, state->in_until_s);
        if (scan->alike || scan->lowest == (int)i)
            lacks = greatest(lacks, lacking(&state->points, &state->low));
    }
    scan->in.had = scan->in.needed - lacks;
    scan->in.not_before = first_minute_after(in_until_s, scan->after_s);
    return true;
}

/* ---- of step policies and queues ---- */

static int64_t find_steps(const cost_loop_t *loop, int64_t until)
{
    const cost_tasks_t *tasks = &loop->out->tasks;
    for (size_t i = 0; i < loop->plan.step_count; i++) {
        const cost_steps_t *state = &loop->steps[i];
        cost_bound_t bound = {0};
        if (!(state->may_add && may_go_out(loop)) && !(state->may_take && may_go_in(loop)))
            continue;
        const bool missing = !cost_steps_bound(&bound, state, (int32_t)tasks->running, (int32_t)tasks->healthy);
        if (lingers(&state->alarm, missing))
            return loop->minute;
        watch_t watch = watch_of(&state->points, &state->alarm);
        watch.run = watch.last = minute_bound(&state->points, missing, bound);
        watch.had = watch.needed - lacking(&state->points, &state->alarm);
        until = find_move(&watch, &loop->minutes, loop->minute, until);
    }
    return until;
}

/* Jobs that have to wait are the loop's. */
static int64_t find_backlog(const cost_loop_t *loop, int64_t until)
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

/* ---- from jump to jump ---- */

/* The end of the jump that is possible from here. */
static int64_t find_end(scan_t *scan, int64_t due)
{
    cost_loop_t *loop = &scan->loop;
    const bool out = may_go_out(loop) && loop->plan.policy_count, in = may_go_in(loop) && scan->lowest != NOBODY;
    if ((out && !ready_out(scan)) || (in && !ready_in(scan)))
        return loop->minute;
    for (int64_t horizon = HORIZON;; horizon *= FARTHER) {
        const int64_t end = least(due, loop->minute + horizon);
        int64_t found = loop->plan.queue ? find_backlog(loop, end) : end;
        if (out)
            found = find_move(&scan->out, &loop->minutes, loop->minute, found);
        if (in)
            found = find_move(&scan->in, &loop->minutes, loop->minute, found);
        found = find_steps(loop, found);
        if (found < end || end == due)
            return found;
    }
}

/* After each minute of the loop: whether the tasks are those of before.  A queue's datapoints are of what was worked
 * off: what waited at the end of a minute is still among that of the next. */
static void note_tasks(scan_t *scan)
{
    const cost_loop_t *loop = &scan->loop;
    const cost_tasks_t *tasks = &loop->out->tasks;
    if (loop->plan.queue && loop->saturated)
        scan->since = loop->minute + 1;
    if (tasks->starts == scan->starts && tasks->stops == scan->stops && tasks->next_s == scan->next_s &&
        loop->desired == scan->desired)
        return;
    scan->starts = tasks->starts;
    scan->stops = tasks->stops;
    scan->next_s = tasks->next_s;
    scan->desired = loop->desired;
    scan->since = greatest(scan->since, loop->minute);
    scan->known = false;
}

static bool is_still(const scan_t *scan)
{
    return scan->loop.minute >= scan->since + scan->latest && !scan->loop.roll.active && !scan->loop.queue.backlog;
}

static void scan_month(scan_t *scan)
{
    cost_loop_t *loop = &scan->loop;
    int64_t pause = 1, again = 0;
    while (!loop->failed && loop->minute < loop->minutes.count) {
        const int64_t due = loop->minute >= again && is_still(scan) ? find_due(loop) : 0;
        if (due - loop->minute >= SHORT) {
            if (!scan->known)
                learn_bounds(scan);
            const int64_t end = find_end(scan, due);
            const bool far = end - loop->minute >= SHORT;
            if (far)
                jump(loop, end);
            pause = far ? 1 : least(2 * pause, PAUSE_MAX);
            again = far ? 0 : loop->minute + pause;
        }
        if (loop->minute < loop->minutes.count)
            cost_loop_minute(loop);
        note_tasks(scan);
    }
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

static bool are_alike(const cost_tracking_policy_t *a, const cost_tracking_policy_t *b)
{
    return a->low_datapoints == b->low_datapoints && a->period_s == b->period_s &&
           a->publish_delay_s == b->publish_delay_s;
}

/* The shortest run, the shortest delay of any. */
static void learn_watch(watch_t *out, const watch_t *watch)
{
    out->needed = least(out->needed, watch->needed);
    out->delay = least(out->delay, watch->delay);
    out->latest = greatest(out->latest, watch->latest);
}

static void learn_policies(scan_t *scan)
{
    const cost_loop_t *loop = &scan->loop;
    const cost_tracking_t *first = NULL;
    scan->alike = true;
    scan->out = (watch_t){.run.above = true, .last.above = true, .needed = INT64_MAX, .delay = INT64_MAX};
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_tracking_t *state = &loop->tracking[i];
        const watch_t high = watch_of(&state->points, &state->high);
        learn_watch(&scan->out, &high);
        scan->after_s = greatest(scan->after_s, state->points.after_s);
        if (state->policy->disable_scale_in)
            continue;
        first = first ? first : state;
        scan->alike = scan->alike && are_alike(first->policy, state->policy);
    }
    if (first)
        scan->in = watch_of(&first->points, &first->low);
    scan->latest = scan->out.latest;
    for (size_t i = 0; i < loop->plan.step_count; i++) {
        const cost_steps_t *state = &loop->steps[i];
        scan->latest = greatest(scan->latest, watch_of(&state->points, &state->alarm).latest);
        scan->after_s = greatest(scan->after_s, state->points.after_s);
    }
}

cost_status_t cost_scan_run(cost_loop_result_t *out, const cost_loop_plan_t *plan)
{
    scan_t scan = {.after_s = 0};
    const cost_status_t status = cost_loop_open(&scan.loop, out, plan);
    if (status)
        return status;
    learn_policies(&scan);
    note_tasks(&scan);
    if (can_jump(&scan.loop))
        scan_month(&scan);
    while (!scan.loop.failed && scan.loop.minute < scan.loop.minutes.count)
        cost_loop_minute(&scan.loop);
    return cost_loop_close(&scan.loop);
}
