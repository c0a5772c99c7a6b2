/* A service at rest: a minute before which its tasks have been the same for so long that no alarm reads, and nothing on
 * its way is, of any others.  What comes after it depends on a few counts and cooldowns, on loads and on actions.
 *
 *     rests[0] = cost_rest_of(&loop);
 *     ... the loop goes on, to a minute at which it is at rest again
 *     rests[1] = cost_rest_of(&loop);
 *     ... and on
 *     now = cost_rest_of(&loop);
 *     if (cost_rest_is_alike(rests, &now, &loop) && ... its loads are within the margins of those of then (margins.h))
 *         cost_rest_repeat(&loop, rests, sights);     // what came between rests[0] and rests[1] comes once more
 */
#ifndef COST_REST_H
#define COST_REST_H

#include "libcost/capacity/margins.h"

enum { COST_REST_POLICIES = 4, COST_REST_PROVIDERS = 4 }; /* no more than that */

/* Seconds that are left of cooldowns, and what the one for scaling out is about. */
typedef struct {
    int64_t out_s, out_to, in_s;
} cost_cooldowns_t;

/* All members are of 64 bits: compared as bytes. */
typedef struct {
    int64_t desired; /* as many run, and are healthy */
    cost_bounds_t stated, bounds;
    int64_t alive[COST_REST_PROVIDERS];
    cost_cooldowns_t cooldowns[COST_REST_POLICIES];
} cost_rest_state_t;

typedef struct {
    int64_t minute;
    cost_rest_state_t state;
    /* So far in the month: */
    int64_t running_minutes, saturated_minutes, interrupted, stuck_deployments, starts, stops;
    size_t events, changes;
    /* Whoever keeps them notes where those of the piece begin that begins here; margins once they are known. */
    size_t sights, margins, margin_count;
} cost_rest_t;

cost_rest_t cost_rest_of(const cost_loop_t *loop);
/* Whether the service is as it was at a rest, and the actions up to the next one come again, all of it in the month. */
bool cost_rest_is_alike(const cost_rest_t *rest, const cost_rest_t *now, const cost_loop_t *loop);
/* From rest to rest once more: the same events and changes of tasks, later by whole minutes; what is served and lost of
 * the loads of now.  What alarms have seen stays behind: the caller's.  loop->failed: memory is out. */
void cost_rest_repeat(cost_loop_t *loop, const cost_rest_t *rest, const cost_sight_t *sights);

#endif
