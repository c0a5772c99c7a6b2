/** @file
 * Why a line of a bill is what it is: from what the file states over minutes and hours to quantity, tier and cost, each
 * step with its rule and source, so that it can be checked by hand.
 *
 *     cost_explanation_t *why = NULL;
 *     if (cost_explain(&why, bill, account, 1, "app vcpu", err) == COST_OK)
 *         for (size_t i = 0; i < cost_explanation_count(why); i++)
 *             for (size_t k = 0; k < cost_explanation_step_count(why, i); k++)
 *                 printf("%s: %s\n", cost_explain_step_name(cost_explanation_step(why, i, k)),
 *                        cost_explanation_text(why, i, k));
 *     cost_explanation_destroy(why);
 *
 * Threads: an explanation does not change after it was made; any number of threads may share one.  It points into its
 * bill, which must outlive it.
 */
#ifndef COST_EXPLAIN_H
#define COST_EXPLAIN_H

#include <stddef.h>

#include "cost/bill.h"
#include "cost/status.h"
#include "cost/workload.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The steps in their order: X(NAME, "name", "what it tells"). */
#define COST_EXPLAIN_LIST(X)                                                                                           \
    X(WHAT, "what", "what is billed, in words")                                                                        \
    X(INPUT, "input", "a value that the file states")                                                                  \
    X(DEFAULT, "default", "a value that the file leaves out")                                                          \
    X(LOAD, "load", "a way by which load comes in, and how much it is")                                                \
    X(MINUTES, "minutes", "the load by the minute")                                                                    \
    X(HOURS, "hours", "when it exists and runs, and how much of it")                                                   \
    X(RULE, "rule", "a number of the price book by which AWS meters")                                                  \
    X(QUANTITY, "quantity", "what the line bills of the usage")                                                        \
    X(TIER, "tier", "where it lies among the tiers and allowances of the account")                                     \
    X(COST, "cost", "quantity x unit price")                                                                           \
    X(PRICE, "price", "where the unit price comes from")

#define COST_EXPLAIN_ENUM(name, text, help) COST_EXPLAIN_##name,
/** A step. */
typedef enum { COST_EXPLAIN_LIST(COST_EXPLAIN_ENUM) COST_EXPLAIN_STEPS } cost_explain_step_t;
#undef COST_EXPLAIN_ENUM

/** The step's name, such as "quantity"; NULL outside the list.  Static text. */
COST_API const char *cost_explain_step_name(int step);

/** Explanations of some lines.  Opaque and immutable. */
typedef struct cost_explanation cost_explanation_t;

/** Explains the lines of a bill that match.
 *
 * @param[out] out        the explanation, or NULL on failure; yours to release with cost_explanation_destroy()
 * @param      bill       from cost_estimate(); a bill that was read knows no reasons
 * @param      workloads  `count` workloads, those that the bill is of
 * @param      pattern    words, each of which must occur in the line's id, service or usage type (case ignored); NULL
 * or
 *                        "": every line
 * @param[out] err        may be NULL
 * @return COST_OK, COST_ERR_UNSUPPORTED (a bill that was read), COST_ERR_RANGE (no line matches; names some that there
 *         are) or COST_ERR_MEMORY
 */
COST_API cost_status_t cost_explain(cost_explanation_t **out, const cost_bill_t *bill,
                                    const cost_workload_t *const *workloads, size_t count, const char *pattern,
                                    cost_error_t *err);
/** Releases the explanation.  NULL is fine. */
COST_API void cost_explanation_destroy(cost_explanation_t *explanation);

/** How many lines are explained; which line of the bill the i-th is. */
COST_API size_t cost_explanation_count(const cost_explanation_t *explanation);
COST_API size_t cost_explanation_line(const cost_explanation_t *explanation, size_t i);
/** The steps of the i-th: how many, which, what they say, and the source of the rule or value ("" when it needs none).
 */
COST_API size_t cost_explanation_step_count(const cost_explanation_t *explanation, size_t i);
COST_API cost_explain_step_t cost_explanation_step(const cost_explanation_t *explanation, size_t i, size_t k);
COST_API const char *cost_explanation_text(const cost_explanation_t *explanation, size_t i, size_t k);
COST_API const char *cost_explanation_source(const cost_explanation_t *explanation, size_t i, size_t k);

#ifdef __cplusplus
}
#endif
#endif
