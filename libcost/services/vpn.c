/* Site-to-Site VPN: clock hours of its connections; the addresses of their tunnels and what leaves by them beside it.
 * Source: https://aws.amazon.com/vpn/pricing/ and the Site-to-Site VPN user guide. */
#include "libcost/services/address.h"
#include "libcost/services/load_count.h"

static const char *const addresses[] = {"public", "private", NULL};
enum { PUBLIC, PRIVATE };

enum { OUTSIDE_ADDRESSES };
static const cost_field_t fields[] = {
    [OUTSIDE_ADDRESSES] = {.name = "outside_addresses",
                           .help = "public: each tunnel has a public IPv4 address and crosses the internet; private: "
                                   "the connection runs over Direct Connect",
                           .source = "Site-to-Site VPN user guide: tunnel options",
                           .kind = COST_KIND_CHOICE,
                           .choices = addresses},
};

enum { CONNECTION_HOURS };
static const cost_dimension_t dimensions[] = {
    [CONNECTION_HOURS] = {.name = "connection_hours", .unit = "hour", .help = "clock hours of every connection"},
};

enum { TUNNELS };
static const char *const rules[] = {[TUNNELS] = "tunnels"};

static const cost_implied_t implied[] = {
    {"public-ipv4", "in_use_hours", "an address for each tunnel with outside_addresses: public"},
    {"data-transfer", "internet_out", "responses to callers at the other end, and requests to what is there"},
};

static const char transfer[] = "data-transfer", internet_out[] = "internet_out";

static cost_status_t imply_addresses(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                     cost_error_t *err)
{
    const cost_value_t *outside = &r->field[OUTSIDE_ADDRESSES];
    if (!cost_given(outside))
        return cost_usage_imply_unpriced(out, "public-ipv4", "in_use_hours", "outside_addresses: public, or private",
                                         err);
    if (outside->choice == PRIVATE)
        return COST_OK;
    return cost_address_imply(out, r, flows, r->count * (int64_t)(r->rule[TUNNELS] / 1000000), err);
}

/* Whoever calls from the other end gets the response there; what is called there gets the request. */
static cost_status_t imply_transfer(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                    cost_error_t *err)
{
    cost_wide_t bytes = 0;
    if (!flows->load_stated)
        return cost_usage_imply_unpriced(out, transfer, internet_out,
                                         "from: what passes it, or usage: {data-transfer.internet_out: 0 GB}", err);
    if (r->field[OUTSIDE_ADDRESSES].choice == PRIVATE)
        return cost_usage_imply_unpriced(out, transfer, internet_out,
                                         "usage: {data-transfer.internet_out: 0 GB}, for Direct Connect, which the "
                                         "price book does not have, bills what leaves",
                                         err);
    for (size_t i = 0; i < flows->in_count; i++) {
        const cost_flow_t *flow = &flows->in[i];
        cost_flow_sum_t sum;
        if (!flow->bytes_known)
            return cost_usage_imply_unpriced(out, transfer, internet_out, cost_flow_bytes_remedy(flow), err);
        cost_status_t status = cost_load_of_flow(&sum, flow, r, flows, err);
        if (status)
            return status;
        if (!cost_wide_add(&bytes, bytes, flow->external ? sum.response_bytes : sum.request_bytes))
            return cost_fail_at(err, COST_ERR_RANGE, r->node, "its load is too large to be counted");
    }
    return cost_usage_imply(out, transfer, internet_out, NULL, bytes, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = cost_usage_add(out, CONNECTION_HOURS, NULL, cost_flows_clock_hours(flows, r->count), err);
    if (!status)
        status = imply_addresses(r, flows, out, err);
    return status ? status : imply_transfer(r, flows, out, err);
}

const cost_service_t cost_service_vpn = {
    .name = "vpn",
    .title = "AWS Site-to-Site VPN",
    .help =
        "Joins another network over the internet, in two tunnels. Billed by the clock hour for each connection; the "
        "public addresses of the tunnels and what leaves by them are lines of their own.",
    .example = "    outside_addresses: public\n    from: web\n",
    .source = "https://aws.amazon.com/vpn/pricing/",
    .implied = implied,
    .implied_count = COST_COUNT(implied),
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .meter = meter,
};
