/* Services that stay at no task: CPU, memory and requests per target are means over tasks, so that without any there is
 * no metric, and target tracking cannot leave 0.  Source: scaling rules, section 2.4. */
#ifndef COST_STUCK_H
#define COST_STUCK_H

#include "libcost/capacity/service_loop.h"

/* Seconds of the month in which no task is desired though there might be some, and nothing that depends on the load can
 * start one.  The month's events are needed: not of a plan of `sums_only`. */
int64_t cost_loop_stuck_s(const cost_loop_plan_t *plan, const cost_loop_result_t *month);

#endif
