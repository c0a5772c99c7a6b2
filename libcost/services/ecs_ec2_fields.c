/* What may be written about ECS on EC2. */
#include "libcost/services/ec2.h"
#include "libcost/services/ecs_ec2.h"
#include "libcost/services/ecs_scaling.h"

#define GUIDE "ECS developer guide: "

static const cost_field_t task_fields[] = {
    [COST_ECS_TASK_COUNT] = {.name = "count",
                             .help = "how many of these tasks run; one when left out",
                             .kind = COST_KIND_INTEGER,
                             .max = "1000000"},
    [COST_ECS_TASK_VCPU] = {.name = "vcpu",
                            .help = "CPU that one task reserves, such as 0.5 or 512 units",
                            .source = GUIDE "task_definition_parameters",
                            .kind = COST_KIND_AMOUNT,
                            .measure = COST_MEASURE_VCPU,
                            .required = true,
                            .exact = true},
    [COST_ECS_TASK_MEMORY] = {.name = "memory",
                              .help = "memory that one task reserves",
                              .source = GUIDE "task_definition_parameters",
                              .kind = COST_KIND_AMOUNT,
                              .measure = COST_MEASURE_BYTES,
                              .required = true,
                              .exact = true},
    [COST_ECS_TASK_DAEMON] = {.name = "daemon",
                              .help = "one on every instance instead of a number, such as an agent that collects logs",
                              .source = GUIDE "ecs_services",
                              .kind = COST_KIND_SWITCH},
    [COST_ECS_TASK_SHARE] = {.name = "share",
                             .help = "part of the cluster's load that these tasks serve; all of it when left out",
                             .kind = COST_KIND_AMOUNT,
                             .measure = COST_MEASURE_RATIO,
                             .max = "100%"},
    [COST_ECS_TASK_CPU] = {.name = "cpu_per_request",
                           .help = "CPU time that one request takes; a task has the CPU that it reserves, and what the "
                                   "tasks cannot serve is lost",
                           .source = "model: utilisation = rate x CPU time / vCPU",
                           .kind = COST_KIND_AMOUNT,
                           .measure = COST_MEASURE_TIME,
                           .max = "3600 s"},
    [COST_ECS_TASK_SCALING] = {.name = "scaling",
                               .help =
                                   "service auto scaling of these tasks, of which `count` run at the start; with the "
                                   "load of `from` and managed_scaling they follow it, and the instances them",
                               .source = GUIDE "service-auto-scaling",
                               .kind = COST_KIND_GROUP,
                               .fields = cost_scaling_fields,
                               .field_count = COST_SCALING_FIELDS},
};

static const cost_field_t scaling_fields[] = {
    [COST_ECS_SCALING_TARGET] =
        {.name = "target_capacity",
         .help = "how much of the instances is to be in use; at 90% a tenth is kept free for new tasks",
         .source = GUIDE "cluster-auto-scaling",
         .kind = COST_KIND_AMOUNT,
         .measure = COST_MEASURE_RATIO,
         .min = "1%",
         .max = "100%",
         .fallback = "100%",
         .exact = true},
    [COST_ECS_SCALING_MIN_STEP] = {.name = "min_step",
                                   .help = "instances that a scale-out adds at least; absent: 1",
                                   .source = GUIDE "cluster-auto-scaling",
                                   .kind = COST_KIND_INTEGER,
                                   .min = "1",
                                   .max = "10000"},
    [COST_ECS_SCALING_MAX_STEP] = {.name = "max_step",
                                   .help = "instances that a scale-out adds at most; absent: 10000",
                                   .source = GUIDE "cluster-auto-scaling",
                                   .kind = COST_KIND_INTEGER,
                                   .min = "1",
                                   .max = "10000"},
    [COST_ECS_SCALING_WARM_UP] = {.name = "instance_warmup",
                                  .help =
                                      "how long after its start an instance keeps the next scale-out waiting; absent: "
                                      "300 s",
                                  .source = GUIDE "cluster-auto-scaling",
                                  .kind = COST_KIND_AMOUNT,
                                  .measure = COST_MEASURE_TIME,
                                  .max = "10000 s",
                                  .exact = true},
};

const cost_field_t cost_ecs_ec2_fields[COST_ECS_FIELDS] = {
    [COST_ECS_INSTANCES] = {.name = "instances",
                            .help = "what the container instances are: the fields of ec2",
                            .kind = COST_KIND_GROUP,
                            .fields = cost_ec2_fields,
                            .field_count = COST_EC2_POLICIES,
                            .required = true},
    [COST_ECS_TASKS] = {.name = "tasks",
                        .help = "groups of equal tasks by name, packed by first-fit-decreasing on CPU and memory",
                        .source = GUIDE "cluster-auto-scaling",
                        .kind = COST_KIND_MAP,
                        .fields = task_fields,
                        .field_count = COST_COUNT(task_fields),
                        .required = true},
    [COST_ECS_OS_RESERVE] =
        {.name = "os_reserve",
         .help = "memory of an instance that its system and the agent keep; absent: 256 MiB, the price book's "
                 "rule",
         .source = "assumption",
         .kind = COST_KIND_AMOUNT,
         .measure = COST_MEASURE_BYTES,
         .exact = true},
    [COST_ECS_TASKS_PER_INSTANCE] =
        {.name = "tasks_per_instance",
         .help = "how many tasks an instance takes at most, such as its network interfaces allow in "
                 "the mode awsvpc",
         .source = GUIDE "task-networking",
         .kind = COST_KIND_INTEGER,
         .min = "1",
         .max = "1000"},
    [COST_ECS_MANAGED_SCALING] =
        {.name = "managed_scaling",
         .help = "the capacity provider keeps a part of the instances free, and owns alarms; absent: as "
                 "many instances as the tasks need",
         .source = GUIDE "cluster-auto-scaling",
         .kind = COST_KIND_GROUP,
         .fields = scaling_fields,
         .field_count = COST_COUNT(scaling_fields)},
    [COST_ECS_MIN_INSTANCES] = {.name = "min_instances",
                                .help = "the least size of the Auto Scaling group",
                                .kind = COST_KIND_INTEGER,
                                .max = "1000000"},
    [COST_ECS_MAX_INSTANCES] = {.name = "max_instances",
                                .help = "the most that the Auto Scaling group may have; absent: 5000",
                                .kind = COST_KIND_INTEGER,
                                .min = "1",
                                .max = "1000000"},
    [COST_ECS_POLICIES] = {.name = "target_tracking_policies",
                           .help = "target tracking policies of the services on the cluster beside those of `scaling`; "
                                   "each owns CloudWatch alarms",
                           .source = GUIDE "service-auto-scaling",
                           .kind = COST_KIND_INTEGER,
                           .max = "1000"},
};
