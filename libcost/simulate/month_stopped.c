/* What comes to a resource while it is not there, or its schedule has it stopped: nobody answers, and nothing goes on
 * to what is behind it.  Services whose capacity runs in time see to it themselves, and say what they lose. */
#include "libcost/base/alloc.h"
#include "libcost/flow/column_share.h"
#include "libcost/simulate/pass.h"

enum { MINUTE_S = 60 };

/* Whole minutes of a window. */
static cost_window_t minutes_of(cost_window_t window)
{
    return (cost_window_t){(window.from + MINUTE_S - 1) / MINUTE_S, window.until / MINUTE_S};
}

static bool is_always(const cost_flows_t *flows, const cost_window_t *windows, size_t count)
{
    return count == 1 && windows[0].from <= 0 && windows[0].until >= flows->month.seconds;
}

/* Requests that come while it is there less those that go on, in 1e-6. */
static bool find_missed(cost_flows_t *flows)
{
    bool good = true;
    flows->missed = 0;
    for (size_t i = 0; good && i < flows->in_count; i++) {
        cost_flow_sum_t passed, came;
        good = cost_flow_sum(&passed, &flows->out[i], 0, flows->month.minutes) &&
               cost_wide_sub(&flows->missed, flows->missed, passed.requests);
        for (size_t k = 0; good && k < flows->exist_count; k++) {
            const cost_window_t minutes = minutes_of(flows->exists[k]);
            good = cost_flow_sum(&came, &flows->in[i], minutes.from, minutes.until) &&
                   cost_wide_add(&flows->missed, flows->missed, came.requests);
        }
    }
    return good;
}

static cost_status_t let_through(const cost_pass_t *pass, cost_flows_t *flows, const cost_window_t *windows,
                                 size_t window_count)
{
    int64_t *shares = cost_alloc_array((size_t)flows->month.minutes, sizeof *shares);
    cost_flow_t *out = cost_arena_array(pass->arena, flows->in_count, sizeof *out);
    cost_status_t status = shares && out ? COST_OK : COST_ERR_MEMORY;
    for (size_t i = 0; !status && i < window_count; i++) {
        const cost_window_t minutes = minutes_of(windows[i]);
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
    const bool stops = member->base.service->stops;
    const cost_window_t *windows = stops ? flows->on : flows->exists;
    const size_t count = stops ? flows->on_count : flows->exist_count;
    if (!pass->feeds[number] || flows->ran || flows->out != flows->in || !flows->in_count || !flows->load_stated ||
        is_always(flows, windows, count))
        return COST_OK;
    if (let_through(pass, flows, windows, count))
        return cost_fail_memory(pass->err);
    if (!stops || member->schedule < 0 || find_missed(flows))
        return COST_OK;
    return cost_pass_unfit(pass, member->base.node);
}
