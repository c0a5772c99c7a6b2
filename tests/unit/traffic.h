/* What the tests of traffic share: months, zones, and numbers drawn by a generator of 64 bits. */
#ifndef UNIT_TRAFFIC_H
#define UNIT_TRAFFIC_H

#include "libcost/base/arena.h"
#include "libcost/demand/calendar.h"
#include "libcost/demand/zone.h"
#include "libcost/flow/flow.h"
#include "unit.h"

static inline cost_month_t traffic_month(int32_t year, int32_t month)
{
    const int64_t hours = 24 * cost_month_days(year, month);
    return (cost_month_t){.start = cost_days_from_civil(year, month, 1) * 86400,
                          .seconds = hours * 3600,
                          .hours = hours,
                          .minutes = hours * 60};
}

static inline const cost_zone_t *traffic_zone(cost_arena_t *arena, const char *name)
{
    const cost_zone_t *zone = NULL;
    char why[COST_ZONE_WHY_SIZE];
    ck_assert_msg(!cost_zone_load_embedded(&zone, arena, name, why), "%s", why);
    return zone;
}

/* SplitMix64. */
static inline uint64_t traffic_draw(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static inline int64_t traffic_below(uint64_t *state, int64_t limit)
{
    return (int64_t)(traffic_draw(state) % (uint64_t)limit);
}

#endif
