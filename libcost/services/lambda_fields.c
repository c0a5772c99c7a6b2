/* What may be written about a Lambda function. */
#include "libcost/services/lambda.h"

#define PRICING      "https://aws.amazon.com/lambda/pricing/"
#define GUIDE        "Lambda developer guide: "
#define MAX_DURATION "900 s"

static const char *const archs[] = {"x86_64", "arm64", NULL};

static const cost_field_t provisioned_fields[] = {
    [COST_LAMBDA_PROVISIONED_COUNT] = {.name = "concurrency",
                                       .help = "how many execution environments are kept ready, billed used or not",
                                       .source = PRICING,
                                       .kind = COST_KIND_INTEGER,
                                       .min = "1",
                                       .max = "1000000",
                                       .required = true},
    [COST_LAMBDA_PROVISIONED_ACTIVE] = {.name = "active",
                                        .help = "how long of the month it is enabled; absent: all the time",
                                        .source = PRICING,
                                        .kind = COST_KIND_AMOUNT,
                                        .measure = COST_MEASURE_TIME},
    [COST_LAMBDA_PROVISIONED_SHARE] = {.name = "share",
                                       .help = "share of the invocations that it serves; the others are on demand",
                                       .source = "assumption: all of them",
                                       .kind = COST_KIND_AMOUNT,
                                       .measure = COST_MEASURE_RATIO,
                                       .max = "100%",
                                       .fallback = "100%"},
    [COST_LAMBDA_PROVISIONED_DURATION] = {.name = "duration",
                                          .help = "mean duration of those invocations, when it is another than that of "
                                                  "the others",
                                          .kind = COST_KIND_AMOUNT,
                                          .measure = COST_MEASURE_TIME,
                                          .max = MAX_DURATION},
};

static const cost_field_t streaming_fields[] = {
    [COST_LAMBDA_STREAMING_SHARE] = {.name = "share",
                                     .help = "share of the invocations whose response is streamed",
                                     .source = "assumption: all of them",
                                     .kind = COST_KIND_AMOUNT,
                                     .measure = COST_MEASURE_RATIO,
                                     .max = "100%",
                                     .fallback = "100%"},
    [COST_LAMBDA_STREAMING_RESPONSE] = {.name = "response",
                                        .help =
                                            "mean size of a streamed response; what exceeds the included size of each "
                                            "is billed; absent: that of the load",
                                        .source = PRICING,
                                        .kind = COST_KIND_AMOUNT,
                                        .measure = COST_MEASURE_BYTES},
};

#define GROUP(table) .kind = COST_KIND_GROUP, .fields = table, .field_count = COST_COUNT(table)
const cost_field_t cost_lambda_fields[COST_LAMBDA_FIELDS] = {
    [COST_LAMBDA_ARCH] = {.name = "arch",
                          .help = "processor architecture",
                          .source = PRICING,
                          .kind = COST_KIND_CHOICE,
                          .choices = archs,
                          .fallback = "x86_64"},
    [COST_LAMBDA_MEMORY] = {.name = "memory",
                            .help = "configured memory, which is billed, not what is used of it",
                            .source = GUIDE "configuration-memory",
                            .kind = COST_KIND_AMOUNT,
                            .measure = COST_MEASURE_BYTES,
                            .min = "128 MB",
                            .max = "10240 MB",
                            .fallback = "128 MB"},
    [COST_LAMBDA_REQUESTS] = {.name = "requests",
                              .help = "invocations, such as 1M/month, when they are not counted from the load",
                              .source = PRICING,
                              .kind = COST_KIND_AMOUNT,
                              .measure = COST_MEASURE_COUNT_RATE,
                              .noun = "requests"},
    [COST_LAMBDA_DURATION] = {.name = "duration",
                              .help = "mean duration of an invocation; each is billed up to the whole millisecond",
                              .source = PRICING,
                              .kind = COST_KIND_AMOUNT,
                              .measure = COST_MEASURE_TIME,
                              .max = MAX_DURATION},
    [COST_LAMBDA_COLD_STARTS] = {.name = "cold_starts",
                                 .help = "share of the on-demand invocations that start a new environment first",
                                 .source = "assumption: none",
                                 .kind = COST_KIND_AMOUNT,
                                 .measure = COST_MEASURE_RATIO,
                                 .max = "100%",
                                 .fallback = "0%"},
    [COST_LAMBDA_INIT] = {.name = "init",
                          .help =
                              "how long the INIT phase of a cold start takes; billed like the rest since 2025-08-01",
                          .source =
                              "https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/",
                          .kind = COST_KIND_AMOUNT,
                          .measure = COST_MEASURE_TIME,
                          .max = MAX_DURATION},
    [COST_LAMBDA_EPHEMERAL] = {.name = "ephemeral_storage",
                               .help = "size of /tmp; what exceeds the included part is billed while the function runs",
                               .source = PRICING,
                               .kind = COST_KIND_AMOUNT,
                               .measure = COST_MEASURE_BYTES,
                               .min = "512 MB",
                               .max = "10240 MB",
                               .fallback = "512 MB"},
    [COST_LAMBDA_PROVISIONED] = {.name = "provisioned_concurrency",
                                 .help = "environments that are kept ready",
                                 .source = PRICING,
                                 GROUP(provisioned_fields)},
    [COST_LAMBDA_STREAMING] = {.name = "streaming",
                               .help = "response streaming",
                               .source = PRICING,
                               GROUP(streaming_fields)},
    [COST_LAMBDA_SNAPSTART] = {.name = "snapstart",
                               .help =
                                   "SnapStart of Python and .NET: the snapshot is cached all the time and restored at "
                                   "each cold start; that of Java is free",
                               .source = PRICING,
                               .kind = COST_KIND_SWITCH},
    [COST_LAMBDA_POLLERS] = {.name = "event_poller_units",
                             .help = "event poller units of Kafka event sources in provisioned mode, on average",
                             .source = PRICING,
                             .kind = COST_KIND_AMOUNT,
                             .measure = COST_MEASURE_COUNT,
                             .noun = "units"},
};
