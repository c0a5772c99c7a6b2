/* What a finished bill suggests. */
#ifndef COST_HINTS_H
#define COST_HINTS_H

#include "libcost/bill/bill.h"
#include "libcost/simulate/month.h"

/* Adds hints about the resources of one workload to the bill's warnings. */
cost_status_t cost_hints_add(cost_bill_t *bill, const cost_resolved_t *resolved, cost_error_t *err);

/* Adds hints about how the resources of the account go together. */
cost_status_t cost_account_hints_add(cost_bill_t *bill, const cost_resolved_t *resolved, size_t count,
                                     cost_error_t *err);

#endif
