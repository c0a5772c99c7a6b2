/* Loads that are not priced, warnings and hints, for standard error. */
#include "cli.h"

static void show_warning(const cost_bill_t *bill, size_t i)
{
    const char *file = cost_bill_warning_file(bill, i), *path = cost_bill_warning_path(bill, i);
    if (*file && cost_bill_warning_line(bill, i) > 0)
        output_note("%s:%d: warning[%s]: %s%s%s", file, cost_bill_warning_line(bill, i),
                    cost_bill_warning_code(bill, i), path, *path ? ": " : "", cost_bill_warning_text(bill, i));
    else
        output_note("%s%swarning[%s]: %s%s%s", file, *file ? ": " : "", cost_bill_warning_code(bill, i), path,
                    *path ? ": " : "", cost_bill_warning_text(bill, i));
}

void bill_notes_show(const arguments_t *arguments, const cost_bill_t *bill)
{
    if (arguments_given(arguments, OPTION_QUIET))
        return;
    for (size_t i = 0; i < cost_bill_unpriced_count(bill); i++)
        output_note("not priced: %s: %s: write %s", cost_bill_unpriced_path(bill, i),
                    cost_bill_unpriced_dimension(bill, i), cost_bill_unpriced_remedy(bill, i));
    for (size_t i = 0; i < cost_bill_warning_count(bill); i++)
        show_warning(bill, i);
}

cost_status_t bill_report(char **text, size_t *length, const void *bill, cost_format_t format, unsigned flags,
                          cost_error_t *err)
{
    return cost_report_bill(text, length, bill, format, flags, err);
}
