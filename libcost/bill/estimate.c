/* The account's bill: every month of the period is simulated, metered and rated. */
#include "libcost/bill/estimate.h"

#include "libcost/bill/hints.h"
#include "libcost/simulate/month.h"

typedef struct {
    cost_bill_t *bill;
    const cost_workload_t *const *workloads;
    size_t count;
    const cost_resolved_t *resolved;
    const cost_possible_t *possible; /* NULL: the central month */
    cost_rater_t rater;
    cost_track_t *last_track;
    bool by_hour;
    cost_error_t *err;
} job_t;

/* ---- notes ---- */

static cost_status_t copy_notes(cost_notes_t *out, const job_t *job, const cost_notes_t *notes)
{
    for (const cost_note_t *note = notes->first; note; note = note->next)
        if (!cost_notes_add(out, job->bill->arena, note))
            return cost_fail_memory(job->err);
    return COST_OK;
}

static cost_status_t take_file_notes(const job_t *job)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < job->count; i++) {
        status = copy_notes(&job->bill->defaults, job, &job->workloads[i]->defaults);
        if (!status)
            status = copy_notes(&job->bill->warnings, job, &job->workloads[i]->warnings);
    }
    return status;
}

static cost_status_t refuse_unpriced(const job_t *job)
{
    cost_status_t status = COST_OK;
    for (const cost_note_t *note = job->bill->unpriced.first; note; note = note->next) {
        cost_place_t place = {note->file, note->line, 0, note->path};
        status = cost_fail(job->err, COST_ERR_UNPRICED, place, "%s is not priced; write %s", note->first, note->second);
    }
    return status;
}

/* ---- months ---- */

static cost_status_t take_quality(const job_t *job, size_t month, const cost_usage_t *usage)
{
    cost_bill_t *bill = job->bill;
    size_t count = 0;
    for (const cost_ran_record_t *ran = usage->first_ran; ran; ran = ran->next)
        count++;
    cost_bill_quality_t *grown = cost_arena_array(bill->arena, bill->quality_count + count + 1, sizeof *grown);
    if (!grown)
        return cost_fail_memory(job->err);
    for (size_t i = 0; i < bill->quality_count; i++)
        grown[i] = bill->quality[i];
    for (const cost_ran_record_t *ran = usage->first_ran; ran; ran = ran->next)
        grown[bill->quality_count++] = (cost_bill_quality_t){ran->resource, ran->ran, month};
    bill->quality = grown;
    return COST_OK;
}

static void take_tracks(job_t *job, const cost_usage_t *usage)
{
    if (job->last_track)
        job->last_track->next = usage->first_track;
    else
        job->bill->tracks = usage->first_track;
    if (usage->last_track)
        job->last_track = usage->last_track;
}

static cost_status_t run_month(job_t *job, size_t i, cost_usage_t *notes)
{
    const cost_period_t *period = &job->workloads[0]->period;
    cost_bill_month_t *month = &job->bill->months[i];
    cost_usage_t usage = {.arena = job->bill->arena,
                          .unpriced = notes->unpriced,
                          .warnings = notes->warnings,
                          .by_hour = job->by_hour,
                          .keeps_tracks = true};
    cost_period_month(period, (int32_t)i, &month->start, &month->seconds);
    cost_period_month_name(period, (int32_t)i, month->name);
    cost_month_t span = {month->start, month->seconds, month->seconds / 3600, month->seconds / 60};
    cost_status_t status = COST_OK;
    for (size_t k = 0; !status && k < job->count; k++)
        status = cost_month_simulate(&usage, &job->resolved[k], 1, span, job->err);
    take_tracks(job, &usage);
    notes->unpriced = usage.unpriced;
    notes->warnings = usage.warnings;
    if (!status)
        status = take_quality(job, i, &usage);
    return status ? status : cost_rate_month(&job->rater, &usage, i, month->seconds, job->err);
}

static cost_status_t run_months(job_t *job)
{
    cost_bill_t *bill = job->bill;
    cost_usage_t notes = {0};
    bill->month_count = (size_t)job->workloads[0]->period.month_count;
    bill->months = cost_arena_array(bill->arena, bill->month_count, sizeof *bill->months);
    if (!bill->months)
        return cost_fail_memory(job->err);
    cost_notes_t price_warnings = {0};
    job->rater.warnings = &price_warnings;
    for (size_t i = 0; i < bill->month_count; i++) {
        cost_status_t status = run_month(job, i, &notes);
        if (status)
            return status;
    }
    cost_status_t status = cost_rate_warnings(&job->rater, job->err);
    if (!status)
        status = copy_notes(&bill->unpriced, job, &notes.unpriced);
    if (!status)
        status = copy_notes(&bill->warnings, job, &notes.warnings);
    return status ? status : copy_notes(&bill->warnings, job, &price_warnings);
}

static cost_status_t resolve_all(job_t *job, const cost_options_t *options)
{
    cost_status_t status = COST_OK;
    cost_resolved_t *resolved = cost_arena_array(job->bill->arena, job->count, sizeof *resolved);
    if (!resolved)
        return cost_fail_memory(job->err);
    for (size_t i = 0; i < job->count; i++) {
        int32_t date = cost_price_date(job->workloads[i], job->bill->catalog, options);
        cost_status_t next =
            cost_resolve(&resolved[i], job->bill->arena, job->workloads[i], job->bill->catalog, date, job->err);
        status = status ? status : next;
        job->bill->price_date = date;
    }
    if (!status && job->possible)
        status = job->possible->draw(job->possible->user, job->bill->arena, resolved, job->count, job->err);
    job->resolved = resolved;
    return status;
}

static void describe(cost_bill_t *bill, const cost_workload_t *const *workloads, size_t count)
{
    const char **names = cost_arena_array(bill->arena, count + 1, sizeof *names);
    for (size_t i = 0; names && i < count; i++)
        names[i] = workloads[i]->name;
    bill->workloads = names;
    bill->workload_count = names ? count : 0;
    bill->hours_only = workloads[0]->period.hours_only;
}

static cost_status_t run(job_t *job, const cost_options_t *options)
{
    cost_bill_t *bill = job->bill;
    cost_status_t status = cost_account_check(job->workloads, job->count, job->err);
    cost_status_t resolved = resolve_all(job, options);
    status = status ? status : resolved;
    job->rater = (cost_rater_t){
        .arena = bill->arena, .catalog = bill->catalog, .date = bill->price_date, .account = job->workloads[0]};
    if (!status)
        status = take_file_notes(job);
    if (!status)
        status = run_months(job);
    if (!status && options && options->strict)
        status = refuse_unpriced(job);
    if (!status)
        status = cost_bill_take_lines(bill, &job->rater, job->err);
    bill->shared = job->rater.shared;
    if (!status)
        status = cost_bill_sum_up(bill, job->workloads, job->count, job->err);
    for (size_t i = 0; !status && i < job->count; i++)
        status = cost_hints_add(bill, &job->resolved[i], job->err);
    if (!status)
        status = cost_account_hints_add(bill, job->resolved, job->count, job->err);
    if (!status)
        status = cost_bill_number_notes(bill, job->err);
    if (status)
        return status;
    describe(bill, job->workloads, job->count);
    bill->start = bill->months[0].start;
    bill->end = bill->months[bill->month_count - 1].start + bill->months[bill->month_count - 1].seconds;
    if (options && options->scenario)
        bill->scenario = cost_arena_string(bill->arena, options->scenario);
    bool scenario_kept = bill->scenario || !(options && options->scenario);
    return bill->workloads && scenario_kept ? COST_OK : cost_fail_memory(job->err);
}

cost_status_t cost_estimate_possible(cost_bill_t **out, const cost_catalog_t *catalog,
                                     const cost_workload_t *const *workloads, size_t count,
                                     const cost_options_t *options, const cost_possible_t *possible, cost_error_t *err)
{
    *out = NULL;
    if (count == 0)
        return cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){0}, "there is no workload to bill");
    cost_arena_t *arena = cost_arena_create();
    cost_bill_t *bill = arena ? cost_arena_alloc(arena, sizeof *bill) : NULL;
    if (!bill) {
        cost_arena_destroy(arena);
        return cost_fail_memory(err);
    }
    bill->arena = arena;
    if (possible)
        bill->chance = possible->chance;
    bill->catalog = catalog;
    bill->by_hour = options && options->by_hour;
    bill->price_version = cost_catalog_version(catalog);
    job_t job = {.bill = bill,
                 .workloads = workloads,
                 .count = count,
                 .possible = possible,
                 .by_hour = options && options->by_hour,
                 .err = err};
    cost_status_t status = run(&job, options);
    if (status) {
        cost_arena_destroy(arena);
        return status;
    }
    *out = bill;
    return COST_OK;
}

cost_status_t cost_estimate(cost_bill_t **out, const cost_catalog_t *catalog, const cost_workload_t *const *workloads,
                            size_t count, const cost_options_t *options, cost_error_t *err)
{
    return cost_estimate_possible(out, catalog, workloads, count, options, NULL, err);
}

void cost_bill_destroy(cost_bill_t *bill)
{
    if (bill)
        cost_arena_destroy(bill->arena);
}
