/* What waits: the backlog of a worker lies in the queue or cache that its jobs go through. */
#include "libcost/simulate/pass.h"

static const cost_wide_t micro = 1000000;

/* Micro-bytes of a job: the mean request that comes in.  0 when nobody said. */
static bool job_bytes(cost_wide_t *out, const cost_flows_t *flows)
{
    cost_wide_t bytes = 0, requests = 0;
    *out = 0;
    for (size_t i = 0; i < flows->in_count; i++) {
        const cost_flow_t *flow = &flows->in[i];
        cost_flow_sum_t sum;
        cost_wide_t part;
        if (!flow->request_known)
            return true;
        if (!cost_flow_sum(&sum, flow, 0, flows->month.minutes) ||
            !cost_wide_mul_div(&part, sum.requests, flow->request_bytes, micro) ||
            !cost_wide_add(&bytes, bytes, part) || !cost_wide_add(&requests, requests, sum.requests))
            return false;
    }
    return !requests || cost_wide_mul_div(out, bytes, micro, requests);
}

static size_t count_holders(const cost_member_t *member)
{
    size_t holders = 0;
    for (size_t i = 0; i < member->edge_count; i++)
        holders += member->edges[i].holder >= 0;
    return holders;
}

/* In several holders it lies in equal parts. */
static cost_status_t hold(const cost_pass_t *pass, size_t number, size_t world)
{
    const cost_member_t *member = &pass->graph->members[number];
    const cost_flows_t *flows = cost_pass_flows(pass, number, world);
    const size_t holders = count_holders(member);
    cost_wide_t each, jobs, held;
    if (!holders || !flows->ran || !flows->ran->waiting_s)
        return COST_OK;
    if (!job_bytes(&each, flows) ||
        !cost_wide_mul(&jobs, flows->ran->waiting_s, pass->resolved[world].resources[number].count) ||
        !cost_wide_mul_div(&held, jobs, each, (cost_wide_t)holders))
        return cost_pass_unfit(pass, member->base.node);
    for (size_t i = 0; i < member->edge_count; i++) {
        const int holder = member->edges[i].holder;
        cost_flows_t *holds = holder < 0 ? NULL : cost_pass_flows(pass, (size_t)holder, world);
        if (holds && !cost_wide_add(&holds->held, holds->held, held))
            return cost_pass_unfit(pass, member->base.node);
    }
    return COST_OK;
}

cost_status_t cost_pass_backlogs(const cost_pass_t *pass)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; i < pass->graph->member_count; i++)
        for (size_t w = 0; !status && w < pass->worlds; w++)
            status = hold(pass, i, w);
    return status;
}
