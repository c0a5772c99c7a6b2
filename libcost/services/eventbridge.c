/* Amazon EventBridge: events in chunks of payload, archives, and the Scheduler.  Source: billing rules 12; events of
 * AWS services and rules on a schedule are free. */
#include "libcost/services/message_load.h"
#include "libcost/services/service_load.h"

enum { ARCHIVE_SHARE, ARCHIVE_RETENTION, ARCHIVE_STORED };
static const cost_field_t archive_fields[] = {
    [ARCHIVE_SHARE] = {.name = "share",
                       .help = "how much of the custom events its pattern takes in",
                       .kind = COST_KIND_AMOUNT,
                       .measure = COST_MEASURE_RATIO,
                       .max = "100%",
                       .fallback = "100%",
                       .source = "no pattern: everything"},
    [ARCHIVE_RETENTION] = {.name = "retention",
                           .help = "how long events are kept, such as 30 days; AWS keeps them for ever "
                                   "unless told otherwise",
                           .kind = COST_KIND_AMOUNT,
                           .measure = COST_MEASURE_TIME,
                           .max = "36500 days"},
    [ARCHIVE_STORED] = {.name = "stored",
                        .help = "bytes that lie in the archive on average; instead of what the retention "
                                "makes of it",
                        .kind = COST_KIND_AMOUNT,
                        .measure = COST_MEASURE_BYTES},
};

enum { CUSTOM, EVENT, THIRD_PARTY, REPLAYED, DISCOVERY, ARCHIVE, SCHEDULER, RULES_FREE };
static const cost_field_t fields[] = {
    [CUSTOM] = {.name = "custom_events",
                .help = "events that applications put on the bus, such as 5M/month; those of "
                        "`from` when left out",
                .kind = COST_KIND_AMOUNT,
                .measure = COST_MEASURE_COUNT_RATE,
                .noun = "event"},
    [EVENT] = {.name = "event",
               .help = "mean bytes of an event; events of `from` bring their own request bytes",
               .kind = COST_KIND_AMOUNT,
               .measure = COST_MEASURE_BYTES,
               .max = "1 MiB",
               .fallback = "64 KiB",
               .source = "assumption: one chunk, which is the least that is billed"},
    [THIRD_PARTY] = {.name = "third_party_events",
                     .help = "events of software vendors, from partner event sources",
                     .kind = COST_KIND_AMOUNT,
                     .measure = COST_MEASURE_COUNT_RATE,
                     .noun = "event"},
    [REPLAYED] = {.name = "replayed_events",
                  .help = "events that are put on the bus again out of an archive, billed like "
                          "custom ones",
                  .kind = COST_KIND_AMOUNT,
                  .measure = COST_MEASURE_COUNT_RATE,
                  .noun = "event",
                  .source = "EventBridge pricing page: a replay is processed like custom events"},
    [DISCOVERY] = {.name = "schema_discovery",
                   .help = "schemas are discovered from the custom events: each 8 KB of an event "
                           "counts as one",
                   .kind = COST_KIND_SWITCH},
    [ARCHIVE] = {.name = "archive",
                 .help = "custom events are archived: billed by the GB taken in and by the GB-month kept",
                 .kind = COST_KIND_GROUP,
                 .fields = archive_fields,
                 .field_count = COST_COUNT(archive_fields)},
    [SCHEDULER] = {.name = "scheduler_invocations",
                   .help = "targets that EventBridge Scheduler invokes, such as 2/day for "
                           "each schedule",
                   .kind = COST_KIND_AMOUNT,
                   .measure = COST_MEASURE_COUNT_RATE,
                   .noun = "invocation"},
    [RULES_FREE] = {.name = "free_rules",
                    .help = "rules on a schedule or for events of AWS services, which cost nothing",
                    .kind = COST_KIND_INTEGER,
                    .max = "1000000"},
};

enum { CUSTOM_EVENTS, THIRD_PARTY_EVENTS, DISCOVERY_EVENTS, ARCHIVE_PROCESSED, ARCHIVE_STORAGE, SCHEDULER_INVOCATIONS };
static const cost_dimension_t dimensions[] = {
    [CUSTOM_EVENTS] = {.name = "custom_events",
                       .unit = "1M-events",
                       .help = "events of applications, each chunk of payload one of them"},
    [THIRD_PARTY_EVENTS] = {.name = "third_party_events", .unit = "1M-events", .help = "events of software vendors"},
    [DISCOVERY_EVENTS] = {.name = "schema_discovery_events",
                          .unit = "1M-events",
                          .help = "events looked at for their schema, in smaller chunks"},
    [ARCHIVE_PROCESSED] = {.name = "archive_processed", .unit = "GB", .help = "events taken into an archive"},
    [ARCHIVE_STORAGE] = {.name = "archive_storage", .unit = "GB-month", .help = "events kept in an archive"},
    [SCHEDULER_INVOCATIONS] = {.name = "scheduler_invocations",
                               .unit = "1M-invocations",
                               .help = "targets invoked by EventBridge Scheduler"},
};

enum { EVENT_CHUNK, DISCOVERY_CHUNK };
static const char *const rules[] = {[EVENT_CHUNK] = "event_chunk", [DISCOVERY_CHUNK] = "schema_discovery_chunk"};

static const cost_wide_t micro = 1000000, ratio_one = 1000000000;
static const char write_size[] = "event: 2 KiB, or request: and response: on its from";

static bool has(const cost_resource_t *r, int field)
{
    return cost_given(&r->field[field]);
}

static cost_message_terms_t terms_of(const cost_resource_t *r, int rate, int chunk)
{
    return (cost_message_terms_t){
        .rate = &r->field[rate], .size = &r->field[EVENT], .chunk = r->rule[chunk] << 10, .batch = 1};
}

/* A bus for the Scheduler, for free rules or for partners alone has no events of its own. */
static bool has_custom(const cost_resource_t *r, const cost_flows_t *flows)
{
    const bool other = has(r, THIRD_PARTY) || has(r, REPLAYED) || has(r, SCHEDULER) || has(r, RULES_FREE);
    return has(r, CUSTOM) || flows->load_stated || flows->in_count || r->field[ARCHIVE].given == COST_STATED ||
           r->field[DISCOVERY].on || !other;
}

/* What is stated at a rate; its size is that of the custom events. */
static cost_status_t meter_rate(const cost_resource_t *r, int rate, int dimension, const cost_flows_t *flows,
                                cost_usage_t *out, cost_error_t *err)
{
    const cost_message_terms_t terms = terms_of(r, rate, EVENT_CHUNK);
    cost_message_load_t load;
    if (!has(r, rate))
        return COST_OK;
    cost_status_t status = cost_message_load(&load, &terms, r, flows, err);
    return status ? status : cost_usage_add(out, dimension, NULL, load.chunks, err);
}

static cost_status_t meter_discovery(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                     cost_error_t *err)
{
    const cost_message_terms_t terms = terms_of(r, CUSTOM, DISCOVERY_CHUNK);
    cost_message_load_t load;
    if (!r->field[DISCOVERY].on)
        return COST_OK;
    cost_status_t status = cost_message_load(&load, &terms, r, flows, err);
    if (status)
        return status;
    return load.sized ? cost_usage_add(out, DISCOVERY_EVENTS, NULL, load.chunks, err)
                      : cost_usage_unpriced(out, DISCOVERY_EVENTS, write_size, err);
}

/* In the steady state an archive holds as much as comes in during the retention. */
static cost_status_t meter_stored(const cost_resource_t *r, cost_wide_t taken, bool sized, const cost_flows_t *flows,
                                  cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *f = r->field[ARCHIVE].values;
    const int64_t seconds = cost_window_seconds(flows->exists, flows->exist_count);
    cost_wide_t base;
    if (cost_given(&f[ARCHIVE_STORED]))
        return cost_usage_add_product(out, ARCHIVE_STORAGE, NULL, f[ARCHIVE_STORED].amount.value, seconds * r->count,
                                      err);
    if (!cost_given(&f[ARCHIVE_RETENTION]))
        return cost_usage_unpriced(out, ARCHIVE_STORAGE, "archive: {retention: 30 days}, or {stored: 100 GB}", err);
    if (!sized)
        return cost_usage_unpriced(out, ARCHIVE_STORAGE, write_size, err);
    if (!cost_wide_mul_div(&base, taken, f[ARCHIVE_RETENTION].amount.value, micro))
        return cost_fail_at(err, COST_ERR_RANGE, r->field[ARCHIVE].node, "its bytes are too many to be counted");
    return cost_usage_add(out, ARCHIVE_STORAGE, NULL, base, err);
}

static cost_status_t meter_archive(const cost_resource_t *r, const cost_message_load_t *load, const cost_flows_t *flows,
                                   cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *f = r->field[ARCHIVE].values;
    cost_wide_t taken;
    if (r->field[ARCHIVE].given != COST_STATED)
        return COST_OK;
    if (!cost_wide_mul_div(&taken, load->bytes, f[ARCHIVE_SHARE].amount.value, ratio_one))
        return cost_fail_at(err, COST_ERR_RANGE, r->field[ARCHIVE].node, "its bytes are too many to be counted");
    cost_status_t status = load->sized ? cost_usage_add(out, ARCHIVE_PROCESSED, NULL, taken, err)
                                       : cost_usage_unpriced(out, ARCHIVE_PROCESSED, write_size, err);
    return status ? status : meter_stored(r, taken, load->sized, flows, out, err);
}

static cost_status_t meter_custom(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                  cost_error_t *err)
{
    const cost_message_terms_t terms = terms_of(r, CUSTOM, EVENT_CHUNK);
    cost_message_load_t load;
    if (!has_custom(r, flows))
        return COST_OK;
    cost_status_t status = cost_message_load(&load, &terms, r, flows, err);
    if (!status && !load.stated)
        return cost_usage_unpriced(out, CUSTOM_EVENTS, "from: what puts events, or custom_events: 1M/month", err);
    if (!status)
        status = cost_usage_add(out, CUSTOM_EVENTS, NULL, load.chunks, err);
    if (!status)
        status = meter_discovery(r, flows, out, err);
    return status ? status : meter_archive(r, &load, flows, out, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = meter_custom(r, flows, out, err);
    if (!status)
        status = meter_rate(r, REPLAYED, CUSTOM_EVENTS, flows, out, err);
    if (!status)
        status = meter_rate(r, THIRD_PARTY, THIRD_PARTY_EVENTS, flows, out, err);
    return status ? status : cost_stated_add(out, SCHEDULER_INVOCATIONS, NULL, &r->field[SCHEDULER], r, flows, err);
}

const cost_service_t cost_service_eventbridge = {
    .name = "eventbridge",
    .title = "Amazon EventBridge",
    .help =
        "Event buses and the Scheduler. Events of applications and of software vendors are billed by the event, every "
        "64 KB of payload counting as one; events of AWS services and rules on a schedule are free. The Scheduler is "
        "billed by the invocation. What the targets cost is theirs.",
    .source = "https://aws.amazon.com/eventbridge/pricing/",
    .example = "    custom_events: 5M/month\n"
               "    event: 2 KiB\n"
               "    scheduler_invocations: 2/day\n",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .meter = meter,
};
