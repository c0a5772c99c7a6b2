/* AWS Step Functions: standard workflows by the state transition, express ones by the request and by duration times
 * memory. Source: infracost's golden figures, which carry AWS's steps of duration and memory: rules.csv,
 * step-functions. */
#include "libcost/services/service_load.h"

enum { STANDARD, EXPRESS };
static const char *const types[] = {[STANDARD] = "standard", [EXPRESS] = "express", NULL};

enum { TYPE, EXECUTIONS, TRANSITIONS_EACH, TRANSITIONS, DURATION, MEMORY };
static const cost_field_t fields[] = {
    [TYPE] = {.name = "type",
              .help = "standard: durable, billed by the step; express: short, billed by duration and memory",
              .kind = COST_KIND_CHOICE,
              .choices = types,
              .fallback = "standard",
              .source = "AWS's default"},
    [EXECUTIONS] = {.name = "executions",
                    .help = "workflows that are started, such as 100k/month; the requests of `from` "
                            "when left out",
                    .kind = COST_KIND_AMOUNT,
                    .measure = COST_MEASURE_COUNT_RATE,
                    .noun = "execution"},
    [TRANSITIONS_EACH] = {.name = "transitions_per_execution",
                          .help = "steps that one execution takes, its start and every "
                                  "retry included",
                          .kind = COST_KIND_AMOUNT,
                          .measure = COST_MEASURE_COUNT,
                          .noun = "transition",
                          .max = "25000"},
    [TRANSITIONS] = {.name = "state_transitions",
                     .help = "state transitions in all, such as 1M/month; instead of executions",
                     .kind = COST_KIND_AMOUNT,
                     .measure = COST_MEASURE_COUNT_RATE,
                     .noun = "transition"},
    [DURATION] = {.name = "duration",
                  .help = "mean duration of an express execution, rounded up to 100 ms",
                  .kind = COST_KIND_AMOUNT,
                  .measure = COST_MEASURE_TIME,
                  .max = "5 min"},
    [MEMORY] = {.name = "memory",
                .help = "memory that an express execution uses, rounded up to 64 MB: 50 MB and its "
                        "definition, data and parallel steps",
                .kind = COST_KIND_AMOUNT,
                .measure = COST_MEASURE_BYTES,
                .max = "1 TiB",
                .fallback = "64 MiB",
                .source = "assumption: one step, which is the least that is billed"},
};

enum { STATE_TRANSITIONS, EXPRESS_REQUESTS, EXPRESS_GB_HOURS };
static const cost_dimension_t dimensions[] = {
    [STATE_TRANSITIONS] = {.name = "state_transitions",
                           .unit = "1k-transitions",
                           .help = "steps of standard workflows, retries included"},
    [EXPRESS_REQUESTS] = {.name = "express_requests", .unit = "1M-requests", .help = "express workflows started"},
    [EXPRESS_GB_HOURS] = {.name = "express_gb_hours",
                          .unit = "GB-hour",
                          .help = "memory of express workflows while they run, both rounded up"},
};

enum { DURATION_STEP, MEMORY_STEP };
static const char *const rules[] = {[DURATION_STEP] = "express_duration_step", [MEMORY_STEP] = "express_memory_step"};

static const cost_wide_t micro = 1000000;
static const char write_executions[] = "from: what starts it, or executions: 100k/month";

static cost_status_t refuse(const cost_resource_t *r, int field, const char *why, cost_error_t *err)
{
    const cost_value_t *value = &r->field[field];
    return value->given == COST_STATED ? cost_fail_at(err, COST_ERR_SCHEMA, value->node, "%s", why) : COST_OK;
}

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    static const char timed[] = "standard workflows are not billed by it; type: express would be";
    static const char stepped[] = "express workflows are not billed by the transition; leave it out";
    static const char twice[] =
        "state_transitions says already what the executions bring about; leave one of the two out";
    const bool express = r->field[TYPE].choice == EXPRESS;
    cost_status_t first = refuse(r, express ? TRANSITIONS_EACH : DURATION, express ? stepped : timed, err);
    cost_status_t second = refuse(r, express ? TRANSITIONS : MEMORY, express ? stepped : timed, err);
    if (first || second || express || !cost_given(&r->field[TRANSITIONS]))
        return first ? first : second;
    first = refuse(r, EXECUTIONS, twice, err);
    cost_status_keep(&first, refuse(r, TRANSITIONS_EACH, twice, err));
    return first;
}

static cost_status_t too_many(const cost_resource_t *r, cost_error_t *err)
{
    return cost_fail_at(err, COST_ERR_RANGE, r->node, "its executions are too many to be counted");
}

static cost_status_t meter_standard(const cost_resource_t *r, cost_wide_t executions, cost_usage_t *out,
                                    cost_error_t *err)
{
    const cost_value_t *each = &r->field[TRANSITIONS_EACH];
    cost_wide_t transitions;
    if (!cost_given(each))
        return cost_usage_unpriced(out, STATE_TRANSITIONS, "transitions_per_execution: 10", err);
    if (!cost_wide_mul_div(&transitions, executions, each->amount.value, micro))
        return too_many(r, err);
    return cost_usage_add(out, STATE_TRANSITIONS, NULL, transitions, err);
}

static cost_wide_t round_up(cost_wide_t value, cost_wide_t step)
{
    return cost_chunks(value, step) * step;
}

static cost_status_t meter_express(const cost_resource_t *r, cost_wide_t executions, cost_usage_t *out,
                                   cost_error_t *err)
{
    const cost_value_t *f = r->field;
    const cost_wide_t ms = 1000, duration = round_up(f[DURATION].amount.value, r->rule[DURATION_STEP] / ms);
    const cost_wide_t memory = round_up(f[MEMORY].amount.value, r->rule[MEMORY_STEP] << 20);
    cost_wide_t each, base;
    cost_status_t status = cost_usage_add(out, EXPRESS_REQUESTS, NULL, executions, err);
    if (status)
        return status;
    if (!cost_given(&f[DURATION]))
        return cost_usage_unpriced(out, EXPRESS_GB_HOURS, "duration: 800 ms", err);
    if (!cost_wide_mul(&each, duration, memory) || !cost_wide_mul_div(&base, executions, each, micro * micro))
        return too_many(r, err);
    return cost_usage_add(out, EXPRESS_GB_HOURS, NULL, base, err);
}

static cost_status_t meter_unknown(bool express, cost_usage_t *out, cost_error_t *err)
{
    if (!express)
        return cost_usage_unpriced(out, STATE_TRANSITIONS, write_executions, err);
    cost_status_t status = cost_usage_unpriced(out, EXPRESS_REQUESTS, write_executions, err);
    return status ? status : cost_usage_unpriced(out, EXPRESS_GB_HOURS, write_executions, err);
}

/* Those that are stated, else one for each request. */
static cost_status_t count_executions(cost_wide_t *out, const cost_resource_t *r, const cost_flows_t *flows,
                                      cost_error_t *err)
{
    cost_flow_sum_t sum;
    if (cost_given(&r->field[EXECUTIONS]))
        return cost_stated_total(out, &r->field[EXECUTIONS], r, flows, err);
    cost_status_t status = cost_load_total(&sum, flows, r, err);
    *out = status ? 0 : sum.requests;
    return status;
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *f = r->field;
    const bool express = f[TYPE].choice == EXPRESS;
    cost_wide_t executions;
    if (cost_given(&f[TRANSITIONS]))
        return cost_stated_add(out, STATE_TRANSITIONS, NULL, &f[TRANSITIONS], r, flows, err);
    if (!cost_given(&f[EXECUTIONS]) && !flows->load_stated)
        return meter_unknown(express, out, err);
    cost_status_t status = count_executions(&executions, r, flows, err);
    if (status)
        return status;
    return express ? meter_express(r, executions, out, err) : meter_standard(r, executions, out, err);
}

const cost_service_t cost_service_step_functions = {
    .name = "step-functions",
    .title = "AWS Step Functions",
    .help =
        "State machines. Standard workflows are billed by the state transition, retries included; express workflows by "
        "the request and by their duration, in steps of 100 ms, times their memory, in steps of 64 MB. What the states "
        "call is billed by its own service.",
    .source = "https://aws.amazon.com/step-functions/pricing/",
    .example = "    executions: 100k/month\n"
               "    transitions_per_execution: 8\n",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .check = check,
    .meter = meter,
};
