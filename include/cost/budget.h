/** @file
 * Budgets: what a bill may cost, and whether it does.  The gate of a CI job.
 *
 *     cost_gate_t *gate = cost_gate_create();
 *     cost_verdicts_t *verdicts = NULL;
 *     const cost_workload_t *const account[] = {workload};
 *     cost_gate_set_today(gate, "2026-11-29");
 *     if (cost_check(&verdicts, book, account, 1, NULL, gate, err) == COST_OK)
 *         for (size_t i = 0; i < cost_verdicts_count(verdicts); i++)
 *             printf("%s: %s\n", cost_verdict_name(verdicts, i),
 *                    cost_verdict_state_name(cost_verdict_state(verdicts, i)));     // month: broken
 *     cost_verdicts_destroy(verdicts);
 *     cost_gate_destroy(gate);
 *
 * A budget stands under `budgets` of a workload file or in a file of its own; docs/budgets.md describes it.  It is
 * about a part of the bill (all of it, a service, a resource, a tag) in each month of the period, of the workload as it
 * is or of a scenario.  It is judged on the central month, or with a `confidence` on many possible months.
 *
 * Threads: a gate belongs to one thread at a time; budgets and verdicts do not change after they were made.
 */
#ifndef COST_BUDGET_H
#define COST_BUDGET_H

#include <stddef.h>
#include <stdint.h>

#include "cost/bill.h"
#include "cost/catalog.h"
#include "cost/simulate.h"
#include "cost/status.h"
#include "cost/workload.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- budgets in a file of their own ----------------------------------------------------------------------------- */

/** Budgets of a file "libcost-budgets/1": `format` and `budgets`, as in a workload file.  Opaque and immutable. */
typedef struct cost_budgets cost_budgets_t;

/** Reads a file.  @param[out] out yours to release with cost_budgets_destroy(); NULL on failure
 * @return COST_OK, COST_ERR_IO, COST_ERR_SYNTAX, COST_ERR_SCHEMA, COST_ERR_RANGE, COST_ERR_LIMIT or COST_ERR_MEMORY */
COST_API cost_status_t cost_budgets_load(cost_budgets_t **out, const char *file, cost_error_t *err);
/** The same from `length` bytes of memory; `name` stands for the file in messages. */
COST_API cost_status_t cost_budgets_parse(cost_budgets_t **out, const char *text, size_t length, const char *name,
                                          cost_error_t *err);
/** Releases them.  NULL is fine. */
COST_API void cost_budgets_destroy(cost_budgets_t *budgets);
/** How many there are. */
COST_API size_t cost_budgets_count(const cost_budgets_t *budgets);

/* ---- how to judge ----------------------------------------------------------------------------------------------- */

/** What a check needs besides the files.  Opaque. */
typedef struct cost_gate cost_gate_t;

/** A gate with nothing set; yours to release with cost_gate_destroy().  NULL when memory is out. */
COST_API cost_gate_t *cost_gate_create(void);
/** Releases the gate.  NULL is fine. */
COST_API void cost_gate_destroy(cost_gate_t *gate);
/** Budgets beside those of the workload files; NULL: none.  They must outlive the verdicts. */
COST_API void cost_gate_set_budgets(cost_gate_t *gate, const cost_budgets_t *budgets);
/** The saved bill against which growth is measured, cost_bill_load(); NULL: none.  It must outlive the verdicts. */
COST_API void cost_gate_set_baseline(cost_gate_t *gate, const cost_bill_t *baseline);
/** The day up to and including which waivers must run to hold, yyyy-mm-dd; NULL: no waiver holds.  The library reads no
 * clock.  @return COST_OK or COST_ERR_SYNTAX */
COST_API cost_status_t cost_gate_set_today(cost_gate_t *gate, const char *today);
/** How many trials of a confidence, instead of what budgets say or 2,000; 0 takes it back.  @return COST_OK or
 * COST_ERR_RANGE (over COST_TRIALS_MAX) */
COST_API cost_status_t cost_gate_set_trials(cost_gate_t *gate, size_t trials);
/** Which trials, instead of what budgets say or 1. */
COST_API void cost_gate_set_seed(cost_gate_t *gate, uint64_t seed);
/** On how many threads they run; no verdict depends on it.  @return COST_OK or COST_ERR_RANGE */
COST_API cost_status_t cost_gate_set_threads(cost_gate_t *gate, size_t threads);
/** Whom to tell how far the trials are; NULL: nobody.  Budgets of different trials, seeds or scenarios need a
 * simulation each, one after the other: each begins anew, and ends with done == total. */
COST_API void cost_gate_set_progress(cost_gate_t *gate, cost_progress_t progress, void *user);

/* ---- verdicts --------------------------------------------------------------------------------------------------- */

/** What can become of a budget: X(NAME, "name", "what it means"). */
#define COST_VERDICT_LIST(X)                                                                                           \
    X(WITHIN, "within", "the bill keeps to it")                                                                        \
    X(UNDECIDED, "undecided", "two standard errors of the trials do not tell; a warning, under strict rules broken")   \
    X(WAIVED, "waived", "broken, and allowed to be until a day")                                                       \
    X(BROKEN, "broken", "the bill is over it")

#define COST_VERDICT_ENUM(name, text, help) COST_VERDICT_##name,
/** What became of a budget. */
typedef enum { COST_VERDICT_LIST(COST_VERDICT_ENUM) COST_VERDICT_STATES } cost_verdict_state_t;
#undef COST_VERDICT_ENUM

/** What a gate does: nothing, warn, or stop. */
typedef enum {
    COST_GATE_PASSED, /**< every budget is kept or waived, and nothing is to be warned of */
    COST_GATE_WARNED, /**< a budget of level `warning` is broken, or one is undecided, or one is about nothing */
    COST_GATE_BROKEN  /**< a budget of level `error` is broken, or undecided under strict rules */
} cost_gate_outcome_t;

/** What became of all budgets.  Opaque and immutable. */
typedef struct cost_verdicts cost_verdicts_t;

/** Bills the account and judges every budget: those of the files in their order, then those of the gate.
 *
 * @param[out] out        the verdicts, or NULL on failure; yours to release with cost_verdicts_destroy()
 * @param      catalog    the price book; must outlive the verdicts
 * @param      workloads  one account, as for cost_estimate(); must outlive the verdicts
 * @param      options    may be NULL; as for cost_estimate().  Strict rules also make what is undecided broken
 * @param      gate       may be NULL; must outlive the call
 * @param[out] err        may be NULL; holds every problem
 * @return COST_OK whatever the verdicts are; COST_ERR_SCHEMA when there is no budget, when one names a resource,
 *         scenario or month that does not exist, or measures growth without a baseline; else what cost_estimate() and
 *         cost_simulate() answer
 */
COST_API cost_status_t cost_check(cost_verdicts_t **out, const cost_catalog_t *catalog,
                                  const cost_workload_t *const *workloads, size_t count, const cost_options_t *options,
                                  const cost_gate_t *gate, cost_error_t *err);
/** Releases the verdicts.  NULL is fine. */
COST_API void cost_verdicts_destroy(cost_verdicts_t *verdicts);

/** What the gate does. */
COST_API cost_gate_outcome_t cost_verdicts_outcome(const cost_verdicts_t *verdicts);
/** The bill of the workloads as they are; belongs to the verdicts. */
COST_API const cost_bill_t *cost_verdicts_bill(const cost_verdicts_t *verdicts);
/** How many budgets were judged. */
COST_API size_t cost_verdicts_count(const cost_verdicts_t *verdicts);
/** A state's name, such as "broken"; NULL outside the list.  Static text. */
COST_API const char *cost_verdict_state_name(int state);

/** Budget i: its name, file and line (from 1).  Belongs to the verdicts; NULL and 0 past the end. */
COST_API const char *cost_verdict_name(const cost_verdicts_t *verdicts, size_t i);
COST_API const char *cost_verdict_file(const cost_verdicts_t *verdicts, size_t i);
COST_API int cost_verdict_line(const cost_verdicts_t *verdicts, size_t i);
/** What became of it; COST_VERDICT_WITHIN past the end. */
COST_API cost_verdict_state_t cost_verdict_state(const cost_verdicts_t *verdicts, size_t i);
/** Whether it only warns when it is broken. */
COST_API int cost_verdict_warns(const cost_verdicts_t *verdicts, size_t i);
/** The month that decides, the one that is farthest over the limit or nearest to it; what its part of the bill costs in
 * the central month, and may cost at most. */
COST_API const char *cost_verdict_month(const cost_verdicts_t *verdicts, size_t i);
COST_API cost_money_t cost_verdict_cost(const cost_verdicts_t *verdicts, size_t i);
COST_API cost_money_t cost_verdict_limit(const cost_verdicts_t *verdicts, size_t i);
/** How likely a month is over the limit, and the standard error of that; -1 without a confidence. */
COST_API double cost_verdict_probability(const cost_verdicts_t *verdicts, size_t i, double *standard_error);
/** When the limit is crossed in that month, POSIX seconds in UTC (of a period in hours: from its begin on); -1 when it
 * is not.  With a confidence: the mean over the trials that cross it. */
COST_API int64_t cost_verdict_crossing(const cost_verdicts_t *verdicts, size_t i);

#ifdef __cplusplus
}
#endif
#endif
