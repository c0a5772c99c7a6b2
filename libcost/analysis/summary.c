#include "libcost/analysis/summary.h"

#include <stdbool.h>
#include <string.h>

#include "libcost/analysis/rank_correlation.h"
#include "libcost/analysis/selection.h"
#include "libcost/base/alloc.h"
#include "libcost/base/elementary.h"
#include "libcost/base/error.h"
#include "libcost/money/wide.h"

enum { RANKS = 3 * COST_PERCENTILES }; /* the percentile, and the rows beside it that tell how sure it is */

typedef struct {
    cost_wide_t total, set_total;
    size_t set_count;
    double squares; /* of the distances from the mean */
} sum_t;

typedef struct {
    const cost_records_t *records;
    cost_summary_t *out;
    sum_t *sums;
    bool begun;
} job_t;

/* ---- sums ---- */

static void take_sums(void *user, const int64_t *rows, size_t count)
{
    job_t *job = user;
    const size_t width = job->records->width;
    for (size_t c = 0; c < width; c++) {
        cost_summary_t *out = &job->out[c];
        sum_t *sum = &job->sums[c];
        const cost_record_column_t *column = &job->records->columns[c];
        if (!job->begun)
            out->least = out->most = rows[c];
        for (size_t i = 0; i < count; i++) {
            const int64_t value = rows[i * width + c];
            sum->total += value;
            out->least = value < out->least ? value : out->least;
            out->most = value > out->most ? value : out->most;
            out->broken += column->kind == COST_COLUMN_BUDGET && value > column->limit;
            sum->set_total += value;
            sum->set_count += value != 0;
        }
    }
    job->begun = true;
}

static void take_squares(void *user, const int64_t *rows, size_t count)
{
    const job_t *job = user;
    const size_t width = job->records->width;
    for (size_t c = 0; c < width; c++) {
        if (job->out[c].least == job->out[c].most)
            continue;
        double squares = job->sums[c].squares;
        for (size_t i = 0; i < count; i++) {
            const double off = (double)((cost_wide_t)rows[i * width + c] - job->out[c].mean);
            squares += off * off;
        }
        job->sums[c].squares = squares;
    }
}

static int64_t to_nano(double x)
{
    return x < 9.2e18 ? (int64_t)cost_floor(x + 0.5) : INT64_MAX;
}

static void set_means(const job_t *job)
{
    for (size_t c = 0; c < job->records->width; c++) {
        cost_wide_t mean = 0;
        const sum_t *sum = &job->sums[c];
        cost_wide_mul_div(&mean, sum->total, 1, (cost_wide_t)job->records->count);
        job->out[c].mean = (int64_t)mean;
        if (sum->set_count)
            job->out[c].mean_set = (int64_t)(sum->set_total / (cost_wide_t)sum->set_count);
    }
}

static void set_spreads(const job_t *job)
{
    const size_t n = job->records->count;
    for (size_t c = 0; n > 1 && c < job->records->width; c++) {
        const double sd = cost_sqrt(job->sums[c].squares / (double)(n - 1));
        job->out[c].sd = to_nano(sd);
        job->out[c].standard_error = to_nano(sd / cost_sqrt((double)n));
    }
}

/* ---- percentiles ---- */

static const int percentiles[COST_PERCENTILES] = {
#define NUMBER(number, id) [COST_##id] = (number),
    COST_PERCENTILE_LIST(NUMBER)
#undef NUMBER
};

static size_t within(double rank, size_t n)
{
    if (rank < 1)
        return 1;
    return rank > (double)n ? n : (size_t)rank;
}

/* The rank of p, and those one binomial standard deviation of it below and above. */
static void ranks_of(size_t ranks[3], int percent, size_t n)
{
    const double p = percent / 100.0, spread = cost_sqrt((double)n * p * (1 - p));
    ranks[0] = (n * (size_t)percent + 99) / 100;
    ranks[1] = within(cost_floor((double)ranks[0] - spread), n);
    ranks[2] = within(cost_floor((double)ranks[0] + spread + 1), n);
}

static size_t ask(cost_selection_t *selections, const job_t *job)
{
    size_t used = 0;
    for (size_t c = 0; c < job->records->width; c++) {
        const cost_summary_t *out = &job->out[c];
        if (job->records->columns[c].kind >= COST_COLUMN_CROSSING)
            continue;
        for (size_t p = 0; p < COST_PERCENTILES; p++) {
            size_t ranks[3];
            ranks_of(ranks, percentiles[p], job->records->count);
            for (size_t i = 0; i < 3; i++)
                selections[used++] = (cost_selection_t){c, ranks[i], out->least, out->most};
        }
    }
    return used;
}

static void answer(const cost_selection_t *selections, size_t count, const job_t *job)
{
    for (size_t i = 0; i < count; i += 3) {
        cost_summary_t *out = &job->out[selections[i].column];
        const size_t p = i / 3 % COST_PERCENTILES;
        out->percentile[p] = selections[i].least;
        out->percentile_error[p] = (int64_t)(((cost_wide_t)selections[i + 2].least - selections[i + 1].least) / 2);
    }
}

static cost_status_t find_percentiles(const job_t *job, cost_error_t *err)
{
    cost_selection_t *selections = cost_alloc_array(job->records->width * RANKS, sizeof *selections);
    if (!selections)
        return cost_fail_memory(err);
    const size_t count = ask(selections, job);
    cost_status_t status = cost_select(selections, count, job->records, err);
    if (!status)
        answer(selections, count, job);
    cost_free(selections);
    return status;
}

/* ---- the whole ---- */

static cost_status_t run(job_t *job, cost_error_t *err)
{
    const cost_records_t *records = job->records;
    cost_status_t status = records->read(records, take_sums, job, err);
    if (status)
        return status;
    set_means(job);
    status = records->read(records, take_squares, job, err);
    if (status)
        return status;
    set_spreads(job);
    status = find_percentiles(job, err);
    return status ? status : cost_rank_correlations(job->out, records, err);
}

cost_status_t cost_summarise(cost_summary_t *out, const cost_records_t *records, cost_error_t *err)
{
    job_t job = {.records = records, .out = out};
    memset(out, 0, records->width * sizeof *out);
    job.sums = cost_alloc_array(records->width, sizeof *job.sums);
    if (!job.sums)
        return cost_fail_memory(err);
    cost_status_t status = run(&job, err);
    cost_free(job.sums);
    return status;
}

/* ---- limits ---- */

typedef struct {
    size_t column, width, count;
    int64_t limit;
} above_t;

static void take_above(void *user, const int64_t *rows, size_t count)
{
    above_t *above = user;
    for (size_t i = 0; i < count; i++)
        above->count += rows[i * above->width + above->column] > above->limit;
}

cost_status_t cost_count_above(size_t *out, const cost_records_t *records, size_t column, int64_t limit,
                               cost_error_t *err)
{
    above_t above = {column, records->width, 0, limit};
    cost_status_t status = records->read(records, take_above, &above, err);
    *out = above.count;
    return status;
}

double cost_proportion_error(size_t k, size_t n)
{
    double p = (double)k / (double)n;
    if (k == 0 || k == n)
        p = ((double)k + 1) / ((double)n + 2);
    return cost_sqrt(p * (1 - p) / (double)n);
}
