/* Source: scaling rules, sections 2 to 4 and 10. */
#include "libcost/services/fargate_plan.h"

#include "libcost/services/fargate_flow.h"
#include "libcost/services/fargate_life.h"

enum { MINUTE_S = 60 };
static const int64_t micro = 1000000;

static bool is_worker(const cost_resource_t *resource)
{
    return resource->field[JOB].given == COST_STATED;
}

/* ---- metrics ---- */

const char *cost_fargate_metric_lacks(const cost_resource_t *resource, int metric)
{
    const cost_value_t *field = resource->field, *memory = field[MEMORY].values;
    const bool worker = is_worker(resource);
    switch ((cost_metric_t)metric) {
    case COST_METRIC_CPU:
        if (worker)
            return cost_given(&field[JOB].values[JOB_CPU]) ? NULL : "job: {cpu: 200 ms}";
        return cost_given(&field[CPU_PER_REQUEST]) ? NULL : "cpu_per_request: 20 ms";
    case COST_METRIC_MEMORY:
        if (!cost_given(&memory[MEMORY_BASE]))
            return "memory: {base: 250 MiB, per_request: 2 MiB}";
        return worker || cost_given(&field[RESPONSE_TIME]) || !memory[MEMORY_PER_REQUEST].amount.value
                   ? NULL
                   : "response_time: 200 ms";
    case COST_METRIC_REQUESTS:
        return worker ? "a policy on backlog_per_task: jobs reach no target group" : NULL;
    case COST_METRIC_BACKLOG:
        return worker ? NULL : "job: {time: 4 s}, or a policy on requests_per_target";
    }
    return NULL;
}

static cost_ecs_metrics_t metrics_of(const cost_resource_t *resource)
{
    cost_ecs_metrics_t metrics;
    for (int i = 0; i <= COST_METRIC_BACKLOG; i++)
        metrics.known[i] = !cost_fargate_metric_lacks(resource, i);
    return metrics;
}

/* ---- the task ---- */

static int64_t within(cost_wide_t value, int64_t most)
{
    return (int64_t)(value < most ? value : most);
}

static cost_task_model_t model_of(const cost_resource_t *resource)
{
    const cost_value_t *field = resource->field, *task = field[TASK].values, *memory = field[MEMORY].values;
    const bool worker = is_worker(resource);
    const cost_value_t *cpu = worker ? &field[JOB].values[JOB_CPU] : &field[CPU_PER_REQUEST];
    const cost_value_t *time = worker ? &field[JOB].values[JOB_TIME] : &field[RESPONSE_TIME];
    const int64_t vcpu = (int64_t)task[TASK_VCPU].amount.value, threads = field[THREADS].integer * micro;
    return (cost_task_model_t){.vcpu_micro = vcpu,
                               .usable_micro = threads < vcpu ? threads : vcpu,
                               .memory_bytes = within(task[TASK_MEMORY].amount.value / micro, (int64_t)1 << 40),
                               .memory_base_bytes = within(memory[MEMORY_BASE].amount.value / micro, (int64_t)1 << 40),
                               .memory_each_bytes =
                                   within(memory[MEMORY_PER_REQUEST].amount.value / micro, (int64_t)1 << 32),
                               .units = worker ? 1 : micro,
                               .cpu_us = within(cpu->amount.value, (int64_t)1 << 40),
                               .response_us = within(time->amount.value, (int64_t)1 << 32)};
}

static bool life_of(cost_task_times_t *out, const cost_resource_t *resource, const cost_flows_t *flows)
{
    cost_fargate_life_t life;
    if (!cost_fargate_life(&life, resource, flows))
        return false;
    *out = (cost_task_times_t){.start_s = cost_up_to_seconds(life.start),
                               .health_s = cost_up_to_seconds(life.health),
                               .warm_up_s = cost_up_to_seconds(life.warm_up),
                               .drain_s = cost_up_to_seconds(life.drain),
                               .stop_s = cost_up_to_seconds(life.stop),
                               .minimum_s = life.minimum_s};
    return true;
}

/* ---- the load ---- */

/* Requests in 1e-6, jobs whole; of one of the `count` services. */
static cost_status_t load_of(cost_fargate_plan_t *out, const cost_resource_t *resource, const cost_flows_t *flows)
{
    const bool worker = is_worker(resource);
    out->micro_per_unit = worker ? micro : 1;
    const cost_flows_t none = {.month = flows->month};
    cost_status_t status =
        cost_scaled_load(&out->load, out->loaded ? flows : &none, cost_ratio(worker ? 1 : micro, resource->count));
    cost_scaled_load_use(&out->load, &out->loop);
    return status;
}

/* ---- the plan ---- */

static cost_status_t plan_worker(cost_fargate_plan_t *out, const cost_resource_t *resource, cost_arena_t *arena)
{
    const cost_value_t *job = resource->field[JOB].values;
    out->queue = cost_queue_rate(job[JOB_CONCURRENCY].integer, within(job[JOB_TIME].amount.value, (int64_t)1 << 40),
                                 within(job[JOB_CPU].amount.value, (int64_t)1 << 40), out->loop.model.usable_micro);
    out->loop.queue = &out->queue;
    out->loop.served = cost_arena_raw(arena, (size_t)out->load.column.minutes, sizeof *out->loop.served);
    return out->loop.served ? COST_OK : COST_ERR_MEMORY;
}

static cost_status_t plan_policies(cost_fargate_plan_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                   cost_arena_t *arena, cost_error_t *err)
{
    const cost_value_t *scaling = &resource->field[AUTOSCALING];
    const cost_ecs_metrics_t metrics = metrics_of(resource);
    const int64_t tasks = cost_fargate_tasks(resource);
    out->policies = (cost_ecs_policies_t){.bounds = {tasks, tasks}};
    if (scaling->given != COST_STATED)
        return COST_OK;
    cost_status_t status = cost_ecs_policies(&out->policies, scaling, &metrics, &flows->month, arena, err);
    out->loop.policies = out->policies.tracking;
    out->loop.policy_count = out->policies.tracking_count;
    out->loop.steps = out->policies.steps;
    out->loop.step_count = out->policies.step_count;
    out->loop.predictive = out->policies.predicts ? &out->policies.predictive : NULL;
    return status;
}

static cost_status_t too_large(const cost_resource_t *resource, cost_error_t *err)
{
    return cost_fail_at(err, COST_ERR_RANGE, resource->node, "the load is too large to be counted");
}

/* What comes while it is stopped, or is not there, is not served. */
static bool is_always_on(const cost_flows_t *flows)
{
    return flows->on_count == 1 && flows->on[0].from <= 0 && flows->on[0].until >= flows->month.seconds;
}

/* Whether the load has a say in what runs or is served. */
static bool follows_load(const cost_fargate_plan_t *plan, const cost_resource_t *resource, const cost_flows_t *flows)
{
    if (!plan->loaded)
        return false;
    return is_worker(resource) || !is_always_on(flows) || resource->field[AUTOSCALING].given == COST_STATED ||
           cost_scaled_load_peak(&plan->load) >
               cost_task_capacity(&plan->loop.model, MINUTE_S, (int32_t)plan->loop.start);
}

/* In a drawn month Spot takes fixed tasks back as well.  Those whose scaling has nothing to follow are left alone. */
static bool has_fixed_spot(const cost_resource_t *resource, const cost_flows_t *flows)
{
    const cost_provider_t providers[PROVIDERS] = {cost_fargate_provider(resource, ON_DEMAND),
                                                  cost_fargate_provider(resource, SPOT)};
    int64_t counts[PROVIDERS];
    if (!flows->chance.drawn || resource->field[AUTOSCALING].given == COST_STATED)
        return false;
    cost_providers_split(counts, providers, PROVIDERS, cost_fargate_tasks(resource));
    return counts[SPOT] > 0;
}

static bool is_interrupted(const cost_loop_plan_t *loop)
{
    for (size_t i = 0; i < loop->action_count; i++)
        if (loop->actions[i].kind == COST_LOOP_INTERRUPT)
            return true;
    return false;
}

static cost_status_t fill(cost_fargate_plan_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                          cost_arena_t *arena, cost_error_t *err)
{
    const cost_value_t *deployments = resource->field[DEPLOYMENTS].values;
    for (int i = 0; i < PROVIDERS; i++)
        out->providers[i] = cost_fargate_provider(resource, i);
    cost_loop_plan_t *loop = &out->loop;
    loop->month_seconds = flows->month.seconds;
    loop->sums_only = flows->chance.bill_only;
    loop->model = model_of(resource);
    loop->providers = out->providers;
    loop->provider_count = PROVIDERS;
    loop->start = cost_fargate_tasks(resource);
    loop->maximum_percent = deployments[DEPLOYMENTS_MAXIMUM].amount.value;
    loop->minimum_healthy = deployments[DEPLOYMENTS_HEALTHY].amount.value;
    cost_status_t status = load_of(out, resource, flows);
    if (status == COST_ERR_MEMORY)
        return cost_fail_memory(err);
    if (status || !life_of(&loop->life, resource, flows))
        return too_large(resource, err);
    out->needed = follows_load(out, resource, flows);
    if (!out->needed && !has_fixed_spot(resource, flows))
        return COST_OK;
    if (out->loaded && is_worker(resource) && plan_worker(out, resource, arena))
        return cost_fail_memory(err);
    status = plan_policies(out, resource, flows, arena, err);
    if (!status)
        status = cost_fargate_actions(out, resource, flows, arena, err);
    out->needed = out->needed || is_interrupted(loop);
    if (!status && out->policies.predicts && cost_scaled_load_before(&out->loop, &out->load, arena))
        status = cost_fail_memory(err);
    return status;
}

cost_status_t cost_fargate_plan(cost_fargate_plan_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                cost_arena_t *arena, cost_error_t *err)
{
    const cost_value_t *field = resource->field, *task = field[TASK].values;
    const bool sized = cost_given(&task[TASK_VCPU]) && cost_given(&task[TASK_MEMORY]);
    const bool asks = is_worker(resource) || field[AUTOSCALING].given == COST_STATED ||
                      cost_given(&field[CPU_PER_REQUEST]) || (cost_fargate_tasks(resource) && !is_always_on(flows));
    *out = (cost_fargate_plan_t){.loaded = asks && flows->load_stated && flows->in_count};
    if (!sized || !resource->count || !(out->loaded || has_fixed_spot(resource, flows)))
        return COST_OK;
    cost_status_t status = fill(out, resource, flows, arena, err);
    if (status)
        cost_fargate_plan_clear(out);
    return status;
}

void cost_fargate_plan_clear(cost_fargate_plan_t *plan)
{
    cost_scaled_load_clear(&plan->load);
}
