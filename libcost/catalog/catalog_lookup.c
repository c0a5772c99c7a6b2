/* What the book holds besides prices: rules, allowances, sizes, specs and regions. */
#include <string.h>

#include "libcost/catalog/book.h"

enum { MICRO = 1000000 };

/* Rules. */

/* The row of a rule at a date; its .row is NULL when there is none. */
static cost_book_place_t rule_at(const cost_catalog_t *catalog, const char *service, const char *rule, int32_t date)
{
    const cost_book_view_t *rules = &catalog->view[COST_BOOK_RULES];
    const char *const key[] = {service, rule};
    cost_book_place_t best = {NULL, NULL, 0};
    for (size_t i = cost_book_find(rules, key, 2); cost_book_is(rules, i, key, 2); i++) {
        cost_book_place_t place = cost_book_at(rules, i);
        if (((const cost_book_rule_t *)place.row)->valid_from <= date)
            best = place;
    }
    return best;
}

/* "" is `missing`: the book leaves a cell empty where it knows no number. */
static bool micro_of(cost_wide_t *out, const char *text, cost_wide_t missing)
{
    const char *why;
    *out = missing;
    return *text == '\0' || cost_wide_parse(out, text, strlen(text), MICRO, &why);
}

bool cost_catalog_find_rule(const cost_catalog_t *catalog, const char *service, const char *rule, int32_t date,
                            cost_wide_t *micro)
{
    const cost_book_place_t place = rule_at(catalog, service, rule, date);
    if (!place.row)
        return false;
    const char *value = cost_book_text(place, ((const cost_book_rule_t *)place.row)->value);
    return *value != '\0' && micro_of(micro, value, 0);
}

const char *cost_catalog_rule_source(const cost_catalog_t *catalog, const char *service, const char *rule, int32_t date)
{
    const cost_book_place_t place = rule_at(catalog, service, rule, date);
    return place.row ? cost_book_text(place, ((const cost_book_rule_t *)place.row)->source) : "";
}

/* Allowances. */

size_t cost_catalog_allowance_count(const cost_catalog_t *catalog)
{
    return catalog->view[COST_BOOK_ALLOWANCES].count;
}

cost_allowance_t cost_catalog_allowance(const cost_catalog_t *catalog, size_t i)
{
    const cost_book_place_t place = cost_book_at(&catalog->view[COST_BOOK_ALLOWANCES], i);
    const cost_book_allowance_t *row = place.row;
    return (cost_allowance_t){
        .id = cost_book_text(place, row->id),
        .service = cost_book_text(place, row->service),
        .dimensions = cost_book_text(place, row->dimensions),
        .amount = cost_book_text(place, row->amount),
        .unit = cost_book_text(place, row->unit),
        .scope = cost_book_text(place, row->scope),
        .source_id = cost_book_text(place, row->source),
    };
}

/* Whether the pair k=v of that length is one of the variant's. */
static bool has_pair(const char *variant, const char *pair, size_t length)
{
    for (const char *at = variant; *at != '\0'; at += *at == ';') {
        size_t span = strcspn(at, ";");
        if (span == length && memcmp(at, pair, length) == 0)
            return true;
        at += span;
    }
    return false;
}

/* `dimension` or `dimension[k=v;k=v]`, of that length: does it cover the price? */
static bool part_covers(const char *part, size_t length, const char *dimension, const char *variant)
{
    size_t name = strcspn(part, "[|");
    if (name != strlen(dimension) || memcmp(part, dimension, name) != 0)
        return false;
    for (size_t at = name + 1; variant && at < length;) {
        size_t span = strcspn(part + at, ";]");
        if (span > 0 && !has_pair(variant, part + at, span))
            return false;
        at += span + 1;
    }
    return true;
}

bool cost_allowance_covers(const cost_allowance_t *allowance, const char *service, const char *dimension,
                           const char *variant)
{
    if (strcmp(allowance->service, service) != 0)
        return false;
    for (const char *at = allowance->dimensions; *at != '\0'; at += *at == '|') {
        size_t length = strcspn(at, "|");
        if (part_covers(at, length, dimension, variant))
            return true;
        at += length;
    }
    return false;
}

/* Sizes, specs and regions. */

bool cost_catalog_size(const cost_catalog_t *catalog, const char *service, size_t i, cost_size_t *out)
{
    const cost_book_view_t *sizes = &catalog->view[COST_BOOK_SIZES];
    const char *const key[] = {service};
    size_t at = cost_book_find(sizes, key, 1);
    if (i >= sizes->count - at || !cost_book_is(sizes, at + i, key, 1))
        return false;
    const cost_book_place_t place = cost_book_at(sizes, at + i);
    const cost_book_size_t *row = place.row;
    out->service = cost_book_text(place, row->service);
    out->os = cost_book_text(place, row->os);
    return micro_of(&out->vcpu_micro, cost_book_text(place, row->vcpu), 0) &&
           micro_of(&out->from_micro, cost_book_text(place, row->memory_from), 0) &&
           micro_of(&out->to_micro, cost_book_text(place, row->memory_to), 0) &&
           micro_of(&out->step_micro, cost_book_text(place, row->memory_step), 0);
}

bool cost_catalog_find_spec(const cost_catalog_t *catalog, const char *service, const char *item, cost_spec_t *out)
{
    const cost_book_view_t *specs = &catalog->view[COST_BOOK_SPECS];
    const char *const key[] = {service, item};
    size_t i = cost_book_find(specs, key, 2);
    if (!cost_book_is(specs, i, key, 2))
        return false;
    const cost_book_place_t place = cost_book_at(specs, i);
    const cost_book_spec_t *row = place.row;
    out->arch = cost_book_text(place, row->arch);
    return micro_of(&out->vcpu_micro, cost_book_text(place, row->vcpu), -1) &&
           micro_of(&out->memory_gib_micro, cost_book_text(place, row->memory_gib), -1);
}

bool cost_catalog_find_region(const cost_catalog_t *catalog, const char *region, const char **name,
                              const char **usage_prefix)
{
    const cost_book_view_t *regions = &catalog->view[COST_BOOK_REGIONS];
    const char *const key[] = {region};
    size_t i = cost_book_find(regions, key, 1);
    if (!cost_book_is(regions, i, key, 1))
        return false;
    const cost_book_place_t place = cost_book_at(regions, i);
    const cost_book_region_t *row = place.row;
    if (name)
        *name = cost_book_text(place, row->name);
    if (usage_prefix)
        *usage_prefix = cost_book_text(place, row->usage_prefix);
    return true;
}

size_t cost_catalog_region_count(const cost_catalog_t *catalog)
{
    return catalog->view[COST_BOOK_REGIONS].count;
}

const char *cost_catalog_region(const cost_catalog_t *catalog, size_t i)
{
    return cost_book_key(&catalog->view[COST_BOOK_REGIONS], i, 0);
}
