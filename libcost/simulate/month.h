/* One month of an account: pass 1 sends load through the graph, pass 2 lets every resource's meter count. */
#ifndef COST_MONTH_H
#define COST_MONTH_H

#include "libcost/simulate/usage.h"

/* Resources of a workload, resolved against a price book and a date: copies with their rules. */
typedef struct {
    const cost_workload_t *workload;
    cost_resource_t *resources; /* by the number of the member */
    cost_chance_t chance;       /* which possible month; the central one as cost_resolve() leaves it */
} cost_resolved_t;

/* Looks up every rule and runs every service's check; all problems are reported. */
cost_status_t cost_resolve(cost_resolved_t *out, cost_arena_t *arena, const cost_workload_t *workload,
                           const cost_catalog_t *catalog, int32_t date, cost_error_t *err);
/* Simulates and meters one month of a workload in `worlds` possible forms side by side: resolved[w] is it with the
 * values of form w (same graph, same names, other amounts), and its usage is added to usage[w], which may hold other
 * workloads' already.  `estimate` has one world, the central month.  What lives as long as the usage is in the arena of
 * usage[0]. */
cost_status_t cost_month_simulate(cost_usage_t *usage, const cost_resolved_t *resolved, size_t worlds,
                                  cost_month_t month, cost_error_t *err);
/* Pass 1 of a month alone: whether the load can be sent through the graph. */
cost_status_t cost_month_check(const cost_resolved_t *resolved, cost_arena_t *arena, cost_month_t month,
                               cost_error_t *err);

#endif
