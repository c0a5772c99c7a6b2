#include "libcost/capacity/service_cluster.h"

#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/capacity/service_state.h"

/* A change of what is billed that is still to come. */
typedef struct {
    int64_t at_s, billed;
} coming_t;

typedef struct {
    cost_loop_t loop;
    bool open;
    size_t seen;    /* changes of its tasks */
    int64_t billed; /* tasks that hold room at the last look */
    coming_t *coming;
    size_t coming_count, coming_capacity;
} group_t;

typedef struct {
    const cost_cluster_plan_t *plan;
    group_t *groups;
    int64_t *room, *counts; /* tasks of each group: that hold room, or soon will; that were counted last */
    int64_t needed;
    int64_t parts; /* steps of a minute, of the group that has most */
    cost_cluster_t cluster;
} run_t;

/* ---- what holds room ---- */

static bool await(group_t *group, coming_t change)
{
    coming_t *coming = cost_alloc_room(group->coming, &group->coming_capacity, group->coming_count, sizeof change);
    if (!coming)
        return false;
    group->coming = coming;
    group->coming[group->coming_count++] = change;
    return true;
}

/* Brings `billed` on to a second. */
static bool look(group_t *group, int64_t at_s)
{
    const cost_tasks_t *tasks = &group->loop.out->tasks;
    size_t kept = 0;
    for (; group->seen < tasks->change_count; group->seen++) {
        const cost_task_change_t *change = &tasks->changes[group->seen];
        if (change->billed && !await(group, (coming_t){change->at_s, change->billed}))
            return false;
    }
    for (size_t i = 0; i < group->coming_count; i++)
        if (group->coming[i].at_s <= at_s)
            group->billed += group->coming[i].billed;
        else
            group->coming[kept++] = group->coming[i];
    group->coming_count = kept;
    return true;
}

/* Tasks that are on their way to an instance hold their room already. */
static int64_t placed(const group_t *group)
{
    int64_t count = group->billed;
    for (size_t i = 0; i < group->coming_count; i++)
        count += group->coming[i].billed > 0 ? group->coming[i].billed : 0;
    return count;
}

static bool look_all(run_t *run, int64_t at_s)
{
    bool good = true;
    for (size_t i = 0; good && i < run->plan->count; i++)
        good = !run->groups[i].open || look(&run->groups[i], at_s);
    return good;
}

/* ---- places ---- */

static bool fits(run_t *run, size_t group, int64_t more, int64_t instances, bool *good)
{
    int64_t needed = 0;
    run->room[group] += more;
    *good = *good && run->plan->pack(run->plan->user, &needed, run->room);
    run->room[group] -= more;
    return *good && needed <= instances;
}

/* The most of `count` further tasks of a group that so many instances hold. */
static int64_t find_room(run_t *run, size_t group, int64_t count, int64_t instances, bool *good)
{
    int64_t least = 0, most = count;
    if (fits(run, group, count, instances, good))
        return count;
    while (*good && most - least > 1) {
        const int64_t middle = least + (most - least) / 2;
        if (fits(run, group, middle, instances, good))
            least = middle;
        else
            most = middle;
    }
    return least;
}

/* Those who wait get what room there is on `instances`, from second at_s on. */
static cost_status_t place(run_t *run, int64_t instances, int64_t at_s)
{
    bool good = true;
    for (size_t i = 0; i < run->plan->count; i++)
        run->room[i] = run->groups[i].open ? placed(&run->groups[i]) : 0;
    for (size_t i = 0; good && i < run->plan->count; i++) {
        group_t *group = &run->groups[i];
        cost_tasks_t *tasks = group->open ? &group->loop.out->tasks : NULL;
        if (!tasks || !tasks->waiting)
            continue;
        const int64_t count = find_room(run, i, tasks->waiting, instances, &good);
        run->room[i] += count;
        if (!cost_tasks_place(tasks, count, at_s))
            return COST_ERR_MEMORY;
    }
    return good ? COST_OK : COST_ERR_RANGE;
}

static bool are_waiting(const run_t *run)
{
    for (size_t i = 0; i < run->plan->count; i++)
        if (run->groups[i].open && run->groups[i].loop.out->tasks.waiting)
            return true;
    return false;
}

/* Before and in the minute that begins at begin_s; instances that register in it have room from then on. */
static cost_status_t place_before(run_t *run, int64_t begin_s)
{
    const int64_t registers_s = cost_cluster_registers_s(&run->cluster);
    if (!are_waiting(run))
        return COST_OK;
    cost_status_t status = look_all(run, begin_s) ? COST_OK : COST_ERR_MEMORY;
    if (!status)
        status = place(run, cost_cluster_registered(&run->cluster, begin_s), begin_s);
    if (status || registers_s <= begin_s || registers_s >= begin_s + COST_MINUTE_S)
        return status;
    return look_all(run, begin_s) ? place(run, cost_cluster_registered(&run->cluster, registers_s), registers_s)
                                  : COST_ERR_MEMORY;
}

/* Who was launched in a step of the minute has a place at once, if there is one. */
static cost_status_t place_after(run_t *run, int64_t begin_s)
{
    const int64_t registers_s = cost_cluster_registers_s(&run->cluster), end_s = begin_s + COST_MINUTE_S;
    const bool young = registers_s > begin_s && registers_s < end_s;
    if (!are_waiting(run))
        return COST_OK;
    if (!look_all(run, begin_s))
        return COST_ERR_MEMORY;
    return place(run, cost_cluster_registered(&run->cluster, end_s - 1), young ? registers_s : begin_s);
}

/* ---- what is needed ---- */

static int64_t counted(const group_t *group, int64_t at_s)
{
    return group->open ? group->billed + cost_tasks_waiting(&group->loop.out->tasks, at_s) : 0;
}

static cost_status_t find_needed(run_t *run, int64_t at_s, bool first)
{
    bool changed = first;
    if (!look_all(run, at_s))
        return COST_ERR_MEMORY;
    for (size_t i = 0; i < run->plan->count; i++) {
        const int64_t count = counted(&run->groups[i], at_s);
        changed = changed || count != run->counts[i];
        run->counts[i] = count;
    }
    return !changed || run->plan->pack(run->plan->user, &run->needed, run->counts) ? COST_OK : COST_ERR_RANGE;
}

/* ---- the month ---- */

static int64_t opening_of(const run_t *run)
{
    const cost_cluster_policy_t *policy = run->plan->policy;
    const int64_t wanted = (run->needed * 100 + policy->target - 1) / policy->target;
    const int64_t least = wanted > policy->min ? wanted : policy->min;
    return least < policy->max ? least : policy->max;
}

/* The first tasks, group by group; those that the largest cluster does not hold wait. */
static cost_status_t open_month(run_t *run)
{
    bool good = true;
    cost_status_t status = find_needed(run, 0, true);
    if (status)
        return status;
    cost_cluster_init(&run->cluster, run->plan->policy, opening_of(run));
    for (size_t i = 0; good && i < run->plan->count; i++) {
        cost_tasks_t *tasks = run->groups[i].open ? &run->groups[i].loop.out->tasks : NULL;
        if (!tasks)
            continue;
        tasks->waits = true;
        const int64_t count = find_room(run, i, tasks->alive[0], run->cluster.current, &good);
        run->room[i] = count;
        if (!cost_tasks_displace(tasks, tasks->alive[0] - count))
            return COST_ERR_MEMORY;
    }
    return good ? COST_OK : COST_ERR_RANGE;
}

static cost_status_t end_minute(run_t *run, int64_t minute)
{
    cost_cluster_t *cluster = &run->cluster;
    const int64_t end_s = (minute + 1) * COST_MINUTE_S - 1, lacked = cluster->lacking;
    cost_cluster_minute_t told = {.minute = minute, .instances = cluster->current};
    cost_status_t status = find_needed(run, end_s, false);
    if (status)
        return status;
    for (size_t i = 0; i < run->plan->count; i++)
        told.waiting += run->groups[i].open ? run->groups[i].loop.out->tasks.waiting : 0;
    cost_cluster_step(cluster, minute, run->needed);
    told.needed = run->needed;
    told.lacking = cluster->lacking - lacked;
    told.change = cluster->current - told.instances;
    return run->plan->tell(run->plan->user, &told);
}

/* Step `part` of the minute, of a loop that has so many. */
static void run_part(cost_loop_t *loop, int64_t part)
{
    if (part >= loop->steps_per_minute)
        return;
    if (!part)
        cost_loop_begin_minute(loop);
    loop->part = part;
    const int64_t step = loop->minute * loop->steps_per_minute + part;
    cost_loop_end_step(loop, step, cost_loop_begin_step(loop, step));
    if (part + 1 == loop->steps_per_minute)
        cost_loop_end_minute(loop);
}

static cost_status_t run_parts(run_t *run, int64_t part)
{
    bool failed = false;
    for (size_t i = 0; !failed && i < run->plan->count; i++) {
        if (!run->groups[i].open)
            continue;
        run_part(&run->groups[i].loop, part);
        failed = run->groups[i].loop.failed;
    }
    return failed ? COST_ERR_MEMORY : COST_OK;
}

static cost_status_t run_minute(run_t *run, int64_t minute)
{
    const int64_t begin_s = minute * COST_MINUTE_S;
    cost_status_t status = place_before(run, begin_s);
    for (int64_t part = 0; !status && part < run->parts; part++) {
        status = run_parts(run, part);
        if (!status)
            status = place_after(run, begin_s);
    }
    return status ? status : end_minute(run, minute);
}

static cost_status_t run_month(run_t *run, cost_loop_result_t *results)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < run->plan->count; i++) {
        if (!run->plan->plans[i])
            continue;
        status = cost_loop_open(&run->groups[i].loop, &results[i], run->plan->plans[i]);
        run->groups[i].open = !status;
        if (!status && run->groups[i].loop.steps_per_minute > run->parts)
            run->parts = run->groups[i].loop.steps_per_minute;
    }
    if (!status)
        status = open_month(run);
    for (int64_t minute = 0; !status && minute < run->plan->minutes; minute++)
        status = run_minute(run, minute);
    for (size_t i = 0; i < run->plan->count; i++) {
        const cost_status_t closed = run->groups[i].open ? cost_loop_close(&run->groups[i].loop) : COST_OK;
        status = status ? status : closed;
        cost_free(run->groups[i].coming);
    }
    return status;
}

cost_status_t cost_service_cluster_run(cost_loop_result_t *results, const cost_cluster_plan_t *plan)
{
    run_t run = {.plan = plan};
    memset(results, 0, plan->count * sizeof *results);
    run.groups = cost_alloc_array(plan->count + 1, sizeof *run.groups);
    run.room = cost_alloc_array(plan->count + 1, sizeof *run.room);
    run.counts = cost_alloc_array(plan->count + 1, sizeof *run.counts);
    const bool enough = run.groups && run.room && run.counts;
    const cost_status_t status = enough ? run_month(&run, results) : COST_ERR_MEMORY;
    cost_free(run.groups);
    cost_free(run.room);
    cost_free(run.counts);
    return status;
}
