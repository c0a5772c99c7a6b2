/* Messages in chunks of 64 KB.  Sources: SQS and SNS pricing pages, "each 64 KB chunk of a payload is billed as 1
 * request". */
#include <stdlib.h>

#include "libcost/services/message_load.h"
#include "unit.h"

static const cost_wide_t micro = 1000000;
static const cost_run_t run = {.from = 0, .until = 43200, .total = 1000000};
static const cost_column_t column = {.runs = &run, .run_count = 1, .minutes = 43200};
static const cost_window_t month = {0, 2592000}, half = {1296000, 2592000};
static const cost_resource_t resource = {.id = "queue", .count = 2};
static const cost_value_t absent = {.given = COST_ABSENT};

static cost_value_t kib(int size, cost_given_t given)
{
    return (cost_value_t){.given = given, .amount = {.value = size * 1024 * micro}};
}

static cost_flow_t messages(int kib_each, bool websocket)
{
    return (cost_flow_t){.load = &column,
                         .requests = {1, 1},
                         .connections = {1, 1},
                         .bytes_known = kib_each > 0,
                         .request_known = kib_each > 0,
                         .request_bytes = kib_each * 1024 * micro,
                         .response_bytes = kib_each * 1024 * micro,
                         .websocket = websocket};
}

static cost_message_load_t load_of(const cost_value_t *rate, cost_value_t size, int64_t batch, const cost_flow_t *flow,
                                   const cost_window_t *exists)
{
    const cost_message_terms_t terms = {.rate = rate, .size = &size, .chunk = 65536 * micro, .batch = batch};
    const cost_flows_t flows = {.month = {.seconds = 2592000, .hours = 720, .minutes = 43200},
                                .exists = exists,
                                .exist_count = 1,
                                .in = flow,
                                .in_count = flow != NULL,
                                .load_stated = flow != NULL};
    cost_message_load_t load;
    ck_assert_int_eq(cost_message_load(&load, &terms, &resource, &flows, NULL), COST_OK);
    return load;
}

START_TEST(test_chunks)
{
    const struct {
        int kib, batch, chunks, requests; /* per ten messages */
    } rows[] = {{1, 1, 10, 10}, {64, 1, 10, 10}, {65, 1, 20, 20}, {256, 1, 40, 40}, {6, 10, 10, 1}, {7, 10, 10, 2}};
    for (size_t i = 0; i < COST_COUNT(rows); i++) {
        const cost_flow_t flow = messages(rows[i].kib, false);
        const cost_message_load_t load = load_of(&absent, kib(64, COST_DEFAULTED), rows[i].batch, &flow, &month);
        ck_assert(load.stated && load.sized && load.messages == 1000000 * micro);
        ck_assert(load.chunks == 100000 * micro * rows[i].chunks);
        ck_assert(load.requests == 100000 * micro * rows[i].requests);
        ck_assert(load.bytes == 1000000 * micro * 1024 * rows[i].kib);
    }
}
END_TEST

START_TEST(test_which_size)
{
    const cost_flow_t sized = messages(40, false), unsized = messages(0, false), socket = messages(40, true);
    ck_assert(load_of(&absent, kib(65, COST_STATED), 1, &sized, &month).chunks == 2000000 * micro); /* what is stated */
    ck_assert(load_of(&absent, kib(65, COST_DEFAULTED), 1, &sized, &month).chunks == 1000000 * micro);
    const cost_message_load_t guessed = load_of(&absent, kib(65, COST_DEFAULTED), 1, &unsized, &month);
    ck_assert(guessed.chunks == 2000000 * micro && !guessed.sized);
    /* a message of a WebSocket is half request, half response */
    ck_assert(load_of(&absent, kib(65, COST_DEFAULTED), 1, &socket, &month).chunks == 2000000 * micro);
}
END_TEST

START_TEST(test_stated_rate)
{
    const cost_value_t rate = {.given = COST_STATED, .amount = {.value = 1000 * micro, .per = COST_PER_MONTH}};
    const cost_flow_t flow = messages(1, false);
    ck_assert(load_of(&rate, kib(1, COST_STATED), 1, &flow, &month).messages == 2000 * micro); /* of both resources */
    ck_assert(load_of(&rate, kib(1, COST_STATED), 1, NULL, &half).messages == 1000 * micro);
    ck_assert(load_of(&absent, kib(1, COST_STATED), 1, &flow, &half).messages == 500000 * micro);
    ck_assert(!load_of(&absent, kib(1, COST_STATED), 1, NULL, &month).stated);
}
END_TEST

static Suite *message_load_suite(void)
{
    const TTest *const tests[] = {test_chunks, test_which_size, test_stated_rate, NULL};
    return unit_suite("message_load", tests);
}

UNIT_MAIN(message_load_suite)
