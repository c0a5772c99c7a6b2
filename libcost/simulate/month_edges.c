/* What comes into a resource: the edges of the graph. */
#include "libcost/simulate/pass.h"

enum { VIEWS_MAX = 256 };

static const cost_wide_t nano = 1000000000;

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

static size_t source_count(const cost_pass_t *pass, const cost_edge_t *edge, size_t world)
{
    return edge->traffic >= 0 ? 1 : cost_pass_flows(pass, (size_t)edge->resource, world)->in_count;
}

static cost_status_t source_flow(const cost_pass_t *pass, const cost_edge_t *edge, size_t world, size_t i,
                                 cost_flow_t *out)
{
    if (edge->traffic >= 0) {
        *out = pass->traffic[(size_t)edge->traffic * pass->worlds + world];
        return COST_OK;
    }
    const cost_resource_t *source = &pass->resolved[world].resources[edge->resource];
    const cost_flow_t *served = &cost_pass_flows(pass, (size_t)edge->resource, world)->out[i];
    *out = *served;
    cost_status_t status =
        source->service->serve ? source->service->serve(source, edge->port, served, out, pass->err) : COST_OK;
    out->external = false; /* whatever `serve` made of it, it comes from this resource */
    out->caller_zones = source->zones;
    return status;
}

static bool source_stated(const cost_pass_t *pass, const cost_edge_t *edge, size_t world)
{
    return edge->traffic >= 0 || cost_pass_flows(pass, (size_t)edge->resource, world)->load_stated;
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

static cost_status_t too_many(const cost_pass_t *pass, const cost_member_t *member)
{
    return cost_fail_key(
        pass->err, COST_ERR_LIMIT, member->base.node,
        "its load comes by over %d different ways; fewer sources, or fewer sizes of requests, would do",
        (int)VIEWS_MAX);
}

static cost_status_t add_edge(const cost_pass_t *pass, const cost_edge_t *edge, size_t world, cost_flows_t *flows,
                              cost_flow_t *in)
{
    flows->load_stated = flows->load_stated && source_stated(pass, edge, world);
    for (size_t k = 0; k < source_count(pass, edge, world); k++) {
        cost_flow_t *flow = &in[flows->in_count++];
        cost_status_t status = source_flow(pass, edge, world, k, flow);
        if (!status && !pass_edge(flow, edge->field))
            status = cost_pass_unfit(pass, edge->node);
        if (status)
            return status;
        if (edge->resource >= 0) /* a traffic comes straight from outside once, and nothing else does */
            join(flows, in);
    }
    return COST_OK;
}

cost_status_t cost_pass_gather(const cost_pass_t *pass, size_t number, size_t world)
{
    const cost_member_t *member = &pass->resolved[world].workload->members[number];
    cost_flows_t *flows = cost_pass_flows(pass, number, world);
    size_t count = 0;
    for (size_t i = 0; i < member->edge_count; i++)
        count += source_count(pass, &member->edges[i], world);
    cost_flow_t *in = cost_arena_array(pass->arena, count + 1, sizeof *in);
    if (!in)
        return cost_fail_memory(pass->err);
    flows->in = flows->out = in;
    flows->load_stated = member->edge_count > 0;
    for (size_t i = 0; i < member->edge_count; i++) {
        cost_status_t status = add_edge(pass, &member->edges[i], world, flows, in);
        if (status)
            return status;
    }
    return flows->in_count > VIEWS_MAX + member->edge_count ? too_many(pass, member) : COST_OK;
}
