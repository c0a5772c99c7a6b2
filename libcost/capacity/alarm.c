#include "libcost/capacity/alarm.h"

void cost_alarm_add(cost_alarm_t *alarm, cost_datapoint_t point)
{
    if (point == COST_DATAPOINT_MISSING) {
        alarm->gaps[alarm->missing++ % (alarm->look_back + 1)] = alarm->slots++;
        return;
    }
    alarm->streak = point == COST_DATAPOINT_BREACH ? alarm->streak + 1 : 0;
    alarm->real++;
    alarm->last_real = alarm->slots++;
}

/* Whether the slots that it may read hold more gaps than it may skip. */
static bool is_starved(const cost_alarm_t *alarm, int32_t oldest_slot)
{
    const int32_t gaps = alarm->look_back + 1;
    return alarm->missing >= gaps && alarm->gaps[(alarm->missing - gaps) % gaps] >= oldest_slot;
}

cost_alarm_state_t cost_alarm_state(const cost_alarm_t *alarm)
{
    const int32_t oldest_slot = alarm->slots - alarm->datapoints - alarm->look_back;
    if (alarm->streak >= alarm->datapoints && !is_starved(alarm, oldest_slot))
        return COST_ALARM_ON;
    return alarm->real && alarm->last_real >= oldest_slot ? COST_ALARM_OK : COST_ALARM_INSUFFICIENT;
}
