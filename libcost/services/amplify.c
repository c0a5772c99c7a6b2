/* AWS Amplify Hosting: builds, artifacts, what is served, and rendering on servers.  Source: billing rules, section 4.
 */
#include <stdio.h>

#include "libcost/flow/frequency.h"
#include "libcost/services/service_load.h"

#define PRICING "https://aws.amazon.com/amplify/pricing/"

enum { BUILDS, STORAGE, SERVED, SSR, WAF };
enum { BUILD_COUNT, BUILD_TIME, BUILD_INSTANCE };
enum { SSR_REQUESTS, SSR_SHARE, SSR_DURATION, SSR_MEMORY };

static const char *const instances[] = {"standard", "large", "xlarge", NULL};
static const cost_field_t build_fields[] = {
    [BUILD_COUNT] = {.name = "count",
                     .help = "how often the app is built, such as 10/month",
                     .kind = COST_KIND_AMOUNT,
                     .measure = COST_MEASURE_COUNT_RATE,
                     .noun = "builds",
                     .required = true},
    [BUILD_TIME] = {.name = "time",
                    .help = "how long a build takes, from provisioning to deployment",
                    .source = PRICING,
                    .kind = COST_KIND_AMOUNT,
                    .measure = COST_MEASURE_TIME,
                    .required = true},
    [BUILD_INSTANCE] = {.name = "instance",
                        .help = "build instance type",
                        .source = PRICING,
                        .kind = COST_KIND_CHOICE,
                        .choices = instances,
                        .fallback = "standard"},
};
static const cost_field_t ssr_fields[] = {
    [SSR_REQUESTS] = {.name = "requests",
                      .help = "requests that servers render, such as 1M/month, when they are not a share of the load",
                      .source = PRICING,
                      .kind = COST_KIND_AMOUNT,
                      .measure = COST_MEASURE_COUNT_RATE,
                      .noun = "requests"},
    [SSR_SHARE] = {.name = "share",
                   .help = "share of the load that servers render; the rest is static",
                   .source = "assumption: all of it",
                   .kind = COST_KIND_AMOUNT,
                   .measure = COST_MEASURE_RATIO,
                   .max = "100%",
                   .fallback = "100%"},
    [SSR_DURATION] = {.name = "duration",
                      .help = "mean duration of such a request",
                      .source = PRICING,
                      .kind = COST_KIND_AMOUNT,
                      .measure = COST_MEASURE_TIME},
    [SSR_MEMORY] = {.name = "memory",
                    .help = "memory of the compute that renders, times which the duration is billed",
                    .source = "assumption",
                    .kind = COST_KIND_AMOUNT,
                    .measure = COST_MEASURE_BYTES,
                    .max = "10240 MB",
                    .fallback = "1 GB"},
};

#define GROUP(table) .kind = COST_KIND_GROUP, .fields = table, .field_count = COST_COUNT(table)
static const cost_field_t fields[] = {
    [BUILDS] = {.name = "builds", .help = "builds and deployments, billed by the minute", GROUP(build_fields)},
    [STORAGE] = {.name = "storage",
                 .help = "size of the hosted artifacts of all branches",
                 .source = PRICING,
                 .kind = COST_KIND_AMOUNT,
                 .measure = COST_MEASURE_BYTES},
    [SERVED] = {.name = "served",
                .help = "data transferred to visitors, such as 100 GB/month, when it is not counted from the load",
                .source = PRICING,
                .kind = COST_KIND_AMOUNT,
                .measure = COST_MEASURE_BYTES_RATE},
    [SSR] = {.name = "ssr",
             .help = "rendering on servers; absent: a static site",
             .source = PRICING,
             GROUP(ssr_fields)},
    [WAF] = {.name = "waf",
             .help = "integration of a web ACL, billed by the app beside what AWS WAF itself costs",
             .source = PRICING,
             .kind = COST_KIND_SWITCH},
};

enum { BUILD_MINUTES, STORED, DATA_SERVED, RENDERED, RENDER_GB_SECONDS, WAF_INTEGRATIONS };
static const cost_dimension_t dimensions[] = {
    [BUILD_MINUTES] = {.name = "build_minutes", .unit = "minute", .help = "minutes of builds"},
    [STORED] = {.name = "storage", .unit = "GB-month", .help = "hosted artifacts"},
    [DATA_SERVED] = {.name = "data_served", .unit = "GB", .help = "data transferred to visitors"},
    [RENDERED] = {.name = "ssr_requests", .unit = "requests", .help = "requests that servers render"},
    [RENDER_GB_SECONDS] = {.name = "ssr_gb_seconds", .unit = "GB-second", .help = "memory times duration of rendering"},
    [WAF_INTEGRATIONS] = {.name = "waf_integrations", .unit = "app-month", .help = "apps behind a web ACL"},
};

static const cost_wide_t micro = 1000000, nano = 1000000000;

static void key(const cost_resource_t *resource, int dimension, const char *nested, cost_key_t *out)
{
    (void)nested;
    if (dimension == BUILD_MINUTES)
        (void)snprintf(out->variant, sizeof out->variant, "instance=%s",
                       resource->field[BUILDS].values[BUILD_INSTANCE].text);
}

static cost_status_t check(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *requests = &resource->field[SSR].values[SSR_REQUESTS];
    const cost_value_t *share = &resource->field[SSR].values[SSR_SHARE];
    if (cost_given(requests) && share->given == COST_STATED)
        return cost_fail_at(err, COST_ERR_SCHEMA, share->node,
                            "goes without requests, which states how many are rendered; leave out one of the two");
    return COST_OK;
}

typedef struct {
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    cost_usage_t *out;
    cost_error_t *err;
} bill_t;

static cost_status_t too_large(const bill_t *bill)
{
    return cost_fail_at(bill->err, COST_ERR_RANGE, bill->resource->node, "its load is too large to be counted");
}

static cost_status_t meter_builds(const bill_t *bill)
{
    const cost_value_t *builds = &bill->resource->field[BUILDS];
    cost_wide_t count, us;
    if (builds->given != COST_STATED)
        return cost_usage_unpriced(bill->out, BUILD_MINUTES, "builds: {count: 20/month, time: 5 min}", bill->err);
    cost_status_t status =
        cost_stated_total(&count, &builds->values[BUILD_COUNT], bill->resource, bill->flows, bill->err);
    if (status)
        return status;
    if (!cost_wide_mul_div(&us, count, builds->values[BUILD_TIME].amount.value, micro))
        return too_large(bill);
    return cost_usage_add(bill->out, BUILD_MINUTES, NULL, us, bill->err);
}

static cost_status_t meter_storage(const bill_t *bill)
{
    const cost_value_t *storage = &bill->resource->field[STORAGE];
    if (!cost_given(storage))
        return cost_usage_unpriced(bill->out, STORED, "storage: 1 GB", bill->err);
    return cost_usage_add_product(bill->out, STORED, NULL, storage->amount.value,
                                  cost_existing_seconds(bill->resource, bill->flows), bill->err);
}

static cost_status_t meter_served(const bill_t *bill)
{
    const cost_value_t *served = &bill->resource->field[SERVED];
    cost_flow_sum_t sum;
    if (cost_given(served))
        return cost_stated_add(bill->out, DATA_SERVED, NULL, served, bill->resource, bill->flows, bill->err);
    if (!bill->flows->load_stated)
        return cost_usage_unpriced(bill->out, DATA_SERVED, "from: the traffic that it serves, or served: 100 GB/month",
                                   bill->err);
    if (!cost_flows_bytes_known(bill->flows))
        return cost_usage_unpriced(bill->out, DATA_SERVED,
                                   "request: and response: of the traffic, such as 2 KiB and 45 KiB", bill->err);
    cost_status_t status = cost_load_total(&sum, bill->flows, bill->resource, bill->err);
    return status ? status : cost_usage_add(bill->out, DATA_SERVED, NULL, sum.response_bytes, bill->err);
}

/* ---- rendering ---- */

static cost_status_t rendered(cost_wide_t *out, const bill_t *bill)
{
    const cost_value_t *field = bill->resource->field[SSR].values;
    cost_flow_sum_t sum;
    if (cost_given(&field[SSR_REQUESTS]))
        return cost_stated_total(out, &field[SSR_REQUESTS], bill->resource, bill->flows, bill->err);
    cost_status_t status = cost_load_total(&sum, bill->flows, bill->resource, bill->err);
    if (status)
        return status;
    return cost_wide_mul_div(out, sum.requests, field[SSR_SHARE].amount.value, nano) ? COST_OK : too_large(bill);
}

static cost_status_t meter_duration(const bill_t *bill, cost_wide_t requests)
{
    const cost_value_t *field = bill->resource->field[SSR].values;
    cost_wide_t base;
    if (!cost_given(&field[SSR_DURATION]))
        return cost_usage_unpriced(bill->out, RENDER_GB_SECONDS, "ssr: {duration: 100 ms}", bill->err);
    if (!cost_wide_mul_div(&base, requests, field[SSR_DURATION].amount.value, micro) ||
        !cost_wide_mul_div(&base, base, field[SSR_MEMORY].amount.value, micro))
        return too_large(bill);
    return cost_usage_add(bill->out, RENDER_GB_SECONDS, NULL, base, bill->err);
}

static cost_status_t meter_ssr(const bill_t *bill)
{
    const cost_value_t *ssr = &bill->resource->field[SSR];
    cost_wide_t requests;
    if (ssr->given != COST_STATED)
        return COST_OK;
    if (!cost_given(&ssr->values[SSR_REQUESTS]) && !bill->flows->load_stated)
        return cost_usage_unpriced(bill->out, RENDERED,
                                   "from: the traffic that it serves, or ssr: {requests: 1M/month}", bill->err);
    cost_status_t status = rendered(&requests, bill);
    if (!status)
        status = cost_usage_add(bill->out, RENDERED, NULL, requests, bill->err);
    return status ? status : meter_duration(bill, requests);
}

static cost_status_t meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                           cost_error_t *err)
{
    const bill_t bill = {resource, flows, out, err};
    cost_status_t status = meter_builds(&bill);
    if (!status)
        status = meter_storage(&bill);
    if (!status)
        status = meter_served(&bill);
    if (!status)
        status = meter_ssr(&bill);
    if (!status && resource->field[WAF].on)
        status = cost_usage_add(out, WAF_INTEGRATIONS, NULL, cost_flows_clock_hours(flows, resource->count), err);
    return status;
}

const cost_service_t cost_service_amplify = {
    .name = "amplify",
    .title = "AWS Amplify Hosting",
    .help = "A web app that is built and hosted: build minutes, the size of its artifacts, data served, and for "
            "server-side "
            "rendering requests and duration.",
    .source = PRICING,
    .example =
        "    builds: {count: 20/month, time: 5 min}\n    storage: 1 GB\n    ssr: {duration: 100 ms}\n    from: web\n",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .check = check,
    .key = key,
    .meter = meter,
};
