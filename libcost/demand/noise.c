#include "libcost/demand/noise.h"

#include <stdio.h>
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/base/elementary.h"
#include "libcost/base/random.h"

enum { MINUTE = 60, DAY_SECONDS = 86400, HOUR_S = 3600, LANES = COST_NOISE_LANES, HOUR = COST_NOISE_HOUR };
/* From so many units a minute on they come by the 2, 4, ...: a float has 24 bits. */
#define FINE_MAX 0x1p24
/* How far noise goes: the quiet of a lane is decided for an hour, not for a minute. */
#define DEVIATIONS_LOW  4.0
#define DEVIATIONS_HIGH 6.5
#define LOG2_E          1.44269504088896338700
#define NANO            1e-9

/* Minutes [from, until) of the month, of one day here and in UTC. */
typedef struct {
    int64_t from, until;
    int64_t local_day, day; /* since 1970-01-01 */
} stretch_t;

/* What the lanes have in common. */
typedef struct {
    const cost_month_t *month;
    const char *name;
    uint64_t seed;
    cost_noise_width_t width;
    float *weights;           /* of every minute */
    cost_noise_range_t range; /* that all of them lie in */
    double whole;             /* the sum of weights that the units are for */
    stretch_t *stretches;
    size_t stretch_count;
} common_t;

/* One lane. */
typedef struct {
    const cost_noisy_t *load;
    cost_event_t *events; /* those of this trial, each with a chance of 0 or 1 */
    cost_random_t days;
    cost_growth_curve_t curve;
    bool grows;
    double units; /* of a weight, before growth and days */
    double low, high;
    int64_t day;   /* the local one at hand */
    double factor; /* of it */
    double scale;  /* of the stretch at hand */
    int shift;     /* of the hour at hand */
    int64_t *prefix;
} lane_t;

/* The events of the hour at hand. */
typedef struct {
    bool any;
    float of[HOUR][LANES];
    float least[LANES], most[LANES]; /* of a lane's, and of 1 */
} factors_t;

/* Eight lanes; those behind `count` nobody asked for. */
typedef struct {
    const common_t *common;
    int count;
    bool settled; /* what was found for the last hour holds until the stretch ends or an event begins */
    lane_t lane[LANES];
    factors_t factors;
    int64_t sums[LANES];
    cost_noise_lanes_t lanes;
} group_t;

bool cost_noise_is_off(const cost_noise_t *noise)
{
    return !noise->sd && !noise->day_sd && !noise->arrivals;
}

/* ---- events of a trial ---- */

static bool comes_true(const common_t *common, const cost_event_t *event, uint64_t trial)
{
    char purpose[64];
    if (event->chance <= 0 || event->chance >= COST_EVENT_ONE)
        return event->chance > 0;
    snprintf(purpose, sizeof purpose, "event %s", event->name ? event->name : "");
    const cost_random_t key = cost_random_key(common->seed, trial, common->name, purpose);
    return cost_random_uniform(&key, 0) < (double)event->chance * NANO;
}

static void decide_events(cost_event_t *events, const common_t *common, const cost_noisy_t *load)
{
    for (size_t i = 0; i < load->demand.event_count; i++) {
        events[i] = load->demand.events[i];
        events[i].chance = comes_true(common, &events[i], load->trial) ? COST_EVENT_ONE : 0;
    }
}

/* ---- what is expected ---- */

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static void add_stretch(common_t *common, const cost_stretch_t *part, const cost_shape_t *shape)
{
    const int64_t start = common->month->start;
    for (int64_t from = part->from, until; from < part->until; from = until) {
        const int64_t at = start + from * MINUTE, day = floor_divide(at, DAY_SECONDS);
        const int64_t midnight = ((day + 1) * DAY_SECONDS - start) / MINUTE;
        const int64_t local = at + (shape->zone ? cost_zone_offset(shape->zone, at) : 0);
        until = midnight < part->until ? midnight : part->until;
        common->stretches[common->stretch_count++] =
            (stretch_t){.from = from, .until = until, .local_day = floor_divide(local, DAY_SECONDS), .day = day};
    }
}

/* A week of weights, what had come before each minute, and the same as floats. */
typedef struct {
    int64_t exact[COST_WEEK_MINUTES], sums[COST_WEEK_MINUTES + 1];
    float weights[COST_WEEK_MINUTES];
} week_t;

static void fill_week(week_t *week, common_t *common, const cost_demand_t *demand)
{
    cost_shape_week(week->exact, &demand->shape, common->month->minutes);
    week->sums[0] = 0;
    for (int m = 0; m < COST_WEEK_MINUTES; m++)
        week->sums[m + 1] = week->sums[m] + week->exact[m];
    cost_noise_weigh(week->weights, week->sums, COST_WEEK_MINUTES, common->width);
    common->range = cost_noise_range(week->weights, COST_WEEK_MINUTES, common->width);
}

/* A shape's minutes are those of its week. */
static void expect_shape(week_t *week, common_t *common, const cost_demand_t *demand)
{
    cost_stretch_t part = {0};
    int64_t sum = 0;
    fill_week(week, common, demand);
    while (cost_shape_next(&part, &demand->shape, week->exact, common->month)) {
        const int64_t at = part.weights - week->exact, count = part.until - part.from;
        memcpy(common->weights + part.from, week->weights + at, (size_t)count * sizeof *week->weights);
        sum += week->sums[at + count] - week->sums[at];
        add_stretch(common, &part, &demand->shape);
    }
    common->whole = (double)(demand->basis == COST_DEMAND_WEEK ? week->sums[COST_WEEK_MINUTES] : sum);
}

/* Of a measured month the units themselves. */
static cost_status_t expect_measured(week_t *week, common_t *common, const cost_demand_t *demand)
{
    const cost_column_t *measured = demand->measured;
    const int64_t minutes = common->month->minutes;
    int64_t *sums = NULL;
    cost_stretch_t part = {0};
    while (cost_shape_next(&part, &demand->shape, week->exact, common->month))
        add_stretch(common, &part, &demand->shape);
    if (!measured->prefix || measured->minutes < minutes) {
        sums = cost_alloc_raw((size_t)minutes + 1, sizeof *sums);
        if (!sums)
            return COST_ERR_MEMORY;
        sums[0] = 0;
        for (int64_t m = 0; m < minutes; m++)
            sums[m + 1] = sums[m] + cost_column_sum(measured, m, m + 1);
    }
    cost_noise_weigh(common->weights, sums ? sums : measured->prefix, minutes, common->width);
    common->range = cost_noise_range(common->weights, minutes, common->width);
    cost_free(sums);
    return COST_OK;
}

/* A stretch ends at the end of a day here or in UTC, or at a change of clocks: three a day are room enough. */
static cost_status_t expect(common_t *common, const cost_demand_t *demand)
{
    const size_t minutes = (size_t)common->month->minutes, hours = (size_t)common->month->hours;
    week_t *week = cost_alloc_raw(1, sizeof *week);
    cost_status_t status = COST_OK;
    common->weights = cost_alloc_raw(minutes, sizeof *common->weights);
    common->stretches = cost_alloc_raw(hours / 8 + 8, sizeof *common->stretches);
    if (!week || !common->weights || !common->stretches)
        status = COST_ERR_MEMORY;
    else if (demand->measured)
        status = expect_measured(week, common, demand);
    else
        expect_shape(week, common, demand);
    cost_free(week);
    return status;
}

/* ---- lanes ---- */

static bool growth_of(double *factor, const lane_t *lane, int64_t day)
{
    cost_wide_t exact;
    *factor = 1;
    if (!lane->grows)
        return true;
    if (!cost_growth_of_day(&exact, &lane->curve, day))
        return false;
    *factor = (double)exact / (double)COST_GROWTH_ONE;
    return *factor <= COST_GAIN_MAX;
}

/* A local day has two stretches where UTC's midnight is another. */
static double day_factor(lane_t *lane, int64_t local_day)
{
    const double sd = (double)lane->load->noise.day_sd * NANO;
    if (sd > 0 && lane->day != local_day)
        lane->factor = cost_exp(sd * cost_random_normal(&lane->days, (uint32_t)local_day) - sd * sd / 2);
    lane->day = local_day;
    return lane->factor;
}

static bool enter(lane_t *lane, const common_t *common, const stretch_t *stretch)
{
    const cost_growth_t *growth = lane->load->demand.growth;
    const bool monthly = growth && growth->kind == COST_GROWTH_MONTHLY;
    double gain;
    if (!growth_of(&gain, lane, monthly ? common->stretches[0].day : stretch->day))
        return false;
    lane->scale = lane->units * gain * day_factor(lane, stretch->local_day);
    return true;
}

static bool begin_lane(group_t *group, int i)
{
    const common_t *common = group->common;
    cost_noise_lanes_t *lanes = &group->lanes;
    lane_t *lane = &group->lane[i];
    const cost_noisy_t *load = lane->load;
    const cost_noise_t *noise = &load->noise;
    const cost_random_t minutes = cost_random_key(common->seed, load->trial, common->name, "minutes");
    const cost_random_t before = cost_random_key(common->seed, load->trial, common->name, "minute before");
    const double sd = (double)noise->sd * NANO;
    const double phi = noise->memory_us > 0 ? cost_exp(-60e6 / (double)noise->memory_us) : 0;
    const double share = common->whole > 0 ? 1 / common->whole : 0;
    lane->days = cost_random_key(common->seed, load->trial, common->name, "day");
    lane->grows = load->demand.growth && load->demand.growth->rate;
    lane->units = load->demand.measured ? 1 : (double)load->demand.units.num / (double)load->demand.units.den * share;
    lane->units *= cost_exp(-sd * sd / 2);
    lane->low = cost_exp(-sd * DEVIATIONS_LOW);
    lane->high = cost_exp(sd * DEVIATIONS_HIGH);
    lane->day = INT64_MIN;
    lane->factor = 1;
    memcpy(lanes->key, minutes.key, sizeof lanes->key);
    lanes->trial_low[i] = minutes.trial[0];
    lanes->trial_high[i] = minutes.trial[1];
    lanes->memory[i] = (float)phi;
    lanes->step[i] = (float)(sd * cost_sqrt(1 - phi * phi) * LOG2_E);
    lanes->state[i] = (float)(sd * LOG2_E * cost_random_normal(&before, (uint32_t)(common->month->start / HOUR_S)));
    lanes->carry[i] = 0.5F;
    return !lane->grows || cost_growth_curve(&lane->curve, load->demand.growth);
}

/* ---- an hour ---- */

/* The product of a lane's events; false above the limit. */
static bool factor_of(float *out, const lane_t *lane, int64_t second)
{
    double factor = 1;
    for (size_t i = 0; i < lane->load->demand.event_count; i++)
        if (lane->events[i].chance)
            factor *= (double)cost_event_factor(&lane->events[i], second) * NANO;
    *out = (float)factor;
    return factor <= COST_GAIN_MAX;
}

static bool touches(const lane_t *lane, int64_t from, int64_t until)
{
    for (size_t i = 0; i < lane->load->demand.event_count; i++)
        if (lane->events[i].chance && lane->events[i].at < until && cost_event_end(&lane->events[i]) > from)
            return true;
    return false;
}

/* Hours without events are as the first one, once what the last event left is taken back. */
static bool find_factors(factors_t *factors, const lane_t *lane, int64_t at)
{
    const bool before = factors->any;
    factors->any = false;
    for (int i = 0; i < LANES; i++)
        factors->any = factors->any || touches(&lane[i], at, at + HOUR_S);
    for (int i = 0; i < LANES && (factors->any || before); i++) {
        const bool on = touches(&lane[i], at, at + HOUR_S);
        factors->least[i] = factors->most[i] = 1;
        for (int m = 0; m < HOUR; m++) {
            float *factor = &factors->of[m][i];
            *factor = 1;
            if (on && !factor_of(factor, &lane[i], at + m * MINUTE))
                return false;
            factors->least[i] = *factor < factors->least[i] ? *factor : factors->least[i];
            factors->most[i] = *factor > factors->most[i] ? *factor : factors->most[i];
        }
    }
    return true;
}

/* How coarse the lane counts in this hour; each hour, whatever its stretches, is counted in one way. */
static int coarseness(double most)
{
    int shift = 0;
    for (; most > FINE_MAX && shift < 40; most /= 2)
        shift++;
    return shift;
}

static double most_of(const group_t *group, int i, float weight)
{
    return group->lane[i].scale * weight * group->factors.most[i] * group->lane[i].high;
}

static double least_of(const group_t *group, int i, float weight)
{
    return group->lane[i].scale * weight * group->factors.least[i] * group->lane[i].low;
}

/* Whether every hour of the stretch without further events is counted as it is, none of its lanes coarse or quiet. */
static bool is_settled(const group_t *group)
{
    const cost_noise_range_t *range = &group->common->range;
    bool settled = true;
    for (int i = 0; i < LANES && settled; i++)
        settled = most_of(group, i, range->most) <= FINE_MAX &&
                  (!group->lanes.arrivals || least_of(group, i, range->least) >= COST_NOISE_QUIET);
    return settled;
}

/* An hour may have parts of two days; how coarse it is its first one says. */
static void scale_lanes(group_t *group, const float weights[HOUR], bool first)
{
    const cost_noise_range_t range = cost_noise_range(weights, HOUR, group->common->width);
    cost_noise_lanes_t *lanes = &group->lanes;
    lanes->any_quiet = false;
    for (int i = 0; i < LANES; i++) {
        lane_t *lane = &group->lane[i];
        if (first)
            lane->shift = coarseness(most_of(group, i, range.most));
        lanes->scale[i] = (float)(lane->scale / (double)((int64_t)1 << lane->shift));
        lanes->quiet[i] = least_of(group, i, range.least) < COST_NOISE_QUIET ? -1 : 0;
        lanes->any_quiet = lanes->any_quiet || lanes->quiet[i];
    }
    group->settled = first && is_settled(group);
}

/* Lanes that nobody asked for write where nobody reads. */
static void add_up(group_t *group, int64_t first)
{
    int64_t before[LANES], unread[HOUR], *next[LANES];
    for (int i = 0; i < LANES; i++)
        next[i] = i < group->count ? group->lane[i].prefix + first + 1 : unread;
    memcpy(before, group->sums, sizeof before);
    cost_noise_add(&group->lanes, next, group->sums, group->common->width);
    for (int i = 0; i < group->count && !group->settled; i++) {
        const int shift = group->lane[i].shift;
        group->sums[i] = before[i] + ((group->sums[i] - before[i]) << shift);
        for (int m = 0; m < HOUR && shift; m++)
            next[i][m] = before[i] + ((next[i][m] - before[i]) << shift);
    }
}

static bool enter_all(group_t *group, const stretch_t *stretch)
{
    for (int i = 0; i < LANES; i++)
        if (!enter(&group->lane[i], group->common, stretch))
            return false;
    return true;
}

static bool run_hour(group_t *group, int64_t hour, size_t *at)
{
    const common_t *common = group->common;
    cost_noise_lanes_t *lanes = &group->lanes;
    const int64_t first = hour * HOUR, past = first + HOUR, second = common->month->start + first * MINUTE;
    const float *weights = common->weights + first;
    bool uniforms = false;
    if (!find_factors(&group->factors, group->lane, second))
        return false;
    cost_noise_draw(lanes, (uint32_t)(second / MINUTE), common->width);
    for (int64_t from = first, until; from < past; from = until) {
        const stretch_t *stretch = &common->stretches[*at];
        const bool entered = from == stretch->from;
        if (entered && !enter_all(group, stretch))
            return false;
        until = stretch->until < past ? stretch->until : past;
        if (entered || group->factors.any || !group->settled)
            scale_lanes(group, weights, from == first);
        if (lanes->arrivals && lanes->any_quiet && !uniforms) {
            cost_noise_draw_uniform(lanes, (uint32_t)(second / MINUTE), common->width);
            uniforms = true;
        }
        cost_noise_count(lanes, (int)(from - first), (int)(until - first), weights,
                         group->factors.any ? (const float(*)[LANES])group->factors.of : NULL, common->width);
        *at += until == stretch->until;
    }
    add_up(group, first);
    return true;
}

/* ---- a month ---- */

static bool run_month(group_t *group)
{
    size_t at = 0;
    group->factors.any = true; /* so that the first hour sets the factors */
    group->lanes.arrivals = group->lane[0].load->noise.arrivals;
    for (int i = 0; i < LANES; i++)
        if (!begin_lane(group, i))
            return false;
    for (int64_t hour = 0; hour < group->common->month->hours; hour++)
        if (!run_hour(group, hour, &at))
            return false;
    for (int i = 0; i < group->count; i++)
        if (group->sums[i] > COST_COLUMN_MAX)
            return false;
    return true;
}

static cost_status_t make_columns(const cost_column_t **out, cost_arena_t *arena, group_t *group)
{
    const size_t minutes = (size_t)group->common->month->minutes;
    cost_column_t *columns = cost_arena_array(arena, (size_t)group->count, sizeof *columns);
    if (!columns)
        return COST_ERR_MEMORY;
    for (int i = 0; i < group->count; i++) {
        int64_t *prefix = cost_arena_raw(arena, minutes + 1, sizeof *prefix);
        if (!prefix)
            return COST_ERR_MEMORY;
        prefix[0] = 0;
        group->lane[i].prefix = prefix;
        columns[i] = (cost_column_t){.minutes = group->common->month->minutes, .prefix = prefix};
        out[i] = &columns[i];
    }
    for (int i = group->count; i < LANES; i++) /* lanes that nobody asked for do what the first does */
        group->lane[i] = group->lane[0];
    return run_month(group) ? COST_OK : COST_ERR_RANGE;
}

/* ---- a batch ---- */

static bool same_events(const cost_event_t *a, const cost_event_t *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (a[i].chance != b[i].chance || a[i].at != b[i].at || a[i].hold_s != b[i].hold_s ||
            a[i].ramp_s != b[i].ramp_s || a[i].times != b[i].times)
            return false;
    return true;
}

static bool same_growth(const cost_growth_t *a, const cost_growth_t *b)
{
    if (!a || !b)
        return a == b;
    return a->kind == b->kind && a->rate == b->rate && a->year == b->year && a->month == b->month;
}

static bool same_demand(const cost_demand_t *a, const cost_demand_t *b)
{
    return a->units.num == b->units.num && a->units.den == b->units.den && a->measured == b->measured &&
           a->event_count == b->event_count && same_growth(a->growth, b->growth) &&
           same_events(a->events, b->events, a->event_count);
}

/* Loads without noise; one that has the demand of the one before it shares its column. */
static cost_status_t make_plain(const cost_column_t **out, cost_arena_t *arena, const cost_noisy_t *loads, size_t count,
                                const cost_event_t *events, const cost_month_t *month)
{
    cost_demand_t last = {0};
    const cost_column_t *column = NULL;
    for (size_t i = 0; i < count; i++) {
        cost_demand_t demand = loads[i].demand;
        if (!cost_noise_is_off(&loads[i].noise))
            continue;
        demand.events = events + i * demand.event_count;
        if (!column || !same_demand(&demand, &last)) {
            cost_status_t status = cost_column_make(&column, arena, &demand, month);
            if (status)
                return status;
        }
        out[i] = column;
        last = demand;
    }
    return COST_OK;
}

/* The next loads with noise, at most a group; *next is behind them. */
static void take(group_t *group, size_t place[LANES], const cost_noisy_t *loads, size_t count, cost_event_t *events,
                 size_t *next)
{
    for (; *next < count && group->count < LANES; ++*next) {
        const cost_noisy_t *load = &loads[*next];
        if (cost_noise_is_off(&load->noise))
            continue;
        place[group->count] = *next;
        group->lane[group->count++] = (lane_t){.load = load, .events = events + *next * load->demand.event_count};
    }
}

static cost_status_t make_noisy(const cost_column_t **out, cost_arena_t *arena, const cost_noisy_t *loads, size_t count,
                                cost_event_t *events, common_t *common)
{
    cost_status_t status = COST_OK;
    for (size_t next = 0; next < count && !status;) {
        const cost_column_t *columns[LANES];
        size_t place[LANES];
        group_t *group = cost_alloc(sizeof *group);
        if (!group)
            return COST_ERR_MEMORY;
        group->common = common;
        take(group, place, loads, count, events, &next);
        if (group->count && !common->weights)
            status = expect(common, &loads[place[0]].demand);
        if (group->count && !status)
            status = make_columns(columns, arena, group);
        for (int k = 0; k < group->count && !status; k++)
            out[place[k]] = columns[k];
        cost_free(group);
    }
    return status;
}

cost_status_t cost_noise_columns_wide(const cost_column_t **out, cost_arena_t *arena, const cost_noisy_t *loads,
                                      size_t count, const char *name, uint64_t seed, const cost_month_t *month,
                                      cost_noise_width_t width)
{
    common_t common = {.month = month, .name = name, .seed = seed, .width = width};
    const size_t event_count = count ? loads[0].demand.event_count : 0;
    cost_event_t *events = cost_alloc_array(count * event_count + 1, sizeof *events);
    if (!events)
        return COST_ERR_MEMORY;
    for (size_t i = 0; i < count; i++)
        decide_events(events + i * event_count, &common, &loads[i]);
    cost_status_t status = make_plain(out, arena, loads, count, events, month);
    if (!status)
        status = make_noisy(out, arena, loads, count, events, &common);
    cost_free(events);
    cost_free(common.weights);
    cost_free(common.stretches);
    return status;
}

cost_status_t cost_noise_columns(const cost_column_t **out, cost_arena_t *arena, const cost_noisy_t *loads,
                                 size_t count, const char *name, uint64_t seed, const cost_month_t *month)
{
    return cost_noise_columns_wide(out, arena, loads, count, name, seed, month, COST_NOISE_BEST);
}
