#include "libcost/services/fargate_quality.h"

#include <stdlib.h>
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/capacity/erlang.h"

enum { MINUTE_S = 60, HOUR_MINUTES = 60, HOUR_S = 3600, SERVERS_MAX = 4096 };

typedef struct {
    int64_t wait_us, load;
} hour_t;

static int compare_hours(const void *left, const void *right)
{
    const hour_t *a = left, *b = right;
    return (a->wait_us > b->wait_us) - (a->wait_us < b->wait_us);
}

static int64_t load_of(const cost_fargate_plan_t *plan, int64_t hour)
{
    if (!plan->load.minutes)
        return cost_column_sum(&plan->load.column, hour * HOUR_MINUTES, (hour + 1) * HOUR_MINUTES);
    int64_t sum = 0;
    for (int64_t minute = hour * HOUR_MINUTES; minute < (hour + 1) * HOUR_MINUTES; minute++)
        sum += plan->load.minutes[minute];
    return sum;
}

/* Running task-seconds of every hour. */
static void add_running(int64_t *hours, int64_t hour_count, const cost_tasks_t *tasks)
{
    for (size_t i = 0; i < tasks->run_count; i++) {
        const cost_capacity_run_t *run = &tasks->runs[i];
        for (int64_t hour = run->from_s / HOUR_S; hour < hour_count && hour * HOUR_S < run->until_s; hour++) {
            const int64_t from = run->from_s > hour * HOUR_S ? run->from_s : hour * HOUR_S;
            const int64_t until = run->until_s < (hour + 1) * HOUR_S ? run->until_s : (hour + 1) * HOUR_S;
            hours[hour] += (until - from) * run->running;
        }
    }
}

/* Of many servers a part of them with its part of the load waits longer: the estimate is on the safe side. */
static int64_t request_wait_us(const cost_fargate_plan_t *plan, int64_t load, int64_t task_s)
{
    const cost_task_model_t *model = &plan->loop.model;
    const int64_t tasks = (task_s + HOUR_S / 2) / HOUR_S;
    const double usable = (double)model->usable_micro * 1e-6, cpu_s = (double)model->cpu_us * 1e-6;
    const int64_t each = usable >= 1 ? (int64_t)usable : 1;
    const double service_s = cpu_s * (double)each / usable; /* of a server that is a part of a vCPU, or more than one */
    int64_t servers = tasks * each;
    double offered = (double)load * (double)plan->micro_per_unit * 1e-6 / HOUR_S * service_s;
    if (servers > SERVERS_MAX) {
        offered = offered * SERVERS_MAX / (double)servers;
        servers = SERVERS_MAX;
    }
    if (!servers || offered >= (double)servers)
        return INT64_MAX;
    const double wait_s = cost_erlang_mean_wait_s(servers, offered, service_s);
    return wait_s < 1e9 ? (int64_t)(wait_s * 1e6 + 0.5) : INT64_MAX;
}

static int64_t job_wait_us(const cost_fargate_plan_t *plan, int64_t backlog, int64_t task_s)
{
    const int64_t wait_s = cost_queue_wait_s(backlog, plan->queue, (task_s + HOUR_S / 2) / HOUR_S);
    return wait_s < INT64_MAX / 1000000 ? wait_s * 1000000 : INT64_MAX;
}

static int64_t percentile(hour_t *hours, size_t count, int64_t total)
{
    qsort(hours, count, sizeof *hours, compare_hours);
    cost_wide_t below = 0;
    for (size_t i = 0; i < count; i++) {
        below += hours[i].load;
        if (below * 100 >= (cost_wide_t)total * 95)
            return hours[i].wait_us;
    }
    return -1;
}

int64_t cost_fargate_wait_us(const cost_fargate_plan_t *plan, const cost_loop_result_t *month)
{
    const int64_t hour_count = plan->loop.month_seconds / HOUR_S;
    const bool jobs = plan->loop.queue;
    if (!jobs && !plan->loop.model.cpu_us)
        return -1;
    hour_t *hours = cost_alloc_array((size_t)hour_count, sizeof *hours);
    int64_t *task_s = cost_alloc_array((size_t)hour_count, sizeof *task_s);
    int64_t wait_us = -1, total = 0, backlog = 0, known_task_s = -1;
    if (hours && task_s)
        add_running(task_s, hour_count, &month->tasks);
    for (int64_t i = 0; hours && task_s && i < hour_count; i++) {
        const int64_t load = load_of(plan, i);
        int64_t served = load; /* without `served` nothing waited */
        if (jobs && plan->loop.served) {
            served = 0;
            for (int64_t minute = i * HOUR_MINUTES; minute < (i + 1) * HOUR_MINUTES; minute++)
                served += plan->loop.served[minute];
        }
        backlog += load - served;
        total += load;
        const bool same = !jobs && i && hours[i - 1].load == load && task_s[i] == known_task_s;
        hours[i] = (hour_t){same   ? hours[i - 1].wait_us
                            : jobs ? job_wait_us(plan, backlog, task_s[i])
                                   : request_wait_us(plan, load, task_s[i]),
                            load};
        known_task_s = task_s[i];
    }
    if (hours && task_s && total)
        wait_us = percentile(hours, (size_t)hour_count, total);
    cost_free(hours);
    cost_free(task_s);
    return wait_us;
}

/* ---- connections ---- */

static bool has_connections(const cost_flows_t *flows)
{
    for (size_t i = 0; i < flows->in_count; i++)
        if (flows->in[i].websocket)
            return true;
    return false;
}

/* Connections that are open in a minute, on average; 1e-6. */
static bool open_in(cost_wide_t *out, const cost_flows_t *flows, int64_t minute)
{
    *out = 0;
    for (size_t i = 0; i < flows->in_count; i++) {
        cost_flow_sum_t sum;
        if (!flows->in[i].websocket)
            continue;
        if (!cost_flow_sum(&sum, &flows->in[i], minute, minute + 1) ||
            !cost_wide_add(out, *out, sum.connection_us / MINUTE_S))
            return false;
    }
    return true;
}

/* Tasks of all providers that run just before a second.  at[p]: where the stretches of provider p were left. */
static int64_t running_before(const cost_tasks_t *tasks, size_t *at, int64_t second)
{
    int64_t running = 0;
    for (int32_t provider = 0; provider < (int32_t)tasks->provider_count; provider++) {
        size_t *i = &at[provider];
        while (*i < tasks->run_count && (tasks->runs[*i].provider < provider ||
                                         (tasks->runs[*i].provider == provider && tasks->runs[*i].until_s < second)))
            ++*i;
        if (*i < tasks->run_count && tasks->runs[*i].provider == provider)
            running += tasks->runs[*i].running;
    }
    return running;
}

bool cost_fargate_reconnects(cost_wide_t *out, const cost_loop_result_t *month, const cost_flows_t *flows,
                             int64_t count)
{
    const cost_tasks_t *tasks = &month->tasks;
    size_t at[COST_PROVIDERS_MAX] = {0};
    *out = 0;
    if (!has_connections(flows))
        return true;
    for (size_t i = 0; i + 1 < tasks->run_count; i++) {
        const cost_capacity_run_t *run = &tasks->runs[i], *next = run + 1;
        cost_wide_t open, dropped;
        if (next->provider != run->provider)
            memset(at, 0, sizeof at); /* time begins anew */
        if (next->provider != run->provider || next->running >= run->running)
            continue;
        const int64_t running = running_before(tasks, at, next->from_s);
        if (!open_in(&open, flows, next->from_s / MINUTE_S) ||
            !cost_wide_mul_div(&dropped, open, run->running - next->running, (cost_wide_t)running * count) ||
            !cost_wide_add(out, *out, dropped))
            return false;
    }
    return true;
}
