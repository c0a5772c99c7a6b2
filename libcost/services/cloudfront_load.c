/* Flows become requests and bytes of a distribution.  Sources: developer guide, origin-shield.md (which requests
 * count), ServingCompressedFiles.md (which sizes are compressed), CloudFrontPricing.md (what goes to origins). */
#include "libcost/services/cloudfront_load.h"

#include "libcost/services/cloudfront_behaviour.h"

enum { MINUTE = 60 };

static bool add_part(cost_wide_t *sum, cost_ratio_t share, cost_wide_t value)
{
    cost_wide_t part;
    return cost_ratio_of(&part, share, value) && cost_wide_add(sum, *sum, part);
}

/* The mean response stands for all of a flow. */
static bool is_compressible(const cost_resource_t *r, const cost_flow_t *flow)
{
    return flow->response_bytes >= r->rule[COST_CF_RULE_COMPRESSION_MIN] &&
           flow->response_bytes <= r->rule[COST_CF_RULE_COMPRESSION_MAX];
}

static bool add_flow(cost_cdn_load_t *load, const cost_resource_t *r, const cost_flow_t *flow,
                     const cost_window_t *window)
{
    cost_flow_sum_t sum;
    cost_behaviour_mix_t mix = cost_behaviour_mix(r, -1, flow->websocket);
    if (!is_compressible(r, flow))
        mix.sent = (cost_ratio_t){1, 1};
    if (!cost_flow_sum(&sum, flow, window->from / MINUTE, (window->until + MINUTE - 1) / MINUTE))
        return false;
    const cost_wide_t requests = flow->websocket ? sum.connections : sum.requests;
    return cost_wide_add(&load->requests, load->requests, requests) &&
           add_part(&load->sent, mix.sent, sum.response_bytes) &&
           add_part(&load->written, mix.written, sum.request_bytes) && add_part(&load->shielded, mix.shield, requests);
}

cost_status_t cost_cdn_load(cost_cdn_load_t *out, const cost_resource_t *r, const cost_flows_t *flows,
                            cost_error_t *err)
{
    *out = (cost_cdn_load_t){0};
    for (size_t f = 0; f < flows->in_count; f++)
        for (size_t w = 0; w < flows->exist_count; w++)
            if (!add_flow(out, r, &flows->in[f], &flows->exists[w]))
                return cost_fail_at(err, COST_ERR_RANGE, r->node, "the load is too large to be counted");
    return COST_OK;
}

bool cost_cdn_writes(const cost_resource_t *r, const cost_flows_t *flows)
{
    for (size_t f = 0; f < flows->in_count; f++)
        if (cost_behaviour_mix(r, -1, flows->in[f].websocket).written.num)
            return true;
    return false;
}

static const char *bytes_text(cost_wide_t bytes, char text[COST_AMOUNT_TEXT_SIZE])
{
    const cost_amount_t amount = {.value = bytes, .low = bytes, .high = bytes};
    return cost_amount_text(&amount, COST_MEASURE_BYTES, text);
}

cost_status_t cost_cdn_warn_size(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err)
{
    char size[COST_AMOUNT_TEXT_SIZE], least[COST_AMOUNT_TEXT_SIZE], most[COST_AMOUNT_TEXT_SIZE];
    for (size_t f = 0; f < flows->in_count; f++) {
        const cost_flow_t *flow = &flows->in[f];
        const cost_ratio_t sent = cost_behaviour_mix(r, -1, flow->websocket).sent;
        if (!flow->bytes_known || !flow->response_bytes || sent.num == sent.den || is_compressible(r, flow))
            continue;
        return cost_usage_warn(out, "cloudfront-not-compressed", r->field[COST_CF_BEHAVIOURS].node, err,
                               "a mean response of %s counts as not compressed; the edge compresses %s to %s",
                               bytes_text(flow->response_bytes, size),
                               bytes_text(r->rule[COST_CF_RULE_COMPRESSION_MIN], least),
                               bytes_text(r->rule[COST_CF_RULE_COMPRESSION_MAX], most));
    }
    return COST_OK;
}
