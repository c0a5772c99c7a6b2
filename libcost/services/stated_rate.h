/* Rates that a file states outright, such as `requests: 4M/month`: how much of them falls into the month. */
#ifndef COST_STATED_RATE_H
#define COST_STATED_RATE_H

#include "libcost/services/service.h"

/* How much of a rate there is while the resource exists, for all of its `count`, in the base of what it is a rate of
 * (1e-6, micro-bytes).  A rate per month is the month's total.  0 when it is not given. */
cost_status_t cost_stated_rate(cost_wide_t *out, const cost_value_t *rate, const cost_resource_t *resource,
                               const cost_flows_t *flows, cost_error_t *err);
/* Counts it as usage; `each` base counts of the dimension are one base count of the rate (60 for minutes counted in
 * microseconds, else 1). */
cost_status_t cost_stated_rate_add(cost_usage_t *out, int dimension, const cost_value_t *rate, int64_t each,
                                   const cost_resource_t *resource, const cost_flows_t *flows, cost_error_t *err);

#endif
