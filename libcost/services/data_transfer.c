/* Data transfer: to and from the internet, between zones, between regions, to CloudFront.
 * Source: billing-rules 13 (inter-AZ) and 14 (egress). */
#include <stdio.h>
#include <string.h>

#include "libcost/services/load_count.h"
#include "libcost/services/service_load.h"

enum { PATH, OUTBOUND, TO, ONE_END, INTERNET_OUT, INTERNET_IN, INTER_AZ, INTER_REGION, TO_CLOUDFRONT };

enum { OVER_INTERNET, BETWEEN_ZONES, BETWEEN_REGIONS, TOWARDS_CLOUDFRONT };
static const char *const paths[] = {[OVER_INTERNET] = "internet",
                                    [BETWEEN_ZONES] = "inter-az",
                                    [BETWEEN_REGIONS] = "inter-region",
                                    [TOWARDS_CLOUDFRONT] = "cloudfront",
                                    NULL};

#define STATED(field_name, what)                                                                                       \
    {                                                                                                                  \
        .name = field_name, .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES_RATE, .help = what                 \
    }

static const cost_field_t fields[] = {
    [PATH] = {.name = "path",
              .kind = COST_KIND_CHOICE,
              .choices = paths,
              .help = "what the load of `from` crosses: the internet, zones of the region, regions, or the way to "
                      "CloudFront"},
    [OUTBOUND] = {.name = "outbound",
                  .kind = COST_KIND_SWITCH,
                  .help =
                      "the source of the load calls out: its requests leave and the answers come in; without it the "
                      "answers leave"},
    [TO] = {.name = "to", .kind = COST_KIND_TEXT, .help = "the other region of path: inter-region, such as eu-west-1"},
    [ONE_END] = {.name = "one_end",
                 .kind = COST_KIND_SWITCH,
                 .source = "billing rules 13: each end of a transfer between zones is charged",
                 .help = "the other end belongs to another account, which pays for its own part"},
    [INTERNET_OUT] = STATED("internet_out", "what leaves for the internet, such as 500 GB/month"),
    [INTERNET_IN] = STATED("internet_in", "what comes in from the internet, which is free"),
    [INTER_AZ] = STATED("inter_az", "what crosses between zones, each byte once; it is billed at both ends"),
    [INTER_REGION] = {.name = "inter_region",
                      .kind = COST_KIND_AMOUNTS,
                      .measure = COST_MEASURE_BYTES_RATE,
                      .help = "what leaves for other regions, by region, such as {eu-west-1: 750 GB/month}; `other` is "
                              "any of them"},
    [TO_CLOUDFRONT] = STATED("to_cloudfront", "what origins here send to CloudFront, which is free"),
};

enum { OUT, IN, ZONES, REGIONS, CLOUDFRONT };
static const char *const destinations[] = {"other", "us-east", NULL};
static const cost_dimension_t dimensions[] = {
    [OUT] = {.name = "internet_out", .unit = "GB", .help = "to the internet; the free share is the account's"},
    [IN] = {.name = "internet_in", .unit = "GB", .help = "from the internet, free"},
    [ZONES] = {.name = "inter_az", .unit = "GB", .help = "between zones, at each of its ends"},
    [REGIONS] = {.name = "inter_region",
                 .unit = "GB",
                 .help = "to another region: us-east between the two of the US East, else other",
                 .nested = destinations},
    [CLOUDFRONT] = {.name = "to_cloudfront", .unit = "GB", .help = "to CloudFront, free"},
};

enum { DIRECTIONS };
static const char *const rules[] = {[DIRECTIONS] = "inter_az_directions"};

/* The `nested` of what the other region sends back, which is billed there. */
static const char returning[] = "returning";

static bool has(const cost_resource_t *r, int field)
{
    return cost_given(&r->field[field]);
}

/* ---- checks ---- */

static cost_status_t check_region(const cost_resource_t *r, const char *region, const cost_node_t *node,
                                  cost_error_t *err)
{
    const char *name, *prefix;
    if (!strcmp(region, r->region))
        return cost_fail_at(err, COST_ERR_SCHEMA, node, "%s is the region that it leaves; another is expected", region);
    if (!r->catalog || (strcmp(region, "global") && cost_catalog_find_region(r->catalog, region, &name, &prefix)))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, node, "the price book knows no region \"%s\"; such as eu-west-1", region);
}

static cost_status_t check_inter_region(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *stated = &r->field[INTER_REGION];
    cost_status_t status = COST_OK;
    for (size_t i = 0; i < stated->entry_count; i++) {
        const cost_entry_t *entry = &stated->entries[i];
        if (!strcmp(entry->name, destinations[0]))
            continue;
        cost_status_t next = check_region(r, entry->name, entry->node, err);
        status = status ? status : next;
    }
    return status;
}

static cost_status_t check_path(const cost_resource_t *r, cost_error_t *err)
{
    const cost_node_t *from = cost_node_find(r->node, "from");
    bool regions = has(r, PATH) && r->field[PATH].choice == BETWEEN_REGIONS;
    if (from && !has(r, PATH))
        return cost_fail_at(err, COST_ERR_SCHEMA, from,
                            "what this load crosses is missing; write path: internet, inter-az, inter-region or "
                            "cloudfront");
    if (regions && !has(r, TO))
        return cost_fail_at(err, COST_ERR_SCHEMA, r->field[PATH].node,
                            "the other region is missing; write to: eu-west-1");
    if (!regions && has(r, TO))
        return cost_fail_at(err, COST_ERR_SCHEMA, r->field[TO].node, "it goes with path: inter-region");
    return regions ? check_region(r, r->field[TO].text, r->field[TO].node, err) : COST_OK;
}

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    cost_status_t path = check_path(r, err), regions = check_inter_region(r, err);
    return path ? path : regions;
}

/* ---- which price ---- */

/* The book names a destination as far as it matters: `us-east-2` has a price as us-east-2, as us-east or as other. */
static void set_destination(const cost_resource_t *r, const char *to, cost_key_t *out)
{
    const char *dimension = dimensions[REGIONS].name;
    cost_price_t price;
    snprintf(out->variant, sizeof out->variant, "to=%s", to);
    while (
        !cost_catalog_find_price(r->catalog, r->service->name, dimension, out->variant, out->region, r->date, &price)) {
        char *dash = strrchr(out->variant, '-');
        if (!dash) {
            snprintf(out->variant, sizeof out->variant, "to=%s", destinations[0]);
            return;
        }
        *dash = '\0';
    }
}

static void key(const cost_resource_t *r, int dimension, const char *nested, cost_key_t *out)
{
    if (dimension != REGIONS || !nested)
        return;
    if (nested == returning)
        out->region = r->field[TO].text;
    set_destination(r, nested == returning ? r->region : nested, out);
}

/* ---- stated ---- */

static cost_wide_t zone_ends(const cost_resource_t *r)
{
    return r->field[ONE_END].on ? 1 : r->rule[DIRECTIONS] / 1000000;
}

static cost_status_t meter_stated(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                  cost_error_t *err)
{
    static const struct {
        int field, dimension;
    } stated[] = {{INTERNET_OUT, OUT}, {INTERNET_IN, IN}, {INTER_AZ, ZONES}, {TO_CLOUDFRONT, CLOUDFRONT}};
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < COST_COUNT(stated); i++) {
        cost_wide_t bytes, ends = stated[i].dimension == ZONES ? zone_ends(r) : 1;
        if (!has(r, stated[i].field))
            continue;
        status = cost_stated_total(&bytes, &r->field[stated[i].field], r, flows, err);
        if (!status)
            status = cost_usage_add_product(out, stated[i].dimension, NULL, bytes, ends, err);
    }
    return status;
}

static cost_status_t meter_stated_regions(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                          cost_error_t *err)
{
    const cost_value_t *stated = &r->field[INTER_REGION];
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < stated->entry_count; i++)
        status = cost_stated_add(out, REGIONS, stated->entries[i].name, stated->entries[i].values, r, flows, err);
    return status;
}

/* ---- load ---- */

static cost_status_t meter_zones(const cost_resource_t *r, cost_wide_t leaves, cost_wide_t comes, cost_usage_t *out,
                                 cost_error_t *err)
{
    cost_wide_t bytes;
    if (!cost_wide_add(&bytes, leaves, comes))
        return cost_fail_at(err, COST_ERR_RANGE, r->node, "the load is too large to be counted");
    return cost_usage_add_product(out, ZONES, NULL, bytes, zone_ends(r), err);
}

static cost_status_t meter_path(const cost_resource_t *r, cost_wide_t leaves, cost_wide_t comes, cost_usage_t *out,
                                cost_error_t *err)
{
    cost_status_t status = COST_OK;
    switch (r->field[PATH].choice) {
    case OVER_INTERNET:
        status = cost_usage_add(out, OUT, NULL, leaves, err);
        return status ? status : cost_usage_add(out, IN, NULL, comes, err);
    case BETWEEN_ZONES:
        return meter_zones(r, leaves, comes, out, err);
    case BETWEEN_REGIONS:
        status = cost_usage_add(out, REGIONS, r->field[TO].text, leaves, err);
        return status || r->field[ONE_END].on ? status : cost_usage_add(out, REGIONS, returning, comes, err);
    default:
        return cost_usage_add(out, CLOUDFRONT, NULL, leaves, err);
    }
}

static cost_status_t meter_load(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                cost_error_t *err)
{
    static const int of_path[] = {OUT, ZONES, REGIONS, CLOUDFRONT};
    const int dimension = of_path[r->field[PATH].choice];
    const bool outbound = r->field[OUTBOUND].on;
    cost_flow_sum_t sum;
    if (!flows->load_stated)
        return cost_usage_unpriced(out, dimension,
                                   "from: the load that crosses it, such as {app: {per_request: 0.1, "
                                   "request: 1 KiB, response: 20 KiB}}",
                                   err);
    if (!cost_flows_bytes_known(flows))
        return cost_usage_unpriced(out, dimension, "request: 1 KiB and response: 20 KiB on its from", err);
    cost_status_t status = cost_load_total(&sum, flows, r, err);
    return status ? status
                  : meter_path(r, outbound ? sum.request_bytes : sum.response_bytes,
                               outbound ? sum.response_bytes : sum.request_bytes, out, err);
}

static bool is_silent(const cost_resource_t *r)
{
    for (int i = INTERNET_OUT; i <= TO_CLOUDFRONT; i++)
        if (has(r, i))
            return false;
    return !has(r, PATH) && !r->stated_count;
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    if (is_silent(r))
        return cost_usage_unpriced(out, OUT, "internet_out: 100 GB/month, or from and path", err);
    cost_status_t status = meter_stated(r, flows, out, err);
    if (!status)
        status = meter_stated_regions(r, flows, out, err);
    return status || !has(r, PATH) ? status : meter_load(r, flows, out, err);
}

const cost_service_t cost_service_data_transfer = {
    .name = "data-transfer",
    .title = "AWS data transfer",
    .help = "What crosses the edge of the region or of a zone. Tiers of what leaves for the internet count the region; "
            "the free share is one for the account. Between zones each end is billed, so that a byte counts twice; "
            "between regions the one that sends pays. State amounts, or let the load of `from` cross a `path`.",
    .example = "    internet_out: 500 GB/month\n    inter_az: 200 GB/month\n",
    .source = "https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer",
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
