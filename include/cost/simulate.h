/** @file
 * Many possible months: the distribution of the bill.
 *
 *     cost_simulation_t *run = cost_simulation_create();
 *     cost_distribution_t *distribution = NULL;
 *     const cost_workload_t *const account[] = {workload};
 *     cost_simulation_set_trials(run, 2000);
 *     if (cost_simulate(&distribution, book, account, 1, NULL, run, err) == COST_OK) {
 *         char usd[COST_MONEY_TEXT_SIZE];
 *         cost_money_t p95 = cost_distribution_percentile(distribution, COST_PART_TOTAL, 0, COST_P95);
 *         printf("in 95 of 100 months at most %s USD\n", cost_money_text(p95, 2, usd));
 *     }
 *     cost_distribution_destroy(distribution);
 *     cost_simulation_destroy(run);
 *
 * A trial is a whole period of the account, drawn at random: every range of the files (`20 ms to 60 ms`) gets a value,
 * every traffic its days, minutes and events, and the bill is then made as cost_estimate() makes it.  Trial t of a seed
 * is always the same, whatever number of trials, threads or shards it is run in: a draw is addressed by seed, trial,
 * name and purpose.  Method and meaning of every number: docs/simulate.md.
 *
 * Threads: settings belong to one thread at a time; a distribution does not change after it was made, any number of
 * threads may share one.  cost_simulate() may start threads of its own (cost_simulation_set_threads()).
 */
#ifndef COST_SIMULATE_H
#define COST_SIMULATE_H

#include <stddef.h>
#include <stdint.h>

#include "cost/bill.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- how to run ------------------------------------------------------------------------------------------------- */

/** How a simulation is run.  Opaque. */
typedef struct cost_simulation cost_simulation_t;

/** The most trials of a run, and the most threads. */
enum { COST_TRIALS_MAX = 10000000, COST_THREADS_MAX = 256 };

/** Told how far a run is: `done` of `total` trials; the months of Sobol indices count as well, and so do those that are
 * run again for them.  Called now and then, only on the thread that called the library.  `done` never falls.  A run
 * that is not cancelled and does not fail calls it once more when it has come to its end, with done == total, on any
 * number of threads.  `total` is the same in every call, unless cost_simulation_set_until() ends the trials early: from
 * then on it is what that leaves.  Anything but 0 cancels, at the end as well: the call then ends with
 * COST_ERR_CANCELLED. */
typedef int (*cost_progress_t)(void *user, size_t done, size_t total);

/** 2,000 trials, seed 1, one thread; yours to release with cost_simulation_destroy().  NULL when memory is out. */
COST_API cost_simulation_t *cost_simulation_create(void);
/** Releases the settings.  NULL is fine. */
COST_API void cost_simulation_destroy(cost_simulation_t *simulation);
/** How many trials, 1 to COST_TRIALS_MAX.  @return COST_OK or COST_ERR_RANGE */
COST_API cost_status_t cost_simulation_set_trials(cost_simulation_t *simulation, size_t trials);
/** Which trials: another seed gives other ones. */
COST_API void cost_simulation_set_seed(cost_simulation_t *simulation, uint64_t seed);
/** On how many threads, 1 to COST_THREADS_MAX; the result does not depend on it.  @return COST_OK or COST_ERR_RANGE */
COST_API cost_status_t cost_simulation_set_threads(cost_simulation_t *simulation, size_t threads);
/** Stops as soon as the standard error of the mean bill is at most this part of it (0.005 is 0.5 %), and after the set
 * number of trials at the latest.  Looked at after every 256 trials, so that the result does not depend on threads.
 * 0 takes it back.  @return COST_OK or COST_ERR_RANGE (not within 0 to 1) */
COST_API cost_status_t cost_simulation_set_until(cost_simulation_t *simulation, double relative_error);
/** Runs only shard `shard` (1 to `of`) of the trials; cost_distribution_write() then writes a part that
 * cost_distribution_merge() joins with the others.  1 of 1 is everything.  @return COST_OK or COST_ERR_RANGE */
COST_API cost_status_t cost_simulation_set_shard(cost_simulation_t *simulation, size_t shard, size_t of);
/** Whether to find the Sobol indices of the ranges as well (cost_distribution_input_first_order()).  It runs (ranges +
 * 2) x the largest power of two up to the number of trials further months, and with more than 20 ranges the first 256
 * trials once more.  A shard runs its part of them, which cost_distribution_write() keeps: the indices are those of the
 * merged distribution, a shard's own has none.  A build without GSL says COST_ERR_UNSUPPORTED. */
COST_API void cost_simulation_set_sobol(cost_simulation_t *simulation, int sobol);
/** Whom to tell; NULL: nobody. */
COST_API void cost_simulation_set_progress(cost_simulation_t *simulation, cost_progress_t progress, void *user);
/** One more limit beside the budgets of the files: every trial then keeps the most that the part of the bill costs in a
 * month (COST_PART_BUDGET).
 *
 * @param name      what it is called; "" is fine
 * @param limit     what a month may cost
 * @param service   only this service ("fargate"); NULL: all
 * @param resource  only this resource ("shop/app", or "app" of any workload); NULL: all
 * @param tag       only lines with this tag ("env=production"); NULL: all
 * @param month     only this month of the period ("2025-11"); NULL: each of them
 * @return COST_OK or COST_ERR_MEMORY; what does not exist in the account costs nothing
 */
COST_API cost_status_t cost_simulation_add_budget(cost_simulation_t *simulation, const char *name, cost_money_t limit,
                                                  const char *service, const char *resource, const char *tag,
                                                  const char *month);

/* ---- the distribution ------------------------------------------------------------------------------------------- */

/** What a run found.  Opaque and immutable. */
typedef struct cost_distribution cost_distribution_t;

/** Runs the trials.
 *
 * @param[out] out         the distribution, or NULL on failure; yours to release with cost_distribution_destroy()
 * @param      catalog     the price book; must outlive the distribution
 * @param      workloads   one account, as for cost_estimate(); must outlive the distribution
 * @param      options     may be NULL; as for cost_estimate()
 * @param      simulation  NULL: the settings of cost_simulation_create()
 * @param[out] err         may be NULL
 * @return what cost_estimate() returns, or COST_ERR_CANCELLED
 *
 * Memory: 8 bytes for every trial and each of: total, months, services, resources, budgets, ranges.
 */
COST_API cost_status_t cost_simulate(cost_distribution_t **out, const cost_catalog_t *catalog,
                                     const cost_workload_t *const *workloads, size_t count,
                                     const cost_options_t *options, const cost_simulation_t *simulation,
                                     cost_error_t *err);
/** One trial (from 0 on) alone, as a full bill: the same as in a whole run of that seed, to the last digit. */
COST_API cost_status_t cost_simulate_trial(cost_bill_t **out, const cost_catalog_t *catalog,
                                           const cost_workload_t *const *workloads, size_t count,
                                           const cost_options_t *options, uint64_t seed, uint64_t trial,
                                           cost_error_t *err);
/** Releases it.  NULL is fine. */
COST_API void cost_distribution_destroy(cost_distribution_t *distribution);

/** How many trials it has, which they are (the first one's number), and their seed. */
COST_API size_t cost_distribution_trials(const cost_distribution_t *distribution);
COST_API uint64_t cost_distribution_first_trial(const cost_distribution_t *distribution);
COST_API uint64_t cost_distribution_seed(const cost_distribution_t *distribution);
/** The central month, which cost_estimate() would give; belongs to the distribution.  NULL of a merged one. */
COST_API const cost_bill_t *cost_distribution_bill(const cost_distribution_t *distribution);

/** Takes `length` bytes; anything but 0 says that they were not taken. */
typedef int (*cost_write_t)(void *user, const void *bytes, size_t length);
/** Writes every trial's row (a binary form that docs/simulate.md describes): a part of a run, or all of it.
 * @return COST_OK, COST_ERR_IO (`write` did not take it; of a merged one also: a file cannot be read) or
 * COST_ERR_MEMORY */
COST_API cost_status_t cost_distribution_write(const cost_distribution_t *distribution, cost_write_t write, void *user,
                                               cost_error_t *err);
/** Joins the files of all shards of a run, in any order; the distribution is that of the whole run, and writing it
 * gives the whole run's bytes; it has Sobol indices if the shards were run for them.  Memory does not depend on the
 * number of trials: the files are read again and again, and
 * must stay as they are while the distribution lives.
 *
 * @param[out] out    the distribution, or NULL on failure; yours to release with cost_distribution_destroy()
 * @param      files  `count` names of files that cost_distribution_write() wrote
 * @return COST_OK; COST_ERR_IO; COST_ERR_SYNTAX (not such a file, cut short or damaged); COST_ERR_SCHEMA (parts of
 *         different runs, missing or doubled trials); COST_ERR_UNSUPPORTED (another version) or COST_ERR_MEMORY
 */
COST_API cost_status_t cost_distribution_merge(cost_distribution_t **out, const char *const *files, size_t count,
                                               cost_error_t *err);

/** What a distribution is of. */
typedef enum {
    COST_PART_TOTAL,    /**< the whole bill; there is one, number 0 */
    COST_PART_MONTH,    /**< a month of the period */
    COST_PART_SERVICE,  /**< a service */
    COST_PART_RESOURCE, /**< a resource, "workload/resource" */
    COST_PART_TAG,      /**< the lines with a tag, "env=production" */
    COST_PART_BUDGET    /**< the most that the part of the bill which a budget is about costs in a month */
} cost_bill_part_t;

/** How many there are of a kind. */
COST_API size_t cost_distribution_count(const cost_distribution_t *distribution, cost_bill_part_t part);
/** Its name: "total", "2025-11", "fargate", "shop/app", a budget's; NULL past the end.  Belongs to the distribution. */
COST_API const char *cost_distribution_name(const cost_distribution_t *distribution, cost_bill_part_t part, size_t i);
/** The number of that name, or -1. */
COST_API int cost_distribution_find(const cost_distribution_t *distribution, cost_bill_part_t part, const char *name);
/** What it costs in the central month (`estimate`). */
COST_API cost_money_t cost_distribution_central(const cost_distribution_t *distribution, cost_bill_part_t part,
                                                size_t i);
/** The mean over the trials, rounded half to even; their standard deviation (n - 1 in the denominator; 0 of one trial);
 * the standard error of the mean, sd / sqrt(n). */
COST_API cost_money_t cost_distribution_mean(const cost_distribution_t *distribution, cost_bill_part_t part, size_t i);
COST_API cost_money_t cost_distribution_sd(const cost_distribution_t *distribution, cost_bill_part_t part, size_t i);
COST_API cost_money_t cost_distribution_standard_error(const cost_distribution_t *distribution, cost_bill_part_t part,
                                                       size_t i);

/** The percentiles that are kept: X(number, ID). */
#define COST_PERCENTILE_LIST(X)                                                                                        \
    X(5, P5)                                                                                                           \
    X(25, P25)                                                                                                         \
    X(50, P50)                                                                                                         \
    X(75, P75)                                                                                                         \
    X(95, P95)                                                                                                         \
    X(99, P99)
#define COST_PERCENTILE_ENUM(number, id) COST_##id,
typedef enum { COST_PERCENTILE_LIST(COST_PERCENTILE_ENUM) COST_PERCENTILES } cost_percentile_t;
#undef COST_PERCENTILE_ENUM

/** The least cost that at least p of 100 trials do not exceed: one of the trials' own, exactly. */
COST_API cost_money_t cost_distribution_percentile(const cost_distribution_t *distribution, cost_bill_part_t part,
                                                   size_t i, cost_percentile_t percentile);
/** Half the distance of the trials that lie one binomial standard deviation of their rank beside it. */
COST_API cost_money_t cost_distribution_percentile_error(const cost_distribution_t *distribution, cost_bill_part_t part,
                                                         size_t i, cost_percentile_t percentile);

/** The part of the trials that cost more than `limit`, and its standard error, sqrt(p (1 - p) / n); where none or all
 * do, p of (k + 1) / (n + 2) stands in the error, so that it is not 0.
 *
 * @param[out] probability     0 to 1
 * @param[out] standard_error  may be NULL
 * @return COST_OK; COST_ERR_RANGE for a number past the end; of a merged one also COST_ERR_IO
 */
COST_API cost_status_t cost_distribution_probability_above(const cost_distribution_t *distribution,
                                                           cost_bill_part_t part, size_t i, cost_money_t limit,
                                                           double *probability, double *standard_error,
                                                           cost_error_t *err);
/** Budget i (COST_PART_BUDGET): its limit, how likely it is to be broken in any month that it is about, and the
 * standard error of that. */
COST_API cost_money_t cost_distribution_budget_limit(const cost_distribution_t *distribution, size_t i);
COST_API double cost_distribution_budget_broken(const cost_distribution_t *distribution, size_t i,
                                                double *standard_error);
/** When it is broken, POSIX seconds in UTC: the mean over the trials that break it, each of which spends a month's cost
 * at the hours at which the central month spends it.  0 when none does. */
COST_API int64_t cost_distribution_budget_date(const cost_distribution_t *distribution, size_t i);

/* ---- what explains the spread ----------------------------------------------------------------------------------- */

/** The uncertain inputs: one for each range, or for each group of ranges that share a draw, by their paths
 * ("shop/traffic.web.requests", "group size"); then the load of each traffic whose days, minutes or events are drawn
 * ("shop/traffic.web (load)": all that came, whatever made it more or less).  NULL past the end. */
COST_API size_t cost_distribution_input_count(const cost_distribution_t *distribution);
COST_API const char *cost_distribution_input_name(const cost_distribution_t *distribution, size_t i);
/** Spearman's rank correlation of the input with the bill, -1 to 1; 0 when either does not vary. */
COST_API double cost_distribution_input_correlation(const cost_distribution_t *distribution, size_t i);

/** How many months each of the two samples had from which Sobol indices were found; 0 when nobody asked for them, and
 * of a shard. */
COST_API size_t cost_distribution_sobol_rows(const cost_distribution_t *distribution);
/** The part of the bill's variance that the range explains by itself (first order), with its standard error, and that
 * with everything in which it acts together with others (total).  -1 of a load, and when nobody asked for them. */
COST_API double cost_distribution_input_first_order(const cost_distribution_t *distribution, size_t i,
                                                    double *standard_error);
COST_API double cost_distribution_input_total_effect(const cost_distribution_t *distribution, size_t i);
/** The part that noise explains by itself: days, minutes, events and interruptions, all that is no range. */
COST_API double cost_distribution_noise_first_order(const cost_distribution_t *distribution, double *standard_error);

#ifdef __cplusplus
}
#endif
#endif
