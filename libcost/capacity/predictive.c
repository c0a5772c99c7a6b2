#include "libcost/capacity/predictive.h"

enum { WEEK_HOURS = 168, HISTORY_HOURS = 24, HOUR_SECONDS = 3600, HOUR_MINUTES = 60 };

/* False when nothing is known of the hour. */
static bool past_load(int64_t *out, const int64_t *hours, int64_t hour, const int64_t *before, int64_t before_count)
{
    if (hour >= 0)
        *out = hours[hour];
    else if (before_count + hour >= 0)
        *out = before[before_count + hour];
    else
        return false;
    return true;
}

int64_t cost_predictive_needed(const cost_predictive_t *policy, const cost_task_model_t *model, const int64_t *hours,
                               int64_t hour, const int64_t *before, int64_t before_count)
{
    const bool requests = policy->metric == COST_TASK_REQUESTS;
    const cost_task_load_t at = {policy->metric, HOUR_SECONDS, 1, 1};
    const cost_level_t level = {policy->target, cost_task_level_scale(policy->metric)};
    cost_wide_t sum = 0;
    int64_t weeks = 0;
    if (hour + before_count < HISTORY_HOURS)
        return COST_PREDICTIVE_NONE;
    for (int64_t week = 1; week <= 2; week++) {
        int64_t load;
        if (!past_load(&load, hours, hour - week * WEEK_HOURS, before, before_count))
            continue;
        sum += load;
        weeks++;
    }
    /* Requests per target are per minute: sixty of them are the hour's. */
    return weeks ? cost_task_needed(model, at, sum, requests ? weeks * HOUR_MINUTES : weeks, level)
                 : COST_PREDICTIVE_NONE;
}

cost_bounds_t cost_predictive_bounds(const cost_predictive_t *policy, int64_t needed, cost_bounds_t bounds)
{
    const cost_wide_t whole = 1000000000;
    if (!policy->above_max || needed < 0)
        return bounds;
    const cost_wide_t raised = ((cost_wide_t)needed * (whole + policy->max_buffer) + whole - 1) / whole;
    if (raised > bounds.max)
        bounds.max = raised < INT32_MAX ? (int64_t)raised : INT32_MAX;
    return bounds;
}
