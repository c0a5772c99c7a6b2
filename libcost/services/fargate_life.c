/* Source: scaling rules, section 3; billing rules, section 1. */
#include "libcost/services/fargate_life.h"

/* A task leaves a balancer slowly.  Jobs come from a queue, without one. */
static bool is_attached(const cost_resource_t *resource, const cost_flows_t *flows)
{
    return flows->in_count > 0 && resource->field[JOB].given != COST_STATED;
}

static bool start_us(cost_wide_t *out, const cost_resource_t *resource)
{
    const cost_value_t *start = &resource->field[START], *image = &resource->field[IMAGE];
    const cost_wide_t *rule = resource->rule, mib = (cost_wide_t)1000000 << 20;
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

bool cost_fargate_life(cost_fargate_life_t *out, const cost_resource_t *resource, const cost_flows_t *flows)
{
    const cost_value_t *field = resource->field, *check = field[HEALTH_CHECK].values;
    const bool attached = is_attached(resource, flows);
    const bool windows = field[TASK].values[TASK_OS].choice == OS_WINDOWS;
    const bool checked = attached || field[HEALTH_CHECK].given == COST_STATED;
    const bool drains = attached || field[DRAIN].given == COST_STATED;
    *out = (cost_fargate_life_t){
        .health = checked ? check[HEALTH_INTERVAL].amount.value * check[HEALTH_HEALTHY].integer : 0,
        .warm_up = field[WARM_UP].amount.value,
        .drain = drains ? field[DRAIN].amount.value : 0,
        .stop = field[STOP_TIMEOUT].amount.value,
        .minimum_s = cost_up_to_seconds(resource->rule[windows ? RULE_MINIMUM_WINDOWS : RULE_MINIMUM_LINUX])};
    return start_us(&out->start, resource);
}
