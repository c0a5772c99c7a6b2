/* The bill by the hour: what each service costs, tasks, loads; charts of both. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libcost/analysis/timeline.h"
#include "libcost/report/workbook.h"

/* The charts stand on the summary, below its own. */
enum { HEAD_ROW = 1, FIRST_ROW, CHART_SERIES_MAX = 8, DATE_LENGTH = 10 };
enum { TIME, DAY, TOTAL, FIRST_SERVICE };

typedef struct {
    const cost_workbook_t *workbook;
    const cost_timeline_t *timeline;
    cost_sheet_t *sheet, *summary;
    const char **services; /* the dearest first */
    cost_wide_t **hours;   /* nano-dollars by service and row */
    cost_wide_t *sums;
    size_t service_count, rows;
    const char **names; /* by column */
    size_t end_column;
} writer_t;

/* ---- cost by service ---- */

static size_t service_number(const writer_t *writer, const char *service)
{
    size_t i = 0;
    while (i < writer->service_count && strcmp(writer->services[i], service))
        i++;
    return i;
}

static int compare_bills(const void *left, const void *right)
{
    const cost_bill_sum_t *a = left, *b = right;
    if (a->cost.nano_usd != b->cost.nano_usd)
        return a->cost.nano_usd < b->cost.nano_usd ? 1 : -1;
    return strcmp(a->name, b->name);
}

/* False when memory is out. */
static bool sum_services(writer_t *writer)
{
    const cost_bill_t *bill = writer->timeline->bill;
    cost_arena_t *arena = writer->workbook->arena;
    cost_bill_sum_t *sums = cost_arena_array(arena, bill->service_count + 1, sizeof *sums);
    writer->services = cost_arena_array(arena, bill->service_count + 1, sizeof *writer->services);
    writer->hours = cost_arena_array(arena, bill->service_count + 1, sizeof *writer->hours);
    writer->sums = cost_arena_array(arena, bill->service_count + 1, sizeof *writer->sums);
    if (!sums || !writer->services || !writer->hours || !writer->sums)
        return false;
    memcpy(sums, bill->by_service, bill->service_count * sizeof *sums);
    qsort(sums, bill->service_count, sizeof *sums, compare_bills);
    for (size_t i = 0; i < bill->service_count && sums[i].cost.nano_usd; i++) {
        writer->services[i] = sums[i].name;
        writer->sums[i] = sums[i].cost.nano_usd;
        writer->hours[i] = cost_arena_array(arena, writer->rows + 1, sizeof *writer->hours[i]);
        writer->service_count++;
        if (!writer->hours[i])
            return false;
    }
    for (size_t i = 0; i < writer->timeline->column_count; i++) {
        const cost_timeline_column_t *column = &writer->timeline->columns[i];
        if (column->kind != COST_TIMELINE_COST || !column->line)
            continue;
        const size_t number = service_number(writer, column->line->record->service->name);
        for (size_t row = 0; number < writer->service_count && row < writer->rows; row++)
            writer->hours[number][row] += column->values[row];
    }
    writer->end_column = FIRST_SERVICE + writer->service_count;
    for (size_t i = 0; i < writer->service_count; i++)
        writer->names[FIRST_SERVICE + i] = writer->services[i];
    return true;
}

/* A share of what the service costs on the sheet of lines, so that a changed price moves its hours. */
static void put_service(const writer_t *writer, size_t number)
{
    const cost_part_t *part = &writer->workbook->parts[0];
    const size_t column = FIRST_SERVICE + number;
    const cost_cell_name_t sum = cost_cell_fixed(HEAD_ROW - 1, column);
    char share[COST_WIDE_TEXT_SIZE];
    cost_sheet_text(writer->sheet, HEAD_ROW, column, COST_STYLE_HEAD_RIGHT, writer->services[number]);
    cost_sheet_formula(writer->sheet, HEAD_ROW - 1, column, COST_STYLE_USD,
                       cost_wide_double(writer->sums[number], 1000000000), "=SUMIFS(%s,%s,%s)",
                       cost_part_range(part, COST_LINES_USD).text, cost_part_range(part, COST_LINES_SERVICE).text,
                       cost_cell(HEAD_ROW, column).text);
    for (size_t row = 0; row < writer->rows; row++)
        cost_sheet_formula(writer->sheet, FIRST_ROW + row, column, COST_STYLE_USD_HOUR,
                           cost_wide_double(writer->hours[number][row], 1000000000), "=%s*%s", sum.text,
                           cost_wide_decimal(writer->hours[number][row], writer->sums[number], 18, share));
}

static void put_total(const writer_t *writer)
{
    cost_sheet_t *sheet = writer->sheet;
    const size_t last = FIRST_SERVICE + (writer->service_count ? writer->service_count - 1 : 0), rows = writer->rows;
    const cost_timeline_column_t *total = &writer->timeline->columns[0];
    cost_sheet_text(sheet, HEAD_ROW, TOTAL, COST_STYLE_HEAD_RIGHT, "USD");
    cost_sheet_text(sheet, HEAD_ROW - 1, TIME, COST_STYLE_STRONG, "Sum of the hours");
    cost_sheet_formula(sheet, HEAD_ROW - 1, TOTAL, COST_STYLE_USD, cost_money_double(writer->timeline->bill->total),
                       "=SUM(%s:%s)", cost_cell(FIRST_ROW, TOTAL).text, cost_cell(FIRST_ROW + rows - 1, TOTAL).text);
    for (size_t row = 0; row < rows; row++)
        cost_sheet_formula(sheet, FIRST_ROW + row, TOTAL, COST_STYLE_USD_HOUR,
                           cost_wide_double(total->values[row], 1000000000), "=SUM(%s:%s)",
                           cost_cell(FIRST_ROW + row, FIRST_SERVICE).text, cost_cell(FIRST_ROW + row, last).text);
}

/* ---- capacity and loads ---- */

/* Every column of that kind, to the right of what is there; returns the first of them. */
static size_t put_kind(writer_t *writer, cost_timeline_kind_t kind)
{
    const size_t first = writer->end_column;
    for (size_t i = 0; i < writer->timeline->column_count; i++) {
        const cost_timeline_column_t *from = &writer->timeline->columns[i];
        if (from->kind != kind)
            continue;
        cost_sheet_text(writer->sheet, HEAD_ROW, writer->end_column, COST_STYLE_HEAD_RIGHT, from->name);
        for (size_t row = 0; row < writer->rows; row++)
            cost_sheet_number(
                writer->sheet, FIRST_ROW + row, writer->end_column,
                kind == COST_TIMELINE_CAPACITY ? COST_STYLE_MEAN : COST_STYLE_COUNT,
                cost_wide_double(from->values[row], from->ones[cost_timeline_month(writer->timeline, row)]));
        writer->names[writer->end_column++] = from->name;
    }
    return first;
}

/* The day stands beside the time as a text: a chart whose names are dates has only one place for each day. */
static void put_times(const writer_t *writer)
{
    char text[COST_CIVIL_TEXT_SIZE];
    const bool hours_only = writer->timeline->bill->hours_only;
    cost_sheet_text(writer->sheet, HEAD_ROW, TIME, COST_STYLE_HEAD, hours_only ? "From hour" : "From (UTC)");
    cost_sheet_text(writer->sheet, HEAD_ROW, DAY, COST_STYLE_HEAD, "Day");
    for (size_t row = 0; row < writer->rows; row++) {
        cost_timeline_time(writer->timeline, row, text, sizeof text);
        if (hours_only)
            cost_sheet_text(writer->sheet, FIRST_ROW + row, TIME, COST_STYLE_TEXT, text);
        else
            cost_sheet_date(writer->sheet, FIRST_ROW + row, TIME, COST_STYLE_HOUR,
                            writer->timeline->bill->start + (int64_t)row * 3600);
        if (hours_only)
            snprintf(text, sizeof text, "day %zu", row / 24 + 1);
        else
            text[DATE_LENGTH] = '\0';
        cost_sheet_text(writer->sheet, FIRST_ROW + row, DAY, COST_STYLE_TEXT, text);
    }
}

/* ---- charts ---- */

static void put_chart(const writer_t *writer, const char *title, cost_chart_kind_t kind, size_t first, size_t past,
                      size_t row)
{
    const char *sheet = cost_sheet_name(writer->sheet);
    const size_t end = FIRST_ROW + writer->rows - 1, days = writer->rows / 24, labels = 8;
    const cost_range_t times = cost_range(sheet, FIRST_ROW, end, DAY);
    cost_range_t values[CHART_SERIES_MAX];
    cost_series_t series[CHART_SERIES_MAX];
    size_t count = 0;
    for (; first + count < past && count < CHART_SERIES_MAX; count++) {
        values[count] = cost_range(sheet, FIRST_ROW, end, first + count);
        series[count] = (cost_series_t){writer->names[first + count], times.text, values[count].text};
    }
    const cost_chart_t chart = {.kind = kind,
                                .title = title,
                                .y_format = kind == COST_CHART_LINE ? "0" : "0.00",
                                .series = series,
                                .series_count = count,
                                .row = row,
                                .column = COST_SUMMARY_CHARTS,
                                .width = COST_SUMMARY_CHART_WIDTH,
                                .height = 290,
                                .x_step = (unsigned)(24 * (days / labels + 1))};
    cost_sheet_chart(writer->summary, &chart);
}

static void put_sheet(writer_t *writer)
{
    put_times(writer);
    put_total(writer);
    for (size_t i = 0; i < writer->service_count; i++)
        put_service(writer, i);
    const size_t capacity = put_kind(writer, COST_TIMELINE_CAPACITY), past = writer->end_column;
    put_kind(writer, COST_TIMELINE_LOAD);
    put_chart(writer, "Cost of an hour by service, USD", COST_CHART_AREA, FIRST_SERVICE,
              FIRST_SERVICE + writer->service_count, COST_SUMMARY_COST_ROW);
    put_chart(writer, "Tasks and other capacity, mean of the hour", COST_CHART_LINE, capacity, past,
              COST_SUMMARY_TASKS_ROW);
    cost_sheet_table(writer->sheet, HEAD_ROW, FIRST_ROW + writer->rows - 1, writer->end_column, TOTAL);
    cost_sheet_print(writer->sheet, FIRST_ROW + writer->rows - 1, past);
    cost_sheet_width(writer->sheet, TIME, 17, 17);
    cost_sheet_width(writer->sheet, DAY, 11, 11);
    for (size_t i = TOTAL; i < writer->end_column; i++)
        cost_sheet_width(writer->sheet, i, 12, 30);
}

cost_status_t cost_write_timeline(const cost_workbook_t *workbook, cost_sheet_t *summary, cost_error_t *err)
{
    cost_timeline_t *timeline = NULL;
    const cost_bill_t *bill = workbook->parts[0].bill;
    cost_status_t status = cost_timeline_create(&timeline, bill, COST_RESOLUTION_HOURLY, NULL);
    if (status == COST_ERR_UNSUPPORTED)
        return COST_OK;
    if (status == COST_ERR_LIMIT) { /* a workbook is none the worse for it */
        cost_sheet_text(cost_xlsx_add_sheet(workbook->book, "Timeline"), 0, 0, COST_STYLE_REMARK,
                        "The period has too many hours, or the bill too many lines, for a sheet of hours.");
        return COST_OK;
    }
    if (status == COST_ERR_MEMORY) /* a second time there may be enough */
        return cost_fail_memory(err);
    if (status)
        return cost_timeline_create(&timeline, bill, COST_RESOLUTION_HOURLY, err); /* says why */
    writer_t writer = {.workbook = workbook,
                       .timeline = timeline,
                       .sheet = cost_xlsx_add_sheet(workbook->book, "Timeline"),
                       .summary = summary,
                       .rows = cost_timeline_row_count(timeline)};
    writer.names = cost_arena_array(workbook->arena, FIRST_SERVICE + bill->service_count + timeline->column_count + 1,
                                    sizeof *writer.names);
    if (writer.names && sum_services(&writer))
        put_sheet(&writer);
    else
        cost_xlsx_fail(workbook->book);
    cost_timeline_destroy(timeline);
    return COST_OK;
}
