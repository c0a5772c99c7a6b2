/* The account's bill: every month of the period is simulated, metered and rated. */
#include <stdlib.h>
#include <string.h>

#include "libcost/bill/bill.h"
#include "libcost/bill/hints.h"
#include "libcost/bill/rater.h"
#include "libcost/simulate/month.h"

typedef struct {
    cost_bill_t *bill;
    const cost_workload_t *const *workloads;
    size_t count;
    const cost_resolved_t *resolved;
    cost_rater_t rater;
    cost_error_t *err;
} job_t;

/* ---- several files are one account ---- */

static bool same_period(const cost_period_t *a, const cost_period_t *b)
{
    return a->hours_only == b->hours_only && a->year == b->year && a->month == b->month &&
           a->month_count == b->month_count && a->hours == b->hours;
}

static bool same_account(const cost_workload_t *a, const cost_workload_t *b)
{
    if (a->always_free != b->always_free || a->account_usage_count != b->account_usage_count)
        return false;
    for (size_t i = 0; i < a->account_usage_count; i++) {
        const cost_account_usage_t *x = &a->account_usage[i], *y = &b->account_usage[i];
        const char *nested_x = x->stated.nested ? x->stated.nested : "",
                   *nested_y = y->stated.nested ? y->stated.nested : "";
        if (x->service != y->service || x->stated.dimension != y->stated.dimension || strcmp(nested_x, nested_y) ||
            strcmp(x->stated.text, y->stated.text))
            return false;
    }
    return true;
}

static cost_status_t check_account(const job_t *job)
{
    const cost_workload_t *first = job->workloads[0];
    for (size_t i = 1; i < job->count; i++) {
        const cost_workload_t *other = job->workloads[i];
        if (!same_period(&first->period, &other->period))
            return cost_fail_at(job->err, COST_ERR_SCHEMA, other->root,
                                "its period is not that of %s; files that are billed together need the same",
                                first->file);
        if (!same_account(first, other))
            return cost_fail_at(job->err, COST_ERR_SCHEMA, other->root,
                                "its account is not that of %s; files that are billed together are one account",
                                first->file);
        for (size_t k = 0; k < i; k++)
            if (!strcmp(job->workloads[k]->name, other->name))
                return cost_fail_at(job->err, COST_ERR_SCHEMA, other->root,
                                    "its workload is called \"%s\" like that of %s; names must differ", other->name,
                                    job->workloads[k]->file);
    }
    return COST_OK;
}

/* ---- lines ---- */

static int compare_text(const char *a, const char *b)
{
    return strcmp(a, b);
}

static int compare_lines(const void *left, const void *right)
{
    const cost_line_t *a = left, *b = right;
    const cost_record_t *x = a->record, *y = b->record;
    if (a->month != b->month)
        return a->month < b->month ? -1 : 1;
    int order = compare_text(x->resource->workload, y->resource->workload);
    if (!order)
        order = compare_text(x->resource->id, y->resource->id);
    if (!order)
        order = x->implied - y->implied;
    if (!order)
        order = compare_text(x->service->name, y->service->name);
    if (!order)
        order = x->dimension - y->dimension;
    if (!order)
        order = compare_text(x->key.region, y->key.region);
    if (!order)
        order = compare_text(x->key.variant, y->key.variant);
    if (!order)
        order = x->factored - y->factored;
    if (!order)
        order = (x->factor > y->factor) - (x->factor < y->factor);
    if (!order)
        order = (a->tier_from_micro > b->tier_from_micro) - (a->tier_from_micro < b->tier_from_micro);
    return order ? order : (b->category == COST_CATEGORY_FREE) - (a->category == COST_CATEGORY_FREE);
}

static bool add_money(cost_money_t *sum, cost_money_t amount)
{
    return !__builtin_add_overflow(sum->nano_usd, amount.nano_usd, &sum->nano_usd);
}

static cost_status_t take_lines(job_t *job)
{
    cost_bill_t *bill = job->bill;
    bill->lines = cost_arena_array(bill->arena, job->rater.count + 1, sizeof *bill->lines);
    if (!bill->lines)
        return cost_fail_memory(job->err);
    for (const cost_line_item_t *item = job->rater.first; item; item = item->next)
        bill->lines[bill->line_count++] = item->line;
    qsort(bill->lines, bill->line_count, sizeof *bill->lines, compare_lines);
    for (size_t i = 0; i < bill->line_count; i++) {
        const cost_line_t *line = &bill->lines[i];
        if (!add_money(&bill->total, line->cost) || !add_money(&bill->months[line->month].total, line->cost))
            return cost_fail(job->err, COST_ERR_RANGE, (cost_place_t){0}, "the bill is over 9.2 billion USD");
    }
    return COST_OK;
}

/* ---- sums ---- */

static int compare_sums(const void *left, const void *right)
{
    const cost_bill_sum_t *a = left, *b = right;
    return strcmp(a->name, b->name);
}

static cost_bill_sum_t *find_sum(cost_bill_sum_t *sums, size_t count, const char *name)
{
    const cost_bill_sum_t key = {.name = name};
    return bsearch(&key, sums, count, sizeof *sums, compare_sums);
}

static void list_service(cost_bill_t *bill, const char *service)
{
    size_t i = 0;
    while (i < bill->service_count && strcmp(bill->by_service[i].name, service))
        i++;
    if (i == bill->service_count)
        bill->by_service[bill->service_count++] = (cost_bill_sum_t){service, service, {0}};
}

/* Every resource has a sum, also one that costs nothing. */
static cost_status_t list_resources(job_t *job)
{
    cost_bill_t *bill = job->bill;
    size_t room = 0;
    for (size_t i = 0; i < job->count; i++)
        room += job->workloads[i]->member_count;
    bill->by_resource = cost_arena_array(bill->arena, room + 1, sizeof *bill->by_resource);
    bill->by_service = cost_arena_array(bill->arena, cost_services_count, sizeof *bill->by_service);
    if (!bill->by_resource || !bill->by_service)
        return cost_fail_memory(job->err);
    for (size_t i = 0; i < job->count; i++)
        for (size_t k = 0; k < job->workloads[i]->member_count; k++) {
            const cost_resource_t *resource = &job->workloads[i]->members[k].base;
            const char *name = cost_arena_format(bill->arena, "%s/%s", resource->workload, resource->id);
            if (!name)
                return cost_fail_memory(job->err);
            bill->by_resource[bill->resource_count++] = (cost_bill_sum_t){name, resource->service->name, {0}};
        }
    qsort(bill->by_resource, bill->resource_count, sizeof *bill->by_resource, compare_sums);
    for (size_t i = 0; i < bill->resource_count; i++)
        list_service(bill, bill->by_resource[i].service);
    for (size_t i = 0; i < bill->line_count; i++) /* implied lines are of services that no resource is of */
        list_service(bill, bill->lines[i].record->service->name);
    qsort(bill->by_service, bill->service_count, sizeof *bill->by_service, compare_sums);
    return COST_OK;
}

static cost_status_t sum_up(job_t *job)
{
    cost_bill_t *bill = job->bill;
    cost_status_t status = list_resources(job);
    for (size_t i = 0; !status && i < bill->line_count; i++) {
        const cost_resource_t *resource = bill->lines[i].record->resource;
        const char *name = cost_arena_format(bill->arena, "%s/%s", resource->workload, resource->id);
        if (!name)
            return cost_fail_memory(job->err);
        /* Parts of a total that fits fit as well. */
        add_money(&find_sum(bill->by_resource, bill->resource_count, name)->cost, bill->lines[i].cost);
        add_money(&find_sum(bill->by_service, bill->service_count, bill->lines[i].record->service->name)->cost,
                  bill->lines[i].cost);
    }
    return status;
}

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

static cost_status_t run_month(job_t *job, size_t i, cost_usage_t *notes)
{
    const cost_period_t *period = &job->workloads[0]->period;
    cost_bill_month_t *month = &job->bill->months[i];
    cost_usage_t usage = {.arena = job->bill->arena, .unpriced = notes->unpriced, .warnings = notes->warnings};
    cost_period_month(period, (int32_t)i, &month->start, &month->seconds);
    cost_period_month_name(period, (int32_t)i, month->name);
    cost_month_t span = {month->start, month->seconds, month->seconds / 3600, month->seconds / 60};
    cost_status_t status = COST_OK;
    for (size_t k = 0; !status && k < job->count; k++)
        status = cost_month_simulate(&usage, &job->resolved[k], span, job->err);
    notes->unpriced = usage.unpriced;
    notes->warnings = usage.warnings;
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
    cost_status_t status = check_account(job);
    if (!status)
        status = resolve_all(job, options);
    job->rater = (cost_rater_t){
        .arena = bill->arena, .catalog = bill->catalog, .date = bill->price_date, .account = job->workloads[0]};
    if (!status)
        status = take_file_notes(job);
    if (!status)
        status = run_months(job);
    if (!status && options && options->strict)
        status = refuse_unpriced(job);
    if (!status)
        status = take_lines(job);
    if (!status)
        status = sum_up(job);
    for (size_t i = 0; !status && i < job->count; i++)
        status = cost_hints_add(bill, &job->resolved[i], job->err);
    if (!status)
        status = cost_account_hints_add(bill, job->resolved, job->count, job->err);
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

cost_status_t cost_estimate(cost_bill_t **out, const cost_catalog_t *catalog, const cost_workload_t *const *workloads,
                            size_t count, const cost_options_t *options, cost_error_t *err)
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
    bill->catalog = catalog;
    job_t job = {.bill = bill, .workloads = workloads, .count = count, .err = err};
    cost_status_t status = run(&job, options);
    if (status) {
        cost_arena_destroy(arena);
        return status;
    }
    *out = bill;
    return COST_OK;
}

void cost_bill_destroy(cost_bill_t *bill)
{
    if (bill)
        cost_arena_destroy(bill->arena);
}
