/* Tiers, free shares and the one rounding; lines of a slice are shared out among the resources that used it. */
#include "libcost/bill/rater.h"

#include <string.h>

#include "libcost/bill/rate_memo.h"

typedef struct {
    cost_rater_t *rater;
    const cost_group_t *group;
    size_t month;
    cost_error_t *err;
} slice_site_t;

static cost_status_t too_much(const slice_site_t *site)
{
    return cost_fail_at(site->err, COST_ERR_RANGE, site->group->records[0]->resource->node,
                        "its %s cost more than 9.2 billion USD", site->group->dimension->name);
}

static cost_line_t *append(cost_rater_t *rater)
{
    cost_line_item_t *item = cost_arena_alloc(rater->arena, sizeof *item);
    if (!item)
        return NULL;
    if (rater->last)
        rater->last->next = item;
    else
        rater->first = item;
    rater->last = item;
    rater->count++;
    return &item->line;
}

/* The shares of a slice's cost: floors, and the remainder to the largest share (ties to the first). */
static bool share_cost(cost_money_t cost, const cost_wide_t *weights, size_t count, cost_wide_t sum, int64_t *out)
{
    int64_t left = cost.nano_usd;
    size_t largest = 0;
    for (size_t i = 0; i < count; i++) {
        cost_wide_t share;
        if (!cost_wide_mul_div_floor(&share, cost.nano_usd, weights[i], sum))
            return false;
        out[i] = (int64_t)share;
        left -= out[i];
        if (weights[i] > weights[largest])
            largest = i;
    }
    out[largest] += left;
    return true;
}

static cost_line_t line_of(const slice_site_t *site, const cost_record_t *record, cost_wide_t tier_from,
                           cost_rate_t rate, bool is_free)
{
    const cost_group_t *group = site->group;
    return (cost_line_t){.record = record,
                         .group = group,
                         .month = site->month,
                         .unit = group->price.unit,
                         .usage_type = group->price.usage_type,
                         .category = is_free ? COST_CATEGORY_FREE : group->dimension->category,
                         .one = group->one,
                         .tier_from_micro = tier_from,
                         .rate = rate,
                         .implied_by = record->implied ? record->resource->id : NULL,
                         .source_id = group->price.source_id};
}

/* Most groups have one record, which has it all. */
static cost_status_t add_whole_slice(const slice_site_t *site, cost_wide_t quantity, cost_wide_t tier_from,
                                     cost_rate_t rate, bool is_free)
{
    cost_money_t cost;
    if (!cost_rate_times(&cost, rate, quantity, site->group->one))
        return too_much(site);
    if (quantity == 0 && cost.nano_usd == 0)
        return COST_OK;
    cost_line_t *line = append(site->rater);
    if (!line)
        return cost_fail_memory(site->err);
    *line = line_of(site, site->group->records[0], tier_from, rate, is_free);
    line->quantity = quantity;
    line->cost = line->list_cost = line->effective_cost = cost;
    return COST_OK;
}

/* `quantity` of the group's usage at one rate becomes a line of every resource that has a part in it. */
static cost_status_t add_slice(const slice_site_t *site, cost_wide_t quantity, cost_wide_t tier_from, cost_rate_t rate,
                               bool is_free)
{
    const cost_group_t *group = site->group;
    cost_arena_t *arena = site->rater->arena;
    cost_money_t cost;
    if (group->count == 1)
        return add_whole_slice(site, quantity, tier_from, rate, is_free);
    cost_wide_t *weights = cost_arena_array(arena, 2 * group->count, sizeof *weights);
    int64_t *costs = cost_arena_array(arena, group->count, sizeof *costs);
    if (!weights || !costs)
        return cost_fail_memory(site->err);
    cost_wide_t *quantities = weights + group->count;
    for (size_t i = 0; i < group->count; i++)
        weights[i] = group->records[i]->base;
    if (!cost_rate_times(&cost, rate, quantity, group->one) ||
        !cost_wide_apportion(quantities, weights, group->count, quantity) ||
        !share_cost(cost, weights, group->count, group->total, costs))
        return too_much(site);
    for (size_t i = 0; i < group->count; i++) {
        if (quantities[i] == 0 && costs[i] == 0)
            continue;
        cost_line_t *line = append(site->rater);
        if (!line)
            return cost_fail_memory(site->err);
        *line = line_of(site, group->records[i], tier_from, rate, is_free);
        line->quantity = quantities[i];
        line->cost = line->list_cost = line->effective_cost = (cost_money_t){costs[i]};
    }
    return COST_OK;
}

static cost_wide_t least(cost_wide_t a, cost_wide_t b)
{
    return a < b ? a : b;
}

static cost_wide_t most(cost_wide_t a, cost_wide_t b)
{
    return a > b ? a : b;
}

/* Where tier i begins, in base counts; past the last tier, nowhere. */
static bool tier_bound(cost_wide_t *out, const slice_site_t *site, size_t i)
{
    const cost_group_t *group = site->group;
    if (i >= group->price.tier_count) {
        *out = COST_WIDE_MAX;
        return true;
    }
    return cost_wide_mul_div(out, cost_catalog_tier(site->rater->catalog, &group->price, i).from_micro,
                             group->plain_one, 1000000);
}

/* The usage lies at [before, before + total) of the tiers; its bottom is free. */
static cost_status_t walk_tiers(const slice_site_t *site)
{
    const cost_group_t *group = site->group;
    cost_wide_t paid_from = group->before + group->free, end = group->before + group->total;
    for (size_t i = 0; i < group->price.tier_count; i++) {
        cost_tier_t tier = cost_catalog_tier(site->rater->catalog, &group->price, i);
        cost_rate_t rate = group->factored ? cost_rate_part(tier.rate, group->factor) : tier.rate;
        cost_wide_t low, high;
        if (!tier_bound(&low, site, i) || !tier_bound(&high, site, i + 1))
            return too_much(site);
        cost_wide_t free_part = least(high, paid_from) - most(low, group->before);
        cost_wide_t paid_part = least(high, end) - most(low, paid_from);
        cost_status_t status = COST_OK;
        if (free_part > 0)
            status = add_slice(site, free_part, tier.from_micro, (cost_rate_t){0, 0}, true);
        if (!status && paid_part > 0)
            status = add_slice(site, paid_part, tier.from_micro, rate, tier.rate.digits == 0);
        if (status)
            return status;
    }
    return COST_OK;
}

/* ---- a percentage of the bill ---- */

/* The least that a plan costs, `minimum_business_support_plus` for the variant `plan=business-support-plus`. */
static cost_wide_t plan_minimum(const slice_site_t *site)
{
    char rule[COST_VARIANT_SIZE + 16] = "minimum_";
    const char *plan = strchr(site->group->price.variant, '=');
    cost_wide_t micro = 0;
    size_t length = strlen(rule);
    for (const char *at = plan ? plan + 1 : ""; *at && length + 1 < sizeof rule; at++)
        rule[length++] = (char)(*at == '-' ? '_' : *at);
    rule[length] = '\0';
    if (!cost_catalog_find_rule(site->rater->catalog, site->group->service->name, rule, site->rater->date, &micro))
        return 0;
    return micro * 1000; /* nano-dollars */
}

static cost_wide_t sum_lines(const cost_line_item_t *from)
{
    cost_wide_t sum = 0;
    for (const cost_line_item_t *item = from; item; item = item->next)
        sum += item->line.cost.nano_usd;
    return sum;
}

/* Bands of the month's charges so far; where they come to less than the plan's minimum, a line makes up for it. */
static cost_status_t rate_percent(cost_rater_t *rater, cost_group_t *group, size_t month, cost_wide_t charges,
                                  cost_error_t *err)
{
    slice_site_t site = {rater, group, month, err};
    cost_line_item_t *before = rater->last;
    cost_record_t *record = cost_arena_alloc(rater->arena, sizeof *record);
    const cost_record_t **only = cost_arena_alloc(rater->arena, sizeof(const cost_record_t *));
    if (!record || !only)
        return cost_fail_memory(err);
    *record = *group->records[0]; /* one plan an account: its charge goes to the first that states it */
    record->base = charges > 0 ? charges : 1;
    *only = record;
    group->records = only;
    group->count = 1;
    group->before = group->free = 0;
    group->total = charges;
    cost_status_t status = charges > 0 ? walk_tiers(&site) : COST_OK;
    if (status)
        return status;
    cost_wide_t charged = sum_lines(before ? before->next : rater->first);
    group->least = plan_minimum(&site);
    group->total = record->base = 1;
    if (charged >= group->least)
        return COST_OK;
    status = add_slice(&site, group->least - charged, 0, (cost_rate_t){1, 0}, false);
    if (!status)
        rater->last->line.minimum = true;
    return status;
}

static cost_status_t rate_groups(cost_rater_t *rater, cost_groups_t *groups, size_t month, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    const cost_line_item_t *before = rater->last;
    for (size_t i = 0; !status && i < groups->count; i++) {
        slice_site_t site = {rater, &groups->groups[i], month, err};
        if (groups->groups[i].price.model != COST_MODEL_PERCENT_OF_BILL)
            status = walk_tiers(&site);
    }
    cost_wide_t charges = sum_lines(before ? before->next : rater->first);
    const cost_group_t *plan = NULL;
    for (size_t i = 0; !status && i < groups->count; i++) {
        cost_group_t *group = &groups->groups[i];
        if (group->price.model != COST_MODEL_PERCENT_OF_BILL)
            continue;
        if (plan)
            return cost_fail_at(err, COST_ERR_SCHEMA, group->records[0]->resource->node,
                                "an account has one support plan, and resources.%s states another",
                                plan->records[0]->resource->id);
        plan = group;
        status = rate_percent(rater, group, month, charges, err);
    }
    return status;
}

static cost_status_t find_groups(cost_rater_t *rater, cost_groups_t *groups, const cost_usage_t *usage, size_t month,
                                 int64_t month_seconds, cost_error_t *err)
{
    cost_status_t status = cost_groups_make(groups, rater, usage, month, month_seconds, err);
    return status ? status : cost_groups_allow(groups, rater, month_seconds, err);
}

cost_status_t cost_rate_lines(cost_rater_t *rater, cost_rate_memo_t *memo, const cost_usage_t *usage, size_t month,
                              int64_t month_seconds, cost_error_t *err)
{
    cost_groups_t groups;
    if (cost_rate_memo_recall(memo, &groups, rater->arena, usage, month, month_seconds))
        return rate_groups(rater, &groups, month, err);
    const cost_shared_t *before = rater->last_shared;
    cost_status_t status = find_groups(rater, &groups, usage, month, month_seconds, err);
    if (status)
        return status;
    cost_rate_memo_keep(memo, &groups, before ? before->next : rater->shared, usage, month_seconds);
    return rate_groups(rater, &groups, month, err);
}

cost_status_t cost_rate_month(cost_rater_t *rater, const cost_usage_t *usage, size_t month, int64_t month_seconds,
                              cost_error_t *err)
{
    cost_groups_t groups;
    cost_status_t status = find_groups(rater, &groups, usage, month, month_seconds, err);
    if (!status)
        status = rate_groups(rater, &groups, month, err);
    for (size_t i = 0; !status && i < groups.count; i++)
        status = cost_rate_note(rater, &groups.groups[i].price, groups.groups[i].records[0], err);
    return status;
}
