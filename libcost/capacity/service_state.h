/* The state of a service in the middle of its month: what the loop's step reads and writes, and what the scan
 * (scan.h) passes over.  Private to service_*.c and scan.c.
 *
 *     cost_loop_t loop;
 *     cost_loop_open(&loop, out, plan);
 *     while (!loop.failed && loop.minute < loop.minutes.count)
 *         cost_loop_minute(&loop);
 *     status = cost_loop_close(&loop); */
#ifndef COST_SERVICE_STATE_H
#define COST_SERVICE_STATE_H

#include "libcost/capacity/minutes.h"
#include "libcost/capacity/service_loop.h"

/* A deployment: tasks are replaced in waves, each as large as its limits let it. */
typedef struct {
    bool active, beside;
    int64_t left[COST_PROVIDERS_MAX]; /* to be replaced, the present wave's included */
    int64_t wave[COST_PROVIDERS_MAX];
    int64_t healthy_s; /* when the present wave is */
} cost_roll_state_t;

enum { COST_CAPACITY_SLOTS = 16 };

typedef struct {
    cost_loop_plan_t plan;
    cost_loop_result_t *out;
    cost_minutes_t minutes; /* of load */
    cost_tracking_t *tracking;
    cost_vote_t *votes;
    cost_steps_t *steps;
    int64_t *wants;               /* of the step policies */
    int64_t *hours;               /* loads, for the forecast */
    cost_bounds_t stated, bounds; /* stated, and as a forecast may raise them */
    int64_t desired, forecast;
    int64_t step_s, steps_per_minute;
    int64_t minute, part; /* of the step at hand */
    size_t next_action;
    int64_t next_hour;
    cost_roll_state_t roll;
    cost_queue_t queue;
    int64_t capacity, capacity_healthy; /* units that so many tasks serve in a step */
    struct {
        int64_t healthy, capacity;
    } capacities[COST_CAPACITY_SLOTS]; /* of counts that came before, to be found again; healthy 0: free */
    bool saturated;                    /* in this minute */
    bool unhealthy;                    /* so far there was a step in which no task was healthy */
    bool voted;                        /* for whom it matters to clear: policies were asked what they want */
    bool failed;                       /* memory is out */
} cost_loop_t;

/* Checks the plan and sets out at minute 0.  cost_loop_close() is due in any case, and says how it went. */
cost_status_t cost_loop_open(cost_loop_t *loop, cost_loop_result_t *out, const cost_loop_plan_t *plan);
/* The steps of minute `loop->minute`, which then is the next. */
void cost_loop_minute(cost_loop_t *loop);
/* The same in its parts: what is due, and the load, which the policies see; then what they decide. */
void cost_loop_begin_minute(cost_loop_t *loop);
/* What is due before the step ends, each at its own second. */
void cost_loop_act(cost_loop_t *loop, int64_t step);
int64_t cost_loop_begin_step(cost_loop_t *loop, int64_t step);
void cost_loop_end_step(cost_loop_t *loop, int64_t step, int64_t load);
void cost_loop_end_minute(cost_loop_t *loop);
cost_status_t cost_loop_close(cost_loop_t *loop);

/* Seconds of a step: 60, or 20. */
int64_t cost_loop_step_s(const cost_loop_plan_t *plan);
/* Whether the plan keeps the limits that service_loop.h names. */
bool cost_loop_is_plan(const cost_loop_plan_t *plan);

/* Cooldowns of those of the votes whose will it was. */
void cost_loop_note_acted(cost_loop_t *loop, int64_t from, int64_t to, int64_t now_s);
/* No scale-in while launches are pending or a deployment is under way; who waits for a place pends for too long. */
bool cost_loop_is_settled(const cost_loop_t *loop);
/* When the next forecast is due; INT64_MAX: never. */
int64_t cost_loop_forecast_s(const cost_loop_t *loop);
/* Units of load that the healthy tasks serve in a step; and so many. */
int64_t cost_loop_capacity(cost_loop_t *loop);
int64_t cost_loop_capacity_of(cost_loop_t *loop, int64_t healthy);
/* Events [from, until) once more, later by so many minutes.  False when memory is out. */
bool cost_loop_repeat_events(cost_loop_t *loop, size_t from, size_t until, int64_t later_minutes);
/* The tasks that run now are noted. */
void cost_loop_note_running(cost_loop_t *loop);

/* Deployments: one begins; what is due by now_s happens; one under way is given up. */
void cost_roll_begin(cost_loop_t *loop, int64_t at_s);
void cost_roll_move(cost_loop_t *loop, int64_t now_s);
void cost_roll_cancel(cost_loop_t *loop, int64_t at_s);

#endif
