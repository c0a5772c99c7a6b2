/** @file
 * Reports: a bill as text that people or programs read.
 *
 *     char *text = NULL;
 *     size_t length = 0;
 *     if (cost_report_bill(&text, &length, bill, COST_FORMAT_JSON, 0, err) == COST_OK)
 *         fwrite(text, 1, length, stdout);
 *     cost_text_free(text);
 *
 * The JSON form is a contract ("libcost-bill/1", docs/results.md): keys are added, never changed.
 */
#ifndef COST_REPORT_H
#define COST_REPORT_H

#include <stddef.h>

#include "cost/bill.h"
#include "cost/budget.h"
#include "cost/compare.h"
#include "cost/diff.h"
#include "cost/explain.h"
#include "cost/service.h"
#include "cost/simulate.h"
#include "cost/status.h"
#include "cost/timeline.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The formats: X(NAME, "name", "file ending"; "" when no ending tells).  Each report says which of them it has. */
#define COST_FORMAT_LIST(X)                                                                                            \
    X(TABLE, "table", "txt")                                                                                           \
    X(CSV, "csv", "csv")                                                                                               \
    X(JSON, "json", "json")                                                                                            \
    X(MARKDOWN, "markdown", "md")                                                                                      \
    X(JUNIT, "junit", "xml")                                                                                           \
    X(GITHUB, "github", "")                                                                                            \
    X(XLSX, "xlsx", "xlsx")

#define COST_FORMAT_ENUM(name, text, ending) COST_FORMAT_##name,
/** How a report is written. */
typedef enum { COST_FORMAT_LIST(COST_FORMAT_ENUM) } cost_format_t;
#undef COST_FORMAT_ENUM

/** The format of that name ("json", also "md"), or -1. */
COST_API int cost_format_find(const char *name);
/** The name of a format; NULL outside the list.  Static text. */
COST_API const char *cost_format_name(int format);
/** The format for a file name by its ending, or -1. */
COST_API int cost_format_for_file(const char *file);

/** Flags of cost_report_bill(), joined by `|`. */
enum {
    COST_REPORT_COLOR = 1, /**< TABLE: with terminal colours */
    COST_REPORT_LINES = 2  /**< TABLE and MARKDOWN: every line of the bill, not only totals by resource */
};

/** Writes a bill as TABLE, CSV, JSON or MARKDOWN.
 * @param[out] text    NUL-terminated UTF-8, yours to release with cost_text_free()
 * @param[out] length  bytes without the NUL; may be NULL
 * @return COST_OK, COST_ERR_UNSUPPORTED (another format) or COST_ERR_MEMORY
 */
COST_API cost_status_t cost_report_bill(char **text, size_t *length, const cost_bill_t *bill, cost_format_t format,
                                        unsigned flags, cost_error_t *err);

/** Writes a comparison as TABLE, CSV (a row a scenario, service and resource), JSON ("libcost-comparison/1") or
 * MARKDOWN: what each service costs for each resource, totals, changes against column 0, the cheapest marked.  Else
 * like cost_report_bill(). */
COST_API cost_status_t cost_report_comparison(char **text, size_t *length, const cost_comparison_t *comparison,
                                              cost_format_t format, unsigned flags, cost_error_t *err);

/** Writes a timeline as CSV: a row an hour or a minute, the columns of the timeline behind `time`.  Else like
 * cost_report_bill(). */
COST_API cost_status_t cost_report_timeline(char **text, size_t *length, const cost_timeline_t *timeline,
                                            cost_format_t format, cost_error_t *err);

/** Writes a bill as a workbook (Office Open XML) whose cells are formulas: cost is quantity x price, tiers refer to the
 * usage and to their bounds, totals add lines up.  A price, a bound, an allowance or a quantity that is changed in the
 * file moves everything that follows from it.  Sheets: Summary, Lines, Prices, Tiers, Allowances, Timeline (when the
 * bill keeps its hours), Scenarios, Scenario lines (when there are any) and Assumptions; docs/results.md describes
 * them.  Equal bills give equal bytes.
 *
 * @param      file        a file that is made beside its place and renamed: it is as it was, or complete
 * @param      bill        the base
 * @param      comparison  NULL; or the bill beside its scenarios, whose columns from 1 on are set beside the bill
 * @param[out] err         may be NULL
 * @return COST_OK, COST_ERR_IO, COST_ERR_LIMIT (over 1,048,576 rows, or a formula over 8,192
 *         characters), COST_ERR_MEMORY, or COST_ERR_UNSUPPORTED when the
 *         library libxlsxwriter is not installed; it is loaded for this call only
 *
 * Threads: any, each with its own file.  libxlsxwriter asks gmtime() for the date that the file bears, so the program
 * should not call that at the same time.  Numbers in the file are binary doubles, as spreadsheets have them: the total
 * is the bill's to well under a cent; the exact amounts stand beside it as text.
 */
COST_API cost_status_t cost_report_workbook(const char *file, const cost_bill_t *bill,
                                            const cost_comparison_t *comparison, cost_error_t *err);

/** Writes a diff as TABLE or MARKDOWN (a row a service and resource, with COST_REPORT_LINES every item), CSV or JSON
 * ("libcost-diff/1"; every item).  Rows all of whose effects are smaller than `threshold`, and those without any, are
 * folded into one, so that the rows still add up.  Else like cost_report_bill(). */
COST_API cost_status_t cost_report_diff(char **text, size_t *length, const cost_diff_t *diff, cost_money_t threshold,
                                        cost_format_t format, unsigned flags, cost_error_t *err);
/** Writes a distribution as TABLE, MARKDOWN, CSV (a row a part of the bill, budget or input) or JSON: the central bill
 * ("libcost-bill/1") with "distribution" beside its other keys, or of a merged one "libcost-distribution/1" without the
 * bill.  Else like cost_report_bill(). */
COST_API cost_status_t cost_report_distribution(char **text, size_t *length, const cost_distribution_t *distribution,
                                                cost_format_t format, unsigned flags, cost_error_t *err);

/** Writes verdicts as TABLE or MARKDOWN (a row a budget, then what broke each), JSON ("libcost-check/1"), JUNIT (XML,
 * one test case a budget; a waived one is skipped) or GITHUB (workflow commands that point at the file and line of each
 * budget that is not kept).  Else like cost_report_bill(). */
COST_API cost_status_t cost_report_check(char **text, size_t *length, const cost_verdicts_t *verdicts,
                                         cost_format_t format, unsigned flags, cost_error_t *err);

/** Writes an explanation as TABLE, MARKDOWN or JSON ("libcost-explanation/1").  Else like cost_report_bill(). */
COST_API cost_status_t cost_report_explanation(char **text, size_t *length, const cost_explanation_t *explanation,
                                               cost_format_t format, unsigned flags, cost_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
