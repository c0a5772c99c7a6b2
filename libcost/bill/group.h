/* A group: all usage of the account that shares one price, and so its tiers. */
#ifndef COST_GROUP_H
#define COST_GROUP_H

#include "libcost/bill/rater.h"

typedef struct cost_group {
    size_t month;
    const cost_record_t *const *records; /* sorted by workload and resource */
    size_t count;
    const cost_service_t *service;
    const cost_dimension_t *dimension;
    cost_price_t price;
    bool factored;         /* a part of the price is charged */
    cost_wide_t factor;    /* how much of it, 1e-9; 0 is possible */
    cost_wide_t one;       /* base counts of a unit */
    cost_wide_t plain_one; /* base counts of a unit without its multiplier */
    cost_wide_t before;    /* what the rest of the account used, at the bottom of the tiers */
    cost_wide_t total;
    cost_wide_t free;  /* how much of total is free: the bottom of it */
    cost_wide_t least; /* PERCENT_OF_BILL: what the plan charges at least, in nano-dollars */
} cost_group_t;

/* An allowance and the groups of a month that share it, in the order in which the book has them. */
typedef struct cost_shared {
    struct cost_shared *next;
    size_t month;
    cost_allowance_t allowance;
    cost_wide_t amount, used; /* base counts: all of it, and what the rest of the account uses of it */
    cost_group_t **groups;
    size_t group_count;
} cost_shared_t;

typedef struct {
    cost_group_t *groups;
    size_t count;
} cost_groups_t;

/* Sorts a month's records into groups and finds their prices; every missing price is reported. */
cost_status_t cost_groups_make(cost_groups_t *out, cost_rater_t *rater, const cost_usage_t *usage, size_t month,
                               int64_t month_seconds, cost_error_t *err);
/* Sets `before` and `free` from the account's usage, the allowances of the book and the model net_of. */
cost_status_t cost_groups_allow(cost_groups_t *groups, cost_rater_t *rater, int64_t month_seconds, cost_error_t *err);
/* The model net_of alone. */
void cost_groups_net(cost_groups_t *groups);
/* Shares an allowance out to the groups that it covers, in proportion to their usage ([A], billing-rules 7.1.2).
 * COST_ERR_MEMORY, or COST_ERR_RANGE when the usage is too large to be added up. */
cost_status_t cost_allowance_share(cost_group_t *const *groups, size_t count, cost_wide_t amount, cost_wide_t used,
                                   cost_arena_t *arena);

#endif
