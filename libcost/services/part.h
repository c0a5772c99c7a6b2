/* A service that is made of others and has no price of its own: its parts are those services, with their own fields,
 * checks and meters, and come out as implied lines.
 *
 *     cost_part_t part;
 *     cost_status_t status = cost_part_init(&part, resource, &cost_service_fargate, resource->field[SERVICE].values,
 * err); if (!status) status = cost_part_meter(&part, flows, out, err);
 */
#ifndef COST_PART_H
#define COST_PART_H

#include "libcost/services/service.h"

enum { COST_PART_RULES = 48 };
typedef struct {
    cost_resource_t resource; /* the whole, as a resource of the part's service; its count may be changed */
    cost_wide_t rules[COST_PART_RULES];
} cost_part_t;

/* The resource as one of `service`, whose fields are `field`.  The part points into itself: do not copy it.
 * COST_ERR_NO_PRICE when the book lacks one of the service's rules. */
cost_status_t cost_part_init(cost_part_t *out, const cost_resource_t *resource, const cost_service_t *service,
                             const cost_value_t *field, cost_error_t *err);
/* The part's own check. */
cost_status_t cost_part_check(const cost_part_t *part, cost_error_t *err);
/* The part's own meter; all that it counts are implied lines. */
cost_status_t cost_part_meter(const cost_part_t *part, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err);
/* Refuses `implied: false` on a resource that has no other lines. */
cost_status_t cost_part_check_implied(const cost_resource_t *resource, cost_error_t *err);

#endif
