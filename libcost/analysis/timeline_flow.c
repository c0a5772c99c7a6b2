/* What comes in, what is served, and what runs for it. */
#include <string.h>

#include "libcost/analysis/timeline_make.h"
#include "libcost/base/error.h"

typedef bool fill_t(const cost_timeline_maker_t *maker, cost_wide_t *values, const cost_resource_t *resource,
                    const cost_flows_t *flows);

/* NULL: the track is of another workload. */
static const cost_flows_t *flows_in(const cost_track_t *track, const cost_resource_t *resource)
{
    if (strcmp(track->workload->name, resource->workload))
        return NULL;
    return &track->flows[resource - track->resources];
}

/* Rows of a month, for each month that the resource is in. */
static bool fill_months(const cost_timeline_maker_t *maker, cost_timeline_column_t *column, fill_t *fill)
{
    const cost_timeline_t *timeline = maker->timeline;
    size_t month = 0;
    for (const cost_track_t *track = timeline->bill->tracks; track; track = track->next) {
        while (timeline->bill->months[month].start != track->month.start)
            month++;
        const cost_flows_t *flows = flows_in(track, column->resource);
        if (flows && !fill(maker, column->values + timeline->first_row[month], column->resource, flows))
            return false;
    }
    return true;
}

static bool add_flows(const cost_timeline_maker_t *maker, cost_wide_t *values, const cost_month_t *month,
                      const cost_flow_t *flows, size_t count)
{
    const int64_t minutes = maker->timeline->seconds / 60;
    cost_flow_sum_t sum;
    for (size_t i = 0; i < count; i++)
        for (int64_t row = 0; row * minutes < month->minutes; row++) {
            if (!cost_flow_sum(&sum, &flows[i], row * minutes, (row + 1) * minutes) ||
                !cost_wide_add(&values[row], values[row], sum.requests))
                return false;
        }
    return true;
}

static bool fill_load(const cost_timeline_maker_t *maker, cost_wide_t *values, const cost_resource_t *resource,
                      const cost_flows_t *flows)
{
    (void)resource;
    return add_flows(maker, values, &flows->month, flows->in, flows->in_count);
}

static bool fill_served(const cost_timeline_maker_t *maker, cost_wide_t *values, const cost_resource_t *resource,
                        const cost_flows_t *flows)
{
    (void)resource;
    return !flows->out || add_flows(maker, values, &flows->month, flows->out, flows->in_count);
}

/* Unit-seconds of [from, until) into the rows that it touches. */
static void add_units(const cost_timeline_maker_t *maker, cost_wide_t *values, int64_t from, int64_t until,
                      int64_t units)
{
    const int64_t seconds = maker->timeline->seconds;
    while (units && from < until) {
        const int64_t row = from / seconds, end = (row + 1) * seconds < until ? (row + 1) * seconds : until;
        values[row] += (cost_wide_t)units * (end - from);
        from = end;
    }
}

/* How many tasks a resource runs that does not follow its load; -1: it has none. */
static int64_t fixed_tasks(const cost_resource_t *resource)
{
    for (size_t i = 0; i < resource->service->field_count; i++)
        if (!strcmp(resource->service->fields[i].name, "tasks") &&
            resource->service->fields[i].kind == COST_KIND_INTEGER)
            return resource->field[i].given ? resource->field[i].integer : -1;
    return -1;
}

static bool fill_capacity(const cost_timeline_maker_t *maker, cost_wide_t *values, const cost_resource_t *resource,
                          const cost_flows_t *flows)
{
    const int64_t fixed = fixed_tasks(resource);
    for (size_t i = 0; flows->ran && i < flows->ran->run_count; i++)
        add_units(maker, values, flows->ran->runs[i].from_s, flows->ran->runs[i].until_s,
                  flows->ran->runs[i].running * (flows->ran->together ? 1 : resource->count));
    for (size_t i = 0; !flows->ran && fixed > 0 && i < flows->on_count; i++)
        add_units(maker, values, flows->on[i].from, flows->on[i].until, fixed * resource->count);
    return true;
}

/* What the resource is in the first month tells which columns it has. */
static const cost_flows_t *first_flows(const cost_timeline_maker_t *maker, const cost_resource_t *resource)
{
    const cost_flows_t *flows = NULL;
    for (const cost_track_t *track = maker->timeline->bill->tracks; track && !flows; track = track->next)
        flows = flows_in(track, resource);
    return flows;
}

static cost_status_t too_large(const cost_timeline_maker_t *maker, const cost_resource_t *resource)
{
    return cost_fail_at(maker->err, COST_ERR_RANGE, resource->node, "its load is too large for a timeline");
}

static cost_status_t add_filled(const cost_timeline_maker_t *maker, cost_timeline_kind_t kind,
                                const cost_resource_t *resource, const char *unit, const char *what,
                                const cost_wide_t *ones, fill_t *fill)
{
    cost_timeline_column_t *column =
        cost_timeline_add(maker, kind, resource, cost_timeline_name(maker, resource, what), unit, ones);
    if (!column)
        return cost_fail_memory(maker->err);
    return fill_months(maker, column, fill) ? COST_OK : too_large(maker, resource);
}

/* "tasks", but "GiB" and "ACU". */
static const char *capacity_unit(const cost_timeline_maker_t *maker, const cost_ran_t *ran)
{
    const bool word = ran && ran->unit[0] >= 'a' && ran->unit[0] <= 'z';
    return ran ? cost_arena_format(maker->timeline->arena, "%s%s", ran->unit, word ? "s" : "") : "tasks";
}

cost_status_t cost_timeline_add_flows(const cost_timeline_maker_t *maker, const cost_resource_t *resource)
{
    const cost_flows_t *flows = first_flows(maker, resource);
    const cost_ran_t *ran = flows ? flows->ran : NULL;
    const char *unit = capacity_unit(maker, ran);
    const cost_wide_t *ones =
        cost_timeline_ones(maker, maker->timeline->seconds * (ran && ran->parts ? ran->parts : 1));
    cost_status_t status = unit && ones ? COST_OK : cost_fail_memory(maker->err);
    if (!status && flows && flows->in_count)
        status = add_filled(maker, COST_TIMELINE_LOAD, resource, "requests", "requests", maker->plain[0], fill_load);
    if (!status && ran && ran->load && flows->in_count)
        status = add_filled(maker, COST_TIMELINE_SERVED, resource, ran->load, "served", maker->plain[0], fill_served);
    if (!status && (ran || fixed_tasks(resource) >= 0))
        status = add_filled(maker, COST_TIMELINE_CAPACITY, resource, unit, unit, ones, fill_capacity);
    return status;
}
