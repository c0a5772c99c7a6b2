/* AWS X-Ray: traces recorded, as many as the sampling rule takes of the requests, and traces read.  Source: billing
 * rules 12; X-Ray developer guide, "Configuring sampling rules". */
#include "libcost/flow/frequency.h"
#include "libcost/services/service_load.h"

enum { SAMPLING_RESERVOIR, SAMPLING_RATE };
static const cost_field_t sampling_fields[] = {
    [SAMPLING_RESERVOIR] = {.name = "reservoir",
                            .help = "requests that are recorded in any case, such as 1/s",
                            .kind = COST_KIND_AMOUNT,
                            .measure = COST_MEASURE_COUNT_RATE,
                            .noun = "request",
                            .fallback = "1/s",
                            .source = "AWS's default sampling rule: the first request each second"},
    [SAMPLING_RATE] = {.name = "rate",
                       .help = "how many of the other requests are recorded",
                       .kind = COST_KIND_AMOUNT,
                       .measure = COST_MEASURE_RATIO,
                       .max = "100%",
                       .fallback = "5%",
                       .source = "AWS's default sampling rule: five percent of additional requests"},
};

enum { TRACES, SAMPLING, RETRIEVED, SCANNED };
static const cost_field_t fields[] = {
    [TRACES] = {.name = "traces",
                .help = "traces that are recorded, such as 2M/month; sampled from the requests of `from` "
                        "when left out",
                .kind = COST_KIND_AMOUNT,
                .measure = COST_MEASURE_COUNT_RATE,
                .noun = "trace"},
    [SAMPLING] = {.name = "sampling",
                  .help = "which of the requests are recorded",
                  .kind = COST_KIND_GROUP,
                  .fields = sampling_fields,
                  .field_count = COST_COUNT(sampling_fields),
                  .fallback = "{}"},
    [RETRIEVED] = {.name = "retrieved",
                   .help = "traces that are read in whole, such as 10k/month",
                   .kind = COST_KIND_AMOUNT,
                   .measure = COST_MEASURE_COUNT_RATE,
                   .noun = "trace"},
    [SCANNED] = {.name = "scanned",
                 .help = "traces that searches and the service map look at, billed like retrieved ones",
                 .kind = COST_KIND_AMOUNT,
                 .measure = COST_MEASURE_COUNT_RATE,
                 .noun = "trace"},
};

enum { TRACES_RECORDED, TRACES_RETRIEVED };
static const cost_dimension_t dimensions[] = {
    [TRACES_RECORDED] = {.name = "traces_recorded", .unit = "1M-traces", .help = "traces that are recorded"},
    [TRACES_RETRIEVED] = {.name = "traces_retrieved",
                          .unit = "1M-traces",
                          .help = "traces that are retrieved or scanned"},
};

enum { MINUTE = 60, HOUR_MINUTES = 60 };
static const cost_wide_t ratio_one = 1000000000;

/* Requests of some minutes; a WebSocket is traced as the one request that opens it. */
static bool requests_of(cost_wide_t *out, const cost_flows_t *flows, int64_t from, int64_t until)
{
    *out = 0;
    for (size_t i = 0; i < flows->in_count; i++) {
        cost_flow_sum_t sum;
        if (!cost_flow_sum(&sum, &flows->in[i], from, until) ||
            !cost_wide_add(out, *out, flows->in[i].websocket ? sum.connections : sum.requests))
            return false;
    }
    return true;
}

/* Up to an hour, over which the load is taken to be even. */
static bool add_sampled(cost_wide_t *traces, const cost_resource_t *r, const cost_flows_t *flows, int64_t from,
                        int64_t until)
{
    const cost_value_t *f = r->field[SAMPLING].values;
    cost_wide_t requests, certain, sampled;
    if (!requests_of(&requests, flows, from, until) ||
        !cost_frequency_total(&certain, &f[SAMPLING_RESERVOIR].amount, &flows->month, (until - from) * MINUTE, 1))
        return false;
    certain = certain < requests ? certain : requests;
    return cost_wide_mul_div(&sampled, requests - certain, f[SAMPLING_RATE].amount.value, ratio_one) &&
           cost_wide_add(traces, *traces, certain + sampled);
}

static bool sample_window(cost_wide_t *traces, const cost_resource_t *r, const cost_flows_t *flows,
                          const cost_window_t *window)
{
    const int64_t past = (window->until + MINUTE - 1) / MINUTE;
    for (int64_t from = window->from / MINUTE, until; from < past; from = until) {
        until = (from / HOUR_MINUTES + 1) * HOUR_MINUTES;
        until = until < past ? until : past;
        if (!add_sampled(traces, r, flows, from, until))
            return false;
    }
    return true;
}

static cost_status_t meter_sampled(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                   cost_error_t *err)
{
    cost_wide_t traces = 0;
    if (!flows->load_stated)
        return cost_usage_unpriced(out, TRACES_RECORDED, "from: the traffic that is traced, or traces: 1M/month", err);
    for (size_t i = 0; i < flows->exist_count; i++)
        if (!sample_window(&traces, r, flows, &flows->exists[i]))
            return cost_fail_at(err, COST_ERR_RANGE, r->node, "the load is too large to be counted");
    return cost_usage_add(out, TRACES_RECORDED, NULL, traces, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *f = r->field;
    cost_status_t status = cost_given(&f[TRACES])
                               ? cost_stated_add(out, TRACES_RECORDED, NULL, &f[TRACES], r, flows, err)
                               : meter_sampled(r, flows, out, err);
    if (!status)
        status = cost_stated_add(out, TRACES_RETRIEVED, NULL, &f[RETRIEVED], r, flows, err);
    return status ? status : cost_stated_add(out, TRACES_RETRIEVED, NULL, &f[SCANNED], r, flows, err);
}

const cost_service_t cost_service_xray = {
    .name = "xray",
    .title = "AWS X-Ray",
    .help =
        "Traces, billed when they are recorded and when they are read. Of the requests that come in, the sampling rule "
        "records the first of every second and a part of the others; without one that is AWS's default, 1 a second and "
        "5%.",
    .source = "https://aws.amazon.com/xray/pricing/",
    .example = "    from: web\n"
               "    sampling: {reservoir: 1/s, rate: 5%}\n",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .meter = meter,
};
