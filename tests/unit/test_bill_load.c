/* Saved bills, read back: what is kept, what is refused and how. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cost.h"
#include "unit.h"

static const char workload_text[] =
    "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11, tags: {env: prod},\n"
    " traffic: {web: {requests: 1M/month, request: 1 KiB, response: 10 KiB}},\n"
    " resources: {app: {service: fargate, task: {vcpu: 2, memory: 4 GiB}, tags: {'=team': \"a;b\\\\c\"},\n"
    "                   from: web, cpu_per_request: 50 ms, response_time: 120 ms,\n"
    "                   scaling: {min: 1, max: 4, policies: {cpu: {metric: cpu, target: 50%}}}},\n"
    "             lb: {service: alb, scheme: internet-facing, zones: 2}, idle: {service: nlb, count: 0},\n"
    "             cdn: {service: cloudfront, usage: {transfer_out: {us-mexico: 20 TB}}}}}";

static cost_catalog_t *book;
static cost_workload_t *workload;
static cost_bill_t *bill;
static char *json, *csv;

static void setup(void)
{
    ck_assert(!cost_catalog_create(&book, NULL, NULL));
    ck_assert(!cost_workload_parse(&workload, workload_text, strlen(workload_text), "shop.yaml", NULL, NULL));
    const cost_workload_t *const account[] = {workload};
    ck_assert(!cost_estimate(&bill, book, account, 1, NULL, NULL));
    ck_assert(!cost_report_bill(&json, NULL, bill, COST_FORMAT_JSON, 0, NULL));
    ck_assert(!cost_report_bill(&csv, NULL, bill, COST_FORMAT_CSV, 0, NULL));
}

static void teardown(void)
{
    cost_text_free(json);
    cost_text_free(csv);
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
}

static cost_bill_t *read_back(const char *text, const char *name)
{
    cost_bill_t *again = NULL;
    cost_error_t *err = cost_error_create();
    ck_assert_msg(!cost_bill_parse(&again, text, strlen(text), name, err), "%s", cost_error_text(err, 0));
    cost_error_destroy(err);
    return again;
}

static void expect_same(const cost_bill_t *again, cost_format_t format)
{
    char *want = NULL, *got = NULL;
    ck_assert(!cost_report_bill(&want, NULL, bill, format, COST_REPORT_LINES, NULL));
    ck_assert(!cost_report_bill(&got, NULL, again, format, COST_REPORT_LINES, NULL));
    ck_assert_msg(!strcmp(got, want), "written as %s, it differs", cost_format_name((int)format));
    cost_text_free(want);
    cost_text_free(got);
}

START_TEST(json_holds_everything)
{
    cost_bill_t *again = read_back(json, "bill.json");
    ck_assert_int_eq(cost_bill_total(again).nano_usd, cost_bill_total(bill).nano_usd);
    ck_assert_uint_eq(cost_bill_unpriced_count(again), cost_bill_unpriced_count(bill));
    ck_assert_uint_gt(cost_bill_quality_count(bill), 0);
    ck_assert_uint_eq(cost_bill_quality_count(again), cost_bill_quality_count(bill));
    ck_assert_str_eq(cost_bill_workload(again, 0), "shop");
    ck_assert_ptr_null(cost_bill_scenario(again));
    expect_same(again, COST_FORMAT_JSON);
    expect_same(again, COST_FORMAT_CSV);
    expect_same(again, COST_FORMAT_TABLE);
    expect_same(again, COST_FORMAT_MARKDOWN);
    cost_bill_destroy(again);
}
END_TEST

START_TEST(csv_holds_the_lines)
{
    cost_bill_t *again = read_back(csv, "bill.CSV");
    ck_assert_int_eq(cost_bill_total(again).nano_usd, cost_bill_total(bill).nano_usd);
    ck_assert_str_eq(cost_bill_month_name(again, 0), "2025-11");
    ck_assert_int_eq(cost_bill_month_hours(again, 0), 720);
    ck_assert_int_eq(cost_bill_month_total(again, 0).nano_usd, cost_bill_total(bill).nano_usd);
    ck_assert_uint_eq(cost_bill_service_count(again),
                      6); /* of the alb, cdn and app, and of what they imply; the nlb has no line */
    expect_same(again, COST_FORMAT_CSV);
    cost_bill_destroy(again);
}
END_TEST

/* `from` replaced by `to` once, in a copy of the text that the caller frees. */
static char *replace(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    ck_assert_msg(at, "the bill has no %s", from);
    char *out = malloc(strlen(text) + strlen(to) + 1);
    size_t before = (size_t)(at - text);
    memcpy(out, text, before);
    strcpy(out + before, to);
    strcat(out, at + strlen(from));
    return out;
}

typedef struct {
    const char *from, *to, *error; /* the end of the message */
} refused_t;

static void expect_refused(const char *text, const char *name, const refused_t *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *broken = replace(text, cases[i].from, cases[i].to);
        cost_bill_t *again = NULL;
        cost_error_t *err = cost_error_create();
        cost_status_t status = cost_bill_parse(&again, broken, strlen(broken), name, err);
        ck_assert_ptr_null(again);
        ck_assert_msg(status && cost_error_count(err), "\"%s\" was taken", cases[i].to);
        const char *got = cost_error_text(err, 0);
        ck_assert_msg(strlen(got) >= strlen(cases[i].error) &&
                          !strcmp(got + strlen(got) - strlen(cases[i].error), cases[i].error),
                      "\"%s\": %s", cases[i].to, got);
        cost_error_destroy(err);
        free(broken);
    }
}

START_TEST(broken_json_is_refused)
{
    static const refused_t cases[] = {
        {"libcost-bill/1", "libcost-bill/2", "bill.json:2:13: format: \"libcost-bill/2\" is not libcost-bill/1"},
        {"\"currency\": \"USD\"", "\"currency\": \"EUR\"", "bill.json:3:15: currency: \"EUR\" is not USD"},
        {"\"format\"", "\"farmat\"", "bill.json:1:1: has no \"format\""},
        {"\"months\": [", "\"months\": [7, ", "months[0]: has no \"month\""},
        {"\"hours\": 720,\n      \"total\"", "\"hours\": 719,\n      \"total\"",
         "months[0].hours: 2025-11 has 720 hours"},
        {"\"month\": \"2025-11\",\n      \"hours\"", "\"month\": \"2025-13\",\n      \"hours\"",
         "months[0].month: \"2025-13\" is not a month such as 2025-11 or 730h"},
        {"\"category\": \"standard\"", "\"category\": \"cheap\"",
         "lines[0].category: \"cheap\" is none of standard, spot, committed and free"},
        {"\"quantity\": \"", "\"quantity\": \"x",
         "lines[0].quantity: \"x1440\" is not a decimal number such as 12 or 0.5"},
        {"\"quantity\": \"", "\"quantity\": \"-", "lines[0].quantity: \"-1440\" is less than 0"},
        {"\"unit_price\": \"", "\"unit_price\": \"+",
         "lines[0].unit_price: \"+0.04048\" is not a price such as 0.0000166667"},
        {"\"tags\": {", "\"tags\": 1, \"x\": {", "lines[0].tags: \"1\" is not an object"},
        {"\"date\": \"2025-11-01\"", "\"date\": \"2025-11\"",
         "prices.date: \"2025-11\" is not a date such as 2025-11-01"},
        {"\"by_service\": {", "\"by_services\": {", "has no \"by_service\""},
        {"\"warnings\": [", "\"warning\": [", "has no \"warnings\""},
        {"{", "[1, {", "bill.json: "},
    };
    expect_refused(json, "bill.json", cases, sizeof cases / sizeof cases[0] - 1);
}
END_TEST

/* A figure that was changed by hand no longer adds up. */
START_TEST(figures_that_do_not_add_up_are_refused)
{
    char total[64], month[64], wanted[160];
    char usd[COST_MONEY_TEXT_SIZE];
    cost_money_text(cost_bill_total(bill), 9, usd);
    snprintf(total, sizeof total, "],\n  \"total\": \"%s\"", usd);
    snprintf(wanted, sizeof wanted, "total: its lines add up to %s, not to \"1.000000000\"", usd);
    snprintf(month, sizeof month, "\"hours\": 720,\n      \"total\": \"%s\"", usd);
    char wanted_month[160];
    snprintf(wanted_month, sizeof wanted_month, "months[0].total: its lines add up to %s, not to \"1.000000000\"", usd);
    const refused_t cases[] = {
        {total, "],\n  \"total\": \"1.000000000\"", wanted},
        {month, "\"hours\": 720,\n      \"total\": \"1.000000000\"", wanted_month},
        {"\"shop/idle\": \"0.000000000\"", "\"shop/idle\": \"0.000000001\"",
         "by_resource.\"shop/idle\": its lines add up to 0.000000000, not to \"0.000000001\""},
        {"\"shop/app\": \"", "\"shop/ap\": \"", "by_resource: has no \"shop/app\""},
        {"\"shop/idle\": \"0.000000000\"", "\"shop/idle\": 0",
         "by_resource.\"shop/idle\": \"0\" is not an amount such as \"72.080200000\""},
    };
    expect_refused(json, "bill.json", cases, sizeof cases / sizeof cases[0]);
}
END_TEST

START_TEST(broken_csv_is_refused)
{
    static const refused_t cases[] = {
        {"unit_price,", "price,", "bill.csv:1: has no column \"unit_price\""},
        {",2025-11,", ",2025-00,", "bill.csv:2: month: \"2025-00\" is not a month such as 2025-11 or 730h"},
        {"env=prod", "prod", "bill.csv:2: tags: \"prod\" is not key=value"},
        {",standard,", ",dear,", "category: \"dear\" is none of standard, spot, committed and free"},
    };
    expect_refused(csv, "bill.csv", cases, sizeof cases / sizeof cases[0]);
}
END_TEST

START_TEST(a_bill_of_no_month_is_refused)
{
    static const char *const texts[][3] = {
        {"{\"format\": \"libcost-bill/1\", \"currency\": \"USD\", \"scenario\": null, \"workloads\": [], \"prices\": "
         "{\"version\": \"\", \"date\": null}, \"months\": []}",
         "bill.json", "bill.json:1:135: months: a bill is of one month at least"},
        {"id,workload,resource,month,service,dimension,variant,usage_type,region,category,tier_from,quantity,unit,"
         "unit_price,list_cost,cost,effective_cost,tags,implied_by,price_source\r\n",
         "bill.csv", "bill.csv: has no line that would tell the months of the bill; JSON does"},
    };
    for (size_t i = 0; i < 2; i++) {
        cost_bill_t *again = NULL;
        cost_error_t *err = cost_error_create();
        ck_assert(cost_bill_parse(&again, texts[i][0], strlen(texts[i][0]), texts[i][1], err));
        ck_assert_ptr_null(again);
        ck_assert_str_eq(cost_error_text(err, 0), texts[i][2]);
        cost_error_destroy(err);
    }
}
END_TEST

START_TEST(a_file_is_found_or_missed)
{
    cost_bill_t *again = NULL;
    cost_error_t *err = cost_error_create();
    ck_assert_int_eq(cost_bill_load(&again, "tests/golden/interviewlm-production-json/stdout", err), COST_OK);
    ck_assert_int_eq(cost_bill_total(again).nano_usd, 548739350000);
    cost_bill_destroy(again);
    ck_assert_int_eq(cost_bill_load(&again, "no/such/bill.json", err), COST_ERR_IO);
    ck_assert_ptr_null(again);
    cost_error_destroy(err);
}
END_TEST

static Suite *bill_load_suite(void)
{
    Suite *suite = suite_create("bill_load");
    TCase *tcase = tcase_create("bill_load");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, json_holds_everything);
    tcase_add_test(tcase, csv_holds_the_lines);
    tcase_add_test(tcase, broken_json_is_refused);
    tcase_add_test(tcase, figures_that_do_not_add_up_are_refused);
    tcase_add_test(tcase, broken_csv_is_refused);
    tcase_add_test(tcase, a_bill_of_no_month_is_refused);
    tcase_add_test(tcase, a_file_is_found_or_missed);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(bill_load_suite)
