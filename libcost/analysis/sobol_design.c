#include "libcost/analysis/sobol_design.h"

#include <stdlib.h>
#include <string.h>

#include "libcost/analysis/sobol_points.h"
#include "libcost/analysis/summary.h"
#include "libcost/base/alloc.h"
#include "libcost/base/elementary.h"
#include "libcost/base/error.h"
#include "libcost/base/random.h"

enum { SEQUENCED_MAX = COST_SOBOL_DIMENSIONS / 2, PILOT_TRIALS = 256 };

typedef struct {
    cost_arena_t *arena; /* scratch */
    cost_crew_t *crew;
    const cost_trial_plan_t *plan;
    uint64_t seed;
    size_t first, rows, inputs, dimensions;
    double *points;    /* rows x dimensions: the sequenced inputs of A, then those of B */
    double *shift;     /* by dimension */
    size_t *sequenced; /* by input: its column in the sequence, or inputs when it has none */
    size_t pilots, before, total;
    cost_error_t *err;
} job_t;

size_t cost_sobol_row_count(size_t trials)
{
    size_t power = 2;
    while (power <= trials / 2)
        power *= 2;
    return power;
}

static size_t pilot_count(size_t inputs, size_t trials)
{
    if (inputs <= SEQUENCED_MAX)
        return 0;
    return trials < PILOT_TRIALS ? trials : PILOT_TRIALS;
}

size_t cost_sobol_month_count(size_t inputs, size_t trials, size_t rows)
{
    return rows ? pilot_count(inputs, trials) + rows * (inputs + COST_SOBOL_MIXED) : 0;
}

/* ---- which inputs are in the sequence ---- */

typedef struct {
    size_t input;
    double magnitude;
} ranked_t;

static int by_magnitude(const void *left, const void *right)
{
    const ranked_t *a = left, *b = right;
    if (a->magnitude != b->magnitude)
        return a->magnitude > b->magnitude ? -1 : 1;
    return (a->input > b->input) - (a->input < b->input);
}

static void draw_pilot(const void *user, size_t row, double *uniform, uint64_t *trial)
{
    const job_t *job = user;
    *trial = row;
    cost_inputs_draw(&job->plan->inputs, job->seed, row, uniform);
}

static cost_status_t run_pilots(const job_t *job, cost_summary_t *summaries)
{
    const size_t width = job->plan->width;
    int64_t *segment = cost_arena_array(job->arena, PILOT_TRIALS * width, sizeof *segment);
    cost_row_store_t store = {&segment, 1};
    const cost_records_t records = {job->plan->columns, width, job->pilots, cost_row_store_read, &store};
    const cost_crew_task_t task = {draw_pilot, job, &store, job->before, job->total};
    if (!segment)
        return cost_fail_memory(job->err);
    cost_status_t status = cost_crew_run(job->crew, &task, 0, job->pilots, job->err);
    return status ? status : cost_summarise(summaries, &records, job->err);
}

/* The inputs that correlate most with the bill come first. */
static cost_status_t choose_inputs(const job_t *job)
{
    cost_summary_t *summaries = cost_arena_array(job->arena, job->plan->width, sizeof *summaries);
    ranked_t *ranked = cost_arena_array(job->arena, job->inputs, sizeof *ranked);
    if (!summaries || !ranked)
        return cost_fail_memory(job->err);
    cost_status_t status = run_pilots(job, summaries);
    for (size_t i = 0; i < job->inputs; i++) {
        const double correlation = summaries[job->plan->at[COST_COLUMN_INPUT] + i].correlation;
        ranked[i] = (ranked_t){i, correlation < 0 ? -correlation : correlation};
    }
    qsort(ranked, job->inputs, sizeof *ranked, by_magnitude);
    for (size_t i = 0; i < job->inputs; i++)
        job->sequenced[ranked[i].input] = i < SEQUENCED_MAX ? i : job->inputs;
    return status;
}

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
        cost_random_key(job->seed, job->first + row, job->plan->inputs.names[input], of_b ? "sobol b" : "sobol a");
    return cost_random_uniform(&key, 0);
}

/* The months of a row follow one another. */
static void draw(const void *user, size_t number, double *uniform, uint64_t *trial)
{
    const job_t *job = user;
    const size_t samples = job->inputs + COST_SOBOL_MIXED, row = number / samples, sample = number % samples;
    for (size_t i = 0; i < job->inputs; i++)
        uniform[i] = coordinate(job, i, row, sample == COST_SOBOL_B || sample == COST_SOBOL_MIXED + i);
    *trial = job->first + row;
}

static cost_status_t make_points(job_t *job)
{
    const size_t half = job->inputs < SEQUENCED_MAX ? job->inputs : SEQUENCED_MAX;
    job->dimensions = 2 * half;
    job->points = cost_arena_raw(job->arena, job->rows * job->dimensions + 1, sizeof *job->points);
    job->shift = cost_arena_raw(job->arena, job->dimensions + 1, sizeof *job->shift);
    job->sequenced = cost_arena_raw(job->arena, job->inputs + 1, sizeof *job->sequenced);
    if (!job->points || !job->shift || !job->sequenced)
        return cost_fail_memory(job->err);
    for (size_t i = 0; i < job->inputs; i++)
        job->sequenced[i] = i;
    const cost_random_t key = cost_random_key(job->seed, 0, "sobol", "shift");
    for (size_t i = 0; i < job->dimensions; i++)
        job->shift[i] = cost_random_uniform(&key, (uint32_t)i);
    cost_status_t status = cost_sobol_points(job->points, job->first, job->rows, job->dimensions);
    if (status == COST_ERR_UNSUPPORTED)
        return cost_fail(job->err, status, (cost_place_t){0},
                         "Sobol indices need GSL, which this build was made without (make GSL=1)");
    return status ? cost_fail_memory(job->err) : COST_OK;
}

/* ---- running ---- */

/* Of a month only the bill is kept: one segment of full rows serves all. */
static cost_status_t run_months(const job_t *job, cost_row_store_t *out)
{
    const size_t samples = job->inputs + COST_SOBOL_MIXED, months = job->rows * samples, width = job->plan->width;
    int64_t *segment = cost_arena_raw(job->arena, COST_SEGMENT_ROWS * width, sizeof *segment);
    int64_t **segments = cost_arena_raw(job->arena, months / COST_SEGMENT_ROWS + 1, sizeof *segments);
    cost_row_store_t store = {segments, months / COST_SEGMENT_ROWS + 1};
    const cost_crew_task_t task = {draw, job, &store, job->before + job->pilots, job->total};
    cost_status_t status = segment && segments ? COST_OK : cost_fail_memory(job->err);
    for (size_t i = 0; !status && i < store.segment_count; i++)
        segments[i] = segment;
    for (size_t from = 0; !status && from < months; from += COST_SEGMENT_ROWS) {
        const size_t until = months - from < COST_SEGMENT_ROWS ? months : from + COST_SEGMENT_ROWS;
        memset(segment, 0, COST_SEGMENT_ROWS * width * sizeof *segment);
        status = cost_row_store_grow(out, (until + samples - 1) / samples, samples, job->err);
        if (!status)
            status = cost_crew_run(job->crew, &task, from, until, job->err);
        for (size_t i = from; !status && i < until; i++) {
            const size_t row = i / samples;
            out->segments[row / COST_SEGMENT_ROWS][row % COST_SEGMENT_ROWS * samples + i % samples] =
                segment[(i - from) * width];
        }
    }
    return status;
}

cost_status_t cost_sobol_run(cost_row_store_t *out, cost_arena_t *arena, cost_crew_t *crew,
                             const cost_trial_plan_t *plan, const cost_simulation_t *simulation, size_t first,
                             size_t count, size_t before, size_t total, cost_error_t *err)
{
    job_t job = {.crew = crew,
                 .plan = plan,
                 .seed = simulation->seed,
                 .first = first,
                 .rows = count,
                 .inputs = plan->inputs.count,
                 .before = before,
                 .total = total,
                 .err = err};
    job.pilots = pilot_count(job.inputs, simulation->trials);
    out->segments = cost_arena_array(arena, count / COST_SEGMENT_ROWS + 1, sizeof *out->segments);
    job.arena = cost_arena_create();
    cost_status_t status = out->segments && job.arena ? make_points(&job) : cost_fail_memory(err);
    if (!status && job.pilots && count)
        status = choose_inputs(&job);
    if (!status)
        status = run_months(&job, out);
    cost_arena_destroy(job.arena);
    return status;
}
