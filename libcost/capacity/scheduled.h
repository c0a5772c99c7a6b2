/* Scheduled actions of Application Auto Scaling: at a time they set min, max or both, which stay so, and move the
 * desired count into the new range at once; cooldowns do not matter.  Source: scaling rules, sections 2.9 and 6.
 *
 *     cost_scheduled_t night = {.cron = at_18, .zone = berlin, .min = 0, .max = 0, .from_s = INT64_MIN, .until_s =
 * INT64_MAX}; cost_fire_t fires[100]; size_t count = cost_scheduled_fires(fires, 100, &night, 1, month.start,
 * month.seconds); */
#ifndef COST_SCHEDULED_H
#define COST_SCHEDULED_H

#include "libcost/capacity/tracking.h"
#include "libcost/demand/cron.h"

enum { COST_UNCHANGED = -1 };

typedef struct {
    const cost_cron_t *cron;
    const cost_zone_t *zone;
    int64_t min, max;        /* COST_UNCHANGED leaves it as it is */
    int64_t from_s, until_s; /* POSIX seconds between which it may fire, both included; INT64_MIN, INT64_MAX: always */
} cost_scheduled_t;

typedef struct {
    int64_t at_s;  /* seconds since the month's start */
    size_t action; /* which of the actions */
} cost_fire_t;

/* The bounds after an action: a min above the max that it does not set lifts that max, and the other way round. */
cost_bounds_t cost_scheduled_bounds(cost_bounds_t bounds, int64_t min, int64_t max);
/* All fires of a month in order of time, at one instant in the order of the actions.  Writes up to `capacity` of them
 * and returns how many there are, which may be more. */
size_t cost_scheduled_fires(cost_fire_t *fires, size_t capacity, const cost_scheduled_t *actions, size_t action_count,
                            int64_t month_start, int64_t month_seconds);
/* The bounds with which a month opens: those stated, changed by the last fire of each action in the 400 days before,
 * in order of time. */
cost_bounds_t cost_scheduled_opening(cost_bounds_t stated, const cost_scheduled_t *actions, size_t action_count,
                                     int64_t month_start);

#endif
