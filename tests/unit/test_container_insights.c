/* Metrics of Container Insights.  Source: billing-rules 12; vector ci-standard. */
#include <stdlib.h>

#include "libcost/services/container_insights.h"
#include "unit.h"

static const cost_wide_t micro = 1000000;
enum { DAY = 20261101 };

static cost_catalog_t *open_book(void)
{
    cost_catalog_t *book = NULL;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    return book;
}

static cost_insights_t insights(int clusters, int services, int families)
{
    return (cost_insights_t){.clusters = clusters * micro,
                             .services = services * micro,
                             .families = families * micro,
                             .tasks = 5 * micro / 2,
                             .containers_per_task = 3 * micro,
                             .ephemeral_storage = true};
}

static cost_wide_t metrics_of(const cost_catalog_t *book, cost_insights_t what)
{
    cost_wide_t metrics = -1;
    ck_assert(cost_insights_metrics(&metrics, &what, book, DAY));
    return metrics;
}

START_TEST(test_standard)
{
    cost_catalog_t *book = open_book();
    cost_insights_t what = insights(1, 2, 2);
    ck_assert(metrics_of(book, what) == 63 * micro);
    what.ephemeral_storage = false;
    ck_assert(metrics_of(book, what) == (11 + 2 * 13 + 2 * 8) * micro);
    ck_assert(metrics_of(book, insights(0, 0, 0)) == 0);
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(test_enhanced)
{
    cost_catalog_t *book = open_book();
    cost_insights_t what = insights(1, 1, 1);
    cost_wide_t each;
    what.enhanced = true;
    ck_assert(cost_insights_task_metrics(&each, &what, book, DAY));
    ck_assert(each == (12 + 3 * 10) * micro);
    ck_assert(metrics_of(book, what) == (13 + 15 + 10 + 105) * micro); /* two and a half tasks of 42 */
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(test_overflow)
{
    cost_catalog_t *book = open_book();
    cost_insights_t what = insights(1, 1, 1);
    cost_wide_t metrics = 0;
    what.families = COST_WIDE_MAX / 2;
    ck_assert(!cost_insights_metrics(&metrics, &what, book, DAY));
    cost_catalog_destroy(book);
}
END_TEST

static Suite *container_insights_suite(void)
{
    const TTest *const tests[] = {test_standard, test_enhanced, test_overflow, NULL};
    return unit_suite("container_insights", tests);
}

UNIT_MAIN(container_insights_suite)
