/* A month's memory: only traffic, scalers and queues own a column of minutes. */
#include "resolved.h"

enum { COLUMN_BYTES = 43201 * 8 };

/* Bytes of the month of a service whose tasks are too few at times, and of `callees` resources that it calls. */
static size_t bytes_of(int callees, const char *fields)
{
    static char text[16384];
    int length =
        snprintf(text, sizeof text,
                 "period: 2025-11\n"
                 "traffic: {web: {requests: 10M/month, shape: business-hours, request: 1 KiB, response: 1 KiB}}\n"
                 "resources:\n"
                 "  app: {service: fargate, from: web, tasks: 2, task: {vcpu: 1, memory: 2 GiB}, subnets: private, "
                 "cpu_per_request: 200 ms}\n");
    for (int i = 0; i < callees; i++)
        length += snprintf(text + length, sizeof text - (size_t)length,
                           "  r%d: {%s, from: {app: {per_request: %d, request: 1 KiB, response: 1 KiB}}}\n", i, fields,
                           1 + i % 3);
    resolved_t made = resolved(text);
    cost_arena_t *arena = cost_arena_create();
    cost_usage_t usage = {.arena = arena};
    ck_assert(!cost_month_simulate(&usage, &made.all, 1, resolved_month(&made), made.err));
    ck_assert_ptr_nonnull(usage.first_ran); /* the tasks were too few: the callees see a column of what was served */
    const size_t bytes = cost_arena_bytes(arena);
    cost_arena_destroy(arena);
    resolved_clear(&made);
    return bytes;
}

/* Twenty of them take less than one column together. */
START_TEST(twenty_resources_do_not_cost_twenty_months)
{
    static const char *const services[] = {
        "service: sqs, type: standard", "service: elasticache, engine: redis, node: cache.t3.micro",
        "service: rds, engine: postgres, class: db.m7g.large, storage: {size: 20 GiB}", "service: alb, zones: 2",
        "service: nat-gateway"};
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++) {
        const size_t none = bytes_of(0, services[i]), twenty = bytes_of(20, services[i]);
        ck_assert_msg(twenty - none < COLUMN_BYTES, "%s: %zu bytes", services[i], twenty - none);
    }
}
END_TEST

/* What clips the load owns one column of what it passes on, once for all that it calls: of App Runner, too. */
START_TEST(a_service_that_clips_owns_one_column)
{
    const size_t none = bytes_of(0, ""), one = bytes_of(1, "service: apprunner, instance: {vcpu: 1, memory: 2 GiB}, "
                                                           "response_time: 5 s, max_size: 1, max_concurrency: 5");
    ck_assert_msg(one - none < 8 * (size_t)COLUMN_BYTES, "%zu bytes",
                  one - none); /* with its stretches, which double */
    ck_assert_msg(one - none > COLUMN_BYTES, "%zu bytes", one - none);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("month", (const TTest *const[]){twenty_resources_do_not_cost_twenty_months,
                                                      a_service_that_clips_owns_one_column, NULL});
}

UNIT_MAIN(suite)
