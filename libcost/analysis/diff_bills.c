/* Two bills, line by line: what their quantities and prices tell of the reasons. */
#include <stdlib.h>
#include <string.h>

#include "libcost/analysis/difference.h"
#include "libcost/money/unit.h"

enum { OLD, CALENDAR, CONFIGURATION, USAGE, FRESH };

typedef struct {
    const cost_bill_t *old, *fresh;
    cost_diff_t *diff;
    bool workloads;             /* their names tell items apart */
    const cost_line_t **sorted; /* the old lines */
} job_t;

static int64_t hours_of(const cost_bill_t *bill)
{
    int64_t seconds = 0;
    for (size_t i = 0; i < bill->month_count; i++)
        seconds += bill->months[i].seconds;
    return seconds / 3600;
}

/* Hours follow the hours of the period; whatever is billed by the month, or as often as it happens, the months.
 * Capacity units of balancers are counted by the hour, but follow the load. */
static bool by_the_hour(const char *unit)
{
    cost_unit_t parsed;
    return cost_unit_parse(&parsed, unit) && parsed.has_time && !parsed.per_month && !strstr(parsed.noun, "LCU");
}

/* An old line's part in the new calendar; `amount` is its quantity or its cost. */
static cost_wide_t in_new_calendar(const job_t *job, const cost_line_t *line, cost_wide_t amount)
{
    const bool hours = by_the_hour(line->unit);
    const cost_wide_t from = hours ? hours_of(job->old) : (cost_wide_t)job->old->month_count;
    const cost_wide_t to = hours ? hours_of(job->fresh) : (cost_wide_t)job->fresh->month_count;
    cost_wide_t out;
    return from > 0 && from != to && cost_wide_mul_div(&out, amount, to, from) ? out : amount;
}

/* ---- the old line beside a new one: the same thing at the same tier, in the same month of the period ---- */

static int compare_lines(const cost_line_t *a, const cost_line_t *b, bool workloads)
{
    const cost_record_t *x = a->record, *y = b->record;
    int order = workloads ? strcmp(x->resource->workload, y->resource->workload) : 0;
    if (!order)
        order = strcmp(x->resource->id, y->resource->id);
    if (!order)
        order = strcmp(x->service->name, y->service->name);
    if (!order)
        order = strcmp(x->service->dimensions[x->dimension].name, y->service->dimensions[y->dimension].name);
    if (!order)
        order = strcmp(x->key.variant, y->key.variant);
    if (!order)
        order = strcmp(x->key.region, y->key.region);
    if (!order)
        order = strcmp(a->unit, b->unit);
    if (!order)
        order = (a->category == COST_CATEGORY_FREE) - (b->category == COST_CATEGORY_FREE);
    if (!order)
        order = (a->tier_from_micro > b->tier_from_micro) - (a->tier_from_micro < b->tier_from_micro);
    return order ? order : (a->month > b->month) - (a->month < b->month);
}

static int compare_named(const void *left, const void *right)
{
    return compare_lines(*(const cost_line_t *const *)left, *(const cost_line_t *const *)right, true);
}

static int compare_unnamed(const void *left, const void *right)
{
    return compare_lines(*(const cost_line_t *const *)left, *(const cost_line_t *const *)right, false);
}

static bool sort_old(job_t *job)
{
    job->sorted = cost_arena_array(job->diff->arena, job->old->line_count + 1, sizeof *job->sorted);
    for (size_t i = 0; job->sorted && i < job->old->line_count; i++)
        job->sorted[i] = &job->old->lines[i];
    if (job->sorted)
        qsort(job->sorted, job->old->line_count, sizeof *job->sorted, job->workloads ? compare_named : compare_unnamed);
    return job->sorted;
}

static const cost_line_t *find_old(const job_t *job, const cost_line_t *line)
{
    const cost_line_t **found = bsearch(&line, job->sorted, job->old->line_count, sizeof *job->sorted,
                                        job->workloads ? compare_named : compare_unnamed);
    return found ? *found : NULL;
}

/* What a new line would cost at the old price; its own cost when there was none. */
static int64_t at_old_price(const job_t *job, const cost_line_t *line)
{
    const cost_line_t *old = find_old(job, line);
    cost_money_t cost;
    if (!old || !cost_rate_compare(old->rate, line->rate))
        return line->cost.nano_usd;
    if (in_new_calendar(job, old, cost_diff_pico(old)) == cost_diff_pico(line)) /* a shared nano-dollar stays */
        return (int64_t)in_new_calendar(job, old, old->cost.nano_usd);
    return cost_rate_times(&cost, old->rate, line->quantity, line->one) ? cost.nano_usd : line->cost.nano_usd;
}

/* ---- items ---- */

static bool list_items(const job_t *job, cost_diff_item_t *items)
{
    size_t count = 0;
    for (size_t i = 0; i < job->old->line_count; i++) {
        const cost_line_t *line = &job->old->lines[i];
        cost_diff_item_t *item = &items[count++];
        if (!cost_diff_item_of(item, job->diff, line, job->workloads))
            return false;
        item->old_there = true;
        item->old_pico = cost_diff_pico(line);
        item->step[OLD] = line->cost.nano_usd;
        item->step[CALENDAR] = (int64_t)in_new_calendar(job, line, line->cost.nano_usd);
    }
    for (size_t i = 0; i < job->fresh->line_count; i++) {
        const cost_line_t *line = &job->fresh->lines[i];
        cost_diff_item_t *item = &items[count++];
        if (!cost_diff_item_of(item, job->diff, line, job->workloads))
            return false;
        item->new_there = true;
        item->new_pico = cost_diff_pico(line);
        item->step[USAGE] = at_old_price(job, line);
        item->step[FRESH] = line->cost.nano_usd;
    }
    return cost_diff_take(job->diff, items, count);
}

/* What only one side has is configuration; what both have, its quantity alone does not tell. */
static void settle(cost_diff_t *diff)
{
    for (size_t i = 0; i < diff->item_count; i++) {
        cost_diff_item_t *item = &diff->items[i];
        if (!item->old_there)
            item->step[CONFIGURATION] = item->step[USAGE] = item->step[FRESH];
        else
            item->step[CONFIGURATION] = item->new_there ? item->step[CALENDAR] : 0;
        for (int step = 0; step < COST_DIFF_STEPS; step++)
            diff->step[step] += item->step[step];
    }
}

cost_status_t cost_diff_bills(cost_diff_t **out, const cost_bill_t *old_bill, const cost_bill_t *new_bill,
                              cost_error_t *err)
{
    *out = NULL;
    cost_diff_t *diff = cost_diff_new_between(old_bill, new_bill);
    if (!diff)
        return cost_fail_memory(err);
    job_t job = {.old = old_bill,
                 .fresh = new_bill,
                 .diff = diff,
                 .workloads = old_bill->workload_count > 1 || new_bill->workload_count > 1};
    cost_diff_item_t *items =
        cost_arena_array(diff->arena, old_bill->line_count + new_bill->line_count + 1, sizeof *items);
    if (!items || !sort_old(&job) || !list_items(&job, items)) {
        cost_diff_destroy(diff);
        return cost_fail_memory(err);
    }
    settle(diff);
    diff->notes[diff->note_count++] =
        "bills tell lines, not reasons: what only one of them has is configuration, another quantity is usage";
    *out = diff;
    return COST_OK;
}
