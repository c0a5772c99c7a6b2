/* A price per unit, digit for digit as it was published, and the one place where a rate meets a quantity. */
#ifndef COST_RATE_H
#define COST_RATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cost/money.h"
#include "libcost/money/wide.h"

/* digits / 10^scale USD: 0.0000166667 is {166667, 10}. */
typedef struct {
    int64_t digits;
    int scale; /* 0 to 18 */
} cost_rate_t;

enum { COST_RATE_TEXT_SIZE = 32 };

/* Reads a plain decimal >= 0, at most 18 digits behind the point; trailing zeros are kept as digits.  A zero in front
 * (007) is refused, since it would be lost: what was read is written the same. */
bool cost_rate_parse(cost_rate_t *out, const char *text, size_t length);
/* The rate as published.  Returns text. */
const char *cost_rate_text(cost_rate_t rate, char text[COST_RATE_TEXT_SIZE]);
/* Compares two rates by value, exactly: -1, 0, 1. */
int cost_rate_compare(cost_rate_t a, cost_rate_t b);

/* factor (1e-9, >= 0) times a rate: its digits times the factor's, without the zeros that this brings.  What does not
 * fit 18 decimals or 63 bits is rounded once, half to even. */
cost_rate_t cost_rate_part(cost_rate_t rate, cost_wide_t factor);

/* THE rounding: quantity / one x rate, to the nano-dollar, half to even.  `one` is how many base counts make one unit
 * of the rate (> 0), quantity >= 0.  False when the amount (or one x 10^9, for a rate of 18 decimals) does not fit. */
bool cost_rate_times(cost_money_t *out, cost_rate_t rate, cost_wide_t quantity, cost_wide_t one);

#endif
