/* Margins by hand: requests of 1,000 a minute and task, two tasks, each of which could serve 6,000. */
#include "libcost/base/alloc.h"
#include "libcost/capacity/margins.h"
#include "unit.h"

enum { MINUTES = 12, NEXT = 6 };

static const cost_provider_t on_demand[] = {{0, 1}};

static void open_loop(cost_loop_t *loop, cost_loop_result_t *month, const int64_t *load)
{
    static cost_tracking_policy_t requests = COST_TRACKING_DEFAULTS;
    requests.metric = COST_TASK_REQUESTS;
    requests.target = 1000 * INT64_C(1000000);
    const cost_loop_plan_t plan = {
        .month_seconds = MINUTES * 60,
        .load = load,
        .model = {.vcpu_micro = 1000000, .usable_micro = 1000000, .units = 1, .cpu_us = 10000},
        .providers = on_demand,
        .provider_count = 1,
        .bounds = {1, 10},
        .start = 2,
        .policies = &requests,
        .policy_count = 1};
    ck_assert_int_eq(cost_loop_open(loop, month, &plan), COST_OK);
}

/* Above 2,000 is high, below 1,800 low; up to 1,000 one task is enough; 12,000 are served. */
START_TEST(margins_end_at_what_a_load_is_compared_with)
{
    static const int64_t load[MINUTES] = {1500, 1501, 1900, 2500, 12001, 400, 1001, 1799, 2000, 12000, 12500, 1000};
    static const cost_sight_t both = {0, 2, 2, 2, false};
    static const int64_t expected[][3] = {
        {2, 1000, 1799}, {3, 1799, 2000}, {4, 2000, 12000}, {5, 12000, COST_BOUND_NEVER}, {6, -1, 1000}};
    cost_loop_t loop;
    cost_loop_result_t month;
    cost_margins_t margins = {0};
    open_loop(&loop, &month, load);
    ck_assert(cost_margins_learn(&margins, &loop, &both, 1, 0, NEXT, NEXT));
    ck_assert_uint_eq(margins.count, 5);
    for (int i = 0; i < 5; i++) {
        ck_assert_int_eq(margins.list[i].until, expected[i][0]);
        ck_assert_int_eq(margins.list[i].above, expected[i][1]);
        ck_assert_int_eq(margins.list[i].most, expected[i][2]);
    }
    ck_assert(cost_margins_hold(&loop.minutes, margins.list, 5, 0, 0));
    ck_assert(cost_margins_hold(&loop.minutes, margins.list, 5, 0, NEXT));
    ck_assert(!cost_margins_hold(&loop.minutes, margins.list, 4, 0, 1)); /* 1501 and 1900 are not on one side of 1800 */
    cost_free(margins.list);
    ck_assert_int_eq(cost_loop_close(&loop), COST_OK);
    cost_loop_result_clear(&month);
}
END_TEST

/* A vote for three tasks is one of 2,001 to 3,000; one task runs at first, and what it bears ends at 1,000 and 6,000.
 */
START_TEST(votes_and_tasks_make_them_narrower)
{
    static const int64_t load[MINUTES] = {2500, 2500, 2500, 2500, 0, 0, 2700, 3000, 2001, 3001, 0, 0};
    static const cost_sight_t sights[] = {{0, 1, 1, 2, false}, {1, 2, 2, 2, false}, {2, 2, 2, 2, true}};
    static const int64_t expected[][3] = {{1, 2000, 6000}, {2, 2000, 12000}, {3, 2000, 3000}, {4, 2000, 12000}};
    cost_loop_t loop;
    cost_loop_result_t month;
    cost_margins_t margins = {0};
    open_loop(&loop, &month, load);
    ck_assert(cost_margins_learn(&margins, &loop, sights, 3, 0, 4, NEXT));
    ck_assert_uint_eq(margins.count, 4);
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(margins.list[i].until, expected[i][0]);
        ck_assert_int_eq(margins.list[i].above, expected[i][1]);
        ck_assert_int_eq(margins.list[i].most, expected[i][2]);
    }
    ck_assert(!cost_margins_learn(&margins, &loop, sights, 3, 0, 4, NEXT + 1)); /* the vote would be for four */
    ck_assert(!loop.failed);
    ck_assert_uint_eq(margins.count, 4);
    cost_free(margins.list);
    ck_assert_int_eq(cost_loop_close(&loop), COST_OK);
    cost_loop_result_clear(&month);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("margins", (const TTest *const[]){margins_end_at_what_a_load_is_compared_with,
                                                        votes_and_tasks_make_them_narrower, NULL});
}

UNIT_MAIN(suite)
