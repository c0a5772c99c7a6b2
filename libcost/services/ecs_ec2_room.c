/* How many instances the tasks of a cluster need. */
#include "libcost/services/ec2.h"
#include "libcost/services/ecs_ec2.h"

static const cost_wide_t mib = (cost_wide_t)1 << 20;

static cost_wide_t os_reserve(const cost_resource_t *resource)
{
    cost_wide_t reserve = 0;
    if (cost_given(&resource->field[COST_ECS_OS_RESERVE]))
        return resource->field[COST_ECS_OS_RESERVE].amount.value;
    (void)cost_catalog_find_rule(resource->catalog, "ec2", "os_reserve", resource->date, &reserve);
    return reserve * mib;
}

bool cost_ecs_type_room(cost_pack_room_t *out, const cost_resource_t *resource, const char *type)
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

cost_pack_t cost_ecs_group(const cost_entry_t *entry)
{
    const cost_value_t *field = entry->values;
    return (cost_pack_t){.count = cost_given(&field[COST_ECS_TASK_COUNT]) ? field[COST_ECS_TASK_COUNT].integer : 1,
                         .vcpu = field[COST_ECS_TASK_VCPU].amount.value,
                         .memory = field[COST_ECS_TASK_MEMORY].amount.value};
}

bool cost_ecs_is_daemon(const cost_entry_t *entry)
{
    return entry->values[COST_ECS_TASK_DAEMON].on;
}

void cost_ecs_take_daemons(cost_pack_room_t *room, const cost_value_t *tasks)
{
    for (size_t i = 0; i < tasks->entry_count; i++) {
        cost_pack_t task = cost_ecs_group(&tasks->entries[i]);
        if (!cost_ecs_is_daemon(&tasks->entries[i]))
            continue;
        room->vcpu -= task.vcpu;
        room->memory -= task.memory;
        room->tasks -= room->tasks > 0;
    }
}

bool cost_ecs_pack(int64_t *out, const cost_resource_t *resource, cost_pack_room_t room, const int64_t *counts)
{
    const cost_value_t *tasks = &resource->field[COST_ECS_TASKS];
    cost_pack_t groups[COST_PACK_GROUPS];
    size_t count = 0;
    for (size_t i = 0; i < tasks->entry_count; i++) {
        groups[count] = cost_ecs_group(&tasks->entries[i]);
        if (counts && !cost_ecs_is_daemon(&tasks->entries[i]))
            groups[count].count = counts[i];
        count += !cost_ecs_is_daemon(&tasks->entries[i]) && groups[count].count > 0;
    }
    return cost_pack(out, groups, count, room);
}
