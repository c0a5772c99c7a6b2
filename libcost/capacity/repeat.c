#include "libcost/capacity/repeat.h"

#include "libcost/base/alloc.h"

enum {
    DAY_MINUTES = 1440,
    WEEK_DAYS = 7,
    RESTS_A_DAY = 12,
    PAUSE_FIRST = 3,
    PAUSE_TIMES = 4,
    MISSES_MAX = 6,
    SIGHTS_MAX = 1024,
    NEAR = 1000
};
/* It is worth while if of so many minutes one was not jumped over: a margin's minutes cost about what a search costs.
 */
enum { SPARSE = 64 };

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* loop->failed: there is no room for one more. */
static void *room_for(cost_loop_t *loop, void *array, size_t *capacity, size_t count, size_t size)
{
    void *room = cost_alloc_room(array, capacity, count, size);
    loop->failed = loop->failed || !room;
    return room;
}

void cost_repeat_open(cost_repeat_t *repeat, const cost_loop_t *loop, bool off)
{
    const cost_loop_plan_t *plan = &loop->plan;
    const int64_t day = plan->day_minutes ? plan->day_minutes : DAY_MINUTES;
    *repeat = (cost_repeat_t){.next = INT64_MAX};
    repeat->periods[0].minutes = WEEK_DAYS * day;
    repeat->periods[1].minutes = day;
    repeat->on = !off && day > 0 && !plan->predictive && plan->policy_count <= COST_REST_POLICIES &&
                 plan->provider_count <= COST_REST_PROVIDERS && (loop->minutes.load || loop->minutes.prefix);
    for (size_t i = 0; i < plan->policy_count; i++) {
        const cost_tracking_policy_t *policy = &plan->policies[i];
        const int64_t datapoints = greatest(policy->high_datapoints, policy->low_datapoints);
        repeat->settle =
            greatest(repeat->settle, 1 + datapoints + policy->look_back + loop->tracking[i].points.delay_steps);
    }
}

void cost_repeat_close(cost_repeat_t *repeat)
{
    cost_free(repeat->rests);
    cost_free(repeat->pieces);
    cost_free(repeat->sights);
    cost_free(repeat->margins.list);
}

/* ---- what was seen ---- */

bool cost_repeat_make_room(cost_repeat_t *repeat, cost_loop_t *loop)
{
    const size_t first = repeat->rests[repeat->rest_count - 1].sights, most = first + SIGHTS_MAX;
    if (repeat->sight_count == most) { /* never at rest: not worth its memory */
        repeat->open = false;
        repeat->sight_count = first;
        return false;
    }
    void *array = room_for(loop, repeat->sights, &repeat->sight_capacity, repeat->sight_count, sizeof *repeat->sights);
    if (!array)
        return false;
    repeat->sights = array;
    repeat->sight_limit = repeat->sight_capacity < most ? repeat->sight_capacity : most;
    return true;
}

/* ---- rests ---- */

static void add_piece(cost_repeat_t *repeat, cost_loop_t *loop, int64_t minute, size_t rest)
{
    void *array = room_for(loop, repeat->pieces, &repeat->piece_capacity, repeat->piece_count, sizeof *repeat->pieces);
    if (!array)
        return;
    repeat->pieces = array;
    repeat->pieces[repeat->piece_count++] = (cost_piece_t){minute, rest};
}

/* Whether most days of the first week come to about the same as those of the second: within a thousandth, and a unit
 * for a minute.  A growth of a hundredth a month is more, and enough that hardly a piece fits. */
static bool are_weeks_near(const cost_repeat_t *repeat, const cost_loop_t *loop)
{
    const int64_t week = repeat->periods[0].minutes, day = repeat->periods[1].minutes;
    int near = 0;
    if (loop->minutes.count < 2 * week) /* nobody knows */
        return true;
    for (int64_t from = 0; from < week; from += day) {
        const int64_t a = cost_minutes_sum(&loop->minutes, from, from + day);
        const int64_t b = cost_minutes_sum(&loop->minutes, from + week, from + week + day);
        near += greatest(a, b) - least(a, b) <= day + a / NEAR;
    }
    return near > WEEK_DAYS / 2;
}

/* From one rest to the next, long enough. */
bool cost_repeat_wants_rest(cost_repeat_t *repeat, const cost_loop_t *loop)
{
    if (!repeat->on || repeat->steps * SPARSE < loop->minute - loop->out->repeated_minutes)
        return false;
    if (!repeat->rest_count)
        return repeat->on = are_weeks_near(repeat, loop);
    return loop->minute - repeat->rests[repeat->rest_count - 1].minute >= repeat->periods[1].minutes / RESTS_A_DAY;
}

static void begin_piece(cost_repeat_t *repeat, cost_loop_t *loop)
{
    const int32_t tasks = (int32_t)loop->desired;
    void *array = room_for(loop, repeat->rests, &repeat->rest_capacity, repeat->rest_count, sizeof *repeat->rests);
    if (!array)
        return;
    repeat->rests = array;
    cost_rest_t *rest = &repeat->rests[repeat->rest_count++];
    *rest = cost_rest_of(loop);
    rest->sights = repeat->sight_count;
    repeat->sight = (cost_sight_t){loop->minute - repeat->settle, tasks, tasks, tasks, false};
    repeat->sight_limit = repeat->sight_count;
    repeat->open = true;
    cost_repeat_add_sight(repeat, loop, false);
}

void cost_repeat_rest(cost_repeat_t *repeat, cost_loop_t *loop)
{
    const cost_rest_t *last = repeat->rest_count ? &repeat->rests[repeat->rest_count - 1] : NULL;
    if (last && last->minute == loop->minute)
        return;
    if (last && repeat->open)
        add_piece(repeat, loop, last->minute, repeat->rest_count - 1);
    begin_piece(repeat, loop);
    cost_repeat_pass(repeat, loop->minute - 1);
}

/* ---- repeating ---- */

static bool are_loads_alike(cost_repeat_t *repeat, cost_loop_t *loop, cost_rest_t *rest)
{
    cost_margins_t *margins = &repeat->margins;
    const int64_t from = rest->minute - repeat->settle, later = loop->minute - rest->minute;
    if (rest->margin_count)
        return cost_margins_hold(&loop->minutes, &margins->list[rest->margins], rest->margin_count, from, later);
    rest->margins = margins->count;
    const bool alike = cost_margins_learn(margins, loop, &repeat->sights[rest->sights], rest[1].sights - rest->sights,
                                          from, rest[1].minute, later);
    rest->margin_count = margins->count - rest->margins;
    return alike;
}

/* The piece that began so much earlier, unless it is to be left out. */
static const cost_piece_t *piece_before(cost_repeat_t *repeat, cost_repeat_period_t *period, int64_t minute)
{
    while (period->at < repeat->piece_count && repeat->pieces[period->at].minute + period->minutes < minute)
        period->at++;
    const cost_piece_t *piece = period->at < repeat->piece_count ? &repeat->pieces[period->at] : NULL;
    return piece && piece->minute + period->minutes == minute && period->at >= period->again ? piece : NULL;
}

static bool repeat_one(cost_repeat_t *repeat, cost_loop_t *loop)
{
    const cost_rest_t now = cost_rest_of(loop);
    for (int i = 0; i < COST_REPEAT_PERIODS; i++) {
        cost_repeat_period_t *period = &repeat->periods[i];
        const cost_piece_t *piece = piece_before(repeat, period, now.minute);
        if (!piece)
            continue;
        const size_t place = piece->rest;
        cost_rest_t *rest = &repeat->rests[place];
        if (cost_rest_is_alike(rest, &now, loop) && are_loads_alike(repeat, loop, rest)) {
            cost_rest_repeat(loop, rest, repeat->sights);
            add_piece(repeat, loop, now.minute, place);
            period->pause = 0;
            repeat->misses = 0;
            return true;
        }
        period->again = period->at + 1 + period->pause;
        period->pause = PAUSE_TIMES * period->pause + PAUSE_FIRST;
        repeat->misses++;
    }
    return false;
}

bool cost_repeat_try(cost_repeat_t *repeat, cost_loop_t *loop)
{
    const int64_t minute = loop->minute;
    while (!loop->failed && repeat_one(repeat, loop))
        continue;
    if (repeat->misses >= MISSES_MAX)
        repeat->on = repeat->open = false;
    else if (loop->minute > minute)
        begin_piece(repeat, loop);
    cost_repeat_pass(repeat, loop->minute);
    return loop->minute > minute;
}

void cost_repeat_pass(cost_repeat_t *repeat, int64_t minute)
{
    repeat->next = INT64_MAX;
    for (int i = 0; repeat->on && i < COST_REPEAT_PERIODS; i++) {
        cost_repeat_period_t *period = &repeat->periods[i];
        while (period->at < repeat->piece_count &&
               (period->at < period->again || repeat->pieces[period->at].minute + period->minutes <= minute))
            period->at++;
        if (period->at < repeat->piece_count && repeat->pieces[period->at].minute + period->minutes < repeat->next)
            repeat->next = repeat->pieces[period->at].minute + period->minutes;
    }
}
