/** @file
 * Schedules of a workload: when they start and stop things next, and for how long things are on in a month.
 *
 *     char text[COST_SCHEDULE_TIME_SIZE];
 *     for (size_t i = 0; i < cost_workload_schedule_count(workload); i++) {
 *         int64_t next = cost_schedule_next(workload, i, COST_TURN_ON, 1761955200);   // after 2025-11-01T00:00Z
 *         printf("%s: %s\n", cost_workload_schedule(workload, i), cost_schedule_time_text(workload, i, next, text));
 *     }
 *
 * Times are POSIX seconds.  Threads: any number may ask one workload.  Source: docs/schedules.md.
 */
#ifndef COST_SCHEDULE_H
#define COST_SCHEDULE_H

#include <stddef.h>
#include <stdint.h>

#include "cost/status.h"
#include "cost/workload.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The two expressions of a schedule. */
typedef enum {
    COST_TURN_ON, /**< `start` */
    COST_TURN_OFF /**< `stop` */
} cost_turn_t;

/** Room for a time as text. */
enum { COST_SCHEDULE_TIME_SIZE = 64 };

/** How many schedules it has. */
COST_API size_t cost_workload_schedule_count(const cost_workload_t *workload);
/** The name of a schedule, in the file's order; NULL past the end.  Belongs to the workload. */
COST_API const char *cost_workload_schedule(const cost_workload_t *workload, size_t i);
/** One of its expressions as it was written, such as `cron(0 8 ? * MON-FRI *)`; NULL past the end. */
COST_API const char *cost_schedule_expression(const cost_workload_t *workload, size_t i, cost_turn_t turn);
/** Its IANA time zone, `UTC` when the file names none; NULL past the end. */
COST_API const char *cost_schedule_timezone(const cost_workload_t *workload, size_t i);
/** The first time after `after` at which the expression fires; INT64_MAX when it never does again, and past the end. */
COST_API int64_t cost_schedule_next(const cost_workload_t *workload, size_t i, cost_turn_t turn, int64_t after);
/** A time in the schedule's zone, such as `Mon 2025-11-03 08:00-05:00`, in `text`, which is returned. */
COST_API const char *cost_schedule_time_text(const cost_workload_t *workload, size_t i, int64_t time,
                                             char text[COST_SCHEDULE_TIME_SIZE]);

/** How many months its period has; a period in hours is one. */
COST_API size_t cost_workload_month_count(const cost_workload_t *workload);
/** The name of a month, `2025-11` or `730h`, in `text`, and when it begins and how long it is, in seconds; NULL past
 * the end. */
COST_API const char *cost_workload_month(const cost_workload_t *workload, size_t month, int64_t *start,
                                         int64_t *seconds, char text[COST_SCHEDULE_TIME_SIZE]);

/** What a schedule does in a month. */
typedef struct {
    int64_t seconds;       /**< for which it is on */
    int64_t clock_hours;   /**< hours of the clock that these touch: what is billed by the started hour */
    int64_t month_seconds; /**< of the month */
    size_t windows;        /**< stretches in which it is on */
} cost_schedule_on_t;

/** Adds up a month of a schedule.  What is on when the month begins follows from the last expression that fired.
 * @return COST_OK, COST_ERR_RANGE past the last schedule or month, COST_ERR_MEMORY */
COST_API cost_status_t cost_schedule_on(const cost_workload_t *workload, size_t i, size_t month,
                                        cost_schedule_on_t *out);

#ifdef __cplusplus
}
#endif
#endif
