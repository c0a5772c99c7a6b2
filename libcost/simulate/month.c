/* One month: pass 1 (load through the graph, capacity), pass 2 (meters). */
#include "libcost/simulate/month.h"

#include <stdlib.h>
#include <string.h>

#include "libcost/simulate/hours.h"
#include "libcost/simulate/implied.h"
#include "libcost/simulate/pass.h"

cost_status_t cost_pass_unfit(const cost_pass_t *pass, const cost_node_t *node)
{
    return cost_fail_at(pass->err, COST_ERR_RANGE, node, "the load is too large to be counted");
}

/* ---- pass 1 ---- */

/* What the members' capacity does, all worlds at once. */
static cost_status_t let_flow(const cost_pass_t *pass, size_t number)
{
    const cost_service_t *service = pass->resolved[0].resources[number].service;
    if (!service->flow)
        return COST_OK;
    const cost_resource_t **resources = cost_arena_array(pass->arena, pass->worlds, sizeof *resources);
    if (!resources)
        return cost_fail_memory(pass->err);
    for (size_t w = 0; w < pass->worlds; w++)
        resources[w] = &pass->resolved[w].resources[number];
    return service->flow(resources, cost_pass_flows(pass, number, 0), pass->worlds, pass->arena, pass->err);
}

static cost_status_t enter(cost_pass_t *pass, size_t number)
{
    cost_status_t status = COST_OK;
    for (size_t w = 0; !status && w < pass->worlds; w++) {
        cost_flows_t *flows = cost_pass_flows(pass, number, w);
        flows->month = pass->month;
        flows->chance = pass->resolved[w].chance;
        status = cost_pass_windows(pass, number, w);
        if (!status)
            status = cost_pass_gather(pass, number, w);
    }
    if (!status)
        status = let_flow(pass, number);
    for (size_t w = 0; !status && w < pass->worlds; w++)
        status = cost_pass_stopped(pass, number, w);
    return status;
}

static void find_feeds(const cost_pass_t *pass)
{
    for (size_t i = 0; i < pass->graph->member_count; i++)
        for (size_t k = 0; k < pass->graph->members[i].edge_count; k++)
            if (pass->graph->members[i].edges[k].resource >= 0)
                pass->feeds[pass->graph->members[i].edges[k].resource] = true;
}

/* Sources come before those that they feed. */
static cost_status_t pass_one(cost_pass_t *pass)
{
    const cost_workload_t *graph = pass->graph;
    pass->flows = cost_arena_array(pass->arena, graph->member_count * pass->worlds + 1, sizeof *pass->flows);
    pass->windows = cost_arena_array(pass->arena, graph->schedule_count + 1, sizeof *pass->windows);
    pass->feeds = cost_arena_array(pass->arena, graph->member_count + 1, sizeof *pass->feeds);
    if (!pass->flows || !pass->windows || !pass->feeds)
        return cost_fail_memory(pass->err);
    find_feeds(pass);
    cost_status_t status = cost_pass_traffic(pass);
    for (size_t i = 0; !status && i < graph->member_count; i++)
        status = enter(pass, graph->order[i]);
    return status;
}

/* ---- pass 2 ---- */

static int compare_ids(const void *left, const void *right)
{
    const cost_resource_t *const *a = left, *const *b = right;
    return strcmp((*a)->id, (*b)->id);
}

static cost_status_t warn_missed(cost_usage_t *usage, const cost_resource_t *resource, const cost_flows_t *flows,
                                 cost_error_t *err)
{
    const cost_wide_t micro = 1000000;
    char requests[COST_WIDE_TEXT_SIZE];
    return cost_usage_warn(usage, "load-while-stopped", cost_node_find(resource->node, "schedule"), err,
                           "%s requests come while it is stopped; nobody answers them, and nothing behind it sees them",
                           cost_wide_decimal(flows->missed / micro, 1, 0, requests));
}

static cost_status_t count_member(const cost_pass_t *pass, size_t number, size_t world)
{
    const cost_resource_t *resource = &pass->resolved[world].resources[number];
    const cost_flows_t *flows = cost_pass_flows(pass, number, world);
    cost_usage_t *usage = &pass->usage[world];
    const bool there = resource->count > 0 && flows->exist_count;
    cost_status_t status =
        cost_usage_begin(usage, &pass->graph->members[number], resource, there, pass->month.seconds, pass->err);
    if (!status && there)
        status = resource->service->meter(resource, flows, usage, pass->err);
    if (!status && there && flows->missed)
        status = warn_missed(usage, resource, flows, pass->err);
    if (!status && there)
        status = cost_transfer_imply(usage, flows, pass->err);
    if (!status && there)
        status = cost_usage_end(usage, pass->err);
    return status || !flows->ran ? status : cost_usage_ran(usage, flows->ran, pass->err);
}

/* By name, so that what the first of several resources is billed for does not depend on the file's order. */
cost_status_t cost_pass_count(const cost_pass_t *pass)
{
    const size_t count = pass->graph->member_count;
    const cost_resource_t *first = pass->resolved[0].resources;
    const cost_resource_t **order = cost_arena_array(pass->arena, count + 1, sizeof *order);
    if (!order)
        return cost_fail_memory(pass->err);
    for (size_t i = 0; i < count; i++)
        order[i] = &first[i];
    qsort(order, count, sizeof *order, compare_ids);
    cost_status_t status = COST_OK;
    for (size_t w = 0; w < pass->worlds; w++)
        for (size_t k = 0; !status && k < count; k++)
            status = count_member(pass, (size_t)(order[k] - first), w);
    return status;
}

static cost_pass_t open_pass(cost_usage_t *usage, const cost_resolved_t *resolved, size_t worlds, cost_month_t month,
                             cost_error_t *err)
{
    return (cost_pass_t){.usage = usage,
                         .resolved = resolved,
                         .worlds = worlds,
                         .graph = resolved->workload,
                         .arena = usage->arena,
                         .month = month,
                         .err = err};
}

/* What explanations and timelines need, of the one world that `estimate` has. */
static cost_status_t follow(const cost_pass_t *pass, const cost_record_t *before)
{
    cost_usage_t *usage = pass->usage;
    cost_track_t *track = cost_arena_alloc(pass->arena, sizeof *track);
    if (!track)
        return cost_fail_memory(pass->err);
    *track = (cost_track_t){
        .workload = pass->graph, .resources = pass->resolved[0].resources, .flows = pass->flows, .month = pass->month};
    if (usage->last_track)
        usage->last_track->next = track;
    else
        usage->first_track = track;
    usage->last_track = track;
    return usage->by_hour ? cost_hours_count(pass, before) : COST_OK;
}

cost_status_t cost_month_simulate(cost_usage_t *usage, const cost_resolved_t *resolved, size_t worlds,
                                  cost_month_t month, cost_error_t *err)
{
    cost_pass_t pass = open_pass(usage, resolved, worlds, month, err);
    const cost_record_t *before = usage->last;
    cost_status_t status = pass_one(&pass);
    if (!status)
        status = cost_pass_backlogs(&pass);
    if (!status)
        status = cost_pass_count(&pass);
    if (!status && usage->keeps_tracks)
        status = follow(&pass, before);
    return status;
}

cost_status_t cost_month_check(const cost_resolved_t *resolved, cost_arena_t *arena, cost_month_t month,
                               cost_error_t *err)
{
    cost_usage_t usage = {.arena = arena};
    cost_pass_t pass = open_pass(&usage, resolved, 1, month, err);
    return pass_one(&pass);
}
