/* What a command found, in the formats and the files that were asked for. */
#include <stdio.h>
#include <string.h>

#include "cli.h"

/* ---- what is asked for ---- */

static bool writes(const command_t *command, int format)
{
    return format >= 0 && (command->formats & WRITES(format));
}

void reports_formats(const command_t *command, char *buffer, size_t size)
{
    size_t used = 0, left = 0;
    for (int i = 0; cost_format_name(i); i++)
        left += writes(command, i);
    buffer[0] = '\0';
    for (int i = 0; cost_format_name(i); i++) {
        if (!writes(command, i))
            continue;
        const char *link = !used ? "" : left == 1 ? " or " : ", ";
        used += (size_t)snprintf(buffer + used, size > used ? size - used : 0, "%s%s", link, cost_format_name(i));
        left--;
    }
}

static int refuse_format(const arguments_t *arguments, const char *name)
{
    const char *known[32];
    char all[128];
    size_t count = 0;
    for (int i = 0; cost_format_name(i) && count < sizeof known / sizeof known[0]; i++)
        if (writes(arguments->command, i))
            known[count++] = cost_format_name(i);
    const char *near = suggest(name, known, count);
    reports_formats(arguments->command, all, sizeof all);
    return wrong_use(arguments->command, "%s writes no format \"%s\"; %s%s%s", arguments->command->name, name,
                     near ? "did you mean " : "it writes ", near ? near : all, near ? "?" : "");
}

static int find_format(const arguments_t *arguments, cost_format_t *out)
{
    const char *name = arguments_value(arguments, OPTION_FORMAT);
    int format = name ? cost_format_find(name) : COST_FORMAT_TABLE;
    *out = format < 0 ? COST_FORMAT_TABLE : (cost_format_t)format;
    return writes(arguments->command, format) ? DONE : refuse_format(arguments, name);
}

bool reports_is_trials(const command_t *command, const char *file)
{
    const size_t length = strlen(file);
    return (command->formats & WRITES_TRIALS) && length > 4 && !strcmp(file + length - 4, ".bin");
}

/* An ending that tells nothing leaves it to --format. */
static bool format_of(const arguments_t *arguments, const char *file, cost_format_t *out)
{
    int format = cost_format_for_file(file);
    if (writes(arguments->command, format))
        *out = (cost_format_t)format;
    return writes(arguments->command, format) || arguments_given(arguments, OPTION_FORMAT) || !strcmp(file, "-") ||
           reports_is_trials(arguments->command, file);
}

static int refuse_stream(const arguments_t *arguments)
{
    return wrong_use(arguments->command, "a workbook is a file of its own; -o report.xlsx names one");
}

int reports_check(const arguments_t *arguments)
{
    const char *color = arguments_value(arguments, OPTION_COLOR);
    cost_format_t format;
    char all[128];
    int code = find_format(arguments, &format);
    if (code)
        return code;
    reports_formats(arguments->command, all, sizeof all);
    if (format == COST_FORMAT_XLSX && !arguments_given(arguments, OPTION_OUTPUT))
        return refuse_stream(arguments);
    for (size_t i = 0; i < arguments->value_count[OPTION_OUTPUT]; i++) {
        find_format(arguments, &format);
        if (!format_of(arguments, arguments->values[OPTION_OUTPUT][i], &format))
            return wrong_use(arguments->command, "the ending of \"%s\" tells none of %s; --format would",
                             arguments->values[OPTION_OUTPUT][i], all);
        if (format == COST_FORMAT_XLSX && !strcmp(arguments->values[OPTION_OUTPUT][i], "-"))
            return refuse_stream(arguments);
    }
    if (color && strcmp(color, "auto") && strcmp(color, "always") && strcmp(color, "never"))
        return wrong_use(arguments->command, "--color is auto, always or never, not \"%s\"", color);
    return DONE;
}

/* ---- what comes out ---- */

static int write_one(const session_t *session, report_t *report, report_file_t *workbook, const void *found,
                     const char *file)
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
    cost_status_t status = format == COST_FORMAT_XLSX ? workbook(file, found, session->err)
                                                      : report(&text, &length, found, format, flags, session->err);
    if (status)
        return output_errors(session->err, status);
    if (format == COST_FORMAT_XLSX)
        return DONE;
    bool written = output_file(file, text, length);
    cost_text_free(text);
    return written ? DONE : FAILED;
}

bool reports_ask_for(const arguments_t *arguments, cost_format_t format)
{
    bool asked = false;
    for (size_t i = 0; i < arguments->value_count[OPTION_OUTPUT]; i++) {
        cost_format_t of;
        find_format(arguments, &of);
        format_of(arguments, arguments->values[OPTION_OUTPUT][i], &of);
        asked = asked || of == format;
    }
    return asked;
}

int reports_write(const session_t *session, report_t *report, report_file_t *workbook, const void *found)
{
    const arguments_t *arguments = session->arguments;
    int code = DONE;
    if (!arguments_given(arguments, OPTION_OUTPUT))
        return write_one(session, report, workbook, found, "-");
    for (size_t i = 0; i < arguments->value_count[OPTION_OUTPUT]; i++)
        if (!reports_is_trials(arguments->command, arguments->values[OPTION_OUTPUT][i]) &&
            write_one(session, report, workbook, found, arguments->values[OPTION_OUTPUT][i]))
            code = FAILED;
    return code;
}

bool reports_show_notes(const arguments_t *arguments)
{
    cost_format_t format;
    bool on_stdout = !arguments_given(arguments, OPTION_OUTPUT);
    for (size_t i = 0; i < arguments->value_count[OPTION_OUTPUT]; i++)
        on_stdout = on_stdout || !strcmp(arguments->values[OPTION_OUTPUT][i], "-");
    find_format(arguments, &format);
    return on_stdout && (format == COST_FORMAT_TABLE || format == COST_FORMAT_MARKDOWN);
}
