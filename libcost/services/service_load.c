#include "libcost/services/service_load.h"

#include "libcost/flow/frequency.h"

cost_status_t cost_stated_total(cost_wide_t *out, const cost_value_t *rate, const cost_resource_t *resource,
                                const cost_flows_t *flows, cost_error_t *err)
{
    int64_t seconds = cost_window_seconds(flows->exists, flows->exist_count);
    if (cost_frequency_total(out, &rate->amount, &flows->month, seconds, resource->count))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, rate->node ? rate->node : resource->node, "is too large to be counted");
}

cost_status_t cost_stated_add(cost_usage_t *out, int dimension, const char *nested, const cost_value_t *rate,
                              const cost_resource_t *resource, const cost_flows_t *flows, cost_error_t *err)
{
    cost_wide_t total;
    if (!cost_given(rate))
        return COST_OK;
    cost_status_t status = cost_stated_total(&total, rate, resource, flows, err);
    return status ? status : cost_usage_add(out, dimension, nested, total, err);
}

static bool add_sums(cost_flow_sum_t *total, const cost_flow_sum_t *part)
{
    return cost_wide_add(&total->requests, total->requests, part->requests) &&
           cost_wide_add(&total->connections, total->connections, part->connections) &&
           cost_wide_add(&total->connection_us, total->connection_us, part->connection_us) &&
           cost_wide_add(&total->request_bytes, total->request_bytes, part->request_bytes) &&
           cost_wide_add(&total->response_bytes, total->response_bytes, part->response_bytes);
}

cost_status_t cost_load_total(cost_flow_sum_t *out, const cost_flows_t *flows, const cost_resource_t *resource,
                              cost_error_t *err)
{
    *out = (cost_flow_sum_t){0};
    for (size_t i = 0; i < flows->exist_count; i++) {
        cost_flow_sum_t part;
        cost_status_t status =
            cost_flows_sum(&part, flows, flows->exists[i].from / 60, (flows->exists[i].until + 59) / 60, resource, err);
        if (status)
            return status;
        if (!add_sums(out, &part))
            return cost_fail_at(err, COST_ERR_RANGE, resource->node, "the load is too large to be counted");
    }
    return COST_OK;
}
