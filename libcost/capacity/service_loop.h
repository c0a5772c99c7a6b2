/* One service over a month, step by step: the reference of what capacity does in time.  Faster engines are tested
 * against it.  Source: scaling rules, sections 1 to 4, 10.4 and 11.
 *
 *     cost_loop_plan_t plan = {.month_seconds = 720 * 3600, .load = per_minute, .model = model, .life = life,
 *                              .providers = providers, .provider_count = 2, .bounds = {2, 10}, .start = 2,
 *                              .policies = policies, .policy_count = 3};
 *     cost_loop_result_t month;
 *     if (!cost_loop_run(&month, &plan))
 *         ... month.tasks.billed_s[0], month.tasks.runs, month.events ...
 *     cost_loop_result_clear(&month);
 *
 * A step is a minute, or 20 s when a policy has 20 s metrics (a minute's load is then shared out evenly).  Order in
 * step [T, T + step), as in section 1 of the rules:
 *
 *   1. actions whose second lies in the step, in their order; forecasts; waves of deployments that have become healthy;
 *   2. tasks that have started by T run, those that are healthy by T serve;  (3. interruptions are actions)
 *   4. load: what `healthy` tasks can serve is served; of requests the rest is lost, of jobs it waits;
 *   5. the step's metrics; alarms see those that the publish delay lets through;
 *   6. scaling decisions, at T + step + what is left of the publish delay;
 *   7. running_minutes counts the tasks that run now (the convention of the sim-* vectors: a scale-in counts at once);
 *      the meters of `tasks` are by the second, from each decision's own second.
 *
 * The same plan gives the same integers, always.  Served and lost load add up to the load, for jobs with the backlog
 * that is left.  min <= desired <= max; a forecast may raise max. */
#ifndef COST_SERVICE_LOOP_H
#define COST_SERVICE_LOOP_H

#include "cost/status.h"
#include "libcost/capacity/minutes.h"
#include "libcost/capacity/predictive.h"
#include "libcost/capacity/queue.h"
#include "libcost/capacity/scheduled.h"
#include "libcost/capacity/steps.h"
#include "libcost/capacity/tasks.h"
#include "libcost/flow/flow.h"

typedef enum {
    COST_LOOP_BOUNDS,   /* a scheduled action, or a stop and a start: sets min and max */
    COST_LOOP_DEPLOY,   /* a rolling update of all tasks begins; one under way is given up */
    COST_LOOP_RESTART,  /* `count` tasks crash and are replaced at once, of the provider that has most */
    COST_LOOP_INTERRUPT /* `count` tasks of `provider` get notice; replaced after wait_s */
} cost_loop_kind_t;

typedef struct {
    int64_t at_s; /* seconds since the month's start, in the month */
    cost_loop_kind_t kind;
    int64_t min, max; /* BOUNDS; COST_UNCHANGED: as it is */
    int64_t count;
    int32_t provider;
    int64_t slot; /* INTERRUPT: nothing happens unless the provider has more tasks than that */
    int64_t wait_s, notice_s;
} cost_loop_action_t;

/* Pointers are borrowed for the call. */
typedef struct {
    int64_t month_seconds;       /* whole minutes, below 2^31 */
    const int64_t *load;         /* units of load in each minute, >= 0, below 2^50; or NULL, and instead of it */
    const cost_column_t *column; /* the month's minutes; in whole runs, a flat month costs next to nothing */
    cost_task_model_t model;
    cost_task_times_t life;
    const cost_provider_t *providers;
    size_t provider_count;
    cost_bounds_t bounds; /* at the month's start: cost_scheduled_opening() */
    int64_t start;        /* tasks at the month's start, moved into the bounds */
    const cost_tracking_policy_t *policies;
    size_t policy_count;
    const cost_step_policy_t *steps;
    size_t step_count;
    const cost_predictive_t *predictive; /* or NULL */
    const int64_t *hours_before;         /* loads of the hours before the month, the newest last, for predictive */
    int64_t hour_before_count;
    const cost_queue_rate_t *queue;    /* of workers; NULL: the load are requests.  Its load has whole jobs (units 1) */
    const cost_loop_action_t *actions; /* sorted by at_s */
    size_t action_count;
    cost_wide_t maximum_percent, minimum_healthy; /* of deployments, 1e-9; 0 and 0: 200 % and 100 % */
    /* NULL, or room for the load that is served in each minute.  While `lost` and `backlog_most` are 0, that is the
     * load itself: ask first without, then again with it if need be. */
    int64_t *served;
    /* Events and runs are not asked for, only their sums: then they may be missing, and the month may cost less. */
    bool sums_only;
    /* For tests and measurements; else 0 (COST_LANES_BEST): how many minutes are a day, of which seven are a week,
     * after which a month may go as before; negative: none. */
    cost_lanes_t lanes;
    int64_t day_minutes;
} cost_loop_plan_t;

typedef enum { COST_CAUSE_POLICY, COST_CAUSE_STEP, COST_CAUSE_SCHEDULE, COST_CAUSE_FORECAST } cost_cause_t;

/* The desired count changes. */
typedef struct {
    int64_t at_s;
    int64_t step; /* number of the step whose datapoint, or whose time, brought it about */
    int64_t from, to;
    cost_cause_t cause;
} cost_loop_event_t;

typedef struct {
    cost_tasks_t tasks; /* billed_s, running_s, runs, starts */
    cost_loop_event_t *events;
    size_t event_count, event_capacity;
    int64_t desired;                     /* at the end */
    int64_t running_minutes;             /* the sum over the minutes of the tasks that run at their end */
    int64_t running_least, running_most; /* tasks that ran in a step */
    int64_t served, lost;                /* units of load */
    int64_t saturated_minutes;           /* in which requests were lost, or jobs had to wait */
    int64_t backlog, backlog_most;       /* jobs: at the end, and most at a step's end */
    int64_t wait_most_s;                 /* estimate: backlog / speed, at its worst; INT64_MAX: nothing worked */
    int64_t interrupted;                 /* tasks that Spot took back */
    int64_t stuck_deployments;           /* whose limits let no task be replaced: maximum 100 %, healthy 100 % */
    int64_t repeated_minutes;            /* that were not gone through: they went as a week or a day before */
} cost_loop_result_t;

/* COST_OK, COST_ERR_MEMORY or COST_ERR_RANGE (a plan that breaks its own limits: a month of no minutes, min above max,
 * a period that is no multiple of the step, a negative latency); the result may be cleared in any case. */
cost_status_t cost_loop_run(cost_loop_result_t *out, const cost_loop_plan_t *plan);
void cost_loop_result_clear(cost_loop_result_t *result);
/* Units in each minute of a column, of runs or of sums; `out` has room for column->minutes. */
void cost_loop_load(int64_t *out, const cost_column_t *column);

#endif
