#include "libcost/demand/shape.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "libcost/demand/calendar.h"
#include "libcost/demand/wave.h"

enum { DAY_SECONDS = 86400, MINUTE = 60, DAY_HOURS = 24, HOUR_MINUTES = 60, SUNDAY = 6 };
/* A slope is counted in half weights an hour, a minute's place in 120ths of an hour: so a weight has 240 parts. */
enum { PARTS = 240, WAVE_BITS = 40, FACTOR_BITS = 60 };
#define NANO         INT64_C(1000000000)
#define WEIGHTS_BITS 61

const int64_t cost_business_hours[24] = {
    100000000,  100000000,  100000000,  100000000,  100000000,  100000000,  100000000,  200000000,
    500000000,  1200000000, 2000000000, 2200000000, 1800000000, 2000000000, 2600000000, 2800000000,
    2600000000, 2200000000, 1600000000, 1000000000, 700000000,  400000000,  400000000,  400000000,
};
const int64_t cost_business_days[7] = {1150000000, 1250000000, 1250000000, 1200000000,
                                       1000000000, 600000000,  550000000};
const cost_harmonic_t cost_diurnal[COST_DIURNAL_HARMONICS] = {
    {.cycles = 7, .peak = 14 * 60 + 45, .amplitude = 500000000},
    {.cycles = 14, .peak = 15, .amplitude = 200000000},
};

/* ---- what is a shape ---- */

static bool __attribute__((format(printf, 2, 3))) refuse(char why[COST_SHAPE_WHY_SIZE], const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vsnprintf(why, COST_SHAPE_WHY_SIZE, format, values);
    va_end(values);
    return false;
}

static bool check_weights(const int64_t *weights, size_t count, const char *what, char why[COST_SHAPE_WHY_SIZE])
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (weights[i] < 0)
            return refuse(why, "%s %d is negative; 0 and more are expected", what, (int)i + 1);
        any = any || weights[i];
    }
    return any || refuse(why, "every %s is 0; at least one has to be more", what);
}

static bool check_harmonics(const cost_shape_t *shape, char why[COST_SHAPE_WHY_SIZE])
{
    int64_t sum = 0;
    if (!shape->harmonic_count || shape->harmonic_count > COST_HARMONICS_MAX)
        return refuse(why, "%zu harmonics are not 1 to %d", shape->harmonic_count, (int)COST_HARMONICS_MAX);
    for (size_t i = 0; i < shape->harmonic_count; i++) {
        const cost_harmonic_t *wave = &shape->harmonics[i];
        if (wave->cycles < 1 || wave->cycles > COST_CYCLES_MAX)
            return refuse(why, "harmonic %d has %d cycles a week; 1 to %d are expected, 7 being once a day", (int)i + 1,
                          (int)wave->cycles, (int)COST_CYCLES_MAX);
        if (wave->peak < 0 || wave->peak >= COST_WEEK_MINUTES)
            return refuse(why, "harmonic %d has its peak outside the week", (int)i + 1);
        if (wave->amplitude < 0 || wave->amplitude > COST_AMPLITUDE_MAX - sum)
            return refuse(why, "the amplitudes are not all positive, or add up to more than 8");
        sum += wave->amplitude;
    }
    return true;
}

bool cost_shape_check(const cost_shape_t *shape, char why[COST_SHAPE_WHY_SIZE])
{
    why[0] = '\0';
    if (shape->weekdays && !check_weights(shape->weekdays, 7, "weight of a day", why))
        return false;
    switch (shape->kind) {
    case COST_SHAPE_FLAT:
    case COST_SHAPE_BUSINESS_HOURS:
        return true;
    case COST_SHAPE_WEIGHTS:
        if (shape->weight_count != DAY_HOURS && shape->weight_count != COST_WEEK_HOURS)
            return refuse(why, "%zu weights are neither the 24 of a day nor the 168 of a week", shape->weight_count);
        return check_weights(shape->weights, shape->weight_count, "weight of an hour", why);
    case COST_SHAPE_HARMONICS:
        return check_harmonics(shape, why);
    }
    return false;
}

bool cost_shape_is_flat(const cost_shape_t *shape)
{
    return shape->kind == COST_SHAPE_FLAT && !shape->weekdays;
}

/* ---- a week ---- */

/* Weights may be so large that the sum over the month stays below 2^61. */
static int64_t largest_weight(int64_t month_minutes)
{
    const int64_t minutes = month_minutes > COST_WEEK_MINUTES ? month_minutes : COST_WEEK_MINUTES;
    const int64_t most = ((int64_t)1 << WEIGHTS_BITS) / minutes;
    return most < COST_WEIGHT_MAX ? most : COST_WEIGHT_MAX;
}

static int64_t day_weight(const cost_shape_t *shape, int day)
{
    if (shape->weekdays)
        return shape->weekdays[day];
    return shape->kind == COST_SHAPE_BUSINESS_HOURS ? cost_business_days[day] : 1;
}

static int64_t hour_weight(const cost_shape_t *shape, int hour)
{
    switch (shape->kind) {
    case COST_SHAPE_BUSINESS_HOURS:
        return cost_business_hours[hour % DAY_HOURS];
    case COST_SHAPE_WEIGHTS:
        return shape->weights[(size_t)hour % shape->weight_count];
    case COST_SHAPE_FLAT:
    case COST_SHAPE_HARMONICS:
        break;
    }
    return 1;
}

/* The hours of a week in their lowest terms, at most `most`. */
static void fill_hours(int64_t hours[COST_WEEK_HOURS], const cost_shape_t *shape, int64_t most)
{
    cost_wide_t exact[COST_WEEK_HOURS], common = 0, largest = 0;
    for (int h = 0; h < COST_WEEK_HOURS; h++) {
        exact[h] = (cost_wide_t)hour_weight(shape, h) * day_weight(shape, h / DAY_HOURS);
        common = exact[h] ? cost_wide_gcd(exact[h], common) : common;
        largest = exact[h] > largest ? exact[h] : largest;
    }
    const bool fits = common && largest / common <= most;
    for (int h = 0; h < COST_WEEK_HOURS; h++) {
        cost_wide_t rounded = 0;
        if (fits)
            rounded = exact[h] / common;
        else if (largest)
            cost_wide_mul_div(&rounded, exact[h], most, largest);
        hours[h] = (int64_t)rounded;
    }
}

/* Half weights an hour: the mean of the slopes to either side, but never so steep that the hour's ends leave the
 * weights beside it, and none at a peak or in a valley.  So weights never fall below 0. */
static int64_t slope(int64_t before, int64_t here, int64_t after)
{
    const int64_t rise = here - before, further = after - here, mean = rise + further;
    if ((rise > 0) != (further > 0) || !rise || !further)
        return 0;
    const int64_t sign = rise > 0 ? 1 : -1;
    const int64_t flatter = rise * sign < further * sign ? rise * sign : further * sign;
    return sign * (mean * sign < 4 * flatter ? mean * sign : 4 * flatter);
}

/* Four minutes at a time: two pairs that both rise by four slopes. */
static void fill_hour(int64_t *minute, int64_t weight, int64_t each)
{
    typedef int64_t pair_t __attribute__((vector_size(16)));
    const int64_t value = PARTS * weight - each * (HOUR_MINUTES - 1);
    pair_t here = {value, value + 2 * each}, next = here + 4 * each;
    for (int m = 0; m < HOUR_MINUTES; m += 4, here += 8 * each, next += 8 * each) {
        memcpy(minute + m, &here, sizeof here);
        memcpy(minute + m + 2, &next, sizeof next);
    }
}

static void fill_week(int64_t week[COST_WEEK_MINUTES], const int64_t hours[COST_WEEK_HOURS], cost_hours_t how)
{
    for (int h = 0; h < COST_WEEK_HOURS; h++) {
        const int64_t before = hours[(h + COST_WEEK_HOURS - 1) % COST_WEEK_HOURS];
        const int64_t after = hours[(h + 1) % COST_WEEK_HOURS];
        fill_hour(week + h * HOUR_MINUTES, hours[h], how == COST_HOURS_SLOPED ? slope(before, hours[h], after) : 0);
    }
}

/* Makes room for the decimals of what multiplies the weights: times 5.25 is exact in weights of 100. */
static void add_decimals(int64_t hours[COST_WEEK_HOURS], int64_t most)
{
    int64_t largest = 0, scale = 1;
    for (int h = 0; h < COST_WEEK_HOURS; h++)
        largest = hours[h] > largest ? hours[h] : largest;
    while (scale < NANO && largest * scale <= most / 10)
        scale *= 10;
    for (int h = 0; h < COST_WEEK_HOURS; h++)
        hours[h] *= scale;
}

/* Adds amplitude x cosine, x 2^40, to so many minutes.  One that has whole cycles a day is the same every day. */
static void add_wave(int64_t *minutes, int total, const cost_harmonic_t *wave)
{
    int64_t cosine[COST_WEEK_MINUTES];
    const int count = wave->cycles % 7 ? COST_WEEK_MINUTES : COST_DAY_MINUTES;
    const cost_wide_t amplitude = (((cost_wide_t)wave->amplitude << WAVE_BITS) + NANO / 2) / NANO;
    cost_wave_fill(cosine, (size_t)count, wave->cycles, wave->peak);
    for (int m = 0; m < count; m++)
        cosine[m] = (int64_t)((amplitude * cosine[m]) >> 60);
    for (int from = 0; from < total; from += count)
        for (int m = 0; m < count; m++)
            minutes[from + m] += cosine[m];
}

static void scale_day(int64_t *day, const int64_t *waves, cost_wide_t factor)
{
    for (int m = 0; m < COST_DAY_MINUTES; m++)
        day[m] = waves[m] > 0 ? (int64_t)((waves[m] * factor) >> FACTOR_BITS) : 0;
}

/* Where every wave has whole cycles a day, the first day stands for all: the last one is made of it first. */
static void fill_waves(int64_t week[COST_WEEK_MINUTES], const cost_shape_t *shape, int64_t most)
{
    int64_t largest = 0, amplitude = NANO;
    bool daily = true;
    for (int day = 0; day < 7; day++)
        largest = day_weight(shape, day) > largest ? day_weight(shape, day) : largest;
    for (size_t i = 0; i < shape->harmonic_count; i++)
        daily = daily && shape->harmonics[i].cycles % 7 == 0;
    const int total = daily ? COST_DAY_MINUTES : COST_WEEK_MINUTES;
    for (int m = 0; m < total; m++)
        week[m] = (int64_t)1 << WAVE_BITS;
    for (size_t i = 0; i < shape->harmonic_count; i++) {
        add_wave(week, total, &shape->harmonics[i]);
        amplitude += shape->harmonics[i].amplitude;
    }
    /* No minute is above 1 + the amplitudes, and no day above the largest. */
    const int64_t limit = (int64_t)((((cost_wide_t)amplitude << WAVE_BITS) / NANO) + COST_HARMONICS_MAX);
    for (int day = 6; day >= 0; day--) {
        int64_t *here = week + day * COST_DAY_MINUTES;
        const cost_wide_t scale = (cost_wide_t)most * day_weight(shape, day) / largest;
        if (daily && day < 6 && day_weight(shape, day) == day_weight(shape, day + 1))
            memcpy(here, here + COST_DAY_MINUTES, COST_DAY_MINUTES * sizeof *here);
        else
            scale_day(here, daily ? week : here, (scale << FACTOR_BITS) / limit); /* one division a day */
    }
}

void cost_shape_week(int64_t week[COST_WEEK_MINUTES], const cost_shape_t *shape, int64_t month_minutes)
{
    const int64_t most = largest_weight(month_minutes);
    int64_t hours[COST_WEEK_HOURS];
    if (shape->kind == COST_SHAPE_HARMONICS) {
        fill_waves(week, shape, most);
        return;
    }
    fill_hours(hours, shape, most / PARTS / 8);
    add_decimals(hours, most / PARTS);
    fill_week(week, hours, shape->hours);
}

/* ---- a month ---- */

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int local_weekday(const cost_shape_t *shape, int64_t day)
{
    for (size_t i = 0; i < shape->holiday_count; i++)
        if (shape->holidays[i] == day)
            return SUNDAY;
    return (cost_weekday(day) + 6) % 7;
}

bool cost_shape_next(cost_stretch_t *part, const cost_shape_t *shape, const int64_t week[COST_WEEK_MINUTES],
                     const cost_month_t *month)
{
    const int64_t from = part->until;
    if (from >= month->minutes)
        return false;
    const int64_t at = month->start + from * MINUTE;
    const int64_t local = at + (shape->zone ? cost_zone_offset(shape->zone, at) : 0);
    const int64_t day = floor_divide(local, DAY_SECONDS);
    const int64_t minute = (local - day * DAY_SECONDS) / MINUTE;
    int64_t until = from + COST_DAY_MINUTES - minute;
    const int64_t change = shape->zone ? cost_zone_next_change(shape->zone, at) : INT64_MAX;
    if (change < month->start + until * MINUTE)
        until = (change - month->start + MINUTE - 1) / MINUTE;
    *part = (cost_stretch_t){.from = from,
                             .until = until < month->minutes ? until : month->minutes,
                             .weights = week + local_weekday(shape, day) * COST_DAY_MINUTES + minute};
    return true;
}
