#include "libcost/services/fargate_flow.h"

#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/capacity/capacity_run.h"
#include "libcost/capacity/stuck.h"
#include "libcost/flow/column_share.h"
#include "libcost/services/fargate_plan.h"
#include "libcost/services/fargate_quality.h"

static cost_status_t unfit(const cost_resource_t *resource, cost_error_t *err)
{
    return cost_fail_at(err, COST_ERR_RANGE, resource->node, "its load or tasks are too many to be counted");
}

/* ---- what is served ---- */

/* Jobs are served later than they come: each flow has its share of all that is served. */
static cost_status_t serve_jobs(cost_flow_t *out, const cost_fargate_plan_t *plan, int64_t total_load,
                                cost_arena_t *arena)
{
    const cost_column_t **requests = out->open ? &out->open : &out->load, *in = *requests;
    const int64_t units = cost_column_sum(in, 0, in->minutes);
    int64_t *prefix = cost_arena_raw(arena, (size_t)in->minutes + 1, sizeof *prefix);
    cost_column_t *column = cost_arena_alloc(arena, sizeof *column);
    int64_t served = 0;
    if (!prefix || !column)
        return COST_ERR_MEMORY;
    const bool narrow = (cost_wide_t)total_load * units <= INT64_MAX; /* 64 bits are several times as fast */
    total_load = total_load ? total_load : 1;                         /* nothing comes, and nothing is served */
    prefix[0] = 0;
    for (int64_t minute = 0; minute < in->minutes; minute++) {
        served += plan->loop.served[minute];
        prefix[minute + 1] = narrow ? served * units / total_load : (int64_t)((cost_wide_t)served * units / total_load);
    }
    *column = (cost_column_t){.minutes = in->minutes, .prefix = prefix};
    *requests = column;
    return COST_OK;
}

static cost_status_t serve_requests(cost_flow_t *out, size_t count, const cost_fargate_plan_t *plan,
                                    const int64_t *load, cost_arena_t *arena)
{
    int64_t *shares = cost_alloc_raw((size_t)plan->load.column.minutes, sizeof *shares);
    if (!shares)
        return COST_ERR_MEMORY;
    for (int64_t minute = 0; minute < plan->load.column.minutes; minute++)
        shares[minute] = !load[minute] ? 0
                         : plan->loop.served[minute] == load[minute]
                             ? COST_SHARE_ONE
                             : (int64_t)((cost_wide_t)COST_SHARE_ONE * plan->loop.served[minute] / load[minute]);
    cost_status_t status = cost_flows_share(out, count, arena, shares);
    cost_free(shares);
    return status;
}

static cost_status_t serve(cost_flows_t *flows, const cost_fargate_plan_t *plan, cost_arena_t *arena)
{
    cost_flow_t *out = cost_arena_array(arena, flows->in_count, sizeof *out);
    int64_t *room = NULL;
    const int64_t *load = cost_scaled_load_minutes(&room, &plan->load);
    cost_status_t status = out && load ? COST_OK : COST_ERR_MEMORY;
    int64_t total = 0;
    for (int64_t minute = 0; !status && minute < flows->month.minutes; minute++)
        total += load[minute];
    for (size_t i = 0; !status && i < flows->in_count; i++) {
        out[i] = flows->in[i];
        if (plan->loop.queue)
            status = serve_jobs(&out[i], plan, total, arena);
    }
    if (!status && !plan->loop.queue)
        status = serve_requests(out, flows->in_count, plan, load, arena);
    cost_free(room);
    flows->out = status ? flows->in : out;
    return status;
}

/* ---- what ran ---- */

/* How long all jobs waited together: what waits at the end of a minute waited for it. */
static cost_status_t waiting_s(cost_wide_t *out, const cost_fargate_plan_t *plan, const cost_loop_result_t *month)
{
    const int64_t minutes = plan->load.column.minutes;
    int64_t backlog = 0, *room = NULL;
    *out = 0;
    if (!plan->loop.queue || !month->backlog_most)
        return COST_OK;
    const int64_t *load = cost_scaled_load_minutes(&room, &plan->load);
    if (!load)
        return COST_ERR_MEMORY;
    for (int64_t minute = 0; minute < minutes; minute++) {
        backlog += load[minute] - plan->loop.served[minute];
        *out += backlog;
    }
    *out *= 60;
    cost_free(room);
    return COST_OK;
}

static cost_status_t keep_ran(const cost_resource_t *resource, cost_flows_t *flows, const cost_fargate_plan_t *plan,
                              const cost_loop_result_t *month, cost_arena_t *arena)
{
    const cost_tasks_t *tasks = &month->tasks;
    cost_ran_t *ran = cost_arena_alloc(arena, sizeof *ran);
    cost_capacity_run_t *runs = cost_arena_array(arena, tasks->run_count + 1, sizeof *runs);
    cost_wide_t waiting, reconnects = 0;
    if (!ran || !runs || waiting_s(&waiting, plan, month))
        return COST_ERR_MEMORY;
    if (!flows->chance.bill_only && !cost_fargate_reconnects(&reconnects, month, flows, resource->count))
        return COST_ERR_RANGE;
    if (tasks->run_count) /* there may be none when only the bill is kept */
        memcpy(runs, tasks->runs, tasks->run_count * sizeof *runs);
    *ran = (cost_ran_t){.unit = "task",
                        .runs = runs,
                        .run_count = tasks->run_count,
                        .starts = tasks->starts,
                        .least = month->running_least,
                        .most = month->running_most,
                        .decisions = (int64_t)month->event_count,
                        .load = !plan->loaded      ? NULL
                                : plan->loop.queue ? "jobs"
                                                   : "requests",
                        .served = (cost_wide_t)month->served * plan->micro_per_unit,
                        .lost = (cost_wide_t)month->lost * plan->micro_per_unit,
                        .saturated_minutes = month->saturated_minutes,
                        .backlog = month->backlog,
                        .backlog_most = month->backlog_most,
                        .waiting_s = waiting,
                        .wait_us = flows->chance.bill_only ? -1 : cost_fargate_wait_us(plan, month),
                        .interruptions = month->interrupted,
                        .reconnects = reconnects};
    for (int i = 0; i < PROVIDERS; i++) {
        ran->billed_s[i] = tasks->billed_s[i];
        ran->running_s[i] = tasks->running_s[i];
    }
    if (!flows->chance.bill_only)
        ran->stuck_s = cost_loop_stuck_s(&plan->loop, month);
    flows->ran = ran;
    return COST_OK;
}

/* ---- the months ---- */

typedef struct {
    cost_fargate_plan_t *plans;     /* by the number of the world */
    cost_loop_result_t *months;     /* of those that need one, in a row */
    const cost_loop_plan_t **loops; /* the same */
    size_t *worlds;                 /* whose they are */
    size_t count;
} runs_t;

static cost_status_t make_plans(runs_t *runs, const cost_resource_t *const *resources, cost_flows_t *flows,
                                size_t worlds, cost_arena_t *arena, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t w = 0; !status && w < worlds; w++) {
        status = cost_fargate_plan(&runs->plans[w], resources[w], &flows[w], arena, err);
        if (status || !runs->plans[w].needed)
            continue;
        runs->loops[runs->count] = &runs->plans[w].loop;
        runs->worlds[runs->count++] = w;
    }
    return status;
}

/* What is served minute by minute is asked for only where it differs from what comes in; of jobs it always does. */
static cost_status_t run_again(cost_loop_result_t *month, cost_fargate_plan_t *plan, cost_arena_t *arena)
{
    const cost_loop_plan_t *loop = &plan->loop;
    if (loop->served)
        return COST_OK;
    plan->loop.served = cost_arena_raw(arena, (size_t)(loop->month_seconds / 60), sizeof *loop->served);
    if (!loop->served)
        return COST_ERR_MEMORY;
    cost_loop_result_clear(month);
    return cost_capacity_run(month, &loop, 1);
}

static cost_status_t take(runs_t *runs, size_t i, const cost_resource_t *const *resources, cost_flows_t *flows,
                          cost_arena_t *arena)
{
    cost_fargate_plan_t *plan = &runs->plans[runs->worlds[i]];
    cost_loop_result_t *month = &runs->months[i];
    cost_status_t status = COST_OK;
    if (month->lost || month->backlog_most) {
        status = run_again(month, plan, arena);
        if (!status)
            status = serve(&flows[runs->worlds[i]], plan, arena);
    }
    return status ? status : keep_ran(resources[runs->worlds[i]], &flows[runs->worlds[i]], plan, month, arena);
}

static cost_status_t run_all(runs_t *runs, const cost_resource_t *const *resources, cost_flows_t *flows,
                             cost_arena_t *arena, cost_error_t *err)
{
    cost_status_t status = cost_capacity_run(runs->months, runs->loops, runs->count);
    size_t at = 0;
    for (; !status && at < runs->count; at++)
        status = take(runs, at, resources, flows, arena);
    for (size_t i = 0; i < runs->count; i++)
        cost_loop_result_clear(&runs->months[i]);
    if (status == COST_ERR_MEMORY)
        return cost_fail_memory(err);
    return status ? unfit(resources[0], err) : COST_OK;
}

cost_status_t cost_fargate_flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                                cost_arena_t *arena, cost_error_t *err)
{
    runs_t runs = {.plans = cost_arena_array(arena, worlds, sizeof *runs.plans),
                   .months = cost_arena_array(arena, worlds, sizeof *runs.months),
                   .loops = cost_arena_array(arena, worlds, sizeof *runs.loops),
                   .worlds = cost_arena_array(arena, worlds, sizeof *runs.worlds)};
    if (!runs.plans || !runs.months || !runs.loops || !runs.worlds)
        return cost_fail_memory(err);
    cost_status_t status = make_plans(&runs, resources, flows, worlds, arena, err);
    if (!status && runs.count)
        status = run_all(&runs, resources, flows, arena, err);
    for (size_t w = 0; w < worlds; w++)
        cost_fargate_plan_clear(&runs.plans[w]);
    return status;
}
