/* How long what comes in waits: scaling rules, section 10.2 (M/M/n) and 10.4. */
#include "estimated.h"

static const char *wait(estimated_t *made, const char *rate, const char *fields)
{
    char text[1024];
    snprintf(text, sizeof text,
             "period: 730h\ntraffic: {web: {rate: %s}}\nresources:\n"
             "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"
             "  app: {service: fargate, from: lb, subnets: private, implied: false, %s}\n",
             rate, fields);
    *made = estimated(text);
    return estimated_quality(made, "app", COST_QUALITY_WAIT_S);
}

#define SCALED(tasks)                                                                                                  \
    "scaling: {min: " tasks ", max: " tasks ", policies: {requests: {metric: requests_per_target, target: 1M/min}}}"

/* Vector erlang-c-4-3.0: of requests of a second on four vCPU, with three under way, 0.509433962 wait, for
 * 1 s / (4 - 3) on average. */
START_TEST(requests_wait_for_a_free_cpu)
{
    estimated_t made;
    ck_assert_str_eq(
        wait(&made, "3/s", "tasks: 2, task: {vcpu: 2, memory: 4 GiB}, threads: 2, cpu_per_request: 1 s, " SCALED("2")),
        "0.509434");
    estimated_clear(&made);
}
END_TEST

/* One thread uses one of two vCPU: two servers, of which 1.5 are busy.  p = 0.642857..., 1 s / 0.5: 1.285714. */
START_TEST(a_thread_is_a_server)
{
    estimated_t made;
    ck_assert_str_eq(
        wait(&made, "1.5/s", "tasks: 2, task: {vcpu: 2, memory: 4 GiB}, cpu_per_request: 1 s, " SCALED("2")),
        "1.285714");
    estimated_clear(&made);
}
END_TEST

START_TEST(more_than_can_be_served_waits_for_ever)
{
    estimated_t made;
    ck_assert_str_eq(wait(&made, "3/s", "tasks: 2, task: {vcpu: 1, memory: 2 GiB}, cpu_per_request: 1 s, " SCALED("2")),
                     "unbounded");
    estimated_clear(&made);
}
END_TEST

START_TEST(without_cpu_time_nobody_knows)
{
    estimated_t made;
    ck_assert_str_eq(wait(&made, "3/s", "tasks: 2, task: {vcpu: 1, memory: 2 GiB}, " SCALED("2")), "");
    estimated_clear(&made);
}
END_TEST

START_TEST(jobs_wait_until_a_backlog_is_done)
{
    estimated_t made;
    ck_assert_str_eq(wait(&made, "1/s", "tasks: 1, task: {vcpu: 1, memory: 2 GiB}, job: {time: 4 s, concurrency: 5}"),
                     "0");
    estimated_clear(&made);
}
END_TEST

/* 60 sessions a minute of 30 min: 1800 connections are open.  For two hours from minute E on there are twice as many
 * messages by requests of another traffic: tasks go from 10 to 20 and, at (E + 135) x 60 s, back to 10: half of the
 * connections, 900, open again.  */
START_TEST(connections_of_stopped_tasks_open_again)
{
    static const char text[] =
        "period: 2025-11\n"
        "traffic:\n"
        "  web: {rate: 6000/min, events: {launch: {at: \"2025-11-10T12:00\", for: 2 h, times: 2, ramp: 0 s}}}\n"
        "  live: {sessions: 2592000/month, length: 30 min, messages: 0}\n"
        "resources:\n"
        "  lb: {service: alb, from: [web%s], zones: 2, scheme: internal}\n"
        "  app: {service: fargate, from: lb, tasks: 10, task: {vcpu: 1, memory: 2 GiB}, subnets: private, "
        "implied: "
        "false, scaling: {min: 2, max: 40, policies: {requests: {metric: requests_per_target, target: 600/min, "
        "publish_delay: 0 s}}}}\n";
    char whole[1024];
    snprintf(whole, sizeof whole, text, ", live");
    estimated_t made = estimated(whole);
    ck_quality(&made, "app", DECISIONS, "2");
    ck_quality(&made, "app", RECONNECTS, "900");
    estimated_clear(&made);
    snprintf(whole, sizeof whole, text, "");
    made = estimated(whole);
    ck_quality(&made, "app", RECONNECTS, "0");
    estimated_clear(&made);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("fargate_quality",
                      (const TTest *const[]){requests_wait_for_a_free_cpu, a_thread_is_a_server,
                                             more_than_can_be_served_waits_for_ever, without_cpu_time_nobody_knows,
                                             jobs_wait_until_a_backlog_is_done, connections_of_stopped_tasks_open_again,
                                             NULL});
}

UNIT_MAIN(suite)
