/* The simulation: the central month, then its trials, then what they say. */
#include "cost/simulate.h"

#include "libcost/analysis/sobol_design.h"
#include "libcost/analysis/trial_file.h"
#include "libcost/analysis/trials.h"
#include "libcost/base/alloc.h"
#include "libcost/base/elementary.h"
#include "libcost/bill/estimate.h"

typedef struct {
    cost_distribution_t *distribution;
    cost_trial_plan_t plan;
    const cost_simulation_t *simulation;
    size_t further; /* months beside the trials: of Sobol indices */
    cost_error_t *err;
} job_t;

/* Memory for rows is asked for as they come: a run that is cancelled early has not taken what all of it would. */
enum { STRIDE_ROWS = 16 * COST_SEGMENT_ROWS };

/* ---- rows ---- */

static void draw_row(const void *user, size_t row, double *uniform, uint64_t *trial)
{
    const job_t *job = user;
    *trial = job->distribution->first + row;
    cost_inputs_draw(&job->plan.inputs, job->simulation->seed, *trial, uniform);
}

/* ---- when it is enough ---- */

typedef struct {
    double sum, squares, shift;
    size_t count, width;
} spread_t;

static void take_spread(void *user, const int64_t *rows, size_t count)
{
    spread_t *spread = user;
    if (!spread->count)
        spread->shift = (double)rows[0];
    for (size_t i = 0; i < count; i++) {
        const double off = (double)rows[i * spread->width] - spread->shift;
        spread->sum += off;
        spread->squares += off * off;
    }
    spread->count += count;
}

/* Whether the standard error of the mean is small enough; a bill that never varies is known at once. */
static bool is_enough(const cost_records_t *records, double until)
{
    spread_t spread = {.width = records->width};
    records->read(records, take_spread, &spread, NULL); /* from memory: it cannot fail */
    const double n = (double)spread.count;
    const double mean = spread.sum / n, variance = (spread.squares - spread.sum * mean) / (n - 1);
    const double error = cost_sqrt(variance > 0 ? variance / n : 0), most = until * (spread.shift + mean);
    return error <= (most < 0 ? -most : most);
}

/* ---- running ---- */

static cost_status_t run_rows(const job_t *job, cost_crew_t *crew, size_t rows)
{
    cost_distribution_t *distribution = job->distribution;
    cost_records_t *records = &distribution->records;
    const cost_simulation_t *simulation = job->simulation;
    const cost_crew_task_t task = {
        .draw = draw_row, .user = job, .store = &distribution->store, .total = rows + job->further};
    const size_t stride = simulation->until > 0 ? COST_SEGMENT_ROWS : STRIDE_ROWS;
    cost_status_t status = COST_OK;
    while (!status && records->count < rows) {
        const size_t until = rows - records->count < stride ? rows : records->count + stride;
        status = cost_row_store_grow(&distribution->store, until, records->width, job->err);
        if (!status)
            status = cost_crew_run(crew, &task, records->count, until, job->err);
        records->count = until;
        if (!status && simulation->until > 0 && until < rows && is_enough(records, simulation->until))
            break;
    }
    if (simulation->of == 1)
        distribution->run.trials = records->count; /* it may have been enough before */
    return status;
}

/* The shard's part of the months that Sobol indices need; of a whole run, also the indices. */
static cost_status_t run_design(const job_t *job, cost_crew_t *crew)
{
    cost_distribution_t *distribution = job->distribution;
    cost_records_t *design = &distribution->design;
    cost_status_t status = cost_sobol_run(
        &distribution->design_store, distribution->arena, crew, &job->plan, job->simulation, distribution->first_row,
        design->count, distribution->records.count, distribution->records.count + job->further, job->err);
    return status || job->simulation->of > 1
               ? status
               : cost_sobol_estimate(&distribution->sobol, distribution->arena, design, job->err);
}

static void plan_design(job_t *job)
{
    cost_distribution_t *distribution = job->distribution;
    const cost_simulation_t *simulation = job->simulation;
    cost_records_t *design = &distribution->design;
    const size_t inputs = job->plan.inputs.count;
    *design = (cost_records_t){
        .width = inputs + COST_SOBOL_MIXED, .read = cost_row_store_read, .source = &distribution->design_store};
    distribution->run.sobol_rows = cost_sobol_row_count(simulation->trials);
    cost_simulation_range(simulation, (size_t)distribution->run.sobol_rows, &distribution->first_row, &design->count);
    job->further = cost_sobol_month_count(inputs, simulation->trials, design->count);
}

static cost_status_t run_all(job_t *job, cost_crew_t *crew, size_t rows)
{
    cost_distribution_t *distribution = job->distribution;
    if (job->simulation->sobol)
        plan_design(job);
    cost_status_t status = run_rows(job, crew, rows);
    if (!status)
        status = cost_distribution_finish(distribution, job->err);
    if (!status && job->simulation->sobol)
        status = run_design(job, crew);
    return status ? status : cost_crew_finish(crew, distribution->records.count + job->further, job->err);
}

static cost_status_t run(job_t *job)
{
    cost_distribution_t *distribution = job->distribution;
    const cost_simulation_t *simulation = job->simulation;
    cost_crew_t *crew;
    size_t rows;
    if (simulation->of > 1 && simulation->until > 0)
        return cost_fail(job->err, COST_ERR_RANGE, (cost_place_t){0},
                         "a shard knows nothing of the others: it cannot stop at a standard error of all trials");
    cost_simulation_range(simulation, simulation->trials, &distribution->first, &rows);
    if (!rows)
        return cost_fail(job->err, COST_ERR_RANGE, (cost_place_t){0},
                         "shard %zu of %zu has none of the %zu trials; at most as many shards as trials are possible",
                         simulation->shard, simulation->of, simulation->trials);
    const size_t segments = rows / COST_SEGMENT_ROWS + 1;
    distribution->store.segments = cost_arena_array(distribution->arena, segments, sizeof(int64_t *));
    distribution->records = (cost_records_t){.columns = job->plan.columns,
                                             .width = job->plan.width,
                                             .read = cost_row_store_read,
                                             .source = &distribution->store};
    if (!distribution->store.segments)
        return cost_fail_memory(job->err);
    cost_status_t status = cost_crew_create(&crew, &job->plan, simulation, job->err);
    if (status)
        return status;
    status = run_all(job, crew, rows);
    cost_crew_destroy(crew);
    return status;
}

static const char *subject_of(cost_arena_t *arena, const cost_bill_t *bill)
{
    const char *text = bill->workloads[0];
    for (size_t i = 1; text && i < bill->workload_count; i++)
        text = cost_arena_format(arena, "%s, %s", text, bill->workloads[i]);
    return text && bill->scenario ? cost_arena_format(arena, "%s; scenario %s", text, bill->scenario) : text;
}

static const char *period_of(cost_arena_t *arena, const cost_bill_t *bill)
{
    const cost_bill_month_t *first = &bill->months[0], *last = &bill->months[bill->month_count - 1];
    const long hours = (long)((bill->end - bill->start) / 3600);
    if (bill->hours_only)
        return cost_arena_format(arena, "%ld hours", hours);
    if (bill->month_count == 1)
        return cost_arena_format(arena, "%s (%ld hours)", first->name, hours);
    return cost_arena_format(arena, "%s to %s (%ld hours)", first->name, last->name, hours);
}

static cost_status_t describe(const job_t *job, const cost_workload_t *const *workloads, size_t count)
{
    cost_distribution_t *distribution = job->distribution;
    const cost_bill_t *bill = distribution->bill;
    cost_run_about_t *run = &distribution->run;
    *run = (cost_run_about_t){.seed = job->simulation->seed,
                              .trials = job->simulation->trials,
                              .scenario = bill->scenario,
                              .book = cost_catalog_version(bill->catalog),
                              .price_date = bill->price_date,
                              .hours_only = bill->hours_only,
                              .start = bill->start};
    run->subject = subject_of(distribution->arena, bill);
    run->period = period_of(distribution->arena, bill);
    if (!run->subject || !run->period)
        return cost_fail_memory(job->err);
    cost_run_identify(run, workloads, count);
    return COST_OK;
}

static cost_status_t simulate(cost_distribution_t *distribution, const cost_catalog_t *catalog,
                              const cost_workload_t *const *workloads, size_t count, const cost_options_t *options,
                              const cost_simulation_t *simulation, cost_error_t *err)
{
    job_t job = {.distribution = distribution, .simulation = simulation, .err = err};
    cost_status_t status = cost_estimate(&distribution->bill, catalog, workloads, count, options, err);
    if (!status)
        status = cost_trial_plan_make(&job.plan, distribution->arena, distribution->bill, workloads, count, options,
                                      simulation, err);
    if (!status)
        status = describe(&job, workloads, count);
    return status ? status : run(&job);
}

cost_status_t cost_simulate(cost_distribution_t **out, const cost_catalog_t *catalog,
                            const cost_workload_t *const *workloads, size_t count, const cost_options_t *options,
                            const cost_simulation_t *simulation, cost_error_t *err)
{
    *out = NULL;
    cost_simulation_t *plain = simulation ? NULL : cost_simulation_create();
    cost_arena_t *arena = cost_arena_create();
    cost_distribution_t *distribution = arena ? cost_arena_alloc(arena, sizeof *distribution) : NULL;
    if (!distribution || !(simulation || plain)) {
        cost_arena_destroy(arena);
        cost_simulation_destroy(plain);
        return cost_fail_memory(err);
    }
    distribution->arena = arena;
    cost_status_t status =
        simulate(distribution, catalog, workloads, count, options, simulation ? simulation : plain, err);
    cost_simulation_destroy(plain);
    if (status)
        cost_distribution_destroy(distribution);
    else
        *out = distribution;
    return status;
}

/* ---- one trial ---- */

typedef struct {
    const cost_workload_t *const *workloads;
    cost_chance_t chance;
} one_t;

static cost_status_t draw_one(const void *user, cost_arena_t *arena, cost_resolved_t *resolved, size_t count,
                              cost_error_t *err)
{
    const one_t *one = user;
    cost_inputs_t inputs;
    cost_status_t status = cost_inputs_find(&inputs, arena, one->workloads, count, err);
    if (status)
        return status;
    double *uniform = cost_arena_array(arena, inputs.count + 1, sizeof *uniform);
    cost_world_t *worlds = cost_arena_array(arena, count + 1, sizeof *worlds);
    if (!uniform || !worlds)
        return cost_fail_memory(err);
    cost_inputs_draw(&inputs, one->chance.seed, one->chance.trial, uniform);
    for (size_t k = 0; !status && k < count; k++) {
        status = cost_world_create(&worlds[k], arena, &resolved[k], &inputs, err);
        if (!status)
            status = cost_world_draw(&worlds[k], uniform, err);
        resolved[k] = worlds[k].resolved;
        resolved[k].chance = one->chance;
    }
    return status;
}

cost_status_t cost_simulate_trial(cost_bill_t **out, const cost_catalog_t *catalog,
                                  const cost_workload_t *const *workloads, size_t count, const cost_options_t *options,
                                  uint64_t seed, uint64_t trial, cost_error_t *err)
{
    const one_t one = {workloads, {.drawn = true, .seed = seed, .trial = trial}};
    const cost_possible_t possible = {draw_one, &one, one.chance};
    return cost_estimate_possible(out, catalog, workloads, count, options, &possible, err);
}
