/* Months of the model in months.h, by the library or by its peer in C.
 *
 *     months ours|gsl TRIALS [v2]      with chance; v2: vectors of x86-64-v2 at most
 *     months scan|whole|loop|gsl-flat MONTHS [interpolated|hourly|flat|growing]      without; whole: nothing is
 * repeated months column MONTHS             without, its traffic made anew each time
 *
 * Prints the sums over all months: task-seconds on demand and on Spot, requests served and lost, scalings. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libcost/base/arena.h"
#include "libcost/capacity/capacity_run.h"
#include "libcost/demand/noise.h"
#include "months.h"

enum { BATCH = COST_NOISE_LANES, SEED = 7 };

static int64_t levels[MINUTES], prefix[MINUTES + 1];
static const cost_provider_t providers[2] = {{0, 1}, {0, 1}};
static cost_tracking_policy_t policies[3] = {COST_TRACKING_DEFAULTS, COST_TRACKING_DEFAULTS, COST_TRACKING_DEFAULTS};

static cost_loop_plan_t make_plan(const cost_column_t *column)
{
    for (int i = 0; i < 3; i++)
        policies[i].out_cooldown_s = 60;
    policies[0].target = 700000000;
    policies[1].metric = COST_TASK_MEMORY;
    policies[1].target = 800000000;
    policies[2].metric = COST_TASK_REQUESTS;
    policies[2].target = 2000000000;
    return (cost_loop_plan_t){.month_seconds = MINUTES * 60,
                              .column = column,
                              .providers = providers,
                              .provider_count = 2,
                              .bounds = {2, 10},
                              .start = 2,
                              .policies = policies,
                              .policy_count = 3,
                              .model = {.vcpu_micro = 2000000,
                                        .usable_micro = 2000000,
                                        .memory_bytes = INT64_C(4) << 30,
                                        .memory_base_bytes = INT64_C(250) << 20,
                                        .memory_each_bytes = 2 << 20,
                                        .units = 1,
                                        .cpu_us = 40000,
                                        .response_us = 120000},
                              .life = {.start_s = 23, .health_s = 60, .drain_s = 300, .stop_s = 30, .minimum_s = 60}};
}

static void add_month(sums_t *sums, cost_loop_result_t *month)
{
    sums->billed_s[0] += month->tasks.billed_s[0];
    sums->billed_s[1] += month->tasks.billed_s[1];
    sums->served += month->served;
    sums->lost += month->lost;
    sums->events += (int64_t)month->event_count;
    cost_loop_result_clear(month);
}

static void fail(const char *what)
{
    fprintf(stderr, "months: %s\n", what);
    exit(1);
}

/* Eight trials at a time: their noise, and then their months. */
static void our_trials(sums_t *sums, int64_t trials, bool v2)
{
    const cost_month_t month = {
        .start = 1761955200, .seconds = MINUTES * 60, .hours = MINUTES / 60, .minutes = MINUTES}; /* 2025-11 */
    const cost_column_t expected = {.minutes = MINUTES, .prefix = prefix};
    cost_arena_t *arena = cost_arena_create();
    for (int64_t first = 0; first < trials; first += BATCH) {
        cost_noisy_t loads[BATCH];
        const cost_column_t *columns[BATCH];
        cost_loop_plan_t plans[BATCH];
        const cost_loop_plan_t *run[BATCH];
        cost_loop_result_t months[BATCH];
        const size_t count = trials - first < BATCH ? (size_t)(trials - first) : BATCH;
        for (size_t i = 0; i < count; i++)
            loads[i] = (cost_noisy_t){.demand = {.measured = &expected},
                                      .noise = {.sd = 150000000, .memory_us = 1200000000},
                                      .trial = (uint64_t)first + i};
        if (!arena || cost_noise_columns_wide(columns, arena, loads, count, "web", SEED, &month,
                                              v2 ? COST_NOISE_FOUR : COST_NOISE_BEST))
            fail("no noise");
        for (size_t i = 0; i < count; i++) {
            plans[i] = make_plan(columns[i]);
            plans[i].sums_only = true;
            plans[i].lanes = v2 ? COST_LANES_TWO : COST_LANES_BEST;
            run[i] = &plans[i];
        }
        if (cost_capacity_run(months, run, count))
            fail("no months");
        for (size_t i = 0; i < count; i++)
            add_month(sums, &months[i]);
        cost_arena_reset(arena);
    }
    cost_arena_destroy(arena);
}

static void our_months(sums_t *sums, int64_t months, load_kind_t kind, bool loop, bool whole)
{
    const cost_run_t run = {0, MINUTES, prefix[MINUTES]};
    const cost_column_t sum = {.minutes = MINUTES, .prefix = prefix};
    const cost_column_t flat = {.minutes = MINUTES, .runs = &run, .run_count = 1};
    cost_loop_plan_t plan = make_plan(kind == LOAD_FLAT ? &flat : &sum);
    plan.day_minutes = whole ? -1 : 0;
    if (loop) { /* the plain form for the plain loop */
        plan.column = NULL;
        plan.load = levels;
    }
    for (int64_t i = 0; i < months; i++) {
        const cost_loop_plan_t *const plans[] = {&plan};
        cost_loop_result_t month;
        if (loop ? cost_loop_run(&month, &plan) : cost_capacity_run(&month, plans, 1))
            fail("no month");
        add_month(sums, &month);
    }
}

/* Two hundred million requests in business hours: the column too. */
static void our_columns(sums_t *sums, int64_t months)
{
    const cost_month_t month = {
        .start = 1761955200, .seconds = MINUTES * 60, .hours = MINUTES / 60, .minutes = MINUTES};
    const cost_demand_t demand = {.shape = {.kind = COST_SHAPE_BUSINESS_HOURS}, .units = cost_ratio(200000000, 1)};
    cost_arena_t *arena = cost_arena_create();
    for (int64_t i = 0; i < months; i++) {
        const cost_column_t *column;
        cost_loop_result_t result;
        if (!arena || cost_column_make(&column, arena, &demand, &month))
            fail("no column");
        const cost_loop_plan_t plan = make_plan(column), *const plans[] = {&plan};
        if (cost_capacity_run(&result, plans, 1))
            fail("no month");
        add_month(sums, &result);
        cost_arena_reset(arena);
    }
    cost_arena_destroy(arena);
}

static load_kind_t kind_of(const char *name)
{
    if (!strcmp(name, "hourly"))
        return LOAD_HOURLY;
    if (!strcmp(name, "growing"))
        return LOAD_GROWING;
    return strcmp(name, "flat") ? LOAD_INTERPOLATED : LOAD_FLAT;
}

int main(int argc, char **argv)
{
    sums_t sums = {0};
    if (argc < 3)
        fail("months ours|gsl TRIALS [v2], or months scan|whole|loop|gsl-flat|column MONTHS "
             "[interpolated|hourly|flat|growing]");
    const int64_t count = strtoll(argv[2], NULL, 10);
    const load_kind_t kind = argc > 3 ? kind_of(argv[3]) : LOAD_INTERPOLATED;
    make_levels(levels, kind);
    for (int m = 0; m < MINUTES; m++)
        prefix[m + 1] = prefix[m] + levels[m];
    if (!strcmp(argv[1], "ours"))
        our_trials(&sums, count, argc > 3 && !strcmp(argv[3], "v2"));
    else if (!strcmp(argv[1], "gsl"))
        gsl_months(&sums, levels, SEED, 0, count);
    else if (!strcmp(argv[1], "gsl-flat"))
        gsl_months(&sums, levels, 0, 0, count);
    else if (!strcmp(argv[1], "column"))
        our_columns(&sums, count);
    else
        our_months(&sums, count, kind, !strcmp(argv[1], "loop"), !strcmp(argv[1], "whole"));
    printf("%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n", sums.billed_s[0], sums.billed_s[1],
           sums.served, sums.lost, sums.events);
    return 0;
}
