/* Runs trials, on one thread or several: each fills a row. */
#ifndef COST_TRIALS_H
#define COST_TRIALS_H

#include "libcost/analysis/trial_plan.h"

/* Which month row r stands for: the uniform draws of the inputs (room for all of them), and the trial whose noise it
 * has.  Called on any thread. */
typedef void (*cost_row_draw_t)(const void *user, size_t row, double *uniform, uint64_t *trial);

typedef struct cost_crew cost_crew_t;

/* Workers for the threads of `simulation`, which are told of its seed and tell its progress.  COST_ERR_MEMORY. */
cost_status_t cost_crew_create(cost_crew_t **out, const cost_trial_plan_t *plan, const cost_simulation_t *simulation,
                               cost_error_t *err);
void cost_crew_destroy(cost_crew_t *crew);
/* Fills rows [from, until) of the store.  Progress is told of what is done, `before` and the rows that come before
 * `from` included, of `total`.  Of several trials that fail the first is reported. */
typedef struct {
    cost_row_draw_t draw;
    const void *user;
    cost_row_store_t *store;
    size_t before, total;
} cost_crew_task_t;
cost_status_t cost_crew_run(cost_crew_t *crew, const cost_crew_task_t *task, size_t from, size_t until,
                            cost_error_t *err);
/* Tells progress that all is done, `total` trials: a worker may have been the last to finish that tells nobody. */
cost_status_t cost_crew_finish(cost_crew_t *crew, size_t total, cost_error_t *err);

#endif
