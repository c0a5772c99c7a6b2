/* What AWS bills alongside a Fargate service, as implied lines. */
#ifndef COST_FARGATE_IMPLY_H
#define COST_FARGATE_IMPLY_H

#include "libcost/services/fargate_time.h"

/* Addresses of tasks in public subnets, alarms and 20 s metrics of scaling policies, logs, and what each task start
 * fetches: secrets, and its image through a NAT gateway or an interface endpoint.
 * Source: billing rules, sections 1.8, 1.10, 10, 12 and 13. */
cost_status_t cost_fargate_imply(cost_usage_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                 const cost_fargate_time_t *time, cost_error_t *err);

#endif
