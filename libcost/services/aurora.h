/* Amazon Aurora inside: the numbers of its fields and dimensions, and what its files share. */
#ifndef COST_AURORA_H
#define COST_AURORA_H

#include "libcost/services/reserved.h"
#include "libcost/services/service.h"

enum {
    COST_AURORA_ENGINE,
    COST_AURORA_VERSION,
    COST_AURORA_CLASS,
    COST_AURORA_INSTANCES,
    COST_AURORA_SERVERLESS,
    COST_AURORA_SERVERLESS_V1,
    COST_AURORA_STORAGE,
    COST_AURORA_BACKUPS,
    COST_AURORA_BACKTRACK,
    COST_AURORA_PROXY,
    COST_AURORA_EXTENDED_SUPPORT,
    COST_AURORA_CPU,
    COST_AURORA_MONITORING,
    COST_AURORA_RESERVED,
    COST_AURORA_FIELDS
};
enum {
    COST_AURORA_SERVERLESS_INSTANCES,
    COST_AURORA_SERVERLESS_MIN,
    COST_AURORA_SERVERLESS_MAX,
    COST_AURORA_SERVERLESS_ACU,
    COST_AURORA_SERVERLESS_DAY,
    COST_AURORA_SERVERLESS_CPU,
    COST_AURORA_SERVERLESS_WORKING_SET,
    COST_AURORA_SERVERLESS_PAUSE,
    COST_AURORA_SERVERLESS_HELD,
    COST_AURORA_SERVERLESS_PER_VCPU
};
enum { COST_AURORA_DAY_TIME, COST_AURORA_DAY_ACU };
enum { COST_AURORA_V1_ACU };
enum {
    COST_AURORA_STORAGE_TYPE,
    COST_AURORA_STORAGE_USED,
    COST_AURORA_STORAGE_REQUESTS,
    COST_AURORA_STORAGE_PER_REQUEST
};
enum {
    COST_AURORA_BACKUPS_RETENTION,
    COST_AURORA_BACKUPS_SIZE,
    COST_AURORA_BACKUPS_DAILY_CHANGE,
    COST_AURORA_BACKUPS_SNAPSHOTS,
    COST_AURORA_BACKUPS_EXPORTED
};
enum { COST_AURORA_BACKTRACK_WINDOW, COST_AURORA_BACKTRACK_RECORDS };
enum { COST_AURORA_SUPPORT_ENROLLED, COST_AURORA_SUPPORT_YEAR };
enum { COST_AURORA_CPU_UTILISATION };
enum { COST_AURORA_MONITORING_INSIGHTS, COST_AURORA_MONITORING_RETENTION, COST_AURORA_MONITORING_REQUESTS };

/* In the order of the words in aurora_fields.c. */
enum { COST_AURORA_MYSQL, COST_AURORA_POSTGRESQL };
enum { COST_AURORA_STANDARD, COST_AURORA_IO_OPTIMIZED };

enum {
    COST_AURORA_INSTANCE_HOURS,
    COST_AURORA_RESERVED_HOURS,
    COST_AURORA_ACU_HOURS,
    COST_AURORA_V1_ACU_HOURS,
    COST_AURORA_STORED,
    COST_AURORA_IO_REQUESTS,
    COST_AURORA_BACKUP_STORAGE,
    COST_AURORA_CHANGE_RECORDS,
    COST_AURORA_SNAPSHOT_EXPORT,
    COST_AURORA_PROXY_VCPU_HOURS,
    COST_AURORA_PROXY_ACU_HOURS,
    COST_AURORA_SUPPORT_HOURS,
    COST_AURORA_CPU_CREDITS,
    COST_AURORA_INSIGHTS_HOURS,
    COST_AURORA_PERFORMANCE_REQUESTS
};
enum {
    COST_AURORA_ACU_STEP,
    COST_AURORA_BACKUP_INCLUDED,
    COST_AURORA_IO_OPTIMIZED_INSTANCES,
    COST_AURORA_ACU_MEMORY,
    COST_AURORA_ACU_PER_VCPU,
    COST_AURORA_ACU_DOWN,
    COST_AURORA_ACU_UP,
    COST_AURORA_PAUSE_MIN,
    COST_AURORA_RESUME,
    COST_AURORA_RESUME_LONG,
    COST_AURORA_RULES
};

/* aurora_fields.c */
extern const cost_field_t cost_aurora_fields[COST_AURORA_FIELDS];
extern const char *const cost_aurora_storage_types[];

/* One field of a group. */
static inline const cost_value_t *cost_aurora_field(const cost_resource_t *resource, int group, int field)
{
    return &resource->field[group].values[field];
}
static inline bool cost_aurora_has(const cost_resource_t *resource, int field)
{
    return cost_given(&resource->field[field]);
}
static inline bool cost_aurora_io_optimized(const cost_resource_t *resource)
{
    return cost_aurora_field(resource, COST_AURORA_STORAGE, COST_AURORA_STORAGE_TYPE)->choice ==
           COST_AURORA_IO_OPTIMIZED;
}
/* Provisioned instances of all the resource's clusters, writers and readers; and those of Serverless v2. */
int64_t cost_aurora_instances(const cost_resource_t *resource);
int64_t cost_aurora_serverless_instances(const cost_resource_t *resource);

/* One month of one resource. */
typedef struct {
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    cost_usage_t *out;
    cost_error_t *err;
} cost_aurora_meter_t;

/* aurora_check.c */
cost_status_t cost_aurora_check(const cost_resource_t *resource, cost_error_t *err);
/* aurora_capacity.c: everything that runs by the second, by the vCPU or by the ACU. */
cost_status_t cost_aurora_meter_capacity(const cost_aurora_meter_t *meter);
/* Microseconds that one instance runs in the month: after each start the minimum at least, and again from the day on
 * which AWS starts a stopped cluster.  COST_ERR_NO_PRICE when the book lacks the rules. */
cost_status_t cost_aurora_running(cost_wide_t *out, const cost_aurora_meter_t *meter, const char *minimum);
/* aurora_options.c: what is billed by the vCPU or the ACU beside them. */
/* The year (1 to 3) of extended support that is stated or that the version has reached; 0: none is billed. */
int cost_aurora_support_year(const cost_resource_t *resource);
cost_status_t cost_aurora_meter_options(const cost_aurora_meter_t *meter);
/* A rule of rds, which Aurora shares; COST_ERR_NO_PRICE when the book lacks it. */
cost_status_t cost_aurora_rule(cost_wide_t *out, const char *rule, const cost_resource_t *resource, cost_error_t *err);
/* aurora_flow.c: the service's `flow`.  The ACU of Serverless v2 follow the load where that and cpu_per_query are
 * stated; then flows->ran, with COST_AURORA_HALF_SECONDS; else it is NULL. */
cost_status_t cost_aurora_flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                               cost_arena_t *arena, cost_error_t *err);
enum { COST_AURORA_HALF_SECONDS }; /* of flows->ran->bills: half ACU times seconds of one instance */
/* Serverless v2: whether its ACU are stated or follow the load, and what they come to: 1e-6 ACU times seconds, of all
 * instances. */
bool cost_aurora_acu_known(const cost_resource_t *resource, const cost_flows_t *flows);
cost_status_t cost_aurora_acu_seconds(cost_wide_t *out, const cost_aurora_meter_t *meter);
/* aurora_storage.c */
cost_status_t cost_aurora_meter_storage(const cost_aurora_meter_t *meter);

#endif
