/* First-order and total Sobol indices of the ranges, from the bills of a design (sobol_design.h).
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
 */
#ifndef COST_SOBOL_H
#define COST_SOBOL_H

#include "libcost/analysis/records.h"
#include "libcost/base/arena.h"

/* Row j of a design has f_A, f_B and every f_ABi of it, in nano-dollars. */
enum { COST_SOBOL_A, COST_SOBOL_B, COST_SOBOL_MIXED };

typedef struct {
    double first, first_error, total;
} cost_sobol_index_t;

typedef struct {
    size_t rows; /* N */
    size_t count;
    cost_sobol_index_t *indices; /* by the number of the input; behind them that of all noise together */
} cost_sobol_t;

/* From all rows of a design, read front to back: memory does not depend on how many they are.  The indices live in the
 * arena. */
cost_status_t cost_sobol_estimate(cost_sobol_t *out, cost_arena_t *arena, const cost_records_t *design,
                                  cost_error_t *err);

#endif
