/* Target tracking of ECS service auto scaling: policies, their two alarms, what they want, cooldowns, and what several
 * of them decide.  Source: scaling rules, sections 2.2 to 2.7.
 *
 *     cost_tracking_policy_t policy = COST_TRACKING_DEFAULTS;
 *     policy.metric = COST_TASK_CPU;
 *     policy.target = 700000000;                                    // 70 %
 *     cost_tracking_t cpu;
 *     cost_tracking_init(&cpu, &policy, &model, 60);
 *     each minute: cost_tracking_observe(&cpu, minute, load, running, healthy);
 *                  cost_vote_t vote = cost_tracking_vote(&cpu, now_s);
 *                  desired = cost_tracking_decide(&vote, 1, desired, bounds, true);
 *
 * A load is compared with two whole thresholds that change only with the count of tasks.  ceil() is exact here; the
 * 1e-9 that the rules take off before it is for calculations in floating point. */
#ifndef COST_TRACKING_H
#define COST_TRACKING_H

#include <stddef.h>

#include "libcost/capacity/alarm.h"
#include "libcost/capacity/datapoints.h"
#include "libcost/capacity/minutes.h"
#include "libcost/capacity/task_metric.h"

typedef struct {
    int64_t min, max; /* 0 <= min <= max <= 1000000 */
} cost_bounds_t;

typedef struct {
    cost_task_metric_t metric;
    int64_t target;          /* shares in 1e-9; requests per target and period, and jobs per task, in 1e-6; > 0 */
    int32_t period_s;        /* of a datapoint: 60 or 20 */
    int32_t publish_delay_s; /* from a datapoint's end until the alarm sees it, 0 to COST_PUBLISH_DELAY_MAX */
    int32_t high_datapoints; /* above the target, for a scale-out */
    int32_t low_datapoints;  /* below 0.9 of it, for a scale-in */
    int32_t look_back;       /* more slots that an alarm reads when points are missing */
    int64_t out_cooldown_s, in_cooldown_s;
    bool disable_scale_in;
} cost_tracking_policy_t;

/* What AWS does with 60 s metrics; of 20 s metrics the publish delay is 16 s and the low window 45 points. */
#define COST_TRACKING_DEFAULTS                                                                                         \
    {                                                                                                                  \
        .period_s = 60, .publish_delay_s = 150, .high_datapoints = 3, .low_datapoints = 15, .look_back = 2,            \
        .out_cooldown_s = 300, .in_cooldown_s = 300                                                                    \
    }

/* What a datapoint is compared with; it depends on nothing but the tasks over which it is a mean. */
typedef struct {
    int32_t running, healthy;
    bool known, missing;          /* missing: over those there is no metric */
    int64_t most_quiet, most_low; /* the largest load that is not high; the largest that is low */
    int64_t most_in;              /* the largest for which fewer tasks than the capacity are wanted */
} cost_tracking_bounds_t;

enum { COST_BOUNDS_SLOTS = 64 };

/* The state of one policy.  Plain data: copy it to try something out. */
typedef struct {
    const cost_tracking_policy_t *policy;
    const cost_task_model_t *model;
    cost_alarm_t high, low;
    cost_point_t newest;         /* that the alarms have seen */
    cost_tracking_bounds_t at;   /* of its tasks */
    int64_t out_until_s, out_to; /* end of the scale-out cooldown; the count that began it */
    int64_t in_until_s;
    int32_t high_points;                              /* datapoints in a row at which the high alarm was on */
    cost_tracking_bounds_t bounds[COST_BOUNDS_SLOTS]; /* of counts that came before, to be found again */
    cost_datapoints_t points;
} cost_tracking_t;

/* The state at the start of a month.  policy and model must outlive it; step_s is 60 or 20, at most the period. */
void cost_tracking_init(cost_tracking_t *state, const cost_tracking_policy_t *policy, const cost_task_model_t *model,
                        int32_t step_s);
/* Step number `step` (from 0) is over: its load (backlog: the jobs that wait), and the tasks that ran in it.  True
 * when the alarms saw a datapoint: at the step's end plus the part of the publish delay that is less than a step. */
bool cost_tracking_observe(cost_tracking_t *state, int64_t step, int64_t load, int32_t running, int32_t healthy);
/* The same for whole minutes, steps [from, until), each with its part of `minutes`: stretches of which each has its
 * tasks, the last up to `until`.  Of a streak of low points, and of one of high points a minute apart, no more is
 * counted than the alarm needs: nothing depends on it. */
void cost_tracking_pass(cost_tracking_t *state, int64_t from, int64_t until, const cost_minutes_t *minutes,
                        const cost_task_stretch_t *stretches);
/* What a datapoint over so many tasks is compared with. */
const cost_tracking_bounds_t *cost_tracking_bounds(cost_tracking_t *state, int32_t running, int32_t healthy);
/* The tasks over which the metric is a mean. */
int32_t cost_tracking_capacity(const cost_tracking_t *state, int32_t running, int32_t healthy);
/* Whether the newest datapoint may want more, or fewer, than `desired` tasks. */
bool cost_tracking_wants_more(cost_tracking_t *state, int64_t desired);
bool cost_tracking_wants_fewer(const cost_tracking_t *state, int64_t desired);
/* Whether a vote may come of it: the alarm may be on as well; for fewer, no cooldown lasts until `latest_s`. */
static inline bool cost_tracking_may_scale_out(cost_tracking_t *state, int64_t desired)
{
    return cost_alarm_may_be_on(&state->high) && cost_tracking_wants_more(state, desired);
}
static inline bool cost_tracking_may_scale_in(const cost_tracking_t *state, int64_t desired, int64_t latest_s)
{
    return cost_alarm_may_be_on(&state->low) && latest_s >= state->in_until_s &&
           cost_tracking_wants_fewer(state, desired);
}

typedef enum { COST_SIGNAL_INSUFFICIENT, COST_SIGNAL_OK, COST_SIGNAL_HIGH, COST_SIGNAL_LOW } cost_signal_t;

/* What one policy says: how its alarms stand and how many tasks it wants. */
typedef struct {
    cost_signal_t signal;
    int64_t want;  /* with HIGH, and with LOW that is not held */
    bool held;     /* a cooldown keeps it from acting */
    bool never_in; /* scale-in is disabled: it has no voice in one */
} cost_vote_t;

/* The policy's vote at a moment: ceil(capacity x metric / target), both of the newest datapoint that the alarms saw,
 * the capacity being the tasks over which the metric is a mean (of requests the healthy ones).  With a publish delay,
 * or while new tasks wait for their health check, that is not what runs now; but what runs now times a metric that does
 * not know of it would repeat every scale-out until it does.  In the scale-out cooldown only a vote for more than the
 * scale-out that began it stands.  An alarm that stays on calls once a minute. */
cost_vote_t cost_tracking_vote(const cost_tracking_t *state, int64_t now_s);
/* Of loads above `above`, up to `most`, the policy wants as many tasks as of `load`, seen over the same tasks. */
typedef struct {
    int64_t above, most;
} cost_wanting_t;
cost_wanting_t cost_tracking_wanting(const cost_tracking_t *state, int64_t load, int32_t running, int32_t healthy);
/* The desired count after all votes.  Any policy may scale out, to the largest count wanted; all that may scale in
 * must say LOW for a scale-in, to the largest wanted.  `may_scale_in`: false while launches are pending or a deployment
 * is under way.  A desired count below min is lifted by a scale-out and left alone by a scale-in, one above max the
 * other way round; no votes: as it is. */
int64_t cost_tracking_decide(const cost_vote_t *votes, size_t vote_count, int64_t desired, cost_bounds_t bounds,
                             bool may_scale_in);
/* The service went from `from` to `to` tasks by this policy's vote: cooldowns begin; a scale-out ends that of a
 * scale-in. */
static inline void cost_tracking_acted(cost_tracking_t *state, int64_t from, int64_t to, int64_t now_s)
{
    if (to > from) {
        state->out_until_s = now_s + state->policy->out_cooldown_s;
        state->out_to = to;
        state->in_until_s = now_s;
    } else {
        state->in_until_s = now_s + state->policy->in_cooldown_s;
    }
}

/* ceil(running x metric / target) within the bounds, for a metric in the unit of its target: the bare formula. */
int64_t cost_tracking_formula(int64_t running, int64_t metric, int64_t target, cost_bounds_t bounds);

#endif
