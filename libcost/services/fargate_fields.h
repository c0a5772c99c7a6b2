/* What may be written about a Fargate service.  For the files of fargate and for services that are made of one. */
#ifndef COST_FARGATE_FIELDS_H
#define COST_FARGATE_FIELDS_H

#include "libcost/capacity/providers.h"
#include "libcost/services/service.h"

enum {
    TASKS,
    TASK,
    CAPACITY,
    CPU_PER_REQUEST,
    RESPONSE_TIME,
    THREADS,
    MEMORY,
    SUBNETS,
    PUBLIC_ADDRESS,
    AUTOSCALING,
    JOB,
    IMAGE,
    START,
    WARM_UP,
    DRAIN,
    STOP_TIMEOUT,
    HEALTH_CHECK,
    DEPLOYMENTS,
    RESTARTS,
    LAUNCHES,
    LOGS,
    SECRETS,
    PULLS,
    INSIGHTS,
    FARGATE_FIELDS
};
extern const cost_field_t cost_fargate_fields[FARGATE_FIELDS];

enum { TASK_VCPU, TASK_MEMORY, TASK_ARCH, TASK_OS, TASK_EPHEMERAL, TASK_PLATFORM };
enum { ARCH_X86, ARCH_ARM };
enum { OS_LINUX, OS_WINDOWS };
enum { PLATFORM_LATEST, PLATFORM_1_4, PLATFORM_1_3, PLATFORM_1_0 };
enum { ON_DEMAND, SPOT, PROVIDERS };
enum { PROVIDER_BASE, PROVIDER_WEIGHT, SPOT_PRICE, SPOT_INTERRUPTIONS, SPOT_SHARED, SPOT_WAIT, SPOT_FIELDS };
enum { MEMORY_BASE, MEMORY_PER_REQUEST };
enum { JOB_TIME, JOB_CPU, JOB_CONCURRENCY };
enum { SUBNETS_PUBLIC, SUBNETS_PRIVATE };
enum { HEALTH_INTERVAL, HEALTH_HEALTHY };
enum { DEPLOYMENTS_COUNT, DEPLOYMENTS_MAXIMUM, DEPLOYMENTS_HEALTHY };
enum { LAUNCHES_COUNT, LAUNCHES_TIME };
enum { LOGS_PER_REQUEST, LOGS_PER_TASK_HOUR, LOGS_RETENTION, LOGS_CLASS };
enum { INSIGHTS_MODE, INSIGHTS_CLUSTER, INSIGHTS_CONTAINERS };
enum { INSIGHTS_STANDARD, INSIGHTS_ENHANCED };
enum { PULLS_NAT, PULLS_ENDPOINT, PULLS_NONE };

enum {
    RULE_MINIMUM_LINUX,
    RULE_MINIMUM_WINDOWS,
    RULE_EPHEMERAL_INCLUDED,
    RULE_START_BASE,
    RULE_START_PER_MB,
    RULE_START_MINIMUM,
    RULE_SPOT_LOW,
    RULE_SPOT_HIGH,
    RULE_PLATFORM_1_3_VCPU_MAX,
    FARGATE_RULES
};

extern const cost_service_t cost_service_fargate;

/* The base and weight of each provider; all on demand when no strategy is written. */
cost_provider_t cost_fargate_provider(const cost_resource_t *resource, int provider);
/* How many tasks run: `tasks`, within the bounds of scaling. */
int64_t cost_fargate_tasks(const cost_resource_t *resource);
/* Combinations that the tables cannot say. */
cost_status_t cost_fargate_check(const cost_resource_t *resource, cost_error_t *err);

#endif
