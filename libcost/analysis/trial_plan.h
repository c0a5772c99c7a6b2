/* What a simulation needs to know before its first trial: months, prices' date, inputs, and what a row has. */
#ifndef COST_TRIAL_PLAN_H
#define COST_TRIAL_PLAN_H

#include "libcost/analysis/records.h"
#include "libcost/analysis/simulation.h"
#include "libcost/analysis/world.h"
#include "libcost/bill/bill.h"

/* Where the lines of a resource go. */
typedef struct {
    size_t column;
    const size_t *tags; /* columns */
    size_t tag_count;
    const bool *budgets; /* by the number of the budget: whether its resource and tag are this one's */
} cost_member_columns_t;

typedef struct {
    const char *name;
    int64_t limit;
    const cost_service_t *service; /* NULL: all */
    bool nowhere;                  /* it names a service that there is not */
    int month;                     /* -1: each */
    const char *resource, *tag;    /* NULL: all */
} cost_plan_budget_t;

typedef struct {
    cost_arena_t *arena;
    const cost_catalog_t *catalog;
    const cost_workload_t *const *workloads;
    size_t count;
    const cost_options_t *options;   /* may be NULL */
    const cost_resolved_t *resolved; /* the central month */
    int32_t price_date;
    cost_month_t *months;
    const char (*month_names)[COST_CIVIL_TEXT_SIZE];
    size_t month_count;
    cost_inputs_t inputs;
    cost_plan_budget_t *budgets;
    size_t **loads; /* by the numbers of workload and traffic: its LOAD column; 0: its noise is not drawn */
    cost_record_column_t *columns;
    size_t width;
    size_t at[COST_COLUMN_KINDS], count_of[COST_COLUMN_KINDS];
    cost_member_columns_t **members; /* by the numbers of workload and member */
    const cost_service_t **services; /* by the number of the service's column */
} cost_trial_plan_t;

/* Whether a budget is about what a record bills; its month aside. */
bool cost_plan_budget_covers(const cost_plan_budget_t *budget, const cost_record_t *record);
/* Everything lives in the arena; `bill` is the central month, the limits are those of the files and of `simulation`. */
cost_status_t cost_trial_plan_make(cost_trial_plan_t *out, cost_arena_t *arena, const cost_bill_t *bill,
                                   const cost_workload_t *const *workloads, size_t count, const cost_options_t *options,
                                   const cost_simulation_t *simulation, cost_error_t *err);

#endif
