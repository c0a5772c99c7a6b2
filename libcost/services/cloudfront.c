/* Amazon CloudFront: bytes and requests by geography, what is asked for beside them, or one flat-rate plan. */
#include <stdio.h>

#include "libcost/services/cloudfront_behaviour.h"
#include "libcost/services/cloudfront_edge.h"
#include "libcost/services/cloudfront_geography.h"
#include "libcost/services/cloudfront_load.h"
#include "libcost/services/cloudfront_plan.h"

static const cost_field_t fields[COST_CF_FIELDS] = {
    [COST_CF_GEOGRAPHY] = {.name = "geography",
                           .kind = COST_KIND_AMOUNTS,
                           .measure = COST_MEASURE_RATIO,
                           .choices = cost_geographies,
                           .max = "100%",
                           .exact = true,
                           .help = "where the viewers are: shares that add up to 100%; all in us-mexico when left out"},
    [COST_CF_PRICE_CLASS] =
        {.name = "price_class",
         .kind = COST_KIND_CHOICE,
         .choices = cost_price_classes,
         .fallback = "all",
         .source = "developer guide: PriceClass.md",
         .help = "which edges serve: what a geography outside the class asks for is charged at the least "
                 "expensive geography of the class"},
    [COST_CF_HTTPS] = {.name = "https",
                       .kind = COST_KIND_AMOUNT,
                       .measure = COST_MEASURE_RATIO,
                       .max = "100%",
                       .fallback = "100%",
                       .source = "assumption: HTTP is redirected once",
                       .help = "share of the requests that use HTTPS, which has a price of its own"},
    [COST_CF_BEHAVIOURS] =
        {.name = "behaviours",
         .kind = COST_KIND_MAP,
         .fields = cost_behaviour_fields,
         .field_count = COST_BEHAVIOUR_FIELDS,
         .help = "cache behaviours by name, each a port such as cdn.static; without any, nothing is cached"},
    [COST_CF_ORIGIN_SHIELD] = {.name = "origin_shield",
                               .kind = COST_KIND_TEXT,
                               .help =
                                   "Region of Origin Shield, such as us-east-1; its incremental requests are billed"},
    [COST_CF_INVALIDATIONS] = {.name = "invalidations",
                               .kind = COST_KIND_AMOUNT,
                               .measure = COST_MEASURE_COUNT_RATE,
                               .noun = "path",
                               .help = "paths invalidated, such as 1200/month; /* is one path"},
    [COST_CF_FUNCTIONS] = {.name = "functions",
                           .kind = COST_KIND_GROUP,
                           .fields = cost_function_fields,
                           .field_count = COST_FUNCTIONS_FIELDS,
                           .help = "CloudFront Functions"},
    [COST_CF_LAMBDA_EDGE] = {.name = "lambda_edge",
                             .kind = COST_KIND_GROUP,
                             .fields = cost_lambda_edge_fields,
                             .field_count = COST_LAMBDA_EDGE_FIELDS,
                             .help = "Lambda@Edge"},
    [COST_CF_REALTIME_LOGS] = {.name = "realtime_logs",
                               .kind = COST_KIND_AMOUNT,
                               .measure = COST_MEASURE_RATIO,
                               .max = "100%",
                               .help = "share of the requests that write a line to the real-time log"},
    [COST_CF_FIELD_LEVEL_ENCRYPTION] = {.name = "field_level_encryption",
                                        .kind = COST_KIND_AMOUNT,
                                        .measure = COST_MEASURE_RATIO,
                                        .max = "100%",
                                        .help = "share of the requests with an encrypted field"},
    [COST_CF_DEDICATED_IP_CERTIFICATES] = {.name = "dedicated_ip_certificates",
                                           .kind = COST_KIND_INTEGER,
                                           .max = "1000",
                                           .help =
                                               "certificates with dedicated addresses; those that use SNI are free"},
    [COST_CF_VPC_ORIGIN] = {.name = "vpc_origin",
                            .kind = COST_KIND_SWITCH,
                            .help = "an origin in a private subnet; costs nothing but needs a plan that offers it"},
    [COST_CF_CUSTOM_CACHE_POLICY] = {.name = "custom_cache_policy",
                                     .kind = COST_KIND_SWITCH,
                                     .help =
                                         "a cache policy of one's own; costs nothing but needs a plan that offers it"},
    [COST_CF_PLAN] = {.name = "plan",
                      .kind = COST_KIND_CHOICE,
                      .choices = cost_cloudfront_plans,
                      .help = "flat-rate plan of each distribution, for requests, transfer and what the plan includes; "
                              "without one, everything is billed as it goes"},
};

static const cost_dimension_t dimensions[COST_CF_USAGES] = {
    [COST_CF_USAGE_TRANSFER_OUT] = {.name = "transfer_out",
                                    .unit = "GB",
                                    .nested = cost_geographies,
                                    .help = "bytes sent to viewers, after compression, by the geography of the edge"},
    [COST_CF_USAGE_TRANSFER_TO_ORIGIN] =
        {.name = "transfer_to_origin",
         .unit = "GB",
         .nested = cost_geographies,
         .help = "request bytes of PUT, POST, PATCH and DELETE, and what WebSocket clients send"},
    [COST_CF_USAGE_HTTP_REQUESTS] = {.name = "http_requests",
                                     .unit = "10k-requests",
                                     .nested = cost_geographies,
                                     .help = "requests over HTTP"},
    [COST_CF_USAGE_HTTPS_REQUESTS] = {.name = "https_requests",
                                      .unit = "10k-requests",
                                      .nested = cost_geographies,
                                      .help = "requests over HTTPS; a WebSocket session is one"},
    [COST_CF_USAGE_FIELD_LEVEL_ENCRYPTION_REQUESTS] = {.name = "field_level_encryption_requests",
                                                       .unit = "10k-requests",
                                                       .help = "requests with an encrypted field"},
    [COST_CF_USAGE_ORIGIN_SHIELD_REQUESTS] = {.name = "origin_shield_requests",
                                              .unit = "10k-requests",
                                              .help = "requests for which Origin Shield is an incremental layer"},
    [COST_CF_USAGE_INVALIDATION_PATHS] = {.name = "invalidation_paths", .unit = "paths", .help = "paths invalidated"},
    [COST_CF_USAGE_FUNCTION_INVOCATIONS] = {.name = "function_invocations",
                                            .unit = "1M-invocations",
                                            .help = "runs of CloudFront Functions"},
    [COST_CF_USAGE_KEY_VALUE_STORE_READS] = {.name = "key_value_store_reads",
                                             .unit = "1M-reads",
                                             .help = "reads of key value stores by functions"},
    [COST_CF_USAGE_LAMBDA_EDGE_REQUESTS] = {.name = "lambda_edge_requests",
                                            .unit = "1M-requests",
                                            .help = "runs of Lambda@Edge"},
    [COST_CF_USAGE_LAMBDA_EDGE_GB_SECONDS] = {.name = "lambda_edge_gb_seconds",
                                              .unit = "GB-second",
                                              .help = "memory times time of Lambda@Edge"},
    [COST_CF_USAGE_REALTIME_LOG_LINES] = {.name = "realtime_log_lines",
                                          .unit = "1M-lines",
                                          .help = "lines of the real-time log"},
    [COST_CF_USAGE_DEDICATED_IP_CERTIFICATES] = {.name = "dedicated_ip_certificates",
                                                 .unit = "certificate-month",
                                                 .help = "certificates with dedicated addresses, by the hour"},
    [COST_CF_USAGE_PLAN_MONTHS] = {.name = "plan_months",
                                   .unit = "plan-month",
                                   .nested = cost_cloudfront_plans,
                                   .help = "flat-rate plans, one for each distribution"},
};

static const char *const rules[COST_CF_RULES] = {
    COST_GEOGRAPHY_RULES,
    [COST_CF_RULE_COMPRESSION_MIN] = "compression_min",
    [COST_CF_RULE_COMPRESSION_MAX] = "compression_max",
    [COST_CF_RULE_LAMBDA_EDGE_STEP] = "lambda_edge_duration_step",
};

static const cost_wide_t micro = 1000000;
static const cost_wide_t ratio_one = 1000000000;

/* ---- checks ---- */

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    cost_status_t first = cost_geography_check(r, err);
    cost_status_t second = cost_behaviour_check(r, err);
    cost_status_t third = cost_cloudfront_plan_check(r, err);
    return first ? first : second ? second : third;
}

/* ---- pass 1: what the origins see ---- */

/* Scales by the exact share; by its nearest billionth when the exact one has too many digits. */
static bool scale(cost_ratio_t *out, cost_ratio_t of, cost_ratio_t share)
{
    cost_wide_t rounded;
    return cost_ratio_times(out, of, share) ||
           (cost_ratio_of(&rounded, share, ratio_one) && cost_ratio_times(out, of, cost_ratio(rounded, ratio_one)));
}

static cost_status_t serve(const cost_resource_t *r, int port, const cost_flow_t *in, cost_flow_t *out,
                           cost_error_t *err)
{
    const cost_behaviour_mix_t mix = cost_behaviour_mix(r, port, in->websocket);
    *out =
        *in; /* the origin sends its bytes uncompressed, and a miss takes as many connections as a viewer's request */
    if (!scale(&out->requests, in->requests, mix.origin) || !scale(&out->connections, in->connections, mix.origin))
        return cost_fail_at(err, COST_ERR_RANGE, r->node,
                            "the shares on the way here have too many digits to be exact");
    return COST_OK;
}

/* ---- keys ---- */

static void key(const cost_resource_t *r, int dimension, const char *nested, cost_key_t *out)
{
    const cost_value_t *f = r->field;
    const char *shield = f[COST_CF_ORIGIN_SHIELD].text, *plan = f[COST_CF_PLAN].text;
    switch (dimension) {
    case COST_CF_USAGE_TRANSFER_OUT:
    case COST_CF_USAGE_TRANSFER_TO_ORIGIN:
    case COST_CF_USAGE_HTTP_REQUESTS:
    case COST_CF_USAGE_HTTPS_REQUESTS:
        cost_geography_key(nested, out);
        break;
    case COST_CF_USAGE_ORIGIN_SHIELD_REQUESTS:
        out->region = shield ? shield : r->region;
        break;
    case COST_CF_USAGE_LAMBDA_EDGE_REQUESTS:
    case COST_CF_USAGE_LAMBDA_EDGE_GB_SECONDS:
        out->region = f[COST_CF_LAMBDA_EDGE].values[COST_LAMBDA_EDGE_REGION].text;
        break;
    case COST_CF_USAGE_PLAN_MONTHS:
        snprintf(out->variant, sizeof out->variant, "plan=%s",
                 nested ? nested
                 : plan ? plan
                        : cost_cloudfront_plans[0]);
        break;
    }
}

/* ---- meters ---- */

static cost_status_t meter_requests(const cost_resource_t *r, cost_wide_t requests, cost_usage_t *out,
                                    cost_error_t *err)
{
    const cost_wide_t https = r->field[COST_CF_HTTPS].amount.value;
    const cost_wide_t weights[2] = {https, ratio_one - https};
    cost_wide_t parts[2];
    if (!cost_wide_apportion(parts, weights, 2, requests))
        return cost_fail_at(err, COST_ERR_RANGE, r->node, "the load is too large to be counted");
    cost_status_t status =
        weights[0] ? cost_geography_add(r, COST_CF_USAGE_HTTPS_REQUESTS, parts[0], out, err) : COST_OK;
    return status || !weights[1] ? status : cost_geography_add(r, COST_CF_USAGE_HTTP_REQUESTS, parts[1], out, err);
}

/* A rate of N a month is N in a whole month, however long; every other rate counts seconds. */
static cost_status_t meter_invalidations(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                         cost_error_t *err)
{
    enum { MONTHS_OF_YEAR = 12 };
    const cost_value_t *invalidations = &r->field[COST_CF_INVALIDATIONS];
    const cost_per_t per = invalidations->amount.per;
    const int64_t month = flows->month.seconds;
    const int64_t seconds = per == COST_PER_MONTH  ? month
                            : per == COST_PER_YEAR ? month * MONTHS_OF_YEAR
                                                   : cost_per_seconds(per);
    cost_wide_t paths;
    if (!cost_given(invalidations) || !seconds)
        return COST_OK;
    if (!cost_wide_mul_div(&paths, invalidations->amount.value * r->count,
                           cost_window_seconds(flows->exists, flows->exist_count), seconds))
        return cost_fail_at(err, COST_ERR_RANGE, invalidations->node, "too many to be counted");
    return cost_usage_add(out, COST_CF_USAGE_INVALIDATION_PATHS, NULL, paths, err);
}

static cost_status_t meter_certificates(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                        cost_error_t *err)
{
    const int64_t certificates = r->field[COST_CF_DEDICATED_IP_CERTIFICATES].integer;
    if (!certificates)
        return COST_OK;
    return cost_usage_add_product(out, COST_CF_USAGE_DEDICATED_IP_CERTIFICATES, NULL,
                                  cost_flows_clock_hours(flows, r->count), certificates, err);
}

/* Nobody said what comes in: everything that would need it is listed. */
static cost_status_t list_unpriced(const cost_resource_t *r, cost_usage_t *out, cost_error_t *err)
{
    static const char from[] = "from: the traffic that it serves, or usage of this dimension";
    const cost_value_t *f = r->field;
    const struct {
        int dimension;
        bool wanted;
    } needs[] = {
        {COST_CF_USAGE_TRANSFER_OUT, true},
        {COST_CF_USAGE_HTTPS_REQUESTS, f[COST_CF_HTTPS].amount.value > 0},
        {COST_CF_USAGE_HTTP_REQUESTS, f[COST_CF_HTTPS].amount.value < ratio_one},
        {COST_CF_USAGE_ORIGIN_SHIELD_REQUESTS, cost_given(&f[COST_CF_ORIGIN_SHIELD])},
        {COST_CF_USAGE_TRANSFER_TO_ORIGIN, cost_behaviour_mix(r, -1, false).written.num > 0},
    };
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < COST_COUNT(needs); i++)
        if (needs[i].wanted)
            status = cost_usage_unpriced(out, needs[i].dimension, from, err);
    return status ? status : cost_edge_unpriced(r, from, out, err);
}

static cost_status_t meter_bytes(const cost_resource_t *r, const cost_flows_t *flows, const cost_cdn_load_t *load,
                                 cost_usage_t *out, cost_error_t *err)
{
    const char *write = cost_flows_bytes_remedy(flows);
    const bool writes = cost_cdn_writes(r, flows);
    cost_status_t status;
    if (cost_flows_bytes_known(flows)) {
        status = cost_geography_add(r, COST_CF_USAGE_TRANSFER_OUT, load->sent, out, err);
        return status || !writes ? status
                                 : cost_geography_add(r, COST_CF_USAGE_TRANSFER_TO_ORIGIN, load->written, out, err);
    }
    status = cost_usage_unpriced(out, COST_CF_USAGE_TRANSFER_OUT, write, err);
    return status || !writes ? status : cost_usage_unpriced(out, COST_CF_USAGE_TRANSFER_TO_ORIGIN, write, err);
}

static cost_status_t meter_as_you_go(const cost_resource_t *r, const cost_flows_t *flows, const cost_cdn_load_t *load,
                                     cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = meter_invalidations(r, flows, out, err);
    if (status || !flows->load_stated)
        return status ? status : list_unpriced(r, out, err);
    status = meter_requests(r, load->requests, out, err);
    if (!status)
        status = meter_bytes(r, flows, load, out, err);
    if (!status && cost_given(&r->field[COST_CF_ORIGIN_SHIELD]))
        status = cost_usage_add(out, COST_CF_USAGE_ORIGIN_SHIELD_REQUESTS, NULL, load->shielded, err);
    if (!status)
        status = cost_edge_meter(r, load->requests, out, err);
    if (!status)
        status = cost_geography_warn(r, COST_CF_USAGE_TRANSFER_OUT, out, err);
    return status ? status : cost_cdn_warn_size(r, flows, out, err);
}

/* A plan is paid from its beginning to the month's end: cancelling acts at the next cycle. */
static cost_status_t meter_plan(const cost_resource_t *r, const cost_flows_t *flows, const cost_cdn_load_t *load,
                                cost_usage_t *out, cost_error_t *err)
{
    const int64_t seconds = flows->exist_count ? flows->month.seconds - flows->exists[0].from : 0;
    cost_status_t status = cost_usage_add_product(out, COST_CF_USAGE_PLAN_MONTHS, r->field[COST_CF_PLAN].text,
                                                  seconds * micro, r->count, err);
    return status || !flows->load_stated ? status
                                         : cost_cloudfront_plan_compare(r, load->requests, load->sent, out, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_cdn_load_t load;
    cost_status_t status = cost_cdn_load(&load, r, flows, err);
    if (!status)
        status = meter_certificates(r, flows, out, err);
    if (status)
        return status;
    return cost_given(&r->field[COST_CF_PLAN]) ? meter_plan(r, flows, &load, out, err)
                                               : meter_as_you_go(r, flows, &load, out, err);
}

const cost_service_t cost_service_cloudfront = {
    .name = "cloudfront",
    .title = "Amazon CloudFront",
    .help =
        "Billed as it goes: bytes and requests by the geography of the edge, Origin Shield, invalidations and whatever "
        "runs at the edge; the account's always-free terabyte and requests are taken off. Or one flat-rate `plan` for "
        "each distribution. Behaviours are ports: what they do not answer from the cache goes on to `cdn.NAME`.",
    .example = "    from: web\n    behaviours: {static: {share: 60%, hit_ratio: 97%}, rest: {hit_ratio: 0%}}\n",
    .source = "https://aws.amazon.com/cloudfront/pricing/",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .global = true,
    .ports = 1 + COST_CF_BEHAVIOURS,
    .check = check,
    .serve = serve,
    .key = key,
    .meter = meter,
};
