/* When one policy decides alone. */
#include "libcost/capacity/binding.h"
#include "unit.h"

static const cost_provider_t on_demand[] = {{0, 1}};
static cost_tracking_policy_t policies[3];

/* 2 vCPU, 40 ms a request: 70 % of CPU are 2100 requests a minute; memory hardly grows. */
static cost_loop_plan_t plan_of(void)
{
    const cost_tracking_policy_t defaults = COST_TRACKING_DEFAULTS;
    for (int i = 0; i < 3; i++) {
        policies[i] = defaults;
        policies[i].metric = (cost_task_metric_t)i;
    }
    policies[0].target = 700000000;
    policies[1].target = 800000000;
    policies[2].target = 2000000000;
    return (cost_loop_plan_t){.model = {.vcpu_micro = 2000000,
                                        .usable_micro = 2000000,
                                        .memory_bytes = INT64_C(4) << 30,
                                        .memory_base_bytes = INT64_C(250) << 20,
                                        .memory_each_bytes = 2 << 20,
                                        .units = 1,
                                        .cpu_us = 40000,
                                        .response_us = 120000},
                              .providers = on_demand,
                              .provider_count = 1,
                              .bounds = {2, 10},
                              .policies = policies,
                              .policy_count = 3};
}

START_TEST(requests_bind_where_their_target_comes_first)
{
    cost_loop_plan_t plan = plan_of();
    ck_assert_ptr_eq(cost_binding_policy(&plan), &policies[2]);
    policies[2].target = 2100000000; /* at the same load */
    ck_assert_ptr_eq(cost_binding_policy(&plan), &policies[2]);
    policies[2].target = 2100000001;
    ck_assert_ptr_null(cost_binding_policy(&plan));
    plan.policy_count = 2; /* CPU and memory */
    ck_assert_ptr_null(cost_binding_policy(&plan));
}
END_TEST

START_TEST(idle_memory_may_ask_for_tasks_of_its_own)
{
    cost_loop_plan_t plan = plan_of();
    /* Ten idle tasks use 2500 MiB of what is 3276.8 MiB of a task at 80 %: less than two tasks. */
    plan.bounds.max = 26; /* 6500 MiB, of 6553.6: and 2 x 2000 a minute in flight are 16 MiB */
    ck_assert_ptr_eq(cost_binding_policy(&plan), &policies[2]);
    plan.bounds.max = 27;
    ck_assert_ptr_null(cost_binding_policy(&plan));
}
END_TEST

START_TEST(what_else_may_move_the_service_needs_all)
{
    const cost_loop_action_t action = {.kind = COST_LOOP_BOUNDS, .min = 1, .max = 2};
    cost_loop_plan_t plan = plan_of();
    plan.actions = &action;
    plan.action_count = 1;
    ck_assert_ptr_null(cost_binding_policy(&plan));
    plan = plan_of();
    plan.bounds.min = 0;
    ck_assert_ptr_null(cost_binding_policy(&plan));
    plan = plan_of();
    policies[0].in_cooldown_s = 301; /* longer than that of requests */
    ck_assert_ptr_null(cost_binding_policy(&plan));
    plan = plan_of();
    for (int i = 0; i < 3; i++)
        policies[i].out_cooldown_s = 901; /* longer than fifteen low minutes */
    ck_assert_ptr_null(cost_binding_policy(&plan));
    plan = plan_of();
    policies[1].disable_scale_in = true;
    ck_assert_ptr_null(cost_binding_policy(&plan));
    plan = plan_of();
    policies[1].low_datapoints = 14;
    ck_assert_ptr_null(cost_binding_policy(&plan));
    plan = plan_of();
    policies[0].out_cooldown_s = 60; /* as in InterviewLM */
    ck_assert_ptr_eq(cost_binding_policy(&plan), &policies[2]);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("binding", (const TTest *const[]){requests_bind_where_their_target_comes_first,
                                                        idle_memory_may_ask_for_tasks_of_its_own,
                                                        what_else_may_move_the_service_needs_all, NULL});
}

UNIT_MAIN(suite)
