/* What a zone is inside, and the reader of tz files (RFC 8536). */
#ifndef COST_TZIF_H
#define COST_TZIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cost/status.h"
#include "libcost/base/arena.h"
#include "libcost/demand/tz_rule.h"
#include "libcost/demand/zone.h"

struct cost_zone {
    const int64_t *times;   /* of the changes, rising */
    const int32_t *offsets; /* from each of them on */
    size_t count;
    int32_t before; /* the offset ahead of the first change */
    bool has_rule;  /* from the last change on `rule` holds; without changes, always */
    cost_tz_rule_t rule;
};

/* Reads a file's bytes, versions 1 to 4.  COST_ERR_SYNTAX: malformed, or it counts leap seconds (POSIX time does
 * not); COST_ERR_MEMORY. */
cost_status_t cost_tzif_parse(cost_zone_t *zone, cost_arena_t *arena, const unsigned char *bytes, size_t length);

#endif
