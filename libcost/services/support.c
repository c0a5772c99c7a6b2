/* AWS Support: a percentage of the month's bill in bands, or a minimum.  The rater computes it after everything else;
 * what is counted here only says which plan the account has.  Source: billing rules 16. */
#include <stdio.h>

#include "libcost/services/service.h"

enum { BASIC, DEVELOPER, BUSINESS, BUSINESS_PLUS, ENTERPRISE, ON_RAMP, UNIFIED };
static const char *const plans[] = {[BASIC] = "basic",
                                    [DEVELOPER] = "developer",
                                    [BUSINESS] = "business",
                                    [BUSINESS_PLUS] = "business-support-plus",
                                    [ENTERPRISE] = "enterprise",
                                    [ON_RAMP] = "enterprise-on-ramp",
                                    [UNIFIED] = "unified-operations",
                                    NULL};

enum { PLAN };
static const cost_field_t fields[] = {
    [PLAN] = {.name = "plan",
              .help = "the account's support plan; developer, business and enterprise-on-ramp are of the "
                      "older kind",
              .kind = COST_KIND_CHOICE,
              .choices = plans,
              .required = true},
};

enum { CHARGES };
static const cost_dimension_t dimensions[] = {
    [CHARGES] = {.name = "charges",
                 .unit = "USD",
                 .help = "the month's charges before credits, tax and support, of which the plan takes its percentage"},
};

enum { LEGACY_END };
static const char *const rules[] = {[LEGACY_END] = "legacy_end"};

static const cost_wide_t micro = 1000000;

static bool is_legacy(int plan)
{
    return plan == DEVELOPER || plan == BUSINESS || plan == ON_RAMP;
}

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    if (r->field[PLAN].choice == UNIFIED)
        cost_status_keep(&status,
                         cost_fail_at(err, COST_ERR_NO_PRICE, r->field[PLAN].node,
                                      "the price book does not have the bands of unified-operations; it has those of "
                                      "business-support-plus and enterprise"));
    if (r->count > 1)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_RANGE, cost_node_find(r->node, "count"),
                                               "an account has one support plan; count: 1 would be right"));
    if (r->stated_count)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, r->stated[0].node,
                                               "is the bill itself, which is known at the end; leave it out"));
    return status;
}

static void key(const cost_resource_t *r, int dimension, const char *nested, cost_key_t *out)
{
    (void)dimension;
    (void)nested;
    snprintf(out->variant, sizeof out->variant, "plan=%s", r->field[PLAN].text);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const int day = (int)(r->rule[LEGACY_END] / micro);
    const cost_value_t *plan = &r->field[PLAN];
    if (!flows->exist_count || !r->count)
        return COST_OK;
    cost_status_t status =
        cost_usage_add(out, CHARGES, NULL, 1, err); /* a mark; the rater puts the charges in its place */
    if (status || !is_legacy(plan->choice))
        return status;
    return cost_usage_warn(out, "support-plan-ends", plan->node, err,
                           "AWS ends the plan %s on %04d-%02d-%02d; plan: business-support-plus shows what follows it",
                           plan->text, day / 10000, day / 100 % 100, day % 100);
}

const cost_service_t cost_service_support = {
    .name = "support",
    .title = "AWS Support",
    .help = "The account's support plan: the larger of a minimum and a percentage of the month's charges in bands, "
            "computed "
            "after everything else that the files run together cause. One resource for the whole account.",
    .source = "https://aws.amazon.com/premiumsupport/pricing/",
    .example = "    plan: business-support-plus\n",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .global = true,
    .check = check,
    .key = key,
    .meter = meter,
};
