/* AWS Systems Manager Parameter Store: parameters by the hour, interactions.  Source: billing-rules, section 10. */
#include "libcost/services/service_load.h"

enum { STANDARD, ADVANCED };
static const char *const tiers[] = {[STANDARD] = "standard", [ADVANCED] = "advanced", NULL};
enum { STANDARD_THROUGHPUT, HIGHER_THROUGHPUT };
static const char *const throughputs[] = {[STANDARD_THROUGHPUT] = "standard", [HIGHER_THROUGHPUT] = "higher", NULL};

enum { PARAMETERS, TIER, THROUGHPUT, INTERACTIONS };
static const cost_field_t fields[] = {
    [PARAMETERS] = {.name = "parameters",
                    .kind = COST_KIND_INTEGER,
                    .max = "1000000",
                    .fallback = "1",
                    .help = "how many parameters there are",
                    .source = "model parameter: a resource is one parameter unless told otherwise"},
    [TIER] = {.name = "tier",
              .kind = COST_KIND_CHOICE,
              .choices = tiers,
              .fallback = "standard",
              .help = "standard parameters (up to 4 KB) are free, advanced ones (up to 8 KB, with policies) are billed",
              .source = "PutParameter: Standard unless told otherwise"},
    [THROUGHPUT] = {.name = "throughput",
                    .kind = COST_KIND_CHOICE,
                    .choices = throughputs,
                    .fallback = "standard",
                    .help = "higher throughput is a setting of the account; then calls to standard parameters are "
                            "billed too",
                    .source = "billing-rules 10; off unless told otherwise"},
    [INTERACTIONS] = {.name = "interactions",
                      .kind = COST_KIND_AMOUNT,
                      .measure = COST_MEASURE_COUNT_RATE,
                      .noun = "interactions",
                      .help = "calls times the parameters of each, instead of counting them from the load"},
};

enum { STANDARD_STORED, ADVANCED_STORED, CALLS };
static const cost_dimension_t dimensions[] = {
    [STANDARD_STORED] = {.name = "standard_parameters",
                         .unit = "parameter-month",
                         .help = "standard parameters, which are free"},
    [ADVANCED_STORED] = {.name = "advanced_parameters",
                         .unit = "parameter-month",
                         .help = "advanced parameters, by the clock hour"},
    [CALLS] = {.name = "interactions",
               .unit = "10k-interactions",
               .help = "interactions with advanced parameters, or at higher throughput"},
};

enum { STANDARD_MAX };
static const char *const rules[] = {[STANDARD_MAX] = "standard_parameters_max"};

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    const int64_t most = (int64_t)(r->rule[STANDARD_MAX] / 1000000), parameters = r->field[PARAMETERS].integer;
    if (r->field[TIER].choice == ADVANCED || parameters <= most)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, r->field[PARAMETERS].node,
                        "%lld are more than the %lld standard parameters that an account can have in a Region; write "
                        "tier: advanced",
                        (long long)parameters, (long long)most);
}

static cost_status_t meter_calls(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err)
{
    cost_flow_sum_t sum;
    if (r->field[TIER].choice == STANDARD && r->field[THROUGHPUT].choice == STANDARD_THROUGHPUT)
        return COST_OK;
    if (cost_given(&r->field[INTERACTIONS]))
        return cost_stated_add(out, CALLS, NULL, &r->field[INTERACTIONS], r, flows, err);
    if (!flows->load_stated)
        return cost_usage_unpriced(out, CALLS, "interactions: 100k/month, or from", err);
    cost_status_t status = cost_load_total(&sum, flows, r, err);
    return status ? status : cost_usage_add(out, CALLS, NULL, sum.requests, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const int stored = r->field[TIER].choice == ADVANCED ? ADVANCED_STORED : STANDARD_STORED;
    const cost_wide_t each = cost_flows_clock_hours(flows, r->count * r->field[PARAMETERS].integer);
    cost_status_t status = cost_usage_add(out, stored, NULL, each, err);
    return status ? status : meter_calls(r, flows, out, err);
}

const cost_service_t cost_service_ssm = {
    .name = "ssm",
    .title = "AWS Systems Manager Parameter Store",
    .help =
        "Standard parameters at standard throughput are free. Advanced parameters are billed by the hour they exist, "
        "and so are interactions with them; at higher throughput every interaction is billed.",
    .source = "billing-rules 10",
    .example = "    parameters: 4\n",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .check = check,
    .meter = meter,
};
