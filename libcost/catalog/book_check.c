/* A careful reader's look at the book. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "libcost/base/error.h"
#include "libcost/catalog/book.h"
#include "libcost/money/unit.h"

enum { MICRO = 1000000, TEXT_SIZE = 512, REGIONS_MAX = 128 };

typedef struct {
    const cost_catalog_t *catalog;
    cost_error_t *err;
    cost_status_t status; /* of the first finding */
} check_t;

/* The key of a row as a person would say it. */
static const char *key_text(const cost_book_view_t *view, size_t i, char *text, size_t size)
{
    if (view->kind == COST_BOOK_PRICES) {
        const char *variant = cost_book_key(view, i, 2);
        snprintf(text, size, "%s %s%s%s in %s", cost_book_key(view, i, 0), cost_book_key(view, i, 1),
                 *variant ? " " : "", variant, cost_book_key(view, i, 3));
    } else if (cost_book_key_count(view->kind) == 2) {
        snprintf(text, size, "%s %s", cost_book_key(view, i, 0), cost_book_key(view, i, 1));
    } else {
        snprintf(text, size, "%s", cost_book_key(view, i, 0));
    }
    return text;
}

static void found(check_t *check, cost_book_kind_t kind, size_t i, cost_status_t status, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
static void found(check_t *check, cost_book_kind_t kind, size_t i, cost_status_t status, const char *format, ...)
{
    const cost_book_view_t *view = &check->catalog->view[kind];
    const cost_book_origin_t origin = cost_book_origin(view, i);
    char key[TEXT_SIZE], what[TEXT_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    cost_fail(check->err, status, (cost_place_t){origin.file, origin.line, 0, NULL}, "%s: %s",
              key_text(view, i, key, sizeof key), what);
    if (!check->status)
        check->status = status;
}

/* What every table has. */

static void check_source(check_t *check, cost_book_kind_t kind, size_t i, const char *source)
{
    const char *const key[] = {source};
    const cost_book_view_t *sources = &check->catalog->view[COST_BOOK_SOURCES];
    if (*source == '\0')
        found(check, kind, i, COST_ERR_SCHEMA, "has no source");
    else if (strcmp(source, COST_OVERLAY_SOURCE) != 0 &&
             !cost_book_is(sources, cost_book_find(sources, key, 1), key, 1))
        found(check, kind, i, COST_ERR_SCHEMA, "the source \"%.80s\" is not in sources.csv", source);
}

static void check_unit(check_t *check, cost_book_kind_t kind, size_t i, const char *unit)
{
    cost_unit_t parsed;
    if (!cost_unit_parse(&parsed, unit))
        found(check, kind, i, COST_ERR_SCHEMA, "\"%.80s\" is not a known unit", unit);
}

static bool decimal(cost_wide_t *out, const char *text)
{
    const char *why;
    return cost_wide_parse(out, text, strlen(text), MICRO, &why);
}

/* Keys that only one row may have; sizes and prices have many by design. */
static void check_twice(check_t *check, cost_book_kind_t kind)
{
    const cost_book_view_t *view = &check->catalog->view[kind];
    for (size_t i = 1; i < view->count; i++) {
        const char *key[COST_BOOK_KEY_MAX];
        for (size_t k = 0; k < cost_book_key_count(kind); k++)
            key[k] = cost_book_key(view, i - 1, k);
        if (!cost_book_is(view, i, key, cost_book_key_count(kind)))
            continue;
        const cost_book_rule_t *a = cost_book_at(view, i - 1).row, *b = cost_book_at(view, i).row;
        if (kind != COST_BOOK_RULES || a->valid_from == b->valid_from)
            found(check, kind, i, COST_ERR_SCHEMA, "is there twice");
    }
}

/* Single price rows. */

static void check_region(check_t *check, size_t i, const char *region)
{
    const char *names[REGIONS_MAX];
    size_t count = 0;
    if (cost_catalog_find_region(check->catalog, region, NULL, NULL))
        return;
    for (; count < cost_catalog_region_count(check->catalog) && count < REGIONS_MAX; count++)
        names[count] = cost_catalog_region(check->catalog, count);
    const char *near = cost_nearest(region, names, count);
    found(check, COST_BOOK_PRICES, i, COST_ERR_SCHEMA, "\"%.80s\" is not a known region%s%s%s", region,
          near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}

static void check_row(check_t *check, size_t i)
{
    const cost_book_place_t place = cost_book_at(&check->catalog->view[COST_BOOK_PRICES], i);
    const cost_book_row_t *row = place.row;
    check_unit(check, COST_BOOK_PRICES, i, cost_book_text(place, row->unit));
    check_region(check, i, cost_book_text(place, row->region));
    check_source(check, COST_BOOK_PRICES, i, cost_book_text(place, row->source));
    if (row->valid_from != 0 && row->valid_to != 0 && row->valid_to <= row->valid_from)
        found(check, COST_BOOK_PRICES, i, COST_ERR_RANGE, "valid_to is not after valid_from");
}

/* Tiers. */

/* The tier's bound as a number, for messages. */
static const char *bound(const cost_book_row_t *row, char text[COST_WIDE_TEXT_SIZE])
{
    return cost_wide_decimal(row->tier_from_micro, MICRO, 6, text);
}

static bool same_price(const cost_book_view_t *prices, size_t a, size_t b)
{
    for (size_t k = 0; k < COST_BOOK_KEY_MAX; k++)
        if (strcmp(cost_book_key(prices, a, k), cost_book_key(prices, b, k)) != 0)
            return false;
    return true;
}

/* Rows come sorted, so that a version which goes on where the one before it stopped has a tier twice. */
static bool repeats_tier(const cost_catalog_t *catalog, size_t i)
{
    if (i == 0 || !same_price(&catalog->view[COST_BOOK_PRICES], i - 1, i))
        return false;
    const cost_book_row_t *a = cost_book_price(catalog, i - 1), *b = cost_book_price(catalog, i);
    return a->valid_from == b->valid_from && a->valid_to == b->valid_to && a->observed == b->observed &&
           a->tier_from_micro == b->tier_from_micro;
}

static void check_ladder(check_t *check, size_t first, size_t end)
{
    const cost_book_view_t *prices = &check->catalog->view[COST_BOOK_PRICES];
    const cost_book_place_t start = cost_book_at(prices, first);
    const cost_book_row_t *row = start.row;
    char text[COST_WIDE_TEXT_SIZE];
    if (repeats_tier(check->catalog, first))
        found(check, COST_BOOK_PRICES, first, COST_ERR_SCHEMA, "the tier from %s is there twice", bound(row, text));
    else if (row->tier_from_micro != 0)
        found(check, COST_BOOK_PRICES, first, COST_ERR_RANGE,
              "the first tier begins at %s, not at 0 (the tiers of a price share their dates)", bound(row, text));
    for (size_t i = first + 1; i < end; i++) {
        const cost_book_place_t place = cost_book_at(prices, i);
        const cost_book_row_t *tier = place.row;
        if (strcmp(cost_book_text(start, row->unit), cost_book_text(place, tier->unit)) != 0)
            found(check, COST_BOOK_PRICES, i, COST_ERR_SCHEMA, "the tier from %s is per %s, the first one per %s",
                  bound(tier, text), cost_book_text(place, tier->unit), cost_book_text(start, row->unit));
        if (tier->model != row->model ||
            strcmp(cost_book_text(start, row->model_argument), cost_book_text(place, tier->model_argument)) != 0)
            found(check, COST_BOOK_PRICES, i, COST_ERR_SCHEMA, "the tier from %s has another model than the first one",
                  bound(tier, text));
    }
}

static void check_ladders(check_t *check, bool overlay)
{
    const cost_book_view_t *prices = &check->catalog->view[COST_BOOK_PRICES];
    for (size_t i = 0, end; i < prices->count; i = end) {
        end = cost_book_version_end(check->catalog, i);
        if ((cost_book_at(prices, i).table == &prices->overlay) == overlay)
            check_ladder(check, i, end);
    }
}

cost_status_t cost_book_check_ladders(const cost_catalog_t *catalog, bool overlay, cost_error_t *err)
{
    check_t check = {catalog, err, COST_OK};
    check_ladders(&check, overlay);
    return check.status;
}

/* Versions of one price. */

static cost_wide_t comparable(const cost_book_row_t *row)
{
    return row->price_digits * cost_wide_pow10(18 - row->price_scale);
}

static void check_move(check_t *check, size_t older, size_t newer)
{
    const cost_book_row_t *a = cost_book_price(check->catalog, older), *b = cost_book_price(check->catalog, newer);
    const cost_wide_t was = comparable(a), is = comparable(b);
    char from[COST_RATE_TEXT_SIZE], to[COST_RATE_TEXT_SIZE];
    if (2 * is >= was && 2 * is <= 3 * was)
        return;
    found(check, COST_BOOK_PRICES, newer, COST_ERR_RANGE,
          "the price moved by more than half, from %s to %s; give valid_from if that is a documented change",
          cost_rate_text((cost_rate_t){a->price_digits, a->price_scale}, from),
          cost_rate_text((cost_rate_t){b->price_digits, b->price_scale}, to));
}

static bool documented(const cost_book_row_t *row)
{
    return row->valid_from != 0 || row->valid_to != 0;
}

/* Compares the tiers that two neighbouring readings of a price have in common. */
static void check_versions(check_t *check, size_t older, size_t newer, size_t end)
{
    const cost_catalog_t *catalog = check->catalog;
    if (!same_price(&catalog->view[COST_BOOK_PRICES], older, newer) || documented(cost_book_price(catalog, older)) ||
        documented(cost_book_price(catalog, newer)))
        return;
    for (size_t b = newer; b < end; b++)
        for (size_t a = older; a < newer; a++)
            if (cost_book_price(catalog, a)->tier_from_micro == cost_book_price(catalog, b)->tier_from_micro)
                check_move(check, a, b);
}

static void check_history(check_t *check)
{
    const size_t count = check->catalog->view[COST_BOOK_PRICES].count;
    for (size_t i = 0, next, end; i < count; i = next) {
        next = cost_book_version_end(check->catalog, i);
        if (next == count)
            break;
        end = cost_book_version_end(check->catalog, next);
        check_versions(check, i, next, end);
    }
}

/* Prices that belong together. */

/* A variant without the pair of `key`, or with another value for it when `value` is not NULL. */
static void edit_variant(char out[TEXT_SIZE], const char *variant, const char *key, const char *value)
{
    size_t used = 0, name = strlen(key);
    *out = '\0';
    for (const char *at = variant; *at != '\0' && used < TEXT_SIZE; at += *at == ';') {
        const size_t span = strcspn(at, ";");
        const bool named = span > name && at[name] == '=' && memcmp(at, key, name) == 0;
        const char *semicolon = used > 0 ? ";" : "";
        int n = 0;
        if (!named)
            n = snprintf(out + used, TEXT_SIZE - used, "%s%.*s", semicolon, (int)span, at);
        else if (value)
            n = snprintf(out + used, TEXT_SIZE - used, "%s%s=%s", semicolon, key, value);
        used += n > 0 ? (size_t)n : 0;
        at += span;
    }
}

/* Whether `price` costs less (sign -1) or more (1) than the price of another key; *other is that price. */
static bool compares(const check_t *check, const cost_price_t *price, int sign, const char *dimension,
                     const char *variant, cost_rate_t *other)
{
    cost_price_t found_price;
    if (!cost_catalog_find_price(check->catalog, price->service, dimension, variant, price->region,
                                 cost_catalog_date(check->catalog), &found_price) ||
        strcmp(found_price.unit, price->unit) != 0)
        return false;
    *other = cost_catalog_tier(check->catalog, &found_price, 0).rate;
    return cost_rate_compare(cost_catalog_tier(check->catalog, price, 0).rate, *other) == sign;
}

static void out_of_order(check_t *check, const cost_price_t *price, const char *what, const char *than,
                         cost_rate_t other)
{
    char own[COST_RATE_TEXT_SIZE], theirs[COST_RATE_TEXT_SIZE];
    found(check, COST_BOOK_PRICES, price->first_row, COST_ERR_RANGE, "%s price %s is %s price %s", what,
          cost_rate_text(cost_catalog_tier(check->catalog, price, 0).rate, own), than, cost_rate_text(other, theirs));
}

static void check_multi_az(check_t *check, const cost_price_t *price)
{
    char variant[TEXT_SIZE];
    cost_rate_t other;
    if ((strcmp(price->service, "rds") != 0 && strcmp(price->service, "aurora") != 0) ||
        (strcmp(price->dimension, "instance_hours") != 0 && strcmp(price->dimension, "storage") != 0) ||
        !strstr(price->variant, "deployment=multi-az"))
        return;
    edit_variant(variant, price->variant, "deployment", "single-az");
    if (compares(check, price, -1, price->dimension, variant, &other))
        out_of_order(check, price, "the Multi-AZ", "below the Single-AZ", other);
}

static void check_reserved(check_t *check, const cost_price_t *price)
{
    static const char prefix[] = "reserved_";
    char without[TEXT_SIZE], variant[TEXT_SIZE];
    cost_rate_t other;
    /* Recurring hours are only a part of what a partly prepaid reservation costs. */
    if (strncmp(price->dimension, prefix, sizeof prefix - 1) != 0 ||
        strcmp(price->dimension, "reserved_recurring_hours") == 0)
        return;
    edit_variant(without, price->variant, "payment", NULL);
    edit_variant(variant, without, "term", NULL);
    if (compares(check, price, 1, price->dimension + sizeof prefix - 1, variant, &other))
        out_of_order(check, price, "the reserved", "above the on-demand", other);
}

static void check_spot(check_t *check, const cost_price_t *price)
{
    static const char prefix[] = "spot_";
    cost_rate_t other;
    if (strncmp(price->dimension, prefix, sizeof prefix - 1) == 0 &&
        compares(check, price, 1, price->dimension + sizeof prefix - 1, price->variant, &other))
        out_of_order(check, price, "the Spot", "above the on-demand", other);
}

static void check_relations(check_t *check)
{
    const cost_book_view_t *prices = &check->catalog->view[COST_BOOK_PRICES];
    for (size_t i = 0; i < prices->count; i++) {
        cost_price_t price;
        if ((i > 0 && same_price(prices, i - 1, i)) ||
            !cost_catalog_find_price(check->catalog, cost_book_key(prices, i, 0), cost_book_key(prices, i, 1),
                                     cost_book_key(prices, i, 2), cost_book_key(prices, i, 3),
                                     cost_catalog_date(check->catalog), &price))
            continue;
        check_multi_az(check, &price);
        check_reserved(check, &price);
        check_spot(check, &price);
    }
}

/* The other tables. */

static void check_rules(check_t *check)
{
    const cost_book_view_t *rules = &check->catalog->view[COST_BOOK_RULES];
    for (size_t i = 0; i < rules->count; i++) {
        const cost_book_place_t place = cost_book_at(rules, i);
        const cost_book_rule_t *row = place.row;
        cost_wide_t value;
        if (!decimal(&value, cost_book_text(place, row->value)))
            found(check, COST_BOOK_RULES, i, COST_ERR_SCHEMA, "\"%.80s\" is not a number such as 64 or 0.25",
                  cost_book_text(place, row->value));
        check_source(check, COST_BOOK_RULES, i, cost_book_text(place, row->source));
    }
}

/* Whether any price is one of those that `dimension` or `dimension[k=v]` means. */
static bool part_exists(const check_t *check, const char *service, const char *part)
{
    const cost_book_view_t *prices = &check->catalog->view[COST_BOOK_PRICES];
    const cost_allowance_t alone = {.service = service, .dimensions = part};
    const char *const key[] = {service};
    for (size_t i = cost_book_find(prices, key, 1); cost_book_is(prices, i, key, 1); i++)
        if (cost_allowance_covers(&alone, service, cost_book_key(prices, i, 1), cost_book_key(prices, i, 2)))
            return true;
    return false;
}

static void check_parts(check_t *check, size_t i, const cost_allowance_t *allowance)
{
    for (const char *at = allowance->dimensions; *at != '\0'; at += *at == '|') {
        const size_t length = strcspn(at, "|");
        char part[TEXT_SIZE];
        snprintf(part, sizeof part, "%.*s", (int)length, at);
        if (!part_exists(check, allowance->service, part))
            found(check, COST_BOOK_ALLOWANCES, i, COST_ERR_SCHEMA, "there is no price of %s %s", allowance->service,
                  part);
        at += length;
    }
}

static void check_allowances(check_t *check)
{
    for (size_t i = 0; i < cost_catalog_allowance_count(check->catalog); i++) {
        const cost_allowance_t allowance = cost_catalog_allowance(check->catalog, i);
        cost_wide_t amount;
        if (!decimal(&amount, allowance.amount) || amount < 0)
            found(check, COST_BOOK_ALLOWANCES, i, COST_ERR_SCHEMA, "\"%.80s\" is not an amount such as 100",
                  allowance.amount);
        check_unit(check, COST_BOOK_ALLOWANCES, i, allowance.unit);
        check_parts(check, i, &allowance);
        check_source(check, COST_BOOK_ALLOWANCES, i, allowance.source_id);
    }
}

static void check_sizes(check_t *check)
{
    const cost_book_view_t *sizes = &check->catalog->view[COST_BOOK_SIZES];
    for (size_t i = 0; i < sizes->count; i++) {
        const cost_book_place_t place = cost_book_at(sizes, i);
        const cost_book_size_t *row = place.row;
        cost_wide_t vcpu, from, to, step;
        if (!decimal(&vcpu, cost_book_text(place, row->vcpu)) || vcpu <= 0 ||
            !decimal(&from, cost_book_text(place, row->memory_from)) || from <= 0 ||
            !decimal(&to, cost_book_text(place, row->memory_to)) || to < from ||
            !decimal(&step, cost_book_text(place, row->memory_step)) || step <= 0)
            found(check, COST_BOOK_SIZES, i, COST_ERR_RANGE, "%s vCPU with %s to %s GiB in steps of %s is no size",
                  cost_book_text(place, row->vcpu), cost_book_text(place, row->memory_from),
                  cost_book_text(place, row->memory_to), cost_book_text(place, row->memory_step));
        check_source(check, COST_BOOK_SIZES, i, cost_book_text(place, row->source));
    }
}

static void check_specs(check_t *check)
{
    const cost_book_view_t *specs = &check->catalog->view[COST_BOOK_SPECS];
    for (size_t i = 0; i < specs->count; i++) {
        const cost_book_place_t place = cost_book_at(specs, i);
        const cost_book_spec_t *row = place.row;
        const char *vcpu = cost_book_text(place, row->vcpu), *memory = cost_book_text(place, row->memory_gib);
        cost_wide_t value;
        if ((*vcpu != '\0' && !decimal(&value, vcpu)) || (*memory != '\0' && !decimal(&value, memory)))
            found(check, COST_BOOK_SPECS, i, COST_ERR_SCHEMA, "\"%.40s\" vCPU and \"%.40s\" GiB are not numbers", vcpu,
                  memory);
    }
}

/* Names of an overlay that nothing asks for. */

static void unknown_variant(check_t *check, size_t i, const cost_book_unknown_t *unknown)
{
    if (*unknown->near == '\0')
        found(check, COST_BOOK_PRICES, i, COST_ERR_SCHEMA, "%s has no variants; leave \"%.80s\" out", unknown->of,
              unknown->name);
    else
        found(check, COST_BOOK_PRICES, i, COST_ERR_SCHEMA, "%s has no variant \"%.80s\"; it has such as \"%s\"",
              unknown->of, unknown->name, unknown->near);
}

static void check_names(check_t *check, cost_book_kind_t kind)
{
    cost_book_unknown_t unknown;
    for (size_t i = 0; i < check->catalog->view[kind].count; i++) {
        if (!cost_book_unknown(check->catalog, kind, i, &unknown))
            continue;
        if (!strcmp(unknown.what, "variant"))
            unknown_variant(check, i, &unknown);
        else
            found(check, kind, i, COST_ERR_SCHEMA, "there is no %s \"%.80s\"%s%s%s%s%s", unknown.what, unknown.name,
                  *unknown.of ? " of " : "", unknown.of, unknown.near ? "; did you mean \"" : "",
                  unknown.near ? unknown.near : "", unknown.near ? "\"?" : "");
    }
}

cost_status_t cost_catalog_check(const cost_catalog_t *catalog, cost_error_t *err)
{
    static const cost_book_kind_t unique[] = {COST_BOOK_RULES, COST_BOOK_ALLOWANCES, COST_BOOK_REGIONS, COST_BOOK_SPECS,
                                              COST_BOOK_SOURCES};
    check_t check = {catalog, err, COST_OK};
    const size_t before = cost_error_count(err);
    for (size_t i = 0; i < catalog->view[COST_BOOK_PRICES].count; i++)
        check_row(&check, i);
    check_names(&check, COST_BOOK_PRICES);
    check_ladders(&check, false);
    check_ladders(&check, true);
    check_history(&check);
    check_relations(&check);
    for (size_t i = 0; i < sizeof unique / sizeof *unique; i++)
        check_twice(&check, unique[i]);
    check_rules(&check);
    check_names(&check, COST_BOOK_RULES);
    check_allowances(&check);
    check_sizes(&check);
    check_specs(&check);
    cost_error_sort(err, before);
    return check.status;
}
