/* Amazon Route 53: hosted zones by the whole month, DNS queries by kind, health checks by the hour.
 * Source: billing-rules 0.3 (MONTHFIX, HOURPRO) and 10. */
#include <stdio.h>

#include "libcost/services/load_count.h"
#include "libcost/services/service_load.h"

static const char *const kinds[] = {"standard", "latency", "geo", NULL};
static const char *const endpoints[] = {"aws", "non-aws", NULL};

enum { CHECK_COUNT, ENDPOINT, HTTPS, STRING_MATCHING, FAST_INTERVAL, LATENCY_MEASUREMENT };
#define FEATURE(field_name, what)                                                                                      \
    {                                                                                                                  \
        .name = field_name, .kind = COST_KIND_SWITCH, .help = what                                                     \
    }
static const cost_field_t health_check_fields[] = {
    [CHECK_COUNT] = {.name = "count",
                     .kind = COST_KIND_INTEGER,
                     .max = "1000000",
                     .fallback = "1",
                     .source = "one of each",
                     .help = "how many of it there are"},
    [ENDPOINT] = {.name = "endpoint",
                  .kind = COST_KIND_CHOICE,
                  .choices = endpoints,
                  .fallback = "aws",
                  .source = "the workload's own endpoints are in AWS",
                  .help = "where what is checked runs: in AWS, within the same account, or anywhere else"},
    [HTTPS] = FEATURE("https", "an optional feature: it speaks HTTPS"),
    [STRING_MATCHING] = FEATURE("string_matching", "an optional feature: the answer must hold a text"),
    [FAST_INTERVAL] = FEATURE("fast_interval", "an optional feature: every 10 seconds instead of every 30"),
    [LATENCY_MEASUREMENT] = FEATURE("latency_measurement", "an optional feature: it measures how long answers take"),
};

enum { ZONES, QUERIES, ROUTING, ALIAS, CHECKS, RESOLVER_INTERFACES, RESOLVER_QUERIES };
static const cost_field_t fields[] = {
    [ZONES] = {.name = "hosted_zones",
               .kind = COST_KIND_INTEGER,
               .max = "1000000",
               .fallback = "1",
               .source = "a Route 53 resource is a hosted zone",
               .help = "hosted zones, each billed for the whole month in which it exists, unless it is deleted within "
                       "half a day"},
    [QUERIES] = {.name = "queries",
                 .kind = COST_KIND_AMOUNTS,
                 .measure = COST_MEASURE_COUNT_RATE,
                 .noun = "query",
                 .choices = kinds,
                 .help =
                     "DNS queries that are not for alias records, by kind of routing, such as {standard: 5M/month}"},
    [ROUTING] = {.name = "routing",
                 .kind = COST_KIND_CHOICE,
                 .choices = kinds,
                 .fallback = "standard",
                 .source = "AWS's default, simple routing",
                 .help = "how the queries that come from `from` are answered: standard (simple, weighted, failover, "
                         "multivalue), latency, or geo (geolocation, geoproximity)"},
    [ALIAS] = {.name = "alias",
               .kind = COST_KIND_SWITCH,
               .source = "billing rules 10: queries of alias records that lead to AWS resources are free",
               .help = "the records are aliases of AWS resources (a balancer, a distribution, a bucket), whose queries "
                       "are free"},
    [CHECKS] = {.name = "health_checks",
                .kind = COST_KIND_MAP,
                .fields = health_check_fields,
                .field_count = COST_COUNT(health_check_fields),
                .source = "HTTPS, text, fast interval and latency each count as one optional feature",
                .help = "health checks by name"},
    [RESOLVER_INTERFACES] = {.name = "resolver_interfaces",
                             .kind = COST_KIND_INTEGER,
                             .max = "100000",
                             .help = "network interfaces of Resolver endpoints, two or more for each endpoint"},
    [RESOLVER_QUERIES] = {.name = "resolver_queries",
                          .kind = COST_KIND_AMOUNT,
                          .measure = COST_MEASURE_COUNT_RATE,
                          .noun = "query",
                          .help = "queries that go through Resolver endpoints, such as 5M/month"},
};

enum { HOSTED_ZONES, QUERY_COUNT, HEALTH_CHECKS, HEALTH_CHECK_FEATURES, RESOLVER_HOURS, RESOLVER_QUERY_COUNT };
static const cost_dimension_t dimensions[] = {
    [HOSTED_ZONES] = {.name = "hosted_zones", .unit = "zone-month", .help = "hosted zones, each for the whole month"},
    [QUERY_COUNT] = {.name = "queries", .unit = "1M-queries", .help = "DNS queries by kind", .nested = kinds},
    [HEALTH_CHECKS] = {.name = "health_checks",
                       .unit = "check-month",
                       .help = "health checks, by where the endpoint runs",
                       .nested = endpoints},
    [HEALTH_CHECK_FEATURES] = {.name = "health_check_features",
                               .unit = "feature-month",
                               .help = "optional features of health checks",
                               .nested = endpoints},
    [RESOLVER_HOURS] = {.name = "resolver_endpoint_hours",
                        .unit = "hour",
                        .help = "hours of network interfaces of Resolver endpoints"},
    [RESOLVER_QUERY_COUNT] = {.name = "resolver_queries",
                              .unit = "1M-queries",
                              .help = "queries through Resolver endpoints"},
};

enum { ZONE_FREE };
static const char *const rules[] = {[ZONE_FREE] = "zone_free"};

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    return r->field[ALIAS].on ? COST_OK : cost_load_check_once(r, QUERIES, err);
}

static void key(const cost_resource_t *r, int dimension, const char *nested, cost_key_t *out)
{
    if (dimension == QUERY_COUNT)
        snprintf(out->variant, sizeof out->variant, "type=%s", nested ? nested : kinds[0]);
    else if (dimension == HEALTH_CHECKS || dimension == HEALTH_CHECK_FEATURES)
        snprintf(out->variant, sizeof out->variant, "endpoint=%s", nested ? nested : endpoints[0]);
    else if (dimension != HOSTED_ZONES)
        out->region = r->region; /* endpoints of the Resolver are a region's */
}

/* ---- hosted zones ---- */

/* Charged when it is created and on the first of each month; not when it is deleted soon.  What begins or ends with the
 * month may have lived longer. */
static bool is_charged(const cost_window_t *window, const cost_month_t *month, cost_wide_t free_hours)
{
    const cost_wide_t life = window->until - window->from;
    return window->from == 0 || window->until == month->seconds || life * 1000000 > free_hours * 3600;
}

static cost_status_t meter_zones(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err)
{
    const cost_wide_t month = (cost_wide_t)flows->month.seconds * 1000000;
    int64_t charged = 0;
    for (size_t i = 0; i < flows->exist_count; i++)
        charged += is_charged(&flows->exists[i], &flows->month, r->rule[ZONE_FREE]);
    return cost_usage_add_product(out, HOSTED_ZONES, NULL, month, charged * r->count * r->field[ZONES].integer, err);
}

/* ---- queries ---- */

static cost_status_t meter_stated(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                  cost_error_t *err)
{
    const cost_value_t *stated = &r->field[QUERIES];
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < stated->entry_count; i++)
        status = cost_stated_add(out, QUERY_COUNT, stated->entries[i].name, stated->entries[i].values, r, flows, err);
    return status;
}

static cost_status_t meter_queries(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                   cost_error_t *err)
{
    cost_wide_t queries;
    if (cost_given(&r->field[QUERIES]))
        return meter_stated(r, flows, out, err);
    if (r->field[ALIAS].on || (!r->field[ZONES].integer && !flows->in_count))
        return COST_OK;
    if (!flows->load_stated)
        return cost_usage_unpriced(out, QUERY_COUNT,
                                   "alias: true when all records are aliases, or queries: {standard: 1M/month}, or "
                                   "from: {web: {per_request: 0.1}}",
                                   err);
    cost_status_t status = cost_load_requests(&queries, r, flows, err);
    return status ? status : cost_usage_add(out, QUERY_COUNT, r->field[ROUTING].text, queries, err);
}

/* ---- health checks ---- */

static int64_t features(const cost_value_t *health_check)
{
    return health_check[HTTPS].on + health_check[STRING_MATCHING].on + health_check[FAST_INTERVAL].on +
           health_check[LATENCY_MEASUREMENT].on;
}

static cost_status_t meter_checks(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                  cost_error_t *err)
{
    const cost_value_t *checks = &r->field[CHECKS];
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < checks->entry_count; i++) {
        const cost_value_t *one = checks->entries[i].values;
        const cost_wide_t time = cost_flows_clock_hours(flows, one[CHECK_COUNT].integer * r->count);
        status = cost_usage_add(out, HEALTH_CHECKS, one[ENDPOINT].text, time, err);
        if (!status)
            status = cost_usage_add(out, HEALTH_CHECK_FEATURES, one[ENDPOINT].text, time * features(one), err);
    }
    return status;
}

/* ---- the Resolver ---- */

static cost_status_t meter_resolver(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                    cost_error_t *err)
{
    const int64_t interfaces = r->field[RESOLVER_INTERFACES].integer * r->count;
    cost_status_t status = cost_usage_add(out, RESOLVER_HOURS, NULL, cost_flows_clock_hours(flows, interfaces), err);
    return status ? status
                  : cost_stated_add(out, RESOLVER_QUERY_COUNT, NULL, &r->field[RESOLVER_QUERIES], r, flows, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = meter_zones(r, flows, out, err);
    if (!status)
        status = meter_queries(r, flows, out, err);
    if (!status)
        status = meter_checks(r, flows, out, err);
    return status ? status : meter_resolver(r, flows, out, err);
}

const cost_service_t cost_service_route53 = {
    .name = "route53",
    .title = "Amazon Route 53",
    .help = "DNS. A hosted zone is billed when it is created and on the first of each month, whole. Queries are billed "
            "by the million and by kind of routing; those of alias records that lead to AWS resources are free. With "
            "`from` every request is a query: `per_request` on it says how many get past the resolvers' caches. Health "
            "checks and their optional features are prorated by the hour.",
    .example = "    alias: true\n    health_checks: {site: {https: true}}\n",
    .source = "https://aws.amazon.com/route53/pricing/",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .global = true,
    .check = check,
    .key = key,
    .meter = meter,
};
