/* A possible month's values: a workload of its own in which every range has one value.
 *
 * A world is made once and drawn again for every trial: only the maps that hold a range are copied, and a draw writes
 * amounts in place, so that no trial allocates. */
#ifndef COST_WORLD_H
#define COST_WORLD_H

#include "libcost/simulate/month.h"

/* What is drawn, in the order of their names: ranges, and groups of ranges that share a draw. */
typedef struct {
    const char **names; /* "shop/traffic.web.requests"; "group cpu" */
    size_t count;
} cost_inputs_t;

/* Sorts the ranges of all workloads of the account out. */
cost_status_t cost_inputs_find(cost_inputs_t *out, cost_arena_t *arena, const cost_workload_t *const *workloads,
                               size_t count, cost_error_t *err);
/* The uniform draws of a trial, by the number of the input. */
void cost_inputs_draw(const cost_inputs_t *inputs, uint64_t seed, uint64_t trial, double *uniform);

typedef struct cost_world_slot cost_world_slot_t;

typedef struct {
    cost_workload_t workload;
    cost_resolved_t resolved; /* of it; its resources are copies */
    cost_world_slot_t *slots; /* the ranges */
    size_t slot_count;
    cost_event_t **events; /* by the number of the traffic: its copy of them */
} cost_world_t;

/* A world of a resolved workload; it points into both, and into the arena. */
cost_status_t cost_world_create(cost_world_t *out, cost_arena_t *arena, const cost_resolved_t *central,
                                const cost_inputs_t *inputs, cost_error_t *err);
/* Gives every range the value of its input's draw.  A value that the field does not allow becomes the nearest that it
 * does.  Then every resource with a range is checked as its service checks it: the first that fails is reported. */
cost_status_t cost_world_draw(cost_world_t *world, const double *uniform, cost_error_t *err);

#endif
