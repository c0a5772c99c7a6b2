/* IANA time zones from the system's tz database (RFC 8536), or from an embedded copy of the zones' present rules when
 * there is none.  Thread-safe, without TZ and setenv. */
#ifndef COST_ZONE_H
#define COST_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "cost/status.h"
#include "libcost/base/arena.h"

typedef struct cost_zone cost_zone_t;

/* Loads a zone such as "America/New_York" or "UTC" (which needs no file) into the arena.  A file that is malformed or
 * counts leap seconds is passed over like one that is missing.  COST_ERR_RANGE when the name is not known (the
 * message in `why`, of COST_ZONE_WHY_SIZE bytes, names the nearest), COST_ERR_MEMORY. */
enum { COST_ZONE_WHY_SIZE = 160 };
cost_status_t cost_zone_load(const cost_zone_t **out, cost_arena_t *arena, const char *name, char *why);
/* The same from the embedded rules only, for tests and for systems without a database. */
cost_status_t cost_zone_load_embedded(const cost_zone_t **out, cost_arena_t *arena, const char *name, char *why);
/* Seconds east of UTC at an instant. */
int32_t cost_zone_offset(const cost_zone_t *zone, int64_t utc_seconds);
/* The instant of a local civil time (given as if it were UTC seconds).  0 results when the local time does not exist
 * (a gap), 1, or 2 when it occurs twice: *first is the earlier.  What does not result is not written. */
int cost_zone_instants(const cost_zone_t *zone, int64_t local_seconds, int64_t *first, int64_t *second);
/* The first instant after `utc_seconds` at which the offset changes, or INT64_MAX. */
int64_t cost_zone_next_change(const cost_zone_t *zone, int64_t utc_seconds);

#endif
