/* From the usage of a resource to the cost of a line: rules, quantity, tier, price. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "libcost/analysis/explanation.h"
#include "libcost/bill/group.h"
#include "libcost/money/unit.h"

/* ---- rules ---- */

static void add_rules(cost_explainer_t *explainer)
{
    const cost_service_t *service = explainer->line->record->service;
    const cost_bill_t *bill = explainer->explanation->bill;
    for (size_t i = 0; i < service->rule_count; i++) {
        char value[COST_WIDE_TEXT_SIZE];
        cost_wide_t micro;
        if (!cost_catalog_find_rule(bill->catalog, service->name, service->rules[i], bill->price_date, &micro))
            continue;
        cost_explain_add(explainer, COST_EXPLAIN_RULE,
                         cost_catalog_rule_source(bill->catalog, service->name, service->rules[i], bill->price_date),
                         "%s %s: %s", service->name, service->rules[i], cost_wide_decimal(micro, 1000000, 6, value));
    }
}

/* ---- quantity ---- */

/* Twelve decimals; an ellipsis marks that there are more. */
static const char *quantity_text(cost_wide_t quantity, cost_wide_t one, char text[COST_WIDE_TEXT_SIZE + 4])
{
    static const cost_wide_t pico = 1000000000000;
    cost_wide_t shown = 0;
    char digits[COST_WIDE_TEXT_SIZE];
    cost_wide_decimal(quantity, one, 12, digits);
    const bool ends = cost_wide_mul_div_floor(&shown, quantity, pico, one) &&
                      cost_wide_compare_products(shown, one, quantity, pico) == 0;
    snprintf(text, COST_WIDE_TEXT_SIZE + 4, "%s%s", digits, ends ? "" : "...");
    return text;
}

static bool is_stated(const cost_record_t *record)
{
    const cost_member_t *member = record->member;
    for (size_t i = 0; record->implied && i < member->implied_count; i++)
        if (member->implied[i].service == record->service && member->implied[i].stated.dimension == record->dimension)
            return true;
    for (size_t i = 0; !record->implied && i < record->resource->stated_count; i++)
        if (record->resource->stated[i].dimension == record->dimension)
            return true;
    return false;
}

/* Hours are easier to believe as a number at a time. */
static void add_average(cost_explainer_t *explainer)
{
    const cost_line_t *line = explainer->line;
    const cost_record_t *record = line->record;
    const int64_t hours = explainer->explanation->bill->months[line->month].seconds / 3600;
    cost_unit_t unit;
    char average[COST_WIDE_TEXT_SIZE];
    if (!cost_unit_parse(&unit, line->unit) || !unit.has_time || strstr(unit.noun, "LCU"))
        return;
    if (unit.per_month)
        cost_explain_add(explainer, COST_EXPLAIN_QUANTITY, "", "a month of the unit is this month's %" PRId64 " hours",
                         hours);
    else if (line->one % 3600 == 0 || unit.noun[0])
        cost_explain_add(explainer, COST_EXPLAIN_QUANTITY, "", "%s%s%s at a time on average, over %" PRId64 " hours",
                         cost_wide_decimal(record->base, line->one * hours, 6, average), *unit.noun ? " " : "",
                         unit.noun, hours);
}

static void add_quantity(cost_explainer_t *explainer)
{
    const cost_line_t *line = explainer->line;
    const cost_record_t *record = line->record;
    const bool percent = line->group->price.model == COST_MODEL_PERCENT_OF_BILL;
    char all[COST_WIDE_TEXT_SIZE + 4], part[COST_WIDE_TEXT_SIZE + 4];
    if (percent) {
        cost_explain_add(explainer, COST_EXPLAIN_QUANTITY, "",
                         line->minimum ? "%s USD are what the plan's least charge is more than its percentages"
                                       : "%s USD of the month's charges lie in this band",
                         quantity_text(line->quantity, line->one, part));
        return;
    }
    cost_explain_add(explainer, COST_EXPLAIN_QUANTITY, "", "%s %s %s", quantity_text(record->base, line->one, all),
                     line->unit, is_stated(record) ? "are stated as the month's usage" : "are metered in the month");
    add_average(explainer);
    if (line->quantity != record->base)
        cost_explain_add(explainer, COST_EXPLAIN_QUANTITY, "", "%s of them are this line",
                         quantity_text(line->quantity, line->one, part));
}

/* ---- tier ---- */

/* The allowance of which the group had a part. */
static void add_allowances(cost_explainer_t *explainer)
{
    const cost_line_t *line = explainer->line;
    for (const cost_shared_t *shared = explainer->explanation->bill->shared; shared; shared = shared->next) {
        bool had = false;
        for (size_t i = 0; i < shared->group_count; i++)
            had = had || shared->groups[i] == line->group;
        if (had && shared->month == line->month)
            cost_explain_add(explainer, COST_EXPLAIN_TIER, shared->allowance.source_id, "allowance %s: %s %s",
                             shared->allowance.id, shared->allowance.amount, shared->allowance.unit);
    }
}

static void add_tier(cost_explainer_t *explainer)
{
    const cost_line_t *line = explainer->line;
    const cost_group_t *group = line->group;
    const cost_bill_t *bill = explainer->explanation->bill;
    char total[COST_WIDE_TEXT_SIZE + 4], free_text[COST_WIDE_TEXT_SIZE + 4], before[COST_WIDE_TEXT_SIZE + 4];
    char from[COST_WIDE_TEXT_SIZE], until[COST_WIDE_TEXT_SIZE], plain[64];
    if (group->price.model == COST_MODEL_PERCENT_OF_BILL)
        return;
    if (group->count > 1)
        cost_explain_add(explainer, COST_EXPLAIN_TIER, "", "%zu resources of the account share the price: %s %s in all",
                         group->count, quantity_text(group->total, group->one, total), line->unit);
    if (group->before)
        cost_explain_add(explainer, COST_EXPLAIN_TIER, "", "account.usage lies below it: %s %s",
                         quantity_text(group->before, group->one, before), line->unit);
    if (group->free)
        cost_explain_add(explainer, COST_EXPLAIN_TIER, "", "%s %s of it are free%s%s",
                         quantity_text(group->free, group->one, free_text), line->unit,
                         group->price.model == COST_MODEL_NET_OF ? ": as much as " : "",
                         group->price.model == COST_MODEL_NET_OF ? group->price.model_argument : "");
    add_allowances(explainer);
    if (group->price.tier_count < 2)
        return;
    for (size_t i = 0; i < group->price.tier_count; i++) {
        const cost_tier_t tier = cost_catalog_tier(bill->catalog, &group->price, i);
        const bool last = i + 1 == group->price.tier_count;
        if (tier.from_micro != line->tier_from_micro)
            continue;
        cost_wide_decimal(tier.from_micro, 1000000, 6, from);
        if (!last)
            cost_wide_decimal(cost_catalog_tier(bill->catalog, &group->price, i + 1).from_micro, 1000000, 6, until);
        cost_explain_add(explainer, COST_EXPLAIN_TIER, "", "tier %zu of %zu: from %s %s%s", i + 1,
                         group->price.tier_count, from, last ? "on, in " : "to ", last ? "" : until);
        cost_explain_add(explainer, COST_EXPLAIN_TIER, "", "tiers are counted in %s",
                         cost_unit_plain(line->unit, plain, sizeof plain));
    }
}

/* ---- cost ---- */

/* What all resources together are billed at this rate. */
typedef struct {
    cost_wide_t quantity;
    int64_t cost;
    size_t lines;
} slice_t;

static slice_t slice_of(const cost_bill_t *bill, const cost_line_t *line)
{
    slice_t slice = {0};
    for (size_t i = 0; i < bill->line_count; i++) {
        const cost_line_t *other = &bill->lines[i];
        if (other->group != line->group || other->month != line->month || other->minimum != line->minimum ||
            other->tier_from_micro != line->tier_from_micro ||
            (other->category == COST_CATEGORY_FREE) != (line->category == COST_CATEGORY_FREE))
            continue;
        cost_wide_add(&slice.quantity, slice.quantity, other->quantity);
        slice.cost += other->cost.nano_usd;
        slice.lines++;
    }
    return slice;
}

static void add_cost(cost_explainer_t *explainer)
{
    const cost_line_t *line = explainer->line;
    const slice_t slice = slice_of(explainer->explanation->bill, line);
    char quantity[COST_WIDE_TEXT_SIZE + 4], rate[COST_RATE_TEXT_SIZE], cost[COST_MONEY_TEXT_SIZE],
        all[COST_WIDE_TEXT_SIZE + 4], whole[COST_MONEY_TEXT_SIZE], price[COST_RATE_TEXT_SIZE],
        factor[COST_WIDE_TEXT_SIZE];
    cost_money_t alone;
    const bool exact =
        cost_rate_times(&alone, line->rate, line->quantity, line->one) && alone.nano_usd == line->cost.nano_usd;
    cost_rate_text(line->rate, rate);
    if (line->record->factored) {
        const cost_tier_t tier = cost_catalog_tier(explainer->explanation->bill->catalog, &line->group->price, 0);
        if (line->group->price.tier_count == 1)
            cost_explain_add(explainer, COST_EXPLAIN_COST, "", "unit price: %s x %s%% = %s USD",
                             cost_rate_text(tier.rate, price),
                             cost_wide_decimal(line->record->factor, 10000000, 7, factor), rate);
    }
    if (!exact)
        cost_explain_add(explainer, COST_EXPLAIN_COST, "",
                         "rounded once for all %zu resources: %s %s x %s USD = %s USD; its part of that is below",
                         slice.lines, quantity_text(slice.quantity, line->one, all), line->unit, rate,
                         cost_money_text((cost_money_t){slice.cost}, 9, whole));
    cost_explain_add(explainer, COST_EXPLAIN_COST, "docs/rating.md", "%s %s x %s USD = %s USD",
                     quantity_text(line->quantity, line->one, quantity), line->unit, rate,
                     cost_money_text(line->cost, 9, cost));
}

static void add_price(cost_explainer_t *explainer)
{
    static const char *const words[] = {
        [COST_CONFIDENCE_LOW] = "low", [COST_CONFIDENCE_MEDIUM] = "medium", [COST_CONFIDENCE_HIGH] = "high"};
    const cost_line_t *line = explainer->line;
    const cost_price_t *price = &line->group->price;
    const int32_t observed = price->observed;
    if (line->category == COST_CATEGORY_FREE && line->rate.digits == 0 && line->group->free) {
        cost_explain_add(explainer, COST_EXPLAIN_PRICE, "", "what is free has the price 0");
        return;
    }
    cost_explain_add(explainer, COST_EXPLAIN_PRICE, *price->source_url ? price->source_url : price->source_id,
                     "%s %s in %s%s%s, per %s; read %04d-%02d, confidence %s, source %s", price->service,
                     price->dimension, price->region, *line->usage_type ? ", usage type " : "", line->usage_type,
                     line->unit, (int)(observed / 10000), (int)(observed / 100 % 100), words[price->confidence],
                     price->source_id);
}

void cost_explain_prices(cost_explainer_t *explainer)
{
    add_rules(explainer);
    add_quantity(explainer);
    add_tier(explainer);
    add_cost(explainer);
    add_price(explainer);
}
