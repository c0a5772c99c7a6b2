/* Source: billing rules, section 12; an alarm is billed for the clock hours in which it exists. */
#include "libcost/services/tracking_alarms.h"

static const char service[] = "cloudwatch";

cost_status_t cost_tracking_alarms_imply(cost_usage_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                         int64_t policies, int64_t owners, cost_error_t *err)
{
    const cost_wide_t micro = 1000000;
    cost_wide_t each;
    if (!policies || !owners)
        return COST_OK;
    if (!cost_catalog_find_rule(resource->catalog, service, "target_tracking_alarms", resource->date, &each))
        return cost_fail_at(err, COST_ERR_NO_PRICE, resource->node,
                            "the price book has no rule target_tracking_alarms of %s", service);
    int64_t alarms = policies * (int64_t)(each / micro);
    return cost_usage_imply(out, service, "alarms", "resolution=standard",
                            cost_flows_clock_hours(flows, alarms) * owners, err);
}
