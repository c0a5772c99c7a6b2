/* ilm-cost estimate: the central month, as a bill. */
#include <string.h>

#include "cli.h"

/* ---- what is asked for ---- */

static int find_format(const arguments_t *arguments, cost_format_t *out)
{
#define FORMAT_NAME(id, name, ending) name,
    static const char *const known[] = {COST_FORMAT_LIST(FORMAT_NAME)};
#undef FORMAT_NAME
    const char *name = arguments_value(arguments, OPTION_FORMAT);
    int format = name ? cost_format_find(name) : COST_FORMAT_TABLE;
    *out = format < 0 ? COST_FORMAT_TABLE : (cost_format_t)format;
    if (format >= 0)
        return DONE;
    const char *near = suggest(name, known, sizeof known / sizeof known[0]);
    return wrong_use(arguments->command, "there is no format \"%s\"%s%s%s", name, near ? "; did you mean " : "",
                     near ? near : "; table, csv, json and markdown are known", near ? "?" : "");
}

/* An ending that tells nothing leaves it to --format. */
static bool format_of(const arguments_t *arguments, const char *file, cost_format_t *out)
{
    int format = cost_format_for_file(file);
    if (format >= 0)
        *out = (cost_format_t)format;
    return format >= 0 || arguments_given(arguments, OPTION_FORMAT) || !strcmp(file, "-");
}

static int check_asked(const arguments_t *arguments)
{
    const char *color = arguments_value(arguments, OPTION_COLOR);
    cost_format_t format;
    int code = find_format(arguments, &format);
    if (code)
        return code;
    for (size_t i = 0; i < arguments->value_count[OPTION_OUTPUT]; i++)
        if (!format_of(arguments, arguments->values[OPTION_OUTPUT][i], &format))
            return wrong_use(arguments->command,
                             "the ending of \"%s\" is none of .txt, .csv, .json and .md; --format would tell",
                             arguments->values[OPTION_OUTPUT][i]);
    if (color && strcmp(color, "auto") && strcmp(color, "always") && strcmp(color, "never"))
        return wrong_use(arguments->command, "--color is auto, always or never, not \"%s\"", color);
    return DONE;
}

/* ---- what comes out ---- */

static int write_report(const session_t *session, const cost_bill_t *bill, const char *file)
{
    const arguments_t *arguments = session->arguments;
    bool terminal = !strcmp(file, "-");
    unsigned flags = arguments_given(arguments, OPTION_LINES) ? COST_REPORT_LINES : 0;
    cost_format_t format;
    char *text = NULL;
    size_t length = 0;
    find_format(arguments, &format);
    format_of(arguments, file, &format);
    if (terminal && output_in_color(arguments))
        flags |= COST_REPORT_COLOR;
    cost_status_t status = cost_report_bill(&text, &length, bill, format, flags, session->err);
    if (status)
        return output_errors(session->err, status);
    bool written = output_file(file, text, length);
    cost_text_free(text);
    return written ? DONE : FAILED;
}

static int write_reports(const session_t *session, const cost_bill_t *bill)
{
    const arguments_t *arguments = session->arguments;
    int code = DONE;
    if (!arguments_given(arguments, OPTION_OUTPUT))
        return write_report(session, bill, "-");
    for (size_t i = 0; i < arguments->value_count[OPTION_OUTPUT]; i++)
        if (write_report(session, bill, arguments->values[OPTION_OUTPUT][i]))
            code = FAILED;
    return code;
}

/* A table or Markdown on standard output shows them itself. */
static bool shown_by_report(const arguments_t *arguments)
{
    cost_format_t format;
    bool on_stdout = !arguments_given(arguments, OPTION_OUTPUT);
    for (size_t i = 0; i < arguments->value_count[OPTION_OUTPUT]; i++)
        on_stdout = on_stdout || !strcmp(arguments->values[OPTION_OUTPUT][i], "-");
    find_format(arguments, &format);
    return on_stdout && (format == COST_FORMAT_TABLE || format == COST_FORMAT_MARKDOWN);
}

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

static void show_notes(const arguments_t *arguments, const cost_bill_t *bill)
{
    if (arguments_given(arguments, OPTION_QUIET) || shown_by_report(arguments))
        return;
    for (size_t i = 0; i < cost_bill_unpriced_count(bill); i++)
        output_note("not priced: %s: %s: write %s", cost_bill_unpriced_path(bill, i),
                    cost_bill_unpriced_dimension(bill, i), cost_bill_unpriced_remedy(bill, i));
    for (size_t i = 0; i < cost_bill_warning_count(bill); i++)
        show_warning(bill, i);
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
    code = write_reports(session, bill);
    show_notes(session->arguments, bill);
    if (!code && arguments_given(session->arguments, OPTION_FAIL_ON_WARNING) && cost_bill_warning_count(bill))
        code = WARNED;
    cost_bill_destroy(bill);
    return code;
}

int cmd_estimate(const arguments_t *arguments)
{
    session_t session;
    int code = check_asked(arguments);
    if (code)
        return code;
    code = session_open(&session, arguments);
    if (!code)
        code = estimate(&session);
    session_close(&session);
    return code;
}
