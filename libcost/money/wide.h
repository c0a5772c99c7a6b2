/* 128-bit integers and the few operations on them that may not wrap.  Nothing in here knows a unit. */
#ifndef COST_WIDE_H
#define COST_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 cost_wide_t;
__extension__ typedef unsigned __int128 cost_uwide_t;

#define COST_WIDE_MAX ((cost_wide_t)(~(cost_uwide_t)0 >> 1))
#define COST_WIDE_MIN (-COST_WIDE_MAX - 1)

enum { COST_WIDE_TEXT_SIZE = 64 };

/* Each answers false, and leaves *out alone, when the result does not fit. */
bool cost_wide_add(cost_wide_t *out, cost_wide_t a, cost_wide_t b);
bool cost_wide_sub(cost_wide_t *out, cost_wide_t a, cost_wide_t b);
bool cost_wide_mul(cost_wide_t *out, cost_wide_t a, cost_wide_t b);
/* a * b / c with a 256-bit product, c > 0, rounded half to even (mul_div), down to the floor (mul_div_floor) or up
 * (mul_div_ceil).  False on overflow of the quotient. */
bool cost_wide_mul_div(cost_wide_t *out, cost_wide_t a, cost_wide_t b, cost_wide_t c);
bool cost_wide_mul_div_floor(cost_wide_t *out, cost_wide_t a, cost_wide_t b, cost_wide_t c);
bool cost_wide_mul_div_ceil(cost_wide_t *out, cost_wide_t a, cost_wide_t b, cost_wide_t c);
/* The sign of a * b - c * d, exactly, for a, b, c, d >= 0: which of two ratios is larger, without dividing. */
int cost_wide_compare_products(cost_wide_t a, cost_wide_t b, cost_wide_t c, cost_wide_t d);
/* The integer nearest to the square root of a * b (both >= 0), ties up.  Exact. */
cost_wide_t cost_wide_sqrt_product(cost_wide_t a, cost_wide_t b);
/* Of the magnitudes; neither may be COST_WIDE_MIN.  gcd(0, 0) is 0. */
cost_wide_t cost_wide_gcd(cost_wide_t a, cost_wide_t b);
/* 10 to the n, 0 <= n <= 38. */
cost_wide_t cost_wide_pow10(int n);
/* Decimal digits with a sign.  Returns text. */
const char *cost_wide_text(cost_wide_t value, char text[COST_WIDE_TEXT_SIZE]);
/* value / one as an exact decimal, one > 0; when it does not end within max_decimals (0 to 20) the last digit is
 * rounded half to even.  Trailing zeros and a trailing point are dropped: 2880, 0.25, 216.666666667.  Returns text. */
const char *cost_wide_decimal(cost_wide_t value, cost_wide_t one, int max_decimals, char text[COST_WIDE_TEXT_SIZE]);
/* Reads a decimal such as 12, -0.5, 1_000 is refused, 1e3 is refused: *out = value * scale exactly.  False when it is
 * not a decimal, and when value * scale is no integer or does not fit; *why then says which in a few words. */
bool cost_wide_parse(cost_wide_t *out, const char *text, size_t length, cost_wide_t scale, const char **why);

/* Shares `total` (>= 0) out in proportion to weights (each >= 0, sum > 0): largest remainder, ties to the first; the
 * shares add up to total exactly.  `shares` may not be `weights`.  False when the weights' sum does not fit or is 0. */
bool cost_wide_apportion(cost_wide_t *shares, const cost_wide_t *weights, size_t count, cost_wide_t total);

#endif
