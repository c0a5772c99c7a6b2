#include "libcost/analysis/timeline.h"

#include <string.h>

#include "cost.h"
#include "unit.h"

static cost_error_t *err;
static cost_catalog_t *book;
static cost_options_t *options;
static cost_workload_t *workload;
static cost_bill_t *bill;
static cost_timeline_t *timeline;
static char text[128];

/* One task at 0.04048 + 2 x 0.004445 = 0.04937 USD an hour from the second hour on; a secret at 0.40 USD a month. */
static const char yaml[] =
    "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11,\n"
    " resources: {app: {service: fargate, tasks: 1, task: {vcpu: 1, memory: 2 GiB}, implied: false,\n"
    "                   runs: {from: \"2025-11-01T01:00\"}},\n"
    "             key: {service: secrets-manager, secrets: 1}}}\n";

static void setup(void)
{
    err = cost_error_create();
    options = cost_options_create();
    cost_options_set_hourly(options, 1);
    ck_assert_int_eq(cost_catalog_create(&book, NULL, err), COST_OK);
    ck_assert_int_eq(cost_workload_parse(&workload, yaml, strlen(yaml), "shop.yaml", options, err), COST_OK);
    const cost_workload_t *const account[] = {workload};
    ck_assert_int_eq(cost_estimate(&bill, book, account, 1, options, err), COST_OK);
    timeline = NULL;
}

static void teardown(void)
{
    cost_timeline_destroy(timeline);
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    cost_options_destroy(options);
    cost_error_destroy(err);
}

static size_t find(const char *name)
{
    size_t i = 0;
    while (i < cost_timeline_column_count(timeline) &&
           strcmp(cost_timeline_column(timeline, i, COST_TIMELINE_NAME), name))
        i++;
    ck_assert_msg(i < cost_timeline_column_count(timeline), "there is no column %s", name);
    return i;
}

static const char *value(size_t row, const char *name)
{
    return cost_timeline_value(timeline, row, find(name), text, sizeof text);
}

START_TEST(hourly)
{
    ck_assert_int_eq(cost_timeline_create(&timeline, bill, COST_RESOLUTION_HOURLY, err), COST_OK);
    ck_assert_uint_eq(cost_timeline_row_count(timeline), 720);
    ck_assert_str_eq(cost_timeline_time(timeline, 0, text, sizeof text), "2025-11-01T00:00:00Z");
    ck_assert_str_eq(cost_timeline_time(timeline, 719, text, sizeof text), "2025-11-30T23:00:00Z");
    ck_assert_str_eq(cost_timeline_time(timeline, 720, text, sizeof text), "");
    ck_assert_str_eq(value(0, "app.tasks"), "0");
    ck_assert_str_eq(value(1, "app.tasks"), "1");
    ck_assert_str_eq(value(0, "app.usd"), "0.000000000");
    ck_assert_str_eq(value(1, "app.usd"), "0.049370000");
    ck_assert_str_eq(value(719, "app.vcpu_hours(arch=x86_64;os=linux) [vCPU-hour]"), "1");
    ck_assert_str_eq(value(719, "app.gb_hours(arch=x86_64;os=linux).usd"), "0.008890000");
    /* 0.4 / 720 = 0.000555556 less what 720 of these are too much: the first 400 get the larger share */
    ck_assert_str_eq(value(0, "key.usd"), "0.000555556");
    ck_assert_str_eq(value(719, "key.usd"), "0.000555555");
    ck_assert_str_eq(value(1, "usd"), "0.049925556");
}
END_TEST

START_TEST(columns)
{
    ck_assert_int_eq(cost_timeline_create(&timeline, bill, COST_RESOLUTION_HOURLY, err), COST_OK);
    const size_t usage = find("app.vcpu_hours(arch=x86_64;os=linux) [vCPU-hour]");
    ck_assert_str_eq(cost_timeline_column(timeline, usage, COST_TIMELINE_KIND), "usage");
    ck_assert_str_eq(cost_timeline_column(timeline, usage, COST_TIMELINE_WORKLOAD), "shop");
    ck_assert_str_eq(cost_timeline_column(timeline, usage, COST_TIMELINE_RESOURCE), "app");
    ck_assert_str_eq(cost_timeline_column(timeline, usage, COST_TIMELINE_SERVICE), "fargate");
    ck_assert_str_eq(cost_timeline_column(timeline, usage, COST_TIMELINE_DIMENSION), "vcpu_hours");
    ck_assert_str_eq(cost_timeline_column(timeline, usage, COST_TIMELINE_VARIANT), "arch=x86_64;os=linux");
    ck_assert_str_eq(cost_timeline_column(timeline, usage, COST_TIMELINE_REGION), "us-east-1");
    ck_assert_str_eq(cost_timeline_column(timeline, usage, COST_TIMELINE_UNIT), "vCPU-hour");
    ck_assert_str_eq(cost_timeline_column(timeline, 0, COST_TIMELINE_KIND), "cost");
    ck_assert_str_eq(cost_timeline_column(timeline, 0, COST_TIMELINE_RESOURCE), "");
    ck_assert_str_eq(cost_timeline_column(timeline, 0, COST_TIMELINE_DIMENSION), "");
    ck_assert_str_eq(cost_timeline_column(timeline, 1000, COST_TIMELINE_NAME), "");
    ck_assert_str_eq(cost_timeline_value(timeline, 0, 1000, text, sizeof text), "");
}
END_TEST

START_TEST(minute)
{
    ck_assert_int_eq(cost_timeline_create(&timeline, bill, COST_RESOLUTION_MINUTE, err), COST_OK);
    ck_assert_uint_eq(cost_timeline_row_count(timeline), 43200);
    ck_assert_str_eq(cost_timeline_time(timeline, 61, text, sizeof text), "2025-11-01T01:01:00Z");
    ck_assert_str_eq(value(59, "app.tasks"), "0");
    ck_assert_str_eq(value(60, "app.tasks"), "1");
    ck_assert_str_eq(value(60, "app.usd"), "0.000822832"); /* 40480000 / 60 and 8890000 / 60, rounded down */
    ck_assert_uint_eq(cost_timeline_column_count(timeline), 4);
}
END_TEST

START_TEST(refused)
{
    const cost_workload_t *const account[] = {workload};
    cost_bill_t *plain = NULL;
    ck_assert_int_eq(cost_timeline_create(&timeline, bill, (cost_resolution_t)7, err), COST_ERR_RANGE);
    ck_assert_int_eq(cost_estimate(&plain, book, account, 1, NULL, err), COST_OK);
    ck_assert_int_eq(cost_timeline_create(&timeline, plain, COST_RESOLUTION_HOURLY, err), COST_ERR_UNSUPPORTED);
    ck_assert_ptr_null(timeline);
    ck_assert_str_eq(cost_error_text(err, 0), "there is no such resolution");
    ck_assert_str_eq(cost_error_text(err, 1),
                     "the bill did not keep its hours; cost_options_set_hourly() asks for them");
    cost_bill_destroy(plain);
    ck_assert_int_eq(cost_resolution_find("minute"), COST_RESOLUTION_MINUTE);
    ck_assert_int_eq(cost_resolution_find("weekly"), -1);
    ck_assert_str_eq(cost_resolution_name(COST_RESOLUTION_HOURLY), "hourly");
    ck_assert_ptr_null(cost_resolution_name(-1));
}
END_TEST

/* Twenty years by the minute are no table. */
START_TEST(too_long)
{
    cost_workload_t *other = NULL;
    cost_bill_t *long_bill = NULL;
    char *table = NULL;
    ck_assert_int_eq(cost_options_set_period(options, "2025-01..2034-12"), COST_OK);
    ck_assert_int_eq(cost_workload_parse(&other, yaml, strlen(yaml), "shop.yaml", options, err), COST_OK);
    const cost_workload_t *const account[] = {other};
    ck_assert_int_eq(cost_estimate(&long_bill, book, account, 1, options, err), COST_OK);
    ck_assert_int_eq(cost_timeline_create(&timeline, long_bill, COST_RESOLUTION_MINUTE, err), COST_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(cost_error_text(err, 0), "fewer months would do, or hours"));
    ck_assert_int_eq(cost_timeline_create(&timeline, long_bill, COST_RESOLUTION_HOURLY, err), COST_OK);
    ck_assert_int_eq(cost_report_timeline(&table, NULL, timeline, COST_FORMAT_JSON, err), COST_ERR_UNSUPPORTED);
    cost_timeline_destroy(timeline);
    timeline = NULL;
    cost_bill_destroy(long_bill);
    cost_workload_destroy(other);
}
END_TEST

static Suite *make_suite(void)
{
    const TTest *const tests[] = {hourly, columns, minute, refused, too_long, NULL};
    Suite *suite = suite_create("timeline");
    TCase *tcase = tcase_create("timeline");
    tcase_add_checked_fixture(tcase, setup, teardown);
    for (size_t i = 0; tests[i]; i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
