/* So many minutes in a row on one side of a bound: when does such a run next end?
 *
 *     cost_run_watch_t high = {.run = {8400, true}, .last = {8400, true}, .needed = 3, .delay = 2, .latest = 2};
 *     int64_t minute = cost_run_watch_find(&high, &minutes, 0, 0, 0, 43200);   // two after the third above 8400 */
#ifndef COST_RUN_WATCH_H
#define COST_RUN_WATCH_H

#include "libcost/capacity/minutes.h"

typedef struct {
    cost_bound_t run, last; /* of the minutes; of the one that completes the run, which is one of them */
    int64_t needed;         /* minutes in a row */
    int64_t delay,
        latest;         /* minutes from the last one until something may come of it; and until nothing does any more */
    int64_t had;        /* minutes of a run that came before the first one */
    int64_t not_before; /* minute before which nothing comes of it */
} cost_run_watch_t;

/* The first minute of [searched, until) in which something may come of a run; `until`: none.  From `now` up to
 * `searched` nothing does.  `from` is the first minute that counts, `had` is of those before it. */
int64_t cost_run_watch_find(const cost_run_watch_t *watch, const cost_minutes_t *minutes, int64_t from, int64_t now,
                            int64_t searched, int64_t until);

#endif
