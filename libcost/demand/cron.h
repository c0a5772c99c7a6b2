/* Schedules as EventBridge, EventBridge Scheduler and Application Auto Scaling write them: cron(...), rate(...),
 * at(...).  Sources: docs/schedules.md. */
#ifndef COST_CRON_H
#define COST_CRON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libcost/base/arena.h"
#include "libcost/demand/zone.h"
#include "libcost/flow/flow.h" /* cost_window_t, cost_window_seconds(), cost_window_hours() */

typedef enum { COST_DIALECT_EVENTBRIDGE, COST_DIALECT_AAS } cost_dialect_t;
typedef struct cost_cron cost_cron_t;

enum { COST_CRON_WHY_SIZE = 320, COST_CRON_HINT_SIZE = 160 };

/* Parses an expression into the arena.  False on an invalid one: `why` says what is wrong and, where one can be told,
 * the repaired form, e.g. `five fields; six are required: cron(0 18 ? * MON-FRI *)`.  `hint` ("" when there is none)
 * is a warning about a valid one: numeric weekdays.  NULL out and an empty why: out of memory. */
bool cost_cron_parse(const cost_cron_t **out, cost_arena_t *arena, const char *text, cost_dialect_t dialect,
                     char why[COST_CRON_WHY_SIZE], char hint[COST_CRON_HINT_SIZE]);
/* The first time strictly after `after` (POSIX seconds) at which it fires in the zone, or INT64_MAX when never.  A
 * local time that does not exist is skipped, one that occurs twice fires at the first.  rate() fires at `rate_start`
 * and from there on at its interval, whatever the zone. */
int64_t cost_cron_next(const cost_cron_t *cron, const cost_zone_t *zone, int64_t after, int64_t rate_start);

/* Whether it fires at no time from `from` on; `why` then holds a clause with what would. */
bool cost_cron_is_idle(const cost_cron_t *cron, const cost_zone_t *zone, int64_t from, char why[COST_CRON_WHY_SIZE]);

/* On-windows of a month: start and stop expressions in a zone; the state at the month's start follows from the last
 * fire before it (looked for up to 400 days back; if neither fired, on).  A start while on and a stop while off change
 * nothing; when both fire at one instant, start wins.  rate() counts from 1970-01-01T00:00Z.  Writes up to `capacity`
 * windows [from, until) in seconds since month_start, sorted, disjoint and not touching, and returns how many there
 * are (may exceed capacity). */
size_t cost_cron_windows(const cost_cron_t *start, const cost_cron_t *stop, const cost_zone_t *zone,
                         int64_t month_start, int64_t month_seconds, cost_window_t *windows, size_t capacity);

#endif
