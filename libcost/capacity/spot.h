/* Spot interruptions as parameters: how likely, how many at once, how long the gap.  Who draws them is the simulator.
 * Source: scaling rules, section 4.1.
 *
 *     int64_t hazard;
 *     cost_spot_hazard(&hazard, 50000000, 730);       // 5 % a month: 70264787 e-12 an hour
 *
 * The logarithm is an integer series, so that a hazard is the same on every machine. */
#ifndef COST_SPOT_H
#define COST_SPOT_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    int64_t month_probability; /* 1e-9: that a task is interrupted within hours_per_month; below 1 */
    int64_t shared;            /* 1e-9: part of the interruptions that hit all Spot tasks of the service; 0.2 */
    int64_t wait_s;            /* mean time until there is capacity again, exponential; 600 */
    int64_t notice_s;          /* from the notice until the task is gone, at most 120 */
} cost_spot_t;

/* -ln(1 - p) in 1e-15, for p in 1e-9, 0 <= p < 1; good to a unit or two. */
int64_t cost_spot_log(int64_t probability);
/* Interruptions of one task per hour in 1e-12: -ln(1 - p) / hours, rounded to the nearest.  False unless 0 <= p < 1 and
 * hours > 0: a certain interruption has no finite hazard. */
bool cost_spot_hazard(int64_t *out, int64_t probability, int64_t hours);

#endif
