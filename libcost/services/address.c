/* Public IPv4 addresses beside their owners.  Source: billing-rules 0.3 (SEC60), 5.8 and 13. */
#include "libcost/services/address.h"

static const cost_wide_t micro = 1000000;

static const char service[] = "public-ipv4", in_use_hours[] = "in_use_hours";

/* What is cut off by the month's ends lives on in the months beside it. */
static bool is_whole_life(const cost_window_t *window, const cost_month_t *month)
{
    return window->from > 0 && window->until < month->seconds;
}

cost_wide_t cost_address_time(const cost_resource_t *resource, const cost_flows_t *flows)
{
    cost_wide_t minimum = 0, total = 0;
    cost_catalog_find_rule(resource->catalog, service, "minimum", resource->date, &minimum);
    for (size_t i = 0; i < flows->exist_count; i++) {
        cost_wide_t life = (flows->exists[i].until - flows->exists[i].from) * micro;
        total += is_whole_life(&flows->exists[i], &flows->month) && life < minimum ? minimum : life;
    }
    return total;
}

cost_status_t cost_address_imply(cost_usage_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                 int64_t count, cost_error_t *err)
{
    return cost_usage_imply(out, service, in_use_hours, NULL, cost_address_time(resource, flows) * count, err);
}

cost_status_t cost_address_imply_balancer(cost_usage_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                          const cost_value_t *scheme, cost_wide_t per_zone, cost_error_t *err)
{
    if (!cost_given(scheme))
        return cost_usage_imply_unpriced(out, service, in_use_hours,
                                         "scheme: internet-facing and zones: 3, or scheme: internal", err);
    if (scheme->choice != 0)
        return COST_OK;
    if (!resource->zones)
        return cost_usage_imply_unpriced(out, service, in_use_hours, "zones: 3", err);
    return cost_address_imply(out, resource, flows, resource->zones * resource->count * (int64_t)(per_zone / micro),
                              err);
}
