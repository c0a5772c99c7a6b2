/* Budgets and what became of them, as reports read it.  The public half is include/cost/budget.h. */
#ifndef COST_GATE_H
#define COST_GATE_H

#include "cost/budget.h"
#include "libcost/bill/bill.h"

struct cost_budgets {
    cost_arena_t *arena;
    const cost_budget_t *budgets;
    size_t count;
};

struct cost_gate {
    const cost_budgets_t *budgets; /* or NULL */
    const cost_bill_t *baseline;   /* or NULL */
    int32_t today;                 /* yyyymmdd; 0: not told */
    size_t trials;                 /* 0: what budgets say */
    bool has_seed;
    uint64_t seed;
    size_t threads;
    cost_progress_t progress;
    void *user;
};

/* A part of a bill's month: the lines of a resource that are of one dimension. */
typedef struct {
    const char *workload, *resource, *service, *dimension;
    int64_t now, before; /* nano-dollars, in the bill and in the baseline */
} cost_reason_t;
enum { COST_REASONS = 5 }; /* as many are told */

typedef struct {
    const cost_budget_t *budget;
    const cost_bill_t *bill; /* of the base or of its scenario */
    cost_verdict_state_t state;
    size_t month;             /* of the bill */
    size_t line_count;        /* how many lines it is about, in all months */
    cost_money_t cost, limit; /* of the month; the lower of limit and growth */
    bool has_before;
    cost_money_t before;                /* the same part of the baseline */
    double probability, standard_error; /* of a confidence; else -1 */
    size_t trials;
    uint64_t seed;
    int64_t crossing; /* POSIX seconds; -1: not crossed */
    cost_reason_t largest[COST_REASONS], grown[COST_REASONS];
    size_t largest_count, grown_count;
} cost_verdict_t;

/* The account with a scenario, or as it is. */
typedef struct {
    const char *scenario; /* NULL: as the files were read */
    const cost_workload_t *const *workloads;
    cost_workload_t **owned; /* NULL, or with NULL for those that are not */
    cost_bill_t *bill;
} cost_gate_case_t;

struct cost_verdicts {
    cost_arena_t *arena;
    cost_verdict_t *verdicts;
    size_t count;
    cost_gate_case_t *cases; /* the first is the account as it is */
    size_t case_count;
    size_t workload_count;
    const cost_bill_t *baseline;
    int32_t today;
    bool strict;
    cost_gate_outcome_t outcome;
};

/* ---- budget_scope.c: what a budget is about ---- */

bool cost_budget_covers(const cost_budget_t *budget, const cost_line_t *line);
/* Whether a month of the bill is meant. */
bool cost_budget_meets(const cost_budget_t *budget, const cost_bill_t *bill, size_t month);
/* What the part costs in a month, and how many lines it has there. */
cost_money_t cost_budget_cost(const cost_budget_t *budget, const cost_bill_t *bill, size_t month, size_t *line_count);
/* The month of the baseline that stands beside one of the bill: of that name, else at that place, else its last; -1
 * when it has none. */
int cost_baseline_month(const cost_bill_t *baseline, const cost_bill_t *bill, size_t month);
/* What the month may cost at most: the lower of limit and growth. */
cost_money_t cost_budget_limit(const cost_budget_t *budget, const cost_bill_t *baseline, const cost_bill_t *bill,
                               size_t month);

/* ---- budget_reasons.c ---- */

/* Fills largest and grown.  False when memory is out. */
bool cost_verdict_explain(cost_verdict_t *verdict, const cost_bill_t *baseline);

/* ---- budget_crossing.c ---- */

/* Finds out when each broken limit on the central month is crossed. */
cost_status_t cost_verdicts_cross(cost_verdicts_t *verdicts, const cost_catalog_t *catalog,
                                  const cost_options_t *options, cost_error_t *err);

/* ---- budget_odds.c ---- */

/* Judges every verdict whose budget has a confidence. */
cost_status_t cost_verdicts_simulate(cost_verdicts_t *verdicts, const cost_catalog_t *catalog,
                                     const cost_options_t *options, const cost_gate_t *gate, cost_error_t *err);

#endif
