/* Application Load Balancer: hours, and LCU-hours of whichever of four dimensions is the largest in each hour. */
#include "libcost/services/alb.h"

#include "libcost/services/address.h"
#include "libcost/services/lcu.h"
#include "libcost/services/service.h"

enum {
    SCHEME = COST_ALB_SCHEME,
    CERTIFICATE = COST_ALB_CERTIFICATE,
    MUTUAL_TLS,
    TRUST_STORES,
    RULES,
    LAMBDA_SHARE,
    LCU_RESERVATION
};
_Static_assert(LCU_RESERVATION + 1 == COST_ALB_FIELDS, "alb.h says how many fields there are");

static const char *const schemes[] = {"internet-facing", "internal", NULL};
static const char *const certificates[] = {
    "none", [COST_ALB_RSA2048] = "rsa2048", "ecdsa256", "rsa4096", "ecdsa384", "rsa8192", "ecdsa521", "larger", NULL};

static const cost_field_t fields[] = {
    [SCHEME] = {.name = "scheme",
                .kind = COST_KIND_CHOICE,
                .choices = schemes,
                .help = "internet-facing balancers own a public IPv4 address in each zone, internal ones none"},
    [CERTIFICATE] = {.name = "certificate",
                     .kind = COST_KIND_CHOICE,
                     .choices = certificates,
                     .fallback = "rsa2048",
                     .source = "elastic load balancing FAQ: the larger the key, the fewer new connections an LCU holds",
                     .help = "key of the listener's certificate; none for HTTP, which counts like rsa2048"},
    [MUTUAL_TLS] = {.name = "mutual_tls",
                    .kind = COST_KIND_SWITCH,
                    .source = "elastic load balancing FAQ",
                    .help = "clients show a certificate: an LCU then holds half as many open connections; the headers "
                            "that carry the certificate are part of the traffic's request bytes"},
    [TRUST_STORES] = {.name = "trust_stores",
                      .kind = COST_KIND_INTEGER,
                      .max = "1000",
                      .help = "trust stores associated with the balancer, each billed by the hour"},
    [RULES] = {.name = "rules",
               .kind = COST_KIND_AMOUNT,
               .measure = COST_MEASURE_COUNT,
               .noun = "rule",
               .max = "100k",
               .fallback = "0",
               .source = "assumption: no more than the ten free ones",
               .help = "rules looked at for a request, in order of priority and with the one that matches, without the "
                       "default rule; the first ten are free"},
    [LAMBDA_SHARE] = {.name = "lambda_share",
                      .kind = COST_KIND_AMOUNT,
                      .measure = COST_MEASURE_RATIO,
                      .max = "100%",
                      .help = "share of the bytes that go to and from Lambda targets, which use up an LCU "
                              "two and a half times as fast"},
    [LCU_RESERVATION] = {.name = "lcu_reservation",
                         .kind = COST_KIND_AMOUNT,
                         .measure = COST_MEASURE_COUNT,
                         .noun = "LCU",
                         .exact = true,
                         .max = "1M",
                         .help = "LCUs reserved for each balancer, billed used or not; what exceeds them in an hour is "
                                 "billed as usual"},
};

enum { HOURS, LCU_HOURS, RESERVED_LCU_HOURS, TRUST_STORE_HOURS };
static const cost_dimension_t dimensions[] = {
    [HOURS] = {.name = "hours", .unit = "hour", .help = "clock hours in which a balancer exists, even in part"},
    [LCU_HOURS] = {.name = "lcu_hours",
                   .unit = "LCU-hour",
                   .help = "the largest of new connections, open connections, bytes and rule evaluations of each hour"},
    [RESERVED_LCU_HOURS] = {.name = "reserved_lcu_hours", .unit = "LCU-hour", .help = "LCUs reserved, used or not"},
    [TRUST_STORE_HOURS] = {.name = "trust_store_hours", .unit = "hour", .help = "hours of associated trust stores"},
};

enum {
    NEW,
    NEW_4096,
    NEW_8192,
    NEW_LARGER,
    ACTIVE,
    ACTIVE_MTLS,
    GB,
    GB_LAMBDA,
    EVALUATIONS,
    FREE_RULES,
    ZONES_MIN,
    ADDRESSES
};
static const char *const rules[] = {
    [NEW] = "lcu_new_connections",
    [NEW_4096] = "lcu_new_connections_rsa4096",
    [NEW_8192] = "lcu_new_connections_rsa8192",
    [NEW_LARGER] = "lcu_new_connections_larger",
    [ACTIVE] = "lcu_active_connections",
    [ACTIVE_MTLS] = "lcu_active_connections_mtls",
    [GB] = "lcu_bytes",
    [GB_LAMBDA] = "lcu_bytes_lambda",
    [EVALUATIONS] = "lcu_rule_evaluations",
    [FREE_RULES] = "rules_free",
    [ZONES_MIN] = "zones_min",
    [ADDRESSES] = "addresses_per_zone",
};
/* Which of the rules holds for a certificate, in the order of `certificates`. */
static const int new_connections[] = {NEW, NEW, NEW, NEW_4096, NEW_4096, NEW_8192, NEW_8192, NEW_LARGER};

static const cost_wide_t ratio_one = 1000000000;

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *f = r->field;
    const cost_wide_t micro = 1000000;
    cost_status_t status = COST_OK;
    if (f[MUTUAL_TLS].on && f[CERTIFICATE].choice == 0)
        cost_status_keep(
            &status,
            cost_fail_at(err, COST_ERR_SCHEMA, f[MUTUAL_TLS].node,
                         "mutual TLS needs a listener with a certificate, and certificate is none; rsa2048 would do"));
    if (f[TRUST_STORES].integer > 0 && !f[MUTUAL_TLS].on)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, f[TRUST_STORES].node,
                                               "%lld trust stores without mutual TLS; mutual_tls: true would use them",
                                               (long long)f[TRUST_STORES].integer));
    if (r->rule && r->zones > 0 && r->zones * micro < r->rule[ZONES_MIN])
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_RANGE, cost_node_find(r->node, "zones"),
                                               "%lld zone is too few; an Application Load Balancer needs at least %lld",
                                               (long long)r->zones, (long long)(r->rule[ZONES_MIN] / micro)));
    return status;
}

/* Bytes of both kinds of targets in one ratio: (1 - share) / GB + share / GB of Lambda. */
static cost_ratio_t units_of_bytes(const cost_resource_t *r)
{
    const cost_ratio_t plain = cost_lcu_per_gb(r->rule[GB]);
    const cost_wide_t share = r->field[LAMBDA_SHARE].amount.value;
    return cost_ratio(plain.num * ((ratio_one - share) * r->rule[GB_LAMBDA] + share * r->rule[GB]),
                      plain.den * ratio_one * r->rule[GB_LAMBDA]);
}

/* A request counts for as many evaluations as it looks at rules above the free ones. */
static cost_ratio_t units_of_rules(const cost_resource_t *r)
{
    const cost_wide_t micro = 1000000;
    const cost_wide_t paid = r->field[RULES].amount.value - r->rule[FREE_RULES];
    const cost_ratio_t each = cost_lcu_per_second(r->rule[EVALUATIONS]);
    return paid > 0 ? cost_ratio(each.num * paid, each.den * micro) : (cost_ratio_t){0, 1};
}

static cost_wide_t reservation(const cost_resource_t *r)
{
    return cost_given(&r->field[LCU_RESERVATION]) ? r->field[LCU_RESERVATION].amount.value * r->count : 0;
}

cost_status_t cost_alb_meter_lcu(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err)
{
    if (!flows->load_stated)
        return cost_usage_unpriced(out, LCU_HOURS, "from: the traffic that it serves, or usage: {lcu_hours: 0}", err);
    if (!cost_flows_bytes_known(flows))
        return cost_usage_unpriced(out, LCU_HOURS, cost_flows_bytes_remedy(flows), err);
    const int active = r->field[MUTUAL_TLS].on ? ACTIVE_MTLS : ACTIVE;
    cost_lcu_t lcu = {
        .units = {[COST_LCU_NEW] = cost_lcu_per_second(r->rule[new_connections[r->field[CERTIFICATE].choice]]),
                  [COST_LCU_ACTIVE] = cost_lcu_per_open(r->rule[active]),
                  [COST_LCU_BYTES] = units_of_bytes(r),
                  [COST_LCU_RULES] = units_of_rules(r)},
        .reserved = reservation(r)};
    cost_status_t status = cost_lcu_count(&lcu, r, flows, err);
    return status ? status : cost_usage_add(out, LCU_HOURS, NULL, lcu.base, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const int64_t stores = r->field[TRUST_STORES].integer;
    cost_status_t status = cost_usage_add(out, HOURS, NULL, cost_flows_clock_hours(flows, r->count), err);
    if (!status && stores)
        status =
            cost_usage_add_product(out, TRUST_STORE_HOURS, NULL, cost_flows_clock_hours(flows, r->count), stores, err);
    if (!status && reservation(r))
        status = cost_usage_add(out, RESERVED_LCU_HOURS, NULL, cost_lcu_reserved(reservation(r), flows), err);
    if (!status)
        status = cost_address_imply_balancer(out, r, flows, &r->field[SCHEME], r->rule[ADDRESSES], err);
    return status ? status : cost_alb_meter_lcu(r, flows, out, err);
}

static const cost_implied_t implied[] = {
    {"public-ipv4", "in_use_hours", "an internet-facing balancer has an address in each zone"},
};

const cost_service_t cost_service_alb = {
    .name = "alb",
    .title = "Application Load Balancer",
    .help = "Billed by the clock hour it exists, and by LCU-hours: for every hour the largest of new connections, open "
            "connections, processed bytes and rule evaluations, each divided by what one LCU holds. The load of the "
            "resource is spread evenly over `count` balancers. Cross-zone balancing is always on and free.",
    .example = "    zones: 3\n    from: web\n",
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
