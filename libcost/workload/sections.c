/* The parts of a workload file that belong to no service, as tables. */
#include "libcost/workload/workload.h"

#define SIMULATOR "the simulator of a later version uses it"
#define CHANCE "`simulate` of a later version uses it"

/* ---- from: {app: {...}} ---- */

const cost_field_t cost_edge_fields[COST_EDGE_FIELDS] = {
    [COST_EDGE_SHARE] = {.name = "share", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_RATIO, .max = "100%",
                         .exact = true, .help = "how much of the source's load comes here; all of it when left out"},
    [COST_EDGE_PER_REQUEST] = {.name = "per_request", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_RATIO,
                               .help = "calls here for each request that the source serves, such as 8 or 0.02"},
    [COST_EDGE_REQUEST] = {.name = "request", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES,
                           .help = "mean bytes of one call"},
    [COST_EDGE_RESPONSE] = {.name = "response", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES,
                            .help = "mean bytes of its answer"},
    [COST_EDGE_THROUGH] = {.name = "through", .kind = COST_KIND_TEXT,
                           .help = "the cache or queue that holds and bills the backlog", .later = SIMULATOR},
};

/* ---- traffic ---- */

static const char *const shapes[] = {"flat", "diurnal", "business-hours", "weights", NULL};

static const cost_field_t growth_fields[] = {
    {.name = "rate", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_RATIO_RATE, .required = true, .min = "-100%/month",
     .help = "growth a month, such as 5%/month"},
    {.name = "since", .kind = COST_KIND_TEXT, .help = "the month whose traffic was stated"},
};
static const cost_field_t noise_fields[] = {
    {.name = "sd", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_RATIO, .fallback = "0.15",
     .help = "stationary standard deviation of the logarithm of the load", .source = "scaling-rules 10.1 [A]"},
    {.name = "memory", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME, .fallback = "20 min",
     .help = "how long a deviation lasts", .source = "scaling-rules 10.1 [A]"},
};
static const cost_field_t day_fields[] = {
    {.name = "sd", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_RATIO, .required = true,
     .help = "standard deviation of the logarithm of a whole day's load"},
};
static const cost_field_t event_fields[] = {
    {.name = "at", .kind = COST_KIND_TEXT, .help = "when it begins, such as 2025-11-28T14:00, in the traffic's time zone"},
    {.name = "for", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME, .help = "how long it lasts"},
    {.name = "times", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_RATIO,
     .help = "what the load is multiplied by"},
    {.name = "ramp", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME, .help = "how long it takes to rise and to fall"},
    {.name = "chance", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_RATIO, .max = "100%", .fallback = "100%",
     .help = "how likely it is to happen at all", .source = "stated events happen"},
    {.name = "preset", .kind = COST_KIND_TEXT, .help = "launch, email or crawler"},
};

const cost_field_t cost_traffic_fields[COST_TRAFFIC_FIELDS] = {
    [COST_TRAFFIC_REQUESTS] = {.name = "requests", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT_RATE,
                               .noun = "request", .help = "requests, such as 9M/month: the exact total of each month"},
    [COST_TRAFFIC_RATE] = {.name = "rate", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT_RATE,
                           .noun = "request", .help = "requests as a mean rate, such as 120/s"},
    [COST_TRAFFIC_SESSIONS] = {.name = "sessions", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT_RATE,
                               .noun = "session", .help = "WebSocket sessions, such as 11k/month"},
    [COST_TRAFFIC_SERIES] = {.name = "series", .kind = COST_KIND_TEXT, .later = SIMULATOR,
                             .help = "a CSV file of timestamp,value with measured requests"},
    [COST_TRAFFIC_SHAPE] = {.name = "shape", .kind = COST_KIND_CHOICE, .choices = shapes, .fallback = "flat",
                            .help = "how the load is spread over day and week", .source = "design: a flat month"},
    [COST_TRAFFIC_TIMEZONE] = {.name = "timezone", .kind = COST_KIND_TEXT,
                               .help = "the IANA zone in which the shape is meant; UTC when left out"},
    [COST_TRAFFIC_REQUEST] = {.name = "request", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES,
                              .help = "mean bytes of a request"},
    [COST_TRAFFIC_RESPONSE] = {.name = "response", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES,
                               .help = "mean bytes of a response"},
    [COST_TRAFFIC_REQUESTS_PER_CONNECTION] = {.name = "requests_per_connection", .kind = COST_KIND_AMOUNT,
                                              .measure = COST_MEASURE_RATIO, .min = "0.000001", .fallback = "1",
                                              .help = "how many requests one connection carries",
                                              .source = "one connection a request, the dearest case"},
    [COST_TRAFFIC_CONNECTION] = {.name = "connection", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME,
                                 .fallback = "60 s", .help = "how long a connection stays open",
                                 .source = "idle timeout of a balancer, AWS's default"},
    [COST_TRAFFIC_LENGTH] = {.name = "length", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME,
                             .help = "mean length of a session"},
    [COST_TRAFFIC_MESSAGES] = {.name = "messages", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT,
                               .noun = "message", .help = "messages of a session, both directions together"},
    [COST_TRAFFIC_MESSAGE] = {.name = "message", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES,
                              .help = "mean bytes of a message"},
    [COST_TRAFFIC_WEIGHTS] = {.name = "weights", .kind = COST_KIND_RAW, .later = SIMULATOR,
                              .schema = "{\"type\": \"array\", \"items\": {\"type\": \"number\"}}",
                              .help = "24 weights of a day's hours or 168 of a week's, Monday first"},
    [COST_TRAFFIC_GROWTH] = {.name = "growth", .kind = COST_KIND_GROUP, .fields = growth_fields,
                             .field_count = COST_COUNT(growth_fields), .later = SIMULATOR,
                             .help = "growth from month to month"},
    [COST_TRAFFIC_NOISE] = {.name = "noise", .kind = COST_KIND_GROUP, .fields = noise_fields,
                            .field_count = COST_COUNT(noise_fields), .later = CHANCE,
                            .help = "how the load varies from minute to minute"},
    [COST_TRAFFIC_DAY_FACTOR] = {.name = "day_factor", .kind = COST_KIND_GROUP, .fields = day_fields,
                                 .field_count = COST_COUNT(day_fields), .later = CHANCE,
                                 .help = "how the load varies from day to day"},
    [COST_TRAFFIC_EVENTS] = {.name = "events", .kind = COST_KIND_MAP, .fields = event_fields,
                             .field_count = COST_COUNT(event_fields), .later = SIMULATOR,
                             .help = "launches, mailings and other bursts"},
    [COST_TRAFFIC_HOLIDAYS] = {.name = "holidays", .kind = COST_KIND_TEXTS, .later = SIMULATOR,
                               .help = "days such as 2025-11-27 that are like a Sunday"},
};

/* ---- schedules ---- */

static const char *const dialects[] = {"eventbridge", "application-auto-scaling", NULL};

const cost_field_t cost_schedule_fields[COST_SCHEDULE_FIELDS] = {
    [COST_SCHEDULE_START] = {.name = "start", .kind = COST_KIND_TEXT, .required = true,
                             .help = "when things are started, such as cron(0 8 ? * MON-FRI *)"},
    [COST_SCHEDULE_STOP] = {.name = "stop", .kind = COST_KIND_TEXT, .required = true,
                            .help = "when things are stopped, such as cron(0 18 ? * MON-FRI *)"},
    [COST_SCHEDULE_TIMEZONE] = {.name = "timezone", .kind = COST_KIND_TEXT, .fallback = "UTC",
                                .help = "the IANA zone in which it is meant",
                                .source = "EventBridge rules run in UTC"},
    [COST_SCHEDULE_DIALECT] = {.name = "dialect", .kind = COST_KIND_CHOICE, .choices = dialects,
                               .fallback = "eventbridge", .help = "whose cron grammar it is",
                               .source = "docs/schedules.md"},
};

/* ---- budgets ---- */

static const char *const levels[] = {"error", "warning", NULL};
static const cost_field_t waiver_fields[] = {
    {.name = "reason", .kind = COST_KIND_TEXT, .required = true, .help = "why the budget may be broken for now"},
    {.name = "until", .kind = COST_KIND_TEXT, .required = true, .help = "the last day of the waiver, such as 2026-01-31"},
};
#define CHECK "`ilm-cost check` of a later version judges it"

const cost_field_t cost_budget_fields[COST_BUDGET_FIELDS] = {
    {.name = "limit", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_MONEY, .required = true, .exact = true,
     .help = "what a month may cost, such as 600 USD", .later = CHECK},
    {.name = "confidence", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_RATIO, .max = "100%", .exact = true,
     .help = "how sure the limit must hold"},
    {.name = "service", .kind = COST_KIND_TEXT, .help = "only this service"},
    {.name = "resource", .kind = COST_KIND_TEXT, .help = "only this resource"},
    {.name = "tag", .kind = COST_KIND_TEXT, .help = "only lines with this tag, key=value"},
    {.name = "scenario", .kind = COST_KIND_TEXT, .help = "of this scenario"},
    {.name = "month", .kind = COST_KIND_TEXT, .help = "only this month"},
    {.name = "growth", .kind = COST_KIND_TEXT, .help = "against a saved bill: +5% or +50 USD"},
    {.name = "level", .kind = COST_KIND_CHOICE, .choices = levels, .fallback = "error",
     .help = "what a broken budget is", .source = "design: the CI gate"},
    {.name = "waiver", .kind = COST_KIND_GROUP, .fields = waiver_fields, .field_count = COST_COUNT(waiver_fields),
     .help = "lets a broken budget pass until a day"},
    {.name = "trials", .kind = COST_KIND_INTEGER, .min = "1", .max = "10000000", .help = "trials of a confidence"},
    {.name = "seed", .kind = COST_KIND_INTEGER, .help = "seed of the trials"},
    {.name = "description", .kind = COST_KIND_TEXT, .help = "what it is for"},
};

/* ---- every resource ---- */

static const cost_field_t runs_fields[] = {
    [COST_RUNS_FROM] = {.name = "from", .kind = COST_KIND_TEXT, .help = "created, such as 2025-11-10 or 2025-11-10T09:50Z"},
    [COST_RUNS_UNTIL] = {.name = "until", .kind = COST_KIND_TEXT, .help = "deleted"},
};

#define TAGS_SCHEMA "{\"type\": \"object\", \"additionalProperties\": {\"type\": [\"string\", \"number\", \"boolean\"]}}"
#define USAGE_SCHEMA                                                                                                   \
    "{\"type\": \"object\", \"additionalProperties\": {\"type\": [\"string\", \"number\", \"object\"]}}"

const cost_field_t cost_common_fields[COST_COMMON_FIELDS] = {
    [COST_COMMON_SERVICE] = {.name = "service", .kind = COST_KIND_TEXT, .required = true,
                             .help = "which AWS service it is"},
    [COST_COMMON_COUNT] = {.name = "count", .kind = COST_KIND_INTEGER, .min = "0", .max = "1000000", .fallback = "1",
                           .help = "how many of it there are", .source = "one of each"},
    [COST_COMMON_REGION] = {.name = "region", .kind = COST_KIND_TEXT, .help = "another region than the file's"},
    [COST_COMMON_ZONES] = {.name = "zones", .kind = COST_KIND_INTEGER, .min = "1", .max = "6",
                           .help = "how many availability zones it spans"},
    [COST_COMMON_TAGS] = {.name = "tags", .kind = COST_KIND_RAW, .schema = TAGS_SCHEMA,
                          .help = "cost allocation tags, laid over the file's"},
    [COST_COMMON_FROM] = {.name = "from", .kind = COST_KIND_RAW, .schema = "{\"$ref\": \"#/$defs/from\"}",
                          .help = "whence its load comes: a traffic, a resource or resource.port"},
    [COST_COMMON_RUNS] = {.name = "runs", .kind = COST_KIND_GROUP, .fields = runs_fields,
                          .field_count = COST_COUNT(runs_fields), .help = "when it exists; always when left out"},
    [COST_COMMON_SCHEDULE] = {.name = "schedule", .kind = COST_KIND_TEXT,
                              .help = "the schedule that starts and stops it"},
    [COST_COMMON_USAGE] = {.name = "usage", .kind = COST_KIND_RAW, .schema = USAGE_SCHEMA,
                           .help = "one month's usage of a dimension, as it is, instead of metering it"},
    [COST_COMMON_IMPLIED] = {.name = "implied", .kind = COST_KIND_SWITCH,
                             .help = "false refuses the lines that it would bring about"},
    [COST_COMMON_FOR] = {.name = "for", .kind = COST_KIND_TEXT,
                         .help = "the resource whose implied line this one replaces"},
};

/* ---- the file ---- */

static const cost_field_t account_fields[] = {
    [COST_ACCOUNT_ALWAYS_FREE] = {.name = "always_free", .kind = COST_KIND_SWITCH, .fallback = "true",
                                  .help = "whether the always-free allowances apply",
                                  .source = "billing-rules 16: they apply to every account"},
    [COST_ACCOUNT_USAGE] = {.name = "usage", .kind = COST_KIND_RAW, .schema = USAGE_SCHEMA,
                            .help = "what the rest of the account uses up of tiers and allowances a month"},
};

const cost_field_t cost_top_fields[COST_TOP_FIELDS] = {
    [COST_TOP_FORMAT] = {.name = "format", .kind = COST_KIND_TEXT, .required = true, .help = "libcost-workload/1"},
    [COST_TOP_WORKLOAD] = {.name = "workload", .kind = COST_KIND_TEXT, .required = true, .help = "the workload's name"},
    [COST_TOP_REGION] = {.name = "region", .kind = COST_KIND_TEXT, .help = "where it runs, such as us-east-1"},
    [COST_TOP_PERIOD] = {.name = "period", .kind = COST_KIND_TEXT, .fallback = "730h",
                         .help = "what is billed: 2025-11, 2025-11..2026-10 or 730h",
                         .source = "AWS's calculator counts 730 hours a month"},
    [COST_TOP_TAGS] = {.name = "tags", .kind = COST_KIND_RAW, .schema = TAGS_SCHEMA,
                       .help = "cost allocation tags of every line"},
    [COST_TOP_ACCOUNT] = {.name = "account", .kind = COST_KIND_GROUP, .fields = account_fields,
                          .field_count = COST_COUNT(account_fields), .fallback = "{}",
                          .help = "the account that pays"},
    [COST_TOP_TRAFFIC] = {.name = "traffic", .kind = COST_KIND_MAP, .fields = cost_traffic_fields,
                          .field_count = COST_TRAFFIC_FIELDS, .help = "what comes in from outside"},
    [COST_TOP_SCHEDULES] = {.name = "schedules", .kind = COST_KIND_MAP, .fields = cost_schedule_fields,
                            .field_count = COST_SCHEDULE_FIELDS, .help = "when things are started and stopped"},
    [COST_TOP_RESOURCES] = {.name = "resources", .kind = COST_KIND_RAW, .required = true,
                            .schema = "{\"$ref\": \"#/$defs/resources\"}", .help = "a map of what runs"},
    [COST_TOP_BUDGETS] = {.name = "budgets", .kind = COST_KIND_MAP, .fields = cost_budget_fields,
                          .field_count = COST_BUDGET_FIELDS, .help = "what it may cost"},
    [COST_TOP_SCENARIOS] = {.name = "scenarios", .kind = COST_KIND_RAW,
                            .schema = "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"object\"}}",
                            .help = "merge patches (RFC 7396) of this file"},
};
