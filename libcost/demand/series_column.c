/* A series in the minutes of a month. */
#include "libcost/base/alloc.h"
#include "libcost/base/error.h"
#include "libcost/demand/calendar.h"
#include "libcost/demand/series.h"

enum { MINUTE = 60, HOUR_SECONDS = 3600, DAY_SECONDS = 86400, WEEK_SECONDS = 7 * DAY_SECONDS };
#define MICRO INT64_C(1000000)

/* Which part of the series is repeated, and from when on the month's minutes are in it. */
typedef struct {
    const cost_load_series_t *series;
    const cost_month_t *month;
    const cost_zone_t *zone;
    int64_t from, length; /* seconds; length 0: nothing is repeated */
    int32_t offset;       /* of the zone, in that part */
} window_t;

static cost_place_t place(const cost_load_series_t *series)
{
    return (cost_place_t){.file = series->file};
}

static int64_t begin_of(const cost_load_series_t *series)
{
    return series->times[0];
}

static int64_t end_of(const cost_load_series_t *series)
{
    return series->times[series->knot_count - 1];
}

static cost_status_t check_dates(const window_t *window, cost_error_t *err)
{
    const cost_load_series_t *series = window->series;
    const cost_month_t *month = window->month;
    char from[COST_CIVIL_TEXT_SIZE], until[COST_CIVIL_TEXT_SIZE], begin[COST_CIVIL_TEXT_SIZE],
        end[COST_CIVIL_TEXT_SIZE];
    if (begin_of(series) <= month->start && end_of(series) >= month->start + month->seconds)
        return COST_OK;
    return cost_fail(
        err, COST_ERR_RANGE, place(series),
        "the series goes from %s to %s and the period from %s to %s; measured: {beyond: repeat} would repeat its weeks",
        cost_civil_text(begin_of(series), begin), cost_civil_text(end_of(series), end),
        cost_civil_text(month->start, from), cost_civil_text(month->start + month->seconds, until));
}

/* The last whole weeks, or days. */
static cost_status_t choose_part(window_t *window, int64_t unit, cost_error_t *err)
{
    const cost_load_series_t *series = window->series;
    const int64_t length = end_of(series) - begin_of(series);
    window->length = length / unit * unit;
    window->from = end_of(series) - window->length;
    window->offset = window->zone ? cost_zone_offset(window->zone, window->from) : 0;
    if (window->length)
        return COST_OK;
    const bool hours = length >= HOUR_SECONDS;
    return cost_fail(err, COST_ERR_RANGE, place(series),
                     "the series is %d %s long; to repeat its %s it would have to be %d h",
                     (int)(length / (hours ? HOUR_SECONDS : MINUTE)), hours ? "h" : "min",
                     unit == DAY_SECONDS ? "days" : "weeks", (int)(unit / HOUR_SECONDS));
}

static cost_status_t open_window(window_t *window, cost_series_extend_t extend, cost_error_t *err)
{
    switch (extend) {
    case COST_SERIES_AS_DATED:
        return check_dates(window, err);
    case COST_SERIES_WEEKS:
        return choose_part(window, WEEK_SECONDS, err);
    case COST_SERIES_DAYS:
        return choose_part(window, DAY_SECONDS, err);
    }
    return COST_ERR_UNSUPPORTED;
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Where in the series the minutes [first, past) begin, of which past is the end; turns[m] counts repetitions. */
static void place_minutes(int64_t *at, int64_t *turns, const window_t *window, int64_t first, int64_t past,
                          int64_t shift)
{
    for (int64_t m = first; m <= past; m++) {
        const int64_t time = window->month->start + m * MINUTE + shift;
        turns[m - first] = window->length ? floor_divide(time - window->from, window->length) : 0;
        at[m - first] = time - turns[m - first] * window->length;
    }
}

/* Adds minutes of one offset from UTC: sums[first] is known, the others follow. */
static cost_status_t add_minutes(int64_t *sums, int64_t *scratch, const window_t *window, int64_t first, int64_t past,
                                 cost_interpolation_t how)
{
    const cost_load_series_t *series = window->series;
    const size_t count = (size_t)(past - first) + 1;
    int64_t *at = scratch, *turns = scratch + count, *values = turns + count, part[2] = {0, 0};
    const int64_t ends[2] = {window->from, end_of(series)};
    const int64_t at_start = window->month->start + first * MINUTE;
    const int64_t shift =
        window->zone && window->length ? cost_zone_offset(window->zone, at_start) - window->offset : 0;
    place_minutes(at, turns, window, first, past, shift);
    cost_status_t status = cost_interpolate(values, at, count, series->times, series->sums, series->knot_count, how);
    if (!status && window->length)
        status = cost_interpolate(part, ends, 2, series->times, series->sums, series->knot_count, how);
    if (status)
        return status;
    const int64_t each = part[1] - part[0]; /* of a repetition */
    for (size_t i = 1; i < count; i++)
        sums[first + (int64_t)i] = sums[first] + (turns[i] - turns[0]) * each + values[i] - values[0];
    return COST_OK;
}

/* Minutes up to the next change of clocks. */
static int64_t part_end(const window_t *window, int64_t first)
{
    const cost_month_t *month = window->month;
    if (!window->zone || !window->length)
        return month->minutes;
    const int64_t change = cost_zone_next_change(window->zone, month->start + first * MINUTE);
    if (change >= month->start + month->seconds)
        return month->minutes;
    return (change - month->start + MINUTE - 1) / MINUTE;
}

static cost_status_t fill(int64_t *prefix, const window_t *window, cost_interpolation_t how)
{
    const int64_t minutes = window->month->minutes;
    int64_t *scratch = cost_alloc_array((size_t)minutes + 1, 3 * sizeof *scratch);
    cost_status_t status = scratch ? COST_OK : COST_ERR_MEMORY;
    prefix[0] = 0;
    for (int64_t first = 0, past; first < minutes && !status; first = past) {
        past = part_end(window, first);
        status = add_minutes(prefix, scratch, window, first, past, how);
    }
    for (int64_t m = 0; m <= minutes && !status; m++)
        prefix[m] = (prefix[m] + MICRO / 2) / MICRO;
    cost_free(scratch);
    return status;
}

/* A month of repetitions is at most this many units (1e-6). */
static cost_status_t check_size(const window_t *window, cost_error_t *err)
{
    const cost_load_series_t *series = window->series;
    const int64_t total = series->sums[series->knot_count - 1];
    const int64_t turns = window->length ? window->month->seconds / window->length + 2 : 1;
    if (total / MICRO <= INT64_MAX / MICRO / 2 / turns)
        return COST_OK;
    return cost_fail(err, COST_ERR_RANGE, place(series), "the sum of the values is too large");
}

static cost_status_t refuse(const cost_load_series_t *series, cost_status_t status, cost_error_t *err)
{
    if (status == COST_ERR_UNSUPPORTED)
        return cost_fail(
            err, status, place(series),
            "this build has no smooth interpolation (it was made with GSL=0); linear interpolation would do");
    return status == COST_ERR_MEMORY ? cost_fail_memory(err) : status;
}

cost_status_t cost_series_column(const cost_column_t **out, cost_arena_t *arena, const cost_load_series_t *series,
                                 const cost_month_t *month, const cost_series_month_t *use, cost_error_t *err)
{
    window_t window = {.series = series, .month = month, .zone = use->zone};
    *out = NULL;
    cost_status_t status = open_window(&window, use->extend, err);
    if (!status)
        status = check_size(&window, err);
    if (status)
        return status;
    cost_column_t *column = cost_arena_alloc(arena, sizeof *column);
    int64_t *prefix = cost_arena_raw(arena, (size_t)month->minutes + 1, sizeof *prefix);
    if (!column || !prefix)
        return cost_fail_memory(err);
    status = fill(prefix, &window, use->interpolation);
    if (status)
        return refuse(series, status, err);
    *column = (cost_column_t){.minutes = month->minutes, .prefix = prefix};
    *out = column;
    return COST_OK;
}
