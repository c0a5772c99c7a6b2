/* Metrics of tasks as thresholds: scaling rules, sections 2.1, 2.6 and 10.2. */
#include "libcost/capacity/task_metric.h"
#include "unit.h"

static const cost_level_t seventy = {700000000, COST_LEVEL_SHARE};
static const int64_t mib = 1048576;

static cost_task_model_t two_vcpu(void)
{
    return (cost_task_model_t){.vcpu_micro = 2000000,
                               .usable_micro = 2000000,
                               .memory_bytes = 4096 * mib,
                               .memory_base_bytes = 250 * mib,
                               .memory_each_bytes = 2 * mib,
                               .units = 1,
                               .cpu_us = 20000,
                               .response_us = 120000};
}

START_TEST(cpu_is_demand_over_running_tasks)
{
    const cost_task_model_t model = two_vcpu();
    const cost_task_load_t at = {COST_TASK_CPU, 60, 2, 2};
    /* 2 x 2 vCPU x 60 s x 70 % = 168 s; 20 ms each */
    ck_assert_int_eq(cost_task_most_at(&model, at, seventy), 8400);
    ck_assert_int_eq(cost_task_most_below(&model, at, seventy), 8399);
    ck_assert_int_eq(cost_task_capacity(&model, 60, 2), 12000);
}
END_TEST

START_TEST(utilisation_follows_the_published_cases)
{
    /* vectors util-33.333333-2x2-t2 (2000 requests a minute) and util-100-4x1-t1 */
    cost_task_model_t model = {.vcpu_micro = 2000000, .usable_micro = 2000000, .units = 1, .cpu_us = 30000};
    cost_wide_t num, den;
    cost_task_metric_value(&num, &den, &model, (cost_task_load_t){COST_TASK_CPU, 60, 2, 2}, 2000);
    ck_assert(num * 100 == den * 25);
    ck_assert_int_eq(cost_task_capacity(&model, 60, 2), 8000); /* 133.333333 a second */
    model = (cost_task_model_t){.vcpu_micro = 1000000, .usable_micro = 1000000, .units = 1, .cpu_us = 20000};
    cost_task_metric_value(&num, &den, &model, (cost_task_load_t){COST_TASK_CPU, 60, 4, 4}, 6000);
    ck_assert(num * 100 == den * 50);
    ck_assert_int_eq(cost_task_capacity(&model, 60, 4), 12000); /* 200 a second */
}
END_TEST

START_TEST(cpu_ends_where_threads_and_healthy_tasks_do)
{
    cost_task_model_t model = two_vcpu();
    const cost_level_t all = {COST_LEVEL_SHARE, COST_LEVEL_SHARE}, half = {500000000, COST_LEVEL_SHARE};
    const cost_task_load_t at = {COST_TASK_CPU, 60, 2, 2}, rising = {COST_TASK_CPU, 60, 4, 2};
    ck_assert_int_eq(cost_task_most_at(&model, at, all), INT64_MAX); /* 100 % is never passed */
    ck_assert_int_eq(cost_task_most_at(&model, rising, seventy), INT64_MAX);
    ck_assert_int_eq(cost_task_most_below(&model, rising, seventy), INT64_MAX);
    model.usable_micro = 1000000; /* one thread in 2 vCPU: section 2.6 */
    ck_assert_int_eq(cost_task_most_at(&model, at, seventy), INT64_MAX);
    ck_assert_int_eq(cost_task_most_at(&model, at, half), INT64_MAX);
    ck_assert_int_eq(cost_task_most_below(&model, at, half), 5999);
    ck_assert_int_eq(cost_task_most_at(&model, at, (cost_level_t){499999999, COST_LEVEL_SHARE}), 5999);
}
END_TEST

START_TEST(memory_is_base_and_what_is_in_flight)
{
    cost_task_model_t model = two_vcpu();
    const cost_task_load_t at = {COST_TASK_MEMORY, 60, 1, 1};
    const cost_level_t eighty = {800000000, COST_LEVEL_SHARE};
    /* (0.8 x 4096 - 250) / 2 = 1513.4 in flight, 120 ms each: 756700 a minute */
    ck_assert_int_eq(cost_task_most_at(&model, at, eighty), 756700);
    ck_assert_int_eq(cost_task_most_below(&model, at, eighty), 756699);
    model.memory_base_bytes = 4000 * mib;
    ck_assert_int_eq(cost_task_most_at(&model, at, eighty), -1);
    ck_assert_int_eq(cost_task_most_below(&model, at, eighty), -1);
    model.memory_base_bytes = 0;
    model.memory_each_bytes = 0;
    ck_assert_int_eq(cost_task_most_at(&model, at, eighty), INT64_MAX);
}
END_TEST

START_TEST(requests_are_per_healthy_target_and_backlog_per_task)
{
    const cost_task_model_t model = two_vcpu();
    const cost_level_t target = {2000000000, COST_LEVEL_COUNT};
    ck_assert_int_eq(cost_task_most_at(&model, (cost_task_load_t){COST_TASK_REQUESTS, 60, 5, 3}, target), 6000);
    ck_assert_int_eq(cost_task_most_at(&model, (cost_task_load_t){COST_TASK_BACKLOG, 60, 5, 3}, target), 10000);
    ck_assert_int_eq(cost_task_most_at(&model, (cost_task_load_t){COST_TASK_BACKLOG, 60, 0, 0}, target), 2000);
    ck_assert(!cost_task_has_metric((cost_task_load_t){COST_TASK_REQUESTS, 60, 3, 0}));
    ck_assert(!cost_task_has_metric((cost_task_load_t){COST_TASK_CPU, 60, 0, 0}));
    ck_assert(cost_task_has_metric((cost_task_load_t){COST_TASK_BACKLOG, 60, 0, 0}));
}
END_TEST

/* ---- the thresholds and the defining fraction agree, on loads beside every threshold ---- */

static uint64_t state = 1;

static int64_t below(int64_t end)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((state >> 33) % (uint64_t)end);
}

static int compare(const cost_task_model_t *model, cost_task_load_t at, int64_t load, cost_level_t level)
{
    cost_wide_t num, den;
    cost_task_metric_value(&num, &den, model, at, load);
    return cost_wide_compare_products(num, level.den, level.num, den);
}

START_TEST(thresholds_are_the_defining_formula_for_random_models)
{
    static const int64_t periods[] = {20, 60, 300};
    for (int i = 0; i < 200000; i++) {
        const int64_t vcpu = 250000 << below(7), threads = (1 + below(4)) * 1000000;
        const cost_task_model_t model = {.vcpu_micro = vcpu,
                                         .usable_micro = threads < vcpu ? threads : vcpu,
                                         .memory_bytes = (512 << below(9)) * mib,
                                         .memory_base_bytes = below(700) * mib,
                                         .memory_each_bytes = below(8) * mib / 3,
                                         .units = below(3) ? 1 : 1000000,
                                         .cpu_us = below(100000) * below(3),
                                         .response_us = below(3000000)};
        const int32_t running = 1 + (int32_t)below(40);
        const cost_task_load_t at = {(cost_task_metric_t)below(4), (int32_t)periods[below(3)], running,
                                     running - (int32_t)below(3) % running};
        const cost_level_t level = {1 + below(cost_task_level_scale(at.metric)) * (below(2) ? 1 : 7) / 5,
                                    cost_task_level_scale(at.metric)};
        const int64_t most = cost_task_most_at(&model, at, level), low = cost_task_most_below(&model, at, level);
        const int64_t far = (int64_t)1 << 50;
        ck_assert_int_le(low, most);
        ck_assert(most < 0 || compare(&model, at, most < far ? most : far, level) <= 0);
        ck_assert(most >= far || compare(&model, at, most + 1, level) > 0);
        ck_assert(low < 0 || compare(&model, at, low < far ? low : far, level) < 0);
        ck_assert(low >= far || compare(&model, at, low + 1, level) >= 0);
    }
}
END_TEST

START_TEST(enough_tasks_are_the_least_that_keep_the_level)
{
    for (int i = 0; i < 20000; i++) {
        cost_task_model_t model = two_vcpu();
        model.cpu_us = 1 + below(100000);
        const cost_task_metric_t metric = (cost_task_metric_t)below(3);
        const cost_level_t level = {1 + below(900000000), cost_task_level_scale(metric)};
        const int64_t load = below(1000000);
        const int64_t tasks = cost_task_needed(&model, (cost_task_load_t){metric, 60, 1, 1}, load, 1, level);
        if (tasks > 100000)
            continue;
        cost_task_load_t at = {metric, 60, (int32_t)tasks, (int32_t)tasks};
        ck_assert(!tasks || cost_task_most_at(&model, at, level) >= load);
        at.running = at.healthy = (int32_t)tasks - 1;
        ck_assert(tasks < 2 || cost_task_most_at(&model, at, level) < load || metric == COST_TASK_MEMORY ||
                  cost_task_most_at(&model, at, level) == INT64_MAX);
    }
}
END_TEST

START_TEST(the_most_that_wants_so_few_is_the_defining_formula)
{
    for (int i = 0; i < 100000; i++) {
        cost_task_model_t model = two_vcpu();
        const int32_t running = 1 + (int32_t)below(20);
        const cost_task_load_t at = {(cost_task_metric_t)below(4), 60, running, running - (int32_t)below(3) % running};
        const cost_level_t level = {1 + below(cost_task_level_scale(at.metric)) * 9 / 8,
                                    cost_task_level_scale(at.metric)};
        const int64_t tasks = at.metric == COST_TASK_REQUESTS ? at.healthy : at.running, count = below(tasks + 2);
        model.cpu_us = below(100000);
        model.memory_base_bytes = below(4096) * mib;
        const int64_t most = cost_task_most_wanting(&model, at, level, count), far = (int64_t)1 << 50;
        ck_assert(most < 0 || cost_task_wanted(&model, at, most < far ? most : far, level, tasks) <= count);
        ck_assert(most >= far || cost_task_wanted(&model, at, most + 1, level, tasks) > count);
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite(
        "task_metric",
        (const TTest *const[]){
            cpu_is_demand_over_running_tasks, utilisation_follows_the_published_cases,
            cpu_ends_where_threads_and_healthy_tasks_do, memory_is_base_and_what_is_in_flight,
            requests_are_per_healthy_target_and_backlog_per_task, thresholds_are_the_defining_formula_for_random_models,
            enough_tasks_are_the_least_that_keep_the_level, the_most_that_wants_so_few_is_the_defining_formula, NULL});
}

UNIT_MAIN(suite)
