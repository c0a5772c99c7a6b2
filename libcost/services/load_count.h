/* What most meters count of their load while the resource exists, and of the rates that a file states instead.
 *
 *     status = cost_load_meter_bytes(out, DATA_PROCESSED, resource, flows, err);
 */
#ifndef COST_LOAD_COUNT_H
#define COST_LOAD_COUNT_H

#include "libcost/services/service.h"

/* One inbound flow, or all of them, over the minutes in which the resource exists; COST_ERR_RANGE when too large. */
cost_status_t cost_load_sum_flow(cost_flow_sum_t *out, const cost_flow_t *flow, const cost_resource_t *resource,
                                 const cost_flows_t *flows, cost_error_t *err);
cost_status_t cost_load_sum(cost_flow_sum_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                            cost_error_t *err);
/* Requests, in 1e-6, as something counts them that does not look into a WebSocket: a session is its one handshake. */
cost_status_t cost_load_requests(cost_wide_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                 cost_error_t *err);
/* Counts request and response bytes together, or says what to write where the load or its bytes are not known. */
cost_status_t cost_load_meter_bytes(cost_usage_t *out, int dimension, const cost_resource_t *resource,
                                    const cost_flows_t *flows, cost_error_t *err);
/* A stated rate such as `10M/month` or `500 GB/month`, which is that of each of the resource's things, over the time that
 * they exist: in the base of what it is a rate of (1e-6, micro-bytes). */
cost_status_t cost_load_of_rate(cost_wide_t *out, const cost_value_t *rate, const cost_resource_t *resource,
                                const cost_flows_t *flows, cost_error_t *err);
/* Refuses a field that states the load where `from` states it too. */
cost_status_t cost_load_check_once(const cost_resource_t *resource, int field, cost_error_t *err);

#endif
