/* Columns of loads, capacity, usage and cost. */
#include "libcost/analysis/timeline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libcost/base/error.h"

enum { VALUES_MAX = 1 << 25, COLUMNS_OF_RESOURCE = 4, COLUMNS_OF_DIMENSION = 2 };
static const cost_wide_t micro = 1000000, nano = 1000000000;

/* ---- resolutions ---- */

static const struct {
    const char *name;
    int64_t seconds;
} resolutions[] = {
#define RESOLUTION_ROW(id, name, seconds) {name, seconds},
    COST_RESOLUTION_LIST(RESOLUTION_ROW)
#undef RESOLUTION_ROW
};

int cost_resolution_find(const char *name)
{
    for (size_t i = 0; i < COST_COUNT(resolutions); i++)
        if (!strcmp(resolutions[i].name, name))
            return (int)i;
    return -1;
}

const char *cost_resolution_name(int resolution)
{
    return resolution >= 0 && (size_t)resolution < COST_COUNT(resolutions) ? resolutions[resolution].name : NULL;
}

/* ---- making ---- */

typedef struct {
    cost_timeline_t *timeline;
    const cost_hourly_t *hourly;
    size_t hourly_count;
    const cost_resource_t **resources; /* by workload and id */
    size_t resource_count;
    const cost_wide_t *plain[2]; /* ones of 1e-6 and of 1e-9, in every month */
    cost_error_t *err;
} maker_t;

static int compare_resources(const void *left, const void *right)
{
    const cost_resource_t *const *a = left, *const *b = right;
    int order = strcmp((*a)->workload, (*b)->workload);
    return order ? order : strcmp((*a)->id, (*b)->id);
}

/* The tracks of the first month name them all. */
static bool list_resources(maker_t *maker)
{
    const cost_track_t *tracks = maker->timeline->bill->tracks;
    size_t count = 0;
    for (const cost_track_t *track = tracks; track && track->month.start == tracks->month.start; track = track->next)
        count += track->workload->member_count;
    maker->resources = cost_arena_array(maker->timeline->arena, count + 1, sizeof *maker->resources);
    if (!maker->resources)
        return false;
    for (const cost_track_t *track = tracks; track && track->month.start == tracks->month.start; track = track->next)
        for (size_t i = 0; i < track->workload->member_count; i++)
            maker->resources[maker->resource_count++] = &track->resources[i];
    qsort(maker->resources, maker->resource_count, sizeof *maker->resources, compare_resources);
    return true;
}

static const cost_wide_t *same_ones(const maker_t *maker, cost_wide_t one)
{
    const size_t count = maker->timeline->bill->month_count;
    cost_wide_t *ones = cost_arena_array(maker->timeline->arena, count + 1, sizeof *ones);
    for (size_t i = 0; ones && i < count; i++)
        ones[i] = one;
    return ones;
}

/* A month's length counts where the unit has a month. */
static const cost_wide_t *ones_of(const maker_t *maker, const cost_hourly_t *hourly)
{
    cost_wide_t *ones = (cost_wide_t *)same_ones(maker, hourly->lines[0]->one);
    for (size_t i = 0; ones && i < hourly->line_count; i++)
        ones[hourly->lines[i]->month] = hourly->lines[i]->one;
    return ones;
}

/* NULL when memory is out. */
static cost_timeline_column_t *add_column(const maker_t *maker, cost_timeline_kind_t kind,
                                          const cost_resource_t *resource, const char *name, const char *unit,
                                          const cost_wide_t *ones)
{
    cost_timeline_t *timeline = maker->timeline;
    cost_timeline_column_t *column = &timeline->columns[timeline->column_count];
    *column = (cost_timeline_column_t){.kind = kind, .resource = resource, .name = name, .unit = unit, .ones = ones};
    column->values = cost_arena_array(timeline->arena, timeline->row_count + 1, sizeof *column->values);
    if (!column->values || !name || !unit || !ones)
        return NULL;
    timeline->column_count++;
    return column;
}

/* "app", or "shop/app" when there are several workloads. */
static const char *name_of(const maker_t *maker, const cost_resource_t *resource, const char *what)
{
    cost_arena_t *arena = maker->timeline->arena;
    if (maker->timeline->bill->workload_count > 1)
        return cost_arena_format(arena, "%s/%s.%s", resource->workload, resource->id, what);
    return cost_arena_format(arena, "%s.%s", resource->id, what);
}

/* "vcpu_hours", "data-transfer.internet_out", "transfer_out(geo=japan)", "requests@eu-west-1"; "spot_vcpu_hours*0.4" is
 * at a part of its price. */
static const char *dimension_of(const maker_t *maker, const cost_record_t *record)
{
    const bool elsewhere = strcmp(record->key.region, record->resource->region) && strcmp(record->key.region, "global");
    const char *dimension = record->service->dimensions[record->dimension].name, *variant = record->key.variant;
    char factor[COST_WIDE_TEXT_SIZE] = "";
    if (record->factored)
        cost_wide_decimal(record->factor, nano, 9, factor);
    return cost_arena_format(maker->timeline->arena, "%s%s%s%s%s%s%s%s%s%s",
                             record->implied ? record->service->name : "", record->implied ? "." : "", dimension,
                             *variant ? "(" : "", variant, *variant ? ")" : "", *factor ? "*" : "", factor,
                             elsewhere ? "@" : "", elsewhere ? record->key.region : "");
}

/* ---- loads and capacity ---- */

typedef bool fill_t(const maker_t *maker, cost_wide_t *values, const cost_resource_t *resource,
                    const cost_flows_t *flows);

/* NULL: the track is of another workload. */
static const cost_flows_t *flows_in(const cost_track_t *track, const cost_resource_t *resource)
{
    if (strcmp(track->workload->name, resource->workload))
        return NULL;
    return &track->flows[resource - track->resources];
}

/* Rows of a month, for each month that the resource is in. */
static bool fill_months(const maker_t *maker, cost_timeline_column_t *column, fill_t *fill)
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

static bool add_flows(const maker_t *maker, cost_wide_t *values, const cost_month_t *month, const cost_flow_t *flows,
                      size_t count)
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

static bool fill_load(const maker_t *maker, cost_wide_t *values, const cost_resource_t *resource,
                      const cost_flows_t *flows)
{
    (void)resource;
    return add_flows(maker, values, &flows->month, flows->in, flows->in_count);
}

static bool fill_served(const maker_t *maker, cost_wide_t *values, const cost_resource_t *resource,
                        const cost_flows_t *flows)
{
    (void)resource;
    return !flows->out || add_flows(maker, values, &flows->month, flows->out, flows->in_count);
}

/* Unit-seconds of [from, until) into the rows that it touches. */
static void add_units(const maker_t *maker, cost_wide_t *values, int64_t from, int64_t until, int64_t units)
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

static bool fill_capacity(const maker_t *maker, cost_wide_t *values, const cost_resource_t *resource,
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
static const cost_flows_t *first_flows(const maker_t *maker, const cost_resource_t *resource)
{
    const cost_flows_t *flows = NULL;
    for (const cost_track_t *track = maker->timeline->bill->tracks; track && !flows; track = track->next)
        flows = flows_in(track, resource);
    return flows;
}

static cost_status_t too_large(const maker_t *maker, const cost_resource_t *resource)
{
    return cost_fail_at(maker->err, COST_ERR_RANGE, resource->node, "its load is too large for a timeline");
}

static cost_status_t add_filled(const maker_t *maker, cost_timeline_kind_t kind, const cost_resource_t *resource,
                                const char *unit, const char *what, const cost_wide_t *ones, fill_t *fill)
{
    cost_timeline_column_t *column = add_column(maker, kind, resource, name_of(maker, resource, what), unit, ones);
    if (!column)
        return cost_fail_memory(maker->err);
    return fill_months(maker, column, fill) ? COST_OK : too_large(maker, resource);
}

/* "tasks", but "GiB" and "ACU". */
static const char *capacity_unit(const maker_t *maker, const cost_ran_t *ran)
{
    const bool word = ran && ran->unit[0] >= 'a' && ran->unit[0] <= 'z';
    return ran ? cost_arena_format(maker->timeline->arena, "%s%s", ran->unit, word ? "s" : "") : "tasks";
}

static cost_status_t add_flow_columns(const maker_t *maker, const cost_resource_t *resource)
{
    const cost_flows_t *flows = first_flows(maker, resource);
    const cost_ran_t *ran = flows ? flows->ran : NULL;
    const char *unit = capacity_unit(maker, ran);
    const cost_wide_t *ones = same_ones(maker, maker->timeline->seconds * (ran && ran->parts ? ran->parts : 1));
    cost_status_t status = unit && ones ? COST_OK : cost_fail_memory(maker->err);
    if (!status && flows && flows->in_count)
        status = add_filled(maker, COST_TIMELINE_LOAD, resource, "requests", "requests", maker->plain[0], fill_load);
    if (!status && ran && ran->load && flows->in_count)
        status = add_filled(maker, COST_TIMELINE_SERVED, resource, ran->load, "served", maker->plain[0], fill_served);
    if (!status && (ran || fixed_tasks(resource) >= 0))
        status = add_filled(maker, COST_TIMELINE_CAPACITY, resource, unit, unit, ones, fill_capacity);
    return status;
}

/* ---- costs ---- */

/* Hours into rows: as they are, or an hour's amount evenly over its minutes. */
static void spread(const maker_t *maker, cost_wide_t *values, const cost_wide_t *hours)
{
    const size_t rows = maker->timeline->row_count, each = (size_t)(3600 / maker->timeline->seconds);
    for (size_t row = 0; row < rows; row++) {
        const cost_wide_t amount = hours[row / each], k = (cost_wide_t)(row % each);
        values[row] += amount * (k + 1) / (cost_wide_t)each - amount * k / (cost_wide_t)each;
    }
}

static cost_status_t add_dimension(const maker_t *maker, const cost_hourly_t *hourly)
{
    const cost_line_t *line = hourly->lines[0];
    const cost_resource_t *resource = line->record->resource;
    const char *what = dimension_of(maker, line->record);
    const char *usage = what ? cost_arena_format(maker->timeline->arena, "%s [%s]", what, line->unit) : NULL;
    const char *cost = what ? cost_arena_format(maker->timeline->arena, "%s.usd", what) : NULL;
    if (!usage || !cost)
        return cost_fail_memory(maker->err);
    if (hourly->usage) {
        cost_timeline_column_t *column = add_column(
            maker, COST_TIMELINE_USAGE, resource, name_of(maker, resource, usage), line->unit, ones_of(maker, hourly));
        if (!column)
            return cost_fail_memory(maker->err);
        column->line = line;
        memcpy(column->values, hourly->usage, maker->timeline->row_count * sizeof *column->values);
    }
    cost_timeline_column_t *column =
        add_column(maker, COST_TIMELINE_COST, resource, name_of(maker, resource, cost), "USD", maker->plain[1]);
    if (!column)
        return cost_fail_memory(maker->err);
    column->line = line;
    memcpy(column->values, hourly->cost, maker->timeline->row_count * sizeof *column->values);
    return COST_OK;
}

/* The resource's cost, and by the hour what it is made of; `at` moves over its lines. */
static cost_status_t add_costs(const maker_t *maker, const cost_resource_t *resource, size_t *at)
{
    cost_wide_t *total = maker->timeline->columns[0].values;
    cost_timeline_column_t *column =
        add_column(maker, COST_TIMELINE_COST, resource, name_of(maker, resource, "usd"), "USD", maker->plain[1]);
    cost_status_t status = column ? COST_OK : cost_fail_memory(maker->err);
    const size_t rows = maker->timeline->row_count;
    for (; !status && *at < maker->hourly_count && maker->hourly[*at].lines[0]->record->resource == resource; (*at)++) {
        spread(maker, column->values, maker->hourly[*at].cost);
        if (maker->timeline->seconds == 3600)
            status = add_dimension(maker, &maker->hourly[*at]);
    }
    for (size_t row = 0; !status && row < rows; row++)
        total[row] += column->values[row];
    return status;
}

static cost_status_t add_all(const maker_t *maker)
{
    size_t at = 0;
    cost_status_t status = add_column(maker, COST_TIMELINE_COST, NULL, "usd", "USD", maker->plain[1])
                               ? COST_OK
                               : cost_fail_memory(maker->err);
    for (size_t i = 0; !status && i < maker->resource_count; i++) {
        status = add_flow_columns(maker, maker->resources[i]);
        if (!status)
            status = add_costs(maker, maker->resources[i], &at);
    }
    return status;
}

static bool make_room(maker_t *maker, bool *too_many)
{
    cost_timeline_t *timeline = maker->timeline;
    const cost_bill_t *bill = timeline->bill;
    size_t *first = cost_arena_array(timeline->arena, bill->month_count + 1, sizeof *first);
    size_t room = COLUMNS_OF_RESOURCE * maker->resource_count + 1;
    if (timeline->seconds == 3600)
        room += COLUMNS_OF_DIMENSION * maker->hourly_count;
    timeline->columns = cost_arena_array(timeline->arena, room, sizeof *timeline->columns);
    if (!first || !timeline->columns)
        return false;
    for (size_t i = 0; i < bill->month_count; i++)
        first[i + 1] = first[i] + (size_t)(bill->months[i].seconds / timeline->seconds);
    timeline->first_row = first;
    timeline->row_count = first[bill->month_count];
    *too_many = timeline->row_count > VALUES_MAX / room;
    maker->plain[0] = same_ones(maker, micro);
    maker->plain[1] = same_ones(maker, nano);
    return maker->plain[0] && maker->plain[1];
}

static cost_status_t make(maker_t *maker)
{
    cost_timeline_t *timeline = maker->timeline;
    cost_hourly_t *hourly = NULL;
    bool too_many = false;
    if (!list_resources(maker))
        return cost_fail_memory(maker->err);
    cost_status_t status = cost_hourly_make(&hourly, &maker->hourly_count, timeline->arena, timeline->bill, maker->err);
    if (status)
        return status;
    maker->hourly = hourly;
    if (!make_room(maker, &too_many))
        return cost_fail_memory(maker->err);
    if (too_many)
        return cost_fail(maker->err, COST_ERR_LIMIT, (cost_place_t){0},
                         "a timeline of %zu rows has more than %d values; fewer months would do%s", timeline->row_count,
                         (int)VALUES_MAX, timeline->seconds < 3600 ? ", or hours" : "");
    return add_all(maker);
}

cost_status_t cost_timeline_create(cost_timeline_t **out, const cost_bill_t *bill, cost_resolution_t resolution,
                                   cost_error_t *err)
{
    *out = NULL;
    if (!cost_resolution_name((int)resolution))
        return cost_fail(err, COST_ERR_RANGE, (cost_place_t){0}, "there is no such resolution");
    if (!bill->by_hour)
        return cost_fail(err, COST_ERR_UNSUPPORTED, (cost_place_t){0},
                         "the bill did not keep its hours; cost_options_set_hourly() asks for them");
    cost_arena_t *arena = cost_arena_create();
    cost_timeline_t *timeline = arena ? cost_arena_alloc(arena, sizeof *timeline) : NULL;
    if (!timeline) {
        cost_arena_destroy(arena);
        return cost_fail_memory(err);
    }
    timeline->arena = arena;
    timeline->bill = bill;
    timeline->seconds = resolutions[resolution].seconds;
    maker_t maker = {.timeline = timeline, .err = err};
    cost_status_t status = make(&maker);
    if (status)
        cost_arena_destroy(arena);
    else
        *out = timeline;
    return status;
}

void cost_timeline_destroy(cost_timeline_t *timeline)
{
    if (timeline)
        cost_arena_destroy(timeline->arena);
}

/* ---- asking ---- */

size_t cost_timeline_row_count(const cost_timeline_t *timeline)
{
    return timeline->row_count;
}

size_t cost_timeline_month(const cost_timeline_t *timeline, size_t row)
{
    size_t month = 0;
    while (row >= timeline->first_row[month + 1])
        month++;
    return month;
}

const char *cost_timeline_time(const cost_timeline_t *timeline, size_t row, char *buffer, size_t size)
{
    char text[COST_CIVIL_TEXT_SIZE] = "";
    const int64_t since = (int64_t)row * timeline->seconds;
    if (row < timeline->row_count && !timeline->bill->hours_only)
        cost_civil_text(timeline->bill->start + since, text);
    else if (row < timeline->row_count)
        snprintf(text, sizeof text, "%" PRId64 ":%02d", since / 3600, (int)(since / 60 % 60));
    snprintf(buffer, size, "%s", text);
    return buffer;
}

size_t cost_timeline_column_count(const cost_timeline_t *timeline)
{
    return timeline->column_count;
}

const char *cost_timeline_column(const cost_timeline_t *timeline, size_t column, cost_timeline_field_t field)
{
    static const char *const kinds[] = {"load", "served", "capacity", "usage", "cost"};
    if (column >= timeline->column_count)
        return "";
    const cost_timeline_column_t *of = &timeline->columns[column];
    const cost_record_t *record = of->line ? of->line->record : NULL;
    switch (field) {
    case COST_TIMELINE_NAME:
        return of->name;
    case COST_TIMELINE_KIND:
        return kinds[of->kind];
    case COST_TIMELINE_WORKLOAD:
        return of->resource ? of->resource->workload : "";
    case COST_TIMELINE_RESOURCE:
        return of->resource ? of->resource->id : "";
    case COST_TIMELINE_SERVICE:
        return record ? record->service->name : "";
    case COST_TIMELINE_DIMENSION:
        return record ? record->service->dimensions[record->dimension].name : "";
    case COST_TIMELINE_VARIANT:
        return record ? record->key.variant : "";
    case COST_TIMELINE_REGION:
        return record ? record->key.region : "";
    case COST_TIMELINE_UNIT:
        return of->unit;
    }
    return "";
}

const char *cost_timeline_value(const cost_timeline_t *timeline, size_t row, size_t column, char *buffer, size_t size)
{
    char text[COST_WIDE_TEXT_SIZE] = "";
    if (row < timeline->row_count && column < timeline->column_count) {
        const cost_timeline_column_t *of = &timeline->columns[column];
        const cost_wide_t one = of->ones[cost_timeline_month(timeline, row)];
        if (of->kind == COST_TIMELINE_COST)
            cost_money_text((cost_money_t){(int64_t)of->values[row]}, 9, text);
        else
            cost_wide_decimal(of->values[row], one, of->kind == COST_TIMELINE_USAGE ? 12 : 6, text);
    }
    snprintf(buffer, size, "%s", text);
    return buffer;
}
