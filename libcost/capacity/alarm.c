#include "libcost/capacity/alarm.h"

/* Of the slots that it may read. */
static int32_t oldest_slot(const cost_alarm_t *alarm)
{
    return alarm->slots - alarm->datapoints - alarm->look_back;
}

/* Whether those hold more gaps than it may skip. */
static bool is_starved(const cost_alarm_t *alarm)
{
    const int32_t gaps = alarm->look_back + 1;
    return alarm->missing >= gaps && alarm->gaps[(alarm->missing - gaps) % gaps] >= oldest_slot(alarm);
}

cost_alarm_state_t cost_alarm_state(const cost_alarm_t *alarm)
{
    if (cost_alarm_may_be_on(alarm) && !is_starved(alarm))
        return COST_ALARM_ON;
    return alarm->past_real && alarm->past_real > oldest_slot(alarm) ? COST_ALARM_OK : COST_ALARM_INSUFFICIENT;
}

void cost_alarm_add_gaps(cost_alarm_t *alarm, int32_t count)
{
    const int32_t kept = alarm->look_back + 1, known = count < kept ? count : kept;
    /* The ring keeps the newest only; those before them are counted. */
    alarm->missing += count - known;
    alarm->slots += count - known;
    for (int32_t i = 0; i < known; i++)
        cost_alarm_add(alarm, COST_DATAPOINT_MISSING);
}
