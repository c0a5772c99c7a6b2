/* AWS Lambda: requests, and memory times duration.  Source: billing rules, section 12; the pricing page's examples. */
#include "libcost/services/lambda.h"

#include <stdio.h>

#include "libcost/services/service_load.h"

enum {
    REQUESTS,
    GB_SECONDS,
    EPHEMERAL_GB_SECONDS,
    PROVISIONED_CONCURRENCY,
    PROVISIONED_GB_SECONDS,
    RESPONSE_STREAMED,
    SNAPSTART_CACHE,
    SNAPSTART_RESTORE,
    POLLER_HOURS
};
static const cost_dimension_t dimensions[] = {
    [REQUESTS] = {.name = "requests", .unit = "1M-requests", .help = "invocations"},
    [GB_SECONDS] = {.name = "gb_seconds",
                    .unit = "GB-second",
                    .help = "configured memory times duration, INIT included"},
    [EPHEMERAL_GB_SECONDS] = {.name = "ephemeral_gb_seconds",
                              .unit = "GB-second",
                              .help = "ephemeral storage above the included part, times duration"},
    [PROVISIONED_CONCURRENCY] = {.name = "provisioned_concurrency_gb_seconds",
                                 .unit = "GB-second",
                                 .help = "memory of environments that are kept ready"},
    [PROVISIONED_GB_SECONDS] = {.name = "provisioned_gb_seconds",
                                .unit = "GB-second",
                                .help = "memory times duration of what they serve"},
    [RESPONSE_STREAMED] = {.name = "response_streamed",
                           .unit = "GB",
                           .help = "streamed responses above the included size of each"},
    [SNAPSTART_CACHE] = {.name = "snapstart_cache_gb_seconds", .unit = "GB-second", .help = "cached snapshots"},
    [SNAPSTART_RESTORE] = {.name = "snapstart_restored", .unit = "GB", .help = "snapshots restored at cold starts"},
    [POLLER_HOURS] = {.name = "event_poller_hours", .unit = "hour", .help = "event poller units"},
};

enum { DURATION_STEP, EPHEMERAL_INCLUDED, INIT_BILLED, PROVISIONED_STEP, STREAMING_INCLUDED };
static const char *const rules[] = {
    [DURATION_STEP] = "duration_step",       [EPHEMERAL_INCLUDED] = "ephemeral_included", [INIT_BILLED] = "init_billed",
    [PROVISIONED_STEP] = "provisioned_step", [STREAMING_INCLUDED] = "streaming_included",
};

static const cost_wide_t micro = 1000000, nano = 1000000000, milli = 1000;
static const cost_wide_t mib = (cost_wide_t)1 << 20;

static void key(const cost_resource_t *resource, int dimension, const char *nested, cost_key_t *out)
{
    (void)nested;
    if (dimension <= PROVISIONED_GB_SECONDS)
        (void)snprintf(out->variant, sizeof out->variant, "arch=%s", resource->field[COST_LAMBDA_ARCH].text);
}

static cost_status_t check(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *field = resource->field;
    const cost_node_t *from = cost_node_find(resource->node, "from");
    cost_status_t status = COST_OK;
    if (cost_given(&field[COST_LAMBDA_REQUESTS]) && from)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, field[COST_LAMBDA_REQUESTS].node,
                                               "from states the invocations already; leave out one of the two"));
    if (cost_given(&field[COST_LAMBDA_INIT]) && !field[COST_LAMBDA_COLD_STARTS].amount.high)
        cost_status_keep(&status,
                         cost_fail_at(err, COST_ERR_SCHEMA, field[COST_LAMBDA_INIT].node,
                                      "no invocation is a cold start that would have it; write cold_starts: 1%%"));
    return status;
}

/* ---- the month's invocations ---- */

typedef struct {
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    cost_usage_t *out;
    cost_error_t *err;
    cost_wide_t requests, provisioned, cold; /* 1e-6: all, those served by provisioned concurrency, cold starts */
    cost_wide_t response_bytes;              /* micro-bytes of all the load's responses; -1: not known */
} bill_t;

static cost_status_t too_large(const bill_t *bill)
{
    return cost_fail_at(bill->err, COST_ERR_RANGE, bill->resource->node, "its invocations are too many to be counted");
}

static cost_status_t find_requests(bill_t *bill)
{
    const cost_value_t *stated = &bill->resource->field[COST_LAMBDA_REQUESTS];
    cost_flow_sum_t sum;
    bill->response_bytes = -1;
    if (cost_given(stated))
        return cost_stated_total(&bill->requests, stated, bill->resource, bill->flows, bill->err);
    cost_status_t status = cost_load_total(&sum, bill->flows, bill->resource, bill->err);
    if (status)
        return status;
    bill->requests = sum.requests;
    if (cost_flows_bytes_known(bill->flows))
        bill->response_bytes = sum.response_bytes;
    return COST_OK;
}

static cost_status_t split_requests(bill_t *bill)
{
    const cost_value_t *field = bill->resource->field, *provisioned = &field[COST_LAMBDA_PROVISIONED];
    cost_wide_t share =
        provisioned->given == COST_STATED ? provisioned->values[COST_LAMBDA_PROVISIONED_SHARE].amount.value : 0;
    if (!cost_wide_mul_div(&bill->provisioned, bill->requests, share, nano) ||
        !cost_wide_mul_div(&bill->cold, bill->requests - bill->provisioned, field[COST_LAMBDA_COLD_STARTS].amount.value,
                           nano))
        return too_large(bill);
    return COST_OK;
}

/* ---- duration ---- */

/* Billed microseconds of so many invocations of such a mean duration, each up to the whole step. */
static bool billed_us(cost_wide_t *out, const bill_t *bill, cost_wide_t requests, cost_wide_t duration)
{
    cost_wide_t step = bill->resource->rule[DURATION_STEP] / milli;
    cost_wide_t each = duration ? cost_chunks(duration, step) * step : 0;
    return cost_wide_mul_div(out, requests, each, micro);
}

static cost_status_t add_gb(const bill_t *bill, int dimension, cost_wide_t bytes, cost_wide_t us)
{
    cost_wide_t base;
    if (!cost_wide_mul_div(&base, bytes, us, micro))
        return too_large(bill);
    return cost_usage_add(bill->out, dimension, NULL, base, bill->err);
}

/* The INIT phase of cold starts, which AWS bills for every runtime since the rule's date.  SnapStart restores instead.
 */
static cost_status_t init_us(cost_wide_t *out, const bill_t *bill)
{
    const cost_value_t *init = &bill->resource->field[COST_LAMBDA_INIT];
    *out = 0;
    if (!bill->cold || !bill->resource->rule[INIT_BILLED])
        return COST_OK;
    if (!cost_given(init) && bill->resource->field[COST_LAMBDA_SNAPSTART].on)
        return COST_OK;
    if (!cost_given(init))
        return cost_usage_unpriced(bill->out, GB_SECONDS, "init: 400 ms, which cold starts are billed too", bill->err);
    return billed_us(out, bill, bill->cold, init->amount.value) ? COST_OK : too_large(bill);
}

static cost_status_t meter_duration(const bill_t *bill)
{
    const cost_value_t *field = bill->resource->field, *duration = &field[COST_LAMBDA_DURATION];
    const cost_value_t *provisioned = &field[COST_LAMBDA_PROVISIONED].values[COST_LAMBDA_PROVISIONED_DURATION];
    cost_wide_t memory = field[COST_LAMBDA_MEMORY].amount.value, on_demand, ready, init;
    cost_wide_t extra = field[COST_LAMBDA_EPHEMERAL].amount.value - bill->resource->rule[EPHEMERAL_INCLUDED] * mib;
    cost_wide_t other = cost_given(provisioned) ? provisioned->amount.value : duration->amount.value;
    if (!cost_given(duration) && (bill->requests > bill->provisioned || !cost_given(provisioned)))
        return cost_usage_unpriced(bill->out, GB_SECONDS, "duration: 200 ms", bill->err);
    if (!billed_us(&on_demand, bill, bill->requests - bill->provisioned, duration->amount.value) ||
        !billed_us(&ready, bill, bill->provisioned, other))
        return too_large(bill);
    cost_status_t status = init_us(&init, bill);
    if (!status)
        status = add_gb(bill, GB_SECONDS, memory, on_demand + init);
    if (!status)
        status = add_gb(bill, PROVISIONED_GB_SECONDS, memory, ready);
    if (!status && extra > 0)
        status = add_gb(bill, EPHEMERAL_GB_SECONDS, extra, on_demand + init + ready);
    return status;
}

/* ---- what is billed whether it is invoked or not ---- */

static cost_status_t meter_provisioned(const bill_t *bill)
{
    const cost_value_t *group = &bill->resource->field[COST_LAMBDA_PROVISIONED], *field = group->values;
    cost_wide_t exists = cost_window_seconds(bill->flows->exists, bill->flows->exist_count) * micro;
    cost_wide_t step = bill->resource->rule[PROVISIONED_STEP];
    if (group->given != COST_STATED)
        return COST_OK;
    cost_wide_t active = field[COST_LAMBDA_PROVISIONED_ACTIVE].amount.value;
    active = cost_given(&field[COST_LAMBDA_PROVISIONED_ACTIVE]) && active < exists ? active : exists;
    if (active < exists)
        active = cost_chunks(active, step) * step;
    cost_wide_t environments = field[COST_LAMBDA_PROVISIONED_COUNT].integer * (cost_wide_t)bill->resource->count;
    return add_gb(bill, PROVISIONED_CONCURRENCY, bill->resource->field[COST_LAMBDA_MEMORY].amount.value,
                  active * environments);
}

static cost_status_t meter_snapstart(const bill_t *bill)
{
    cost_wide_t memory = bill->resource->field[COST_LAMBDA_MEMORY].amount.value;
    if (!bill->resource->field[COST_LAMBDA_SNAPSTART].on)
        return COST_OK;
    cost_status_t status =
        add_gb(bill, SNAPSTART_CACHE, memory, cost_existing_seconds(bill->resource, bill->flows) * micro);
    return status ? status : add_gb(bill, SNAPSTART_RESTORE, memory, bill->cold);
}

static cost_status_t meter_pollers(const bill_t *bill)
{
    const cost_value_t *units = &bill->resource->field[COST_LAMBDA_POLLERS];
    if (!cost_given(units))
        return COST_OK;
    return cost_usage_add_product(bill->out, POLLER_HOURS, NULL, units->amount.value,
                                  cost_existing_seconds(bill->resource, bill->flows), bill->err);
}

/* ---- streaming ---- */

static cost_status_t meter_streaming(const bill_t *bill)
{
    const cost_value_t *group = &bill->resource->field[COST_LAMBDA_STREAMING], *field = group->values;
    const cost_value_t *response = &field[COST_LAMBDA_STREAMING_RESPONSE];
    cost_wide_t size = response->amount.value, streamed, base;
    if (group->given != COST_STATED || !bill->requests)
        return COST_OK;
    if (!cost_given(response) && bill->response_bytes < 0)
        return cost_usage_unpriced(bill->out, RESPONSE_STREAMED, "streaming: {response: 8 MB}", bill->err);
    if (!cost_given(response) && !cost_wide_mul_div(&size, bill->response_bytes, micro, bill->requests))
        return too_large(bill);
    size -= bill->resource->rule[STREAMING_INCLUDED] * mib;
    if (!cost_wide_mul_div(&streamed, bill->requests, field[COST_LAMBDA_STREAMING_SHARE].amount.value, nano) ||
        !cost_wide_mul_div(&base, streamed, size > 0 ? size : 0, micro))
        return too_large(bill);
    return cost_usage_add(bill->out, RESPONSE_STREAMED, NULL, base, bill->err);
}

/* ---- the whole ---- */

static cost_status_t meter_load(bill_t *bill)
{
    static const char write[] = "from: the traffic that it serves, or requests: 1M/month";
    if (!bill->flows->load_stated && !cost_given(&bill->resource->field[COST_LAMBDA_REQUESTS])) {
        cost_status_t status = cost_usage_unpriced(bill->out, REQUESTS, write, bill->err);
        return status ? status : cost_usage_unpriced(bill->out, GB_SECONDS, write, bill->err);
    }
    cost_status_t status = find_requests(bill);
    if (!status)
        status = split_requests(bill);
    if (!status)
        status = cost_usage_add(bill->out, REQUESTS, NULL, bill->requests, bill->err);
    if (!status)
        status = meter_duration(bill);
    return status ? status : meter_streaming(bill);
}

static cost_status_t meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                           cost_error_t *err)
{
    bill_t bill = {.resource = resource, .flows = flows, .out = out, .err = err};
    cost_status_t status = meter_load(&bill);
    if (!status)
        status = meter_provisioned(&bill);
    if (!status)
        status = meter_snapstart(&bill);
    return status ? status : meter_pollers(&bill);
}

const cost_service_t cost_service_lambda = {
    .name = "lambda",
    .title = "AWS Lambda",
    .help =
        "A function: every invocation is a request, and is billed for its configured memory as long as it runs, up to "
        "the whole millisecond.  Provisioned concurrency is billed all the time that it is enabled, and makes the "
        "duration cheaper.",
    .source = "https://aws.amazon.com/lambda/pricing/",
    .example = "    memory: 512 MB\n    duration: 120 ms\n    from: web\n",
    .fields = cost_lambda_fields,
    .field_count = COST_LAMBDA_FIELDS,
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .answers = true,
    .check = check,
    .key = key,
    .meter = meter,
};
