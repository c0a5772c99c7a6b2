/* The fires of a schedule day by day, as bits: following one that fires every minute takes no longer than any other.
 *
 *     cost_fires_t fires = {.cron = cron, .zone = zone};
 *     int64_t first = cost_fires_next(&fires, month_start - 1);
 */
#ifndef COST_CRON_DAY_H
#define COST_CRON_DAY_H

#include "libcost/demand/cron.h"

enum { COST_DAY_MINUTES = 1440, COST_DAY_WORDS = 23 };

/* Zeros but for the first two members; the rest is what was found out last. */
typedef struct {
    const cost_cron_t *cron;
    const cost_zone_t *zone;
    bool known, plain; /* of the day; plain: its fires are whole minutes of it, and in `minutes` */
    int64_t day;       /* UTC, since 1970-01-01 */
    uint64_t minutes[COST_DAY_WORDS];
    int64_t quiet_from, quiet_until; /* seconds without a change of the zone's offset */
} cost_fires_t;

/* cost_cron_next() of a schedule whose rate() counts from 1970-01-01T00:00Z. */
int64_t cost_fires_next(cost_fires_t *fires, int64_t after);
/* The first time after `after` and before `end` at which `fires` does and `except` does not; else `end`. */
int64_t cost_fires_next_except(cost_fires_t *fires, cost_fires_t *except, int64_t after, int64_t end);

#endif
