/* The bill's lines by the hour: each goes by what its usage went by, and a percentage of the bill by the bill. */
#include <stdlib.h>

#include "libcost/analysis/timeline.h"
#include "libcost/base/error.h"
#include "libcost/bill/group.h"

/* Lines of one record stay together: the bill has them so. */
static int compare_lines(const void *left, const void *right)
{
    const cost_line_t *const *a = left, *const *b = right;
    int order = cost_record_compare((*a)->record, (*b)->record);
    return order ? order : (*a > *b) - (*a < *b);
}

static bool is_percent(const cost_line_t *line)
{
    return line->group->price.model == COST_MODEL_PERCENT_OF_BILL;
}

typedef struct {
    cost_arena_t *arena;
    const cost_bill_t *bill;
    size_t *first; /* hour of each month */
    size_t hours;
    cost_wide_t *shares; /* room for a month */
    cost_error_t *err;
} site_t;

static bool find_hours(site_t *site)
{
    const cost_bill_t *bill = site->bill;
    size_t most = 0;
    site->first = cost_arena_array(site->arena, bill->month_count + 1, sizeof *site->first);
    for (size_t i = 0; site->first && i < bill->month_count; i++) {
        const size_t hours = (size_t)(bill->months[i].seconds / 3600);
        most = hours > most ? hours : most;
        site->first[i + 1] = site->first[i] + hours;
    }
    site->hours = site->first ? site->first[bill->month_count] : 0;
    site->shares = cost_arena_array(site->arena, most + 1, sizeof *site->shares);
    return site->first && site->shares;
}

/* `weights` are of the line's month. */
static cost_status_t add_line(const site_t *site, cost_hourly_t *hourly, const cost_line_t *line,
                              const cost_wide_t *weights)
{
    const size_t first = site->first[line->month], count = site->first[line->month + 1] - first;
    if (!cost_wide_apportion(site->shares, weights, count, line->cost.nano_usd))
        return cost_fail_at(site->err, COST_ERR_RANGE, line->record->resource->node,
                            "its cost is too large for a timeline");
    for (size_t i = 0; i < count; i++)
        hourly->cost[first + i] += site->shares[i];
    return COST_OK;
}

static cost_status_t fill(const site_t *site, cost_hourly_t *hourly)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < hourly->line_count; i++) {
        const cost_line_t *line = hourly->lines[i];
        const size_t first = site->first[line->month], count = site->first[line->month + 1] - first;
        status = add_line(site, hourly, line, line->record->hours);
        if (i && hourly->lines[i - 1]->record == line->record)
            continue;
        for (size_t hour = 0; hour < count; hour++)
            hourly->usage[first + hour] += line->record->hours[hour];
    }
    return status;
}

static cost_status_t fill_percent(const site_t *site, cost_hourly_t *hourly, cost_wide_t *totals)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < hourly->line_count; i++) {
        const cost_line_t *line = hourly->lines[i];
        cost_wide_t *weights = totals + site->first[line->month], sum = 0;
        const size_t count = site->first[line->month + 1] - site->first[line->month];
        for (size_t hour = 0; hour < count; hour++)
            sum += weights[hour];
        for (size_t hour = 0; !sum && hour < count; hour++) /* a bill of nothing: the least charge goes evenly */
            weights[hour] = 1;
        status = add_line(site, hourly, line, weights);
    }
    return status;
}

static cost_status_t fill_all(const site_t *site, cost_hourly_t *all, size_t count)
{
    cost_wide_t *totals = cost_arena_array(site->arena, site->hours + 1, sizeof *totals);
    cost_status_t status = totals ? COST_OK : cost_fail_memory(site->err);
    for (size_t i = 0; !status && i < count; i++) {
        if (is_percent(all[i].lines[0]))
            continue;
        status = fill(site, &all[i]);
        for (size_t hour = 0; hour < site->hours; hour++)
            totals[hour] += all[i].cost[hour];
    }
    for (size_t i = 0; !status && i < count; i++)
        if (is_percent(all[i].lines[0]))
            status = fill_percent(site, &all[i], totals);
    return status;
}

cost_status_t cost_hourly_make(cost_hourly_t **out, size_t *count, cost_arena_t *arena, const cost_bill_t *bill,
                               cost_error_t *err)
{
    site_t site = {.arena = arena, .bill = bill, .err = err};
    const cost_line_t **lines = cost_arena_array(arena, bill->line_count + 1, sizeof *lines);
    cost_hourly_t *all = cost_arena_array(arena, bill->line_count + 1, sizeof *all);
    *count = 0;
    *out = all;
    if (!lines || !all || !find_hours(&site))
        return cost_fail_memory(err);
    for (size_t i = 0; i < bill->line_count; i++)
        lines[i] = &bill->lines[i];
    qsort(lines, bill->line_count, sizeof *lines, compare_lines);
    for (size_t i = 0; i < bill->line_count; i++) {
        if (i && !cost_record_compare(lines[i - 1]->record, lines[i]->record)) {
            all[*count - 1].line_count++;
            continue;
        }
        cost_hourly_t *fresh = &all[(*count)++];
        *fresh = (cost_hourly_t){.lines = &lines[i], .line_count = 1};
        fresh->cost = cost_arena_array(arena, site.hours + 1, sizeof *fresh->cost);
        if (!is_percent(lines[i]))
            fresh->usage = cost_arena_array(arena, site.hours + 1, sizeof *fresh->usage);
        if (!fresh->cost || (!fresh->usage && !is_percent(lines[i])))
            return cost_fail_memory(err);
    }
    return fill_all(&site, all, *count);
}
