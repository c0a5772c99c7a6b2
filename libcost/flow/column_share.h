/* What is left of a column when some of its load is lost minute by minute. */
#ifndef COST_COLUMN_SHARE_H
#define COST_COLUMN_SHARE_H

#include "cost/status.h"
#include "libcost/base/arena.h"
#include "libcost/flow/flow.h"

/* Shares are counted in 2^-40. */
#define COST_SHARE_ONE (INT64_C(1) << 40)

/* Of each minute's units (below 2^50) the share that is kept, 0 to COST_SHARE_ONE, in whole units: what is less than
 * one is carried into the next minute, and no minute keeps more than came.  The column lives in the arena.
 * COST_ERR_MEMORY. */
cost_status_t cost_column_share(const cost_column_t **out, cost_arena_t *arena, const cost_column_t *in,
                                const int64_t *shares);
/* The same of all `count` flows, and of the columns of what is open: those that have one column in common still have
 * one in common. */
cost_status_t cost_flows_share(cost_flow_t *flows, size_t count, cost_arena_t *arena, const int64_t *shares);

#endif
