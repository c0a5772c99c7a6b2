/* ElastiCache processing units.  Source: billing-rules 9.5. */
#include "libcost/services/ecpu.h"

static bool flow_ecpus(cost_wide_t *out, const cost_flow_t *flow, const cost_window_t *window, cost_wide_t chunk)
{
    cost_flow_sum_t sum;
    cost_wide_t bytes, transferred;
    if (!cost_flow_sum(&sum, flow, window->from / 60, (window->until + 59) / 60) ||
        !cost_wide_add(&bytes, sum.request_bytes, sum.response_bytes) ||
        !cost_wide_mul_div(&transferred, bytes, 1000000, chunk))
        return false;
    *out = transferred > sum.requests ? transferred : sum.requests;
    return true;
}

bool cost_ecpus_of_load(cost_wide_t *out, const cost_flows_t *flows, cost_wide_t chunk)
{
    cost_wide_t total = 0, part;
    for (size_t i = 0; i < flows->in_count; i++)
        for (size_t k = 0; k < flows->exist_count; k++)
            if (!flow_ecpus(&part, &flows->in[i], &flows->exists[k], chunk) || !cost_wide_add(&total, total, part))
                return false;
    *out = total;
    return true;
}
