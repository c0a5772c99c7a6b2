/* AWS WAF: web ACLs, rules and requests, and what dearer inspection adds to each request.
 * Source: billing-rules 12; the price list for Bot Control, CAPTCHA and challenges. */
#include "libcost/services/load_count.h"
#include "libcost/services/service_load.h"
#include "libcost/services/waf_rules.h"

enum { PROTECTS = COST_WAF_FIELDS, WCU, BODY_LIMIT, LARGE_BODIES, BOT_CONTROL, BOT_REQUESTS, CAPTCHA, CHALLENGE };

enum { OF_CLOUDFRONT, OF_API_GATEWAY, OF_ALB, OF_APPSYNC, OF_COGNITO, OF_APPRUNNER, OF_VERIFIED_ACCESS };
static const char *const protected[] = {[OF_CLOUDFRONT] = "cloudfront",
                                        [OF_API_GATEWAY] = "api-gateway",
                                        [OF_ALB] = "alb",
                                        [OF_APPSYNC] = "appsync",
                                        [OF_COGNITO] = "cognito",
                                        [OF_APPRUNNER] = "apprunner",
                                        [OF_VERIFIED_ACCESS] = "verified-access",
                                        NULL};
enum { COMMON, TARGETED };
static const char *const bot_controls[] = {[COMMON] = "common", [TARGETED] = "targeted", NULL};

static const cost_field_t fields[] = {
    COST_WAF_COMMON_FIELDS,
    [PROTECTS] = {.name = "protects",
                  .kind = COST_KIND_CHOICE,
                  .choices = protected,
                  .help = "what the web ACL stands before; it decides how much of a body is inspected without extra "
                          "charge"},
    [WCU] = {.name = "wcu",
             .kind = COST_KIND_INTEGER,
             .max = "100000",
             .source = "the price list: every started 500 WCU above 1,500",
             .help = "capacity units (WCU) that the rules of a web ACL use together; those within the price of a "
                     "request when left out"},
    [BODY_LIMIT] = {.name = "body_limit",
                    .kind = COST_KIND_AMOUNT,
                    .measure = COST_MEASURE_BYTES,
                    .source = "the price list: every started 16 KB above what is included",
                    .help = "how much of a request's body is inspected, such as 64 KB; the included size when left "
                            "out"},
    [LARGE_BODIES] = {.name = "large_bodies",
                      .kind = COST_KIND_AMOUNT,
                      .measure = COST_MEASURE_RATIO,
                      .max = "100%",
                      .help = "share of requests whose body reaches body_limit; all others stay within the included "
                              "size"},
    [BOT_CONTROL] = {.name = "bot_control",
                     .kind = COST_KIND_CHOICE,
                     .choices = bot_controls,
                     .help = "inspection level of the managed group Bot Control, which has a fee a month and one a "
                             "request; the group itself counts in managed_rule_groups"},
    [BOT_REQUESTS] = {.name = "bot_control_share",
                      .kind = COST_KIND_AMOUNT,
                      .measure = COST_MEASURE_RATIO,
                      .max = "100%",
                      .help = "share of the requests that Bot Control looks at, where a scope-down statement leaves "
                              "some out; all of them when left out"},
    [CAPTCHA] = {.name = "captcha_attempts",
                 .kind = COST_KIND_AMOUNT,
                 .measure = COST_MEASURE_COUNT_RATE,
                 .noun = "attempt",
                 .help = "CAPTCHA puzzles that people try to solve, such as 10k/month"},
    [CHALLENGE] = {.name = "challenge_responses",
                   .kind = COST_KIND_AMOUNT,
                   .measure = COST_MEASURE_COUNT_RATE,
                   .noun = "response",
                   .help = "silent challenges that browsers are sent, such as 1M/month"},
};

enum {
    EXTRA_WCU_REQUESTS = COST_WAF_DIMENSIONS,
    EXTRA_BODY_REQUESTS,
    SUBSCRIPTIONS,
    COMMON_REQUESTS,
    TARGETED_REQUESTS,
    CAPTCHA_ATTEMPTS,
    CHALLENGE_RESPONSES
};
static const cost_dimension_t dimensions[] = {
    COST_WAF_COMMON_DIMENSIONS,
    [EXTRA_WCU_REQUESTS] = {.name = "extra_wcu_requests",
                            .unit = "1M-requests",
                            .help = "requests once for every started step of WCU above those included"},
    [EXTRA_BODY_REQUESTS] = {.name = "extra_body_requests",
                             .unit = "1M-requests",
                             .help = "requests once for every started step of body above what is included"},
    [SUBSCRIPTIONS] = {.name = "bot_control_subscriptions",
                       .unit = "subscription-month",
                       .help = "web ACLs with Bot Control, by the hour"},
    [COMMON_REQUESTS] = {.name = "bot_control_common_requests",
                         .unit = "1M-requests",
                         .help = "requests that Bot Control looks at, common level"},
    [TARGETED_REQUESTS] = {.name = "bot_control_targeted_requests",
                           .unit = "1M-requests",
                           .help = "requests that Bot Control looks at, targeted level"},
    [CAPTCHA_ATTEMPTS] = {.name = "captcha_attempts", .unit = "1k-attempts", .help = "CAPTCHA attempts"},
    [CHALLENGE_RESPONSES] = {.name = "challenge_responses", .unit = "1M-responses", .help = "challenges sent"},
};

enum { WCU_INCLUDED, WCU_STEP, BODY_INCLUDED, BODY_INCLUDED_ALB, BODY_STEP };
static const char *const rules[] = {
    [WCU_INCLUDED] = "wcu_included",           [WCU_STEP] = "wcu_step",   [BODY_INCLUDED] = "body_included",
    [BODY_INCLUDED_ALB] = "body_included_alb", [BODY_STEP] = "body_step",
};

static const cost_wide_t micro = 1000000, kb = 1024, ratio_one = 1000000000;

static bool has(const cost_resource_t *r, int field)
{
    return cost_given(&r->field[field]);
}

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    static const struct {
        int field, needs;
        const char *write;
    } pairs[] = {{BODY_LIMIT, PROTECTS, "protects: cloudfront"},
                 {BODY_LIMIT, LARGE_BODIES, "large_bodies: 5%"},
                 {LARGE_BODIES, BODY_LIMIT, "body_limit: 64 KB"},
                 {BOT_REQUESTS, BOT_CONTROL, "bot_control: common"}};
    cost_status_t status = cost_load_check_once(r, COST_WAF_REQUESTS, err);
    for (size_t i = 0; i < COST_COUNT(pairs); i++)
        if (has(r, pairs[i].field) && !has(r, pairs[i].needs))
            status = cost_fail_at(err, COST_ERR_SCHEMA, r->field[pairs[i].field].node, "it goes with %s; write %s",
                                  fields[pairs[i].needs].name, pairs[i].write);
    return status;
}

/* ---- what a request costs more ---- */

/* Started steps above what is included. */
static cost_wide_t steps(cost_wide_t value, cost_wide_t included, cost_wide_t step)
{
    return value > included ? cost_chunks(value - included, step) : 0;
}

static cost_wide_t wcu_steps(const cost_resource_t *r)
{
    return steps(r->field[WCU].integer * micro, r->rule[WCU_INCLUDED], r->rule[WCU_STEP]);
}

static cost_wide_t body_steps(const cost_resource_t *r)
{
    const int kind = r->field[PROTECTS].choice;
    const int included = kind == OF_ALB || kind == OF_APPSYNC ? BODY_INCLUDED_ALB : BODY_INCLUDED;
    return steps(r->field[BODY_LIMIT].amount.value, r->rule[included] * kb, r->rule[BODY_STEP] * kb);
}

/* No field says which share of the requests it is. */
enum { EVERY_REQUEST = -1 };

static cost_status_t add_share(const cost_resource_t *r, int dimension, cost_wide_t requests, int share,
                               cost_wide_t each, cost_usage_t *out, cost_error_t *err)
{
    const cost_wide_t part = share != EVERY_REQUEST && has(r, share) ? r->field[share].amount.value : ratio_one;
    cost_wide_t counted;
    if (!cost_wide_mul_div(&counted, requests, part * each, ratio_one))
        return cost_fail_at(err, COST_ERR_RANGE, r->node, "its requests are too many to be counted");
    return cost_usage_add(out, dimension, NULL, counted, err);
}

static cost_status_t meter_inspection(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                      cost_error_t *err)
{
    const struct {
        int dimension;
        cost_wide_t each;
        int share;
    } extras[] = {{EXTRA_WCU_REQUESTS, wcu_steps(r), EVERY_REQUEST},
                  {EXTRA_BODY_REQUESTS, body_steps(r), LARGE_BODIES},
                  {COMMON_REQUESTS, has(r, BOT_CONTROL) && r->field[BOT_CONTROL].choice == COMMON, BOT_REQUESTS},
                  {TARGETED_REQUESTS, has(r, BOT_CONTROL) && r->field[BOT_CONTROL].choice == TARGETED, BOT_REQUESTS}};
    cost_wide_t requests;
    bool known;
    cost_status_t status = cost_waf_requests(&requests, &known, r, flows, err);
    for (size_t i = 0; !status && i < COST_COUNT(extras); i++) {
        if (!extras[i].each)
            continue;
        status = known ? add_share(r, extras[i].dimension, requests, extras[i].share, extras[i].each, out, err)
                       : cost_usage_unpriced(out, extras[i].dimension, "requests: 10M/month, or from: what it protects",
                                             err);
    }
    return status;
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = cost_waf_meter(r, flows, out, err);
    if (!status)
        status = meter_inspection(r, flows, out, err);
    if (!status && has(r, BOT_CONTROL))
        status = cost_usage_add(out, SUBSCRIPTIONS, NULL, cost_flows_clock_hours(flows, r->count), err);
    if (!status)
        status = cost_stated_add(out, CAPTCHA_ATTEMPTS, NULL, &r->field[CAPTCHA], r, flows, err);
    return status ? status : cost_stated_add(out, CHALLENGE_RESPONSES, NULL, &r->field[CHALLENGE], r, flows, err);
}

const cost_service_t cost_service_waf = {
    .name = "waf",
    .title = "AWS WAF",
    .help = "A web application firewall. Each resource is `count` web ACLs. The ACL, its rules and its rule groups are "
            "billed by the hour as a part of their monthly price, requests by the million. Rules of more than 1,500 "
            "WCU, large bodies and Bot Control make requests dearer.",
    .example = "    rules: 3\n    managed_rule_groups: 2\n    from: web\n",
    .source = "https://aws.amazon.com/waf/pricing/",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .check = check,
    .meter = meter,
};
