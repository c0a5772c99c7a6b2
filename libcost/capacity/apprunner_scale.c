#include "libcost/capacity/apprunner_scale.h"

static const cost_wide_t minute_us = 60000000;
enum { MINUTE_SECONDS = 60 };

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t needed(const cost_apprunner_scale_t *service, int64_t load)
{
    const cost_wide_t one = minute_us * service->units * service->concurrency;
    const cost_wide_t count = ((cost_wide_t)load * service->response_us + one - 1) / one;
    if (load > 0 && !count)
        return 1;
    return count < INT64_MAX ? (int64_t)count : INT64_MAX;
}

int64_t cost_apprunner_active(const cost_apprunner_scale_t *service, int64_t load)
{
    return least(needed(service, load), service->max_size);
}

/* Seconds of a minute in which it is on, and in which it serves. */
typedef struct {
    int64_t on_s, serves_s;
} presence_t;

static presence_t presence(const cost_apprunner_scale_t *service, int64_t minute, const cost_window_t *on,
                           size_t on_count, size_t *next)
{
    const int64_t from = minute * MINUTE_SECONDS, until = from + MINUTE_SECONDS;
    presence_t sum = {0, 0};
    while (*next < on_count && on[*next].until <= from)
        ++*next;
    for (size_t i = *next; i < on_count && on[i].from < until; i++) {
        const int64_t end = least(on[i].until, until);
        const int64_t serves = on[i].from > 0 ? on[i].from + service->resume_s : 0;
        sum.on_s += end - greatest(on[i].from, from);
        sum.serves_s += greatest(0, end - greatest(serves, from));
    }
    return sum;
}

/* What the newest minutes needed: an instance stays active for `idle` minutes more. */
typedef struct {
    int64_t last[COST_IDLE_MINUTES_MAX + 1];
    int64_t active; /* in the minute before */
} memory_t;

static int64_t active_now(memory_t *memory, const cost_apprunner_scale_t *service, int64_t minute, int64_t load)
{
    int64_t active = 0;
    memory->last[minute % (service->idle + 1)] = cost_apprunner_active(service, load);
    for (int64_t i = 0; i <= service->idle; i++)
        active = greatest(active, memory->last[i]);
    return active;
}

void cost_apprunner_scale(cost_apprunner_result_t *out, const cost_apprunner_scale_t *service, const int64_t *load,
                          int64_t minutes, const cost_window_t *on, size_t on_count)
{
    memory_t memory = {{0}, 0};
    size_t next = 0;
    *out = (cost_apprunner_result_t){0};
    for (int64_t minute = 0; minute < minutes; minute++) {
        const presence_t there = presence(service, minute, on, on_count, &next);
        const int64_t served = (int64_t)((cost_wide_t)load[minute] * there.serves_s / MINUTE_SECONDS);
        if (!there.serves_s)
            memory = (memory_t){{0}, 0};
        const int64_t active = there.serves_s ? active_now(&memory, service, minute, load[minute]) : 0;
        out->served += served;
        out->lost += load[minute] - served;
        out->saturated += there.serves_s && needed(service, load[minute]) > service->max_size;
        out->activations += greatest(0, active - memory.active);
        out->active_s += active * there.serves_s;
        out->provisioned_s +=
            greatest(service->min_size, active) * there.serves_s + service->min_size * (there.on_s - there.serves_s);
        memory.active = active;
    }
}
