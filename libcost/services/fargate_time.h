/* For how long the tasks of a Fargate service are billed in a month. */
#ifndef COST_FARGATE_TIME_H
#define COST_FARGATE_TIME_H

#include "libcost/services/fargate_fields.h"

typedef struct {
    int64_t tasks;             /* that run all the time that the service is on */
    cost_wide_t us[PROVIDERS]; /* billed task time by provider, in microseconds, of all `count` services */
    cost_wide_t starts;        /* tasks that start in the month, in 1e-6, of all `count` services */
} cost_fargate_time_t;

/* Tasks of the service with their draining and stopping, what deployments and restarts have running beside them, and
 * launches.  Source: billing rules, section 1, points 1, 8 and 9. */
cost_status_t cost_fargate_time(cost_fargate_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                cost_error_t *err);

#endif
