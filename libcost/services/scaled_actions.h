/* What happens to a service whose units follow its load, in order of time: here what all such services have in common,
 * schedules and scheduled actions. */
#ifndef COST_SCALED_ACTIONS_H
#define COST_SCALED_ACTIONS_H

#include "libcost/base/arena.h"
#include "libcost/capacity/service_loop.h"
#include "libcost/services/ecs_policies.h"

typedef struct {
    cost_loop_action_t *actions;
    size_t count, room;
    cost_arena_t *arena; /* they live in it */
    int64_t most;        /* units that the bounds ever allow: set by cost_scaled_bounds() */
} cost_scaled_actions_t;

/* COST_ERR_MEMORY. */
cost_status_t cost_scaled_action(cost_scaled_actions_t *list, cost_loop_action_t action);
/* Bounds in time: nothing runs outside the windows in which the resource is on, whatever a scheduled action says
 * meanwhile; then what it said holds.  *opening: those at the month's start.  COST_ERR_MEMORY. */
cost_status_t cost_scaled_bounds(cost_bounds_t *opening, cost_scaled_actions_t *list,
                                 const cost_ecs_policies_t *policies, const cost_flows_t *flows);
/* By time; in one second in the order in which they were added, so that bounds keep theirs.  COST_ERR_MEMORY. */
cost_status_t cost_scaled_actions_sort(cost_scaled_actions_t *list);

#endif
