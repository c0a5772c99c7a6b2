/* One month of a workload while it is simulated: what the files of pass 1 share.
 *
 * Several possible months ("worlds") go side by side: their graph is the same, their values and columns differ.  The
 * central month of `estimate` is one world. */
#ifndef COST_PASS_H
#define COST_PASS_H

#include "libcost/simulate/month.h"

/* A schedule's windows of the month; NULL until somebody asks for them. */
typedef struct {
    const cost_window_t *windows;
    size_t count;
} cost_schedule_windows_t;

typedef struct {
    cost_usage_t *usage;             /* by the number of the world */
    const cost_resolved_t *resolved; /* the same */
    size_t worlds;
    const cost_workload_t *graph; /* of the first world: all have its edges, schedules and order */
    cost_arena_t *arena;
    cost_month_t month;
    cost_flow_t *traffic;             /* by the number of the traffic x worlds + world */
    cost_flows_t *flows;              /* by the number of the member x worlds + world */
    cost_schedule_windows_t *windows; /* by the number of the schedule */
    bool *feeds;                      /* by the number of the member: whether another one's load comes from it */
    cost_error_t *err;
} cost_pass_t;

/* What every traffic brings: month_traffic.c. */
cost_status_t cost_pass_traffic(cost_pass_t *pass);
/* What comes into a member: month_edges.c. */
cost_status_t cost_pass_gather(const cost_pass_t *pass, size_t member, size_t world);
/* When a member is there, and on: month_windows.c. */
cost_status_t cost_pass_windows(cost_pass_t *pass, size_t member, size_t world);
/* What does not go on while a member is not there or stopped: month_stopped.c. */
cost_status_t cost_pass_stopped(const cost_pass_t *pass, size_t member, size_t world);
/* Between the passes: what waits for whom, in which resource: month_backlog.c. */
cost_status_t cost_pass_backlogs(const cost_pass_t *pass);
/* Pass 2: every meter counts into pass->usage: month.c. */
cost_status_t cost_pass_count(const cost_pass_t *pass);
/* A load at `node` is too large to be counted. */
cost_status_t cost_pass_unfit(const cost_pass_t *pass, const cost_node_t *node);

static inline cost_flows_t *cost_pass_flows(const cost_pass_t *pass, size_t member, size_t world)
{
    return &pass->flows[member * pass->worlds + world];
}

#endif
