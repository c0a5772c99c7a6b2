/* One month: windows, pass 1 (load through the graph), pass 2 (meters). */
#include "libcost/simulate/month.h"

#include <stdlib.h>
#include <string.h>

#include "libcost/demand/column.h"
#include "libcost/demand/cron.h"
#include "libcost/simulate/implied.h"

enum { VIEWS_MAX = 256, FEW_WINDOWS = 64 };

/* A schedule's windows of the month; NULL until somebody asks for them. */
typedef struct {
    const cost_window_t *windows;
    size_t count;
} windows_t;

typedef struct {
    cost_usage_t *usage;
    const cost_resolved_t *resolved;
    cost_month_t month;
    cost_flow_t *traffic; /* by the number of the traffic */
    cost_flows_t *flows;  /* by the number of the member */
    windows_t *windows;   /* by the number of the schedule */
    cost_error_t *err;
} run_t;

static const cost_wide_t micro = 1000000, nano = 1000000000;

/* ---- traffic: a column of the month ---- */

static cost_status_t unfit(const run_t *run, const cost_node_t *node)
{
    return cost_fail_at(run->err, COST_ERR_RANGE, node, "the load is too large to be counted");
}

/* Whole units in the month: a month's rate is the month's total, whatever its length. */
static bool month_total(int64_t *out, const cost_amount_t *rate, const cost_month_t *month)
{
    cost_wide_t total, per = cost_per_seconds(rate->per);
    if (rate->per == COST_PER_YEAR) {
        if (!cost_wide_mul_div(&total, rate->value, 1, 12 * micro))
            return false;
    } else if (rate->per == COST_PER_MONTH) {
        if (!cost_wide_mul_div(&total, rate->value, 1, micro))
            return false;
    } else if (!cost_wide_mul_div(&total, rate->value, month->seconds, per * micro)) {
        return false;
    }
    if (total < 0 || total > INT64_MAX / 1000000)
        return false;
    *out = (int64_t)total;
    return true;
}

/* A mean rate is what comes in an ordinary week; everything else is a total of the month. */
static bool demand_of(cost_demand_t *out, const cost_traffic_t *traffic, const cost_month_t *month)
{
    static const int stated[] = {COST_TRAFFIC_REQUESTS, COST_TRAFFIC_RATE, COST_TRAFFIC_SESSIONS};
    *out = (cost_demand_t){.shape = traffic->shape,
                           .units = {0, 1},
                           .growth = traffic->grows ? &traffic->growth : NULL,
                           .events = traffic->events,
                           .event_count = traffic->event_count};
    for (size_t i = 0; i < COST_COUNT(stated); i++) {
        const cost_value_t *value = &traffic->field[stated[i]];
        const int64_t per = value->given ? cost_per_seconds(value->amount.per) : 0;
        int64_t total;
        if (!value->given)
            continue;
        if (stated[i] == COST_TRAFFIC_RATE && per && !cost_shape_is_flat(&traffic->shape)) {
            out->basis = COST_DEMAND_WEEK;
            out->units = cost_ratio(value->amount.value * 7 * 86400, per * micro);
            continue;
        }
        if (!month_total(&total, &value->amount, month))
            return false;
        out->units = cost_ratio(total, 1);
    }
    return true;
}

static cost_status_t make_column(const run_t *run, const cost_traffic_t *traffic, const cost_column_t **out)
{
    cost_demand_t demand;
    if (!demand_of(&demand, traffic, &run->month))
        return unfit(run, traffic->node);
    cost_status_t status = cost_column_make(out, run->usage->arena, &demand, &run->month);
    if (status == COST_ERR_MEMORY)
        return cost_fail_memory(run->err);
    return status ? unfit(run, traffic->node) : COST_OK;
}

/* A session's messages are its requests; half of them go each way, so a message counts half as request and half as
 * response. */
static void fill_sessions(cost_flow_t *flow, const cost_value_t *field)
{
    const cost_value_t *messages = &field[COST_TRAFFIC_MESSAGES], *message = &field[COST_TRAFFIC_MESSAGE];
    flow->websocket = true;
    flow->connections = cost_ratio(1, 1);
    flow->connection_us = field[COST_TRAFFIC_LENGTH].amount.value;
    flow->requests = cost_ratio(messages->amount.value, micro);
    flow->bytes_known = messages->given && message->given && field[COST_TRAFFIC_LENGTH].given;
    flow->request_known = flow->bytes_known;
    flow->request_bytes = message->amount.value / 2;
    flow->response_bytes = message->amount.value - flow->request_bytes;
}

static void fill_requests(cost_flow_t *flow, const cost_value_t *field)
{
    flow->requests = cost_ratio(1, 1);
    flow->connections = cost_ratio(nano, field[COST_TRAFFIC_REQUESTS_PER_CONNECTION].amount.value);
    flow->connection_us = field[COST_TRAFFIC_CONNECTION].amount.value;
    flow->request_known = field[COST_TRAFFIC_REQUEST].given != COST_ABSENT;
    flow->bytes_known = flow->request_known && field[COST_TRAFFIC_RESPONSE].given;
    flow->request_bytes = field[COST_TRAFFIC_REQUEST].amount.value;
    flow->response_bytes = field[COST_TRAFFIC_RESPONSE].amount.value;
}

static cost_status_t run_traffic(run_t *run)
{
    const cost_workload_t *workload = run->resolved->workload;
    run->traffic = cost_arena_array(run->usage->arena, workload->traffic_count + 1, sizeof *run->traffic);
    if (!run->traffic)
        return cost_fail_memory(run->err);
    for (size_t i = 0; i < workload->traffic_count; i++) {
        const cost_value_t *field = workload->traffic[i].field;
        cost_status_t status = make_column(run, &workload->traffic[i], &run->traffic[i].load);
        if (status)
            return status;
        run->traffic[i].external = true;
        if (field[COST_TRAFFIC_SESSIONS].given)
            fill_sessions(&run->traffic[i], field);
        else
            fill_requests(&run->traffic[i], field);
    }
    return COST_OK;
}

/* ---- windows ---- */

static cost_status_t set_exists(run_t *run, const cost_member_t *member, cost_flows_t *flows)
{
    int64_t from = member->runs_from <= run->month.start ? 0 : member->runs_from - run->month.start;
    int64_t until = member->runs_until >= run->month.start + run->month.seconds ? run->month.seconds
                                                                                : member->runs_until - run->month.start;
    cost_window_t *window = cost_arena_alloc(run->usage->arena, sizeof *window);
    if (!window)
        return cost_fail_memory(run->err);
    *window = (cost_window_t){from, until};
    flows->exists = flows->on = window;
    flows->exist_count = flows->on_count = from < until;
    return COST_OK;
}

/* Once a month for all resources of the schedule: one that fires every minute is slow to follow. */
static bool find_windows(windows_t *out, const run_t *run, const cost_schedule_t *schedule)
{
    const cost_month_t *month = &run->month;
    size_t room = FEW_WINDOWS;
    while (!out->windows) {
        cost_window_t *windows = cost_arena_array(run->usage->arena, room, sizeof *windows);
        if (!windows)
            return false;
        out->count = cost_cron_windows(schedule->start, schedule->stop, schedule->zone, month->start, month->seconds,
                                       windows, room);
        if (out->count <= room)
            out->windows = windows;
        room = out->count;
    }
    return true;
}

static cost_status_t set_on(run_t *run, int schedule, cost_flows_t *flows)
{
    windows_t *found = &run->windows[schedule];
    if (!find_windows(found, run, &run->resolved->workload->schedules[schedule]))
        return cost_fail_memory(run->err);
    cost_window_t *on = cost_arena_array(run->usage->arena, found->count + flows->exist_count + 1, sizeof *on);
    if (!on)
        return cost_fail_memory(run->err);
    flows->on_count = cost_window_intersect(on, flows->exists, flows->exist_count, found->windows, found->count);
    flows->on = on;
    return COST_OK;
}

/* ---- edges ---- */

static bool edge_bytes(cost_flow_t *flow, const cost_value_t *field)
{
    const cost_value_t *request = &field[COST_EDGE_REQUEST], *response = &field[COST_EDGE_RESPONSE];
    bool calls = field[COST_EDGE_PER_REQUEST].given;
    bool known = flow->bytes_known && !calls; /* what a caller received says nothing of what it calls */
    flow->bytes_known = (known || request->given) && (known || response->given);
    flow->request_known = (flow->request_known && !calls) || request->given;
    if (request->given)
        flow->request_bytes = request->amount.value;
    if (response->given)
        flow->response_bytes = response->amount.value;
    return flow->bytes_known;
}

/* What the edge carries of what its source hands over. */
static bool pass_edge(cost_flow_t *flow, const cost_value_t *field)
{
    if (field[COST_EDGE_SHARE].given) {
        cost_ratio_t share = cost_ratio(field[COST_EDGE_SHARE].amount.value, nano);
        if (!cost_ratio_times(&flow->requests, flow->requests, share) ||
            !cost_ratio_times(&flow->connections, flow->connections, share))
            return false;
    }
    if (field[COST_EDGE_PER_REQUEST].given) {
        cost_ratio_t calls = cost_ratio(field[COST_EDGE_PER_REQUEST].amount.value, nano);
        if (!cost_ratio_times(&flow->requests, flow->requests, calls))
            return false;
        flow->connections = cost_ratio(0, 1); /* callers keep pools of connections open */
        flow->websocket = false;
    }
    edge_bytes(flow, field);
    return true;
}

static size_t source_count(const run_t *run, const cost_edge_t *edge)
{
    return edge->traffic >= 0 ? 1 : run->flows[edge->resource].in_count;
}

static cost_status_t source_flow(const run_t *run, const cost_edge_t *edge, size_t i, cost_flow_t *out)
{
    if (edge->traffic >= 0) {
        *out = run->traffic[edge->traffic];
        return COST_OK;
    }
    const cost_resource_t *source = &run->resolved->resources[edge->resource];
    const cost_flow_t *in = &run->flows[edge->resource].in[i];
    *out = *in;
    cost_status_t status =
        source->service->serve ? source->service->serve(source, edge->port, in, out, run->err) : COST_OK;
    out->external = false; /* whatever `serve` made of it, it comes from this resource */
    out->caller_zones = source->zones;
    return status;
}

static bool source_stated(const run_t *run, const cost_edge_t *edge)
{
    if (edge->traffic >= 0)
        return !run->resolved->workload->traffic[edge->traffic].field[COST_TRAFFIC_SERIES].given;
    return run->flows[edge->resource].load_stated;
}

/* Ways that differ in their ratios only become one, or else every diamond in the graph would double them. */
static void join(cost_flows_t *flows, cost_flow_t *in)
{
    const cost_flow_t *last = &in[flows->in_count - 1];
    for (size_t i = 0; i + 1 < flows->in_count; i++) {
        if (!cost_flow_join(&in[i], last))
            continue;
        flows->in_count--;
        return;
    }
}

static cost_status_t too_many(const run_t *run, const cost_member_t *member)
{
    return cost_fail_key(
        run->err, COST_ERR_LIMIT, member->base.node,
        "its load comes by over %d different ways; fewer sources, or fewer sizes of requests, would do",
        (int)VIEWS_MAX);
}

static cost_status_t gather(run_t *run, const cost_member_t *member, cost_flows_t *flows)
{
    size_t count = 0;
    for (size_t i = 0; i < member->edge_count; i++)
        count += source_count(run, &member->edges[i]);
    cost_flow_t *in = cost_arena_array(run->usage->arena, count + 1, sizeof *in);
    if (!in)
        return cost_fail_memory(run->err);
    flows->in = in;
    flows->load_stated = member->edge_count > 0;
    for (size_t i = 0; i < member->edge_count; i++) {
        const cost_edge_t *edge = &member->edges[i];
        flows->load_stated = flows->load_stated && source_stated(run, edge);
        for (size_t k = 0; k < source_count(run, edge); k++) {
            cost_flow_t *flow = &in[flows->in_count++];
            cost_status_t status = source_flow(run, edge, k, flow);
            if (!status && !pass_edge(flow, edge->field))
                status = unfit(run, edge->node);
            if (status)
                return status;
            if (edge->resource >= 0) /* a traffic comes straight from outside once, and nothing else does */
                join(flows, in);
        }
    }
    return flows->in_count > VIEWS_MAX + member->edge_count ? too_many(run, member) : COST_OK;
}

/* Pass 1: sources come before those that they feed. */
static cost_status_t pass_one(run_t *run)
{
    const cost_workload_t *workload = run->resolved->workload;
    run->flows = cost_arena_array(run->usage->arena, workload->member_count + 1, sizeof *run->flows);
    run->windows = cost_arena_array(run->usage->arena, workload->schedule_count + 1, sizeof *run->windows);
    if (!run->flows || !run->windows)
        return cost_fail_memory(run->err);
    for (size_t i = 0; i < workload->member_count; i++) {
        const cost_member_t *member = &workload->members[workload->order[i]];
        cost_flows_t *flows = &run->flows[workload->order[i]];
        flows->month = run->month;
        cost_status_t status = set_exists(run, member, flows);
        if (!status && member->schedule >= 0)
            status = set_on(run, member->schedule, flows);
        if (!status)
            status = gather(run, member, flows);
        if (status)
            return status;
    }
    return COST_OK;
}

static int compare_ids(const void *left, const void *right)
{
    const cost_resource_t *const *a = left, *const *b = right;
    return strcmp((*a)->id, (*b)->id);
}

/* Pass 2: by name, so that what the first of several resources is billed for does not depend on the file's order. */
static cost_status_t pass_two(run_t *run)
{
    const cost_workload_t *workload = run->resolved->workload;
    const cost_resource_t **order = cost_arena_array(run->usage->arena, workload->member_count + 1, sizeof *order);
    if (!order)
        return cost_fail_memory(run->err);
    for (size_t i = 0; i < workload->member_count; i++)
        order[i] = &run->resolved->resources[i];
    qsort(order, workload->member_count, sizeof *order, compare_ids);
    for (size_t k = 0; k < workload->member_count; k++) {
        const cost_resource_t *resource = order[k];
        const size_t i = (size_t)(resource - run->resolved->resources);
        const bool there = resource->count > 0 && run->flows[i].exist_count;
        cost_status_t status =
            cost_usage_begin(run->usage, &workload->members[i], resource, there, run->month.seconds, run->err);
        if (!status && there)
            status = resource->service->meter(resource, &run->flows[i], run->usage, run->err);
        if (!status && there)
            status = cost_transfer_imply(run->usage, &run->flows[i], run->err);
        if (status)
            return status;
    }
    return COST_OK;
}

cost_status_t cost_month_simulate(cost_usage_t *usage, const cost_resolved_t *resolved, cost_month_t month,
                                  cost_error_t *err)
{
    run_t run = {.usage = usage, .resolved = resolved, .month = month, .err = err};
    cost_status_t status = run_traffic(&run);
    if (!status)
        status = pass_one(&run);
    if (!status)
        status = pass_two(&run);
    return status;
}

cost_status_t cost_month_check(const cost_resolved_t *resolved, cost_arena_t *arena, cost_month_t month,
                               cost_error_t *err)
{
    cost_usage_t usage = {.arena = arena};
    run_t run = {.usage = &usage, .resolved = resolved, .month = month, .err = err};
    cost_status_t status = run_traffic(&run);
    return status ? status : pass_one(&run);
}
