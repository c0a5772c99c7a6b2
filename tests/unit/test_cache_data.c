/* Data of a serverless cache: billing-rules 9.5, by hand. */
#include "libcost/services/cache_data.h"
#include "unit.h"

enum { DAY = 86400 };
static const cost_wide_t gib = ((cost_wide_t)1 << 30) * 1000000;

/* GiB x days of the first thirty days, less `from` of them before the month. */
static int64_t gib_days(cost_wide_t data, cost_wide_t growth_a_day, cost_wide_t floor, int64_t days_before,
                        cost_wide_t held)
{
    const cost_cache_data_t cache = {.data = data, .growth = growth_a_day, .per_s = DAY, .floor = floor};
    const cost_window_t all = {0, 30 * DAY};
    const cost_flows_t flows = {
        .month = {.start = days_before * DAY, .seconds = 30 * DAY}, .exists = &all, .exist_count = 1};
    cost_wide_t stored;
    ck_assert(cost_cache_stored(&stored, &cache, &flows, held));
    ck_assert(stored % (gib * DAY / 2) == 0);
    return (int64_t)(stored / (gib * DAY / 2)); /* in halves */
}

START_TEST(data_stay_or_grow)
{
    ck_assert_int_eq(gib_days(2 * gib, 0, gib, 0, 0), 2 * 60);
    ck_assert_int_eq(gib_days(2 * gib, gib, gib, 0, 0), 2 * (60 + 450));       /* 30 x 30 / 2 more */
    ck_assert_int_eq(gib_days(2 * gib, gib, gib, 30, 0), 2 * (32 * 30 + 450)); /* the month after */
}
END_TEST

/* From 0 it grows by 1 GiB a day: 10 days at the least of 10, then 10 to 30 over 20 days: 400. */
START_TEST(a_least_size_is_billed_at_any_time)
{
    ck_assert_int_eq(gib_days(0, 0, gib, 0, 0), 2 * 30);
    ck_assert_int_eq(gib_days(0, gib, 10 * gib, 0, 0), 2 * (100 + 400));
    ck_assert_int_eq(gib_days(0, gib, 100 * gib, 0, 0), 2 * 3000);
}
END_TEST

/* Beside 2 GiB all of it counts; in an empty cache with a least size of 1 GiB what is beyond that. */
START_TEST(jobs_that_wait_are_stored_too)
{
    ck_assert_int_eq(gib_days(2 * gib, 0, gib, 0, 5 * gib * DAY), 2 * (60 + 5));
    ck_assert_int_eq(gib_days(0, 0, gib, 0, 5 * gib * DAY), 2 * 30);
    ck_assert_int_eq(gib_days(0, 0, gib, 0, 50 * gib * DAY), 2 * 50);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("cache_data", (const TTest *const[]){data_stay_or_grow, a_least_size_is_billed_at_any_time,
                                                           jobs_that_wait_are_stored_too, NULL});
}

UNIT_MAIN(suite)
