/* Step scaling: scaling rules, section 2.8. */
#include "libcost/capacity/steps.h"
#include "unit.h"

enum { POINT = 10000000 }; /* a percent point, in 1e-9 */

START_TEST(rounding_follows_the_published_cases)
{
    static const struct {
        const char *id;
        int hundredths;
        int64_t want;
    } rows[] = {
        {"step-round-0.67", 67, 1},  {"step-round--0.58", -58, -1}, {"step-round--6.67", -667, -6},
        {"step-round--1", -100, -1}, {"step-round-0", 0, 0},        {"above one, down", 199, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_msg(cost_step_round(rows[i].hundredths, 100) == rows[i].want, "%s", rows[i].id);
}
END_TEST

static const cost_step_t up[] = {{0, 10 * (int64_t)POINT, 0},
                                 {10 * (int64_t)POINT, 20 * (int64_t)POINT, 10},
                                 {20 * (int64_t)POINT, COST_STEP_OPEN, 30}};
static const cost_step_t down[] = {{-10 * (int64_t)POINT, 0, 0},
                                   {-20 * (int64_t)POINT, -10 * (int64_t)POINT, -10},
                                   {-COST_STEP_OPEN, -20 * (int64_t)POINT, -30}};

static cost_step_policy_t policy_of(bool above)
{
    return (cost_step_policy_t){.metric = COST_TASK_CPU,
                                .threshold = 50 * (int64_t)POINT,
                                .above = above,
                                .period_s = 60,
                                .datapoints = 1,
                                .look_back = 2,
                                .adjustment = COST_STEP_PERCENT,
                                .steps = above ? up : down,
                                .step_count = 3,
                                .cooldown_s = 300};
}

START_TEST(steps_follow_the_published_cases)
{
    static const struct {
        const char *id;
        bool above;
        int64_t capacity, metric, want;
    } rows[] = {
        {"step-aws-1", true, 10, 60, 11},
        {"step-aws-3", false, 14, 40, 13},
        {"step-aws-4", false, 13, 30, 10},
        {"at the threshold: the first step", true, 10, 50, 10},
        {"just below the second", true, 10, 59, 10},
        {"the third", true, 10, 70, 13},
        {"no step covers it", true, 10, 49, 10},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const cost_step_policy_t policy = policy_of(rows[i].above);
        ck_assert_msg(cost_step_count(&policy, rows[i].capacity, rows[i].metric, 100) == rows[i].want, "%s",
                      rows[i].id);
    }
}
END_TEST

START_TEST(a_percentage_moves_at_least_its_minimum)
{
    static const cost_step_t quarter[] = {{0, COST_STEP_OPEN, 25}}, less[] = {{-COST_STEP_OPEN, 0, -25}};
    cost_step_policy_t policy = policy_of(true);
    policy.steps = quarter;
    policy.step_count = 1;
    policy.minimum_change = 2;
    ck_assert_int_eq(cost_step_count(&policy, 4, 90, 100), 6); /* vector step-minmag */
    ck_assert_int_eq(cost_step_count(&policy, 12, 90, 100), 15);
    policy = policy_of(false);
    policy.steps = less;
    policy.step_count = 1;
    policy.minimum_change = 2;
    ck_assert_int_eq(cost_step_count(&policy, 4, 10, 100), 2);
    ck_assert_int_eq(cost_step_count(&policy, 1, 10, 100), 0); /* never below none */
}
END_TEST

START_TEST(other_adjustments)
{
    static const cost_step_t steps[] = {{0, COST_STEP_OPEN, 3}};
    cost_step_policy_t policy = policy_of(true);
    policy.steps = steps;
    policy.step_count = 1;
    policy.adjustment = COST_STEP_CHANGE;
    ck_assert_int_eq(cost_step_count(&policy, 4, 90, 100), 7);
    policy.adjustment = COST_STEP_EXACT;
    ck_assert_int_eq(cost_step_count(&policy, 40, 90, 100), 3);
}
END_TEST

static const cost_task_model_t percent = {.vcpu_micro = 1000000, .usable_micro = 1000000, .units = 1, .cpu_us = 1000};

START_TEST(a_stronger_step_adds_the_difference_in_the_cooldown)
{
    static const cost_step_t steps[] = {{0, 20 * (int64_t)POINT, 1}, {20 * (int64_t)POINT, COST_STEP_OPEN, 4}};
    static cost_steps_t state;
    cost_step_policy_t policy = policy_of(true);
    policy.steps = steps;
    policy.step_count = 2;
    policy.adjustment = COST_STEP_CHANGE;
    cost_steps_init(&state, &policy, &percent, 60);
    cost_steps_observe(&state, 0, 10 * 30000, 10, 10); /* 50 %: at the threshold */
    ck_assert_int_eq(cost_steps_want(&state, 10, 10, 60), 11);
    cost_steps_acted(&state, 10, 11, 60);
    cost_steps_observe(&state, 1, 10 * 36000, 10, 10);
    ck_assert_int_eq(cost_steps_want(&state, 10, 11, 120), 11); /* the same step */
    cost_steps_observe(&state, 2, 10 * 54000, 10, 10);
    ck_assert_int_eq(cost_steps_want(&state, 10, 11, 180), 14); /* four, one of which is there */
    cost_steps_acted(&state, 11, 14, 180);
    ck_assert_int_eq(cost_steps_want(&state, 10, 14, 240), 14);
    ck_assert_int_eq(cost_steps_want(&state, 14, 14, 480), 18);
}
END_TEST

START_TEST(a_scale_in_waits_for_the_cooldown)
{
    static cost_steps_t state;
    const cost_step_policy_t policy = policy_of(false);
    cost_steps_init(&state, &policy, &percent, 60);
    cost_steps_observe(&state, 0, 10 * 12000, 10, 10); /* 20 % */
    ck_assert_int_eq(cost_steps_want(&state, 10, 10, 60), 7);
    cost_steps_acted(&state, 10, 7, 60);
    ck_assert_int_eq(cost_steps_want(&state, 7, 7, 120), 7);
    ck_assert_int_eq(cost_steps_want(&state, 7, 7, 360), 5);
    cost_steps_observe(&state, 1, 10 * 36000, 10, 10);
    ck_assert_int_eq(cost_steps_want(&state, 7, 7, 400), 7);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("steps",
                      (const TTest *const[]){rounding_follows_the_published_cases, steps_follow_the_published_cases,
                                             a_percentage_moves_at_least_its_minimum, other_adjustments,
                                             a_stronger_step_adds_the_difference_in_the_cooldown,
                                             a_scale_in_waits_for_the_cooldown, NULL});
}

UNIT_MAIN(suite)
