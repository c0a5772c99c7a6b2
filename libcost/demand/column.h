/* A month of traffic, minute by minute, in whole units.
 *
 *     cost_demand_t demand = {.shape = {.kind = COST_SHAPE_BUSINESS_HOURS}, .units = cost_ratio(9000000, 1)};
 *     const cost_column_t *column;
 *     cost_status_t status = cost_column_make(&column, arena, &demand, &month);
 *     cost_column_sum(column, 0, month.minutes);      // 9000000
 *
 * Until the end of minute m, `units x weights so far / weights of the month` have come, rounded to the nearest whole
 * unit (halves up); a minute has what that adds.  So what a minute's remainder lacks is carried to the next: every
 * minute, every hour and every other stretch is less than one unit off its exact share, and the month is met exactly.
 * (Giving the largest remainders of all minutes one unit each would also meet it, but would take every unit of a quiet
 * minute and give it to a busy one: of 11,000 sessions a month, none would begin at night.)
 *
 * A measured month is taken as it is, or is what growth and events multiply.  A flat month is one run, whose minutes
 * flow.h gives.  Growth and events multiply the weights and not their sum: so what they add is on top of the stated
 * total. */
#ifndef COST_COLUMN_H
#define COST_COLUMN_H

#include <stddef.h>

#include "cost/status.h"
#include "libcost/base/arena.h"
#include "libcost/demand/event.h"
#include "libcost/demand/growth.h"
#include "libcost/demand/shape.h"
#include "libcost/flow/flow.h"

typedef enum {
    COST_DEMAND_MONTH, /* `units` come in the month, whatever its length, before growth and events */
    COST_DEMAND_WEEK   /* `units` come in a week without holidays and change of clocks: a mean rate */
} cost_demand_basis_t;

typedef struct {
    cost_shape_t shape;            /* checked with cost_shape_check() */
    const cost_column_t *measured; /* of this month, instead of shape, basis and units; NULL: none */
    cost_demand_basis_t basis;
    cost_ratio_t units; /* at most COST_COLUMN_MAX; a denominator above 32 may have to be rounded to a smaller one */
    const cost_growth_t *growth; /* NULL: none */
    const cost_event_t *events;  /* checked with cost_event_check(); those that happen are multiplied with each other */
    size_t event_count;
} cost_demand_t;

/* Units of a column: what comes in a month. */
#define COST_COLUMN_MAX (INT64_MAX / 1000000)
/* Growth x events of any minute, as a factor. */
enum { COST_GAIN_MAX = 524288 };

/* A new column in the arena: one run where every minute has the same weight, else sums.  COST_ERR_RANGE: growth out of
 * its range, a factor above COST_GAIN_MAX, or more units than COST_COLUMN_MAX; COST_ERR_MEMORY. */
cost_status_t cost_column_make(const cost_column_t **out, cost_arena_t *arena, const cost_demand_t *demand,
                               const cost_month_t *month);

#endif
