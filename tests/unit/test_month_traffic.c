/* Traffic of trials: without noise a trial is the estimate; with it, what is drawn hangs on names and nothing else. */
#include <stdio.h>
#include <string.h>

#include "cost.h"
#include "unit.h"

static cost_catalog_t *book;

static const char quiet[] =
    "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11..2025-12, traffic: {\n"
    " web: {requests: 90M/month, shape: business-hours, timezone: Europe/Berlin, request: 2 KiB, response: 45 KiB,\n"
    "   noise: {sd: 0%, arrivals: even}, growth: {rate: 5%/month, since: 2025-10},\n"
    "   events: {sale: {at: 2025-11-28T14:00, for: 2 h, times: 5}}},\n"
    " live: {sessions: 11k/month, length: 45 min, messages: 400, message: 2 KiB, shape: diurnal}},\n"
    " resources: {lb: {service: alb, from: [web, live], scheme: internal},\n"
    "   firewall: {service: waf, rules: 1, from: web, protects: alb}}}";

static const char noisy[] =
    "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11, traffic: {\n"
    " %s: {requests: 9M/month, request: 2 KiB, response: 45 KiB, noise: {sd: 20%%}, day_factor: {sd: 20%%}},\n"
    " other: {requests: 9M/month, request: 2 KiB, response: 45 KiB, noise: {sd: 20%%}}},\n"
    " resources: {%s firewall: {service: waf, rules: 1, from: %s, protects: alb}}}";

static void begin(void)
{
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
}

static void end(void)
{
    cost_catalog_destroy(book);
}

static cost_workload_t *parse(const char *text)
{
    cost_workload_t *workload = NULL;
    cost_error_t *err = cost_error_create();
    const cost_status_t status = cost_workload_parse(&workload, text, strlen(text), "shop.yaml", NULL, err);
    ck_assert_msg(!status, "%s", cost_error_text(err, 0));
    cost_error_destroy(err);
    return workload;
}

typedef struct {
    char text[256];
} field_t;

static field_t field_of(const cost_bill_t *bill, size_t line, cost_line_field_t field)
{
    field_t out;
    char buffer[sizeof out.text];
    snprintf(out.text, sizeof out.text, "%s", cost_bill_line_field(bill, line, field, buffer, sizeof buffer));
    return out;
}

static cost_bill_t *bill_of(const cost_workload_t *workload, uint64_t seed, int64_t trial)
{
    cost_bill_t *bill = NULL;
    const cost_workload_t *const account[] = {workload};
    ck_assert_int_eq(trial < 0 ? cost_estimate(&bill, book, account, 1, NULL, NULL)
                               : cost_simulate_trial(&bill, book, account, 1, NULL, seed, (uint64_t)trial, NULL),
                     COST_OK);
    return bill;
}

START_TEST(without_noise_a_trial_is_the_estimate)
{
    cost_workload_t *workload = parse(quiet);
    cost_bill_t *central = bill_of(workload, 0, -1);
    for (int64_t trial = 0; trial < 3; trial++) {
        cost_bill_t *bill = bill_of(workload, 1 + (uint64_t)trial, trial * 4711);
        ck_assert_int_eq(cost_bill_total(bill).nano_usd, cost_bill_total(central).nano_usd);
        ck_assert_uint_eq(cost_bill_line_count(bill), cost_bill_line_count(central));
        for (size_t i = 0; i < cost_bill_line_count(bill); i++)
            ck_assert_str_eq(field_of(bill, i, COST_LINE_QUANTITY).text, field_of(central, i, COST_LINE_QUANTITY).text);
        cost_bill_destroy(bill);
    }
    cost_bill_destroy(central);
    cost_workload_destroy(workload);
}
END_TEST

/* What the firewall's requests cost in a trial. */
static int64_t requests_of(const char *traffic, const char *others, uint64_t seed, int64_t trial)
{
    char text[2048];
    int64_t cost = -1;
    snprintf(text, sizeof text, noisy, traffic, others, traffic);
    cost_workload_t *workload = parse(text);
    cost_bill_t *bill = bill_of(workload, seed, trial);
    for (size_t i = 0; i < cost_bill_line_count(bill); i++)
        if (!strcmp(field_of(bill, i, COST_LINE_RESOURCE).text, "firewall") &&
            !strcmp(field_of(bill, i, COST_LINE_DIMENSION).text, "requests"))
            cost = cost_bill_line_cost(bill, i).nano_usd;
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    return cost;
}

START_TEST(draws_hang_on_names)
{
    static const char lb[] = "alb: {service: alb, from: other, scheme: internal},";
    const int64_t web = requests_of("web", "", 1, 5);
    ck_assert_int_gt(web, 0);
    ck_assert_int_eq(requests_of("web", lb, 1, 5), web);
    ck_assert_int_ne(requests_of("app", "", 1, 5), web);
    ck_assert_int_ne(requests_of("web", "", 1, 6), web);
    ck_assert_int_ne(requests_of("web", "", 2, 5), web);
    ck_assert_int_eq(requests_of("web", "", 1, -1), 5400000000); /* 9M at 0.60 USD: the estimate draws nothing */
}
END_TEST

static Suite *suite(void)
{
    Suite *suite = suite_create("month_traffic");
    TCase *tcase = tcase_create("month_traffic");
    const TTest *const tests[] = {without_noise_a_trial_is_the_estimate, draws_hang_on_names};
    tcase_add_checked_fixture(tcase, begin, end);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(suite)
