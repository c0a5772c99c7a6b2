/* Flat-rate plans.  Source: the developer guide's page on flat-rate pricing plans; numbers are in pricing/rules.csv. */
#include "libcost/services/cloudfront_plan.h"

#include <stdio.h>

#include "libcost/services/cloudfront_behaviour.h"

const char *const cost_cloudfront_plans[] = {"free",      "pro",       "business",  "premium",   "premium-2",
                                             "premium-3", "premium-4", "premium-5", "premium-6", NULL};

enum { RULE_SIZE = 64 };
static const cost_wide_t micro = 1000000;
static const cost_wide_t gb = (cost_wide_t)1 << 30;

/* plan_premium_2_requests: the plan with _ for -. */
static bool find_rule(cost_wide_t *out, const cost_resource_t *r, const char *plan, const char *what)
{
    char name[RULE_SIZE];
    snprintf(name, sizeof name, "plan_%s_%s", plan, what);
    for (char *at = name; *at; at++)
        if (*at == '-')
            *at = '_';
    return cost_catalog_find_rule(r->catalog, "cloudfront", name, r->date, out);
}

bool cost_cloudfront_plan_get(cost_cloudfront_plan_t *out, const cost_resource_t *r, const char *plan)
{
    cost_cloudfront_plan_t found;
    if (!find_rule(&found.requests, r, plan, "requests") || !find_rule(&found.bytes, r, plan, "transfer") ||
        !find_rule(&found.behaviours, r, plan, "behaviours"))
        return false;
    found.bytes *= gb;
    found.behaviours /= micro;
    *out = found;
    return true;
}

/* ---- features ---- */

static bool offers(const cost_resource_t *r, const char *plan, const char *feature)
{
    cost_wide_t flag;
    return feature && find_rule(&flag, r, plan, feature) && flag > 0;
}

/* What the resource uses and the plan does not offer: a phrase and the field, or NULL. */
static const char *find_missing(const cost_resource_t *r, const char *plan, int *field)
{
    const struct {
        int field;
        bool used;
        const char *feature; /* NULL: no plan has it */
        const char *what;
    } features[] = {
        {COST_CF_ORIGIN_SHIELD, cost_given(&r->field[COST_CF_ORIGIN_SHIELD]), "origin_shield", "Origin Shield"},
        {COST_CF_VPC_ORIGIN, r->field[COST_CF_VPC_ORIGIN].on, "vpc_origin", "VPC origins"},
        {COST_CF_CUSTOM_CACHE_POLICY, r->field[COST_CF_CUSTOM_CACHE_POLICY].on, "custom_cache_policy",
         "custom cache policies"},
        {COST_CF_LAMBDA_EDGE, cost_given(&r->field[COST_CF_LAMBDA_EDGE]), NULL, "Lambda@Edge"},
        {COST_CF_REALTIME_LOGS, cost_given(&r->field[COST_CF_REALTIME_LOGS]), NULL, "real-time logs"},
    };
    for (size_t i = 0; i < COST_COUNT(features); i++)
        if (features[i].used && !offers(r, plan, features[i].feature)) {
            *field = features[i].field;
            return features[i].what;
        }
    return NULL;
}

static bool too_many_behaviours(const cost_resource_t *r, const cost_cloudfront_plan_t *plan)
{
    return (cost_wide_t)cost_behaviour_count(r) > plan->behaviours;
}

static bool too_many_free(const cost_resource_t *r, int plan, cost_wide_t *most)
{
    return plan == 0 && cost_catalog_find_rule(r->catalog, "cloudfront", "plans_free_max", r->date, most) &&
           r->count * micro > *most;
}

/* The cheapest plan from `plan` on that offers all that is used, for as much as that; NULL when none does. */
static const char *find_from(const cost_resource_t *r, int plan, cost_wide_t requests, cost_wide_t bytes)
{
    cost_cloudfront_plan_t offer;
    cost_wide_t most;
    int field;
    for (; cost_cloudfront_plans[plan]; plan++)
        if (cost_cloudfront_plan_get(&offer, r, cost_cloudfront_plans[plan]) &&
            !find_missing(r, cost_cloudfront_plans[plan], &field) && !too_many_behaviours(r, &offer) &&
            !too_many_free(r, plan, &most) && requests <= offer.requests * r->count && bytes <= offer.bytes * r->count)
            return cost_cloudfront_plans[plan];
    return NULL;
}

const char *cost_cloudfront_plan_find(const cost_resource_t *r, cost_wide_t requests, cost_wide_t bytes)
{
    return cost_given(&r->field[COST_CF_PLAN]) ? NULL : find_from(r, 0, requests, bytes);
}

/* Usage that a plan includes cannot be billed beside it. */
static cost_status_t check_stated(const cost_resource_t *r, cost_error_t *err)
{
    static const int included[] = {COST_CF_USAGE_TRANSFER_OUT,           COST_CF_USAGE_TRANSFER_TO_ORIGIN,
                                   COST_CF_USAGE_HTTP_REQUESTS,          COST_CF_USAGE_HTTPS_REQUESTS,
                                   COST_CF_USAGE_ORIGIN_SHIELD_REQUESTS, COST_CF_USAGE_INVALIDATION_PATHS,
                                   COST_CF_USAGE_FUNCTION_INVOCATIONS,   COST_CF_USAGE_KEY_VALUE_STORE_READS};
    for (size_t i = 0; i < r->stated_count; i++)
        for (size_t k = 0; k < COST_COUNT(included); k++)
            if (r->stated[i].dimension == included[k])
                return cost_fail_key(err, COST_ERR_SCHEMA, r->stated[i].node,
                                     "plan %s includes %s; leave it out of usage, or leave plan out",
                                     r->field[COST_CF_PLAN].text, r->service->dimensions[included[k]].name);
    return COST_OK;
}

cost_status_t cost_cloudfront_plan_check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *plan = &r->field[COST_CF_PLAN];
    cost_cloudfront_plan_t offer;
    cost_wide_t most;
    int field;
    if (!cost_given(plan) || !r->catalog)
        return COST_OK;
    if (!cost_cloudfront_plan_get(&offer, r, plan->text))
        return cost_fail_at(err, COST_ERR_NO_PRICE, plan->node,
                            "the price book has no plan %s on %d; flat-rate plans were introduced in November 2025",
                            plan->text, (int)r->date);
    const char *missing = find_missing(r, plan->text, &field);
    const char *better = find_from(r, plan->choice, 0, 0);
    if (missing && better)
        return cost_fail_at(err, COST_ERR_RANGE, r->field[field].node, "plan %s does not offer %s; plan %s does",
                            plan->text, missing, better);
    if (missing)
        return cost_fail_at(
            err, COST_ERR_RANGE, r->field[field].node,
            "plan %s does not offer %s, and no other does; without plan, CloudFront is billed as it goes", plan->text,
            missing);
    if (too_many_behaviours(r, &offer))
        return cost_fail_at(err, COST_ERR_RANGE, r->field[COST_CF_BEHAVIOURS].node,
                            "%zu cache behaviours; plan %s allows %lld%s%s", cost_behaviour_count(r), plan->text,
                            (long long)offer.behaviours, better ? ", enough is in plan " : ", and no other more",
                            better ? better : "");
    if (too_many_free(r, plan->choice, &most))
        return cost_fail_at(err, COST_ERR_RANGE, plan->node,
                            "%lld distributions on plan free; an account may have %lld", (long long)r->count,
                            (long long)(most / micro));
    return check_stated(r, err);
}

/* ---- allowances ---- */

static cost_status_t warn_exceeded(const cost_resource_t *r, cost_wide_t used, cost_wide_t included,
                                   cost_measure_t measure, const char *noun, const char *better, cost_usage_t *out,
                                   cost_error_t *err)
{
    char used_text[COST_AMOUNT_TEXT_SIZE], included_text[COST_AMOUNT_TEXT_SIZE];
    const cost_value_t *plan = &r->field[COST_CF_PLAN];
    const cost_amount_t used_amount = {.value = used, .low = used, .high = used};
    const cost_amount_t included_amount = {.value = included, .low = included, .high = included};
    if (used <= included)
        return COST_OK;
    return cost_usage_warn(out, "cloudfront-plan-exceeded", plan->node, err,
                           "%s%s a month are above the %s that plan %s includes; the excess is not billed, but AWS may "
                           "slow it down; %s%s",
                           cost_amount_text(&used_amount, measure, used_text), noun,
                           cost_amount_text(&included_amount, measure, included_text), plan->text,
                           better ? "enough is in plan " : "no plan includes as much", better ? better : "");
}

cost_status_t cost_cloudfront_plan_compare(const cost_resource_t *r, cost_wide_t requests, cost_wide_t bytes,
                                           cost_usage_t *out, cost_error_t *err)
{
    cost_cloudfront_plan_t offer;
    const cost_value_t *plan = &r->field[COST_CF_PLAN];
    if (!cost_cloudfront_plan_get(&offer, r, plan->text))
        return COST_OK;
    const char *better = find_from(r, plan->choice, requests, bytes);
    cost_status_t status =
        warn_exceeded(r, requests, offer.requests * r->count, COST_MEASURE_COUNT, " requests", better, out, err);
    return status
               ? status
               : warn_exceeded(r, bytes, offer.bytes * r->count, COST_MEASURE_BYTES, " to viewers", better, out, err);
}
