/* Bursts of traffic: launches, mailings, crawlers.
 *
 *     times |      ________
 *           |     /        \
 *         1 |____/          \____     at, ramp up, hold, ramp down
 */
#ifndef COST_EVENT_H
#define COST_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "libcost/demand/zone.h"

/* It begins to rise `at` and is over at + 2 ramps + hold: `for` in the file is what it holds for, as in the presets of
 * scaling-rules 10.1. */
typedef struct {
    const char *name; /* what draws for it are keyed by; may be NULL */
    int64_t at;       /* POSIX seconds */
    int64_t hold_s;   /* 0 to COST_EVENT_SECONDS_MAX */
    int64_t ramp_s;   /* linear; 0 to COST_EVENT_SECONDS_MAX */
    int64_t times;    /* what the load is multiplied by, in 1e-9, 0 to COST_EVENT_TIMES_MAX; below 1e9 it is a dip */
    int64_t chance;   /* 1e-9, 0 to 1e9 */
} cost_event_t;
#define COST_EVENT_ONE         INT64_C(1000000000)
#define COST_EVENT_SECONDS_MAX INT64_C(1000000000)
#define COST_EVENT_TIMES_MAX   INT64_C(500000000000000) /* 500,000 times */

/* Whether all is within its range. */
bool cost_event_check(const cost_event_t *event);
/* Fills hold, ramp and times of `launch`, `email` or `crawler`; false for another name. */
bool cost_event_preset(cost_event_t *event, const char *name);
/* Reads 2025-11-28T14:00 in the zone (NULL: UTC), or a time with Z or an offset.  Of two such times the earlier counts.
 * On failure `why` holds a clause: not a time, or one that the zone's clocks leave out. */
enum { COST_EVENT_WHY_SIZE = 160 };
bool cost_event_time(int64_t *at, const char *text, const cost_zone_t *zone, char why[COST_EVENT_WHY_SIZE]);

/* Whether it happens in the central month, which takes the median of everything: with a chance of half and more. */
bool cost_event_happens(const cost_event_t *event);
int64_t cost_event_end(const cost_event_t *event);
/* The mean factor of the 60 seconds from `second` on, in 1e-9, rounded half to even. */
int64_t cost_event_factor(const cost_event_t *event, int64_t second);

#endif
