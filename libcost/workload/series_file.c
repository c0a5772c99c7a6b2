/* Measured traffic: the file of a `series`, and what of it a reader has to know. */
#include <string.h>

#include "libcost/workload/workload.h"

enum { MINUTE_S = 60, HOUR_S = 3600, DAY_S = 86400, WEEK_S = 7 * DAY_S };

static void refuse(cost_reader_t *reader, const cost_value_t *value, const char *why)
{
    cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, value->node, "%s", why));
}

/* Beside the workload file, unless it begins with a slash. */
static const char *path_of(const cost_reader_t *reader, const cost_workload_t *workload, const char *name)
{
    return *name == '/' || !*workload->folder ? name : cost_arena_format(reader->arena, "%s%s", workload->folder, name);
}

static int choice_of(const cost_value_t *measured, int field)
{
    return measured->values && measured->values[field].choice > 0;
}

static const char *text_of(const cost_value_t *measured, int field)
{
    return measured->values ? measured->values[field].text : NULL;
}

static cost_series_options_t options_of(const cost_value_t *measured, const cost_zone_t *zone)
{
    const cost_wide_t per_us = measured->values ? measured->values[COST_MEASURED_PER].amount.value : 0;
    return (cost_series_options_t){.time_column = text_of(measured, COST_MEASURED_TIME),
                                   .value_column = text_of(measured, COST_MEASURED_COLUMN),
                                   .zone = zone,
                                   .meaning = choice_of(measured, COST_MEASURED_VALUES) ? COST_SERIES_RATES
                                                                                        : COST_SERIES_COUNTS,
                                   .per_seconds = (int64_t)(per_us / 1000000),
                                   .sort = choice_of(measured, COST_MEASURED_UNORDERED),
                                   .add_duplicates = choice_of(measured, COST_MEASURED_DUPLICATES),
                                   .gaps = choice_of(measured, COST_MEASURED_GAPS) ? COST_GAP_BRIDGE : COST_GAP_EMPTY};
}

/* ---- what is told ---- */

static void tell_gaps(cost_reader_t *reader, const cost_traffic_t *traffic, const cost_series_options_t *options)
{
    const cost_load_series_t *series = traffic->series;
    const cost_node_t *node = traffic->field[COST_TRAFFIC_SERIES].node;
    const cost_gap_t *first = series->gaps;
    char from[COST_CIVIL_TEXT_SIZE];
    if (!series->gap_count)
        return;
    const char *text = cost_arena_format(
        reader->arena, "has %zu gap%s of %d min in all, the first from %s until line %d of %s; %s", series->gap_count,
        series->gap_count == 1 ? "" : "s", (int)((series->gap_seconds + MINUTE_S - 1) / MINUTE_S),
        cost_civil_text(first->from, from), first->line, series->file,
        options->gaps == COST_GAP_EMPTY
            ? "nothing came in them: measured: {gaps: bridge} puts the mean of what is beside them there"
            : "the mean of what is beside them was put there");
    if (text)
        cost_reader_warn(reader, node, "series-gaps", text);
    else
        cost_reader_memory(reader);
}

static void tell_repetition(cost_reader_t *reader, const cost_traffic_t *traffic, const cost_period_t *period)
{
    const cost_load_series_t *series = traffic->series;
    const cost_node_t *node = traffic->field[COST_TRAFFIC_SERIES].node;
    const int64_t begin = series->times[0], end = series->times[series->knot_count - 1];
    const bool weeks = traffic->months.extend == COST_SERIES_WEEKS;
    const int count = (int)((end - begin) / (weeks ? WEEK_S : DAY_S));
    char from[COST_CIVIL_TEXT_SIZE], until[COST_CIVIL_TEXT_SIZE];
    const char *text =
        cost_arena_format(reader->arena, "goes from %s to %s, %s; the last %d %s%s of it %s repeated, %s",
                          cost_civil_text(begin, from), cost_civil_text(end, until),
                          period->hours_only ? "and a period in hours has no dates" : "which is not all of the period",
                          count, weeks ? "week" : "day", count == 1 ? "" : "s", count == 1 ? "is" : "are",
                          weeks ? "weekday on weekday" : "on weekends as on other days");
    if (text)
        cost_reader_warn(reader, node, "series-repeated", text);
    else
        cost_reader_memory(reader);
}

/* ---- the period ---- */

static bool covers(const cost_load_series_t *series, const cost_period_t *period)
{
    int64_t first, last, seconds;
    cost_period_month(period, 0, &first, &seconds);
    cost_period_month(period, period->hours_only ? 0 : period->month_count - 1, &last, &seconds);
    return !period->hours_only && series->times[0] <= first && series->times[series->knot_count - 1] >= last + seconds;
}

/* As dated where all of the period was measured; else its last whole weeks, or days where it has no week. */
static void choose_months(cost_reader_t *reader, const cost_workload_t *workload, cost_traffic_t *traffic)
{
    const cost_value_t *measured = &traffic->field[COST_TRAFFIC_MEASURED];
    const cost_load_series_t *series = traffic->series;
    const int64_t length = series->times[series->knot_count - 1] - series->times[0];
    const bool fine = series->regular && series->interval_s <= MINUTE_S;
    traffic->months = (cost_series_month_t){.extend = COST_SERIES_AS_DATED,
                                            .interpolation = fine || choice_of(measured, COST_MEASURED_BETWEEN)
                                                                 ? COST_INTERPOLATE_LINEAR
                                                                 : COST_INTERPOLATE_SMOOTH,
                                            .zone = traffic->shape.zone};
    if (traffic->months.interpolation == COST_INTERPOLATE_SMOOTH && !cost_interpolate_has_smooth())
        refuse(
            reader, &traffic->field[COST_TRAFFIC_SERIES],
            "this build has no smooth interpolation (it was made with GSL=0); measured: {between: linear} is without");
    if (covers(series, &workload->period) || choice_of(measured, COST_MEASURED_BEYOND))
        return;
    traffic->months.extend = length >= WEEK_S ? COST_SERIES_WEEKS : COST_SERIES_DAYS;
    if (length >= DAY_S)
        tell_repetition(reader, traffic, &workload->period);
}

/* ---- the file ---- */

static bool may_be(cost_reader_t *reader, const cost_workload_t *workload, const cost_traffic_t *traffic)
{
    const cost_value_t *field = traffic->field, *series = &field[COST_TRAFFIC_SERIES];
    static const int own[] = {COST_TRAFFIC_SHAPE, COST_TRAFFIC_WEIGHTS, COST_TRAFFIC_HOLIDAYS, COST_TRAFFIC_HARMONICS,
                              COST_TRAFFIC_WEEKDAYS};
    const size_t before = reader->refused;
    bool fits = true;
    for (size_t i = 0; i < COST_COUNT(own); i++)
        if (field[own[i]].given == COST_STATED) {
            refuse(reader, &field[own[i]], "a measured series has its own days and hours; leave this out");
            fits = false;
        }
    if (!workload->folder || !strcmp(series->text, "-")) {
        refuse(reader, series,
               workload->folder
                   ? "a series is a file, not standard input"
                   : "a workload that is handed over as text has no folder with a series; give its file, or "
                     "the folder");
        fits = false;
    }
    return fits && reader->refused == before;
}

static bool is_answer(const char *name)
{
    const size_t length = strlen(name);
    return length >= 5 && !strcmp(name + length - 5, ".json");
}

/* An answer of CloudWatch has no order to keep, and its column chose the metric. */
static cost_status_t load(cost_csv_t *table, cost_series_options_t *options, cost_arena_t *arena, const char *path,
                          cost_error_t *err)
{
    if (!is_answer(path))
        return cost_csv_load(table, arena, path, err);
    const char *name = options->value_column;
    cost_node_t *root = NULL;
    options->time_column = options->value_column = NULL;
    options->sort = true;
    cost_status_t status = cost_tree_load(&root, arena, path, err);
    return status ? status : cost_series_answer(table, arena, root, name, err);
}

void cost_series_file_read(cost_reader_t *reader, const cost_workload_t *workload, cost_traffic_t *traffic)
{
    const cost_value_t *name = &traffic->field[COST_TRAFFIC_SERIES];
    const cost_value_t *measured = &traffic->field[COST_TRAFFIC_MEASURED];
    cost_series_options_t options = options_of(measured, traffic->shape.zone);
    cost_csv_t table;
    cost_load_series_t *series = NULL;
    if (!name->text) {
        if (measured->given == COST_STATED)
            refuse(reader, measured, "measured says how a series is read; there is no series");
        return;
    }
    if (!may_be(reader, workload, traffic))
        return;
    const char *path = path_of(reader, workload, name->text);
    cost_status_t status = path ? load(&table, &options, reader->arena, path, reader->err) : COST_ERR_MEMORY;
    if (!status)
        status = cost_series_read(&series, reader->arena, &table, &options, reader->err);
    if (status) {
        if (path)
            cost_reader_fail(reader, status);
        else
            cost_reader_memory(reader);
        return;
    }
    traffic->series = series;
    tell_gaps(reader, traffic, &options);
    choose_months(reader, workload, traffic);
}
