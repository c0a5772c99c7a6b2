/** @file
 * A workload beside its scenarios, each with its bill.
 *
 *     cost_comparison_t *choice = NULL;
 *     if (cost_compare(&choice, book, workload, NULL, err) == COST_OK) {
 *         size_t best = cost_comparison_cheapest(choice);
 *         char usd[COST_MONEY_TEXT_SIZE];
 *         const char *name = cost_comparison_name(choice, best);
 *         printf("%s: %s USD\n", name ? name : "as it is",
 *                cost_money_text(cost_bill_total(cost_comparison_bill(choice, best)), 2, usd));
 *     }
 *     cost_comparison_destroy(choice);
 *
 * Threads: a comparison does not change after it was made; any number of threads may share one.  It points into the
 * catalog and the workload that it was made from, which must outlive it.
 */
#ifndef COST_COMPARE_H
#define COST_COMPARE_H

#include <stddef.h>

#include "cost/bill.h"
#include "cost/catalog.h"
#include "cost/simulate.h"
#include "cost/status.h"
#include "cost/workload.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Bills side by side.  Opaque and immutable. */
typedef struct cost_comparison cost_comparison_t;

/** Bills the workload as it is (column 0) and with each of its scenarios, in the file's order.
 *
 * @param[out] out       the comparison, or NULL on failure; yours to release with cost_comparison_destroy()
 * @param      catalog   the price book; must outlive the comparison
 * @param      workload  must outlive the comparison; its scenarios are laid over the file as it was written, then the
 *                       overrides of `options`
 * @param      options   may be NULL; those with which the workload was read.  A scenario in them acts on column 0 only
 * @param[out] err       may be NULL; holds every problem, and the name of the scenario that has it
 * @return COST_OK or what cost_workload_load() and cost_estimate() answer
 */
COST_API cost_status_t cost_compare(cost_comparison_t **out, const cost_catalog_t *catalog,
                                    const cost_workload_t *workload, const cost_options_t *options, cost_error_t *err);
/** The same with trials of every column: the draws of a resource are those of its name, so that columns differ by what
 * their scenarios change and not by chance.
 *
 * @param simulation  NULL: no trials; else as for cost_simulate(), of each column: progress begins anew with each
 * @return also what cost_simulate() answers
 */
COST_API cost_status_t cost_compare_trials(cost_comparison_t **out, const cost_catalog_t *catalog,
                                           const cost_workload_t *workload, const cost_options_t *options,
                                           const cost_simulation_t *simulation, cost_error_t *err);
/** Releases the comparison and its bills.  NULL is fine. */
COST_API void cost_comparison_destroy(cost_comparison_t *comparison);

/** How many columns: 1 and the number of scenarios. */
COST_API size_t cost_comparison_count(const cost_comparison_t *comparison);
/** The scenario of a column; NULL for column 0 and past the end.  Belongs to the comparison. */
COST_API const char *cost_comparison_name(const cost_comparison_t *comparison, size_t column);
/** The bill of a column; NULL past the end.  Belongs to the comparison. */
COST_API const cost_bill_t *cost_comparison_bill(const cost_comparison_t *comparison, size_t column);
/** The distribution of a column; NULL without trials and past the end.  Belongs to the comparison. */
COST_API const cost_distribution_t *cost_comparison_distribution(const cost_comparison_t *comparison, size_t column);
/** The column with the least total, the first of equal ones.  What a bill does not price is not in its total:
 * cost_bill_unpriced_count() tells. */
COST_API size_t cost_comparison_cheapest(const cost_comparison_t *comparison);

/** What a service costs for one resource, in each column: rows, sorted by service, then by resource. */
COST_API size_t cost_comparison_row_count(const cost_comparison_t *comparison);
/** The row's service, and its resource's id; NULL past the end. */
COST_API const char *cost_comparison_row_service(const cost_comparison_t *comparison, size_t row);
COST_API const char *cost_comparison_row_resource(const cost_comparison_t *comparison, size_t row);
/** The cost of a row in a column, 0 when the column has no line of it. */
COST_API cost_money_t cost_comparison_row_cost(const cost_comparison_t *comparison, size_t row, size_t column);
/** Whether the column has a line of the row at all. */
COST_API int cost_comparison_row_there(const cost_comparison_t *comparison, size_t row, size_t column);

#ifdef __cplusplus
}
#endif
#endif
