/* Pairs of schedules as stretches of time in which something is on. */
#include <stdio.h>

#include "libcost/demand/cron.h"
#include "libcost/demand/cron_day.h"

enum { DAY_SECONDS = 86400, HOUR_SECONDS = 3600, DAYS_BACK = 400 };

bool cost_cron_is_idle(const cost_cron_t *cron, const cost_zone_t *zone, int64_t from, char why[COST_CRON_WHY_SIZE])
{
    if (cost_cron_next(cron, zone, from, 0) != INT64_MAX)
        return false;
    snprintf(
        why, COST_CRON_WHY_SIZE, "%s",
        cost_cron_next(cron, zone, 0, 0) != INT64_MAX
            ? "it never fires again: its last time is over a year before the period; a year of the period, or * as "
              "the year, would do"
            : "it never fires: no year has such a day, or clocks are put forward over its time; L is the last day "
              "of a month");
    return true;
}

/* The last fire at or before `time`, or INT64_MIN.  There is no search backwards: it looks forward from twice as far
 * back each time, so that a frequent schedule is found within few fires and a rare one has few fires. */
static int64_t last_fire(cost_fires_t *fires, int64_t time)
{
    static const int64_t farthest = (int64_t)DAYS_BACK * DAY_SECONDS;
    int64_t last = INT64_MIN, back = HOUR_SECONDS;
    for (bool done = false; !done && last == INT64_MIN; back *= 2) {
        done = back >= farthest;
        int64_t from = time - (done ? farthest : back);
        for (int64_t fire = cost_fires_next(fires, from); fire <= time; fire = cost_fires_next(fires, fire))
            last = fire;
    }
    return last;
}

size_t cost_cron_windows(const cost_cron_t *start, const cost_cron_t *stop, const cost_zone_t *zone,
                         int64_t month_start, int64_t month_seconds, cost_window_t *windows, size_t capacity)
{
    cost_fires_t starts = {.cron = start, .zone = zone}, stops = {.cron = stop, .zone = zone};
    int64_t end = month_start + month_seconds, on = month_start;
    size_t count = 0;
    if (last_fire(&starts, month_start) < last_fire(&stops, month_start))
        on = cost_fires_next(&starts, month_start);
    while (on < end) {
        /* When both fire at one instant, start wins: what is uncertain is billed. */
        int64_t off = cost_fires_next_except(&stops, &starts, on, end);
        if (count < capacity)
            windows[count] = (cost_window_t){on - month_start, off - month_start};
        count++;
        on = cost_fires_next(&starts, off);
    }
    return count;
}
