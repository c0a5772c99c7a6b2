/* AWS App Runner: memory of every provisioned instance, vCPU of the active ones.
 * Source: billing rules, section 3; scaling rules, section 5. */
#include "libcost/flow/frequency.h"
#include "libcost/money/unit.h"
#include "libcost/services/apprunner_fields.h"
#include "libcost/services/apprunner_flow.h"

static const cost_dimension_t dimensions[] = {
    [PROVISIONED_GB_HOURS] = {.name = "provisioned_gb_hours",
                              .unit = "GB-hour",
                              .help = "memory of provisioned instances that process no request"},
    [ACTIVE_GB_HOURS] = {.name = "active_gb_hours", .unit = "GB-hour", .help = "memory of active instances"},
    [ACTIVE_VCPU_HOURS] = {.name = "active_vcpu_hours", .unit = "vCPU-hour", .help = "vCPU of active instances"},
    [BUILD_MINUTES] = {.name = "build_minutes", .unit = "minute", .help = "minutes of builds from source code"},
    [AUTOMATIC_DEPLOYMENT_MONTHS] = {.name = "automatic_deployments",
                                     .unit = "app-month",
                                     .help = "applications with automatic deployments, each a whole month"},
};

static const char *const rules[APPRUNNER_RULES] = {
    [RULE_MINIMUM_ACTIVE] = "minimum_active",
    [RULE_MIN_SIZE_MAX] = "min_size_max",
};

/* ---- how long instances are provisioned and active ---- */

static const cost_wide_t micro = 1000000;

typedef struct {
    const cost_resource_t *r;
    const cost_flows_t *flows;
    cost_usage_t *out;
    cost_error_t *err;
    cost_wide_t exists, on;          /* microseconds of the service; on: not paused */
    cost_wide_t provisioned, active; /* microseconds of instances; active ones are provisioned too */
} bill_t;

static cost_wide_t least(cost_wide_t a, cost_wide_t b)
{
    return a < b ? a : b;
}

static cost_wide_t most(cost_wide_t a, cost_wide_t b)
{
    return a > b ? a : b;
}

static cost_status_t too_large(const bill_t *bill)
{
    return cost_fail_at(bill->err, COST_ERR_RANGE, bill->r->node, "its instance time is too large to be counted");
}

/* How often times how long, in microseconds of the month. */
static cost_status_t events_us(cost_wide_t *out, const bill_t *bill, const cost_amount_t *count, cost_wide_t each_us)
{
    cost_wide_t total;
    if (!cost_frequency_total(&total, count, &bill->flows->month, (int64_t)(bill->exists / micro), each_us))
        return too_large(bill);
    *out = total / micro;
    return COST_OK;
}

static cost_status_t warn_cut(const bill_t *bill, const cost_node_t *node, const char *what, cost_wide_t to)
{
    char text[COST_WIDE_TEXT_SIZE];
    return cost_usage_warn(bill->out, "apprunner-hours-cut", node, bill->err, "%s; cut to %s h", what,
                           cost_wide_decimal(to, micro * 3600, 2, text));
}

static cost_status_t find_on(bill_t *bill)
{
    const cost_value_t *unpaused = &bill->r->field[UNPAUSED];
    bill->exists = cost_window_seconds(bill->flows->exists, bill->flows->exist_count) * micro;
    bill->on = cost_apprunner_on(bill->r, bill->flows);
    return !unpaused->given || unpaused->amount.value == bill->on
               ? COST_OK
               : warn_cut(bill, unpaused->node, "more hours than the month has", bill->on);
}

/* Active time that is stated without its hours leans on the instances that are provisioned anyway: more than min_size
 * are provisioned only when those have too few hours for it. */
static cost_status_t take_active(bill_t *bill, cost_wide_t active, const cost_node_t *node)
{
    cost_wide_t room = bill->on * bill->r->field[MAX_SIZE].integer;
    bill->active = least(active, room);
    bill->provisioned = most(bill->on * bill->r->field[MIN_SIZE].integer, bill->active);
    return active <= room ? COST_OK : warn_cut(bill, node, "more active time than its instances have hours", room);
}

static cost_status_t take_activations(bill_t *bill)
{
    const cost_value_t *activations = &bill->r->field[ACTIVATIONS], *field = activations->values;
    cost_wide_t active;
    cost_status_t status = events_us(&active, bill, &field[EVENTS_COUNT].amount,
                                     cost_apprunner_activation(bill->r, field[EVENTS_TIME].amount.value));
    return status ? status : take_active(bill, active, activations->node);
}

static cost_status_t warn_lost(const bill_t *bill)
{
    const cost_ran_t *ran = bill->flows->ran;
    const bool paused = bill->on<bill->exists, full = ran->saturated_minutes> 0;
    cost_wide_t lost = ran->lost * bill->r->count;
    char text[COST_WIDE_TEXT_SIZE];
    if (lost < micro)
        return COST_OK;
    return cost_usage_warn(bill->out, "apprunner-requests-lost", NULL, bill->err,
                           "%s requests %s%s%s; they are not served", cost_wide_decimal(lost, micro, 0, text),
                           paused ? "come while the service is paused or resumes" : "", paused && full ? ", or " : "",
                           full ? "are more than max_size instances take at a time" : "");
}

static cost_status_t take_load(bill_t *bill)
{
    const cost_ran_t *ran = bill->flows->ran;
    bill->active = ran->bills[COST_APPRUNNER_ACTIVE];
    bill->provisioned = ran->bills[COST_APPRUNNER_PROVISIONED];
    return warn_lost(bill);
}

/* ---- all sources of active time, the most explicit first ---- */

/* `usage` may state the active hours as a bill prints them: they are provisioned hours no more. */
static cost_status_t take_usage(bill_t *bill, int dimension, cost_wide_t size)
{
    const cost_resource_t *r = bill->r;
    for (size_t i = 0; i < r->stated_count; i++) {
        char why[COST_AMOUNT_WHY_SIZE];
        cost_wide_t base, active;
        if (r->stated[i].dimension != dimension)
            continue;
        if (!size ||
            !cost_unit_parse_usage(&base, r->stated[i].text, dimensions[dimension].unit, bill->flows->month.seconds,
                                   why) ||
            !cost_wide_mul_div(&active, base, micro, size * r->count))
            return too_large(bill);
        return take_active(bill, active, r->stated[i].node);
    }
    return COST_OK;
}

static cost_status_t take_unknown(bill_t *bill)
{
    bill->provisioned = bill->on * bill->r->field[MIN_SIZE].integer;
    return cost_usage_unpriced(bill->out, ACTIVE_VCPU_HOURS,
                               bill->flows->load_stated ? "response_time: 200 ms, or active: 160 h"
                                                        : "active: 160 h, or from with response_time",
                               bill->err);
}

static cost_status_t find_active(bill_t *bill)
{
    const cost_value_t *field = bill->r->field, *instance = field[INSTANCE].values;
    if (cost_usage_stated(bill->out, ACTIVE_VCPU_HOURS))
        return take_usage(bill, ACTIVE_VCPU_HOURS, instance[INSTANCE_VCPU].amount.value);
    if (cost_usage_stated(bill->out, ACTIVE_GB_HOURS))
        return take_usage(bill, ACTIVE_GB_HOURS, instance[INSTANCE_MEMORY].amount.value);
    if (field[ACTIVE].given)
        return take_active(bill, field[ACTIVE].amount.value, field[ACTIVE].node);
    if (field[ACTIVATIONS].given == COST_STATED)
        return take_activations(bill);
    if (bill->flows->ran)
        return take_load(bill);
    return take_unknown(bill);
}

/* What is provisioned beyond that: resumes whose windows nobody stated, and deployments, which have all of it twice. */
static cost_status_t add_provisioned(bill_t *bill)
{
    const cost_value_t *field = bill->r->field, *resumes = &field[RESUMES], *deployments = &field[DEPLOYMENTS];
    cost_wide_t resumed = 0, doubled = 0;
    cost_status_t status = COST_OK;
    if (resumes->given)
        status = events_us(&resumed, bill, &resumes->amount, field[RESUME].amount.value);
    if (!status && deployments->given == COST_STATED)
        status = events_us(&doubled, bill, &deployments->values[EVENTS_COUNT].amount,
                           deployments->values[EVENTS_TIME].amount.value);
    if (!status && bill->on && !cost_wide_mul_div(&doubled, doubled, bill->provisioned, bill->on))
        status = too_large(bill);
    if (!status && (!cost_wide_mul(&resumed, resumed, field[MIN_SIZE].integer) ||
                    !cost_wide_add(&bill->provisioned, bill->provisioned, resumed) ||
                    !cost_wide_add(&bill->provisioned, bill->provisioned, bill->on ? doubled : 0)))
        status = too_large(bill);
    return status;
}

/* ---- what is counted ---- */

static cost_status_t count(const bill_t *bill, int dimension, cost_wide_t size, cost_wide_t time)
{
    cost_wide_t base;
    if (!cost_wide_mul_div(&base, size, time, micro) || !cost_wide_mul(&base, base, bill->r->count))
        return too_large(bill);
    return cost_usage_add(bill->out, dimension, NULL, base, bill->err);
}

static cost_status_t count_instances(bill_t *bill)
{
    const cost_value_t *instance = bill->r->field[INSTANCE].values;
    cost_wide_t memory = instance[INSTANCE_MEMORY].amount.value;
    cost_status_t status = find_active(bill);
    if (!status)
        status = add_provisioned(bill);
    if (!status)
        status = count(bill, PROVISIONED_GB_HOURS, memory, bill->provisioned - bill->active);
    if (!status)
        status = count(bill, ACTIVE_GB_HOURS, memory, bill->active);
    return status ? status : count(bill, ACTIVE_VCPU_HOURS, instance[INSTANCE_VCPU].amount.value, bill->active);
}

static cost_status_t count_unsized(const bill_t *bill)
{
    cost_status_t status = COST_OK;
    for (int i = PROVISIONED_GB_HOURS; !status && i <= ACTIVE_VCPU_HOURS; i++)
        status = cost_usage_unpriced(bill->out, i, "instance: {vcpu: 1, memory: 2 GiB}", bill->err);
    return status;
}

static cost_status_t count_fees(const bill_t *bill)
{
    const cost_value_t *field = bill->r->field, *builds = &field[BUILDS];
    cost_wide_t building = 0;
    cost_status_t status = COST_OK;
    if (builds->given == COST_STATED)
        status =
            events_us(&building, bill, &builds->values[EVENTS_COUNT].amount, builds->values[EVENTS_TIME].amount.value);
    if (!status)
        status = count(bill, BUILD_MINUTES, micro, building);
    if (!status && field[AUTOMATIC_DEPLOYMENTS].on)
        status = count(bill, AUTOMATIC_DEPLOYMENT_MONTHS, micro, bill->flows->month.seconds * micro);
    return status;
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    bill_t bill = {.r = r, .flows = flows, .out = out, .err = err};
    cost_status_t status = find_on(&bill);
    if (!status)
        status = r->field[INSTANCE].given == COST_STATED ? count_instances(&bill) : count_unsized(&bill);
    return status ? status : count_fees(&bill);
}

const cost_service_t cost_service_apprunner = {
    .name = "apprunner",
    .title = "AWS App Runner",
    .help = "A container behind an address.  Every provisioned instance is billed for its memory, an active one for "
            "its vCPU too, by the second and at least a minute each time it becomes active.  There is no scale to "
            "zero: min_size instances stay provisioned unless the service is paused.",
    .example = "    instance: {vcpu: 1, memory: 2 GiB}\n    active: 160 h\n",
    .source = "https://aws.amazon.com/apprunner/pricing/",
    .fields = cost_apprunner_fields,
    .field_count = APPRUNNER_FIELDS,
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .answers = true,
    .check = cost_apprunner_check,
    .stops = true,
    .flow = cost_apprunner_flow,
    .meter = meter,
};
