/* The months of services: the door to the engines.  Each gives what the reference loop gives, to the last integer.
 *
 *     const cost_loop_plan_t *plans[] = {&plan};
 *     cost_loop_result_t month;
 *     if (!cost_capacity_run(&month, plans, 1))
 *         ... month.tasks.billed_s[0], month.events ...
 *     cost_loop_result_clear(&month); */
#ifndef COST_CAPACITY_RUN_H
#define COST_CAPACITY_RUN_H

#include "libcost/capacity/service_loop.h"

/* A month of each plan.  COST_OK, or the first plan's COST_ERR_MEMORY or COST_ERR_RANGE (see cost_loop_run()) that
 * failed; all `count` results may then be cleared.
 * Threads: any number of callers; nothing is shared. */
cost_status_t cost_capacity_run(cost_loop_result_t *results, const cost_loop_plan_t *const *plans, size_t count);

#endif
