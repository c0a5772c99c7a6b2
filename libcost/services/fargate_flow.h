/* A Fargate service's capacity in time: what runs, what is served of the load. */
#ifndef COST_FARGATE_FLOW_H
#define COST_FARGATE_FLOW_H

#include "libcost/services/fargate_fields.h"

/* The service's `flow`.  Tasks follow the load where `scaling` or `job` and a load are stated, and where requests whose
 * CPU time is stated are too many for the tasks that there are; else nothing runs by itself, and flows->ran is NULL. */
cost_status_t cost_fargate_flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                                cost_arena_t *arena, cost_error_t *err);
/* What to write so that the metric (cost_metric_t) exists, for a load that is stated; NULL when it does. */
const char *cost_fargate_metric_lacks(const cost_resource_t *resource, int metric);

#endif
