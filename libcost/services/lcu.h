/* Capacity units of load balancers: the LCU of an ALB, the NLCU of an NLB.
 *
 * In each clock hour the dimension that needs most units is billed and the others are not.  Which one that is, is found
 * by cross-multiplication; its raw count then adds to its own sum.  Units come from those sums by one division at the
 * end, so nothing is rounded on the way.
 *
 *     cost_lcu_t lcu = {.units = {[COST_LCU_NEW] = cost_ratio(1, 3600 * per_second), ...}};
 *     cost_status_t status = cost_lcu_count(&lcu, resource, flows, err);
 *     if (!status)
 *         status = cost_usage_add(out, LCU_HOURS, NULL, lcu.base, err);
 */
#ifndef COST_LCU_H
#define COST_LCU_H

#include "libcost/services/service.h"

enum { COST_LCU_NEW, COST_LCU_ACTIVE, COST_LCU_BYTES, COST_LCU_RULES, COST_LCU_DIMENSIONS };

/* Raw counts of some time: 1e-6 new connections, microseconds of open connections, 1e-6 bytes of both directions and
 * 1e-6 HTTP requests (a WebSocket is one request; its messages are only bytes). */
typedef struct {
    cost_wide_t raw[COST_LCU_DIMENSIONS];
} cost_lcu_load_t;

typedef struct {
    cost_ratio_t
        units[COST_LCU_DIMENSIONS]; /* in: unit-hours per raw count; num 0 where the dimension does not exist */
    cost_wide_t reserved;           /* in: units reserved at any time, in 1e-6; they are billed elsewhere */
    cost_lcu_load_t won;            /* raw counts of the hours in which the dimension was the largest */
    cost_wide_t covered;            /* of those hours, what the reservation pays, in COST_LCU_HOUR_ONE-ths */
    cost_wide_t base;               /* out: unit-hours above the reservation, in COST_LCU_HOUR_ONE-ths */
} cost_lcu_t;

/* How much one unit-hour holds, from AWS's constants (rules, times 1e6): connections per second, connections open,
 * GB an hour. */
cost_ratio_t cost_lcu_per_second(cost_wide_t rule);
cost_ratio_t cost_lcu_per_open(cost_wide_t rule);
cost_ratio_t cost_lcu_per_gb(cost_wide_t rule);

/* Counts the hours in which the resource exists.  COST_ERR_RANGE when the load is too large to be counted,
 * COST_ERR_MEMORY. */
cost_status_t cost_lcu_count(cost_lcu_t *lcu, const cost_resource_t *resource, const cost_flows_t *flows,
                             cost_error_t *err);
/* Unit-hours that a reservation of 1e-6 units bills while the resource exists, in COST_LCU_HOUR_ONE-ths. */
cost_wide_t cost_lcu_reserved(cost_wide_t reserved, const cost_flows_t *flows);

#endif
