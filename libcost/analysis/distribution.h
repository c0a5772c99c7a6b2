/* The distribution of a bill.  The public half is include/cost/simulate.h. */
#ifndef COST_DISTRIBUTION_H
#define COST_DISTRIBUTION_H

#include <stdbool.h>

#include "libcost/analysis/sobol.h"
#include "libcost/analysis/summary.h"
#include "libcost/base/arena.h"

/* What was run, in words and numbers; texts live in the distribution's arena. */
typedef struct {
    uint64_t identity[2]; /* of account, book, options: parts of one run share it */
    uint64_t seed;
    uint64_t trials;      /* of the whole run */
    uint64_t sobol_rows;  /* of the whole run's design; 0: nobody asked for Sobol indices */
    const char *subject;  /* "shop, api; scenario lean" */
    const char *period;   /* "2025-11 (720 hours)" */
    const char *scenario; /* NULL: the base */
    const char *book;     /* the price book's version */
    int32_t price_date;
    bool hours_only; /* a period in hours: its dates mean nothing, only how long after `start` */
    int64_t start;
} cost_run_about_t;

struct cost_distribution {
    cost_arena_t *arena;
    cost_bill_t *bill; /* NULL: merged */
    cost_run_about_t run;
    size_t first; /* trial */
    cost_records_t records;
    cost_row_store_t store; /* of records, unless they are in files */
    cost_summary_t *summaries;
    size_t first_row;                       /* of the design */
    cost_records_t design;                  /* bills of the months that Sobol indices are made of, if asked for */
    cost_row_store_t design_store;          /* of design, unless it is in files */
    cost_sobol_t sobol;                     /* no rows: not asked for, or of a shard */
    const size_t *shown[COST_COLUMN_KINDS]; /* columns by kind; services that cost nothing in any trial are left out */
    size_t shown_count[COST_COLUMN_KINDS];
};

/* Summarises the records and sorts the columns by their kinds; the last step of making one. */
cost_status_t cost_distribution_finish(cost_distribution_t *distribution, cost_error_t *err);

#endif
