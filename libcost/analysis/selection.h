/* Order statistics of columns of records, exactly, in memory that does not depend on how many rows there are. */
#ifndef COST_SELECTION_H
#define COST_SELECTION_H

#include "libcost/analysis/records.h"

/* The rank-th smallest value (from 1) of a column. */
typedef struct {
    size_t column, rank;
    int64_t least, most; /* before: bounds of the column's values; after: both the value sought */
} cost_selection_t;

/* Counts the values between the bounds in classes, keeps the class that holds the rank, and reads again until every
 * class is one value: a byte of the bounds' distance each time. */
cost_status_t cost_select(cost_selection_t *selections, size_t count, const cost_records_t *records, cost_error_t *err);

#endif
