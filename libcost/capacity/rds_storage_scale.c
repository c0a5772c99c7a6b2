#include "libcost/capacity/rds_storage_scale.h"

#include "libcost/money/wide.h"

enum { LOW_FOR_S = 300, DAY_S = 86400, GROWTH_HOURS = 7, MINUTE_S = 60 };
static const int64_t gib = (int64_t)1 << 30;

/* At most a tenth is free. */
static bool is_low(int64_t allocated_gib, int64_t free_bytes)
{
    return (cost_wide_t)free_bytes * 10 <= (cost_wide_t)allocated_gib * gib;
}

bool cost_rds_storage_starts(int64_t allocated_gib, int64_t free_bytes, int64_t low_for_s, int64_t since_change_s,
                             int64_t changes_in_day, int64_t optimise_s)
{
    return is_low(allocated_gib, free_bytes) && low_for_s >= LOW_FOR_S && since_change_s >= optimise_s &&
           changes_in_day < COST_STORAGE_CHANGES_MAX;
}

int64_t cost_rds_storage_increment(const cost_rds_storage_policy_t *policy, int64_t allocated_gib,
                                   int64_t hour_growth_bytes)
{
    const int64_t tenth = (allocated_gib + 9) / 10, left = policy->maximum_gib - allocated_gib;
    const cost_wide_t growth = ((cost_wide_t)hour_growth_bytes * GROWTH_HOURS + gib - 1) / gib;
    int64_t step = policy->least_step_gib > tenth ? policy->least_step_gib : tenth;
    if (growth > step)
        step = growth < left ? (int64_t)growth : left;
    if (step > left)
        step = left;
    return step > 0 ? step : 0;
}

void cost_rds_storage_init(cost_rds_storage_t *storage, const cost_rds_storage_policy_t *policy, int64_t allocated_gib)
{
    *storage = (cost_rds_storage_t){.policy = policy, .allocated_gib = allocated_gib, .low_since = -1};
}

static int64_t changes_in_day(const cost_rds_storage_t *storage, int64_t now_s)
{
    int64_t count = 0;
    for (int64_t i = 0; i < COST_STORAGE_CHANGES_MAX && i < storage->changes; i++)
        count += storage->change_s[i] > now_s - DAY_S;
    return count;
}

static int64_t since_change(const cost_rds_storage_t *storage, int64_t now_s)
{
    return storage->changes ? now_s - storage->change_s[(storage->changes - 1) % COST_STORAGE_CHANGES_MAX] : INT64_MAX;
}

static int64_t hour_growth(cost_rds_storage_t *storage, int64_t minute, int64_t used_bytes)
{
    int64_t *hour_ago = &storage->used[minute % COST_STORAGE_HISTORY_MINUTES];
    const int64_t growth = minute >= COST_STORAGE_HISTORY_MINUTES ? used_bytes - *hour_ago : 0;
    *hour_ago = used_bytes;
    return growth > 0 ? growth : 0;
}

bool cost_rds_storage_step(cost_rds_storage_t *storage, int64_t minute, int64_t used_bytes)
{
    const int64_t now_s = (minute + 1) * MINUTE_S, growth = hour_growth(storage, minute, used_bytes);
    const int64_t free_bytes = storage->allocated_gib * gib - used_bytes;
    if (!is_low(storage->allocated_gib, free_bytes))
        storage->low_since = -1;
    else if (storage->low_since < 0)
        storage->low_since = minute;
    const int64_t low_for_s = storage->low_since < 0 ? 0 : now_s - storage->low_since * MINUTE_S;
    if (!cost_rds_storage_starts(storage->allocated_gib, free_bytes, low_for_s, since_change(storage, now_s),
                                 changes_in_day(storage, now_s), storage->policy->optimise_s))
        return false;
    const int64_t step = cost_rds_storage_increment(storage->policy, storage->allocated_gib, growth);
    if (!step)
        return false;
    storage->allocated_gib += step;
    storage->change_s[storage->changes++ % COST_STORAGE_CHANGES_MAX] = now_s;
    storage->low_since = -1;
    return true;
}
