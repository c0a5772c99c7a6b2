/* Functions, logs and encryption at the edge. */
#include "libcost/services/cloudfront_edge.h"

const cost_field_t cost_function_fields[COST_FUNCTIONS_FIELDS] = {
    [COST_FUNCTIONS_SHARE] = {.name = "share",
                              .kind = COST_KIND_AMOUNT,
                              .measure = COST_MEASURE_RATIO,
                              .max = "200%",
                              .required = true,
                              .help = "invocations for each request: 100% for one function on all requests, 200% with "
                                      "another on all responses"},
    [COST_FUNCTIONS_READS] = {.name = "key_value_store_reads",
                              .kind = COST_KIND_AMOUNT,
                              .measure = COST_MEASURE_COUNT,
                              .fallback = "0",
                              .source = "a function without a key value store",
                              .noun = "read",
                              .help = "reads of a key value store by each invocation"},
};

const cost_field_t cost_lambda_edge_fields[COST_LAMBDA_EDGE_FIELDS] = {
    [COST_LAMBDA_EDGE_SHARE] = {.name = "share",
                                .kind = COST_KIND_AMOUNT,
                                .measure = COST_MEASURE_RATIO,
                                .max = "400%",
                                .required = true,
                                .help = "invocations for each request, over viewer and origin events together"},
    [COST_LAMBDA_EDGE_MEMORY] = {.name = "memory",
                                 .kind = COST_KIND_AMOUNT,
                                 .measure = COST_MEASURE_BYTES,
                                 .min = "128 MiB",
                                 .max = "10 GiB",
                                 .required = true,
                                 .help = "memory of the function, such as 128 MiB"},
    [COST_LAMBDA_EDGE_TIME] = {.name = "time",
                               .kind = COST_KIND_AMOUNT,
                               .measure = COST_MEASURE_TIME,
                               .max = "30 s",
                               .required = true,
                               .help = "how long an invocation runs, rounded up to 1 ms"},
    [COST_LAMBDA_EDGE_REGION] = {.name = "region",
                                 .kind = COST_KIND_TEXT,
                                 .fallback = "us-east-1",
                                 .source = "one price holds in every Region",
                                 .help = "Region in which it runs"},
};

static const cost_wide_t micro = 1000000;
static const cost_wide_t ratio_one = 1000000000;

static cost_status_t too_large(const cost_resource_t *r, cost_error_t *err)
{
    return cost_fail_at(err, COST_ERR_RANGE, r->node, "the load is too large to be counted");
}

static cost_status_t meter_functions(const cost_resource_t *r, cost_wide_t requests, cost_usage_t *out,
                                     cost_error_t *err)
{
    const cost_value_t *functions = r->field[COST_CF_FUNCTIONS].values;
    cost_wide_t runs, reads;
    if (r->field[COST_CF_FUNCTIONS].given != COST_STATED)
        return COST_OK;
    if (!cost_wide_mul_div(&runs, requests, functions[COST_FUNCTIONS_SHARE].amount.value, ratio_one) ||
        !cost_wide_mul_div(&reads, runs, functions[COST_FUNCTIONS_READS].amount.value, micro))
        return too_large(r, err);
    cost_status_t status = cost_usage_add(out, COST_CF_USAGE_FUNCTION_INVOCATIONS, NULL, runs, err);
    return status ? status : cost_usage_add(out, COST_CF_USAGE_KEY_VALUE_STORE_READS, NULL, reads, err);
}

static cost_status_t meter_lambda(const cost_resource_t *r, cost_wide_t requests, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *lambda = r->field[COST_CF_LAMBDA_EDGE].values;
    cost_wide_t runs, gb_seconds;
    if (r->field[COST_CF_LAMBDA_EDGE].given != COST_STATED)
        return COST_OK;
    const cost_wide_t step = r->rule[COST_CF_RULE_LAMBDA_EDGE_STEP] / 1000; /* from 1e-6 ms to 1e-6 s */
    const cost_wide_t time = (lambda[COST_LAMBDA_EDGE_TIME].amount.value + step - 1) / step * step;
    if (!cost_wide_mul_div(&runs, requests, lambda[COST_LAMBDA_EDGE_SHARE].amount.value, ratio_one) ||
        !cost_wide_mul_div(&gb_seconds, runs, lambda[COST_LAMBDA_EDGE_MEMORY].amount.value * time, micro * micro))
        return too_large(r, err);
    cost_status_t status = cost_usage_add(out, COST_CF_USAGE_LAMBDA_EDGE_REQUESTS, NULL, runs, err);
    return status ? status : cost_usage_add(out, COST_CF_USAGE_LAMBDA_EDGE_GB_SECONDS, NULL, gb_seconds, err);
}

/* A share of the requests, where the field is stated. */
static cost_status_t meter_share(const cost_resource_t *r, int field, int dimension, cost_wide_t requests,
                                 cost_usage_t *out, cost_error_t *err)
{
    cost_wide_t part;
    if (!cost_given(&r->field[field]))
        return COST_OK;
    if (!cost_wide_mul_div(&part, requests, r->field[field].amount.value, ratio_one))
        return too_large(r, err);
    return cost_usage_add(out, dimension, NULL, part, err);
}

cost_status_t cost_edge_meter(const cost_resource_t *r, cost_wide_t requests, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = meter_functions(r, requests, out, err);
    if (!status)
        status = meter_lambda(r, requests, out, err);
    if (!status)
        status = meter_share(r, COST_CF_REALTIME_LOGS, COST_CF_USAGE_REALTIME_LOG_LINES, requests, out, err);
    if (!status)
        status = meter_share(r, COST_CF_FIELD_LEVEL_ENCRYPTION, COST_CF_USAGE_FIELD_LEVEL_ENCRYPTION_REQUESTS, requests,
                             out, err);
    return status;
}

cost_status_t cost_edge_unpriced(const cost_resource_t *r, const char *write, cost_usage_t *out, cost_error_t *err)
{
    static const struct {
        int field, dimension;
    } needs[] = {
        {COST_CF_FUNCTIONS, COST_CF_USAGE_FUNCTION_INVOCATIONS},
        {COST_CF_LAMBDA_EDGE, COST_CF_USAGE_LAMBDA_EDGE_REQUESTS},
        {COST_CF_LAMBDA_EDGE, COST_CF_USAGE_LAMBDA_EDGE_GB_SECONDS},
        {COST_CF_REALTIME_LOGS, COST_CF_USAGE_REALTIME_LOG_LINES},
        {COST_CF_FIELD_LEVEL_ENCRYPTION, COST_CF_USAGE_FIELD_LEVEL_ENCRYPTION_REQUESTS},
    };
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < COST_COUNT(needs); i++)
        if (r->field[needs[i].field].given == COST_STATED)
            status = cost_usage_unpriced(out, needs[i].dimension, write, err);
    if (!status && r->field[COST_CF_FUNCTIONS].values[COST_FUNCTIONS_READS].amount.value)
        status = cost_usage_unpriced(out, COST_CF_USAGE_KEY_VALUE_STORE_READS, write, err);
    return status;
}
