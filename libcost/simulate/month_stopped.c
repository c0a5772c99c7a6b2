/* What comes to a resource while its schedule has it stopped: nobody answers, and nothing goes on to what is behind it.
 * Services whose capacity runs in time see to it themselves, and say what they lose. */
#include "libcost/base/alloc.h"
#include "libcost/flow/column_share.h"
#include "libcost/simulate/pass.h"

enum { MINUTE_S = 60 };

/* Whole minutes of a window. */
static cost_window_t minutes_of(cost_window_t window)
{
    return (cost_window_t){(window.from + MINUTE_S - 1) / MINUTE_S, window.until / MINUTE_S};
}

static bool is_always_on(const cost_flows_t *flows)
{
    return flows->on_count == 1 && flows->on[0].from <= 0 && flows->on[0].until >= flows->month.seconds;
}

/* Requests that come less those that go on, in 1e-6. */
static bool find_missed(cost_flows_t *flows)
{
    flows->missed = 0;
    for (size_t i = 0; i < flows->in_count; i++) {
        cost_flow_sum_t came, passed;
        if (!cost_flow_sum(&came, &flows->in[i], 0, flows->month.minutes) ||
            !cost_flow_sum(&passed, &flows->out[i], 0, flows->month.minutes) ||
            !cost_wide_add(&flows->missed, flows->missed, came.requests - passed.requests))
            return false;
    }
    return true;
}

static cost_status_t let_through(const cost_pass_t *pass, cost_flows_t *flows)
{
    int64_t *shares = cost_alloc_array((size_t)flows->month.minutes, sizeof *shares);
    cost_flow_t *out = cost_arena_array(pass->arena, flows->in_count, sizeof *out);
    cost_status_t status = shares && out ? COST_OK : COST_ERR_MEMORY;
    for (size_t i = 0; !status && i < flows->on_count; i++) {
        const cost_window_t minutes = minutes_of(flows->on[i]);
        for (int64_t minute = minutes.from; minute < minutes.until; minute++)
            shares[minute] = COST_SHARE_ONE;
    }
    for (size_t i = 0; !status && i < flows->in_count; i++)
        out[i] = flows->in[i];
    if (!status)
        status = cost_flows_share(out, flows->in_count, pass->arena, shares);
    cost_free(shares);
    if (!status)
        flows->out = out;
    return status;
}

cost_status_t cost_pass_stopped(const cost_pass_t *pass, size_t number, size_t world)
{
    const cost_member_t *member = &pass->graph->members[number];
    cost_flows_t *flows = cost_pass_flows(pass, number, world);
    if (member->schedule < 0 || !pass->feeds[number] || !member->base.service->stops || flows->ran ||
        flows->out != flows->in || !flows->in_count || !flows->load_stated || is_always_on(flows))
        return COST_OK;
    if (let_through(pass, flows))
        return cost_fail_memory(pass->err);
    return find_missed(flows) ? COST_OK : cost_pass_unfit(pass, member->base.node);
}
