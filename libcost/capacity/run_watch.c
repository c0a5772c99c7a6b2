#include "libcost/capacity/run_watch.h"

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* How many minutes of the run end with `minute`; at most those that are needed. */
static int64_t run_until(const cost_run_watch_t *watch, const cost_minutes_t *minutes, int64_t from, int64_t minute)
{
    const int64_t room = least(watch->needed, minute - from + 1);
    const int64_t length = cost_minutes_run(minutes, minute, room, watch->run);
    return length == minute - from + 1 ? least(length + watch->had, watch->needed) : length;
}

static bool is_never(cost_bound_t bound)
{
    return bound.above ? bound.load >= COST_BOUND_NEVER : bound.load < 0;
}

int64_t cost_run_watch_find(const cost_run_watch_t *watch, const cost_minutes_t *minutes, int64_t from, int64_t now,
                            int64_t searched, int64_t until)
{
    const int64_t end = is_never(watch->last) ? from : until - watch->delay;
    int64_t minute = greatest(from, greatest(watch->not_before, searched) - watch->latest);
    while (minute < end && (minute = cost_minutes_find(minutes, minute, end, watch->last)) < end) {
        const int64_t length = run_until(watch, minutes, from, minute);
        if (length >= watch->needed)
            return least(greatest(now, greatest(minute + watch->delay, watch->not_before)), until);
        minute += watch->needed - length;
    }
    return until;
}
