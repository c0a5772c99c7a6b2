/* What CloudWatch measures of a service's tasks, exactly: which load makes which metric.
 * Source: scaling rules, sections 2.1, 2.6 and 10.2.
 *
 * With R running tasks, H of them healthy, in a period of P seconds:
 *
 *     CPU      = min(load x cpu_us, H x usable x P) / (R x vCPU x P)      at most 100 %, and threads / vCPU
 *     memory   = (R x base + in flight x each) / (R x memory), in flight = load / P x response time;  at most 100 %
 *     requests = load / H                                                 per target and period
 *     backlog  = jobs / max(1, R)
 *
 * Nothing here is rounded: whether a metric is above a level is a comparison of integers, so that for a count of tasks
 * there is a largest load that is not above it.  Engines compare loads with that and never form the metric.
 *
 *     cost_task_model_t model = {.vcpu_micro = 2000000, .usable_micro = 2000000, .units = 1, .cpu_us = 20000};
 *     cost_task_load_t at = {COST_TASK_CPU, 60, 2, 2};                    // two tasks, both healthy, a minute
 *     int64_t most = cost_task_most_at(&model, at, (cost_level_t){700000000, COST_LEVEL_SHARE});   // 8400 requests */
#ifndef COST_TASK_METRIC_H
#define COST_TASK_METRIC_H

#include <stdbool.h>
#include <stdint.h>

#include "libcost/money/wide.h"

/* One task, and what a request (of a queue worker: a job) takes of it. */
typedef struct {
    int64_t vcpu_micro;        /* 1e-6 vCPU of one task, 1 to 2^28 */
    int64_t usable_micro;      /* of those, what its threads can use: min(vCPU, threads); 1 to vcpu_micro */
    int64_t memory_bytes;      /* of one task, 1 to 2^40; 0: not known, and no policy may ask */
    int64_t memory_base_bytes; /* what an idle task uses, 0 to 2^40 */
    int64_t memory_each_bytes; /* what each request in flight adds, 0 to 2^32 */
    int64_t units;             /* units of load that are one request: 1, or 1000000 for loads in 1e-6; 1 to 10^6 */
    int64_t cpu_us;            /* CPU time of one request, microseconds, 0 to 2^40 */
    int64_t response_us;       /* how long a request is in flight, microseconds, 0 to 2^32 */
} cost_task_model_t;

/* In the order of the metrics that a workload file may name. */
typedef enum { COST_TASK_CPU, COST_TASK_MEMORY, COST_TASK_REQUESTS, COST_TASK_BACKLOG } cost_task_metric_t;

/* A metric of a period over so many tasks. */
typedef struct {
    cost_task_metric_t metric;
    int32_t period_s;         /* 1 to 86400 */
    int32_t running, healthy; /* 0 <= healthy <= running <= 1000000 */
} cost_task_load_t;

/* A level of a metric, num / den >= 0: shares of CPU and memory in 1e-9, requests and jobs in 1e-6.  num below 2^40. */
enum { COST_LEVEL_SHARE = 1000000000, COST_LEVEL_COUNT = 1000000 };
typedef struct {
    int64_t num, den;
} cost_level_t;

/* What `den` is for a metric. */
static inline int64_t cost_task_level_scale(cost_task_metric_t metric)
{
    return metric == COST_TASK_CPU || metric == COST_TASK_MEMORY ? COST_LEVEL_SHARE : COST_LEVEL_COUNT;
}
/* Whether the metric exists: CPU and memory need a running task, requests a healthy one. */
bool cost_task_has_metric(cost_task_load_t at);
/* The metric as a fraction, for a load (backlog: jobs waiting, in units as well) >= 0.  Exact. */
void cost_task_metric_value(cost_wide_t *num, cost_wide_t *den, const cost_task_model_t *model, cost_task_load_t at,
                            int64_t load);
/* The largest load at which the metric is not above the level; -1 when it is above it without load, INT64_MAX when it
 * never is (CPU that ends at 100 %, or at one of two vCPU). */
int64_t cost_task_most_at(const cost_task_model_t *model, cost_task_load_t at, cost_level_t level);
/* The largest load at which the metric is below the level; -1 when it never is, INT64_MAX when always. */
int64_t cost_task_most_below(const cost_task_model_t *model, cost_task_load_t at, cost_level_t level);
/* The largest load at which at most `count` tasks are wanted, with those of `at` as the capacity; -1 when even without
 * load there are more, INT64_MAX when there never are. */
int64_t cost_task_most_wanting(const cost_task_model_t *model, cost_task_load_t at, cost_level_t level, int64_t count);
/* ceil(load / target): what a target of requests comes to whatever tasks are healthy, for loads that need no more than
 * 64 bits. */
#define COST_TASK_NARROW_LOAD (INT64_C(1) << 41)
static inline int64_t cost_task_wanted_narrow(const cost_task_model_t *model, int64_t load, int64_t target)
{
    const int64_t of_one = model->units * target;
    const int64_t wanted = (load * COST_LEVEL_COUNT + of_one - 1) / of_one;
    return wanted > INT32_MAX ? INT32_MAX : wanted;
}
/* ceil(tasks x metric / level): how many tasks a policy wants; `tasks` are those that run now, `at` and `load` are of
 * the datapoint.  At most INT32_MAX. */
int64_t cost_task_wanted(const cost_task_model_t *model, cost_task_load_t at, int64_t load, cost_level_t level,
                         int64_t tasks);
/* The least number of tasks at which `load` / `parts` in a period is not above the level when all are healthy and CPU
 * has no end; at most INT32_MAX. */
int64_t cost_task_needed(const cost_task_model_t *model, cost_task_load_t at, cost_wide_t load, int64_t parts,
                         cost_level_t level);
/* Whether a task comes to its target of requests per minute (1e-6) no later than to the target of CPU or memory (1e-9),
 * as its load grows; `low`: to nine tenths of both. */
bool cost_task_is_reached_first(const cost_task_model_t *model, int64_t requests, cost_task_metric_t metric,
                                int64_t target, bool low);
/* Units of load that `healthy` tasks can serve in a period by their CPU; INT64_MAX when requests take none. */
int64_t cost_task_capacity(const cost_task_model_t *model, int32_t period_s, int32_t healthy);

#endif
