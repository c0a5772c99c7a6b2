#include "libcost/capacity/sums.h"

#include "libcost/capacity/binding.h"
#include "libcost/capacity/scan.h"
#include "libcost/capacity/service_state.h"

/* Bits of a word: datapoints that the alarms have seen, then those on their way, then minutes ahead. */
enum { HISTORY = 16, DELAY = 16, AHEAD = COST_SIDES_MINUTES, STRETCHES = 64, BEARINGS = 64 };

/* What the load of a minute over so many tasks is compared with. */
typedef struct {
    int32_t running, healthy;  /* 0 and 0: nothing */
    int64_t tasks;             /* the fewest over which a metric is a mean */
    cost_side_bounds_t bounds; /* the largest load that is not high, that is low, that is served */
    int64_t fewer;             /* and that is low enough for fewer tasks */
} bearing_t;

/* Minutes from `from` on over the same tasks; 64 bytes are found fast. */
typedef struct {
    bearing_t bears;
    int64_t from, until; /* as far as is known or planned: the newest has no end */
} stretch_t;

/* How bits in a row are found: by shifts that add up to one less than are needed. */
enum { ROW_STEPS = 4 };
typedef struct {
    uint8_t shifts[ROW_STEPS];
} row_t;

typedef struct {
    cost_loop_t loop;
    /* Minutes as differences: of a load, of which 0 is taken off, or of sums. */
    const int64_t *load, *less;
    int64_t each; /* which of `less`: -1: each minute's own; 0: the first */
    cost_sides_fn *sides;
    const cost_tracking_policy_t *policy; /* the first; all have its datapoints and delay */
    bool single;
    bool busy;              /* among the known minutes there is one that is more than the tasks can serve */
    row_t highs, lows;      /* datapoints in a row that an alarm needs */
    int64_t delay, after_s; /* from a datapoint to its decision: minutes, and seconds */
    int64_t seen, known;    /* the first minute that the alarms have not seen; that is not in the words */
    uint64_t high, low;     /* bit HISTORY + i: of minute seen + i */
    /* By their numbers: those of the minutes that alarms look back to, and those to come while the desired count stays.
     */
    stretch_t ring[STRETCHES];
    uint32_t passing, looking, last; /* of the minute at hand, of `known`, and the newest */
    bearing_t bearings[BEARINGS];    /* of counts that came before, to be found again */
    int64_t settled;                 /* the minute from which on no task is starting */
    int64_t enough;                  /* the load that is not high for the desired count */
    int64_t in_until_s;              /* the end of the last cooldown of a scale-in */
} sums_t;

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static inline int64_t load_of(const sums_t *sums, int64_t minute)
{
    return sums->load[minute] - sums->less[minute & sums->each];
}

static void set_minutes(sums_t *sums)
{
    static const int64_t nothing = 0;
    const cost_minutes_t *minutes = &sums->loop.minutes;
    sums->load = minutes->load ? minutes->load : minutes->prefix + 1;
    sums->less = minutes->load ? &nothing : minutes->prefix;
    sums->each = minutes->load ? 0 : -1;
    sums->sides = cost_minutes_sides(minutes);
}

/* ---- stretches ---- */

static bool is_of(const bearing_t *bearing, int64_t running, int64_t healthy)
{
    return bearing->running == running && bearing->healthy == healthy;
}

/* Any may be high, all that may scale in have to be low. */
__attribute__((noinline)) static void learn(bearing_t *out, sums_t *sums, int32_t running, int32_t healthy)
{
    cost_loop_t *loop = &sums->loop;
    *out = (bearing_t){.running = running,
                       .healthy = healthy,
                       .tasks = sums->single ? cost_tracking_capacity(&loop->tracking[0], running, healthy) : healthy,
                       .bounds = {INT64_MAX, INT64_MAX, cost_task_capacity(&loop->plan.model, COST_MINUTE_S, healthy)},
                       .fewer = INT64_MAX};
    bool voices = false;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_tracking_bounds_t *at = cost_tracking_bounds(&loop->tracking[i], running, healthy);
        out->bounds.high = least(out->bounds.high, at->most_quiet);
        if (loop->plan.policies[i].disable_scale_in)
            continue;
        out->bounds.low = least(out->bounds.low, at->most_low);
        out->fewer = least(out->fewer, at->most_in);
        voices = true;
    }
    if (!voices)
        out->bounds.low = -1;
}

static inline const bearing_t *bearing_of(sums_t *sums, int64_t running, int64_t healthy)
{
    bearing_t *slot = &sums->bearings[(running + 16 * (running - healthy)) & (BEARINGS - 1)];
    if (is_of(slot, running, healthy))
        return slot;
    learn(slot, sums, (int32_t)running, (int32_t)healthy);
    return slot;
}

#define INLINE __attribute__((always_inline)) static inline

INLINE stretch_t *stretch(sums_t *sums, uint32_t number)
{
    return &sums->ring[number % STRETCHES];
}

INLINE void begin_stretch(sums_t *sums, int64_t from, int64_t running, int64_t healthy)
{
    stretch_t *last = stretch(sums, sums->last);
    if (is_of(&last->bears, running, healthy))
        return;
    last->until = from;
    last = stretch(sums, ++sums->last);
    last->bears = *bearing_of(sums, running, healthy);
    last->from = from;
    last->until = INT64_MAX;
}

/* The minute that begins at that second or next. */
static int64_t minute_at(int64_t second)
{
    return (int64_t)((uint64_t)(second + COST_MINUTE_S - 1) / COST_MINUTE_S);
}

/* Whether all batches were launched together; none were. */
static bool are_one(const cost_tasks_t *tasks)
{
    for (size_t i = 1; i < tasks->batch_count; i++)
        if (tasks->batches[i].pull_s != tasks->batches[0].pull_s)
            return false;
    return true;
}

/* The tasks of the minutes from now on while the desired count stays: up to `due`, or as far as it is simple. */
static int64_t plan_stretches(sums_t *sums, int64_t due)
{
    const cost_tasks_t *tasks = &sums->loop.out->tasks;
    const int64_t now = sums->loop.minute;
    begin_stretch(sums, now, tasks->running, tasks->healthy);
    sums->passing = sums->looking = sums->last;
    sums->settled = now;
    if (!tasks->batch_count)
        return due;
    if (!are_one(tasks)) {
        sums->settled = tasks->starting ? due : now;
        return least(due, minute_at(tasks->next_s));
    }
    const int64_t run = minute_at(tasks->batches->running_s), serve = minute_at(tasks->batches->healthy_s);
    const int64_t all = tasks->running + tasks->starting;
    if (now < run)
        sums->settled = run;
    if (now < run && run < serve && run < due)
        begin_stretch(sums, run, all, tasks->healthy);
    if (now < serve && serve < due)
        begin_stretch(sums, serve, all, all);
    return due;
}

static const bearing_t *bearing_at(const sums_t *sums, int64_t minute)
{
    uint32_t i = sums->last;
    while (sums->ring[i % STRETCHES].from > minute)
        i--;
    return &sums->ring[i % STRETCHES].bears;
}

/* The bits of the minutes before the `count`-th. */
static inline uint64_t first_bits(int64_t count)
{
    return ~UINT64_C(0) >> (64 - count);
}

/* As many of the next minutes as there is room for, to `until` at most: one by one until the tasks stay as they are. */
static inline void look_ahead(sums_t *sums, int64_t until)
{
    const stretch_t *of = stretch(sums, sums->looking);
    const int64_t end = least(until, sums->known + AHEAD), last = sums->loop.minutes.count - AHEAD;
    int64_t known = sums->known;
    uint64_t high = 0, low = 0;
    bool busy = false;
    for (; known < end; known++) {
        if (known == of->until)
            of = stretch(sums, ++sums->looking);
        if (of->until > end && known <= last)
            break;
        const int64_t load = load_of(sums, known);
        high |= (uint64_t)(load > of->bears.bounds.high) << (known - sums->known);
        low |= (uint64_t)(load <= of->bears.bounds.low) << (known - sums->known);
        busy = busy || load > of->bears.bounds.most;
    }
    if (known < end) {
        const cost_sides_t sides =
            sums->sides(sums->load + known, sums->less + (known & sums->each), &of->bears.bounds);
        const uint64_t bits = first_bits(end - known);
        busy = busy || sides.above_most;
        high |= (sides.above_high & bits) << (known - sums->known);
        low |= (~(uint64_t)sides.above_low & bits) << (known - sums->known);
    }
    const int at = HISTORY + (int)(sums->known - sums->seen);
    sums->high |= high << at;
    sums->low |= low << at;
    sums->known = end;
    sums->busy = busy;
}

/* The alarms have seen what is before `minute`. */
static inline void see(sums_t *sums, int64_t minute)
{
    sums->high >>= minute - sums->seen;
    sums->low >>= minute - sums->seen;
    sums->seen = minute;
}

/* Tasks change in `minute`: what was looked at and planned from there on is not known any more. */
static inline void forget(sums_t *sums, int64_t minute)
{
    const uint64_t kept = ~(~UINT64_C(0) << (HISTORY + minute - sums->seen));
    sums->high &= kept;
    sums->low &= kept;
    sums->known = minute;
    while (stretch(sums, sums->last)->from >= minute)
        sums->last--;
    stretch(sums, sums->last)->until = INT64_MAX;
}

/* What in the minutes up to `until` is more than the tasks can serve. */
static void lose(sums_t *sums, int64_t until)
{
    const cost_loop_t *loop = &sums->loop;
    for (int64_t minute = loop->minute; minute < until; minute++) {
        const int64_t load = load_of(sums, minute), capacity = bearing_at(sums, minute)->bounds.most;
        if (load <= capacity)
            continue;
        loop->out->lost += load - capacity;
        loop->out->saturated_minutes++;
        if (loop->plan.served)
            loop->plan.served[minute] = capacity;
    }
}

/* ---- what the policy wants ---- */

static row_t row_of(int32_t needed)
{
    row_t row = {{0}};
    for (int32_t have = 1, step = 0; have < needed; step++) {
        row.shifts[step] = (uint8_t)least(have, needed - have);
        have += row.shifts[step];
    }
    return row;
}

/* The bits that end so many in a row: of twice as many after each step. */
static inline uint64_t rows(uint64_t bits, const row_t *row)
{
    bits &= bits << row->shifts[0];
    bits &= bits << row->shifts[1];
    bits &= bits << row->shifts[2];
    return bits & bits << row->shifts[3];
}

static int64_t wanted_by_metric(const sums_t *sums, size_t policy, const bearing_t *bears, int64_t load)
{
    const cost_tracking_policy_t *p = &sums->loop.plan.policies[policy];
    const cost_task_load_t at = {p->metric, p->period_s, bears->running, bears->healthy};
    const cost_level_t target = {p->target, cost_task_level_scale(p->metric)};
    return cost_task_wanted(&sums->loop.plan.model, at, load, target,
                            cost_tracking_capacity(&sums->loop.tracking[policy], at.running, at.healthy));
}

static inline int64_t wanted(const sums_t *sums, size_t policy, const bearing_t *bears, int64_t minute)
{
    const cost_tracking_policy_t *p = &sums->loop.plan.policies[policy];
    const int64_t load = load_of(sums, minute);
    if (p->metric == COST_TASK_REQUESTS && load < COST_TASK_NARROW_LOAD)
        return cost_task_wanted_narrow(&sums->loop.plan.model, load, p->target);
    return wanted_by_metric(sums, policy, bears, load);
}

/* When the datapoint of a minute decides. */
static int64_t decision_s(const sums_t *sums, int64_t minute)
{
    return (minute + sums->delay + 1) * COST_MINUTE_S + sums->after_s;
}

/* A load that is not high for the desired count, though it may have been for the tasks that there were, wants no more:
 * fewer tasks want what they lack, and more would be high for it only if fewer were. */
static inline bool is_enough(const sums_t *sums, int64_t minute)
{
    return load_of(sums, minute) <= sums->enough;
}

static bool is_needed(const sums_t *sums, const bearing_t *bears, int64_t minute)
{
    return bears->tasks >= sums->loop.desired && load_of(sums, minute) > bears->fewer;
}

/* The count that a single policy's high alarm leads to, and its low one: as in cost_tracking_vote() and _decide(). */
static int64_t count_out(const sums_t *sums, const bearing_t *bears, int64_t minute)
{
    const cost_loop_t *loop = &sums->loop;
    const int64_t want = wanted(sums, 0, bears, minute), to = least(want, loop->bounds.max);
    const cost_tracking_t *state = &loop->tracking[0];
    const bool held = decision_s(sums, minute) < state->out_until_s && want <= state->out_to;
    return held ? loop->desired : greatest(to, loop->desired);
}

static int64_t count_in(const sums_t *sums, const bearing_t *bears, int64_t minute)
{
    const int64_t desired = sums->loop.desired;
    if (is_needed(sums, bears, minute))
        return desired;
    return least(greatest(wanted(sums, 0, bears, minute), sums->loop.bounds.min), desired);
}

/* Some policy was high in each of the minutes that an alarm needs: was it this one? */
static bool is_high(const sums_t *sums, size_t policy, int64_t minute)
{
    const cost_loop_t *loop = &sums->loop;
    for (int64_t m = minute; m > minute - sums->policy->high_datapoints; m--) {
        const bearing_t *bears = bearing_at(sums, m);
        const cost_tracking_bounds_t *at =
            cost_tracking_bounds(&loop->tracking[policy], bears->running, bears->healthy);
        if (load_of(sums, m) <= at->most_quiet)
            return false;
    }
    return true;
}

static cost_vote_t vote_of(const sums_t *sums, size_t policy, int64_t minute, bool high, bool low)
{
    const cost_tracking_t *state = &sums->loop.tracking[policy];
    const bearing_t *bears = bearing_at(sums, minute);
    const int64_t now_s = decision_s(sums, minute);
    cost_vote_t vote = {.signal = COST_SIGNAL_OK, .never_in = state->policy->disable_scale_in};
    if (high && is_high(sums, policy, minute)) {
        vote.signal = COST_SIGNAL_HIGH;
        vote.want = wanted(sums, policy, bears, minute);
        vote.held = now_s < state->out_until_s && vote.want <= state->out_to;
    } else if (low && !vote.never_in) {
        vote.signal = COST_SIGNAL_LOW;
        vote.held = now_s < state->in_until_s;
        vote.want = vote.held ? 0 : wanted(sums, policy, bears, minute);
    }
    return vote;
}

/* Of several policies; `high` says that some may be, `low` that all are that may scale in. */
static int64_t count_of_all(sums_t *sums, const bearing_t *bears, int64_t minute, bool high, bool low)
{
    const cost_loop_t *loop = &sums->loop;
    const size_t count = loop->plan.policy_count;
    if (low && !high && is_needed(sums, bears, minute))
        return loop->desired;
    for (size_t i = 0; i < count; i++)
        loop->votes[i] = vote_of(sums, i, minute, high, low);
    return cost_tracking_decide(loop->votes, count, loop->desired, loop->bounds, low);
}

/* Of the minutes from `seen` on those at which no cooldown keeps the low alarms from acting. */
static uint64_t after_cooldown(const sums_t *sums)
{
    const int64_t lacking_s = sums->in_until_s - decision_s(sums, sums->seen);
    const int64_t minutes = lacking_s > 0 ? (lacking_s + COST_MINUTE_S - 1) / COST_MINUTE_S : 0;
    return minutes < 64 ? ~UINT64_C(0) << minutes : 0;
}

/* Of the minutes from `seen` on those whose decision comes while no task is starting. */
static uint64_t while_settled(const sums_t *sums)
{
    const int64_t minutes = sums->settled - sums->delay - sums->seen;
    if (minutes <= 0)
        return ~UINT64_C(0);
    return minutes < 64 ? ~UINT64_C(0) << minutes : 0;
}

/* Past the first minute before `until` whose datapoint leads to another count, which is *to; or `until`. */
static int64_t find_decision(sums_t *sums, int64_t until, int64_t *to)
{
    const cost_loop_t *loop = &sums->loop;
    const uint64_t within = first_bits(until - sums->seen);
    const uint64_t highs = sums->high >> HISTORY & within ? rows(sums->high, &sums->highs) >> HISTORY : 0;
    uint64_t lows = 0;
    if (sums->low >> HISTORY & within && loop->desired > loop->bounds.min && !loop->roll.active)
        lows = rows(sums->low, &sums->lows) >> HISTORY;
    if (lows)
        lows &= after_cooldown(sums) & while_settled(sums) & (sums->single ? ~highs : ~UINT64_C(0));
    uint64_t may = ((loop->desired < loop->bounds.max ? highs : 0) | lows) & within;
    for (; may; may &= may - 1) {
        const int i = __builtin_ctzll(may);
        const int64_t minute = sums->seen + i;
        if (!(lows >> i & 1) && is_enough(sums, minute))
            continue;
        const bearing_t *bears = bearing_at(sums, minute);
        if (!sums->single)
            *to = count_of_all(sums, bears, minute, highs >> i & 1, lows >> i & 1);
        else
            *to = highs >> i & 1 ? count_out(sums, bears, minute) : count_in(sums, bears, minute);
        if (*to != loop->desired)
            return minute + 1;
    }
    return until;
}

/* ---- the month ---- */

/* What has started by the minute's beginning runs. */
static inline void bring_up(cost_tasks_t *tasks, int64_t minute)
{
    if (minute * COST_MINUTE_S >= tasks->next_s)
        cost_tasks_advance(tasks, minute * COST_MINUTE_S);
}

/* Cooldowns begin. */
static inline void note_acted(sums_t *sums, int64_t to, int64_t now_s)
{
    cost_loop_t *loop = &sums->loop;
    if (sums->single) {
        cost_tracking_acted(&loop->tracking[0], loop->desired, to, now_s);
        sums->in_until_s = loop->tracking[0].in_until_s;
        return;
    }
    cost_loop_note_acted(loop, loop->desired, to, now_s);
    sums->in_until_s = 0;
    for (size_t i = 0; i < loop->plan.policy_count; i++)
        if (!loop->plan.policies[i].disable_scale_in)
            sums->in_until_s = greatest(sums->in_until_s, loop->tracking[i].in_until_s);
}

/* In the minute that is over. */
static void scale(sums_t *sums, int64_t to, int64_t now_s)
{
    cost_loop_t *loop = &sums->loop;
    cost_tasks_t *tasks = &loop->out->tasks;
    loop->out->running_minutes -= tasks->running;
    loop->failed = loop->failed || !cost_tasks_set(tasks, to, now_s);
    loop->out->running_minutes += tasks->running; /* at that minute's end */
    loop->out->event_count++;
    note_acted(sums, to, now_s);
    loop->desired = to;
    sums->enough = bearing_of(sums, to, to)->bounds.high;
}

/* The minute in which an action is due next. */
static int64_t find_due(const cost_loop_t *loop)
{
    const cost_loop_plan_t *plan = &loop->plan;
    const int64_t due = loop->roll.active ? loop->minute + 1 : loop->minutes.count;
    if (loop->next_action == plan->action_count)
        return due;
    return least(due, plan->actions[loop->next_action].at_s / COST_MINUTE_S);
}

static inline void note_running(cost_loop_result_t *out, int64_t running, int64_t minutes)
{
    out->running_minutes += minutes * running;
    out->running_least = least(out->running_least, running);
    out->running_most = greatest(out->running_most, running);
}

/* Known minutes up to `until` are over. */
static inline void pass(sums_t *sums, int64_t until)
{
    cost_loop_t *loop = &sums->loop;
    const stretch_t *at = stretch(sums, sums->passing);
    if (sums->busy)
        lose(sums, until);
    while (at->until <= until) {
        note_running(loop->out, at->bears.running, at->until - loop->minute);
        loop->minute = at->until;
        at = stretch(sums, ++sums->passing);
    }
    note_running(loop->out, at->bears.running, until - loop->minute);
    loop->minute = until;
}

/* At its minimum a service with one policy waits for a high minute.  What lies before it makes no difference: it leads
 * to nothing, and the high one ends all rows of low ones. */
static inline bool may_skip(const sums_t *sums)
{
    return !sums->high && sums->single && sums->loop.desired == sums->loop.bounds.min && sums->passing == sums->last;
}

static void skip(sums_t *sums, int64_t due)
{
    cost_loop_t *loop = &sums->loop;
    const bearing_t *bears = &stretch(sums, sums->passing)->bears;
    const cost_bound_t busy = {least(least(bears->bounds.high, bears->bounds.most), COST_BOUND_NEVER), true};
    const int64_t until = cost_minutes_find(&loop->minutes, loop->minute, due, busy);
    note_running(loop->out, bears->running, until - loop->minute);
    loop->minute = sums->known = sums->seen = until;
    sums->looking = sums->passing;
    sums->low = 0;
}

/* The minutes up to `due`, in which nothing but a decision changes the desired count; or up to one, with its minute. */
static void run_span(sums_t *sums, int64_t due)
{
    cost_loop_t *loop = &sums->loop;
    int64_t to = loop->desired;
    while (loop->minute < due && to == loop->desired) {
        if (may_skip(sums))
            skip(sums, due);
        if (loop->minute == due)
            break;
        look_ahead(sums, due);
        const int64_t until = sums->known - sums->delay;
        const int64_t seen = until > sums->seen ? find_decision(sums, until, &to) : sums->seen;
        pass(sums, to == loop->desired ? sums->known : seen + sums->delay);
        see(sums, seen);
    }
    bring_up(&loop->out->tasks, loop->minute - 1);
    if (to != loop->desired) {
        forget(sums, loop->minute);
        scale(sums, to, loop->minute * COST_MINUTE_S + sums->after_s);
    }
}

/* False as soon as no task is healthy. */
static bool run_month(sums_t *sums)
{
    cost_loop_t *loop = &sums->loop;
    cost_tasks_t *tasks = &loop->out->tasks;
    sums->enough = bearing_of(sums, loop->desired, loop->desired)->bounds.high;
    stretch(sums, 0)->until = INT64_MAX;
    while (!loop->failed && loop->minute < loop->minutes.count) {
        if (loop->next_action < loop->plan.action_count || loop->roll.active)
            cost_loop_act(loop, loop->minute);
        bring_up(tasks, loop->minute);
        if (!tasks->healthy)
            return false;
        run_span(sums, plan_stretches(sums, find_due(loop)));
    }
    loop->out->served = cost_minutes_sum(&loop->minutes, 0, loop->minutes.count) - loop->out->lost;
    return true;
}

static bool fits_policy(const cost_tracking_policy_t *policy, const cost_tracking_policy_t *first)
{
    return policy->metric != COST_TASK_BACKLOG && policy->period_s == COST_MINUTE_S &&
           policy->high_datapoints <= HISTORY && policy->low_datapoints <= HISTORY &&
           policy->publish_delay_s < DELAY * COST_MINUTE_S && policy->high_datapoints == first->high_datapoints &&
           policy->low_datapoints == first->low_datapoints && policy->publish_delay_s == first->publish_delay_s;
}

bool cost_sums_fits(const cost_loop_plan_t *plan)
{
    bool fits = cost_loop_is_plan(plan) && plan->policy_count && !plan->step_count && !plan->queue &&
                !plan->predictive && plan->bounds.min > 0 && (plan->load || plan->column->prefix);
    for (size_t i = 0; fits && i < plan->action_count; i++)
        fits = plan->actions[i].kind != COST_LOOP_BOUNDS;
    for (size_t i = 0; fits && i < plan->policy_count; i++)
        fits = fits_policy(&plan->policies[i], &plan->policies[0]);
    return fits;
}

cost_status_t cost_sums_run(cost_loop_result_t *out, const cost_loop_plan_t *plan)
{
    cost_loop_plan_t one = *plan;
    if (!cost_sums_fits(plan))
        return cost_scan_run(out, plan);
    const cost_tracking_policy_t *binding = cost_binding_policy(plan);
    if (binding) {
        one.policies = binding;
        one.policy_count = 1;
    }
    sums_t sums = {.policy = one.policies,
                   .single = one.policy_count == 1,
                   .highs = row_of(one.policies->high_datapoints),
                   .lows = row_of(one.policies->low_datapoints),
                   .delay = one.policies->publish_delay_s / COST_MINUTE_S,
                   .after_s = one.policies->publish_delay_s % COST_MINUTE_S};
    const cost_status_t status = cost_loop_open(&sums.loop, out, &one);
    if (status)
        return status;
    out->tasks.sums_only = true;
    set_minutes(&sums);
    for (int64_t minute = 0; one.served && minute < sums.loop.minutes.count; minute++)
        one.served[minute] = load_of(&sums, minute);
    const bool healthy = run_month(&sums);
    const cost_status_t closed = cost_loop_close(&sums.loop);
    if (healthy)
        return closed;
    cost_loop_result_clear(out);
    return cost_scan_run(out, plan);
}
