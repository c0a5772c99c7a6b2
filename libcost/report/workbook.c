/* The sheets in their order, into a file of its own. */
#include "libcost/report/workbook.h"

#include "cost/version.h"
#include "libcost/base/error.h"
#include "libcost/base/replace.h"
#include "libcost/demand/calendar.h"
#include "libcost/report/report_rows.h"

void cost_write_month(cost_sheet_t *sheet, size_t row, size_t column, const cost_bill_t *bill, size_t month)
{
    if (bill->hours_only)
        cost_sheet_text(sheet, row, column, COST_STYLE_TEXT, bill->months[month].name);
    else
        cost_sheet_date(sheet, row, column, COST_STYLE_MONTH, bill->months[month].start);
}

/* The day whose prices hold stands for the day of writing. */
static void describe(const cost_workbook_t *workbook)
{
    const cost_bill_t *bill = workbook->parts[0].bill;
    const char *subject = cost_report_subject(workbook->arena, bill);
    const char *period = cost_report_period(workbook->arena, bill);
    const char *made_by = cost_arena_format(workbook->arena, "libcost %s, price book %s", cost_version(),
                                            cost_catalog_version(bill->catalog));
    const char *title =
        subject && period ? cost_arena_format(workbook->arena, "%s: AWS bill for %s", subject, period) : NULL;
    const int32_t date = bill->price_date;
    if (!title || !made_by)
        cost_xlsx_fail(workbook->book);
    else
        cost_xlsx_describe(workbook->book, title, "Central estimate, USD before tax", made_by,
                           cost_days_from_civil(date / 10000, date / 100 % 100, date % 100) * 86400);
}

static cost_status_t write_sheets(cost_workbook_t *workbook, const cost_bill_t *bill,
                                  const cost_comparison_t *comparison, cost_error_t *err)
{
    if (!cost_workbook_plan(workbook, bill, comparison))
        return cost_fail_memory(err);
    describe(workbook);
    cost_sheet_t *summary = cost_write_summary(workbook);
    cost_write_lines(workbook);
    cost_write_prices(workbook);
    cost_write_tiers(workbook);
    cost_write_allowances(workbook);
    cost_status_t status = cost_write_timeline(workbook, summary, err);
    cost_write_scenarios(workbook);
    cost_write_scenario_lines(workbook);
    cost_write_assumptions(workbook);
    return status;
}

cost_status_t cost_report_workbook(const char *file, const cost_bill_t *bill, const cost_comparison_t *comparison,
                                   cost_error_t *err)
{
    cost_replace_t replace;
    cost_workbook_t workbook = {.arena = cost_arena_create()};
    if (!workbook.arena)
        return cost_fail_memory(err);
    cost_status_t status = cost_replace_begin(&replace, file, err);
    if (!status) {
        status = cost_xlsx_create(&workbook.book, replace.beside, file, err);
        if (!status)
            status = write_sheets(&workbook, bill, comparison, err);
        status = cost_xlsx_close(workbook.book, status, err);
        status = cost_replace_end(&replace, status, err);
    }
    cost_arena_destroy(workbook.arena);
    return status;
}
