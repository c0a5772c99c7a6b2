/* What may be written about CloudWatch. */
#include "libcost/services/cloudwatch.h"

static const char *const classes[] = {"standard", "infrequent-access", NULL};
static const char *const modes[] = {[COST_CW_MODE_STANDARD] = "standard", [COST_CW_MODE_ENHANCED] = "enhanced", NULL};

#define BYTES_RATE .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES_RATE
#define BYTES      .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES
#define COUNT      .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT
#define COUNT_RATE .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT_RATE
#define RATIO      .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_RATIO
#define NUMBER     .kind = COST_KIND_INTEGER, .max = "1000000"

/* How long logs are kept, the same for both kinds. */
#define RETENTION                                                                                                      \
    COUNT,                                                                                                             \
        .name = "retention_months", .noun = "month", .max = "1200", .fallback = "1",                                   \
        .help = "months for which they are kept: 0.25 for a week, 12 for a year; AWS keeps them for ever unless told " \
                "otherwise",                                                                                           \
        .source = "AWS Pricing Calculator: the logs of one month"

static const cost_field_t logs_fields[COST_CW_LOGS_FIELDS] = {
    [COST_CW_LOGS_INGESTED] = {BYTES_RATE, .name = "ingested", .help = "log data, such as 10 GB/month"},
    [COST_CW_LOGS_PER_REQUEST] = {BYTES, .name = "per_request",
                                  .help = "log data of each request of `from`, such as 500 B; added to ingested"},
    [COST_CW_LOGS_CLASS] = {.kind = COST_KIND_CHOICE,
                            .choices = classes,
                            .name = "class",
                            .fallback = "standard",
                            .help =
                                "log class: infrequent-access costs less and has no live tail, metric filters or data "
                                "protection",
                            .source = "AWS's default"},
    [COST_CW_LOGS_RETENTION] = {RETENTION},
    [COST_CW_LOGS_STORED] =
        {BYTES, .name = "stored",
         .help = "compressed bytes that are kept on average; instead of what the retention makes of it"},
    [COST_CW_LOGS_SCANNED] = {BYTES_RATE, .name = "scanned", .help = "log data that Logs Insights queries look at"},
    [COST_CW_LOGS_LIVE_TAIL] = {COUNT_RATE, .name = "live_tail", .noun = "minute",
                                .help = "minutes of Live Tail sessions, such as 600/month"},
    [COST_CW_LOGS_DATA_PROTECTION] = {RATIO, .name = "data_protection", .max = "100%",
                                      .help = "how much of what is ingested is searched for sensitive data"},
};

static const cost_field_t vended_fields[COST_CW_VENDED_FIELDS] = {
    [COST_CW_VENDED_INGESTED] = {BYTES_RATE, .name = "ingested",
                                 .help = "logs that AWS services, such as VPC flow logs, write to CloudWatch Logs"},
    [COST_CW_VENDED_TO_S3] = {BYTES_RATE, .name = "to_s3", .help = "logs that AWS services deliver to S3 instead"},
    [COST_CW_VENDED_RETENTION] = {RETENTION},
    [COST_CW_VENDED_STORED] = {BYTES, .name = "stored",
                               .help =
                                   "compressed bytes that are kept on average; instead of what the retention makes of "
                                   "it"},
};

static const cost_field_t metrics_fields[COST_CW_METRICS_FIELDS] = {
    [COST_CW_METRICS_COUNT] =
        {COUNT, .name = "count", .noun = "metric", .required = true,
         .help = "the number of custom metrics: each name with each set of dimensions is one, at any resolution"},
    [COST_CW_METRICS_HOURS] = {COUNT_RATE, .name = "hours", .noun = "hour",
                               .help = "hours in which they have data, such as 8/day; all when left out"},
};

static const cost_field_t ecs_fields[COST_CW_ECS_FIELDS] = {
    [COST_CW_ECS_SERVICES] = {NUMBER, .name = "services", .required = true,
                              .help = "how many ECS services publish their metrics every 20 seconds"},
    [COST_CW_ECS_METRICS] = {.kind = COST_KIND_INTEGER,
                             .name = "metrics",
                             .min = "1",
                             .help = "metrics of each: CPU, or CPU and memory; one when left out"},
};

static const cost_field_t insights_fields[COST_CW_INSIGHTS_FIELDS] = {
    [COST_CW_INSIGHTS_MODE] =
        {.kind = COST_KIND_CHOICE,
         .choices = modes,
         .name = "mode",
         .fallback = "standard",
         .help = "standard: billed as custom metrics; enhanced: more of them, each task and container "
                 "too, at a price of their own",
         .source = "the older kind, which AWS does not call enhanced"},
    [COST_CW_INSIGHTS_CLUSTERS] = {NUMBER, .name = "clusters", .fallback = "1", .help = "ECS clusters",
                                   .source = "one cluster"},
    [COST_CW_INSIGHTS_SERVICES] = {NUMBER, .name = "services", .required = true,
                                   .help = "how many ECS services there are in them"},
    [COST_CW_INSIGHTS_FAMILIES] =
        {NUMBER, .name = "families", .required = true,
         .help = "how many task definition families there are: one for each service, and those of jobs"},
    [COST_CW_INSIGHTS_TASKS] = {COUNT, .name = "tasks", .noun = "task",
                                .help = "tasks that run at a time, on average; enhanced counts them"},
    [COST_CW_INSIGHTS_CONTAINERS] = {COUNT, .name = "containers_per_task", .noun = "container", .fallback = "1",
                                     .help = "containers of a task, side-cars included; enhanced counts them",
                                     .source = "assumption: no side-cars"},
    [COST_CW_INSIGHTS_TASK_STARTS] = {COUNT_RATE, .name = "task_starts", .noun = "start",
                                      .help =
                                          "tasks that are replaced, such as 20/day: a new task brings new metrics, and "
                                          "the hour counts for both"},
    [COST_CW_INSIGHTS_EPHEMERAL] = {.kind = COST_KIND_SWITCH,
                                    .name = "ephemeral_storage",
                                    .fallback = "true",
                                    .help =
                                        "metrics of ephemeral storage are published, as Fargate does since platform "
                                        "version 1.4.0",
                                    .source = "Fargate's present platform"},
    [COST_CW_INSIGHTS_LOGS] = {BYTES_RATE, .name = "performance_logs",
                               .help = "log data of its performance events, which AWS keeps for a day only"},
    [COST_CW_INSIGHTS_OBSERVATIONS] = {COUNT_RATE, .name = "observations", .noun = "observation",
                                       .help = "observations of enhanced observability of Amazon EKS"},
};

static const cost_field_t alarms_fields[COST_CW_ALARMS_FIELDS] = {
    [COST_CW_ALARMS_STANDARD] =
        {NUMBER, .name = "standard",
         .help = "metrics that are watched with a period of a minute or more: one an alarm, more if it "
                 "watches an expression"},
    [COST_CW_ALARMS_HIGH] = {NUMBER, .name = "high_resolution",
                             .help = "the same with a period of 10, 20 or 30 seconds"},
    [COST_CW_ALARMS_ANOMALY] = {NUMBER, .name = "anomaly_detection",
                                .help = "alarms on a band of anomaly detection, each billed as three metrics"},
    [COST_CW_ALARMS_HIGH_ANOMALY] = {NUMBER, .name = "high_resolution_anomaly_detection",
                                     .help = "the same with a period of 10, 20 or 30 seconds"},
    [COST_CW_ALARMS_COMPOSITE] = {NUMBER, .name = "composite", .help = "alarms on other alarms"},
};

#define GROUP(table) .kind = COST_KIND_GROUP, .fields = table, .field_count = COST_COUNT(table)
const cost_field_t cost_cloudwatch_fields[COST_CW_FIELDS] = {
    [COST_CW_LOGS] = {GROUP(logs_fields), .name = "logs", .help = "logs that applications write"},
    [COST_CW_VENDED_LOGS] = {GROUP(vended_fields), .name = "vended_logs", .help = "logs that AWS services write"},
    [COST_CW_METRICS] = {GROUP(metrics_fields), .name = "metrics", .help = "custom metrics"},
    [COST_CW_ECS_HIGH_RESOLUTION] = {GROUP(ecs_fields), .name = "ecs_high_resolution",
                                     .help = "metrics of ECS services every 20 seconds, billed as custom metrics",
                                     .source = "billing-rules 12, since 2026-06-18"},
    [COST_CW_CONTAINER_INSIGHTS] = {GROUP(insights_fields), .name = "container_insights",
                                    .help = "Container Insights of Amazon ECS"},
    [COST_CW_ALARMS] = {GROUP(alarms_fields), .name = "alarms", .help = "alarms by the metrics that they watch"},
    [COST_CW_DASHBOARDS] = {NUMBER, .name = "dashboards", .help = "dashboards"},
    [COST_CW_DASHBOARD_METRICS] = {NUMBER, .name = "dashboard_metrics",
                                   .help = "metrics that each dashboard shows; only small ones are free"},
    [COST_CW_API_REQUESTS] = {COUNT_RATE, .name = "api_requests", .noun = "request",
                              .help = "API requests but for GetMetricData, such as PutMetricData of applications"},
    [COST_CW_GETMETRICDATA] = {COUNT_RATE, .name = "getmetricdata_metrics", .noun = "metric",
                               .help =
                                   "metrics that are asked for with GetMetricData, as other tools do: 1440/day for one "
                                   "metric each minute"},
    [COST_CW_METRIC_STREAMS] = {COUNT_RATE, .name = "metric_stream_updates", .noun = "update",
                                .help = "metric updates that metric streams send on: one a minute for each metric"},
    [COST_CW_RUM_EVENTS] = {COUNT_RATE, .name = "rum_events", .noun = "event",
                            .help = "events of real user monitoring"},
    [COST_CW_CANARY_RUNS] =
        {COUNT_RATE, .name = "canary_runs", .noun = "run",
         .help = "runs of Synthetics canaries, such as 12/h for one every five minutes; their function, "
                 "logs and bucket are billed apart"},
};
