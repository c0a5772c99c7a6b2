/* Amazon RDS: database instances by the second, their storage, backups and options.  Source: billing-rules, section 8.
 */
#include "libcost/services/rds.h"

#include <stdio.h>
#include <string.h>

#include "libcost/services/node_class.h"

/* ---- dimensions and rules ---- */

static const cost_dimension_t dimensions[] = {
    [COST_RDS_INSTANCE_HOURS] = {.name = "instance_hours",
                                 .unit = "hour",
                                 .help = "instances on demand, by the second"},
    [COST_RDS_RESERVED_HOURS] = {.name = "reserved_instance_hours",
                                 .unit = "hour",
                                 .category = COST_CATEGORY_COMMITTED,
                                 .help = "reserved instances, upfront fee spread over the term"},
    [COST_RDS_RECURRING_HOURS] = {.name = "reserved_recurring_hours",
                                  .unit = "hour",
                                  .category = COST_CATEGORY_COMMITTED,
                                  .help = "reserved instances whose upfront fee lies behind"},
    [COST_RDS_STORED] = {.name = "storage", .unit = "GB-month", .help = "allocated storage"},
    [COST_RDS_IOPS] = {.name = "iops", .unit = "IOPS-month", .help = "provisioned IOPS, less what gp3 includes"},
    [COST_RDS_THROUGHPUT] = {.name = "throughput",
                             .unit = "MiBps-month",
                             .help = "provisioned throughput, less what gp3 includes"},
    [COST_RDS_IO_REQUESTS] = {.name = "io_requests", .unit = "1M-requests", .help = "I/O requests of magnetic storage"},
    [COST_RDS_BACKUP_STORAGE] = {.name = "backup_storage",
                                 .unit = "GB-month",
                                 .help = "all backups; as much as is provisioned in the Region is free"},
    [COST_RDS_BACKUP_BILLABLE] = {.name = "backup_storage_billable",
                                  .unit = "GB-month",
                                  .help = "backups beyond the free part, when only that is known"},
    [COST_RDS_SNAPSHOT_EXPORT] = {.name = "snapshot_export", .unit = "GB", .help = "snapshots exported to S3"},
    [COST_RDS_PROXY_HOURS] = {.name = "proxy_vcpu_hours",
                              .unit = "vCPU-hour",
                              .help = "RDS Proxy, by the vCPU of the instance behind it"},
    [COST_RDS_SUPPORT_HOURS] = {.name = "extended_support_vcpu_hours",
                                .unit = "vCPU-hour",
                                .help = "RDS Extended Support"},
    [COST_RDS_CPU_CREDITS] = {.name = "cpu_credits",
                              .unit = "vCPU-hour",
                              .help = "vCPU of T classes used beyond the baseline"},
    [COST_RDS_INSIGHTS_HOURS] = {.name = "database_insights_vcpu_hours",
                                 .unit = "vCPU-hour",
                                 .help = "Database Insights, advanced"},
    [COST_RDS_PERFORMANCE_MONTHS] = {.name = "performance_insights_vcpu_months",
                                     .unit = "vCPU-month",
                                     .help = "Performance Insights, long-term retention"},
    [COST_RDS_PERFORMANCE_REQUESTS] = {.name = "performance_insights_requests",
                                       .unit = "1k-requests",
                                       .help = "requests to the Performance Insights API"},
};

static const char *const rules[] = {
    [COST_RDS_MINIMUM] = "minimum",
    [COST_RDS_STOP_MAX_DAYS] = "stop_max_days",
    [COST_RDS_CLUSTER_INSTANCES] = "cluster_instances",
    [COST_RDS_SUPPORT_MULTI_AZ] = "extended_support_multi_az",
    [COST_RDS_PROXY_MINIMUM] = "proxy_minimum_vcpu",
    [COST_RDS_GP3_THRESHOLD] = "gp3_threshold",
    [COST_RDS_GP3_THRESHOLD_ORACLE] = "gp3_threshold_oracle",
    [COST_RDS_GP3_THRESHOLD_SQLSERVER] = "gp3_threshold_sqlserver",
    [COST_RDS_GP3_IOPS_SMALL] = "gp3_included_iops_small",
    [COST_RDS_GP3_IOPS_LARGE] = "gp3_included_iops_large",
    [COST_RDS_GP3_IOPS_SQLSERVER] = "gp3_included_iops_sqlserver",
    [COST_RDS_GP3_THROUGHPUT_SMALL] = "gp3_included_throughput_small",
    [COST_RDS_GP3_THROUGHPUT_LARGE] = "gp3_included_throughput_large",
    [COST_RDS_GP3_THROUGHPUT_SQLSERVER] = "gp3_included_throughput_sqlserver",
    [COST_RDS_GP3_IOPS_MAX] = "gp3_max_iops",
    [COST_RDS_GP3_IOPS_MAX_SQLSERVER] = "gp3_max_iops_sqlserver",
    [COST_RDS_GP3_THROUGHPUT_MAX] = "gp3_max_throughput",
    [COST_RDS_GP3_THROUGHPUT_MAX_SQLSERVER] = "gp3_max_throughput_sqlserver",
    [COST_RDS_GP3_MYSQL_FREE] = "gp3_mysql_iops_free_of_throughput",
    [COST_RDS_GP3_MYSQL_RATIO] = "gp3_mysql_iops_per_throughput",
    [COST_RDS_STORAGE_MIN] = "gp_min_storage",
    [COST_RDS_STORAGE_MIN_IO] = "io1_min_storage",
    [COST_RDS_STORAGE_MIN_MAGNETIC] = "magnetic_min_storage",
    [COST_RDS_STORAGE_MAX] = "io1_max_storage",
    [COST_RDS_STORAGE_MAX_MAGNETIC] = "magnetic_max_storage",
    [COST_RDS_IO_IOPS_MIN] = "io1_min_iops",
    [COST_RDS_IO_IOPS_MAX] = "io1_max_iops",
    [COST_RDS_IO_RATIO_MIN] = "io1_iops_per_gib_min",
    [COST_RDS_IO1_RATIO_MAX] = "io1_iops_per_gib_max",
    [COST_RDS_IO2_RATIO_MAX] = "io2_iops_per_gib_max",
    [COST_RDS_MAX_SIZE_ABOVE] = "autoscaling_max_above",
    [COST_RDS_AUTO_CHANGES] = "autoscaling_changes_max",
    [COST_RDS_AUTO_FORECAST] = "autoscaling_forecast",
    [COST_RDS_AUTO_FREE] = "autoscaling_free",
    [COST_RDS_AUTO_INCREMENT] = "autoscaling_increment",
    [COST_RDS_AUTO_LEAST] = "autoscaling_increment_min",
    [COST_RDS_AUTO_LOW] = "autoscaling_low",
    [COST_RDS_AUTO_OPTIMISE] = "autoscaling_optimise",
};

/* ---- small questions ---- */

bool cost_rds_engine_is(const cost_resource_t *resource, const char *family)
{
    return !strncmp(resource->field[COST_RDS_ENGINE].text, family, strlen(family));
}

bool cost_rds_burstable(const cost_resource_t *resource)
{
    char family[16];
    cost_class_family(resource->field[COST_RDS_CLASS].text, family, sizeof family);
    return family[0] == 't' && family[1] >= '0' && family[1] <= '9';
}

int64_t cost_rds_primaries(const cost_resource_t *resource)
{
    return resource->count;
}

int64_t cost_rds_replicas(const cost_resource_t *resource)
{
    return resource->count * resource->field[COST_RDS_READ_REPLICAS].integer;
}

/* ---- which price ---- */

/* "1-2" and "3": the price of the first two years is one. */
static const char *support_years(const cost_resource_t *resource)
{
    const cost_value_t *year = cost_rds_field(resource, COST_RDS_EXTENDED_SUPPORT, COST_RDS_SUPPORT_YEAR);
    int64_t stated = year->integer;
    if (!cost_given(year) && cost_given(&resource->field[COST_RDS_VERSION]))
        stated = cost_rds_support_year(resource->catalog, resource->date, resource->field[COST_RDS_ENGINE].text,
                                       resource->field[COST_RDS_VERSION].text);
    return stated == 3 ? "3" : "1-2";
}

static void instance_variant(const cost_resource_t *resource, int dimension, const char *deployment, cost_key_t *out)
{
    const cost_value_t *license = &resource->field[COST_RDS_LICENSE];
    const cost_value_t *payment = cost_rds_field(resource, COST_RDS_RESERVED, COST_RESERVED_PAYMENT);
    const cost_value_t *term = cost_rds_field(resource, COST_RDS_RESERVED, COST_RESERVED_TERM);
    bool reserved = dimension != COST_RDS_INSTANCE_HOURS && cost_given(payment) && cost_given(term);
    snprintf(out->variant, sizeof out->variant, "class=%s;deployment=%s;engine=%s%s%s%s%s%s%s",
             resource->field[COST_RDS_CLASS].text, deployment, resource->field[COST_RDS_ENGINE].text,
             cost_given(license) ? ";license=" : "", cost_given(license) ? license->text : "",
             reserved ? ";payment=" : "", reserved ? payment->text : "", reserved ? ";term=" : "",
             reserved ? term->text : "");
}

static void deployed_variant(const cost_resource_t *resource, int dimension, const char *deployment, cost_key_t *out)
{
    if (dimension <= COST_RDS_RECURRING_HOURS)
        instance_variant(resource, dimension, deployment, out);
    else
        snprintf(out->variant, sizeof out->variant, "deployment=%s;type=%s", deployment,
                 cost_rds_field(resource, COST_RDS_STORAGE, COST_RDS_STORAGE_TYPE)->text);
}

static bool in_cluster(const cost_resource_t *resource)
{
    return resource->field[COST_RDS_DEPLOYMENT].choice == COST_RDS_CLUSTER;
}

static bool cluster_priced(const cost_resource_t *resource, int dimension)
{
    cost_key_t key = {.region = resource->region};
    cost_price_t price;
    deployed_variant(resource, dimension, cost_rds_deployments[COST_RDS_CLUSTER], &key);
    return cost_catalog_find_price(resource->catalog, resource->service->name, dimensions[dimension].name, key.variant,
                                   key.region, resource->date, &price);
}

static const char replicas[] = "read-replicas";

static const char *deployment_of(const cost_resource_t *resource, int dimension, const char *nested)
{
    bool replica = nested && !strcmp(nested, replicas);
    if (replica || (in_cluster(resource) && !cluster_priced(resource, dimension)))
        return cost_rds_deployments[COST_RDS_SINGLE_AZ];
    return resource->field[COST_RDS_DEPLOYMENT].text;
}

static void key(const cost_resource_t *resource, int dimension, const char *nested, cost_key_t *out)
{
    if (dimension <= COST_RDS_THROUGHPUT) {
        deployed_variant(resource, dimension, deployment_of(resource, dimension, nested), out);
    } else if (dimension == COST_RDS_SUPPORT_HOURS) {
        snprintf(out->variant, sizeof out->variant, "year=%s", support_years(resource));
    } else if (dimension == COST_RDS_CPU_CREDITS) {
        char family[16];
        cost_class_family(resource->field[COST_RDS_CLASS].text, family, sizeof family);
        snprintf(out->variant, sizeof out->variant, "family=%s", family);
    } else if (dimension == COST_RDS_PERFORMANCE_MONTHS) {
        snprintf(out->variant, sizeof out->variant, "class=%s", resource->field[COST_RDS_CLASS].text);
    }
}

/* ---- counting ---- */

cost_status_t cost_rds_add(const cost_rds_meter_t *meter, int dimension, cost_wide_t a, cost_wide_t b)
{
    const cost_resource_t *resource = meter->resource;
    cost_wide_t base;
    if (!in_cluster(resource) || cluster_priced(resource, dimension))
        return cost_usage_add_product(meter->out, dimension, NULL, a, b, meter->err);
    if (!cost_wide_mul(&base, a, b))
        return cost_fail_at(meter->err, COST_ERR_RANGE, resource->node, "%s is too large to be counted",
                            dimensions[dimension].name);
    return cost_usage_add_at(meter->out, dimension, NULL, base, dimension,
                             resource->rule[COST_RDS_CLUSTER_INSTANCES] * 1000, meter->err);
}

cost_status_t cost_rds_add_replicas(const cost_rds_meter_t *meter, int dimension, cost_wide_t a, cost_wide_t b)
{
    if (cost_rds_replicas(meter->resource) == 0)
        return COST_OK;
    return cost_usage_add_product(meter->out, dimension, replicas, a, b, meter->err);
}

cost_status_t cost_rds_add_paid(const cost_rds_meter_t *meter, cost_wide_t primary_hours, cost_wide_t replica_hours)
{
    cost_status_t status = cost_usage_add_at(meter->out, COST_RDS_RESERVED_HOURS, NULL, primary_hours,
                                             COST_RDS_INSTANCE_HOURS, 0, meter->err);
    if (status || replica_hours == 0)
        return status;
    return cost_usage_add_at(meter->out, COST_RDS_RESERVED_HOURS, replicas, replica_hours, COST_RDS_INSTANCE_HOURS, 0,
                             meter->err);
}

static cost_status_t warn_cluster(const cost_rds_meter_t *meter)
{
    const cost_resource_t *resource = meter->resource;
    if (!in_cluster(resource) || cluster_priced(resource, COST_RDS_INSTANCE_HOURS))
        return COST_OK;
    return cost_usage_warn(meter->out, "rds-cluster-price", resource->field[COST_RDS_DEPLOYMENT].node, meter->err,
                           "the price book has no price of a Multi-AZ cluster of %s; it is billed as %lld single-AZ "
                           "instances",
                           resource->field[COST_RDS_CLASS].text,
                           (long long)(resource->rule[COST_RDS_CLUSTER_INSTANCES] / 1000000));
}

static cost_status_t meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                           cost_error_t *err)
{
    const cost_rds_meter_t each = {resource, flows, out, err};
    cost_status_t status = cost_rds_meter_instances(&each);
    if (!status)
        status = cost_rds_meter_vcpu(&each);
    if (!status)
        status = cost_rds_meter_storage(&each);
    if (!status)
        status = cost_rds_meter_backups(&each);
    return status ? status : warn_cluster(&each);
}

const cost_service_t cost_service_rds = {
    .name = "rds",
    .title = "Amazon RDS",
    .help =
        "Relational databases. An instance is billed by the second from start to stop, at least ten minutes; storage, "
        "IOPS and backups are billed while it exists, also when it is stopped. Multi-AZ has prices of its own. "
        "A stopped instance is started again by AWS after seven days.",
    .example = "    engine: postgres\n    class: db.t3.medium\n    deployment: multi-az\n"
               "    storage: {type: gp3, size: 100 GiB}\n",
    .source = "billing-rules 8",
    .fields = cost_rds_fields,
    .field_count = COST_RDS_FIELDS,
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .zonal = true,
    .check = cost_rds_check,
    .key = key,
    .stops = true,
    .flow = cost_rds_flow,
    .meter = meter,
};
