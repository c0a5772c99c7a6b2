/* Predictive scaling: the load of an hour is forecast from the same hour of the same weekday in the last two weeks, and
 * its tasks are started before it begins.  It only ever adds tasks.  Source: scaling rules, section 2.10.
 *
 * The forecast of a weekday-hour that has one of the two weeks only is that week's; with neither, or with less than 24
 * hours of history, there is none.  AWS renews its forecast every six hours; since the same hours a week ago are
 * always known by then, this one does not change in between. */
#ifndef COST_PREDICTIVE_H
#define COST_PREDICTIVE_H

#include "libcost/capacity/tracking.h"

typedef struct {
    cost_task_metric_t metric; /* cpu, memory or requests; for requests `target` is per target and minute */
    int64_t target;            /* in the unit of a tracking policy's */
    int64_t buffer_s;          /* how long before the hour it acts, 0 to 3599 */
    bool acts;                 /* forecast and scale; else forecast only */
    bool above_max;            /* max is raised for the hour; else the forecast is cut to it */
    int64_t max_buffer;        /* how far above the forecast max is raised, in 1e-9 of it */
} cost_predictive_t;

enum { COST_PREDICTIVE_HOURS = 336, COST_PREDICTIVE_NONE = -1 };

/* Tasks that hour `hour` of the month needs, or COST_PREDICTIVE_NONE without a forecast.  `hours` are the loads of the
 * month's hours, `before` those of the hours before the month, the newest last; only hours before `hour` are read. */
int64_t cost_predictive_needed(const cost_predictive_t *policy, const cost_task_model_t *model, const int64_t *hours,
                               int64_t hour, const int64_t *before, int64_t before_count);
/* The bounds while the forecast is in force: with above_max, max is at least the forecast and its buffer. */
cost_bounds_t cost_predictive_bounds(const cost_predictive_t *policy, int64_t needed, cost_bounds_t bounds);

#endif
