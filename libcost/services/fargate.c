/* AWS Fargate for Amazon ECS: seconds of tasks, as vCPU-hours and GB-hours of their configured size.
 * Source: billing rules, section 1; scaling rules, sections 2 to 4. */
#include <stdio.h>

#include "libcost/capacity/task_time.h"
#include "libcost/flow/frequency.h"
#include "libcost/services/ecs_scaling.h"
#include "libcost/services/fargate_fields.h"

enum { VCPU_HOURS, GB_HOURS, OS_LICENCE_VCPU_HOURS, EPHEMERAL_GB_HOURS, SPOT_VCPU_HOURS, SPOT_GB_HOURS };
static const cost_dimension_t dimensions[] = {
    [VCPU_HOURS] = {.name = "vcpu_hours", .unit = "vCPU-hour", .help = "configured vCPU of on-demand tasks"},
    [GB_HOURS] = {.name = "gb_hours", .unit = "GB-hour", .help = "configured memory of on-demand tasks"},
    [OS_LICENCE_VCPU_HOURS] = {.name = "os_licence_vcpu_hours", .unit = "vCPU-hour",
                               .help = "Windows licence, by the configured vCPU"},
    [EPHEMERAL_GB_HOURS] = {.name = "ephemeral_gb_hours", .unit = "GB-hour",
                            .help = "ephemeral storage above what each task includes"},
    [SPOT_VCPU_HOURS] = {.name = "spot_vcpu_hours", .unit = "vCPU-hour", .help = "configured vCPU of Spot tasks",
                         .category = COST_CATEGORY_SPOT},
    [SPOT_GB_HOURS] = {.name = "spot_gb_hours", .unit = "GB-hour", .help = "configured memory of Spot tasks",
                       .category = COST_CATEGORY_SPOT},
};

static const char *const rules[FARGATE_RULES] = {
    [RULE_MINIMUM_LINUX] = "minimum_linux",
    [RULE_MINIMUM_WINDOWS] = "minimum_windows",
    [RULE_EPHEMERAL_INCLUDED] = "ephemeral_included",
    [RULE_START_BASE] = "start_base",
    [RULE_START_PER_MB] = "start_per_mb",
    [RULE_START_MINIMUM] = "start_minimum",
    [RULE_SPOT_LOW] = "spot_factor_low",
    [RULE_SPOT_HIGH] = "spot_factor_high",
    [RULE_PLATFORM_1_3_VCPU_MAX] = "platform_1_3_vcpu_max",
};

static void key(const cost_resource_t *resource, int dimension, const char *nested, cost_key_t *out)
{
    const cost_value_t *task = resource->field[TASK].values;
    (void)nested;
    if (dimension == OS_LICENCE_VCPU_HOURS)
        (void)snprintf(out->variant, sizeof out->variant, "arch=x86_64;os=windows");
    else if (dimension != EPHEMERAL_GB_HOURS)
        (void)snprintf(out->variant, sizeof out->variant, "arch=%s;os=%s", task[TASK_ARCH].text, task[TASK_OS].text);
}

/* ---- how long tasks are billed ---- */

static const cost_wide_t micro = 1000000;

typedef struct {
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    int64_t tasks;
    int64_t counts[PROVIDERS]; /* of the tasks */
    cost_wide_t time[PROVIDERS]; /* billed task time by provider, in microseconds */
} bill_t;

static int64_t up_to_seconds(cost_wide_t us)
{
    return (int64_t)((us + micro - 1) / micro);
}

/* A task leaves a balancer slowly.  Jobs come from a queue, without one. */
static bool is_attached(const bill_t *bill)
{
    return bill->flows->in_count > 0 && bill->resource->field[JOB].given != COST_STATED;
}

static int64_t minimum_seconds(const bill_t *bill)
{
    bool windows = bill->resource->field[TASK].values[TASK_OS].choice == OS_WINDOWS;
    return up_to_seconds(bill->resource->rule[windows ? RULE_MINIMUM_WINDOWS : RULE_MINIMUM_LINUX]);
}

static cost_wide_t drain_us(const bill_t *bill)
{
    const cost_value_t *drain = &bill->resource->field[DRAIN];
    return is_attached(bill) || drain->given == COST_STATED ? drain->amount.value : 0;
}

static cost_wide_t tail_us(const bill_t *bill)
{
    return drain_us(bill) + bill->resource->field[STOP_TIMEOUT].amount.value;
}

static bool start_us(cost_wide_t *out, const bill_t *bill)
{
    const cost_value_t *start = &bill->resource->field[START], *image = &bill->resource->field[IMAGE];
    const cost_wide_t *rule = bill->resource->rule, mib = micro << 20;
    *out = start->amount.value;
    if (start->given == COST_STATED || !image->given)
        return true;
    if (!cost_wide_mul_div(out, image->amount.value, rule[RULE_START_PER_MB], mib))
        return false;
    *out += rule[RULE_START_BASE];
    if (*out < rule[RULE_START_MINIMUM])
        *out = rule[RULE_START_MINIMUM];
    return true;
}

static cost_wide_t health_us(const bill_t *bill)
{
    const cost_value_t *check = &bill->resource->field[HEALTH_CHECK];
    if (!is_attached(bill) && check->given != COST_STATED)
        return 0;
    return check->values[HEALTH_INTERVAL].amount.value * check->values[HEALTH_HEALTHY].integer;
}

/* Every task of the service is replaced once in a deployment.  With room above the desired count its replacement runs
 * beside it until it is healthy and the old one has stopped; without, the old one has stopped first. */
static bool deployments_us(cost_wide_t *out, const bill_t *bill)
{
    const cost_value_t *deployments = &bill->resource->field[DEPLOYMENTS], *field = deployments->values;
    cost_wide_t start;
    *out = 0;
    if (deployments->given != COST_STATED ||
        cost_task_roll(bill->tasks, field[DEPLOYMENTS_MAXIMUM].amount.value,
                       field[DEPLOYMENTS_HEALTHY].amount.value) != COST_ROLL_BESIDE)
        return true;
    return start_us(&start, bill) &&
           cost_frequency_total(out, &field[DEPLOYMENTS_COUNT].amount, &bill->flows->month,
                                cost_window_seconds(bill->flows->exists, bill->flows->exist_count),
                                up_to_seconds(start + health_us(bill) + tail_us(bill)));
}

/* A replacement starts when its task crashes; the crashed one has no container left to stop, but still drains.  Tasks
 * that live shorter than the minimum are billed for it. */
static bool restarts_us(cost_wide_t *out, const bill_t *bill, cost_wide_t service_us)
{
    const cost_value_t *restarts = &bill->resource->field[RESTARTS];
    int64_t exists = cost_window_seconds(bill->flows->exists, bill->flows->exist_count);
    cost_wide_t least;
    *out = 0;
    if (!restarts->given || !bill->tasks)
        return true;
    if (!cost_frequency_total(out, &restarts->amount, &bill->flows->month, exists, up_to_seconds(drain_us(bill))) ||
        !cost_frequency_total(&least, &restarts->amount, &bill->flows->month, exists, minimum_seconds(bill)))
        return false;
    if (service_us + *out < least)
        *out = least - service_us;
    return true;
}

static bool share_out(bill_t *bill, cost_wide_t total, int64_t on_demand, int64_t spot)
{
    const cost_wide_t weights[PROVIDERS] = {on_demand, spot};
    cost_wide_t shares[PROVIDERS];
    if (!total)
        return true;
    if (!cost_wide_apportion(shares, weights, PROVIDERS, total))
        return false;
    bill->time[ON_DEMAND] += shares[ON_DEMAND];
    bill->time[SPOT] += shares[SPOT];
    return true;
}

static bool add_service(bill_t *bill)
{
    const cost_flows_t *flows = bill->flows;
    cost_task_life_t life = {minimum_seconds(bill), up_to_seconds(tail_us(bill))};
    cost_wide_t one = (cost_wide_t)cost_task_seconds(flows->on, flows->on_count, flows->month.seconds, life) * micro;
    cost_wide_t overlap, crashed;
    if (!deployments_us(&overlap, bill) || !cost_wide_add(&one, one, overlap) ||
        !cost_wide_mul(&one, one, bill->tasks) || !restarts_us(&crashed, bill, one) ||
        !cost_wide_add(&one, one, crashed))
        return false;
    return share_out(bill, one, bill->counts[ON_DEMAND], bill->counts[SPOT]);
}

/* In the long run tasks that are started one by one follow the weights; a base counts tasks of the service. */
static bool add_launches(bill_t *bill)
{
    const cost_value_t *launches = &bill->resource->field[LAUNCHES];
    cost_wide_t total;
    if (launches->given != COST_STATED)
        return true;
    int64_t each = cost_task_billed(launches->values[LAUNCHES_TIME].amount.value, minimum_seconds(bill));
    return cost_frequency_total(&total, &launches->values[LAUNCHES_COUNT].amount, &bill->flows->month,
                                cost_window_seconds(bill->flows->exists, bill->flows->exist_count), each) &&
           share_out(bill, total, cost_fargate_provider(bill->resource, ON_DEMAND).weight,
                     cost_fargate_provider(bill->resource, SPOT).weight);
}

static cost_status_t fill(bill_t *bill, cost_error_t *err)
{
    const cost_provider_t providers[PROVIDERS] = {cost_fargate_provider(bill->resource, ON_DEMAND),
                                                  cost_fargate_provider(bill->resource, SPOT)};
    bill->tasks = cost_fargate_tasks(bill->resource);
    cost_providers_split(bill->counts, providers, PROVIDERS, bill->tasks);
    bool good = add_service(bill) && add_launches(bill);
    for (int i = 0; i < PROVIDERS; i++)
        good = good && cost_wide_mul(&bill->time[i], bill->time[i], bill->resource->count);
    return good ? COST_OK
                : cost_fail_at(err, COST_ERR_RANGE, bill->resource->node, "its task time is too large to be counted");
}

/* ---- what is counted ---- */

static cost_status_t count(const bill_t *bill, cost_usage_t *out, int dimension, cost_wide_t size, cost_wide_t time,
                           cost_error_t *err)
{
    cost_wide_t base;
    if (!cost_wide_mul_div(&base, size, time, micro))
        return cost_fail_at(err, COST_ERR_RANGE, bill->resource->node, "its %s are too many to be counted",
                            dimensions[dimension].name);
    const cost_value_t *price = &bill->resource->field[CAPACITY].values[SPOT].values[SPOT_PRICE];
    bool spot = dimension == SPOT_VCPU_HOURS || dimension == SPOT_GB_HOURS;
    if (spot && price->given)
        return cost_usage_add_at(out, dimension, NULL, base, dimension == SPOT_VCPU_HOURS ? VCPU_HOURS : GB_HOURS,
                                 price->amount.value, err);
    return cost_usage_add(out, dimension, NULL, base, err);
}

static cost_status_t count_all(const bill_t *bill, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *task = bill->resource->field[TASK].values;
    cost_wide_t vcpu = task[TASK_VCPU].amount.value, memory = task[TASK_MEMORY].amount.value;
    cost_wide_t extra = task[TASK_EPHEMERAL].amount.value - (bill->resource->rule[RULE_EPHEMERAL_INCLUDED] << 30);
    cost_wide_t all = bill->time[ON_DEMAND] + bill->time[SPOT];
    bool windows = task[TASK_OS].choice == OS_WINDOWS;
    const struct {
        int dimension;
        cost_wide_t size, time;
    } counted[] = {
        {VCPU_HOURS, vcpu, bill->time[ON_DEMAND]},
        {GB_HOURS, memory, bill->time[ON_DEMAND]},
        {OS_LICENCE_VCPU_HOURS, windows ? vcpu : 0, all},
        {EPHEMERAL_GB_HOURS, extra > 0 ? extra : 0, all},
        {SPOT_VCPU_HOURS, vcpu, bill->time[SPOT]},
        {SPOT_GB_HOURS, memory, bill->time[SPOT]},
    };
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < COST_COUNT(counted); i++)
        status = count(bill, out, counted[i].dimension, counted[i].size, counted[i].time, err);
    return status;
}

static cost_status_t count_unsized(const bill_t *bill, cost_usage_t *out, cost_error_t *err)
{
    static const char write[] = "task: {vcpu: 1, memory: 2 GiB}, or tasks: 0 when nothing else runs";
    cost_status_t status = COST_OK;
    for (int i = 0; !status && i < PROVIDERS; i++) {
        if (!bill->time[i])
            continue;
        status = cost_usage_unpriced(out, i == SPOT ? SPOT_VCPU_HOURS : VCPU_HOURS, write, err);
        if (!status)
            status = cost_usage_unpriced(out, i == SPOT ? SPOT_GB_HOURS : GB_HOURS, write, err);
    }
    return status;
}

/* ---- what is worth a word ---- */

/* A process of t threads in a task of v vCPU cannot show more than t / v of its CPU: scaling rules, section 2.6. */
static cost_status_t warn_unreachable(const bill_t *bill, cost_usage_t *out, const cost_value_t *policy,
                                      cost_error_t *err)
{
    const cost_wide_t nano = 1000000000;
    int64_t threads = bill->resource->field[THREADS].integer;
    cost_wide_t vcpu = bill->resource->field[TASK].values[TASK_VCPU].amount.value;
    cost_wide_t usable = threads * micro < vcpu ? threads * micro : vcpu;
    char why[COST_AMOUNT_WHY_SIZE], top[COST_WIDE_TEXT_SIZE], size[COST_WIDE_TEXT_SIZE];
    cost_amount_t target;
    if (policy[COST_POLICY_METRIC].choice != COST_METRIC_CPU || !vcpu ||
        !cost_scaling_level(&target, &policy[COST_POLICY_TARGET], COST_METRIC_CPU, why) ||
        usable * nano > target.value * vcpu)
        return COST_OK;
    return cost_usage_warn(out, "cpu-target-unreachable", policy[COST_POLICY_TARGET].node, err,
                           "%s of CPU is never exceeded: %lld thread%s in a task of %s vCPU tops out at %s%%; lower the "
                           "target, or state how many threads the task has",
                           policy[COST_POLICY_TARGET].node->text, (long long)threads, threads == 1 ? "" : "s",
                           cost_wide_decimal(vcpu, micro, 6, size),
                           cost_wide_decimal(usable * 100, vcpu, 1, top));
}

static cost_status_t warn_scaling(const bill_t *bill, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *scaling = &bill->resource->field[AUTOSCALING];
    if (scaling->given != COST_STATED)
        return COST_OK;
    const cost_value_t *policies = &scaling->values[COST_SCALING_POLICIES];
    cost_status_t status = cost_usage_warn(out, "scaling-held", scaling->node, err,
                                           "scaling takes effect in the simulator of a later version; %lld task%s run "
                                           "all the time",
                                           (long long)bill->tasks, bill->tasks == 1 ? "" : "s");
    for (size_t i = 0; !status && i < policies->entry_count; i++)
        status = warn_unreachable(bill, out, policies->entries[i].values, err);
    return status;
}

static cost_status_t warn_spot(const bill_t *bill, cost_usage_t *out, cost_error_t *err)
{
    const cost_wide_t *rule = bill->resource->rule;
    const cost_value_t *spot = &bill->resource->field[CAPACITY].values[SPOT];
    char low[COST_WIDE_TEXT_SIZE], high[COST_WIDE_TEXT_SIZE];
    if (!bill->time[SPOT] || spot->values[SPOT_PRICE].given)
        return COST_OK;
    return cost_usage_warn(out, "spot-price-moves", spot->node, err,
                           "AWS moves the Spot price, and the book has that of one day; to see the band that was "
                           "observed, write price: %s%% to %s%%",
                           cost_wide_decimal(rule[RULE_SPOT_LOW] * 100, micro, 1, low),
                           cost_wide_decimal(rule[RULE_SPOT_HIGH] * 100, micro, 1, high));
}

static cost_status_t meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                           cost_error_t *err)
{
    const cost_value_t *task = resource->field[TASK].values;
    bool sized = task[TASK_VCPU].given && task[TASK_MEMORY].given;
    bill_t bill = {.resource = resource, .flows = flows};
    cost_status_t status = fill(&bill, err);
    if (!status)
        status = sized ? count_all(&bill, out, err) : count_unsized(&bill, out, err);
    if (!status)
        status = warn_scaling(&bill, out, err);
    return status ? status : warn_spot(&bill, out, err);
}

const cost_service_t cost_service_fargate = {
    .name = "fargate",
    .title = "AWS Fargate",
    .help = "Containers of an Amazon ECS service without servers.  A task is billed by the second for its configured "
            "vCPU and memory, from the start of the image pull until it has stopped, at least a minute (Windows: five). "
            "`tasks` of them run all the time that the service exists and no schedule stops it; `launches` are tasks "
            "that are started apart from it, such as batch jobs.",
    .source = "https://aws.amazon.com/fargate/pricing/",
    .fields = cost_fargate_fields,
    .field_count = FARGATE_FIELDS,
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .check = cost_fargate_check,
    .key = key,
    .meter = meter,
};
