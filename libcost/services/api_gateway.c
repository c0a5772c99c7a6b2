/* Amazon API Gateway: requests of REST and HTTP APIs, messages and connection minutes of WebSocket APIs.
 * Source: billing-rules 11; the chunk of HTTP APIs is from memory. */
#include "libcost/services/api_gateway.h"

#include <stdio.h>

#include "libcost/services/load_count.h"
#include "libcost/services/service_load.h"

static const char *const types[] = {
    [COST_API_REST] = "rest", [COST_API_HTTP] = "http", [COST_API_WEBSOCKET] = "websocket", NULL};

static const cost_field_t fields[COST_API_FIELDS] = {
    [COST_API_TYPE] = {.name = "type",
                       .kind = COST_KIND_CHOICE,
                       .choices = types,
                       .required = true,
                       .help = "the kind of API: rest, http or websocket"},
    [COST_API_REQUESTS] = {.name = "requests",
                           .kind = COST_KIND_AMOUNT,
                           .measure = COST_MEASURE_COUNT_RATE,
                           .noun = "request",
                           .help = "calls of a rest or http API, such as 10M/month, where no `from` brings them"},
    [COST_API_PAYLOAD] = {.name = "payload",
                          .kind = COST_KIND_AMOUNT,
                          .measure = COST_MEASURE_BYTES,
                          .source = "HTTP APIs count a call for every started 512 KB",
                          .help =
                              "mean size of a call of an http API, the larger of its request and response; that of the "
                              "traffic when left out"},
    [COST_API_MESSAGES] =
        {.name = "messages",
         .kind = COST_KIND_AMOUNT,
         .measure = COST_MEASURE_COUNT_RATE,
         .noun = "message",
         .help = "messages of a websocket API in both directions, such as 4.4M/month, where no `from` brings "
                 "them"},
    [COST_API_MESSAGE] = {.name = "message",
                          .kind = COST_KIND_AMOUNT,
                          .measure = COST_MEASURE_BYTES,
                          .source = "API Gateway counts a message for every started 32 KB, and takes 128 KB at most",
                          .help = "mean size of a message; that of the traffic when left out"},
    [COST_API_MINUTES] = {.name = "connection_minutes",
                          .kind = COST_KIND_AMOUNT,
                          .measure = COST_MEASURE_COUNT_RATE,
                          .noun = "minute",
                          .help =
                              "minutes of open WebSocket connections, such as 495k/month, where no `from` brings them"},
    [COST_API_CACHE] = {.name = "cache",
                        .kind = COST_KIND_AMOUNT,
                        .measure = COST_MEASURE_BYTES,
                        .exact = true,
                        .help = "size of the cache of a rest API's stage, one of AWS's sizes such as 0.5 GB or 6.1 GB"},
};

static const cost_dimension_t dimensions[] = {
    [COST_API_REST_REQUESTS] = {.name = "rest_requests", .unit = "1M-requests", .help = "calls of REST APIs"},
    [COST_API_HTTP_REQUESTS] = {.name = "http_requests",
                                .unit = "1M-requests",
                                .help = "calls of HTTP APIs, in chunks"},
    [COST_API_WEBSOCKET_MESSAGES] = {.name = "websocket_messages",
                                     .unit = "1M-messages",
                                     .help = "messages of either direction, in chunks; pings are not counted"},
    [COST_API_CONNECTION_MINUTES] = {.name = "websocket_connection_minutes",
                                     .unit = "1M-minute",
                                     .help = "how long connections are open, each rounded up to the minute"},
    [COST_API_CACHE_HOURS] = {.name = "cache_hours", .unit = "hour", .help = "hours of a stage's cache of that size"},
};

static const char *const rules[] = {
    [COST_API_HTTP_CHUNK] = "http_chunk",
    [COST_API_MESSAGE_CHUNK] = "ws_message_chunk",
    [COST_API_MESSAGE_MAX] = "ws_message_max",
    [COST_API_CONNECTION_CHUNK] = "ws_connection_chunk",
};

static const cost_wide_t micro = 1000000;

/* ---- checks ---- */

static cost_status_t check_types(const cost_resource_t *r, cost_error_t *err)
{
    static const struct {
        int field;
        const char *type;
        bool fits[COST_API_WEBSOCKET + 1];
    } of[] = {{COST_API_REQUESTS, "type: rest or http", {true, true, false}},
              {COST_API_PAYLOAD, "type: http", {false, true, false}},
              {COST_API_MESSAGES, "type: websocket", {false, false, true}},
              {COST_API_MESSAGE, "type: websocket", {false, false, true}},
              {COST_API_MINUTES, "type: websocket", {false, false, true}},
              {COST_API_CACHE, "type: rest", {true, false, false}}};
    cost_status_t status = COST_OK;
    for (size_t i = 0; i < COST_COUNT(of); i++)
        if (cost_given(&r->field[of[i].field]) && !of[i].fits[r->field[COST_API_TYPE].choice])
            status = cost_fail_at(err, COST_ERR_SCHEMA, r->field[of[i].field].node, "it goes with %s", of[i].type);
    return status;
}

static cost_status_t check_message(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *message = &r->field[COST_API_MESSAGE];
    if (!r->rule || !cost_given(message))
        return COST_OK;
    return cost_api_check_message(r, message->amount.value, message->node, err);
}

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    cost_status_t status[] = {
        check_types(r, err), check_message(r, err), cost_load_check_once(r, COST_API_REQUESTS, err),
        cost_load_check_once(r, COST_API_MESSAGES, err), cost_load_check_once(r, COST_API_MINUTES, err)};
    for (size_t i = 0; i < COST_COUNT(status); i++)
        if (status[i])
            return status[i];
    return COST_OK;
}

static void key(const cost_resource_t *r, int dimension, const char *nested, cost_key_t *out)
{
    char size[COST_WIDE_TEXT_SIZE];
    (void)nested;
    if (dimension == COST_API_CACHE_HOURS)
        snprintf(out->variant, sizeof out->variant, "size_gb=%s",
                 cost_wide_decimal(r->field[COST_API_CACHE].amount.value, (micro << 30), 3, size));
}

/* ---- pass 1: what is behind it ---- */

static cost_status_t serve(const cost_resource_t *r, int port, const cost_flow_t *in, cost_flow_t *out,
                           cost_error_t *err)
{
    (void)port; /* there are none */
    *out = *in;
    if (!in->websocket || r->field[COST_API_TYPE].choice != COST_API_WEBSOCKET || cost_api_websocket_serve(in, out))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, r->node, "the shares on the way here have too many digits to be exact");
}

/* ---- counting ---- */

cost_status_t cost_api_add_chunks(cost_usage_t *out, int dimension, cost_wide_t count, cost_wide_t size,
                                  cost_wide_t chunk, cost_error_t *err)
{
    return cost_usage_add_product(out, dimension, NULL, count, cost_chunks(size, chunk), err);
}

/* Sessions are what a WebSocket API serves, and nothing else. */
bool cost_api_serves(const cost_resource_t *r, const cost_flows_t *flows)
{
    for (size_t i = 0; i < flows->in_count; i++)
        if (flows->in[i].websocket != (r->field[COST_API_TYPE].choice == COST_API_WEBSOCKET))
            return false;
    return flows->load_stated;
}

static cost_wide_t larger(cost_wide_t a, cost_wide_t b)
{
    return a > b ? a : b;
}

/* ---- REST and HTTP ---- */

static cost_status_t meter_rest(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                cost_error_t *err)
{
    const cost_value_t *stated = &r->field[COST_API_REQUESTS];
    cost_wide_t requests;
    if (!cost_given(stated) && !cost_api_serves(r, flows))
        return cost_usage_unpriced(out, COST_API_REST_REQUESTS, "requests: 10M/month, or from: a traffic of requests",
                                   err);
    cost_status_t status = cost_given(stated) ? cost_stated_total(&requests, stated, r, flows, err)
                                              : cost_load_requests(&requests, r, flows, err);
    return status ? status : cost_usage_add(out, COST_API_REST_REQUESTS, NULL, requests, err);
}

static cost_status_t meter_http_flow(const cost_resource_t *r, const cost_flows_t *flows, const cost_flow_t *flow,
                                     cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *payload = &r->field[COST_API_PAYLOAD];
    const cost_wide_t size =
        cost_given(payload) ? payload->amount.value : larger(flow->request_bytes, flow->response_bytes);
    cost_flow_sum_t sum;
    if (!cost_given(payload) && !flow->bytes_known)
        return cost_usage_unpriced(out, COST_API_HTTP_REQUESTS,
                                   "payload: 20 KiB, or request: and response: of the traffic", err);
    cost_status_t status = cost_load_of_flow(&sum, flow, r, flows, err);
    return status ? status
                  : cost_api_add_chunks(out, COST_API_HTTP_REQUESTS, sum.requests, size,
                                        r->rule[COST_API_HTTP_CHUNK] * COST_API_KB, err);
}

static cost_status_t meter_http(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                cost_error_t *err)
{
    const cost_value_t *stated = &r->field[COST_API_REQUESTS], *payload = &r->field[COST_API_PAYLOAD];
    cost_wide_t requests;
    cost_status_t status = COST_OK;
    if (!cost_given(stated) && !cost_api_serves(r, flows))
        return cost_usage_unpriced(out, COST_API_HTTP_REQUESTS, "requests: 10M/month, or from: a traffic of requests",
                                   err);
    for (size_t i = 0; !cost_given(stated) && !status && i < flows->in_count; i++)
        status = meter_http_flow(r, flows, &flows->in[i], out, err);
    if (status || !cost_given(stated))
        return status;
    if (!cost_given(payload))
        return cost_usage_unpriced(out, COST_API_HTTP_REQUESTS, "payload: 20 KiB", err);
    status = cost_stated_total(&requests, stated, r, flows, err);
    return status ? status
                  : cost_api_add_chunks(out, COST_API_HTTP_REQUESTS, requests, payload->amount.value,
                                        r->rule[COST_API_HTTP_CHUNK] * COST_API_KB, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    if (cost_given(&r->field[COST_API_CACHE]))
        status = cost_usage_add(out, COST_API_CACHE_HOURS, NULL, cost_flows_clock_hours(flows, r->count), err);
    if (status)
        return status;
    if (r->field[COST_API_TYPE].choice == COST_API_REST)
        return meter_rest(r, flows, out, err);
    if (r->field[COST_API_TYPE].choice == COST_API_HTTP)
        return meter_http(r, flows, out, err);
    return cost_api_websocket(r, flows, out, err);
}

const cost_service_t cost_service_api_gateway = {
    .name = "api-gateway",
    .title = "Amazon API Gateway",
    .help = "REST APIs are billed by the call, HTTP APIs by the call of up to 512 KB, WebSocket APIs by the message of "
            "up to 32 KB in either direction and by the minute that connections are open, each connection rounded up; "
            "every message of a client, half of them, calls what is behind it once. "
            "What the calls lead to is billed by itself.",
    .example = "    type: http\n    from: web\n",
    .source = "https://aws.amazon.com/api-gateway/pricing/",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .answers = true,
    .check = check,
    .key = key,
    .serve = serve,
    .meter = meter,
};
