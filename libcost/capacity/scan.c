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

/* ---- what can happen by the loads ---- */

/* A run of minutes that may move the service.  A minute is in the run when any datapoint in it may breach. */
typedef struct {
    cost_bound_t run, last; /* its minutes; the one that completes it, which is one of them */
    int64_t needed;         /* minutes in a row */
    int64_t had;            /* of those, just before the search begins */
    int64_t delay, latest;  /* minutes from the last one until the service moves; until its datapoint is an old one */
    int64_t on_the_way;     /* minute in which what was seen before may move it; INT64_MAX: it does not */
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

/* The first minute of [from, until) in which the run may move the service; `until`: none. */
static int64_t find_move(const watch_t *watch, const cost_minutes_t *minutes, int64_t from, int64_t until)
{
    until = least(until, greatest(watch->on_the_way, watch->not_before));
    const int64_t end = is_never(watch->last) ? from : until - watch->delay;
    int64_t minute = greatest(from, watch->not_before - watch->latest);
    while (minute < end && (minute = cost_minutes_find(minutes, minute, end, watch->last)) < end) {
        const int64_t length = run_until(watch, minutes, from, minute);
        if (length >= watch->needed)
            return least(greatest(minute + watch->delay, watch->not_before), until);
        minute += watch->needed - length;
    }
    return until;
}

/* ---- alarms ---- */

/* Where an alarm stands when all that is on its way has been seen. */
typedef struct {
    int64_t streak;
    int64_t move_minute; /* in which what is on its way may move the service; INT64_MAX: it does not */
} standing_t;

/* A datapoint on its way. */
static void note_seen(standing_t *s, const cost_alarm_t *alarm, cost_datapoint_t point, int64_t minute, bool moves)
{
    if (point != COST_DATAPOINT_MISSING)
        s->streak = point == COST_DATAPOINT_BREACH ? s->streak + 1 : 0;
    if (s->streak >= alarm->datapoints && moves)
        s->move_minute = least(s->move_minute, minute);
}

/* Before anything on its way: of a period that is longer than a step the newest datapoint stays so for some and may
 * still move the service; and an alarm without a metric stays on until too many points are missing. */
static standing_t stand(const cost_loop_t *loop, const cost_alarm_t *alarm, const cost_datapoints_t *points,
                        bool missing, bool moves)
{
    const bool on = (points->steps > 1 && cost_alarm_may_be_on(alarm) && moves) ||
                    (missing && cost_alarm_state(alarm) == COST_ALARM_ON);
    return (standing_t){alarm->streak, on ? loop->minute : INT64_MAX};
}

static int64_t points_per_minute(const cost_datapoints_t *points)
{
    return points->parts == points->steps ? 1 : points->parts;
}

static int64_t minutes_for(const cost_datapoints_t *points, int64_t count)
{
    const int64_t each = points_per_minute(points);
    return each == 1 || count <= 0 ? count : ceil_div(count, each);
}

/* Minutes that a streak lacks. */
static int64_t lacking(const cost_datapoints_t *points, const cost_alarm_t *alarm, int64_t streak)
{
    return streak >= alarm->datapoints ? 0 : minutes_for(points, alarm->datapoints - streak);
}

/* A bound of datapoints as one of minutes: a minute is on that side if any of its datapoints is. */
static cost_bound_t minute_bound(const cost_datapoints_t *points, bool missing, cost_bound_t bound)
{
    const int64_t each = points_per_minute(points), load = least(bound.load, COST_BOUND_NEVER / 3 - 1);
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

static watch_t watch_of(const cost_datapoints_t *points, const cost_alarm_t *alarm, cost_bound_t bound, standing_t s)
{
    const int64_t needed = minutes_for(points, alarm->datapoints);
    watch_t watch = {.run = bound, .last = bound, .needed = needed, .on_the_way = s.move_minute};
    watch.had = needed - lacking(points, alarm, s.streak);
    watch.delay = watch.latest = points->delay_steps;
    if (points->parts > 1) {
        watch.delay = points->delay_steps / points->parts;
        watch.latest = (points->parts + points->steps - 2 + points->delay_steps) / points->parts;
    }
    return watch;
}

/* ---- policies ---- */

typedef struct {
    cost_loop_t loop;
    int64_t after_s; /* the longest part of a publish delay that is less than a step */
    bool alike;      /* the low alarms of all that may scale in differ in nothing but their bounds */
} scan_t;

/* What may move the service by its loads. */
typedef struct {
    bool has_out, has_in;
    watch_t out, in;
    int64_t in_until_s; /* the last cooldown of those that have to agree */
    int64_t until;      /* no jump goes farther */
} prospect_t;

static int64_t minute_seen(const cost_datapoints_t *points, int64_t step)
{
    return points->parts == 1 ? step + points->delay_steps : (step + points->delay_steps) / points->parts;
}

static cost_datapoint_t datapoint(bool missing, bool breach)
{
    return missing ? COST_DATAPOINT_MISSING : breach ? COST_DATAPOINT_BREACH : COST_DATAPOINT_QUIET;
}

/* How a policy's alarms stand.  One for a scale-in moves nothing while the datapoint keeps the tasks that there are. */
static void stand_tracking(standing_t *high, standing_t *low, const cost_loop_t *loop, cost_tracking_t *state,
                           bool missing)
{
    const cost_datapoints_t *points = &state->points;
    const int64_t end = loop->minute * points->parts;
    *high = stand(loop, &state->high, points, missing, true);
    *low = stand(loop, &state->low, points, missing, cost_tracking_may_scale_in(state, loop->desired));
    for (int64_t step = greatest(end - points->delay_steps, 0); step < end; step++) {
        const cost_point_t *point = &points->slots[step & points->last_slot];
        if (!cost_datapoints_ends(points, step))
            continue;
        const cost_tracking_bounds_t *at = cost_tracking_bounds(state, point->running, point->healthy);
        const bool fewer = at->missing || point->load <= at->most_in ||
                           cost_tracking_capacity(state, point->running, point->healthy) < loop->desired;
        const int64_t minute = minute_seen(points, step);
        note_seen(high, &state->high, datapoint(at->missing, point->load > at->most_quiet), minute, true);
        note_seen(low, &state->low, datapoint(at->missing, point->load <= at->most_low), minute, fewer);
    }
}

/* Any policy may scale out: the lowest bound, the shortest run, the one that lacks least, the shortest delay. */
static void join_out(prospect_t *prospect, const watch_t *watch)
{
    watch_t *out = &prospect->out;
    if (!prospect->has_out) {
        *out = *watch;
        prospect->has_out = true;
        return;
    }
    const int64_t lacks = least(out->needed - out->had, watch->needed - watch->had);
    out->run.load = out->last.load = least(out->run.load, watch->run.load);
    out->needed = least(out->needed, watch->needed);
    out->had = out->needed - lacks;
    out->delay = least(out->delay, watch->delay);
    out->on_the_way = least(out->on_the_way, watch->on_the_way);
}

/* All that may scale in have to agree.  It is enough to wait for the one with the lowest bound; of alarms that are
 * alike, for the lowest of all bounds and the run that lacks most. */
static void join_in(prospect_t *prospect, const watch_t *watch, bool alike)
{
    watch_t *in = &prospect->in;
    if (!prospect->has_in || (!alike && watch->run.load < in->run.load)) {
        *in = *watch;
    } else if (alike) {
        in->run.load = least(in->run.load, watch->run.load);
        in->last.load = least(in->last.load, watch->last.load);
        in->had = least(in->had, watch->had);
        in->on_the_way = greatest(in->on_the_way, watch->on_the_way);
    }
    prospect->has_in = true;
}

/* The largest load of a minute that lets the policy scale in: low, and such that fewer tasks are wanted. */
static int64_t most_in_minute(const cost_loop_t *loop, const cost_tracking_t *state, const cost_tracking_bounds_t *now)
{
    const bool always = cost_tracking_capacity(state, now->running, now->healthy) < loop->desired;
    const int64_t most = always ? now->most_low : least(now->most_low, now->most_in);
    return minute_bound(&state->points, now->missing, (cost_bound_t){most, false}).load;
}

/* The first minute in which a decision can come after second at_s, when alarms see their datapoints as late as that. */
static int64_t first_minute_after(int64_t at_s, int64_t after_s)
{
    return at_s <= after_s ? 0 : ceil_div(at_s - after_s, COST_MINUTE_S) - 1;
}

static bool may_go_out(const cost_loop_t *loop)
{
    return loop->desired < loop->bounds.max;
}

static bool may_go_in(const cost_loop_t *loop)
{
    return loop->desired > loop->bounds.min && cost_loop_is_settled(loop);
}

static void look_at(prospect_t *prospect, const scan_t *scan, cost_tracking_t *state)
{
    const cost_loop_t *loop = &scan->loop;
    const cost_datapoints_t *points = &state->points;
    const cost_tracking_bounds_t now =
        *cost_tracking_bounds(state, (int32_t)loop->out->tasks.running, (int32_t)loop->out->tasks.healthy);
    standing_t high, low;
    stand_tracking(&high, &low, loop, state, now.missing);
    if (may_go_out(loop)) {
        const cost_bound_t bound = minute_bound(points, now.missing, (cost_bound_t){now.most_quiet, true});
        const watch_t watch = watch_of(points, &state->high, bound, high);
        join_out(prospect, &watch);
    }
    if (may_go_in(loop) && !state->policy->disable_scale_in) {
        const cost_bound_t bound = minute_bound(points, now.missing, (cost_bound_t){now.most_low, false});
        watch_t watch = watch_of(points, &state->low, bound, low);
        watch.last.load = most_in_minute(loop, state, &now);
        if (now.missing) /* while it is on nevertheless, the others decide */
            prospect->until = least(prospect->until, low.move_minute);
        prospect->in_until_s = greatest(prospect->in_until_s, state->in_until_s);
        join_in(prospect, &watch, scan->alike);
    }
}

/* ---- step policies ---- */

static standing_t stand_steps(const cost_loop_t *loop, const cost_steps_t *state, bool missing)
{
    const cost_datapoints_t *points = &state->points;
    const int64_t end = loop->minute * points->parts;
    standing_t s = stand(loop, &state->alarm, points, missing, true);
    for (int64_t step = greatest(end - points->delay_steps, 0); step < end; step++) {
        const cost_point_t *point = &points->slots[step & points->last_slot];
        cost_bound_t at = {0};
        if (!cost_datapoints_ends(points, step))
            continue;
        const bool real = cost_steps_bound(&at, state, point->running, point->healthy);
        note_seen(&s, &state->alarm, datapoint(!real, (point->load > at.load) == at.above), minute_seen(points, step),
                  true);
    }
    return s;
}

static int64_t find_steps(const cost_loop_t *loop, int64_t until)
{
    for (size_t i = 0; i < loop->plan.step_count; i++) {
        const cost_steps_t *state = &loop->steps[i];
        if (!(state->may_add && may_go_out(loop)) && !(state->may_take && may_go_in(loop)))
            continue;
        cost_bound_t bound = {0};
        const bool missing =
            !cost_steps_bound(&bound, state, (int32_t)loop->out->tasks.running, (int32_t)loop->out->tasks.healthy);
        const standing_t s = stand_steps(loop, state, missing);
        const watch_t watch = watch_of(&state->points, &state->alarm, minute_bound(&state->points, missing, bound), s);
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

static int64_t find_within(const cost_loop_t *loop, const prospect_t *prospect, int64_t until)
{
    if (loop->plan.queue)
        until = find_backlog(loop, until);
    if (prospect->has_out)
        until = find_move(&prospect->out, &loop->minutes, loop->minute, until);
    if (prospect->has_in)
        until = find_move(&prospect->in, &loop->minutes, loop->minute, until);
    return find_steps(loop, until);
}

/* The end of the jump that is possible from here. */
static int64_t find_end(scan_t *scan, int64_t due)
{
    cost_loop_t *loop = &scan->loop;
    prospect_t prospect = {.until = due};
    for (size_t i = 0; i < loop->plan.policy_count; i++)
        look_at(&prospect, scan, &loop->tracking[i]);
    prospect.in.not_before = first_minute_after(prospect.in_until_s, scan->after_s);
    for (int64_t horizon = HORIZON;; horizon *= FARTHER) {
        const int64_t end = least(prospect.until, loop->minute + horizon), found = find_within(loop, &prospect, end);
        if (found < end || end == prospect.until)
            return found;
    }
}

static void scan_month(scan_t *scan)
{
    cost_loop_t *loop = &scan->loop;
    int64_t pause = 1, again = 0;
    while (!loop->failed && loop->minute < loop->minutes.count) {
        const bool still = !loop->roll.active && !loop->queue.backlog && loop->minute >= again;
        const int64_t due = still ? find_due(loop) : 0;
        if (due - loop->minute >= SHORT) {
            const int64_t end = find_end(scan, due);
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

static void learn_policies(scan_t *scan)
{
    const cost_loop_t *loop = &scan->loop;
    const cost_tracking_policy_t *first = NULL;
    scan->after_s = 0;
    scan->alike = true;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_tracking_policy_t *policy = &loop->plan.policies[i];
        scan->after_s = greatest(scan->after_s, loop->tracking[i].points.after_s);
        if (policy->disable_scale_in)
            continue;
        first = first ? first : policy;
        scan->alike = scan->alike && are_alike(first, policy);
    }
    for (size_t i = 0; i < loop->plan.step_count; i++)
        scan->after_s = greatest(scan->after_s, loop->steps[i].points.after_s);
}

cost_status_t cost_scan_run(cost_loop_result_t *out, const cost_loop_plan_t *plan)
{
    scan_t scan;
    const cost_status_t status = cost_loop_open(&scan.loop, out, plan);
    if (status)
        return status;
    learn_policies(&scan);
    if (can_jump(&scan.loop))
        scan_month(&scan);
    while (!scan.loop.failed && scan.loop.minute < scan.loop.minutes.count)
        cost_loop_minute(&scan.loop);
    return cost_loop_close(&scan.loop);
}
