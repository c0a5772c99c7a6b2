/* One service whose units follow its load by their CPU: the tasks of a group of ECS on EC2, an Auto Scaling group.
 *
 *     cost_scaled_service_t service = {.scaling = &field[SCALING], .per_request = cost_ratio(1000000, 1),
 *                                      .loop = {.model = ..., .life = ..., .providers = ..., .start = 2}};
 *     cost_status_t status = cost_scaled_service_run(&service, resource, flows, arena, err);
 *     ... service.month.tasks, service.lost ...
 *     cost_scaled_service_clear(&service); */
#ifndef COST_SCALED_SERVICE_H
#define COST_SCALED_SERVICE_H

#include "libcost/services/scaled_actions.h"
#include "libcost/services/scaled_load.h"

/* It points into itself once it has run: do not copy it. */
typedef struct {
    const cost_value_t *scaling; /* the `scaling` group; not stated: `start` units all the time that it is on */
    cost_ratio_t per_request;    /* units of load that a request is: 1e-6 requests of one of several services, say */
    int32_t cpu_period_s;        /* of its CPU metric; 0: as each policy has it */
    cost_loop_plan_t loop;       /* model, life, providers and start; the rest is filled in */
    /* Filled by cost_scaled_service_run(): */
    cost_loop_result_t month;
    int64_t *lost; /* NULL when nothing is lost; else of each minute, in units of load */
    cost_scaled_load_t load;
    cost_ecs_policies_t policies;
    cost_scaled_actions_t actions;
} cost_scaled_service_t;

/* Fills `loop` in, for who runs it together with others.  Errors as those of cost_scaled_service_run(). */
cost_status_t cost_scaled_service_plan(cost_scaled_service_t *service, const cost_resource_t *resource,
                                       const cost_flows_t *flows, cost_arena_t *arena, cost_error_t *err);
/* A month of it.  Errors are at the resource: COST_ERR_RANGE when its load is too large to be counted; COST_ERR_MEMORY.
 */
cost_status_t cost_scaled_service_run(cost_scaled_service_t *service, const cost_resource_t *resource,
                                      const cost_flows_t *flows, cost_arena_t *arena, cost_error_t *err);
void cost_scaled_service_clear(cost_scaled_service_t *service);

/* What to write so that the metric (cost_metric_t) of such a service exists; NULL when it does. */
const char *cost_scaled_metric_lacks(const cost_value_t *cpu_per_request, int metric);
/* Warns of a load that is lost, or waits, because no unit ("task") runs, and none of the policies can start one. */
cost_status_t cost_scaled_warn_stuck(cost_usage_t *out, const cost_value_t *scaling, const cost_ran_t *ran,
                                     const char *unit, cost_error_t *err);
/* Warns of policies whose metric is not known, so that they have no say. */
cost_status_t cost_scaled_warn_blind(cost_usage_t *out, const cost_value_t *scaling,
                                     const cost_value_t *cpu_per_request, cost_error_t *err);

#endif
