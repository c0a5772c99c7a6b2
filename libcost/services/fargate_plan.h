/* From a Fargate service and its load to the plan that libcost/capacity runs. */
#ifndef COST_FARGATE_PLAN_H
#define COST_FARGATE_PLAN_H

#include "libcost/capacity/service_loop.h"
#include "libcost/services/ecs_policies.h"
#include "libcost/services/fargate_fields.h"
#include "libcost/services/scaled_load.h"

/* The plan points into the structure and the arena: do not copy it. */
typedef struct {
    cost_loop_plan_t loop;
    cost_provider_t providers[PROVIDERS];
    cost_ecs_policies_t policies;
    cost_queue_rate_t queue;
    cost_scaled_load_t load;
    int64_t micro_per_unit; /* 1e-6 requests or jobs that one unit of its load is */
    bool loaded;            /* a load is known, and what it asks of tasks */
    bool needed;            /* something follows the load, or Spot interrupts what is fixed; else it is not to be run */
} cost_fargate_plan_t;

cost_status_t cost_fargate_plan(cost_fargate_plan_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                cost_arena_t *arena, cost_error_t *err);
void cost_fargate_plan_clear(cost_fargate_plan_t *plan);
/* What happens to the service in the month: schedules, scheduled actions, deployments, crashes, Spot interruptions.
 * Fills the plan's actions, and its bounds at the month's start: fargate_actions.c. */
cost_status_t cost_fargate_actions(cost_fargate_plan_t *plan, const cost_resource_t *resource,
                                   const cost_flows_t *flows, cost_arena_t *arena, cost_error_t *err);

#endif
