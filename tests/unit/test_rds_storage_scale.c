/* Storage autoscaling of RDS: scaling rules, section 9. */
#include "libcost/capacity/rds_storage_scale.h"
#include "unit.h"

static const int64_t gib = (int64_t)1 << 30;
enum { HOUR = 3600 };

START_TEST(starts_follow_the_published_cases)
{
    const int64_t low = 99 * gib / 10;
    ck_assert(cost_rds_storage_starts(100, low, 300, 6 * HOUR, 0, 6 * HOUR));             /* rds-autostart */
    ck_assert(!cost_rds_storage_starts(100, low, 240, 7 * HOUR, 0, 6 * HOUR));            /* rds-nostart */
    ck_assert(!cost_rds_storage_starts(100, 5 * gib, 1800, 59 * HOUR / 10, 0, 6 * HOUR)); /* rds-nostart6h */
    ck_assert(!cost_rds_storage_starts(100, low, 300, 6 * HOUR, 4, 6 * HOUR));
    ck_assert(!cost_rds_storage_starts(100, 11 * gib, 300, 6 * HOUR, 0, 6 * HOUR));
    ck_assert(cost_rds_storage_starts(100, 10 * gib, 300, INT64_MAX, 0, 6 * HOUR));
}
END_TEST

START_TEST(increments_are_the_greatest_of_three_up_to_the_maximum)
{
    const cost_rds_storage_policy_t policy = {.maximum_gib = 1000, .optimise_s = 6 * HOUR, .least_step_gib = 10};
    ck_assert_int_eq(cost_rds_storage_increment(&policy, 100, 0), 10); /* rds-autostart */
    ck_assert_int_eq(cost_rds_storage_increment(&policy, 505, 0), 51);
    ck_assert_int_eq(cost_rds_storage_increment(&policy, 100, 3 * gib), 21);
    ck_assert_int_eq(cost_rds_storage_increment(&policy, 995, 0), 5);
    ck_assert_int_eq(cost_rds_storage_increment(&policy, 1000, 9 * gib), 0);
    ck_assert_int_eq(cost_rds_storage_increment(&policy, 1200, 0), 0);
}
END_TEST

START_TEST(storage_grows_after_five_minutes_and_never_more_than_four_times_a_day)
{
    const cost_rds_storage_policy_t policy = {.maximum_gib = 10000, .optimise_s = HOUR, .least_step_gib = 10};
    cost_rds_storage_t storage;
    int64_t grown = 0;
    cost_rds_storage_init(&storage, &policy, 100);
    for (int64_t minute = 0; minute < 1440; minute++) {
        const bool grew = cost_rds_storage_step(&storage, minute, 1000 * gib);
        ck_assert(!grew || minute == 4 || minute == 64 || minute == 124 || minute == 184);
        grown += grew;
    }
    ck_assert_int_eq(grown, 4);
    ck_assert_int_eq(storage.allocated_gib, 100 + 10 + 11 + 13 + 14);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("rds_storage_scale",
                      (const TTest *const[]){
                          starts_follow_the_published_cases, increments_are_the_greatest_of_three_up_to_the_maximum,
                          storage_grows_after_five_minutes_and_never_more_than_four_times_a_day, NULL});
}

UNIT_MAIN(suite)
