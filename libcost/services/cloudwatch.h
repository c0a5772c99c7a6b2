/* Amazon CloudWatch: numbers of its fields and dimensions, and the parts that its files share. */
#ifndef COST_CLOUDWATCH_H
#define COST_CLOUDWATCH_H

#include "libcost/services/service.h"

enum {
    COST_CW_LOGS,
    COST_CW_VENDED_LOGS,
    COST_CW_METRICS,
    COST_CW_ECS_HIGH_RESOLUTION,
    COST_CW_CONTAINER_INSIGHTS,
    COST_CW_ALARMS,
    COST_CW_DASHBOARDS,
    COST_CW_DASHBOARD_METRICS,
    COST_CW_API_REQUESTS,
    COST_CW_GETMETRICDATA,
    COST_CW_METRIC_STREAMS,
    COST_CW_RUM_EVENTS,
    COST_CW_CANARY_RUNS,
    COST_CW_FIELDS
};
enum {
    COST_CW_LOGS_INGESTED,
    COST_CW_LOGS_PER_REQUEST,
    COST_CW_LOGS_CLASS,
    COST_CW_LOGS_RETENTION,
    COST_CW_LOGS_STORED,
    COST_CW_LOGS_SCANNED,
    COST_CW_LOGS_LIVE_TAIL,
    COST_CW_LOGS_DATA_PROTECTION,
    COST_CW_LOGS_FIELDS
};
enum {
    COST_CW_VENDED_INGESTED,
    COST_CW_VENDED_TO_S3,
    COST_CW_VENDED_RETENTION,
    COST_CW_VENDED_STORED,
    COST_CW_VENDED_FIELDS
};
enum { COST_CW_METRICS_COUNT, COST_CW_METRICS_HOURS, COST_CW_METRICS_FIELDS };
enum { COST_CW_ECS_SERVICES, COST_CW_ECS_METRICS, COST_CW_ECS_FIELDS };
enum {
    COST_CW_INSIGHTS_MODE,
    COST_CW_INSIGHTS_CLUSTERS,
    COST_CW_INSIGHTS_SERVICES,
    COST_CW_INSIGHTS_FAMILIES,
    COST_CW_INSIGHTS_TASKS,
    COST_CW_INSIGHTS_CONTAINERS,
    COST_CW_INSIGHTS_TASK_STARTS,
    COST_CW_INSIGHTS_EPHEMERAL,
    COST_CW_INSIGHTS_LOGS,
    COST_CW_INSIGHTS_OBSERVATIONS,
    COST_CW_INSIGHTS_FIELDS
};
enum { COST_CW_MODE_STANDARD, COST_CW_MODE_ENHANCED };
enum {
    COST_CW_ALARMS_STANDARD,
    COST_CW_ALARMS_HIGH,
    COST_CW_ALARMS_ANOMALY,
    COST_CW_ALARMS_HIGH_ANOMALY,
    COST_CW_ALARMS_COMPOSITE,
    COST_CW_ALARMS_FIELDS
};
extern const cost_field_t cost_cloudwatch_fields[COST_CW_FIELDS];

enum {
    COST_CW_DIM_LOGS_INGESTED,
    COST_CW_DIM_LOGS_STORED,
    COST_CW_DIM_LOGS_SCANNED,
    COST_CW_DIM_LIVE_TAIL,
    COST_CW_DIM_DATA_PROTECTION,
    COST_CW_DIM_VENDED_INGESTED,
    COST_CW_DIM_VENDED_TO_S3,
    COST_CW_DIM_METRICS,
    COST_CW_DIM_INSIGHTS_METRICS,
    COST_CW_DIM_INSIGHTS_OBSERVATIONS,
    COST_CW_DIM_ALARMS,
    COST_CW_DIM_COMPOSITE_ALARMS,
    COST_CW_DIM_DASHBOARDS,
    COST_CW_DIM_API_REQUESTS,
    COST_CW_DIM_GETMETRICDATA,
    COST_CW_DIM_METRIC_STREAMS,
    COST_CW_DIM_RUM_EVENTS,
    COST_CW_DIM_CANARY_RUNS,
    COST_CW_DIMENSIONS
};
enum { COST_CW_RULE_ARCHIVE_RATIO, COST_CW_RULE_ANOMALY_METRICS, COST_CW_RULE_DASHBOARD_METRICS, COST_CW_RULES };

/* Whether a group is written, and a field of it. */
bool cost_cw_has(const cost_resource_t *resource, int group);
const cost_value_t *cost_cw_part(const cost_resource_t *resource, int group, int field);

/* Log groups: what is ingested, kept and read.  Source: billing rules 12. */
cost_status_t cost_cw_meter_logs(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err);
cost_status_t cost_cw_meter_vended_logs(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                        cost_error_t *err);
/* Custom metrics, whoever publishes them: for the hours in which they have data.  Source: billing rules 12. */
cost_status_t cost_cw_meter_metrics(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                    cost_error_t *err);

#endif
