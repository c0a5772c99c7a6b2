/* Variants of a workload: what each costs alone. */
#include <string.h>

#include "cost.h"
#include "unit.h"

/* A task for 730 hours: 2 x 0.04048 x 730 + 4 x 0.004445 x 730 = 59.1008 + 12.9794 = 72.0802 USD. */
static const char text[] = "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 730h,\n"
                           " resources: {app: {service: fargate, tasks: 2, subnets: private,\n"
                           "                   task: {vcpu: 2, memory: 4 GiB}}},\n"
                           " scenarios: {calm: {resources: {app: {tasks: 1}}}}}\n";
#define TASK ((int64_t)72080200000)

static cost_catalog_t *book;
static cost_workload_t *workload;
static cost_error_t *err;

static void setup(void)
{
    err = cost_error_create();
    ck_assert(!cost_catalog_create(&book, NULL, err));
    ck_assert(!cost_workload_parse(&workload, text, strlen(text), "shop.yaml", NULL, err));
}

static void teardown(void)
{
    cost_workload_destroy(workload);
    cost_catalog_destroy(book);
    cost_error_destroy(err);
}

START_TEST(each_variant_by_hand)
{
    static const char *const paths[] = {"resources.app.tasks"};
    static const char *const values[] = {"3", "1", "0", "5"};
    cost_money_t totals[4];
    ck_assert_int_eq(cost_estimate_many(totals, NULL, book, workload, NULL, paths, 1, values, 4, err), COST_OK);
    ck_assert_int_eq(totals[0].nano_usd, 3 * TASK);
    ck_assert_int_eq(totals[1].nano_usd, TASK);
    ck_assert_int_eq(totals[2].nano_usd, 0);
    ck_assert_int_eq(totals[3].nano_usd, 5 * TASK);
    ck_assert_int_eq(cost_estimate_many(totals, NULL, book, workload, NULL, NULL, 0, NULL, 1, err), COST_OK);
    ck_assert_int_eq(totals[0].nano_usd, 2 * TASK); /* as it is */
    ck_assert_int_eq(cost_estimate_many(NULL, NULL, book, workload, NULL, paths, 1, NULL, 0, err), COST_OK);
}
END_TEST

START_TEST(values_come_after_the_options)
{
    static const char *const paths[] = {"resources.app.task.vcpu", "resources.app.task.memory"};
    static const char *const values[] = {"4", "8 GiB", "1", "2 GiB"};
    cost_money_t totals[2];
    cost_options_t *options = cost_options_create();
    ck_assert(!cost_options_set_scenario(options, "calm"));
    ck_assert(!cost_options_add_override(options, "resources.app.task.vcpu=16"));
    ck_assert_int_eq(cost_estimate_many(totals, NULL, book, workload, options, paths, 2, values, 2, err), COST_OK);
    ck_assert_int_eq(totals[0].nano_usd, 2 * TASK);
    ck_assert_int_eq(totals[1].nano_usd, TASK / 2);
    cost_options_destroy(options);
}
END_TEST

START_TEST(a_variant_that_fails)
{
    static const char *const paths[] = {"resources.app.tasks"};
    static const char *const values[] = {"1", "many", "3", "-1"};
    cost_money_t totals[4];
    cost_status_t statuses[4];
    ck_assert_int_eq(cost_estimate_many(totals, statuses, book, workload, NULL, paths, 1, values, 4, err), COST_OK);
    ck_assert_int_eq(statuses[0], COST_OK);
    ck_assert_int_eq(statuses[1], COST_ERR_SCHEMA);
    ck_assert_int_eq(statuses[2], COST_OK);
    ck_assert_int_eq(statuses[3], COST_ERR_RANGE);
    ck_assert_int_eq(totals[1].nano_usd, 0);
    ck_assert_int_eq(totals[2].nano_usd, 3 * TASK);
    ck_assert_uint_eq(cost_error_count(err), 2);
    ck_assert_str_eq(cost_error_path(err, 0), "resources.app.tasks");
    cost_error_clear(err);
    ck_assert_int_eq(cost_estimate_many(totals, NULL, book, workload, NULL, paths, 1, values, 4, err), COST_ERR_SCHEMA);
    ck_assert_uint_eq(cost_error_count(err), 1);
}
END_TEST

static Suite *make_suite(void)
{
    const TTest *const tests[] = {each_variant_by_hand, values_come_after_the_options, a_variant_that_fails, NULL};
    Suite *suite = suite_create("sweep");
    TCase *tcase = tcase_create("sweep");
    tcase_add_checked_fixture(tcase, setup, teardown);
    for (size_t i = 0; tests[i]; i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
