/* The datapoints of one metric on their way to the alarms: a period's load and tasks, seen after the publish delay.
 * Source: scaling rules, section 2.3.
 *
 *     cost_datapoints_t points;
 *     cost_datapoints_init(&points, 60, 150, 60, false);
 *     each step: const cost_point_t *seen = cost_datapoints_add(&points, step, load, running, healthy);
 *
 * A load that flows adds up over the period; a level (a backlog) is what it is at the period's end.  The tasks of a
 * datapoint are those of its last step. */
#ifndef COST_DATAPOINTS_H
#define COST_DATAPOINTS_H

#include "libcost/capacity/minutes.h"

enum { COST_PUBLISH_DELAY_MAX = 3600, COST_DELAY_SLOTS = 256 };

typedef struct {
    int64_t load;
    int32_t running, healthy;
} cost_point_t;

typedef struct {
    int32_t parts;       /* steps of a minute */
    int32_t steps;       /* of a period */
    int32_t per_minute;  /* datapoints of a minute; 1 for periods that are longer */
    int32_t delay_steps; /* of the publish delay */
    int32_t after_s;     /* what is left of the delay: the alarms see a point so long after a step's end */
    bool level;
    int32_t last_slot; /* of those used: the least 2^n - 1 that the delay needs, to stay in few cache lines */
    int64_t load;      /* so far in a period that is longer than a step */
    cost_point_t slots[COST_DELAY_SLOTS];
} cost_datapoints_t;

/* step_s is 60 or 20, and the period a multiple of it; delay_s from 0 to COST_PUBLISH_DELAY_MAX. */
static inline void cost_datapoints_init(cost_datapoints_t *points, int32_t period_s, int32_t delay_s, int32_t step_s,
                                        bool level)
{
    points->parts = 60 / step_s;
    points->steps = period_s / step_s;
    points->per_minute = period_s < 60 ? 60 / period_s : 1;
    points->delay_steps = delay_s / step_s;
    points->after_s = delay_s % step_s;
    points->level = level;
    points->load = 0;
    points->last_slot = 0;
    while (points->last_slot < points->delay_steps)
        points->last_slot = 2 * points->last_slot + 1;
}

static inline bool cost_datapoints_ends(const cost_datapoints_t *points, int64_t step)
{
    return points->steps == 1 || step % points->steps == points->steps - 1;
}

/* The datapoint that is seen at the end of a step, or NULL. */
static inline const cost_point_t *cost_datapoints_seen(const cost_datapoints_t *points, int64_t step)
{
    const int64_t made = step - points->delay_steps;
    return made >= 0 && cost_datapoints_ends(points, made) ? &points->slots[made & points->last_slot] : NULL;
}

/* Step number `step` (from 0) is over.  Answers what cost_datapoints_seen() does; valid until the next step. */
static inline const cost_point_t *cost_datapoints_add(cost_datapoints_t *points, int64_t step, int64_t load,
                                                      int32_t running, int32_t healthy)
{
    const bool fresh = points->steps == 1 || points->level || step % points->steps == 0;
    points->load = fresh ? load : points->load + load;
    points->slots[step & points->last_slot] = (cost_point_t){points->load, running, healthy};
    return cost_datapoints_seen(points, step);
}

/* ---- many steps at once, in periods of at most a minute ---- */

/* Steps up to `until`, over the same tasks. */
typedef struct {
    int64_t until;
    int32_t running, healthy;
} cost_task_stretch_t;

/* The datapoint of the period that ends with a step of such a stretch. */
cost_point_t cost_datapoints_make(const cost_datapoints_t *points, const cost_minutes_t *minutes, int64_t step,
                                  const cost_task_stretch_t *stretch);
/* How many datapoints in a row, the newest of the period that ends with `last`, lie on that side of the bound; at most
 * `most` are looked at. */
int32_t cost_datapoints_streak(const cost_datapoints_t *points, const cost_minutes_t *minutes, int64_t last,
                               int32_t most, cost_bound_t bound);
/* Puts what is not seen before `until`, and is made at `from` or later, on its way.  The stretches begin at `from`; the
 * last ends at `until`. */
void cost_datapoints_refill(cost_datapoints_t *points, const cost_minutes_t *minutes, int64_t from,
                            const cost_task_stretch_t *stretches, int64_t until);

#endif
