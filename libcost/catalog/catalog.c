/* Making a catalog, and what the rest of the library asks it. */
#include "libcost/catalog/catalog.h"

#include <string.h>

#include "libcost/base/error.h"
#include "libcost/catalog/book.h"
#include "libcost/catalog/overlay.h"

cost_catalog_t *cost_book_open(void)
{
    cost_arena_t *arena = cost_arena_create();
    cost_catalog_t *catalog = arena ? cost_arena_alloc(arena, sizeof *catalog) : NULL;
    if (!catalog) {
        cost_arena_destroy(arena);
        return NULL;
    }
    catalog->arena = arena;
    catalog->version = cost_book_version;
    for (int kind = 0; kind < COST_BOOK_KINDS; kind++)
        cost_book_default(&catalog->view[kind], (cost_book_kind_t)kind);
    return catalog;
}

static cost_status_t lay_over(cost_catalog_t *catalog, const char *overlay, cost_error_t *err)
{
    cost_status_t status = cost_overlay_load(catalog, overlay, err);
    if (status)
        return status;
    for (int kind = 0; kind < COST_BOOK_KINDS; kind++)
        if (!cost_book_merge(&catalog->view[kind], catalog->arena))
            return cost_fail_memory(err);
    catalog->version = cost_arena_format(catalog->arena, "%s+overlay", cost_book_version);
    if (!catalog->version)
        return cost_fail_memory(err);
    return cost_book_check_ladders(catalog, true, err);
}

cost_status_t cost_catalog_create(cost_catalog_t **out, const char *overlay, cost_error_t *err)
{
    *out = NULL;
    cost_catalog_t *catalog = cost_book_open();
    if (!catalog)
        return cost_fail_memory(err);
    cost_status_t status = overlay ? lay_over(catalog, overlay, err) : COST_OK;
    if (status)
        cost_catalog_destroy(catalog);
    else
        *out = catalog;
    return status;
}

void cost_catalog_destroy(cost_catalog_t *catalog)
{
    if (catalog)
        cost_arena_destroy(catalog->arena);
}

const char *cost_catalog_version(const cost_catalog_t *catalog)
{
    return catalog->version;
}

int32_t cost_catalog_date(const cost_catalog_t *catalog)
{
    (void)catalog;
    return cost_book_date;
}

/* Prices. */

const cost_book_row_t *cost_book_price(const cost_catalog_t *catalog, size_t i)
{
    return cost_book_at(&catalog->view[COST_BOOK_PRICES], i).row;
}

static bool same_key(const cost_book_view_t *prices, size_t a, size_t b)
{
    const cost_book_row_t *x = cost_book_at(prices, a).row, *y = cost_book_at(prices, b).row;
    /* A text is kept once in a pool as a rule, but nothing may depend on it. */
    if (x->service == y->service && x->dimension == y->dimension && x->variant == y->variant && x->region == y->region)
        return true;
    for (size_t k = 0; k < COST_BOOK_KEY_MAX; k++)
        if (strcmp(cost_book_key(prices, a, k), cost_book_key(prices, b, k)) != 0)
            return false;
    return true;
}

size_t cost_book_version_end(const cost_catalog_t *catalog, size_t i)
{
    const cost_book_view_t *prices = &catalog->view[COST_BOOK_PRICES];
    for (size_t next = i + 1; next < prices->count; i = next++) {
        const cost_book_row_t *a = cost_book_price(catalog, i), *b = cost_book_price(catalog, next);
        if (!same_key(prices, i, next) || a->valid_from != b->valid_from || a->valid_to != b->valid_to ||
            a->tier_from_micro >= b->tier_from_micro)
            return next;
    }
    return prices->count;
}

/* How well a row's version suits the date: 0 not at all, 1 without documented bounds, 2 its bounds hold the date. */
static int fit(const cost_book_row_t *row, int32_t date)
{
    if (row->valid_from == 0 && row->valid_to == 0)
        return 1;
    return row->valid_from <= date && (row->valid_to == 0 || date < row->valid_to) ? 2 : 0;
}

/* The first row of the version that holds at the date, or `end`. */
static size_t choose(const cost_catalog_t *catalog, size_t first, size_t end, int32_t date)
{
    size_t best = end;
    int best_fit = 0;
    for (size_t i = first; i < end; i = cost_book_version_end(catalog, i)) {
        int now = fit(cost_book_price(catalog, i), date);
        /* Versions come in the order of valid_from and observed, so that of two equals the later one is newer. */
        if (now > 0 && now >= best_fit) {
            best = i;
            best_fit = now;
        }
    }
    return best;
}

static void describe(cost_price_t *out, const cost_catalog_t *catalog, size_t first)
{
    const cost_book_place_t place = cost_book_at(&catalog->view[COST_BOOK_PRICES], first);
    const cost_book_row_t *row = place.row;
    const size_t end = cost_book_version_end(catalog, first);
    *out = (cost_price_t){
        .service = cost_book_text(place, row->service),
        .dimension = cost_book_text(place, row->dimension),
        .variant = cost_book_text(place, row->variant),
        .region = cost_book_text(place, row->region),
        .usage_type = cost_book_text(place, row->usage_type),
        .unit = cost_book_text(place, row->unit),
        .model = (cost_price_model_t)row->model,
        .model_argument = cost_book_text(place, row->model_argument),
        .observed = row->observed,
        .confidence = (cost_confidence_t)row->confidence,
        .source_id = cost_book_text(place, row->source),
        .tier_count = end - first,
        .first_row = first,
        .overlay = place.table == &catalog->view[COST_BOOK_PRICES].overlay,
    };
    out->source_url = cost_book_source_url(catalog, out->source_id);
    for (size_t i = first + 1; i < end; i++) {
        const cost_book_row_t *tier = cost_book_price(catalog, i);
        out->observed = tier->observed < out->observed ? tier->observed : out->observed;
        if (tier->confidence < out->confidence)
            out->confidence = (cost_confidence_t)tier->confidence;
    }
}

bool cost_catalog_find_price(const cost_catalog_t *catalog, const char *service, const char *dimension,
                             const char *variant, const char *region, int32_t date, cost_price_t *out)
{
    const cost_book_view_t *prices = &catalog->view[COST_BOOK_PRICES];
    const char *const key[] = {service, dimension, variant, region};
    size_t first = cost_book_find(prices, key, COST_BOOK_KEY_MAX), end = first;
    while (cost_book_is(prices, end, key, COST_BOOK_KEY_MAX))
        end++;
    size_t best = choose(catalog, first, end, date);
    if (best == end)
        return false;
    describe(out, catalog, best);
    return true;
}

cost_tier_t cost_catalog_tier(const cost_catalog_t *catalog, const cost_price_t *price, size_t i)
{
    const cost_book_row_t *row = cost_book_price(catalog, price->first_row + i);
    return (cost_tier_t){row->tier_from_micro, {row->price_digits, row->price_scale}};
}

const char *cost_book_source_url(const cost_catalog_t *catalog, const char *id)
{
    const cost_book_view_t *sources = &catalog->view[COST_BOOK_SOURCES];
    const char *const key[] = {id};
    size_t i = cost_book_find(sources, key, 1);
    if (!cost_book_is(sources, i, key, 1))
        return "";
    cost_book_place_t place = cost_book_at(sources, i);
    return cost_book_text(place, ((const cost_book_source_t *)place.row)->url);
}
