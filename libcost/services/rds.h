/* Amazon RDS inside: what its files share, and rules of it that are worth calling by themselves. */
#ifndef COST_RDS_H
#define COST_RDS_H

#include "libcost/services/reserved.h"
#include "libcost/services/service.h"

enum {
    COST_RDS_ENGINE,
    COST_RDS_VERSION,
    COST_RDS_LICENSE,
    COST_RDS_CLASS,
    COST_RDS_DEPLOYMENT,
    COST_RDS_STORAGE,
    COST_RDS_READ_REPLICAS,
    COST_RDS_BACKUPS,
    COST_RDS_PROXY,
    COST_RDS_EXTENDED_SUPPORT,
    COST_RDS_CPU,
    COST_RDS_MONITORING,
    COST_RDS_RESERVED,
    COST_RDS_PUBLIC,
    COST_RDS_FIELDS
};
enum {
    COST_RDS_STORAGE_TYPE,
    COST_RDS_STORAGE_SIZE,
    COST_RDS_STORAGE_IOPS,
    COST_RDS_STORAGE_THROUGHPUT,
    COST_RDS_STORAGE_REQUESTS,
    COST_RDS_STORAGE_MAX_SIZE,
    COST_RDS_STORAGE_USED,
    COST_RDS_STORAGE_GROWTH
};
enum {
    COST_RDS_BACKUPS_RETENTION,
    COST_RDS_BACKUPS_SIZE,
    COST_RDS_BACKUPS_USED,
    COST_RDS_BACKUPS_DAILY_CHANGE,
    COST_RDS_BACKUPS_SNAPSHOTS,
    COST_RDS_BACKUPS_EXPORTED
};
enum { COST_RDS_SUPPORT_ENROLLED, COST_RDS_SUPPORT_YEAR };
enum { COST_RDS_CPU_UTILISATION };
enum {
    COST_RDS_MONITORING_INSIGHTS,
    COST_RDS_MONITORING_RETENTION,
    COST_RDS_MONITORING_REQUESTS,
    COST_RDS_MONITORING_ENHANCED
};

/* In the order of the words in the tables of rds.c. */
enum { COST_RDS_GP2, COST_RDS_GP3, COST_RDS_IO1, COST_RDS_IO2, COST_RDS_MAGNETIC };
enum { COST_RDS_SINGLE_AZ, COST_RDS_MULTI_AZ, COST_RDS_CLUSTER };

enum {
    COST_RDS_INSTANCE_HOURS,
    COST_RDS_RESERVED_HOURS,
    COST_RDS_RECURRING_HOURS,
    COST_RDS_STORED,
    COST_RDS_IOPS,
    COST_RDS_THROUGHPUT,
    COST_RDS_IO_REQUESTS,
    COST_RDS_BACKUP_STORAGE,
    COST_RDS_BACKUP_BILLABLE,
    COST_RDS_SNAPSHOT_EXPORT,
    COST_RDS_PROXY_HOURS,
    COST_RDS_SUPPORT_HOURS,
    COST_RDS_CPU_CREDITS,
    COST_RDS_INSIGHTS_HOURS,
    COST_RDS_PERFORMANCE_MONTHS,
    COST_RDS_PERFORMANCE_REQUESTS,
    COST_RDS_DIMENSIONS
};

enum {
    COST_RDS_MINIMUM,
    COST_RDS_STOP_MAX_DAYS,
    COST_RDS_CLUSTER_INSTANCES,
    COST_RDS_SUPPORT_MULTI_AZ,
    COST_RDS_PROXY_MINIMUM,
    COST_RDS_GP3_THRESHOLD,
    COST_RDS_GP3_THRESHOLD_ORACLE,
    COST_RDS_GP3_THRESHOLD_SQLSERVER,
    COST_RDS_GP3_IOPS_SMALL,
    COST_RDS_GP3_IOPS_LARGE,
    COST_RDS_GP3_IOPS_SQLSERVER,
    COST_RDS_GP3_THROUGHPUT_SMALL,
    COST_RDS_GP3_THROUGHPUT_LARGE,
    COST_RDS_GP3_THROUGHPUT_SQLSERVER,
    COST_RDS_GP3_IOPS_MAX,
    COST_RDS_GP3_IOPS_MAX_SQLSERVER,
    COST_RDS_GP3_THROUGHPUT_MAX,
    COST_RDS_GP3_THROUGHPUT_MAX_SQLSERVER,
    COST_RDS_GP3_MYSQL_FREE,
    COST_RDS_GP3_MYSQL_RATIO,
    COST_RDS_STORAGE_MIN,
    COST_RDS_STORAGE_MIN_IO,
    COST_RDS_STORAGE_MIN_MAGNETIC,
    COST_RDS_STORAGE_MAX,
    COST_RDS_STORAGE_MAX_MAGNETIC,
    COST_RDS_IO_IOPS_MIN,
    COST_RDS_IO_IOPS_MAX,
    COST_RDS_IO_RATIO_MIN,
    COST_RDS_IO1_RATIO_MAX,
    COST_RDS_IO2_RATIO_MAX,
    COST_RDS_MAX_SIZE_ABOVE,
    COST_RDS_AUTO_CHANGES,
    COST_RDS_AUTO_FORECAST,
    COST_RDS_AUTO_FREE,
    COST_RDS_AUTO_INCREMENT,
    COST_RDS_AUTO_LEAST,
    COST_RDS_AUTO_LOW,
    COST_RDS_AUTO_OPTIMISE,
    COST_RDS_RULES
};

/* rds_fields.c */
extern const cost_field_t cost_rds_fields[COST_RDS_FIELDS];
extern const char *const cost_rds_deployments[];

/* One field of a group. */
static inline const cost_value_t *cost_rds_field(const cost_resource_t *resource, int group, int field)
{
    return &resource->field[group].values[field];
}
bool cost_rds_engine_is(const cost_resource_t *resource, const char *family); /* "oracle", "sqlserver", "mysql", ... */
bool cost_rds_burstable(const cost_resource_t *resource);
/* Database instances that are not read replicas, and those that are. */
int64_t cost_rds_primaries(const cost_resource_t *resource);
int64_t cost_rds_replicas(const cost_resource_t *resource);

/* ---- one month of one resource ---- */

typedef struct {
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    cost_usage_t *out;
    cost_error_t *err;
} cost_rds_meter_t;

/* Counts a x b (base units) of a dimension whose price depends on the deployment: of the primaries at the resource's
 * own deployment, of read replicas as single-AZ instances.  A Multi-AZ cluster that the price book does not sell as
 * such costs its three instances at the single-AZ price. */
cost_status_t cost_rds_add(const cost_rds_meter_t *meter, int dimension, cost_wide_t a, cost_wide_t b);
cost_status_t cost_rds_add_replicas(const cost_rds_meter_t *meter, int dimension, cost_wide_t a, cost_wide_t b);
/* Reserved hours whose whole fee lies behind: lines at a price of 0. */
cost_status_t cost_rds_add_paid(const cost_rds_meter_t *meter, cost_wide_t primary_hours, cost_wide_t replica_hours);

/* rds_check.c */
cost_status_t cost_rds_check(const cost_resource_t *resource, cost_error_t *err);
/* rds_storage.c */
cost_status_t cost_rds_meter_storage(const cost_rds_meter_t *meter);
cost_status_t cost_rds_meter_backups(const cost_rds_meter_t *meter);
/* rds_storage_flow.c: the service's `flow`.  Allocated storage follows the data where max_size, used and growth are
 * stated; then flows->ran, in GiB, with COST_RDS_GIB_SECONDS; else it is NULL. */
cost_status_t cost_rds_flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                            cost_arena_t *arena, cost_error_t *err);
enum { COST_RDS_GIB_SECONDS }; /* of flows->ran->bills: allocated storage of one instance while it exists */
/* rds_instance.c: everything that runs by the second or by the vCPU. */
cost_status_t cost_rds_meter_instances(const cost_rds_meter_t *meter);
cost_status_t cost_rds_meter_vcpu(const cost_rds_meter_t *meter);

/* ---- rules by themselves ---- */

/* Seconds that windows are billed: each at least `minimum`, except where the month cuts it. */
int64_t cost_rds_seconds(const cost_window_t *windows, size_t count, int64_t minimum, const cost_month_t *month);
/* Seconds beyond them in which AWS has started a stopped instance again: whatever a stop within `exists` lasts longer
 * than `longest`.  How a stop began before the month is not known: it counts from the month's start. */
int64_t cost_rds_restarted_seconds(const cost_flows_t *flows, int64_t longest);
/* Normalisation units (1e-6) of a reserved instance or of usage: the class's, twice for multi-az, three times for a
 * multi-az-cluster.  A reservation of 2 units covers half of a usage of 4. */
bool cost_rds_units(const cost_catalog_t *catalog, int32_t date, const char *name, const char *deployment,
                    cost_wide_t *units_micro);
/* The year of extended support (1 to 3) of an engine version at a date, 0 in standard support or unknown. */
int cost_rds_support_year(const cost_catalog_t *catalog, int32_t date, const char *engine, const char *version);

#endif
