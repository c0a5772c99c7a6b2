/* What a web ACL of AWS WAF and one of WAF Classic have in common: the ACL, its rules and its requests. */
#ifndef COST_WAF_RULES_H
#define COST_WAF_RULES_H

#include "libcost/services/service.h"

/* The first fields and dimensions of both services, in this order. */
enum {
    COST_WAF_RULES,
    COST_WAF_RULE_GROUPS,
    COST_WAF_RULE_GROUP_RULES,
    COST_WAF_MANAGED_GROUPS,
    COST_WAF_REQUESTS,
    COST_WAF_FIELDS
};
enum { COST_WAF_ACLS, COST_WAF_RULE_MONTHS, COST_WAF_REQUEST_COUNT, COST_WAF_DIMENSIONS };

/* Entries of the tables, for initialisers; `managed` is who else sells rule groups. */
#define COST_WAF_NUMBER(field_name, what)                                                                              \
    {                                                                                                                  \
        .name = field_name, .kind = COST_KIND_INTEGER, .max = "100000", .help = what                                   \
    }
#define COST_WAF_COMMON_FIELDS                                                                                         \
    [COST_WAF_RULES] = COST_WAF_NUMBER("rules", "rules written into each web ACL, rate-based ones too"),               \
    [COST_WAF_RULE_GROUPS] = COST_WAF_NUMBER("rule_groups", "rule groups of your own in each web ACL"),                \
    [COST_WAF_RULE_GROUP_RULES] = COST_WAF_NUMBER(                                                                     \
        "rule_group_rules", "rules inside those groups, all together; each is billed like the others"),                \
    [COST_WAF_MANAGED_GROUPS] =                                                                                        \
        COST_WAF_NUMBER("managed_rule_groups", "groups of AWS or a seller in each web ACL, each billed as one rule; "  \
                                               "the rules inside are not, a seller's fee is not in the price book"),   \
    [COST_WAF_REQUESTS] = {.name = "requests",                                                                         \
                           .kind = COST_KIND_AMOUNT,                                                                   \
                           .measure = COST_MEASURE_COUNT_RATE,                                                         \
                           .noun = "request",                                                                          \
                           .help =                                                                                     \
                               "requests that each web ACL inspects, such as 10M/month, where no `from` brings them"}
#define COST_WAF_COMMON_DIMENSIONS                                                                                     \
    [COST_WAF_ACLS] = {.name = "web_acls", .unit = "acl-month", .help = "web ACLs, by the hour"},                      \
    [COST_WAF_RULE_MONTHS] = {.name = "rules",                                                                         \
                              .unit = "rule-month",                                                                    \
                              .help = "rules, rule groups and the rules inside one's own groups, by the hour"},        \
    [COST_WAF_REQUEST_COUNT] = {.name = "requests", .unit = "1M-requests", .help = "requests inspected"}

/* Requests inspected, in 1e-6; false in *known when nobody stated them. */
cost_status_t cost_waf_requests(cost_wide_t *out, bool *known, const cost_resource_t *resource,
                                const cost_flows_t *flows, cost_error_t *err);
/* Counts ACLs, rules and requests. */
cost_status_t cost_waf_meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                             cost_error_t *err);

#endif
