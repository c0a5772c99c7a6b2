/* Totals, as sums of the lines. */
#include <stdlib.h>
#include <string.h>

#include "libcost/report/report_rows.h"
#include "libcost/report/workbook.h"

enum { NAME, DETAIL, USD, SHARE, SUMMARY_COLUMNS };
enum { TOTAL_ROW = 5, CHART_BARS_MAX = 12 };

typedef struct {
    const cost_workbook_t *workbook;
    const cost_bill_t *bill;
    cost_sheet_t *sheet;
    size_t row;
} summary_t;

static cost_range_t lines(const summary_t *summary, size_t column)
{
    return cost_part_range(&summary->workbook->parts[0], column);
}

static void put_head(summary_t *summary, const char *name, const char *detail, cost_style_t detail_style)
{
    const cost_head_t head[SUMMARY_COLUMNS] = {
        {name, COST_STYLE_TEXT}, {detail, detail_style}, {"USD", COST_STYLE_USD}, {"Share", COST_STYLE_SHARE}};
    summary->row++;
    cost_sheet_head(summary->sheet, summary->row++, 0, head, SUMMARY_COLUMNS);
}

static void put_share(const summary_t *summary, cost_money_t cost)
{
    const cost_cell_name_t total = cost_cell_fixed(TOTAL_ROW, USD);
    const int64_t all = summary->bill->total.nano_usd;
    cost_sheet_formula(summary->sheet, summary->row, SHARE, COST_STYLE_SHARE,
                       all ? (double)cost.nano_usd / (double)all : 0, "=IF(%s=0,0,%s/%s)", total.text,
                       cost_cell(summary->row, USD).text, total.text);
}

/* ---- the head ---- */

static void put_remark(summary_t *summary, const char *text)
{
    if (text)
        cost_sheet_text(summary->sheet, summary->row++, NAME, COST_STYLE_REMARK, text);
    else
        cost_xlsx_fail(summary->workbook->book);
}

static void put_title(summary_t *summary)
{
    const cost_bill_t *bill = summary->bill;
    cost_arena_t *arena = summary->workbook->arena;
    char date[COST_DATE_TEXT_SIZE];
    const char *subject = cost_report_subject(arena, bill), *period = cost_report_period(arena, bill);
    if (subject)
        cost_sheet_text(summary->sheet, summary->row++, NAME, COST_STYLE_TITLE, subject);
    else
        cost_xlsx_fail(summary->workbook->book);
    put_remark(summary, period ? cost_arena_format(arena, "AWS bill for %s, central estimate", period) : NULL);
    put_remark(summary,
               cost_arena_format(arena, "USD before tax at list prices of %s (price book %s)",
                                 cost_report_date(bill->price_date, date), cost_catalog_version(bill->catalog)));
    put_remark(summary,
               cost_arena_format(arena, "%zu loads not priced, %zu warnings, %zu assumed values: see Assumptions",
                                 bill->unpriced.count, bill->warnings.count, bill->defaults.count));
}

static void put_total(summary_t *summary)
{
    char exact[COST_MONEY_TEXT_SIZE];
    cost_sheet_t *sheet = summary->sheet;
    cost_money_text(summary->bill->total, 9, exact);
    cost_sheet_text(sheet, TOTAL_ROW, NAME, COST_STYLE_STRONG, "Total");
    cost_sheet_formula(sheet, TOTAL_ROW, USD, COST_STYLE_USD_TOTAL, cost_money_double(summary->bill->total), "=SUM(%s)",
                       lines(summary, COST_LINES_USD).text);
    cost_sheet_text(sheet, TOTAL_ROW + 1, NAME, COST_STYLE_REMARK, "As estimated, to the last digit");
    cost_sheet_text(sheet, TOTAL_ROW + 1, USD, COST_STYLE_REMARK_RIGHT, exact);
    cost_sheet_exact(sheet, TOTAL_ROW + 1, TOTAL_ROW + 1, USD);
    cost_sheet_text(sheet, TOTAL_ROW + 2, NAME, COST_STYLE_REMARK, "Changed in this workbook by");
    cost_sheet_formula(sheet, TOTAL_ROW + 2, USD, COST_STYLE_USD_CHANGE, 0, "=ROUND(%s-%s,6)",
                       cost_cell(TOTAL_ROW, USD).text, exact);
    summary->row = TOTAL_ROW + 3;
}

/* ---- tables ---- */

static int compare_cost(const void *left, const void *right)
{
    const cost_bill_sum_t *a = left, *b = right;
    if (a->cost.nano_usd != b->cost.nano_usd)
        return a->cost.nano_usd < b->cost.nano_usd ? 1 : -1;
    return strcmp(a->name, b->name);
}

/* The dearest first; NULL when memory is out. */
static const cost_bill_sum_t *sort_sums(const summary_t *summary, const cost_bill_sum_t *sums, size_t count)
{
    cost_bill_sum_t *sorted = cost_arena_array(summary->workbook->arena, count + 1, sizeof *sorted);
    if (!sorted) {
        cost_xlsx_fail(summary->workbook->book);
        return NULL;
    }
    memcpy(sorted, sums, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_cost);
    return sorted;
}

static const char *title_of(const char *service)
{
    const cost_service_t *found = cost_service_find(service);
    return found ? found->title : "";
}

static void put_chart(const summary_t *summary, size_t first_row, size_t count)
{
    const size_t last_row = first_row + (count < CHART_BARS_MAX ? count : CHART_BARS_MAX) - 1;
    const cost_range_t names = cost_range(cost_sheet_name(summary->sheet), first_row, last_row, NAME);
    const cost_range_t values = cost_range(cost_sheet_name(summary->sheet), first_row, last_row, USD);
    const cost_series_t series = {NULL, names.text, values.text};
    const cost_chart_t chart = {.kind = COST_CHART_BARS,
                                .title = "Cost by service, USD",
                                .y_format = "#,##0.00",
                                .series = &series,
                                .series_count = 1,
                                .row = COST_SUMMARY_SERVICES_ROW,
                                .column = COST_SUMMARY_CHARTS,
                                .width = COST_SUMMARY_CHART_WIDTH,
                                .height = 400};
    cost_sheet_chart(summary->sheet, &chart);
}

static void put_services(summary_t *summary)
{
    const size_t count = summary->bill->service_count;
    const cost_bill_sum_t *sums = sort_sums(summary, summary->bill->by_service, count);
    put_head(summary, "Service", "AWS's name", COST_STYLE_TEXT);
    const size_t first_row = summary->row;
    for (size_t i = 0; sums && i < count; i++, summary->row++) {
        cost_sheet_text(summary->sheet, summary->row, NAME, COST_STYLE_TEXT, sums[i].name);
        cost_sheet_text(summary->sheet, summary->row, DETAIL, COST_STYLE_TEXT, title_of(sums[i].name));
        cost_sheet_formula(summary->sheet, summary->row, USD, COST_STYLE_USD, cost_money_double(sums[i].cost),
                           "=SUMIFS(%s,%s,%s)", lines(summary, COST_LINES_USD).text,
                           lines(summary, COST_LINES_SERVICE).text, cost_cell(summary->row, NAME).text);
        put_share(summary, sums[i].cost);
    }
    if (count)
        put_chart(summary, first_row, count);
}

static void put_months(summary_t *summary)
{
    const cost_bill_t *bill = summary->bill;
    if (bill->month_count < 2)
        return;
    put_head(summary, "Month", "Hours", COST_STYLE_COUNT);
    for (size_t i = 0; i < bill->month_count; i++, summary->row++) {
        cost_write_month(summary->sheet, summary->row, NAME, bill, i);
        cost_sheet_number(summary->sheet, summary->row, DETAIL, COST_STYLE_COUNT,
                          (double)(bill->months[i].seconds / 3600));
        cost_sheet_formula(summary->sheet, summary->row, USD, COST_STYLE_USD, cost_money_double(bill->months[i].total),
                           "=SUMIFS(%s,%s,%s)", lines(summary, COST_LINES_USD).text,
                           lines(summary, COST_LINES_MONTH).text, cost_cell(summary->row, NAME).text);
        put_share(summary, bill->months[i].total);
    }
}

static int compare_name(const void *left, const void *right)
{
    const cost_bill_sum_t *a = left, *b = right;
    return strcmp(a->name, b->name);
}

/* Where the bill, which sorts them by name, has the sum of "workload/resource". */
static size_t resource_number(const summary_t *summary, const char *name)
{
    const cost_bill_sum_t key = {.name = name}, *all = summary->bill->by_resource;
    const cost_bill_sum_t *found = bsearch(&key, all, summary->bill->resource_count, sizeof key, compare_name);
    return (size_t)(found - all);
}

/* The rows of each resource as ranges, `,$N$3:$N$9,...`, in the order of the bill's sums: ids may differ in case only
 * and may look like a number or a date, and SUMIFS would take such for the same.  NULL when memory is out. */
static const char **find_rows(const summary_t *summary)
{
    const cost_part_t *part = &summary->workbook->parts[0];
    cost_arena_t *arena = summary->workbook->arena;
    const char **ranges = cost_arena_array(arena, summary->bill->resource_count + 1, sizeof *ranges);
    for (size_t i = 0; ranges && i < part->record_count;) {
        const cost_used_record_t *record = &part->records[i];
        const cost_resource_t *resource = summary->bill->lines[record->line].record->resource;
        size_t end = record->row;
        for (; i < part->record_count && part->records[i].row == end &&
               summary->bill->lines[part->records[i].line].record->resource == resource;
             i++)
            end += part->records[i].used->slot_count;
        const char *name = cost_arena_format(arena, "%s/%s", resource->workload, resource->id);
        if (!name)
            return NULL;
        const size_t number = resource_number(summary, name);
        ranges[number] =
            cost_arena_format(arena, "%s%s%s", ranges[number] ? ranges[number] : "", ranges[number] ? "," : "",
                              cost_range(part->sheet, record->row, end - 1, COST_LINES_USD).text);
        if (!ranges[number])
            return NULL;
    }
    return ranges;
}

static void put_resources(summary_t *summary)
{
    const size_t count = summary->bill->resource_count;
    const cost_bill_sum_t *sums = sort_sums(summary, summary->bill->by_resource, count);
    const char **ranges = find_rows(summary);
    if (!ranges)
        cost_xlsx_fail(summary->workbook->book);
    put_head(summary, "Resource", "Service", COST_STYLE_TEXT);
    for (size_t i = 0; sums && ranges && i < count; i++, summary->row++) {
        const size_t number = resource_number(summary, sums[i].name);
        cost_sheet_text(summary->sheet, summary->row, NAME, COST_STYLE_TEXT, sums[i].name);
        cost_sheet_text(summary->sheet, summary->row, DETAIL, COST_STYLE_TEXT, sums[i].service);
        if (ranges[number])
            cost_sheet_formula(summary->sheet, summary->row, USD, COST_STYLE_USD, cost_money_double(sums[i].cost),
                               "=SUM(%s)", ranges[number]);
        else
            cost_sheet_number(summary->sheet, summary->row, USD, COST_STYLE_USD, 0);
        put_share(summary, sums[i].cost);
    }
}

cost_sheet_t *cost_write_summary(const cost_workbook_t *workbook)
{
    summary_t summary = {workbook, workbook->parts[0].bill, cost_xlsx_add_sheet(workbook->book, "Summary"), 0};
    put_title(&summary);
    put_total(&summary);
    put_services(&summary);
    put_months(&summary);
    put_resources(&summary);
    cost_sheet_width(summary.sheet, NAME, 28, 48);
    cost_sheet_width(summary.sheet, DETAIL, 12, 40);
    cost_sheet_width(summary.sheet, USD, 18, 18);
    cost_sheet_width(summary.sheet, SHARE, 9, 9);
    return summary.sheet;
}
