/* Chooses the writer of a format, and what all writers share. */
#include "libcost/report/report.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "libcost/base/error.h"

/* ---- formats ---- */

static const struct {
    const char *name, *ending;
} formats[] = {
#define FORMAT_ROW(id, name, ending) {name, ending},
    COST_FORMAT_LIST(FORMAT_ROW)
#undef FORMAT_ROW
};

int cost_format_find(const char *name)
{
    for (size_t i = 0; i < COST_COUNT(formats); i++)
        if (!strcmp(formats[i].name, name) || (*name && !strcmp(formats[i].ending, name)))
            return (int)i;
    return -1;
}

const char *cost_format_name(int format)
{
    return format >= 0 && (size_t)format < COST_COUNT(formats) ? formats[format].name : NULL;
}

int cost_format_for_file(const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *point = strrchr(slash ? slash : file, '.');
    for (size_t i = 0; point && point[1] && i < COST_COUNT(formats); i++)
        if (!strcasecmp(formats[i].ending, point + 1))
            return (int)i;
    return -1;
}

cost_status_t cost_report_take(char **text, size_t *length, cost_buffer_t *out, cost_error_t *err)
{
    size_t written = out->length;
    *text = cost_buffer_take(out);
    if (length)
        *length = *text ? written : 0;
    return *text ? COST_OK : cost_fail_memory(err);
}

cost_status_t cost_report_unsupported(char **text, size_t *length, cost_buffer_t *out, cost_format_t format,
                                      const char *what, cost_error_t *err)
{
    cost_buffer_clear(out);
    *text = NULL;
    if (length)
        *length = 0;
    return cost_fail(err, COST_ERR_UNSUPPORTED, (cost_place_t){0}, "%s is not written as %s", what,
                     cost_format_name((int)format));
}

cost_status_t cost_report_bill(char **text, size_t *length, const cost_bill_t *bill, cost_format_t format,
                               unsigned flags, cost_error_t *err)
{
    cost_buffer_t out;
    cost_buffer_init(&out);
    switch (format) {
    case COST_FORMAT_TABLE:
        cost_report_table(&out, bill, flags);
        break;
    case COST_FORMAT_CSV:
        cost_report_csv(&out, bill);
        break;
    case COST_FORMAT_JSON:
        cost_report_json(&out, bill);
        break;
    case COST_FORMAT_MARKDOWN:
        cost_report_markdown(&out, bill, flags);
        break;
    case COST_FORMAT_XLSX: /* a file, not a text: cost_report_workbook() */
    case COST_FORMAT_JUNIT:
    case COST_FORMAT_GITHUB:
        return cost_report_unsupported(text, length, &out, format, "a bill", err);
    }
    return cost_report_take(text, length, &out, err);
}

/* ---- lines ---- */

const char *cost_report_field(cost_buffer_t *scratch, const cost_bill_t *bill, size_t line, cost_line_field_t field)
{
    for (size_t size = 256; !scratch->failed; size *= 2) {
        if (scratch->length < size)
            cost_buffer_add_repeat(scratch, ' ', size - scratch->length);
        if (scratch->failed)
            break;
        const char *text = cost_bill_line_field(bill, line, field, scratch->text, scratch->length);
        /* A text that fills the buffer may have been cut. */
        if (text != scratch->text || strlen(text) + 1 < scratch->length)
            return text;
    }
    return "";
}

const cost_tags_t *cost_report_tags(const cost_bill_t *bill, size_t line)
{
    return &bill->lines[line].record->member->tags;
}

static void add_escaped(cost_buffer_t *out, const char *text, const char *special)
{
    for (; *text; text++) {
        if (strchr(special, *text))
            cost_buffer_add_char(out, '\\');
        cost_buffer_add_char(out, *text);
    }
}

void cost_report_add_tags(cost_buffer_t *out, const cost_tags_t *tags)
{
    cost_buffer_add_string(out, "");
    for (size_t i = 0; i < tags->count; i++) {
        if (i)
            cost_buffer_add_char(out, ';');
        add_escaped(out, tags->tags[i].key, "\\;=");
        cost_buffer_add_char(out, '=');
        add_escaped(out, tags->tags[i].value, "\\;");
    }
}

int64_t cost_report_hours(const cost_bill_t *bill)
{
    int64_t seconds = 0;
    for (size_t i = 0; i < bill->month_count; i++)
        seconds += bill->months[i].seconds;
    return seconds / 3600;
}

const char *cost_report_date(int32_t date, char text[COST_DATE_TEXT_SIZE])
{
    snprintf(text, COST_DATE_TEXT_SIZE, "%04d-%02d-%02d", (int)(date / 10000 % 10000), (int)(date / 100 % 100),
             (int)(date % 100));
    return text;
}
