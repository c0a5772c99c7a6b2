#include "libcost/services/apprunner_load.h"

#include "libcost/services/apprunner_fields.h"

static const cost_wide_t micro = 1000000;

static cost_wide_t least(cost_wide_t a, cost_wide_t b)
{
    return a < b ? a : b;
}

static cost_wide_t most(cost_wide_t a, cost_wide_t b)
{
    return a > b ? a : b;
}

cost_wide_t cost_apprunner_activation(const cost_resource_t *resource, cost_wide_t time_us)
{
    cost_wide_t whole = (time_us + micro - 1) / micro * micro;
    return most(whole, resource->rule[RULE_MINIMUM_ACTIVE]);
}

static cost_status_t too_large(const cost_resource_t *resource, cost_error_t *err)
{
    return cost_fail_at(err, COST_ERR_RANGE, resource->node, "its load is too large to be counted");
}

/* The first second after `at` at which the column's rate may change. */
static int64_t next_change(const cost_column_t *load, int64_t at)
{
    const int64_t minute = cost_column_change(load, at / 60);
    return minute == INT64_MAX ? minute : minute * 60;
}

/* Requests (1e-6) of the seconds [from, until), in which the rate is constant. */
static cost_status_t requests_of(cost_wide_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                 int64_t from, int64_t until, cost_error_t *err)
{
    cost_flow_sum_t sum;
    int64_t first = from / 60, past = (until + 59) / 60;
    cost_status_t status = cost_flows_sum(&sum, flows, first, past, resource, err);
    if (!status && !cost_wide_mul_div(out, sum.requests, until - from, (past - first) * 60))
        status = too_large(resource, err);
    return status;
}

static cost_status_t add_stretch(cost_instance_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                 int64_t from, int64_t until, cost_error_t *err)
{
    const cost_value_t *field = resource->field;
    cost_wide_t length = (cost_wide_t)(until - from) * micro, response = field[RESPONSE_TIME].amount.value;
    cost_wide_t requests, instances, alone;
    cost_status_t status = requests_of(&requests, resource, flows, from, until, err);
    if (status)
        return status;
    if (!cost_wide_mul_div_ceil(&instances, requests, response, length * field[MAX_CONCURRENCY].integer * micro) ||
        !cost_wide_mul_div(&alone, requests, cost_apprunner_activation(resource, response), micro))
        return too_large(resource, err);
    instances = requests ? least(most(instances, 1), field[MAX_SIZE].integer) : 0;
    cost_wide_t active = instances * length;
    bool falls_idle = requests * 60 < length; /* less than one request (1e6) a minute (60e6) */
    out->active += falls_idle ? least(active, alone) : active;
    out->provisioned += most(instances, field[MIN_SIZE].integer) * length;
    out->served += requests;
    return COST_OK;
}

/* In stretches in which no inbound load changes its rate. */
static cost_status_t add_window(cost_instance_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                int64_t from, int64_t until, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (int64_t at = from, end; !status && at < until; at = end) {
        end = until;
        for (size_t i = 0; i < flows->in_count; i++) {
            int64_t change = next_change(flows->in[i].load, at);
            end = change < end ? change : end;
        }
        status = add_stretch(out, resource, flows, at, end, err);
    }
    return status;
}

/* It is not where it is created, nor at the month's start. */
static bool is_resumed(const cost_flows_t *flows, int64_t second)
{
    for (size_t i = 0; i < flows->exist_count; i++)
        if (flows->exists[i].from == second)
            return false;
    return second > 0;
}

static cost_status_t find_lost(cost_instance_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                               cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < flows->exist_count; i++) {
        cost_wide_t requests;
        status = requests_of(&requests, resource, flows, flows->exists[i].from, flows->exists[i].until, err);
        out->lost += status ? 0 : requests;
    }
    out->lost = most(out->lost - out->served, 0);
    return status;
}

cost_status_t cost_apprunner_load(cost_instance_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                  cost_error_t *err)
{
    int64_t resume = (int64_t)((resource->field[RESUME].amount.value + micro - 1) / micro);
    cost_status_t status = COST_OK;
    *out = (cost_instance_time_t){0};
    for (size_t i = 0; !status && i < flows->on_count; i++) {
        int64_t from = flows->on[i].from, until = flows->on[i].until;
        int64_t serves = is_resumed(flows, from) ? (int64_t)least(from + resume, until) : from;
        out->provisioned += (serves - from) * micro * resource->field[MIN_SIZE].integer;
        status = add_window(out, resource, flows, serves, until, err);
    }
    return status ? status : find_lost(out, resource, flows, err);
}
