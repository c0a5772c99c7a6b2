#include "libcost/analysis/rank_correlation.h"

#include "libcost/base/alloc.h"
#include "libcost/base/elementary.h"
#include "libcost/base/error.h"
#include "libcost/money/wide.h"

enum { TOTAL_CLASSES = 65536, INPUT_CLASSES = 4096 };

/* A column's classes: first how many rows each has, then twice the mean rank of them. */
typedef struct {
    size_t column, classes;
    int64_t least;
    uint64_t step; /* values in a class */
    int64_t *ranks;
    cost_wide_t squares; /* of the ranks' distances from their mean (twice and twice) */
    cost_wide_t products;
} ranked_t;

typedef struct {
    ranked_t total, *inputs;
    size_t count, width;
    int64_t mean; /* twice the mean rank: n + 1 */
} job_t;

static int64_t *class_of(const ranked_t *ranked, const int64_t *row)
{
    const uint64_t above = (uint64_t)row[ranked->column] - (uint64_t)ranked->least;
    return &ranked->ranks[above / ranked->step];
}

static void count_rows(void *user, const int64_t *rows, size_t count)
{
    const job_t *job = user;
    for (size_t i = 0; i < count; i++, rows += job->width) {
        ++*class_of(&job->total, rows);
        for (size_t k = 0; k < job->count; k++)
            ++*class_of(&job->inputs[k], rows);
    }
}

/* Of `count` rows with `before` rows in front of them twice the mean rank is 2 before + count + 1. */
static void rank(ranked_t *ranked, int64_t mean)
{
    int64_t before = 0;
    for (size_t i = 0; i < ranked->classes; i++) {
        const int64_t count = ranked->ranks[i], off = 2 * before + count + 1 - mean;
        ranked->squares += (cost_wide_t)count * off * off;
        ranked->ranks[i] = off;
        before += count;
    }
}

static void multiply_rows(void *user, const int64_t *rows, size_t count)
{
    const job_t *job = user;
    for (size_t i = 0; i < count; i++, rows += job->width) {
        const cost_wide_t total = *class_of(&job->total, rows);
        for (size_t k = 0; k < job->count; k++)
            job->inputs[k].products += total * *class_of(&job->inputs[k], rows);
    }
}

static bool open_column(ranked_t *out, size_t column, size_t classes, const cost_summary_t *summary)
{
    const uint64_t distance = (uint64_t)summary->most - (uint64_t)summary->least;
    *out = (ranked_t){
        .column = column, .classes = classes, .least = summary->least, .step = distance / (uint64_t)classes + 1};
    out->ranks = cost_alloc_array(classes, sizeof *out->ranks);
    return out->ranks;
}

static bool open_columns(job_t *job, const cost_summary_t *summaries, const cost_records_t *records)
{
    job->inputs = cost_alloc_array(records->width, sizeof *job->inputs);
    if (!job->inputs || !open_column(&job->total, 0, TOTAL_CLASSES, &summaries[0]))
        return false;
    for (size_t c = 0; c < records->width; c++)
        if (records->columns[c].kind >= COST_COLUMN_INPUT &&
            !open_column(&job->inputs[job->count++], c, INPUT_CLASSES, &summaries[c]))
            return false;
    return true;
}

static cost_status_t correlate(job_t *job, cost_summary_t *summaries, const cost_records_t *records, cost_error_t *err)
{
    cost_status_t status = records->read(records, count_rows, job, err);
    if (status)
        return status;
    rank(&job->total, job->mean);
    for (size_t k = 0; k < job->count; k++)
        rank(&job->inputs[k], job->mean);
    status = records->read(records, multiply_rows, job, err);
    for (size_t k = 0; !status && k < job->count; k++) {
        const ranked_t *input = &job->inputs[k];
        const double squares = cost_sqrt((double)job->total.squares) * cost_sqrt((double)input->squares);
        summaries[input->column].correlation = squares > 0 ? (double)input->products / squares : 0;
    }
    return status;
}

cost_status_t cost_rank_correlations(cost_summary_t *summaries, const cost_records_t *records, cost_error_t *err)
{
    job_t job = {.width = records->width, .mean = (int64_t)records->count + 1};
    cost_status_t status =
        open_columns(&job, summaries, records) ? correlate(&job, summaries, records, err) : cost_fail_memory(err);
    for (size_t k = 0; k < job.count; k++)
        cost_free(job.inputs[k].ranks);
    cost_free(job.inputs);
    cost_free(job.total.ranks);
    return status;
}
