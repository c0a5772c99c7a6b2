/* A timeline while it is made: what timeline_make.c and timeline_flow.c share. */
#ifndef COST_TIMELINE_MAKE_H
#define COST_TIMELINE_MAKE_H

#include "libcost/analysis/timeline.h"

typedef struct {
    cost_timeline_t *timeline;
    const cost_hourly_t *hourly;
    size_t hourly_count;
    const cost_resource_t **resources; /* by workload and id */
    size_t resource_count;
    const cost_wide_t *plain[2]; /* ones of 1e-6 and of 1e-9, in every month */
    cost_error_t *err;
} cost_timeline_maker_t;

/* The same count of ones in every month; NULL when memory is out. */
const cost_wide_t *cost_timeline_ones(const cost_timeline_maker_t *maker, cost_wide_t one);
/* "app.usd", or "shop/app.usd" when there are several workloads; NULL when memory is out. */
const char *cost_timeline_name(const cost_timeline_maker_t *maker, const cost_resource_t *resource, const char *what);
/* A column of zeros; a text that is NULL, memory being out, may be handed on.  NULL when memory is out. */
cost_timeline_column_t *cost_timeline_add(const cost_timeline_maker_t *maker, cost_timeline_kind_t kind,
                                          const cost_resource_t *resource, const char *name, const char *unit,
                                          const cost_wide_t *ones);
/* Loads and capacity of a resource, where it has them: timeline_flow.c. */
cost_status_t cost_timeline_add_flows(const cost_timeline_maker_t *maker, const cost_resource_t *resource);

#endif
