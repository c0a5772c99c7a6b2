/* A timeline as CSV (RFC 4180): a row an hour or a minute, a column a series: docs/timeline.md. */
#include "libcost/base/csv.h"
#include "libcost/money/wide.h"
#include "libcost/report/report.h"

#define LINE_END "\r\n"

static void write_csv(cost_buffer_t *out, const cost_timeline_t *timeline)
{
    char text[COST_WIDE_TEXT_SIZE];
    const size_t columns = cost_timeline_column_count(timeline), rows = cost_timeline_row_count(timeline);
    cost_buffer_add_string(out, "time");
    for (size_t i = 0; i < columns; i++) {
        cost_buffer_add_char(out, ',');
        cost_report_csv_text(out, cost_timeline_column(timeline, i, COST_TIMELINE_NAME));
    }
    cost_buffer_add_string(out, LINE_END);
    for (size_t row = 0; row < rows && !out->failed; row++) {
        cost_buffer_add_string(out, cost_timeline_time(timeline, row, text, sizeof text));
        for (size_t i = 0; i < columns; i++) {
            cost_buffer_add_char(out, ',');
            cost_buffer_add_string(out, cost_timeline_value(timeline, row, i, text, sizeof text));
        }
        cost_buffer_add_string(out, LINE_END);
    }
}

cost_status_t cost_report_timeline(char **text, size_t *length, const cost_timeline_t *timeline, cost_format_t format,
                                   cost_error_t *err)
{
    cost_buffer_t out;
    cost_buffer_init(&out);
    if (format != COST_FORMAT_CSV)
        return cost_report_unsupported(text, length, &out, format, "a timeline", err);
    write_csv(&out, timeline);
    return cost_report_take(text, length, &out, err);
}
