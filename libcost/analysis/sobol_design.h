/* The months whose bills Sobol indices are made of (sobol.h): N rows, and inputs + 2 months in each.
 *
 * A and B are the columns of one Sobol sequence (gsl_qrng_sobol, 40 dimensions at most), shifted by a random vector of
 * the seed; of more than 20 ranges those that correlate most with the bill are in it, the others are drawn at random.
 * That is found out from the first trials of the run, which a shard runs again for it: so a row depends on its number
 * alone, and any part of the rows may be run anywhere.
 */
#ifndef COST_SOBOL_DESIGN_H
#define COST_SOBOL_DESIGN_H

#include "libcost/analysis/sobol.h"
#include "libcost/analysis/trials.h"

/* N of a run of so many trials: the largest power of two up to it, and 2 at least. */
size_t cost_sobol_row_count(size_t trials);
/* How many months are run for rows [first, first + count) of a run of `trials`, the first trials again included. */
size_t cost_sobol_month_count(size_t inputs, size_t trials, size_t rows);

/* Runs `count` rows from `first` on into `out`, whose segments are the caller's to free.  `before` trials are done and
 * `total` will be, for the progress.  COST_ERR_UNSUPPORTED in a build without GSL. */
cost_status_t cost_sobol_run(cost_row_store_t *out, cost_arena_t *arena, cost_crew_t *crew,
                             const cost_trial_plan_t *plan, const cost_simulation_t *simulation, size_t first,
                             size_t count, size_t before, size_t total, cost_error_t *err);

#endif
