/* WebSocket APIs: messages of either direction, and minutes that connections are open.  Source: billing-rules 11. */
#include "libcost/services/api_gateway.h"
#include "libcost/services/load_count.h"
#include "libcost/services/service_load.h"

cost_status_t cost_api_check_message(const cost_resource_t *r, cost_wide_t size, const cost_node_t *node,
                                     cost_error_t *err)
{
    const cost_amount_t amount = {.value = size, .low = size, .high = size};
    char is[COST_AMOUNT_TEXT_SIZE], most[COST_WIDE_TEXT_SIZE];
    if (size <= r->rule[COST_API_MESSAGE_MAX] * COST_API_KB)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, node, "a message of %s is larger than the %s KB that it may have",
                        cost_amount_text(&amount, COST_MEASURE_BYTES, is),
                        cost_wide_decimal(r->rule[COST_API_MESSAGE_MAX], 1000000, 6, most));
}

/* Half of the messages are those of clients, and each of them calls the integration once; what goes back to a client is
 * its answer, so the bytes of both directions stay.  Connections, and the pings that keep them, end at the API. */
bool cost_api_websocket_serve(const cost_flow_t *in, cost_flow_t *out)
{
    *out = *in;
    out->websocket = false;
    out->connections = cost_ratio(0, 1);
    out->reopenings = 0;
    out->ping_bytes = out->ping_us = 0;
    out->request_bytes = 2 * in->request_bytes;
    out->response_bytes = 2 * in->response_bytes;
    return cost_ratio_times(&out->requests, in->requests, cost_ratio(1, 2));
}

/* A traffic's message is half request and half response: flow.h. */
static cost_status_t meter_messages_flow(const cost_resource_t *r, const cost_flows_t *flows, const cost_flow_t *flow,
                                         cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *message = &r->field[COST_API_MESSAGE];
    cost_wide_t size = message->amount.value;
    cost_flow_sum_t sum;
    if (!flow->bytes_known && (!cost_given(message) || !flow->requests.num))
        return cost_usage_unpriced(out, COST_API_WEBSOCKET_MESSAGES, "messages: 400 and message: 2 KiB on the traffic",
                                   err);
    if (!cost_given(message) && !cost_wide_add(&size, flow->request_bytes, flow->response_bytes))
        return cost_fail_at(err, COST_ERR_RANGE, r->node, "the load is too large to be counted");
    cost_status_t status = cost_api_check_message(r, size, r->node, err);
    if (!status)
        status = cost_load_of_flow(&sum, flow, r, flows, err);
    return status ? status
                  : cost_api_add_chunks(out, COST_API_WEBSOCKET_MESSAGES, sum.requests, size,
                                        r->rule[COST_API_MESSAGE_CHUNK] * COST_API_KB, err);
}

static cost_status_t meter_messages(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                    cost_error_t *err)
{
    const cost_value_t *stated = &r->field[COST_API_MESSAGES], *message = &r->field[COST_API_MESSAGE];
    cost_wide_t messages;
    cost_status_t status = COST_OK;
    if (!cost_given(stated) && !cost_api_serves(r, flows))
        return cost_usage_unpriced(out, COST_API_WEBSOCKET_MESSAGES,
                                   "messages: 4M/month, or from: a traffic of sessions", err);
    for (size_t i = 0; !cost_given(stated) && !status && i < flows->in_count; i++)
        status = meter_messages_flow(r, flows, &flows->in[i], out, err);
    if (status || !cost_given(stated))
        return status;
    if (!cost_given(message))
        return cost_usage_unpriced(out, COST_API_WEBSOCKET_MESSAGES, "message: 2 KiB", err);
    status = cost_stated_total(&messages, stated, r, flows, err);
    return status ? status
                  : cost_api_add_chunks(out, COST_API_WEBSOCKET_MESSAGES, messages, message->amount.value,
                                        r->rule[COST_API_MESSAGE_CHUNK] * COST_API_KB, err);
}

/* Every session has the mean length, rounded up; one that is cut at two hours has as many minutes in its parts. */
static cost_status_t meter_minutes_flow(const cost_resource_t *r, const cost_flows_t *flows, const cost_flow_t *flow,
                                        cost_usage_t *out, cost_error_t *err)
{
    const cost_wide_t chunk = r->rule[COST_API_CONNECTION_CHUNK];
    cost_flow_sum_t sum;
    cost_wide_t each, open_us;
    if (!flow->connection_us)
        return cost_usage_unpriced(out, COST_API_CONNECTION_MINUTES, "length: 45 min on the traffic", err);
    cost_status_t status = cost_load_of_flow(&sum, flow, r, flows, err);
    if (status)
        return status;
    if (!cost_wide_mul(&each, cost_chunks(flow->connection_us, chunk), chunk) ||
        !cost_wide_mul_div(&open_us, sum.connection_us, each, flow->connection_us))
        return cost_fail_at(err, COST_ERR_RANGE, r->node, "the load is too large to be counted");
    return cost_usage_add(out, COST_API_CONNECTION_MINUTES, NULL, open_us, err);
}

static cost_status_t meter_minutes(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                   cost_error_t *err)
{
    const cost_value_t *stated = &r->field[COST_API_MINUTES];
    cost_wide_t minutes;
    cost_status_t status = COST_OK;
    if (!cost_given(stated) && !cost_api_serves(r, flows))
        return cost_usage_unpriced(out, COST_API_CONNECTION_MINUTES,
                                   "connection_minutes: 495k/month, or from: a traffic of sessions", err);
    for (size_t i = 0; !cost_given(stated) && !status && i < flows->in_count; i++)
        status = meter_minutes_flow(r, flows, &flows->in[i], out, err);
    if (status || !cost_given(stated))
        return status;
    status = cost_stated_total(&minutes, stated, r, flows, err);
    return status ? status : cost_usage_add_product(out, COST_API_CONNECTION_MINUTES, NULL, minutes, 60, err);
}

cost_status_t cost_api_websocket(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err)
{
    cost_status_t status = meter_messages(r, flows, out, err);
    return status ? status : meter_minutes(r, flows, out, err);
}
