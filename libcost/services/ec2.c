/* Amazon EC2: instance hours on demand, Spot and reserved, and CPU credits.
 * Source: billing rules, sections 2, 8.9 and 15. */
#include "libcost/services/ec2.h"

#include <stdio.h>
#include <string.h>

#include "libcost/services/node_class.h"
#include "libcost/services/scaled_service.h"

enum { INSTANCE_HOURS, SPOT_INSTANCE_HOURS, RESERVED_INSTANCE_HOURS, CPU_CREDITS };
static const cost_dimension_t dimensions[] = {
    [INSTANCE_HOURS] = {.name = "instance_hours", .unit = "hour", .help = "running on-demand instances, by the second"},
    [SPOT_INSTANCE_HOURS] = {.name = "spot_instance_hours",
                             .unit = "hour",
                             .help = "running Spot instances, by the second",
                             .category = COST_CATEGORY_SPOT},
    [RESERVED_INSTANCE_HOURS] = {.name = "reserved_instance_hours",
                                 .unit = "hour",
                                 .help = "Reserved Instances, upfront fee spread over the term",
                                 .category = COST_CATEGORY_COMMITTED},
    [CPU_CREDITS] = {.name = "cpu_credits",
                     .unit = "vCPU-hour",
                     .help = "CPU of T types beyond the baseline, in the mode unlimited"},
};

static const char *const rules[COST_EC2_RULES] = {
    [COST_EC2_RULE_MINIMUM] = "minimum",
    [COST_EC2_RULE_MONITORING] = "detailed_monitoring_metrics",
    [COST_EC2_RULE_START] = "instance_start",
    [COST_EC2_RULE_DRAIN] = "deregistration_delay",
};

static const cost_wide_t micro = 1000000, nano = 1000000000;

/* ---- which price ---- */

static void reserved_key(const cost_resource_t *resource, const char *type, const char *os, cost_key_t *out)
{
    const cost_value_t *field = resource->field[COST_EC2_RESERVED].values;
    bool convertible = field[COST_EC2_RESERVED_OFFERING].choice == COST_EC2_OFFERING_CONVERTIBLE;
    const char *payment = field[COST_EC2_RESERVED_PAYMENT].text, *term = field[COST_EC2_RESERVED_TERM].text;
    (void)snprintf(out->variant, sizeof out->variant, "instance=%s;%sos=%s;payment=%s;term=%s", type,
                   convertible ? "offering=convertible;" : "", os, payment ? payment : "no-upfront",
                   term ? term : "1yr");
}

static void key(const cost_resource_t *resource, int dimension, const char *nested, cost_key_t *out)
{
    const char *type = resource->field[COST_EC2_INSTANCE_TYPE].text, *os = resource->field[COST_EC2_OS].text;
    bool dedicated = resource->field[COST_EC2_TENANCY].choice == COST_EC2_DEDICATED;
    (void)nested;
    if (dimension == RESERVED_INSTANCE_HOURS)
        reserved_key(resource, type, os, out);
    else if (dimension == CPU_CREDITS)
        (void)snprintf(out->variant, sizeof out->variant, "family=%.*s;os=%s", (int)strcspn(type, "."), type, os);
    else
        (void)snprintf(out->variant, sizeof out->variant, "instance=%s;os=%s%s", type, os,
                       dedicated ? ";tenancy=dedicated" : "");
}

/* ---- hours ---- */

typedef struct {
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    cost_usage_t *out;
    cost_error_t *err;
    cost_ec2_instances_t instances;
    cost_ec2_time_t time;
} bill_t;

static cost_status_t meter_on_demand(const bill_t *bill)
{
    return cost_usage_add(bill->out, INSTANCE_HOURS, NULL, bill->time.running[COST_EC2_ON_DEMAND] - bill->time.reserved,
                          bill->err);
}

static cost_status_t meter_spot(const bill_t *bill)
{
    const cost_value_t *spot = &bill->resource->field[COST_EC2_CAPACITY].values[COST_EC2_SPOT];
    const cost_value_t *price = &spot->values[COST_EC2_SPOT_PRICE];
    cost_wide_t us = bill->time.running[COST_EC2_SPOT];
    if (!us)
        return COST_OK;
    if (cost_given(price))
        return cost_usage_add_at(bill->out, SPOT_INSTANCE_HOURS, NULL, us, INSTANCE_HOURS, price->amount.value,
                                 bill->err);
    cost_status_t status = cost_usage_add(bill->out, SPOT_INSTANCE_HOURS, NULL, us, bill->err);
    if (status || cost_usage_stated(bill->out, SPOT_INSTANCE_HOURS))
        return status;
    return cost_usage_warn(bill->out, "spot-price-moves", spot->node, bill->err,
                           "every pool of %s has its own moving Spot price; the book's is its on-demand price less the "
                           "saving that AWS saw on average; to state another, write price: 30%% to 50%%",
                           bill->resource->field[COST_EC2_INSTANCE_TYPE].text);
}

/* Every hour of the month, used or not. */
static cost_status_t meter_reserved(const bill_t *bill)
{
    const cost_value_t *field = bill->resource->field[COST_EC2_RESERVED].values;
    const cost_value_t *price = &field[COST_EC2_RESERVED_PRICE];
    cost_wide_t us = (cost_wide_t)bill->flows->month.seconds * micro * bill->instances.reserved;
    if (!bill->instances.reserved)
        return COST_OK;
    if (field[COST_EC2_RESERVED_UPFRONT].choice == COST_UPFRONT_PAID &&
        field[COST_EC2_RESERVED_PAYMENT].choice == COST_ALL_UPFRONT) {
        cost_status_t status =
            cost_usage_add_at(bill->out, RESERVED_INSTANCE_HOURS, NULL, us, INSTANCE_HOURS, 0, bill->err);
        return status ? status
                      : cost_usage_warn(bill->out, "reservation-paid-upfront", field[COST_EC2_RESERVED_UPFRONT].node,
                                        bill->err,
                                        "the upfront fee of the reserved instances is not in this bill; write "
                                        "upfront: amortised to have it spread over the term");
    }
    if (cost_given(price))
        return cost_usage_add_at(bill->out, RESERVED_INSTANCE_HOURS, NULL, us, INSTANCE_HOURS, price->amount.value,
                                 bill->err);
    return cost_usage_add(bill->out, RESERVED_INSTANCE_HOURS, NULL, us, bill->err);
}

/* The instance runs on a host that is billed in its place, and of which the book has no price. */
static cost_status_t warn_host(const bill_t *bill)
{
    return cost_usage_warn(bill->out, "dedicated-host-unpriced", bill->resource->field[COST_EC2_TENANCY].node,
                           bill->err,
                           "AWS bills the Dedicated Host instead of its instances, and the book has no price of hosts: "
                           "only what comes with the instances is in this bill");
}

static cost_status_t meter_hours(const bill_t *bill)
{
    if (bill->resource->field[COST_EC2_TENANCY].choice == COST_EC2_HOST)
        return warn_host(bill);
    cost_status_t status = meter_on_demand(bill);
    if (!status)
        status = meter_spot(bill);
    return status ? status : meter_reserved(bill);
}

/* ---- credits ---- */

/* t2 is in the mode standard unless it is changed, later types are in the mode unlimited. */
static bool is_unlimited(const cost_resource_t *resource)
{
    const cost_value_t *credits = &resource->field[COST_EC2_CREDITS];
    if (cost_given(credits))
        return credits->choice == COST_EC2_CREDITS_UNLIMITED;
    return strncmp(resource->field[COST_EC2_INSTANCE_TYPE].text, "t2.", 3) != 0;
}

static cost_status_t baseline_of(cost_wide_t *out, const bill_t *bill, cost_wide_t *vcpu)
{
    const cost_resource_t *resource = bill->resource;
    const cost_value_t *type = &resource->field[COST_EC2_INSTANCE_TYPE];
    char rule[64];
    (void)snprintf(rule, sizeof rule, "credit_baseline_%s", cost_class_size(type->text));
    if (!cost_catalog_find_rule(resource->catalog, resource->service->name, rule, resource->date, out))
        return cost_fail_at(bill->err, COST_ERR_NO_PRICE, type->node, "the price book has no rule %s of ec2", rule);
    if (!cost_class_vcpu(resource, type->text, vcpu))
        return cost_fail_at(bill->err, COST_ERR_NO_PRICE, type->node,
                            "the price book does not know how many vCPU %s has", type->text);
    *out *= 10; /* a rule in % times 1e6 is 1e-8; a ratio is 1e-9 */
    return COST_OK;
}

/* What is used beyond the baseline, at a steady load: the balance of earned credits is spent by then. */
static cost_status_t meter_credits(const bill_t *bill)
{
    const cost_value_t *used = &bill->resource->field[COST_EC2_CPU].values[COST_EC2_CPU_UTILISATION];
    cost_wide_t time = bill->time.running[COST_EC2_ON_DEMAND] + bill->time.running[COST_EC2_SPOT];
    cost_wide_t baseline, vcpu, surplus;
    if (!cost_ec2_is_burstable(bill->resource) || !is_unlimited(bill->resource) ||
        cost_usage_stated(bill->out, CPU_CREDITS))
        return COST_OK;
    if (!cost_given(used))
        return cost_usage_unpriced(bill->out, CPU_CREDITS, "cpu: {utilisation: 15%}, or cpu_credits: standard",
                                   bill->err);
    cost_status_t status = baseline_of(&baseline, bill, &vcpu);
    if (status || used->amount.value <= baseline)
        return status;
    if (!cost_wide_mul_div(&time, time, vcpu, micro) ||
        !cost_wide_mul_div(&surplus, time, used->amount.value - baseline, nano))
        return cost_fail_at(bill->err, COST_ERR_RANGE, used->node, "is too large to be counted");
    return cost_usage_add(bill->out, CPU_CREDITS, NULL, surplus, bill->err);
}

static cost_status_t warn_scaling(const bill_t *bill)
{
    const cost_value_t *scaling = &bill->resource->field[COST_EC2_SCALING];
    if (scaling->given != COST_STATED)
        return COST_OK;
    if (bill->flows->ran) {
        const cost_status_t status =
            cost_scaled_warn_stuck(bill->out, scaling, bill->flows->ran, "instance", bill->err);
        return status ? status
                      : cost_scaled_warn_blind(bill->out, scaling, &bill->resource->field[COST_EC2_CPU_PER_REQUEST],
                                               bill->err);
    }
    return cost_usage_warn(bill->out, "scaling-held", scaling->node, bill->err,
                           "no load is stated that the instances could follow, so that %lld run%s all the time; write "
                           "from: the traffic that they serve",
                           (long long)bill->resource->count, bill->resource->count == 1 ? "s" : "");
}

static cost_status_t meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                           cost_error_t *err)
{
    bill_t bill = {.resource = resource, .flows = flows, .out = out, .err = err};
    bill.instances = cost_ec2_instances(resource);
    cost_status_t status = cost_ec2_time(&bill.time, resource, flows, err);
    if (!status)
        status = meter_hours(&bill);
    if (!status)
        status = meter_credits(&bill);
    if (!status)
        status = cost_ec2_imply(out, resource, flows, &bill.time, err);
    return status ? status : warn_scaling(&bill);
}

static const cost_implied_t implied[] = {
    {"ebs", "storage", "root and further volumes"},
    {"ebs", "iops", "provisioned IOPS of the volumes"},
    {"ebs", "throughput", "provisioned throughput of gp3 volumes"},
    {"ebs", "io_requests", "requests of magnetic volumes"},
    {"cloudwatch", "metrics", "detailed monitoring"},
    {"public-ipv4", "in_use_hours", "instances with a public address"},
    {"cloudwatch", "alarms", "target tracking policies own alarms"},
};

const cost_service_t cost_service_ec2 = {
    .name = "ec2",
    .title = "Amazon EC2",
    .help =
        "Instances, alone or as an Auto Scaling group of `count` equal ones.  A running instance is billed by the "
        "second, at least a minute from each start; a stopped one costs nothing but its volumes.  Volumes, detailed "
        "monitoring, public addresses and alarms come out as lines of their own services.",
    .source = "https://aws.amazon.com/ec2/pricing/",
    .example =
        "    instance_type: t3.medium\n    count: 2\n    cpu: {utilisation: 15%}\n    root: {type: gp3, size: 30 "
        "GiB}\n    public_address: false\n",
    .implied = implied,
    .implied_count = COST_COUNT(implied),
    .fields = cost_ec2_fields,
    .field_count = COST_EC2_FIELDS,
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .answers = true,
    .check = cost_ec2_check,
    .key = key,
    .stops = true,
    .flow = cost_ec2_flow,
    .meter = meter,
};
