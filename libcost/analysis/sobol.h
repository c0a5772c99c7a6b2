/* First-order and total Sobol indices of the ranges.
 *
 * Two independent samples A and B of N months; for every range i also AB_i, which is A with column i taken from B.
 * With f the bill, V its variance over A and B, and means over the N rows,
 *
 *     first order   S_i = mean(f_B (f_ABi - f_A)) / V        (Saltelli et al., Comput. Phys. Commun. 181, 2010)
 *     total         T_i = mean((f_A - f_ABi)^2) / (2 V)      (Jansen, Comput. Phys. Commun. 117, 1999)
 *
 * Rows j of A, B and all AB_i have the noise of one trial, which therefore is in every product and goes away in the
 * difference; what it explains itself is left over in the covariance of A and B: mean(f_A f_B) / V.  The sum of all
 * first orders is 1 when nothing acts together.
 *
 * A and B are the columns of one Sobol sequence (gsl_qrng_sobol, 40 dimensions at most), shifted by a random vector of
 * the seed; of more than 20 ranges those that correlate most with the bill are in it, the others are drawn at random.
 */
#ifndef COST_SOBOL_H
#define COST_SOBOL_H

#include "libcost/analysis/trials.h"

typedef struct {
    double first, first_error, total;
} cost_sobol_index_t;

typedef struct {
    size_t rows; /* N: a power of two */
    size_t count;
    cost_sobol_index_t *indices; /* by the number of the input; behind them that of all noise together */
} cost_sobol_t;

/* N is the largest power of two up to `trials`; (inputs + 2) N months are run.  `order` are the inputs, those that
 * explain most first.  COST_ERR_UNSUPPORTED in a build without GSL. */
cost_status_t cost_sobol_run(cost_sobol_t *out, cost_arena_t *arena, cost_crew_t *crew, const cost_trial_plan_t *plan,
                             const cost_simulation_t *simulation, const size_t *order, cost_error_t *err);

#endif
