/* Capacity units hour by hour, on columns that no flat month has.  Expected figures: billing rules 5 and 6, by hand. */
#include "libcost/services/lcu.h"

#include <string.h>

#include "libcost/money/unit.h"
#include "unit.h"

enum { MINUTES = 120 };
static const cost_wide_t micro = 1000000;
static const cost_wide_t gb = (cost_wide_t)1 << 30;

/* A month of two hours, so that every minute can be seen. */
static cost_flows_t two_hours(const cost_flow_t *in, size_t count, const cost_window_t *exists, size_t exist_count)
{
    return (cost_flows_t){.month = {.seconds = MINUTES * 60, .hours = 2, .minutes = MINUTES},
                          .exists = exists,
                          .exist_count = exist_count,
                          .in = in,
                          .in_count = count,
                          .load_stated = true};
}

static cost_flow_t flow(const cost_column_t *load, cost_wide_t connection_seconds, cost_wide_t response_bytes)
{
    return (cost_flow_t){.load = load,
                         .requests = cost_ratio(1, 1),
                         .connections = cost_ratio(1, 1),
                         .connection_us = connection_seconds * micro,
                         .bytes_known = true,
                         .response_bytes = response_bytes * micro};
}

static cost_lcu_t plain_lcu(void)
{
    return (cost_lcu_t){.units = {[COST_LCU_NEW] = cost_lcu_per_second(25 * micro),
                                  [COST_LCU_ACTIVE] = cost_lcu_per_open(3000 * micro),
                                  [COST_LCU_BYTES] = cost_lcu_per_gb(micro),
                                  [COST_LCU_RULES] = {0, 1}}};
}

/* The count in thousandths of a unit-hour. */
static int64_t count_milli(cost_lcu_t *lcu, const cost_flows_t *flows)
{
    const cost_resource_t nobody = {.id = "lb"};
    cost_wide_t milli;
    ck_assert_int_eq(cost_lcu_count(lcu, &nobody, flows, NULL), COST_OK);
    ck_assert(cost_wide_mul_div(&milli, lcu->base, 1000, COST_LCU_HOUR_ONE));
    return (int64_t)milli;
}

static const cost_window_t always = {0, MINUTES * 60};

/* One GB in the first hour and 90,000 connections in the second: 1 LCU each, where sums of the month would give 1. */
START_TEST(every_hour_has_its_own_winner)
{
    const cost_run_t first = {0, 60, 1}, second = {60, 120, 90000};
    const cost_column_t bulk = {&first, 1, MINUTES, NULL}, many = {&second, 1, MINUTES, NULL};
    const cost_flow_t in[] = {flow(&bulk, 0, gb), flow(&many, 0, 0)};
    const cost_flows_t flows = two_hours(in, 2, &always, 1);
    cost_lcu_t lcu = plain_lcu();
    ck_assert_int_eq(count_milli(&lcu, &flows), 2000);
    ck_assert(lcu.won.raw[COST_LCU_BYTES] == gb * micro);
    ck_assert(lcu.won.raw[COST_LCU_NEW] == 90000 * micro);
}
END_TEST

/* A minute of 2,500 new connections a second and 59 idle ones: the hour's mean counts (billing rules 5). */
START_TEST(a_burst_counts_by_the_mean_of_its_hour)
{
    const cost_run_t burst = {0, 1, 150000};
    const cost_column_t column = {&burst, 1, MINUTES, NULL};
    const cost_flow_t in = flow(&column, 1, 0);
    const cost_flows_t flows = two_hours(&in, 1, &always, 1);
    cost_lcu_t lcu = plain_lcu();
    ck_assert_int_eq(count_milli(&lcu, &flows), 1667);
}
END_TEST

/* One column: the month at once is the sum of its hours, also where the hours differ. */
START_TEST(one_column_gives_the_same_either_way)
{
    const cost_run_t runs[] = {{0, 30, 777}, {45, 110, 123457}};
    const cost_column_t column = {runs, 2, MINUTES, NULL}, copy = {runs, 2, MINUTES, NULL};
    const cost_flow_t one[] = {flow(&column, 7, 12345), flow(&column, 60, 1)};
    const cost_flow_t two[] = {flow(&column, 7, 12345), flow(&copy, 60, 1)};
    const cost_flows_t at_once = two_hours(one, 2, &always, 1), by_hour = two_hours(two, 2, &always, 1);
    cost_lcu_t a = plain_lcu(), b = plain_lcu();
    count_milli(&a, &at_once);
    count_milli(&b, &by_hour);
    ck_assert(a.base == b.base);
    ck_assert(a.base > 0);
}
END_TEST

/* 13.5 GB and then 2 GB against 10 reserved: 3.5 above, and the second hour gives nothing back. */
START_TEST(a_reservation_acts_hour_by_hour)
{
    const cost_run_t runs[] = {{0, 60, 27}, {60, 120, 4}};
    const cost_column_t column = {runs, 2, MINUTES, NULL};
    const cost_flow_t in = flow(&column, 0, gb / 2);
    const cost_flows_t flows = two_hours(&in, 1, &always, 1);
    cost_lcu_t lcu = plain_lcu();
    lcu.reserved = 10 * micro;
    ck_assert_int_eq(count_milli(&lcu, &flows), 3500);
    ck_assert(cost_lcu_reserved(lcu.reserved, &flows) == 20 * COST_LCU_HOUR_ONE);
}
END_TEST

/* Half an hour in each of two hours, touching in one minute that must not count twice. */
START_TEST(only_what_comes_while_it_exists_counts)
{
    const cost_run_t run = {0, 120, 120};
    const cost_column_t column = {&run, 1, MINUTES, NULL};
    const cost_flow_t in = flow(&column, 0, gb);
    const cost_window_t windows[] = {{30 * 60, 60 * 60 + 30}, {60 * 60 + 40, 90 * 60}};
    const cost_flows_t flows = two_hours(&in, 1, windows, 2);
    cost_lcu_t lcu = plain_lcu();
    ck_assert_int_eq(count_milli(&lcu, &flows), 60000);
    ck_assert(cost_lcu_reserved(micro, &flows) == COST_LCU_HOUR_ONE);
}
END_TEST

START_TEST(websocket_messages_are_no_requests)
{
    const cost_run_t run = {0, 120, 3600};
    const cost_column_t column = {&run, 1, MINUTES, NULL};
    cost_flow_t in = flow(&column, 0, 0);
    cost_lcu_t lcu = {.units = {[COST_LCU_NEW] = {0, 1},
                                [COST_LCU_ACTIVE] = {0, 1},
                                [COST_LCU_BYTES] = {0, 1},
                                [COST_LCU_RULES] = cost_lcu_per_second(micro)}};
    in.requests = cost_ratio(100, 1);
    const cost_flows_t flows = two_hours(&in, 1, &always, 1);
    ck_assert_int_eq(count_milli(&lcu, &flows), 100000);
    in.websocket = true;
    ck_assert_int_eq(count_milli(&lcu, &flows), 1000);
}
END_TEST

/* 6000 sessions of an hour begin at minute 30: 3000 connections are open in each half, 1 LCU an hour.  1.5 GB in the
 * second hour win that.  Counted at their start, they would need 2 LCU in the first hour and none in the second. */
START_TEST(sessions_are_active_while_they_are_open)
{
    const cost_run_t begin = {30, 31, 6000}, filled = {30, 90, 60 * 60 * 6000}, second = {60, 120, 3};
    const cost_column_t sessions = {&begin, 1, MINUTES, NULL}, open = {&filled, 1, MINUTES, NULL},
                        bulk = {&second, 1, MINUTES, NULL};
    cost_flow_t in[] = {flow(&sessions, 3600, 0), flow(&bulk, 0, gb / 2)};
    const cost_flows_t flows = two_hours(in, 2, &always, 1);
    cost_lcu_t lcu = plain_lcu();
    ck_assert_int_eq(count_milli(&lcu, &flows), 3500);
    in[0].open = &open;
    ck_assert_int_eq(count_milli(&lcu, &flows), 2500);
    const cost_flows_t alone = two_hours(in, 1, &always, 1);
    ck_assert_int_eq(count_milli(&lcu, &alone), 2000);
}
END_TEST

START_TEST(nothing_is_nothing)
{
    const cost_flows_t flows = two_hours(NULL, 0, &always, 1);
    cost_lcu_t lcu = plain_lcu();
    ck_assert_int_eq(count_milli(&lcu, &flows), 0);
}
END_TEST

static Suite *make_suite(void)
{
    const TTest *const tests[] = {every_hour_has_its_own_winner,
                                  a_burst_counts_by_the_mean_of_its_hour,
                                  one_column_gives_the_same_either_way,
                                  a_reservation_acts_hour_by_hour,
                                  only_what_comes_while_it_exists_counts,
                                  websocket_messages_are_no_requests,
                                  sessions_are_active_while_they_are_open,
                                  nothing_is_nothing,
                                  NULL};
    return unit_suite("lcu", tests);
}

UNIT_MAIN(make_suite)
