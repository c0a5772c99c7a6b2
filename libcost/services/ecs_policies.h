/* From a `scaling` group as it is written to the policies that libcost/capacity runs. */
#ifndef COST_ECS_POLICIES_H
#define COST_ECS_POLICIES_H

#include "libcost/capacity/predictive.h"
#include "libcost/capacity/scheduled.h"
#include "libcost/capacity/steps.h"
#include "libcost/services/ecs_scaling.h"

/* Which metrics the service has: those whose inputs are stated. */
typedef struct {
    bool known[COST_METRIC_BACKLOG + 1];
} cost_ecs_metrics_t;

/* All arrays live in the arena that they were made in. */
typedef struct {
    cost_bounds_t bounds; /* as stated */
    cost_tracking_policy_t *tracking;
    size_t tracking_count;
    cost_step_policy_t *steps;
    size_t step_count;
    bool predicts;
    cost_predictive_t predictive;
    cost_scheduled_t *actions;
    size_t action_count;
} cost_ecs_policies_t;

/* Reads a group that cost_scaling_check() found good.  Policies over metrics that are not known are left out: who
 * counts warns of them.  COST_ERR_RANGE when a target or cooldown is too large to be counted with; COST_ERR_MEMORY. */
cost_status_t cost_ecs_policies(cost_ecs_policies_t *out, const cost_value_t *scaling,
                                const cost_ecs_metrics_t *metrics, const cost_month_t *month, cost_arena_t *arena,
                                cost_error_t *err);

#endif
