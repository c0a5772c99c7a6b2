#include "libcost/capacity/acu.h"

#include "libcost/money/wide.h"

enum { TICK_S = 10, MINUTE_S = 60 };

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

void cost_acu_init(cost_acu_t *acu, const cost_acu_policy_t *policy)
{
    *acu = (cost_acu_t){.policy = policy, .half = least_awake(policy)};
}

static int64_t within(int64_t value, int64_t min, int64_t max)
{
    if (value < min)
        return min;
    return value > max ? max : value;
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
static void wake_or_sleep(cost_acu_t *acu, bool connected)
{
    const cost_acu_policy_t *policy = acu->policy;
    acu->idle_s = connected ? 0 : acu->idle_s + TICK_S;
    if (acu->paused && connected) {
        acu->paused = false;
        acu->resumes++;
        acu->resuming_s = policy->resume_s;
        acu->half = least_awake(policy);
    } else if (!acu->paused && policy->pause_after_s && !policy->min_half && acu->idle_s > policy->pause_after_s) {
        acu->paused = true;
        acu->half = 0;
    }
}

static void tick(cost_acu_t *acu, int64_t needed_half, bool connected)
{
    wake_or_sleep(acu, connected);
    if (acu->paused) {
        acu->paused_s += TICK_S;
        return;
    }
    if (acu->half < needed_half || acu->resuming_s > 0)
        acu->short_s += connected ? TICK_S : 0;
    if (acu->resuming_s > 0)
        acu->resuming_s -= TICK_S;
    move(acu, needed_half);
    acu->half_seconds += acu->half * TICK_S;
}

void cost_acu_minute(cost_acu_t *acu, int64_t needed_half, bool connected)
{
    for (int64_t at_s = 0; at_s < MINUTE_S; at_s += TICK_S)
        tick(acu, needed_half, connected);
}
