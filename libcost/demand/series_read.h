/* Rows of a measured series: what series.c and series_read.c share. */
#ifndef COST_SERIES_READ_H
#define COST_SERIES_READ_H

#include "libcost/demand/series.h"

typedef struct {
    int64_t at;    /* POSIX seconds */
    int64_t value; /* 1e-6, as written */
    size_t row;
} cost_series_point_t;

/* Reads every row into `points`, which has room for them, in the file's order. */
cost_status_t cost_series_points(cost_series_point_t *points, const cost_csv_t *table,
                                 const cost_series_options_t *options, cost_error_t *err);

#endif
