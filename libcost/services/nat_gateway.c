/* NAT gateway: clock hours, data processed, and the public IPv4 address that it brings about.
 * Source: billing-rules 13; a regional one bills every zone that it spans. */
#include "libcost/services/address.h"
#include "libcost/services/load_count.h"

enum { AVAILABILITY, CONNECTIVITY, ADDRESSES };

enum { ZONAL, REGIONAL };
static const char *const availabilities[] = {[ZONAL] = "zonal", [REGIONAL] = "regional", NULL};
enum { PUBLIC, PRIVATE };
static const char *const connectivities[] = {[PUBLIC] = "public", [PRIVATE] = "private", NULL};

static const cost_field_t fields[] = {
    [AVAILABILITY] = {.name = "availability",
                      .kind = COST_KIND_CHOICE,
                      .choices = availabilities,
                      .fallback = "zonal",
                      .source = "the kind that all NAT gateways were before there were regional ones",
                      .help =
                          "zonal: one gateway in one zone, and count of them; regional: one gateway that spans zones "
                          "and is billed for each"},
    [CONNECTIVITY] = {.name = "connectivity",
                      .kind = COST_KIND_CHOICE,
                      .choices = connectivities,
                      .fallback = "public",
                      .source = "AWS's default connectivity type",
                      .help = "public gateways own public IPv4 addresses, private ones lead to other networks and own "
                              "none"},
    [ADDRESSES] = {.name = "addresses",
                   .kind = COST_KIND_INTEGER,
                   .min = "1",
                   .max = "1000",
                   .help = "public IPv4 addresses of each gateway (of each zone when it is regional); one when left "
                           "out, as every gateway has"},
};

enum { HOURS, DATA_PROCESSED };
static const cost_dimension_t dimensions[] = {
    [HOURS] = {.name = "hours", .unit = "hour", .help = "clock hours of a gateway, or of each zone of a regional one"},
    [DATA_PROCESSED] = {.name = "data_processed", .unit = "GB", .help = "bytes through it, in either direction"},
};

enum { ADDRESSES_LEAST };
static const char *const rules[] = {[ADDRESSES_LEAST] = "addresses"};

static bool is_regional(const cost_resource_t *r)
{
    return r->field[AVAILABILITY].choice == REGIONAL;
}

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    if (!is_regional(r) && r->zones > 1)
        status = cost_fail_at(err, COST_ERR_SCHEMA, cost_node_find(r->node, "zones"),
                              "a zonal NAT gateway lives in one zone; write count: %lld, or availability: regional",
                              (long long)r->zones);
    if (r->field[CONNECTIVITY].choice == PRIVATE && cost_given(&r->field[ADDRESSES]))
        status = cost_fail_at(err, COST_ERR_SCHEMA, r->field[ADDRESSES].node,
                              "a private NAT gateway has no public address; leave addresses out");
    return status;
}

/* What a regional gateway bills as. */
static int64_t gateways(const cost_resource_t *r)
{
    return is_regional(r) ? r->zones * r->count : r->count;
}

static cost_status_t meter_addresses(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                     cost_error_t *err)
{
    const cost_value_t *stated = &r->field[ADDRESSES];
    int64_t each = cost_given(stated) ? stated->integer : (int64_t)(r->rule[ADDRESSES_LEAST] / 1000000);
    if (r->field[CONNECTIVITY].choice == PRIVATE)
        return COST_OK;
    if (!gateways(r))
        return cost_usage_imply_unpriced(out, "public-ipv4", "in_use_hours", "zones: 3", err);
    return cost_address_imply(out, r, flows, gateways(r) * each, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = gateways(r)
                               ? cost_usage_add(out, HOURS, NULL, cost_flows_clock_hours(flows, gateways(r)), err)
                               : cost_usage_unpriced(out, HOURS, "zones: 3", err);
    if (!status)
        status = cost_load_meter_bytes(out, DATA_PROCESSED, r, flows, err);
    return status ? status : meter_addresses(r, flows, out, err);
}

static const cost_implied_t implied[] = {
    {"public-ipv4", "in_use_hours", "the addresses of a public gateway"},
};

const cost_service_t cost_service_nat_gateway = {
    .name = "nat-gateway",
    .title = "NAT gateway",
    .help = "Lets private subnets call out. Billed by the clock hour it exists and by the GB that passes in either "
            "direction; its public IPv4 address is a line of its own. What leaves for the internet is billed as data "
            "transfer besides.",
    .example = "    count: 3\n    from: {web: {per_request: 0.1, request: 1 KiB, response: 20 KiB}}\n",
    .source = "https://aws.amazon.com/vpc/pricing/",
    .implied = implied,
    .implied_count = COST_COUNT(implied),
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .check = check,
    .meter = meter,
};
