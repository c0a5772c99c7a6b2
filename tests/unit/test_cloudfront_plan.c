/* Flat-rate plans, and what a CloudFront bill owns up to.  Figures: billing rules 7. */
#include "libcost/services/cloudfront_plan.h"

#include <stdio.h>
#include <string.h>

#include "cost.h"
#include "libcost/workload/workload.h"
#include "unit.h"

static const cost_wide_t micro = 1000000;
static const cost_wide_t gb = ((cost_wide_t)1 << 30) * 1000000;

typedef struct {
    cost_catalog_t *book;
    cost_workload_t *workload;
    cost_bill_t *bill;
} shop_t;

static shop_t open_shop(const char *distribution)
{
    shop_t shop = {0};
    char text[1024];
    cost_error_t *err = cost_error_create();
    snprintf(text, sizeof text,
             "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 730h,"
             " traffic: {web: {requests: 2M/month, request: 2 KiB, response: 45 KiB}, tiny: {requests: 1M/month,"
             " request: 0 B, response: 500 B}, silent: {requests: 1M/month}},"
             " resources: {cdn: {service: cloudfront, %s}}}",
             distribution);
    ck_assert_int_eq(cost_catalog_create(&shop.book, NULL, err), COST_OK);
    ck_assert_msg(cost_workload_parse(&shop.workload, text, strlen(text), "shop.yaml", NULL, err) == COST_OK, "%s",
                  cost_error_text(err, 0));
    const cost_workload_t *const account[] = {shop.workload};
    ck_assert_msg(cost_estimate(&shop.bill, shop.book, account, 1, NULL, err) == COST_OK, "%s",
                  cost_error_text(err, 0));
    cost_error_destroy(err);
    return shop;
}

static void close_shop(const shop_t *shop)
{
    cost_bill_destroy(shop->bill);
    cost_workload_destroy(shop->workload);
    cost_catalog_destroy(shop->book);
}

/* ---- which plan would do ---- */

static void expect_plan(const char *distribution, cost_wide_t requests, cost_wide_t gigabytes, const char *want)
{
    const shop_t shop = open_shop(distribution);
    cost_resource_t resource = shop.workload->members[0].base;
    resource.catalog = shop.book;
    resource.date = 20261122;
    const char *got = cost_cloudfront_plan_find(&resource, requests * micro, gigabytes * gb);
    ck_assert_msg(got == want || (got && want && !strcmp(got, want)), "%s: got %s, want %s", distribution,
                  got ? got : "none", want ? want : "none");
    close_shop(&shop);
}

START_TEST(the_cheapest_plan_that_includes_enough)
{
    expect_plan("from: web", 1000000, 100, "free");
    expect_plan("from: web", 1000001, 100, "pro");
    expect_plan("from: web", 1000000, 101, "pro");
    expect_plan("from: web", 10000000, 50 * 1024, "pro");
    expect_plan("from: web", 10000001, 1, "business");
    expect_plan("from: web", 125000001, 1, "premium");
    expect_plan("from: web", 1, 50 * 1024 + 1, "premium-2");
    expect_plan("from: web", 6000000000, 600 * 1024, "premium-6");
    expect_plan("from: web", 6000000001, 1, NULL);
}
END_TEST

START_TEST(features_decide_too)
{
    expect_plan("from: web, origin_shield: us-east-1", 1, 1, "premium");
    expect_plan("from: web, vpc_origin: true", 1, 1, "business");
    expect_plan("from: web, custom_cache_policy: true", 1, 1, "business");
    expect_plan("from: web, realtime_logs: 5%", 1, 1, NULL);
    expect_plan("from: web, lambda_edge: {share: 100%, memory: 128 MiB, time: 5 ms}", 1, 1, NULL);
    expect_plan("from: web, behaviours: {a: {share: 10%}, b: {share: 10%}, c: {share: 10%}, d: {share: 10%},"
                " e: {share: 10%}, f: {}}",
                1, 1, "pro");
}
END_TEST

START_TEST(one_plan_covers_one_distribution)
{
    expect_plan("from: web, count: 3", 3000000, 300, "free");
    expect_plan("from: web, count: 4", 4000000, 400, "pro"); /* three free plans an account */
    expect_plan("from: web, count: 2", 20000001, 1, "business");
}
END_TEST

START_TEST(who_has_a_plan_needs_none)
{
    expect_plan("from: web, plan: business", 1, 1, NULL);
}
END_TEST

/* ---- warnings and what is not priced ---- */

static const char *warning_text(const shop_t *shop, const char *code)
{
    for (size_t i = 0; i < cost_bill_warning_count(shop->bill); i++)
        if (!strcmp(cost_bill_warning_code(shop->bill, i), code))
            return cost_bill_warning_text(shop->bill, i);
    return "(none)";
}

static void expect_warning(const char *distribution, const char *code, const char *text)
{
    const shop_t shop = open_shop(distribution);
    ck_assert_str_eq(warning_text(&shop, code), text);
    close_shop(&shop);
}

START_TEST(a_plan_that_is_too_small)
{
    expect_warning(
        "from: web, plan: free, behaviours: {all: {hit_ratio: 50%}}", "cloudfront-plan-exceeded",
        "2M requests a month are above the 1M that plan free includes; the excess is not billed, but AWS may "
        "slow it down; enough is in plan pro");
    expect_warning("from: web, plan: pro", "cloudfront-plan-exceeded", "(none)");
    expect_warning("from: web", "cloudfront-plan-exceeded", "(none)");
}
END_TEST

START_TEST(viewers_outside_the_price_class)
{
    expect_warning("from: web, price_class: 100, geography: {us-mexico: 70%, japan: 30%}",
                   "cloudfront-geography-outside-class",
                   "no edge of price class 100 is in japan; its 30% is charged as us-mexico");
    expect_warning("from: web, price_class: 200, geography: {us-mexico: 70%, japan: 30%}",
                   "cloudfront-geography-outside-class", "(none)");
}
END_TEST

START_TEST(responses_that_are_not_compressed)
{
    expect_warning("from: tiny, behaviours: {all: {compression: {share: 80%}}}", "cloudfront-not-compressed",
                   "a mean response of 500 B counts as not compressed; the edge compresses 1000 B to 10000000 B");
    expect_warning("from: web, behaviours: {all: {compression: {share: 80%}}}", "cloudfront-not-compressed", "(none)");
    expect_warning("from: tiny", "cloudfront-not-compressed", "(none)");
}
END_TEST

static void expect_unpriced(const char *distribution, const char *dimensions)
{
    const shop_t shop = open_shop(distribution);
    char all[512] = "";
    for (size_t i = 0; i < cost_bill_unpriced_count(shop.bill); i++) {
        strncat(all, cost_bill_unpriced_dimension(shop.bill, i), sizeof all - strlen(all) - 1);
        strncat(all, " ", sizeof all - strlen(all) - 1);
    }
    ck_assert_str_eq(all, dimensions);
    close_shop(&shop);
}

START_TEST(loads_that_nobody_stated)
{
    expect_unpriced("https: 100%", "transfer_out https_requests ");
    expect_unpriced("https: 0%", "transfer_out http_requests ");
    expect_unpriced("origin_shield: us-east-1", "transfer_out https_requests origin_shield_requests ");
    expect_unpriced("functions: {share: 100%, key_value_store_reads: 1}",
                    "transfer_out https_requests function_invocations key_value_store_reads ");
    expect_unpriced("realtime_logs: 5%, behaviours: {all: {write_share: 10%}}",
                    "transfer_out https_requests transfer_to_origin realtime_log_lines ");
    expect_unpriced("from: silent", "transfer_out ");
    expect_unpriced("from: silent, behaviours: {all: {write_share: 10%}}", "transfer_out transfer_to_origin ");
    expect_unpriced("from: web", "");
    expect_unpriced("plan: pro", "");
    expect_unpriced("usage: {transfer_out: {us-mexico: 1 GB}, https_requests: {japan: 5}}", "");
}
END_TEST

static Suite *make_suite(void)
{
    const TTest *const tests[] = {the_cheapest_plan_that_includes_enough,
                                  features_decide_too,
                                  one_plan_covers_one_distribution,
                                  who_has_a_plan_needs_none,
                                  a_plan_that_is_too_small,
                                  viewers_outside_the_price_class,
                                  responses_that_are_not_compressed,
                                  loads_that_nobody_stated,
                                  NULL};
    return unit_suite("cloudfront_plan", tests);
}

UNIT_MAIN(make_suite)
