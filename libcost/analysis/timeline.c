/* Columns of loads, capacity, usage and cost: what may be asked of them. */
#include "libcost/analysis/timeline.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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

int64_t cost_resolution_seconds(cost_resolution_t resolution)
{
    return resolutions[resolution].seconds;
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
