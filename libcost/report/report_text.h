/* Figures in the words of people's reports.  Every text is in the arena; NULL when memory is out. */
#ifndef COST_REPORT_TEXT_H
#define COST_REPORT_TEXT_H

#include "cost/money.h"
#include "libcost/base/arena.h"
#include "libcost/money/wide.h"

/* All the digits that there are, at least two decimals: "72.0802". */
const char *cost_text_exact(cost_arena_t *arena, cost_money_t money);
/* Cents; but what costs something is never written 0.00. */
const char *cost_text_cents(cost_arena_t *arena, cost_money_t money);
/* The same with its sign: "+12.30", "-0.05", "0.00". */
const char *cost_text_change(cost_arena_t *arena, cost_money_t change);
/* "+12.3%" of `base`, one decimal; "new" when there was nothing, "" when nothing changed. */
const char *cost_text_percent(cost_arena_t *arena, cost_money_t change, cost_money_t base);
/* A quantity in its unit, at most `decimals`; but what is more than nothing is never written 0. */
void cost_text_quantity(cost_wide_t quantity, cost_wide_t one, int decimals, char text[COST_WIDE_TEXT_SIZE]);

#endif
