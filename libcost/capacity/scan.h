/* A service's month by intervals: the reference loop (service_loop.h), and over the minutes in which it would do
 * nothing but count, a jump.
 *
 *     cost_loop_result_t month;
 *     if (!cost_scan_run(&month, &plan))               // what cost_loop_run() gives, to the last integer
 *         ...
 *
 * While tasks stay as they are, each policy compares loads with the same bounds.  So the first minute at which an alarm
 * can move the service is found by searching the loads for a run on one side of a bound (minutes.h); what is due by the
 * clock (actions, forecasts, tasks that become healthy) ends the search.  Up to there all is added up at once, and the
 * alarms get the streaks that they would have (cost_tracking_pass()).  From there the loop's own steps go on: the rules
 * are in them alone.  The minute found may turn out to change nothing; one that changes something is never missed.
 *
 * What goes as a week or a day before is not even searched (repeat.h).
 *
 * Not jumped over: deployments, a queue with a backlog, policies whose period is longer than a minute. */
#ifndef COST_SCAN_H
#define COST_SCAN_H

#include "libcost/capacity/service_loop.h"

/* As cost_loop_run(). */
cost_status_t cost_scan_run(cost_loop_result_t *out, const cost_loop_plan_t *plan);

#endif
