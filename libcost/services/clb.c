/* Classic Load Balancer: clock hours and bytes processed; it has no capacity units.
 * Source: https://aws.amazon.com/elasticloadbalancing/pricing/; billing-rules 0.3 (HOURCEIL). */
#include "libcost/services/address.h"
#include "libcost/services/load_count.h"

enum { SCHEME };
static const char *const schemes[] = {"internet-facing", "internal", NULL};
static const cost_field_t fields[] = {
    [SCHEME] = {.name = "scheme",
                .kind = COST_KIND_CHOICE,
                .choices = schemes,
                .help = "internet-facing balancers own a public IPv4 address in each zone, internal ones none"},
};

enum { HOURS, DATA_PROCESSED };
static const cost_dimension_t dimensions[] = {
    [HOURS] = {.name = "hours", .unit = "hour", .help = "clock hours in which a balancer exists, even in part"},
    [DATA_PROCESSED] = {.name = "data_processed", .unit = "GB", .help = "bytes of requests and responses"},
};

enum { ADDRESSES_PER_ZONE };
static const char *const rules[] = {[ADDRESSES_PER_ZONE] = "addresses_per_zone"};

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = cost_usage_add(out, HOURS, NULL, cost_flows_clock_hours(flows, r->count), err);
    if (!status)
        status = cost_load_meter_bytes(out, DATA_PROCESSED, r, flows, err);
    return status ? status
                  : cost_address_imply_balancer(out, r, flows, &r->field[SCHEME], r->rule[ADDRESSES_PER_ZONE], err);
}

static const cost_implied_t implied[] = {
    {"public-ipv4", "in_use_hours", "an internet-facing balancer has an address in each zone"},
};

const cost_service_t cost_service_clb = {
    .name = "clb",
    .title = "Classic Load Balancer",
    .help = "The balancer of the previous generation. Billed by the clock hour it exists and by the GB of requests and "
            "responses.",
    .example = "    scheme: internet-facing\n    zones: 2\n    from: web\n",
    .source = "https://aws.amazon.com/elasticloadbalancing/pricing/",
    .implied = implied,
    .implied_count = COST_COUNT(implied),
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .answers = true,
    .meter = meter,
};
