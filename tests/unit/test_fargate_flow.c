/* Fargate services in time, by hand: scaling rules, sections 2 to 4 and 10. */
#include <stdio.h>

#include "estimated.h"

#define TASK "task: {vcpu: 1, memory: 2 GiB}, subnets: private, implied: false, "

/* 6000 requests a minute and, for two hours from minute E = 13680 on, twice as many: after minutes E to E + 2 there are
 * to be ceil(10 x 1200 / 600) = 20 tasks, after E + 120 to E + 134, of 300 each, ceil(20 x 300 / 600) = 10.
 * Billed: ten more from the decision (they start at once, 23 s) until 300 s of drain and 30 s of stop after the second:
 * 10 x 2592000 + 10 x (132 x 60 + 330) = 26002500 s.  They run for 23 s and 330 s less:
 * (10 x 2592000 + 10 x (132 x 60 - 23)) / 2592000 = 10.0304... */
START_TEST(a_step_in_the_load_bills_start_drain_and_stop)
{
    estimated_t made = estimated("period: 2025-11\n"
                                 "traffic: {web: {rate: 6000/min, events: {launch: {at: \"2025-11-10T12:00\", for: 2 "
                                 "h, times: 2, ramp: 0 s}}}}\n"
                                 "resources:\n"
                                 "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"
                                 "  app: {service: fargate, from: lb, tasks: 10, " TASK
                                 "scaling: {min: 2, max: 40, policies: {requests: "
                                 "{metric: requests_per_target, target: 600/min, publish_delay: 0 s}}}}\n");
    ck_quantity(&made, "app", "fargate", "vcpu_hours", "7222.916666666667");
    ck_quality(&made, "app", MEAN, "10.03");
    ck_quality(&made, "app", MOST, "20");
    ck_quality(&made, "app", STARTS, "10");
    ck_quality(&made, "app", DECISIONS, "2");
    ck_quality(&made, "app", LOST, "0");
    estimated_clear(&made);
}
END_TEST

/* Vector sim-max as a workload: 1 vCPU is needed, from minute 5 on 40; at 100 % 2 tasks become 3, 5, 8 and 10 after
 * minutes 7, 9, 11 and 13.  Billed from each decision on:
 * 10 x 2592000 - (8 x 480 + 7 x 120 + 5 x 120 + 2 x 120) = 25914480 s of 2 vCPU. */
START_TEST(the_vector_of_the_largest_load)
{
    estimated_t made = estimated(
        "period: 2025-11\n"
        "traffic: {web: {rate: 10/s, events: {all: {at: \"2025-11-01T00:05\", for: 31 days, times: 40, ramp: 0 s}}}}\n"
        "resources:\n"
        "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"
        "  app: {service: fargate, from: lb, tasks: 2, task: {vcpu: 2, memory: 4 GiB}, threads: 2, subnets: private, "
        "implied: false, cpu_per_request: 100 ms, health_check: {interval: 5 s, healthy: 2}, scaling: {min: 2, max: "
        "10, "
        "policies: {cpu: {metric: cpu, target: 70%, scale_out_cooldown: 60 s, publish_delay: 0 s}}}}\n");
    ck_quantity(&made, "app", "fargate", "vcpu_hours", "14396.933333333333");
    ck_quality(&made, "app", DECISIONS, "4");
    ck_quality(&made, "app", MOST, "10");
    /* 40 vCPU are 24000 requests a minute; a task serves 1200.  Minutes 5 to 8 have 2 tasks, 9 and 10 have 3, 11 and 12
     * have 5, 13 and 14 have 8, the others 10: 43195 x 24000 - (4 x 2 + 2 x 3 + 2 x 5 + 2 x 8 + 43185 x 10) x 1200. */
    ck_quality(&made, "app", LOST, "518412000");
    ck_quality(&made, "app", WAIT_S, "unbounded");
    estimated_clear(&made);
}
END_TEST

/* 20 weekdays of ten hours: each begins with two starts and ends with 330 s that are billed too.  At 8:00 they are
 * healthy after 83 s, in minute 2.  60 requests a minute come in 43200 minutes, and are served in 20 x 598. */
START_TEST(a_schedule_starts_and_stops_a_service_that_scales)
{
    estimated_t made = estimated(
        "period: 2025-11\n"
        "schedules: {office: {start: \"cron(0 8 ? * MON-FRI *)\", stop: \"cron(0 18 ? * MON-FRI *)\"}}\n"
        "traffic: {web: {rate: 60/min}}\n"
        "resources:\n"
        "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"
        "  app: {service: fargate, from: lb, tasks: 2, schedule: office, " TASK "scaling: {min: 2, max: 4, policies: "
        "{requests: {metric: requests_per_target, target: 600/min}}}}\n");
    ck_quantity(&made, "app", "fargate", "vcpu_hours", "403.666666666667"); /* 20 x 2 x 36330 s */
    ck_quality(&made, "app", STARTS, "40");
    ck_quality(&made, "app", LEAST, "0");
    ck_quality(&made, "app", SERVED, "717600");
    ck_quality(&made, "app", LOST, "1874400");
    estimated_clear(&made);
}
END_TEST

/* The same two tasks, which nothing scales and of whose CPU nothing is known: 598 of 600 minutes on each of 20 days.
 * Those of ten days are there for 14400 minutes, less the first two. */
START_TEST(fixed_tasks_serve_while_they_are_on)
{
    static const char text[] =
        "period: 2025-11\n"
        "schedules: {office: {start: \"cron(0 8 ? * MON-FRI *)\", stop: \"cron(0 18 ? * MON-FRI *)\"}}\n"
        "traffic: {web: {rate: 60/min}}\n"
        "resources:\n"
        "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"
        "  app: {service: fargate, from: lb, tasks: 2, " TASK "%s}\n"
        "  queue: {service: sqs, type: standard, from: {app: {per_request: 1, request: 1 KiB}}}\n";
    char whole[1024];
    snprintf(whole, sizeof whole, text, "schedule: office");
    estimated_t made = estimated(whole);
    ck_quantity(&made, "app", "fargate", "vcpu_hours", "403.666666666667");
    ck_quality(&made, "app", SERVED, "717600");
    ck_quality(&made, "app", LOST, "1874400");
    ck_quantity(&made, "queue", "sqs", "requests", "2.1528"); /* 717600 sent, received and deleted */
    estimated_clear(&made);
    snprintf(whole, sizeof whole, text, "runs: {from: 2025-11-10, until: 2025-11-20}");
    made = estimated(whole);
    ck_quality(&made, "app", SERVED, "863880"); /* 60 x 14398 */
    ck_quality(&made, "app", LOST, "1728120");
    estimated_clear(&made);
}
END_TEST

/* Each of four deployments starts two tasks, which are healthy 83 s later; in the next minute, at 120 s, the old ones
 * are told to stop, and are billed for 330 s more: 2 x 2592000 + 4 x 2 x 450 s. */
START_TEST(deployments_have_both_sets_of_tasks)
{
    estimated_t made =
        estimated("period: 2025-11\n"
                  "traffic: {web: {rate: 60/min}}\n"
                  "resources:\n"
                  "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"
                  "  app: {service: fargate, from: lb, tasks: 2, " TASK
                  "deployments: {count: 4/month}, scaling: {min: 2, max: 4, policies: {requests: {metric: "
                  "requests_per_target, target: 600/min}}}}\n");
    ck_quantity(&made, "app", "fargate", "vcpu_hours", "1440.917777777778");
    ck_quality(&made, "app", STARTS, "8");
    ck_quality(&made, "app", LOST, "0");
    estimated_clear(&made);
}
END_TEST

/* Two services have half of 4 vCPU each: of 2 vCPU that are there. Nothing more than that is needed. */
START_TEST(several_services_share_the_load)
{
    estimated_t made =
        estimated("period: 2025-11\n"
                  "traffic: {web: {rate: 40/s}}\n"
                  "resources:\n"
                  "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"
                  "  app: {service: fargate, count: 2, from: lb, tasks: 1, " TASK "cpu_per_request: 100 ms}\n"
                  "  jobs: {service: sqs, type: standard, from: {app: {per_request: 1, request: 1 KiB}}}\n");
    ck_quality(&made, "app", LOST, "51840000"); /* 40 x 2592000 less 10 a second of each */
    ck_quality(&made, "app", SERVED, "51840000");
    ck_quality(&made, "app", MOST, "2");
    ck_quantity(&made, "jobs", "sqs", "requests", "155.52");
    estimated_clear(&made);
}
END_TEST

/* A worker does 5 / 4 s = 1.25 jobs a second; 60 a minute come, and for an hour 120: the backlog grows by 45 a minute
 * for 60 minutes, to 2700, and then falls by 15 a minute.  What it hands on comes when it is done. */
START_TEST(a_backlog_is_worked_off)
{
    estimated_t made = estimated(
        "period: 2025-11\n"
        "traffic: {web: {rate: 60/min, events: {launch: {at: \"2025-11-10T12:00\", for: 1 h, times: 2, ramp: 0 s}}}}\n"
        "resources:\n"
        "  worker: {service: fargate, from: web, tasks: 1, " TASK "job: {time: 4 s, concurrency: 5}}\n"
        "  done: {service: sqs, type: standard, from: {worker: {per_request: 1, request: 1 KiB}}}\n");
    ck_quality(&made, "worker", LOAD, "jobs");
    ck_quality(&made, "worker", BACKLOG_MOST, "2700");
    ck_quality(&made, "worker", BACKLOG, "0");
    ck_quality(&made, "worker", SERVED, "2595600"); /* 60 x 43200 + 3600 */
    ck_quantity(&made, "done", "sqs", "requests", "7.7868");
    estimated_clear(&made);
}
END_TEST

/* Of 20 requests a second ten are served, and write 1 KiB each: 10 x 2592000 / 2^20 GiB. */
START_TEST(what_is_lost_writes_no_logs)
{
    estimated_t made =
        estimated("period: 2025-11\n"
                  "traffic: {web: {rate: 20/s, request: 1 KiB, response: 1 GiB}}\n"
                  "resources:\n"
                  "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"
                  "  app: {service: fargate, from: lb, tasks: 1, task: {vcpu: 1, memory: 2 GiB}, subnets: "
                  "private, pulls: none, cpu_per_request: 100 ms, logs: {per_request: 1 KiB}}\n");
    ck_quantity(&made, "app", "cloudwatch", "logs_ingested", "24.71923828125");
    estimated_clear(&made);
}
END_TEST

/* Enough of everything, and nothing that follows: figures are those of before, and no quality is reported. */
START_TEST(what_needs_no_time_has_none)
{
    estimated_t made = estimated("period: 730h\n"
                                 "traffic: {web: {rate: 1/s}}\n"
                                 "resources:\n"
                                 "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"
                                 "  app: {service: fargate, from: lb, tasks: 2, " TASK "cpu_per_request: 100 ms}\n");
    ck_quantity(&made, "app", "fargate", "vcpu_hours", "1460");
    ck_assert_uint_eq(cost_bill_quality_count(made.bill), 0);
    estimated_clear(&made);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("fargate_flow",
                      (const TTest *const[]){
                          a_step_in_the_load_bills_start_drain_and_stop, the_vector_of_the_largest_load,
                          a_schedule_starts_and_stops_a_service_that_scales, deployments_have_both_sets_of_tasks,
                          fixed_tasks_serve_while_they_are_on, several_services_share_the_load, a_backlog_is_worked_off,
                          what_is_lost_writes_no_logs, what_needs_no_time_has_none, NULL});
}

UNIT_MAIN(suite)
