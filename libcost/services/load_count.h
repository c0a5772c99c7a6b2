/* What meters of requests and of processed bytes count of their load while the resource exists; service_load.h has the
 * sums of all of it.
 *
 *     status = cost_load_meter_bytes(out, DATA_PROCESSED, resource, flows, err);
 */
#ifndef COST_LOAD_COUNT_H
#define COST_LOAD_COUNT_H

#include "libcost/services/service.h"

/* The load of one inbound flow in the minutes in which the resource exists. */
cost_status_t cost_load_of_flow(cost_flow_sum_t *out, const cost_flow_t *flow, const cost_resource_t *resource,
                                const cost_flows_t *flows, cost_error_t *err);
/* Requests, in 1e-6, as something counts them that does not look into a WebSocket: a session is its one handshake. */
cost_status_t cost_load_requests(cost_wide_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                 cost_error_t *err);
/* Counts request and response bytes together, or says what to write where the load or its bytes are not known. */
cost_status_t cost_load_meter_bytes(cost_usage_t *out, int dimension, const cost_resource_t *resource,
                                    const cost_flows_t *flows, cost_error_t *err);
/* Refuses a field that states the load where `from` states it too. */
cost_status_t cost_load_check_once(const cost_resource_t *resource, int field, cost_error_t *err);

#endif
