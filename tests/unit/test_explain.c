/* Which lines are explained, and that each step says what a hand would calculate. */
#include <string.h>

#include "cost.h"
#include "unit.h"

static const char text[] = "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 730h,\n"
                           " traffic: {web: {requests: 1M/month, request: 1 KiB, response: 9 KiB}},\n"
                           " resources: {alb: {service: alb, from: web, scheme: internal, zones: 2},\n"
                           "  app: {service: fargate, tasks: 3, task: {vcpu: 2, memory: 4 GiB}, subnets: private},\n"
                           "  db: {service: rds, engine: postgres, class: db.t3.micro, storage: {size: 20 GiB},\n"
                           "       from: {alb: {per_request: 8}}}}}";

static cost_catalog_t *book;
static cost_workload_t *workload;
static cost_bill_t *bill;

static void setup(void)
{
    ck_assert(!cost_catalog_create(&book, NULL, NULL));
    ck_assert(!cost_workload_parse(&workload, text, strlen(text), "shop.yaml", NULL, NULL));
    const cost_workload_t *const account[] = {workload};
    ck_assert(!cost_estimate(&bill, book, account, 1, NULL, NULL));
}

static void teardown(void)
{
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
}

static cost_explanation_t *explain(const char *pattern)
{
    cost_explanation_t *out = NULL;
    cost_error_t *err = cost_error_create();
    const cost_workload_t *const account[] = {workload};
    ck_assert_msg(!cost_explain(&out, bill, account, 1, pattern, err), "%s", cost_error_text(err, 0));
    cost_error_destroy(err);
    return out;
}

static void expect_step(const cost_explanation_t *of, cost_explain_step_t step, const char *wanted)
{
    for (size_t k = 0; k < cost_explanation_step_count(of, 0); k++)
        if (cost_explanation_step(of, 0, k) == step && !strcmp(cost_explanation_text(of, 0, k), wanted))
            return;
    for (size_t k = 0; k < cost_explanation_step_count(of, 0); k++)
        if (cost_explanation_step(of, 0, k) == step)
            ck_abort_msg("%s: \"%s\", not \"%s\"", cost_explain_step_name((int)step), cost_explanation_text(of, 0, k),
                         wanted);
    ck_abort_msg("there is no step %s", cost_explain_step_name((int)step));
}

START_TEST(a_line_of_hours)
{
    /* 3 tasks x 2 vCPU x 730 hours = 4380 vCPU-hours; x 0.04048 = 177.3024 */
    cost_explanation_t *of = explain("app vcpu_hours");
    ck_assert_uint_eq(cost_explanation_count(of), 1);
    expect_step(of, COST_EXPLAIN_INPUT, "resources.app.tasks: 3 (shop.yaml:4)");
    expect_step(of, COST_EXPLAIN_DEFAULT, "resources.app.task.arch: x86_64");
    expect_step(of, COST_EXPLAIN_HOURS, "it exists in all 730 hours of the month");
    expect_step(of, COST_EXPLAIN_QUANTITY, "4380 vCPU-hour are metered in the month");
    expect_step(of, COST_EXPLAIN_QUANTITY, "6 vCPU at a time on average, over 730 hours");
    expect_step(of, COST_EXPLAIN_COST, "4380 vCPU-hour x 0.04048 USD = 177.302400000 USD");
    cost_explanation_destroy(of);
}
END_TEST

START_TEST(a_line_of_load)
{
    /* 10^6 connections of 60 s, one a request: 25 a second for an hour are an LCU-hour, 10^6 / 90,000 = 11.11..; the
     * bytes of both directions, 10^7 / 2^20 = 9.54 GB, are less, and so is the time open, 16,666.7 hours / 3,000
     * = 5.56.  10^6 requests over 43,800 minutes are 22 or 23 a minute. */
    cost_explanation_t *of = explain("ALB lcu");
    expect_step(of, COST_EXPLAIN_LOAD, "traffic web (requests 1M/month, request 1 KiB, response 9 KiB, flat) -> alb");
    expect_step(of, COST_EXPLAIN_LOAD, "1000000 requests in the month, 0.953674 GB in and 8.583069 GB out");
    expect_step(of, COST_EXPLAIN_LOAD, "1000000 new connections, open for 16666.667 hours in all");
    expect_step(of, COST_EXPLAIN_MINUTES, "43800 minutes of 22 to 23 requests, 22 on average; the most in minute 2");
    expect_step(of, COST_EXPLAIN_RULE, "alb lcu_new_connections: 25");
    expect_step(of, COST_EXPLAIN_QUANTITY, "11.111111111111... LCU-hour are metered in the month");
    expect_step(of, COST_EXPLAIN_COST, "11.111111111111... LCU-hour x 0.008 USD = 0.088888889 USD");
    cost_explanation_destroy(of);
}
END_TEST

START_TEST(a_line_by_the_month)
{
    cost_explanation_t *of = explain("db storage");
    expect_step(
        of, COST_EXPLAIN_LOAD,
        "traffic web (requests 1M/month, request 1 KiB, response 9 KiB, flat) -> alb -> (calls 8 a request) -> db");
    expect_step(of, COST_EXPLAIN_LOAD, "8000000 requests in the month, their bytes are not stated");
    expect_step(of, COST_EXPLAIN_QUANTITY, "a month of the unit is this month's 730 hours");
    expect_step(of, COST_EXPLAIN_COST, "20 GB-month x 0.115 USD = 2.300000000 USD");
    cost_explanation_destroy(of);
}
END_TEST

START_TEST(words_choose_lines)
{
    cost_explanation_t *of = explain(NULL);
    ck_assert_uint_eq(cost_explanation_count(of), cost_bill_line_count(bill));
    cost_explanation_destroy(of);
    of = explain("  fargate   GB  ");
    ck_assert_uint_eq(cost_explanation_count(of), 1);
    char buffer[64];
    ck_assert_str_eq(
        cost_bill_line_field(bill, cost_explanation_line(of, 0), COST_LINE_DIMENSION, buffer, sizeof buffer),
        "gb_hours");
    cost_explanation_destroy(of);
}
END_TEST

START_TEST(what_cannot_be_explained_is_said)
{
    const cost_workload_t *const account[] = {workload};
    cost_explanation_t *of = NULL;
    cost_error_t *err = cost_error_create();
    ck_assert_int_eq(cost_explain(&of, bill, account, 1, "lambda", err), COST_ERR_RANGE);
    ck_assert_ptr_null(of);
    ck_assert_str_eq(cost_error_text(err, 0),
                     "no line of the bill has \"lambda\"; it has shop/alb/hours/us-east-1/0/730h, "
                     "shop/alb/lcu_hours/us-east-1/0/730h, "
                     "shop/app/vcpu_hours/us-east-1/arch=x86_64;os=linux/0/730h, ...");
    cost_error_clear(err);
    ck_assert_int_eq(cost_explain(&of, bill, account, 0, "", err), COST_ERR_RANGE);
    cost_error_clear(err);
    char *json = NULL;
    cost_bill_t *saved = NULL;
    ck_assert(!cost_report_bill(&json, NULL, bill, COST_FORMAT_JSON, 0, err));
    ck_assert(!cost_bill_parse(&saved, json, strlen(json), "bill.json", err));
    ck_assert_int_eq(cost_explain(&of, saved, account, 1, "", err), COST_ERR_UNSUPPORTED);
    cost_bill_destroy(saved);
    cost_text_free(json);
    cost_error_destroy(err);
}
END_TEST

START_TEST(past_the_end_is_nothing)
{
    cost_explanation_t *of = explain("app vcpu_hours");
    ck_assert_uint_eq(cost_explanation_step_count(of, 1), 0);
    ck_assert_int_eq(cost_explanation_step(of, 0, 9999), COST_EXPLAIN_STEPS);
    ck_assert_str_eq(cost_explanation_text(of, 0, 9999), "");
    ck_assert_str_eq(cost_explanation_source(of, 9, 0), "");
    ck_assert(cost_explanation_line(of, 9) == (size_t)-1);
    ck_assert_ptr_null(cost_explain_step_name(-1));
    cost_explanation_destroy(of);
}
END_TEST

static Suite *explain_suite(void)
{
    Suite *suite = suite_create("explain");
    TCase *tcase = tcase_create("explain");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_line_of_hours);
    tcase_add_test(tcase, a_line_of_load);
    tcase_add_test(tcase, a_line_by_the_month);
    tcase_add_test(tcase, words_choose_lines);
    tcase_add_test(tcase, what_cannot_be_explained_is_said);
    tcase_add_test(tcase, past_the_end_is_nothing);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(explain_suite)
