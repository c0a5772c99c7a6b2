/* The lines of a bill in their order, which neither the order of a file nor that of its resources changes. */
#include <stdlib.h>
#include <string.h>

#include "libcost/bill/estimate.h"

int cost_record_compare(const cost_record_t *x, const cost_record_t *y)
{
    int order = strcmp(x->resource->workload, y->resource->workload);
    if (!order)
        order = strcmp(x->resource->id, y->resource->id);
    if (!order)
        order = x->implied - y->implied;
    if (!order)
        order = strcmp(x->service->name, y->service->name);
    if (!order)
        order = x->dimension - y->dimension;
    if (!order)
        order = strcmp(x->key.region, y->key.region);
    if (!order)
        order = strcmp(x->key.variant, y->key.variant);
    if (!order)
        order = x->factored - y->factored;
    return order ? order : (x->factor > y->factor) - (x->factor < y->factor);
}

static int compare_lines(const void *left, const void *right)
{
    const cost_line_t *a = left, *b = right;
    if (a->month != b->month)
        return a->month < b->month ? -1 : 1;
    int order = cost_record_compare(a->record, b->record);
    if (!order)
        order = (a->tier_from_micro > b->tier_from_micro) - (a->tier_from_micro < b->tier_from_micro);
    return order ? order : (b->category == COST_CATEGORY_FREE) - (a->category == COST_CATEGORY_FREE);
}

cost_status_t cost_bill_take_lines(cost_bill_t *bill, const cost_rater_t *rater, cost_error_t *err)
{
    bill->lines = cost_arena_array(bill->arena, rater->count + 1, sizeof *bill->lines);
    if (!bill->lines)
        return cost_fail_memory(err);
    for (const cost_line_item_t *item = rater->first; item; item = item->next)
        bill->lines[bill->line_count++] = item->line;
    qsort(bill->lines, bill->line_count, sizeof *bill->lines, compare_lines);
    for (size_t i = 0; i < bill->line_count; i++) {
        const cost_line_t *line = &bill->lines[i];
        if (!cost_money_add(&bill->total, line->cost) || !cost_money_add(&bill->months[line->month].total, line->cost))
            return cost_fail(err, COST_ERR_RANGE, (cost_place_t){0}, "the bill is over 9.2 billion USD");
    }
    return COST_OK;
}
