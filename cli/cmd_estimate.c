/* ilm-cost estimate: the central month, as a bill. */
#include "cli.h"

typedef struct {
    const session_t *session;
    cost_bill_t *bill;
} estimate_t;

static cost_status_t write_bill(char **text, size_t *length, const void *found, cost_format_t format, unsigned flags,
                                cost_error_t *err)
{
    const estimate_t *estimate = found;
    return cost_report_bill(text, length, estimate->bill, format, flags, err);
}

/* One file that has scenarios is shown beside them, unless one of them is asked for. */
static cost_status_t write_workbook(const char *file, const void *found, cost_error_t *err)
{
    const estimate_t *estimate = found;
    const session_t *session = estimate->session;
    cost_comparison_t *comparison = NULL;
    cost_status_t status = COST_OK;
    if (session->count == 1 && !arguments_given(session->arguments, OPTION_SCENARIO))
        status = cost_compare(&comparison, session->book, session->workloads[0], session->options, err);
    if (!status)
        status = cost_report_workbook(file, estimate->bill, comparison, err);
    cost_comparison_destroy(comparison);
    return status;
}

static int estimate(session_t *session)
{
    cost_bill_t *bill = NULL;
    int code = session_load(session);
    if (code)
        return code;
    cost_status_t status = cost_estimate(&bill, session->book, (const cost_workload_t *const *)session->workloads,
                                         session->count, session->options, session->err);
    if (status)
        return output_errors(session->err, status);
    const estimate_t found = {session, bill};
    code = reports_write(session, write_bill, write_workbook, &found);
    if (!reports_show_notes(session->arguments))
        bill_notes_show(session->arguments, bill);
    if (!code && arguments_given(session->arguments, OPTION_FAIL_ON_WARNING) && cost_bill_warning_count(bill))
        code = WARNED;
    cost_bill_destroy(bill);
    return code;
}

int cmd_estimate(const arguments_t *arguments)
{
    session_t session;
    int code = reports_check(arguments);
    if (code)
        return code;
    code = session_open(&session, arguments);
    if (!code)
        code = estimate(&session);
    session_close(&session);
    return code;
}
