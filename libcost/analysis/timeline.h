/* A bill in time, as reports read it.  The public half is include/cost/timeline.h. */
#ifndef COST_TIMELINE_INTERNAL_H
#define COST_TIMELINE_INTERNAL_H

#include "cost/timeline.h"
#include "libcost/bill/bill.h"

typedef enum {
    COST_TIMELINE_LOAD,
    COST_TIMELINE_SERVED,
    COST_TIMELINE_CAPACITY,
    COST_TIMELINE_USAGE,
    COST_TIMELINE_COST
} cost_timeline_kind_t;

typedef struct {
    cost_timeline_kind_t kind;
    const cost_resource_t *resource; /* NULL: all */
    const cost_line_t *line;         /* of a dimension: one of its lines; else NULL */
    const char *name, *unit;
    cost_wide_t *values;     /* by row */
    const cost_wide_t *ones; /* by month: how many make one unit */
} cost_timeline_column_t;

struct cost_timeline {
    cost_arena_t *arena;
    const cost_bill_t *bill;
    int64_t seconds;         /* of a row */
    const size_t *first_row; /* by month; one more than there are months */
    size_t row_count;
    cost_timeline_column_t *columns;
    size_t column_count;
};

int64_t cost_resolution_seconds(cost_resolution_t resolution);
/* The month that a row is in. */
size_t cost_timeline_month(const cost_timeline_t *timeline, size_t row);

/* What meters counted and what it costs, hour by hour: timeline_cost.c.  Lines of one dimension of one resource stand
 * together. */
typedef struct {
    const cost_line_t **lines;
    size_t line_count;
    cost_wide_t *cost;  /* nano-dollars by hour of the period */
    cost_wide_t *usage; /* base counts by hour of the period; NULL: it is none that is counted in time */
} cost_hourly_t;
/* All of a bill, sorted by workload, resource, service, dimension.  COST_ERR_MEMORY, COST_ERR_RANGE. */
cost_status_t cost_hourly_make(cost_hourly_t **out, size_t *count, cost_arena_t *arena, const cost_bill_t *bill,
                               cost_error_t *err);

#endif
