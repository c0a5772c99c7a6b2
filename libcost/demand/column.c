#include "libcost/demand/column.h"

#include <string.h>

#include "libcost/base/alloc.h"

enum { MINUTE = 60, DAY_SECONDS = 86400, GAIN_BITS = 40, POINT_BITS = 61, POINT_LEAST = 8, PAIR = 2 };
#define NANO          INT64_C(1000000000)
#define GAIN_ONE      ((int64_t)1 << GAIN_BITS)
#define FAST_GAIN_MAX (4 * GAIN_ONE)

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

/* The same for a week at once, with `bits` behind the point and less: nearly every minute of a month is one addition
 * to it.  Minutes that are too near to a half for that are left to spread_t, with the rest of their day. */
typedef struct {
    uint64_t *sums;      /* until minute i of the week */
    int bits;            /* 0: not to be had */
    uint64_t per_weight; /* one weight's, rounded up */
    int64_t days[7];     /* weights of a day */
} table_t;

typedef struct {
    const cost_demand_t *demand;
    const cost_month_t *month;
    int64_t *week;
    cost_growth_curve_t curve;
    bool daily; /* growth changes within the month */
    spread_t spread;
    table_t table;
} maker_t;

/* ---- shares ---- */

/* weight x gain x 2^-40, to the nearest. */
static inline cost_wide_t gained(int64_t weight, int64_t gain)
{
    return ((cost_wide_t)weight * gain + GAIN_ONE / 2) >> GAIN_BITS;
}

static inline void spread_weight(spread_t *spread, uint64_t weight)
{
    const cost_uwide_t least = (cost_uwide_t)weight * spread->low + spread->below;
    const cost_uwide_t most = (cost_uwide_t)weight * spread->high + spread->above + (uint64_t)(least >> 64);
    spread->below = (uint64_t)least;
    spread->above = (uint64_t)most;
    spread->sum = (int64_t)((uint64_t)spread->sum + (uint64_t)(most >> 64) + spread->whole_units * weight);
}

/* A gain is for what the stretch has had so far, so that its rounding does not add up. */
static void spread_minutes(spread_t *into, const int64_t *weights, int64_t count, int64_t gain)
{
    spread_t spread = *into;
    int64_t so_far = 0;
    cost_wide_t before = 0;
    for (int64_t i = 0; i < count; i++) {
        so_far += weights[i];
        const cost_wide_t past = gain == GAIN_ONE ? so_far : gained(so_far, gain);
        spread_weight(&spread, (uint64_t)(past - before));
        before = past;
        spread.next[i] = spread.sum;
    }
    spread.next += count;
    *into = spread;
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

/* ---- the same by the week ---- */

typedef uint64_t pair_t __attribute__((vector_size(16)));

static pair_t load(const uint64_t *from)
{
    pair_t pair;
    memcpy(&pair, from, sizeof pair);
    return pair;
}

static inline pair_t add_pair(int64_t *next, const uint64_t *sums, uint64_t low, uint64_t high, int bits)
{
    const pair_t sum = load(sums), whole = (sum + low) >> bits;
    memcpy(next, &whole, sizeof whole);
    return (sum + low) ^ (sum + high);
}

/* next[i] = sums[i] + low without its `bits`; not 0 where + high would give another. */
static uint64_t add_sums(int64_t *next, const uint64_t *sums, int64_t count, uint64_t low, uint64_t high, int bits)
{
    pair_t differ = {0};
    int64_t i = 0;
    for (; i + 4 * PAIR <= count; i += 4 * PAIR) { /* by hand: -O2 unrolls nothing */
        differ |= add_pair(next + i, sums + i, low, high, bits);
        differ |= add_pair(next + i + PAIR, sums + i + PAIR, low, high, bits);
        differ |= add_pair(next + i + 2 * PAIR, sums + i + 2 * PAIR, low, high, bits);
        differ |= add_pair(next + i + 3 * PAIR, sums + i + 3 * PAIR, low, high, bits);
    }
    uint64_t any = differ[0] | differ[1];
    for (; i < count; i++) {
        any |= (sums[i] + low) ^ (sums[i] + high);
        next[i] = (int64_t)((sums[i] + low) >> bits);
    }
    return any >> bits;
}

static uint64_t add_gained(int64_t *next, const uint64_t *sums, uint64_t from, int64_t count, int64_t gain,
                           const uint64_t range[2], int bits)
{
    uint64_t any = 0;
    for (int64_t i = 0; i < count; i++) {
        const uint64_t more = (uint64_t)((cost_uwide_t)(sums[i] - from) * (uint64_t)gain >> GAIN_BITS);
        any |= (more + range[0]) ^ (more + range[1]);
        next[i] = (int64_t)((more + range[0]) >> bits);
    }
    return any >> bits;
}

static int64_t sum_of(const int64_t *weights, int64_t count)
{
    pair_t sums[2] = {{0}, {0}};
    const int64_t pairs = count / (2 * PAIR);
    int64_t sum = 0;
    for (int64_t i = 0; i < pairs; i++, weights += 2 * PAIR) {
        sums[0] += load((const uint64_t *)weights);
        sums[1] += load((const uint64_t *)weights + PAIR);
    }
    for (int64_t i = 0; i < count % (2 * PAIR); i++)
        sum += weights[i];
    sums[0] += sums[1];
    return sum + (int64_t)(sums[0][0] + sums[0][1]);
}

/* Each of the sums, and what came before the stretch, is less than two of their last digits off. */
enum { DIGITS_OFF = 4 };

/* False, with nothing done, where the table does not say which whole unit is the nearest. */
static bool spread_by_table(maker_t *maker, const int64_t *weights, int64_t count, int64_t gain)
{
    spread_t *spread = &maker->spread;
    const table_t *table = &maker->table;
    const int64_t first = weights - maker->week;
    if (!table->bits || gain >= FAST_GAIN_MAX)
        return false;
    const uint64_t *sums = table->sums + first;
    const cost_uwide_t start =
        ((cost_uwide_t)(uint64_t)spread->sum << table->bits) + (spread->above >> (64 - table->bits));
    const cost_uwide_t past = start + (((cost_uwide_t)(sums[count] - sums[0]) * (uint64_t)gain) >> GAIN_BITS);
    if (past >> (POINT_BITS + 2))
        return false;
    const int64_t weight = count == COST_DAY_MINUTES ? table->days[first / COST_DAY_MINUTES] : sum_of(weights, count);
    uint64_t differ;
    if (gain == GAIN_ONE) {
        const uint64_t base = (uint64_t)start - sums[0];
        differ = add_sums(spread->next, sums + 1, count, base - DIGITS_OFF, base + DIGITS_OFF, table->bits);
    } else {
        const uint64_t off = DIGITS_OFF + DIGITS_OFF * (uint64_t)(FAST_GAIN_MAX >> GAIN_BITS) + table->per_weight;
        const uint64_t range[2] = {(uint64_t)start - off, (uint64_t)start + off};
        if (off >> (table->bits - 1))
            return false;
        differ = add_gained(spread->next, sums + 1, sums[0], count, gain, range, table->bits);
    }
    if (differ)
        return false;
    spread_weight(spread, (uint64_t)(gain == GAIN_ONE ? weight : gained(weight, gain)));
    spread->next += count;
    return true;
}

static void spread_stretch(maker_t *maker, const int64_t *weights, int64_t count, int64_t gain)
{
    if (!spread_by_table(maker, weights, count, gain))
        spread_minutes(&maker->spread, weights, count, gain);
}

static int bits_of(cost_uwide_t value)
{
    int bits = 0;
    for (; value; value >>= 1)
        bits++;
    return bits;
}

/* Units / whole for every weight of the week: a factor of 64 bits. */
static void fill_table(maker_t *maker, uint64_t units, uint64_t whole)
{
    table_t *table = &maker->table;
    const cost_uwide_t weeks = (cost_uwide_t)(maker->month->minutes / COST_WEEK_MINUTES + 1);
    int64_t week = 0;
    for (int day = 0; day < 7; day++)
        week += table->days[day];
    const int bits = POINT_BITS - bits_of((cost_uwide_t)units * (uint64_t)week / whole * weeks + weeks);
    if (bits < POINT_LEAST)
        return;
    /* units x 2^bits / whole is factor x 2^(left - 64), of 64 bits where the weights' sum leaves room for them. */
    cost_uwide_t factor = (cost_uwide_t)units << bits;
    int left = 64;
    for (; !(factor >> 127); factor <<= 1)
        left--;
    for (factor /= whole; factor >> 64 || left < 0; factor >>= 1)
        left++;
    uint64_t so_far = 0, *sums = table->sums;
    for (const int64_t *weight = maker->week; weight < maker->week + COST_WEEK_MINUTES; weight += 2, sums += 2) {
        sums[0] = (uint64_t)((cost_uwide_t)so_far * (uint64_t)factor >> 64);
        so_far += (uint64_t)weight[0] << left;
        sums[1] = (uint64_t)((cost_uwide_t)so_far * (uint64_t)factor >> 64);
        so_far += (uint64_t)weight[1] << left;
    }
    *sums = (uint64_t)((cost_uwide_t)so_far * (uint64_t)factor >> 64);
    table->per_weight = (uint64_t)((factor << left) >> 64) + 1;
    table->bits = bits;
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
        spread_minutes(&maker->spread, &multiplied, 1, GAIN_ONE);
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
        } else {
            spread_stretch(maker, weights, until - from, gain);
        }
        if (maker->spread.sum > COST_COLUMN_MAX)
            return false;
    }
    return true;
}

/* ---- units and weights ---- */

/* The weights that the units are for. */
static int64_t whole_weight(maker_t *maker)
{
    cost_stretch_t part = {0};
    int64_t *days = maker->table.days, sum = 0;
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
    if (units.num && maker->month->minutes > 2 * COST_WEEK_MINUTES &&
        !maker->demand->measured) /* else it does not pay */
        fill_table(maker, (uint64_t)units.num, (uint64_t)(weight * units.den));
    return true;
}

/* Growth by months is one factor, for the units. */
static bool grow_units(maker_t *maker, cost_ratio_t *units)
{
    const cost_growth_t *growth = maker->demand->growth;
    const cost_column_t *measured = maker->demand->measured;
    cost_wide_t factor;
    *units = measured ? cost_ratio(cost_column_sum(measured, 0, measured->minutes), 1)
                      : cost_ratio(maker->demand->units.num, maker->demand->units.den);
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

static bool is_multiplied(const maker_t *maker)
{
    int64_t until = maker->month->minutes;
    return maker->daily || events_on(&until, maker, 0) || until < maker->month->minutes;
}

/* ---- the column ---- */

/* Weights of a measured month: its units, with as many bits behind the point as events leave room for. */
static bool fill_measured(int64_t *prefix, maker_t *maker, cost_ratio_t units)
{
    const cost_column_t *measured = maker->demand->measured;
    const int64_t total = cost_column_sum(measured, 0, measured->minutes);
    cost_stretch_t part = {.weights = maker->week};
    int64_t one = 1;
    while (total * one <= COST_WEIGHT_MAX)
        one *= 2;
    if (!begin(maker, units, total * one, prefix))
        return false;
    for (; part.until < measured->minutes; part.from = part.until) {
        part.until =
            part.from + COST_DAY_MINUTES < measured->minutes ? part.from + COST_DAY_MINUTES : measured->minutes;
        for (int64_t m = part.from; m < part.until; m++)
            maker->week[m - part.from] = cost_column_sum(measured, m, m + 1) * one;
        if (!spread_part(maker, &part))
            return false;
    }
    return true;
}

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
    if (demand->measured)
        return fill_measured(prefix, maker, units);
    cost_shape_week(maker->week, &demand->shape, maker->month->minutes);
    const int64_t whole = whole_weight(maker);
    if (!whole) { /* every day of this month weighs nothing: a month of hours */
        memset(prefix, 0, ((size_t)maker->month->minutes + 1) * sizeof *prefix);
        return units.num == 0;
    }
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
    int64_t *prefix = cost_arena_raw(arena, (size_t)maker->month->minutes + 1, sizeof *prefix);
    int64_t *room = cost_alloc_raw(2 * COST_WEEK_MINUTES + 1, sizeof *room);
    cost_status_t status = COST_ERR_MEMORY;
    if (prefix && room) {
        maker->week = room;
        maker->table.sums = (uint64_t *)room + COST_WEEK_MINUTES;
        status = fill_sums(prefix, maker, units) ? COST_OK : COST_ERR_RANGE;
    }
    cost_free(room);
    column->prefix = prefix;
    return status;
}

/* A measured month that nothing multiplies is its own column. */
static bool is_measured(const maker_t *maker, cost_ratio_t units)
{
    const cost_column_t *measured = maker->demand->measured;
    const int64_t total = measured ? cost_column_sum(measured, 0, measured->minutes) : 0;
    return measured && (!total || (!is_multiplied(maker) && units.den == 1 && units.num == total));
}

cost_status_t cost_column_make(const cost_column_t **out, cost_arena_t *arena, const cost_demand_t *demand,
                               const cost_month_t *month)
{
    maker_t maker = {.demand = demand, .month = month};
    cost_ratio_t units;
    *out = NULL;
    if (!grow_units(&maker, &units))
        return COST_ERR_RANGE;
    if (is_measured(&maker, units)) {
        *out = demand->measured;
        return COST_OK;
    }
    cost_column_t *column = cost_arena_alloc(arena, sizeof *column);
    if (!column)
        return COST_ERR_MEMORY;
    column->minutes = month->minutes;
    const bool constant = !demand->measured && cost_shape_is_flat(&demand->shape) && !is_multiplied(&maker);
    cost_status_t status = constant ? make_run(column, arena, &maker, units) : make_sums(column, arena, &maker, units);
    if (!status)
        *out = column;
    return status;
}
