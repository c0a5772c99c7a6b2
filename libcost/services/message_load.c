#include "libcost/services/message_load.h"

#include "libcost/services/load_count.h"
#include "libcost/services/service_load.h"

static const cost_wide_t micro = 1000000;

static cost_status_t too_large(const cost_resource_t *resource, cost_error_t *err)
{
    return cost_fail_at(err, COST_ERR_RANGE, resource->node, "the load is too large to be counted");
}

static bool add_messages(cost_message_load_t *load, const cost_message_terms_t *terms, cost_wide_t messages,
                         cost_wide_t size)
{
    cost_wide_t chunks, requests, bytes;
    return cost_wide_mul(&chunks, messages, cost_chunks(size, terms->chunk)) &&
           cost_wide_mul_div(&requests, messages, cost_chunks(size * terms->batch, terms->chunk), terms->batch) &&
           cost_wide_mul_div(&bytes, messages, size, micro) &&
           cost_wide_add(&load->messages, load->messages, messages) &&
           cost_wide_add(&load->chunks, load->chunks, chunks) &&
           cost_wide_add(&load->requests, load->requests, requests) && cost_wide_add(&load->bytes, load->bytes, bytes);
}

/* A message of a WebSocket counts half as request and half as response. */
static cost_wide_t size_of(const cost_message_terms_t *terms, const cost_flow_t *flow, bool *sized)
{
    if (terms->size->given != COST_STATED && (flow->websocket ? flow->bytes_known : flow->request_known))
        return flow->request_bytes + (flow->websocket ? flow->response_bytes : 0);
    *sized = *sized && terms->size->given == COST_STATED;
    return terms->size->amount.value;
}

static cost_status_t load_of_flows(cost_message_load_t *out, const cost_message_terms_t *terms,
                                   const cost_resource_t *resource, const cost_flows_t *flows, cost_error_t *err)
{
    out->stated = flows->load_stated;
    for (size_t i = 0; i < flows->in_count; i++) {
        cost_flow_sum_t sum;
        cost_status_t status = cost_load_of_flow(&sum, &flows->in[i], resource, flows, err);
        if (status)
            return status;
        if (!add_messages(out, terms, sum.requests, size_of(terms, &flows->in[i], &out->sized)))
            return too_large(resource, err);
    }
    return COST_OK;
}

cost_status_t cost_message_load(cost_message_load_t *out, const cost_message_terms_t *terms,
                                const cost_resource_t *resource, const cost_flows_t *flows, cost_error_t *err)
{
    *out = (cost_message_load_t){.stated = true, .sized = true};
    cost_wide_t messages;
    if (!cost_given(terms->rate))
        return load_of_flows(out, terms, resource, flows, err);
    cost_status_t status = cost_stated_total(&messages, terms->rate, resource, flows, err);
    if (status)
        return status;
    out->sized = terms->size->given == COST_STATED;
    return add_messages(out, terms, messages, terms->size->amount.value) ? COST_OK : too_large(resource, err);
}
