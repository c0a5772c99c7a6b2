#include "libcost/capacity/scheduled.h"

static const int64_t farthest_s = (int64_t)400 * 86400;

cost_bounds_t cost_scheduled_bounds(cost_bounds_t bounds, int64_t min, int64_t max)
{
    if (min != COST_UNCHANGED)
        bounds.min = min;
    if (max != COST_UNCHANGED)
        bounds.max = max;
    if (bounds.min > bounds.max && max == COST_UNCHANGED)
        bounds.max = bounds.min;
    if (bounds.min > bounds.max)
        bounds.min = bounds.max;
    return bounds;
}

/* A rate counts from the action's start, else from 1970, so that months agree. */
static int64_t next_fire(const cost_scheduled_t *action, int64_t after)
{
    const int64_t rate_start = action->from_s > 0 ? action->from_s : 0;
    if (after < action->from_s)
        after = action->from_s - 1;
    const int64_t fire = cost_cron_next(action->cron, action->zone, after, rate_start);
    return fire <= action->until_s ? fire : INT64_MAX;
}

/* The earliest next fire, ties to the first action; false when there is none before `end`. */
static bool earliest(cost_fire_t *out, const cost_scheduled_t *actions, size_t action_count, const cost_fire_t *last,
                     int64_t start, int64_t end)
{
    bool found = false;
    for (size_t i = 0; i < action_count; i++) {
        /* At the last fire's own instant only later actions are left. */
        const int64_t after = last ? (i > last->action ? last->at_s - 1 : last->at_s) : start - 1;
        const int64_t fire = next_fire(&actions[i], after);
        if (fire < end && (!found || fire < out->at_s)) {
            *out = (cost_fire_t){fire, i};
            found = true;
        }
    }
    return found;
}

size_t cost_scheduled_fires(cost_fire_t *fires, size_t capacity, const cost_scheduled_t *actions, size_t action_count,
                            int64_t month_start, int64_t month_seconds)
{
    cost_fire_t fire, last;
    size_t count = 0;
    while (earliest(&fire, actions, action_count, count ? &last : NULL, month_start, month_start + month_seconds)) {
        if (count < capacity)
            fires[count] = (cost_fire_t){fire.at_s - month_start, fire.action};
        last = fire;
        count++;
    }
    return count;
}

/* The last fire before `time`, or INT64_MIN.  It looks forward from twice as far back each time. */
static int64_t last_fire(const cost_scheduled_t *action, int64_t time)
{
    int64_t last = INT64_MIN;
    for (int64_t back = 3600; last == INT64_MIN; back *= 2) {
        const int64_t from = time - (back < farthest_s ? back : farthest_s);
        for (int64_t fire = next_fire(action, from - 1); fire < time; fire = next_fire(action, fire))
            last = fire;
        if (back >= farthest_s)
            break;
    }
    return last;
}

cost_bounds_t cost_scheduled_opening(cost_bounds_t stated, const cost_scheduled_t *actions, size_t action_count,
                                     int64_t month_start)
{
    /* In order of their last fires: the earliest that is later than the one before. */
    int64_t done_s = INT64_MIN;
    size_t done = SIZE_MAX;
    for (size_t turn = 0; turn < action_count; turn++) {
        int64_t next_s = INT64_MAX;
        size_t next = SIZE_MAX;
        for (size_t i = 0; i < action_count; i++) {
            const int64_t last = last_fire(&actions[i], month_start);
            const bool later = last > done_s || (last == done_s && last != INT64_MIN && i > done);
            if (last != INT64_MIN && later && last < next_s) {
                next_s = last;
                next = i;
            }
        }
        if (next == SIZE_MAX)
            break;
        stated = cost_scheduled_bounds(stated, actions[next].min, actions[next].max);
        done_s = next_s;
        done = next;
    }
    return stated;
}
