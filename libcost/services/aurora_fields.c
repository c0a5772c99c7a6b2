/* Amazon Aurora: what may be written about a cluster. */
#include "libcost/services/aurora.h"

static const char *const engines[] = {"aurora-mysql", "aurora-postgresql", NULL};
const char *const cost_aurora_storage_types[] = {"standard", "io-optimized", NULL};
static const char *const terms[] = {"1yr", "3yr", NULL};
static const char *const payments[] = {"no-upfront", "partial-upfront", "all-upfront", NULL};
static const char *const upfronts[] = {"amortised", "paid", NULL};
static const char *const insights[] = {"standard", "advanced", NULL};
static const char *const retentions[] = {"7-days", "long-term", NULL};

static const cost_field_t day_fields[] = {
    [COST_AURORA_DAY_TIME] = {.name = "time",
                              .kind = COST_KIND_AMOUNT,
                              .measure = COST_MEASURE_TIME,
                              .max = "24 h",
                              .required = true,
                              .exact = true,
                              .help = "how long of each day; the times add up to 24 h"},
    [COST_AURORA_DAY_ACU] = {.name = "acu",
                             .kind = COST_KIND_AMOUNT,
                             .measure = COST_MEASURE_COUNT,
                             .noun = "ACU",
                             .required = true,
                             .help = "mean capacity in that time"},
};
static const cost_field_t serverless_fields[] = {
    [COST_AURORA_SERVERLESS_INSTANCES] = {.name = "instances",
                                          .kind = COST_KIND_INTEGER,
                                          .min = "1",
                                          .max = "16",
                                          .fallback = "1",
                                          .help = "Serverless v2 instances of each cluster, writer and readers",
                                          .source = "model parameter: a writer alone unless told otherwise"},
    [COST_AURORA_SERVERLESS_MIN] = {.name = "min",
                                    .kind = COST_KIND_AMOUNT,
                                    .measure = COST_MEASURE_COUNT,
                                    .noun = "ACU",
                                    .max = "256",
                                    .fallback = "0.5",
                                    .exact = true,
                                    .help = "least capacity, in steps of 0.5; 0 pauses an idle instance",
                                    .source = "model parameter: the least that does not pause"},
    [COST_AURORA_SERVERLESS_MAX] = {.name = "max",
                                    .kind = COST_KIND_AMOUNT,
                                    .measure = COST_MEASURE_COUNT,
                                    .noun = "ACU",
                                    .min = "1",
                                    .max = "256",
                                    .exact = true,
                                    .help = "most capacity, in steps of 0.5"},
    [COST_AURORA_SERVERLESS_ACU] = {.name = "acu",
                                    .kind = COST_KIND_AMOUNT,
                                    .measure = COST_MEASURE_COUNT,
                                    .noun = "ACU",
                                    .help = "mean capacity of one instance: the metric ServerlessDatabaseCapacity",
                                    .source = "billing-rules 8.b"},
    [COST_AURORA_SERVERLESS_DAY] = {.name = "day",
                                    .kind = COST_KIND_MAP,
                                    .fields = day_fields,
                                    .field_count = COST_COUNT(day_fields),
                                    .help = "parts of each day by name, instead of acu: {work: {time: 10 h, acu: 2}, "
                                            "rest: {time: 14 h, acu: 0.5}}"},
};
static const cost_field_t v1_fields[] = {
    [COST_AURORA_V1_ACU] =
        {.name = "acu",
         .kind = COST_KIND_AMOUNT,
         .measure = COST_MEASURE_COUNT,
         .noun = "ACU",
         .help = "mean capacity of a cluster, over all the time that it exists: paused time counts as 0"},
};
static const cost_field_t storage_fields[] = {
    [COST_AURORA_STORAGE_TYPE] = {.name = "type",
                                  .kind = COST_KIND_CHOICE,
                                  .choices = cost_aurora_storage_types,
                                  .fallback = "standard",
                                  .help =
                                      "standard bills I/O requests; io-optimized has none of them and higher prices",
                                  .source = "CreateDBCluster: aurora unless told otherwise"},
    [COST_AURORA_STORAGE_USED] = {.name = "used",
                                  .kind = COST_KIND_AMOUNT,
                                  .measure = COST_MEASURE_BYTES,
                                  .help = "data in the cluster volume: the metric VolumeBytesUsed",
                                  .source = "billing-rules 8.b"},
    [COST_AURORA_STORAGE_REQUESTS] = {.name = "requests",
                                      .kind = COST_KIND_AMOUNT,
                                      .measure = COST_MEASURE_COUNT_RATE,
                                      .noun = "requests",
                                      .help = "reads and writes of the volume: VolumeReadIOPs and VolumeWriteIOPs",
                                      .source = "billing-rules 8.b"},
    [COST_AURORA_STORAGE_PER_REQUEST] = {.name = "requests_per_query",
                                         .kind = COST_KIND_AMOUNT,
                                         .measure = COST_MEASURE_COUNT,
                                         .help = "reads and writes of the volume for each request of the load, instead "
                                                 "of requests; what the cache answers makes none"},
};
static const cost_field_t backup_fields[] = {
    [COST_AURORA_BACKUPS_RETENTION] = {.name = "retention",
                                       .kind = COST_KIND_AMOUNT,
                                       .measure = COST_MEASURE_TIME,
                                       .min = "1 day",
                                       .max = "35 days",
                                       .fallback = "1 day",
                                       .exact = true,
                                       .help = "how many days automated backups are kept",
                                       .source = "CreateDBCluster keeps one day unless told otherwise"},
    [COST_AURORA_BACKUPS_SIZE] = {.name = "size",
                                  .kind = COST_KIND_AMOUNT,
                                  .measure = COST_MEASURE_BYTES,
                                  .help =
                                      "size of all automated backups (BackupRetentionPeriodStorageUsed), instead of "
                                      "daily_change"},
    [COST_AURORA_BACKUPS_DAILY_CHANGE] = {.name = "daily_change",
                                          .kind = COST_KIND_AMOUNT,
                                          .measure = COST_MEASURE_BYTES,
                                          .help =
                                              "what changes in a day: each day that is kept beyond the first adds it",
                                          .source = "model: used + daily_change x (days - 1), billing-rules 8.5"},
    [COST_AURORA_BACKUPS_SNAPSHOTS] = {.name = "snapshots",
                                       .kind = COST_KIND_AMOUNT,
                                       .measure = COST_MEASURE_BYTES,
                                       .help = "size of manual snapshots (SnapshotStorageUsed)"},
    [COST_AURORA_BACKUPS_EXPORTED] = {.name = "exported",
                                      .kind = COST_KIND_AMOUNT,
                                      .measure = COST_MEASURE_BYTES,
                                      .help = "snapshot data exported to S3 in the month"},
};
static const cost_field_t backtrack_fields[] = {
    [COST_AURORA_BACKTRACK_WINDOW] = {.name = "window",
                                      .kind = COST_KIND_AMOUNT,
                                      .measure = COST_MEASURE_TIME,
                                      .max = "72 h",
                                      .required = true,
                                      .help = "how far back the cluster can be set"},
    [COST_AURORA_BACKTRACK_RECORDS] = {.name = "change_records",
                                       .kind = COST_KIND_AMOUNT,
                                       .measure = COST_MEASURE_COUNT_RATE,
                                       .noun = "records",
                                       .help = "change records that the workload makes, such as 3.8M/h; those of the "
                                               "window are billed each hour"},
};
static const cost_field_t support_fields[] = {
    [COST_AURORA_SUPPORT_ENROLLED] = {.name = "enrolled",
                                      .kind = COST_KIND_SWITCH,
                                      .fallback = "true",
                                      .help = "false: AWS upgrades the engine instead when standard support ends",
                                      .source = "CreateDBCluster, EngineLifecycleSupport"},
    [COST_AURORA_SUPPORT_YEAR] = {.name = "year",
                                  .kind = COST_KIND_INTEGER,
                                  .min = "1",
                                  .max = "3",
                                  .help = "year of extended support; found from the version when left out"},
};
static const cost_field_t cpu_fields[] = {
    [COST_AURORA_CPU_UTILISATION] = {.name = "utilisation",
                                     .kind = COST_KIND_AMOUNT,
                                     .measure = COST_MEASURE_RATIO,
                                     .max = "100%",
                                     .help = "mean CPU utilisation of each provisioned instance: what a T class uses "
                                             "beyond its baseline is billed as CPU credits",
                                     .source = "billing-rules 8.9"},
};
static const cost_field_t monitoring_fields[] = {
    [COST_AURORA_MONITORING_INSIGHTS] = {.name = "database_insights",
                                         .kind = COST_KIND_CHOICE,
                                         .choices = insights,
                                         .fallback = "standard",
                                         .help = "Database Insights: standard is free, advanced is billed by the vCPU",
                                         .source = "billing-rules 8.11"},
    [COST_AURORA_MONITORING_RETENTION] = {.name = "performance_insights",
                                          .kind = COST_KIND_CHOICE,
                                          .choices = retentions,
                                          .fallback = "7-days",
                                          .help = "how long Performance Insights keeps its history: 7 days are free",
                                          .source = "billing-rules 8.11"},
    [COST_AURORA_MONITORING_REQUESTS] = {.name = "performance_insights_requests",
                                         .kind = COST_KIND_AMOUNT,
                                         .measure = COST_MEASURE_COUNT_RATE,
                                         .noun = "requests",
                                         .help = "requests to the Performance Insights API beyond the free million"},
};
static const cost_field_t reserved_fields[] = {
    [COST_AURORA_RESERVED_COUNT] = {.name = "count",
                                    .kind = COST_KIND_INTEGER,
                                    .min = "1",
                                    .help = "how many of the instances are reserved; all of them when left out"},
    [COST_AURORA_RESERVED_TERM] =
        {.name = "term", .kind = COST_KIND_CHOICE, .choices = terms, .required = true, .help = "one or three years"},
    [COST_AURORA_RESERVED_PAYMENT] = {.name = "payment",
                                      .kind = COST_KIND_CHOICE,
                                      .choices = payments,
                                      .required = true,
                                      .help = "how much of it is paid upfront"},
    [COST_AURORA_RESERVED_UPFRONT] = {.name = "upfront",
                                      .kind = COST_KIND_CHOICE,
                                      .choices = upfronts,
                                      .fallback = "amortised",
                                      .help = "amortised: spread over the hours of the term; paid: the fee lies behind",
                                      .source = "billing-rules 15.2, amortised view"},
};

#define GROUP(table) .kind = COST_KIND_GROUP, .fields = table, .field_count = COST_COUNT(table)
const cost_field_t cost_aurora_fields[COST_AURORA_FIELDS] = {
    [COST_AURORA_ENGINE] =
        {.name = "engine", .kind = COST_KIND_CHOICE, .choices = engines, .required = true, .help = "database engine"},
    [COST_AURORA_VERSION] = {.name = "version",
                             .kind = COST_KIND_TEXT,
                             .help =
                                 "version of MySQL or PostgreSQL such as 8.0 or 16.3; one out of standard support is "
                                 "billed extended support"},
    [COST_AURORA_CLASS] = {.name = "class",
                           .kind = COST_KIND_TEXT,
                           .help = "class of the provisioned instances such as db.r6g.large"},
    [COST_AURORA_INSTANCES] = {.name = "instances",
                               .kind = COST_KIND_INTEGER,
                               .min = "1",
                               .max = "16",
                               .help = "provisioned instances of each cluster, writer and readers; one when left out"},
    [COST_AURORA_SERVERLESS] = {.name = "serverless",
                                GROUP(serverless_fields),
                                .help = "Serverless v2 instances, instead of provisioned ones or beside them"},
    [COST_AURORA_SERVERLESS_V1] = {.name = "serverless_v1",
                                   GROUP(v1_fields),
                                   .help = "a Serverless v1 cluster, which has no instances"},
    [COST_AURORA_STORAGE] = {.name = "storage", GROUP(storage_fields), .fallback = "{}", .help = "the cluster volume"},
    [COST_AURORA_BACKUPS] = {.name = "backups",
                             GROUP(backup_fields),
                             .fallback = "{}",
                             .help = "backups; free up to the size of the volume"},
    [COST_AURORA_BACKTRACK] = {.name = "backtrack", GROUP(backtrack_fields), .help = "backtracking of Aurora MySQL"},
    [COST_AURORA_PROXY] = {.name = "proxy",
                           .kind = COST_KIND_SWITCH,
                           .help = "RDS Proxy in front of the cluster, billed by the vCPU or ACU of its instances",
                           .source = "billing-rules 8.12"},
    [COST_AURORA_EXTENDED_SUPPORT] = {.name = "extended_support",
                                      GROUP(support_fields),
                                      .help = "RDS Extended Support of an engine version past its standard support"},
    [COST_AURORA_CPU] = {.name = "cpu", GROUP(cpu_fields), .help = "CPU load"},
    [COST_AURORA_MONITORING] = {.name = "monitoring", GROUP(monitoring_fields), .help = "what watches the database"},
    [COST_AURORA_RESERVED] = {.name = "reserved",
                              GROUP(reserved_fields),
                              .help = "reserved instances: billed every hour of the month, used or not"},
};
