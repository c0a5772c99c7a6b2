/* ECS on EC2: managed scaling of a capacity provider, minute by minute.  Source: scaling rules, section 8.
 *
 *     CapacityProviderReservation = 100 x M / N, M instances needed, N there are; without any 200, or 100 when M = 0
 *
 *     cost_cluster_t cluster;
 *     cost_cluster_init(&cluster, &policy, 3);
 *     each minute: cost_cluster_step(&cluster, minute, instances_that_hold_all_tasks);
 *                  cluster.current is billed */
#ifndef COST_CLUSTER_H
#define COST_CLUSTER_H

#include <stdbool.h>
#include <stdint.h>

#include "libcost/capacity/alarm.h"

typedef struct {
    int64_t target;             /* targetCapacity in percent, 1 to 100; 90 keeps a tenth free */
    int64_t min_step, max_step; /* instances that one scale-out adds; 1 and 10000 */
    int64_t min, max;           /* of the Auto Scaling group */
    int64_t warm_up_s;          /* instanceWarmupPeriod: no scale-out while the youngest is in it; 300 */
    int64_t start_s;            /* until an instance is registered; 90 */
    int32_t low_datapoints;     /* 15 */
} cost_cluster_policy_t;

#define COST_CLUSTER_DEFAULTS                                                                                          \
    {                                                                                                                  \
        .target = 100, .min_step = 1, .max_step = 10000, .max = 5000, .warm_up_s = 300, .start_s = 90,                 \
        .low_datapoints = 15                                                                                           \
    }

typedef struct {
    const cost_cluster_policy_t *policy;
    int64_t current;    /* instances there are, starting ones included: they are billed */
    int64_t youngest_s; /* when the youngest were asked for; INT64_MIN: before the month */
    int64_t young;      /* how many those are */
    int64_t lacking;    /* instance-minutes that tasks lacked */
    cost_alarm_t low;
} cost_cluster_t;

/* CapacityProviderReservation in 1e-4 percent points, rounded to the nearest. */
int64_t cost_cluster_reservation(int64_t needed, int64_t current);
/* The count that a scale-out goes to: ceil(N x reservation / target), the step within its bounds, never above max; from
 * none always two.  `current` when there is nothing to add. */
int64_t cost_cluster_out(const cost_cluster_policy_t *policy, int64_t needed, int64_t current);
/* The count that a scale-in goes to: down to the target, only empty instances, at least one and less than half of all
 * at once, never below min. */
int64_t cost_cluster_in(const cost_cluster_policy_t *policy, int64_t needed, int64_t current);

/* Instances that are registered at a second, and so have room for tasks. */
int64_t cost_cluster_registered(const cost_cluster_t *cluster, int64_t at_s);
/* When the youngest are, or were; INT64_MIN: before the month. */
int64_t cost_cluster_registers_s(const cost_cluster_t *cluster);

void cost_cluster_init(cost_cluster_t *cluster, const cost_cluster_policy_t *policy, int64_t current);
/* One minute: `needed` instances hold all running and starting tasks.  True when the count changed. */
bool cost_cluster_step(cost_cluster_t *cluster, int64_t minute, int64_t needed);

#endif
