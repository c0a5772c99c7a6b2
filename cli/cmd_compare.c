/* ilm-cost compare: a workload beside its scenarios. */
#include "cli.h"

static cost_status_t write_comparison(char **text, size_t *length, const void *comparison, cost_format_t format,
                                      unsigned flags, cost_error_t *err)
{
    return cost_report_comparison(text, length, comparison, format, flags, err);
}

static int has_warning(const cost_comparison_t *comparison)
{
    for (size_t i = 0; i < cost_comparison_count(comparison); i++)
        if (cost_bill_warning_count(cost_comparison_bill(comparison, i)))
            return 1;
    return 0;
}

static int compare(session_t *session)
{
    cost_comparison_t *comparison = NULL;
    int code = session_load(session);
    if (code)
        return code;
    cost_status_t status =
        cost_compare(&comparison, session->book, session->workloads[0], session->options, session->err);
    if (status)
        return output_errors(session->err, status);
    code = reports_write(session, write_comparison, NULL, comparison);
    if (!code && arguments_given(session->arguments, OPTION_FAIL_ON_WARNING) && has_warning(comparison))
        code = WARNED;
    cost_comparison_destroy(comparison);
    return code;
}

int cmd_compare(const arguments_t *arguments)
{
    session_t session;
    int code = reports_check(arguments);
    if (code)
        return code;
    code = session_open(&session, arguments);
    if (!code)
        code = compare(&session);
    session_close(&session);
    return code;
}
