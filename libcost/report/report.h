/* What the formats share.  The public half is include/cost/report.h.  A writer that runs out of memory sets
 * out->failed and goes on. */
#ifndef COST_REPORT_INTERNAL_H
#define COST_REPORT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "cost/quality.h"
#include "cost/report.h"
#include "libcost/base/buffer.h"
#include "libcost/base/json_writer.h"
#include "libcost/bill/bill.h"
#include "libcost/bill/line_keys.h"

/* The last step of every public report: gives the text away, or says that memory was out. */
cost_status_t cost_report_take(char **text, size_t *length, cost_buffer_t *out, cost_error_t *err);
/* The same for a format that the report does not have; `what` is "a bill", "a comparison". */
cost_status_t cost_report_unsupported(char **text, size_t *length, cost_buffer_t *out, cost_format_t format,
                                      const char *what, cost_error_t *err);

void cost_report_json(cost_buffer_t *out, const cost_bill_t *bill);
/* The members of the same, into an object that is open. */
void cost_report_json_bill(cost_json_writer_t *json, const cost_bill_t *bill);
void cost_report_csv(cost_buffer_t *out, const cost_bill_t *bill);
/* A text as a cell of CSV that no spreadsheet takes for a formula. */
void cost_report_csv_text(cost_buffer_t *out, const char *text);
void cost_report_table(cost_buffer_t *out, const cost_bill_t *bill, unsigned flags);
void cost_report_markdown(cost_buffer_t *out, const cost_bill_t *bill, unsigned flags);

/* A field of a line; the text lives until `scratch` is used again.  "" when memory is out (then scratch->failed). */
const char *cost_report_field(cost_buffer_t *scratch, const cost_bill_t *bill, size_t line, cost_line_field_t field);
/* The tags of a line: the file's and its resource's. */
/* k=v;k=v, with a backslash before what would be read as a separator; "" for none. */
void cost_report_add_tags(cost_buffer_t *out, const cost_tags_t *tags);
const cost_tags_t *cost_report_tags(const cost_bill_t *bill, size_t line);
/* How many hours the whole bill covers. */
int64_t cost_report_hours(const cost_bill_t *bill);
/* "2025-11-01" from 20251101. */
enum { COST_DATE_TEXT_SIZE = 16 };
const char *cost_report_date(int32_t date, char text[COST_DATE_TEXT_SIZE]);

#endif
