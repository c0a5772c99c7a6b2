/* Amazon ECS on EC2 inside: the numbers of its fields. */
#ifndef COST_ECS_EC2_H
#define COST_ECS_EC2_H

#include "libcost/services/service.h"

enum {
    COST_ECS_INSTANCES,
    COST_ECS_TASKS,
    COST_ECS_OS_RESERVE,
    COST_ECS_TASKS_PER_INSTANCE,
    COST_ECS_MANAGED_SCALING,
    COST_ECS_MIN_INSTANCES,
    COST_ECS_POLICIES,
    COST_ECS_FIELDS
};
extern const cost_field_t cost_ecs_ec2_fields[COST_ECS_FIELDS];
enum { COST_ECS_TASK_COUNT, COST_ECS_TASK_VCPU, COST_ECS_TASK_MEMORY, COST_ECS_TASK_DAEMON };
enum { COST_ECS_SCALING_TARGET };

#endif
