/* InterviewLM's own question: each answer by hand. */
#include <string.h>

#include "cost.h"
#include "unit.h"

static cost_catalog_t *book;
static cost_workload_t *workload;
static cost_comparison_t *comparison;

static void setup(void)
{
    cost_error_t *err = cost_error_create();
    ck_assert(!cost_catalog_create(&book, NULL, err));
    ck_assert(!cost_workload_load(&workload, "examples/interviewlm/options.yaml", NULL, err));
    ck_assert_msg(!cost_compare(&comparison, book, workload, NULL, err), "%s", cost_error_text(err, 0));
    cost_error_destroy(err);
}

static void teardown(void)
{
    cost_comparison_destroy(comparison);
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
}

static const char *total(size_t column, char text[COST_MONEY_TEXT_SIZE])
{
    return cost_money_text(cost_bill_total(cost_comparison_bill(comparison, column)), 9, text);
}

START_TEST(totals_are_those_by_hand)
{
    /* One task of 2 vCPU and 4 GB for an hour is 2 x 0.04048 + 4 x 0.004445 = 0.09874 USD; three of them for 730 hours
     * are 216.2406.  The reference bill of lean.yaml is 448.36435.
     * spot: the reference bill of lean-spot.yaml.
     * nights-off: 730 hours from a Monday hold 22 windows of 10 hours and the first 2 of another; each of the 22 stops
     *   takes 30 s: 222 h + 660 s.  448.36435 - 216.2406 + 3 x 222.183333 x 0.09874 = 448.36435 - 216.2406 + 65.815147.
     *   A line's cost is rounded to the nano-dollar: 888.7333.. x 0.04048 = 35.975925333.., 1777.4666.. x 0.004445 =
     *   7.900839333.., 444.3666.. x 0.04048 = 17.987962666.., 888.7333.. x 0.004445 = 3.950419666.., whose sums over
     *   app and worker, 53.963888 and 11.851259, are exact.
     * app-runner: 320 x (2 x 0.064 + 4 x 0.007) + (1460 - 320) x 4 x 0.007 = 81.84 instead of the app's 144.1604 and
     * the balancer's 16.425 + 0.8 + 10.95; 13 alarms become 7, which are free: -0.30. ecs-on-ec2: 3 x (730 x 0.0832 +
     * 30 x 0.08) = 189.408 instead of 216.2406. express-mode: as it is, and the alarm that rolls back: + 0.10. */
    static const struct {
        const char *name, *usd;
    } wanted[] = {
        {NULL, "448.364350000"},         {"spot", "399.234255000"},       {"nights-off", "297.938897000"},
        {"app-runner", "357.568950000"}, {"ecs-on-ec2", "421.531750000"}, {"express-mode", "448.464350000"},
    };
    char text[COST_MONEY_TEXT_SIZE];
    ck_assert_uint_eq(cost_comparison_count(comparison), sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        const char *name = cost_comparison_name(comparison, i);
        ck_assert_str_eq(name ? name : "", wanted[i].name ? wanted[i].name : "");
        ck_assert_str_eq(total(i, text), wanted[i].usd);
    }
    ck_assert_uint_eq(cost_comparison_cheapest(comparison), 2);
}
END_TEST

START_TEST(rows_add_up_to_each_total)
{
    for (size_t column = 0; column < cost_comparison_count(comparison); column++) {
        int64_t sum = 0;
        for (size_t row = 0; row < cost_comparison_row_count(comparison); row++) {
            cost_money_t cost = cost_comparison_row_cost(comparison, row, column);
            ck_assert(cost.nano_usd == 0 || cost_comparison_row_there(comparison, row, column));
            sum += cost.nano_usd;
        }
        ck_assert_int_eq(sum, cost_bill_total(cost_comparison_bill(comparison, column)).nano_usd);
    }
}
END_TEST

START_TEST(a_row_is_one_service_of_one_resource)
{
    for (size_t row = 0; row < cost_comparison_row_count(comparison); row++) {
        const char *service = cost_comparison_row_service(comparison, row);
        if (strcmp(service, "apprunner"))
            continue;
        ck_assert_str_eq(cost_comparison_row_resource(comparison, row), "app");
        ck_assert_int_eq(cost_comparison_row_cost(comparison, row, 3).nano_usd, 81840000000);
        ck_assert(!cost_comparison_row_there(comparison, row, 0));
        return;
    }
    ck_abort_msg("App Runner has no row");
}
END_TEST

START_TEST(past_the_end_is_nothing)
{
    ck_assert_ptr_null(cost_comparison_name(comparison, 99));
    ck_assert_ptr_null(cost_comparison_bill(comparison, 99));
    ck_assert_ptr_null(cost_comparison_row_service(comparison, 9999));
    ck_assert_ptr_null(cost_comparison_row_resource(comparison, 9999));
    ck_assert_int_eq(cost_comparison_row_cost(comparison, 9999, 0).nano_usd, 0);
    ck_assert(!cost_comparison_row_there(comparison, 0, 99));
}
END_TEST

START_TEST(overrides_come_after_the_scenario)
{
    cost_comparison_t *other = NULL;
    cost_workload_t *changed = NULL;
    cost_options_t *options = cost_options_create();
    char text[COST_MONEY_TEXT_SIZE];
    ck_assert(!cost_options_add_override(options, "resources.db.storage.size=200 GiB"));
    ck_assert(!cost_workload_load(&changed, "examples/interviewlm/options.yaml", options, NULL));
    ck_assert(!cost_compare(&other, book, changed, options, NULL));
    /* 100 GB more at 0.23, in every column */
    ck_assert_str_eq(cost_money_text(cost_bill_total(cost_comparison_bill(other, 0)), 2, text), "471.36");
    ck_assert_str_eq(cost_money_text(cost_bill_total(cost_comparison_bill(other, 4)), 2, text), "444.53");
    cost_comparison_destroy(other);
    cost_workload_destroy(changed);
    cost_options_destroy(options);
}
END_TEST

static const char doubtful[] = "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 730h,\n"
                               " account: {always_free: false},\n"
                               " resources: {q: {service: sqs, requests: 50M to 200M/month},\n"
                               "             dns: {service: route53, hosted_zones: 2, alias: true}},\n"
                               " scenarios: {zones: {resources: {dns: {hosted_zones: 4}}}}}";

static int64_t percentile_of(const cost_comparison_t *of, size_t column, cost_percentile_t percentile)
{
    return cost_distribution_percentile(cost_comparison_distribution(of, column), COST_PART_TOTAL, 0, percentile)
        .nano_usd;
}

START_TEST(columns_share_their_draws)
{
    cost_comparison_t *with = NULL;
    cost_workload_t *doubt = NULL;
    cost_simulation_t *simulation = cost_simulation_create();
    ck_assert(!cost_simulation_set_trials(simulation, 512));
    ck_assert(!cost_workload_parse(&doubt, doubtful, strlen(doubtful), "doubt.yaml", NULL, NULL));
    ck_assert(!cost_compare_trials(&with, book, doubt, NULL, simulation, NULL));
    /* Two zones more cost 1 USD in every trial: the percentiles differ by just that. */
    ck_assert_int_eq(percentile_of(with, 1, COST_P50) - percentile_of(with, 0, COST_P50), 1000000000);
    ck_assert_int_eq(percentile_of(with, 1, COST_P95) - percentile_of(with, 0, COST_P95), 1000000000);
    /* P50 and P95 of the requests are 100M and 200M, at 0.40 a million, and 1 USD of zones: 41 and 81 USD, to the width
     * of 512 trials (0.42 in the logarithm, times 1.25 and 2.1 over sqrt(512)). */
    ck_assert_double_eq_tol((double)percentile_of(with, 0, COST_P50) / 1e9, 41, 3 * 40 * 0.42 * 1.25 / 22.6);
    ck_assert_double_eq_tol((double)percentile_of(with, 0, COST_P95) / 1e9, 81, 3 * 80 * 0.42 * 2.1 / 22.6);
    ck_assert_ptr_null(cost_comparison_distribution(with, 9));
    ck_assert_ptr_null(cost_comparison_distribution(comparison, 0));
    cost_comparison_destroy(with);
    cost_workload_destroy(doubt);
    cost_simulation_destroy(simulation);
}
END_TEST

static Suite *compare_suite(void)
{
    Suite *suite = suite_create("compare");
    TCase *tcase = tcase_create("compare");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, totals_are_those_by_hand);
    tcase_add_test(tcase, rows_add_up_to_each_total);
    tcase_add_test(tcase, a_row_is_one_service_of_one_resource);
    tcase_add_test(tcase, past_the_end_is_nothing);
    tcase_add_test(tcase, overrides_come_after_the_scenario);
    tcase_add_test(tcase, columns_share_their_draws);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(compare_suite)
