/* Pairs of schedules as stretches of time in which something is on. */
#include "libcost/demand/cron.h"

enum { DAY_SECONDS = 86400, HOUR_SECONDS = 3600, DAYS_BACK = 400 };

/* Months must agree on the fires of a rate, whichever of them is asked for. */
enum { RATE_START = 0 };

static int64_t next_fire(const cost_cron_t *cron, const cost_zone_t *zone, int64_t after)
{
    return cost_cron_next(cron, zone, after, RATE_START);
}

/* The last fire at or before `time`, or INT64_MIN.  There is no search backwards: it looks forward from twice as far
 * back each time, so that a frequent schedule is found within few fires and a rare one has few fires. */
static int64_t last_fire(const cost_cron_t *cron, const cost_zone_t *zone, int64_t time)
{
    static const int64_t farthest = (int64_t)DAYS_BACK * DAY_SECONDS;
    int64_t last = INT64_MIN, back = HOUR_SECONDS;
    for (bool done = false; !done && last == INT64_MIN; back *= 2) {
        done = back >= farthest;
        int64_t from = time - (done ? farthest : back);
        for (int64_t fire = next_fire(cron, zone, from); fire <= time; fire = next_fire(cron, zone, fire))
            last = fire;
    }
    return last;
}

/* When both fire at one instant, start wins: what is uncertain is billed. */
static int64_t next_off(const cost_cron_t *start, const cost_cron_t *stop, const cost_zone_t *zone, int64_t after,
                        int64_t end)
{
    int64_t off = next_fire(stop, zone, after);
    while (off < end && next_fire(start, zone, off - 1) == off)
        off = next_fire(stop, zone, off);
    return off < end ? off : end;
}

size_t cost_cron_windows(const cost_cron_t *start, const cost_cron_t *stop, const cost_zone_t *zone,
                         int64_t month_start, int64_t month_seconds, cost_window_t *windows, size_t capacity)
{
    int64_t end = month_start + month_seconds, on = month_start;
    size_t count = 0;
    if (last_fire(start, zone, month_start) < last_fire(stop, zone, month_start))
        on = next_fire(start, zone, month_start);
    while (on < end) {
        int64_t off = next_off(start, stop, zone, on, end);
        if (count < capacity)
            windows[count] = (cost_window_t){on - month_start, off - month_start};
        count++;
        on = next_fire(start, zone, off);
    }
    return count;
}
