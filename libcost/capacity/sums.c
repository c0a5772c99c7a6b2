#include "libcost/capacity/sums.h"

#include "libcost/capacity/binding.h"
#include "libcost/capacity/scan.h"
#include "libcost/capacity/service_state.h"

/* Bits of a word: datapoints that the alarms have seen, then those on their way, then minutes ahead. */
enum { HISTORY = 16, DELAY = 16, AHEAD = 32, STRETCHES = 32, BEARINGS = 64 };

/* What the load of a minute over so many tasks is compared with. */
typedef struct {
    int32_t running, healthy;            /* 0 and 0: nothing */
    int64_t tasks;                       /* the fewest over which a metric is a mean */
    int64_t quiet, low, fewer, capacity; /* not high, low, low enough for fewer, served: the largest that is */
} bearing_t;

/* Minutes from `from` on over the same tasks. */
typedef struct {
    int64_t from;
    bearing_t bears;
} stretch_t;

/* How bits in a row are found: by shifts that add up to one less than are needed. */
enum { ROW_STEPS = 4 };
typedef struct {
    uint8_t shifts[ROW_STEPS];
} row_t;

typedef struct {
    cost_loop_t loop;
    const cost_tracking_policy_t *policy; /* the first; all have its datapoints and delay */
    bool single;
    row_t highs, lows;         /* datapoints in a row that an alarm needs */
    int64_t delay, after_s;    /* from a datapoint to its decision: minutes, and seconds */
    int64_t seen, known;       /* the first minute that the alarms have not seen; that is not in the words */
    uint64_t high, low;        /* bit HISTORY + i: of minute seen + i */
    stretch_t ring[STRETCHES]; /* the newest, by their numbers: at least those of the minutes from `seen` on */
    uint32_t last;
    bearing_t bearings[BEARINGS]; /* of counts that came before, to be found again */
    int64_t in_until_s;           /* the end of the last cooldown of a scale-in */
} sums_t;

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* ---- stretches ---- */

static bool is_of(const bearing_t *bearing, int64_t running, int64_t healthy)
{
    return bearing->running == running && bearing->healthy == healthy;
}

/* Any may be high, all that may scale in have to be low. */
static void learn(bearing_t *out, sums_t *sums, int32_t running, int32_t healthy)
{
    cost_loop_t *loop = &sums->loop;
    *out = (bearing_t){.running = running,
                       .healthy = healthy,
                       .tasks = sums->single ? cost_tracking_capacity(&loop->tracking[0], running, healthy) : healthy,
                       .quiet = INT64_MAX,
                       .low = INT64_MAX,
                       .fewer = INT64_MAX,
                       .capacity = cost_task_capacity(&loop->plan.model, COST_MINUTE_S, healthy)};
    bool voices = false;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_tracking_bounds_t *at = cost_tracking_bounds(&loop->tracking[i], running, healthy);
        out->quiet = least(out->quiet, at->most_quiet);
        if (loop->plan.policies[i].disable_scale_in)
            continue;
        out->low = least(out->low, at->most_low);
        out->fewer = least(out->fewer, at->most_in);
        voices = true;
    }
    if (!voices)
        out->low = -1;
}

static const bearing_t *bearing_of(sums_t *sums, int64_t running, int64_t healthy)
{
    bearing_t *slot = &sums->bearings[(running + 16 * (running - healthy)) & (BEARINGS - 1)];
    if (is_of(slot, running, healthy))
        return slot;
    learn(slot, sums, (int32_t)running, (int32_t)healthy);
    return slot;
}

/* The tasks that run now, from this minute on. */
static const bearing_t *begin_stretch(sums_t *sums)
{
    const cost_tasks_t *tasks = &sums->loop.out->tasks;
    stretch_t *last = &sums->ring[sums->last % STRETCHES];
    if (!is_of(&last->bears, tasks->running, tasks->healthy)) {
        last = &sums->ring[++sums->last % STRETCHES];
        last->from = sums->loop.minute;
        last->bears = *bearing_of(sums, tasks->running, tasks->healthy);
    }
    return &last->bears;
}

static const bearing_t *bearing_at(const sums_t *sums, int64_t minute)
{
    uint32_t i = sums->last;
    while (sums->ring[i % STRETCHES].from > minute)
        i--;
    return &sums->ring[i % STRETCHES].bears;
}

/* As many of the next minutes as there is room for, to `until` at most. */
static void look_ahead(sums_t *sums, const bearing_t *bears, int64_t until)
{
    const int at = (int)(sums->known - sums->seen), count = (int)least(AHEAD, until - sums->known);
    const cost_sides_t sides = cost_minutes_sides(&sums->loop.minutes, sums->known, count, bears->quiet, bears->low);
    sums->high |= sides.high << (HISTORY + at);
    sums->low |= (~sides.above_low & ~UINT64_C(0) >> (64 - count)) << (HISTORY + at);
    sums->known += count;
}

/* The alarms have seen what is before `minute`. */
static inline void see(sums_t *sums, int64_t minute)
{
    sums->high >>= minute - sums->seen;
    sums->low >>= minute - sums->seen;
    sums->seen = minute;
}

/* Tasks change in `minute`: what was looked at from there on is not known any more. */
static inline void forget(sums_t *sums, int64_t minute)
{
    const uint64_t kept = ~(~UINT64_C(0) << (HISTORY + minute - sums->seen));
    sums->high &= kept;
    sums->low &= kept;
    sums->known = minute;
}

/* What in known minutes [from, until) is more than the tasks can serve: more than their capacity, and so
 * high unless that is the lower of the two. */
static inline void lose(sums_t *sums, const bearing_t *bears, int64_t from, int64_t until)
{
    const cost_loop_t *loop = &sums->loop;
    const uint64_t all = ~UINT64_C(0) >> (64 - (until - from));
    const uint64_t high = sums->high >> (HISTORY + from - sums->seen);
    for (uint64_t may = bears->capacity < bears->quiet ? all : high & all; may; may &= may - 1) {
        const int64_t minute = from + __builtin_ctzll(may);
        const int64_t over = cost_minutes_at(&loop->minutes, minute) - bears->capacity;
        if (over <= 0)
            continue;
        loop->out->lost += over;
        loop->out->saturated_minutes++;
        if (loop->plan.served)
            loop->plan.served[minute] = bears->capacity;
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
static inline uint64_t rows(uint64_t bits, row_t row)
{
    for (int step = 0; step < ROW_STEPS; step++)
        bits &= bits << row.shifts[step];
    return bits;
}

static int64_t wanted(const sums_t *sums, size_t policy, const bearing_t *bears, int64_t minute)
{
    const cost_loop_t *loop = &sums->loop;
    const cost_tracking_policy_t *p = &loop->plan.policies[policy];
    const cost_task_load_t at = {p->metric, p->period_s, bears->running, bears->healthy};
    const cost_level_t target = {p->target, cost_task_level_scale(p->metric)};
    return cost_task_wanted(&loop->plan.model, at, cost_minutes_at(&loop->minutes, minute), target,
                            cost_tracking_capacity(&loop->tracking[policy], at.running, at.healthy));
}

/* When the datapoint of a minute decides. */
static int64_t decision_s(const sums_t *sums, int64_t minute)
{
    return (minute + sums->delay + 1) * COST_MINUTE_S + sums->after_s;
}

/* A load that is high only for the fewer tasks that there were. */
static bool is_enough(sums_t *sums, const bearing_t *bears, int64_t minute)
{
    const int64_t desired = sums->loop.desired;
    return bears->running <= desired && !is_of(bears, desired, desired) &&
           cost_minutes_at(&sums->loop.minutes, minute) <= bearing_of(sums, desired, desired)->quiet;
}

static bool is_needed(const sums_t *sums, const bearing_t *bears, int64_t minute)
{
    return bears->tasks >= sums->loop.desired && cost_minutes_at(&sums->loop.minutes, minute) > bears->fewer;
}

/* The count that a single policy's high alarm leads to, and its low one: as in cost_tracking_vote() and _decide(). */
static int64_t count_out(sums_t *sums, const bearing_t *bears, int64_t minute)
{
    const cost_loop_t *loop = &sums->loop;
    if (is_enough(sums, bears, minute))
        return loop->desired;
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
        if (cost_minutes_at(&loop->minutes, m) <= at->most_quiet)
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
    if (!low ? is_enough(sums, bears, minute) : !high && is_needed(sums, bears, minute))
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

/* The first minute before `until` whose datapoint leads to another count, which is *to, or `until`. */
static int64_t find_decision(sums_t *sums, int64_t until, int64_t *to)
{
    const cost_loop_t *loop = &sums->loop;
    const uint64_t within = ~UINT64_C(0) >> (64 - (until - sums->seen));
    const uint64_t highs = sums->high >> HISTORY & within ? rows(sums->high, sums->highs) >> HISTORY : 0;
    uint64_t lows = 0;
    if (sums->low >> HISTORY & within && loop->desired > loop->bounds.min && cost_loop_is_settled(loop))
        lows = rows(sums->low, sums->lows) >> HISTORY;
    if (lows)
        lows &= after_cooldown(sums) & (sums->single ? ~highs : ~UINT64_C(0));
    uint64_t may = ((loop->desired < loop->bounds.max ? highs : 0) | lows) & within;
    for (; may; may &= may - 1) {
        const int i = __builtin_ctzll(may);
        const int64_t minute = sums->seen + i;
        const bearing_t *bears = bearing_at(sums, minute);
        if (!sums->single)
            *to = count_of_all(sums, bears, minute, highs >> i & 1, lows >> i & 1);
        else
            *to = highs >> i & 1 ? count_out(sums, bears, minute) : count_in(sums, bears, minute);
        if (*to != loop->desired)
            return minute;
    }
    return until;
}

/* ---- the month ---- */

static void scale(sums_t *sums, int64_t to, int64_t now_s)
{
    cost_loop_t *loop = &sums->loop;
    loop->failed = loop->failed || !cost_tasks_set(&loop->out->tasks, to, now_s);
    loop->out->event_count++;
    if (sums->single)
        cost_tracking_acted(&loop->tracking[0], loop->desired, to, now_s);
    else
        cost_loop_note_acted(loop, loop->desired, to, now_s);
    sums->in_until_s = 0;
    for (size_t i = 0; i < loop->plan.policy_count; i++)
        if (!loop->plan.policies[i].disable_scale_in)
            sums->in_until_s = greatest(sums->in_until_s, loop->tracking[i].in_until_s);
    loop->desired = to;
}

/* The minute in which tasks or actions are due next. */
static int64_t find_due(const cost_loop_t *loop)
{
    const cost_loop_plan_t *plan = &loop->plan;
    int64_t due = loop->roll.active ? loop->minute + 1 : loop->minutes.count;
    if (loop->next_action < plan->action_count)
        due = least(due, plan->actions[loop->next_action].at_s / COST_MINUTE_S);
    if (loop->out->tasks.next_s < plan->month_seconds)
        due = least(due, (loop->out->tasks.next_s + COST_MINUTE_S - 1) / COST_MINUTE_S);
    return due;
}

/* The minutes up to `due`, in which nothing but a decision changes the tasks; or up to one, with its minute. */
static void run_stretch(sums_t *sums, int64_t due)
{
    cost_loop_t *loop = &sums->loop;
    const bearing_t *bears = begin_stretch(sums);
    for (int64_t to = 0; loop->minute < due;) {
        look_ahead(sums, bears, due);
        const int64_t until = sums->known - sums->delay;
        const int64_t found = until > sums->seen ? find_decision(sums, until, &to) : until;
        const int64_t past = found < until ? found + 1 + sums->delay : sums->known;
        lose(sums, bears, loop->minute, past);
        loop->out->running_minutes += (past - loop->minute) * bears->running;
        loop->minute = past;
        if (found < until) {
            see(sums, found + 1);
            forget(sums, past);
            scale(sums, to, decision_s(sums, found));
            loop->out->running_minutes += loop->out->tasks.running - bears->running; /* at that minute's end */
            return;
        }
        if (until > sums->seen)
            see(sums, until);
    }
}

/* False as soon as no task is healthy. */
static bool run_month(sums_t *sums)
{
    cost_loop_t *loop = &sums->loop;
    cost_tasks_t *tasks = &loop->out->tasks;
    while (!loop->failed && loop->minute < loop->minutes.count) {
        if (loop->next_action < loop->plan.action_count || loop->roll.active)
            cost_loop_act(loop, loop->minute);
        if (loop->minute * COST_MINUTE_S >= tasks->next_s)
            cost_tasks_advance(tasks, loop->minute * COST_MINUTE_S);
        if (!tasks->healthy)
            return false;
        cost_loop_note_running(loop);
        run_stretch(sums, find_due(loop));
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
    for (int64_t minute = 0; one.served && minute < sums.loop.minutes.count; minute++)
        one.served[minute] = cost_minutes_at(&sums.loop.minutes, minute);
    const bool healthy = run_month(&sums);
    const cost_status_t closed = cost_loop_close(&sums.loop);
    if (healthy)
        return closed;
    cost_loop_result_clear(out);
    return cost_scan_run(out, plan);
}
