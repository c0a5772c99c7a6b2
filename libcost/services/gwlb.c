/* Gateway Load Balancer: clock hours of each zone, and GLCU-hours: the largest of three dimensions of each hour.
 * Source: https://aws.amazon.com/elasticloadbalancing/pricing/; for the zones AWS's calculator, AWSCALC-lb-01 and -02.
 */
#include "libcost/services/lcu.h"

enum { HOURS, GLCU_HOURS };
static const cost_dimension_t dimensions[] = {
    [HOURS] = {.name = "hours", .unit = "hour", .help = "clock hours of a balancer, for each zone that it is in"},
    [GLCU_HOURS] = {.name = "glcu_hours",
                    .unit = "GLCU-hour",
                    .help = "the largest of new flows, open flows and bytes of each hour"},
};

enum { NEW, ACTIVE, GB };
static const char *const rules[] = {[NEW] = "glcu_new", [ACTIVE] = "glcu_active", [GB] = "glcu_bytes"};

static cost_status_t meter_glcu(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                cost_error_t *err)
{
    if (!flows->load_stated)
        return cost_usage_unpriced(out, GLCU_HOURS, "from: the load that it inspects, or usage: {glcu_hours: 0}", err);
    if (!cost_flows_bytes_known(flows))
        return cost_usage_unpriced(out, GLCU_HOURS, cost_flows_bytes_remedy(flows), err);
    cost_lcu_t glcu = {.units = {[COST_LCU_NEW] = cost_lcu_per_second(r->rule[NEW]),
                                 [COST_LCU_ACTIVE] = cost_lcu_per_open(r->rule[ACTIVE]),
                                 [COST_LCU_BYTES] = cost_lcu_per_gb(r->rule[GB])}};
    cost_status_t status = cost_lcu_count(&glcu, r, flows, err);
    return status ? status : cost_usage_add(out, GLCU_HOURS, NULL, glcu.base, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status =
        r->zones ? cost_usage_add(out, HOURS, NULL, cost_flows_clock_hours(flows, r->zones * r->count), err)
                 : cost_usage_unpriced(out, HOURS, "zones: 2", err);
    return status ? status : meter_glcu(r, flows, out, err);
}

const cost_service_t cost_service_gwlb = {
    .name = "gwlb",
    .title = "Gateway Load Balancer",
    .help = "Spreads traffic over appliances such as firewalls. Billed by the clock hour for each zone, and by "
            "GLCU-hours: for every hour the largest of new flows, open flows and processed bytes, each divided by what "
            "one GLCU holds. The endpoints that lead to it are resources of the service vpc-endpoint.",
    .example = "    zones: 2\n    from: web\n",
    .source = "https://aws.amazon.com/elasticloadbalancing/pricing/",
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .meter = meter,
};
