#include "libcost/capacity/alarm.h"

/* Whether the slots that it may read hold more gaps than it may skip. */
static bool is_starved(const cost_alarm_t *alarm, int32_t oldest_slot)
{
    const int32_t gaps = alarm->look_back + 1;
    return alarm->missing >= gaps && alarm->gaps[(alarm->missing - gaps) % gaps] >= oldest_slot;
}

cost_alarm_state_t cost_alarm_state(const cost_alarm_t *alarm)
{
    const int32_t oldest_slot = alarm->slots - alarm->datapoints - alarm->look_back;
    if (cost_alarm_may_be_on(alarm) && !is_starved(alarm, oldest_slot))
        return COST_ALARM_ON;
    return alarm->real && alarm->last_real >= oldest_slot ? COST_ALARM_OK : COST_ALARM_INSUFFICIENT;
}
