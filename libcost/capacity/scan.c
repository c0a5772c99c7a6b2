#include "libcost/capacity/scan.h"

#include "libcost/capacity/binding.h"
#include "libcost/capacity/repeat.h"
#include "libcost/capacity/run_watch.h"
#include "libcost/capacity/service_state.h"

/* Jumps shorter than that are not worth their trouble; after one in vain, so many minutes are stepped at most. */
enum { SHORT = 3, PAUSE_MAX = 8 };
/* How far ahead is searched at first: what ends one search ends the others, so none goes far before all have gone so
 * far. */
enum { HORIZON = 64, FARTHER = 4 };

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
static cost_run_watch_t watch_of(const cost_datapoints_t *points, const cost_alarm_t *alarm)
{
    const int64_t lag = points->parts + points->steps - 2 + points->delay_steps;
    return (cost_run_watch_t){.needed = minutes_for(points, alarm->datapoints),
                              .delay = points->delay_steps / points->parts,
                              .latest = lag / points->parts};
}

/* Without a metric an alarm goes off, once too many points are missing, and never on. */
static bool lingers(const cost_alarm_t *alarm, bool missing)
{
    return missing && cost_alarm_state(alarm) == COST_ALARM_ON;
}

/* ---- of all policies ---- */

enum { NOBODY = -1, BEAR_SLOTS = 64, LATE_MINUTES = 64, STRETCHES = 32 };

/* What so many tasks bear, in minutes. */
typedef struct {
    int32_t running, healthy;
    bool known, missing; /* missing: some policy has no metric */
    int lowest;          /* the policy whose bound for a scale-in is the lowest, or NOBODY */
    int64_t quiet;       /* the largest load at which no policy is high */
    int64_t low, fewer;  /* at which all are low (`lowest` is); and want fewer tasks */
} bearing_t;

typedef struct {
    cost_loop_t loop;
    int64_t latest;  /* minutes until nothing is on its way that was measured before */
    int64_t after_s; /* the longest part of a publish delay that is less than a step */
    bool alike;      /* the low alarms of all that may scale in differ in nothing but their bounds */
    bool patient;    /* all policies see the same minute, so that it can be told without them whether one may vote */
    cost_run_watch_t out, in; /* any policy may scale out; all that may scale in have to agree */
    bearing_t bearings[BEAR_SLOTS];
    /* The tasks, and since which minute datapoints are of nothing but them and the load. */
    int64_t starts, stops, next_s, desired, since;
    /* What the policies have not been told yet: minutes since `told`, by the tasks in them. */
    int64_t told;
    cost_task_stretch_t stretches[STRETCHES];
    size_t stretch_count;
    /* With patience: what the alarms would say, and the tasks of the minutes that they have not seen. */
    int64_t high, low, in_until_s;
    cost_task_stretch_t late[LATE_MINUTES];
    cost_repeat_t repeat;
} scan_t;

/* It is enough to know the lowest bound of any, and for a scale-in to wait for the policy whose bound is the lowest; of
 * alarms that are alike, for the lowest of all bounds. */
static void learn_bearing(bearing_t *out, scan_t *scan, int32_t running, int32_t healthy)
{
    cost_loop_t *loop = &scan->loop;
    bearing_t b = {.running = running, .healthy = healthy, .known = true, .lowest = NOBODY};
    b.quiet = b.fewer = COST_BOUND_NEVER;
    b.low = INT64_MAX;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        cost_tracking_t *state = &loop->tracking[i];
        const cost_datapoints_t *points = &state->points;
        const cost_tracking_bounds_t *at = cost_tracking_bounds(state, running, healthy);
        const int64_t quiet = minute_bound(points, at->missing, (cost_bound_t){at->most_quiet, true}).load;
        b.missing = b.missing || at->missing;
        b.quiet = least(b.quiet, quiet);
        if (state->policy->disable_scale_in)
            continue;
        const int64_t low = minute_bound(points, at->missing, (cost_bound_t){at->most_low, false}).load;
        const int64_t in = minute_bound(points, at->missing, (cost_bound_t){at->most_in, false}).load;
        b.fewer = scan->alike ? least(b.fewer, in) : low < b.low ? in : b.fewer;
        b.lowest = low < b.low ? (int)i : b.lowest;
        b.low = least(b.low, low);
    }
    *out = b;
}

static inline const bearing_t *bearing(scan_t *scan, int32_t running, int32_t healthy)
{
    bearing_t *slot = &scan->bearings[(running + 16 * (running - healthy)) & (BEAR_SLOTS - 1)];
    if (slot->running != running || slot->healthy != healthy || !slot->known)
        learn_bearing(slot, scan, running, healthy);
    return slot;
}

static const bearing_t *bearing_now(scan_t *scan)
{
    return bearing(scan, (int32_t)scan->loop.out->tasks.running, (int32_t)scan->loop.out->tasks.healthy);
}

/* At so many tasks desired: a policy that measures over less wants fewer in any case. */
static bool may_want_fewer(const bearing_t *b, int64_t load, int64_t desired)
{
    return load <= b->fewer || b->healthy < desired;
}

static bool may_go_out(const cost_loop_t *loop)
{
    return loop->desired < loop->bounds.max;
}

static bool may_go_in(const cost_loop_t *loop)
{
    return loop->desired > loop->bounds.min && cost_loop_is_settled(loop);
}

/* ---- what the policies are told late ---- */

static void add_stretch(scan_t *scan, int64_t until_minute)
{
    const cost_tasks_t *tasks = &scan->loop.out->tasks;
    const cost_task_stretch_t stretch = {until_minute * scan->loop.steps_per_minute, (int32_t)tasks->running,
                                         (int32_t)tasks->healthy};
    cost_task_stretch_t *last = scan->stretch_count ? &scan->stretches[scan->stretch_count - 1] : NULL;
    if (last && last->running == stretch.running && last->healthy == stretch.healthy)
        last->until = stretch.until;
    else
        scan->stretches[scan->stretch_count++] = stretch;
}

/* All of them know all minutes before `minute`. */
static void tell(scan_t *scan, int64_t minute)
{
    cost_loop_t *loop = &scan->loop;
    const int64_t from = scan->told * loop->steps_per_minute, until = minute * loop->steps_per_minute;
    for (size_t i = 0; from < until && i < loop->plan.policy_count; i++)
        cost_tracking_pass(&loop->tracking[i], from, until, &loop->minutes, scan->stretches);
    for (size_t i = 0; from < until && i < loop->plan.step_count; i++)
        cost_steps_pass(&loop->steps[i], from, until, &loop->minutes, scan->stretches);
    scan->told = minute;
    scan->stretch_count = 0;
}

/* How all alarms stand, in two numbers: any high one, and the low ones of all that may scale in. */
static void note_alarms(scan_t *scan)
{
    const cost_loop_t *loop = &scan->loop;
    scan->high = scan->in_until_s = 0;
    scan->low = INT32_MAX;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_tracking_t *state = &loop->tracking[i];
        scan->high = greatest(scan->high, state->high.streak);
        if (state->policy->disable_scale_in)
            continue;
        scan->low = least(scan->low, state->low.streak);
        scan->in_until_s = greatest(scan->in_until_s, state->in_until_s);
    }
}

/* What was measured over fewer tasks than are desired wants more than those only if it is high for those. */
static bool may_want_more(scan_t *scan, const cost_task_stretch_t *tasks, int64_t load)
{
    const int64_t desired = scan->loop.desired;
    return tasks->running > desired || load > bearing(scan, (int32_t)desired, (int32_t)desired)->quiet;
}

/* Whether no policy can vote for anything in minute `minute`, up to which nothing is due.  The alarms would see one
 * datapoint more. */
static bool is_quiet(scan_t *scan, int64_t minute)
{
    const cost_loop_t *loop = &scan->loop;
    const int64_t seen = minute - scan->out.delay;
    if (seen < 0)
        return true;
    const cost_task_stretch_t *tasks = &scan->late[seen % LATE_MINUTES];
    const bearing_t *b = bearing(scan, tasks->running, tasks->healthy);
    const int64_t load = cost_minutes_at(&loop->minutes, seen), latest_s = (minute + 2) * COST_MINUTE_S;
    if (b->missing)
        return false;
    scan->high = load > b->quiet ? scan->high + 1 : 0;
    scan->low = load <= b->low ? scan->low + 1 : 0;
    if (scan->low >= scan->in.needed && b->lowest != NOBODY && may_go_in(loop) && latest_s >= scan->in_until_s &&
        may_want_fewer(b, load, loop->desired))
        return false;
    return scan->high < scan->out.needed || !may_go_out(loop) || !may_want_more(scan, tasks, load);
}

/* For those that may repeat it: what the policies see at the end of minute `minute`. */
static void note_seen(scan_t *scan, int64_t minute)
{
    const int64_t seen = minute - scan->out.delay;
    if (seen >= 0)
        cost_repeat_see(&scan->repeat, &scan->loop, seen, &scan->late[seen % LATE_MINUTES]);
}

/* A minute of the loop, for which the policies are asked only if one may have something to say. */
static void run_minute(scan_t *scan, bool quietly)
{
    cost_loop_t *loop = &scan->loop;
    const int64_t minute = loop->minute;
    cost_loop_begin_minute(loop);
    const int64_t load = cost_loop_begin_step(loop, minute);
    scan->late[minute % LATE_MINUTES] =
        (cost_task_stretch_t){minute + 1, (int32_t)loop->out->tasks.running, (int32_t)loop->out->tasks.healthy};
    if (scan->repeat.open)
        note_seen(scan, minute);
    if (quietly && scan->stretch_count < STRETCHES && is_quiet(scan, minute)) {
        add_stretch(scan, minute + 1);
    } else {
        tell(scan, minute);
        loop->voted = false;
        cost_loop_end_step(loop, minute, load);
        if (loop->voted && scan->repeat.open)
            cost_repeat_add_sight(&scan->repeat, loop, true);
        scan->told = minute + 1;
        note_alarms(scan);
    }
    cost_loop_end_minute(loop);
}

/* ---- readiness ---- */

static const cost_tracking_bounds_t *bounds_now(cost_loop_t *loop, size_t policy)
{
    const cost_tasks_t *tasks = &loop->out->tasks;
    return cost_tracking_bounds(&loop->tracking[policy], (int32_t)tasks->running, (int32_t)tasks->healthy);
}

/* What each lacks to scale out; false when the service may move at once. */
static bool ready_out(scan_t *scan, const bearing_t *b)
{
    cost_loop_t *loop = &scan->loop;
    int64_t lacks = scan->out.needed;
    scan->out.run = scan->out.last = (cost_bound_t){b->quiet, true};
    scan->out.had = least(scan->high, scan->out.needed);
    if (scan->patient)
        return !b->missing;
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

static bool ready_in(scan_t *scan, const bearing_t *b)
{
    cost_loop_t *loop = &scan->loop;
    int64_t lacks = 0, in_until_s = scan->in_until_s;
    if (!scan->alike)
        scan->in = watch_of(&loop->tracking[b->lowest].points, &loop->tracking[b->lowest].low);
    scan->in.run = scan->in.last = (cost_bound_t){b->low, false};
    if (b->healthy >= loop->desired)
        scan->in.last.load = least(b->low, b->fewer);
    scan->in.had = least(scan->low, scan->in.needed);
    for (size_t i = 0; !scan->patient && i < loop->plan.policy_count; i++) {
        const cost_tracking_t *state = &loop->tracking[i];
        if (state->policy->disable_scale_in)
            continue;
        if (cost_alarm_may_be_on(&state->low) && lingers(&state->low, bounds_now(loop, i)->missing))
            return false;
        in_until_s = greatest(in_until_s, state->in_until_s);
        if (scan->alike || b->lowest == (int)i)
            lacks = greatest(lacks, lacking(&state->points, &state->low));
    }
    if (!scan->patient)
        scan->in.had = scan->in.needed - lacks;
    scan->in.not_before = first_minute_after(in_until_s, scan->after_s);
    return !scan->patient || !b->missing;
}

/* ---- of step policies and queues ---- */

static int64_t find_steps(const cost_loop_t *loop, int64_t searched, int64_t until)
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
        cost_run_watch_t watch = watch_of(&state->points, &state->alarm);
        watch.run = watch.last = minute_bound(&state->points, missing, bound);
        watch.had = watch.needed - lacking(&state->points, &state->alarm);
        until = cost_run_watch_find(&watch, &loop->minutes, greatest(loop->minute - watch.latest, 0), loop->minute,
                                    searched, until);
    }
    return until;
}

/* Jobs that have to wait are the loop's. */
static int64_t find_backlog(const cost_loop_t *loop, int64_t searched, int64_t until)
{
    const cost_queue_rate_t *rate = loop->plan.queue;
    const cost_wide_t work = (cost_wide_t)loop->out->tasks.healthy * rate->num * loop->step_s / rate->den;
    const cost_wide_t most = work * loop->steps_per_minute;
    const cost_bound_t above = {most < COST_BOUND_NEVER ? (int64_t)most : COST_BOUND_NEVER, true};
    return cost_minutes_find(&loop->minutes, searched, until, above);
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
    const cost_excess_t excess =
        busy < until ? cost_minutes_excess(&loop->minutes, busy, until, capacity) : (cost_excess_t){0};
    out->served += load - excess.units;
    out->lost += excess.units;
    out->saturated_minutes += excess.minutes;
    out->running_minutes += (until - from) * out->tasks.running;
    for (int64_t minute = from; loop->plan.served && minute < until; minute++)
        loop->plan.served[minute] = least(cost_minutes_at(&loop->minutes, minute), capacity);
}

/* The last minutes before `until` have the tasks that are there now. */
static void note_late(scan_t *scan, int64_t from, int64_t until)
{
    const cost_tasks_t *tasks = &scan->loop.out->tasks;
    for (int64_t minute = greatest(from, until - scan->latest); minute < until; minute++)
        scan->late[minute % LATE_MINUTES] =
            (cost_task_stretch_t){minute + 1, (int32_t)tasks->running, (int32_t)tasks->healthy};
}

/* Minutes up to `until`: what is on its way is seen, and then the tasks of now. */
static void see_jump(scan_t *scan, int64_t until)
{
    cost_loop_t *loop = &scan->loop;
    const cost_tasks_t *tasks = &loop->out->tasks;
    const cost_task_stretch_t now = {until, (int32_t)tasks->running, (int32_t)tasks->healthy};
    const int64_t delay = scan->out.delay;
    for (int64_t minute = loop->minute; minute < until && minute < loop->minute + delay; minute++)
        note_seen(scan, minute);
    if (until > loop->minute + delay)
        cost_repeat_see(&scan->repeat, loop, loop->minute, &now);
}

static void jump(scan_t *scan, int64_t until)
{
    cost_loop_t *loop = &scan->loop;
    if (scan->stretch_count == STRETCHES)
        tell(scan, loop->minute);
    cost_loop_note_running(loop);
    add_up(loop, until);
    add_stretch(scan, until);
    if (scan->repeat.open)
        see_jump(scan, until);
    note_late(scan, loop->minute, until);
    loop->minute = until;
}

/* ---- from jump to jump ---- */

/* With patience, what is on its way may be of other tasks: minutes in which it is seen are gone through.  The first in
 * which it may move the service, or `due`. */
static int64_t find_on_the_way(scan_t *scan, int64_t due)
{
    const int64_t end = least(scan->loop.minute + scan->out.delay, due);
    for (int64_t minute = scan->loop.minute; minute < end; minute++)
        if (!is_quiet(scan, minute))
            return minute;
    return due;
}

/* The end of the jump that is possible from here. */
static int64_t find_end(scan_t *scan, int64_t due)
{
    cost_loop_t *loop = &scan->loop;
    if (scan->patient && (due = find_on_the_way(scan, due)) - loop->minute < SHORT)
        return loop->minute;
    const bearing_t *b = bearing_now(scan);
    const bool out = may_go_out(loop) && loop->plan.policy_count, in = may_go_in(loop) && b->lowest != NOBODY;
    if ((out && !ready_out(scan, b)) || (in && !ready_in(scan, b)))
        return loop->minute;
    const int64_t before = scan->patient ? 0 : scan->latest, from = greatest(loop->minute - before, 0);
    int64_t searched = loop->minute;
    for (int64_t horizon = HORIZON;; horizon *= FARTHER) {
        const int64_t end = least(due, loop->minute + horizon);
        int64_t found = loop->plan.queue ? find_backlog(loop, searched, end) : end;
        if (out)
            found = cost_run_watch_find(&scan->out, &loop->minutes, from, loop->minute, searched, found);
        if (in)
            found = cost_run_watch_find(&scan->in, &loop->minutes, from, loop->minute, searched, found);
        found = find_steps(loop, searched, found);
        if (found < end || end == due)
            return found;
        searched = end;
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
}

static bool is_still(const scan_t *scan)
{
    const bool alike = scan->patient || scan->loop.minute >= scan->since + scan->latest;
    return alike && !scan->loop.roll.active && !scan->loop.queue.backlog;
}

static void step_minute(scan_t *scan, bool quietly)
{
    cost_loop_t *loop = &scan->loop;
    scan->repeat.steps++;
    if (scan->patient) {
        run_minute(scan, quietly);
    } else {
        tell(scan, loop->minute);
        cost_loop_minute(loop);
        scan->told = loop->minute;
    }
    note_tasks(scan);
}

/* ---- what goes as before ---- */

/* So many tasks as are desired have been there for so long that nothing remembers others. */
static bool is_at_rest(const scan_t *scan)
{
    const cost_loop_t *loop = &scan->loop;
    const cost_tasks_t *tasks = &loop->out->tasks;
    return loop->minute - scan->since >= scan->repeat.settle && tasks->healthy > 0 && tasks->running == loop->desired &&
           tasks->healthy == loop->desired && !tasks->batch_count && !loop->roll.active;
}

/* After a long jump there is time for a rest. */
static void jump_and_rest(scan_t *scan, int64_t until)
{
    const bool far = until - scan->loop.minute >= scan->repeat.settle;
    jump(scan, until);
    if (far && cost_repeat_wants_rest(&scan->repeat, &scan->loop) && is_at_rest(scan))
        cost_repeat_rest(&scan->repeat, &scan->loop);
}

/* Whether the month goes on later, the minutes up to there being repeated. */
static bool repeat(scan_t *scan)
{
    cost_loop_t *loop = &scan->loop;
    if (!is_at_rest(scan)) {
        cost_repeat_pass(&scan->repeat, loop->minute);
        return false;
    }
    cost_repeat_rest(&scan->repeat, loop);
    if (!cost_repeat_try(&scan->repeat, loop))
        return false;
    scan->stretch_count = 0;
    add_stretch(scan, loop->minute);
    tell(scan, loop->minute);
    note_alarms(scan);
    note_late(scan, 0, loop->minute);
    note_tasks(scan);
    scan->since = loop->minute - scan->repeat.settle;
    return true;
}

static void scan_month(scan_t *scan)
{
    cost_loop_t *loop = &scan->loop;
    int64_t pause = 1, again = 0;
    while (!loop->failed && loop->minute < loop->minutes.count) {
        const int64_t due = loop->minute >= again && is_still(scan) ? least(find_due(loop), scan->repeat.next) : 0;
        bool quietly = true;
        if (due - loop->minute >= SHORT) {
            const int64_t high = scan->high, low = scan->low, end = find_end(scan, due);
            quietly = end - loop->minute < SHORT;
            if (!quietly)
                jump_and_rest(scan, end);
            scan->high = high; /* as seen; after a jump they are noted anew */
            scan->low = low;
            pause = quietly ? least(2 * pause, PAUSE_MAX) : 1;
            again = quietly ? loop->minute + pause : 0;
        }
        if (loop->minute < loop->minutes.count && !(loop->minute >= scan->repeat.next && repeat(scan)))
            step_minute(scan, quietly);
    }
    tell(scan, loop->minute);
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
static void learn_watch(cost_run_watch_t *out, const cost_run_watch_t *watch)
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
    scan->out = (cost_run_watch_t){.run.above = true, .last.above = true, .needed = INT64_MAX, .delay = INT64_MAX};
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_tracking_t *state = &loop->tracking[i];
        const cost_run_watch_t high = watch_of(&state->points, &state->high);
        learn_watch(&scan->out, &high);
        scan->after_s = greatest(scan->after_s, state->points.after_s);
        if (state->policy->disable_scale_in)
            continue;
        first = first ? first : state;
        scan->alike = scan->alike && are_alike(first->policy, state->policy);
    }
    scan->patient = loop->plan.policy_count && !loop->plan.step_count && !loop->plan.queue && scan->alike;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_tracking_policy_t *policy = &loop->plan.policies[i], *any = &loop->plan.policies[0];
        scan->patient = scan->patient && policy->period_s == COST_MINUTE_S && loop->steps_per_minute == 1 &&
                        policy->publish_delay_s == any->publish_delay_s && policy->metric != COST_TASK_BACKLOG;
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

/* False, with nothing left to clear, when some step had no healthy task though it may not. */
static bool run(cost_status_t *status, cost_loop_result_t *out, const cost_loop_plan_t *plan, bool may_be_unhealthy)
{
    scan_t scan = {.after_s = 0};
    *status = cost_loop_open(&scan.loop, out, plan);
    if (*status)
        return true;
    learn_policies(&scan);
    cost_repeat_open(&scan.repeat, &scan.loop, !scan.patient);
    note_tasks(&scan);
    if (can_jump(&scan.loop))
        scan_month(&scan);
    while (!scan.loop.failed && scan.loop.minute < scan.loop.minutes.count)
        cost_loop_minute(&scan.loop);
    cost_repeat_close(&scan.repeat);
    *status = cost_loop_close(&scan.loop);
    if (!scan.loop.unhealthy || may_be_unhealthy)
        return true;
    cost_loop_result_clear(out);
    return false;
}

cost_status_t cost_scan_run(cost_loop_result_t *out, const cost_loop_plan_t *plan)
{
    cost_loop_plan_t one = *plan;
    cost_status_t status;
    one.policies = cost_loop_is_plan(plan) ? cost_binding_policy(plan) : NULL;
    one.policy_count = 1;
    if (!one.policies || !run(&status, out, &one, false))
        (void)run(&status, out, plan, true);
    return status;
}
