/* Web ACLs, rules and requests.  Source: billing-rules 0.3 (HOURPRO) and 12. */
#include "libcost/services/waf_rules.h"

#include "libcost/services/load_count.h"
#include "libcost/services/service_load.h"

static int64_t rules_each(const cost_value_t *field)
{
    int64_t sum = 0;
    for (int i = COST_WAF_RULES; i <= COST_WAF_MANAGED_GROUPS; i++)
        sum += field[i].integer;
    return sum;
}

cost_status_t cost_waf_requests(cost_wide_t *out, bool *known, const cost_resource_t *resource,
                                const cost_flows_t *flows, cost_error_t *err)
{
    const cost_value_t *stated = &resource->field[COST_WAF_REQUESTS];
    *out = 0;
    *known = cost_given(stated) || flows->load_stated;
    if (cost_given(stated))
        return cost_stated_total(out, stated, resource, flows, err);
    return cost_load_requests(out, resource, flows, err);
}

cost_status_t cost_waf_meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                             cost_error_t *err)
{
    const int64_t rules = rules_each(resource->field) * resource->count;
    cost_wide_t requests;
    bool known;
    cost_status_t status =
        cost_usage_add(out, COST_WAF_ACLS, NULL, cost_flows_clock_hours(flows, resource->count), err);
    if (!status)
        status = cost_usage_add(out, COST_WAF_RULE_MONTHS, NULL, cost_flows_clock_hours(flows, rules), err);
    if (!status)
        status = cost_waf_requests(&requests, &known, resource, flows, err);
    if (status)
        return status;
    return known ? cost_usage_add(out, COST_WAF_REQUEST_COUNT, NULL, requests, err)
                 : cost_usage_unpriced(out, COST_WAF_REQUEST_COUNT, "requests: 10M/month, or from: what it protects",
                                       err);
}
