/* Amazon EC2 inside: the numbers of its fields, and how long its instances are billed.  For the files of ec2 and for
 * services that run on instances (ECS on EC2), which have the same fields in a group of their own. */
#ifndef COST_EC2_H
#define COST_EC2_H

#include "libcost/capacity/providers.h"
#include "libcost/services/ebs_volume.h"
#include "libcost/services/reserved.h"
#include "libcost/services/service.h"

enum {
    COST_EC2_INSTANCE_TYPE,
    COST_EC2_OS,
    COST_EC2_TENANCY,
    COST_EC2_CAPACITY,
    COST_EC2_RESERVED,
    COST_EC2_CPU,
    COST_EC2_CREDITS,
    COST_EC2_ROOT,
    COST_EC2_VOLUMES,
    COST_EC2_MONITORING,
    COST_EC2_PUBLIC_ADDRESS,
    COST_EC2_POLICIES,
    COST_EC2_TERMINATES,
    COST_EC2_LAUNCHES,
    COST_EC2_SCALING,
    COST_EC2_CPU_PER_REQUEST,
    COST_EC2_START,
    COST_EC2_DRAIN,
    COST_EC2_FIELDS
};
extern const cost_field_t cost_ec2_fields[COST_EC2_FIELDS];

extern const cost_service_t cost_service_ec2;

enum { COST_EC2_LINUX, COST_EC2_WINDOWS };
enum { COST_EC2_SHARED, COST_EC2_DEDICATED, COST_EC2_HOST };
enum { COST_EC2_ON_DEMAND, COST_EC2_SPOT, COST_EC2_PROVIDERS };
enum { COST_EC2_BASE, COST_EC2_WEIGHT, COST_EC2_SPOT_PRICE };
enum {
    COST_EC2_RESERVED_COUNT,
    COST_EC2_RESERVED_TERM,
    COST_EC2_RESERVED_PAYMENT,
    COST_EC2_RESERVED_OFFERING,
    COST_EC2_RESERVED_UPFRONT,
    COST_EC2_RESERVED_PRICE
};
enum { COST_EC2_OFFERING_STANDARD, COST_EC2_OFFERING_CONVERTIBLE };
enum { COST_EC2_CPU_UTILISATION };
enum { COST_EC2_CREDITS_UNLIMITED, COST_EC2_CREDITS_STANDARD };
enum { COST_EC2_VOLUME_REQUESTS = COST_EBS_VOLUME_FIELDS, COST_EC2_VOLUME_FIELDS };
enum { COST_EC2_LAUNCHES_COUNT, COST_EC2_LAUNCHES_TIME };

enum { COST_EC2_RULE_MINIMUM, COST_EC2_RULE_MONITORING, COST_EC2_RULE_START, COST_EC2_RULE_DRAIN, COST_EC2_RULES };

/* How many of the resource's `count` instances are of which kind; reserved ones are on demand without their price. */
typedef struct {
    int64_t of[COST_EC2_PROVIDERS];
    int64_t reserved;
} cost_ec2_instances_t;
cost_ec2_instances_t cost_ec2_instances(const cost_resource_t *resource);
/* Target tracking policies: a number of them, and those of `scaling`. */
int64_t cost_ec2_policies(const cost_resource_t *resource);
/* A kind's base and weight; of a resource, or of its `capacity`. */
cost_provider_t cost_ec2_provider(const cost_resource_t *resource, int kind);
cost_provider_t cost_ec2_provider_of(const cost_value_t *capacity, int kind);

/* Billed times of all instances together in a month, in microseconds. */
typedef struct {
    cost_wide_t running[COST_EC2_PROVIDERS]; /* billed by the second, at least a minute from each start */
    cost_wide_t reserved;                    /* of those on demand, what reserved instances cover */
    cost_wide_t volumes;                     /* while their volumes exist, stopped or not */
    cost_wide_t hours;                       /* started clock hours in which they run */
} cost_ec2_time_t;
cost_status_t cost_ec2_time(cost_ec2_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                            cost_error_t *err);

/* ec2_flow.c: the service's `flow`.  The instances of an Auto Scaling group follow their load where `scaling` and a
 * load are stated, and where requests whose CPU time is stated are too many for the instances that there are; else
 * nothing runs by itself, and flows->ran is NULL. */
cost_status_t cost_ec2_flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                            cost_arena_t *arena, cost_error_t *err);

/* Whether its CPU credits are of interest: t2, t3, t3a, t4g. */
bool cost_ec2_is_burstable(const cost_resource_t *resource);
/* What the tables cannot say. */
cost_status_t cost_ec2_check(const cost_resource_t *resource, cost_error_t *err);
/* What is billed alongside the instances: volumes, metrics, addresses, alarms. */
cost_status_t cost_ec2_imply(cost_usage_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                             const cost_ec2_time_t *time, cost_error_t *err);

#endif
