/* An Auto Scaling group in time.  Source: scaling rules, sections 7, 2 and 10.2.
 *
 * The group's policies act like those of an ECS service.  The CPU metric comes every minute with detailed monitoring,
 * else every five; that of the balancer every minute.  All vCPU of an instance are used. */
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/capacity/stuck.h"
#include "libcost/flow/column_share.h"
#include "libcost/services/ec2.h"
#include "libcost/services/node_class.h"
#include "libcost/services/scaled_service.h"

enum { MINUTE_S = 60, FIVE_MINUTES_S = 300 };
static const cost_wide_t micro = 1000000;

int64_t cost_ec2_policies(const cost_resource_t *resource)
{
    const cost_value_t *scaling = &resource->field[COST_EC2_SCALING];
    const int64_t counted = resource->field[COST_EC2_POLICIES].integer;
    return scaling->given == COST_STATED ? counted + (int64_t)scaling->values[COST_SCALING_POLICIES].entry_count
                                         : counted;
}

static int64_t seconds_of(const cost_resource_t *resource, int field, int rule)
{
    const cost_value_t *stated = &resource->field[field];
    const cost_wide_t us = cost_given(stated) ? stated->amount.value : resource->rule[rule];
    return (int64_t)((us + micro - 1) / micro);
}

static cost_task_model_t model_of(const cost_resource_t *resource)
{
    const cost_wide_t cpu_us = resource->field[COST_EC2_CPU_PER_REQUEST].amount.value, most = (cost_wide_t)1 << 40;
    cost_wide_t vcpu = 0;
    (void)cost_class_vcpu(resource, resource->field[COST_EC2_INSTANCE_TYPE].text, &vcpu);
    return (cost_task_model_t){.vcpu_micro = (int64_t)vcpu,
                               .usable_micro = (int64_t)vcpu,
                               .units = (int64_t)micro,
                               .cpu_us = (int64_t)(cpu_us < most ? cpu_us : most)};
}

/* ---- what ran ---- */

static cost_status_t keep(const cost_scaled_service_t *group, cost_flows_t *flows, cost_arena_t *arena)
{
    const cost_tasks_t *tasks = &group->month.tasks;
    cost_ran_t *ran = cost_arena_alloc(arena, sizeof *ran);
    cost_capacity_run_t *runs = cost_arena_array(arena, tasks->run_count + 1, sizeof *runs);
    if (!ran || !runs)
        return COST_ERR_MEMORY;
    memcpy(runs, tasks->runs, tasks->run_count * sizeof *runs);
    *ran = (cost_ran_t){.unit = "instance",
                        .together = true,
                        .runs = runs,
                        .run_count = tasks->run_count,
                        .starts = tasks->starts,
                        .least = group->month.running_least,
                        .most = group->month.running_most,
                        .decisions = (int64_t)group->month.event_count,
                        .load = "requests",
                        .served = group->month.served,
                        .lost = group->month.lost,
                        .saturated_minutes = group->month.saturated_minutes,
                        .stuck_s = flows->chance.bill_only ? 0 : cost_loop_stuck_s(&group->loop, &group->month),
                        .wait_us = -1};
    for (int i = 0; i < COST_EC2_PROVIDERS; i++) {
        ran->billed_s[i] = tasks->billed_s[i];
        ran->running_s[i] = tasks->running_s[i];
    }
    flows->ran = ran;
    return COST_OK;
}

static cost_status_t serve(const cost_scaled_service_t *group, cost_flows_t *flows, cost_arena_t *arena)
{
    const int64_t minutes = group->load.column.minutes;
    int64_t *shares = cost_alloc_array((size_t)minutes, sizeof *shares);
    cost_flow_t *out = cost_arena_array(arena, flows->in_count + 1, sizeof *out);
    cost_status_t status = shares && out ? COST_OK : COST_ERR_MEMORY;
    if (!status)
        cost_scaled_load_fill(shares, &group->load);
    for (int64_t i = 0; !status && i < minutes; i++)
        shares[i] = shares[i] ? (int64_t)((cost_wide_t)COST_SHARE_ONE * (shares[i] - group->lost[i]) / shares[i]) : 0;
    if (!status) {
        memcpy(out, flows->in, flows->in_count * sizeof *out);
        status = cost_flows_share(out, flows->in_count, arena, shares);
        flows->out = out;
    }
    cost_free(shares);
    return status;
}

/* ---- the month ---- */

static cost_status_t run(const cost_resource_t *resource, cost_flows_t *flows, cost_arena_t *arena, cost_error_t *err)
{
    const cost_provider_t kinds[COST_EC2_PROVIDERS] = {cost_ec2_provider(resource, COST_EC2_ON_DEMAND),
                                                       cost_ec2_provider(resource, COST_EC2_SPOT)};
    cost_scaled_service_t group = {
        .scaling = &resource->field[COST_EC2_SCALING],
        .per_request = cost_ratio(micro, 1),
        .cpu_period_s = resource->field[COST_EC2_MONITORING].on ? MINUTE_S : FIVE_MINUTES_S,
        .loop = {.model = model_of(resource),
                 .life = {.start_s = seconds_of(resource, COST_EC2_START, COST_EC2_RULE_START),
                          .drain_s = seconds_of(resource, COST_EC2_DRAIN, COST_EC2_RULE_DRAIN),
                          .minimum_s = (int64_t)(resource->rule[COST_EC2_RULE_MINIMUM] / micro)},
                 .providers = kinds,
                 .provider_count = COST_EC2_PROVIDERS,
                 .start = resource->count}};
    cost_status_t status = cost_scaled_service_run(&group, resource, flows, arena, err);
    if (!status && group.lost && serve(&group, flows, arena))
        status = cost_fail_memory(err);
    if (!status && (group.scaling->given == COST_STATED || group.lost) && keep(&group, flows, arena))
        status = cost_fail_memory(err);
    cost_scaled_service_clear(&group);
    return status;
}

static bool follows_load(const cost_resource_t *resource, const cost_flows_t *flows)
{
    const cost_value_t *field = resource->field;
    return flows->load_stated && flows->in_count && flows->exist_count && resource->count &&
           !cost_given(&field[COST_EC2_LAUNCHES]) &&
           (field[COST_EC2_SCALING].given == COST_STATED || cost_given(&field[COST_EC2_CPU_PER_REQUEST]));
}

cost_status_t cost_ec2_flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                            cost_arena_t *arena, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t w = 0; !status && w < worlds; w++)
        if (follows_load(resources[w], &flows[w]))
            status = run(resources[w], &flows[w], arena, err);
    return status;
}
