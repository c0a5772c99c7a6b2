/* What goes together in a Fargate service. */
#include "libcost/capacity/task_time.h"
#include "libcost/services/ecs_scaling.h"
#include "libcost/services/fargate_fields.h"
#include "libcost/services/size.h"

static const cost_node_t *place(const cost_resource_t *resource, const cost_value_t *value)
{
    return value->node ? value->node : resource->node;
}

cost_provider_t cost_fargate_provider(const cost_resource_t *resource, int provider)
{
    const cost_value_t *capacity = &resource->field[CAPACITY];
    if (capacity->given != COST_STATED)
        return (cost_provider_t){.base = 0, .weight = provider == ON_DEMAND};
    const cost_value_t *field = capacity->values[provider].values;
    return (cost_provider_t){.base = field[PROVIDER_BASE].integer, .weight = field[PROVIDER_WEIGHT].integer};
}

int64_t cost_fargate_tasks(const cost_resource_t *resource)
{
    const cost_value_t *scaling = &resource->field[AUTOSCALING];
    int64_t tasks = resource->field[TASKS].integer;
    if (scaling->given != COST_STATED)
        return tasks;
    int64_t min = scaling->values[COST_SCALING_MIN].integer, max = scaling->values[COST_SCALING_MAX].integer;
    return tasks < min ? min : tasks > max ? max : tasks;
}

/* ---- the task ---- */

static cost_status_t check_size(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *task = &resource->field[TASK], *field = task->values;
    bool sized = field[TASK_VCPU].given && field[TASK_MEMORY].given;
    if (!sized && task->given != COST_STATED && resource->stated_count)
        return COST_OK; /* its usage is stated instead */
    if (!sized)
        return cost_fail_at(err, COST_ERR_SCHEMA, place(resource, task),
                            "%s is missing; a task has both, for instance {vcpu: 1, memory: 2 GiB}",
                            field[TASK_VCPU].given ? "the task's memory" : "the task's vcpu");
    return cost_size_check(resource, field[TASK_OS].text, &field[TASK_VCPU], &field[TASK_MEMORY], err);
}

static cost_status_t check_os(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *task = resource->field[TASK].values;
    cost_status_t status = COST_OK;
    if (task[TASK_OS].choice != OS_WINDOWS)
        return COST_OK;
    if (task[TASK_ARCH].choice == ARCH_ARM)
        status = cost_fail_at(err, COST_ERR_SCHEMA, task[TASK_ARCH].node,
                              "Windows tasks do not run on arm64; x86_64 is right");
    cost_provider_t spot = cost_fargate_provider(resource, SPOT);
    if (spot.base || spot.weight)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, resource->field[CAPACITY].values[SPOT].node,
                                               "Windows tasks do not run on FARGATE_SPOT; only Linux does"));
    return status;
}

/* Platform version 1.4.0 brought ARM, the large sizes and more ephemeral storage; 1.0.0 is the one of Windows. */
static cost_status_t check_platform(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *task = resource->field[TASK].values, *platform = &task[TASK_PLATFORM];
    bool windows = task[TASK_OS].choice == OS_WINDOWS;
    if (platform->choice == PLATFORM_LATEST)
        return COST_OK;
    if (windows != (platform->choice == PLATFORM_1_0))
        return cost_fail_at(err, COST_ERR_SCHEMA, platform->node, "platform version %s does not run %s tasks; %s does",
                            platform->text, task[TASK_OS].text, windows ? "1.0.0" : "1.4.0");
    const char *needs = task[TASK_ARCH].choice == ARCH_ARM                                          ? "arm64"
                        : task[TASK_VCPU].amount.value > resource->rule[RULE_PLATFORM_1_3_VCPU_MAX] ? "its vCPU"
                        : task[TASK_EPHEMERAL].given == COST_STATED ? "configured ephemeral storage"
                                                                    : NULL;
    if (platform->choice == PLATFORM_1_3 && needs)
        return cost_fail_at(err, COST_ERR_SCHEMA, platform->node, "%s needs platform version 1.4.0, not 1.3.0", needs);
    return COST_OK;
}

static cost_status_t check_memory(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *size = &resource->field[TASK].values[TASK_MEMORY];
    const cost_value_t *base = &resource->field[MEMORY].values[MEMORY_BASE];
    char of[COST_AMOUNT_TEXT_SIZE];
    if (!size->given || !base->given || base->amount.low <= size->amount.value)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, base->node, "%s is more than the task's memory, %s", base->node->text,
                        cost_amount_text(&size->amount, COST_MEASURE_BYTES, of));
}

/* ---- the service ---- */

static cost_status_t check_capacity(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *capacity = &resource->field[CAPACITY];
    cost_provider_t on_demand = cost_fargate_provider(resource, ON_DEMAND);
    cost_provider_t spot = cost_fargate_provider(resource, SPOT);
    cost_status_t status = COST_OK;
    if (!on_demand.weight && !spot.weight)
        status = cost_fail_at(err, COST_ERR_SCHEMA, capacity->node,
                              "no provider has a weight; at least one needs a weight of 1 or more");
    if (on_demand.base && spot.base)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, capacity->values[SPOT].values[PROVIDER_BASE].node,
                                               "both providers have a base; only one may"));
    return status;
}

static cost_status_t check_network(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *address = &resource->field[PUBLIC_ADDRESS];
    if (!address->on || resource->field[SUBNETS].choice != SUBNETS_PRIVATE)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, address->node,
                        "tasks in private subnets have no public address; subnets: public would be right");
}

static cost_status_t check_deployments(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *deployments = &resource->field[DEPLOYMENTS], *field = deployments->values;
    int64_t tasks = cost_fargate_tasks(resource);
    if (deployments->given != COST_STATED || !tasks ||
        cost_task_roll(tasks, field[DEPLOYMENTS_MAXIMUM].amount.value, field[DEPLOYMENTS_HEALTHY].amount.value) !=
            COST_ROLL_STUCK)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, deployments->node,
                        "no deployment can begin: of %lld task%s none may start beside the old ones and none may stop; "
                        "raise maximum_percent or lower minimum_healthy",
                        (long long)tasks, tasks == 1 ? "" : "s");
}

cost_status_t cost_fargate_check(const cost_resource_t *resource, cost_error_t *err)
{
    cost_status_t status = check_size(resource, err);
    cost_status_keep(&status, check_os(resource, err));
    cost_status_keep(&status, check_platform(resource, err));
    cost_status_keep(&status, check_memory(resource, err));
    cost_status_keep(&status, check_capacity(resource, err));
    cost_status_keep(&status, check_network(resource, err));
    if (resource->field[AUTOSCALING].given == COST_STATED)
        cost_status_keep(&status, cost_scaling_check(&resource->field[AUTOSCALING], err));
    cost_status_keep(&status, check_deployments(resource, err));
    return status;
}
