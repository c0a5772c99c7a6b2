#include "libcost/capacity/tasks.h"

#include <stdlib.h>
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/money/wide.h"

/* Changes are out of order by about so many places at most. */
enum { NEAR = 32 };

/* When those pull who wait for a place: after every month. */
#define NEVER_S (INT64_MAX / 4)

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static bool keep(cost_tasks_t *tasks, cost_task_change_t change)
{
    void *array = cost_alloc_room(tasks->changes, &tasks->change_capacity, tasks->change_count, sizeof *tasks->changes);
    if (!array)
        return false;
    tasks->changes = array;
    tasks->changes[tasks->change_count++] = change;
    return true;
}

/* Nothing that happens after the month matters to it. */
static inline bool change(cost_tasks_t *tasks, int32_t provider, int64_t at_s, int64_t running, int64_t billed)
{
    const int64_t left_s = tasks->month_seconds - at_s;
    if (left_s <= 0)
        return true;
    if (!tasks->sums_only)
        return keep(tasks, (cost_task_change_t){(int32_t)at_s, (int32_t)running, (int32_t)billed, provider});
    tasks->running_s[provider] += running * left_s;
    tasks->billed_s[provider] += billed * left_s;
    return true;
}

/* ---- from launch to traffic ---- */

bool cost_tasks_init(cost_tasks_t *tasks, const cost_task_times_t *life, const cost_provider_t *providers,
                     size_t provider_count, int64_t month_seconds, int64_t count)
{
    bool good = true;
    *tasks = (cost_tasks_t){.life = *life,
                            .providers = providers,
                            .provider_count = provider_count,
                            .month_seconds = month_seconds,
                            .next_s = INT64_MAX};
    cost_providers_split(tasks->alive, providers, provider_count, count);
    for (size_t i = 0; good && i < provider_count; i++) {
        tasks->settled[i] = tasks->alive[i];
        tasks->running += tasks->alive[i];
        good = change(tasks, (int32_t)i, 0, tasks->alive[i], tasks->alive[i]);
    }
    tasks->healthy = tasks->running;
    return good;
}

void cost_tasks_clear(cost_tasks_t *tasks)
{
    cost_free(tasks->batches);
    cost_free(tasks->changes);
    cost_free(tasks->runs);
    tasks->batches = NULL;
    tasks->changes = NULL;
    tasks->runs = NULL;
}

static void set_times(cost_task_batch_t *batch, const cost_task_times_t *life, int64_t pull_s)
{
    batch->pull_s = pull_s;
    batch->running_s = batch->pull_s + life->start_s;
    batch->healthy_s = batch->running_s + life->health_s + life->warm_up_s;
    batch->settled_s = greatest(batch->healthy_s, batch->pull_s + life->minimum_s);
}

static bool begin(cost_tasks_t *tasks, cost_task_batch_t *batch, int64_t at_s)
{
    set_times(batch, &tasks->life, at_s + tasks->life.provision_s);
    tasks->starts += batch->count;
    tasks->next_s = least(tasks->next_s, batch->running_s);
    return change(tasks, batch->provider, batch->pull_s, 0, batch->count) &&
           change(tasks, batch->provider, batch->running_s, batch->count, 0);
}

bool cost_tasks_launch(cost_tasks_t *tasks, int32_t provider, int64_t count, int64_t at_s)
{
    if (count <= 0)
        return true;
    void *array = cost_alloc_room(tasks->batches, &tasks->batch_capacity, tasks->batch_count, sizeof *tasks->batches);
    if (!array)
        return false;
    tasks->batches = array;
    cost_task_batch_t *batch = &tasks->batches[tasks->batch_count++];
    *batch = (cost_task_batch_t){.asked_s = at_s, .count = count, .provider = provider};
    tasks->alive[provider] += count;
    tasks->starting += count;
    if (!tasks->waits)
        return begin(tasks, batch, at_s);
    set_times(batch, &tasks->life, NEVER_S);
    tasks->waiting += count;
    return true;
}

static bool is_waiting(const cost_task_batch_t *batch)
{
    return batch->pull_s >= NEVER_S;
}

int64_t cost_tasks_waiting(const cost_tasks_t *tasks, int64_t at_s)
{
    int64_t count = 0;
    for (size_t i = 0; tasks->waiting && i < tasks->batch_count; i++)
        if (is_waiting(&tasks->batches[i]) && tasks->batches[i].asked_s <= at_s)
            count += tasks->batches[i].count;
    return count;
}

/* Those of the batch who have no place yet are a batch of their own, behind it. */
static bool split(cost_tasks_t *tasks, size_t i, int64_t count)
{
    void *array = cost_alloc_room(tasks->batches, &tasks->batch_capacity, tasks->batch_count, sizeof *tasks->batches);
    if (!array)
        return false;
    tasks->batches = array;
    memmove(&tasks->batches[i + 1], &tasks->batches[i], (tasks->batch_count - i) * sizeof *tasks->batches);
    tasks->batch_count++;
    tasks->batches[i].count = count;
    tasks->batches[i + 1].count -= count;
    return true;
}

bool cost_tasks_place(cost_tasks_t *tasks, int64_t count, int64_t at_s)
{
    bool good = true;
    for (size_t i = 0; good && count > 0 && i < tasks->batch_count; i++) {
        const int64_t part = least(count, tasks->batches[i].count);
        if (!is_waiting(&tasks->batches[i]) || !part)
            continue;
        good = part == tasks->batches[i].count || split(tasks, i, part);
        if (!good)
            break;
        tasks->waiting -= part;
        count -= part;
        good = begin(tasks, &tasks->batches[i], greatest(tasks->batches[i].asked_s, at_s));
    }
    return good;
}

bool cost_tasks_displace(cost_tasks_t *tasks, int64_t count)
{
    if (count <= 0)
        return true;
    tasks->settled[0] -= count;
    tasks->alive[0] -= count;
    tasks->running -= count;
    tasks->healthy -= count;
    return change(tasks, 0, 0, -count, -count) && cost_tasks_launch(tasks, 0, count, 0);
}

/* When the batch moves on next. */
static int64_t next_of(const cost_task_batch_t *batch)
{
    if (!batch->runs)
        return batch->running_s;
    return batch->serves ? batch->settled_s : batch->healthy_s;
}

static void move_on(cost_tasks_t *tasks, cost_task_batch_t *batch, int64_t now_s)
{
    if (!batch->runs && batch->running_s <= now_s) {
        batch->runs = true;
        tasks->starting -= batch->count;
        tasks->running += batch->count;
    }
    if (!batch->serves && batch->healthy_s <= now_s) {
        batch->serves = true;
        tasks->healthy += batch->count;
    }
}

void cost_tasks_advance(cost_tasks_t *tasks, int64_t now_s)
{
    size_t kept = 0;
    if (now_s < tasks->next_s)
        return;
    tasks->next_s = INT64_MAX;
    for (size_t i = 0; i < tasks->batch_count; i++) {
        cost_task_batch_t *batch = &tasks->batches[i];
        move_on(tasks, batch, now_s);
        if (batch->settled_s <= now_s || !batch->count) {
            tasks->settled[batch->provider] += batch->count;
            continue;
        }
        tasks->next_s = least(tasks->next_s, next_of(batch));
        tasks->batches[kept++] = *batch;
    }
    tasks->batch_count = kept;
}

/* ---- stopping ---- */

typedef struct {
    int64_t at_s;
    cost_stop_t how;
    int64_t notice_s;
} order_t;

static int64_t tail_of(const cost_tasks_t *tasks, order_t order)
{
    switch (order.how) {
    case COST_STOP_DRAIN:
        return tasks->life.drain_s + tasks->life.stop_s;
    case COST_STOP_CRASH:
        return tasks->life.drain_s;
    case COST_STOP_RECLAIM:
        break;
    }
    return order.notice_s;
}

static bool stop_settled(cost_tasks_t *tasks, int32_t provider, int64_t count, order_t order)
{
    tasks->settled[provider] -= count;
    tasks->running -= count;
    tasks->healthy -= count;
    return change(tasks, provider, order.at_s, -count, 0) &&
           change(tasks, provider, order.at_s + tail_of(tasks, order), 0, -count);
}

/* Before the pull starts it is as if the task had never been; before it runs there is nothing to drain. */
static bool stop_in_batch(cost_tasks_t *tasks, cost_task_batch_t *batch, int64_t count, order_t order)
{
    const int64_t minimum_s = batch->pull_s + tasks->life.minimum_s;
    int64_t stopped_s = order.at_s + (order.at_s < batch->running_s ? tasks->life.stop_s : tail_of(tasks, order));
    stopped_s = order.at_s < batch->pull_s ? batch->pull_s : greatest(stopped_s, minimum_s);
    batch->count -= count;
    tasks->waiting -= is_waiting(batch) ? count : 0;
    *(batch->runs ? &tasks->running : &tasks->starting) -= count;
    if (batch->serves)
        tasks->healthy -= count;
    return change(tasks, batch->provider, greatest(order.at_s, batch->running_s), -count, 0) &&
           change(tasks, batch->provider, stopped_s, 0, -count);
}

/* Of the provider's batches, the newest or the oldest first. */
static bool stop_young(cost_tasks_t *tasks, int32_t provider, int64_t *count, order_t order, bool newest)
{
    bool good = true;
    for (size_t k = 0; good && *count > 0 && k < tasks->batch_count; k++) {
        cost_task_batch_t *batch = &tasks->batches[newest ? tasks->batch_count - 1 - k : k];
        if (batch->provider != provider || !batch->count)
            continue;
        const int64_t part = least(*count, batch->count);
        good = stop_in_batch(tasks, batch, part, order);
        *count -= part;
    }
    return good;
}

static bool stop(cost_tasks_t *tasks, int32_t provider, int64_t count, order_t order, bool newest)
{
    bool good = true;
    count = least(count, tasks->alive[provider]);
    if (count <= 0)
        return true;
    tasks->alive[provider] -= count;
    tasks->stops += count;
    if (newest && tasks->batch_count)
        good = stop_young(tasks, provider, &count, order, true);
    const int64_t part = least(count, tasks->settled[provider]);
    if (part > 0)
        good = good && stop_settled(tasks, provider, part, order);
    count -= part;
    return good && (!count || stop_young(tasks, provider, &count, order, false));
}

bool cost_tasks_stop_oldest(cost_tasks_t *tasks, int32_t provider, int64_t count, int64_t at_s, cost_stop_t how,
                            int64_t notice_s)
{
    return stop(tasks, provider, count, (order_t){at_s, how, notice_s}, false);
}

bool cost_tasks_stop_newest(cost_tasks_t *tasks, int32_t provider, int64_t count, int64_t at_s)
{
    return stop(tasks, provider, count, (order_t){at_s, COST_STOP_DRAIN, 0}, true);
}

/* `room` is for those of more providers than are kept. */
static const int64_t *share_out(cost_tasks_t *tasks, int64_t desired, int64_t *room)
{
    cost_task_shares_t *slot = &tasks->shares[(uint64_t)desired % COST_TASK_SHARES_SLOTS];
    const bool kept = tasks->provider_count <= COST_TASK_SHARES_PROVIDERS;
    if (kept && slot->known && slot->desired == desired)
        return slot->shares;
    int64_t *shares = kept ? slot->shares : room;
    cost_providers_split(shares, tasks->providers, tasks->provider_count, desired);
    slot->known = kept;
    slot->desired = desired;
    return shares;
}

bool cost_tasks_set(cost_tasks_t *tasks, int64_t desired, int64_t at_s)
{
    int64_t room[COST_PROVIDERS_MAX];
    const int64_t *shares = share_out(tasks, desired, room);
    bool good = true;
    for (size_t i = 0; good && i < tasks->provider_count; i++) {
        const int64_t lacking = shares[i] + tasks->extra[i] - tasks->alive[i];
        if (lacking > 0)
            good = cost_tasks_launch(tasks, (int32_t)i, lacking, at_s);
        else if (lacking < 0)
            good = cost_tasks_stop_newest(tasks, (int32_t)i, -lacking, at_s);
    }
    return good;
}

bool cost_tasks_repeat(cost_tasks_t *tasks, size_t from, size_t until, int64_t later_s)
{
    bool good = true;
    for (size_t i = from; good && i < until; i++) {
        const cost_task_change_t c = tasks->changes[i];
        good = change(tasks, c.provider, c.at_s + later_s, c.running, c.billed);
    }
    return good;
}

/* ---- the sum ---- */

static int compare_changes(const void *a, const void *b)
{
    const cost_task_change_t *x = a, *y = b;
    return (x->at_s > y->at_s) - (x->at_s < y->at_s);
}

/* In time; changes of one second in any order.  They were made nearly in order: each is put in its place from the end,
 * unless that turns out to be far for most. */
static void sort_changes(cost_task_change_t *changes, size_t count)
{
    size_t moves = 0;
    for (size_t i = 1; i < count; i++) {
        const cost_task_change_t change = changes[i];
        size_t place = i;
        for (; place && changes[place - 1].at_s > change.at_s; place--)
            changes[place] = changes[place - 1];
        changes[place] = change;
        moves += i - place;
        if (moves > NEAR * count) {
            qsort(changes, count, sizeof *changes, compare_changes);
            return;
        }
    }
}

static void add_up(cost_tasks_t *tasks)
{
    for (size_t i = 0; i < tasks->change_count; i++) {
        const cost_task_change_t *c = &tasks->changes[i];
        tasks->running_s[c->provider] += c->running * (tasks->month_seconds - c->at_s);
        tasks->billed_s[c->provider] += c->billed * (tasks->month_seconds - c->at_s);
    }
}

/* Ends the last run at at_s; begins one with other counts. */
static void add_run(cost_tasks_t *tasks, const cost_task_change_t *c, int64_t running, int64_t billed)
{
    cost_capacity_run_t *last = tasks->run_count ? &tasks->runs[tasks->run_count - 1] : NULL;
    if (last && last->provider == c->provider) {
        last->until_s = c->at_s;
        running += last->running;
        billed += last->billed;
        if (last->from_s == c->at_s) {
            last->running = running;
            last->billed = billed;
            return;
        }
    }
    tasks->runs[tasks->run_count++] =
        (cost_capacity_run_t){c->at_s, tasks->month_seconds, running, billed, c->provider};
}

/* Neighbours that came out equal become one; ends are set. */
static void join_runs(cost_tasks_t *tasks)
{
    size_t kept = 0;
    for (size_t i = 0; i < tasks->run_count; i++) {
        cost_capacity_run_t *run = &tasks->runs[i], *last = kept ? &tasks->runs[kept - 1] : NULL;
        const bool last_of_provider = i + 1 == tasks->run_count || run[1].provider != run->provider;
        run->until_s = last_of_provider ? tasks->month_seconds : run[1].from_s;
        if (last && last->provider == run->provider && last->running == run->running && last->billed == run->billed)
            last->until_s = run->until_s;
        else
            tasks->runs[kept++] = *run;
    }
    tasks->run_count = kept;
}

static bool make_runs(cost_tasks_t *tasks)
{
    tasks->runs = cost_alloc_raw(tasks->change_count + 1, sizeof *tasks->runs);
    if (!tasks->runs)
        return false;
    sort_changes(tasks->changes, tasks->change_count);
    for (size_t provider = 0; provider < tasks->provider_count; provider++)
        for (size_t i = 0; i < tasks->change_count; i++)
            if (tasks->changes[i].provider == (int32_t)provider)
                add_run(tasks, &tasks->changes[i], tasks->changes[i].running, tasks->changes[i].billed);
    join_runs(tasks);
    return true;
}

bool cost_tasks_finish(cost_tasks_t *tasks)
{
    add_up(tasks);
    if (!tasks->sums_only && !make_runs(tasks))
        return false;
    cost_free(tasks->changes);
    tasks->changes = NULL;
    tasks->change_count = tasks->change_capacity = 0;
    return true;
}
