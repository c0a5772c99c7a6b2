/* How long what comes in waits, from a month that ran. */
#ifndef COST_FARGATE_QUALITY_H
#define COST_FARGATE_QUALITY_H

#include "libcost/services/fargate_plan.h"

/* The estimated wait, in microseconds, that hours with 95 of 100 requests or jobs do not exceed: of requests for a free
 * CPU (M/M/n, every usable vCPU a server; scaling rules, section 10.2), of jobs until their backlog is worked off.  -1
 * when the CPU time of a request is not stated or nothing came; INT64_MAX when more came than was served. */
int64_t cost_fargate_wait_us(const cost_fargate_plan_t *plan, const cost_loop_result_t *month);
/* Connections of WebSockets (1e-6) of one of the `count` services that open again because their task was told to stop.
 * Those that are open in a minute are spread evenly over the tasks that run.  False when they are too many to be
 * counted.
 */
bool cost_fargate_reconnects(cost_wide_t *out, const cost_loop_result_t *month, const cost_flows_t *flows,
                             int64_t count);

#endif
