/** @file
 * The bill: lines that add up to the total to the last digit.
 *
 *     cost_bill_t *bill = NULL;
 *     const cost_workload_t *const account[] = {workload};               // several files are one account
 *     if (cost_estimate(&bill, book, account, 1, NULL, err) == COST_OK) {
 *         char usd[COST_MONEY_TEXT_SIZE];
 *         printf("%s USD\n", cost_money_text(cost_bill_total(bill), 2, usd));
 *     }
 *     cost_bill_destroy(bill);
 *
 * Threads: a bill does not change after it was made; any number of threads may share one.  It points into the catalog
 * and the workloads that it was made from, which must outlive it; a bill that was read points at nothing.
 */
#ifndef COST_BILL_H
#define COST_BILL_H

#include <stddef.h>

#include "cost/catalog.h"
#include "cost/money.h"
#include "cost/status.h"
#include "cost/workload.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A bill.  Opaque and immutable. */
typedef struct cost_bill cost_bill_t;

/** The central month: simulates every month of the period, meters it as AWS meters it and rates it.
 *
 * @param[out] out        the bill, or NULL on failure; yours to release with cost_bill_destroy()
 * @param      catalog    the price book; must outlive the bill
 * @param      workloads  `count` workloads that are one account: their usage shares tiers and free allowances.
 *                        Their periods and `account` sections must agree, their names must differ
 * @param      options    may be NULL; date and strictness are read from it (the rest acts when files are read)
 * @param[out] err        may be NULL; holds every problem
 * @return COST_OK, COST_ERR_NO_PRICE, COST_ERR_RANGE (also: a sum over 9.2 billion USD), COST_ERR_SCHEMA,
 *         COST_ERR_UNPRICED (strict) or COST_ERR_MEMORY
 *
 * Source: docs/rating.md, "Order of steps".
 */
COST_API cost_status_t cost_estimate(cost_bill_t **out, const cost_catalog_t *catalog,
                                     const cost_workload_t *const *workloads, size_t count,
                                     const cost_options_t *options, cost_error_t *err);
/** Reads a bill that was saved: JSON "libcost-bill/1", or the CSV of its lines when the file ends in .csv.  It answers
 * like the bill that was saved and is written the same; of CSV, which has nothing else, only lines and what they add up
 * to.  Keys that this version does not know are left out.  Whatever does not add up is refused: a total, a month's,
 * resource's or service's sum that is not that of its lines.
 *
 * @param[out] out   the bill, or NULL on failure; yours to release with cost_bill_destroy().  It points at nothing
 * @param      file  its name, or "-" for standard input (JSON).  At most 8 MiB of JSON, 64 MiB of CSV
 * @param[out] err   may be NULL; names file, line and path of every problem
 * @return COST_OK, COST_ERR_IO, COST_ERR_SYNTAX, COST_ERR_SCHEMA, COST_ERR_RANGE, COST_ERR_LIMIT or COST_ERR_MEMORY
 */
COST_API cost_status_t cost_bill_load(cost_bill_t **out, const char *file, cost_error_t *err);
/** The same from `length` bytes of memory; `name` stands for the file in messages, and its ending for the form. */
COST_API cost_status_t cost_bill_parse(cost_bill_t **out, const char *text, size_t length, const char *name,
                                       cost_error_t *err);
/** Releases the bill.  NULL is fine. */
COST_API void cost_bill_destroy(cost_bill_t *bill);

/** The scenario that was applied; NULL for none.  Belongs to the bill. */
COST_API const char *cost_bill_scenario(const cost_bill_t *bill);
/** How many workloads it is of, and their names. */
COST_API size_t cost_bill_workload_count(const cost_bill_t *bill);
COST_API const char *cost_bill_workload(const cost_bill_t *bill, size_t i);

/** What all lines add up to. */
COST_API cost_money_t cost_bill_total(const cost_bill_t *bill);

/** How many months (periods of billing) it covers, and their names ("2025-11", "730h"), hours and totals. */
COST_API size_t cost_bill_month_count(const cost_bill_t *bill);
COST_API const char *cost_bill_month_name(const cost_bill_t *bill, size_t month);
COST_API long cost_bill_month_hours(const cost_bill_t *bill, size_t month);
COST_API cost_money_t cost_bill_month_total(const cost_bill_t *bill, size_t month);

/** What is known of a line, as text.  Field names are those of the JSON form. */
typedef enum {
    COST_LINE_ID,             /**< unique in the bill, the same from run to run */
    COST_LINE_WORKLOAD,       /**< the file's `workload` */
    COST_LINE_RESOURCE,       /**< the resource's id in its file */
    COST_LINE_MONTH,          /**< "2025-11", "730h" */
    COST_LINE_SERVICE,        /**< "fargate" */
    COST_LINE_DIMENSION,      /**< "vcpu_hours" */
    COST_LINE_VARIANT,        /**< what selects the price further, "" if nothing */
    COST_LINE_USAGE_TYPE,     /**< as AWS's bills print it, "" when not known */
    COST_LINE_REGION,         /**< "us-east-1", "global" */
    COST_LINE_CATEGORY,       /**< "standard", "spot", "committed" or "free" */
    COST_LINE_TIER_FROM,      /**< where the tier begins, in the unit without its multiplier */
    COST_LINE_QUANTITY,       /**< in `unit`, exact where it ends within 12 decimals */
    COST_LINE_UNIT,           /**< what the price is per */
    COST_LINE_UNIT_PRICE,     /**< with the digits that were published */
    COST_LINE_LIST_COST,      /**< USD at list price, nine decimals */
    COST_LINE_COST,           /**< USD as billed, nine decimals */
    COST_LINE_EFFECTIVE_COST, /**< USD amortised, nine decimals */
    COST_LINE_IMPLIED_BY,     /**< the resource that brought it about, or "" */
    COST_LINE_PRICE_SOURCE    /**< id of the price's source */
} cost_line_field_t;

/** How many lines. */
COST_API size_t cost_bill_line_count(const cost_bill_t *bill);
/** A field of line i as text.  @return `buffer`, or a text that belongs to the bill; "" past the end */
COST_API const char *cost_bill_line_field(const cost_bill_t *bill, size_t i, cost_line_field_t field, char *buffer,
                                          size_t size);
/** What line i costs. */
COST_API cost_money_t cost_bill_line_cost(const cost_bill_t *bill, size_t i);

/** Sums by resource ("workload/resource") and by service, in a fixed order. */
COST_API size_t cost_bill_resource_count(const cost_bill_t *bill);
COST_API const char *cost_bill_resource_name(const cost_bill_t *bill, size_t i);
COST_API const char *cost_bill_resource_service(const cost_bill_t *bill, size_t i);
COST_API cost_money_t cost_bill_resource_cost(const cost_bill_t *bill, size_t i);
COST_API size_t cost_bill_service_count(const cost_bill_t *bill);
COST_API const char *cost_bill_service_name(const cost_bill_t *bill, size_t i);
COST_API cost_money_t cost_bill_service_cost(const cost_bill_t *bill, size_t i);

/** What the bill owns up to: defaults that were used, loads that nobody stated, warnings and hints. */
COST_API size_t cost_bill_default_count(const cost_bill_t *bill);
COST_API const char *cost_bill_default_path(const cost_bill_t *bill, size_t i);
COST_API const char *cost_bill_default_value(const cost_bill_t *bill, size_t i);
COST_API const char *cost_bill_default_source(const cost_bill_t *bill, size_t i);
COST_API size_t cost_bill_unpriced_count(const cost_bill_t *bill);
COST_API const char *cost_bill_unpriced_path(const cost_bill_t *bill, size_t i);
COST_API const char *cost_bill_unpriced_dimension(const cost_bill_t *bill, size_t i);
/** What to write in the file so that it is priced. */
COST_API const char *cost_bill_unpriced_remedy(const cost_bill_t *bill, size_t i);
COST_API size_t cost_bill_warning_count(const cost_bill_t *bill);
/** The stable code of a warning: docs/warnings.md lists them. */
COST_API const char *cost_bill_warning_code(const cost_bill_t *bill, size_t i);
COST_API const char *cost_bill_warning_text(const cost_bill_t *bill, size_t i);
COST_API const char *cost_bill_warning_path(const cost_bill_t *bill, size_t i);
COST_API const char *cost_bill_warning_file(const cost_bill_t *bill, size_t i);
/** From 1; 0 when not known. */
COST_API int cost_bill_warning_line(const cost_bill_t *bill, size_t i);

#ifdef __cplusplus
}
#endif
#endif
