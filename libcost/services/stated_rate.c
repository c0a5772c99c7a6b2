#include "libcost/services/stated_rate.h"

#include "libcost/flow/frequency.h"

cost_status_t cost_stated_rate(cost_wide_t *out, const cost_value_t *rate, const cost_resource_t *resource,
                               const cost_flows_t *flows, cost_error_t *err)
{
    const int64_t seconds = cost_window_seconds(flows->exists, flows->exist_count);
    *out = 0;
    if (!cost_given(rate) || cost_frequency_total(out, &rate->amount, &flows->month, seconds, resource->count))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, rate->node, "%s is too much to be counted", rate->node->text);
}

cost_status_t cost_stated_rate_add(cost_usage_t *out, int dimension, const cost_value_t *rate, int64_t each,
                                   const cost_resource_t *resource, const cost_flows_t *flows, cost_error_t *err)
{
    cost_wide_t total;
    cost_status_t status = cost_stated_rate(&total, rate, resource, flows, err);
    return status ? status : cost_usage_add_product(out, dimension, NULL, total, each, err);
}
