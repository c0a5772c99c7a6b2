/* What several meters do with a count: take the one that the file states, else the load that comes in. */
#ifndef COST_SERVICE_LOAD_H
#define COST_SERVICE_LOAD_H

#include "libcost/services/service.h"

/* A stated `12/month` or `10 GB/month`: what of it falls into the time that the resource exists, times its count. */
cost_status_t cost_stated_total(cost_wide_t *out, const cost_value_t *rate, const cost_resource_t *resource,
                                const cost_flows_t *flows, cost_error_t *err);
/* The same, counted as a dimension; nothing when the value was not written. */
cost_status_t cost_stated_add(cost_usage_t *out, int dimension, const char *nested, const cost_value_t *rate,
                              const cost_resource_t *resource, const cost_flows_t *flows, cost_error_t *err);
/* All the load of the minutes in which the resource exists.  It is shared by `count` resources. */
cost_status_t cost_load_total(cost_flow_sum_t *out, const cost_flows_t *flows, const cost_resource_t *resource,
                              cost_error_t *err);
/* Seconds that the resource exists, times its count. */
static inline cost_wide_t cost_existing_seconds(const cost_resource_t *resource, const cost_flows_t *flows)
{
    return (cost_wide_t)cost_window_seconds(flows->exists, flows->exist_count) * resource->count;
}

#endif
