/* Storage autoscaling of RDS: scaling rules, section 9. */
#include "libcost/capacity/rds_storage_scale.h"
#include "unit.h"

static const int64_t gib = (int64_t)1 << 30;
enum { HOUR = 3600 };

static const cost_rds_storage_policy_t published = {.maximum_gib = 1000,
                                                    .free_percent = 10,
                                                    .low_for_s = 300,
                                                    .changes_max = 4,
                                                    .optimise_s = 6 * HOUR,
                                                    .least_step_gib = 10,
                                                    .step_percent = 10,
                                                    .forecast_h = 7};

static bool starts(int64_t free_bytes, int64_t low_for_s, int64_t since_change_s, int64_t changes)
{
    return cost_rds_storage_starts(&published, 100, 100 * gib - free_bytes, low_for_s, since_change_s, changes);
}

START_TEST(starts_follow_the_published_cases)
{
    const int64_t low = 99 * gib / 10;
    ck_assert(starts(low, 300, 6 * HOUR, 0));             /* rds-autostart */
    ck_assert(!starts(low, 240, 7 * HOUR, 0));            /* rds-nostart */
    ck_assert(!starts(5 * gib, 1800, 59 * HOUR / 10, 0)); /* rds-nostart6h */
    ck_assert(!starts(low, 300, 6 * HOUR, 4));
    ck_assert(!starts(11 * gib, 300, 6 * HOUR, 0));
    ck_assert(starts(10 * gib, 300, INT64_MAX, 0));
    ck_assert_int_eq(cost_rds_storage_low(&published, 100), 90 * gib);
}
END_TEST

START_TEST(increments_are_the_greatest_of_three_up_to_the_maximum)
{
    static const struct {
        const char *source;
        int64_t allocated, predicted, want; /* GiB */
    } cases[] = {
        {"vector rds-autoscale-inc", 100, 3, 10},
        {"vector rds-autoscale-inc2", 20, 3, 10},
        {"vector rds-autoscale-inc3", 100, 40, 40},
        {"vector rds-autostart", 100, 0, 10},
        {"10 % of what is allocated, rounded up", 505, 0, 51},
        {"cut to the maximum", 995, 0, 5},
        {"at the maximum", 1000, 9, 0},
        {"above it", 1200, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_msg(cost_rds_storage_increment(&published, cases[i].allocated, cases[i].predicted * gib / 7) ==
                          cases[i].want,
                      "%s", cases[i].source);
}
END_TEST

START_TEST(storage_grows_after_five_minutes_and_never_more_than_four_times_a_day)
{
    cost_rds_storage_policy_t policy = published;
    cost_rds_storage_t storage;
    int64_t grown = 0;
    policy.maximum_gib = 10000;
    policy.optimise_s = HOUR;
    cost_rds_storage_init(&storage, &policy, 100);
    for (int64_t minute = 0; minute < 1440; minute++) {
        const bool grew = cost_rds_storage_step(&storage, minute, 1000 * gib, 0);
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
