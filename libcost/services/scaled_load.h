/* The load of one service whose units (tasks, instances) follow it, as libcost/capacity takes it.
 *
 *     cost_scaled_load_t load;
 *     if (!cost_scaled_load(&load, flows, cost_ratio(1000000, resource->count)))    // 1e-6 requests of one of them
 *         cost_scaled_load_use(&load, &loop);
 *     cost_scaled_load_clear(&load); */
#ifndef COST_SCALED_LOAD_H
#define COST_SCALED_LOAD_H

#include "libcost/base/arena.h"
#include "libcost/capacity/service_loop.h"

/* Plans point into it: do not copy it. */
typedef struct {
    cost_column_t column; /* of a load that is one stretch */
    cost_run_t run;
    int64_t *minutes; /* NULL, or the load minute by minute: cost_scaled_load_clear() frees it */
} cost_scaled_load_t;

/* All that comes in, in units of which `per_request` make a request.  COST_ERR_RANGE when it is too large to be
 * counted; COST_ERR_MEMORY.  May be cleared in any case. */
cost_status_t cost_scaled_load(cost_scaled_load_t *out, const cost_flows_t *flows, cost_ratio_t per_request);
void cost_scaled_load_clear(cost_scaled_load_t *load);
void cost_scaled_load_use(const cost_scaled_load_t *load, cost_loop_plan_t *loop);
/* The most units of a minute. */
int64_t cost_scaled_load_peak(const cost_scaled_load_t *load);
/* Predictive scaling has seen the two weeks before the month: those of a month like this one.  COST_ERR_MEMORY. */
cost_status_t cost_scaled_load_before(cost_loop_plan_t *loop, const cost_scaled_load_t *load, cost_arena_t *arena);
/* Every minute's units into `out`. */
void cost_scaled_load_fill(int64_t *out, const cost_scaled_load_t *load);
/* Every minute's units where they are, or in *room (cost_free()), which was NULL; NULL when memory is out. */
const int64_t *cost_scaled_load_minutes(int64_t **room, const cost_scaled_load_t *load);

#endif
