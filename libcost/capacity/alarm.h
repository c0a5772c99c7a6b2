/* CloudWatch alarms as Application Auto Scaling makes them: N of N datapoints, missing ones skipped by looking back.
 * Source: scaling rules, section 2.2.
 *
 *     cost_alarm_t high = {.datapoints = 3, .look_back = 2};
 *     cost_alarm_add(&high, COST_DATAPOINT_BREACH);       // three times
 *     cost_alarm_state(&high);                            // COST_ALARM_ON
 *
 * An alarm reads its newest `datapoints` real points, but none that is older than datapoints + look_back slots.  It is
 * on when it finds that many and all of them breach, INSUFFICIENT when all those slots are empty (also before the first
 * point), else OK.  What lies before the month is not known: a month opens with no point. */
#ifndef COST_ALARM_H
#define COST_ALARM_H

#include <stdbool.h>
#include <stdint.h>

enum { COST_ALARM_DATAPOINTS_MAX = 1000, COST_ALARM_LOOK_BACK_MAX = 100 };

typedef enum { COST_DATAPOINT_MISSING, COST_DATAPOINT_QUIET, COST_DATAPOINT_BREACH } cost_datapoint_t;
typedef enum { COST_ALARM_INSUFFICIENT, COST_ALARM_OK, COST_ALARM_ON } cost_alarm_state_t;

/* Set the first two, zero the rest. */
typedef struct {
    int32_t datapoints;                         /* 1 to COST_ALARM_DATAPOINTS_MAX */
    int32_t look_back;                          /* 0 to COST_ALARM_LOOK_BACK_MAX more slots, when points are missing */
    int32_t slots;                              /* periods that have passed */
    int32_t past_real;                          /* slot after that of the newest point that exists; 0: there is none */
    int32_t streak;                             /* newest real points in a row that breach */
    int32_t missing;                            /* slots without a point */
    int32_t gaps[COST_ALARM_LOOK_BACK_MAX + 1]; /* the newest look_back + 1 of those, as a ring */
} cost_alarm_t;

/* A period with a point is over. */
static inline void cost_alarm_add_point(cost_alarm_t *alarm, bool breach)
{
    alarm->streak = breach ? alarm->streak + 1 : 0;
    alarm->past_real = ++alarm->slots;
}

/* A period is over. */
static inline void cost_alarm_add(cost_alarm_t *alarm, cost_datapoint_t point)
{
    if (point == COST_DATAPOINT_MISSING) {
        alarm->gaps[alarm->missing++ % (alarm->look_back + 1)] = alarm->slots++;
        return;
    }
    cost_alarm_add_point(alarm, point == COST_DATAPOINT_BREACH);
}

/* Whether it may be on: only then the state needs to be looked at. */
static inline bool cost_alarm_may_be_on(const cost_alarm_t *alarm)
{
    return alarm->streak >= alarm->datapoints;
}

cost_alarm_state_t cost_alarm_state(const cost_alarm_t *alarm);
/* Whether a point is missing among the slots that it may read. */
static inline bool cost_alarm_has_gaps(const cost_alarm_t *alarm)
{
    const int32_t oldest_slot = alarm->slots - alarm->datapoints - alarm->look_back;
    return alarm->missing && alarm->gaps[(alarm->missing - 1) % (alarm->look_back + 1)] >= oldest_slot;
}
/* As cost_alarm_add(), `count` times at once: points without a gap, of which the newest `streak` breach, or all. */
static inline void cost_alarm_add_points(cost_alarm_t *alarm, int32_t count, int32_t streak)
{
    alarm->streak = streak == count ? alarm->streak + count : streak;
    if (count)
        alarm->past_real = alarm->slots += count;
}
void cost_alarm_add_gaps(cost_alarm_t *alarm, int32_t count);

#endif
