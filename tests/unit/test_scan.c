/* The scan: published simulations and cases by hand, in which jumps matter.  That it is the loop in all else is
 * tests/property/engines.c. */
#include "libcost/capacity/scan.h"
#include "unit.h"

enum { MINUTES = 43200 };

static const cost_provider_t on_demand[] = {{0, 1}};
static int64_t load[MINUTES];

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

/* Vector sim-cool-300, a demand of a million units being a tenth of a vCPU, after a month's calm. */
START_TEST(a_published_simulation_at_the_end_of_a_month)
{
    static const int64_t events[][2] = {{12, 3}, {14, 5}, {16, 8}, {18, 9}};
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cost_loop_result_t month;
    const int64_t begin = MINUTES - 60;
    cpu.target = 700000000;
    cpu.publish_delay_s = 0;
    for (int64_t t = 0; t < MINUTES; t++)
        load[t] = (t - begin < 10 ? 10 : 120) * 1000000;
    const cost_loop_plan_t plan = plan_of(&cpu, MINUTES);
    ck_assert_int_eq(cost_scan_run(&month, &plan), COST_OK);
    ck_assert_uint_eq(month.event_count, 4);
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(month.events[i].step, begin + events[i][0]);
        ck_assert_int_eq(month.events[i].to, events[i][1]);
    }
    ck_assert_int_eq(month.running_minutes, 2 * begin + 420);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(a_flat_month_is_a_single_jump)
{
    const cost_run_t run = {0, MINUTES, MINUTES * INT64_C(24000000) + 1};
    const cost_column_t flat = {.runs = &run, .run_count = 1, .minutes = MINUTES};
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cost_loop_result_t month;
    cpu.target = 700000000;
    cost_loop_plan_t plan = plan_of(&cpu, MINUTES);
    plan.load = NULL;
    plan.column = &flat;
    ck_assert_int_eq(cost_scan_run(&month, &plan), COST_OK);
    ck_assert_uint_eq(month.event_count, 0); /* vector sim-flat: 2.4 vCPU on two tasks of two are 60 % */
    ck_assert_int_eq(month.served, run.total);
    ck_assert_int_eq(month.tasks.billed_s[0], 2 * MINUTES * 60);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(what_is_above_capacity_is_lost_in_a_jump_as_well)
{
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cost_loop_result_t month;
    int64_t served[600];
    cpu.target = 700000000;
    for (int64_t t = 0; t < 600; t++)
        load[t] = 250 * INT64_C(1000000); /* ten tasks of two vCPU serve 200 */
    cost_loop_plan_t plan = plan_of(&cpu, 600);
    plan.start = 10;
    plan.served = served;
    ck_assert_int_eq(cost_scan_run(&month, &plan), COST_OK);
    ck_assert_int_eq(month.lost, 600 * INT64_C(50000000));
    ck_assert_int_eq(month.saturated_minutes, 600);
    ck_assert_int_eq(served[300], 200 * INT64_C(1000000));
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(an_action_in_the_middle_of_a_calm_month_is_met)
{
    const cost_loop_action_t action = {.at_s = 20000 * 60 + 7, .kind = COST_LOOP_BOUNDS, .min = 3, .max = 5};
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cost_loop_result_t month;
    cpu.target = 700000000;
    for (int64_t t = 0; t < MINUTES; t++)
        load[t] = 10000000;
    cost_loop_plan_t plan = plan_of(&cpu, MINUTES);
    plan.actions = &action;
    plan.action_count = 1;
    ck_assert_int_eq(cost_scan_run(&month, &plan), COST_OK);
    ck_assert_uint_eq(month.event_count, 1);
    ck_assert_int_eq(month.events[0].at_s, action.at_s);
    ck_assert_int_eq(month.tasks.billed_s[0], 2 * MINUTES * 60 + MINUTES * 60 - action.at_s);
    cost_loop_result_clear(&month);
}
END_TEST

/* Two tasks of 1,000 requests a minute, and six for an hour and a half of three; a column would have a request more or
 * less here and there.  Points are seen two minutes late, and a decision comes 30 s after the minute: out after three
 * of them, in after 15.  The month ends before the last scale-in. */
START_TEST(weeks_that_are_alike_are_repeated)
{
    enum { DAY = 1440, BLOCK = 90, ROUNDS = 16, LATE = 20 };
    cost_tracking_policy_t requests = COST_TRACKING_DEFAULTS;
    cost_loop_result_t month;
    requests.metric = COST_TASK_REQUESTS;
    requests.target = 1000 * INT64_C(1000000);
    for (int64_t t = 0; t < MINUTES; t++) {
        const bool late = t / DAY == LATE && t % DAY == 3 * BLOCK; /* one day it begins a minute later */
        load[t] = (t / BLOCK % 2 && !late ? 5900 : 1200) + t * t % 3;
    }
    cost_loop_plan_t plan = plan_of(&requests, MINUTES);
    plan.model.units = 1;
    plan.model.cpu_us = 0;
    ck_assert_int_eq(cost_scan_run(&month, &plan), COST_OK);
    ck_assert_int_gt(month.repeated_minutes, MINUTES / 2);
    ck_assert_uint_eq(month.event_count, 30 * ROUNDS - 1);
    for (int i = 0; i < 30 * ROUNDS - 1; i++) {
        const cost_loop_event_t *event = &month.events[i];
        const bool out = i % 2 == 0, late = i / ROUNDS == LATE && i % ROUNDS == 2;
        const int64_t begin = (i + 1) * BLOCK + late, step = begin + (out ? 3 : 15) + 1;
        ck_assert_int_eq(event->step, step);
        ck_assert_int_eq(event->at_s, (step + 1) * 60 + 30);
        ck_assert_int_eq(event->to, out ? 6 : 2);
    }
    plan.day_minutes = -1;
    cost_loop_result_clear(&month);
    ck_assert_int_eq(cost_scan_run(&month, &plan), COST_OK);
    ck_assert_int_eq(month.repeated_minutes, 0);
    ck_assert_uint_eq(month.event_count, 30 * ROUNDS - 1);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(a_plan_that_breaks_its_limits_is_refused)
{
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cost_loop_result_t month;
    const cost_loop_plan_t plan = plan_of(&cpu, 600); /* a target of nothing */
    ck_assert_int_eq(cost_scan_run(&month, &plan), COST_ERR_RANGE);
    cost_loop_result_clear(&month);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("scan", (const TTest *const[]){
                                  a_published_simulation_at_the_end_of_a_month, a_flat_month_is_a_single_jump,
                                  what_is_above_capacity_is_lost_in_a_jump_as_well,
                                  an_action_in_the_middle_of_a_calm_month_is_met, weeks_that_are_alike_are_repeated,
                                  a_plan_that_breaks_its_limits_is_refused, NULL});
}

UNIT_MAIN(suite)
