/* The base and its scenarios side by side, by service. */
#include <stdlib.h>
#include <string.h>

#include "libcost/report/workbook.h"

enum { HEAD_ROW = 0, FIRST_ROW = 1 };

static int compare_names(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;
    return strcmp(*a, *b);
}

/* Every service that some part has; *count of them.  NULL when memory is out. */
static const char **list_services(const cost_workbook_t *workbook, size_t *count)
{
    size_t room = 0, all = 0;
    *count = 0;
    for (size_t i = 0; i < workbook->part_count; i++)
        room += workbook->parts[i].bill->service_count;
    const char **names = cost_arena_array(workbook->arena, room + 1, sizeof *names);
    if (!names)
        return NULL;
    for (size_t i = 0; i < workbook->part_count; i++)
        for (size_t k = 0; k < workbook->parts[i].bill->service_count; k++)
            names[all++] = workbook->parts[i].bill->by_service[k].name;
    qsort(names, all, sizeof *names, compare_names);
    for (size_t i = 0; i < all; i++)
        if (!i || strcmp(names[*count - 1], names[i]))
            names[(*count)++] = names[i];
    return names;
}

static cost_money_t cost_of(const cost_bill_t *bill, const char *service)
{
    for (size_t i = 0; i < bill->service_count; i++)
        if (!strcmp(bill->by_service[i].name, service))
            return bill->by_service[i].cost;
    return (cost_money_t){0};
}

/* Below the services: the total, and what it differs by from the base. */
static void put_total(const cost_workbook_t *workbook, cost_sheet_t *sheet, size_t number, size_t row)
{
    const size_t column = number + 1;
    const double total = cost_money_double(workbook->parts[number].bill->total);
    const double base = cost_money_double(workbook->parts[0].bill->total);
    const cost_cell_name_t here = cost_cell(row, column), there = cost_cell_fixed(row, 1);
    cost_sheet_formula(sheet, row, column, COST_STYLE_USD_TOTAL, total, "=SUM(%s:%s)",
                       cost_cell(FIRST_ROW, column).text, cost_cell(row - 1, column).text);
    if (!number)
        return;
    cost_sheet_formula(sheet, row + 1, column, COST_STYLE_USD_CHANGE, total - base, "=%s-%s", here.text, there.text);
    cost_sheet_formula(sheet, row + 2, column, COST_STYLE_SHARE_CHANGE, base > 0 ? total / base - 1 : 0,
                       "=IF(%s=0,0,%s/%s-1)", there.text, here.text, there.text);
}

static void put_cheapest(const cost_workbook_t *workbook, cost_sheet_t *sheet, size_t row)
{
    const size_t last = workbook->part_count, total_row = row - 3;
    const cost_cell_name_t from = cost_cell_fixed(total_row, 1), to = cost_cell_fixed(total_row, last);
    int64_t least = workbook->parts[0].bill->total.nano_usd;
    for (size_t i = 1; i < last; i++)
        if (workbook->parts[i].bill->total.nano_usd < least)
            least = workbook->parts[i].bill->total.nano_usd;
    for (size_t i = 0; i < last; i++)
        cost_sheet_formula_text(sheet, row, i + 1, COST_STYLE_STRONG_RIGHT,
                                workbook->parts[i].bill->total.nano_usd == least ? "cheapest" : "",
                                "=IF(ROUND(%s,6)=ROUND(MIN(%s:%s),6),\"cheapest\",\"\")",
                                cost_cell(total_row, i + 1).text, from.text, to.text);
}

static void put_chart(const cost_workbook_t *workbook, cost_sheet_t *sheet, size_t total_row)
{
    const char *name = cost_sheet_name(sheet);
    cost_cell_name_t first = cost_cell_fixed(HEAD_ROW, 1), last = cost_cell_fixed(HEAD_ROW, workbook->part_count);
    const char *names = cost_arena_format(workbook->arena, "%s!%s:%s", name, first.text, last.text);
    first = cost_cell_fixed(total_row, 1);
    last = cost_cell_fixed(total_row, workbook->part_count);
    const char *values = cost_arena_format(workbook->arena, "%s!%s:%s", name, first.text, last.text);
    if (!names || !values) {
        cost_xlsx_fail(workbook->book);
        return;
    }
    const cost_series_t series = {NULL, names, values};
    const cost_chart_t chart = {.kind = COST_CHART_BARS,
                                .title = "Total by scenario, USD",
                                .y_format = "#,##0.00",
                                .series = &series,
                                .series_count = 1,
                                .row = total_row + 5,
                                .column = 0,
                                .width = 640,
                                .height = 140 + 30 * (unsigned)(workbook->part_count < 30 ? workbook->part_count : 30)};
    cost_sheet_chart(sheet, &chart);
}

void cost_write_scenarios(const cost_workbook_t *workbook)
{
    size_t count = 0;
    cost_sheet_t *sheet = cost_xlsx_add_sheet(workbook->book, "Scenarios");
    const char **services = list_services(workbook, &count);
    const size_t total_row = FIRST_ROW + count;
    if (!services) {
        cost_xlsx_fail(workbook->book);
        return;
    }
    cost_sheet_text(sheet, HEAD_ROW, 0, COST_STYLE_HEAD, "Service");
    for (size_t i = 0; i < count; i++)
        cost_sheet_text(sheet, FIRST_ROW + i, 0, COST_STYLE_TEXT, services[i]);
    cost_sheet_text(sheet, total_row, 0, COST_STYLE_STRONG, "Total");
    cost_sheet_text(sheet, total_row + 1, 0, COST_STYLE_TEXT, "Beside the base, USD");
    cost_sheet_text(sheet, total_row + 2, 0, COST_STYLE_TEXT, "Beside the base, percent");
    for (size_t i = 0; i < workbook->part_count; i++) {
        const cost_part_t *part = &workbook->parts[i];
        cost_sheet_text(sheet, HEAD_ROW, i + 1, COST_STYLE_HEAD_RIGHT, cost_part_name(part));
        for (size_t k = 0; k < count; k++)
            cost_sheet_formula(sheet, FIRST_ROW + k, i + 1, COST_STYLE_USD,
                               cost_money_double(cost_of(part->bill, services[k])), "=SUMIFS(%s,%s,%s)",
                               cost_part_range(part, COST_LINES_USD).text,
                               cost_part_range(part, COST_LINES_SERVICE).text, cost_cell_fixed(FIRST_ROW + k, 0).text);
        put_total(workbook, sheet, i, total_row);
        cost_sheet_width(sheet, i + 1, 16, 40);
    }
    put_cheapest(workbook, sheet, total_row + 3);
    if (workbook->part_count > 1)
        put_chart(workbook, sheet, total_row);
    else
        cost_sheet_text(sheet, total_row + 5, 0, COST_STYLE_REMARK, "The file has no scenarios beside this one.");
    cost_sheet_width(sheet, 0, 26, 40);
    cost_sheet_freeze(sheet, FIRST_ROW, 1);
    cost_sheet_one_page(sheet);
}
