/* Groups of tasks on the instances of one capacity provider: tasks follow their load, instances the tasks, and a task
 * for which no instance has room waits until one has.  Source: scaling rules, sections 2 and 8.
 *
 * In every minute, in this order:
 *   1. tasks that wait get the room of instances that are registered, each at its second, group by group;
 *   2. the steps of each group (service_loop.h); what they launch has a place at once where there is room, else waits;
 *   3. managed scaling looks at what all tasks need: running, starting, waiting and draining ones.
 * A waiting task neither runs nor is billed, and is no capacity that a policy sees; it is launched, so that nothing is
 * scaled in meanwhile.  Where there is always room, a group's month is that of cost_loop_run(). */
#ifndef COST_SERVICE_CLUSTER_H
#define COST_SERVICE_CLUSTER_H

#include "libcost/capacity/cluster.h"
#include "libcost/capacity/service_loop.h"

/* How many instances hold so many tasks of each group.  False: they cannot be counted, or a task fits none. */
typedef bool (*cost_cluster_pack_t)(void *user, int64_t *instances, const int64_t *tasks);

typedef struct {
    int64_t minute;
    int64_t instances; /* that are billed in it */
    int64_t needed;
    int64_t lacking; /* of those, not registered when it begins */
    int64_t waiting; /* tasks, at its end */
    int64_t change;  /* of the instances, at its end */
} cost_cluster_minute_t;
/* Told of each minute.  Anything but COST_OK ends the run. */
typedef cost_status_t (*cost_cluster_tell_t)(void *user, const cost_cluster_minute_t *minute);

/* Pointers are borrowed for the call. */
typedef struct {
    const cost_loop_plan_t *const *plans; /* of each group, with one provider; NULL: it has no tasks of its own */
    size_t count;
    int64_t minutes;
    const cost_cluster_policy_t *policy;
    cost_cluster_pack_t pack;
    cost_cluster_tell_t tell;
    void *user; /* of both */
} cost_cluster_plan_t;

/* A month, which opens in a steady state: as many instances as the first tasks need.  COST_OK, COST_ERR_MEMORY,
 * COST_ERR_RANGE (what `pack` refuses too) or what `tell` answered; all `count` results may then be cleared. */
cost_status_t cost_service_cluster_run(cost_loop_result_t *results, const cost_cluster_plan_t *plan);

#endif
