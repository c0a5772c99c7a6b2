/* Amazon RDS: what may be written about a database. */
#include "libcost/services/rds.h"

static const char *const engines[] = {
    "postgres",     "mysql",        "mariadb",      "oracle-ee",     "oracle-ee-cdb", "oracle-se2", "oracle-se2-cdb",
    "sqlserver-ee", "sqlserver-se", "sqlserver-ex", "sqlserver-web", "db2-ae",        "db2-se",     NULL};
static const char *const licenses[] = {"license-included", "bring-your-own-license", NULL};
const char *const cost_rds_deployments[] = {"single-az", "multi-az", "multi-az-cluster", NULL};
static const char *const storage_types[] = {"gp2", "gp3", "io1", "io2", "magnetic", NULL};
static const char *const terms[] = {"1yr", "3yr", NULL};
static const char *const payments[] = {"no-upfront", "partial-upfront", "all-upfront", NULL};
static const char *const upfronts[] = {"amortised", "paid", NULL};
static const char *const insights[] = {"standard", "advanced", NULL};
static const char *const retentions[] = {"7-days", "long-term", NULL};

static const cost_field_t storage_fields[] = {
    [COST_RDS_STORAGE_TYPE] = {.name = "type",
                               .kind = COST_KIND_CHOICE,
                               .choices = storage_types,
                               .fallback = "gp3",
                               .help =
                                   "volume type: general purpose (gp2, gp3), provisioned IOPS (io1, io2) or magnetic",
                               .source = "model parameter: what the RDS console offers first"},
    [COST_RDS_STORAGE_SIZE] = {.name = "size",
                               .kind = COST_KIND_AMOUNT,
                               .measure = COST_MEASURE_BYTES,
                               .help = "allocated storage of one instance, billed whether it is full or not"},
    [COST_RDS_STORAGE_IOPS] = {.name = "iops",
                               .kind = COST_KIND_AMOUNT,
                               .measure = COST_MEASURE_COUNT,
                               .noun = "IOPS",
                               .help = "provisioned IOPS, those that gp3 includes among them",
                               .source = "billing-rules 8.4"},
    [COST_RDS_STORAGE_THROUGHPUT] = {.name = "throughput",
                                     .kind = COST_KIND_AMOUNT,
                                     .measure = COST_MEASURE_BYTES_RATE,
                                     .help = "provisioned throughput of gp3, what it includes among it",
                                     .source = "billing-rules 8.4"},
    [COST_RDS_STORAGE_REQUESTS] = {.name = "requests",
                                   .kind = COST_KIND_AMOUNT,
                                   .measure = COST_MEASURE_COUNT_RATE,
                                   .noun = "requests",
                                   .help = "I/O requests, which magnetic storage bills"},
    [COST_RDS_STORAGE_MAX_SIZE] = {.name = "max_size",
                                   .kind = COST_KIND_AMOUNT,
                                   .measure = COST_MEASURE_BYTES,
                                   .help = "how far storage autoscaling may let it grow; it does so as `used` and "
                                           "`growth` say",
                                   .source = "RDS user guide: USER_PIOPS.Autoscaling"},
    [COST_RDS_STORAGE_USED] = {.name = "used",
                               .kind = COST_KIND_AMOUNT,
                               .measure = COST_MEASURE_BYTES,
                               .help = "data in it when the period begins, or when it is created"},
    [COST_RDS_STORAGE_GROWTH] = {.name = "growth",
                                 .kind = COST_KIND_AMOUNT,
                                 .measure = COST_MEASURE_BYTES_RATE,
                                 .help = "how much more data there is, evenly, such as 2 GiB/day; a month is taken as "
                                         "730 hours"},
};
static const cost_field_t backup_fields[] = {
    [COST_RDS_BACKUPS_RETENTION] = {.name = "retention",
                                    .kind = COST_KIND_AMOUNT,
                                    .measure = COST_MEASURE_TIME,
                                    .max = "35 days",
                                    .fallback = "1 day",
                                    .exact = true,
                                    .help = "how many days automated backups are kept; 0 s for none",
                                    .source = "CreateDBInstance keeps one day unless told otherwise"},
    [COST_RDS_BACKUPS_SIZE] = {.name = "size",
                               .kind = COST_KIND_AMOUNT,
                               .measure = COST_MEASURE_BYTES,
                               .help = "size of all automated backups, instead of used and daily_change"},
    [COST_RDS_BACKUPS_USED] = {.name = "used",
                               .kind = COST_KIND_AMOUNT,
                               .measure = COST_MEASURE_BYTES,
                               .help = "data in the database: the first, full backup",
                               .source = "model: used + daily_change x (days - 1), billing-rules 8.5"},
    [COST_RDS_BACKUPS_DAILY_CHANGE] = {.name = "daily_change",
                                       .kind = COST_KIND_AMOUNT,
                                       .measure = COST_MEASURE_BYTES,
                                       .help = "blocks that change in a day: what each further backup adds",
                                       .source = "model: used + daily_change x (days - 1), billing-rules 8.5"},
    [COST_RDS_BACKUPS_SNAPSHOTS] = {.name = "snapshots",
                                    .kind = COST_KIND_AMOUNT,
                                    .measure = COST_MEASURE_BYTES,
                                    .help = "size of manual snapshots and of backups kept after deletion"},
    [COST_RDS_BACKUPS_EXPORTED] = {.name = "exported",
                                   .kind = COST_KIND_AMOUNT,
                                   .measure = COST_MEASURE_BYTES,
                                   .help = "snapshot data exported to S3 in the month"},
};
static const cost_field_t support_fields[] = {
    [COST_RDS_SUPPORT_ENROLLED] = {.name = "enrolled",
                                   .kind = COST_KIND_SWITCH,
                                   .fallback = "true",
                                   .help = "false: AWS upgrades the engine instead when standard support ends",
                                   .source = "CreateDBInstance, EngineLifecycleSupport"},
    [COST_RDS_SUPPORT_YEAR] = {.name = "year",
                               .kind = COST_KIND_INTEGER,
                               .min = "1",
                               .max = "3",
                               .help = "year of extended support; found from the version when left out"},
};
static const cost_field_t cpu_fields[] = {
    [COST_RDS_CPU_UTILISATION] = {.name = "utilisation",
                                  .kind = COST_KIND_AMOUNT,
                                  .measure = COST_MEASURE_RATIO,
                                  .max = "100%",
                                  .help = "mean CPU utilisation of each instance: what a T class uses "
                                          "beyond its baseline is billed as CPU credits",
                                  .source = "billing-rules 8.9"},
};
static const cost_field_t monitoring_fields[] = {
    [COST_RDS_MONITORING_INSIGHTS] = {.name = "database_insights",
                                      .kind = COST_KIND_CHOICE,
                                      .choices = insights,
                                      .fallback = "standard",
                                      .help = "Database Insights: standard is free, advanced is "
                                              "billed by the vCPU",
                                      .source = "billing-rules 8.11"},
    [COST_RDS_MONITORING_RETENTION] = {.name = "performance_insights",
                                       .kind = COST_KIND_CHOICE,
                                       .choices = retentions,
                                       .fallback = "7-days",
                                       .help = "how long Performance Insights keeps its history: "
                                               "7 days are free, long-term is two years",
                                       .source = "billing-rules 8.11"},
    [COST_RDS_MONITORING_REQUESTS] = {.name = "performance_insights_requests",
                                      .kind = COST_KIND_AMOUNT,
                                      .measure = COST_MEASURE_COUNT_RATE,
                                      .noun = "requests",
                                      .help = "requests to its API beyond the free million of a month"},
    [COST_RDS_MONITORING_ENHANCED] = {.name = "enhanced",
                                      .kind = COST_KIND_SWITCH,
                                      .help = "Enhanced Monitoring",
                                      .later = "CloudWatch Logs, which bills it, is not modelled"},
};
static const cost_field_t reserved_fields[] = {
    [COST_RDS_RESERVED_COUNT] = {.name = "count",
                                 .kind = COST_KIND_INTEGER,
                                 .min = "1",
                                 .help = "how many of the instances are reserved; all of them when left out"},
    [COST_RDS_RESERVED_TERM] =
        {.name = "term", .kind = COST_KIND_CHOICE, .choices = terms, .required = true, .help = "one or three years"},
    [COST_RDS_RESERVED_PAYMENT] = {.name = "payment",
                                   .kind = COST_KIND_CHOICE,
                                   .choices = payments,
                                   .required = true,
                                   .help = "how much of it is paid upfront"},
    [COST_RDS_RESERVED_UPFRONT] = {.name = "upfront",
                                   .kind = COST_KIND_CHOICE,
                                   .choices = upfronts,
                                   .fallback = "amortised",
                                   .help = "amortised: spread over the hours of the term; paid: "
                                           "the fee lies behind, only recurring hours are billed",
                                   .source = "billing-rules 15.2, amortised view"},
};

#define GROUP(table) .kind = COST_KIND_GROUP, .fields = table, .field_count = COST_COUNT(table)
const cost_field_t cost_rds_fields[COST_RDS_FIELDS] = {
    [COST_RDS_ENGINE] =
        {.name = "engine", .kind = COST_KIND_CHOICE, .choices = engines, .required = true, .help = "database engine"},
    [COST_RDS_VERSION] = {.name = "version",
                          .kind = COST_KIND_TEXT,
                          .help =
                              "engine version such as 16.3; one out of standard support is billed extended support"},
    [COST_RDS_LICENSE] = {.name = "license",
                          .kind = COST_KIND_CHOICE,
                          .choices = licenses,
                          .help = "licence model of Oracle, SQL Server or Db2"},
    [COST_RDS_CLASS] = {.name = "class",
                        .kind = COST_KIND_TEXT,
                        .required = true,
                        .help = "instance class such as db.t3.medium"},
    [COST_RDS_DEPLOYMENT] = {.name = "deployment",
                             .kind = COST_KIND_CHOICE,
                             .choices = cost_rds_deployments,
                             .fallback = "single-az",
                             .help = "single-az; multi-az with a standby; multi-az-cluster with "
                                     "two readable standbys",
                             .source = "CreateDBInstance: MultiAZ is off unless told otherwise"},
    [COST_RDS_STORAGE] = {.name = "storage", GROUP(storage_fields), .help = "volume of each instance"},
    [COST_RDS_READ_REPLICAS] = {.name = "read_replicas",
                                .kind = COST_KIND_INTEGER,
                                .max = "15",
                                .help = "read replicas of each instance: single-AZ instances of the same class with "
                                        "storage of their own"},
    [COST_RDS_BACKUPS] = {.name = "backups",
                          GROUP(backup_fields),
                          .fallback = "{}",
                          .help = "backups; free up to the storage provisioned in the Region"},
    [COST_RDS_PROXY] = {.name = "proxy", .kind = COST_KIND_SWITCH, .help = "RDS Proxy in front of each instance"},
    [COST_RDS_EXTENDED_SUPPORT] = {.name = "extended_support",
                                   GROUP(support_fields),
                                   .help = "RDS Extended Support of an engine version past its standard support"},
    [COST_RDS_CPU] = {.name = "cpu", GROUP(cpu_fields), .help = "CPU load"},
    [COST_RDS_MONITORING] = {.name = "monitoring", GROUP(monitoring_fields), .help = "what watches the database"},
    [COST_RDS_RESERVED] = {.name = "reserved",
                           GROUP(reserved_fields),
                           .help = "reserved instances: billed every hour of the month, used or not"},
    [COST_RDS_PUBLIC] = {.name = "publicly_accessible",
                         .kind = COST_KIND_SWITCH,
                         .help = "has a public IPv4 address",
                         .later = "public-ipv4, which bills it, is not modelled"},
};
