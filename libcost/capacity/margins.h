/* How far the loads of a stretch of the month could have been others without a difference to what the service did.
 *
 *     sights of [4000, 4180):  from minute 4000 on 3 tasks run, all healthy, 3 are desired ...
 *     if (cost_margins_learn(&margins, &loop, sights, sight_count, 4000, 4180, 10080))
 *         ... in the minutes [14080, 14260) it does the same, if it begins the same; and in [24160, 24340) where
 *         cost_margins_hold(&loop.minutes, margins.list, margins.count, 4000, 20160)
 *
 * A minute's margin ends at the nearest of all that its load is compared with, over the tasks that policies see in it:
 * what is high or low for an alarm, what wants more than are desired or fewer than there are, and what the healthy
 * tasks serve; where policies had votes, also at the loads of which one would want another count.  So, by induction
 * over the minutes, loads within their margins give the same alarms, the same votes and the same decisions. */
#ifndef COST_MARGINS_H
#define COST_MARGINS_H

#include "libcost/capacity/service_state.h"

/* Whom the policies see in a minute of load, and from it on; `desired` is what was desired when they saw it. */
typedef struct {
    int64_t minute;
    int32_t running, healthy, desired;
    bool voted; /* policies were asked what they want of that minute; the tasks are those of the sight before */
} cost_sight_t;

/* Up to minute `until`: loads above `above`, and at most `most`, make no difference. */
typedef struct {
    int64_t until, above, most;
} cost_margin_t;

/* Grows; zero to begin with, cost_free(list) at the end. */
typedef struct {
    cost_margin_t *list;
    size_t count, capacity;
} cost_margins_t;

/* Adds those of minutes [from, until): sights in order, the first at `from`.  False, with nothing added, as soon as one
 * of the minutes that come `later` is without; or when memory is out (loop->failed). */
bool cost_margins_learn(cost_margins_t *margins, cost_loop_t *loop, const cost_sight_t *sights, size_t sight_count,
                        int64_t from, int64_t until, int64_t later);
/* Whether the minutes that come `later` are within them. */
bool cost_margins_hold(const cost_minutes_t *minutes, const cost_margin_t *margins, size_t count, int64_t from,
                       int64_t later);

#endif
