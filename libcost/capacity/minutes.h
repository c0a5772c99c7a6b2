/* The loads of a month's minutes, as an array, as sums or as constant stretches, and what is asked of many at once.
 *
 *     cost_minutes_t minutes = {.load = per_minute, .count = 43200};
 *     int64_t busy = cost_minutes_find(&minutes, 0, 43200, (cost_bound_t){8400, true});    // above 8400; 43200: never
 *
 * Searching and adding take several minutes side by side in a vector (minutes_kernel.h); what they mean stands beside
 * them in minutes.c, a minute at a time.  Constant stretches are not walked at all. */
#ifndef COST_MINUTES_H
#define COST_MINUTES_H

#include "libcost/flow/flow.h"

enum { COST_MINUTE_S = 60 };

/* How many minutes lie in a vector. */
typedef enum {
    COST_LANES_BEST,  /* to be asked for: see cost_lanes_best() */
    COST_LANES_PLAIN, /* one, in plain C */
    COST_LANES_TWO,   /* x86-64-v2 */
    COST_LANES_FOUR   /* x86-64-v3 */
} cost_lanes_t;

/* One of load, prefix and runs; borrowed. */
typedef struct {
    const int64_t *load;    /* of each minute, >= 0, below 2^50 */
    const int64_t *prefix;  /* count + 1 rising sums from 0 on */
    const cost_run_t *runs; /* as in a column */
    size_t run_count;
    int64_t count;
    cost_lanes_t lanes; /* BEST is as good as PLAIN here */
} cost_minutes_t;

/* A bound that no load reaches. */
#define COST_BOUND_NEVER ((int64_t)1 << 52)

typedef struct {
    int64_t load; /* -1 to COST_BOUND_NEVER */
    bool above;   /* what is above it; else what is not */
} cost_bound_t;

cost_minutes_t cost_minutes_of_column(const cost_column_t *column);
int64_t cost_minutes_in_runs(const cost_minutes_t *minutes, int64_t minute);
static inline int64_t cost_minutes_at(const cost_minutes_t *minutes, int64_t minute)
{
    if (minutes->load)
        return minutes->load[minute];
    return minutes->prefix ? minutes->prefix[minute + 1] - minutes->prefix[minute]
                           : cost_minutes_in_runs(minutes, minute);
}
/* Of the `parts` (1 or 3) equal parts of a minute: shares that differ by at most one and add up. */
static inline int64_t cost_minutes_part(const cost_minutes_t *minutes, int64_t minute, int64_t part, int64_t parts)
{
    const int64_t load = cost_minutes_at(minutes, minute);
    return parts == 1 ? load : (part + 1) * load / parts - part * load / parts;
}
int64_t cost_minutes_sum(const cost_minutes_t *minutes, int64_t from, int64_t until);
/* The first minute of [from, until) on that side of the bound; `until` if there is none. */
int64_t cost_minutes_find(const cost_minutes_t *minutes, int64_t from, int64_t until, cost_bound_t bound);

/* How many minutes in a row, back from `last`, lie on that side of the bound; at most `most`, which are there. */
int64_t cost_minutes_run(const cost_minutes_t *minutes, int64_t last, int64_t most, cost_bound_t bound);

/* The first minute of [from, until), of a load or of sums, that is not above `above` or is above `most`; `until` if
 * there is none. */
int64_t cost_minutes_leave(const cost_minutes_t *minutes, int64_t from, int64_t until, int64_t above, int64_t most);

/* Three bounds, and on which sides of them 32 minutes lie: bit i is of the i-th. */
typedef struct {
    int64_t high, low, most;
} cost_side_bounds_t;
typedef struct {
    uint32_t above_high, above_low;
    bool above_most; /* any of them */
} cost_sides_t;
enum { COST_SIDES_MINUTES = 32 };
/* A minute's units are load[i], of sums load[i] less less[i]. */
typedef cost_sides_t cost_sides_fn(const int64_t *load, const int64_t *less, const cost_side_bounds_t *bounds);
/* The one for a load, which does not look at `less`, or for sums. */
cost_sides_fn *cost_minutes_sides(const cost_minutes_t *minutes);

/* What of [from, until) lies above a capacity of so many units a minute: units, and the minutes that have them. */
typedef struct {
    int64_t units, minutes;
} cost_excess_t;
cost_excess_t cost_minutes_excess(const cost_minutes_t *minutes, int64_t from, int64_t until, int64_t capacity);

/* Whether this processor has them; the most that it has, which is not BEST. */
cost_lanes_t cost_lanes_best(void);
bool cost_lanes_are_there(cost_lanes_t lanes);

#endif
