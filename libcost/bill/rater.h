/* The rater: the only place where usage meets money.  It sees the whole account's month at once. */
#ifndef COST_RATER_H
#define COST_RATER_H

#include "libcost/bill/bill.h"

/* Prices all records of one month and appends lines to *lines.  `account` is the workload whose `account` section
 * holds. */
typedef struct cost_line_item {
    struct cost_line_item *next;
    cost_line_t line;
} cost_line_item_t;

typedef struct {
    cost_arena_t *arena;
    const cost_catalog_t *catalog;
    int32_t date;
    const cost_workload_t *account;
    cost_line_item_t *first, *last;
    size_t count;
    struct cost_shared *shared, *last_shared; /* group.h */
    cost_notes_t *warnings;
    cost_notes_t stale;                /* prices that were observed long before or after the date; first: their names */
    const cost_record_t *stale_record; /* the first that used one; NULL: none */
} cost_rater_t;

cost_status_t cost_rate_month(cost_rater_t *rater, const cost_usage_t *usage, size_t month, int64_t month_seconds,
                              cost_error_t *err);
/* The same without a word about the prices: for the trials of a simulation, whose central month has said it. */
struct cost_rate_memo; /* rate_memo.h */
cost_status_t cost_rate_lines(cost_rater_t *rater, struct cost_rate_memo *memo, const cost_usage_t *usage, size_t month,
                              int64_t month_seconds, cost_error_t *err);
/* Warns of a low-confidence price and remembers one that was observed long before or after the date. */
cost_status_t cost_rate_note(cost_rater_t *rater, const cost_price_t *price, const cost_record_t *record,
                             cost_error_t *err);
/* The grouped warning about the latter. */
cost_status_t cost_rate_warnings(cost_rater_t *rater, cost_error_t *err);

#endif
