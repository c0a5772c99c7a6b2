/** @file
 * Money: whole nano-dollars, so that sums are exact in any order.
 *
 *     cost_money_t rent = {72080200000};              // 72.0802 USD
 *     char text[COST_MONEY_TEXT_SIZE];
 *     puts(cost_money_text(rent, 9, text));           // 72.080200000
 *
 * Rounding happens in one place only, where a quantity meets a rate, half to even.  Source: docs/rating.md.
 */
#ifndef COST_MONEY_H
#define COST_MONEY_H

#include <stddef.h>
#include <stdint.h>

#include "cost/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** An amount in USD.  Range: +-9.2 billion USD. */
typedef struct {
    int64_t nano_usd;
} cost_money_t;

enum {
    COST_MONEY_TEXT_SIZE = 24 /**< room for any amount with nine decimals, its sign and the NUL */
};

/** Writes the amount with `decimals` (0 to 9) digits behind the point, rounded half to even; a `.` whatever the
 * locale, no currency sign, no grouping, no `-0`.  Other `decimals` count as the nearest of 0 and 9.  @return text */
COST_API const char *cost_money_text(cost_money_t money, int decimals, char text[COST_MONEY_TEXT_SIZE]);

/** Reads `-12.345`, at most nine decimals.  @return COST_OK, COST_ERR_SYNTAX or COST_ERR_RANGE */
COST_API cost_status_t cost_money_parse(cost_money_t *out, const char *text);

#ifdef __cplusplus
}
#endif
#endif
