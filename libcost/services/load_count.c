/* Load as meters count it. */
#include "libcost/services/load_count.h"

#include <stdio.h>

#include "libcost/services/service_load.h"

static cost_status_t too_large(const cost_resource_t *resource, cost_error_t *err)
{
    return cost_fail_at(err, COST_ERR_RANGE, resource->node, "the load is too large to be counted");
}

cost_status_t cost_load_of_flow(cost_flow_sum_t *out, const cost_flow_t *flow, const cost_resource_t *resource,
                                const cost_flows_t *flows, cost_error_t *err)
{
    cost_flows_t alone = *flows;
    alone.in = flow;
    alone.in_count = 1;
    return cost_load_total(out, &alone, resource, err);
}

cost_status_t cost_load_requests(cost_wide_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                 cost_error_t *err)
{
    cost_wide_t total = 0;
    for (size_t i = 0; i < flows->in_count; i++) {
        cost_flow_sum_t sum;
        cost_status_t status = cost_load_of_flow(&sum, &flows->in[i], resource, flows, err);
        if (status)
            return status;
        if (!cost_wide_add(&total, total, flows->in[i].websocket ? sum.connections : sum.requests))
            return too_large(resource, err);
    }
    *out = total;
    return COST_OK;
}

static cost_status_t unpriced_bytes(cost_usage_t *out, int dimension, const cost_resource_t *resource, bool load,
                                    cost_error_t *err)
{
    char write[160];
    const char *what = load ? "request: 1 KiB and response: 20 KiB on its from"
                            : "from: {app: {per_request: 0.1, request: 1 KiB, response: 20 KiB}}";
    snprintf(write, sizeof write, "%s, or usage: {%s: 0 GB}", what, resource->service->dimensions[dimension].name);
    return cost_usage_unpriced(out, dimension, write, err);
}

cost_status_t cost_load_meter_bytes(cost_usage_t *out, int dimension, const cost_resource_t *resource,
                                    const cost_flows_t *flows, cost_error_t *err)
{
    cost_flow_sum_t sum;
    cost_wide_t bytes;
    if (!flows->load_stated || !cost_flows_bytes_known(flows))
        return unpriced_bytes(out, dimension, resource, flows->load_stated, err);
    cost_status_t status = cost_load_total(&sum, flows, resource, err);
    if (status)
        return status;
    if (!cost_wide_add(&bytes, sum.request_bytes, sum.response_bytes))
        return too_large(resource, err);
    return cost_usage_add(out, dimension, NULL, bytes, err);
}

cost_status_t cost_load_check_once(const cost_resource_t *resource, int field, cost_error_t *err)
{
    if (!cost_given(&resource->field[field]) || !cost_node_find(resource->node, "from"))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, resource->field[field].node,
                        "%s and from both state the load; leave one out", resource->service->fields[field].name);
}
