/* Spearman's rank correlation of every input with the total. */
#ifndef COST_RANK_CORRELATION_H
#define COST_RANK_CORRELATION_H

#include <stdbool.h>

#include "libcost/analysis/summary.h"

/* Sets .correlation of the INPUT columns; the summaries hold every column's least and most already.
 *
 * Ranks need all values at once, classes do not: the total is sorted into 65,536 classes of equal width between its
 * least and its most, an input into 4,096, and all rows of a class have its mean rank, as equal values have.  Sums are
 * exact integers, so that the result does not depend on the order of rows. */
cost_status_t cost_rank_correlations(cost_summary_t *summaries, const cost_records_t *records, cost_error_t *err);

#endif
