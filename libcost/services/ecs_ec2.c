/* Amazon ECS on EC2: tasks packed onto instances, which are all that is billed.
 * Source: billing rules, section 2; scaling rules, section 8. */
#include <stdio.h>
#include <string.h>

#include "libcost/services/ec2.h"
#include "libcost/services/ecs_ec2.h"
#include "libcost/services/node_class.h"
#include "libcost/services/packing.h"
#include "libcost/services/part.h"
#include "libcost/services/tracking_alarms.h"

static const cost_wide_t micro = 1000000, nano = 1000000000;
static const cost_wide_t mib = (cost_wide_t)1 << 20;

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

static cost_wide_t os_reserve(const cost_resource_t *resource)
{
    cost_wide_t reserve = 0;
    if (cost_given(&resource->field[COST_ECS_OS_RESERVE]))
        return resource->field[COST_ECS_OS_RESERVE].amount.value;
    (void)cost_catalog_find_rule(resource->catalog, "ec2", "os_reserve", resource->date, &reserve);
    return reserve * mib;
}

/* What an instance of the type leaves to tasks, daemons still to be placed.  False when the book does not know it. */
static bool room_of(cost_pack_room_t *out, const cost_resource_t *resource, const char *type)
{
    cost_spec_t spec;
    if (!cost_catalog_find_spec(resource->catalog, "ec2", type, &spec) || spec.vcpu_micro < 0 ||
        spec.memory_gib_micro < 0)
        return false;
    *out = (cost_pack_room_t){.vcpu = spec.vcpu_micro,
                              .memory = (spec.memory_gib_micro << 30) - os_reserve(resource),
                              .tasks = resource->field[COST_ECS_TASKS_PER_INSTANCE].integer};
    return true;
}

static cost_pack_t group_of(const cost_entry_t *entry)
{
    const cost_value_t *field = entry->values;
    return (cost_pack_t){.count = cost_given(&field[COST_ECS_TASK_COUNT]) ? field[COST_ECS_TASK_COUNT].integer : 1,
                         .vcpu = field[COST_ECS_TASK_VCPU].amount.value,
                         .memory = field[COST_ECS_TASK_MEMORY].amount.value};
}

static bool is_daemon(const cost_entry_t *entry)
{
    return entry->values[COST_ECS_TASK_DAEMON].on;
}

/* Less what a daemon takes of every instance.  Daemons do not count as tasks that need an instance. */
static void take_daemons(cost_pack_room_t *room, const cost_value_t *tasks)
{
    for (size_t i = 0; i < tasks->entry_count; i++) {
        cost_pack_t task = group_of(&tasks->entries[i]);
        if (!is_daemon(&tasks->entries[i]))
            continue;
        room->vcpu -= task.vcpu;
        room->memory -= task.memory;
        room->tasks -= room->tasks > 0;
    }
}

/* Instances of one cluster that its tasks need. */
static bool pack(int64_t *out, const cost_resource_t *resource, cost_pack_room_t room)
{
    const cost_value_t *tasks = &resource->field[COST_ECS_TASKS];
    cost_pack_t groups[COST_PACK_GROUPS];
    size_t count = 0;
    for (size_t i = 0; i < tasks->entry_count; i++) {
        groups[count] = group_of(&tasks->entries[i]);
        count += !is_daemon(&tasks->entries[i]) && groups[count].count > 0;
    }
    return cost_pack(out, groups, count, room);
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
        if (!room_of(&room, resource, type))
            continue;
        take_daemons(&room, &resource->field[COST_ECS_TASKS]);
        if (cost_pack_fits(task, room))
            return type;
    }
    return NULL;
}

static cost_status_t check_fit(const cost_resource_t *resource, const cost_entry_t *entry, cost_pack_room_t room,
                               cost_error_t *err)
{
    const cost_pack_t task = group_of(entry);
    char vcpu[COST_WIDE_TEXT_SIZE], memory[COST_WIDE_TEXT_SIZE], has[COST_WIDE_TEXT_SIZE], left[COST_WIDE_TEXT_SIZE];
    char type[64];
    if (is_daemon(entry) || cost_pack_fits(&task, room))
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

static cost_status_t check_group(const cost_entry_t *entry, cost_error_t *err)
{
    const cost_value_t *field = entry->values;
    cost_status_t status = COST_OK;
    if (!field[COST_ECS_TASK_VCPU].amount.value || !field[COST_ECS_TASK_MEMORY].amount.value)
        cost_status_keep(
            &status,
            cost_fail_at(err, COST_ERR_RANGE, entry->node,
                         "a task that reserves no CPU or no memory cannot be packed; write what it needs of both"));
    if (is_daemon(entry) && cost_given(&field[COST_ECS_TASK_COUNT]))
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, field[COST_ECS_TASK_COUNT].node,
                                               "a daemon has one task on every instance; leave out its count"));
    return status;
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
    if (!room_of(&room, resource, type_of(resource)))
        return cost_fail_at(err, COST_ERR_NO_PRICE,
                            resource->field[COST_ECS_INSTANCES].values[COST_EC2_INSTANCE_TYPE].node,
                            "the price book does not know the vCPU and memory of %s", type_of(resource));
    take_daemons(&room, tasks);
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
    if (!room_of(&room, resource, type_of(resource)))
        return -1;
    take_daemons(&room, &resource->field[COST_ECS_TASKS]);
    return pack(&needed, resource, room) ? scaled(needed, resource) * resource->count : -1;
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
        status = check_tasks(resource, err);
    if (status)
        return lines ? lines : status;
    instances.part.resource.count = count_instances(resource);
    status = cost_part_check(&instances.part, err);
    return lines ? lines : status;
}

static cost_status_t meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                           cost_error_t *err)
{
    int64_t managed = resource->field[COST_ECS_MANAGED_SCALING].given == COST_STATED;
    int64_t count = count_instances(resource);
    instances_t instances;
    cost_status_t status = make_instances(&instances, resource, count, err);
    if (!status && count > 0)
        status = cost_part_meter(&instances.part, flows, out, err);
    if (status)
        return status;
    return cost_tracking_alarms_imply(out, resource, flows, resource->field[COST_ECS_POLICIES].integer + managed,
                                      resource->count, err);
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
    .stops = true,
    .meter = meter,
};
