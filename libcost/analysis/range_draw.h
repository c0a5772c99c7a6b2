/* A value of a range: what a uniform draw between 0 and 1 stands for. */
#ifndef COST_RANGE_DRAW_H
#define COST_RANGE_DRAW_H

#include "libcost/money/amount.h"

/* The quantile of the range's distribution, whose 5 % and 95 % are its bounds: normal, lognormal and logit-normal as
 * their names say, uniform on an interval a ninth longer than the bounds are apart.  0 < uniform < 1; the value rises
 * with it, 0.5 is the median that the reader found.  Rounded to whole base counts, half to even. */
cost_wide_t cost_range_draw(const cost_amount_t *range, double uniform);

#endif
