/* The search and the merge that all tables of a catalog share. */
#include "libcost/catalog/book.h"

#include <string.h>

/* Marks a row number of a view's order as one of the overlay. */
#define OVERLAY_BIT 0x80000000u

static const struct {
    size_t stride, key_count;
    char file[24];
} shapes[] = {
    [COST_BOOK_PRICES] = {sizeof(cost_book_row_t), 4, "pricing/prices.csv"},
    [COST_BOOK_RULES] = {sizeof(cost_book_rule_t), 2, "pricing/rules.csv"},
    [COST_BOOK_ALLOWANCES] = {sizeof(cost_book_allowance_t), 1, "pricing/allowances.csv"},
    [COST_BOOK_REGIONS] = {sizeof(cost_book_region_t), 1, "pricing/regions.csv"},
    [COST_BOOK_SIZES] = {sizeof(cost_book_size_t), 2, "pricing/sizes.csv"},
    [COST_BOOK_SPECS] = {sizeof(cost_book_spec_t), 2, "pricing/specs.csv"},
    [COST_BOOK_SOURCES] = {sizeof(cost_book_source_t), 1, "pricing/sources.csv"},
};

size_t cost_book_stride(cost_book_kind_t kind)
{
    return shapes[kind].stride;
}

size_t cost_book_key_count(cost_book_kind_t kind)
{
    return shapes[kind].key_count;
}

void cost_book_default(cost_book_view_t *view, cost_book_kind_t kind)
{
    /* Filled in at run time: a constant table of these addresses would have to be relocated at each start. */
    const struct {
        const void *rows;
        size_t count;
    } tables[] = {
        [COST_BOOK_PRICES] = {cost_book_rows, cost_book_row_count},
        [COST_BOOK_RULES] = {cost_book_rules, cost_book_rule_count},
        [COST_BOOK_ALLOWANCES] = {cost_book_allowances, cost_book_allowance_count},
        [COST_BOOK_REGIONS] = {cost_book_regions, cost_book_region_count},
        [COST_BOOK_SIZES] = {cost_book_sizes, cost_book_size_count},
        [COST_BOOK_SPECS] = {cost_book_specs, cost_book_spec_count},
        [COST_BOOK_SOURCES] = {cost_book_sources, cost_book_source_count},
    };
    *view = (cost_book_view_t){
        .kind = kind,
        .base = {cost_book_strings, tables[kind].rows, tables[kind].count, NULL},
        .count = tables[kind].count,
    };
}

cost_book_place_t cost_book_at(const cost_book_view_t *view, size_t i)
{
    uint32_t mark = view->order ? view->order[i] : (uint32_t)i;
    const cost_book_table_t *table = mark & OVERLAY_BIT ? &view->overlay : &view->base;
    size_t index = mark & ~OVERLAY_BIT;
    return (cost_book_place_t){table, (const char *)table->rows + index * shapes[view->kind].stride, index};
}

cost_book_origin_t cost_book_origin(const cost_book_view_t *view, size_t i)
{
    const cost_book_place_t place = cost_book_at(view, i);
    if (place.table->origins)
        return place.table->origins[place.index];
    return (cost_book_origin_t){shapes[view->kind].file, 0};
}

static const char *row_key(const cost_book_table_t *table, const void *row, size_t k)
{
    uint32_t offset;
    memcpy(&offset, (const char *)row + k * sizeof offset, sizeof offset);
    return table->strings + offset;
}

const char *cost_book_key(const cost_book_view_t *view, size_t i, size_t k)
{
    cost_book_place_t place = cost_book_at(view, i);
    return row_key(place.table, place.row, k);
}

/* Rows between two that begin like the key do so too: what both ends have in common with it is not compared again. */
size_t cost_book_find(const cost_book_view_t *view, const char *const key[], size_t n)
{
    size_t low = 0, high = view->count, below = 0, above = 0;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const cost_book_place_t place = cost_book_at(view, middle);
        size_t equal = below < above ? below : above;
        int order = 0;
        while (equal < n && (order = strcmp(row_key(place.table, place.row, equal), key[equal])) == 0)
            equal++;
        if (order < 0) {
            low = middle + 1;
            below = equal;
        } else {
            high = middle;
            above = equal;
        }
    }
    return low;
}

bool cost_book_is(const cost_book_view_t *view, size_t i, const char *const key[], size_t n)
{
    size_t equal = 0;
    while (i < view->count && equal < n && strcmp(cost_book_key(view, i, equal), key[equal]) == 0)
        equal++;
    return equal == n;
}

static void keys_of(const cost_book_view_t *view, size_t i, const char *key[COST_BOOK_KEY_MAX])
{
    for (size_t k = 0; k < shapes[view->kind].key_count; k++)
        key[k] = cost_book_key(view, i, k);
}

bool cost_book_merge(cost_book_view_t *view, cost_arena_t *arena)
{
    size_t keys = shapes[view->kind].key_count, n = 0, next = 0;
    const cost_book_view_t base = {.kind = view->kind, .base = view->base, .count = view->base.count};
    const cost_book_view_t over = {.kind = view->kind, .base = view->overlay, .count = view->overlay.count};
    if (over.count == 0)
        return true;
    uint32_t *order = cost_arena_array(arena, base.count + over.count, sizeof *order);
    if (!order)
        return false;
    for (size_t i = 0; i < base.count; i++) {
        const char *key[COST_BOOK_KEY_MAX];
        keys_of(&base, i, key);
        for (size_t not_below = cost_book_find(&over, key, keys); next < not_below; next++)
            order[n++] = (uint32_t)next | OVERLAY_BIT;
        if (!cost_book_is(&over, next, key, keys))
            order[n++] = (uint32_t)i;
    }
    while (next < over.count)
        order[n++] = (uint32_t)next++ | OVERLAY_BIT;
    view->order = order;
    view->count = n;
    return true;
}
