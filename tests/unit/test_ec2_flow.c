/* An Auto Scaling group in time, by hand: scaling rules, sections 2 and 7. */
#include "estimated.h"

/* 6000 requests a minute of 100 ms are 10 vCPU; an instance has two. */
static void group(estimated_t *made, const char *fields)
{
    char text[1200];
    snprintf(text, sizeof text,
             "period: 2025-11\n"
             "traffic: {web: {rate: 6000/min, request: 1 KiB, response: 1 KiB}}\n"
             "resources:\n"
             "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"
             "  app: {service: ec2, from: lb, instance_type: c5.large, count: 2, cpu_per_request: 100 ms, root: "
             "{type: gp3, "
             "size: 10 GiB}, public_address: false, %s}\n"
             "  jobs: {service: sqs, type: standard, from: {app: {per_request: 1, request: 1 KiB}}}\n",
             fields);
    *made = estimated(text);
}

#define CPU(max, more)                                                                                                 \
    "scaling: {min: 2, max: " max ", policies: {cpu: {metric: cpu, target: 70%, scale_out_cooldown: 60 s, "            \
    "publish_delay: 0 s}}}, " more

/* At 100 % of two after three minutes to ceil(2 / 0.7) = 3, which serves from minute 5 on (90 s of start); after minute
 * 5 to ceil(3 / 0.7) = 5, from minute 8 on; after minute 8 to 8, from minute 11 on, at 62.5 %: below 63 %, but
 * ceil(8 x 62.5 / 70) = 8.  Billed from the decision on: 8 x 2592000 - 6 x 180 - 5 x 180 - 3 x 180 s.
 * Lost: 6000 - 2400 in minutes 0 to 4, 6000 - 3600 in minutes 5 to 7. */
START_TEST(instances_follow_their_load)
{
    estimated_t made;
    group(&made, CPU("10", "detailed_monitoring: true"));
    ck_quantity(&made, "app", "ec2", "instance_hours", "5759.3");
    ck_quality(&made, "app", UNIT, "instance");
    ck_quality(&made, "app", LEAST, "2");
    ck_quality(&made, "app", MOST, "8");
    ck_quality(&made, "app", DECISIONS, "3");
    ck_quality(&made, "app", STARTS, "6");
    ck_quality(&made, "app", LOST, "25200");
    ck_quality(&made, "app", SATURATED_MINUTES, "8");
    ck_quantity(&made, "jobs", "sqs", "requests", "777.5244");      /* 3 x (6000 x 43200 - 25200) */
    ck_quantity(&made, "app", "ebs", "storage", "79.990277777778"); /* 10 GiB x 20733480 / 2592000 */
    ck_quantity(&made, "app", "cloudwatch", "alarms", "2");
    estimated_clear(&made);
}
END_TEST

/* Three points of five minutes: 3 x 2592000 - 900 s. */
START_TEST(without_detailed_monitoring_points_take_five_minutes)
{
    estimated_t made;
    group(&made, CPU("3", "cpu: {utilisation: 1%}"));
    ck_quantity(&made, "app", "ec2", "instance_hours", "2159.75");
    estimated_clear(&made);
}
END_TEST

/* The balancer counts every minute all the same: of 3000 for 600 a minute each ten are wanted after three of them.
 * 10 x 2592000 - 8 x 180 s. */
START_TEST(requests_are_counted_every_minute)
{
    estimated_t made;
    group(&made, "scaling: {min: 2, max: 20, policies: {requests: {metric: requests_per_target, target: 600/min, "
                 "publish_delay: 0 s}}}");
    ck_quantity(&made, "app", "ec2", "instance_hours", "7199.6");
    estimated_clear(&made);
}
END_TEST

/* Two of them are reserved: the others are on demand, 3 x 720 h - 180 s - 2 x 720 h. */
START_TEST(reservations_cover_what_there_is)
{
    estimated_t made;
    group(&made, CPU("3", "detailed_monitoring: true, reserved: {count: 2, price: 60%}"));
    ck_quantity(&made, "app", "ec2", "instance_hours", "719.95");
    ck_quantity(&made, "app", "ec2", "reserved_instance_hours", "1440");
    estimated_clear(&made);
}
END_TEST

/* One on demand, the rest by turns beginning with it: of three two. */
START_TEST(kinds_share_the_instances)
{
    estimated_t made;
    group(&made,
          CPU("3", "detailed_monitoring: true, capacity: {on_demand: {weight: 1}, spot: {weight: 1, price: 30%}}"));
    ck_quantity(&made, "app", "ec2", "instance_hours", "1439.95"); /* the third is on demand */
    ck_quantity(&made, "app", "ec2", "spot_instance_hours", "720");
    estimated_clear(&made);
}
END_TEST

/* Without scaling too many requests are lost all the same. */
START_TEST(a_fixed_group_loses_what_is_too_much)
{
    estimated_t made;
    group(&made, "cpu: {utilisation: 1%}");
    ck_quantity(&made, "app", "ec2", "instance_hours", "1440");
    ck_quality(&made, "app", LOST, "155520000"); /* 3600 x 43200 */
    estimated_clear(&made);
}
END_TEST

START_TEST(without_load_it_is_held)
{
    estimated_t made =
        estimated("period: 2025-11\n"
                  "resources:\n"
                  "  app: {service: ec2, instance_type: c5.large, count: 2, root: {type: gp3, size: 10 GiB}, "
                  "public_address: false, scaling: {min: 2, max: 10}}\n");
    ck_quantity(&made, "app", "ec2", "instance_hours", "1440");
    ck_assert_str_eq(estimated_warning(&made, "scaling-held"),
                     "no load is stated that the instances could follow, so that 2 run all the time; write from: the "
                     "traffic that they serve");
    estimated_clear(&made);
}
END_TEST

/* Memory is not simulated: the policy has no say, and says so. */
START_TEST(a_metric_that_nobody_knows_is_blind)
{
    estimated_t made;
    group(&made, "scaling: {min: 2, max: 10, policies: {memory: {metric: memory, target: 70%}}}");
    ck_quantity(&made, "app", "ec2", "instance_hours", "1440");
    ck_assert_str_eq(estimated_warning(&made, "policy-blind"),
                     "memory is not known, so that this policy has no say; write a policy on cpu or "
                     "requests_per_target: memory is not simulated here");
    estimated_clear(&made);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("ec2_flow", (const TTest *const[]){
                                      instances_follow_their_load, without_detailed_monitoring_points_take_five_minutes,
                                      requests_are_counted_every_minute, reservations_cover_what_there_is,
                                      kinds_share_the_instances, a_fixed_group_loses_what_is_too_much,
                                      without_load_it_is_held, a_metric_that_nobody_knows_is_blind, NULL});
}

UNIT_MAIN(suite)
