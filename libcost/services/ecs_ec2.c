/* Amazon ECS on EC2: tasks packed onto instances, which are all that is billed.
 * Source: billing rules, section 2; scaling rules, section 8. */
#include <stdio.h>
#include <string.h>

#include "libcost/services/ec2.h"
#include "libcost/services/ecs_ec2.h"
#include "libcost/services/node_class.h"
#include "libcost/services/part.h"
#include "libcost/services/scaled_service.h"
#include "libcost/services/tracking_alarms.h"

static const cost_wide_t micro = 1000000, nano = 1000000000;
static const cost_wide_t mib = (cost_wide_t)1 << 20;

static const char *const rules[COST_ECS_RULES] = {
    [COST_ECS_RULE_DRAIN] = "deregistration_delay",
    [COST_ECS_RULE_INSTANCE_START] = "instance_start",
    [COST_ECS_RULE_WARM_UP] = "instance_warmup",
    [COST_ECS_RULE_LOW_POINTS] = "managed_scaling_low_points",
    [COST_ECS_RULE_HEALTH] = "task_health",
    [COST_ECS_RULE_START] = "task_start",
    [COST_ECS_RULE_STOP] = "task_stop",
};

/* ---- the instances as a resource of ec2 ---- */

typedef struct {
    cost_value_t field[COST_EC2_FIELDS];
    cost_part_t part;
} instances_t;

/* What the group does not have is not of this use; a schedule takes instances away, it does not stop them. */
static cost_status_t make_instances(instances_t *out, const cost_resource_t *resource, int64_t count, cost_error_t *err)
{
    for (int i = 0; i < COST_EC2_FIELDS; i++)
        out->field[i] =
            i < COST_EC2_POLICIES ? resource->field[COST_ECS_INSTANCES].values[i] : (cost_value_t){.choice = -1};
    out->field[COST_EC2_TERMINATES].on = true;
    cost_status_t status = cost_part_init(&out->part, resource, &cost_service_ec2, out->field, err);
    out->part.resource.count = count;
    return status;
}

static const char *type_of(const cost_resource_t *resource)
{
    return resource->field[COST_ECS_INSTANCES].values[COST_EC2_INSTANCE_TYPE].text;
}

/* The provider adds instances until no more than the target of them is needed: ceil(needed / target). */
static int64_t scaled(int64_t needed, const cost_resource_t *resource)
{
    const cost_value_t *scaling = &resource->field[COST_ECS_MANAGED_SCALING];
    int64_t least = resource->field[COST_ECS_MIN_INSTANCES].integer;
    if (scaling->given == COST_STATED) {
        cost_wide_t target = scaling->values[COST_ECS_SCALING_TARGET].amount.value;
        needed = (int64_t)((needed * nano + target - 1) / target);
    }
    return needed > least ? needed : least;
}

/* ---- checks ---- */

static const char *larger_type(const cost_resource_t *resource, const cost_pack_t *task, char *type, size_t size)
{
    static const char *const sizes[] = {"nano",    "micro",   "small",   "medium",   "large",    "xlarge",
                                        "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"};
    const char *own = type_of(resource);
    cost_pack_room_t room;
    for (size_t i = 0; i < COST_COUNT(sizes); i++) {
        (void)snprintf(type, size, "%.*s.%s", (int)strcspn(own, "."), own, sizes[i]);
        if (!cost_ecs_type_room(&room, resource, type))
            continue;
        cost_ecs_take_daemons(&room, &resource->field[COST_ECS_TASKS]);
        if (cost_pack_fits(task, room))
            return type;
    }
    return NULL;
}

static cost_status_t check_fit(const cost_resource_t *resource, const cost_entry_t *entry, cost_pack_room_t room,
                               cost_error_t *err)
{
    const cost_pack_t task = cost_ecs_group(entry);
    char vcpu[COST_WIDE_TEXT_SIZE], memory[COST_WIDE_TEXT_SIZE], has[COST_WIDE_TEXT_SIZE], left[COST_WIDE_TEXT_SIZE];
    char type[64];
    if (cost_ecs_is_daemon(entry) || cost_pack_fits(&task, room))
        return COST_OK;
    const char *larger = larger_type(resource, &task, type, sizeof type);
    return cost_fail_at(err, COST_ERR_RANGE, entry->node,
                        "%s vCPU and %s MiB do not fit a %s, which has %s vCPU and %s MiB for tasks; %s%s",
                        cost_wide_decimal(task.vcpu, micro, 6, vcpu),
                        cost_wide_decimal(task.memory, mib * micro, 2, memory), type_of(resource),
                        cost_wide_decimal(room.vcpu, micro, 6, has),
                        cost_wide_decimal(room.memory, mib * micro, 2, left),
                        larger ? "the smallest of its family that takes it is " : "another instance type would take it",
                        larger ? larger : "");
}

/* A daemon has one task on every instance, whatever the load. */
static cost_status_t check_follows(const cost_entry_t *entry, cost_error_t *err)
{
    static const int more[] = {COST_ECS_TASK_SHARE, COST_ECS_TASK_CPU, COST_ECS_TASK_SCALING};
    const cost_value_t *scaling = &entry->values[COST_ECS_TASK_SCALING];
    for (size_t i = 0; cost_ecs_is_daemon(entry) && i < COST_COUNT(more); i++)
        if (entry->values[more[i]].given == COST_STATED)
            return cost_fail_at(err, COST_ERR_SCHEMA, entry->values[more[i]].node,
                                "a daemon has one task on every instance, whatever the load; leave it out");
    return scaling->given == COST_STATED ? cost_scaling_check(scaling, err) : COST_OK;
}

static cost_status_t check_group(const cost_entry_t *entry, cost_error_t *err)
{
    const cost_value_t *field = entry->values;
    cost_status_t status = check_follows(entry, err);
    if (!field[COST_ECS_TASK_VCPU].amount.value || !field[COST_ECS_TASK_MEMORY].amount.value)
        cost_status_keep(
            &status,
            cost_fail_at(err, COST_ERR_RANGE, entry->node,
                         "a task that reserves no CPU or no memory cannot be packed; write what it needs of both"));
    if (cost_ecs_is_daemon(entry) && cost_given(&field[COST_ECS_TASK_COUNT]))
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, field[COST_ECS_TASK_COUNT].node,
                                               "a daemon has one task on every instance; leave out its count"));
    return status;
}

static cost_status_t check_sizes(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *max = &resource->field[COST_ECS_MAX_INSTANCES];
    const cost_value_t *scaling = resource->field[COST_ECS_MANAGED_SCALING].values;
    const cost_value_t *min_step = &scaling[COST_ECS_SCALING_MIN_STEP], *max_step = &scaling[COST_ECS_SCALING_MAX_STEP];
    const int64_t min = resource->field[COST_ECS_MIN_INSTANCES].integer;
    if (cost_given(max) && max->integer < min)
        return cost_fail_at(err, COST_ERR_RANGE, max->node, "%lld is below min_instances, %lld",
                            (long long)max->integer, (long long)min);
    if (cost_given(min_step) && cost_given(max_step) && min_step->integer > max_step->integer)
        return cost_fail_at(err, COST_ERR_RANGE, min_step->node, "%lld is above max_step, %lld",
                            (long long)min_step->integer, (long long)max_step->integer);
    return COST_OK;
}

static cost_status_t check_tasks(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *tasks = &resource->field[COST_ECS_TASKS];
    cost_pack_room_t room;
    cost_status_t status = COST_OK;
    if (tasks->entry_count > COST_PACK_GROUPS)
        return cost_fail_at(err, COST_ERR_RANGE, tasks->node,
                            "%zu groups of tasks are more than the %d that are packed", tasks->entry_count,
                            COST_PACK_GROUPS);
    for (size_t i = 0; i < tasks->entry_count; i++)
        cost_status_keep(&status, check_group(&tasks->entries[i], err));
    if (status)
        return status;
    if (!cost_ecs_type_room(&room, resource, type_of(resource)))
        return cost_fail_at(err, COST_ERR_NO_PRICE,
                            resource->field[COST_ECS_INSTANCES].values[COST_EC2_INSTANCE_TYPE].node,
                            "the price book does not know the vCPU and memory of %s", type_of(resource));
    cost_ecs_take_daemons(&room, tasks);
    if (room.vcpu < 0 || room.memory < 0)
        return cost_fail_at(err, COST_ERR_RANGE, tasks->node, "the daemons alone do not fit a %s", type_of(resource));
    for (size_t i = 0; i < tasks->entry_count; i++)
        cost_status_keep(&status, check_fit(resource, &tasks->entries[i], room, err));
    return status;
}

/* ---- the whole ---- */

/* Instances of all clusters; -1 when some task does not fit. */
static int64_t count_instances(const cost_resource_t *resource)
{
    cost_pack_room_t room;
    int64_t needed;
    if (!cost_ecs_type_room(&room, resource, type_of(resource)))
        return -1;
    cost_ecs_take_daemons(&room, &resource->field[COST_ECS_TASKS]);
    return cost_ecs_pack(&needed, resource, room, NULL) ? scaled(needed, resource) * resource->count : -1;
}

/* The type comes first: without it nothing can be said of the tasks, and without those not how many instances. */
static cost_status_t check(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *type = &resource->field[COST_ECS_INSTANCES].values[COST_EC2_INSTANCE_TYPE];
    instances_t instances;
    const cost_status_t lines = cost_part_check_implied(resource, err);
    cost_status_t status = make_instances(&instances, resource, 1, err);
    if (!status)
        status = cost_class_check(&instances.part.resource, type, "instance_hours", "instance", err);
    if (!status)
        status = check_sizes(resource, err);
    if (!status)
        status = check_tasks(resource, err);
    if (status)
        return lines ? lines : status;
    instances.part.resource.count = count_instances(resource);
    status = cost_part_check(&instances.part, err);
    return lines ? lines : status;
}

static int64_t policies_of(const cost_resource_t *resource)
{
    const cost_value_t *tasks = &resource->field[COST_ECS_TASKS];
    int64_t policies = resource->field[COST_ECS_POLICIES].integer;
    for (size_t i = 0; i < tasks->entry_count; i++) {
        const cost_value_t *scaling = &tasks->entries[i].values[COST_ECS_TASK_SCALING];
        policies += scaling->given == COST_STATED ? (int64_t)scaling->values[COST_SCALING_POLICIES].entry_count : 0;
    }
    return policies;
}

static cost_status_t warn_scaling(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                  cost_error_t *err)
{
    const cost_value_t *tasks = &resource->field[COST_ECS_TASKS];
    cost_status_t status = COST_OK;
    if (!cost_ecs_scales(resource))
        return COST_OK;
    if (!flows->ran)
        return cost_usage_warn(out, "scaling-held", tasks->node, err, "tasks and instances stay as they are; %s",
                               flows->load_stated
                                   ? "write managed_scaling: {target_capacity: 100%}, by which instances "
                                     "follow the tasks"
                                   : "write from: the traffic that the tasks serve");
    for (size_t i = 0; !status && i < tasks->entry_count; i++) {
        const cost_value_t *field = tasks->entries[i].values;
        if (field[COST_ECS_TASK_SCALING].given != COST_STATED)
            continue;
        status = cost_scaled_warn_stuck(out, &field[COST_ECS_TASK_SCALING], flows->ran, "task", err);
        if (!status)
            status = cost_scaled_warn_blind(out, &field[COST_ECS_TASK_SCALING], &field[COST_ECS_TASK_CPU], err);
    }
    return status;
}

static cost_status_t meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                           cost_error_t *err)
{
    int64_t managed = resource->field[COST_ECS_MANAGED_SCALING].given == COST_STATED;
    int64_t count = count_instances(resource);
    instances_t instances;
    cost_status_t status = make_instances(&instances, resource, count, err);
    if (!status && (count > 0 || flows->ran))
        status = cost_part_meter(&instances.part, flows, out, err);
    if (!status)
        status = warn_scaling(resource, flows, out, err);
    if (status)
        return status;
    return cost_tracking_alarms_imply(out, resource, flows, policies_of(resource) + managed, resource->count, err);
}

static const cost_implied_t implied[] = {
    {"ec2", NULL, "the instances"},
};

const cost_service_t cost_service_ecs_ec2 = {
    .name = "ecs-ec2",
    .title = "Amazon ECS on EC2",
    .help =
        "Tasks that are packed onto EC2 instances of one type: ECS itself costs nothing, the instances and what comes "
        "with them are billed, as lines of ec2, ebs and others.  An instance offers all of its vCPU, and its memory "
        "less what the system keeps.",
    .source = "https://aws.amazon.com/ecs/pricing/",
    .example = "    instances: {instance_type: t3.medium, root: {type: gp3, size: 30 GiB}, cpu: {utilisation: 15%}, "
               "public_address: false}\n    tasks: {web: {count: 3, vcpu: 0.5, memory: 1 GiB}}\n",
    .implied = implied,
    .implied_count = COST_COUNT(implied),
    .fields = cost_ecs_ec2_fields,
    .field_count = COST_ECS_FIELDS,
    .answers = true,
    .check = check,
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .stops = true,
    .flow = cost_ecs_flow,
    .meter = meter,
};
