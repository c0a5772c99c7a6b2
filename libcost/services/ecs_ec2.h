/* Amazon ECS on EC2 inside: the numbers of its fields. */
#ifndef COST_ECS_EC2_H
#define COST_ECS_EC2_H

#include "libcost/services/packing.h"
#include "libcost/services/service.h"

enum {
    COST_ECS_INSTANCES,
    COST_ECS_TASKS,
    COST_ECS_OS_RESERVE,
    COST_ECS_TASKS_PER_INSTANCE,
    COST_ECS_MANAGED_SCALING,
    COST_ECS_MIN_INSTANCES,
    COST_ECS_MAX_INSTANCES,
    COST_ECS_POLICIES,
    COST_ECS_FIELDS
};
extern const cost_field_t cost_ecs_ec2_fields[COST_ECS_FIELDS];
enum {
    COST_ECS_TASK_COUNT,
    COST_ECS_TASK_VCPU,
    COST_ECS_TASK_MEMORY,
    COST_ECS_TASK_DAEMON,
    COST_ECS_TASK_SHARE,
    COST_ECS_TASK_CPU,
    COST_ECS_TASK_SCALING
};
enum { COST_ECS_SCALING_TARGET, COST_ECS_SCALING_MIN_STEP, COST_ECS_SCALING_MAX_STEP, COST_ECS_SCALING_WARM_UP };
enum {
    COST_ECS_RULE_DRAIN,
    COST_ECS_RULE_INSTANCE_START,
    COST_ECS_RULE_WARM_UP,
    COST_ECS_RULE_LOW_POINTS,
    COST_ECS_RULE_HEALTH,
    COST_ECS_RULE_START,
    COST_ECS_RULE_STOP,
    COST_ECS_RULES
};

/* ecs_ec2_room.c */
/* What an instance of the type leaves to tasks, daemons still to be placed.  False when the book does not know it. */
bool cost_ecs_type_room(cost_pack_room_t *out, const cost_resource_t *resource, const char *type);
/* Less what a daemon takes of every instance.  Daemons do not count as tasks that need an instance. */
void cost_ecs_take_daemons(cost_pack_room_t *room, const cost_value_t *tasks);
cost_pack_t cost_ecs_group(const cost_entry_t *entry);
bool cost_ecs_is_daemon(const cost_entry_t *entry);
/* Instances of one cluster that its tasks need; `counts` of each entry instead of those that are stated, or NULL. False
 * when some task does not fit. */
bool cost_ecs_pack(int64_t *out, const cost_resource_t *resource, cost_pack_room_t room, const int64_t *counts);

/* ecs_ec2_flow.c: the service's `flow`.  Tasks follow the load, and instances the tasks, where groups have `scaling`,
 * the cluster has managed_scaling, and a load is stated; else nothing moves, and flows->ran is NULL. */
cost_status_t cost_ecs_flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                            cost_arena_t *arena, cost_error_t *err);
/* Whether a group has `scaling`. */
bool cost_ecs_scales(const cost_resource_t *resource);

#endif
