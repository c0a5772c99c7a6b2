#include "libcost/demand/noise.h"

#include <float.h>
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
    float *weights;      /* of every minute */
    float *least, *most; /* of every hour */
    double whole;        /* the sum of weights that the units are for */
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
    double scale; /* of the stretch at hand */
    int shift;    /* of the hour at hand */
    int64_t sum;
    int64_t *prefix;
} lane_t;

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

static int64_t week_weight(const int64_t week[COST_WEEK_MINUTES])
{
    int64_t sum = 0;
    for (int i = 0; i < COST_WEEK_MINUTES; i++)
        sum += week[i];
    return sum;
}

/* Weights of minutes [from, until) of one hour: weights[m - from] are a shape's, or (NULL) what was measured. */
static int64_t fill_hour(common_t *common, int64_t from, int64_t until, const int64_t *weights,
                         const cost_column_t *measured)
{
    const int64_t hour = from / HOUR;
    const bool begun = from % HOUR;
    float least = begun ? common->least[hour] : FLT_MAX, most = begun ? common->most[hour] : 0;
    int64_t sum = 0, own[HOUR];
    for (int64_t m = from; m < until && !weights; m++)
        own[m - from] = measured->prefix && m < measured->minutes ? measured->prefix[m + 1] - measured->prefix[m]
                                                                  : cost_column_sum(measured, m, m + 1);
    weights = weights ? weights : own;
    for (int64_t m = from; m < until; m++) {
        const int64_t weight = weights[m - from];
        const float here = (float)weight;
        common->weights[m] = here;
        least = here < least ? here : least;
        most = here > most ? here : most;
        sum += weight;
    }
    common->least[hour] = least;
    common->most[hour] = most;
    return sum;
}

static void fill_weights(common_t *common, const cost_demand_t *demand, const int64_t week[COST_WEEK_MINUTES])
{
    cost_stretch_t part = {0};
    int64_t sum = 0;
    while (cost_shape_next(&part, &demand->shape, week, common->month)) {
        add_stretch(common, &part, &demand->shape);
        for (int64_t from = part.from, until; from < part.until; from = until) {
            until = from - from % HOUR + HOUR;
            until = until < part.until ? until : part.until;
            sum += fill_hour(common, from, until, demand->measured ? NULL : part.weights + (from - part.from),
                             demand->measured);
        }
    }
    common->whole = (double)(demand->basis == COST_DEMAND_WEEK ? week_weight(week) : sum);
}

/* A stretch ends at the end of a day here or in UTC, or at a change of clocks: three a day are room enough. */
static cost_status_t expect(common_t *common, const cost_demand_t *demand)
{
    const size_t minutes = (size_t)common->month->minutes, hours = (size_t)common->month->hours;
    int64_t *week = cost_alloc_raw(COST_WEEK_MINUTES, sizeof *week);
    common->weights = cost_alloc_raw(minutes + 2 * hours, sizeof *common->weights);
    common->stretches = cost_alloc_raw(hours / 8 + 8, sizeof *common->stretches);
    const bool made = week && common->weights && common->stretches;
    if (made) {
        common->least = common->weights + minutes;
        common->most = common->least + hours;
        cost_shape_week(week, &demand->shape, common->month->minutes);
        fill_weights(common, demand, week);
    }
    cost_free(week);
    return made ? COST_OK : COST_ERR_MEMORY;
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

static double day_factor(const lane_t *lane, int64_t local_day)
{
    const double sd = (double)lane->load->noise.day_sd * NANO;
    return sd > 0 ? cost_exp(sd * cost_random_normal(&lane->days, (uint32_t)local_day) - sd * sd / 2) : 1;
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

static bool begin_lane(lane_t *lane, cost_noise_lanes_t *lanes, int i, const common_t *common)
{
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

typedef struct {
    bool any;
    float of[HOUR][LANES];
    float least[LANES], most[LANES];
} factors_t;

static bool find_factors(factors_t *factors, const lane_t *lanes, int64_t at)
{
    factors->any = false;
    for (int i = 0; i < LANES; i++) {
        factors->any = factors->any || touches(&lanes[i], at, at + HOUR_S);
        factors->least[i] = factors->most[i] = 1;
    }
    for (int i = 0; i < LANES && factors->any; i++) {
        const bool on = touches(&lanes[i], at, at + HOUR_S);
        for (int m = 0; m < HOUR; m++) {
            float *factor = &factors->of[m][i];
            *factor = 1;
            if (on && !factor_of(factor, &lanes[i], at + m * MINUTE))
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

static void scale_lanes(cost_noise_lanes_t *lanes, const lane_t *lane, const common_t *common, const factors_t *factors,
                        int64_t hour)
{
    lanes->any_quiet = false;
    for (int i = 0; i < LANES; i++) {
        const double least = lane[i].scale * common->least[hour] * factors->least[i] * lane[i].low;
        lanes->scale[i] = (float)(lane[i].scale / (double)((int64_t)1 << lane[i].shift));
        lanes->quiet[i] = least < COST_NOISE_QUIET ? -1 : 0;
        lanes->any_quiet = lanes->any_quiet || lanes->quiet[i];
    }
}

/* Lanes that nobody asked for write where nobody reads. */
static void add_up(lane_t *lane, int count, const cost_noise_lanes_t *lanes, const common_t *common, int64_t first)
{
    int64_t sums[LANES], unread[HOUR], *next[LANES];
    for (int i = 0; i < LANES; i++) {
        sums[i] = lane[i].sum;
        next[i] = i < count ? lane[i].prefix + first + 1 : unread;
    }
    cost_noise_add(lanes, next, sums, common->width);
    for (int i = 0; i < count; i++) {
        const int64_t before = lane[i].sum;
        lane[i].sum = before + ((sums[i] - before) << lane[i].shift);
        for (int m = 0; m < HOUR && lane[i].shift; m++)
            next[i][m] = before + ((next[i][m] - before) << lane[i].shift);
    }
}

static bool enter_all(lane_t *lane, const common_t *common, const stretch_t *stretch)
{
    for (int i = 0; i < LANES; i++)
        if (!enter(&lane[i], common, stretch))
            return false;
    return true;
}

/* An hour may have parts of two days; how coarse it is its first one says. */
static bool run_hour(lane_t *lane, int count, cost_noise_lanes_t *lanes, const common_t *common, int64_t hour,
                     size_t *at)
{
    const int64_t first = hour * HOUR, past = first + HOUR, second = common->month->start + first * MINUTE;
    bool uniforms = false;
    factors_t factors;
    if (!find_factors(&factors, lane, second))
        return false;
    cost_noise_draw(lanes, (uint32_t)(second / MINUTE), common->width);
    for (int64_t from = first, until; from < past; from = until) {
        const stretch_t *stretch = &common->stretches[*at];
        if (from == stretch->from && !enter_all(lane, common, stretch))
            return false;
        until = stretch->until < past ? stretch->until : past;
        for (int i = 0; i < LANES && from == first; i++)
            lane[i].shift = coarseness(lane[i].scale * common->most[hour] * factors.most[i] * lane[i].high);
        scale_lanes(lanes, lane, common, &factors, hour);
        if (lanes->arrivals && lanes->any_quiet && !uniforms) {
            cost_noise_draw_uniform(lanes, (uint32_t)(second / MINUTE), common->width);
            uniforms = true;
        }
        cost_noise_count(lanes, (int)(from - first), (int)(until - first), common->weights + first,
                         factors.any ? (const float(*)[LANES])factors.of : NULL, common->width);
        *at += until == stretch->until;
    }
    add_up(lane, count, lanes, common, first);
    return true;
}

/* ---- a month ---- */

static bool run_month(lane_t *lane, int count, const common_t *common, cost_noise_lanes_t *lanes)
{
    size_t at = 0;
    lanes->arrivals = lane[0].load->noise.arrivals;
    for (int i = 0; i < LANES; i++)
        if (!begin_lane(&lane[i], lanes, i, common))
            return false;
    for (int64_t hour = 0; hour < common->month->hours; hour++)
        if (!run_hour(lane, count, lanes, common, hour, &at))
            return false;
    for (int i = 0; i < count; i++)
        if (lane[i].sum > COST_COLUMN_MAX)
            return false;
    return true;
}

static cost_status_t make_group(const cost_column_t **out, cost_arena_t *arena, lane_t *lane, int count,
                                const common_t *common)
{
    const size_t minutes = (size_t)common->month->minutes;
    cost_noise_lanes_t *lanes = cost_alloc(sizeof *lanes);
    cost_column_t *columns = cost_arena_array(arena, (size_t)count, sizeof *columns);
    cost_status_t status = lanes && columns ? COST_OK : COST_ERR_MEMORY;
    for (int i = 0; i < count && !status; i++) {
        lane[i].prefix = cost_arena_raw(arena, minutes + 1, sizeof *lane[i].prefix);
        status = lane[i].prefix ? COST_OK : COST_ERR_MEMORY;
        if (lane[i].prefix)
            lane[i].prefix[0] = 0;
        columns[i] = (cost_column_t){.minutes = common->month->minutes, .prefix = lane[i].prefix};
        out[i] = &columns[i];
    }
    for (int i = count; i < LANES; i++) /* lanes that nobody asked for do what the first does */
        lane[i] = lane[0];
    if (!status)
        status = run_month(lane, count, common, lanes) ? COST_OK : COST_ERR_RANGE;
    cost_free(lanes);
    return status;
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

static cost_status_t make_noisy(const cost_column_t **out, cost_arena_t *arena, const cost_noisy_t *loads, size_t count,
                                cost_event_t *events, common_t *common)
{
    const cost_column_t *columns[LANES];
    cost_status_t status = COST_OK;
    for (size_t i = 0; i < count && !status;) {
        lane_t lane[LANES] = {{0}};
        size_t place[LANES];
        int taken = 0;
        for (; i < count && taken < LANES; i++) {
            if (cost_noise_is_off(&loads[i].noise))
                continue;
            place[taken] = i;
            lane[taken++] = (lane_t){.load = &loads[i], .events = events + i * loads[i].demand.event_count};
        }
        if (!taken)
            break;
        if (!common->weights)
            status = expect(common, &loads[place[0]].demand);
        if (!status)
            status = make_group(columns, arena, lane, taken, common);
        for (int k = 0; k < taken && !status; k++)
            out[place[k]] = columns[k];
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
