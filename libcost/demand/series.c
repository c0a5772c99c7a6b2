#include "libcost/demand/series.h"

#include <stdlib.h>
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/base/error.h"
#include "libcost/demand/calendar.h"
#include "libcost/demand/series_read.h"
#include "libcost/money/wide.h"

#define SUM_MAX ((cost_wide_t)1 << 62)

typedef struct {
    cost_load_series_t *series;
    const cost_csv_t *table;
    const cost_series_options_t *options;
    cost_series_point_t *points;
    size_t count;
    int64_t *times, *sums; /* knots: at most two a point */
    cost_gap_t *gaps;
    cost_error_t *err;
} maker_t;

static cost_place_t place(const maker_t *maker, size_t i)
{
    return (cost_place_t){.file = maker->table->file, .line = maker->table->lines[maker->points[i].row]};
}

/* ---- order ---- */

static int by_time(const void *a, const void *b)
{
    const cost_series_point_t *left = a, *right = b;
    if (left->at != right->at)
        return left->at < right->at ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row;
}

static cost_status_t put_in_order(maker_t *maker)
{
    for (size_t i = 1; i < maker->count; i++) {
        if (maker->points[i].at >= maker->points[i - 1].at)
            continue;
        if (!maker->options->sort)
            return cost_fail(maker->err, COST_ERR_RANGE, place(maker, i),
                             "the time is before that of the row ahead of it; rows are to be in the order of their "
                             "times, or measured: {unordered: sort} to be said");
        qsort(maker->points, maker->count, sizeof *maker->points, by_time);
        maker->series->sorted = true;
        return COST_OK;
    }
    return COST_OK;
}

static cost_status_t join_duplicates(maker_t *maker)
{
    size_t kept = 0;
    for (size_t i = 1; i < maker->count; i++) {
        cost_series_point_t *last = &maker->points[kept];
        if (maker->points[i].at != last->at) {
            maker->points[++kept] = maker->points[i];
            continue;
        }
        if (!maker->options->add_duplicates)
            return cost_fail(maker->err, COST_ERR_RANGE, place(maker, i),
                             "the time is that of line %d too; each time is to be there once, or measured: "
                             "{duplicates: add} to be said",
                             maker->table->lines[last->row]);
        last->value += maker->points[i].value;
        maker->series->duplicates++;
        if (last->value > SUM_MAX / 2)
            return cost_fail(maker->err, COST_ERR_RANGE, place(maker, i), "the sum of the duplicates is too large");
    }
    maker->count = kept + 1;
    return COST_OK;
}

/* ---- intervals ---- */

static int by_size(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

/* The interval of most points, or the one in the middle where no interval is that of half of them. */
static void choose_interval(cost_load_series_t *series, int64_t *steps, size_t count)
{
    size_t best = 0, run = 0;
    qsort(steps, count, sizeof *steps, by_size);
    for (size_t i = 0; i < count; i++) {
        run = i && steps[i] == steps[i - 1] ? run + 1 : 1;
        if (run > best) {
            best = run;
            series->interval_s = steps[i];
        }
    }
    series->regular = 2 * best >= count;
    if (!series->regular)
        series->interval_s = steps[count / 2];
}

static cost_status_t find_interval(maker_t *maker)
{
    cost_load_series_t *series = maker->series;
    if (maker->options->interval_s > 0) {
        series->interval_s = maker->options->interval_s;
        series->regular = true;
        return COST_OK;
    }
    if (maker->count < 2)
        return cost_fail(maker->err, COST_ERR_RANGE, place(maker, 0),
                         "one point does not tell how long its interval is; a second one would");
    int64_t *steps = cost_alloc_array(maker->count - 1, sizeof *steps);
    if (!steps)
        return cost_fail_memory(maker->err);
    for (size_t i = 0; i + 1 < maker->count; i++)
        steps[i] = maker->points[i + 1].at - maker->points[i].at;
    choose_interval(series, steps, maker->count - 1);
    cost_free(steps);
    return COST_OK;
}

/* How long point i counts: to the next one, or for one interval where that is late. */
static int64_t length_of(const maker_t *maker, size_t i)
{
    const cost_load_series_t *series = maker->series;
    if (i + 1 == maker->count)
        return series->interval_s;
    const int64_t step = maker->points[i + 1].at - maker->points[i].at;
    const int64_t late = series->regular ? series->interval_s + (series->interval_s + 1) / 2
                                         : COST_SERIES_LATE_IRREGULAR * series->interval_s;
    return step >= late && step > series->interval_s ? series->interval_s : step;
}

/* ---- knots ---- */

/* Units (1e-6) of point i. */
static bool units_of(cost_wide_t *out, const maker_t *maker, size_t i)
{
    const cost_series_options_t *options = maker->options;
    const int64_t value = maker->points[i].value;
    *out = value;
    switch (options->meaning) {
    case COST_SERIES_COUNTS:
        return true;
    case COST_SERIES_RATES:
        return cost_wide_mul_div(out, value, length_of(maker, i), options->per_seconds > 0 ? options->per_seconds : 1);
    }
    return false;
}

/* The mean of the rates on either side for as long as the gap is. */
static bool bridge(cost_wide_t *out, const maker_t *maker, size_t i, int64_t seconds)
{
    cost_wide_t before, behind, left, right;
    if (!units_of(&before, maker, i) || !units_of(&behind, maker, i + 1) ||
        !cost_wide_mul_div(&left, before, seconds, 2 * length_of(maker, i)) ||
        !cost_wide_mul_div(&right, behind, seconds, 2 * length_of(maker, i + 1)))
        return false;
    *out = left + right;
    return true;
}

static bool add_knot(maker_t *maker, int64_t at, cost_wide_t units)
{
    cost_load_series_t *series = maker->series;
    const size_t k = series->knot_count++;
    const cost_wide_t sum = units + (k ? maker->sums[k - 1] : 0);
    maker->times[k] = at;
    maker->sums[k] = (int64_t)sum;
    return sum <= SUM_MAX;
}

static bool add_gap(maker_t *maker, size_t i, int64_t from, cost_wide_t *units)
{
    cost_load_series_t *series = maker->series;
    const int64_t seconds = maker->points[i + 1].at - from;
    *units = 0;
    maker->gaps[series->gap_count++] = (cost_gap_t){from, seconds, maker->table->lines[maker->points[i + 1].row]};
    series->gap_seconds += seconds;
    if (maker->options->gaps == COST_GAP_EMPTY)
        return true;
    if (!bridge(units, maker, i, seconds) || *units > SUM_MAX - series->bridged)
        return false;
    series->bridged += (int64_t)*units;
    return true;
}

static cost_status_t add_point(maker_t *maker, size_t i)
{
    const int64_t until = maker->points[i].at + length_of(maker, i);
    cost_wide_t units;
    bool fits = units_of(&units, maker, i) && add_knot(maker, until, units);
    if (fits && i + 1 < maker->count && until < maker->points[i + 1].at)
        fits = add_gap(maker, i, until, &units) && add_knot(maker, maker->points[i + 1].at, units);
    return fits ? COST_OK
                : cost_fail(maker->err, COST_ERR_RANGE, place(maker, i), "the sum of the values is too large");
}

static cost_status_t add_points(maker_t *maker, cost_arena_t *arena)
{
    const size_t room = 2 * maker->count + 1;
    maker->times = cost_arena_array(arena, room, sizeof *maker->times);
    maker->sums = cost_arena_array(arena, room, sizeof *maker->sums);
    maker->gaps = cost_arena_array(arena, maker->count, sizeof *maker->gaps);
    if (!maker->times || !maker->sums || !maker->gaps)
        return cost_fail_memory(maker->err);
    cost_status_t status = COST_OK;
    add_knot(maker, maker->points[0].at, 0);
    for (size_t i = 0; i < maker->count && !status; i++)
        status = add_point(maker, i);
    maker->series->times = maker->times;
    maker->series->sums = maker->sums;
    maker->series->gaps = maker->gaps;
    maker->series->point_count = maker->count;
    return status;
}

cost_status_t cost_series_read(cost_load_series_t **out, cost_arena_t *arena, const cost_csv_t *table,
                               const cost_series_options_t *options, cost_error_t *err)
{
    *out = NULL;
    if (!table->row_count)
        return cost_fail(err, COST_ERR_RANGE, (cost_place_t){.file = table->file}, "the series has no points");
    cost_load_series_t *series = cost_arena_alloc(arena, sizeof *series);
    maker_t maker = {.series = series,
                     .table = table,
                     .options = options,
                     .points = cost_alloc_array(table->row_count, sizeof *maker.points),
                     .count = table->row_count,
                     .err = err};
    cost_status_t status = series && maker.points ? COST_OK : cost_fail_memory(err);
    if (!status)
        status = cost_series_points(maker.points, table, options, err);
    if (!status)
        status = put_in_order(&maker);
    if (!status)
        status = join_duplicates(&maker);
    if (!status)
        status = find_interval(&maker);
    if (!status)
        status = add_points(&maker, arena);
    cost_free(maker.points);
    if (status)
        return status;
    series->file = table->file;
    *out = series;
    return COST_OK;
}
