/* Measured traffic: a CSV file of timestamp,value becomes a column of a month, its totals kept.
 *
 *     cost_series_options_t options = {0};                      // counts, UTC, in order, without duplicates
 *     cost_load_series_t *series;
 *     cost_status_t status = cost_series_read(&series, arena, &table, &options, err);
 *     for (size_t i = 0; i < series->gap_count; i++)
 *         ...;                                                  // tell of series->gaps[i]
 *     cost_series_month_t use = {.extend = COST_SERIES_WEEKS};
 *     status = cost_series_column(&column, arena, series, &month, &use, err);
 *
 * A timestamp is the begin of its interval, as CloudWatch has it.  An interval is as long as the time to the next
 * timestamp, the last one as long as most; where the next is later than it should be, there is a gap. */
#ifndef COST_SERIES_H
#define COST_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cost/status.h"
#include "libcost/base/arena.h"
#include "libcost/base/csv.h"
#include "libcost/demand/interpolate.h"
#include "libcost/demand/zone.h"
#include "libcost/flow/flow.h"

typedef enum {
    COST_SERIES_COUNTS, /* a value is what came in its interval: the default */
    COST_SERIES_RATES   /* a value is a rate per `per_seconds` */
} cost_series_meaning_t;

typedef enum {
    COST_GAP_EMPTY, /* nothing came: the default, because then the file's total is kept, and because CloudWatch has no
                       points for minutes without requests */
    COST_GAP_BRIDGE /* the mean of the rates before and behind it came: what that adds is in `bridged` */
} cost_gap_fill_t;

typedef struct {
    const char *time_column;  /* NULL: "timestamp", else the first column */
    const char *value_column; /* NULL: "value", else the second column */
    const cost_zone_t *zone;  /* of timestamps without Z or offset; NULL: UTC */
    cost_series_meaning_t meaning;
    int64_t per_seconds; /* of RATES: 1, 60, 3600, ...; 0 is 1 */
    int64_t interval_s;  /* 0: that of most points */
    bool sort;           /* put points that are not in order into order, rather than refuse them */
    bool add_duplicates; /* add points of one time up, rather than refuse them */
    cost_gap_fill_t gaps;
} cost_series_options_t;

/* Time of which the file says nothing. */
typedef struct {
    int64_t from, seconds;
    int line; /* of the row behind it */
} cost_gap_t;

/* The sum of what came until each of its knots. */
typedef struct {
    const char *file;
    const int64_t *times; /* POSIX seconds, rising */
    const int64_t *sums;  /* 1e-6, from 0 on */
    size_t knot_count;    /* >= 2 */
    size_t point_count;
    int64_t interval_s; /* of most points */
    bool regular;       /* at least half of the points are that far apart */
    bool sorted;        /* they were not in order */
    size_t duplicates;  /* points that were added to another */
    const cost_gap_t *gaps;
    size_t gap_count;
    int64_t gap_seconds;
    int64_t bridged; /* 1e-6: what was put into the gaps */
} cost_load_series_t;

enum { COST_SERIES_ERRORS_MAX = 20 };
/* The gap behind a point that is late: by half an interval in a regular series, by nine in an irregular one. */
enum { COST_SERIES_LATE_IRREGULAR = 10 };

/* Timestamps: 2025-11-28T14:00, with seconds (fractions are dropped), Z or an offset, a space for the T, or whole POSIX
 * seconds.  Values: decimals >= 0, an exponent allowed, kept to 1e-6.  COST_ERR_SCHEMA, COST_ERR_RANGE or
 * COST_ERR_SYNTAX, up to COST_SERIES_ERRORS_MAX of them with their lines; COST_ERR_MEMORY. */
cost_status_t cost_series_read(cost_load_series_t **out, cost_arena_t *arena, const cost_csv_t *table,
                               const cost_series_options_t *options, cost_error_t *err);

/* What to do where the month is not in the series. */
typedef enum {
    COST_SERIES_AS_DATED, /* refuse: the default */
    COST_SERIES_WEEKS,    /* repeat its last whole weeks, weekday on weekday */
    COST_SERIES_DAYS      /* repeat its last whole days: for a series shorter than a week */
} cost_series_extend_t;

typedef struct {
    cost_series_extend_t extend;
    cost_interpolation_t interpolation;
    const cost_zone_t
        *zone; /* repeated weeks and days keep this zone's time of day over a change of clocks; NULL: UTC */
} cost_series_month_t;

/* The whole units of each minute of the month, in the arena: the sum up to the end of a minute, rounded to the nearest
 * whole unit, less that up to its start.  COST_ERR_RANGE: the month is not covered, or the series too short to be
 * repeated, with what would do; COST_ERR_UNSUPPORTED: smooth interpolation in a build without GSL; COST_ERR_MEMORY. */
cost_status_t cost_series_column(const cost_column_t **out, cost_arena_t *arena, const cost_load_series_t *series,
                                 const cost_month_t *month, const cost_series_month_t *use, cost_error_t *err);

#endif
