/* Files of trials through the public functions: what is in them, and that every trial is the one that stands alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cost.h"
#include "unit.h"

static const char still[] =
    "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11..2025-12,\n"
    " traffic: {web: {requests: 1M/month to 60M/month, request: 2 KiB, response: {low: 1 KiB, high: 60 KiB, group: "
    "g}}},\n"
    " budgets: {all: {limit: 280 USD}},\n"
    " resources: {lb: {service: alb, from: web, zones: 3, scheme: internet-facing},\n"
    "  cdn: {service: cloudfront, from: web},\n"
    "  watch: {service: cloudwatch, logs: {ingested: {low: 1 GB/month, high: 90 GB/month, group: g}}},\n"
    "  app: {service: fargate, from: lb, tasks: 4, task: {vcpu: 2, memory: 4 GiB},\n"
    "   capacity: {fargate: {base: 1, weight: 1}, fargate_spot: {weight: 1, price: 30% to 50%}}},\n"
    "  job: {service: fargate, tasks: 4, task: {vcpu: 2, memory: 4 GiB},\n"
    "   capacity: {fargate: {base: 1, weight: 1}, fargate_spot: {weight: 1, price: 30% to 50%}}}}}";

/* Days, minutes, an event that may happen, tasks that follow the load, Spot interruptions, a queue. */
static const char noisy[] =
    "{format: libcost-workload/1, workload: busy, region: us-east-1, period: 2025-11..2025-12,\n"
    " traffic: {web: {requests: 9M/month to 20M/month, shape: business-hours, timezone: America/New_York,\n"
    "   request: 2 KiB, response: 45 KiB, noise: {sd: 0.2, memory: 20 min}, day_factor: {sd: 0.2},\n"
    "   events: {launch: {at: \"2025-11-18T14:00\", for: 2 h to 6 h, times: 3 to 9, ramp: 10 min, chance: 40%}}}},\n"
    " resources: {lb: {service: alb, from: web, zones: 3, scheme: internet-facing},\n"
    "  app: {service: fargate, from: lb, tasks: 2, threads: 2, task: {vcpu: 2, memory: 4 GiB}, response_time: 400 ms,\n"
    "   cpu_per_request: 60 ms to 200 ms,\n"
    "   capacity: {fargate: {base: 1, weight: 1}, fargate_spot: {weight: 1, price: 30% to 50%, interruptions: "
    "200%/month}},\n"
    "   scaling: {min: 2, max: 10, policies: {cpu: {metric: cpu, target: 50%},\n"
    "    requests: {metric: requests_per_target, target: 2000/min}}}},\n"
    "  worker: {service: fargate, from: {app: {per_request: 0.02 to 0.05, request: 1 KiB, response: 1 KiB}},\n"
    "   tasks: 1, task: {vcpu: 1, memory: 2 GiB}, job: {time: 4 s, cpu: 200 ms, concurrency: 5},\n"
    "   scaling: {min: 1, max: 5, policies: {backlog: {metric: backlog_per_task, target: 50}}}}}}";

typedef struct {
    unsigned char *bytes;
    size_t length;
} taken_t;

static int take(void *user, const void *bytes, size_t length)
{
    taken_t *taken = user;
    taken->bytes = realloc(taken->bytes, taken->length + length);
    ck_assert_ptr_nonnull(taken->bytes);
    memcpy(taken->bytes + taken->length, bytes, length);
    taken->length += length;
    return 0;
}

static int refuse(void *user, const void *bytes, size_t length)
{
    (void)user;
    (void)bytes;
    return length > 0;
}

static uint64_t number(const unsigned char *bytes)
{
    uint64_t value = 0;
    for (int i = 0; i < 8; i++)
        value |= (uint64_t)bytes[i] << 8 * i;
    return value;
}

typedef struct {
    cost_error_t *err;
    cost_catalog_t *book;
    cost_workload_t *workload;
    cost_distribution_t *distribution;
} world_t;

static world_t simulate(const char *text, size_t trials)
{
    world_t world = {.err = cost_error_create()};
    cost_simulation_t *run = cost_simulation_create();
    ck_assert_int_eq(cost_catalog_create(&world.book, NULL, world.err), COST_OK);
    ck_assert_int_eq(cost_workload_parse(&world.workload, text, strlen(text), "shop.yaml", NULL, world.err), COST_OK);
    const cost_workload_t *const account[] = {world.workload};
    cost_simulation_set_trials(run, trials);
    cost_simulation_set_threads(run, 2);
    ck_assert_int_eq(cost_simulate(&world.distribution, world.book, account, 1, NULL, run, world.err), COST_OK);
    cost_simulation_destroy(run);
    return world;
}

static void close_world(world_t *world)
{
    cost_distribution_destroy(world->distribution);
    cost_workload_destroy(world->workload);
    cost_catalog_destroy(world->book);
    cost_error_destroy(world->err);
}

static const unsigned char *after_text(const unsigned char *at)
{
    return at + 8 + (number(at) + 7) / 8 * 8;
}

/* The columns of a kind add up to the total. */
static void expect_sums(const unsigned char *header, const unsigned char *row)
{
    enum { MONTH = 1, SERVICE = 2, RESOURCE = 3, KINDS = 9, FIXED_BYTES = 17 * 8, TEXTS = 4, COLUMN_BYTES = 24 };
    int64_t sums[KINDS] = {0};
    const unsigned char *at = header + FIXED_BYTES;
    for (int i = 0; i < TEXTS; i++)
        at = after_text(at);
    for (uint64_t c = 0; c < number(header + 72); c++, at = after_text(at + COLUMN_BYTES)) {
        ck_assert_uint_lt(number(at), KINDS);
        sums[number(at)] += (int64_t)number(row + c * 8);
    }
    for (int kind = MONTH; kind <= RESOURCE; kind++)
        ck_assert_int_eq(sums[kind], (int64_t)number(row));
}

/* Lanes, remembered prices and groups against cost_simulate_trial(), which has none of them. */
static void expect_alone(const char *text, size_t trials)
{
    world_t world = simulate(text, trials);
    const cost_workload_t *const account[] = {world.workload};
    taken_t taken = {NULL, 0};
    ck_assert_int_eq(cost_distribution_write(world.distribution, take, &taken, world.err), COST_OK);
    ck_assert_int_eq(memcmp(taken.bytes, "ilmtrial", 8), 0);
    const uint64_t header = number(taken.bytes + 16), width = number(taken.bytes + 72);
    ck_assert_uint_eq(number(taken.bytes + 64), trials);
    ck_assert_uint_eq(taken.length, header + trials * width * 8 + 8);
    for (size_t trial = 0; trial < trials; trial++) {
        cost_bill_t *bill = NULL;
        ck_assert_int_eq(cost_simulate_trial(&bill, world.book, account, 1, NULL, 1, trial, world.err), COST_OK);
        const unsigned char *row = taken.bytes + header + trial * width * 8;
        ck_assert_int_eq((int64_t)number(row), cost_bill_total(bill).nano_usd);
        ck_assert_int_eq((int64_t)number(row + 8), cost_bill_month_total(bill, 0).nano_usd);
        ck_assert_int_eq((int64_t)number(row + 16), cost_bill_month_total(bill, 1).nano_usd);
        expect_sums(taken.bytes, row);
        cost_bill_destroy(bill);
    }
    free(taken.bytes);
    close_world(&world);
}

START_TEST(every_trial_is_the_one_alone)
{
    expect_alone(still, 60);
    expect_alone(noisy, 20);
}
END_TEST

START_TEST(what_is_not_taken_is_an_error)
{
    world_t world = simulate(still, 3);
    ck_assert_int_eq(cost_distribution_write(world.distribution, refuse, NULL, world.err), COST_ERR_IO);
    close_world(&world);
}
END_TEST

START_TEST(a_merged_one_answers_like_the_whole)
{
    world_t world = simulate(still, 300);
    taken_t taken = {NULL, 0}, again = {NULL, 0};
    cost_distribution_t *merged = NULL;
    char file[] = "/tmp/test_trial_file.XXXXXX";
    const char *const files[] = {file};
    ck_assert_int_eq(cost_distribution_write(world.distribution, take, &taken, world.err), COST_OK);
    const int fd = mkstemp(file);
    ck_assert_int_eq(write(fd, taken.bytes, taken.length), (long)taken.length);
    close(fd);
    ck_assert_int_eq(cost_distribution_merge(&merged, files, 1, world.err), COST_OK);
    ck_assert_ptr_null(cost_distribution_bill(merged));
    ck_assert_ptr_nonnull(cost_distribution_bill(world.distribution));
    for (size_t i = 0; i < cost_distribution_count(merged, COST_PART_SERVICE); i++)
        ck_assert_int_eq(cost_distribution_percentile(merged, COST_PART_SERVICE, i, COST_P95).nano_usd,
                         cost_distribution_percentile(world.distribution, COST_PART_SERVICE, i, COST_P95).nano_usd);
    double whole, parts;
    const cost_money_t limit = cost_distribution_percentile(merged, COST_PART_TOTAL, 0, COST_P75);
    ck_assert_int_eq(
        cost_distribution_probability_above(world.distribution, COST_PART_TOTAL, 0, limit, &whole, NULL, world.err),
        COST_OK);
    ck_assert_int_eq(cost_distribution_probability_above(merged, COST_PART_TOTAL, 0, limit, &parts, NULL, world.err),
                     COST_OK);
    ck_assert(whole == parts && whole == 0.25);
    ck_assert_int_eq(cost_distribution_write(merged, take, &again, world.err), COST_OK);
    ck_assert_uint_eq(again.length, taken.length);
    ck_assert_int_eq(memcmp(again.bytes, taken.bytes, taken.length), 0);
    unlink(file);
    /* A file that goes away is an error, not a crash. */
    ck_assert_int_eq(cost_distribution_probability_above(merged, COST_PART_TOTAL, 0, limit, &parts, NULL, world.err),
                     COST_ERR_IO);
    cost_distribution_destroy(merged);
    free(taken.bytes);
    free(again.bytes);
    close_world(&world);
}
END_TEST

START_TEST(nothing_is_nothing_to_merge)
{
    cost_distribution_t *merged = NULL;
    ck_assert_int_eq(cost_distribution_merge(&merged, NULL, 0, NULL), COST_ERR_SCHEMA);
    ck_assert_ptr_null(merged);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("trial_file",
                      (const TTest *const[]){every_trial_is_the_one_alone, what_is_not_taken_is_an_error,
                                             a_merged_one_answers_like_the_whole, nothing_is_nothing_to_merge, NULL});
}

UNIT_MAIN(suite)
