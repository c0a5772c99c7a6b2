/* One row a line of the bill (RFC 4180): docs/results.md. */
#include <string.h>

#include "libcost/base/csv.h"
#include "libcost/report/report.h"

#define LINE_END "\r\n"

/* A spreadsheet runs a cell that begins so as a formula; an apostrophe in front makes it text (OWASP, "CSV Injection").
 * One that begins with an apostrophe gets another, so that a reader can take the first one off again. */
void cost_report_csv_text(cost_buffer_t *out, const char *text)
{
    if (!*text || !strchr("=+-@'\t\r\n", *text)) {
        cost_csv_add(out, text);
        return;
    }
    cost_buffer_t cell;
    cost_buffer_init(&cell);
    cost_buffer_add_char(&cell, '\'');
    cost_buffer_add_string(&cell, text);
    if (!cell.failed)
        cost_csv_add(out, cell.text);
    out->failed = out->failed || cell.failed;
    cost_buffer_clear(&cell);
}

static void add_tags(cost_buffer_t *out, const cost_tags_t *tags)
{
    cost_buffer_t text;
    cost_buffer_init(&text);
    cost_report_add_tags(&text, tags);
    if (!text.failed)
        cost_report_csv_text(out, text.text);
    out->failed = out->failed || text.failed;
    cost_buffer_clear(&text);
}

static void add_row(cost_buffer_t *out, cost_buffer_t *scratch, const cost_bill_t *bill, size_t line)
{
    for (size_t i = 0; i < COST_LINE_KEYS; i++) {
        const cost_line_key_t *key = &cost_line_keys[i];
        if (i)
            cost_buffer_add_char(out, ',');
        if (key->kind == COST_KEY_TAGS)
            add_tags(out, cost_report_tags(bill, line));
        else if (key->kind == COST_KEY_NUMBER)
            cost_csv_add(out, cost_report_field(scratch, bill, line, key->field));
        else
            cost_report_csv_text(out, cost_report_field(scratch, bill, line, key->field));
    }
    cost_buffer_add_string(out, LINE_END);
}

void cost_report_csv(cost_buffer_t *out, const cost_bill_t *bill)
{
    cost_buffer_t scratch;
    cost_buffer_init(&scratch);
    for (size_t i = 0; i < COST_LINE_KEYS; i++) {
        cost_buffer_add_string(out, i ? "," : "");
        cost_csv_add(out, cost_line_keys[i].name);
    }
    cost_buffer_add_string(out, LINE_END);
    for (size_t i = 0; i < bill->line_count; i++)
        add_row(out, &scratch, bill, i);
    out->failed = out->failed || scratch.failed;
    cost_buffer_clear(&scratch);
}
