#include "libcost/analysis/sobol.h"

#include <string.h>

#include "libcost/analysis/sobol_points.h"
#include "libcost/base/alloc.h"
#include "libcost/base/elementary.h"
#include "libcost/base/error.h"
#include "libcost/base/random.h"

enum { SAMPLE_A, SAMPLE_B, FIRST_MIXED };

typedef struct {
    const cost_trial_plan_t *plan;
    uint64_t seed;
    size_t rows, inputs, dimensions;
    double *points;    /* rows x dimensions: the sequenced inputs of A, then those of B */
    double *shift;     /* by dimension */
    size_t *sequenced; /* by input: its column in the sequence, or inputs when it has none */
    double *bills;     /* by sample, then row; less the mean over A and B */
} job_t;

/* ---- what a row is ---- */

static double within(double x)
{
    x -= cost_floor(x);
    if (x < 0x1p-52)
        return 0x1p-52;
    return x > 1 - 0x1p-52 ? 1 - 0x1p-52 : x;
}

static double coordinate(const job_t *job, size_t input, size_t row, bool of_b)
{
    const size_t column = job->sequenced[input], half = job->dimensions / 2;
    if (column < half) {
        const size_t dimension = column + (of_b ? half : 0);
        return within(job->points[row * job->dimensions + dimension] + job->shift[dimension]);
    }
    const cost_random_t key =
        cost_random_key(job->seed, row, job->plan->inputs.names[input], of_b ? "sobol b" : "sobol a");
    return cost_random_uniform(&key, 0);
}

static void draw(const void *user, size_t number, double *uniform, uint64_t *trial)
{
    const job_t *job = user;
    const size_t sample = number / job->rows, row = number % job->rows;
    for (size_t i = 0; i < job->inputs; i++)
        uniform[i] = coordinate(job, i, row, sample == SAMPLE_B || sample == FIRST_MIXED + i);
    *trial = row;
}

/* ---- running ---- */

static cost_status_t run_rows(const job_t *job, cost_crew_t *crew, const cost_simulation_t *simulation,
                              cost_error_t *err)
{
    const size_t total = (job->inputs + FIRST_MIXED) * job->rows, width = job->plan->width;
    int64_t *segment = cost_alloc_array(COST_SEGMENT_ROWS * width, sizeof *segment);
    int64_t **segments = cost_alloc_array(total / COST_SEGMENT_ROWS + 1, sizeof(int64_t *));
    cost_row_store_t store = {segments, total / COST_SEGMENT_ROWS + 1};
    cost_status_t status = segment && segments ? COST_OK : cost_fail_memory(err);
    const cost_crew_task_t task = {.draw = draw,
                                   .user = job,
                                   .store = &store,
                                   .progress = simulation->progress,
                                   .progress_user = simulation->user,
                                   .total = total};
    for (size_t i = 0; !status && i < store.segment_count; i++)
        segments[i] = segment; /* only totals are kept: one segment serves all */
    for (size_t from = 0; !status && from < total; from += COST_SEGMENT_ROWS) {
        const size_t until = total - from < COST_SEGMENT_ROWS ? total : from + COST_SEGMENT_ROWS;
        memset(segment, 0, COST_SEGMENT_ROWS * width * sizeof *segment);
        status = cost_crew_run(crew, &task, from, until, err);
        for (size_t i = from; !status && i < until; i++)
            job->bills[i] = (double)segment[(i - from) * width];
    }
    cost_free(segment);
    cost_free(segments);
    return status;
}

/* ---- estimating ---- */

static void take_mean(const job_t *job)
{
    double sum = 0;
    for (size_t i = 0; i < 2 * job->rows; i++)
        sum += job->bills[i];
    const double mean = sum / (double)(2 * job->rows);
    for (size_t i = 0; i < (job->inputs + FIRST_MIXED) * job->rows; i++)
        job->bills[i] -= mean;
}

static double variance(const job_t *job)
{
    double squares = 0;
    for (size_t i = 0; i < 2 * job->rows; i++)
        squares += job->bills[i] * job->bills[i];
    return squares / (double)(2 * job->rows - 1);
}

/* Mean of the terms over V and its standard error, as if the rows were independent: the sequence does better. */
static void close_index(cost_sobol_index_t *out, double sum, double squares, size_t rows, double v)
{
    const double n = (double)rows, mean = sum / n, spread = (squares - sum * mean) / (n - 1);
    out->first = mean / v;
    out->first_error = cost_sqrt(spread > 0 ? spread / n : 0) / v;
}

static void set_index(const job_t *job, size_t input, double v, cost_sobol_index_t *out)
{
    const double *a = job->bills, *b = a + job->rows, *mixed = a + (FIRST_MIXED + input) * job->rows;
    double sum = 0, squares = 0, total = 0;
    for (size_t j = 0; j < job->rows; j++) {
        const double term = b[j] * (mixed[j] - a[j]), off = a[j] - mixed[j];
        sum += term;
        squares += term * term;
        total += off * off;
    }
    close_index(out, sum, squares, job->rows, v);
    out->total = total / (2 * (double)job->rows) / v;
}

/* What A and B share is the noise of the row. */
static void set_noise(const job_t *job, double v, cost_sobol_index_t *out)
{
    const double *a = job->bills, *b = a + job->rows;
    double sum = 0, squares = 0;
    for (size_t j = 0; j < job->rows; j++) {
        sum += a[j] * b[j];
        squares += a[j] * b[j] * a[j] * b[j];
    }
    close_index(out, sum, squares, job->rows, v);
    out->total = -1; /* not asked: it would need rows of another noise */
}

static void estimate(const job_t *job, cost_sobol_t *out)
{
    take_mean(job);
    const double v = variance(job);
    for (size_t i = 0; v > 0 && i < job->inputs; i++)
        set_index(job, i, v, &out->indices[i]);
    if (v > 0)
        set_noise(job, v, &out->indices[job->inputs]);
}

/* ---- the whole ---- */

static cost_status_t open_job(job_t *job, cost_arena_t *arena, const size_t *order, cost_error_t *err)
{
    const size_t half = job->inputs < COST_SOBOL_DIMENSIONS / 2 ? job->inputs : COST_SOBOL_DIMENSIONS / 2;
    job->dimensions = 2 * half;
    job->points = cost_arena_raw(arena, job->rows * job->dimensions, sizeof *job->points);
    job->shift = cost_arena_raw(arena, job->dimensions, sizeof *job->shift);
    job->sequenced = cost_arena_raw(arena, job->inputs, sizeof *job->sequenced);
    job->bills = cost_arena_raw(arena, (job->inputs + FIRST_MIXED) * job->rows, sizeof *job->bills);
    if (!job->points || !job->shift || !job->sequenced || !job->bills)
        return cost_fail_memory(err);
    for (size_t i = 0; i < job->inputs; i++)
        job->sequenced[order[i]] = i < half ? i : job->inputs;
    const cost_random_t key = cost_random_key(job->seed, 0, "sobol", "shift");
    for (size_t i = 0; i < job->dimensions; i++)
        job->shift[i] = cost_random_uniform(&key, (uint32_t)i);
    cost_status_t status = cost_sobol_points(job->points, job->rows, job->dimensions);
    if (status == COST_ERR_UNSUPPORTED)
        return cost_fail(err, status, (cost_place_t){0},
                         "Sobol indices need GSL, which this build was made without (make GSL=1)");
    return status ? cost_fail_memory(err) : COST_OK;
}

static size_t power_of_two(size_t most)
{
    size_t power = 2;
    while (power <= most / 2)
        power *= 2;
    return power;
}

cost_status_t cost_sobol_run(cost_sobol_t *out, cost_arena_t *arena, cost_crew_t *crew, const cost_trial_plan_t *plan,
                             const cost_simulation_t *simulation, const size_t *order, cost_error_t *err)
{
    job_t job = {
        .plan = plan, .seed = simulation->seed, .rows = power_of_two(simulation->trials), .inputs = plan->inputs.count};
    *out = (cost_sobol_t){.rows = job.rows, .count = job.inputs};
    out->indices = cost_arena_array(arena, job.inputs + 1, sizeof *out->indices);
    cost_arena_t *scratch = cost_arena_create();
    cost_status_t status = out->indices && scratch ? COST_OK : cost_fail_memory(err);
    if (!status && job.inputs)
        status = open_job(&job, scratch, order, err);
    if (!status && job.inputs)
        status = run_rows(&job, crew, simulation, err);
    if (!status && job.inputs)
        estimate(&job, out);
    cost_arena_destroy(scratch);
    return status;
}
