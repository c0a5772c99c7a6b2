/* How a load is spread over day and week: weights of minutes.  Only their proportions mean something.
 *
 *     cost_shape_t shape = {.kind = COST_SHAPE_BUSINESS_HOURS, .zone = new_york};
 *     int64_t *week = cost_alloc_array(COST_WEEK_MINUTES, sizeof *week);
 *     cost_shape_week(week, &shape, month.minutes);
 *     cost_stretch_t part = {0};
 *     while (cost_shape_next(&part, &shape, week, &month))
 *         for (int64_t m = part.from; m < part.until; m++)
 *             ...;   // minute m of the month weighs part.weights[m - part.from]
 *
 * A week of weights is made once, in the shape's own time zone; a month is made of its days.  A day on which clocks are
 * put forward has 23 hours, one on which they are put back has an hour twice.  Integers only: the same bytes from every
 * compiler.  Sources: scaling-rules 10.1. */
#ifndef COST_SHAPE_H
#define COST_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libcost/demand/zone.h"
#include "libcost/flow/flow.h"

enum { COST_DAY_MINUTES = 1440, COST_WEEK_MINUTES = 7 * COST_DAY_MINUTES, COST_WEEK_HOURS = 168 };
enum { COST_SHAPE_WHY_SIZE = 160 };
/* The largest weight of a minute; month minutes x weights stay below 2^61. */
#define COST_WEIGHT_MAX ((int64_t)1 << 40)

typedef enum {
    COST_SHAPE_FLAT,
    COST_SHAPE_BUSINESS_HOURS, /* cost_business_hours */
    COST_SHAPE_WEIGHTS,        /* 24 or 168 stated weights of hours */
    COST_SHAPE_HARMONICS       /* 1 + sum of cosines, never below 0; `diurnal` is cost_diurnal */
} cost_shape_kind_t;

/* What happens inside an hour.  Either way an hour has exactly the share of the load that its weight says. */
typedef enum {
    COST_HOURS_SLOPED, /* the load rises and falls towards the hours beside it: the default, because a jump at the full
                          hour would start scalings that no real load starts */
    COST_HOURS_LEVEL   /* constant: larger jumps, fewer changes */
} cost_hours_t;

typedef struct {
    int32_t cycles;    /* in a week: 7 is once a day, 14 twice a day, 1 once a week; 1 to COST_CYCLES_MAX */
    int32_t peak;      /* the minute of the week (Monday 00:00 is 0) of one of its peaks */
    int64_t amplitude; /* 1e-9 of the mean, 0 to COST_AMPLITUDE_MAX */
} cost_harmonic_t;
enum { COST_CYCLES_MAX = 5040, COST_HARMONICS_MAX = 64 };
#define COST_AMPLITUDE_MAX INT64_C(8000000000) /* of all of them together */

typedef struct {
    cost_shape_kind_t kind;
    cost_hours_t hours;
    const cost_zone_t *zone; /* NULL: UTC */
    const int64_t *weights;  /* of WEIGHTS, each >= 0, in any unit: 24 of a day or 168 of a week, Monday first */
    size_t weight_count;
    const cost_harmonic_t *harmonics; /* of HARMONICS */
    size_t harmonic_count;
    const int64_t *weekdays; /* NULL: the kind's own; else 7 multipliers in any unit, each >= 0, Monday first */
    const int64_t *holidays; /* local days since 1970-01-01 that are like a Sunday, in any order */
    size_t holiday_count;
} cost_shape_t;

/* The business-hours table of scaling-rules 10.1 in 1e-9: hours of a day, days of a week from Monday on. */
extern const int64_t cost_business_hours[24];
extern const int64_t cost_business_days[7];
/* 1 + 0.5 cos(2 pi (h - 14.75) / 24) + 0.2 cos(4 pi (h - 0.25) / 24): the first two harmonics of a day of NASA's web
 * server in July 1995 (0.514 at 14:45 and 0.188 at 00:15), rounded.  A parameter, not a law. */
enum { COST_DIURNAL_HARMONICS = 2 };
extern const cost_harmonic_t cost_diurnal[COST_DIURNAL_HARMONICS];

/* Whether the shape is one; `why` else holds one clause. */
bool cost_shape_check(const cost_shape_t *shape, char why[COST_SHAPE_WHY_SIZE]);
/* Whether every minute weighs the same. */
bool cost_shape_is_flat(const cost_shape_t *shape);
/* Weights of the minutes of a week, Monday 00:00 first, of a shape that was checked.  Products of hours and days stay
 * exact while the largest is at most 2^29 times what they have in common (2^22 in a "month" of ten years); larger ones
 * are rounded to that.  Cosines are exact to 2^-40. */
void cost_shape_week(int64_t week[COST_WEEK_MINUTES], const cost_shape_t *shape, int64_t month_minutes);

/* Minutes [from, until) of a month, which lie in one local day, and their weights. */
typedef struct {
    int64_t from, until;
    const int64_t *weights; /* weights[0] is that of minute `from` */
} cost_stretch_t;

/* The stretch that begins where *part ends; {0} is before the first.  False at the month's end. */
bool cost_shape_next(cost_stretch_t *part, const cost_shape_t *shape, const int64_t week[COST_WEEK_MINUTES],
                     const cost_month_t *month);

#endif
