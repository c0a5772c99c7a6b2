#include "libcost/demand/event.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "libcost/demand/calendar.h"
#include "libcost/demand/quote.h"
#include "libcost/money/wide.h"

enum { MINUTE = 60, HOUR = 3600 };

/* Source: scaling-rules 10.1. */
static const struct {
    const char *name;
    cost_event_t event;
} presets[] = {
    {"launch", {.hold_s = HOUR, .ramp_s = 10 * MINUTE, .times = 5 * COST_EVENT_ONE}},
    {"email", {.hold_s = 20 * MINUTE, .ramp_s = 2 * MINUTE, .times = 3 * COST_EVENT_ONE}},
    {"crawler", {.hold_s = 6 * HOUR, .times = COST_EVENT_ONE * 3 / 2}},
};
enum { PRESETS = sizeof presets / sizeof *presets };

bool cost_event_check(const cost_event_t *event)
{
    return event->hold_s >= 0 && event->hold_s <= COST_EVENT_SECONDS_MAX && event->ramp_s >= 0 &&
           event->ramp_s <= COST_EVENT_SECONDS_MAX && event->times >= 0 && event->times <= COST_EVENT_TIMES_MAX &&
           event->chance >= 0 && event->chance <= COST_EVENT_ONE;
}

bool cost_event_preset(cost_event_t *event, const char *name)
{
    for (int i = 0; i < PRESETS; i++) {
        if (strcmp(presets[i].name, name) != 0)
            continue;
        event->hold_s = presets[i].event.hold_s;
        event->ramp_s = presets[i].event.ramp_s;
        event->times = presets[i].event.times;
        return true;
    }
    return false;
}

bool cost_event_time(int64_t *at, const char *text, const cost_zone_t *zone, char why[COST_EVENT_WHY_SIZE])
{
    char quoted[COST_QUOTE_SIZE];
    int64_t seconds, first = 0, second = 0;
    bool zoned;
    why[0] = '\0';
    if (!cost_civil_parse(text, &seconds, &zoned)) {
        snprintf(why, COST_EVENT_WHY_SIZE, "%s is not a time; write one such as 2025-11-28T14:00",
                 cost_quote(text, strlen(text), quoted));
        return false;
    }
    first = seconds;
    if (!zoned && zone && !cost_zone_instants(zone, seconds, &first, &second)) {
        snprintf(why, COST_EVENT_WHY_SIZE, "%s does not exist: clocks are put forward over it; write a later time",
                 cost_quote(text, strlen(text), quoted));
        return false;
    }
    *at = first;
    return true;
}

bool cost_event_happens(const cost_event_t *event)
{
    return 2 * event->chance >= COST_EVENT_ONE;
}

int64_t cost_event_end(const cost_event_t *event)
{
    return event->at + 2 * event->ramp_s + event->hold_s;
}

/* Seconds at full height that the first s seconds of an event are worth, times `parts(event)`. */
static cost_wide_t area(const cost_event_t *event, int64_t s)
{
    const cost_wide_t ramp = event->ramp_s, hold = event->hold_s, all = 2 * ramp + hold;
    if (s <= 0)
        return 0;
    if (!ramp)
        return s < hold ? s : hold;
    if (s < ramp)
        return (cost_wide_t)s * s;
    if (s <= ramp + hold)
        return ramp * ramp + 2 * ramp * (s - ramp);
    const cost_wide_t left = s < all ? all - s : 0;
    return 2 * ramp * (ramp + hold) - left * left;
}

static int64_t parts(const cost_event_t *event)
{
    return event->ramp_s ? 2 * event->ramp_s : 1;
}

int64_t cost_event_factor(const cost_event_t *event, int64_t second)
{
    const int64_t from = second - event->at, until = from + MINUTE;
    cost_wide_t added = 0;
    if (from >= event->ramp_s && until <= event->ramp_s + event->hold_s)
        return event->times;
    if (!cost_wide_mul_div(&added, event->times - COST_EVENT_ONE, area(event, until) - area(event, from),
                           (cost_wide_t)MINUTE * parts(event)))
        return COST_EVENT_ONE; /* cannot be: all are bounded */
    return COST_EVENT_ONE + (int64_t)added;
}
