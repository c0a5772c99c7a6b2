/* How often something happens: how much of `5/day` or `12/month` falls into a stretch of the month. */
#ifndef COST_FREQUENCY_H
#define COST_FREQUENCY_H

#include <stdbool.h>
#include <stdint.h>

#include "libcost/flow/flow.h"
#include "libcost/money/amount.h"

/* *out = how often (in 1e-6) it happens in `seconds` of the month, times `each`, rounded half to even once: `each` may
 * be the seconds that one of them takes, so that a part of an occurrence is not rounded first.  Per month is that of
 * the month at hand, so that a whole month has exactly what is stated; a year has 12 of them.  False on overflow. */
bool cost_frequency_total(cost_wide_t *out, const cost_amount_t *frequency, const cost_month_t *month, int64_t seconds,
                          cost_wide_t each);

/* Seconds over which data grow by a stated rate: a month is 730 hours, a year twelve of them, so that growth is even.
 */
int64_t cost_growth_seconds(cost_per_t per);

#endif
