/* A crew of threads that runs trials.  What a trial comes to depends on its draws alone, never on who runs it. */
#include "libcost/analysis/trials.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "libcost/analysis/budget_profile.h"
#include "libcost/base/alloc.h"
#include "libcost/bill/estimate.h"
#include "libcost/bill/rate_memo.h"

enum { LANES = 8 }; /* trials side by side */

typedef struct {
    cost_crew_t *crew;
    bool leads; /* it runs on the caller's thread */
    cost_arena_t *kept, *scratch;
    cost_world_t *worlds;       /* by the number of the workload, then of the lane */
    cost_resolved_t **resolved; /* theirs */
    cost_rate_memo_t *memo;
    double *uniform;
    int64_t *spent;  /* by the number of the budget, in this month */
    int64_t **loads; /* by the number of the workload: of every lane, what each traffic brought in this month */
    cost_error_t *err;
    cost_status_t status;
    size_t failed_row;
    uint64_t trial, failed_trial;
} worker_t;

struct cost_crew {
    const cost_trial_plan_t *plan;
    uint64_t seed;
    worker_t *workers;
    size_t worker_count;
    cost_progress_t progress; /* may be NULL */
    void *progress_user;
    const cost_crew_task_t *task;
    size_t until;
    atomic_size_t next, done;
    atomic_bool stop;
    bool cancelled; /* written by the caller's thread alone */
    pthread_mutex_t lock;
    bool locks;        /* whether it was made */
    atomic_bool known; /* the profiles: made under the lock by whoever needs them first */
    cost_arena_t *arena;
    cost_budget_profiles_t profiles;
};

/* ---- one trial ---- */

static cost_status_t too_much(cost_error_t *err)
{
    return cost_fail(err, COST_ERR_RANGE, (cost_place_t){0}, "the bill is over 9.2 billion USD");
}

static bool add(int64_t *sum, int64_t amount)
{
    return !__builtin_add_overflow(*sum, amount, sum);
}

static const cost_member_columns_t *columns_of(const worker_t *worker, size_t lane, const cost_resource_t *resource)
{
    const cost_trial_plan_t *plan = worker->crew->plan;
    for (size_t k = 0; k < plan->count; k++) {
        const cost_resource_t *first = worker->resolved[k][lane].resources;
        if (resource >= first && resource < first + plan->workloads[k]->member_count)
            return &plan->members[k][resource - first];
    }
    return NULL;
}

static size_t service_column(const cost_trial_plan_t *plan, const cost_service_t *service)
{
    size_t i = 0;
    while (plan->services[i] != service)
        i++;
    return plan->at[COST_COLUMN_SERVICE] + i;
}

static bool add_line(const worker_t *worker, size_t lane, const cost_line_t *line, size_t month, int64_t *row)
{
    const cost_trial_plan_t *plan = worker->crew->plan;
    const cost_record_t *record = line->record;
    const cost_member_columns_t *member = columns_of(worker, lane, record->resource);
    const int64_t cost = line->cost.nano_usd;
    bool fits = add(&row[plan->at[COST_COLUMN_TOTAL]], cost) && add(&row[plan->at[COST_COLUMN_MONTH] + month], cost);
    /* Parts of a total that fits fit as well. */
    row[service_column(plan, record->service)] += fits ? cost : 0;
    row[member->column] += fits ? cost : 0;
    for (size_t i = 0; fits && i < member->tag_count; i++)
        row[member->tags[i]] += cost;
    for (size_t i = 0; fits && i < plan->count_of[COST_COLUMN_BUDGET]; i++) {
        const cost_plan_budget_t *budget = &plan->budgets[i];
        if (member->budgets[i] && (!budget->service || budget->service == record->service) &&
            (budget->month < 0 || (size_t)budget->month == month))
            worker->spent[i] += cost;
    }
    return fits;
}

static cost_status_t need_profiles(const worker_t *worker)
{
    cost_crew_t *crew = worker->crew;
    cost_status_t status = COST_OK;
    if (atomic_load(&crew->known))
        return COST_OK;
    pthread_mutex_lock(&crew->lock);
    if (!atomic_load(&crew->known)) {
        status = cost_budget_profiles_make(&crew->profiles, crew->arena, crew->plan, worker->err);
        atomic_store(&crew->known, !status);
    }
    pthread_mutex_unlock(&crew->lock);
    return status;
}

static cost_status_t close_month(const worker_t *worker, size_t month, int64_t *row)
{
    const cost_crew_t *crew = worker->crew;
    const cost_trial_plan_t *plan = crew->plan;
    cost_status_t status = COST_OK;
    for (size_t i = 0; i < plan->count_of[COST_COLUMN_BUDGET]; i++) {
        int64_t *most = &row[plan->at[COST_COLUMN_BUDGET] + i], *when = &row[plan->at[COST_COLUMN_CROSSING] + i];
        const int64_t spent = worker->spent[i];
        worker->spent[i] = 0;
        if (spent > *most)
            *most = spent;
        if (status || spent <= plan->budgets[i].limit || *when)
            continue;
        status = need_profiles(worker);
        if (!status)
            *when = cost_budget_crossing(&crew->profiles, plan, i, month, spent);
    }
    return status;
}

static cost_status_t rate_lane(const worker_t *worker, size_t lane, const cost_usage_t *usage, size_t month,
                               int64_t *row)
{
    const cost_trial_plan_t *plan = worker->crew->plan;
    cost_rater_t rater = {
        .arena = worker->scratch, .catalog = plan->catalog, .date = plan->price_date, .account = plan->workloads[0]};
    cost_status_t status =
        cost_rate_lines(&rater, worker->memo, usage, month, plan->months[month].seconds, worker->err);
    for (const cost_line_item_t *item = rater.first; !status && item; item = item->next)
        if (!add_line(worker, lane, &item->line, month, row))
            status = too_much(worker->err);
    cost_status_t closed = close_month(worker, month, row);
    return status ? status : closed;
}

static void open_loads(const worker_t *worker, size_t k, cost_usage_t *usage, size_t count)
{
    const size_t traffics = worker->crew->plan->workloads[k]->traffic_count;
    memset(worker->loads[k], 0, LANES * traffics * sizeof **worker->loads);
    for (size_t i = 0; i < count; i++)
        usage[i].loads = worker->loads[k] + i * traffics;
}

static void take_loads(const worker_t *worker, size_t k, size_t count, int64_t *rows)
{
    const cost_trial_plan_t *plan = worker->crew->plan;
    const size_t traffics = plan->workloads[k]->traffic_count;
    for (size_t i = 0; i < count; i++)
        for (size_t t = 0; t < traffics; t++)
            if (plan->loads[k][t])
                rows[i * plan->width + plan->loads[k][t]] += worker->loads[k][i * traffics + t];
}

/* Lanes [first, first + count) of a block. */
static cost_status_t run_month(worker_t *worker, size_t month, size_t first, size_t count, int64_t *rows)
{
    const cost_trial_plan_t *plan = worker->crew->plan;
    cost_usage_t usage[LANES];
    cost_status_t status = COST_OK;
    cost_arena_reset(worker->scratch);
    for (size_t i = 0; i < count; i++)
        usage[i] = (cost_usage_t){.arena = worker->scratch};
    for (size_t k = 0; !status && k < plan->count; k++) {
        open_loads(worker, k, usage, count);
        status = cost_month_simulate(usage, worker->resolved[k] + first, count, plan->months[month], worker->err);
        take_loads(worker, k, count, rows + first * plan->width);
    }
    for (size_t i = 0; !status && i < count; i++)
        status = rate_lane(worker, first + i, &usage[i], month, rows + (first + i) * plan->width);
    return status;
}

static cost_status_t run_months(worker_t *worker, size_t first, size_t count, int64_t *rows)
{
    cost_status_t status = COST_OK;
    for (size_t month = 0; !status && month < worker->crew->plan->month_count; month++)
        status = run_month(worker, month, first, count, rows);
    return status;
}

static cost_status_t draw_lane(worker_t *worker, size_t lane, size_t number, int64_t *row)
{
    const cost_trial_plan_t *plan = worker->crew->plan;
    const cost_crew_task_t *task = worker->crew->task;
    cost_chance_t chance = {.drawn = true, .bill_only = true, .seed = worker->crew->seed};
    cost_status_t status = COST_OK;
    task->draw(task->user, number, worker->uniform, &chance.trial);
    for (size_t k = 0; !status && k < plan->count; k++) {
        status = cost_world_draw(&worker->worlds[k * LANES + lane], worker->uniform, worker->err);
        worker->resolved[k][lane].chance = chance;
    }
    worker->trial = chance.trial;
    for (size_t i = 0; i < plan->inputs.count; i++)
        row[plan->at[COST_COLUMN_INPUT] + i] = (int64_t)(worker->uniform[i] * 0x1p52);
    return status;
}

/* Something fails in one of the lanes: which is the first?  `status` is what they came to together. */
static cost_status_t find_failed(worker_t *worker, size_t from, size_t lanes, int64_t *rows, cost_status_t status)
{
    cost_status_t alone = COST_OK;
    cost_error_clear(worker->err);
    for (size_t lane = 0; !alone && lane < lanes; lane++) {
        worker->failed_row = from + lane;
        worker->failed_trial = worker->resolved[0][lane].chance.trial;
        alone = run_months(worker, lane, 1, rows);
    }
    return alone ? alone : status;
}

/* Trials side by side. */
static cost_status_t run_lanes(worker_t *worker, size_t from, size_t lanes, int64_t *rows)
{
    const cost_trial_plan_t *plan = worker->crew->plan;
    for (size_t lane = 0; lane < lanes; lane++) {
        cost_status_t status = draw_lane(worker, lane, from + lane, rows + lane * plan->width);
        worker->failed_row = from + lane;
        worker->failed_trial = worker->trial;
        if (status)
            return status;
    }
    cost_status_t status = run_months(worker, 0, lanes, rows);
    return status ? find_failed(worker, from, lanes, rows, status) : COST_OK;
}

/* ---- the crew ---- */

static void run_block(worker_t *worker, size_t from, size_t until)
{
    cost_crew_t *crew = worker->crew;
    int64_t *rows = crew->task->store->segments[from / COST_SEGMENT_ROWS];
    worker->status = run_lanes(worker, from, until - from, rows + from % COST_SEGMENT_ROWS * crew->plan->width);
    if (worker->status)
        atomic_store(&crew->stop, true);
    else
        atomic_fetch_add(&crew->done, until - from);
}

static void tell(cost_crew_t *crew, size_t done, size_t total)
{
    if (!crew->progress || !crew->progress(crew->progress_user, done, total))
        return;
    crew->cancelled = true;
    atomic_store(&crew->stop, true);
}

/* Blocks are taken in order and finished once taken: so the first row that fails is run, whoever stops first. */
static void *work(void *user)
{
    worker_t *worker = user;
    cost_crew_t *crew = worker->crew;
    while (!worker->status && !atomic_load(&crew->stop)) {
        const size_t from = atomic_fetch_add(&crew->next, LANES);
        if (from >= crew->until)
            break;
        run_block(worker, from, crew->until - from < LANES ? crew->until : from + LANES);
        if (worker->leads)
            tell(crew, crew->task->before + atomic_load(&crew->done), crew->task->total);
    }
    return NULL;
}

/* A thread that cannot be started is one less: the others do its part. */
static void work_together(cost_crew_t *crew)
{
    pthread_t threads[COST_THREADS_MAX];
    size_t started = 0;
    for (size_t i = 1; i < crew->worker_count; i++)
        if (!pthread_create(&threads[started], NULL, work, &crew->workers[i]))
            started++;
    work(&crew->workers[0]);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

static const worker_t *first_failed(const cost_crew_t *crew)
{
    const worker_t *first = NULL;
    for (size_t i = 0; i < crew->worker_count; i++) {
        const worker_t *worker = &crew->workers[i];
        if (worker->status && (!first || worker->failed_row < first->failed_row))
            first = worker;
    }
    return first;
}

static cost_status_t pass_on(const worker_t *worker, cost_error_t *err)
{
    const cost_error_t *from = worker->err;
    if (worker->status == COST_ERR_MEMORY || !cost_error_count(from))
        return cost_fail_memory(err);
    for (size_t i = 0; i < cost_error_count(from); i++) {
        const cost_place_t place = {cost_error_file(from, i), cost_error_line(from, i), cost_error_column(from, i),
                                    cost_error_path(from, i)};
        cost_fail(err, cost_error_status(from, i), place, "in a possible month (trial %" PRIu64 "): %s",
                  worker->failed_trial, cost_error_message(from, i));
    }
    return worker->status;
}

static cost_status_t cancelled(size_t done, size_t total, cost_error_t *err)
{
    return cost_fail(err, COST_ERR_CANCELLED, (cost_place_t){0}, "cancelled after %zu of %zu trials", done, total);
}

cost_status_t cost_crew_run(cost_crew_t *crew, const cost_crew_task_t *task, size_t from, size_t until,
                            cost_error_t *err)
{
    crew->task = task;
    crew->until = until;
    atomic_store(&crew->next, from);
    atomic_store(&crew->done, from);
    work_together(crew);
    const worker_t *failed = first_failed(crew);
    if (failed)
        return pass_on(failed, err);
    return crew->cancelled ? cancelled(task->before + atomic_load(&crew->done), task->total, err) : COST_OK;
}

cost_status_t cost_crew_finish(cost_crew_t *crew, size_t total, cost_error_t *err)
{
    tell(crew, total, total);
    return crew->cancelled ? cancelled(total, total, err) : COST_OK;
}

/* The worlds of a workload, a lane each. */
static bool equip_workload(worker_t *worker, size_t k)
{
    const cost_trial_plan_t *plan = worker->crew->plan;
    worker->resolved[k] = cost_arena_array(worker->kept, LANES, sizeof **worker->resolved);
    worker->loads[k] =
        cost_arena_array(worker->kept, LANES * plan->workloads[k]->traffic_count + 1, sizeof **worker->loads);
    if (!worker->loads[k])
        return false;
    for (size_t lane = 0; worker->resolved[k] && lane < LANES; lane++) {
        cost_world_t *world = &worker->worlds[k * LANES + lane];
        if (cost_world_create(world, worker->kept, &plan->resolved[k], &plan->inputs, worker->err))
            return false;
        worker->resolved[k][lane] = world->resolved;
    }
    return worker->resolved[k];
}

static bool equip(worker_t *worker, cost_crew_t *crew)
{
    const cost_trial_plan_t *plan = crew->plan;
    worker->crew = crew;
    worker->err = cost_error_create();
    worker->kept = cost_arena_create();
    worker->scratch = cost_arena_create();
    worker->memo = cost_rate_memo_create();
    if (!worker->err || !worker->kept || !worker->scratch || !worker->memo)
        return false;
    worker->worlds = cost_arena_array(worker->kept, plan->count * LANES + 1, sizeof *worker->worlds);
    worker->resolved = cost_arena_array(worker->kept, plan->count + 1, sizeof(cost_resolved_t *));
    worker->uniform = cost_arena_array(worker->kept, plan->inputs.count + 1, sizeof *worker->uniform);
    worker->spent = cost_arena_array(worker->kept, plan->count_of[COST_COLUMN_BUDGET] + 1, sizeof *worker->spent);
    worker->loads = cost_arena_array(worker->kept, plan->count + 1, sizeof(int64_t *));
    if (!worker->worlds || !worker->resolved || !worker->uniform || !worker->spent || !worker->loads)
        return false;
    for (size_t k = 0; k < plan->count; k++)
        if (!equip_workload(worker, k))
            return false;
    return true;
}

cost_status_t cost_crew_create(cost_crew_t **out, const cost_trial_plan_t *plan, const cost_simulation_t *simulation,
                               cost_error_t *err)
{
    cost_crew_t *crew = cost_alloc(sizeof *crew);
    *out = crew;
    if (!crew)
        return cost_fail_memory(err);
    crew->plan = plan;
    crew->seed = simulation->seed;
    crew->progress = simulation->progress;
    crew->progress_user = simulation->user;
    atomic_init(&crew->next, 0);
    atomic_init(&crew->done, 0);
    atomic_init(&crew->stop, false);
    atomic_init(&crew->known, false);
    crew->locks = !pthread_mutex_init(&crew->lock, NULL);
    crew->arena = cost_arena_create();
    crew->workers = cost_alloc_array(simulation->threads, sizeof *crew->workers);
    bool enough = crew->workers && crew->arena && crew->locks;
    for (size_t i = 0; enough && i < simulation->threads; i++, crew->worker_count++) {
        enough = equip(&crew->workers[i], crew);
        crew->workers[i].leads = i == 0;
    }
    if (enough)
        return COST_OK;
    cost_crew_destroy(crew);
    *out = NULL;
    return cost_fail_memory(err);
}

void cost_crew_destroy(cost_crew_t *crew)
{
    if (!crew)
        return;
    for (size_t i = 0; i < crew->worker_count; i++) {
        cost_error_destroy(crew->workers[i].err);
        cost_rate_memo_destroy(crew->workers[i].memo);
        cost_arena_destroy(crew->workers[i].kept);
        cost_arena_destroy(crew->workers[i].scratch);
    }
    if (crew->locks)
        pthread_mutex_destroy(&crew->lock);
    cost_arena_destroy(crew->arena);
    cost_free(crew->workers);
    cost_free(crew);
}
