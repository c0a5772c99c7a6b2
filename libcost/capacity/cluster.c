#include "libcost/capacity/cluster.h"

#include "libcost/money/wide.h"

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

int64_t cost_cluster_reservation(int64_t needed, int64_t current)
{
    const int64_t percent = 10000;
    if (!current)
        return (needed ? 200 : 100) * percent;
    return (int64_t)(((cost_wide_t)needed * 100 * percent * 2 + current) / (2 * (cost_wide_t)current));
}

/* Instances at which the reservation is at its target. */
static int64_t at_target(const cost_cluster_policy_t *policy, int64_t needed)
{
    return (needed * 100 + policy->target - 1) / policy->target;
}

int64_t cost_cluster_out(const cost_cluster_policy_t *policy, int64_t needed, int64_t current)
{
    const int64_t wanted = current || !needed ? at_target(policy, needed) : 2;
    if (wanted <= current)
        return current;
    const int64_t step = greatest(policy->min_step, least(wanted - current, policy->max_step));
    return greatest(current, least(current + step, policy->max));
}

int64_t cost_cluster_in(const cost_cluster_policy_t *policy, int64_t needed, int64_t current)
{
    const int64_t surplus = current - greatest(at_target(policy, needed), policy->min);
    if (surplus <= 0)
        return current;
    return current - least(surplus, greatest(1, (current - 1) / 2));
}

void cost_cluster_init(cost_cluster_t *cluster, const cost_cluster_policy_t *policy, int64_t current)
{
    *cluster = (cost_cluster_t){.policy = policy, .current = current, .youngest_s = INT64_MIN};
    cluster->low.datapoints = policy->low_datapoints;
}

/* Whether the youngest instances were asked for less than so many seconds ago. */
static bool is_younger(const cost_cluster_t *cluster, int64_t now_s, int64_t seconds)
{
    return cluster->youngest_s != INT64_MIN && now_s < cluster->youngest_s + seconds;
}

int64_t cost_cluster_registered(const cost_cluster_t *cluster, int64_t at_s)
{
    return cluster->current - (is_younger(cluster, at_s, cluster->policy->start_s) ? cluster->young : 0);
}

int64_t cost_cluster_registers_s(const cost_cluster_t *cluster)
{
    return cluster->youngest_s == INT64_MIN ? INT64_MIN : cluster->youngest_s + cluster->policy->start_s;
}

static void scale_out(cost_cluster_t *cluster, int64_t to, int64_t now_s)
{
    if (is_younger(cluster, now_s, cluster->policy->start_s + cluster->policy->warm_up_s))
        return;
    cluster->young = to - cluster->current;
    cluster->youngest_s = now_s;
    cluster->current = to;
}

bool cost_cluster_step(cost_cluster_t *cluster, int64_t minute, int64_t needed)
{
    const cost_cluster_policy_t *policy = cluster->policy;
    const int64_t begin_s = minute * 60, before = cluster->current;
    const int64_t out = cost_cluster_out(policy, needed, before);
    const int64_t registered = cost_cluster_registered(cluster, begin_s);
    const bool low = at_target(policy, needed) < before;
    cost_alarm_add(&cluster->low, low ? COST_DATAPOINT_BREACH : COST_DATAPOINT_QUIET);
    cluster->lacking += greatest(0, needed - registered);
    if (out > before)
        scale_out(cluster, out, begin_s + 60);
    else if (cost_alarm_state(&cluster->low) == COST_ALARM_ON)
        cluster->current = cost_cluster_in(policy, needed, before);
    return cluster->current != before;
}
