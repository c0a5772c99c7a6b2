/* The columns of a timeline, resource by resource. */
#include <stdlib.h>
#include <string.h>

#include "libcost/analysis/timeline_make.h"
#include "libcost/base/error.h"

enum { VALUES_MAX = 1 << 25, COLUMNS_OF_RESOURCE = 4, COLUMNS_OF_DIMENSION = 2 };
static const cost_wide_t micro = 1000000, nano = 1000000000;

static int compare_resources(const void *left, const void *right)
{
    const cost_resource_t *const *a = left, *const *b = right;
    int order = strcmp((*a)->workload, (*b)->workload);
    return order ? order : strcmp((*a)->id, (*b)->id);
}

/* The tracks of the first month name them all. */
static bool list_resources(cost_timeline_maker_t *maker)
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

const cost_wide_t *cost_timeline_ones(const cost_timeline_maker_t *maker, cost_wide_t one)
{
    const size_t count = maker->timeline->bill->month_count;
    cost_wide_t *ones = cost_arena_array(maker->timeline->arena, count + 1, sizeof *ones);
    for (size_t i = 0; ones && i < count; i++)
        ones[i] = one;
    return ones;
}

/* A month's length counts where the unit has a month. */
static const cost_wide_t *ones_of(const cost_timeline_maker_t *maker, const cost_hourly_t *hourly)
{
    cost_wide_t *ones = (cost_wide_t *)cost_timeline_ones(maker, hourly->lines[0]->one);
    for (size_t i = 0; ones && i < hourly->line_count; i++)
        ones[hourly->lines[i]->month] = hourly->lines[i]->one;
    return ones;
}

cost_timeline_column_t *cost_timeline_add(const cost_timeline_maker_t *maker, cost_timeline_kind_t kind,
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

const char *cost_timeline_name(const cost_timeline_maker_t *maker, const cost_resource_t *resource, const char *what)
{
    cost_arena_t *arena = maker->timeline->arena;
    if (maker->timeline->bill->workload_count > 1)
        return cost_arena_format(arena, "%s/%s.%s", resource->workload, resource->id, what);
    return cost_arena_format(arena, "%s.%s", resource->id, what);
}

/* "vcpu_hours", "data-transfer.internet_out", "transfer_out(geo=japan)", "requests@eu-west-1"; "spot_vcpu_hours*0.4" is
 * at a part of its price. */
static const char *dimension_of(const cost_timeline_maker_t *maker, const cost_record_t *record)
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

/* ---- costs ---- */

/* Hours into rows: as they are, or an hour's amount evenly over its minutes. */
static void spread(const cost_timeline_maker_t *maker, cost_wide_t *values, const cost_wide_t *hours)
{
    const size_t rows = maker->timeline->row_count, each = (size_t)(3600 / maker->timeline->seconds);
    for (size_t row = 0; row < rows; row++) {
        const cost_wide_t amount = hours[row / each], k = (cost_wide_t)(row % each);
        values[row] += amount * (k + 1) / (cost_wide_t)each - amount * k / (cost_wide_t)each;
    }
}

static cost_status_t add_dimension(const cost_timeline_maker_t *maker, const cost_hourly_t *hourly)
{
    const cost_line_t *line = hourly->lines[0];
    const cost_resource_t *resource = line->record->resource;
    const char *what = dimension_of(maker, line->record);
    const char *usage = what ? cost_arena_format(maker->timeline->arena, "%s [%s]", what, line->unit) : NULL;
    const char *cost = what ? cost_arena_format(maker->timeline->arena, "%s.usd", what) : NULL;
    if (!usage || !cost)
        return cost_fail_memory(maker->err);
    if (hourly->usage) {
        cost_timeline_column_t *column =
            cost_timeline_add(maker, COST_TIMELINE_USAGE, resource, cost_timeline_name(maker, resource, usage),
                              line->unit, ones_of(maker, hourly));
        if (!column)
            return cost_fail_memory(maker->err);
        column->line = line;
        memcpy(column->values, hourly->usage, maker->timeline->row_count * sizeof *column->values);
    }
    cost_timeline_column_t *column = cost_timeline_add(
        maker, COST_TIMELINE_COST, resource, cost_timeline_name(maker, resource, cost), "USD", maker->plain[1]);
    if (!column)
        return cost_fail_memory(maker->err);
    column->line = line;
    memcpy(column->values, hourly->cost, maker->timeline->row_count * sizeof *column->values);
    return COST_OK;
}

/* The resource's cost, and by the hour what it is made of; `at` moves over its lines. */
static cost_status_t add_costs(const cost_timeline_maker_t *maker, const cost_resource_t *resource, size_t *at)
{
    cost_wide_t *total = maker->timeline->columns[0].values;
    cost_timeline_column_t *column = cost_timeline_add(
        maker, COST_TIMELINE_COST, resource, cost_timeline_name(maker, resource, "usd"), "USD", maker->plain[1]);
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

static cost_status_t add_all(const cost_timeline_maker_t *maker)
{
    size_t at = 0;
    cost_status_t status = cost_timeline_add(maker, COST_TIMELINE_COST, NULL, "usd", "USD", maker->plain[1])
                               ? COST_OK
                               : cost_fail_memory(maker->err);
    for (size_t i = 0; !status && i < maker->resource_count; i++) {
        status = cost_timeline_add_flows(maker, maker->resources[i]);
        if (!status)
            status = add_costs(maker, maker->resources[i], &at);
    }
    return status;
}

static bool make_room(cost_timeline_maker_t *maker, bool *too_many)
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
    maker->plain[0] = cost_timeline_ones(maker, micro);
    maker->plain[1] = cost_timeline_ones(maker, nano);
    return maker->plain[0] && maker->plain[1];
}

static cost_status_t make(cost_timeline_maker_t *maker)
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
    timeline->seconds = cost_resolution_seconds(resolution);
    cost_timeline_maker_t maker = {.timeline = timeline, .err = err};
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
