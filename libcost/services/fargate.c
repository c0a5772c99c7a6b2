/* AWS Fargate for Amazon ECS: seconds of tasks, as vCPU-hours and GB-hours of their configured size.
 * Source: billing rules, section 1; scaling rules, sections 2 to 4. */
#include <stdio.h>

#include "libcost/services/ecs_scaling.h"
#include "libcost/services/fargate_fields.h"
#include "libcost/services/fargate_flow.h"
#include "libcost/services/fargate_imply.h"
#include "libcost/services/fargate_time.h"
#include "libcost/services/scaled_service.h"

enum { VCPU_HOURS, GB_HOURS, OS_LICENCE_VCPU_HOURS, EPHEMERAL_GB_HOURS, SPOT_VCPU_HOURS, SPOT_GB_HOURS };
static const cost_dimension_t dimensions[] = {
    [VCPU_HOURS] = {.name = "vcpu_hours", .unit = "vCPU-hour", .help = "configured vCPU of on-demand tasks"},
    [GB_HOURS] = {.name = "gb_hours", .unit = "GB-hour", .help = "configured memory of on-demand tasks"},
    [OS_LICENCE_VCPU_HOURS] = {.name = "os_licence_vcpu_hours",
                               .unit = "vCPU-hour",
                               .help = "Windows licence, by the configured vCPU"},
    [EPHEMERAL_GB_HOURS] = {.name = "ephemeral_gb_hours",
                            .unit = "GB-hour",
                            .help = "ephemeral storage above what each task includes"},
    [SPOT_VCPU_HOURS] = {.name = "spot_vcpu_hours",
                         .unit = "vCPU-hour",
                         .help = "configured vCPU of Spot tasks",
                         .category = COST_CATEGORY_SPOT},
    [SPOT_GB_HOURS] = {.name = "spot_gb_hours",
                       .unit = "GB-hour",
                       .help = "configured memory of Spot tasks",
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

static const cost_wide_t micro = 1000000;

typedef struct {
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    cost_fargate_time_t time;
} bill_t;

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
    cost_wide_t all = bill->time.us[ON_DEMAND] + bill->time.us[SPOT];
    bool windows = task[TASK_OS].choice == OS_WINDOWS;
    const struct {
        int dimension;
        cost_wide_t size, time;
    } counted[] = {
        {VCPU_HOURS, vcpu, bill->time.us[ON_DEMAND]},     {GB_HOURS, memory, bill->time.us[ON_DEMAND]},
        {OS_LICENCE_VCPU_HOURS, windows ? vcpu : 0, all}, {EPHEMERAL_GB_HOURS, extra > 0 ? extra : 0, all},
        {SPOT_VCPU_HOURS, vcpu, bill->time.us[SPOT]},     {SPOT_GB_HOURS, memory, bill->time.us[SPOT]},
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
        if (!bill->time.us[i])
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
                           "%s of CPU is never exceeded: %lld thread%s in a task of %s vCPU tops out at %s%%; lower "
                           "the target, or state how many threads the task has",
                           policy[COST_POLICY_TARGET].node->text, (long long)threads, threads == 1 ? "" : "s",
                           cost_wide_decimal(vcpu, micro, 6, size), cost_wide_decimal(usable * 100, vcpu, 1, top));
}

/* A policy whose metric nobody can know has no say; without any load they all have none. */
static cost_status_t warn_blind(const bill_t *bill, cost_usage_t *out, const cost_entry_t *policy, cost_error_t *err)
{
    const cost_value_t *metric = &policy->values[COST_POLICY_METRIC];
    const char *lacks = cost_fargate_metric_lacks(bill->resource, metric->choice);
    if (!lacks)
        return COST_OK;
    return cost_usage_warn(out, "policy-blind", policy->node, err,
                           "%s is not known, so that this policy has no say; write %s", metric->text, lacks);
}

static cost_status_t warn_held(const bill_t *bill, cost_usage_t *out, cost_error_t *err)
{
    const char *plural = bill->time.tasks == 1 ? " runs" : "s run";
    return cost_usage_warn(out, "scaling-held", bill->resource->field[AUTOSCALING].node, err,
                           "no load is stated that the tasks could follow, so that %lld task%s all the time; write "
                           "from: the traffic that they serve",
                           (long long)bill->time.tasks, plural);
}

static cost_status_t warn_scaling(const bill_t *bill, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *scaling = &bill->resource->field[AUTOSCALING];
    if (scaling->given != COST_STATED)
        return COST_OK;
    const cost_value_t *policies = &scaling->values[COST_SCALING_POLICIES];
    cost_status_t status = COST_OK;
    if (!cost_scaling_moves(scaling))
        status = cost_usage_warn(out, "scaling-held", scaling->node, err,
                                 "no policy, step, action or forecast moves the tasks; policies: {cpu: {metric: cpu, "
                                 "target: 70%%}} would");
    else if (!bill->flows->ran)
        status = warn_held(bill, out, err);
    else
        status = cost_scaled_warn_stuck(out, scaling, bill->flows->ran, "task", err);
    for (size_t i = 0; !status && i < policies->entry_count; i++) {
        status = warn_unreachable(bill, out, policies->entries[i].values, err);
        if (!status && bill->flows->ran)
            status = warn_blind(bill, out, &policies->entries[i], err);
    }
    return status;
}

static cost_status_t warn_spot(const bill_t *bill, cost_usage_t *out, cost_error_t *err)
{
    const cost_wide_t *rule = bill->resource->rule;
    const cost_value_t *spot = &bill->resource->field[CAPACITY].values[SPOT];
    char low[COST_WIDE_TEXT_SIZE], high[COST_WIDE_TEXT_SIZE];
    if (!bill->time.us[SPOT] || spot->values[SPOT_PRICE].given)
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
    cost_status_t status = cost_fargate_time(&bill.time, resource, flows, err);
    if (!status)
        status = sized ? count_all(&bill, out, err) : count_unsized(&bill, out, err);
    if (!status)
        status = cost_fargate_imply(out, resource, flows, &bill.time, err);
    if (!status)
        status = warn_scaling(&bill, out, err);
    return status ? status : warn_spot(&bill, out, err);
}

static const cost_implied_t implied[] = {
    {"public-ipv4", "in_use_hours", "tasks in public subnets"},
    {"cloudwatch", "alarms", "target tracking policies own alarms"},
    {"cloudwatch", "metrics", "metrics of 20 s resolution; Container Insights"},
    {"cloudwatch", "container_insights_metrics", "Container Insights with enhanced observability"},
    {"cloudwatch", "logs_ingested", "logs"},
    {"cloudwatch", "logs_stored", "logs with a retention"},
    {"secrets-manager", "requests", "each task that starts reads its secrets"},
    {"nat-gateway", "data_processed", "pulls: nat"},
    {"vpc-endpoint", "data_processed", "pulls: endpoint"},
};

const cost_service_t cost_service_fargate = {
    .name = "fargate",
    .title = "AWS Fargate",
    .help = "Containers of an Amazon ECS service without servers.  A task is billed by the second for its configured "
            "vCPU and memory, from the start of the image pull until it has stopped, at least a minute (Windows: "
            "five).  `tasks` of them run all the time that the service exists and no schedule stops it; `launches` are "
            "tasks that are started apart from it, such as batch jobs.",
    .example = "    tasks: 2\n    task: {vcpu: 2, memory: 4 GiB}\n",
    .source = "https://aws.amazon.com/fargate/pricing/",
    .implied = implied,
    .implied_count = COST_COUNT(implied),
    .fields = cost_fargate_fields,
    .field_count = FARGATE_FIELDS,
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .answers = true,
    .check = cost_fargate_check,
    .key = key,
    .stops = true,
    .flow = cost_fargate_flow,
    .meter = meter,
};
