/* A month of which nothing but the sums are asked for, as of each of many trials: no list of events, no runs.
 *
 * A month goes from decision to decision.  Of the tasks it is known beforehand how many run and serve in each minute
 * while the desired count stays; so minutes are looked at across their starts, 32 ahead at a time, through bits: which
 * lie above the lowest threshold of the high alarms, and which below the lowest of the low ones; before them those that
 * the alarms have seen and those that are on their way.  Where enough in a row are set a decision may come, and only
 * there each policy is asked; the rest is passed over.  At its minimum a service with one policy waits for the next
 * high minute.  Tasks are those of tasks.h, whose seconds are added up at each change.
 *
 *     cost_loop_result_t month;
 *     if (cost_sums_fits(&plan))
 *         status = cost_sums_run(&month, &plan);      // month.tasks.billed_s, month.lost, month.event_count ...
 */
#ifndef COST_SUMS_H
#define COST_SUMS_H

#include "libcost/capacity/service_loop.h"

/* Whether the plan has the common form: at least one task; policies of 60 s with the same delay, below 16 minutes, and
 * the same datapoints, up to 16; no steps, forecasts, queue or changes of bounds; a load as an array or as sums. */
bool cost_sums_fits(const cost_loop_plan_t *plan);
/* What cost_loop_run() gives, in every integer, but without month.events and month.tasks.runs, whose counts are
 * event_count and 0.  Of a plan that does not fit, and of a month in which once no task is healthy, all that
 * cost_scan_run() gives. */
cost_status_t cost_sums_run(cost_loop_result_t *out, const cost_loop_plan_t *plan);

#endif
