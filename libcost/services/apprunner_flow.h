/* An App Runner service in time: its instances follow the requests in flight, and a pause loses requests. */
#ifndef COST_APPRUNNER_FLOW_H
#define COST_APPRUNNER_FLOW_H

#include "libcost/services/service.h"

/* The service's `flow`.  Instances follow the load where it is stated with response_time, and nothing says for how long
 * they are active; else flows->ran is NULL.  flows->ran->bills: COST_APPRUNNER_ACTIVE and COST_APPRUNNER_PROVISIONED.
 */
cost_status_t cost_apprunner_flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                                  cost_arena_t *arena, cost_error_t *err);
/* Microseconds of instances; active ones are provisioned too. */
enum { COST_APPRUNNER_ACTIVE, COST_APPRUNNER_PROVISIONED };

/* How long one activation is billed: up to the whole second, at least the minimum. */
cost_wide_t cost_apprunner_activation(const cost_resource_t *resource, cost_wide_t time_us);
/* Microseconds in which it is not paused, by its schedule or, where that is stated, for `unpaused` hours. */
cost_wide_t cost_apprunner_on(const cost_resource_t *resource, const cost_flows_t *flows);

#endif
