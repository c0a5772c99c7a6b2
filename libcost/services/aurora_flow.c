/* Aurora Serverless v2 in time: ACU that follow the load.  Source: scaling rules, section 9.
 *
 * Every instance, writer or reader, of every cluster has the same share of the load.  A query takes its CPU time in the
 * minute in which it comes; what the capacity of a moment does not suffice for is slow, and its minute saturated. */
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/capacity/acu.h"
#include "libcost/flow/column_share.h"
#include "libcost/services/aurora.h"

enum { MINUTE_S = 60, PARTS = 2 * MINUTE_S, MOST_HALF = 512 };
static const cost_wide_t micro = 1000000;

typedef struct {
    const cost_resource_t *resource;
    cost_flows_t *flows;
    cost_arena_t *arena;
    cost_acu_policy_t policy;
    cost_acu_t acu;
    int64_t per_vcpu, memory_half; /* half ACU that the working set needs */
    bool held;
    int64_t *load; /* requests of one instance in each minute, 1e-6 */
    cost_wide_t served, lost;
    int64_t saturated;
    cost_capacity_run_t *runs;
    size_t run_count, run_room;
} database_t;

static const cost_value_t *field(const database_t *database, int number)
{
    return cost_aurora_field(database->resource, COST_AURORA_SERVERLESS, number);
}

static int64_t rule(const database_t *database, int number)
{
    return (int64_t)(database->resource->rule[number] / micro);
}

static int64_t half_of(cost_wide_t acu)
{
    return (int64_t)(acu * 2 / micro);
}

static int64_t half_of_memory(const database_t *database)
{
    const cost_wide_t set = field(database, COST_AURORA_SERVERLESS_WORKING_SET)->amount.value;
    const cost_wide_t half = (database->resource->rule[COST_AURORA_ACU_MEMORY] << 30) / 2;
    const cost_wide_t needed = (set + half - 1) / half;
    return (int64_t)(needed < MOST_HALF ? needed : MOST_HALF);
}

static void read_fields(database_t *out)
{
    const cost_value_t *max = field(out, COST_AURORA_SERVERLESS_MAX), *pause = field(out, COST_AURORA_SERVERLESS_PAUSE);
    const cost_value_t *per_vcpu = field(out, COST_AURORA_SERVERLESS_PER_VCPU);
    out->policy =
        (cost_acu_policy_t){.min_half = half_of(field(out, COST_AURORA_SERVERLESS_MIN)->amount.value),
                            .max_half = cost_given(max) ? half_of(max->amount.value) : MOST_HALF,
                            .up_percent = rule(out, COST_AURORA_ACU_UP),
                            .down_half = half_of(out->resource->rule[COST_AURORA_ACU_DOWN]),
                            .pause_after_s = cost_given(pause) ? (int64_t)((pause->amount.value + micro - 1) / micro)
                                                               : rule(out, COST_AURORA_PAUSE_MIN),
                            .resume_s = rule(out, COST_AURORA_RESUME),
                            .deep_resume_s = rule(out, COST_AURORA_RESUME_LONG)};
    out->per_vcpu = cost_given(per_vcpu) ? per_vcpu->integer : rule(out, COST_AURORA_ACU_PER_VCPU);
    out->memory_half = half_of_memory(out);
    out->held = field(out, COST_AURORA_SERVERLESS_HELD)->on;
}

/* ---- minutes ---- */

/* From the minute's start on, on average; alike minutes become one run. */
static cost_status_t add_run(database_t *database, int64_t minute, int64_t half_seconds)
{
    cost_capacity_run_t *last = database->run_count ? &database->runs[database->run_count - 1] : NULL;
    if (last && last->running == half_seconds) {
        last->until_s += MINUTE_S;
        return COST_OK;
    }
    cost_capacity_run_t *room =
        cost_arena_room(database->arena, database->runs, &database->run_room, database->run_count, sizeof *room);
    if (!room)
        return COST_ERR_MEMORY;
    database->runs = room;
    database->runs[database->run_count++] =
        (cost_capacity_run_t){minute * MINUTE_S, (minute + 1) * MINUTE_S, half_seconds, half_seconds, 0};
    return COST_OK;
}

static int64_t needed_half(const database_t *database, int64_t load)
{
    const cost_wide_t cpu_us = field(database, COST_AURORA_SERVERLESS_CPU)->amount.value;
    const cost_wide_t vcpu = ((cost_wide_t)load * cpu_us / micro + MINUTE_S - 1) / MINUTE_S,
                      most = (cost_wide_t)1 << 50;
    const int64_t half = cost_acu_for_cpu((int64_t)(vcpu < most ? vcpu : most), database->per_vcpu);
    return load && half < database->memory_half ? database->memory_half : half;
}

/* Stretches in which the cluster is on, of one minute. */
static int64_t run_minute(database_t *database, int64_t minute, size_t *window)
{
    const cost_flows_t *flows = database->flows;
    const int64_t from = minute * MINUTE_S, until = from + MINUTE_S, load = database->load[minute];
    int64_t on_s = 0;
    while (*window < flows->on_count && flows->on[*window].until <= from)
        ++*window;
    for (size_t i = *window; i < flows->on_count && flows->on[i].from < until; i++) {
        const int64_t begins = flows->on[i].from > from ? flows->on[i].from : from;
        const int64_t ends = flows->on[i].until < until ? flows->on[i].until : until;
        if (flows->on[i].from > 0 && begins == flows->on[i].from)
            cost_acu_start(&database->acu);
        cost_acu_run(&database->acu, needed_half(database, load), load > 0 || database->held, ends - begins);
        on_s += ends - begins;
    }
    return on_s;
}

/* Requests that come before or after are nobody's to lose. */
static bool exists(const cost_flows_t *flows, int64_t minute)
{
    for (size_t i = 0; i < flows->exist_count; i++)
        if (flows->exists[i].from < (minute + 1) * MINUTE_S && flows->exists[i].until > minute * MINUTE_S)
            return true;
    return false;
}

static cost_status_t run_month(database_t *database, int64_t *shares)
{
    cost_acu_t *acu = &database->acu;
    cost_status_t status = COST_OK;
    size_t window = 0;
    cost_acu_init(acu, &database->policy, needed_half(database, database->load[0]),
                  database->load[0] > 0 || database->held);
    for (int64_t minute = 0; !status && minute < database->flows->month.minutes; minute++) {
        const int64_t before = acu->half_seconds, short_s = acu->short_s;
        const int64_t load = database->load[minute], on_s = run_minute(database, minute, &window);
        const int64_t served = load * on_s / MINUTE_S;
        database->served += served;
        database->lost += exists(database->flows, minute) ? load - served : 0;
        database->saturated += acu->short_s > short_s;
        shares[minute] = COST_SHARE_ONE / MINUTE_S * on_s + (on_s == MINUTE_S) * (COST_SHARE_ONE % MINUTE_S);
        status = add_run(database, minute, acu->half_seconds - before);
    }
    return status;
}

/* ---- together ---- */

static cost_status_t keep(database_t *database, const int64_t *shares)
{
    cost_flows_t *flows = database->flows;
    cost_ran_t *ran = cost_arena_alloc(database->arena, sizeof *ran);
    cost_flow_t *out = cost_arena_array(database->arena, flows->in_count + 1, sizeof *out);
    const int64_t instances = cost_aurora_serverless_instances(database->resource) / database->resource->count;
    const cost_acu_t *acu = &database->acu;
    if (!ran || !out)
        return COST_ERR_MEMORY;
    *ran = (cost_ran_t){.unit = "ACU",
                        .parts = PARTS,
                        .runs = database->runs,
                        .run_count = database->run_count,
                        .billed_s = {acu->half_seconds * MINUTE_S * instances},
                        .running_s = {acu->half_seconds * MINUTE_S * instances},
                        .starts = acu->resumes * instances,
                        .least = (flows->on_count && acu->least < INT64_MAX ? acu->least : 0) * MINUTE_S * instances,
                        .most = acu->most * MINUTE_S * instances,
                        .load = "requests",
                        .served = database->served * instances,
                        .lost = database->lost * instances,
                        .saturated_minutes = database->saturated,
                        .wait_us = -1,
                        .bills = {[COST_AURORA_HALF_SECONDS] = acu->half_seconds}};
    if (cost_window_seconds(flows->on, flows->on_count) < flows->month.seconds)
        ran->least = 0;
    for (size_t i = 0; i < ran->run_count; i++) {
        database->runs[i].running *= instances;
        database->runs[i].billed *= instances;
    }
    flows->ran = ran;
    memcpy(out, flows->in, flows->in_count * sizeof *out);
    flows->out = out;
    return database->lost ? cost_flows_share(out, flows->in_count, database->arena, shares) : COST_OK;
}

static cost_status_t run(database_t *database)
{
    const cost_flows_t *flows = database->flows;
    const size_t minutes = (size_t)flows->month.minutes;
    const cost_ratio_t each = cost_ratio(micro, cost_aurora_serverless_instances(database->resource));
    int64_t *shares = cost_alloc_array(minutes, sizeof *shares);
    database->load = cost_alloc_array(minutes, sizeof *database->load);
    cost_status_t status = shares && database->load ? COST_OK : COST_ERR_MEMORY;
    for (size_t i = 0; !status && i < flows->in_count; i++)
        status = cost_flow_minutes(database->load, &flows->in[i], each) ? COST_OK : COST_ERR_RANGE;
    if (!status)
        status = run_month(database, shares);
    if (!status)
        status = keep(database, shares);
    cost_free(shares);
    cost_free(database->load);
    return status;
}

static bool follows_load(const cost_resource_t *resource, const cost_flows_t *flows)
{
    return flows->load_stated && flows->in_count && flows->exist_count && resource->count &&
           cost_aurora_has(resource, COST_AURORA_SERVERLESS) &&
           cost_given(cost_aurora_field(resource, COST_AURORA_SERVERLESS, COST_AURORA_SERVERLESS_CPU));
}

cost_status_t cost_aurora_flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                               cost_arena_t *arena, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t w = 0; !status && w < worlds; w++) {
        if (!follows_load(resources[w], &flows[w]))
            continue;
        database_t database = {.resource = resources[w], .flows = &flows[w], .arena = arena};
        read_fields(&database);
        status = run(&database);
    }
    if (status == COST_ERR_MEMORY)
        return cost_fail_memory(err);
    return status ? cost_fail_at(err, status, resources[0]->node, "its load is too large to be counted") : COST_OK;
}
