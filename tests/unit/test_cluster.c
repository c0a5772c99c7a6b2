/* Managed scaling of ECS on EC2: scaling rules, section 8. */
#include "libcost/capacity/cluster.h"
#include "unit.h"

static const cost_cluster_policy_t defaults = COST_CLUSTER_DEFAULTS;

START_TEST(scale_out_follows_the_published_cases)
{
    ck_assert_int_eq(cost_cluster_reservation(5, 3), 1666667); /* vector cas-out: 166.6667 */
    ck_assert_int_eq(cost_cluster_out(&defaults, 5, 3), 5);
    ck_assert_int_eq(cost_cluster_reservation(1, 0), 2000000); /* vector cas-zero */
    ck_assert_int_eq(cost_cluster_out(&defaults, 1, 0), 2);
    ck_assert_int_eq(cost_cluster_reservation(0, 0), 1000000);
    ck_assert_int_eq(cost_cluster_out(&defaults, 0, 0), 0);
    ck_assert_int_eq(cost_cluster_out(&defaults, 3, 3), 3);
}
END_TEST

START_TEST(a_target_below_a_hundred_keeps_instances_free)
{
    cost_cluster_policy_t policy = defaults;
    policy.target = 90;
    ck_assert_int_eq(cost_cluster_out(&policy, 9, 9), 10);
    ck_assert_int_eq(cost_cluster_in(&policy, 9, 12), 11 - 1);
    policy.max_step = 2;
    ck_assert_int_eq(cost_cluster_out(&policy, 90, 50), 52);
    policy.min_step = 2;
    ck_assert_int_eq(cost_cluster_out(&policy, 9, 9), 11);
    policy.max = 10;
    ck_assert_int_eq(cost_cluster_out(&policy, 9, 9), 10);
}
END_TEST

START_TEST(scale_in_takes_less_than_half_at_once)
{
    ck_assert_int_eq(cost_cluster_in(&defaults, 0, 10), 6);
    ck_assert_int_eq(cost_cluster_in(&defaults, 9, 10), 9);
    ck_assert_int_eq(cost_cluster_in(&defaults, 0, 2), 1);
    ck_assert_int_eq(cost_cluster_in(&defaults, 0, 1), 0);
    ck_assert_int_eq(cost_cluster_in(&defaults, 5, 5), 5);
}
END_TEST

START_TEST(a_cluster_waits_for_its_warm_up_and_for_fifteen_low_minutes)
{
    cost_cluster_t cluster;
    int64_t minute = 0;
    cost_cluster_init(&cluster, &defaults, 2);
    ck_assert(cost_cluster_step(&cluster, minute++, 4));
    ck_assert_int_eq(cluster.current, 4);
    for (; minute < 7; minute++) /* 90 s to register, 300 s of warm-up: until 60 + 390 s */
        ck_assert(!cost_cluster_step(&cluster, minute, 6));
    ck_assert(cost_cluster_step(&cluster, minute++, 6));
    ck_assert_int_eq(cluster.current, 6);
    ck_assert_int_gt(cluster.lacking, 0);
    for (int i = 0; i < 14; i++)
        ck_assert(!cost_cluster_step(&cluster, minute++, 1));
    ck_assert(cost_cluster_step(&cluster, minute++, 1));
    ck_assert_int_eq(cluster.current, 4);
    ck_assert(cost_cluster_step(&cluster, minute++, 1));
    ck_assert_int_eq(cluster.current, 3);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("cluster",
                      (const TTest *const[]){scale_out_follows_the_published_cases,
                                             a_target_below_a_hundred_keeps_instances_free,
                                             scale_in_takes_less_than_half_at_once,
                                             a_cluster_waits_for_its_warm_up_and_for_fifteen_low_minutes, NULL});
}

UNIT_MAIN(suite)
