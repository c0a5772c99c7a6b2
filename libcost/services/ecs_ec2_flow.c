/* A cluster of ECS on EC2 in time: tasks of its groups follow their load, instances the tasks, and a task for which no
 * instance has room waits: libcost/capacity/service_cluster.h.  Source: scaling rules, sections 2 and 8.
 *
 * Minutes in which tasks lack an instance are saturated ones, as are those in which something is lost. */
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/capacity/service_cluster.h"
#include "libcost/capacity/stuck.h"
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
    cost_pack_room_t room;
    cost_cluster_policy_t policy;
    int64_t split, of_kind[COST_EC2_PROVIDERS]; /* how many instances were split last, and how many are of each kind */
    cost_capacity_run_t *runs[COST_EC2_PROVIDERS];
    size_t run_count[COST_EC2_PROVIDERS], run_room[COST_EC2_PROVIDERS];
    int64_t *lacking; /* of each minute: instances */
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

/* With room for what each serves minute by minute. */
static cost_status_t plan_groups(cluster_t *cluster, const cost_loop_plan_t **plans, cost_error_t *err)
{
    const size_t minutes = (size_t)cluster->flows->month.minutes;
    for (size_t i = 0; i < cluster->group_count; i++) {
        cost_scaled_service_t *group = &cluster->groups[i];
        if (cost_ecs_is_daemon(entry_of(cluster, i)))
            continue;
        *group = group_of(cluster, entry_of(cluster, i));
        cost_status_t status = cost_scaled_service_plan(group, cluster->resource, cluster->flows, cluster->arena, err);
        if (status)
            return status;
        group->loop.served = cost_arena_raw(cluster->arena, minutes, sizeof *group->loop.served);
        group->lost = cost_arena_raw(cluster->arena, minutes, sizeof *group->lost);
        if (!group->loop.served || !group->lost)
            return cost_fail_memory(err);
        plans[i] = &group->loop;
    }
    return COST_OK;
}

static void find_lost(cluster_t *cluster)
{
    for (size_t i = 0; i < cluster->group_count; i++) {
        cost_scaled_service_t *group = &cluster->groups[i];
        const int64_t stuck_s = group->lost ? cost_loop_stuck_s(&group->loop, &group->month) : 0;
        cluster->ran.stuck_s = stuck_s > cluster->ran.stuck_s ? stuck_s : cluster->ran.stuck_s;
        if (!group->month.lost)
            group->lost = NULL;
        if (!group->lost)
            continue;
        cost_scaled_load_fill(group->lost, &group->load);
        for (int64_t minute = 0; minute < cluster->flows->month.minutes; minute++)
            group->lost[minute] -= group->loop.served[minute];
    }
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

static bool pack(void *user, int64_t *instances, const int64_t *tasks)
{
    const cluster_t *cluster = user;
    return cost_ecs_pack(instances, cluster->resource, cluster->room, tasks);
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
    cost_capacity_run_t *room = cost_arena_room(cluster->arena, *runs, run_room, *run_count, sizeof *room);
    if (!room)
        return COST_ERR_MEMORY;
    *runs = room;
    (*runs)[(*run_count)++] = (cost_capacity_run_t){from_s, from_s + MINUTE_S, count, count, kind};
    return COST_OK;
}

static cost_status_t bill_minute(cluster_t *cluster, int64_t minute, int64_t current)
{
    const cost_provider_t kinds[COST_EC2_PROVIDERS] = {
        cost_ec2_provider_of(&cluster->resource->field[COST_ECS_INSTANCES].values[COST_EC2_CAPACITY],
                             COST_EC2_ON_DEMAND),
        cost_ec2_provider_of(&cluster->resource->field[COST_ECS_INSTANCES].values[COST_EC2_CAPACITY], COST_EC2_SPOT)};
    const int64_t clusters = cluster->resource->count;
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

static cost_status_t tell(void *user, const cost_cluster_minute_t *minute)
{
    cluster_t *cluster = user;
    const int64_t clusters = cluster->resource->count;
    cluster->lacking[minute->minute] = minute->lacking;
    cluster->ran.decisions += minute->change ? clusters : 0;
    cluster->ran.starts += minute->change > 0 ? minute->change * clusters : 0;
    return bill_minute(cluster, minute->minute, minute->instances);
}

static cost_status_t run_month(cluster_t *cluster, const cost_loop_plan_t *const *plans)
{
    const cost_cluster_plan_t plan = {.plans = plans,
                                      .count = cluster->group_count,
                                      .minutes = cluster->flows->month.minutes,
                                      .policy = &cluster->policy,
                                      .pack = pack,
                                      .tell = tell,
                                      .user = cluster};
    cost_loop_result_t *results = cost_arena_array(cluster->arena, cluster->group_count + 1, sizeof *results);
    if (!results)
        return COST_ERR_MEMORY;
    cluster->ran.least = INT64_MAX;
    cost_status_t status = cost_service_cluster_run(results, &plan);
    for (size_t i = 0; i < cluster->group_count; i++)
        cluster->groups[i].month = results[i]; /* cleared with the group */
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

static int64_t lost_in(const cluster_t *cluster, int64_t minute)
{
    int64_t lost = 0;
    for (size_t i = 0; i < cluster->group_count; i++)
        lost += cluster->groups[i].lost ? cluster->groups[i].lost[minute] : 0;
    return lost;
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
        cluster->ran.saturated_minutes += cluster->lacking[minute] > 0 || wanted > 0;
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
    const size_t count = cluster->resource->field[COST_ECS_TASKS].entry_count;
    const cost_loop_plan_t **plans = cost_arena_array(cluster->arena, count + 1, sizeof *plans);
    cluster->groups = cost_arena_array(cluster->arena, count + 1, sizeof *cluster->groups);
    cluster->lacking = cost_arena_raw(cluster->arena, (size_t)cluster->flows->month.minutes, sizeof *cluster->lacking);
    if (!plans || !cluster->groups || !cluster->lacking)
        return cost_fail_memory(err);
    cluster->group_count = count;
    cost_status_t status = plan_groups(cluster, plans, err);
    if (status)
        return status;
    status = run_month(cluster, plans);
    if (!status) {
        find_lost(cluster);
        status = serve(cluster);
    }
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
