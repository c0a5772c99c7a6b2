/* Usage of the account by price. */
#include "libcost/bill/group.h"

#include <stdlib.h>
#include <string.h>

#include "libcost/money/unit.h"

/* A record beside the price that was found for it. */
typedef struct {
    const cost_record_t *record;
    cost_price_t price;
    bool found;
} priced_t;

static const cost_dimension_t *price_dimension(const cost_record_t *record)
{
    return &record->service->dimensions[record->price_dimension];
}

static int compare_wide(cost_wide_t a, cost_wide_t b)
{
    return (a > b) - (a < b);
}

/* What makes a group: everything that selects the price, region as the book has it. */
static int compare_price(const priced_t *a, const priced_t *b)
{
    int order = strcmp(a->record->service->name, b->record->service->name);
    if (!order)
        order = a->record->dimension - b->record->dimension;
    if (!order)
        order = a->record->price_dimension - b->record->price_dimension;
    if (!order)
        order = strcmp(a->record->key.variant, b->record->key.variant);
    if (!order)
        order = strcmp(a->price.region, b->price.region);
    if (!order)
        order = a->record->factored - b->record->factored;
    return order ? order : compare_wide(a->record->factor, b->record->factor);
}

static int compare_priced(const void *left, const void *right)
{
    const priced_t *a = left, *b = right;
    int order = compare_price(a, b);
    if (!order)
        order = strcmp(a->record->resource->workload, b->record->resource->workload);
    return order ? order : strcmp(a->record->resource->id, b->record->resource->id);
}

/* A region's price, else the one that holds everywhere. */
static void find_price(const cost_rater_t *rater, priced_t *priced)
{
    const cost_record_t *record = priced->record;
    const char *service = record->service->name, *dimension = price_dimension(record)->name;
    priced->found = cost_catalog_find_price(rater->catalog, service, dimension, record->key.variant, record->key.region,
                                            rater->date, &priced->price) ||
                    cost_catalog_find_price(rater->catalog, service, dimension, record->key.variant, "global",
                                            rater->date, &priced->price);
    if (!priced->found)
        priced->price.region = record->key.region;
}

static cost_status_t no_price(const cost_rater_t *rater, const cost_record_t *record, cost_error_t *err)
{
    char nearest[512];
    const char *service = record->service->name, *dimension = price_dimension(record)->name;
    const char *variant = record->key.variant;
    cost_catalog_nearest(rater->catalog, service, dimension, variant, record->key.region, nearest, sizeof nearest);
    return cost_fail_at(err, COST_ERR_NO_PRICE, record->resource->node,
                        "the price book has no price on %04d-%02d-%02d for %s %s%s%s%s in %s%s%s",
                        (int)(rater->date / 10000), (int)(rater->date / 100 % 100), (int)(rater->date % 100), service,
                        dimension, *variant ? " (" : "", variant, *variant ? ")" : "", record->key.region,
                        *nearest ? "; it has " : "", nearest);
}

/* Spot at a part of the on-demand price asks for that price once more. */
static bool already_missing(const priced_t *priced, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (!priced[k].found && priced[k].record->resource == priced[i].record->resource &&
            price_dimension(priced[k].record) == price_dimension(priced[i].record) &&
            !strcmp(priced[k].record->key.variant, priced[i].record->key.variant) &&
            !strcmp(priced[k].record->key.region, priced[i].record->key.region))
            return true;
    return false;
}

static cost_status_t find_prices(priced_t *priced, const cost_rater_t *rater, const cost_usage_t *usage,
                                 cost_error_t *err)
{
    cost_status_t status = COST_OK;
    size_t i = 0;
    for (const cost_record_t *record = usage->first; record; record = record->next, i++) {
        priced[i].record = record;
        find_price(rater, &priced[i]);
        if (!priced[i].found && !already_missing(priced, i)) {
            cost_status_t missing = no_price(rater, record, err);
            status = status ? status : missing;
        }
    }
    return status;
}

/* Another book may have a price per something else: the counts of one base would be multiplied with the rate of
 * another. */
static bool same_measure(const char *a, const char *b)
{
    cost_unit_t left, right;
    if (!strcmp(a, b))
        return true;
    if (!cost_unit_parse(&left, a) || !cost_unit_parse(&right, b))
        return false;
    return left.has_time == right.has_time && (!strcmp(left.noun, right.noun) || (left.bytes && right.bytes));
}

static cost_status_t fill_group(cost_group_t *group, const priced_t *priced, int64_t month_seconds, cost_error_t *err)
{
    const cost_record_t *record = priced->record;
    group->service = record->service;
    group->dimension = &group->service->dimensions[record->dimension];
    group->price = priced->price;
    group->factored = record->factored;
    group->factor = record->factor;
    if (same_measure(priced->price.unit, group->dimension->unit) &&
        cost_unit_one(&group->one, priced->price.unit, month_seconds)) {
        group->plain_one = group->one / cost_unit_multiplier(priced->price.unit);
        return COST_OK;
    }
    return cost_fail_at(err, COST_ERR_SCHEMA, record->resource->node,
                        "the price book's %s %s is priced per %s; its usage is counted in %s", group->service->name,
                        group->dimension->name, priced->price.unit, group->dimension->unit);
}

static cost_status_t collect(cost_groups_t *out, cost_rater_t *rater, const priced_t *priced, size_t count,
                             int64_t month_seconds, cost_error_t *err)
{
    const cost_record_t **records = cost_arena_array(rater->arena, count + 1, sizeof(const cost_record_t *));
    out->groups = cost_arena_array(rater->arena, count + 1, sizeof *out->groups);
    if (!records || !out->groups)
        return cost_fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        records[i] = priced[i].record;
        if (i == 0 || compare_price(&priced[i - 1], &priced[i])) {
            cost_group_t *fresh = &out->groups[out->count++];
            fresh->records = &records[i];
            cost_status_t status = fill_group(fresh, &priced[i], month_seconds, err);
            if (status)
                return status;
        }
        cost_group_t *group = &out->groups[out->count - 1];
        group->count++;
        if (!cost_wide_add(&group->total, group->total, priced[i].record->base))
            return cost_fail_at(err, COST_ERR_RANGE, priced[i].record->resource->node,
                                "the account's usage is too large");
    }
    return COST_OK;
}

cost_status_t cost_groups_make(cost_groups_t *out, cost_rater_t *rater, const cost_usage_t *usage, size_t month,
                               int64_t month_seconds, cost_error_t *err)
{
    *out = (cost_groups_t){0};
    priced_t *priced = cost_arena_array(rater->arena, usage->count + 1, sizeof *priced);
    if (!priced)
        return cost_fail_memory(err);
    cost_status_t status = find_prices(priced, rater, usage, err);
    if (status)
        return status;
    qsort(priced, usage->count, sizeof *priced, compare_priced);
    status = collect(out, rater, priced, usage->count, month_seconds, err);
    for (size_t i = 0; i < out->count; i++)
        out->groups[i].month = month;
    return status;
}

/* ---- what is used elsewhere, what is free ---- */

/* Whether a variant such as `arch=arm64;os=linux` has that value. */
static bool variant_has(const char *variant, const char *value)
{
    size_t length = strlen(value);
    for (const char *at = strchr(variant, '='); at; at = strchr(at + 1, '='))
        if (!strncmp(at + 1, value, length) && (at[1 + length] == ';' || !at[1 + length]))
            return true;
    return false;
}

/* The rest of the account's usage of a group's price; stated usage nests by the dimension's names. */
static cost_status_t add_before(cost_group_t *group, const cost_rater_t *rater, int64_t month_seconds,
                                cost_error_t *err)
{
    const cost_workload_t *account = rater->account;
    for (size_t i = 0; i < account->account_usage_count; i++) {
        const cost_account_usage_t *usage = &account->account_usage[i];
        char why[COST_AMOUNT_WHY_SIZE];
        cost_wide_t base;
        if (usage->service != group->service ||
            &usage->service->dimensions[usage->stated.dimension] != group->dimension)
            continue;
        if (usage->stated.nested && !variant_has(group->records[0]->key.variant, usage->stated.nested))
            continue;
        if (!cost_unit_parse_usage(&base, usage->stated.text, group->dimension->unit, month_seconds, why) ||
            !cost_wide_add(&group->before, group->before, base))
            return cost_fail_at(err, COST_ERR_RANGE, usage->stated.node, "is too large");
    }
    cost_wide_t end;
    if (!cost_wide_add(&end, group->before, group->total))
        return cost_fail_at(err, COST_ERR_RANGE, group->records[0]->resource->node, "the account's usage is too large");
    return COST_OK;
}

/* Usage that the account states for dimensions of an allowance uses it up first, group or no group. */
static cost_wide_t used_elsewhere(const cost_rater_t *rater, const cost_allowance_t *allowance, int64_t month_seconds)
{
    cost_wide_t sum = 0;
    for (size_t i = 0; i < rater->account->account_usage_count; i++) {
        const cost_account_usage_t *usage = &rater->account->account_usage[i];
        const cost_dimension_t *dimension = &usage->service->dimensions[usage->stated.dimension];
        char why[COST_AMOUNT_WHY_SIZE];
        cost_wide_t base;
        if (cost_allowance_covers(allowance, usage->service->name, dimension->name, NULL) &&
            cost_unit_parse_usage(&base, usage->stated.text, dimension->unit, month_seconds, why))
            cost_wide_add(&sum, sum, base);
    }
    return sum;
}

/* Keeps who shares an allowance: a spreadsheet shares it out anew when a quantity is changed. */
static bool keep_shared(cost_rater_t *rater, const cost_shared_t *shared)
{
    cost_shared_t *copy = cost_arena_alloc(rater->arena, sizeof *copy);
    if (!copy)
        return false;
    *copy = *shared;
    if (rater->last_shared)
        rater->last_shared->next = copy;
    else
        rater->shared = copy;
    rater->last_shared = copy;
    return true;
}

cost_status_t cost_allowance_share(cost_group_t *const *groups, size_t count, cost_wide_t amount, cost_wide_t used,
                                   cost_arena_t *arena)
{
    cost_wide_t pool = amount > used ? amount - used : 0, sum = 0;
    cost_wide_t *weights = cost_arena_raw(arena, 2 * count + 2, sizeof *weights);
    if (!weights)
        return COST_ERR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        weights[i] = groups[i]->total - groups[i]->free;
        if (!cost_wide_add(&sum, sum, weights[i]))
            return COST_ERR_RANGE;
    }
    if (sum <= pool)
        pool = sum;
    cost_wide_t *shares = weights + count + 1;
    if (sum == 0 || pool == 0)
        return COST_OK;
    if (!cost_wide_apportion(shares, weights, count, pool))
        return COST_ERR_RANGE;
    for (size_t i = 0; i < count; i++)
        groups[i]->free += shares[i];
    return COST_OK;
}

static cost_status_t allow(cost_groups_t *groups, cost_rater_t *rater, const cost_allowance_t *allowance,
                           int64_t month_seconds, cost_error_t *err)
{
    char why[COST_AMOUNT_WHY_SIZE];
    cost_shared_t shared = {.allowance = *allowance,
                            .used = used_elsewhere(rater, allowance, month_seconds),
                            .groups = cost_arena_array(rater->arena, groups->count + 1, sizeof(cost_group_t *))};
    if (!shared.groups)
        return cost_fail_memory(err);
    for (size_t i = 0; i < groups->count; i++) {
        cost_group_t *group = &groups->groups[i];
        if (!cost_allowance_covers(allowance, group->service->name, group->dimension->name,
                                   group->records[0]->key.variant))
            continue;
        shared.groups[shared.group_count++] = group;
        shared.month = group->month;
    }
    if (!shared.group_count)
        return COST_OK;
    if (!cost_unit_parse_usage(&shared.amount, allowance->amount, allowance->unit, month_seconds, why))
        return cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){.file = "allowances.csv"}, "%s: %s", allowance->id, why);
    if (!keep_shared(rater, &shared))
        return cost_fail_memory(err);
    cost_status_t status =
        cost_allowance_share(shared.groups, shared.group_count, shared.amount, shared.used, rater->arena);
    if (status == COST_ERR_MEMORY)
        return cost_fail_memory(err);
    if (status)
        return cost_fail(err, COST_ERR_RANGE, (cost_place_t){0}, "the usage that shares %s is too large",
                         allowance->id);
    return COST_OK;
}

/* net_of:DIMENSION - billed is what exceeds the Region's usage of another dimension (backups beyond the storage). */
static void net_of(cost_groups_t *groups, cost_group_t *group)
{
    cost_wide_t other = 0;
    for (size_t i = 0; i < groups->count; i++) {
        const cost_group_t *from = &groups->groups[i];
        if (from->service == group->service && !strcmp(from->dimension->name, group->price.model_argument) &&
            !strcmp(from->price.region, group->price.region))
            other += from->total;
    }
    group->free = other < group->total ? other : group->total;
}

void cost_groups_net(cost_groups_t *groups)
{
    for (size_t i = 0; i < groups->count; i++)
        if (groups->groups[i].price.model == COST_MODEL_NET_OF)
            net_of(groups, &groups->groups[i]);
}

cost_status_t cost_groups_allow(cost_groups_t *groups, cost_rater_t *rater, int64_t month_seconds, cost_error_t *err)
{
    for (size_t i = 0; i < groups->count; i++) {
        cost_status_t status = add_before(&groups->groups[i], rater, month_seconds, err);
        if (status)
            return status;
    }
    cost_groups_net(groups);
    if (!rater->account->always_free)
        return COST_OK;
    for (size_t i = 0; i < cost_catalog_allowance_count(rater->catalog); i++) {
        cost_allowance_t allowance = cost_catalog_allowance(rater->catalog, i);
        cost_status_t status = allow(groups, rater, &allowance, month_seconds, err);
        if (status)
            return status;
    }
    return COST_OK;
}
