#include "libcost/flow/flow.h"

#include "unit.h"

static const cost_wide_t nano = 1000000000;

START_TEST(ratios_are_reduced)
{
    const cost_ratio_t half = cost_ratio(50, 100);
    cost_ratio_t out;
    ck_assert(half.num == 1 && half.den == 2);
    ck_assert(cost_ratio_times(&out, half, cost_ratio(4, 6)) && out.num == 1 && out.den == 3);
    ck_assert(cost_ratio_plus(&out, half, cost_ratio(1, 6)) && out.num == 2 && out.den == 3);
    ck_assert(cost_ratio_plus(&out, cost_ratio(0, 1), half) && out.num == 1 && out.den == 2);
}
END_TEST

/* Forty hops of nine decimals each leave every integer, but not every decimal. */
START_TEST(long_chains_are_rounded)
{
    cost_ratio_t ratio = cost_ratio(1, 1);
    for (int i = 0; i < 40; i++) {
        ck_assert(cost_ratio_times(&ratio, ratio, cost_ratio(1000000007, nano)));
        ck_assert(ratio.num < (cost_wide_t)1 << 96 && ratio.den < (cost_wide_t)1 << 96);
    }
    cost_wide_t millionths; /* 1.000000007 ^ 40 = 1.00000028000003822... */
    ck_assert(cost_ratio_of(&millionths, ratio, nano * nano) && millionths == 1000000280000038220);
}
END_TEST

START_TEST(too_large_a_value_is_refused)
{
    const cost_ratio_t large = cost_ratio((cost_wide_t)1 << 95, 1);
    cost_ratio_t out;
    ck_assert(!cost_ratio_times(&out, large, cost_ratio(2, 1)));
    ck_assert(!cost_ratio_plus(&out, large, large));
    ck_assert(cost_ratio_times(&out, large, cost_ratio(1, 2)) && out.num == (cost_wide_t)1 << 94 && out.den == 1);
}
END_TEST

START_TEST(runs_add_up)
{
    const cost_run_t runs[] = {{0, 10, 7}, {20, 30, 3}};
    const cost_column_t column = {.runs = runs, .run_count = 2, .minutes = 40};
    int64_t sum = 0;
    for (int64_t minute = 0; minute < 40; minute++) {
        const int64_t units = cost_column_sum(&column, minute, minute + 1);
        ck_assert(units == 0 || units == 1);
        sum += units;
    }
    ck_assert_int_eq(sum, 10);
    ck_assert_int_eq(cost_column_sum(&column, 0, 40), 10);
    ck_assert_int_eq(cost_column_sum(&column, 10, 20), 0);
}
END_TEST

START_TEST(flows_join_where_only_ratios_differ)
{
    const cost_run_t run = {0, 60, 100};
    const cost_column_t column = {.runs = &run, .run_count = 1, .minutes = 60}, other_column = column;
    cost_flow_t flow = {.load = &column,
                        .requests = cost_ratio(1, 3),
                        .connections = cost_ratio(1, 1),
                        .bytes_known = true,
                        .request_bytes = 5};
    cost_flow_t other = flow;
    other.requests = cost_ratio(1, 6);
    ck_assert(cost_flow_join(&flow, &other));
    ck_assert(flow.requests.num == 1 && flow.requests.den == 2 && flow.connections.num == 2 &&
              flow.connections.den == 1);
    other.request_bytes = 6;
    ck_assert(!cost_flow_join(&flow, &other));
    other = flow;
    other.load = &other_column;
    ck_assert(!cost_flow_join(&flow, &other));
    other = flow;
    other.websocket = true;
    ck_assert(!cost_flow_join(&flow, &other));
}
END_TEST

START_TEST(windows)
{
    const cost_window_t a[] = {{0, 3600}, {7200, 7300}, {7400, 9000}}, b[] = {{100, 7250}, {8000, 20000}};
    cost_window_t both[5];
    ck_assert_uint_eq(cost_window_intersect(both, a, 3, b, 2), 3);
    ck_assert_int_eq(both[0].from, 100);
    ck_assert_int_eq(both[1].until, 7250);
    ck_assert_int_eq(both[2].from, 8000);
    ck_assert_int_eq(cost_window_seconds(a, 3), 5300);
    ck_assert_int_eq(cost_window_hours(a, 3), 2);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("flow",
                      (const TTest *const[]){ratios_are_reduced, long_chains_are_rounded, too_large_a_value_is_refused,
                                             runs_add_up, flows_join_where_only_ratios_differ, windows, NULL});
}

UNIT_MAIN(suite)
