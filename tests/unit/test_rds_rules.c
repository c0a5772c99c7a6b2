/* Rules of RDS by themselves: the vectors rds-sec-* and rds-ri-*, restarts, extended support. */
#include <stdlib.h>

#include "libcost/services/rds.h"
#include "unit.h"

static const int32_t today = 20261122;

static cost_catalog_t *book(void)
{
    cost_catalog_t *catalog = NULL;
    ck_assert(cost_catalog_create(&catalog, NULL, NULL) == COST_OK);
    return catalog;
}

static const cost_month_t november = {.start = 1761955200, .seconds = 2592000, .hours = 720, .minutes = 43200};

START_TEST(test_minimum)
{
    static const struct {
        const char *source;
        cost_window_t window;
        int64_t want;
    } cases[] = {
        {"vector rds-sec-599", {3600, 4199}, 600},
        {"vector rds-sec-600", {3600, 4200}, 600},
        {"vector rds-sec-601", {3600, 4201}, 601},
        {"the month cuts off its beginning", {0, 300}, 300},
        {"the month cuts off its end", {2591700, 2592000}, 300},
    };
    for (size_t i = 0; i < COST_COUNT(cases); i++)
        ck_assert_msg(cost_rds_seconds(&cases[i].window, 1, 600, &november) == cases[i].want, "%s", cases[i].source);
}
END_TEST

START_TEST(test_restart)
{
    enum { DAY = 86400 };
    const cost_window_t month = {0, 30 * DAY};
    const cost_window_t on[] = {{0, DAY}, {4 * DAY, 5 * DAY}, {20 * DAY, 21 * DAY}};
    cost_flows_t flows = {.month = november, .exists = &month, .exist_count = 1, .on = on, .on_count = 3};
    /* stopped for 3, 15 and 9 days */
    ck_assert_int_eq(cost_rds_restarted_seconds(&flows, 7 * DAY), (8 + 2) * DAY);
    ck_assert_int_eq(cost_rds_restarted_seconds(&flows, 20 * DAY), 0);
    flows.on_count = 0;
    ck_assert_int_eq(cost_rds_restarted_seconds(&flows, 7 * DAY), 23 * DAY);
    flows.on = &month;
    flows.on_count = 1;
    ck_assert_int_eq(cost_rds_restarted_seconds(&flows, 7 * DAY), 0);
}
END_TEST

/* Billing-rules 8: one db.t3.medium Single-AZ reservation has 2 units. */
START_TEST(test_units)
{
    static const struct {
        const char *source, *name, *deployment;
        cost_wide_t want;
    } cases[] = {
        {"vector rds-ri-flex: the reservation", "db.t3.medium", "single-az", 2000000},
        {"vector rds-ri-flex: half of it is covered", "db.t3.large", "single-az", 4000000},
        {"vector rds-ri-maz: all of it is covered", "db.t3.small", "multi-az", 2000000},
        {"billing-rules 8: half of it is covered", "db.t3.medium", "multi-az", 4000000},
        {"billing-rules 8.7: a cluster counts three times", "db.t3.medium", "multi-az-cluster", 6000000},
        {"billing-rules 8.7: micro is 0.5", "db.t3.micro", "single-az", 500000},
        {"billing-rules 8.7: 2xlarge is 16", "db.m5.2xlarge", "single-az", 16000000},
    };
    cost_catalog_t *catalog = book();
    cost_wide_t units;
    for (size_t i = 0; i < COST_COUNT(cases); i++) {
        ck_assert_msg(cost_rds_units(catalog, today, cases[i].name, cases[i].deployment, &units), "%s",
                      cases[i].source);
        ck_assert_msg(units == cases[i].want, "%s", cases[i].source);
    }
    ck_assert(!cost_rds_units(catalog, today, "db.t3.enormous", "single-az", &units));
    cost_catalog_destroy(catalog);
}
END_TEST

START_TEST(test_support)
{
    static const struct {
        const char *engine, *version;
        int32_t date;
        int want;
    } cases[] = {
        {"mysql", "5.7", 20240229, 0},      {"mysql", "5.7.44", 20240301, 1},    {"mysql", "5.7", 20260228, 2},
        {"mysql", "5.7", 20260301, 3},      {"mysql", "5.7", 20280101, 3},       {"mysql", "8.4.3", 20261122, 0},
        {"postgres", "11.22", 20261122, 3}, {"postgres", "13", 20261122, 1},     {"postgres", "16.3", 20261122, 0},
        {"mariadb", "10.3", 20261122, 0},   {"postgres", "eleven", 20261122, 0}, {"postgres", "", 20261122, 0},
    };
    cost_catalog_t *catalog = book();
    for (size_t i = 0; i < COST_COUNT(cases); i++)
        ck_assert_msg(cost_rds_support_year(catalog, cases[i].date, cases[i].engine, cases[i].version) == cases[i].want,
                      "%s %s at %d", cases[i].engine, cases[i].version, cases[i].date);
    cost_catalog_destroy(catalog);
}
END_TEST

static Suite *rds_rules_suite(void)
{
    const TTest *const tests[] = {test_minimum, test_restart, test_units, test_support, NULL};
    return unit_suite("rds_rules", tests);
}

UNIT_MAIN(rds_rules_suite)
