/* Predictive scaling: scaling rules, section 2.10. */
#include "libcost/capacity/predictive.h"
#include "unit.h"

static const cost_task_model_t model = {.vcpu_micro = 2000000, .usable_micro = 1000000, .units = 1, .cpu_us = 20000};
static const cost_predictive_t cpu = {.metric = COST_TASK_CPU, .target = 700000000};

START_TEST(the_same_hour_of_the_last_two_weeks_is_forecast)
{
    int64_t before[COST_PREDICTIVE_HOURS] = {0}, hours[200] = {0};
    before[0] = 1000000; /* two weeks before hour 0 */
    before[168] = 1500000;
    /* 1.25 M requests of 20 ms are 25000 s; a task at 70 % of two vCPU has 5040 of an hour: 4.96 */
    ck_assert_int_eq(cost_predictive_needed(&cpu, &model, hours, 0, before, COST_PREDICTIVE_HOURS), 5);
    ck_assert_int_eq(cost_predictive_needed(&cpu, &model, hours, 1, before, COST_PREDICTIVE_HOURS), 0);
    ck_assert_int_eq(cost_predictive_needed(&cpu, &model, hours, 0, before + 168, 168), 6); /* one week: 1.5 M */
    ck_assert_int_eq(cost_predictive_needed(&cpu, &model, hours, 0, before, 23), COST_PREDICTIVE_NONE);
    ck_assert_int_eq(cost_predictive_needed(&cpu, &model, hours, 0, before, 100), COST_PREDICTIVE_NONE);
    hours[5] = 1008000;
    ck_assert_int_eq(cost_predictive_needed(&cpu, &model, hours, 173, before, 0), 4); /* 20160 s: exactly four */
}
END_TEST

START_TEST(requests_are_per_target_and_minute)
{
    const cost_predictive_t requests = {.metric = COST_TASK_REQUESTS, .target = 2000000000};
    int64_t before[168] = {60 * 9000};
    ck_assert_int_eq(cost_predictive_needed(&requests, &model, NULL, 0, before, 168), 5);
}
END_TEST

START_TEST(a_forecast_may_raise_max)
{
    cost_predictive_t policy = cpu;
    const cost_bounds_t bounds = {2, 10};
    ck_assert_int_eq(cost_predictive_bounds(&policy, 20, bounds).max, 10);
    policy.above_max = true;
    policy.max_buffer = 100000000; /* 10 % */
    ck_assert_int_eq(cost_predictive_bounds(&policy, 20, bounds).max, 22);
    ck_assert_int_eq(cost_predictive_bounds(&policy, 5, bounds).max, 10);
    ck_assert_int_eq(cost_predictive_bounds(&policy, COST_PREDICTIVE_NONE, bounds).max, 10);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("predictive",
                      (const TTest *const[]){the_same_hour_of_the_last_two_weeks_is_forecast,
                                             requests_are_per_target_and_minute, a_forecast_may_raise_max, NULL});
}

UNIT_MAIN(suite)
