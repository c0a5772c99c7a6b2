/* Explanations while they are made.  The public half is include/cost/explain.h. */
#ifndef COST_EXPLANATION_H
#define COST_EXPLANATION_H

#include "cost/explain.h"
#include "libcost/bill/bill.h"

typedef struct cost_explained_step {
    struct cost_explained_step *next;
    cost_explain_step_t step;
    const char *text, *source;
} cost_explained_step_t;

typedef struct {
    size_t line; /* of the bill */
    cost_explained_step_t *first, *last;
    size_t count;
} cost_explained_line_t;

struct cost_explanation {
    cost_arena_t *arena;
    const cost_bill_t *bill;
    cost_explained_line_t *lines;
    size_t count;
};

/* The line at hand. */
typedef struct {
    cost_explanation_t *explanation;
    cost_explained_line_t *out;
    const cost_line_t *line;
    const cost_workload_t *workload; /* that it is of */
    const cost_flows_t *flows;       /* of its resource in its month; NULL: it was not there */
    bool failed;                     /* memory was out */
} cost_explainer_t;

/* Adds a step; `source` is kept, not copied ("" when it needs none). */
void cost_explain_add(cost_explainer_t *explainer, cost_explain_step_t step, const char *source, const char *format,
                      ...) __attribute__((format(printf, 4, 5)));

/* explain_input.c: what the file states and leaves out. */
void cost_explain_inputs(cost_explainer_t *explainer);
/* explain_load.c: ways, minutes, hours. */
void cost_explain_loads(cost_explainer_t *explainer);
/* explain_price.c: rules, quantity, tier, cost, price. */
void cost_explain_prices(cost_explainer_t *explainer);

#endif
