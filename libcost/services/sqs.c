/* Amazon SQS: requests of every kind, counted in chunks of payload.  Source: billing rules 0.1 (a KB is 1024 bytes) and
 * rules.csv, sqs request_chunk. */
#include <stdio.h>

#include "libcost/services/message_load.h"
#include "libcost/services/service_load.h"

static const char *const types[] = {"standard", "fifo", NULL};

enum { TYPE, REQUESTS_STATED, MESSAGES, PAYLOAD, BATCH, RECEIVES, EMPTY_RECEIVES };
static const cost_field_t fields[] = {
    [TYPE] = {.name = "type",
              .help = "standard, or fifo: in order and exactly once, at a higher price",
              .kind = COST_KIND_CHOICE,
              .choices = types,
              .fallback = "standard",
              .source = "AWS's default"},
    [REQUESTS_STATED] = {.name = "requests",
                         .help = "API requests of every kind, such as 4M/month; instead of messages",
                         .kind = COST_KIND_AMOUNT,
                         .measure = COST_MEASURE_COUNT_RATE,
                         .noun = "request"},
    [MESSAGES] = {.name = "messages",
                  .help = "messages that go through the queue, such as 1M/month: each is sent, received "
                          "and deleted; those of `from` when left out",
                  .kind = COST_KIND_AMOUNT,
                  .measure = COST_MEASURE_COUNT_RATE,
                  .noun = "message"},
    [PAYLOAD] = COST_MESSAGE_SIZE_FIELD("payload", "1 MiB"),
    [BATCH] = COST_MESSAGE_BATCH_FIELD("sent, received or deleted"),
    [RECEIVES] = {.name = "receives_per_message",
                  .help = "how often a message is received until it is deleted: more than "
                          "once when consumers fail",
                  .kind = COST_KIND_AMOUNT,
                  .measure = COST_MEASURE_COUNT,
                  .max = "1000",
                  .fallback = "1",
                  .source = "assumption: every message is handled at the first attempt"},
    [EMPTY_RECEIVES] = {.name = "empty_receives",
                        .help = "receives that find nothing, such as 3/min for each consumer that "
                                "waits 20 s at a time: requests all the same",
                        .kind = COST_KIND_AMOUNT,
                        .measure = COST_MEASURE_COUNT_RATE,
                        .noun = "receive"},
};

enum { REQUESTS };
static const cost_dimension_t dimensions[] = {
    [REQUESTS] = {.name = "requests", .unit = "1M-requests", .help = "API requests, each chunk of payload one of them"},
};

enum { CHUNK };
static const char *const rules[] = {[CHUNK] = "request_chunk"};

static const cost_wide_t micro = 1000000;

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *f = r->field;
    if (!cost_given(&f[REQUESTS_STATED]) || !cost_given(&f[MESSAGES]))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, f[MESSAGES].node,
                        "requests says already what the messages bring about; leave one of the two out");
}

static void key(const cost_resource_t *r, int dimension, const char *nested, cost_key_t *out)
{
    (void)dimension;
    (void)nested;
    snprintf(out->variant, sizeof out->variant, "type=%s", r->field[TYPE].text);
}

static cost_message_terms_t terms_of(const cost_resource_t *r, int rate, int64_t batch)
{
    return (cost_message_terms_t){
        .rate = &r->field[rate], .size = &r->field[PAYLOAD], .chunk = r->rule[CHUNK] << 10, .batch = batch};
}

/* A message is sent once and received once or more often, each time in chunks, and deleted without its payload. */
static bool add_messages(cost_wide_t *sum, const cost_resource_t *r, const cost_message_load_t *load)
{
    cost_wide_t carried, deleted;
    return cost_wide_mul_div(&carried, load->requests, micro + r->field[RECEIVES].amount.value, micro) &&
           cost_wide_mul_div(&deleted, load->messages, 1, r->field[BATCH].integer) &&
           cost_wide_add(sum, *sum, carried) && cost_wide_add(sum, *sum, deleted);
}

static cost_status_t meter_messages(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                    cost_error_t *err)
{
    const cost_message_terms_t terms = terms_of(r, MESSAGES, r->field[BATCH].integer);
    cost_message_load_t load;
    cost_wide_t sum;
    cost_status_t status = cost_message_load(&load, &terms, r, flows, err);
    if (!status && !load.stated)
        return cost_usage_unpriced(out, REQUESTS, "from: what sends to it, or messages: 1M/month", err);
    if (!status)
        status = cost_stated_total(&sum, &r->field[EMPTY_RECEIVES], r, flows, err);
    if (status)
        return status;
    if (!add_messages(&sum, r, &load))
        return cost_fail_at(err, COST_ERR_RANGE, r->node, "its requests are too many to be counted");
    return cost_usage_add(out, REQUESTS, NULL, sum, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const cost_message_terms_t terms = terms_of(r, REQUESTS_STATED, 1);
    cost_message_load_t load;
    if (!cost_given(&r->field[REQUESTS_STATED]))
        return meter_messages(r, flows, out, err);
    cost_status_t status = cost_message_load(&load, &terms, r, flows, err);
    if (!status)
        status = cost_usage_add(out, REQUESTS, NULL, load.requests, err);
    return status ? status : cost_stated_add(out, REQUESTS, NULL, &r->field[EMPTY_RECEIVES], r, flows, err);
}

const cost_service_t cost_service_sqs = {
    .name = "sqs",
    .title = "Amazon SQS",
    .help =
        "Queues, billed by the API request: a message is sent, received and deleted, which are three requests, and "
        "every "
        "64 KB of its payload counts as one. Receives that find nothing count too. Batches of up to ten messages save "
        "requests as long as they stay within 64 KB.",
    .source = "https://aws.amazon.com/sqs/pricing/",
    .example = "    from: web\n"
               "    batch: 10\n"
               "    empty_receives: 3/min\n",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .check = check,
    .key = key,
    .meter = meter,
};
