/* Simulations: trials, threads, one trial alone, what is said of them. */
#include <stdio.h>
#include <string.h>

#include "cost.h"
#include "unit.h"

static const char fixed[] =
    "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11..2025-12,\n"
    " traffic: {web: {requests: 9M/month, request: 2 KiB, response: 45 KiB}},\n"
    " resources: {lb: {service: alb, from: web, zones: 3},\n"
    "  app: {service: fargate, from: lb, tasks: 2, task: {vcpu: 2, memory: 4 GiB}}}}";

static const char ranges[] =
    "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11, tags: {env: test},\n"
    " traffic: {web: {requests: 6M/month to 14M/month, request: 2 KiB, response: {low: 30 KiB, high: 60 KiB, group: "
    "g}}},\n"
    " budgets: {all: {limit: 280 USD}, never: {limit: 1 USD, service: sqs}},\n"
    " resources: {lb: {service: alb, from: web, zones: 3, scheme: internet-facing},\n"
    "  db: {service: rds, engine: postgres, class: db.t3.medium,\n"
    "       storage: {type: gp3, size: {low: 100 GiB, high: 200 GiB, group: g}}},\n"
    "  app: {service: fargate, from: lb, tasks: 2, task: {vcpu: 2, memory: 4 GiB}}}}";

typedef struct {
    cost_error_t *err;
    cost_catalog_t *book;
    cost_workload_t *workload;
    cost_simulation_t *run;
    cost_distribution_t *distribution;
} world_t;

static world_t open_world(const char *text)
{
    world_t world = {.err = cost_error_create(), .run = cost_simulation_create()};
    ck_assert_int_eq(cost_catalog_create(&world.book, NULL, world.err), COST_OK);
    ck_assert_int_eq(cost_workload_parse(&world.workload, text, strlen(text), "shop.yaml", NULL, world.err), COST_OK);
    return world;
}

static cost_status_t simulate(world_t *world)
{
    const cost_workload_t *const account[] = {world->workload};
    cost_distribution_destroy(world->distribution);
    return cost_simulate(&world->distribution, world->book, account, 1, NULL, world->run, world->err);
}

static void close_world(world_t *world)
{
    cost_distribution_destroy(world->distribution);
    cost_simulation_destroy(world->run);
    cost_workload_destroy(world->workload);
    cost_catalog_destroy(world->book);
    cost_error_destroy(world->err);
}

static int64_t total(const world_t *world, cost_percentile_t percentile)
{
    return cost_distribution_percentile(world->distribution, COST_PART_TOTAL, 0, percentile).nano_usd;
}

/* Nothing is uncertain: every trial is the central month to the last digit. */
START_TEST(without_noise_every_trial_is_the_estimate)
{
    world_t world = open_world(fixed);
    const cost_workload_t *const account[] = {world.workload};
    cost_bill_t *bill = NULL;
    ck_assert_int_eq(cost_simulation_set_trials(world.run, 20), COST_OK);
    ck_assert_int_eq(cost_estimate(&bill, world.book, account, 1, NULL, world.err), COST_OK);
    ck_assert_int_eq(simulate(&world), COST_OK);
    const cost_distribution_t *distribution = world.distribution;
    const int64_t want = cost_bill_total(bill).nano_usd;
    ck_assert_int_gt(want, 0);
    for (int p = 0; p < COST_PERCENTILES; p++)
        ck_assert_int_eq(total(&world, (cost_percentile_t)p), want);
    ck_assert_int_eq(cost_distribution_mean(distribution, COST_PART_TOTAL, 0).nano_usd, want);
    ck_assert_int_eq(cost_distribution_central(distribution, COST_PART_TOTAL, 0).nano_usd, want);
    ck_assert_int_eq(cost_distribution_sd(distribution, COST_PART_TOTAL, 0).nano_usd, 0);
    ck_assert_uint_eq(cost_distribution_input_count(distribution), 0);
    ck_assert_uint_eq(cost_distribution_count(distribution, COST_PART_MONTH), 2);
    for (size_t i = 0; i < cost_bill_resource_count(bill); i++) {
        const int found = cost_distribution_find(distribution, COST_PART_RESOURCE, cost_bill_resource_name(bill, i));
        ck_assert_int_ge(found, 0);
        ck_assert_int_eq(
            cost_distribution_percentile(distribution, COST_PART_RESOURCE, (size_t)found, COST_P99).nano_usd,
            cost_bill_resource_cost(bill, i).nano_usd);
    }
    cost_bill_destroy(bill);
    close_world(&world);
}
END_TEST

START_TEST(threads_change_nothing)
{
    world_t world = open_world(ranges);
    int64_t want[COST_PERCENTILES];
    cost_simulation_set_trials(world.run, 300);
    ck_assert_int_eq(simulate(&world), COST_OK);
    for (int p = 0; p < COST_PERCENTILES; p++)
        want[p] = total(&world, (cost_percentile_t)p);
    ck_assert_int_lt(want[COST_P5], want[COST_P95]);
    ck_assert_int_eq(cost_simulation_set_threads(world.run, 7), COST_OK);
    ck_assert_int_eq(simulate(&world), COST_OK);
    for (int p = 0; p < COST_PERCENTILES; p++)
        ck_assert_int_eq(total(&world, (cost_percentile_t)p), want[p]);
    close_world(&world);
}
END_TEST

/* Of one trial every percentile is that trial. */
START_TEST(a_trial_alone_is_the_one_of_the_run)
{
    world_t world = open_world(ranges);
    const cost_workload_t *const account[] = {world.workload};
    cost_simulation_set_trials(world.run, 40);
    cost_simulation_set_seed(world.run, 7);
    for (size_t trial = 0; trial < 40; trial += 13) {
        cost_bill_t *bill = NULL;
        ck_assert_int_eq(cost_simulation_set_shard(world.run, trial + 1, 40), COST_OK);
        ck_assert_int_eq(simulate(&world), COST_OK);
        ck_assert_uint_eq(cost_distribution_trials(world.distribution), 1);
        ck_assert_uint_eq(cost_distribution_first_trial(world.distribution), trial);
        ck_assert_int_eq(cost_simulate_trial(&bill, world.book, account, 1, NULL, 7, trial, world.err), COST_OK);
        ck_assert_int_eq(cost_bill_total(bill).nano_usd, total(&world, COST_P50));
        ck_assert_int_ne(cost_bill_total(bill).nano_usd,
                         cost_distribution_central(world.distribution, COST_PART_TOTAL, 0).nano_usd);
        cost_bill_destroy(bill);
    }
    close_world(&world);
}
END_TEST

/* 280 USD lies inside the spread; nothing of SQS is billed. */
START_TEST(budgets_are_counted)
{
    world_t world = open_world(ranges);
    double error, probability;
    cost_simulation_set_trials(world.run, 400);
    ck_assert_int_eq(cost_simulation_add_budget(world.run, "mine", (cost_money_t){0}, "rds", "db", "env=test", NULL),
                     COST_OK);
    ck_assert_int_eq(simulate(&world), COST_OK);
    const cost_distribution_t *distribution = world.distribution;
    ck_assert_uint_eq(cost_distribution_count(distribution, COST_PART_BUDGET), 3);
    const double broken = cost_distribution_budget_broken(distribution, 0, &error);
    ck_assert(broken > 0.02 && broken < 0.98);
    ck_assert(error > 0 && error < 0.03);
    ck_assert_int_eq(cost_distribution_probability_above(distribution, COST_PART_TOTAL, 0, (cost_money_t){280000000000},
                                                         &probability, NULL, world.err),
                     COST_OK);
    ck_assert(probability == broken);
    ck_assert(cost_distribution_budget_broken(distribution, 1, NULL) == 0);
    ck_assert_int_eq(cost_distribution_budget_date(distribution, 1), 0);
    ck_assert(cost_distribution_budget_broken(distribution, 2, NULL) == 1);
    const int rds = cost_distribution_find(distribution, COST_PART_SERVICE, "rds");
    ck_assert_int_ge(rds, 0);
    ck_assert_int_eq(cost_distribution_mean(distribution, COST_PART_BUDGET, 2).nano_usd,
                     cost_distribution_mean(distribution, COST_PART_SERVICE, (size_t)rds).nano_usd);
    /* 2025-11-01 is 1761955200; a limit of 0 is met in the first second. */
    ck_assert_int_eq(cost_distribution_budget_date(distribution, 2), 1761955200);
    const int64_t date = cost_distribution_budget_date(distribution, 0);
    ck_assert_int_gt(date, 1761955200 + 15 * 86400);
    ck_assert_int_lt(date, 1761955200 + 30 * 86400);
    close_world(&world);
}
END_TEST

/* 100 GiB of gp3 at 0.08 USD a GB-month, from the 16th of November on: half of 8 USD, spent evenly over 15 days.  2 USD
 * are spent after 7.5 of them: 2025-11-23 12:00, 22.5 days after 1761955200. */
START_TEST(budgets_are_broken_when_the_money_is_spent)
{
    world_t world =
        open_world("{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11, resources: {\n"
                   " late: {service: ebs, type: gp3, size: 100 GiB, runs: {from: 2025-11-16}},\n"
                   " other: {service: ebs, type: gp3, size: 100 GiB to 200 GiB}}}");
    cost_simulation_set_trials(world.run, 8);
    ck_assert_int_eq(
        cost_simulation_add_budget(world.run, "late", (cost_money_t){2000000000}, NULL, "shop/late", NULL, "2025-11"),
        COST_OK);
    ck_assert_int_eq(
        cost_simulation_add_budget(world.run, "none", (cost_money_t){0}, NULL, "shop/late", NULL, "2025-12"), COST_OK);
    ck_assert_int_eq(simulate(&world), COST_OK);
    ck_assert_int_eq(cost_distribution_mean(world.distribution, COST_PART_BUDGET, 0).nano_usd, 4000000000);
    ck_assert(cost_distribution_budget_broken(world.distribution, 0, NULL) == 1);
    ck_assert_int_eq(cost_distribution_budget_date(world.distribution, 0), 1761955200 + 45 * 43200);
    ck_assert_int_eq(cost_distribution_mean(world.distribution, COST_PART_BUDGET, 1).nano_usd, 0);
    close_world(&world);
}
END_TEST

START_TEST(it_stops_when_it_is_sure_enough)
{
    world_t world = open_world(ranges);
    cost_simulation_set_trials(world.run, 20000);
    ck_assert_int_eq(cost_simulation_set_until(world.run, 0.002), COST_OK);
    ck_assert_int_eq(simulate(&world), COST_OK);
    const size_t trials = cost_distribution_trials(world.distribution);
    const double mean = (double)cost_distribution_mean(world.distribution, COST_PART_TOTAL, 0).nano_usd;
    const double error = (double)cost_distribution_standard_error(world.distribution, COST_PART_TOTAL, 0).nano_usd;
    ck_assert_uint_eq(trials % 256, 0);
    ck_assert(trials > 256 && trials < 20000);
    ck_assert(error <= 0.002 * mean);
    /* One look earlier it was not: with 256 trials fewer the error is sqrt(n / (n - 256)) times as large, about. */
    ck_assert(error * error * (double)trials / (double)(trials - 256) > 0.0019 * 0.0019 * mean * mean);
    cost_simulation_set_trials(world.run, 300);
    ck_assert_int_eq(cost_simulation_set_until(world.run, 0.0000001), COST_OK);
    ck_assert_int_eq(simulate(&world), COST_OK);
    ck_assert_uint_eq(cost_distribution_trials(world.distribution), 300);
    close_world(&world);
}
END_TEST

START_TEST(a_shard_is_a_part_of_the_trials)
{
    world_t world = open_world(ranges);
    size_t next = 0;
    cost_simulation_set_trials(world.run, 50);
    for (size_t shard = 1; shard <= 7; shard++) {
        ck_assert_int_eq(cost_simulation_set_shard(world.run, shard, 7), COST_OK);
        ck_assert_int_eq(simulate(&world), COST_OK);
        ck_assert_uint_eq(cost_distribution_first_trial(world.distribution), next);
        next += cost_distribution_trials(world.distribution);
    }
    ck_assert_uint_eq(next, 50);
    ck_assert_int_eq(cost_simulation_set_until(world.run, 0.1), COST_OK);
    ck_assert_int_eq(simulate(&world), COST_ERR_RANGE);
    ck_assert_int_eq(cost_simulation_set_until(world.run, 0), COST_OK);
    cost_simulation_set_trials(world.run, 3);
    ck_assert_int_eq(cost_simulation_set_shard(world.run, 1, 7), COST_OK);
    ck_assert_int_eq(simulate(&world), COST_ERR_RANGE);
    unit_expect_errors(
        world.err, (const char *const[]){
                       "a shard knows nothing of the others: it cannot stop at a standard error of all trials",
                       "shard 1 of 7 has none of the 3 trials; at most as many shards as trials are possible", NULL});
    close_world(&world);
}
END_TEST

START_TEST(no_settings_are_the_defaults)
{
    world_t world = open_world(ranges);
    const cost_workload_t *const account[] = {world.workload};
    ck_assert_int_eq(cost_simulate(&world.distribution, world.book, account, 1, NULL, NULL, world.err), COST_OK);
    ck_assert_uint_eq(cost_distribution_trials(world.distribution), 2000);
    ck_assert_uint_eq(cost_distribution_seed(world.distribution), 1);
    ck_assert_ptr_null(cost_distribution_name(world.distribution, COST_PART_RESOURCE, 99));
    ck_assert_int_eq(cost_distribution_find(world.distribution, COST_PART_RESOURCE, "shop/no"), -1);
    ck_assert_str_eq(cost_distribution_input_name(world.distribution, 0), "group g");
    ck_assert_ptr_null(cost_distribution_input_name(world.distribution, 2));
    close_world(&world);
}
END_TEST

static int cancel_at_40(void *user, size_t done, size_t all)
{
    *(size_t *)user = all;
    return done >= 40;
}

START_TEST(a_run_can_be_cancelled)
{
    world_t world = open_world(ranges);
    size_t seen = 0;
    cost_simulation_set_trials(world.run, 5000);
    cost_simulation_set_progress(world.run, cancel_at_40, &seen);
    ck_assert_int_eq(simulate(&world), COST_ERR_CANCELLED);
    ck_assert_uint_eq(seen, 5000);
    ck_assert_ptr_null(world.distribution);
    unit_expect_errors(world.err, (const char *const[]){"cancelled after 40 of 5000 trials", NULL});
    close_world(&world);
}
END_TEST

enum { TOLD_MAX = 4096 };

typedef struct {
    size_t done[TOLD_MAX], total[TOLD_MAX], count;
} told_t;

static int listen(void *user, size_t done, size_t total)
{
    told_t *told = user;
    ck_assert_uint_lt(told->count, TOLD_MAX);
    told->done[told->count] = done;
    told->total[told->count++] = total;
    return 0;
}

/* Never less than before, never more than all, and in the end all; `total` is the same in all calls but the last. */
static void expect_told(const told_t *told, size_t total, size_t all)
{
    ck_assert_uint_ge(told->count, 1);
    for (size_t i = 0; i < told->count; i++) {
        ck_assert(i == 0 || told->done[i] >= told->done[i - 1]);
        ck_assert_uint_le(told->done[i], told->total[i]);
        ck_assert_uint_eq(told->total[i], i + 1 < told->count ? total : all);
    }
    ck_assert_uint_eq(told->done[told->count - 1], all);
}

START_TEST(progress_hears_of_the_end)
{
    static told_t told;
    world_t world = open_world(ranges);
    cost_simulation_set_progress(world.run, listen, &told);
    for (size_t threads = 1; threads <= 16; threads += 5)
        for (size_t trials = 1; trials <= 5000; trials = trials * 9 + 4) {
            told.count = 0;
            cost_simulation_set_threads(world.run, threads);
            cost_simulation_set_trials(world.run, trials);
            ck_assert_int_eq(simulate(&world), COST_OK);
            expect_told(&told, trials, trials);
        }
    told.count = 0;
    cost_simulation_set_trials(world.run, 5000);
    cost_simulation_set_until(world.run, 0.5);
    ck_assert_int_eq(simulate(&world), COST_OK);
    expect_told(&told, 5000, 256);
    close_world(&world);
}
END_TEST

/* The last call may cancel as well as any. */
static int cancel_at_the_end(void *user, size_t done, size_t total)
{
    (void)user;
    return done == total;
}

START_TEST(a_run_can_be_cancelled_at_its_end)
{
    world_t world = open_world(ranges);
    cost_simulation_set_trials(world.run, 20);
    cost_simulation_set_threads(world.run, 3);
    cost_simulation_set_progress(world.run, cancel_at_the_end, NULL);
    ck_assert_int_eq(simulate(&world), COST_ERR_CANCELLED);
    ck_assert_ptr_null(world.distribution);
    unit_expect_errors(world.err, (const char *const[]){"cancelled after 20 of 20 trials", NULL});
    close_world(&world);
}
END_TEST

START_TEST(settings_have_bounds)
{
    cost_simulation_t *run = cost_simulation_create();
    ck_assert_int_eq(cost_simulation_set_trials(run, 0), COST_ERR_RANGE);
    ck_assert_int_eq(cost_simulation_set_trials(run, COST_TRIALS_MAX + 1), COST_ERR_RANGE);
    ck_assert_int_eq(cost_simulation_set_threads(run, 0), COST_ERR_RANGE);
    ck_assert_int_eq(cost_simulation_set_threads(run, COST_THREADS_MAX + 1), COST_ERR_RANGE);
    ck_assert_int_eq(cost_simulation_set_until(run, -0.1), COST_ERR_RANGE);
    ck_assert_int_eq(cost_simulation_set_until(run, 1.1), COST_ERR_RANGE);
    ck_assert_int_eq(cost_simulation_set_shard(run, 0, 4), COST_ERR_RANGE);
    ck_assert_int_eq(cost_simulation_set_shard(run, 5, 4), COST_ERR_RANGE);
    cost_simulation_destroy(run);
    cost_simulation_destroy(NULL);
}
END_TEST

static Suite *make_suite(void)
{
    const TTest *const tests[] = {
        without_noise_every_trial_is_the_estimate,
        threads_change_nothing,
        a_trial_alone_is_the_one_of_the_run,
        budgets_are_counted,
        budgets_are_broken_when_the_money_is_spent,
        it_stops_when_it_is_sure_enough,
        a_shard_is_a_part_of_the_trials,
        no_settings_are_the_defaults,
        a_run_can_be_cancelled,
        a_run_can_be_cancelled_at_its_end,
        progress_hears_of_the_end,
        settings_have_bounds,
        NULL,
    };
    return unit_suite("simulate", tests);
}

UNIT_MAIN(make_suite)
