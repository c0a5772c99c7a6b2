/* What goes in a month as it went a week or a day before need not be scanned again.
 *
 *     cost_repeat_t repeat;
 *     cost_repeat_open(&repeat, &loop, false);
 *     ... the scan says what policies see, and rests where nothing has moved for long; in minute `repeat.next`:
 *     cost_repeat_rest(&repeat, &loop);
 *     if (cost_repeat_try(&repeat, &loop))
 *         ... loop.minute is some pieces further on
 *     cost_repeat_close(&repeat);
 *
 * Rests (rest.h) cut a month into pieces.  A piece is repeated after a rest in the same state, where the same actions
 * come at the same seconds and every load is within the margin of that a week, or a day, before (margins.h).  The
 * reference loop would then decide the same, so many minutes later.  Loads need not be equal: in columns whole units
 * are spread so that minutes of the same weight differ by one (libcost/demand/column.h), and no two weeks have the
 * same.
 *
 * It does nothing in months in which little happens, which a search is through as fast, or whose first two weeks look
 * different; and gives up where pieces turn out not to fit.
 *
 * Private to scan.c, which asks for it where all policies see the same minute, and neither step policies nor queues are
 * there.  When memory is out, `loop.failed` is set. */
#ifndef COST_REPEAT_H
#define COST_REPEAT_H

#include "libcost/capacity/rest.h"

enum { COST_REPEAT_PERIODS = 2 };

/* From this minute on it went as from rests[rest] to the next one. */
typedef struct {
    int64_t minute;
    size_t rest;
} cost_piece_t;

typedef struct {
    int64_t minutes;
    size_t at;           /* the next piece that may be repeated so much later */
    size_t pause, again; /* pieces to be left out after one that did not fit; the first that is not */
} cost_repeat_period_t;

typedef struct {
    bool on;
    bool open;      /* the last rest's piece is being scanned */
    int64_t settle; /* minutes */
    int64_t next;   /* minute at which a piece may be repeated; INT64_MAX: none */
    int misses;     /* since the last that fitted; too many, and no more is tried */
    int64_t steps;  /* minutes that were neither jumped over nor repeated */
    cost_repeat_period_t periods[COST_REPEAT_PERIODS];
    cost_rest_t *rests;
    size_t rest_count, rest_capacity;
    cost_piece_t *pieces;
    size_t piece_count, piece_capacity;
    cost_sight_t *sights;
    size_t sight_count, sight_limit, sight_capacity; /* limit: of those that a piece may have, and there is room for */
    cost_sight_t sight;                              /* the newest */
    cost_margins_t margins;
} cost_repeat_t;

/* `off`: nothing is ever repeated. */
void cost_repeat_open(cost_repeat_t *repeat, const cost_loop_t *loop, bool off);
void cost_repeat_close(cost_repeat_t *repeat);

/* Whether a rest in loop->minute is worth while: enough happens, loads look alike, and none was for a while. */
bool cost_repeat_wants_rest(cost_repeat_t *repeat, const cost_loop_t *loop);
/* loop->minute, not begun yet, is one. */
void cost_repeat_rest(cost_repeat_t *repeat, cost_loop_t *loop);
/* Right after that, in minute `next`: repeats what can be, and rests.  False, with nothing changed, if nothing can.
 * Policies have then to be told of the minutes in between, as if their tasks had been there all the time. */
bool cost_repeat_try(cost_repeat_t *repeat, cost_loop_t *loop);
/* Minute `next` is over. */
void cost_repeat_pass(cost_repeat_t *repeat, int64_t minute);

/* At the limit: makes room; false when no more are to be noted of this piece. */
bool cost_repeat_make_room(cost_repeat_t *repeat, cost_loop_t *loop);
static inline void cost_repeat_add_sight(cost_repeat_t *repeat, cost_loop_t *loop, bool voted)
{
    if (repeat->sight_count == repeat->sight_limit && !cost_repeat_make_room(repeat, loop))
        return;
    repeat->sight.voted = voted;
    repeat->sights[repeat->sight_count++] = repeat->sight;
}
/* While `open`: what policies see at the end of a minute, before they decide, a minute of load and its tasks. */
static inline void cost_repeat_see(cost_repeat_t *repeat, cost_loop_t *loop, int64_t minute,
                                   const cost_task_stretch_t *tasks)
{
    cost_sight_t *sight = &repeat->sight;
    sight->minute = minute;
    if (sight->running == tasks->running && sight->healthy == tasks->healthy && sight->desired == loop->desired)
        return;
    sight->running = tasks->running;
    sight->healthy = tasks->healthy;
    sight->desired = (int32_t)loop->desired;
    cost_repeat_add_sight(repeat, loop, false);
}

#endif
