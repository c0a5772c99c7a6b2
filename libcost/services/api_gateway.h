/* API Gateway: the numbers of its tables, and the meter of WebSocket APIs. */
#ifndef COST_API_GATEWAY_H
#define COST_API_GATEWAY_H

#include "libcost/services/service.h"

enum { COST_API_REST, COST_API_HTTP, COST_API_WEBSOCKET };

enum {
    COST_API_TYPE,
    COST_API_REQUESTS,
    COST_API_PAYLOAD,
    COST_API_MESSAGES,
    COST_API_MESSAGE,
    COST_API_MINUTES,
    COST_API_CACHE,
    COST_API_FIELDS
};

enum {
    COST_API_REST_REQUESTS,
    COST_API_HTTP_REQUESTS,
    COST_API_WEBSOCKET_MESSAGES,
    COST_API_CONNECTION_MINUTES,
    COST_API_CACHE_HOURS
};

enum { COST_API_HTTP_CHUNK, COST_API_MESSAGE_CHUNK, COST_API_MESSAGE_MAX, COST_API_CONNECTION_CHUNK };

enum { COST_API_KB = 1024 };

/* Whether the load is known and of the kind that the API serves: sessions for WebSocket APIs, requests for others. */
bool cost_api_serves(const cost_resource_t *resource, const cost_flows_t *flows);
/* `count` things of `size`, each of which is billed for every started `chunk`. */
cost_status_t cost_api_add_chunks(cost_usage_t *out, int dimension, cost_wide_t count, cost_wide_t size,
                                  cost_wide_t chunk, cost_error_t *err);
/* Refuses a message that API Gateway would not take, at `node`. */
cost_status_t cost_api_check_message(const cost_resource_t *resource, cost_wide_t size, const cost_node_t *node,
                                     cost_error_t *err);
/* Pass 1: what is behind a WebSocket API: a request for every message of a client, on connections of the API's own. */
bool cost_api_websocket_serve(const cost_flow_t *in, cost_flow_t *out);
/* Messages and connection minutes. */
cost_status_t cost_api_websocket(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err);

#endif
