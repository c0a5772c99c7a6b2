/* Service auto scaling of ECS as a workload file writes it: target tracking, step policies, scheduled actions and
 * predictive scaling.  What they do is the simulator's; here is what may be written.
 * Source: scaling rules, section 2. */
#ifndef COST_ECS_SCALING_H
#define COST_ECS_SCALING_H

#include "libcost/services/service.h"

enum {
    COST_SCALING_MIN,
    COST_SCALING_MAX,
    COST_SCALING_POLICIES,
    COST_SCALING_STEPS,
    COST_SCALING_ACTIONS,
    COST_SCALING_PREDICTIVE,
    COST_SCALING_FIELDS
};
extern const cost_field_t cost_scaling_fields[COST_SCALING_FIELDS];

enum {
    COST_POLICY_METRIC,
    COST_POLICY_TARGET,
    COST_POLICY_OUT_COOLDOWN,
    COST_POLICY_IN_COOLDOWN,
    COST_POLICY_DISABLE_IN,
    COST_POLICY_RESOLUTION,
    COST_POLICY_PUBLISH_DELAY,
    COST_POLICY_LOW_DATAPOINTS,
    COST_POLICY_LOOK_BACK,
    COST_POLICY_FIELDS
};
enum { COST_RESOLUTION_60_S, COST_RESOLUTION_20_S };
typedef enum {
    COST_METRIC_CPU,      /* 1e-9 of the tasks' vCPU */
    COST_METRIC_MEMORY,   /* 1e-9 of the tasks' memory */
    COST_METRIC_REQUESTS, /* 1e-6 requests per target and period */
    COST_METRIC_BACKLOG   /* 1e-6 jobs per task */
} cost_metric_t;

/* Reads a target or threshold, whose unit depends on the metric.  False and one clause in `why` when it is none. */
bool cost_scaling_level(cost_amount_t *out, const cost_value_t *level, cost_metric_t metric,
                        char why[COST_AMOUNT_WHY_SIZE]);
/* Combinations that the tables cannot say, for a `scaling` group that was written. */
cost_status_t cost_scaling_check(const cost_value_t *scaling, cost_error_t *err);

#endif
