/* Prices that were picked from the book, applied to quantities. */
#include "cost/rate_card.h"

#include <string.h>

#include "libcost/base/arena.h"
#include "libcost/base/error.h"
#include "libcost/catalog/catalog.h"
#include "libcost/money/unit.h"
#include "libcost/workload/workload.h"

/* nano-dollars = quantity x nano_rate / divisor.  Both fit 63 bits for all but a few prices, whose divisor is 0: they
 * take the long way. */
typedef struct {
    int64_t from; /* millionths; where the tier begins */
    int64_t nano_rate, divisor;
    cost_rate_t rate;
    cost_wide_t one; /* millionths that make a unit of the rate */
} step_t;

typedef struct {
    step_t *steps; /* one more than there are tiers; the last begins where no quantity comes to */
    const char *unit;
} item_t;

struct cost_rate_card {
    cost_arena_t *arena;
    item_t *items;
    size_t count;
};

enum { PARTS = 4, ANY_MONTH_S = 730 * 3600 };

typedef struct {
    cost_rate_card_t *card;
    const cost_catalog_t *catalog;
    int32_t date;
    cost_error_t *err;
} maker_t;

/* ---- making one ---- */

static cost_place_t place_of(const char *key)
{
    return (cost_place_t){.path = key};
}

/* service, dimension, region and variant; the variant may hold a slash. */
static bool split_key(char *key, const char *parts[PARTS])
{
    size_t count = 0;
    parts[PARTS - 1] = "";
    while (count < PARTS) {
        char *slash = count < PARTS - 1 ? strchr(key, '/') : NULL;
        parts[count++] = key;
        if (!slash)
            break;
        *slash = '\0';
        key = slash + 1;
    }
    return count >= PARTS - 1 && *parts[0] && *parts[1] && *parts[2];
}

static void set_divisor(step_t *step)
{
    cost_wide_t nano_rate = step->rate.digits, divisor = step->one;
    int scale = step->rate.scale;
    for (; scale < 9 && nano_rate <= INT64_MAX; scale++)
        nano_rate *= 10;
    for (; scale > 9 && divisor <= INT64_MAX; scale--)
        divisor *= 10;
    bool fits = nano_rate <= INT64_MAX && divisor <= INT64_MAX;
    step->nano_rate = fits ? (int64_t)nano_rate : 0;
    step->divisor = fits ? (int64_t)divisor : 0;
}

static bool make_steps(const maker_t *maker, item_t *item, const cost_price_t *price)
{
    cost_wide_t one;
    bool good = cost_unit_one(&one, price->unit, ANY_MONTH_S);
    item->steps = cost_arena_array(maker->card->arena, price->tier_count + 1, sizeof *item->steps);
    if (!item->steps)
        return false;
    for (size_t i = 0; good && i < price->tier_count; i++) {
        cost_tier_t tier = cost_catalog_tier(maker->catalog, price, i);
        step_t *step = &item->steps[i];
        step->from = tier.from_micro < INT64_MAX ? (int64_t)tier.from_micro : INT64_MAX;
        step->rate = tier.rate;
        step->one = cost_unit_multiplier(price->unit) * COST_MICRO;
        set_divisor(step);
    }
    item->steps[price->tier_count].from = INT64_MAX;
    return true;
}

static cost_status_t refuse_key(const maker_t *maker, const char *key)
{
    return cost_fail(maker->err, COST_ERR_SYNTAX, place_of(key),
                     "a price is service/dimension/region or service/dimension/region/variant, such as "
                     "fargate/vcpu_hours/us-east-1/arch=x86_64;os=linux");
}

static cost_status_t refuse_price(const maker_t *maker, const char *key, const char *const parts[PARTS])
{
    char nearest[512];
    cost_catalog_nearest(maker->catalog, parts[0], parts[1], parts[3], parts[2], nearest, sizeof nearest);
    return cost_fail(maker->err, COST_ERR_NO_PRICE, place_of(key), "the price book has no such price%s%s",
                     *nearest ? "; it has " : "", nearest);
}

static cost_status_t make_item(const maker_t *maker, item_t *item, const char *key)
{
    const char *parts[PARTS];
    char unit[64];
    cost_price_t price;
    char *copy = cost_arena_string(maker->card->arena, key);
    if (!copy)
        return cost_fail_memory(maker->err);
    if (!split_key(copy, parts))
        return refuse_key(maker, key);
    if (!cost_catalog_find_price(maker->catalog, parts[0], parts[1], parts[3], parts[2], maker->date, &price))
        return refuse_price(maker, key, parts);
    if (price.model == COST_MODEL_PERCENT_OF_BILL || price.model == COST_MODEL_NET_OF)
        return cost_fail(maker->err, COST_ERR_UNSUPPORTED, place_of(key),
                         "its price is %s, which a quantity alone does not decide; a workload would",
                         price.model == COST_MODEL_NET_OF ? "net of another dimension" : "a percentage of the bill");
    item->unit = cost_arena_string(maker->card->arena, cost_unit_plain(price.unit, unit, sizeof unit));
    return item->unit && make_steps(maker, item, &price) ? COST_OK : cost_fail_memory(maker->err);
}

static cost_status_t set_date(maker_t *maker, const char *as_of)
{
    cost_options_t *options = as_of ? cost_options_create() : NULL;
    maker->date = cost_catalog_date(maker->catalog);
    if (!as_of)
        return COST_OK;
    cost_status_t status = options ? cost_options_set_as_of(options, as_of) : COST_ERR_MEMORY;
    if (status == COST_ERR_SYNTAX)
        cost_fail(maker->err, status, place_of("as_of"), "\"%s\" is not a date such as 2025-11-01", as_of);
    else if (status)
        cost_fail_memory(maker->err);
    else
        maker->date = options->as_of;
    cost_options_destroy(options);
    return status;
}

cost_status_t cost_rate_card_create(cost_rate_card_t **out, const cost_catalog_t *catalog, const char *const *prices,
                                    size_t count, const char *as_of, cost_error_t *err)
{
    *out = NULL;
    cost_arena_t *arena = cost_arena_create();
    cost_rate_card_t *card = arena ? cost_arena_alloc(arena, sizeof *card) : NULL;
    item_t *items = card ? cost_arena_array(arena, count + 1, sizeof *items) : NULL;
    if (!items) {
        cost_arena_destroy(arena);
        return cost_fail_memory(err);
    }
    *card = (cost_rate_card_t){arena, items, count};
    maker_t maker = {.card = card, .catalog = catalog, .err = err};
    cost_status_t status = set_date(&maker, as_of);
    for (size_t i = 0; i < count && status != COST_ERR_MEMORY; i++)
        cost_status_keep(&status, make_item(&maker, &items[i], prices[i]));
    if (status)
        cost_arena_destroy(arena);
    else
        *out = card;
    return status;
}

void cost_rate_card_destroy(cost_rate_card_t *card)
{
    if (card)
        cost_arena_destroy(card->arena);
}

size_t cost_rate_card_count(const cost_rate_card_t *card)
{
    return card->count;
}

const char *cost_rate_card_unit(const cost_rate_card_t *card, size_t i)
{
    return i < card->count ? card->items[i].unit : NULL;
}

/* ---- pricing ---- */

/* The rounding of cost_rate_times(), where 128 bits suffice. */
static bool price_step(const step_t *step, int64_t quantity, int64_t *nano_usd)
{
    cost_money_t amount;
    if (step->divisor == 0) {
        bool fits = cost_rate_times(&amount, step->rate, quantity, step->one);
        *nano_usd = fits ? amount.nano_usd : 0;
        return fits;
    }
    const cost_uwide_t product = (cost_uwide_t)quantity * (cost_uwide_t)step->nano_rate;
    const uint64_t divisor = (uint64_t)step->divisor;
    cost_uwide_t quotient;
    uint64_t rest;
    if (product <= UINT64_MAX) { /* one instruction instead of a call */
        quotient = (uint64_t)product / divisor;
        rest = (uint64_t)product % divisor;
    } else {
        quotient = product / divisor;
        rest = (uint64_t)(product % divisor);
    }
    quotient += rest > divisor - rest || (rest == divisor - rest && (quotient & 1));
    *nano_usd = (int64_t)quotient;
    return quotient <= INT64_MAX;
}

static bool price_item(const item_t *item, int64_t quantity, int64_t *nano_usd)
{
    *nano_usd = 0;
    for (const step_t *step = item->steps; step->from < quantity; step++) {
        int64_t amount, end = step[1].from < quantity ? step[1].from : quantity;
        if (!price_step(step, end - step->from, &amount) || __builtin_add_overflow(*nano_usd, amount, nano_usd))
            return false;
    }
    return quantity >= 0;
}

cost_status_t cost_rate_card_price(const cost_rate_card_t *card, const int64_t *quantities, size_t rows,
                                   cost_money_t *costs, cost_money_t *totals)
{
    for (size_t row = 0; row < rows; row++) {
        int64_t total = 0, cost;
        for (size_t i = 0; i < card->count; i++) {
            if (!price_item(&card->items[i], *quantities++, &cost) || __builtin_add_overflow(total, cost, &total))
                return COST_ERR_RANGE;
            if (costs)
                *costs++ = (cost_money_t){cost};
        }
        totals[row] = (cost_money_t){total};
    }
    return COST_OK;
}
