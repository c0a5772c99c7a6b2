/* Where everything stands. */
#include <stdlib.h>
#include <string.h>

#include "libcost/report/workbook.h"

enum { FIRST_ROW = 2 }; /* of a table: its sum and its titles are above */

/* ---- numbers ---- */

double cost_wide_double(cost_wide_t value, cost_wide_t one)
{
    return (double)value / (double)one;
}

double cost_money_double(cost_money_t money)
{
    return (double)money.nano_usd / 1e9;
}

double cost_rate_double(cost_rate_t rate)
{
    return (double)rate.digits / (double)cost_wide_pow10(rate.scale);
}

/* ---- prices ---- */

static int compare_prices(const void *left, const void *right)
{
    const cost_used_price_t *a = left, *b = right;
    int order = strcmp(a->price->service, b->price->service);
    if (!order)
        order = strcmp(a->price->dimension, b->price->dimension);
    if (!order)
        order = strcmp(a->price->variant, b->price->variant);
    if (!order)
        order = strcmp(a->price->region, b->price->region);
    if (!order) /* a scenario may have the prices of another day */
        order = (a->price->first_row > b->price->first_row) - (a->price->first_row < b->price->first_row);
    if (!order)
        order = a->price->overlay - b->price->overlay;
    if (!order)
        order = a->factored - b->factored;
    return order ? order : (a->factor > b->factor) - (a->factor < b->factor);
}

static cost_used_price_t price_of(const cost_group_t *group, bool factored)
{
    return (cost_used_price_t){.price = &group->price,
                               .factored = factored,
                               .factor = factored ? group->factor : 0,
                               .units = group->one / group->plain_one};
}

/* A part of a price refers to the price, so both are there. */
static bool collect_prices(cost_workbook_t *workbook)
{
    size_t count = 0, row = FIRST_ROW - 1;
    cost_used_price_t *all = cost_arena_array(workbook->arena, 2 * workbook->group_count + 1, sizeof *all);
    if (!all)
        return false;
    for (size_t i = 0; i < workbook->group_count; i++) {
        const cost_group_t *group = workbook->groups[i].group;
        all[count++] = price_of(group, false);
        if (group->factored)
            all[count++] = price_of(group, true);
    }
    qsort(all, count, sizeof *all, compare_prices);
    for (size_t i = 0; i < count; i++) {
        if (i && !compare_prices(&all[i - 1], &all[i]))
            continue;
        cost_used_price_t *kept = &all[workbook->price_count++];
        *kept = all[i];
        kept->row = row;
        row += kept->price->tier_count;
    }
    workbook->prices = all;
    for (size_t i = 0; i < workbook->group_count; i++) {
        const cost_group_t *group = workbook->groups[i].group;
        const cost_used_price_t key = price_of(group, group->factored);
        workbook->groups[i].price = bsearch(&key, all, workbook->price_count, sizeof *all, compare_prices);
    }
    return true;
}

/* ---- groups ---- */

cost_used_group_t *cost_workbook_group(const cost_workbook_t *workbook, size_t part, const cost_group_t *group)
{
    for (size_t i = 0; i < workbook->group_count; i++)
        if (workbook->groups[i].group == group && workbook->groups[i].part == part)
            return &workbook->groups[i];
    return NULL;
}

static bool shares_allowance(const cost_bill_t *bill, const cost_group_t *group)
{
    for (const cost_shared_t *shared = bill->shared; shared; shared = shared->next)
        for (size_t i = 0; i < shared->group_count; i++)
            if (shared->groups[i] == group)
                return true;
    return false;
}

bool cost_group_net_of(const cost_group_t *group, const cost_group_t *other)
{
    return group->price.model == COST_MODEL_NET_OF && group->month == other->month &&
           group->service == other->service && !strcmp(group->price.model_argument, other->dimension->name) &&
           !strcmp(group->price.region, other->price.region);
}

static bool add_slots(cost_workbook_t *workbook, cost_used_group_t *used, const cost_bill_t *bill)
{
    const cost_group_t *group = used->group;
    const bool percent = group->price.model == COST_MODEL_PERCENT_OF_BILL;
    const bool has_free = group->price.model == COST_MODEL_NET_OF || shares_allowance(bill, group);
    used->slots = cost_arena_array(workbook->arena, group->price.tier_count + 2, sizeof *used->slots);
    if (!used->slots)
        return false;
    used->tiered = has_free || percent || group->price.tier_count > 1;
    if (has_free)
        used->slots[used->slot_count++] = (cost_slot_t){.kind = COST_SLOT_FREE};
    for (size_t i = 0; i < group->price.tier_count; i++)
        used->slots[used->slot_count++] =
            (cost_slot_t){.kind = used->tiered ? COST_SLOT_TIER : COST_SLOT_WHOLE, .tier = i};
    if (percent)
        used->slots[used->slot_count++] = (cost_slot_t){.kind = COST_SLOT_LEAST};
    return true;
}

/* What others are net of has its usage summed up on the sheet of tiers, too. */
static void mark_net_of(cost_workbook_t *workbook)
{
    for (size_t i = 0; i < workbook->group_count; i++)
        for (size_t k = 0; k < workbook->group_count; k++) {
            cost_used_group_t *other = &workbook->groups[k];
            if (workbook->groups[i].part != other->part || !cost_group_net_of(workbook->groups[i].group, other->group))
                continue;
            other->tiered = true;
            for (size_t slot = 0; slot < other->slot_count; slot++)
                if (other->slots[slot].kind == COST_SLOT_WHOLE)
                    other->slots[slot].kind = COST_SLOT_TIER;
        }
}

static void place_groups(cost_workbook_t *workbook)
{
    size_t row = FIRST_ROW - 1, id = 0;
    for (size_t i = 0; i < workbook->group_count; i++) {
        cost_used_group_t *used = &workbook->groups[i];
        if (!used->tiered)
            continue;
        used->id = ++id;
        used->row = row;
        row += used->slot_count;
    }
}

/* ---- lines ---- */

static cost_tier_t tier_of(const cost_bill_t *bill, const cost_line_t *line)
{
    size_t i = 0;
    while (i + 1 < line->group->price.tier_count &&
           cost_catalog_tier(bill->catalog, &line->group->price, i).from_micro != line->tier_from_micro)
        i++;
    return cost_catalog_tier(bill->catalog, &line->group->price, i);
}

bool cost_line_is_free_part(const cost_bill_t *bill, const cost_line_t *line)
{
    return line->category == COST_CATEGORY_FREE && tier_of(bill, line).rate.digits != 0;
}

bool cost_line_in_slot(const cost_bill_t *bill, const cost_line_t *line, const cost_slot_t *slot)
{
    switch (slot->kind) {
    case COST_SLOT_WHOLE:
        return true;
    case COST_SLOT_FREE:
        return cost_line_is_free_part(bill, line);
    case COST_SLOT_LEAST:
        return line->minimum;
    case COST_SLOT_TIER:
        return !line->minimum && !cost_line_is_free_part(bill, line) &&
               line->tier_from_micro == cost_catalog_tier(bill->catalog, &line->group->price, slot->tier).from_micro;
    }
    return false;
}

static bool is_percent(const cost_used_record_t *record)
{
    return record->used->group->price.model == COST_MODEL_PERCENT_OF_BILL;
}

static void add_quantities(const cost_bill_t *bill, const cost_used_record_t *record)
{
    for (size_t i = 0; i < record->line_count; i++) {
        const cost_line_t *line = &bill->lines[record->line + i];
        for (size_t k = 0; k < record->used->slot_count; k++)
            if (cost_line_in_slot(bill, line, &record->used->slots[k]))
                record->used->slots[k].quantity += line->quantity;
    }
}

/* The lines of one record stand together. */
static bool collect_records(cost_workbook_t *workbook, size_t number)
{
    cost_part_t *part = &workbook->parts[number];
    const cost_bill_t *bill = part->bill;
    part->records = cost_arena_array(workbook->arena, bill->line_count + 1, sizeof *part->records);
    if (!part->records)
        return false;
    for (size_t i = 0; i < bill->line_count; i++) {
        const cost_line_t *line = &bill->lines[i];
        if (i && line[-1].record == line->record) {
            part->records[part->record_count - 1].line_count++;
            continue;
        }
        cost_used_group_t *used = cost_workbook_group(workbook, number, line->group);
        if (!used) {
            used = &workbook->groups[workbook->group_count++];
            *used = (cost_used_group_t){.group = line->group, .part = number};
            if (!add_slots(workbook, used, bill))
                return false;
        }
        part->records[part->record_count++] = (cost_used_record_t){.line = i, .line_count = 1, .used = used};
    }
    for (size_t i = 0; i < part->record_count; i++)
        add_quantities(bill, &part->records[i]);
    return true;
}

/* Percentages come last, so that what they are percentages of is a range without them. */
static size_t place_records(cost_part_t *part, size_t row)
{
    part->first_row = row;
    for (int last = 0; last < 2; last++) {
        part->plan_row = last ? row : part->plan_row;
        for (size_t i = 0; i < part->record_count; i++) {
            cost_used_record_t *record = &part->records[i];
            if (is_percent(record) != (bool)last)
                continue;
            record->row = record->used->line_row = row;
            row += record->used->slot_count;
        }
    }
    part->end_row = row;
    return row;
}

cost_range_t cost_part_range(const cost_part_t *part, size_t column)
{
    const size_t last = part->end_row > part->first_row ? part->end_row - 1 : part->first_row;
    return cost_range(part->sheet, part->first_row, last, part->shift + column);
}

const char *cost_part_name(const cost_part_t *part)
{
    return part->bill->scenario ? part->bill->scenario : "base";
}

/* ---- the whole ---- */

bool cost_workbook_plan(cost_workbook_t *workbook, const cost_bill_t *bill, const cost_comparison_t *comparison)
{
    size_t lines = bill->line_count, row = FIRST_ROW;
    workbook->part_count = comparison ? cost_comparison_count(comparison) : 1;
    workbook->parts = cost_arena_array(workbook->arena, workbook->part_count, sizeof *workbook->parts);
    for (size_t i = 1; i < workbook->part_count; i++)
        lines += cost_comparison_bill(comparison, i)->line_count;
    workbook->groups = cost_arena_array(workbook->arena, lines + 1, sizeof *workbook->groups);
    if (!workbook->parts || !workbook->groups)
        return false;
    for (size_t i = 0; i < workbook->part_count; i++) {
        workbook->parts[i] = (cost_part_t){.bill = i ? cost_comparison_bill(comparison, i) : bill,
                                           .sheet = i ? COST_SHEET_SCENARIO_LINES : COST_SHEET_LINES,
                                           .shift = i ? 1 : 0};
        if (!collect_records(workbook, i))
            return false;
    }
    mark_net_of(workbook);
    place_groups(workbook);
    place_records(&workbook->parts[0], FIRST_ROW);
    for (size_t i = 1; i < workbook->part_count; i++)
        row = place_records(&workbook->parts[i], row);
    return collect_prices(workbook);
}
