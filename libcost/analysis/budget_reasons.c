/* What broke a budget: its largest parts, and those that grew most against the baseline. */
#include <stdlib.h>
#include <string.h>

#include "libcost/analysis/gate.h"
#include "libcost/base/alloc.h"

static int compare_names(const cost_reason_t *a, const cost_reason_t *b)
{
    int order = strcmp(a->workload, b->workload);
    if (!order)
        order = strcmp(a->resource, b->resource);
    if (!order)
        order = strcmp(a->service, b->service);
    return order ? order : strcmp(a->dimension, b->dimension);
}

static int by_name(const void *left, const void *right)
{
    return compare_names(left, right);
}

static int by_size(const void *left, const void *right)
{
    const cost_reason_t *a = left, *b = right;
    return a->now != b->now ? (a->now < b->now) - (a->now > b->now) : compare_names(a, b);
}

static int by_growth(const void *left, const void *right)
{
    const cost_reason_t *a = left, *b = right;
    const int64_t x = a->now - a->before, y = b->now - b->before;
    return x != y ? (x < y) - (x > y) : compare_names(a, b);
}

/* Adds the part's lines of a month, one each; `before`: to the baseline's side.  Bills of one file each are compared
 * whatever the files are called. */
static size_t list(cost_reason_t *out, const cost_budget_t *budget, const cost_bill_t *bill, size_t month, bool named,
                   bool before)
{
    size_t count = 0;
    for (size_t i = 0; i < bill->line_count; i++) {
        const cost_line_t *line = &bill->lines[i];
        const cost_record_t *record = line->record;
        if (line->month != month || !cost_budget_covers(budget, line))
            continue;
        out[count] = (cost_reason_t){.workload = named ? record->resource->workload : "",
                                     .resource = record->resource->id,
                                     .service = record->service->name,
                                     .dimension = record->service->dimensions[record->dimension].name};
        *(before ? &out[count].before : &out[count].now) = line->cost.nano_usd;
        count++;
    }
    return count;
}

static size_t add_up(cost_reason_t *reasons, size_t count)
{
    size_t kept = 0;
    qsort(reasons, count, sizeof *reasons, by_name);
    for (size_t i = 0; i < count; i++) {
        if (kept && !compare_names(&reasons[kept - 1], &reasons[i])) {
            reasons[kept - 1].now += reasons[i].now;
            reasons[kept - 1].before += reasons[i].before;
        } else {
            reasons[kept++] = reasons[i];
        }
    }
    return kept;
}

bool cost_verdict_explain(cost_verdict_t *verdict, const cost_bill_t *baseline)
{
    const cost_bill_t *bill = verdict->bill;
    const size_t room = bill->line_count + (baseline ? baseline->line_count : 0);
    const bool named = bill->workload_count > 1 || (baseline && baseline->workload_count > 1);
    const int beside = baseline ? cost_baseline_month(baseline, bill, verdict->month) : -1;
    cost_reason_t *reasons = cost_alloc_array(room + 1, sizeof *reasons);
    if (!reasons)
        return false;
    size_t count = list(reasons, verdict->budget, bill, verdict->month, named, false);
    if (beside >= 0)
        count += list(reasons + count, verdict->budget, baseline, (size_t)beside, named, true);
    count = add_up(reasons, count);
    qsort(reasons, count, sizeof *reasons, by_size);
    for (size_t i = 0; i < count && i < COST_REASONS && reasons[i].now > 0; i++)
        verdict->largest[verdict->largest_count++] = reasons[i];
    qsort(reasons, count, sizeof *reasons, by_growth);
    for (size_t i = 0; beside >= 0 && i < count && i < COST_REASONS && reasons[i].now > reasons[i].before; i++)
        verdict->grown[verdict->grown_count++] = reasons[i];
    cost_free(reasons);
    return true;
}
