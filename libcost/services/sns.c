/* Amazon SNS: publishes in chunks of payload, and deliveries by protocol.  Source: billing rules 12. */
#include <stdio.h>

#include "libcost/services/message_load.h"

enum { STANDARD, FIFO };
static const char *const types[] = {[STANDARD] = "standard", [FIFO] = "fifo", NULL};

enum { HTTP, HTTPS, EMAIL, EMAIL_JSON, SQS, LAMBDA, FIREHOSE, MOBILE_PUSH, MACOS, SMS };
static const char *const protocols[] = {[HTTP] = "http",
                                        [HTTPS] = "https",
                                        [EMAIL] = "email",
                                        [EMAIL_JSON] = "email-json",
                                        [SQS] = "sqs",
                                        [LAMBDA] = "lambda",
                                        [FIREHOSE] = "firehose",
                                        [MOBILE_PUSH] = "mobile-push",
                                        [MACOS] = "macos",
                                        [SMS] = "sms",
                                        NULL};

enum { PROTOCOL, SUBSCRIBERS, SHARE };
static const cost_field_t subscription_fields[] = {
    [PROTOCOL] = {.name = "protocol",
                  .help = "how it is delivered: to sqs and lambda without a charge of SNS",
                  .kind = COST_KIND_CHOICE,
                  .choices = protocols,
                  .required = true},
    [SUBSCRIBERS] = {.name = "count",
                     .help = "endpoints that subscribe so",
                     .kind = COST_KIND_INTEGER,
                     .max = "12500000",
                     .fallback = "1",
                     .source = "one of each"},
    [SHARE] = {.name = "share",
               .help = "how much of what is published its filter policy lets through",
               .kind = COST_KIND_AMOUNT,
               .measure = COST_MEASURE_RATIO,
               .max = "100%",
               .fallback = "100%",
               .source = "no filter policy: everything"},
};

enum { TYPE, PUBLISHES, MESSAGE, BATCH, SUBSCRIPTIONS };
static const cost_field_t fields[] = {
    [TYPE] = {.name = "type",
              .help = "standard, or fifo: in order, to queues only, billed by the GB as well",
              .kind = COST_KIND_CHOICE,
              .choices = types,
              .fallback = "standard",
              .source = "AWS's default"},
    [PUBLISHES] = {.name = "publishes",
                   .help = "messages that are published, such as 1M/month; those of `from` when left out",
                   .kind = COST_KIND_AMOUNT,
                   .measure = COST_MEASURE_COUNT_RATE,
                   .noun = "message"},
    [MESSAGE] = COST_MESSAGE_SIZE_FIELD("message", "256 KiB"),
    [BATCH] = COST_MESSAGE_BATCH_FIELD("published"),
    [SUBSCRIPTIONS] = {.name = "subscriptions",
                       .help = "who is told, by name",
                       .kind = COST_KIND_MAP,
                       .fields = subscription_fields,
                       .field_count = COST_COUNT(subscription_fields)},
};

enum {
    REQUESTS,
    FIFO_PAYLOAD,
    HTTP_NOTIFICATIONS,
    EMAIL_NOTIFICATIONS,
    SQS_NOTIFICATIONS,
    LAMBDA_NOTIFICATIONS,
    FIREHOSE_NOTIFICATIONS,
    MOBILE_PUSH_NOTIFICATIONS,
    MACOS_NOTIFICATIONS,
    FIFO_NOTIFICATIONS,
    FIFO_NOTIFICATION_PAYLOAD
};
static const cost_dimension_t dimensions[] = {
    [REQUESTS] = {.name = "requests",
                  .unit = "1M-requests",
                  .help = "publish requests, each chunk of payload one of them"},
    [FIFO_PAYLOAD] = {.name = "fifo_payload", .unit = "GB", .help = "bytes that are published to a fifo topic"},
    [HTTP_NOTIFICATIONS] = {.name = "http_notifications",
                            .unit = "100k-notifications",
                            .help = "deliveries to web servers"},
    [EMAIL_NOTIFICATIONS] = {.name = "email_notifications",
                             .unit = "100k-notifications",
                             .help = "deliveries by e-mail"},
    [SQS_NOTIFICATIONS] = {.name = "sqs_notifications", .unit = "1M-notifications", .help = "deliveries to queues"},
    [LAMBDA_NOTIFICATIONS] = {.name = "lambda_notifications",
                              .unit = "1M-notifications",
                              .help = "deliveries to Lambda functions"},
    [FIREHOSE_NOTIFICATIONS] = {.name = "firehose_notifications",
                                .unit = "1M-notifications",
                                .help = "deliveries to Firehose streams"},
    [MOBILE_PUSH_NOTIFICATIONS] = {.name = "mobile_push_notifications",
                                   .unit = "1M-notifications",
                                   .help = "push notifications to mobile devices"},
    [MACOS_NOTIFICATIONS] = {.name = "macos_notifications",
                             .unit = "1M-notifications",
                             .help = "push notifications to macOS"},
    [FIFO_NOTIFICATIONS] = {.name = "fifo_notifications",
                            .unit = "1M-notifications",
                            .help = "deliveries of a fifo topic to queues"},
    [FIFO_NOTIFICATION_PAYLOAD] = {.name = "fifo_notification_payload",
                                   .unit = "GB",
                                   .help = "bytes that a fifo topic delivers"},
};
static const int notifications[] = {
    [HTTP] = HTTP_NOTIFICATIONS,         [HTTPS] = HTTP_NOTIFICATIONS,
    [EMAIL] = EMAIL_NOTIFICATIONS,       [EMAIL_JSON] = EMAIL_NOTIFICATIONS,
    [SQS] = SQS_NOTIFICATIONS,           [LAMBDA] = LAMBDA_NOTIFICATIONS,
    [FIREHOSE] = FIREHOSE_NOTIFICATIONS, [MOBILE_PUSH] = MOBILE_PUSH_NOTIFICATIONS,
    [MACOS] = MACOS_NOTIFICATIONS,
};

enum { REQUEST_CHUNK };
static const char *const rules[] = {[REQUEST_CHUNK] = "request_chunk"};

static const cost_wide_t ratio_one = 1000000000;

static bool is_fifo(const cost_resource_t *r)
{
    return r->field[TYPE].choice == FIFO;
}

static cost_status_t check_protocol(const cost_resource_t *r, const cost_value_t *protocol, cost_error_t *err)
{
    if (!protocol->given)
        return COST_OK;
    if (is_fifo(r) && protocol->choice != SQS)
        return cost_fail_at(err, COST_ERR_SCHEMA, protocol->node,
                            "a fifo topic does not deliver to %s, only to queues; protocol: sqs would be right",
                            protocol->text);
    if (protocol->choice == SMS)
        return cost_fail_at(
            err, COST_ERR_NO_PRICE, protocol->node,
            "the price book has no price of text messages, which depends on country and carrier; it has "
            "those of the other protocols");
    return COST_OK;
}

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *subscriptions = &r->field[SUBSCRIPTIONS];
    cost_status_t status = COST_OK;
    for (size_t i = 0; i < subscriptions->entry_count; i++) {
        const cost_status_t next = check_protocol(r, &subscriptions->entries[i].values[PROTOCOL], err);
        status = status ? status : next;
    }
    return status;
}

static void key(const cost_resource_t *r, int dimension, const char *nested, cost_key_t *out)
{
    (void)nested;
    if (dimension == REQUESTS)
        snprintf(out->variant, sizeof out->variant, "type=%s", r->field[TYPE].text);
}

/* ---- what is published ---- */

static const char write_load[] = "from: what publishes to it, or publishes: 1M/month";
static const char write_size[] = "message: 2 KiB, or request: and response: on its from";

static cost_status_t meter_publishes(const cost_resource_t *r, const cost_message_load_t *load, cost_usage_t *out,
                                     cost_error_t *err)
{
    cost_wide_t calls;
    if (!load->stated)
        return cost_usage_unpriced(out, REQUESTS, write_load, err);
    if (!is_fifo(r))
        return cost_usage_add(out, REQUESTS, NULL, load->requests, err);
    cost_wide_mul_div(&calls, load->messages, 1,
                      r->field[BATCH].integer); /* their payload is billed by the GB instead */
    cost_status_t status = cost_usage_add(out, REQUESTS, NULL, calls, err);
    if (status)
        return status;
    return load->sized ? cost_usage_add(out, FIFO_PAYLOAD, NULL, load->bytes, err)
                       : cost_usage_unpriced(out, FIFO_PAYLOAD, write_size, err);
}

/* ---- what is delivered ---- */

typedef struct {
    const cost_resource_t *resource;
    const cost_value_t *subscription;
    cost_usage_t *out;
} delivery_t;

/* As many of a number of messages, chunks or bytes as the subscription's endpoints receive. */
static cost_status_t deliver(const delivery_t *delivery, int dimension, cost_wide_t published, cost_error_t *err)
{
    const cost_value_t *f = delivery->subscription;
    cost_wide_t copies;
    if (!cost_wide_mul_div(&copies, published, f[SUBSCRIBERS].integer * f[SHARE].amount.value, ratio_one))
        return cost_fail_at(err, COST_ERR_RANGE, delivery->resource->node, "its %s are too many to be counted",
                            dimensions[dimension].name);
    return cost_usage_add(delivery->out, dimension, NULL, copies, err);
}

static cost_status_t meter_fifo(const delivery_t *delivery, const cost_message_load_t *load, cost_error_t *err)
{
    if (!load->stated)
        return cost_usage_unpriced(delivery->out, FIFO_NOTIFICATIONS, write_load, err);
    cost_status_t status = deliver(delivery, FIFO_NOTIFICATIONS, load->messages, err);
    if (status)
        return status;
    return load->sized ? deliver(delivery, FIFO_NOTIFICATION_PAYLOAD, load->bytes, err)
                       : cost_usage_unpriced(delivery->out, FIFO_NOTIFICATION_PAYLOAD, write_size, err);
}

static cost_status_t meter_subscription(const delivery_t *delivery, const cost_message_load_t *load, cost_error_t *err)
{
    const int dimension = notifications[delivery->subscription[PROTOCOL].choice];
    if (is_fifo(delivery->resource))
        return meter_fifo(delivery, load, err);
    if (!load->stated)
        return cost_usage_unpriced(delivery->out, dimension, write_load, err);
    return deliver(delivery, dimension, load->chunks, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *subscriptions = &r->field[SUBSCRIPTIONS];
    const cost_message_terms_t terms = {.rate = &r->field[PUBLISHES],
                                        .size = &r->field[MESSAGE],
                                        .chunk = r->rule[REQUEST_CHUNK] << 10,
                                        .batch = r->field[BATCH].integer};
    cost_message_load_t load;
    cost_status_t status = cost_message_load(&load, &terms, r, flows, err);
    if (!status)
        status = meter_publishes(r, &load, out, err);
    for (size_t i = 0; !status && i < subscriptions->entry_count; i++) {
        const delivery_t delivery = {r, subscriptions->entries[i].values, out};
        status = meter_subscription(&delivery, &load, err);
    }
    return status;
}

const cost_service_t cost_service_sns = {
    .name = "sns",
    .title = "Amazon SNS",
    .help =
        "Topics, billed by what is published, every 64 KB of a message being a request, and by what is delivered, at a "
        "price that depends on the protocol; deliveries count in the same chunks. A fifo topic is billed by the "
        "request "
        "and by the GB, on its way in and on its way out. Text messages are not covered: their price depends on "
        "country "
        "and carrier.",
    .source = "https://aws.amazon.com/sns/pricing/",
    .example = "    publishes: 1M/month\n"
               "    message: 2 KiB\n"
               "    subscriptions:\n"
               "      pager: {protocol: https}\n"
               "      team: {protocol: email, share: 1%}\n",
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
