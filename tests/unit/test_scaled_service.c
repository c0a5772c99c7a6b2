/* One service that follows its load by its CPU. */
#include "libcost/services/scaled_service.h"

#include "libcost/services/ec2.h"
#include "resolved.h"

enum { MINUTES = 720 * 60, MONTH_S = MINUTES * 60 };
static const cost_window_t all = {0, MONTH_S};
static const cost_run_t even = {0, MINUTES, 600 * MINUTES}, begin = {0, 10, 600 * 10};
static const cost_column_t flat = {&even, 1, MINUTES, NULL}, burst = {&begin, 1, MINUTES, NULL};
static const cost_provider_t only = {.weight = 1};

/* Units of one vCPU; a request of 100 ms; two of them at the start. */
static cost_scaled_service_t service_of(const resolved_t *made, cost_flows_t *flows, const cost_flow_t *in)
{
    *flows = (cost_flows_t){.month = resolved_month(made),
                            .exists = &all,
                            .exist_count = 1,
                            .on = &all,
                            .on_count = 1,
                            .in = in,
                            .out = in,
                            .in_count = 1,
                            .load_stated = true};
    return (cost_scaled_service_t){
        .scaling = &resolved_resource(made, "app")->field[COST_EC2_SCALING],
        .per_request = cost_ratio(1000000, 1),
        .loop = {.model = {.vcpu_micro = 1000000, .usable_micro = 1000000, .units = 1000000, .cpu_us = 100000},
                 .providers = &only,
                 .provider_count = 1,
                 .start = 2}};
}

static resolved_t group(const char *scaling)
{
    char text[512];
    snprintf(text, sizeof text, "period: 2025-11\nresources:\n  app: {service: ec2, instance_type: c5.large%s}\n",
             scaling);
    return resolved(text);
}

/* 600 a minute are one vCPU: half of what there is. */
START_TEST(without_scaling_it_stays)
{
    const cost_flow_t in = {.load = &flat, .requests = {1, 1}};
    resolved_t made = group("");
    cost_flows_t flows;
    cost_scaled_service_t service = service_of(&made, &flows, &in);
    ck_assert(!cost_scaled_service_run(&service, resolved_resource(&made, "app"), &flows, made.arena, made.err));
    ck_assert_int_eq(service.month.tasks.billed_s[0], 2 * MONTH_S);
    ck_assert_int_eq(service.month.lost, 0);
    ck_assert_ptr_null(service.lost);
    cost_scaled_service_clear(&service);
    resolved_clear(&made);
}
END_TEST

/* In ten minutes 6000 come, and 1200 a minute are served: of 600 a minute each is 10 requests. */
START_TEST(what_is_lost_is_known_by_the_minute)
{
    const cost_flow_t in = {.load = &burst, .requests = {10, 1}};
    resolved_t made = group("");
    cost_flows_t flows;
    cost_scaled_service_t service = service_of(&made, &flows, &in);
    ck_assert(!cost_scaled_service_run(&service, resolved_resource(&made, "app"), &flows, made.arena, made.err));
    ck_assert_ptr_nonnull(service.lost);
    ck_assert_int_eq(service.lost[0], INT64_C(4800) * 1000000);
    ck_assert_int_eq(service.lost[9], INT64_C(4800) * 1000000);
    ck_assert_int_eq(service.lost[10], 0);
    ck_assert_int_eq(service.month.lost, INT64_C(48000) * 1000000);
    cost_scaled_service_clear(&service);
    resolved_clear(&made);
}
END_TEST

/* With points of five minutes the first three are over after 900 s: of 50 % for 25 % four are wanted. */
START_TEST(its_metrics_may_be_slower)
{
    const cost_flow_t in = {.load = &flat, .requests = {1, 1}};
    resolved_t made =
        group(", scaling: {min: 2, max: 9, policies: {cpu: {metric: cpu, target: 25%, publish_delay: 0 s}}}");
    cost_flows_t flows;
    cost_scaled_service_t service = service_of(&made, &flows, &in);
    service.cpu_period_s = 300;
    ck_assert(!cost_scaled_service_run(&service, resolved_resource(&made, "app"), &flows, made.arena, made.err));
    ck_assert_uint_ge(service.month.event_count, 1);
    ck_assert_int_eq(service.month.events[0].at_s, 900);
    ck_assert_int_eq(service.month.events[0].to, 4);
    cost_scaled_service_clear(&service);
    resolved_clear(&made);
}
END_TEST

START_TEST(what_a_metric_lacks_is_said)
{
    const cost_value_t absent = {.given = COST_ABSENT}, stated = {.given = COST_STATED};
    ck_assert_ptr_null(cost_scaled_metric_lacks(&stated, COST_METRIC_CPU));
    ck_assert_str_eq(cost_scaled_metric_lacks(&absent, COST_METRIC_CPU), "cpu_per_request: 20 ms");
    ck_assert_ptr_null(cost_scaled_metric_lacks(&absent, COST_METRIC_REQUESTS));
    ck_assert_ptr_nonnull(cost_scaled_metric_lacks(&stated, COST_METRIC_MEMORY));
    ck_assert_ptr_nonnull(cost_scaled_metric_lacks(&stated, COST_METRIC_BACKLOG));
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("scaled_service",
                      (const TTest *const[]){without_scaling_it_stays, what_is_lost_is_known_by_the_minute,
                                             its_metrics_may_be_slower, what_a_metric_lacks_is_said, NULL});
}

UNIT_MAIN(suite)
