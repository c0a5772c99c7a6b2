/* Columns: runs and sums say the same. */
#include "libcost/flow/flow.h"
#include "unit.h"

enum { MINUTES = 10 };
static const cost_run_t runs[] = {{1, 4, 6}, {6, 8, 3}};
static const cost_column_t sparse = {.runs = runs, .run_count = 2, .minutes = MINUTES};
/*                                           0  1  2  3  4  5  6  7  8  9 */
static const int64_t sums[MINUTES + 1] = {0, 0, 2, 4, 6, 6, 6, 7, 9, 9, 9};
static const cost_column_t dense = {.minutes = MINUTES, .prefix = sums};

START_TEST(sums_and_runs_agree)
{
    for (int64_t from = 0; from <= MINUTES; from++)
        for (int64_t until = from; until <= MINUTES; until++)
            ck_assert_int_eq(cost_column_sum(&sparse, from, until), cost_column_sum(&dense, from, until));
}
END_TEST

START_TEST(outside_the_month_there_is_nothing)
{
    ck_assert_int_eq(cost_column_sum(&dense, -5, 100), 9);
    ck_assert_int_eq(cost_column_sum(&dense, 10, 20), 0);
    ck_assert_int_eq(cost_column_sum(&dense, 5, 3), 0);
}
END_TEST

static void check_minutes(const cost_column_t *load, cost_ratio_t requests, const int64_t *expected)
{
    const cost_flow_t flow = {.load = load, .requests = requests};
    int64_t minutes[MINUTES] = {0};
    ck_assert(cost_flow_minutes(minutes, &flow, (cost_ratio_t){1, 1}));
    for (int m = 0; m < MINUTES; m++)
        ck_assert_int_eq(minutes[m], expected[m]);
}

/* By the end of each minute 0 0 2 4 6 6 6 7 9 9 9 units have come. */
START_TEST(minutes_of_requests_are_rounded_down_as_they_add_up)
{
    const cost_wide_t large = (cost_wide_t)100000000000 * 1000000000;      /* 1e20: beyond 64 bits */
    static const int64_t halves[MINUTES] = {0, 1, 1, 1, 0, 0, 0, 1, 0, 0}; /* 1 2 3 3 3 3 4 */
    static const int64_t triples[MINUTES] = {0, 6, 6, 6, 0, 0, 3, 6, 0, 0};
    static const int64_t below_half[MINUTES] = {0, 0, 1, 1, 0, 0, 1, 1, 0, 0}; /* 0 1 2 2 2 3 4 */
    check_minutes(&dense, (cost_ratio_t){1, 2}, halves);
    check_minutes(&dense, (cost_ratio_t){3, 1}, triples);
    check_minutes(&sparse, (cost_ratio_t){3, 1}, triples);
    check_minutes(&sparse, (cost_ratio_t){1, 2}, halves);
    check_minutes(&dense, (cost_ratio_t){large, 2 * large + 1}, below_half);
}
END_TEST

START_TEST(a_minute_of_too_many_requests_is_refused)
{
    const cost_flow_t flow = {.load = &dense, .requests = {(cost_wide_t)1 << 49, 1}};
    int64_t minutes[MINUTES] = {0};
    ck_assert(!cost_flow_minutes(minutes, &flow, (cost_ratio_t){1, 1}));
}
END_TEST

START_TEST(a_rate_changes_where_it_changes)
{
    static const int64_t of_runs[] = {1, 4, 4, 4, 6, 6, 8, 8};
    static const int64_t of_sums[] = {1, 4, 4, 4, 6, 6, 7, 8, 10, 10};
    for (int64_t m = 0; m < 8; m++)
        ck_assert_int_eq(cost_column_change(&sparse, m), of_runs[m]);
    ck_assert_int_eq(cost_column_change(&sparse, 8), INT64_MAX);
    for (int64_t m = 0; m < MINUTES; m++)
        ck_assert_int_eq(cost_column_change(&dense, m), of_sums[m]);
    ck_assert_int_eq(cost_column_change(&dense, MINUTES), INT64_MAX);
}
END_TEST

/* Six sessions of 90 s with 3 messages of 10 bytes each begin in minute 1; half of them come this way. */
START_TEST(messages_come_while_a_session_is_open)
{
    static const cost_run_t begin = {1, 2, 6}, filled[] = {{1, 2, 6 * 60}, {2, 3, 6 * 30}};
    static const cost_column_t load = {&begin, 1, MINUTES, NULL}, open = {filled, 2, MINUTES, NULL};
    const cost_wide_t micro = 1000000;
    const cost_flow_t flow = {.load = &load,
                              .open = &open,
                              .requests = cost_ratio(3, 2),
                              .connections = cost_ratio(1, 2),
                              .connection_us = 90 * micro,
                              .bytes_known = true,
                              .request_bytes = 10 * micro,
                              .websocket = true};
    cost_flow_sum_t sum;
    int64_t minutes[MINUTES] = {0};
    ck_assert(cost_flow_sum(&sum, &flow, 1, 2));
    ck_assert(sum.requests == 6 * micro && sum.connections == 3 * micro && sum.connection_us == 3 * 60 * micro);
    ck_assert(sum.request_bytes == 60 * micro);
    ck_assert(cost_flow_sum(&sum, &flow, 2, 3));
    ck_assert(sum.requests == 3 * micro && sum.connections == 0 && sum.connection_us == 3 * 30 * micro);
    ck_assert(cost_flow_sum(&sum, &flow, 0, MINUTES));
    ck_assert(sum.requests == 9 * micro && sum.connections == 3 * micro && sum.connection_us == 3 * 90 * micro);
    ck_assert(cost_flow_minutes(minutes, &flow, (cost_ratio_t){1, 1}));
    ck_assert(minutes[0] == 0 && minutes[1] == 6 && minutes[2] == 3 && minutes[3] == 0);
    ck_assert(!cost_column_is_flat(&load));
}
END_TEST

/* The same six sessions, of 3 messages a session and 10 bytes a message; half of them come this way, each pinged every
 * 30 s with 20 bytes, cut twice.  In minute 1 they are open for 3 x 60 s: 6 pings, and 2 x 180 / 90 = 4 connections are
 * opened anew beside the 3 that begin. */
START_TEST(pings_and_cuts_come_while_a_connection_is_open)
{
    static const cost_run_t begin = {1, 2, 6}, filled[] = {{1, 2, 6 * 60}, {2, 3, 6 * 30}};
    static const cost_column_t load = {&begin, 1, MINUTES, NULL}, open = {filled, 2, MINUTES, NULL};
    const cost_wide_t micro = 1000000;
    cost_flow_t flow = {.load = &load,
                        .open = &open,
                        .requests = cost_ratio(3, 2),
                        .connections = cost_ratio(1, 2),
                        .connection_us = 90 * micro,
                        .reopenings = 2,
                        .ping_bytes = 20 * micro,
                        .ping_us = 30 * micro,
                        .bytes_known = true,
                        .request_bytes = 10 * micro,
                        .response_bytes = 4 * micro,
                        .websocket = true};
    cost_flow_sum_t sum;
    ck_assert(cost_flow_sum(&sum, &flow, 1, 2));
    ck_assert(sum.requests == 6 * micro && sum.connections == 7 * micro && sum.connection_us == 3 * 60 * micro);
    ck_assert(sum.request_bytes == (60 + 6 * 20) * micro && sum.response_bytes == (24 + 6 * 20) * micro);
    ck_assert(cost_flow_sum(&sum, &flow, 0, MINUTES));
    ck_assert(sum.connections == 9 * micro && sum.connection_us == 3 * 90 * micro);
    ck_assert(sum.request_bytes == (90 + 9 * 20) * micro);
    flow.open = NULL; /* of an even load, all comes with the unit */
    ck_assert(cost_flow_sum(&sum, &flow, 1, 2));
    ck_assert(sum.connections == 9 * micro && sum.request_bytes == (90 + 9 * 20) * micro);
    flow.bytes_known = false; /* then pings alone would be less than the truth */
    ck_assert(cost_flow_sum(&sum, &flow, 1, 2));
    ck_assert(sum.request_bytes == 0 && sum.response_bytes == 0);
    /* What is pinged otherwise is no part of it. */
    cost_flow_t other = flow;
    ck_assert(cost_flow_join(&flow, &other));
    other.ping_us = 60 * micro;
    ck_assert(!cost_flow_join(&flow, &other));
    other = flow;
    other.reopenings = 0;
    ck_assert(!cost_flow_join(&flow, &other));
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("flow",
                      (const TTest *const[]){
                          sums_and_runs_agree, outside_the_month_there_is_nothing, a_rate_changes_where_it_changes,
                          minutes_of_requests_are_rounded_down_as_they_add_up, a_minute_of_too_many_requests_is_refused,
                          messages_come_while_a_session_is_open, pings_and_cuts_come_while_a_connection_is_open, NULL});
}

UNIT_MAIN(suite)
