/* How traffic grows from the month on in which it was stated. */
#ifndef COST_GROWTH_H
#define COST_GROWTH_H

#include <stdbool.h>
#include <stdint.h>

#include "libcost/money/wide.h"

typedef enum {
    COST_GROWTH_DAILY,  /* (1 + rate)^(days / 30), days being whole UTC days since the month began (scaling-rules 10.1):
                           the default.  Half of it is felt in that month itself already */
    COST_GROWTH_MONTHLY /* (1 + rate)^(calendar months since): that month has exactly its stated total */
} cost_growth_kind_t;

typedef struct {
    cost_growth_kind_t kind;
    int64_t rate;        /* 1e-9 a month, -1e9 and more */
    int32_t year, month; /* whose traffic was stated; before it nothing grows */
} cost_growth_t;

/* A growth with its powers worked out. */
enum { COST_GROWTH_DAYS = 30 };
#define COST_GROWTH_ONE INT64_C(1000000000000000000)
typedef struct {
    cost_growth_t growth;
    cost_wide_t powers[COST_GROWTH_DAYS + 1]; /* (1 + rate)^(i / 30), x COST_GROWTH_ONE */
    int64_t since;                            /* day since 1970-01-01 */
} cost_growth_curve_t;

/* False when the rate is below -100 % or above COST_GROWTH_RATE_MAX. */
#define COST_GROWTH_RATE_MAX INT64_C(10000000000) /* 1000 % */
bool cost_growth_curve(cost_growth_curve_t *out, const cost_growth_t *growth);
/* The factor (x COST_GROWTH_ONE) of a day since 1970-01-01; false on overflow.  Every thirtieth day it is the power of
 * 1 + rate to 18 decimals, in between the root of it. */
bool cost_growth_of_day(cost_wide_t *out, const cost_growth_curve_t *curve, int64_t day);

#endif
