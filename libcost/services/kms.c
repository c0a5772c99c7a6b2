/* AWS KMS: keys by the hour, with their rotated versions, and requests by kind.  Source: billing-rules, section 10. */
#include <stdio.h>

#include "libcost/services/replica_regions.h"
#include "libcost/services/service_load.h"

enum { SYMMETRIC, HMAC, RSA_2048, RSA_3072, RSA_4096, ECC };
static const char *const specs[] = {[SYMMETRIC] = "symmetric",
                                    [HMAC] = "hmac",
                                    [RSA_2048] = "rsa-2048",
                                    [RSA_3072] = "rsa-3072",
                                    [RSA_4096] = "rsa-4096",
                                    [ECC] = "ecc",
                                    NULL};
/* What the price list calls a request that uses such a key. */
static const char *const kinds[] = {
    [SYMMETRIC] = "symmetric", [HMAC] = "symmetric",      [RSA_2048] = "rsa-2048",
    [RSA_3072] = "asymmetric", [RSA_4096] = "asymmetric", [ECC] = "asymmetric",
};
static const char *const request_kinds[] = {"symmetric",         "asymmetric",        "rsa-2048",
                                            "data-key-pair-ecc", "data-key-pair-rsa", NULL};
static const char *const pair_kinds[] = {"ecc", "rsa", NULL};
static const char *const pair_prices[] = {"data-key-pair-ecc", "data-key-pair-rsa"};

enum { SPEC, AWS_MANAGED, ROTATIONS, REPLICAS, REQUESTS, DATA_KEY_PAIRS };
static const cost_field_t fields[] = {
    [SPEC] = {.name = "spec",
              .kind = COST_KIND_CHOICE,
              .choices = specs,
              .fallback = "symmetric",
              .help = "what kind of key it is: it decides the price of its requests",
              .source = "CreateKey: SYMMETRIC_DEFAULT unless told otherwise"},
    [AWS_MANAGED] = {.name = "aws_managed",
                     .kind = COST_KIND_SWITCH,
                     .help = "a key that AWS manages (aws/s3, aws/rds, ...): no fee for the key, only for requests",
                     .source = "billing-rules 10"},
    [ROTATIONS] = {.name = "rotations",
                   .kind = COST_KIND_INTEGER,
                   .max = "1000",
                   .help = "how often its material was rotated so far; the first and the second rotation bill as one "
                           "more key each, later ones nothing",
                   .source = "billing-rules 10"},
    [REPLICAS] = COST_REPLICAS_FIELD("the multi-Region key"),
    [REQUESTS] = {.name = "requests",
                  .kind = COST_KIND_AMOUNT,
                  .measure = COST_MEASURE_COUNT_RATE,
                  .noun = "requests",
                  .help = "requests that use the key, instead of counting them from the load"},
    [DATA_KEY_PAIRS] = {.name = "data_key_pairs",
                        .kind = COST_KIND_AMOUNTS,
                        .measure = COST_MEASURE_COUNT_RATE,
                        .noun = "requests",
                        .choices = pair_kinds,
                        .help = "GenerateDataKeyPair requests, ecc or rsa, which have prices of their own"},
};

enum { KEYS, KEY_REQUESTS };
static const cost_dimension_t dimensions[] = {
    [KEYS] = {.name = "keys",
              .unit = "key-month",
              .help = "customer managed keys, their billed rotations and replicas, by the clock hour"},
    [KEY_REQUESTS] = {.name = "requests",
                      .unit = "10k-requests",
                      .help = "API requests by kind",
                      .nested = request_kinds},
};

enum { ROTATIONS_CHARGED };
static const char *const rules[] = {[ROTATIONS_CHARGED] = "rotations_charged"};

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *f = r->field;
    const bool symmetric = f[SPEC].choice == SYMMETRIC;
    cost_status_t status = cost_replicas_check(r, &f[REPLICAS], err);
    if (f[ROTATIONS].integer > 0 && f[AWS_MANAGED].on)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, f[ROTATIONS].node,
                                               "rotations of a key that AWS manages are not billed; leave it out"));
    else if (f[ROTATIONS].integer > 0 && !symmetric)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, f[ROTATIONS].node,
                                               "only symmetric keys are rotated, and this one is %s; leave it out",
                                               f[SPEC].text));
    if (f[REPLICAS].entry_count > 0 && f[AWS_MANAGED].on)
        cost_status_keep(
            &status, cost_fail_at(err, COST_ERR_SCHEMA, f[REPLICAS].node, "a key that AWS manages has no replicas"));
    if (cost_given(&f[DATA_KEY_PAIRS]) && !symmetric)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, f[DATA_KEY_PAIRS].node,
                                               "data key pairs are made under a symmetric key, and this one is %s",
                                               f[SPEC].text));
    return status;
}

static void key(const cost_resource_t *r, int dimension, const char *nested, cost_key_t *out)
{
    if (dimension == KEY_REQUESTS)
        snprintf(out->variant, sizeof out->variant, "type=%s", nested ? nested : kinds[r->field[SPEC].choice]);
    else if (nested)
        out->region = nested;
}

static cost_status_t meter_keys(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                cost_error_t *err)
{
    const int64_t charged = (int64_t)(r->rule[ROTATIONS_CHARGED] / 1000000), rotations = r->field[ROTATIONS].integer;
    const int64_t versions = 1 + (rotations < charged ? rotations : charged);
    if (r->field[AWS_MANAGED].on)
        return COST_OK;
    return cost_replicas_add(out, KEYS, &r->field[REPLICAS], cost_flows_clock_hours(flows, r->count * versions), err);
}

static cost_status_t meter_requests(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                    cost_error_t *err)
{
    cost_flow_sum_t sum;
    if (cost_given(&r->field[REQUESTS]))
        return cost_stated_add(out, KEY_REQUESTS, NULL, &r->field[REQUESTS], r, flows, err);
    if (!flows->load_stated)
        return cost_usage_unpriced(out, KEY_REQUESTS, "requests: 100k/month, or from", err);
    cost_status_t status = cost_load_total(&sum, flows, r, err);
    return status ? status : cost_usage_add(out, KEY_REQUESTS, NULL, sum.requests, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *pairs = &r->field[DATA_KEY_PAIRS];
    cost_status_t status = meter_keys(r, flows, out, err);
    if (!status)
        status = meter_requests(r, flows, out, err);
    for (size_t i = 0; !status && i < pairs->entry_count; i++) {
        const cost_value_t *each = &pairs->entries[i].values[0];
        status = cost_stated_add(out, KEY_REQUESTS, pair_prices[each->choice], each, r, flows, err);
    }
    return status;
}

const cost_service_t cost_service_kms = {
    .name = "kms",
    .title = "AWS Key Management Service",
    .help =
        "A resource is one key, or `count` of them. Customer managed keys are billed by the hour they exist, and so "
        "are the first two rotations and each replica; requests by their kind, some of them free each month.",
    .source = "billing-rules 10",
    .example = "    rotations: 1\n    requests: 500k/month\n",
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
