/* What load does to an App Runner service: how long instances are active, how long provisioned. */
#ifndef COST_APPRUNNER_LOAD_H
#define COST_APPRUNNER_LOAD_H

#include "libcost/services/service.h"

typedef struct {
    cost_wide_t provisioned, active; /* microseconds of instances; active ones are provisioned too */
    cost_wide_t served, lost;        /* requests, in 1e-6; lost: while it was paused or resumed */
} cost_instance_time_t;

/* How long one activation is billed: up to the whole second, at least the minimum. */
cost_wide_t cost_apprunner_activation(const cost_resource_t *resource, cost_wide_t time_us);

/* Adds up the month's windows.  Needs the field response_time.  While at least one request a minute comes, the
 * instances that the requests in flight need (Little: rate x response time / max_concurrency, rounded up, at most
 * max_size) are active all the time; below that each request is an activation of its own.  A window that opens inside
 * the month begins with the resume. */
cost_status_t cost_apprunner_load(cost_instance_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                  cost_error_t *err);

#endif
