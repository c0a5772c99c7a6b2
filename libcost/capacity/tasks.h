/* The tasks of one service from launch to stop, by the second, over its capacity providers.
 * Source: scaling rules, sections 3 and 4; billing rules, section 1.
 *
 *     decision    pull        running     in traffic         decision      stopped
 *        |  provision |   start   | health, warm-up |  serves    |  drain, stop |
 *                     |------------------------- billed -------------------------|
 *
 *     cost_tasks_t tasks;
 *     cost_tasks_init(&tasks, &life, providers, 2, month_seconds, 2);
 *     cost_tasks_set(&tasks, 5, 600);            // at second 600 five are desired
 *     cost_tasks_advance(&tasks, 660);           // tasks.running, tasks.healthy
 *     cost_tasks_finish(&tasks);                 // tasks.billed_s[], tasks.runs
 *     cost_tasks_clear(&tasks);
 *
 * The month opens in a steady state: the first tasks are in traffic at second 0 and no start of theirs is counted. What
 * happens after the month's end is the next month's; a start in the month has its billed minimum, as far as it lies in
 * the month.  A task counts as running from its start to the decision to stop it; while it drains it is billed only.
 *
 * Tasks are kept as batches that were launched together; once in traffic and past their minimum they are only a count,
 * since nothing tells them apart any more.  What is billed is added up from changes, not second by second.
 * Functions that say bool answer false when memory is out. */
#ifndef COST_TASKS_H
#define COST_TASKS_H

#include <stdbool.h>

#include "libcost/capacity/providers.h"
#include "libcost/flow/flow.h"

enum { COST_PROVIDERS_MAX = 20 };

/* All in seconds, >= 0. */
typedef struct {
    int64_t provision_s; /* from the decision to the start of the image pull; not billed */
    int64_t start_s;     /* from there until the task runs: by its image, or AWS's figure, 23 */
    int64_t health_s;    /* until it is healthy and gets traffic: threshold x interval, 60 by default */
    int64_t warm_up_s;   /* until it counts at full speed */
    int64_t drain_s;     /* deregistration delay, 300 by default */
    int64_t stop_s;      /* from SIGTERM until it has stopped, 30 by default, at most 120 */
    int64_t minimum_s;   /* that every start is billed at least: 60, Windows 300 */
} cost_task_times_t;

/* Tasks of one provider that were launched together.  Until a place is found for them they never pull. */
typedef struct {
    int64_t asked_s, pull_s, running_s, healthy_s, settled_s;
    int64_t count;
    int32_t provider;
    bool runs, serves;
} cost_task_batch_t;

/* In few bytes: a month has thousands. */
typedef struct {
    int32_t at_s;
    int32_t running, billed; /* by how much they change */
    int32_t provider;
} cost_task_change_t;

/* How a count is shared out between one or two providers. */
enum { COST_TASK_SHARES_SLOTS = 16, COST_TASK_SHARES_PROVIDERS = 2 };
typedef struct {
    bool known;
    int64_t desired, shares[COST_TASK_SHARES_PROVIDERS];
} cost_task_shares_t;

typedef struct {
    cost_task_times_t life;
    const cost_provider_t *providers;
    size_t provider_count; /* 1 to COST_PROVIDERS_MAX */
    int64_t month_seconds; /* below 2^31 */
    bool sums_only;        /* may be set after cost_tasks_init(): runs are not asked for, only seconds */
    bool waits;            /* likewise: who is launched waits for cost_tasks_place() */

    int64_t alive[COST_PROVIDERS_MAX];   /* launched and not told to stop; starting ones included */
    int64_t settled[COST_PROVIDERS_MAX]; /* of those: in traffic and past the minimum */
    int64_t extra[COST_PROVIDERS_MAX];   /* of those: beside the desired count, during a deployment */
    int64_t running, healthy, starting;  /* at the last advance: all providers */
    int64_t waiting;                     /* of the starting ones: for a place */
    int64_t next_s;                      /* when the next batch moves on */
    cost_task_batch_t *batches;          /* not settled; in order of launch */
    size_t batch_count, batch_capacity;
    cost_task_change_t *changes; /* until cost_tasks_finish() */
    size_t change_count, change_capacity;

    cost_task_shares_t shares[COST_TASK_SHARES_SLOTS]; /* of counts that came before, to be found again */

    int64_t starts, stops;
    /* After cost_tasks_finish(): */
    int64_t running_s[COST_PROVIDERS_MAX], billed_s[COST_PROVIDERS_MAX]; /* task-seconds of the month */
    cost_capacity_run_t *runs; /* by provider, then in time; they cover the month.  sums_only: none */
    size_t run_count;
} cost_tasks_t;

/* How the tasks that are stopped go. */
typedef enum {
    COST_STOP_DRAIN,  /* drain, SIGTERM, stop: scale-in, deployment */
    COST_STOP_CRASH,  /* no container left to stop: drain only */
    COST_STOP_RECLAIM /* Spot takes it back: out of traffic at the notice, billed for `notice_s` more */
} cost_stop_t;

bool cost_tasks_init(cost_tasks_t *tasks, const cost_task_times_t *life, const cost_provider_t *providers,
                     size_t provider_count, int64_t month_seconds, int64_t count);
void cost_tasks_clear(cost_tasks_t *tasks);
/* Moves batches on to second `now_s` (not back): what has started runs, what is healthy serves. */
void cost_tasks_advance(cost_tasks_t *tasks, int64_t now_s);
/* Second at_s (>= the last advance, within the step): `desired` tasks.  Each provider gets its share of them: below it
 * it launches, above it it stops its newest. */
bool cost_tasks_set(cost_tasks_t *tasks, int64_t desired, int64_t at_s);
bool cost_tasks_launch(cost_tasks_t *tasks, int32_t provider, int64_t count, int64_t at_s);
/* How many wait for a place that were launched by second `at_s`. */
int64_t cost_tasks_waiting(const cost_tasks_t *tasks, int64_t at_s);
/* Places for `count` of those who wait, the oldest first, from second at_s on or from when they were launched. */
bool cost_tasks_place(cost_tasks_t *tasks, int64_t count, int64_t at_s);
/* At the month's start, of one provider: `count` of the first tasks have no place. */
bool cost_tasks_displace(cost_tasks_t *tasks, int64_t count);
/* Stops up to `count` tasks of a provider, its oldest or its newest first; the counts of before stay desired. */
bool cost_tasks_stop_oldest(cost_tasks_t *tasks, int32_t provider, int64_t count, int64_t at_s, cost_stop_t how,
                            int64_t notice_s);
bool cost_tasks_stop_newest(cost_tasks_t *tasks, int32_t provider, int64_t count, int64_t at_s);
/* Changes [from, until) once more, so much later, as far as that is in the month. */
bool cost_tasks_repeat(cost_tasks_t *tasks, size_t from, size_t until, int64_t later_s);
/* Sums up, and makes the runs. */
bool cost_tasks_finish(cost_tasks_t *tasks);

#endif
