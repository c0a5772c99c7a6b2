#include "libcost/capacity/task_time.h"

static const cost_wide_t second_us = 1000000;

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t cost_task_billed(cost_wide_t life_us, int64_t minimum)
{
    int64_t seconds = (int64_t)((life_us + second_us - 1) / second_us);
    return seconds > minimum ? seconds : minimum;
}

/* A task that still runs at the month's end has the rest of its minimum, if any, in the next one. */
static int64_t window_billed(const cost_window_t *window, int64_t month_seconds, cost_task_life_t life)
{
    bool stops = window->until < month_seconds;
    int64_t seconds = window->until - window->from + (stops ? life.tail : 0);
    if (window->from > 0 && stops && seconds < life.minimum)
        seconds = life.minimum;
    return least(seconds, month_seconds - window->from);
}

int64_t cost_task_seconds(const cost_window_t *on, size_t on_count, int64_t month_seconds, cost_task_life_t life)
{
    int64_t seconds = 0;
    for (size_t i = 0; i < on_count; i++)
        seconds += window_billed(&on[i], month_seconds, life);
    return seconds;
}

cost_roll_t cost_task_roll(int64_t desired, cost_wide_t maximum, cost_wide_t minimum_healthy)
{
    const cost_wide_t whole = 1000000000;
    if (desired * maximum / whole > desired)
        return COST_ROLL_BESIDE;
    if ((desired * minimum_healthy + whole - 1) / whole < desired)
        return COST_ROLL_STOP_FIRST;
    return COST_ROLL_STUCK;
}
