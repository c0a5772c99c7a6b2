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

cost_point_t cost_datapoints_make(const cost_datapoints_t *points, const cost_minutes_t *minutes, int64_t step,
                                  const cost_task_stretch_t *stretch)
{
    return (cost_point_t){load_of(points, minutes, step), stretch->running, stretch->healthy};
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

void cost_datapoints_refill(cost_datapoints_t *points, const cost_minutes_t *minutes, int64_t from,
                            const cost_task_stretch_t *stretches, int64_t until)
{
    int64_t step = until - points->delay_steps;
    for (step = step > from ? step : from; step < until; step++) {
        while (stretches->until <= step)
            stretches++;
        if (cost_datapoints_ends(points, step))
            points->slots[step & points->last_slot] = cost_datapoints_make(points, minutes, step, stretches);
    }
}
