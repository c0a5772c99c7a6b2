/* A hint, never a line: a CloudFront flat-rate plan would have cost less than what was billed as it went. */
#include <stdio.h>
#include <string.h>

#include "libcost/bill/hints.h"
#include "libcost/services/cloudfront_plan.h"

static bool plan_replaces(int dimension)
{
    switch (dimension) {
    case COST_CF_USAGE_TRANSFER_OUT:
    case COST_CF_USAGE_TRANSFER_TO_ORIGIN:
    case COST_CF_USAGE_HTTP_REQUESTS:
    case COST_CF_USAGE_HTTPS_REQUESTS:
    case COST_CF_USAGE_ORIGIN_SHIELD_REQUESTS:
    case COST_CF_USAGE_INVALIDATION_PATHS:
    case COST_CF_USAGE_FUNCTION_INVOCATIONS:
    case COST_CF_USAGE_KEY_VALUE_STORE_READS:
        return true;
    default:
        return false;
    }
}

typedef struct {
    cost_wide_t requests, bytes; /* 1e-6 */
    cost_wide_t nano_usd;
} month_use_t;

static month_use_t sum_month(const cost_bill_t *bill, const cost_resource_t *resource, size_t month)
{
    month_use_t use = {0};
    for (size_t i = 0; i < bill->line_count; i++) {
        const cost_line_t *line = &bill->lines[i];
        int dimension = line->record->dimension;
        if (line->record->resource != resource || line->record->implied || line->month != month ||
            !plan_replaces(dimension))
            continue;
        use.nano_usd += line->cost.nano_usd;
        if (dimension == COST_CF_USAGE_TRANSFER_OUT)
            use.bytes += line->quantity;
        if (dimension == COST_CF_USAGE_HTTP_REQUESTS || dimension == COST_CF_USAGE_HTTPS_REQUESTS)
            use.requests += line->quantity;
    }
    return use;
}

static bool plan_price(const cost_resource_t *resource, const char *plan, cost_money_t *out)
{
    char variant[COST_VARIANT_SIZE];
    cost_price_t price;
    snprintf(variant, sizeof variant, "plan=%s", plan);
    if (!cost_catalog_find_price(resource->catalog, resource->service->name, "plan_months", variant, "global",
                                 resource->date, &price))
        return false;
    return cost_rate_times(out, cost_catalog_tier(resource->catalog, &price, 0).rate, resource->count, 1);
}

static cost_status_t hint(cost_bill_t *bill, const cost_resource_t *resource, const char *plan, cost_money_t price,
                          cost_money_t billed, const char *month, cost_error_t *err)
{
    char plan_usd[COST_MONEY_TEXT_SIZE], billed_usd[COST_MONEY_TEXT_SIZE], path[256];
    const cost_note_t note = {
        .workload = resource->workload,
        .path = cost_arena_string(bill->arena, cost_node_path(resource->node, path, sizeof path)),
        .first = "cloudfront-plan-cheaper",
        .second = cost_arena_format(
            bill->arena, "the flat-rate plan %s would cost %s USD in %s instead of %s; write plan: %s", plan,
            cost_money_text(price, 2, plan_usd), month, cost_money_text(billed, 2, billed_usd), plan),
        .file = resource->node->file,
        .line = resource->node->key_line};
    if (!note.path || !note.second || !cost_notes_add(&bill->warnings, bill->arena, &note))
        return cost_fail_memory(err);
    return COST_OK;
}

/* The first month in which a plan would be cheaper speaks for all. */
static cost_status_t look_at(cost_bill_t *bill, const cost_resource_t *resource, cost_error_t *err)
{
    for (size_t month = 0; month < bill->month_count; month++) {
        month_use_t use = sum_month(bill, resource, month);
        cost_money_t price;
        const char *plan = use.nano_usd > 0 ? cost_cloudfront_plan_find(resource, use.requests, use.bytes) : NULL;
        if (plan && plan_price(resource, plan, &price) && price.nano_usd < use.nano_usd)
            return hint(bill, resource, plan, price, (cost_money_t){(int64_t)use.nano_usd}, bill->months[month].name,
                        err);
    }
    return COST_OK;
}

cost_status_t cost_hints_add(cost_bill_t *bill, const cost_resolved_t *resolved, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < resolved->workload->member_count; i++)
        if (!strcmp(resolved->resources[i].service->name, "cloudfront"))
            status = look_at(bill, &resolved->resources[i], err);
    return status;
}
