/* App Runner in time: scaling rules, section 5. */
#include "libcost/capacity/apprunner_scale.h"
#include "unit.h"

enum { MINUTES = 60 };

START_TEST(instances_follow_the_published_cases)
{
    static const struct {
        const char *id;
        int64_t per_second, active;
    } rows[] = {{"ar-little-10", 10, 1}, {"ar-little-200", 200, 1}, {"ar-little-1000", 1000, 3}};
    const cost_apprunner_scale_t service = {
        .min_size = 1, .max_size = 3, .concurrency = 100, .response_us = 500000, .units = 1};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_msg(cost_apprunner_active(&service, rows[i].per_second * 60) == rows[i].active, "%s", rows[i].id);
    ck_assert_int_eq(cost_apprunner_active(&service, 0), 0);
    ck_assert_int_eq(cost_apprunner_active(&service, 12001), 2);
}
END_TEST

static int64_t load[MINUTES];

START_TEST(idle_instances_are_provisioned_and_not_active)
{
    const cost_window_t on[] = {{0, MINUTES * 60}};
    cost_apprunner_scale_t service = {
        .min_size = 2, .max_size = 5, .concurrency = 10, .response_us = 1000000, .units = 1};
    cost_apprunner_result_t month;
    for (int i = 0; i < MINUTES; i++)
        load[i] = i == 10 ? 2400 : 0; /* 40 in flight: four instances */
    cost_apprunner_scale(&month, &service, load, MINUTES, on, 1);
    ck_assert_int_eq(month.active_s, 4 * 60);
    ck_assert_int_eq(month.provisioned_s, 2 * 59 * 60 + 4 * 60);
    ck_assert_int_eq(month.activations, 4);
    ck_assert_int_eq(month.served, 2400);
    service.idle = 1;
    load[10] = 6000; /* 100 in flight: ten, of which there are five */
    cost_apprunner_scale(&month, &service, load, MINUTES, on, 1);
    ck_assert_int_eq(month.active_s, 2 * 5 * 60);
    ck_assert_int_eq(month.saturated, 1);
}
END_TEST

START_TEST(a_pause_loses_requests_and_costs_nothing)
{
    const cost_window_t on[] = {{0, 600}, {1800, 3600}};
    const cost_apprunner_scale_t service = {
        .min_size = 1, .max_size = 5, .concurrency = 100, .response_us = 100000, .units = 1, .resume_s = 60};
    cost_apprunner_result_t month;
    for (int i = 0; i < MINUTES; i++)
        load[i] = 60;
    cost_apprunner_scale(&month, &service, load, MINUTES, on, 2);
    ck_assert_int_eq(month.provisioned_s, 600 + 1800);
    ck_assert_int_eq(month.active_s, 600 + 1740);
    ck_assert_int_eq(month.served, 60 * (10 + 29));
    ck_assert_int_eq(month.lost, 60 * 21);
    cost_apprunner_scale(&month, &service, load, MINUTES, on, 0);
    ck_assert_int_eq(month.provisioned_s, 0);
    ck_assert_int_eq(month.lost, 3600);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("apprunner_scale", (const TTest *const[]){instances_follow_the_published_cases,
                                                                idle_instances_are_provisioned_and_not_active,
                                                                a_pause_loses_requests_and_costs_nothing, NULL});
}

UNIT_MAIN(suite)
