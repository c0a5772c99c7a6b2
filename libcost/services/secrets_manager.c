/* AWS Secrets Manager: secrets by the hour, API calls.  Source: billing-rules, section 10. */
#include "libcost/services/replica_regions.h"
#include "libcost/services/service_load.h"

enum { SECRETS, REPLICAS, REQUESTS, STARTS };
static const cost_field_t fields[] = {
    [SECRETS] = {.name = "secrets",
                 .kind = COST_KIND_INTEGER,
                 .max = "500000",
                 .fallback = "1",
                 .help = "how many secrets there are",
                 .source = "model parameter: a resource is one secret unless told otherwise"},
    [REPLICAS] = COST_REPLICAS_FIELD("each secret"),
    [REQUESTS] = {.name = "requests",
                  .kind = COST_KIND_AMOUNT,
                  .measure = COST_MEASURE_COUNT_RATE,
                  .noun = "requests",
                  .help = "API calls, instead of counting them from starts or from the load"},
    [STARTS] = {.name = "starts",
                .kind = COST_KIND_AMOUNT,
                .measure = COST_MEASURE_COUNT_RATE,
                .noun = "starts",
                .help = "starts of tasks or instances, each of which reads every secret once",
                .source = "billing-rules 10: calls = starts x secrets"},
};

enum { STORED, CALLS };
static const cost_dimension_t dimensions[] = {
    [STORED] = {.name = "secrets", .unit = "secret-month", .help = "secrets and their replicas, by the clock hour"},
    [CALLS] = {.name = "requests", .unit = "10k-requests", .help = "API calls"},
};

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    cost_status_t status = cost_replicas_check(r, &r->field[REPLICAS], err);
    if (!cost_given(&r->field[REQUESTS]) || !cost_given(&r->field[STARTS]))
        return status;
    cost_status_t second = cost_fail_at(err, COST_ERR_SCHEMA, r->field[STARTS].node,
                                        "goes without requests, which says how many calls there are; leave one out");
    return status ? status : second;
}

static void key(const cost_resource_t *r, int dimension, const char *nested, cost_key_t *out)
{
    (void)r;
    (void)dimension;
    if (nested)
        out->region = nested;
}

static cost_status_t meter_starts(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                  cost_error_t *err)
{
    cost_wide_t starts;
    cost_status_t status = cost_stated_total(&starts, &r->field[STARTS], r, flows, err);
    return status ? status : cost_usage_add_product(out, CALLS, NULL, starts, r->field[SECRETS].integer, err);
}

static cost_status_t meter_calls(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err)
{
    cost_flow_sum_t sum;
    if (cost_given(&r->field[REQUESTS]))
        return cost_stated_add(out, CALLS, NULL, &r->field[REQUESTS], r, flows, err);
    if (cost_given(&r->field[STARTS]))
        return meter_starts(r, flows, out, err);
    if (!flows->load_stated)
        return cost_usage_unpriced(out, CALLS, "requests: 10k/month, or starts: 100/month, or from", err);
    cost_status_t status = cost_load_total(&sum, flows, r, err);
    return status ? status : cost_usage_add(out, CALLS, NULL, sum.requests, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const cost_wide_t each = cost_flows_clock_hours(flows, r->count * r->field[SECRETS].integer);
    cost_status_t status = cost_replicas_add(out, STORED, &r->field[REPLICAS], each, err);
    return status ? status : meter_calls(r, flows, out, err);
}

const cost_service_t cost_service_secrets_manager = {
    .name = "secrets-manager",
    .title = "AWS Secrets Manager",
    .help =
        "Secrets are billed by the hour they exist, replicas in other Regions like secrets, and API calls. A task of "
        "ECS reads each of its secrets once when it starts.",
    .source = "billing-rules 10",
    .example = "    secrets: 3\n    starts: 500/month\n",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .check = check,
    .key = key,
    .meter = meter,
};
