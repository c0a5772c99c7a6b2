/* Each effect by hand. */
#include <stdio.h>
#include <string.h>

#include "cost.h"
#include "unit.h"

static cost_catalog_t *book, *dearer;

/* vCPU-hours of Fargate at 0.05 instead of 0.04048. */
static const char dearer_csv[] = "service,dimension,variant,region,unit,price_usd\n"
                                 "fargate,vcpu_hours,arch=x86_64;os=linux,us-east-1,vCPU-hour,0.05\n";

static void setup(void)
{
    static const char file[] = "build/test_diff_prices.csv";
    cost_error_t *err = cost_error_create();
    FILE *stream = fopen(file, "w");
    ck_assert(stream && fputs(dearer_csv, stream) >= 0 && !fclose(stream));
    ck_assert(!cost_catalog_create(&book, NULL, err));
    ck_assert_msg(!cost_catalog_create(&dearer, file, err), "%s", cost_error_text(err, 0));
    remove(file);
    cost_error_destroy(err);
}

static void teardown(void)
{
    cost_catalog_destroy(book);
    cost_catalog_destroy(dearer);
}

static cost_workload_t *read_text(const char *text)
{
    cost_workload_t *workload = NULL;
    cost_error_t *err = cost_error_create();
    ck_assert_msg(!cost_workload_parse(&workload, text, strlen(text), "shop.yaml", NULL, err), "%s",
                  cost_error_text(err, 0));
    cost_error_destroy(err);
    return workload;
}

static cost_diff_t *between(const char *old_text, const char *new_text, const cost_catalog_t *new_book)
{
    cost_diff_t *diff = NULL;
    cost_error_t *err = cost_error_create();
    cost_workload_t *old = read_text(old_text), *fresh = read_text(new_text);
    ck_assert_msg(!cost_diff_workloads(&diff, book, old, NULL, new_book, fresh, NULL, err), "%s",
                  cost_error_text(err, 0));
    cost_workload_destroy(old);
    cost_workload_destroy(fresh);
    cost_error_destroy(err);
    return diff;
}

static void expect(const cost_diff_t *diff, const char *calendar, const char *configuration, const char *usage,
                   const char *price)
{
    const char *const wanted[COST_EFFECTS] = {calendar, configuration, usage, price};
    int64_t sum = 0;
    for (int i = 0; i < COST_EFFECTS; i++) {
        char text[COST_MONEY_TEXT_SIZE];
        cost_money_t effect = cost_diff_effect(diff, (cost_effect_t)i);
        ck_assert_msg(!strcmp(cost_money_text(effect, 9, text), wanted[i]), "%s: %s, not %s", cost_effect_name(i), text,
                      wanted[i]);
        sum += effect.nano_usd;
    }
    ck_assert_int_eq(sum, cost_diff_new(diff).nano_usd - cost_diff_old(diff).nano_usd);
}

#define HEAD(period) "{format: libcost-workload/1, workload: shop, region: us-east-1, period: " period ",\n"
#define BEFORE                                                                                                         \
    HEAD("2025-11")                                                                                                    \
    " resources: {app: {service: fargate, tasks: 1, task: {vcpu: 1, memory: 2 GiB}, subnets: private},\n"              \
    "             alb: {service: alb, scheme: internal, zones: 2, usage: {lcu_hours: 100}}}}"
#define AFTER                                                                                                          \
    HEAD("2025-12")                                                                                                    \
    " resources: {app: {service: fargate, tasks: 2, task: {vcpu: 1, memory: 2 GiB}, subnets: private},\n"              \
    "             alb: {service: alb, scheme: internal, zones: 2, usage: {lcu_hours: 150}}}}"

START_TEST(four_effects_by_hand)
{
    /* A task costs 0.04048 + 2 x 0.004445 = 0.04937 an hour, the balancer 0.0225, an LCU-hour 0.008.
     * calendar: 24 hours more of both, 24 x (0.04937 + 0.0225) = 1.72488
     * configuration: another task for 744 hours, 744 x 0.04937 = 36.73128
     * usage: 50 LCU-hours more, 0.4
     * price: 2 x 744 vCPU-hours at 0.05 instead of 0.04048, 1488 x 0.00952 = 14.16576 */
    cost_diff_t *diff = between(BEFORE, AFTER, dearer);
    char text[COST_MONEY_TEXT_SIZE];
    expect(diff, "1.724880000", "36.731280000", "0.400000000", "14.165760000");
    /* 720 x (0.04937 + 0.0225) + 0.8 */
    ck_assert_str_eq(cost_money_text(cost_diff_old(diff), 9, text), "52.546400000");
    ck_assert_uint_eq(cost_diff_note_count(diff), 0);
    cost_diff_destroy(diff);
}
END_TEST

START_TEST(items_add_up_and_carry_quantities)
{
    cost_diff_t *diff = between(BEFORE, AFTER, dearer);
    int64_t old = 0, fresh = 0;
    bool seen = false;
    for (size_t i = 0; i < cost_diff_item_count(diff); i++) {
        old += cost_diff_item_old(diff, i).nano_usd;
        fresh += cost_diff_item_new(diff, i).nano_usd;
        if (strcmp(cost_diff_item_field(diff, i, COST_DIFF_DIMENSION), "vcpu_hours"))
            continue;
        seen = true;
        ck_assert_str_eq(cost_diff_item_field(diff, i, COST_DIFF_OLD_QUANTITY), "720");
        ck_assert_str_eq(cost_diff_item_field(diff, i, COST_DIFF_NEW_QUANTITY), "1488");
        ck_assert_str_eq(cost_diff_item_field(diff, i, COST_DIFF_RESOURCE), "app");
        ck_assert_str_eq(cost_diff_item_field(diff, i, COST_DIFF_UNIT), "vCPU-hour");
        /* 24 x 0.04048, 744 x 0.04048, nothing, 1488 x 0.00952 */
        ck_assert_int_eq(cost_diff_item_effect(diff, i, COST_EFFECT_CALENDAR).nano_usd, 971520000);
        ck_assert_int_eq(cost_diff_item_effect(diff, i, COST_EFFECT_CONFIGURATION).nano_usd, 30117120000);
        ck_assert_int_eq(cost_diff_item_effect(diff, i, COST_EFFECT_USAGE).nano_usd, 0);
        ck_assert_int_eq(cost_diff_item_effect(diff, i, COST_EFFECT_PRICE).nano_usd, 14165760000);
    }
    ck_assert(seen);
    ck_assert_int_eq(old, cost_diff_old(diff).nano_usd);
    ck_assert_int_eq(fresh, cost_diff_new(diff).nano_usd);
    cost_diff_destroy(diff);
}
END_TEST

#define LOAD(requests, extra)                                                                                          \
    HEAD("730h")                                                                                                       \
    " traffic: {web: {requests: " requests ", request: 1 KiB, response: 1 MiB" extra "}},\n"                           \
    " resources: {alb: {service: alb, scheme: internal, zones: 2, from: web}}}"

START_TEST(traffic_is_usage)
{
    /* 1M requests of 1 MiB and 1 KiB are 10^6 / 1024 + 10^6 / 2^20 = 977.516174316.. GB, so many LCU-hours at 0.008:
     * 7.82012939453.., rounded 7.820129395; twice that, 15.64025878906.., rounded 15.640258789, is 7.820129394 more. */
    cost_diff_t *diff = between(LOAD("1M/month", ""), LOAD("2M/month", ""), book);
    expect(diff, "0.000000000", "0.000000000", "7.820129394", "0.000000000");
    cost_diff_destroy(diff);
}
END_TEST

#define CALLS(queue, edge)                                                                                             \
    HEAD("730h")                                                                                                       \
    " account: {always_free: false},\n"                                                                                \
    " traffic: {web: {requests: 10M/month, request: 1 KiB, response: 1 KiB}},\n"                                       \
    " resources: {alb: {service: alb, scheme: internal, zones: 2, from: web},\n"                                       \
    "             own: {service: sqs, requests: " queue "}, jobs: {service: sqs, from: {alb: " edge "}}}}"

START_TEST(what_an_edge_calls_and_what_is_stated_by_the_month_is_usage)
{
    /* Each job is 3 requests at 0.40 a million: 10M x 0.1 more jobs cost 1.20; 2M more stated ones 0.80. */
    cost_diff_t *diff = between(CALLS("1M/month", "{per_request: 0.1, request: 1 KiB}"),
                                CALLS("3M/month", "{per_request: 0.2, request: 1 KiB}"), book);
    expect(diff, "0.000000000", "0.000000000", "2.000000000", "0.000000000");
    cost_diff_destroy(diff);
}
END_TEST

START_TEST(a_new_resource_is_configuration_with_all_that_it_is_sent)
{
    cost_diff_t *diff = between(HEAD("730h") " resources: {db: {service: route53, hosted_zones: 1}}}",
                                HEAD("730h") " traffic: {web: {requests: 1M/month, request: 1 KiB, response: 1 MiB}},\n"
                                             " resources: {db: {service: route53, hosted_zones: 1},\n"
                                             "  alb: {service: alb, scheme: internal, zones: 2, from: web}}}",
                                book);
    /* 730 x 0.0225 + 977.516174316.. x 0.008 */
    expect(diff, "0.000000000", "24.245129395", "0.000000000", "0.000000000");
    cost_diff_destroy(diff);
}
END_TEST

START_TEST(what_the_old_prices_do_not_know_is_said)
{
    /* The new book alone has a price in that region; the old one cannot bill the new file. */
    static const char csv[] = "service,dimension,variant,region,unit,price_usd\n"
                              "route53,hosted_zones,,global,zone-month,0.75\n"
                              "sqs,requests,type=standard,me-central-1,1M-requests,1\n";
    static const char file[] = "build/test_diff_only_new.csv";
    cost_catalog_t *only_new = NULL;
    cost_error_t *err = cost_error_create();
    FILE *stream = fopen(file, "w");
    ck_assert(stream && fputs(csv, stream) >= 0 && !fclose(stream));
    ck_assert_msg(!cost_catalog_create(&only_new, file, err), "%s", cost_error_text(err, 0));
    remove(file);
    cost_diff_t *diff =
        between(HEAD("730h") " resources: {q: {service: sqs, requests: 1M/month}}}",
                HEAD("730h") " account: {always_free: false},\n"
                             " resources: {q: {service: sqs, region: me-central-1, requests: 2M/month}}}",
                only_new);
    ck_assert_uint_eq(cost_diff_note_count(diff), 2);
    expect(diff, "0.000000000", "2.000000000", "0.000000000", "0.000000000");
    cost_diff_destroy(diff);
    cost_catalog_destroy(only_new);
    cost_error_destroy(err);
}
END_TEST

static cost_bill_t *bill_of(const char *text, const cost_catalog_t *with, cost_workload_t **workload)
{
    cost_bill_t *bill = NULL;
    *workload = read_text(text);
    const cost_workload_t *const account[] = {*workload};
    ck_assert(!cost_estimate(&bill, with, account, 1, NULL, NULL));
    return bill;
}

START_TEST(bills_tell_what_their_lines_tell)
{
    /* calendar: hours alone follow the 24 hours more: 1.72488 as above
     * configuration: nothing came or went
     * usage: 744 more vCPU-hours and 1488 GB-hours at the old price, 36.73128, and the LCU-hours' 0.4
     * price: as above */
    cost_workload_t *before, *after;
    cost_bill_t *old = bill_of(BEFORE, book, &before), *fresh = bill_of(AFTER, dearer, &after);
    cost_diff_t *diff = NULL;
    ck_assert(!cost_diff_bills(&diff, old, fresh, NULL));
    expect(diff, "1.724880000", "0.000000000", "37.131280000", "14.165760000");
    ck_assert_uint_eq(cost_diff_note_count(diff), 1);
    cost_diff_destroy(diff);
    cost_bill_destroy(old);
    cost_bill_destroy(fresh);
    cost_workload_destroy(before);
    cost_workload_destroy(after);
}
END_TEST

START_TEST(effects_have_names)
{
    ck_assert_str_eq(cost_effect_name(COST_EFFECT_CALENDAR), "calendar");
    ck_assert_str_eq(cost_effect_name(COST_EFFECT_PRICE), "price");
    ck_assert_ptr_null(cost_effect_name(-1));
    ck_assert_ptr_null(cost_effect_name(COST_EFFECTS));
}
END_TEST

static Suite *diff_suite(void)
{
    Suite *suite = suite_create("diff");
    TCase *tcase = tcase_create("diff");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, four_effects_by_hand);
    tcase_add_test(tcase, items_add_up_and_carry_quantities);
    tcase_add_test(tcase, traffic_is_usage);
    tcase_add_test(tcase, what_an_edge_calls_and_what_is_stated_by_the_month_is_usage);
    tcase_add_test(tcase, a_new_resource_is_configuration_with_all_that_it_is_sent);
    tcase_add_test(tcase, what_the_old_prices_do_not_know_is_said);
    tcase_add_test(tcase, bills_tell_what_their_lines_tell);
    tcase_add_test(tcase, effects_have_names);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(diff_suite)
