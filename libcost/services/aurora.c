/* Amazon Aurora: provisioned and serverless instances, the cluster volume, its backups.  Source: billing-rules 8.b;
 * what Aurora has in common with RDS, billing-rules 8. */
#include "libcost/services/aurora.h"

#include <stdio.h>

#include "libcost/services/node_class.h"

static const cost_dimension_t dimensions[] = {
    [COST_AURORA_INSTANCE_HOURS] = {.name = "instance_hours",
                                    .unit = "hour",
                                    .help = "provisioned instances on demand, by the second"},
    [COST_AURORA_RESERVED_HOURS] = {.name = "reserved_instance_hours",
                                    .unit = "hour",
                                    .category = COST_CATEGORY_COMMITTED,
                                    .help = "reserved instances, upfront fee spread over the term"},
    [COST_AURORA_ACU_HOURS] = {.name = "acu_hours", .unit = "ACU-hour", .help = "capacity of Serverless v2"},
    [COST_AURORA_V1_ACU_HOURS] = {.name = "serverless_v1_acu_hours",
                                  .unit = "ACU-hour",
                                  .help = "capacity of Serverless v1"},
    [COST_AURORA_STORED] = {.name = "storage", .unit = "GB-month", .help = "data in the cluster volume"},
    [COST_AURORA_IO_REQUESTS] = {.name = "io_requests",
                                 .unit = "1M-requests",
                                 .help = "reads and writes of standard storage"},
    [COST_AURORA_BACKUP_STORAGE] = {.name = "backup_storage_billable",
                                    .unit = "GB-month",
                                    .help = "backups beyond the size of the volume"},
    [COST_AURORA_CHANGE_RECORDS] = {.name = "backtrack_change_records",
                                    .unit = "1M-change-records",
                                    .help = "change records kept to set the cluster back, each hour"},
    [COST_AURORA_SNAPSHOT_EXPORT] = {.name = "snapshot_export", .unit = "GB", .help = "snapshots exported to S3"},
    [COST_AURORA_PROXY_VCPU_HOURS] = {.name = "proxy_vcpu_hours",
                                      .unit = "vCPU-hour",
                                      .help = "RDS Proxy, by the vCPU of the provisioned instances behind it"},
    [COST_AURORA_PROXY_ACU_HOURS] = {.name = "proxy_acu_hours",
                                     .unit = "ACU-hour",
                                     .help = "RDS Proxy, by the ACU of the Serverless v2 instances behind it"},
    [COST_AURORA_SUPPORT_HOURS] = {.name = "extended_support_vcpu_hours",
                                   .unit = "vCPU-hour",
                                   .help = "RDS Extended Support"},
    [COST_AURORA_CPU_CREDITS] = {.name = "cpu_credits",
                                 .unit = "vCPU-hour",
                                 .help = "vCPU of T classes used beyond the baseline"},
    [COST_AURORA_INSIGHTS_HOURS] = {.name = "database_insights_vcpu_hours",
                                    .unit = "vCPU-hour",
                                    .help = "Database Insights, advanced"},
    [COST_AURORA_PERFORMANCE_REQUESTS] = {.name = "performance_insights_requests",
                                          .unit = "1k-requests",
                                          .help = "requests to the Performance Insights API"},
};

static const char *const rules[COST_AURORA_RULES] = {
    [COST_AURORA_ACU_STEP] = "acu_step",
    [COST_AURORA_BACKUP_INCLUDED] = "backup_included",
    [COST_AURORA_IO_OPTIMIZED_INSTANCES] = "io_optimized_instances",
    [COST_AURORA_ACU_MEMORY] = "acu_memory",
    [COST_AURORA_ACU_PER_VCPU] = "acu_per_vcpu",
    [COST_AURORA_ACU_DOWN] = "acu_scale_down",
    [COST_AURORA_ACU_UP] = "acu_scale_up",
    [COST_AURORA_PAUSE_MIN] = "pause_after_min",
    [COST_AURORA_RESUME] = "resume",
    [COST_AURORA_RESUME_LONG] = "resume_long",
};

/* ---- which price ---- */

static const char *text_of(const cost_value_t *value)
{
    return value->text ? value->text : "";
}

/* The price of the first two years is one, and Aurora MySQL stays at it. */
static const char *support_years(const cost_resource_t *resource)
{
    const bool mysql = resource->field[COST_AURORA_ENGINE].choice == COST_AURORA_MYSQL;
    return !mysql && cost_aurora_support_year(resource) == 3 ? "3" : "1-2";
}

static void instance_variant(const cost_resource_t *resource, const char *storage, cost_key_t *out)
{
    snprintf(out->variant, sizeof out->variant, "class=%s;engine=%s;storage=%s",
             text_of(&resource->field[COST_AURORA_CLASS]), resource->field[COST_AURORA_ENGINE].text, storage);
}

static void reserved_variant(const cost_resource_t *resource, cost_key_t *out)
{
    const cost_value_t *reserved = resource->field[COST_AURORA_RESERVED].values;
    snprintf(out->variant, sizeof out->variant, "class=%s;engine=%s;payment=%s;term=%s",
             text_of(&resource->field[COST_AURORA_CLASS]), resource->field[COST_AURORA_ENGINE].text,
             text_of(&reserved[COST_RESERVED_PAYMENT]), text_of(&reserved[COST_RESERVED_TERM]));
}

/* `nested`: the storage type whose price holds, where it is not the resource's own. */
static void key(const cost_resource_t *resource, int dimension, const char *nested, cost_key_t *out)
{
    const char *storage =
        nested ? nested : cost_aurora_field(resource, COST_AURORA_STORAGE, COST_AURORA_STORAGE_TYPE)->text;
    char family[16];
    if (dimension == COST_AURORA_INSTANCE_HOURS) {
        instance_variant(resource, storage, out);
    } else if (dimension == COST_AURORA_RESERVED_HOURS) {
        reserved_variant(resource, out);
    } else if (dimension == COST_AURORA_ACU_HOURS || dimension == COST_AURORA_STORED) {
        snprintf(out->variant, sizeof out->variant, "storage=%s", storage);
    } else if (dimension == COST_AURORA_SUPPORT_HOURS) {
        snprintf(out->variant, sizeof out->variant, "year=%s", support_years(resource));
    } else if (dimension == COST_AURORA_CPU_CREDITS) {
        cost_class_family(text_of(&resource->field[COST_AURORA_CLASS]), family, sizeof family);
        snprintf(out->variant, sizeof out->variant, "family=%s", family);
    }
}

static cost_status_t meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                           cost_error_t *err)
{
    const cost_aurora_meter_t each = {resource, flows, out, err};
    cost_status_t status = cost_aurora_meter_capacity(&each);
    if (!status)
        status = cost_aurora_meter_options(&each);
    return status ? status : cost_aurora_meter_storage(&each);
}

const cost_service_t cost_service_aurora = {
    .name = "aurora",
    .title = "Amazon Aurora",
    .help = "Clusters of MySQL or PostgreSQL. Provisioned instances are billed by the second, at least ten minutes "
            "after each "
            "start, Serverless v2 by the ACU; the volume by the data in it and, unless it is io-optimized, by its "
            "reads and "
            "writes. A stopped cluster is started again by AWS after seven days.",
    .source = "billing-rules 8.b",
    .example = "    engine: aurora-postgresql\n    serverless: {min: 0.5, max: 8, acu: 2}\n"
               "    storage: {used: 40 GiB, requests: 50M/month}\n",
    .fields = cost_aurora_fields,
    .field_count = COST_AURORA_FIELDS,
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .check = cost_aurora_check,
    .key = key,
    .stops = true,
    .flow = cost_aurora_flow,
    .meter = meter,
};
