/* Sums of a month: a published simulation, and what is not added up. That they are the loop's in all else is
 * tests/property/engines.c. */
#include "libcost/capacity/sums.h"
#include "unit.h"

enum { MINUTES = 43200 };

static const cost_provider_t on_demand[] = {{0, 1}};
static int64_t load[MINUTES];

static cost_tracking_policy_t cpu_policy(void)
{
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cpu.target = 700000000;
    cpu.publish_delay_s = 0;
    return cpu;
}

static cost_loop_plan_t plan_of(const cost_tracking_policy_t *policy, int64_t minutes)
{
    return (cost_loop_plan_t){
        .month_seconds = minutes * 60,
        .load = load,
        .model = {.vcpu_micro = 2000000, .usable_micro = 2000000, .units = 1000000, .cpu_us = 6000000},
        .life = {.start_s = 60},
        .providers = on_demand,
        .provider_count = 1,
        .bounds = {2, 10},
        .start = 2,
        .policies = policy,
        .policy_count = 1};
}

/* Vector sim-cool-300, a demand of a million units being a tenth of a vCPU, after a month's calm: 2, 3, 5, 8, 9. */
START_TEST(a_published_simulation_at_the_end_of_a_month)
{
    const cost_tracking_policy_t cpu = cpu_policy();
    cost_loop_result_t month;
    const int64_t begin = MINUTES - 60;
    for (int64_t t = 0; t < MINUTES; t++)
        load[t] = (t - begin < 10 ? 10 : 120) * 1000000;
    const cost_loop_plan_t plan = plan_of(&cpu, MINUTES);
    ck_assert(cost_sums_fits(&plan));
    ck_assert_int_eq(cost_sums_run(&month, &plan), COST_OK);
    ck_assert_uint_eq(month.event_count, 4);
    ck_assert_int_eq(month.desired, 9);
    ck_assert_int_eq(month.tasks.starts, 7);
    ck_assert_int_eq(month.running_minutes, 2 * begin + 420);
    ck_assert_int_eq(month.running_least, 2);
    ck_assert_int_eq(month.running_most, 9);
    /* Decided at the ends of minutes 12, 14, 16 and 18; billed from then on, since nothing is provided first. */
    ck_assert_int_eq(month.tasks.billed_s[0],
                     2 * MINUTES * 60 + (60 - 13) * 60 + 2 * (60 - 15) * 60 + 3 * (60 - 17) * 60 + (60 - 19) * 60);
    ck_assert_ptr_null(month.events);
    ck_assert_ptr_null(month.tasks.runs);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(what_is_above_capacity_is_lost)
{
    const cost_tracking_policy_t cpu = cpu_policy();
    cost_loop_result_t month;
    int64_t served[600];
    for (int64_t t = 0; t < 600; t++)
        load[t] = (t == 599 ? 201 : 250) * INT64_C(1000000); /* ten tasks of two vCPU serve 200 */
    cost_loop_plan_t plan = plan_of(&cpu, 600);
    plan.start = 10;
    plan.served = served;
    ck_assert_int_eq(cost_sums_run(&month, &plan), COST_OK);
    ck_assert_int_eq(month.lost, 599 * INT64_C(50000000) + 1000000);
    ck_assert_int_eq(month.served, 600 * INT64_C(200000000));
    ck_assert_int_eq(month.saturated_minutes, 600);
    ck_assert_int_eq(served[0] + served[599], 400 * INT64_C(1000000));
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(what_does_not_fit_is_the_scans)
{
    const cost_loop_action_t bounds = {.at_s = 7, .kind = COST_LOOP_BOUNDS, .min = 3, .max = 5};
    const cost_tracking_policy_t cpu = cpu_policy();
    cost_loop_result_t month;
    for (int64_t t = 0; t < 600; t++)
        load[t] = 10000000;
    cost_loop_plan_t plan = plan_of(&cpu, 600);
    plan.actions = &bounds;
    plan.action_count = 1;
    ck_assert(!cost_sums_fits(&plan));
    ck_assert_int_eq(cost_sums_run(&month, &plan), COST_OK);
    ck_assert_uint_eq(month.event_count, 1);
    ck_assert_int_eq(month.events[0].at_s, 7);
    ck_assert_int_eq(month.tasks.billed_s[0], 2 * 36000 + 36000 - 7);
    cost_loop_result_clear(&month);
    plan.action_count = 0;
    plan.bounds.min = 0;
    ck_assert(!cost_sums_fits(&plan));
}
END_TEST

/* Both tasks are taken back at second 90 and come again 60 s after, to run at second 210: for two minutes none does. */
START_TEST(a_month_in_which_once_no_task_is_healthy_is_the_scans)
{
    const cost_loop_action_t taken = {.at_s = 90, .kind = COST_LOOP_INTERRUPT, .count = 2, .wait_s = 60};
    const cost_tracking_policy_t cpu = cpu_policy();
    cost_loop_result_t month;
    for (int64_t t = 0; t < 600; t++)
        load[t] = 10000000;
    cost_loop_plan_t plan = plan_of(&cpu, 600);
    plan.actions = &taken;
    plan.action_count = 1;
    ck_assert(cost_sums_fits(&plan));
    ck_assert_int_eq(cost_sums_run(&month, &plan), COST_OK);
    ck_assert_int_eq(month.interrupted, 2);
    ck_assert_int_eq(month.lost, 3 * 10000000); /* minutes 1, 2 and 3: they run from minute 4 on */
    ck_assert_int_eq(month.tasks.billed_s[0], 2 * 90 + 2 * (36000 - 150));
    cost_loop_result_clear(&month);
}
END_TEST

/* A task crashes in minute 10, and its successor serves from minute 42 on: 32 minutes, as many as are looked at at
 * once. One healthy task of two is never above half of their CPU; both are above 70 % from minute 60 on, for the third
 * time at the end of minute 62. */
START_TEST(what_is_skipped_at_the_minimum_ends_with_the_tasks_of_then)
{
    const cost_loop_action_t crash = {.at_s = 600, .kind = COST_LOOP_RESTART, .count = 1};
    const cost_tracking_policy_t cpu = cpu_policy();
    cost_loop_result_t month;
    for (int64_t t = 0; t < 70; t++)
        load[t] = (t < 60 ? 10 : 120) * INT64_C(1000000);
    cost_loop_plan_t plan = plan_of(&cpu, 70);
    plan.life.health_s = 42 * 60 - 600 - 60;
    plan.actions = &crash;
    plan.action_count = 1;
    ck_assert_int_eq(cost_sums_run(&month, &plan), COST_OK);
    ck_assert_uint_eq(month.event_count, 1);
    ck_assert_int_eq(month.desired, 3);
    ck_assert_int_eq(month.tasks.starts, 2);
    ck_assert_int_eq(month.running_minutes, 2 * 70 - 1 + (70 - 64)); /* without the one that starts in minute 10 */
    cost_loop_result_clear(&month);
}
END_TEST

/* Any policy scales out, all have to agree to a scale-in: of CPU alone 40 tenths of a vCPU on ten tasks are 20 %, but
 * 406 requests a minute are 40.6 a task, which is not below nine tenths of a target of 45. */
START_TEST(all_policies_have_to_agree_to_a_scale_in)
{
    cost_tracking_policy_t policies[] = {cpu_policy(), cpu_policy()};
    cost_loop_result_t month;
    for (int64_t t = 0; t < 600; t++)
        load[t] = (t < 300 ? 406 : 404) * INT64_C(1000000);
    cost_loop_plan_t plan = plan_of(policies, 600);
    plan.model.cpu_us = 600000;
    plan.start = 10;
    policies[1].metric = COST_TASK_REQUESTS;
    policies[1].target = 45000000;
    plan.policy_count = 2;
    ck_assert(cost_sums_fits(&plan));
    ck_assert_int_eq(cost_sums_run(&month, &plan), COST_OK);
    /* Of 404, 40.4 a task: low from minute 300 on, 9 wanted after 15 such minutes.  Of 404 on 9: 44.9, not low. */
    ck_assert_uint_eq(month.event_count, 1);
    ck_assert_int_eq(month.desired, 9);
    ck_assert_int_eq(month.running_minutes, 10 * 314 + 9 * (600 - 314));
    cost_loop_result_clear(&month);
    policies[0].low_datapoints = 14;
    ck_assert(!cost_sums_fits(&plan));
}
END_TEST

START_TEST(a_plan_that_breaks_its_limits_is_refused)
{
    cost_tracking_policy_t cpu = cpu_policy();
    cost_loop_result_t month;
    cpu.target = 0;
    const cost_loop_plan_t plan = plan_of(&cpu, 600);
    ck_assert_int_eq(cost_sums_run(&month, &plan), COST_ERR_RANGE);
    cost_loop_result_clear(&month);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("sums", (const TTest *const[]){a_published_simulation_at_the_end_of_a_month,
                                                     what_is_above_capacity_is_lost, what_does_not_fit_is_the_scans,
                                                     a_month_in_which_once_no_task_is_healthy_is_the_scans,
                                                     what_is_skipped_at_the_minimum_ends_with_the_tasks_of_then,
                                                     all_policies_have_to_agree_to_a_scale_in,
                                                     a_plan_that_breaks_its_limits_is_refused, NULL});
}

UNIT_MAIN(suite)
