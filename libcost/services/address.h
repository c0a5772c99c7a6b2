/* Public IPv4 addresses that AWS bills beside what owns them: NAT gateways, balancers, tasks in public subnets.
 *
 *     status = cost_address_imply(out, resource, flows, resource->zones * resource->count, err);
 */
#ifndef COST_ADDRESS_H
#define COST_ADDRESS_H

#include "libcost/services/service.h"

/* Microseconds that one address is billed while the resource exists: by the second, and a whole minute where it lives
 * for less within the month (rule public-ipv4.minimum). */
cost_wide_t cost_address_time(const cost_resource_t *resource, const cost_flows_t *flows);
/* `count` addresses, which must follow from what is stated, as implied lines of public-ipv4. */
cost_status_t cost_address_imply(cost_usage_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                 int64_t count, cost_error_t *err);
/* Those of a load balancer: `per_zone` (times 1e6) in each zone of an internet-facing one, none of an internal one; the
 * first word of `scheme`'s choices is internet-facing.  Without scheme or zones the bill says what to write. */
cost_status_t cost_address_imply_balancer(cost_usage_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                          const cost_value_t *scheme, cost_wide_t per_zone, cost_error_t *err);

#endif
