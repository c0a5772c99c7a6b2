/** @file
 * Sweeps: one workload with many sets of values.
 *
 *     const char *const paths[] = {"resources.app.tasks"};
 *     const char *const values[] = {"1", "2", "3"};                      // a variant each
 *     cost_money_t totals[3];
 *     if (cost_estimate_many(totals, NULL, book, workload, NULL, paths, 1, values, 3, err) == COST_OK)
 *         puts(cost_money_text(totals[2], 2, usd));                      // what three tasks cost
 *
 * The file is parsed once, so that a variant costs what laying its values over it and cost_estimate() cost.
 * Threads: catalog, workload and options are only read; any number of threads may sweep one workload.
 */
#ifndef COST_SWEEP_H
#define COST_SWEEP_H

#include <stddef.h>

#include "cost/catalog.h"
#include "cost/money.h"
#include "cost/status.h"
#include "cost/workload.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The central month of `count` variants of a workload; variant v lays values[v * path_count + p] on paths[p], after
 * the scenario and the overrides of `options`.
 *
 * @param[out] totals      `count` amounts: what each variant costs; 0 where it failed
 * @param[out] statuses    `count` statuses, as cost_workload_load() and cost_estimate() answer them; NULL: the first
 *                         variant that fails ends the call
 * @param      catalog     the price book
 * @param      workload    is billed alone
 * @param      options     may be NULL; those with which the workload was read
 * @param      paths       such as "resources.app.task.vcpu"
 * @param      values      as cost_options_add_override() takes them behind the `=`: "2", "4 GiB", "{vcpu: 1}"
 * @param[out] err         may be NULL; every problem of the variants that failed, with the path of the value
 * @return COST_OK (with `statuses`, also when variants failed), COST_ERR_MEMORY, or the status of the variant that
 *         ended the call
 */
COST_API cost_status_t cost_estimate_many(cost_money_t *totals, cost_status_t *statuses, const cost_catalog_t *catalog,
                                          const cost_workload_t *workload, const cost_options_t *options,
                                          const char *const *paths, size_t path_count, const char *const *values,
                                          size_t count, cost_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
