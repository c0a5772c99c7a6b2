/* Requests and flows as meters count them: a WebSocket is the one request that opens it, until it is looked into. */
#include <stdlib.h>

#include "libcost/services/load_count.h"
#include "unit.h"

static const cost_wide_t micro = 1000000;
static const cost_run_t run = {.from = 0, .until = 43200, .total = 43200};
static const cost_column_t column = {.runs = &run, .run_count = 1, .minutes = 43200};
static const cost_window_t month = {0, 2592000}, half = {1296000, 2592000};

static const cost_flow_t requests = {.load = &column,
                                     .requests = {1, 1},
                                     .connections = {1, 1},
                                     .bytes_known = true,
                                     .request_bytes = 1000000,
                                     .response_bytes = 3000000};
static const cost_flow_t sessions = {.load = &column,
                                     .requests = {400, 1},
                                     .connections = {1, 1},
                                     .connection_us = 60000000,
                                     .bytes_known = true,
                                     .websocket = true};

static cost_wide_t count(const cost_flow_t *in, size_t in_count, const cost_window_t *window)
{
    const cost_flows_t flows = {.exists = window, .exist_count = 1, .in = in, .in_count = in_count};
    const cost_resource_t resource = {.count = 1};
    cost_wide_t counted = -1;
    ck_assert(!cost_load_requests(&counted, &resource, &flows, NULL));
    return counted;
}

START_TEST(test_requests)
{
    const cost_flow_t both[] = {requests, sessions};
    ck_assert(count(&requests, 1, &month) == 43200 * micro);
    ck_assert(count(&sessions, 1, &month) == 43200 * micro);
    ck_assert(count(both, 2, &half) == 43200 * micro);
    ck_assert(count(NULL, 0, &month) == 0);
}
END_TEST

START_TEST(test_one_flow)
{
    const cost_flow_t both[] = {requests, sessions};
    const cost_flows_t flows = {.exists = &half, .exist_count = 1, .in = both, .in_count = 2};
    const cost_resource_t resource = {.count = 1};
    cost_flow_sum_t sum;
    ck_assert(!cost_load_of_flow(&sum, &both[0], &resource, &flows, NULL));
    ck_assert(sum.requests == 21600 * micro && sum.response_bytes == 3 * 21600 * micro);
    ck_assert(!cost_load_of_flow(&sum, &both[1], &resource, &flows, NULL));
    ck_assert(sum.requests == 400 * 21600 * micro && sum.connection_us == 60 * 21600 * micro);
}
END_TEST

static Suite *load_count_suite(void)
{
    const TTest *const tests[] = {test_requests, test_one_flow, NULL};
    return unit_suite("load_count", tests);
}

UNIT_MAIN(load_count_suite)
