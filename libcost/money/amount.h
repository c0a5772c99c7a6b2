/* Quantities as people write them: `4 GiB`, `35 ms`, `70%`, `2000/min`, `9M/month`, `20 ms to 60 ms`.
 *
 * One parser and one table of units (measure.h).  A value is a 128-bit integer in the base of its measure:
 *
 *     measure     base                 written
 *     COUNT       1e-6                 12, 11k, 9M, 1.5B (k, M, B or G: powers of 1000), with or without a noun
 *     BYTES       1e-6 byte            512 B, 4 KiB = 4 KB, 100 GB, 4 TB (all powers of 1024)
 *     TIME        1e-6 s               35 ms, 20 us, 60 s, 10 min, 2 h, 7 days
 *     RATIO       1e-9                 70%, 0.02
 *     VCPU        1e-6 vCPU            2, 0.25, 2 vCPU
 *     COUNT_RATE  1e-6 per `per`       2000/min, 9M/month, 100/s
 *     BYTES_RATE  1e-6 byte per `per`  125 MiB/s, 100 GB/month, 8 Mbit/s (bits are decimal)
 *     RATIO_RATE  1e-9 per `per`       5%/month
 *     MONEY       1e-9 USD             600 USD, $600, 600
 */
#ifndef COST_AMOUNT_H
#define COST_AMOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "libcost/money/measure.h"
#include "libcost/money/wide.h"

/* How the median between two written bounds (P5 and P95) is found: design.md section 2. */
typedef enum {
    COST_DIST_AUTO,
    COST_DIST_NORMAL,
    COST_DIST_LOGNORMAL,
    COST_DIST_LOGITNORMAL,
    COST_DIST_UNIFORM
} cost_dist_t;

typedef struct {
    cost_wide_t value;     /* the central value: what was written, or the median of a range */
    cost_wide_t low, high; /* P5 and P95 of a range; both equal value otherwise */
    cost_per_t per;
    cost_dist_t dist; /* never AUTO after parsing */
    bool range;
} cost_amount_t;

enum { COST_AMOUNT_WHY_SIZE = 256, COST_AMOUNT_TEXT_SIZE = 128 };

/* Reads one amount or `a to b` (a unit missing on the first bound is taken from the second).  `noun` is a word that may
 * follow a count ("requests", singular too), or NULL.  On failure `why` holds one clause that says what is wrong and
 * what would be right, for instance `"4 ms" is a time; bytes such as 4 GiB are expected`.  Locale never matters. */
bool cost_amount_parse(cost_amount_t *out, const char *text, cost_measure_t measure, const char *noun,
                       char why[COST_AMOUNT_WHY_SIZE]);
/* Makes a range of two amounts that were written apart ({low, high, dist}); false and why when low > high or the
 * distribution does not go with the bounds (lognormal needs both > 0, logit-normal both within 0 and 100 %). */
bool cost_amount_range(cost_amount_t *out, const cost_amount_t *low, const cost_amount_t *high, cost_measure_t measure,
                       cost_dist_t dist, char why[COST_AMOUNT_WHY_SIZE]);
/* The amount as a person would write it, each bound in the largest unit that keeps it whole: "4 GiB", "70%",
 * "9M/month", "20 ms to 60 ms".  Read back it is the same amount.  Returns text. */
const char *cost_amount_text(const cost_amount_t *amount, cost_measure_t measure, char text[COST_AMOUNT_TEXT_SIZE]);

/* What the two readers of quantities, amount.c and unit.c, share. */

/* `-1.5M requests/month` taken apart; nothing is known of the unit yet. */
typedef struct {
    bool negative;
    cost_span_t number;     /* without its sign */
    cost_wide_t multiplier; /* 1, or what k, M, B and G stand for */
    cost_span_t unit;       /* "requests"; empty without one; "$" for a number behind a dollar sign */
    cost_span_t per;        /* "month"; at is NULL without a slash */
} cost_amount_parts_t;

/* Splits a text; k, M, B and G behind the number are multipliers if it `counts`, else part of the unit.  `expected`
 * ends the message: "bytes such as 4 GiB are expected". */
bool cost_amount_split(cost_amount_parts_t *out, cost_span_t text, bool counts, const char *expected,
                       char why[COST_AMOUNT_WHY_SIZE]);
/* number x multiplier x factor / divisor, exactly. */
bool cost_amount_scale(cost_wide_t *out, const cost_amount_parts_t *parts, cost_wide_t factor, int divisor,
                       char why[COST_AMOUNT_WHY_SIZE]);
/* Whether the number is 0, whatever its unit. */
bool cost_amount_is_zero(const cost_amount_parts_t *parts);
/* Writes one clause into `why`; always false, so that a reader can end in it. */
bool cost_amount_refuse(char why[COST_AMOUNT_WHY_SIZE], const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
