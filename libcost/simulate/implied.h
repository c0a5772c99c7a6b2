/* Transfer that AWS bills alongside whatever answers or is called: egress of responses, bytes between zones. */
#ifndef COST_IMPLIED_H
#define COST_IMPLIED_H

#include "libcost/simulate/usage.h"

/* Implied lines of data-transfer for the resource that is being metered.  Services say by their flags whether they
 * `answers` traffic themselves, and whether calls to them stay in a `zonal` place. */
cost_status_t cost_transfer_imply(cost_usage_t *usage, const cost_flows_t *flows, cost_error_t *err);

#endif
