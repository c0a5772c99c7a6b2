/* For how long EC2 instances are billed.  Source: billing rules, sections 0.3 and 2.1; EC2 user guide, Stop_Start. */
#include "libcost/base/alloc.h"
#include "libcost/capacity/task_time.h"
#include "libcost/flow/frequency.h"
#include "libcost/services/ec2.h"

enum { HOUR = 3600 };
static const cost_wide_t micro = 1000000;

cost_provider_t cost_ec2_provider(const cost_resource_t *resource, int kind)
{
    return cost_ec2_provider_of(&resource->field[COST_EC2_CAPACITY], kind);
}

cost_provider_t cost_ec2_provider_of(const cost_value_t *capacity, int kind)
{
    if (capacity->given != COST_STATED)
        return (cost_provider_t){.weight = kind == COST_EC2_ON_DEMAND};
    const cost_value_t *field = capacity->values[kind].values;
    return (cost_provider_t){.base = field[COST_EC2_BASE].integer, .weight = field[COST_EC2_WEIGHT].integer};
}

cost_ec2_instances_t cost_ec2_instances(const cost_resource_t *resource)
{
    const cost_provider_t kinds[COST_EC2_PROVIDERS] = {cost_ec2_provider(resource, COST_EC2_ON_DEMAND),
                                                       cost_ec2_provider(resource, COST_EC2_SPOT)};
    const cost_value_t *reserved = &resource->field[COST_EC2_RESERVED];
    cost_ec2_instances_t out = {.reserved = 0};
    cost_providers_split(out.of, kinds, COST_EC2_PROVIDERS, resource->count);
    if (cost_given(reserved)) {
        const cost_value_t *count = &reserved->values[COST_EC2_RESERVED_COUNT];
        out.reserved = cost_given(count) ? count->integer : out.of[COST_EC2_ON_DEMAND];
    }
    return out;
}

static int64_t minimum_of(const cost_resource_t *resource)
{
    return (int64_t)(resource->rule[COST_EC2_RULE_MINIMUM] / micro);
}

/* ---- instances that run all the time that they are on ---- */

static cost_wide_t started(const cost_resource_t *resource, const cost_window_t *windows, size_t count,
                           const cost_flows_t *flows)
{
    const cost_task_life_t life = {.minimum = minimum_of(resource)};
    return cost_task_seconds(windows, count, flows->month.seconds, life) * micro;
}

static bool steady(cost_ec2_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows)
{
    const cost_ec2_instances_t instances = cost_ec2_instances(resource);
    bool kept = !resource->field[COST_EC2_TERMINATES].on;
    cost_wide_t on = started(resource, flows->on, flows->on_count, flows);
    cost_wide_t exists = started(resource, flows->exists, flows->exist_count, flows);
    cost_wide_t hours = cost_window_hours(flows->on, flows->on_count) * HOUR * micro;
    for (int i = 0; i < COST_EC2_PROVIDERS; i++)
        out->running[i] = on * instances.of[i];
    out->reserved = on * instances.reserved;
    out->volumes = (kept ? exists : on) * resource->count;
    out->hours = hours * resource->count;
    return true;
}

/* ---- instances that followed their load ---- */

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Of each clock hour the most instances that there were at a time. */
static bool started_hours(cost_wide_t *out, const cost_ran_t *ran, const cost_month_t *month)
{
    int64_t *most = cost_alloc_array((size_t)month->hours * COST_EC2_PROVIDERS, sizeof *most);
    if (!most)
        return false;
    for (size_t i = 0; i < ran->run_count; i++) {
        const cost_capacity_run_t *run = &ran->runs[i];
        for (int64_t hour = run->from_s / HOUR; hour * HOUR < run->until_s; hour++) {
            int64_t *at = &most[run->provider * month->hours + hour];
            *at = *at > run->billed ? *at : run->billed;
        }
    }
    *out = 0;
    for (int64_t i = 0; i < month->hours * COST_EC2_PROVIDERS; i++)
        *out += most[i] * HOUR * micro;
    cost_free(most);
    return true;
}

/* Scale-in terminates instances, and with them their volumes. */
static bool followed(cost_ec2_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows)
{
    const cost_ran_t *ran = flows->ran;
    const int64_t reserved = cost_ec2_instances(resource).reserved;
    for (int i = 0; i < COST_EC2_PROVIDERS; i++) {
        out->running[i] = ran->billed_s[i] * micro;
        out->volumes += out->running[i];
    }
    for (size_t i = 0; i < ran->run_count; i++)
        if (ran->runs[i].provider == COST_EC2_ON_DEMAND)
            out->reserved +=
                least(ran->runs[i].billed, reserved) * (ran->runs[i].until_s - ran->runs[i].from_s) * micro;
    return started_hours(&out->hours, ran, &flows->month);
}

/* ---- instances that are launched for a while ---- */

static bool launched(cost_wide_t *out, const cost_resource_t *resource, const cost_flows_t *flows, int64_t each)
{
    const cost_amount_t *count = &resource->field[COST_EC2_LAUNCHES].values[COST_EC2_LAUNCHES_COUNT].amount;
    int64_t seconds = cost_window_seconds(flows->exists, flows->exist_count);
    return cost_frequency_total(out, count, &flows->month, seconds, each) && cost_wide_mul(out, *out, resource->count);
}

/* In the long run instances that are launched one by one follow the weights. */
static bool batch(cost_ec2_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows)
{
    cost_wide_t life = resource->field[COST_EC2_LAUNCHES].values[COST_EC2_LAUNCHES_TIME].amount.value;
    const cost_wide_t weights[COST_EC2_PROVIDERS] = {cost_ec2_provider(resource, COST_EC2_ON_DEMAND).weight,
                                                     cost_ec2_provider(resource, COST_EC2_SPOT).weight};
    cost_wide_t hours = (life + HOUR * micro - 1) / (HOUR * micro);
    return launched(&out->volumes, resource, flows, cost_task_billed(life, minimum_of(resource))) &&
           launched(&out->hours, resource, flows, (int64_t)hours * HOUR) &&
           cost_wide_apportion(out->running, weights, COST_EC2_PROVIDERS, out->volumes);
}

cost_status_t cost_ec2_time(cost_ec2_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                            cost_error_t *err)
{
    *out = (cost_ec2_time_t){.volumes = 0};
    if (flows->ran)
        return followed(out, resource, flows) ? COST_OK : cost_fail_memory(err);
    bool fits = resource->field[COST_EC2_LAUNCHES].given == COST_STATED ? batch(out, resource, flows)
                                                                        : steady(out, resource, flows);
    if (!fits)
        return cost_fail_at(err, COST_ERR_RANGE, resource->node, "its instance time is too large to be counted");
    return COST_OK;
}
