/* What comes while a schedule has a resource stopped: docs/warnings.md, load-while-stopped. */
#include <stdio.h>

#include "estimated.h"

static estimated_t month(const char *schedule, const char *behind)
{
    char text[2048];
    snprintf(text, sizeof text,
             "period: 2025-11\n"
             "schedules: {office: {start: \"cron(0 8 ? * MON-FRI *)\", stop: \"cron(30 17 ? * MON-FRI *)\"},\n"
             "            always: {start: \"cron(0 0 * * ? *)\", stop: \"cron(0 0 * * ? *)\"}}\n"
             "traffic: {web: {rate: 60/min, request: 1 KiB, response: 1 KiB}}\n"
             "resources:\n"
             "  group: {service: ec2, from: web, instance_type: c5.large, count: 2, root: {type: gp3, size: 8 GiB}, "
             "public_address: false%s}\n%s",
             schedule, behind);
    return estimated(text);
}

#define QUEUE "  queue: {service: sqs, type: standard, from: {group: {per_request: 0.5, request: 1 KiB}}}\n"

/* On 20 weekdays for 570 minutes each: of 2,592,000 requests 684,000 are answered, and each second one is sent,
 * received and deleted: 1.026 M.  1,908,000 are not. */
START_TEST(nothing_goes_on_while_it_is_stopped)
{
    estimated_t made = month(", schedule: office", QUEUE);
    ck_quantity(&made, "queue", "sqs", "requests", "1.026");
    ck_assert_str_eq(estimated_warning(&made, "load-while-stopped"),
                     "1908000 requests come while it is stopped; nobody answers them, and nothing behind it sees them");
    estimated_clear(&made);
    made = month("", QUEUE);
    ck_quantity(&made, "queue", "sqs", "requests", "3.888"); /* 2592000 x 0.5 x 3 */
    ck_assert_str_eq(estimated_warning(&made, "load-while-stopped"), "(none)");
    estimated_clear(&made);
}
END_TEST

/* With nothing behind it there is nothing to keep from; a schedule that never stops it keeps nothing. */
START_TEST(nothing_to_say_where_nothing_is_lost)
{
    estimated_t made = month(", schedule: office", "");
    ck_assert_str_eq(estimated_warning(&made, "load-while-stopped"), "(none)");
    estimated_clear(&made);
    made = month(", schedule: always", QUEUE);
    ck_quantity(&made, "queue", "sqs", "requests", "3.888");
    ck_assert_str_eq(estimated_warning(&made, "load-while-stopped"), "(none)");
    estimated_clear(&made);
}
END_TEST

/* A balancer that is there from the 16th on hands on what comes from then on, and says nothing; a group of ten of these
 * days that a schedule stops misses what comes on weekends and at night in those: 14400 - 8 x 570 minutes. */
START_TEST(nothing_goes_on_before_it_is_there)
{
    estimated_t made =
        estimated("period: 2025-11\n"
                  "traffic: {web: {rate: 60/min, request: 1 KiB, response: 1 KiB}}\n"
                  "resources:\n"
                  "  lb: {service: alb, from: web, zones: 2, scheme: internal, runs: {from: 2025-11-16}}\n"
                  "  queue: {service: sqs, type: standard, from: {lb: {per_request: 1, request: 1 KiB}}}\n");
    ck_quantity(&made, "queue", "sqs", "requests", "3.888"); /* 1296000 x 3 */
    ck_assert_str_eq(estimated_warning(&made, "load-while-stopped"), "(none)");
    estimated_clear(&made);
    made = month(", schedule: office, runs: {from: 2025-11-10, until: 2025-11-20}", QUEUE);
    ck_quantity(&made, "queue", "sqs", "requests", "0.4104"); /* 60 x 8 x 570 x 0.5 x 3 */
    ck_assert_str_eq(estimated_warning(&made, "load-while-stopped"),
                     "590400 requests come while it is stopped; nobody answers them, and nothing behind it sees them");
    estimated_clear(&made);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("month_stopped",
                      (const TTest *const[]){nothing_goes_on_while_it_is_stopped, nothing_to_say_where_nothing_is_lost,
                                             nothing_goes_on_before_it_is_there, NULL});
}

UNIT_MAIN(suite)
