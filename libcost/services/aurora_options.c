/* Amazon Aurora: what is billed by the vCPU or the ACU beside the instances.  Source: billing-rules 8.9 to 8.12. */
#include <stdio.h>

#include "libcost/services/aurora.h"
#include "libcost/services/node_class.h"
#include "libcost/services/rds.h"
#include "libcost/services/service_load.h"

static const cost_wide_t micro = 1000000, nano = 1000000000;

/* Provisioned instances, seconds that they run, and the vCPU (1e-6) of one. */
typedef struct {
    const cost_aurora_meter_t *meter;
    cost_wide_t vcpu, seconds;
} provisioned_t;

static cost_status_t add_vcpu(const provisioned_t *on, int dimension, cost_wide_t vcpu)
{
    return cost_usage_add_product(on->meter->out, dimension, NULL, vcpu, on->seconds, on->meter->err);
}

static cost_status_t meter_proxy_vcpu(const provisioned_t *on)
{
    cost_wide_t least;
    if (!on->meter->resource->field[COST_AURORA_PROXY].on)
        return COST_OK;
    cost_status_t status = cost_aurora_rule(&least, "proxy_minimum_vcpu", on->meter->resource, on->meter->err);
    return status ? status : add_vcpu(on, COST_AURORA_PROXY_VCPU_HOURS, on->vcpu > least ? on->vcpu : least);
}

/* ---- extended support ---- */

int cost_aurora_support_year(const cost_resource_t *resource)
{
    const cost_value_t *support = resource->field[COST_AURORA_EXTENDED_SUPPORT].values;
    const cost_value_t *version = &resource->field[COST_AURORA_VERSION];
    if (cost_given(&support[COST_AURORA_SUPPORT_YEAR]))
        return (int)support[COST_AURORA_SUPPORT_YEAR].integer;
    if (!cost_given(version) || !support[COST_AURORA_SUPPORT_ENROLLED].on)
        return 0;
    return cost_rds_support_year(resource->catalog, resource->date, resource->field[COST_AURORA_ENGINE].text,
                                 version->text);
}

static cost_status_t warn_support(const cost_aurora_meter_t *meter, int year)
{
    const cost_resource_t *resource = meter->resource;
    const bool by_acu = !cost_aurora_has(resource, COST_AURORA_CLASS);
    if (year == 0 ||
        (!by_acu && cost_given(cost_aurora_field(resource, COST_AURORA_EXTENDED_SUPPORT, COST_AURORA_SUPPORT_YEAR))))
        return COST_OK;
    return cost_usage_warn(
        meter->out, "aurora-extended-support", resource->field[COST_AURORA_VERSION].node, meter->err,
        "%s %s is past its standard support, so that extended support is billed (year %d)%s; upgrade "
        "it, or write extended_support: {enrolled: false}",
        resource->field[COST_AURORA_ENGINE].text,
        cost_aurora_has(resource, COST_AURORA_VERSION) ? resource->field[COST_AURORA_VERSION].text : "of that version",
        year, by_acu ? ", and the price book has no price of it by the ACU" : "");
}

/* ---- T classes ---- */

/* What is used beyond the baseline, at a steady load: the balance of earned credits is spent by then. */
static cost_status_t meter_credits(const provisioned_t *on)
{
    const cost_aurora_meter_t *meter = on->meter;
    const char *class = meter->resource->field[COST_AURORA_CLASS].text;
    const cost_value_t *used = cost_aurora_field(meter->resource, COST_AURORA_CPU, COST_AURORA_CPU_UTILISATION);
    cost_wide_t baseline, surplus;
    char family[16], rule[64];
    cost_class_family(class, family, sizeof family);
    if (family[0] != 't')
        return COST_OK;
    if (!cost_given(used))
        return cost_usage_unpriced(meter->out, COST_AURORA_CPU_CREDITS, "cpu: {utilisation: 15%}", meter->err);
    snprintf(rule, sizeof rule, "credit_baseline_%s", cost_class_size(class));
    cost_status_t status = cost_aurora_rule(&baseline, rule, meter->resource, meter->err);
    const cost_wide_t above = used->amount.value - baseline * 10; /* a rule in % times 1e6 is 1e-8; a ratio is 1e-9 */
    if (status || above <= 0)
        return status;
    if (!cost_wide_mul_div(&surplus, on->vcpu * on->seconds, above, nano))
        return cost_fail_at(meter->err, COST_ERR_RANGE, used->node, "is too large to be counted");
    return cost_usage_add(meter->out, COST_AURORA_CPU_CREDITS, NULL, surplus, meter->err);
}

/* ---- together ---- */

static bool needs_vcpu(const cost_resource_t *resource)
{
    char family[16];
    cost_class_family(resource->field[COST_AURORA_CLASS].text, family, sizeof family);
    return resource->field[COST_AURORA_PROXY].on || cost_aurora_support_year(resource) > 0 || family[0] == 't' ||
           cost_aurora_field(resource, COST_AURORA_MONITORING, COST_AURORA_MONITORING_INSIGHTS)->choice > 0;
}

static cost_status_t meter_provisioned(const cost_aurora_meter_t *meter)
{
    const cost_value_t *class = &meter->resource->field[COST_AURORA_CLASS];
    provisioned_t on = {.meter = meter};
    if (!cost_given(class) || !needs_vcpu(meter->resource))
        return COST_OK;
    if (!cost_class_vcpu(meter->resource, class->text, &on.vcpu))
        return cost_fail_at(meter->err, COST_ERR_NO_PRICE, class->node,
                            "the price book does not know how many vCPU %s has", class->text);
    cost_status_t status = cost_aurora_running(&on.seconds, meter, "minimum");
    on.seconds = on.seconds / micro * cost_aurora_instances(meter->resource);
    if (!status)
        status = meter_proxy_vcpu(&on);
    if (!status && cost_aurora_support_year(meter->resource) > 0)
        status = add_vcpu(&on, COST_AURORA_SUPPORT_HOURS, on.vcpu);
    if (!status)
        status = meter_credits(&on);
    if (!status &&
        cost_aurora_field(meter->resource, COST_AURORA_MONITORING, COST_AURORA_MONITORING_INSIGHTS)->choice > 0)
        status = add_vcpu(&on, COST_AURORA_INSIGHTS_HOURS, on.vcpu);
    return status;
}

/* A proxy before Serverless v2 is billed by the ACU of each instance, a least number of them. */
static cost_status_t meter_proxy_acu(const cost_aurora_meter_t *meter)
{
    const cost_resource_t *resource = meter->resource;
    cost_wide_t base, least, running;
    if (!resource->field[COST_AURORA_PROXY].on || !cost_aurora_has(resource, COST_AURORA_SERVERLESS))
        return COST_OK;
    if (!cost_aurora_acu_known(resource, meter->flows))
        return cost_usage_unpriced(meter->out, COST_AURORA_PROXY_ACU_HOURS,
                                   "serverless: {acu: 2}, or from and serverless: {cpu_per_query: 5 ms}", meter->err);
    cost_status_t status = cost_aurora_acu_seconds(&base, meter);
    if (!status)
        status = cost_aurora_rule(&least, "proxy_minimum_acu", resource, meter->err);
    if (!status)
        status = cost_aurora_running(&running, meter, NULL);
    if (status)
        return status;
    least *= running / micro * cost_aurora_serverless_instances(resource);
    return cost_usage_add(meter->out, COST_AURORA_PROXY_ACU_HOURS, NULL, base > least ? base : least, meter->err);
}

cost_status_t cost_aurora_meter_options(const cost_aurora_meter_t *meter)
{
    const cost_value_t *requests =
        cost_aurora_field(meter->resource, COST_AURORA_MONITORING, COST_AURORA_MONITORING_REQUESTS);
    cost_status_t status = meter_provisioned(meter);
    if (!status)
        status = meter_proxy_acu(meter);
    if (!status)
        status = warn_support(meter, cost_aurora_support_year(meter->resource));
    if (status)
        return status;
    return cost_stated_add(meter->out, COST_AURORA_PERFORMANCE_REQUESTS, NULL, requests, meter->resource, meter->flows,
                           meter->err);
}
