/* Bills side by side, as reports read them.  The public half is include/cost/compare.h. */
#ifndef COST_COMPARISON_H
#define COST_COMPARISON_H

#include "cost/compare.h"
#include "libcost/bill/bill.h"

typedef struct {
    const char *scenario;      /* NULL: the workload as it is */
    cost_workload_t *workload; /* NULL: the caller's */
    cost_bill_t *bill;
    cost_distribution_t *distribution; /* NULL: no trials were asked for */
} cost_column_of_t;

typedef struct {
    bool there;
    cost_money_t cost;
} cost_cell_t;

/* What a service costs for one resource. */
typedef struct {
    const char *service, *resource;
    cost_cell_t *cells; /* by column */
} cost_comparison_row_t;

struct cost_comparison {
    cost_arena_t *arena;
    cost_column_of_t *columns;
    size_t count;
    size_t cheapest;
    cost_comparison_row_t *rows; /* sorted by service, then by resource */
    size_t row_count;
};

#endif
