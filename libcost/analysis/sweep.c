/* Bills many variants of one workload. */
#include "cost/sweep.h"

#include "libcost/base/alloc.h"
#include "libcost/base/error.h"
#include "libcost/bill/bill.h"
#include "libcost/workload/workload.h"

typedef struct {
    const cost_catalog_t *catalog;
    const cost_workload_t *workload;
    cost_options_t options; /* with the variant's values behind the caller's */
    size_t own_count;       /* how many overrides are the caller's */
    const char *const *paths;
    size_t path_count;
    cost_error_t *err;
} job_t;

/* `path=value` of every path; their texts live in `arena`. */
static cost_status_t lay_values(job_t *job, cost_arena_t *arena, const char *const *values)
{
    for (size_t i = 0; i < job->path_count; i++) {
        char *assignment = cost_arena_format(arena, "%s=%s", job->paths[i], values[i]);
        if (!assignment)
            return cost_fail_memory(job->err);
        job->options.overrides[job->own_count + i] = assignment;
    }
    return COST_OK;
}

static cost_status_t bill_variant(job_t *job, const char *const *values, cost_money_t *total)
{
    cost_workload_t *variant = NULL;
    cost_bill_t *bill = NULL;
    cost_arena_t *arena = cost_arena_create();
    if (!arena)
        return cost_fail_memory(job->err);
    cost_status_t status = lay_values(job, arena, values);
    if (!status)
        status = cost_workload_read(&variant, job->workload->document, job->workload, &job->options, job->err);
    const cost_workload_t *const account[] = {variant};
    if (!status)
        status = cost_estimate(&bill, job->catalog, account, 1, &job->options, job->err);
    if (!status)
        *total = bill->total;
    cost_bill_destroy(bill);
    cost_workload_destroy(variant);
    cost_arena_destroy(arena);
    return status;
}

/* The caller's options, with room for the variant's values. */
static cost_status_t borrow_options(job_t *job, const cost_options_t *options)
{
    if (options)
        job->options = *options; /* borrows the texts */
    job->own_count = job->options.override_count;
    char **overrides = cost_alloc_array(job->own_count + job->path_count, sizeof *overrides);
    if (!overrides)
        return cost_fail_memory(job->err);
    for (size_t i = 0; i < job->own_count; i++)
        overrides[i] = job->options.overrides[i];
    job->options.overrides = overrides;
    job->options.override_count += job->path_count;
    return COST_OK;
}

cost_status_t cost_estimate_many(cost_money_t *totals, cost_status_t *statuses, const cost_catalog_t *catalog,
                                 const cost_workload_t *workload, const cost_options_t *options,
                                 const char *const *paths, size_t path_count, const char *const *values, size_t count,
                                 cost_error_t *err)
{
    job_t job = {.catalog = catalog, .workload = workload, .paths = paths, .path_count = path_count, .err = err};
    cost_status_t status = borrow_options(&job, options);
    if (status)
        return status;
    for (size_t i = 0; i < count && !status; i++) {
        totals[i] = (cost_money_t){0};
        cost_status_t variant = bill_variant(&job, values + i * path_count, &totals[i]);
        if (statuses)
            statuses[i] = variant;
        if (!statuses || variant == COST_ERR_MEMORY)
            status = variant;
    }
    cost_free(job.options.overrides);
    return status;
}
