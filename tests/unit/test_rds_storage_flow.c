/* Allocated storage in time, by hand: scaling rules, section 9. */
#include "estimated.h"

#define DB(more, storage)                                                                                              \
    "resources:\n  db: {service: rds, engine: postgres, class: db.m7g.large, " more "storage: {type: gp3, " storage    \
    "}}\n"

/* At 90 GiB, a day after the 1st, a tenth is free; four minutes later it has been so for the five that it takes.  99 of
 * 110 GiB are used nine days after that: 11 more.  121 is the most:
 * (100 x 86640 + 110 x 777600 + 121 x (2592000 - 86640 - 777600)) / 2592000. */
START_TEST(storage_grows_when_a_tenth_is_free)
{
    estimated_t made =
        estimated("period: 2025-11\n" DB("", "size: 100 GiB, max_size: 121 GiB, used: 89 GiB, growth: 1 GiB/day"));
    ck_quantity(&made, "db", "rds", "storage", "116.998055555556");
    estimated_clear(&made);
}
END_TEST

/* Of two months the second begins with what the first has left: 90 GiB are reached as it begins. */
START_TEST(a_month_begins_where_the_last_one_ended)
{
    estimated_t made = estimated(
        "period: 2025-11..2025-12\n" DB("", "size: 100 GiB, max_size: 110 GiB, used: 60 GiB, growth: 1 GiB/day"));
    char text[64];
    ck_quantity(&made, "db", "rds", "storage", "100");
    ck_assert_str_eq(cost_bill_quality_field(made.bill, 1, COST_QUALITY_MONTH, text, sizeof text), "2025-12");
    ck_assert_str_eq(cost_bill_quality_field(made.bill, 1, COST_QUALITY_LEAST, text, sizeof text), "100");
    ck_assert_str_eq(cost_bill_quality_field(made.bill, 1, COST_QUALITY_MOST, text, sizeof text), "110");
    /* 110 - 10 x 240 / 2678400 */
    ck_assert_str_eq(cost_bill_quality_field(made.bill, 1, COST_QUALITY_MEAN, text, sizeof text), "109.999");
    ck_assert_str_eq(cost_bill_quality_field(made.bill, 1, COST_QUALITY_DECISIONS, text, sizeof text), "1");
    ck_assert_str_eq(cost_bill_quality_field(made.bill, 1, COST_QUALITY_LOAD, text, sizeof text), "");
    ck_assert_str_eq(estimated_warning(&made, "rds-storage-limit"),
                     "autoscaling has reached 110 GiB, beyond which the storage does not grow, and the data fill it: "
                     "AWS stops the instance; raise it, or keep less data");
    estimated_clear(&made);
}
END_TEST

/* It is created on the 16th: 15 of 30 days, of which one and four minutes have 100 GiB; there are two of them.
 * 2 x (100 x (86400 + 240) + 110 x (1296000 - 86640)) / 2592000; 99 GiB are reached on the 26th, 99 + 11 > 110. */
START_TEST(growth_begins_with_the_instance)
{
    estimated_t made = estimated("period: 2025-11\n" DB(
        "count: 2, runs: {from: 2025-11-16}, ", "size: 100 GiB, max_size: 110 GiB, used: 89 GiB, growth: 1 GiB/day"));
    ck_quantity(&made, "db", "rds", "storage", "109.331481481481");
    ck_quality(&made, "db", MOST, "220");
    estimated_clear(&made);
}
END_TEST

/* 100 GiB are full after 12 hours; 110, the most that there may be, after ten days and 12 hours: 20 days less 12 hours
 * of the 30 are left. */
START_TEST(a_full_volume_is_said)
{
    estimated_t made =
        estimated("period: 2025-11\n" DB("", "size: 100 GiB, max_size: 110 GiB, used: 99.5 GiB, growth: 1 GiB/day"));
    ck_quality(&made, "db", SATURATED_MINUTES, "28081"); /* 19.5 x 1440, and the minute at whose end it fills */
    ck_assert_str_eq(estimated_warning(&made, "rds-storage-limit"),
                     "autoscaling has reached 110 GiB, beyond which the storage does not grow, and the data fill it: "
                     "AWS stops the instance; raise it, or keep less data");
    estimated_clear(&made);
}
END_TEST

START_TEST(without_growth_it_stays)
{
    estimated_t made = estimated("period: 2025-11\n" DB("", "size: 100 GiB, max_size: 110 GiB"));
    ck_quantity(&made, "db", "rds", "storage", "100");
    ck_assert_str_eq(estimated_warning(&made, "scaling-held"),
                     "nobody says how the data grow, so that the storage stays as it is; write used: 70 GiB and "
                     "growth: 2 GiB/day");
    estimated_clear(&made);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("rds_storage_flow",
                      (const TTest *const[]){storage_grows_when_a_tenth_is_free,
                                             a_month_begins_where_the_last_one_ended, growth_begins_with_the_instance,
                                             a_full_volume_is_said, without_growth_it_stays, NULL});
}

UNIT_MAIN(suite)
