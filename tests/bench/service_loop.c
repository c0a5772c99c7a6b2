/* How long the reference loop and the scan take for a month: ns a minute, the median of several runs.
 *
 *     make build/obj/tests/bench/service_loop && build/obj/tests/bench/service_loop
 *     valgrind --tool=callgrind build/obj/tests/bench/service_loop loop|scan 21         // so many months, nothing else
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "libcost/capacity/scan.h"

enum { MINUTES = 43200, RUNS = 31 };

static int64_t load[MINUTES];

/* A working day's shape, a quieter weekend; interpolated, or with white noise of 15 %. */
static void make_load(int noise_percent)
{
    static const int64_t day[25] = {10,  10,  10,  10,  10,  10,  10,  20, 50, 120, 200, 220, 180,
                                    200, 260, 280, 260, 220, 160, 100, 70, 40, 40,  40,  10};
    uint64_t state = 1;
    for (int64_t m = 0; m < MINUTES; m++) {
        const int64_t hour = m / 60 % 24, part = m % 60, weekend = m / 1440 % 7 > 4;
        const int64_t level = (day[hour] * (60 - part) + day[hour + 1] * part) * 62 / 60 / (weekend ? 2 : 1);
        state = state * 6364136223846793005u + 1442695040888963407u;
        load[m] = level + level * noise_percent * ((int64_t)(state >> 33) % 2001 - 1000) / 100000;
    }
}

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * (int64_t)1000000000 + now.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

typedef cost_status_t engine_t(cost_loop_result_t *out, const cost_loop_plan_t *plan);

static double median_ns(const cost_loop_plan_t *plan, engine_t *engine, int64_t *events)
{
    int64_t took[RUNS];
    for (int i = 0; i < RUNS; i++) {
        cost_loop_result_t month;
        const int64_t start = now_ns();
        if (engine(&month, plan))
            exit(1);
        took[i] = now_ns() - start;
        *events = (int64_t)month.event_count;
        cost_loop_result_clear(&month);
    }
    qsort(took, RUNS, sizeof took[0], compare);
    return (double)took[RUNS / 2] / MINUTES;
}

static void measure(const char *name, const cost_loop_plan_t *plan)
{
    int64_t events = 0;
    const double loop = median_ns(plan, cost_loop_run, &events), scan = median_ns(plan, cost_scan_run, &events);
    printf("%-34s loop %6.1f, scan %5.2f ns a minute, ratio %5.1f, %" PRId64 " scalings\n", name, loop, scan,
           loop / scan, events);
}

int main(int argc, char **argv)
{
    cost_tracking_policy_t policies[3] = {COST_TRACKING_DEFAULTS, COST_TRACKING_DEFAULTS, COST_TRACKING_DEFAULTS};
    const cost_provider_t pair[2] = {{1, 1}, {0, 1}};
    policies[0].target = 700000000;
    policies[1].metric = COST_TASK_MEMORY;
    policies[1].target = 800000000;
    policies[2].metric = COST_TASK_REQUESTS;
    policies[2].target = 2000000000;
    cost_loop_plan_t plan = {.month_seconds = MINUTES * 60,
                             .load = load,
                             .providers = pair,
                             .provider_count = 2,
                             .bounds = {2, 10},
                             .start = 2,
                             .policies = policies,
                             .model = {.vcpu_micro = 2000000,
                                       .usable_micro = 2000000,
                                       .memory_bytes = 4LL << 30,
                                       .memory_base_bytes = 250LL << 20,
                                       .memory_each_bytes = 2 << 20,
                                       .units = 1,
                                       .cpu_us = 40000,
                                       .response_us = 120000},
                             .life = {.start_s = 23, .health_s = 60, .drain_s = 300, .stop_s = 30, .minimum_s = 60}};
    if (argc > 2) {
        make_load(0);
        plan.policy_count = 3;
        for (int i = 0; i < atoi(argv[2]); i++) {
            cost_loop_result_t month;
            if ((*argv[1] == 's' ? cost_scan_run : cost_loop_run)(&month, &plan))
                return 1;
            cost_loop_result_clear(&month);
        }
        return 0;
    }
    for (int noise = 0; noise <= 15; noise += 15) {
        static const char *const names[2][3] = {{"no policy", "CPU", "CPU, memory, requests"},
                                                {"no policy, noise", "CPU, noise", "CPU, memory, requests, noise"}};
        make_load(noise);
        for (size_t i = 0; i < 3; i++) {
            plan.policy_count = i == 2 ? 3 : i;
            measure(names[noise > 0][i], &plan);
        }
    }
    make_load(0);
    policies[0].period_s = policies[1].period_s = 20;
    plan.policy_count = 3;
    measure("CPU and memory at 20 s, requests", &plan);
    return 0;
}
