/* Step scaling: an alarm of the user's own, and how far the metric is beyond its threshold decides the step.
 * Source: scaling rules, section 2.8.
 *
 *     const cost_step_t steps[] = {{0, 100000000, 0}, {100000000, 200000000, 10}, {200000000, COST_STEP_OPEN, 30}};
 *     cost_step_policy_t policy = {.metric = COST_TASK_CPU, .threshold = 500000000, .above = true, .period_s = 60,
 *                                  .datapoints = 3, .adjustment = COST_STEP_PERCENT, .steps = steps, .step_count = 3,
 *                                  .cooldown_s = 300};
 *     // at 60 % of CPU: 10 tasks become 11
 *
 * Alarms compare with >= (above) and <= (below), since the first step includes the threshold itself. */
#ifndef COST_STEPS_H
#define COST_STEPS_H

#include "libcost/capacity/tracking.h"

#define COST_STEP_OPEN INT64_MAX /* `to` without an upper bound; -COST_STEP_OPEN: `from` without a lower one */

typedef struct {
    int64_t from, to; /* distance from the threshold, in the threshold's unit; [from, to) above it, (from, to] below */
    int64_t change;   /* tasks, percent, or the exact count */
} cost_step_t;

typedef enum { COST_STEP_CHANGE, COST_STEP_PERCENT, COST_STEP_EXACT } cost_step_adjustment_t;

typedef struct {
    cost_task_metric_t metric;
    int64_t threshold;       /* shares in 1e-9, requests per target and period and jobs per task in 1e-6 */
    bool above;              /* the alarm goes off at or above the threshold; else at or below */
    int32_t period_s;        /* of a datapoint; a multiple of the loop's step */
    int32_t publish_delay_s; /* as of a tracking policy */
    int32_t datapoints;      /* in a row */
    int32_t look_back;
    cost_step_adjustment_t adjustment;
    const cost_step_t *steps; /* neither gaps nor overlaps */
    size_t step_count;
    int64_t minimum_change; /* tasks that a change in percent moves at least; 0: none */
    int64_t cooldown_s;
} cost_step_policy_t;

typedef struct {
    const cost_step_policy_t *policy;
    const cost_task_model_t *model;
    cost_task_load_t at; /* the tasks for which the bound holds */
    int64_t bound;       /* above: the largest load that is quiet; below: the largest that breaches */
    cost_alarm_t alarm;
    cost_point_t newest;    /* that the alarm has seen */
    bool may_add, may_take; /* whether a step of it can */
    int64_t until_s;        /* end of the cooldown */
    int64_t added;          /* tasks that were added (or taken) in it */
    cost_datapoints_t points;
} cost_steps_t;

/* A raw adjustment num / den (den > 0) as whole tasks: above 1 down, between 0 and 1 to 1, between -1 and 0 to -1,
 * below -1 towards 0. */
int64_t cost_step_round(cost_wide_t num, cost_wide_t den);
/* The count after the policy's step for a metric num / den (in 1, that is a share or a number): `capacity` tasks now.
 * A distance that no step covers changes nothing. */
int64_t cost_step_count(const cost_step_policy_t *policy, int64_t capacity, cost_wide_t num, cost_wide_t den);

void cost_steps_init(cost_steps_t *state, const cost_step_policy_t *policy, const cost_task_model_t *model,
                     int32_t step_s);
/* As cost_tracking_observe(). */
bool cost_steps_observe(cost_steps_t *state, int64_t step, int64_t load, int32_t running, int32_t healthy);
/* As cost_tracking_pass(). */
void cost_steps_pass(cost_steps_t *state, int64_t from, int64_t until, const cost_minutes_t *minutes,
                     const cost_task_stretch_t *stretches);
/* The load that its alarm compares with over so many tasks, and on which side it breaches; false without a metric. */
bool cost_steps_bound(cost_bound_t *out, const cost_steps_t *state, int32_t running, int32_t healthy);
/* The count it wants: `desired` when the alarm is off, the metric is missing or a cooldown holds it.  In the cooldown a
 * stronger step adds its difference to what was already added; a scale-in waits. */
int64_t cost_steps_want(const cost_steps_t *state, int64_t running, int64_t desired, int64_t now_s);
/* The service went from `from` to `to` tasks by this policy's want. */
void cost_steps_acted(cost_steps_t *state, int64_t from, int64_t to, int64_t now_s);

#endif
