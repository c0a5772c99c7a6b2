#include "libcost/demand/column.h"

#include "libcost/base/alloc.h"

enum { MINUTE = 60, DAY_SECONDS = 86400, GAIN_BITS = 40 };
#define NANO     INT64_C(1000000000)
#define GAIN_ONE ((int64_t)1 << GAIN_BITS)

/* Units x weights so far / whole, rounded, one minute after the other and without a division: every minute adds weight
 * x units / whole with 128 bits behind the point.  What those lack stays below 2^-67 over a whole month, and the exact
 * sum is a multiple of 1 / (2 x whole), whole <= 2^61: so half a unit and 2^-64 to begin with round it exactly. (Growth
 * and events, which make the weights' sum larger, may let a tie go either way.) */
typedef struct {
    uint64_t whole_units;  /* for each weight: in a month of few weights */
    uint64_t high, low;    /* the fraction: x 2^-64, x 2^-128 */
    uint64_t above, below; /* what the minutes so far have not had, likewise */
    int64_t *next;
    int64_t sum;
} spread_t;

typedef struct {
    const cost_demand_t *demand;
    const cost_month_t *month;
    int64_t *week;
    cost_growth_curve_t curve;
    bool daily; /* growth changes within the month */
    spread_t spread;
} maker_t;

/* ---- shares ---- */

/* weight x gain x 2^-40, to the nearest. */
static inline int64_t gained(int64_t weight, int64_t gain)
{
    return (int64_t)(((cost_wide_t)weight * gain + GAIN_ONE / 2) >> GAIN_BITS);
}

static inline void spread_minutes(spread_t *spread, const int64_t *weights, int64_t count, int64_t gain)
{
    const uint64_t high = spread->high, low = spread->low, whole_units = spread->whole_units;
    uint64_t above = spread->above, below = spread->below, sum = (uint64_t)spread->sum;
    int64_t *next = spread->next;
    for (int64_t i = 0; i < count; i++) {
        const uint64_t w = (uint64_t)(gain == GAIN_ONE ? weights[i] : gained(weights[i], gain));
        const cost_uwide_t least = (cost_uwide_t)w * low + below;
        const cost_uwide_t most = (cost_uwide_t)w * high + above + (uint64_t)(least >> 64);
        below = (uint64_t)least;
        above = (uint64_t)most;
        sum += (uint64_t)(most >> 64) + whole_units * w;
        next[i] = (int64_t)sum;
    }
    spread->above = above;
    spread->below = below;
    spread->sum = (int64_t)sum;
    spread->next += count;
}

/* Nearly all minutes have no gain: a loop of their own.  Neither is inlined, so that each has the registers. */
static __attribute__((noinline)) void spread_plain(spread_t *spread, const int64_t *weights, int64_t count)
{
    spread_minutes(spread, weights, count, GAIN_ONE);
}

static __attribute__((noinline)) void spread_gained(spread_t *spread, const int64_t *weights, int64_t count,
                                                    int64_t gain)
{
    spread_minutes(spread, weights, count, gain);
}

static void spread_begin(spread_t *spread, uint64_t units, uint64_t whole, int64_t *prefix)
{
    const cost_uwide_t first = (cost_uwide_t)(units % whole) << 64;
    const cost_uwide_t second = first % whole << 64;
    *spread = (spread_t){.whole_units = units / whole,
                         .high = (uint64_t)(first / whole),
                         .low = (uint64_t)(second / whole),
                         .above = ((uint64_t)1 << 63) + 1,
                         .next = prefix + 1};
    *prefix = 0;
}

/* ---- growth and events ---- */

static int64_t day_of(const maker_t *maker, int64_t minute)
{
    const int64_t at = maker->month->start + minute * MINUTE;
    return at / DAY_SECONDS - (at % DAY_SECONDS < 0);
}

/* The factor of a day x 2^40. */
static bool find_gain(int64_t *gain, const maker_t *maker, int64_t minute)
{
    cost_wide_t factor;
    *gain = GAIN_ONE;
    if (!maker->daily)
        return true;
    if (!cost_growth_of_day(&factor, &maker->curve, day_of(maker, minute)) ||
        factor > (cost_wide_t)COST_GROWTH_ONE * COST_GAIN_MAX)
        return false;
    *gain = (int64_t)(((factor << GAIN_BITS) + COST_GROWTH_ONE / 2) / COST_GROWTH_ONE);
    return true;
}

static int64_t minute_of(const maker_t *maker, int64_t second, bool up)
{
    const int64_t since = second - maker->month->start + (up ? MINUTE - 1 : 0);
    return since / MINUTE - (since % MINUTE < 0);
}

/* The minutes that an event touches, within the month; false without any. */
static bool event_minutes(int64_t *from, int64_t *until, const maker_t *maker, const cost_event_t *event)
{
    *from = minute_of(maker, event->at, false);
    *until = minute_of(maker, cost_event_end(event), true);
    *from = *from > 0 ? *from : 0;
    *until = *until < maker->month->minutes ? *until : maker->month->minutes;
    return *from < *until && cost_event_happens(event);
}

/* Whether an event is on at the minute; *until falls to the next minute at which that changes. */
static bool events_on(int64_t *until, const maker_t *maker, int64_t minute)
{
    bool on = false;
    for (size_t i = 0; i < maker->demand->event_count; i++) {
        int64_t from, past;
        if (!event_minutes(&from, &past, maker, &maker->demand->events[i]) || past <= minute)
            continue;
        const int64_t change = from > minute ? from : past;
        *until = change < *until ? change : *until;
        on = on || from <= minute;
    }
    return on;
}

/* The product of the factors, in 1e-9; false above the limit. */
static bool find_times(int64_t *times, const maker_t *maker, int64_t minute)
{
    cost_wide_t product = COST_EVENT_ONE;
    for (size_t i = 0; i < maker->demand->event_count; i++) {
        const cost_event_t *event = &maker->demand->events[i];
        if (!cost_event_happens(event))
            continue;
        const int64_t factor = cost_event_factor(event, maker->month->start + minute * MINUTE);
        if (factor == COST_EVENT_ONE)
            continue;
        if (!cost_wide_mul_div(&product, product, factor, COST_EVENT_ONE) ||
            product > (cost_wide_t)COST_EVENT_ONE * COST_GAIN_MAX)
            return false;
    }
    *times = (int64_t)product;
    return true;
}

static bool spread_events(maker_t *maker, const int64_t *weights, int64_t from, int64_t until, int64_t gain)
{
    for (int64_t minute = from; minute < until; minute++) {
        int64_t times;
        cost_wide_t factor, weight;
        if (!find_times(&times, maker, minute) || !cost_wide_mul_div(&factor, times, gain, GAIN_ONE) ||
            factor > (cost_wide_t)COST_EVENT_ONE * COST_GAIN_MAX ||
            !cost_wide_mul_div(&weight, weights[minute - from], factor, NANO))
            return false;
        const int64_t multiplied = (int64_t)weight;
        spread_plain(&maker->spread, &multiplied, 1);
        if (maker->spread.sum > COST_COLUMN_MAX)
            return false;
    }
    return true;
}

static bool spread_part(maker_t *maker, const cost_stretch_t *part)
{
    int64_t gain = GAIN_ONE;
    for (int64_t from = part->from, until; from < part->until; from = until) {
        const int64_t *weights = part->weights + (from - part->from);
        until = part->until;
        if (maker->daily) { /* growth steps at 00:00 UTC, which need not be the zone's */
            const int64_t midnight = minute_of(maker, (day_of(maker, from) + 1) * DAY_SECONDS, true);
            until = midnight < until ? midnight : until;
        }
        if (!find_gain(&gain, maker, from))
            return false;
        if (events_on(&until, maker, from)) {
            if (!spread_events(maker, weights, from, until, gain))
                return false;
        } else if (gain == GAIN_ONE) {
            spread_plain(&maker->spread, weights, until - from);
        } else {
            spread_gained(&maker->spread, weights, until - from, gain);
        }
        if (maker->spread.sum > COST_COLUMN_MAX)
            return false;
    }
    return true;
}

/* ---- units and weights ---- */

static int64_t sum_of(const int64_t *weights, int64_t count)
{
    int64_t sum = 0;
    for (int64_t i = 0; i < count; i++)
        sum += weights[i];
    return sum;
}

/* The weights that the units are for. */
static int64_t whole_weight(const maker_t *maker)
{
    cost_stretch_t part = {0};
    int64_t days[7], sum = 0;
    for (int day = 0; day < 7; day++)
        sum += days[day] = sum_of(maker->week + day * COST_DAY_MINUTES, COST_DAY_MINUTES);
    if (maker->demand->basis == COST_DEMAND_WEEK)
        return sum;
    sum = 0;
    while (cost_shape_next(&part, &maker->demand->shape, maker->week, maker->month)) {
        const int64_t count = part.until - part.from;
        sum += count == COST_DAY_MINUTES ? days[(part.weights - maker->week) / COST_DAY_MINUTES]
                                         : sum_of(part.weights, count);
    }
    return sum;
}

/* Units / weight as whole numbers below 2^61. */
static bool begin(maker_t *maker, cost_ratio_t units, int64_t weight, int64_t *prefix)
{
    const int64_t most = ((int64_t)1 << 61) / weight;
    if (units.num < 0 ||
        !cost_wide_mul_div(&units.num, units.num, units.den > most ? most : 1, units.den > most ? units.den : 1))
        return false;
    units.den = units.den > most ? most : units.den;
    if (units.num / units.den > COST_COLUMN_MAX || units.num > INT64_MAX)
        return false;
    spread_begin(&maker->spread, (uint64_t)units.num, (uint64_t)(weight * units.den), prefix);
    return true;
}

/* Growth by months is one factor, for the units. */
static bool grow_units(maker_t *maker, cost_ratio_t *units)
{
    const cost_growth_t *growth = maker->demand->growth;
    cost_wide_t factor;
    *units = cost_ratio(maker->demand->units.num, maker->demand->units.den);
    if (!growth || !growth->rate)
        return true;
    if (!cost_growth_curve(&maker->curve, growth))
        return false;
    maker->daily = growth->kind == COST_GROWTH_DAILY && day_of(maker, maker->month->minutes - 1) > maker->curve.since;
    if (growth->kind == COST_GROWTH_DAILY)
        return true;
    return cost_growth_of_day(&factor, &maker->curve, day_of(maker, 0)) &&
           cost_wide_mul_div(&units->num, units->num, factor, COST_GROWTH_ONE);
}

static bool is_constant(const maker_t *maker)
{
    int64_t until = maker->month->minutes;
    return cost_shape_is_flat(&maker->demand->shape) && !maker->daily && !events_on(&until, maker, 0) &&
           until == maker->month->minutes;
}

/* ---- the column ---- */

static bool fill_run(cost_run_t *run, const maker_t *maker, cost_ratio_t units)
{
    const bool week = maker->demand->basis == COST_DEMAND_WEEK;
    const cost_wide_t per = week ? COST_WEEK_MINUTES : maker->month->minutes;
    cost_wide_t total, den;
    if (units.num < 0 || !cost_wide_mul(&den, per, units.den) ||
        !cost_wide_mul_div_floor(&total, 2 * maker->month->minutes, units.num, den) || total / 2 >= COST_COLUMN_MAX)
        return false;
    *run = (cost_run_t){0, maker->month->minutes, (int64_t)((total + 1) / 2)};
    return true;
}

static cost_status_t make_run(cost_column_t *column, cost_arena_t *arena, const maker_t *maker, cost_ratio_t units)
{
    cost_run_t *run = cost_arena_alloc(arena, sizeof *run);
    if (!run)
        return COST_ERR_MEMORY;
    column->runs = run;
    column->run_count = 1;
    return fill_run(run, maker, units) ? COST_OK : COST_ERR_RANGE;
}

static bool fill_sums(int64_t *prefix, maker_t *maker, cost_ratio_t units)
{
    const cost_demand_t *demand = maker->demand;
    cost_shape_week(maker->week, &demand->shape, maker->month->minutes);
    const int64_t whole = whole_weight(maker);
    if (!whole) /* every day of this month weighs nothing: a month of hours */
        return units.num == 0;
    if (!begin(maker, units, whole, prefix))
        return false;
    cost_stretch_t part = {0};
    while (cost_shape_next(&part, &demand->shape, maker->week, maker->month))
        if (!spread_part(maker, &part))
            return false;
    return true;
}

static cost_status_t make_sums(cost_column_t *column, cost_arena_t *arena, maker_t *maker, cost_ratio_t units)
{
    int64_t *prefix = cost_arena_array(arena, (size_t)maker->month->minutes + 1, sizeof *prefix);
    maker->week = cost_alloc_array(COST_WEEK_MINUTES, sizeof *maker->week);
    cost_status_t status = COST_ERR_MEMORY;
    if (prefix && maker->week)
        status = fill_sums(prefix, maker, units) ? COST_OK : COST_ERR_RANGE;
    cost_free(maker->week);
    column->prefix = prefix;
    return status;
}

cost_status_t cost_column_make(const cost_column_t **out, cost_arena_t *arena, const cost_demand_t *demand,
                               const cost_month_t *month)
{
    maker_t maker = {.demand = demand, .month = month};
    cost_ratio_t units;
    *out = NULL;
    cost_column_t *column = cost_arena_alloc(arena, sizeof *column);
    if (!column)
        return COST_ERR_MEMORY;
    column->minutes = month->minutes;
    if (!grow_units(&maker, &units))
        return COST_ERR_RANGE;
    cost_status_t status =
        is_constant(&maker) ? make_run(column, arena, &maker, units) : make_sums(column, arena, &maker, units);
    if (!status)
        *out = column;
    return status;
}
