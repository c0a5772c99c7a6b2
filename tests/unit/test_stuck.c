/* Services at no task: scaling rules, section 2.4. */
#include "libcost/capacity/stuck.h"
#include "unit.h"

static const cost_provider_t only = {.weight = 1};
static const int64_t load[600] = {0};

static cost_loop_plan_t plan_of(const cost_tracking_policy_t *policy, cost_bounds_t bounds, int64_t start)
{
    return (cost_loop_plan_t){.month_seconds = 36000,
                              .load = load,
                              .model = {.vcpu_micro = 1000000, .usable_micro = 1000000, .units = 1, .cpu_us = 1000},
                              .life = {.start_s = 23},
                              .providers = &only,
                              .provider_count = 1,
                              .bounds = bounds,
                              .start = start,
                              .policies = policy,
                              .policy_count = 1};
}

static int64_t stuck(const cost_loop_plan_t *plan)
{
    cost_loop_result_t month;
    ck_assert_int_eq(cost_loop_run(&month, plan), COST_OK);
    const int64_t seconds = cost_loop_stuck_s(plan, &month);
    cost_loop_result_clear(&month);
    return seconds;
}

/* Off (max 0) from 1000 s on; from 5000 s on there may be tasks, from 9000 s on there must be one, from 20030 s on
 * none. */
START_TEST(what_may_run_and_does_not_is_stuck)
{
    static const cost_loop_action_t actions[] = {{.at_s = 1000, .kind = COST_LOOP_BOUNDS, .min = 0, .max = 0},
                                                 {.at_s = 3000, .kind = COST_LOOP_DEPLOY},
                                                 {.at_s = 5000, .kind = COST_LOOP_BOUNDS, .min = 0, .max = 4},
                                                 {.at_s = 9000, .kind = COST_LOOP_BOUNDS, .min = 1, .max = 4},
                                                 {.at_s = 20030, .kind = COST_LOOP_BOUNDS, .min = 0, .max = 0}};
    cost_tracking_policy_t policy = COST_TRACKING_DEFAULTS;
    policy.metric = COST_TASK_CPU;
    policy.target = 600000000;
    cost_loop_plan_t plan = plan_of(&policy, (cost_bounds_t){1, 4}, 2);
    ck_assert_int_eq(stuck(&plan), 0);
    plan.actions = actions;
    plan.action_count = sizeof actions / sizeof actions[0];
    ck_assert_int_eq(stuck(&plan), 4000);
    plan = plan_of(&policy, (cost_bounds_t){0, 4}, 0);
    ck_assert_int_eq(stuck(&plan), 36000);
    plan = plan_of(&policy, (cost_bounds_t){0, 0}, 3);
    ck_assert_int_eq(stuck(&plan), 0);
}
END_TEST

START_TEST(a_backlog_leaves_zero)
{
    cost_tracking_policy_t policy = COST_TRACKING_DEFAULTS;
    policy.metric = COST_TASK_BACKLOG;
    policy.target = 50000000;
    const cost_loop_plan_t plan = plan_of(&policy, (cost_bounds_t){0, 4}, 0);
    const cost_loop_result_t nothing = {.event_count = 0};
    ck_assert_int_eq(cost_loop_stuck_s(&plan, &nothing), 0);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("stuck", (const TTest *const[]){what_may_run_and_does_not_is_stuck, a_backlog_leaves_zero, NULL});
}

UNIT_MAIN(suite)
