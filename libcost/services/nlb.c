/* Network Load Balancer: hours, and NLCU-hours: the largest of three dimensions of each hour for every protocol, the
 * protocols then added up.  Source: AWS's FAQ, "for each protocol you are charged only on one of the three dimensions".
 */
#include "libcost/services/address.h"
#include "libcost/services/lcu.h"
#include "libcost/services/service.h"

enum { TCP, UDP, TLS, PROTOCOLS };
static const char *const protocols[] = {[TCP] = "tcp", [UDP] = "udp", [TLS] = "tls", NULL};
static const char *const schemes[] = {"internet-facing", "internal", NULL};

enum { LISTENER_PROTOCOL, LISTENER_SHARE };
static const cost_field_t listener_fields[] = {
    [LISTENER_PROTOCOL] = {.name = "protocol",
                           .kind = COST_KIND_CHOICE,
                           .choices = protocols,
                           .required = true,
                           .help = "what the listener speaks: tcp, udp or tls"},
    [LISTENER_SHARE] = {.name = "share",
                        .kind = COST_KIND_AMOUNT,
                        .measure = COST_MEASURE_RATIO,
                        .max = "100%",
                        .required = true,
                        .exact = true,
                        .help = "share of the load that the listener takes; the shares add up to 100%"},
};

enum { SCHEME, PROTOCOL, LISTENERS, CROSS_ZONE };
static const cost_field_t fields[] = {
    [SCHEME] = {.name = "scheme",
                .kind = COST_KIND_CHOICE,
                .choices = schemes,
                .help = "internet-facing balancers own a public IPv4 address in each zone, internal ones none"},
    [PROTOCOL] = {.name = "protocol",
                  .kind = COST_KIND_CHOICE,
                  .choices = protocols,
                  .help = "what all listeners speak; tcp when neither protocol nor listeners is stated"},
    [LISTENERS] = {.name = "listeners",
                   .kind = COST_KIND_MAP,
                   .fields = listener_fields,
                   .field_count = COST_COUNT(listener_fields),
                   .help = "listeners by name, where they speak different protocols"},
    [CROSS_ZONE] = {.name = "cross_zone",
                    .kind = COST_KIND_SWITCH,
                    .help = "targets of all zones are used; what crosses zones is billed as data transfer"},
};

enum { HOURS, NLCU_HOURS };
static const cost_dimension_t dimensions[] = {
    [HOURS] = {.name = "hours", .unit = "hour", .help = "clock hours in which a balancer exists, even in part"},
    [NLCU_HOURS] = {.name = "nlcu_hours",
                    .unit = "NLCU-hour",
                    .help = "the largest of new flows, open flows and bytes of each hour, for each protocol"},
};

enum { NEW, ACTIVE, GB, RULES_EACH };
static const char *const rules[] = {
    [TCP * RULES_EACH + NEW] = "tcp_new",       [TCP * RULES_EACH + ACTIVE] = "tcp_active",
    [TCP * RULES_EACH + GB] = "tcp_bytes",      [UDP * RULES_EACH + NEW] = "udp_new",
    [UDP * RULES_EACH + ACTIVE] = "udp_active", [UDP * RULES_EACH + GB] = "udp_bytes",
    [TLS * RULES_EACH + NEW] = "tls_new",       [TLS * RULES_EACH + ACTIVE] = "tls_active",
    [TLS * RULES_EACH + GB] = "tls_bytes",      [PROTOCOLS * RULES_EACH] = "addresses_per_zone",
};

static const cost_wide_t ratio_one = 1000000000;

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *listeners = &r->field[LISTENERS];
    cost_amount_t sum = {.value = 0};
    char text[COST_AMOUNT_TEXT_SIZE];
    if (!listeners->given)
        return COST_OK;
    if (r->field[PROTOCOL].given)
        return cost_fail_at(err, COST_ERR_SCHEMA, r->field[PROTOCOL].node,
                            "protocol and listeners are both stated; leave one out");
    for (size_t i = 0; i < listeners->entry_count; i++)
        sum.value += listeners->entries[i].values[LISTENER_SHARE].amount.value;
    sum.low = sum.high = sum.value;
    if (sum.value != ratio_one)
        return cost_fail_at(err, COST_ERR_RANGE, listeners->node,
                            "the listeners' shares add up to %s; 100%% is expected",
                            cost_amount_text(&sum, COST_MEASURE_RATIO, text));
    return COST_OK;
}

/* How much of the load (1e-9) speaks the protocol. */
static cost_wide_t protocol_share(const cost_resource_t *r, int protocol)
{
    const cost_value_t *listeners = &r->field[LISTENERS];
    const int only = r->field[PROTOCOL].given ? r->field[PROTOCOL].choice : TCP;
    cost_wide_t share = 0;
    if (!listeners->given)
        return protocol == only ? ratio_one : 0;
    for (size_t i = 0; i < listeners->entry_count; i++)
        if (listeners->entries[i].values[LISTENER_PROTOCOL].choice == protocol)
            share += listeners->entries[i].values[LISTENER_SHARE].amount.value;
    return share;
}

static cost_ratio_t share_of(cost_ratio_t units, cost_wide_t share)
{
    return cost_ratio(units.num * share, units.den * ratio_one);
}

static cost_status_t meter_protocol(int protocol, const cost_resource_t *r, const cost_flows_t *flows,
                                    cost_usage_t *out, cost_error_t *err)
{
    const cost_wide_t *rule = &r->rule[protocol * RULES_EACH];
    const cost_wide_t share = protocol_share(r, protocol);
    if (!share)
        return COST_OK;
    cost_lcu_t nlcu = {.units = {[COST_LCU_NEW] = share_of(cost_lcu_per_second(rule[NEW]), share),
                                 [COST_LCU_ACTIVE] = share_of(cost_lcu_per_open(rule[ACTIVE]), share),
                                 [COST_LCU_BYTES] = share_of(cost_lcu_per_gb(rule[GB]), share)}};
    cost_status_t status = cost_lcu_count(&nlcu, r, flows, err);
    return status ? status : cost_usage_add(out, NLCU_HOURS, NULL, nlcu.base, err);
}

/* Targets are chosen from all zones alike, so that (n - 1) of n bytes cross; both sides of a crossing are charged. */
static cost_status_t imply_cross_zone(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                      cost_error_t *err)
{
    cost_flow_sum_t sum;
    cost_wide_t directions = 0, crossing;
    if (!r->field[CROSS_ZONE].on || !flows->load_stated)
        return COST_OK;
    if (!r->zones || !cost_flows_bytes_known(flows))
        return cost_usage_imply_unpriced(out, "data-transfer", "inter_az",
                                         r->zones ? cost_flows_bytes_remedy(flows) : "zones: 3", err);
    cost_catalog_find_rule(r->catalog, "data-transfer", "inter_az_directions", r->date, &directions);
    cost_status_t status = cost_flows_sum(&sum, flows, 0, flows->month.minutes, r, err);
    if (status)
        return status;
    if (!cost_wide_mul_div(&crossing, sum.request_bytes + sum.response_bytes, (r->zones - 1) * (directions / 1000000),
                           r->zones))
        return cost_fail_at(err, COST_ERR_RANGE, r->node, "the load is too large to be counted");
    return cost_usage_imply(out, "data-transfer", "inter_az", NULL, crossing, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = cost_usage_add(out, HOURS, NULL, cost_flows_clock_hours(flows, r->count), err);
    if (!status)
        status = cost_address_imply_balancer(out, r, flows, &r->field[SCHEME], r->rule[PROTOCOLS * RULES_EACH], err);
    if (!status)
        status = imply_cross_zone(r, flows, out, err);
    if (status)
        return status;
    if (!flows->load_stated)
        return cost_usage_unpriced(out, NLCU_HOURS, "from: the traffic that it serves, or usage: {nlcu_hours: 0}", err);
    if (!cost_flows_bytes_known(flows))
        return cost_usage_unpriced(out, NLCU_HOURS, cost_flows_bytes_remedy(flows), err);
    for (int protocol = 0; !status && protocol < PROTOCOLS; protocol++)
        status = meter_protocol(protocol, r, flows, out, err);
    return status;
}

static const cost_implied_t implied[] = {
    {"public-ipv4", "in_use_hours", "an internet-facing balancer has an address in each zone"},
    {"data-transfer", "inter_az", "cross-zone balancing"},
};

const cost_service_t cost_service_nlb = {
    .name = "nlb",
    .title = "Network Load Balancer",
    .help =
        "Billed by the clock hour it exists, and by NLCU-hours: for every hour and every protocol the largest of new "
        "flows, open flows and bytes, each divided by what one NLCU holds; the protocols are added up. The load of "
        "the resource is spread evenly over `count` balancers.",
    .example = "    from: web\n",
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
    .check = check,
    .meter = meter,
};
