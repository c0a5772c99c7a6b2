/* Service auto scaling of ECS as a workload file writes it: target tracking, step policies, scheduled actions and
 * predictive scaling.  Here is what may be written; ecs_policies.h makes of it what libcost/capacity runs.
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

/* Step policies, scheduled actions and predictive scaling. */
enum { COST_RANGE_FROM, COST_RANGE_TO, COST_RANGE_CHANGE };
enum {
    COST_STEP_FIELD_METRIC,
    COST_STEP_FIELD_THRESHOLD,
    COST_STEP_FIELD_COMPARISON,
    COST_STEP_FIELD_PERIOD,
    COST_STEP_FIELD_DATAPOINTS,
    COST_STEP_FIELD_ADJUSTMENT,
    COST_STEP_FIELD_RANGES,
    COST_STEP_FIELD_MINIMUM,
    COST_STEP_FIELD_COOLDOWN
};
enum { COST_CHANGE_IN_CAPACITY, COST_PERCENT_CHANGE_IN_CAPACITY, COST_EXACT_CAPACITY };
enum {
    COST_ACTION_SCHEDULE,
    COST_ACTION_TIMEZONE,
    COST_ACTION_MIN,
    COST_ACTION_MAX,
    COST_ACTION_START,
    COST_ACTION_END
};
enum {
    COST_FORECAST_MODE,
    COST_FORECAST_METRIC,
    COST_FORECAST_TARGET,
    COST_FORECAST_BUFFER,
    COST_FORECAST_ABOVE_MAX,
    COST_FORECAST_MAX_BUFFER
};
enum { COST_ABOVE_HONOR, COST_ABOVE_INCREASE };
enum { COST_FORECAST_ALONE, COST_FORECAST_ACTS };
enum { COST_COMPARE_ABOVE, COST_COMPARE_BELOW };

/* Reads a target or threshold, whose unit depends on the metric.  False and one clause in `why` when it is none. */
bool cost_scaling_level(cost_amount_t *out, const cost_value_t *level, cost_metric_t metric,
                        char why[COST_AMOUNT_WHY_SIZE]);
/* A bound of a step: a distance from the threshold in 1e-9 of the metric's unit (percentage points of CPU and memory);
 * `absent` when it is not written. */
cost_status_t cost_scaling_bound(cost_wide_t *out, const cost_value_t *bound, cost_wide_t absent, cost_error_t *err);
/* Whether anything in a `scaling` group that was written can move the count. */
bool cost_scaling_moves(const cost_value_t *scaling);
/* Combinations that the tables cannot say, for a `scaling` group that was written. */
cost_status_t cost_scaling_check(const cost_value_t *scaling, cost_error_t *err);

#endif
