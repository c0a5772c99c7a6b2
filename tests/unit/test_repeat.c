/* When pieces of a month may be repeated.  That they are what the loop makes of it: tests/property/engines.c. */
#include "libcost/capacity/repeat.h"
#include "unit.h"

enum { MINUTES = 30000, DAY = 1440, WEEK = 7 * DAY };

static const cost_provider_t on_demand[] = {{0, 1}};
static const cost_tracking_policy_t cpu = {.target = 700000000,
                                           .period_s = 60,
                                           .publish_delay_s = 150,
                                           .high_datapoints = 3,
                                           .low_datapoints = 15,
                                           .look_back = 2};
static int64_t load[MINUTES];

static cost_loop_plan_t make_plan(void)
{
    return (cost_loop_plan_t){.month_seconds = MINUTES * 60,
                              .load = load,
                              .model = {.vcpu_micro = 1000000, .usable_micro = 1000000, .units = 1, .cpu_us = 10000},
                              .providers = on_demand,
                              .provider_count = 1,
                              .bounds = {1, 10},
                              .start = 2,
                              .policies = &cpu,
                              .policy_count = 1};
}

START_TEST(what_is_never_repeated)
{
    const cost_run_t run = {0, MINUTES, 100};
    const cost_column_t flat = {.runs = &run, .run_count = 1, .minutes = MINUTES};
    const cost_predictive_t forecast = {.target = 700000000};
    cost_loop_plan_t plans[4] = {make_plan(), make_plan(), make_plan(), make_plan()};
    plans[1].day_minutes = -1;
    plans[2].predictive = &forecast;
    plans[3].load = NULL;
    plans[3].column = &flat;
    for (int i = 0; i < 4; i++) {
        cost_loop_t loop;
        cost_loop_result_t month;
        cost_repeat_t repeat;
        ck_assert_int_eq(cost_loop_open(&loop, &month, &plans[i]), COST_OK);
        cost_repeat_open(&repeat, &loop, false);
        ck_assert(repeat.on == (i == 0));
        ck_assert_int_eq(repeat.settle, 1 + 15 + 2 + 2); /* 15 low points and two gaps, seen two minutes late */
        cost_repeat_close(&repeat);
        cost_repeat_open(&repeat, &loop, true);
        ck_assert(!repeat.on);
        cost_repeat_close(&repeat);
        ck_assert_int_eq(cost_loop_close(&loop), COST_OK);
        cost_loop_result_clear(&month);
    }
}
END_TEST

/* Between rests two hours apart nothing happens, of a load that is the same; and then it is no longer. */
START_TEST(a_day_and_a_week_later)
{
    const cost_loop_plan_t plan = make_plan();
    cost_loop_t loop;
    cost_loop_result_t month;
    cost_repeat_t repeat;
    for (int64_t t = 0; t < MINUTES; t++)
        load[t] = t < DAY + 330 ? 8000 : 9000; /* 66.7 %, 75 % of two tasks */
    ck_assert_int_eq(cost_loop_open(&loop, &month, &plan), COST_OK);
    cost_repeat_open(&repeat, &loop, false);
    for (loop.minute = 100; loop.minute <= 340; loop.minute += 120)
        cost_repeat_rest(&repeat, &loop);
    ck_assert_uint_eq(repeat.piece_count, 2);
    ck_assert_int_eq(repeat.next, 100 + DAY);
    loop.minute = 100 + DAY;
    repeat.open = false; /* what came in between is nobody's */
    cost_repeat_rest(&repeat, &loop);
    ck_assert(cost_repeat_try(&repeat, &loop));
    ck_assert_int_eq(loop.minute, 220 + DAY); /* in the next piece it becomes high */
    ck_assert_int_eq(month.repeated_minutes, 120);
    ck_assert_int_eq(month.served, 120 * 8000);
    ck_assert_int_eq(repeat.misses, 1);
    ck_assert_int_eq(repeat.next, 100 + 2 * DAY); /* what was repeated may be, too */
    cost_repeat_pass(&repeat, 100 + 3 * DAY);
    ck_assert_int_eq(repeat.next, 100 + WEEK);
    cost_repeat_close(&repeat);
    ck_assert_int_eq(cost_loop_close(&loop), COST_OK);
    cost_loop_result_clear(&month);
}
END_TEST

/* Of 640 minutes ten were steps, or nine; and of the same loads, or of some that grow by a hundredth a month. */
START_TEST(when_it_is_worth_while)
{
    for (int grows = 0; grows < 2; grows++) {
        const cost_loop_plan_t plan = make_plan();
        cost_loop_t loop;
        cost_loop_result_t month;
        cost_repeat_t repeat;
        for (int64_t t = 0; t < MINUTES; t++)
            load[t] = 8000 + t % 2 + (grows ? 80 * t / MINUTES : 0);
        ck_assert_int_eq(cost_loop_open(&loop, &month, &plan), COST_OK);
        cost_repeat_open(&repeat, &loop, false);
        loop.minute = 640;
        repeat.steps = 9;
        ck_assert(!cost_repeat_wants_rest(&repeat, &loop));
        ck_assert(repeat.on);
        repeat.steps = 10;
        ck_assert(cost_repeat_wants_rest(&repeat, &loop) == !grows);
        ck_assert(repeat.on == !grows);
        cost_repeat_rest(&repeat, &loop);
        repeat.steps = 100;
        loop.minute += DAY / 12 - 1;
        ck_assert(!cost_repeat_wants_rest(&repeat, &loop));
        loop.minute++;
        ck_assert(cost_repeat_wants_rest(&repeat, &loop) == !grows);
        cost_repeat_close(&repeat);
        ck_assert_int_eq(cost_loop_close(&loop), COST_OK);
        cost_loop_result_clear(&month);
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite(
        "repeat", (const TTest *const[]){what_is_never_repeated, a_day_and_a_week_later, when_it_is_worth_while, NULL});
}

UNIT_MAIN(suite)
