/* Two workload files: the old one, billed again with one part after the other taken from the new one. */
#include <stdio.h>
#include <string.h>

#include "libcost/analysis/difference.h"
#include "libcost/simulate/month.h"

typedef struct {
    const cost_catalog_t *catalog;
    const cost_workload_t *workload;
    const cost_options_t *options; /* may be NULL */
    int32_t date;
} side_t;

typedef struct {
    side_t old, fresh;
    cost_arena_t *arena; /* of documents in between */
    char period[2 * COST_CIVIL_TEXT_SIZE];
    cost_workload_t *workloads[COST_DIFF_STEPS]; /* NULL: one of the sides' */
    cost_bill_t *bills[COST_DIFF_STEPS];
    bool failed[COST_DIFF_STEPS]; /* a step in between that cannot be billed */
    cost_error_t *err;
} job_t;

enum { OLD, CALENDAR, CONFIGURATION, USAGE, FRESH };

static void write_period(char *out, size_t size, const cost_period_t *period)
{
    char first[COST_CIVIL_TEXT_SIZE], last[COST_CIVIL_TEXT_SIZE];
    cost_period_month_name(period, 0, first);
    cost_period_month_name(period, period->month_count - 1, last);
    snprintf(out, size, period->month_count > 1 ? "%s..%s" : "%s", first, last);
}

/* What is billed in between is neither strict nor checked against a book while it is read. */
static cost_options_t options_of(const side_t *side, const char *period, int32_t date, bool patched)
{
    cost_options_t options = side->options ? *side->options : (cost_options_t){0}; /* borrows the texts */
    options.period = (char *)period;
    options.as_of = date;
    options.strict = false;
    options.catalog = NULL;
    if (patched) { /* the document has them already */
        options.scenario = NULL;
        options.overrides = NULL;
        options.override_count = 0;
    }
    return options;
}

static cost_status_t bill(job_t *job, int step, const cost_catalog_t *catalog, const cost_workload_t *workload,
                          const cost_options_t *options, cost_error_t *err)
{
    return cost_estimate(&job->bills[step], catalog, &workload, 1, options, err);
}

/* Steps in between may fail, for want of memory only for good. */
static cost_status_t bill_between(job_t *job, int step, const cost_node_t *document, const side_t *side, bool patched)
{
    const cost_options_t options = options_of(side, job->period, job->old.date, patched);
    cost_status_t status = cost_workload_read(&job->workloads[step], document, side->workload, &options, NULL);
    if (!status)
        status = bill(job, step, job->old.catalog, job->workloads[step], &options, NULL);
    job->failed[step] = status != COST_OK;
    return status == COST_ERR_MEMORY ? cost_fail_memory(job->err) : COST_OK;
}

static cost_status_t bill_steps(job_t *job)
{
    cost_status_t status = bill(job, OLD, job->old.catalog, job->old.workload, job->old.options, job->err);
    cost_status_t other = bill(job, FRESH, job->fresh.catalog, job->fresh.workload, job->fresh.options, job->err);
    status = status ? status : other;
    if (!status)
        status = bill_between(job, CALENDAR, job->old.workload->document, &job->old, false);
    if (status)
        return status;
    const cost_node_t *patched = cost_usage_patch(job->arena, job->old.workload->root, job->fresh.workload->root);
    if (!patched)
        return cost_fail_memory(job->err);
    status = bill_between(job, CONFIGURATION, patched, &job->fresh, true);
    return status ? status : bill_between(job, USAGE, job->fresh.workload->document, &job->fresh, false);
}

/* ---- items ---- */

/* A step that failed is the one after it; the calendar, the one before. */
static const cost_bill_t *bill_of(const job_t *job, int step)
{
    if (step == CALENDAR && job->failed[step])
        return job->bills[OLD];
    while (job->failed[step])
        step++;
    return job->bills[step];
}

static cost_status_t take_items(const job_t *job, cost_diff_t *diff)
{
    size_t room = 0, count = 0;
    for (int step = 0; step < COST_DIFF_STEPS; step++)
        room += bill_of(job, step)->line_count;
    cost_diff_item_t *items = cost_arena_array(diff->arena, room + 1, sizeof *items);
    if (!items)
        return cost_fail_memory(job->err);
    for (int step = 0; step < COST_DIFF_STEPS; step++) {
        const cost_bill_t *of = bill_of(job, step);
        diff->step[step] = of->total.nano_usd;
        for (size_t i = 0; i < of->line_count; i++) {
            cost_diff_item_t *item = &items[count++];
            if (!cost_diff_item_of(item, diff, &of->lines[i], false))
                return cost_fail_memory(job->err);
            item->step[step] = of->lines[i].cost.nano_usd;
            item->old_there = step == OLD;
            item->new_there = step == FRESH;
            *(step == OLD ? &item->old_pico : &item->new_pico) =
                step == OLD || step == FRESH ? cost_diff_pico(&of->lines[i]) : 0;
        }
    }
    return cost_diff_take(diff, items, count) ? COST_OK : cost_fail_memory(job->err);
}

static void add_notes(const job_t *job, cost_diff_t *diff)
{
    static const char *const notes[] = {
        [CALENDAR] =
            "the old file cannot be billed for the new period: the calendar effect is counted as configuration",
        [CONFIGURATION] =
            "the new file cannot be billed with the old usage: the usage effect is counted as configuration",
        [USAGE] = "the new file cannot be billed at the old prices: the price effect is counted as usage",
    };
    for (int step = CALENDAR; step < FRESH; step++)
        if (job->failed[step])
            diff->notes[diff->note_count++] = notes[step];
}

static cost_status_t make(cost_diff_t **out, job_t *job)
{
    cost_status_t status = bill_steps(job);
    if (status)
        return status;
    cost_diff_t *diff = cost_diff_new_between(job->bills[OLD], job->bills[FRESH]);
    if (!diff)
        return cost_fail_memory(job->err);
    status = take_items(job, diff);
    add_notes(job, diff);
    if (status)
        cost_diff_destroy(diff);
    else
        *out = diff;
    return status;
}

cost_status_t cost_diff_workloads(cost_diff_t **out, const cost_catalog_t *old_catalog,
                                  const cost_workload_t *old_workload, const cost_options_t *old_options,
                                  const cost_catalog_t *new_catalog, const cost_workload_t *new_workload,
                                  const cost_options_t *new_options, cost_error_t *err)
{
    job_t job = {
        .old = {old_catalog, old_workload, old_options, cost_price_date(old_workload, old_catalog, old_options)},
        .fresh = {new_catalog, new_workload, new_options, 0},
        .arena = cost_arena_create(),
        .err = err};
    *out = NULL;
    if (!job.arena)
        return cost_fail_memory(err);
    write_period(job.period, sizeof job.period, &new_workload->period);
    cost_status_t status = make(out, &job);
    for (int step = 0; step < COST_DIFF_STEPS; step++) {
        cost_bill_destroy(job.bills[step]);
        cost_workload_destroy(job.workloads[step]);
    }
    cost_arena_destroy(job.arena);
    return status;
}
