/* AWS WAF Classic: web ACLs, rules and requests, priced as those of its successor were.
 * Source: billing-rules 0.3 (HOURPRO) and 12; AWS ended it (rule end_of_support). */
#include "libcost/services/load_count.h"
#include "libcost/services/waf_rules.h"

static const cost_field_t fields[] = {COST_WAF_COMMON_FIELDS};
static const cost_dimension_t dimensions[] = {COST_WAF_COMMON_DIMENSIONS};

enum { END_OF_SUPPORT };
static const char *const rules[] = {[END_OF_SUPPORT] = "end_of_support"};

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    return cost_load_check_once(r, COST_WAF_REQUESTS, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const int day = (int)(r->rule[END_OF_SUPPORT] / 1000000);
    cost_status_t status = cost_waf_meter(r, flows, out, err);
    if (status || r->date < day)
        return status;
    return cost_usage_warn(out, "waf-classic-ended", NULL, err,
                           "AWS ended WAF Classic on %04d-%02d-%02d; service: waf is its successor", day / 10000,
                           day / 100 % 100, day % 100);
}

const cost_service_t cost_service_waf_classic = {
    .name = "waf-classic",
    .title = "AWS WAF Classic",
    .help = "The first AWS WAF, which AWS has ended; for plans that still name it. Web ACLs, rules and rule groups are "
            "billed by the hour as a part of their monthly price, requests by the million.",
    .example = "    rules: 3\n    from: web\n",
    .source = "https://aws.amazon.com/waf/pricing/",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .check = check,
    .meter = meter,
};
