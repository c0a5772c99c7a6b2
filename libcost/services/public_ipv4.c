/* Public IPv4 addresses: each by the second, in use or idle.  Source: billing-rules 0.3 (SEC60) and 13. */
#include "libcost/services/address.h"

enum { IDLE, BYOIP };
static const cost_field_t fields[] = {
    [IDLE] = {.name = "idle",
              .kind = COST_KIND_INTEGER,
              .max = "1000000",
              .help = "how many of the addresses are attached to nothing, or to something that is stopped"},
    [BYOIP] = {.name = "byoip",
               .kind = COST_KIND_SWITCH,
               .source = "billing rules 13: addresses that you bring are free",
               .help = "the addresses are your own range, brought to AWS (BYOIP), which costs nothing"},
};

enum { IN_USE_HOURS, IDLE_HOURS };
static const cost_dimension_t dimensions[] = {
    [IN_USE_HOURS] = {.name = "in_use_hours", .unit = "hour", .help = "addresses that something uses, by the second"},
    [IDLE_HOURS] = {.name = "idle_hours", .unit = "hour", .help = "addresses that nothing uses, by the second"},
};

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    if (r->field[IDLE].integer <= r->count)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, r->field[IDLE].node,
                        "%lld idle addresses are more than the %lld that there are; count is the number of all of them",
                        (long long)r->field[IDLE].integer, (long long)r->count);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const cost_wide_t micro = 1000000;
    const cost_wide_t life = cost_address_time(r, flows);
    const cost_wide_t stopped =
        (cost_window_seconds(flows->exists, flows->exist_count) - cost_window_seconds(flows->on, flows->on_count)) *
        micro;
    const int64_t idle = r->field[IDLE].integer, attached = r->count - idle;
    if (r->field[BYOIP].on)
        return COST_OK;
    cost_status_t status = cost_usage_add(out, IN_USE_HOURS, NULL, (life - stopped) * attached, err);
    return status ? status : cost_usage_add(out, IDLE_HOURS, NULL, stopped * attached + life * idle, err);
}

const cost_service_t cost_service_public_ipv4 = {
    .name = "public-ipv4",
    .title = "Public IPv4 address",
    .help = "Every public IPv4 address of the account is billed by the second, at least a minute, whether something "
            "uses it or not. Balancers, NAT gateways and tasks in public subnets bring theirs about as implied lines; "
            "a resource of this service with `for: their-name` stands instead. With a schedule they are idle while "
            "what they are attached to is stopped.",
    .example = "    count: 2\n    idle: 1\n",
    .source = "https://aws.amazon.com/vpc/pricing/",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .stops = true,
    .check = check,
    .meter = meter,
};
