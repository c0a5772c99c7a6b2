/* Egress and bytes between zones.  Source: billing-rules 13 and 14. */
#include "libcost/simulate/implied.h"

#include <string.h>

static const char transfer[] = "data-transfer", internet_out[] = "internet_out", inter_az[] = "inter_az";

static cost_status_t too_large(const cost_usage_t *usage, cost_error_t *err)
{
    return cost_fail_at(err, COST_ERR_RANGE, usage->resource->node, "the load is too large to be counted");
}

/* An internal balancer answers nobody outside, whatever the traffic is called. */
static bool is_internal(const cost_resource_t *resource)
{
    for (size_t i = 0; i < resource->service->field_count; i++)
        if (!strcmp(resource->service->fields[i].name, "scheme"))
            return resource->field[i].text && !strcmp(resource->field[i].text, "internal");
    return false;
}

/* What traffic from outside is answered with leaves through the Region; behind CloudFront it does not.  A request that
 * is lost has no answer. */
static cost_status_t imply_egress(cost_usage_t *usage, const cost_flows_t *flows, cost_error_t *err)
{
    cost_wide_t bytes = 0;
    for (size_t i = 0; i < flows->in_count; i++) {
        cost_flow_sum_t sum;
        if (!flows->in[i].external)
            continue;
        if (!flows->in[i].bytes_known)
            return cost_usage_imply_unpriced(usage, transfer, internet_out, cost_flow_bytes_remedy(&flows->in[i]), err);
        if (!cost_flow_sum(&sum, &flows->out[i], 0, flows->month.minutes) ||
            !cost_wide_add(&bytes, bytes, sum.response_bytes))
            return too_large(usage, err);
    }
    return cost_usage_imply(usage, transfer, internet_out, NULL, bytes, err);
}

/* Callers in n zones reach what stands in one of them from another in (n - 1) of n cases, and are charged for what they
 * send and for what they receive. */
static cost_status_t imply_inter_az(cost_usage_t *usage, const cost_flows_t *flows, cost_error_t *err)
{
    cost_wide_t bytes = 0;
    if (usage->member->edge_count && !flows->load_stated)
        return cost_usage_imply_unpriced(usage, transfer, inter_az, "from: of the resource that calls it", err);
    for (size_t i = 0; i < flows->in_count; i++) {
        const cost_flow_t *flow = &flows->out[i];
        cost_flow_sum_t sum;
        cost_wide_t crossing;
        if (flow->external)
            continue;
        if (!flow->bytes_known || !flow->caller_zones)
            return cost_usage_imply_unpriced(usage, transfer, inter_az,
                                             flow->bytes_known ? "zones: of the resource that calls it"
                                             : flow->websocket ? cost_flow_bytes_remedy(flow)
                                                               : "request: and response: on the edge that calls it",
                                             err);
        if (!cost_flow_sum(&sum, flow, 0, flows->month.minutes) ||
            !cost_wide_mul_div(&crossing, sum.request_bytes + sum.response_bytes, flow->caller_zones - 1,
                               flow->caller_zones) ||
            !cost_wide_add(&bytes, bytes, crossing))
            return too_large(usage, err);
    }
    return cost_usage_imply(usage, transfer, inter_az, NULL, bytes, err);
}

cost_status_t cost_transfer_imply(cost_usage_t *usage, const cost_flows_t *flows, cost_error_t *err)
{
    const cost_service_t *service = usage->resource->service;
    cost_status_t status =
        service->answers && !is_internal(usage->resource) ? imply_egress(usage, flows, err) : COST_OK;
    return !status && service->zonal ? imply_inter_az(usage, flows, err) : status;
}
