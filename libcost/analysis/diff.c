/* Items of a diff, and what may be asked of them. */
#include <stdlib.h>
#include <string.h>

#include "libcost/analysis/difference.h"

#define PICO ((cost_wide_t)1000000000000)

const char *cost_effect_name(int effect)
{
#define EFFECT_NAME(name, text, help) text,
    static const char *const names[] = {COST_EFFECT_LIST(EFFECT_NAME)};
#undef EFFECT_NAME
    return effect >= 0 && effect < COST_EFFECTS ? names[effect] : NULL;
}

/* ---- sides ---- */

static bool fill_side(cost_diff_side_t *side, cost_arena_t *arena, const cost_bill_t *bill)
{
    side->name = "";
    for (size_t i = 0; i < bill->workload_count && side->name; i++)
        side->name = cost_arena_format(arena, "%s%s%s", side->name, i ? ", " : "", bill->workloads[i]);
    if (side->name && bill->scenario)
        side->name = cost_arena_format(arena, "%s, scenario %s", side->name, bill->scenario);
    for (size_t i = 0; i < bill->month_count; i++)
        side->hours += bill->months[i].seconds / 3600;
    side->period = bill->month_count < 2 ? cost_arena_string(arena, bill->month_count ? bill->months[0].name : "")
                                         : cost_arena_format(arena, "%s..%s", bill->months[0].name,
                                                             bill->months[bill->month_count - 1].name);
    side->price_date = bill->price_date;
    side->price_version = cost_arena_string(arena, bill->price_version);
    return side->name && side->period && side->price_version;
}

/* What is not priced changes nothing, which is not the same as no change.  False when memory is out. */
static bool note_unpriced(cost_diff_t *diff, const cost_bill_t *old_bill, const cost_bill_t *new_bill)
{
    const size_t before = old_bill->unpriced.count, after = new_bill->unpriced.count;
    if (!before && !after)
        return true;
    diff->notes[diff->note_count++] =
        cost_arena_format(diff->arena,
                          "loads that nobody stated are not priced, and in no effect: %zu of the old bill, %zu "
                          "of the new one; ilm-cost estimate lists them",
                          before, after);
    return diff->notes[0];
}

cost_diff_t *cost_diff_new_between(const cost_bill_t *old_bill, const cost_bill_t *new_bill)
{
    cost_arena_t *arena = cost_arena_create();
    cost_diff_t *diff = arena ? cost_arena_alloc(arena, sizeof *diff) : NULL;
    if (!diff || !fill_side(&diff->old_side, arena, old_bill) || !fill_side(&diff->new_side, arena, new_bill)) {
        cost_arena_destroy(arena);
        return NULL;
    }
    diff->arena = arena;
    if (note_unpriced(diff, old_bill, new_bill))
        return diff;
    cost_diff_destroy(diff);
    return NULL;
}

void cost_diff_destroy(cost_diff_t *diff)
{
    if (diff)
        cost_arena_destroy(diff->arena);
}

/* ---- items ---- */

cost_wide_t cost_diff_pico(const cost_line_t *line)
{
    cost_wide_t pico = 0;
    cost_wide_mul_div(&pico, line->quantity, PICO, line->one);
    return pico;
}

bool cost_diff_item_of(cost_diff_item_t *out, cost_diff_t *diff, const cost_line_t *line, bool workloads)
{
    const cost_record_t *record = line->record;
    const char *const names[] = {
        [COST_DIFF_WORKLOAD] = workloads ? record->resource->workload : "",
        [COST_DIFF_RESOURCE] = record->resource->id,
        [COST_DIFF_SERVICE] = record->service->name,
        [COST_DIFF_DIMENSION] = record->service->dimensions[record->dimension].name,
        [COST_DIFF_VARIANT] = record->key.variant,
        [COST_DIFF_REGION] = record->key.region,
        [COST_DIFF_UNIT] = line->unit,
    };
    *out = (cost_diff_item_t){0};
    for (size_t i = 0; i < COST_COUNT(names); i++) {
        out->field[i] = cost_arena_string(diff->arena, names[i]);
        if (!out->field[i])
            return false;
    }
    return true;
}

static int compare_items(const void *left, const void *right)
{
    static const cost_diff_field_t order[] = {COST_DIFF_SERVICE,   COST_DIFF_WORKLOAD, COST_DIFF_RESOURCE,
                                              COST_DIFF_DIMENSION, COST_DIFF_VARIANT,  COST_DIFF_REGION,
                                              COST_DIFF_UNIT};
    const cost_diff_item_t *a = left, *b = right;
    for (size_t i = 0; i < COST_COUNT(order); i++) {
        int sign = strcmp(a->field[order[i]], b->field[order[i]]);
        if (sign)
            return sign;
    }
    return 0;
}

static void add_item(cost_diff_item_t *sum, const cost_diff_item_t *item)
{
    for (int k = 0; k < COST_DIFF_STEPS; k++)
        sum->step[k] += item->step[k];
    cost_wide_add(&sum->old_pico, sum->old_pico, item->old_pico);
    cost_wide_add(&sum->new_pico, sum->new_pico, item->new_pico);
    sum->old_there = sum->old_there || item->old_there;
    sum->new_there = sum->new_there || item->new_there;
}

static bool write_quantities(cost_diff_t *diff, cost_diff_item_t *item)
{
    char text[COST_WIDE_TEXT_SIZE];
    item->field[COST_DIFF_OLD_QUANTITY] =
        cost_arena_string(diff->arena, cost_wide_decimal(item->old_pico, PICO, 12, text));
    item->field[COST_DIFF_NEW_QUANTITY] =
        cost_arena_string(diff->arena, cost_wide_decimal(item->new_pico, PICO, 12, text));
    return item->field[COST_DIFF_OLD_QUANTITY] && item->field[COST_DIFF_NEW_QUANTITY];
}

bool cost_diff_take(cost_diff_t *diff, cost_diff_item_t *items, size_t count)
{
    diff->items = items;
    qsort(items, count, sizeof *items, compare_items);
    for (size_t i = 0; i < count; i++) {
        if (diff->item_count && !compare_items(&items[diff->item_count - 1], &items[i]))
            add_item(&items[diff->item_count - 1], &items[i]);
        else
            items[diff->item_count++] = items[i];
    }
    for (size_t i = 0; i < diff->item_count; i++)
        if (!write_quantities(diff, &items[i]))
            return false;
    return true;
}

/* ---- what may be asked ---- */

cost_money_t cost_diff_old(const cost_diff_t *diff)
{
    return (cost_money_t){diff->step[0]};
}

cost_money_t cost_diff_new(const cost_diff_t *diff)
{
    return (cost_money_t){diff->step[COST_EFFECTS]};
}

static cost_money_t effect_of(const int64_t step[COST_DIFF_STEPS], cost_effect_t effect)
{
    return (cost_money_t){(unsigned)effect < COST_EFFECTS ? step[effect + 1] - step[effect] : 0};
}

cost_money_t cost_diff_effect(const cost_diff_t *diff, cost_effect_t effect)
{
    return effect_of(diff->step, effect);
}

size_t cost_diff_item_count(const cost_diff_t *diff)
{
    return diff->item_count;
}

const char *cost_diff_item_field(const cost_diff_t *diff, size_t i, cost_diff_field_t field)
{
    return i < diff->item_count && (unsigned)field <= COST_DIFF_NEW_QUANTITY ? diff->items[i].field[field] : "";
}

cost_money_t cost_diff_item_old(const cost_diff_t *diff, size_t i)
{
    return (cost_money_t){i < diff->item_count ? diff->items[i].step[0] : 0};
}

cost_money_t cost_diff_item_new(const cost_diff_t *diff, size_t i)
{
    return (cost_money_t){i < diff->item_count ? diff->items[i].step[COST_EFFECTS] : 0};
}

cost_money_t cost_diff_item_effect(const cost_diff_t *diff, size_t i, cost_effect_t effect)
{
    return i < diff->item_count ? effect_of(diff->items[i].step, effect) : (cost_money_t){0};
}

size_t cost_diff_note_count(const cost_diff_t *diff)
{
    return diff->note_count;
}

const char *cost_diff_note(const cost_diff_t *diff, size_t i)
{
    return i < diff->note_count ? diff->notes[i] : NULL;
}
