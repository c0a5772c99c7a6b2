/* What is said of a column: mean, spread, percentiles; and of an input: how the bill goes with it. */
#ifndef COST_SUMMARY_H
#define COST_SUMMARY_H

#include "libcost/analysis/records.h"

typedef struct {
    int64_t least, most, mean, sd, standard_error;
    int64_t percentile[COST_PERCENTILES], percentile_error[COST_PERCENTILES];
    size_t broken;      /* rows above the limit, of a BUDGET */
    int64_t mean_set;   /* the mean of the rows that are not 0, of a CROSSING; 0: none */
    double correlation; /* of an INPUT, with the total */
} cost_summary_t;

/* `out` has room for every column.  Reads the records a few times; memory does not depend on how many there are. */
cost_status_t cost_summarise(cost_summary_t *out, const cost_records_t *records, cost_error_t *err);
/* How many rows are above a limit in a column. */
cost_status_t cost_count_above(size_t *out, const cost_records_t *records, size_t column, int64_t limit,
                               cost_error_t *err);
/* sqrt(p (1 - p) / n) for k of n; where k is 0 or n, p of (k + 1) / (n + 2) stands in it. */
double cost_proportion_error(size_t k, size_t n);

#endif
