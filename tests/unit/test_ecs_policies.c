/* From a `scaling` group as it is written to what libcost/capacity runs: scaling rules, section 2. */
#include "libcost/services/ecs_policies.h"
#include "libcost/services/fargate_fields.h"
#include "resolved.h"

static const cost_ecs_metrics_t all_known = {.known = {true, true, true, true}};

static cost_ecs_policies_t read_with(resolved_t *made, const cost_ecs_metrics_t *metrics, const char *scaling)
{
    char text[2048];
    cost_ecs_policies_t policies;
    snprintf(
        text, sizeof text,
        "period: 2025-11\nresources:\n  app: {service: fargate, tasks: 2, task: {vcpu: 2, memory: 4 GiB}, threads: 2, "
        "scaling: {%s}}\n",
        scaling);
    *made = resolved(text);
    const cost_value_t *field = resolved_resource(made, "app")->field;
    const cost_month_t month = resolved_month(made);
    ck_assert(!cost_ecs_policies(&policies, &field[AUTOSCALING], metrics, &month, made->arena, made->err));
    return policies;
}

START_TEST(target_tracking_is_what_aws_does)
{
    resolved_t made;
    const cost_ecs_policies_t read = read_with(
        &made, &all_known,
        "min: 2, max: 10, policies: {a: {metric: cpu, target: 70%}, b: {metric: requests_per_target, target: "
        "2000/min, scale_out_cooldown: 60 s, disable_scale_in: true}, c: {metric: memory, target: 80%, resolution: "
        "20 s, scale_in_cooldown: 90.5 s}}");
    ck_assert_int_eq(read.bounds.min, 2);
    ck_assert_int_eq(read.bounds.max, 10);
    ck_assert_uint_eq(read.tracking_count, 3);
    const cost_tracking_policy_t *cpu = &read.tracking[0], *requests = &read.tracking[1], *memory = &read.tracking[2];
    ck_assert(cpu->metric == COST_TASK_CPU && requests->metric == COST_TASK_REQUESTS &&
              memory->metric == COST_TASK_MEMORY);
    ck_assert_int_eq(cpu->target, 700000000);
    ck_assert(cpu->period_s == 60 && cpu->publish_delay_s == 150 && cpu->high_datapoints == 3 &&
              cpu->low_datapoints == 15);
    ck_assert(cpu->out_cooldown_s == 300 && cpu->in_cooldown_s == 300 && !cpu->disable_scale_in);
    ck_assert_int_eq(requests->target, INT64_C(2000) * 1000000);
    ck_assert(requests->out_cooldown_s == 60 && requests->disable_scale_in);
    ck_assert(memory->period_s == 20 && memory->publish_delay_s == 16 && memory->low_datapoints == 45);
    ck_assert_int_eq(memory->in_cooldown_s, 91);
    resolved_clear(&made);
}
END_TEST

START_TEST(what_is_stated_holds)
{
    resolved_t made;
    const cost_ecs_policies_t read = read_with(&made, &all_known,
                                               "min: 1, max: 3, policies: {a: {metric: cpu, target: 50%, "
                                               "publish_delay: 0 s, low_datapoints: 5, look_back: 0}}");
    ck_assert_int_eq(read.tracking[0].publish_delay_s, 0);
    ck_assert_int_eq(read.tracking[0].low_datapoints, 5);
    ck_assert_int_eq(read.tracking[0].look_back, 0);
    resolved_clear(&made);
}
END_TEST

START_TEST(a_metric_that_nobody_knows_is_left_out)
{
    static const cost_ecs_metrics_t requests = {.known = {[COST_METRIC_REQUESTS] = true}};
    resolved_t made;
    const cost_ecs_policies_t read = read_with(
        &made, &requests,
        "min: 1, max: 3, policies: {a: {metric: cpu, target: 50%}, b: {metric: requests_per_target, target: 1k/min}}, "
        "predictive: {mode: forecast_and_scale, metric: cpu, target: 60%}");
    ck_assert_uint_eq(read.tracking_count, 1);
    ck_assert(read.tracking[0].metric == COST_TASK_REQUESTS);
    ck_assert(!read.predicts);
    resolved_clear(&made);
}
END_TEST

/* AWS's example of step scaling: 10 to 20 points above the threshold 10 %, above that 30 %. */
START_TEST(step_policies_have_distances_from_the_threshold)
{
    resolved_t made;
    const cost_ecs_policies_t read = read_with(
        &made, &all_known,
        "min: 1, max: 30, steps: {out: {metric: cpu, threshold: 50%, comparison: above, adjustment: "
        "percent_change_in_capacity, minimum_change: 2, ranges: {a: {from: 0, to: 10, change: 0}, b: {from: 10, to: "
        "20, change: 10}, c: {from: 20, change: 30}}}}");
    ck_assert_uint_eq(read.step_count, 1);
    const cost_step_policy_t *out = &read.steps[0];
    ck_assert(out->above && out->adjustment == COST_STEP_PERCENT && out->minimum_change == 2 && out->step_count == 3);
    ck_assert_int_eq(out->threshold, 500000000);
    bool open = false, tens = false;
    for (size_t i = 0; i < out->step_count; i++) {
        open = open || (out->steps[i].from == 200000000 && out->steps[i].to == COST_STEP_OPEN);
        tens = tens || (out->steps[i].from == 100000000 && out->steps[i].to == 200000000);
    }
    ck_assert(open && tens);
    resolved_clear(&made);
}
END_TEST

START_TEST(actions_and_forecasts_are_read)
{
    resolved_t made;
    const cost_ecs_policies_t read = read_with(
        &made, &all_known,
        "min: 2, max: 10, actions: {night: {schedule: \"cron(0 18 * * ? *)\", min: 0, max: 0}, morning: {schedule: "
        "\"cron(0 8 * * ? *)\", timezone: Europe/Berlin, min: 3}}, predictive: {mode: forecast_and_scale, metric: "
        "requests_per_target, target: 500/min, buffer: 600 s, above_max: increase, max_buffer: 20%}");
    ck_assert_uint_eq(read.action_count, 2);
    for (size_t i = 0; i < 2; i++) {
        const bool night = read.actions[i].max == 0;
        ck_assert_int_eq(read.actions[i].min, night ? 0 : 3);
        ck_assert_int_eq(read.actions[i].max, night ? 0 : COST_UNCHANGED);
        ck_assert(read.actions[i].cron && read.actions[i].zone && read.actions[i].until_s == INT64_MAX);
    }
    ck_assert(read.predicts && read.predictive.acts && read.predictive.above_max);
    ck_assert_int_eq(read.predictive.target, INT64_C(500) * 1000000);
    ck_assert_int_eq(read.predictive.buffer_s, 600);
    ck_assert_int_eq(read.predictive.max_buffer, 200000000);
    resolved_clear(&made);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("ecs_policies", (const TTest *const[]){target_tracking_is_what_aws_does, what_is_stated_holds,
                                                             a_metric_that_nobody_knows_is_left_out,
                                                             step_policies_have_distances_from_the_threshold,
                                                             actions_and_forecasts_are_read, NULL});
}

UNIT_MAIN(suite)
