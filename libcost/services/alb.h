/* The Application Load Balancer inside, for services that bring one along. */
#ifndef COST_ALB_H
#define COST_ALB_H

#include "libcost/services/service.h"

enum { COST_ALB_SCHEME, COST_ALB_CERTIFICATE, COST_ALB_FIELDS = 7 };
enum { COST_ALB_RSA2048 = 1 };

extern const cost_service_t cost_service_alb;

/* LCU-hours of the load that comes in, or what to write; the resource is one of alb. */
cost_status_t cost_alb_meter_lcu(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err);

#endif
