/* Amazon RDS: hours of instances, on demand and reserved, and what is billed by their vCPU.  Source: billing-rules 8.
 */
#include <stdio.h>

#include "libcost/flow/frequency.h"
#include "libcost/services/node_class.h"
#include "libcost/services/rds.h"

enum { DAY_SECONDS = 86400 };
static const cost_wide_t micro = 1000000;

static const cost_value_t *reserved(const cost_resource_t *resource, int field)
{
    return cost_rds_field(resource, COST_RDS_RESERVED, field);
}

/* ---- how long ---- */

/* Seconds in which an instance runs: at least the minimum after each start, and again when a stop lasts too long. */
static int64_t running_seconds(const cost_rds_meter_t *meter)
{
    const cost_wide_t *rule = meter->resource->rule;
    int64_t longest = (int64_t)(rule[COST_RDS_STOP_MAX_DAYS] * DAY_SECONDS / micro);
    return cost_rds_seconds(meter->flows->on, meter->flows->on_count, (int64_t)(rule[COST_RDS_MINIMUM] / micro),
                            &meter->flows->month) +
           cost_rds_restarted_seconds(meter->flows, longest);
}

static cost_status_t warn_restarted(const cost_rds_meter_t *meter)
{
    const cost_wide_t *rule = meter->resource->rule;
    int64_t days = (int64_t)(rule[COST_RDS_STOP_MAX_DAYS] / micro);
    int64_t seconds = cost_rds_restarted_seconds(meter->flows, days * DAY_SECONDS);
    if (seconds == 0)
        return COST_OK;
    return cost_usage_warn(
        meter->out, "rds-restarted", cost_node_find(meter->resource->node, "schedule"), meter->err,
        "AWS starts an instance again that was stopped for %lld days: %lld hours are billed in which "
        "the schedule has it stopped; stop it again every %lld days, or delete it and keep a snapshot",
        (long long)days, (long long)((seconds + 3599) / 3600), (long long)days);
}

/* ---- on demand and reserved ---- */

/* Reserved hours, at the effective price, or at the recurring one when the fee lies behind; of all-upfront nothing is
 * left to pay then. */
static cost_status_t add_reserved(const cost_rds_meter_t *meter, int64_t primaries, int64_t replicas)
{
    const cost_resource_t *resource = meter->resource;
    const cost_wide_t month = (cost_wide_t)meter->flows->month.seconds * micro;
    bool paid = reserved(resource, COST_RESERVED_UPFRONT)->choice == COST_UPFRONT_PAID;
    int payment = reserved(resource, COST_RESERVED_PAYMENT)->choice;
    if (primaries == 0)
        return COST_OK;
    if (paid && payment == COST_ALL_UPFRONT)
        return cost_rds_add_paid(meter, month * primaries, month * replicas);
    bool recurring = paid && payment == COST_PARTIAL_UPFRONT;
    int dimension = recurring ? COST_RDS_RECURRING_HOURS : COST_RDS_RESERVED_HOURS;
    cost_status_t status = cost_rds_add(meter, dimension, month, primaries);
    return status || replicas == 0 ? status : cost_rds_add_replicas(meter, dimension, month, replicas);
}

/* Reservations cover the primaries first, then the read replicas. */
static void split_reserved(const cost_resource_t *resource, int64_t *primaries, int64_t *replicas)
{
    const cost_value_t *count = reserved(resource, COST_RESERVED_COUNT);
    int64_t most = cost_rds_primaries(resource), rest = 0;
    if (cost_given(&resource->field[COST_RDS_RESERVED]))
        rest = cost_given(count) ? count->integer : most + cost_rds_replicas(resource);
    *primaries = rest < most ? rest : most;
    *replicas = rest - *primaries;
}

static cost_status_t warn_paid(const cost_rds_meter_t *meter)
{
    const cost_resource_t *resource = meter->resource;
    if (!cost_given(&resource->field[COST_RDS_RESERVED]) ||
        reserved(resource, COST_RESERVED_UPFRONT)->choice != COST_UPFRONT_PAID ||
        reserved(resource, COST_RESERVED_PAYMENT)->choice == COST_NO_UPFRONT)
        return COST_OK;
    return cost_usage_warn(meter->out, "reservation-paid-upfront", reserved(resource, COST_RESERVED_UPFRONT)->node,
                           meter->err,
                           "the upfront fee of the reserved instances is not in this bill; write upfront: "
                           "amortised to have it spread over the term");
}

cost_status_t cost_rds_meter_instances(const cost_rds_meter_t *meter)
{
    const cost_resource_t *resource = meter->resource;
    cost_wide_t running = running_seconds(meter) * micro;
    int64_t primaries, replicas;
    split_reserved(resource, &primaries, &replicas);
    cost_status_t status =
        cost_rds_add(meter, COST_RDS_INSTANCE_HOURS, running, cost_rds_primaries(resource) - primaries);
    if (!status)
        status = cost_rds_add_replicas(meter, COST_RDS_INSTANCE_HOURS, running, cost_rds_replicas(resource) - replicas);
    if (!status)
        status = add_reserved(meter, primaries, replicas);
    if (!status)
        status = warn_paid(meter);
    return status ? status : warn_restarted(meter);
}

/* ---- by the vCPU ---- */

/* Instances in the sense of the vCPU meters: a cluster has three. */
static cost_wide_t members(const cost_resource_t *resource)
{
    if (resource->field[COST_RDS_DEPLOYMENT].choice == COST_RDS_CLUSTER)
        return cost_rds_primaries(resource) * (resource->rule[COST_RDS_CLUSTER_INSTANCES] / micro);
    return cost_rds_primaries(resource);
}

static cost_status_t add_vcpu(const cost_rds_meter_t *meter, int dimension, cost_wide_t vcpu, cost_wide_t times)
{
    return cost_usage_add_product(meter->out, dimension, NULL, vcpu, times, meter->err);
}

static cost_status_t meter_proxy(const cost_rds_meter_t *meter, cost_wide_t vcpu)
{
    cost_wide_t least = meter->resource->rule[COST_RDS_PROXY_MINIMUM];
    if (!meter->resource->field[COST_RDS_PROXY].on)
        return COST_OK;
    return add_vcpu(meter, COST_RDS_PROXY_HOURS, vcpu > least ? vcpu : least,
                    running_seconds(meter) * members(meter->resource));
}

/* A Multi-AZ instance counts twice: its standby runs the old version too. */
static cost_status_t meter_support(const cost_rds_meter_t *meter, cost_wide_t vcpu)
{
    const cost_resource_t *resource = meter->resource;
    const cost_value_t *stated = cost_rds_field(resource, COST_RDS_EXTENDED_SUPPORT, COST_RDS_SUPPORT_YEAR);
    const cost_value_t *enrolled = cost_rds_field(resource, COST_RDS_EXTENDED_SUPPORT, COST_RDS_SUPPORT_ENROLLED);
    const cost_value_t *version = &resource->field[COST_RDS_VERSION];
    int year = (int)stated->integer;
    if (!cost_given(stated) && cost_given(version) && enrolled->on)
        year = cost_rds_support_year(resource->catalog, resource->date, resource->field[COST_RDS_ENGINE].text,
                                     version->text);
    if (year == 0)
        return COST_OK;
    cost_wide_t twice = resource->field[COST_RDS_DEPLOYMENT].choice == COST_RDS_MULTI_AZ
                            ? resource->rule[COST_RDS_SUPPORT_MULTI_AZ] / micro
                            : 1;
    cost_wide_t instances = members(resource) * twice + cost_rds_replicas(resource);
    cost_status_t status = add_vcpu(meter, COST_RDS_SUPPORT_HOURS, vcpu, running_seconds(meter) * instances);
    if (status || cost_given(stated))
        return status;
    return cost_usage_warn(meter->out, "rds-extended-support", version->node, meter->err,
                           "%s %s is past its standard support, so that extended support is billed (year %d); upgrade "
                           "it, or write extended_support: {enrolled: false}",
                           resource->field[COST_RDS_ENGINE].text, version->text, year);
}

/* What is used beyond the baseline, at a steady load: the balance of earned credits is spent by then. */
static cost_status_t meter_credits(const cost_rds_meter_t *meter, cost_wide_t vcpu)
{
    const cost_resource_t *resource = meter->resource;
    const cost_value_t *used = cost_rds_field(resource, COST_RDS_CPU, COST_RDS_CPU_UTILISATION);
    cost_wide_t baseline, surplus;
    char rule[64];
    if (!cost_rds_burstable(resource))
        return COST_OK;
    if (!cost_given(used))
        return cost_usage_unpriced(meter->out, COST_RDS_CPU_CREDITS, "cpu: {utilisation: 15%}", meter->err);
    snprintf(rule, sizeof rule, "credit_baseline_%s", cost_class_size(resource->field[COST_RDS_CLASS].text));
    if (!cost_catalog_find_rule(resource->catalog, resource->service->name, rule, resource->date, &baseline))
        return cost_fail_at(meter->err, COST_ERR_NO_PRICE, resource->field[COST_RDS_CLASS].node,
                            "the price book has no rule %s of rds", rule);
    cost_wide_t above = used->amount.value - baseline * 10; /* a rule in % times 1e6 is 1e-8; a ratio is 1e-9 */
    if (above <= 0)
        return COST_OK;
    cost_wide_t times = running_seconds(meter) * (members(resource) + cost_rds_replicas(resource));
    if (!cost_wide_mul_div(&surplus, vcpu * times, above, 1000 * micro))
        return cost_fail_at(meter->err, COST_ERR_RANGE, used->node, "is too large to be counted");
    return cost_usage_add(meter->out, COST_RDS_CPU_CREDITS, NULL, surplus, meter->err);
}

static cost_status_t meter_monitoring(const cost_rds_meter_t *meter, cost_wide_t vcpu)
{
    const cost_resource_t *resource = meter->resource;
    cost_wide_t times = running_seconds(meter) * (members(resource) + cost_rds_replicas(resource));
    cost_status_t status = COST_OK;
    if (cost_rds_field(resource, COST_RDS_MONITORING, COST_RDS_MONITORING_INSIGHTS)->choice > 0)
        status = add_vcpu(meter, COST_RDS_INSIGHTS_HOURS, vcpu, times);
    if (!status && cost_rds_field(resource, COST_RDS_MONITORING, COST_RDS_MONITORING_RETENTION)->choice > 0)
        status = add_vcpu(meter, COST_RDS_PERFORMANCE_MONTHS, vcpu, times);
    return status;
}

static cost_status_t meter_api(const cost_rds_meter_t *meter)
{
    const cost_value_t *requests = cost_rds_field(meter->resource, COST_RDS_MONITORING, COST_RDS_MONITORING_REQUESTS);
    int64_t seconds = cost_window_seconds(meter->flows->exists, meter->flows->exist_count);
    cost_wide_t count;
    if (!cost_given(requests))
        return COST_OK;
    if (!cost_frequency_total(&count, &requests->amount, &meter->flows->month, seconds, 1))
        return cost_fail_at(meter->err, COST_ERR_RANGE, requests->node, "is too large to be counted");
    return add_vcpu(meter, COST_RDS_PERFORMANCE_REQUESTS, count, meter->resource->count);
}

/* Whether anything here needs to know the class's vCPU. */
static bool needs_vcpu(const cost_resource_t *resource)
{
    const cost_value_t *monitoring = resource->field[COST_RDS_MONITORING].values;
    return resource->field[COST_RDS_PROXY].on || cost_given(&resource->field[COST_RDS_VERSION]) ||
           cost_given(cost_rds_field(resource, COST_RDS_EXTENDED_SUPPORT, COST_RDS_SUPPORT_YEAR)) ||
           monitoring[COST_RDS_MONITORING_INSIGHTS].choice > 0 ||
           monitoring[COST_RDS_MONITORING_RETENTION].choice > 0 || cost_rds_burstable(resource);
}

cost_status_t cost_rds_meter_vcpu(const cost_rds_meter_t *meter)
{
    const cost_value_t *name = &meter->resource->field[COST_RDS_CLASS];
    cost_wide_t vcpu = 0;
    if (needs_vcpu(meter->resource) && !cost_class_vcpu(meter->resource, name->text, &vcpu))
        return cost_fail_at(meter->err, COST_ERR_NO_PRICE, name->node,
                            "the price book does not know how many vCPU %s has", name->text);
    cost_status_t status = meter_proxy(meter, vcpu);
    if (!status)
        status = meter_support(meter, vcpu);
    if (!status)
        status = meter_credits(meter, vcpu);
    if (!status)
        status = meter_monitoring(meter, vcpu);
    return status ? status : meter_api(meter);
}
