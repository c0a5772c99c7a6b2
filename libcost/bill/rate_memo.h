/* What rating a month finds out that does not depend on how much was used: prices, groups, who shares an allowance.
 *
 * Trials of a simulation use the same things in other amounts.  A memo keeps what the first of them found out; a month
 * whose records are the same but for their amounts needs no look-up and no sorting. */
#ifndef COST_RATE_MEMO_H
#define COST_RATE_MEMO_H

#include "libcost/bill/group.h"

typedef struct cost_rate_memo cost_rate_memo_t;

/* NULL when memory is out. */
cost_rate_memo_t *cost_rate_memo_create(void);
void cost_rate_memo_destroy(cost_rate_memo_t *memo);
/* The groups of a month's records with their free shares, as cost_groups_make() and cost_groups_allow() would give
 * them, in the arena; false when nothing like it was kept, and when something in it fails. */
bool cost_rate_memo_recall(cost_rate_memo_t *memo, cost_groups_t *out, cost_arena_t *arena, const cost_usage_t *usage,
                           size_t month, int64_t month_seconds);
/* Keeps what was found out; `shared` is what cost_groups_allow() kept.  What there is no memory for is not kept. */
void cost_rate_memo_keep(cost_rate_memo_t *memo, const cost_groups_t *groups, const cost_shared_t *shared,
                         const cost_usage_t *usage, int64_t month_seconds);

#endif
