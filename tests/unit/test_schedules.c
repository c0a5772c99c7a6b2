/* What a person asks of schedules.  Dates by hand: 1 November 2025 is a Saturday; New York is at -04:00 until the 2nd.
 */
#include "cost/schedule.h"

#include <stdint.h>
#include <string.h>

#include "unit.h"

enum { NOVEMBER = 1761955200 };

static const char text[] =
    "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11..2025-12,\n"
    " schedules: {office: {start: 'cron(0 8 ? * MON-FRI *)', stop: 'cron(0 18 ? * MON-FRI *)', timezone: "
    "America/New_York},\n"
    "             nightly: {start: 'cron(0 22 * * ? *)', stop: 'cron(30 23 * * ? *)'},\n"
    "             once: {start: 'at(2025-12-24T12:00:00)', stop: 'at(2025-12-26T12:00:00)'}},\n"
    " resources: {app: {service: fargate, tasks: 1, task: {vcpu: 1, memory: 2 GiB}, schedule: office}}}";

static cost_workload_t *workload;

static void begin(void)
{
    ck_assert_int_eq(cost_workload_parse(&workload, text, strlen(text), "shop.yaml", NULL, NULL), COST_OK);
}

static void end(void)
{
    cost_workload_destroy(workload);
}

START_TEST(names_and_expressions)
{
    ck_assert_uint_eq(cost_workload_schedule_count(workload), 3);
    ck_assert_str_eq(cost_workload_schedule(workload, 0), "office");
    ck_assert_str_eq(cost_schedule_expression(workload, 1, COST_TURN_OFF), "cron(30 23 * * ? *)");
    ck_assert_str_eq(cost_schedule_timezone(workload, 0), "America/New_York");
    ck_assert_str_eq(cost_schedule_timezone(workload, 1), "UTC");
    ck_assert_ptr_null(cost_workload_schedule(workload, 3));
    ck_assert_ptr_null(cost_schedule_expression(workload, 3, COST_TURN_ON));
    ck_assert_ptr_null(cost_schedule_timezone(workload, 3));
}
END_TEST

START_TEST(next_times)
{
    char buffer[COST_SCHEDULE_TIME_SIZE];
    const int64_t monday = NOVEMBER + 2 * 86400 + 13 * 3600; /* 08:00 at -05:00 */
    ck_assert_int_eq(cost_schedule_next(workload, 0, COST_TURN_ON, NOVEMBER), monday);
    ck_assert_int_eq(cost_schedule_next(workload, 0, COST_TURN_ON, monday), monday + 86400);
    ck_assert_str_eq(cost_schedule_time_text(workload, 0, monday, buffer), "Mon 2025-11-03 08:00-05:00");
    ck_assert_str_eq(cost_schedule_time_text(workload, 0, NOVEMBER, buffer), "Fri 2025-10-31 20:00-04:00");
    ck_assert_str_eq(cost_schedule_time_text(workload, 1, NOVEMBER, buffer), "Sat 2025-11-01 00:00+00:00");
    ck_assert(cost_schedule_next(workload, 2, COST_TURN_ON, NOVEMBER + 60 * 86400) == INT64_MAX);
    ck_assert(cost_schedule_next(workload, 3, COST_TURN_ON, NOVEMBER) == INT64_MAX);
}
END_TEST

START_TEST(hours_of_months)
{
    char name[COST_SCHEDULE_TIME_SIZE];
    int64_t start, seconds;
    cost_schedule_on_t on;
    ck_assert_uint_eq(cost_workload_month_count(workload), 2);
    ck_assert_str_eq(cost_workload_month(workload, 1, &start, &seconds, name), "2025-12");
    ck_assert(start == NOVEMBER + 30 * 86400 && seconds == 31 * 86400);
    ck_assert_ptr_null(cost_workload_month(workload, 2, &start, &seconds, name));
    ck_assert_int_eq(cost_schedule_on(workload, 0, 0, &on), COST_OK); /* 20 weekdays of ten hours */
    ck_assert(on.seconds == 200 * 3600 && on.clock_hours == 200 && on.windows == 20 && on.month_seconds == 30 * 86400);
    ck_assert_int_eq(cost_schedule_on(workload, 1, 1, &on), COST_OK); /* an hour and a half, 31 times */
    ck_assert(on.seconds == 31 * 5400 && on.clock_hours == 62 && on.windows == 31);
    ck_assert_int_eq(cost_schedule_on(workload, 2, 1, &on), COST_OK);  /* on until something stops it: all of it, but */
    ck_assert(on.seconds == (25 * 24 + 12) * 3600 && on.windows == 1); /* for what follows the 26th at noon */
    ck_assert_int_eq(cost_schedule_on(workload, 3, 0, &on), COST_ERR_RANGE);
    ck_assert_int_eq(cost_schedule_on(workload, 0, 2, &on), COST_ERR_RANGE);
}
END_TEST

/* A text opens no file, unless it is told where. */
START_TEST(a_text_opens_no_file)
{
    static const char series[] = "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11,\n"
                                 " traffic: {web: {series: load.csv}},\n"
                                 " resources: {firewall: {service: waf, rules: 1, from: web, protects: alb}}}";
    cost_workload_t *shop = NULL;
    cost_error_t *err = cost_error_create();
    cost_options_t *options = cost_options_create();
    ck_assert_int_eq(cost_workload_parse(&shop, series, strlen(series), "tests/golden/series/x.yaml", NULL, err),
                     COST_ERR_SCHEMA);
    unit_expect_errors(err,
                       (const char *const[]){"tests/golden/series/x.yaml:2:26: traffic.web.series: a workload that "
                                             "is handed over as text has no folder with a series; give its file, "
                                             "or the folder",
                                             NULL});
    ck_assert_int_eq(cost_options_set_folder(options, "tests/golden/series"), COST_OK);
    ck_assert_int_eq(cost_workload_parse(&shop, series, strlen(series), "x.yaml", options, NULL), COST_OK);
    cost_workload_destroy(shop);
    cost_options_destroy(options);
    cost_error_destroy(err);
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("schedules");
    TCase *tcase = tcase_create("schedules");
    const TTest *const tests[] = {names_and_expressions, next_times, hours_of_months, a_text_opens_no_file};
    tcase_add_checked_fixture(tcase, begin, end);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(suite)
