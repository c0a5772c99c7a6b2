/* Source: scaling rules, section 5; billing rules, section 3. */
#include "libcost/services/apprunner_flow.h"

#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/capacity/apprunner_scale.h"
#include "libcost/flow/column_share.h"
#include "libcost/services/apprunner_fields.h"

enum { MINUTE_S = 60 };
static const cost_wide_t micro = 1000000;

static cost_wide_t least(cost_wide_t a, cost_wide_t b)
{
    return a < b ? a : b;
}

cost_wide_t cost_apprunner_activation(const cost_resource_t *resource, cost_wide_t time_us)
{
    const cost_wide_t whole = (time_us + micro - 1) / micro * micro, minimum = resource->rule[RULE_MINIMUM_ACTIVE];
    return whole > minimum ? whole : minimum;
}

cost_wide_t cost_apprunner_on(const cost_resource_t *resource, const cost_flows_t *flows)
{
    const cost_value_t *unpaused = &resource->field[UNPAUSED];
    const cost_wide_t on = cost_window_seconds(flows->on, flows->on_count) * micro;
    return unpaused->given ? least(on, unpaused->amount.value) : on;
}

/* ---- the walk through a month ---- */

typedef struct {
    const cost_resource_t *resource;
    cost_flows_t *flows;
    cost_arena_t *arena;
    cost_apprunner_scale_t service; /* of one of the `count` services */
    cost_ran_t ran;
    cost_wide_t served; /* requests of all services, 1e-6 */
    cost_capacity_run_t *runs;
    size_t run_room;
    int64_t *shares; /* NULL, or of each minute the share that is served: COST_SHARE_ONE */
} walk_t;

static cost_apprunner_scale_t service_of(const cost_resource_t *resource)
{
    const cost_value_t *field = resource->field;
    return (cost_apprunner_scale_t){.min_size = field[MIN_SIZE].integer,
                                    .max_size = field[MAX_SIZE].integer,
                                    .concurrency = field[MAX_CONCURRENCY].integer,
                                    .response_us = field[RESPONSE_TIME].amount.value,
                                    .activation_us =
                                        cost_apprunner_activation(resource, field[RESPONSE_TIME].amount.value)};
}

/* Requests (1e-6) of whole minutes that come in on all ways. */
static cost_status_t requests_of_minutes(cost_wide_t *out, const walk_t *walk, int64_t from, int64_t until)
{
    *out = 0;
    for (size_t i = 0; i < walk->flows->in_count; i++) {
        const cost_flow_t *flow = &walk->flows->in[i];
        const cost_column_t *column;
        cost_ratio_t each;
        cost_wide_t requests;
        if (!cost_flow_requests(&column, &each, flow) ||
            !cost_ratio_of(&requests, each, cost_column_sum(column, from, until) * micro) ||
            !cost_wide_add(out, *out, requests))
            return COST_ERR_RANGE;
    }
    return COST_OK;
}

/* Requests of the seconds [from, until), in which they come evenly. */
static cost_status_t requests_of(cost_wide_t *out, const walk_t *walk, int64_t from, int64_t until)
{
    const int64_t first = from / MINUTE_S, past = (until + MINUTE_S - 1) / MINUTE_S;
    cost_status_t status = requests_of_minutes(out, walk, first, past);
    if (!status && !cost_wide_mul_div(out, *out, until - from, (past - first) * MINUTE_S))
        status = COST_ERR_RANGE;
    return status;
}

/* ---- what ran ---- */

static cost_status_t add_run(walk_t *walk, int64_t from, int64_t until, int64_t running, int64_t billed)
{
    cost_ran_t *ran = &walk->ran;
    cost_capacity_run_t *last = ran->run_count ? &walk->runs[ran->run_count - 1] : NULL;
    if (from >= until)
        return COST_OK;
    if (last && last->until_s == from && last->running == running && last->billed == billed) {
        last->until_s = until;
        return COST_OK;
    }
    cost_capacity_run_t *room = cost_arena_room(walk->arena, walk->runs, &walk->run_room, ran->run_count, sizeof *room);
    if (!room)
        return COST_ERR_MEMORY;
    walk->runs = room;
    ran->starts += last && running > last->running ? running - last->running : 0;
    ran->decisions += last && running != last->running;
    walk->runs[ran->run_count++] = (cost_capacity_run_t){from, until, running, billed, 0};
    return COST_OK;
}

static int64_t end_of_runs(const walk_t *walk)
{
    return walk->ran.run_count ? walk->runs[walk->ran.run_count - 1].until_s : 0;
}

static void note_shares(walk_t *walk, int64_t from, int64_t until, cost_wide_t served, cost_wide_t requests)
{
    cost_wide_t share = COST_SHARE_ONE;
    if (served < requests)
        share = cost_wide_mul_div_floor(&share, served, COST_SHARE_ONE, requests) ? share : 0;
    for (int64_t minute = from / MINUTE_S; walk->shares && minute * MINUTE_S < until; minute++) {
        const int64_t first = minute * MINUTE_S > from ? minute * MINUTE_S : from;
        const int64_t past = (minute + 1) * MINUTE_S < until ? (minute + 1) * MINUTE_S : until;
        walk->shares[minute] += (int64_t)(share * (past - first) / MINUTE_S);
    }
}

static cost_status_t add_stretch(walk_t *walk, int64_t from, int64_t until)
{
    cost_apprunner_stretch_t stretch;
    cost_ran_t *ran = &walk->ran;
    cost_wide_t requests, all;
    const int64_t services = walk->resource->count;
    cost_status_t status = requests_of(&all, walk, from, until);
    if (status)
        return status;
    requests = all / services; /* in 1e-6: what is left over is nothing */
    if (!cost_apprunner_stretch(&stretch, &walk->service, requests, until - from))
        return COST_ERR_RANGE;
    ran->bills[COST_APPRUNNER_ACTIVE] += stretch.active_us;
    ran->bills[COST_APPRUNNER_PROVISIONED] += stretch.provisioned_us;
    const bool lacks = stretch.served < requests;
    walk->served += lacks ? stretch.served * services : all;
    ran->saturated_minutes += lacks ? (until - from + MINUTE_S - 1) / MINUTE_S : 0;
    note_shares(walk, from, until, stretch.served, requests);
    return add_run(walk, from, until, stretch.instances, (int64_t)(stretch.provisioned_us / ((until - from) * micro)));
}

/* The first second after `at` at which the column's rate may change. */
static int64_t next_change(const cost_column_t *load, int64_t at)
{
    const int64_t minute = cost_column_change(load, at / MINUTE_S);
    return minute == INT64_MAX ? minute : minute * MINUTE_S;
}

/* In stretches in which no inbound load changes its rate. */
static cost_status_t add_window(walk_t *walk, int64_t from, int64_t until)
{
    cost_status_t status = COST_OK;
    for (int64_t at = from, end; !status && at < until; at = end) {
        end = until;
        for (size_t i = 0; i < walk->flows->in_count; i++) {
            const cost_flow_t *flow = &walk->flows->in[i];
            const int64_t change = next_change(flow->open ? flow->open : flow->load, at);
            end = change < end ? change : end;
        }
        status = add_stretch(walk, at, end);
    }
    return status;
}

/* It is not where it is created, nor at the month's start. */
static bool is_resumed(const cost_flows_t *flows, int64_t second)
{
    for (size_t i = 0; i < flows->exist_count; i++)
        if (flows->exists[i].from == second)
            return false;
    return second > 0;
}

/* A window that opens inside the month begins with the resume: instances are provisioned, and no request is served. */
static cost_status_t add_month(walk_t *walk)
{
    const cost_flows_t *flows = walk->flows;
    const int64_t resume = (int64_t)((walk->resource->field[RESUME].amount.value + micro - 1) / micro);
    const int64_t size = walk->service.min_size;
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < flows->on_count; i++) {
        const int64_t from = flows->on[i].from, until = flows->on[i].until;
        const int64_t serves = is_resumed(flows, from) ? (int64_t)least(from + resume, until) : from;
        walk->ran.bills[COST_APPRUNNER_PROVISIONED] += (serves - from) * micro * size;
        status = add_run(walk, end_of_runs(walk), from, 0, 0);
        if (!status)
            status = add_run(walk, from, serves, 0, size);
        if (!status)
            status = add_window(walk, serves, until);
    }
    return status ? status : add_run(walk, end_of_runs(walk), flows->month.seconds, 0, 0);
}

/* Requests that come while it exists: the others are nobody's to lose. */
static cost_status_t existing_requests(cost_wide_t *out, const walk_t *walk)
{
    const cost_flows_t *flows = walk->flows;
    cost_status_t status = COST_OK;
    *out = 0;
    for (size_t i = 0; !status && i < flows->exist_count; i++) {
        cost_wide_t requests;
        status = requests_of(&requests, walk, flows->exists[i].from, flows->exists[i].until);
        *out += status ? 0 : requests;
    }
    return status;
}

/* ---- hours that are stated without a schedule ---- */

/* The part of the month in which the service is `unpaused` has its part of the load. */
static cost_status_t scale_to_unpaused(walk_t *walk)
{
    const cost_wide_t all = cost_window_seconds(walk->flows->on, walk->flows->on_count) * micro;
    const cost_wide_t on = cost_apprunner_on(walk->resource, walk->flows);
    cost_wide_t *bills = walk->ran.bills;
    bool fits = true;
    if (on == all)
        return COST_OK;
    for (int i = 0; i < COST_RAN_BILLS; i++)
        fits = fits && cost_wide_mul_div(&bills[i], bills[i], on, all);
    fits = fits && cost_wide_mul_div(&walk->served, walk->served, on, all);
    cost_flow_t *out = (cost_flow_t *)walk->flows->out; /* made by serve() */
    for (size_t i = 0; fits && i < walk->flows->in_count; i++)
        fits = cost_ratio_times(&out[i].requests, out[i].requests, cost_ratio(on, all)) &&
               cost_ratio_times(&out[i].connections, out[i].connections, cost_ratio(on, all));
    return fits ? COST_OK : COST_ERR_RANGE;
}

/* ---- together ---- */

static cost_status_t make_out(walk_t *walk)
{
    cost_flow_t *out = cost_arena_array(walk->arena, walk->flows->in_count + 1, sizeof *out);
    if (!out)
        return COST_ERR_MEMORY;
    memcpy(out, walk->flows->in, walk->flows->in_count * sizeof *out);
    walk->flows->out = out;
    return walk->shares ? cost_flows_share(out, walk->flows->in_count, walk->arena, walk->shares) : COST_OK;
}

/* Again, for what is served of every minute. */
static cost_status_t serve(walk_t *walk)
{
    walk_t again = {.resource = walk->resource, .flows = walk->flows, .arena = walk->arena, .service = walk->service};
    again.shares = cost_alloc_array((size_t)walk->flows->month.minutes, sizeof *again.shares);
    cost_status_t status = again.shares ? add_month(&again) : COST_ERR_MEMORY;
    if (!status)
        status = make_out(&again);
    cost_free(again.shares);
    return status;
}

static cost_status_t keep(walk_t *walk, cost_wide_t came)
{
    cost_ran_t *ran = cost_arena_alloc(walk->arena, sizeof *ran);
    if (!ran)
        return COST_ERR_MEMORY;
    const int64_t services = walk->resource->count;
    *ran = walk->ran;
    ran->unit = "instance";
    ran->load = "requests";
    ran->runs = walk->runs;
    ran->least = INT64_MAX;
    for (size_t i = 0; i < ran->run_count; i++) {
        ran->least = walk->runs[i].running < ran->least ? walk->runs[i].running : ran->least;
        ran->most = walk->runs[i].running > ran->most ? walk->runs[i].running : ran->most;
    }
    ran->billed_s[0] = (int64_t)(ran->bills[COST_APPRUNNER_PROVISIONED] / micro);
    ran->running_s[0] = (int64_t)(ran->bills[COST_APPRUNNER_ACTIVE] / micro);
    ran->served = walk->served / services;
    ran->lost = came > walk->served ? (came - walk->served) / services : 0;
    ran->wait_us = -1;
    walk->flows->ran = ran;
    return COST_OK;
}

static cost_status_t run(const cost_resource_t *resource, cost_flows_t *flows, cost_arena_t *arena)
{
    walk_t walk = {.resource = resource, .flows = flows, .arena = arena, .service = service_of(resource)};
    cost_wide_t came;
    cost_status_t status = add_month(&walk);
    if (!status)
        status = existing_requests(&came, &walk);
    if (!status)
        status = came - walk.served >= micro ? serve(&walk) : make_out(&walk);
    if (!status)
        status = scale_to_unpaused(&walk);
    return status ? status : keep(&walk, came);
}

static bool states_active(const cost_resource_t *resource)
{
    for (size_t i = 0; i < resource->stated_count; i++)
        if (resource->stated[i].dimension == ACTIVE_GB_HOURS || resource->stated[i].dimension == ACTIVE_VCPU_HOURS)
            return true;
    return resource->field[ACTIVE].given || resource->field[ACTIVATIONS].given == COST_STATED;
}

static bool follows_load(const cost_resource_t *resource, const cost_flows_t *flows)
{
    return flows->load_stated && flows->in_count && flows->exist_count && resource->count &&
           resource->field[RESPONSE_TIME].given && !states_active(resource);
}

cost_status_t cost_apprunner_flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                                  cost_arena_t *arena, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t w = 0; !status && w < worlds; w++)
        if (follows_load(resources[w], &flows[w]))
            status = run(resources[w], &flows[w], arena);
    if (status == COST_ERR_MEMORY)
        return cost_fail_memory(err);
    return status ? cost_fail_at(err, status, resources[0]->node, "its load is too large to be counted") : COST_OK;
}
