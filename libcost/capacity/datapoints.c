#include "libcost/capacity/datapoints.h"

/* Of the period that ends with a step.  No level rises while steps are passed over. */
static inline int64_t load_of(const cost_datapoints_t *points, const cost_minutes_t *minutes, int64_t step)
{
    if (points->level)
        return 0;
    if (points->parts == 1)
        return cost_minutes_at(minutes, step);
    const int64_t minute = step / points->parts;
    return points->steps == 1 ? cost_minutes_part(minutes, minute, step % points->parts, points->parts)
                              : cost_minutes_at(minutes, minute);
}

cost_points_seen_t cost_datapoints_pass(const cost_datapoints_t *points, int64_t from, int64_t until)
{
    /* Periods that end before what is seen at a step; there is none before the month. */
    const int64_t before = from - points->delay_steps, by = until - points->delay_steps;
    const int64_t first = before > 0 ? before / points->steps : 0, past = by > 0 ? by / points->steps : 0;
    return (cost_points_seen_t){past - first, past * points->steps - 1};
}

cost_point_t cost_datapoints_make(const cost_datapoints_t *points, const cost_minutes_t *minutes, int64_t step,
                                  int32_t running, int32_t healthy)
{
    return (cost_point_t){load_of(points, minutes, step), running, healthy};
}

int32_t cost_datapoints_streak(const cost_datapoints_t *points, const cost_minutes_t *minutes, int64_t last,
                               int32_t most, cost_bound_t bound)
{
    int32_t streak = 0;
    if (points->parts == 1 && !points->level) /* the same, as nearly always */
        while (streak < most && (cost_minutes_at(minutes, last - streak) > bound.load) == bound.above)
            streak++;
    else
        while (streak < most &&
               (load_of(points, minutes, last - (int64_t)streak * points->steps) > bound.load) == bound.above)
            streak++;
    return streak;
}

void cost_datapoints_refill(cost_datapoints_t *points, const cost_minutes_t *minutes, int64_t until, int32_t running,
                            int32_t healthy)
{
    const int64_t unseen = until - points->delay_steps;
    for (int64_t step = unseen > 0 ? unseen : 0; step < until; step++)
        if (cost_datapoints_ends(points, step))
            points->slots[step & points->last_slot] = cost_datapoints_make(points, minutes, step, running, healthy);
}
