#include "libcost/capacity/rds_storage_scale.h"

#include "libcost/money/wide.h"

enum { DAY_S = 86400, MINUTE_S = 60 };
static const int64_t gib = (int64_t)1 << 30;

int64_t cost_rds_storage_low(const cost_rds_storage_policy_t *policy, int64_t allocated_gib)
{
    const cost_wide_t used = (cost_wide_t)allocated_gib * gib * (100 - policy->free_percent);
    return (int64_t)((used + 99) / 100);
}

bool cost_rds_storage_starts(const cost_rds_storage_policy_t *policy, int64_t allocated_gib, int64_t used_bytes,
                             int64_t low_for_s, int64_t since_change_s, int64_t changes_in_day)
{
    return used_bytes >= cost_rds_storage_low(policy, allocated_gib) && low_for_s >= policy->low_for_s &&
           since_change_s >= policy->optimise_s && changes_in_day < policy->changes_max;
}

int64_t cost_rds_storage_increment(const cost_rds_storage_policy_t *policy, int64_t allocated_gib,
                                   int64_t hour_growth_bytes)
{
    const int64_t share = (allocated_gib * policy->step_percent + 99) / 100, left = policy->maximum_gib - allocated_gib;
    const cost_wide_t growth = ((cost_wide_t)hour_growth_bytes * policy->forecast_h + gib - 1) / gib;
    int64_t step = policy->least_step_gib > share ? policy->least_step_gib : share;
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
    for (int64_t i = 0; i < COST_STORAGE_CHANGES_KEPT && i < storage->changes; i++)
        count += storage->change_s[i] > now_s - DAY_S;
    return count;
}

static int64_t since_change(const cost_rds_storage_t *storage, int64_t now_s)
{
    return storage->changes ? now_s - storage->change_s[(storage->changes - 1) % COST_STORAGE_CHANGES_KEPT] : INT64_MAX;
}

bool cost_rds_storage_step(cost_rds_storage_t *storage, int64_t minute, int64_t used_bytes, int64_t hour_growth_bytes)
{
    const cost_rds_storage_policy_t *policy = storage->policy;
    const int64_t now_s = (minute + 1) * MINUTE_S;
    if (used_bytes < cost_rds_storage_low(policy, storage->allocated_gib))
        storage->low_since = -1;
    else if (storage->low_since < 0)
        storage->low_since = minute;
    const int64_t low_for_s = storage->low_since < 0 ? 0 : now_s - storage->low_since * MINUTE_S;
    if (!cost_rds_storage_starts(policy, storage->allocated_gib, used_bytes, low_for_s, since_change(storage, now_s),
                                 changes_in_day(storage, now_s)))
        return false;
    const int64_t step = cost_rds_storage_increment(policy, storage->allocated_gib, hour_growth_bytes);
    if (!step)
        return false;
    storage->allocated_gib += step;
    storage->change_s[storage->changes++ % COST_STORAGE_CHANGES_KEPT] = now_s;
    storage->low_since = -1;
    return true;
}
