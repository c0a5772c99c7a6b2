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
    cost_options_set_hourly(session->options, 0); /* scenarios have no timeline */
    if (session->count == 1 && !arguments_given(session->arguments, OPTION_SCENARIO))
        status = cost_compare(&comparison, session->book, session->workloads[0], session->options, err);
    if (!status)
        status = cost_report_workbook(file, estimate->bill, comparison, err);
    cost_comparison_destroy(comparison);
    return status;
}

/* ---- timelines: pairs of a resolution and a file ---- */

static int check_timelines(const arguments_t *arguments)
{
    const char *const *values = arguments->values[OPTION_TIMELINE];
    for (size_t i = 0; i + 1 < arguments->value_count[OPTION_TIMELINE]; i += 2) {
        const int format = cost_format_for_file(values[i + 1]);
        if (cost_resolution_find(values[i]) < 0)
            return wrong_use(arguments->command, "--timeline is hourly or minute, then a file, not \"%s\"", values[i]);
        if (format >= 0 && format != COST_FORMAT_CSV)
            return wrong_use(arguments->command, "--timeline writes CSV, and \"%s\" is the name of something else",
                             values[i + 1]);
    }
    return DONE;
}

static cost_status_t write_timeline(const session_t *session, const cost_bill_t *bill, int resolution, const char *file,
                                    bool *written)
{
    cost_timeline_t *timeline = NULL;
    char *text = NULL;
    size_t length = 0;
    cost_status_t status = cost_timeline_create(&timeline, bill, (cost_resolution_t)resolution, session->err);
    if (!status)
        status = cost_report_timeline(&text, &length, timeline, COST_FORMAT_CSV, session->err);
    *written = !status && output_file(file, text, length);
    cost_text_free(text);
    cost_timeline_destroy(timeline);
    return status;
}

static int write_timelines(const session_t *session, const cost_bill_t *bill)
{
    const arguments_t *arguments = session->arguments;
    const char *const *values = arguments->values[OPTION_TIMELINE];
    int code = DONE;
    for (size_t i = 0; i + 1 < arguments->value_count[OPTION_TIMELINE]; i += 2) {
        bool written = false;
        cost_status_t status = write_timeline(session, bill, cost_resolution_find(values[i]), values[i + 1], &written);
        if (status)
            output_errors(session->err, status);
        code = status || !written ? FAILED : code;
    }
    return code;
}

/* ---- the whole ---- */

/* A workbook of a large account is better off without its sheet of hours. */
static bool wants_hours(const session_t *session)
{
    const size_t many = 500;
    size_t resources = 0;
    for (size_t i = 0; i < session->count; i++)
        resources += cost_workload_resource_count(session->workloads[i]);
    return arguments_given(session->arguments, OPTION_TIMELINE) ||
           (resources <= many && reports_ask_for(session->arguments, COST_FORMAT_XLSX));
}

static int estimate(session_t *session)
{
    cost_bill_t *bill = NULL;
    int code = session_load(session);
    if (code)
        return code;
    cost_options_set_hourly(session->options, wants_hours(session));
    cost_status_t status = cost_estimate(&bill, session->book, (const cost_workload_t *const *)session->workloads,
                                         session->count, session->options, session->err);
    if (status)
        return output_errors(session->err, status);
    const estimate_t found = {session, bill};
    code = reports_write(session, write_bill, write_workbook, &found);
    if (write_timelines(session, bill))
        code = FAILED;
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
    if (!code)
        code = check_timelines(arguments);
    if (code)
        return code;
    code = session_open(&session, arguments);
    if (!code)
        code = estimate(&session);
    session_close(&session);
    return code;
}
