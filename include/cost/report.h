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
#include "cost/compare.h"
#include "cost/service.h"
#include "cost/status.h"

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
    X(GITHUB, "github", "")

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

#ifdef __cplusplus
}
#endif
#endif
