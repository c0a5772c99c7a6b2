/* App Runner in time, by hand: scaling rules, section 5; billing rules, section 3. */
#include "estimated.h"

/* Each message is sent, received and deleted: three requests. */
#define BEHIND "  jobs: {service: sqs, type: standard, from: {app: {per_request: 1, request: 1 KiB}}}\n"

/* 20 weekdays of ten hours, of which the first minute of each is the resume. */
START_TEST(a_pause_loses_requests)
{
    estimated_t made =
        estimated("period: 2025-11\n"
                  "schedules: {office: {start: \"cron(0 8 ? * MON-FRI *)\", stop: \"cron(0 18 ? * MON-FRI *)\"}}\n"
                  "traffic: {web: {rate: 10/s, request: 1 KiB, response: 1 KiB}}\n"
                  "resources:\n"
                  "  app: {service: apprunner, from: web, instance: {vcpu: 1, memory: 2 GiB}, response_time: 500 ms, "
                  "schedule: office}\n" BEHIND);
    ck_quality(&made, "app", SERVED, "7188000"); /* 10 x (200 x 3600 - 20 x 60) */
    ck_quality(&made, "app", LOST, "18732000");  /* 10 x 2592000 - 7188000 */
    ck_quality(&made, "app", SATURATED_MINUTES, "0");
    ck_quality(&made, "app", LEAST, "0");
    ck_quality(&made, "app", MOST, "1");
    ck_quantity(&made, "app", "apprunner", "active_vcpu_hours", "199.666666666667"); /* 200 h - 20 min */
    ck_quantity(&made, "jobs", "sqs", "requests", "21.564");
    ck_assert_str_eq(estimated_warning(&made, "apprunner-requests-lost"),
                     "18732000 requests come while the service is paused or resumes; they are not served");
    estimated_clear(&made);
}
END_TEST

/* Two hours at five times the rate: 500 requests in flight need five instances; of three, three hundred are served. */
static void launch(estimated_t *made, const char *max_size)
{
    char text[1024];
    snprintf(text, sizeof text,
             "period: 2025-11\n"
             "traffic: {web: {rate: 100/s, request: 1 KiB, response: 1 KiB, "
             "events: {launch: {at: \"2025-11-10T12:00\", for: 2 h, times: 5, ramp: 0 s}}}}\n"
             "resources:\n"
             "  app: {service: apprunner, from: web, instance: {vcpu: 1, memory: 2 GiB}, response_time: 1 s, "
             "max_size: %s}\n" BEHIND,
             max_size);
    *made = estimated(text);
}

START_TEST(instances_follow_an_event)
{
    estimated_t made;
    launch(&made, "25");
    ck_quantity(&made, "app", "apprunner", "active_vcpu_hours", "728"); /* 718 + 2 x 5 */
    ck_quality(&made, "app", MEAN, "1.011");                            /* 728 / 720 */
    ck_quality(&made, "app", MOST, "5");
    ck_quality(&made, "app", STARTS, "4");
    ck_quality(&made, "app", DECISIONS, "2");
    ck_quality(&made, "app", LOST, "0");
    ck_quality(&made, "app", SERVED, "262080000"); /* 100 x 2592000 + 400 x 7200 */
    ck_assert_str_eq(estimated_warning(&made, "apprunner-requests-lost"), "(none)");
    estimated_clear(&made);
}
END_TEST

START_TEST(what_max_size_has_no_room_for_is_lost)
{
    estimated_t made;
    launch(&made, "3");
    ck_quantity(&made, "app", "apprunner", "active_vcpu_hours", "724"); /* 718 + 2 x 3 */
    ck_quality(&made, "app", LOST, "1440000");                          /* 200 x 7200 */
    ck_quality(&made, "app", SATURATED_MINUTES, "120");
    ck_quantity(&made, "jobs", "sqs", "requests", "781.92"); /* 3 x (262.08 - 1.44) million */
    ck_assert_str_eq(estimated_warning(&made, "apprunner-requests-lost"),
                     "1440000 requests are more than max_size instances take at a time; they are not served");
    estimated_clear(&made);
}
END_TEST

/* Each of two services has half of the load. */
START_TEST(two_services_share_the_load)
{
    estimated_t made = estimated("period: 730h\n"
                                 "traffic: {web: {rate: 300/s}}\n"
                                 "resources:\n"
                                 "  app: {service: apprunner, count: 2, from: web, instance: {vcpu: 1, memory: 2 GiB}, "
                                 "response_time: 1 s}\n");
    ck_quantity(&made, "app", "apprunner", "active_vcpu_hours", "2920"); /* 2 x ceil(150 / 100) x 730 */
    ck_quality(&made, "app", MOST, "4");
    estimated_clear(&made);
}
END_TEST

/* Half of the month, without saying which: half of the requests. */
START_TEST(unpaused_hours_have_their_part_of_the_load)
{
    estimated_t made =
        estimated("period: 730h\n"
                  "traffic: {web: {rate: 10/s, request: 1 KiB, response: 1 KiB}}\n"
                  "resources:\n"
                  "  app: {service: apprunner, from: web, instance: {vcpu: 1, memory: 2 GiB}, response_time: 1 s, "
                  "unpaused: 365 h}\n" BEHIND);
    ck_quality(&made, "app", SERVED, "13140000"); /* 10 x 365 x 3600 */
    ck_quality(&made, "app", LOST, "13140000");
    ck_quantity(&made, "jobs", "sqs", "requests", "39.42");
    estimated_clear(&made);
}
END_TEST

/* What is stated stands, and nothing is said of what ran. */
START_TEST(stated_hours_stand)
{
    estimated_t made =
        estimated("period: 730h\n"
                  "traffic: {web: {rate: 10/s}}\n"
                  "resources:\n"
                  "  app: {service: apprunner, from: web, instance: {vcpu: 1, memory: 2 GiB}, active: 160 h}\n");
    ck_quantity(&made, "app", "apprunner", "active_vcpu_hours", "160");
    ck_quality(&made, "app", SERVED, "(none)");
    estimated_clear(&made);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("apprunner_flow",
                      (const TTest *const[]){a_pause_loses_requests, instances_follow_an_event,
                                             what_max_size_has_no_room_for_is_lost, two_services_share_the_load,
                                             unpaused_hours_have_their_part_of_the_load, stated_hours_stand, NULL});
}

UNIT_MAIN(suite)
