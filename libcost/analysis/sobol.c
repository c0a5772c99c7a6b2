#include "libcost/analysis/sobol.h"

#include "libcost/base/alloc.h"
#include "libcost/base/elementary.h"
#include "libcost/base/error.h"
#include "libcost/money/wide.h"

/* Over the rows: of the terms whose mean is a first order, and of those whose mean is a total effect. */
typedef struct {
    double sum, squares, total;
} terms_t;

typedef struct {
    size_t width, inputs;
    cost_wide_t bills; /* of A and B */
    double mean, squares;
    terms_t *terms; /* by the number of the input; behind them those of the noise */
} job_t;

static void take_bills(void *user, const int64_t *rows, size_t count)
{
    job_t *job = user;
    for (size_t j = 0; j < count; j++, rows += job->width)
        job->bills += (cost_wide_t)rows[COST_SOBOL_A] + rows[COST_SOBOL_B];
}

static void add(terms_t *terms, double term)
{
    terms->sum += term;
    terms->squares += term * term;
}

static void take_terms(void *user, const int64_t *rows, size_t count)
{
    job_t *job = user;
    for (size_t j = 0; j < count; j++, rows += job->width) {
        const double a = (double)rows[COST_SOBOL_A] - job->mean, b = (double)rows[COST_SOBOL_B] - job->mean;
        job->squares += a * a + b * b;
        for (size_t i = 0; i < job->inputs; i++) {
            const double off = (double)((cost_wide_t)rows[COST_SOBOL_MIXED + i] - rows[COST_SOBOL_A]);
            add(&job->terms[i], b * off);
            job->terms[i].total += off * off;
        }
        add(&job->terms[job->inputs], a * b); /* what A and B share is the noise of the row */
    }
}

/* Mean of the terms over V and its standard error, as if the rows were independent: the sequence does better. */
static void close_index(cost_sobol_index_t *out, const terms_t *terms, double n, double v)
{
    const double mean = terms->sum / n, spread = (terms->squares - terms->sum * mean) / (n - 1);
    out->first = mean / v;
    out->first_error = cost_sqrt(spread > 0 ? spread / n : 0) / v;
    out->total = terms->total / (2 * n) / v;
}

static cost_status_t estimate(cost_sobol_t *out, job_t *job, const cost_records_t *design, cost_error_t *err)
{
    const double n = (double)design->count;
    cost_status_t status = design->read(design, take_bills, job, err);
    job->mean = (double)job->bills / (2 * n);
    if (!status)
        status = design->read(design, take_terms, job, err);
    const double v = job->squares / (2 * n - 1);
    for (size_t i = 0; !status && v > 0 && i <= job->inputs; i++)
        close_index(&out->indices[i], &job->terms[i], n, v);
    out->indices[job->inputs].total = -1; /* not asked: it would need rows of another noise */
    return status;
}

cost_status_t cost_sobol_estimate(cost_sobol_t *out, cost_arena_t *arena, const cost_records_t *design,
                                  cost_error_t *err)
{
    job_t job = {.width = design->width, .inputs = design->width - COST_SOBOL_MIXED};
    *out = (cost_sobol_t){.rows = design->count, .count = job.inputs};
    out->indices = cost_arena_array(arena, job.inputs + 1, sizeof *out->indices);
    job.terms = cost_alloc_array(job.inputs + 1, sizeof *job.terms);
    cost_status_t status = out->indices && job.terms ? estimate(out, &job, design, err) : cost_fail_memory(err);
    cost_free(job.terms);
    return status;
}
