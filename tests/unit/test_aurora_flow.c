/* Aurora Serverless v2 in time, by hand: scaling rules, section 9. */
#include "estimated.h"

#define TRAFFIC(shape)                                                                                                 \
    "traffic: {web: {rate: 100/s, request: 1 KiB, response: 1 KiB" shape "}}\n"                                        \
    "resources:\n  db: {service: aurora, engine: aurora-postgresql, from: web, "
#define STORAGE " storage: {used: 10 GiB, requests: 0/month}}\n"

/* 100 queries a second of 5 ms are half a vCPU: one ACU. */
START_TEST(a_steady_load_has_a_steady_capacity)
{
    estimated_t made = estimated("period: 730h\n" TRAFFIC("") "serverless: {max: 8, cpu_per_query: 5 ms}," STORAGE);
    ck_quantity(&made, "db", "aurora", "acu_hours", "730");
    ck_quality(&made, "db", UNIT, "ACU");
    ck_quality(&made, "db", LEAST, "1");
    ck_quality(&made, "db", MEAN, "1");
    ck_quality(&made, "db", SERVED, "262800000");
    ck_quality(&made, "db", SATURATED_MINUTES, "0");
    estimated_clear(&made);
}
END_TEST

/* Two instances have half each, 0.25 vCPU: 0.5 ACU; 6 GiB of data that they want in memory are 3 ACU. */
START_TEST(instances_share_and_memory_counts)
{
    estimated_t made =
        estimated("period: 730h\n" TRAFFIC("") "serverless: {instances: 2, max: 8, cpu_per_query: 5 ms}," STORAGE);
    ck_quantity(&made, "db", "aurora", "acu_hours", "730");
    estimated_clear(&made);
    made = estimated("period: 730h\n" TRAFFIC(
        "") "serverless: {instances: 2, max: 8, cpu_per_query: 5 ms, working_set: 6 GiB}," STORAGE);
    ck_quantity(&made, "db", "aurora", "acu_hours", "4380");
    estimated_clear(&made);
    made =
        estimated("period: 730h\n" TRAFFIC("") "serverless: {max: 8, cpu_per_query: 5 ms, acu_per_vcpu: 4}," STORAGE);
    ck_quantity(&made, "db", "aurora", "acu_hours", "1460");
    estimated_clear(&made);
}
END_TEST

/* Two hours of five times as much need 5 ACU.  In halves, every ten seconds: 2, then 3, 4, 6, 9, 10 and so on, 720
 * times: 3 + 4 + 6 + 9 + 716 x 10 = 7182; after it 9 to 3, above the two that there are anyway 7 + 6 + 5 + 4 + 3 + 2 +
 * 1 = 28. 720 h + (7182 - 2 x 720 + 28) x 10 s / 2 = 720 + 8.0138888.. */
START_TEST(capacity_rises_and_falls_with_an_event)
{
    estimated_t made = estimated("period: 2025-11\n" TRAFFIC(", events: {launch: {at: \"2025-11-10T12:00\", for: 2 h, "
                                                             "times: 5, ramp: 0 s}}") "serverless: {max: 8, "
                                                                                      "cpu_per_query: 5 ms}," STORAGE);
    ck_quantity(&made, "db", "aurora", "acu_hours", "728.013888888889");
    ck_quality(&made, "db", MOST, "5");
    ck_quality(&made, "db", SATURATED_MINUTES, "1");
    estimated_clear(&made);
}
END_TEST

/* Of the 5 ACU there are 3: the two hours are saturated.  3, 4, 6 and so on; then 5, 4, 3.
 * (3 + 4 + 718 x 6 - 2 x 720 + 3 + 2 + 1) x 5 s = 14405 s. */
START_TEST(max_is_the_most_that_there_is)
{
    estimated_t made = estimated("period: 2025-11\n" TRAFFIC(", events: {launch: {at: \"2025-11-10T12:00\", for: 2 h, "
                                                             "times: 5, ramp: 0 s}}") "serverless: {max: 3, "
                                                                                      "cpu_per_query: 5 ms}," STORAGE);
    ck_quantity(&made, "db", "aurora", "acu_hours", "724.001388888889");
    ck_quality(&made, "db", MOST, "3");
    ck_quality(&made, "db", SATURATED_MINUTES, "120");
    estimated_clear(&made);
}
END_TEST

#define NOON ", shape: weights, weights: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]"

/* An hour a day with half an ACU, and five minutes more until it pauses: 30 x 3900 s x 0.5. */
START_TEST(it_pauses_without_load)
{
    estimated_t made = estimated("period: 2025-11\n"
                                 "traffic: {web: {requests: 300k/month, request: 1 KiB, response: 1 KiB" NOON "}}\n"
                                 "resources:\n  db: {service: aurora, engine: aurora-postgresql, from: web, "
                                 "serverless: {min: 0, max: 8, cpu_per_query: 5 ms}," STORAGE);
    ck_quantity(&made, "db", "aurora", "acu_hours", "16.25");
    ck_quality(&made, "db", LEAST, "0");
    ck_quality(&made, "db", MOST, "0.5");
    ck_quality(&made, "db", STARTS, "30");
    estimated_clear(&made);
    made = estimated("period: 2025-11\n"
                     "traffic: {web: {requests: 300k/month, request: 1 KiB, response: 1 KiB" NOON "}}\n"
                     "resources:\n  db: {service: aurora, engine: aurora-postgresql, from: web, "
                     "serverless: {min: 0, max: 8, cpu_per_query: 5 ms, held_connections: true}," STORAGE);
    ck_quantity(&made, "db", "aurora", "acu_hours", "360");
    estimated_clear(&made);
}
END_TEST

/* 20 weekdays of ten hours; what comes in the other 520 finds no database. */
START_TEST(a_schedule_loses_queries)
{
    estimated_t made = estimated(
        "period: 2025-11\nschedules: {office: {start: \"cron(0 8 ? * MON-FRI *)\", stop: \"cron(0 18 ? * MON-FRI "
        "*)\"}}\n" TRAFFIC("") "schedule: office, serverless: {min: 1, max: 8, cpu_per_query: 5 ms}," STORAGE);
    ck_quantity(&made, "db", "aurora", "acu_hours", "200");
    ck_quality(&made, "db", LOST, "187200000"); /* 100 x 520 x 3600 */
    ck_quality(&made, "db", LEAST, "0");
    estimated_clear(&made);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("aurora_flow",
                      (const TTest *const[]){a_steady_load_has_a_steady_capacity, instances_share_and_memory_counts,
                                             capacity_rises_and_falls_with_an_event, max_is_the_most_that_there_is,
                                             it_pauses_without_load, a_schedule_loses_queries, NULL});
}

UNIT_MAIN(suite)
