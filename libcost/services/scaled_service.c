#include "libcost/services/scaled_service.h"

#include "libcost/base/alloc.h"
#include "libcost/capacity/capacity_run.h"

enum { MINUTE_S = 60, HOUR_S = 3600 };

const char *cost_scaled_metric_lacks(const cost_value_t *cpu_per_request, int metric)
{
    switch ((cost_metric_t)metric) {
    case COST_METRIC_CPU:
        return cost_given(cpu_per_request) ? NULL : "cpu_per_request: 20 ms";
    case COST_METRIC_MEMORY:
        return "a policy on cpu or requests_per_target: memory is not simulated here";
    case COST_METRIC_REQUESTS:
        return NULL;
    case COST_METRIC_BACKLOG:
        return "a policy on requests_per_target";
    }
    return NULL;
}

cost_status_t cost_scaled_warn_blind(cost_usage_t *out, const cost_value_t *scaling,
                                     const cost_value_t *cpu_per_request, cost_error_t *err)
{
    const cost_value_t *policies = &scaling->values[COST_SCALING_POLICIES];
    cost_status_t status = COST_OK;
    if (!cost_scaling_moves(scaling))
        status = cost_usage_warn(out, "scaling-held", scaling->node, err,
                                 "no policy, step, action or forecast moves the count; policies: {cpu: {metric: cpu, "
                                 "target: 70%%}} would");
    for (size_t i = 0; !status && i < policies->entry_count; i++) {
        const cost_value_t *metric = &policies->entries[i].values[COST_POLICY_METRIC];
        const char *lacks = cost_scaled_metric_lacks(cpu_per_request, metric->choice);
        if (lacks)
            status = cost_usage_warn(out, "policy-blind", policies->entries[i].node, err,
                                     "%s is not known, so that this policy has no say; write %s", metric->text, lacks);
    }
    return status;
}

/* Whether `min` may be 0, of itself or by an action. */
static bool may_be_none(const cost_value_t *scaling)
{
    const cost_value_t *actions = &scaling->values[COST_SCALING_ACTIONS];
    bool none = !scaling->values[COST_SCALING_MIN].integer;
    for (size_t i = 0; i < actions->entry_count; i++) {
        const cost_value_t *min = &actions->entries[i].values[COST_ACTION_MIN];
        none = none || (min->given && !min->integer);
    }
    return none;
}

cost_status_t cost_scaled_warn_stuck(cost_usage_t *out, const cost_value_t *scaling, const cost_ran_t *ran,
                                     const char *unit, cost_error_t *err)
{
    const bool hours = ran->stuck_s >= HOUR_S;
    if (!ran->stuck_s || !(ran->lost || ran->backlog) || !may_be_none(scaling))
        return COST_OK;
    return cost_usage_warn(out, "stuck-at-zero", scaling->node, err,
                           "no %s runs for %lld %s, and what comes %s: without one there is no metric by which a "
                           "policy could start one; min: 1, or an action that sets it, would",
                           unit, (long long)(ran->stuck_s / (hours ? HOUR_S : MINUTE_S)), hours ? "h" : "min",
                           ran->lost ? "is lost" : "waits");
}

static cost_status_t read_policies(cost_scaled_service_t *service, const cost_flows_t *flows, cost_arena_t *arena,
                                   cost_error_t *err)
{
    const cost_ecs_metrics_t metrics = {
        .known = {[COST_METRIC_CPU] = service->loop.model.cpu_us > 0, [COST_METRIC_REQUESTS] = true}};
    cost_ecs_policies_t *policies = &service->policies;
    *policies = (cost_ecs_policies_t){.bounds = {service->loop.start, service->loop.start}};
    if (service->scaling->given != COST_STATED)
        return COST_OK;
    cost_status_t status = cost_ecs_policies(policies, service->scaling, &metrics, &flows->month, arena, err);
    for (size_t i = 0; service->cpu_period_s && i < policies->tracking_count; i++)
        if (policies->tracking[i].metric == COST_TASK_CPU)
            policies->tracking[i].period_s = service->cpu_period_s;
    return status;
}

static void use_policies(cost_loop_plan_t *loop, const cost_ecs_policies_t *policies)
{
    loop->policies = policies->tracking;
    loop->policy_count = policies->tracking_count;
    loop->steps = policies->steps;
    loop->step_count = policies->step_count;
    loop->predictive = policies->predicts ? &policies->predictive : NULL;
}

static cost_status_t make_plan(cost_scaled_service_t *service, const cost_flows_t *flows, cost_arena_t *arena)
{
    cost_loop_plan_t *loop = &service->loop;
    loop->month_seconds = flows->month.seconds;
    use_policies(loop, &service->policies);
    cost_status_t status = cost_scaled_load(&service->load, flows, service->per_request);
    cost_scaled_load_use(&service->load, loop);
    service->actions = (cost_scaled_actions_t){.arena = arena};
    if (!status)
        status = cost_scaled_bounds(&loop->bounds, &service->actions, &service->policies, flows);
    if (!status && service->policies.predicts)
        status = cost_scaled_load_before(loop, &service->load, arena);
    loop->actions = service->actions.actions;
    loop->action_count = service->actions.count;
    return status;
}

/* What is served minute by minute is asked for only where it differs from what comes in. */
static cost_status_t find_lost(cost_scaled_service_t *service, cost_arena_t *arena)
{
    const size_t minutes = (size_t)service->load.column.minutes;
    int64_t *served = cost_alloc_array(minutes, sizeof *served);
    const cost_loop_plan_t *loop = &service->loop;
    service->lost = cost_arena_array(arena, minutes, sizeof *service->lost);
    cost_status_t status = served && service->lost ? COST_OK : COST_ERR_MEMORY;
    service->loop.served = served;
    cost_loop_result_clear(&service->month);
    if (!status)
        status = cost_capacity_run(&service->month, &loop, 1);
    if (!status)
        cost_scaled_load_fill(service->lost, &service->load);
    for (size_t i = 0; !status && i < minutes; i++)
        service->lost[i] -= served[i];
    service->loop.served = NULL;
    cost_free(served);
    return status;
}

static cost_status_t report(cost_status_t status, const cost_resource_t *resource, cost_error_t *err)
{
    if (status == COST_ERR_MEMORY)
        return cost_fail_memory(err);
    return status ? cost_fail_at(err, status, resource->node, "its load is too large to be counted") : COST_OK;
}

cost_status_t cost_scaled_service_plan(cost_scaled_service_t *service, const cost_resource_t *resource,
                                       const cost_flows_t *flows, cost_arena_t *arena, cost_error_t *err)
{
    cost_status_t status = read_policies(service, flows, arena, err);
    return status ? status : report(make_plan(service, flows, arena), resource, err);
}

cost_status_t cost_scaled_service_run(cost_scaled_service_t *service, const cost_resource_t *resource,
                                      const cost_flows_t *flows, cost_arena_t *arena, cost_error_t *err)
{
    const cost_loop_plan_t *loop = &service->loop;
    cost_status_t status = cost_scaled_service_plan(service, resource, flows, arena, err);
    if (status)
        return status;
    status = cost_capacity_run(&service->month, &loop, 1);
    if (!status && service->month.lost)
        status = find_lost(service, arena);
    return report(status, resource, err);
}

void cost_scaled_service_clear(cost_scaled_service_t *service)
{
    cost_loop_result_clear(&service->month);
    cost_scaled_load_clear(&service->load);
}
