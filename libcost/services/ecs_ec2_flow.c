/* A cluster of ECS on EC2 in time: tasks of its groups follow their load, instances the tasks.
 * Source: scaling rules, sections 2 and 8.
 *
 * Groups come first, as if there were always room; then the capacity provider looks once a minute at what their tasks
 * need.  Minutes in which tasks lack an instance are saturated ones.  Their load is lost when there is none at all; as
 * long as some tasks have one, it is not taken from what is served. */
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/capacity/cluster.h"
#include "libcost/flow/column_share.h"
#include "libcost/services/ec2.h"
#include "libcost/services/ecs_ec2.h"
#include "libcost/services/scaled_service.h"

enum { MINUTE_S = 60 };
static const cost_wide_t micro = 1000000, nano = 1000000000;
static const cost_provider_t only = {.weight = 1};

/* Of one of the `count` clusters. */
typedef struct {
    const cost_resource_t *resource;
    cost_flows_t *flows;
    cost_arena_t *arena;
    cost_scaled_service_t *groups; /* by the number of the entry; daemons stay empty */
    size_t group_count;
    size_t *run;     /* of each group: the stretch of its tasks at hand */
    int64_t *counts; /* of each group: its tasks now */
    cost_pack_room_t room;
    cost_cluster_policy_t policy;
    cost_cluster_t cluster;
    int64_t needed;
    int64_t split, of_kind[COST_EC2_PROVIDERS]; /* how many instances were split last, and how many are of each kind */
    cost_capacity_run_t *runs[COST_EC2_PROVIDERS];
    size_t run_count[COST_EC2_PROVIDERS], run_room[COST_EC2_PROVIDERS];
    bool *dark; /* of each minute: tasks want to run, and no instance is there */
    cost_ran_t ran;
} cluster_t;

static const cost_entry_t *entry_of(const cluster_t *cluster, size_t i)
{
    return &cluster->resource->field[COST_ECS_TASKS].entries[i];
}

static int64_t up_to_seconds(cost_wide_t us)
{
    return (int64_t)((us + micro - 1) / micro);
}

/* ---- groups ---- */

static cost_task_model_t model_of(const cost_entry_t *entry)
{
    const cost_pack_t task = cost_ecs_group(entry);
    const cost_wide_t cpu_us = entry->values[COST_ECS_TASK_CPU].amount.value, most = (cost_wide_t)1 << 40;
    return (cost_task_model_t){.vcpu_micro = (int64_t)task.vcpu,
                               .usable_micro = (int64_t)task.vcpu,
                               .units = (int64_t)micro,
                               .cpu_us = (int64_t)(cpu_us < most ? cpu_us : most)};
}

static cost_wide_t share_of(const cost_entry_t *entry)
{
    const cost_value_t *share = &entry->values[COST_ECS_TASK_SHARE];
    return cost_given(share) ? share->amount.value : nano;
}

static cost_scaled_service_t group_of(const cluster_t *cluster, const cost_entry_t *entry)
{
    const cost_wide_t *rule = cluster->resource->rule;
    return (cost_scaled_service_t){.scaling = &entry->values[COST_ECS_TASK_SCALING],
                                   .per_request = cost_ratio(share_of(entry), nano / micro * cluster->resource->count),
                                   .loop = {.model = model_of(entry),
                                            .life = {.start_s = up_to_seconds(rule[COST_ECS_RULE_START]),
                                                     .health_s = up_to_seconds(rule[COST_ECS_RULE_HEALTH]),
                                                     .drain_s = up_to_seconds(rule[COST_ECS_RULE_DRAIN]),
                                                     .stop_s = up_to_seconds(rule[COST_ECS_RULE_STOP])},
                                            .providers = &only,
                                            .provider_count = 1,
                                            .start = cost_ecs_group(entry).count}};
}

static cost_status_t run_groups(cluster_t *cluster, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < cluster->group_count; i++) {
        if (cost_ecs_is_daemon(entry_of(cluster, i)))
            continue;
        cluster->groups[i] = group_of(cluster, entry_of(cluster, i));
        status = cost_scaled_service_run(&cluster->groups[i], cluster->resource, cluster->flows, cluster->arena, err);
    }
    return status;
}

/* ---- instances ---- */

static cost_cluster_policy_t policy_of(const cost_resource_t *resource)
{
    const cost_value_t *scaling = resource->field[COST_ECS_MANAGED_SCALING].values;
    const cost_value_t *max = &resource->field[COST_ECS_MAX_INSTANCES];
    const cost_wide_t *rule = resource->rule, percent = nano / 100;
    cost_cluster_policy_t policy = COST_CLUSTER_DEFAULTS;
    policy.target = (int64_t)((scaling[COST_ECS_SCALING_TARGET].amount.value + percent / 2) / percent);
    policy.min = resource->field[COST_ECS_MIN_INSTANCES].integer;
    policy.low_datapoints = (int32_t)(rule[COST_ECS_RULE_LOW_POINTS] / micro);
    policy.start_s = up_to_seconds(rule[COST_ECS_RULE_INSTANCE_START]);
    policy.warm_up_s = cost_given(&scaling[COST_ECS_SCALING_WARM_UP])
                           ? up_to_seconds(scaling[COST_ECS_SCALING_WARM_UP].amount.value)
                           : up_to_seconds(rule[COST_ECS_RULE_WARM_UP]);
    if (cost_given(&scaling[COST_ECS_SCALING_MIN_STEP]))
        policy.min_step = scaling[COST_ECS_SCALING_MIN_STEP].integer;
    if (cost_given(&scaling[COST_ECS_SCALING_MAX_STEP]))
        policy.max_step = scaling[COST_ECS_SCALING_MAX_STEP].integer;
    if (cost_given(max))
        policy.max = max->integer;
    return policy;
}

/* Instances that hold all tasks that are billed at a second: starting and draining ones need their room too. */
static bool find_needed(cluster_t *cluster, int64_t at_s)
{
    bool changed = at_s == 0;
    for (size_t i = 0; i < cluster->group_count; i++) {
        const cost_tasks_t *tasks = &cluster->groups[i].month.tasks;
        if (!tasks->run_count)
            continue;
        while (cluster->run[i] + 1 < tasks->run_count && tasks->runs[cluster->run[i]].until_s <= at_s)
            cluster->run[i]++;
        const int64_t count = tasks->runs[cluster->run[i]].billed;
        changed = changed || count != cluster->counts[i];
        cluster->counts[i] = count;
    }
    return !changed || cost_ecs_pack(&cluster->needed, cluster->resource, cluster->room, cluster->counts);
}

/* `count` instances of a kind in the minute that begins at from_s. */
static cost_status_t add_run(cluster_t *cluster, int kind, int64_t from_s, int64_t count)
{
    cost_capacity_run_t **runs = &cluster->runs[kind];
    size_t *run_count = &cluster->run_count[kind], *run_room = &cluster->run_room[kind];
    if (*run_count && (*runs)[*run_count - 1].billed == count) {
        (*runs)[*run_count - 1].until_s = from_s + MINUTE_S;
        return COST_OK;
    }
    if (*run_count == *run_room) {
        const size_t room = *run_room ? *run_room * 2 : 16;
        cost_capacity_run_t *grown = cost_arena_array(cluster->arena, room, sizeof *grown);
        if (!grown)
            return COST_ERR_MEMORY;
        if (*run_count)
            memcpy(grown, *runs, *run_count * sizeof *grown);
        *runs = grown;
        *run_room = room;
    }
    (*runs)[(*run_count)++] = (cost_capacity_run_t){from_s, from_s + MINUTE_S, count, count, kind};
    return COST_OK;
}

static cost_status_t bill_minute(cluster_t *cluster, int64_t minute)
{
    const cost_provider_t kinds[COST_EC2_PROVIDERS] = {
        cost_ec2_provider_of(&cluster->resource->field[COST_ECS_INSTANCES].values[COST_EC2_CAPACITY],
                             COST_EC2_ON_DEMAND),
        cost_ec2_provider_of(&cluster->resource->field[COST_ECS_INSTANCES].values[COST_EC2_CAPACITY], COST_EC2_SPOT)};
    const int64_t clusters = cluster->resource->count, current = cluster->cluster.current;
    int64_t *counts = cluster->of_kind;
    cost_status_t status = COST_OK;
    cost_ran_t *ran = &cluster->ran;
    if (!minute || current != cluster->split)
        cost_providers_split(counts, kinds, COST_EC2_PROVIDERS, current);
    cluster->split = current;
    for (int i = 0; !status && i < COST_EC2_PROVIDERS; i++) {
        ran->billed_s[i] += counts[i] * clusters * MINUTE_S;
        status = add_run(cluster, i, minute * MINUTE_S, counts[i] * clusters);
    }
    ran->least = current * clusters < ran->least ? current * clusters : ran->least;
    ran->most = current * clusters > ran->most ? current * clusters : ran->most;
    return status;
}

static int64_t lost_in(const cluster_t *cluster, int64_t minute)
{
    int64_t lost = 0;
    if (cluster->dark[minute])
        return INT64_MAX;
    for (size_t i = 0; i < cluster->group_count; i++)
        lost += cluster->groups[i].lost ? cluster->groups[i].lost[minute] : 0;
    return lost;
}

static void step(cluster_t *cluster, int64_t minute)
{
    const int64_t before = cluster->cluster.current, lacking = cluster->cluster.lacking;
    const bool moved = cost_cluster_step(&cluster->cluster, minute, cluster->needed);
    const int64_t more = cluster->cluster.current - before, lacks = cluster->cluster.lacking - lacking;
    cluster->dark[minute] = lacks > 0 && lacks == cluster->needed;
    cluster->ran.decisions += moved * cluster->resource->count;
    cluster->ran.starts += more > 0 ? more * cluster->resource->count : 0;
    cluster->ran.saturated_minutes += lacks > 0 || lost_in(cluster, minute) > 0;
}

/* As many instances as the opening needs: a steady state. */
static int64_t opening_of(const cluster_t *cluster)
{
    const cost_cluster_policy_t *policy = &cluster->policy;
    const int64_t wanted = (cluster->needed * 100 + policy->target - 1) / policy->target;
    const int64_t least = wanted > policy->min ? wanted : policy->min;
    return least < policy->max ? least : policy->max;
}

/* False when a task does not fit. */
static cost_status_t run_month(cluster_t *cluster)
{
    cost_status_t status = find_needed(cluster, 0) ? COST_OK : COST_ERR_RANGE;
    cluster->ran.least = INT64_MAX;
    cost_cluster_init(&cluster->cluster, &cluster->policy, opening_of(cluster));
    for (int64_t minute = 0; !status && minute < cluster->flows->month.minutes; minute++) {
        status = bill_minute(cluster, minute);
        if (!status && !find_needed(cluster, (minute + 1) * MINUTE_S - 1))
            status = COST_ERR_RANGE;
        step(cluster, minute);
    }
    return status;
}

/* ---- together ---- */

/* Requests of one cluster, in 1e-6, minute by minute. */
static cost_status_t fill_load(int64_t *out, const cluster_t *cluster)
{
    cost_scaled_load_t load;
    cost_status_t status = cost_scaled_load(&load, cluster->flows, cost_ratio(micro, cluster->resource->count));
    if (!status)
        cost_scaled_load_fill(out, &load);
    cost_scaled_load_clear(&load);
    return status;
}

/* A request may need several groups: it is lost when one of them loses it. */
static cost_status_t serve(cluster_t *cluster)
{
    const cost_flows_t *flows = cluster->flows;
    int64_t *load = cost_alloc_array((size_t)flows->month.minutes, sizeof *load);
    cost_flow_t *out = cost_arena_array(cluster->arena, flows->in_count + 1, sizeof *out);
    cost_status_t status = load && out ? fill_load(load, cluster) : COST_ERR_MEMORY;
    bool any = false;
    for (int64_t minute = 0; !status && minute < flows->month.minutes; minute++) {
        const int64_t came = load[minute], wanted = lost_in(cluster, minute), lost = wanted < came ? wanted : came;
        cluster->ran.served += (cost_wide_t)(came - lost) * cluster->resource->count;
        cluster->ran.lost += (cost_wide_t)lost * cluster->resource->count;
        load[minute] = came ? (int64_t)((cost_wide_t)COST_SHARE_ONE * (came - lost) / came) : 0;
        any = any || lost;
    }
    if (!status && any) {
        memcpy(out, flows->in, flows->in_count * sizeof *out);
        status = cost_flows_share(out, flows->in_count, cluster->arena, load);
        cluster->flows->out = out;
    }
    cost_free(load);
    return status;
}

static cost_status_t keep(cluster_t *cluster)
{
    const size_t first = cluster->run_count[0], count = first + cluster->run_count[1];
    cost_ran_t *ran = cost_arena_alloc(cluster->arena, sizeof *ran);
    cost_capacity_run_t *runs = cost_arena_array(cluster->arena, count + 1, sizeof *runs);
    if (!ran || !runs)
        return COST_ERR_MEMORY;
    memcpy(runs, cluster->runs[0], first * sizeof *runs);
    memcpy(runs + first, cluster->runs[1], cluster->run_count[1] * sizeof *runs);
    *ran = cluster->ran;
    ran->unit = "instance";
    ran->load = "requests";
    ran->together = true;
    ran->runs = runs;
    ran->run_count = count;
    ran->wait_us = -1;
    memcpy(ran->running_s, ran->billed_s, sizeof ran->running_s);
    cluster->flows->ran = ran;
    return COST_OK;
}

static cost_status_t run(cluster_t *cluster, cost_error_t *err)
{
    const cost_value_t *tasks = &cluster->resource->field[COST_ECS_TASKS];
    cluster->groups = cost_arena_array(cluster->arena, tasks->entry_count + 1, sizeof *cluster->groups);
    cluster->run = cost_arena_array(cluster->arena, tasks->entry_count + 1, sizeof *cluster->run);
    cluster->counts = cost_arena_array(cluster->arena, tasks->entry_count + 1, sizeof *cluster->counts);
    cluster->dark = cost_arena_array(cluster->arena, (size_t)cluster->flows->month.minutes, sizeof *cluster->dark);
    if (!cluster->groups || !cluster->run || !cluster->counts || !cluster->dark)
        return cost_fail_memory(err);
    cluster->group_count = tasks->entry_count;
    cost_status_t status = run_groups(cluster, err);
    if (status)
        return status;
    status = run_month(cluster);
    if (!status)
        status = serve(cluster);
    if (!status)
        status = keep(cluster);
    if (status == COST_ERR_MEMORY)
        return cost_fail_memory(err);
    return status ? cost_fail_at(err, status, cluster->resource->node, "its load or tasks are too many to be counted")
                  : COST_OK;
}

bool cost_ecs_scales(const cost_resource_t *resource)
{
    const cost_value_t *tasks = &resource->field[COST_ECS_TASKS];
    for (size_t i = 0; i < tasks->entry_count; i++)
        if (tasks->entries[i].values[COST_ECS_TASK_SCALING].given == COST_STATED)
            return true;
    return false;
}

static bool follows_load(const cost_resource_t *resource, const cost_flows_t *flows)
{
    return flows->load_stated && flows->in_count && flows->exist_count && resource->count &&
           cost_ecs_scales(resource) && resource->field[COST_ECS_MANAGED_SCALING].given == COST_STATED;
}

cost_status_t cost_ecs_flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                            cost_arena_t *arena, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t w = 0; !status && w < worlds; w++) {
        cluster_t cluster = {.resource = resources[w], .flows = &flows[w], .arena = arena};
        if (!follows_load(resources[w], &flows[w]) ||
            !cost_ecs_type_room(&cluster.room, resources[w],
                                resources[w]->field[COST_ECS_INSTANCES].values[COST_EC2_INSTANCE_TYPE].text))
            continue;
        cost_ecs_take_daemons(&cluster.room, &resources[w]->field[COST_ECS_TASKS]);
        cluster.policy = policy_of(resources[w]);
        status = run(&cluster, err);
        for (size_t i = 0; i < cluster.group_count; i++)
            cost_scaled_service_clear(&cluster.groups[i]);
    }
    return status;
}
