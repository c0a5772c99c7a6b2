#include "libcost/capacity/acu.h"

#include "libcost/money/wide.h"

enum { TICK_S = 10, DAY_S = 86400 };

int64_t cost_acu_for_cpu(int64_t vcpu_micro, int64_t acu_per_vcpu)
{
    const cost_wide_t micro = 1000000;
    return (int64_t)(((cost_wide_t)vcpu_micro * acu_per_vcpu * 2 + micro - 1) / micro);
}

/* Awake it has half an ACU at least. */
static int64_t least_awake(const cost_acu_policy_t *policy)
{
    return policy->min_half > 1 ? policy->min_half : 1;
}

void cost_acu_start(cost_acu_t *acu)
{
    acu->half = least_awake(acu->policy);
    acu->paused = false;
    acu->idle_s = acu->resuming_s = 0;
}

static int64_t within(int64_t value, int64_t min, int64_t max)
{
    if (value < min)
        return min;
    return value > max ? max : value;
}

static bool may_pause(const cost_acu_policy_t *policy)
{
    return policy->pause_after_s && !policy->min_half;
}

void cost_acu_init(cost_acu_t *acu, const cost_acu_policy_t *policy, int64_t needed_half, bool connected)
{
    *acu = (cost_acu_t){.policy = policy, .least = INT64_MAX};
    cost_acu_start(acu);
    acu->half = within(needed_half, acu->half, policy->max_half);
    if (connected || !may_pause(policy))
        return;
    acu->paused = true;
    acu->half = 0;
    acu->idle_s = policy->pause_after_s;
}

/* One evaluation: towards what is needed, as fast as it may. */
static void move(cost_acu_t *acu, int64_t needed_half)
{
    const cost_acu_policy_t *policy = acu->policy;
    const int64_t wanted = within(needed_half, least_awake(policy), policy->max_half);
    int64_t up = acu->half * policy->up_percent / 100;
    if (up < 1)
        up = 1;
    acu->half = within(wanted, acu->half - policy->down_half, acu->half + up);
}

/* Nothing is billed in a pause; the resume is. */
static void wake_or_sleep(cost_acu_t *acu, bool connected, int64_t seconds)
{
    const cost_acu_policy_t *policy = acu->policy;
    if (acu->paused && connected) {
        const bool deep = acu->idle_s - policy->pause_after_s >= DAY_S;
        acu->paused = false;
        acu->resumes++;
        acu->resuming_s = deep ? policy->deep_resume_s : policy->resume_s;
        acu->half = least_awake(policy);
    }
    acu->idle_s = connected ? 0 : acu->idle_s + seconds;
    if (!acu->paused && may_pause(policy) && acu->idle_s > policy->pause_after_s) {
        acu->paused = true;
        acu->half = 0;
    }
}

static void tick(cost_acu_t *acu, int64_t needed_half, bool connected, int64_t seconds)
{
    wake_or_sleep(acu, connected, seconds);
    if (acu->paused) {
        acu->paused_s += seconds;
        acu->least = 0;
        return;
    }
    if (acu->half < needed_half || acu->resuming_s > 0)
        acu->short_s += connected ? seconds : 0;
    if (acu->resuming_s > 0)
        acu->resuming_s -= seconds;
    move(acu, needed_half);
    acu->half_seconds += acu->half * seconds;
    acu->least = acu->half < acu->least ? acu->half : acu->least;
    acu->most = acu->half > acu->most ? acu->half : acu->most;
}

/* As most minutes are: it has what is needed, or goes on pausing. */
static bool is_steady(const cost_acu_t *acu, int64_t needed_half, bool connected)
{
    const cost_acu_policy_t *policy = acu->policy;
    if (acu->paused || !connected)
        return acu->paused && !connected;
    return acu->resuming_s <= 0 && acu->half == within(needed_half, least_awake(policy), policy->max_half);
}

void cost_acu_run(cost_acu_t *acu, int64_t needed_half, bool connected, int64_t seconds)
{
    if (is_steady(acu, needed_half, connected)) {
        tick(acu, needed_half, connected, seconds);
        return;
    }
    for (; seconds > 0; seconds -= TICK_S)
        tick(acu, needed_half, connected, seconds < TICK_S ? seconds : TICK_S);
}
