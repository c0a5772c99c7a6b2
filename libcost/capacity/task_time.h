/* For how long a task is billed: from the start of the image pull until it has stopped, by the second.
 * Source: billing rules, section 1, points 1, 8 and 9. */
#ifndef COST_TASK_TIME_H
#define COST_TASK_TIME_H

#include <stddef.h>
#include <stdint.h>

#include "libcost/flow/flow.h"

typedef struct {
    int64_t minimum; /* seconds that every task start is billed at least */
    int64_t tail;    /* seconds from the decision to stop a task until it has stopped: draining and stop timeout */
} cost_task_life_t;

/* Seconds that a task of so many microseconds is billed: up to the whole second, at least the minimum. */
int64_t cost_task_billed(cost_wide_t life_us, int64_t minimum);

/* Seconds of the month that one task is billed which runs whenever `on` (sorted, disjoint seconds of the month) says.
 * The month opens and ends in a steady state: at second 0 nothing starts, at the month's end nothing stops, and what a
 * stop in the month's last minutes causes beyond it belongs to the next month. */
int64_t cost_task_seconds(const cost_window_t *on, size_t on_count, int64_t month_seconds, cost_task_life_t life);

/* Whether a rolling deployment can bring up new tasks beside the old ones (AWS rounds the upper limit down), take old
 * ones away first (and the lower one up), or cannot move at all.  The limits are in 1e-9 of the desired count. */
typedef enum { COST_ROLL_BESIDE, COST_ROLL_STOP_FIRST, COST_ROLL_STUCK } cost_roll_t;
cost_roll_t cost_task_roll(int64_t desired, cost_wide_t maximum, cost_wide_t minimum_healthy);

#endif
