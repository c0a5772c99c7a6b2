/* Bills a workload as it is and with each of its scenarios. */
#include <stdlib.h>
#include <string.h>

#include "libcost/analysis/comparison.h"
#include "libcost/bill/estimate.h"

typedef struct {
    cost_comparison_t *comparison;
    const cost_catalog_t *catalog;
    const cost_workload_t *workload;
    const cost_options_t *options;
    const cost_simulation_t *simulation; /* NULL: no trials */
    cost_error_t *err;
} job_t;

/* ---- columns ---- */

static cost_status_t bill_column(const job_t *job, cost_column_of_t *column)
{
    cost_options_t options = job->options ? *job->options : (cost_options_t){0}; /* borrows the texts */
    cost_status_t status = COST_OK;
    const cost_workload_t *workload = job->workload;
    if (column->scenario) {
        options.scenario = (char *)column->scenario;
        status = cost_workload_read(&column->workload, workload->document, workload, &options, job->err);
        workload = column->workload;
    }
    if (!status)
        status = cost_estimate(&column->bill, job->catalog, &workload, 1, &options, job->err);
    if (!status && job->simulation)
        status = cost_simulate(&column->distribution, job->catalog, &workload, 1, &options, job->simulation, job->err);
    if (status && column->scenario)
        cost_fail(job->err, status, (cost_place_t){.file = job->workload->file}, "its scenario \"%s\" cannot be billed",
                  column->scenario);
    return status;
}

static cost_status_t bill_columns(const job_t *job)
{
    cost_comparison_t *comparison = job->comparison;
    const size_t count = 1 + cost_workload_scenario_count(job->workload);
    comparison->columns = cost_arena_array(comparison->arena, count, sizeof *comparison->columns);
    if (!comparison->columns)
        return cost_fail_memory(job->err);
    for (size_t i = 0; i < count; i++) {
        cost_column_of_t *column = &comparison->columns[comparison->count++];
        column->scenario = i ? cost_workload_scenario(job->workload, i - 1) : NULL;
        cost_status_t status = bill_column(job, column);
        if (status)
            return status;
        if (column->bill->total.nano_usd < comparison->columns[comparison->cheapest].bill->total.nano_usd)
            comparison->cheapest = i;
    }
    return COST_OK;
}

/* ---- rows ---- */

static int compare_rows(const void *left, const void *right)
{
    const cost_comparison_row_t *a = left, *b = right;
    int order = strcmp(a->service, b->service);
    return order ? order : strcmp(a->resource, b->resource);
}

static size_t line_count(const cost_comparison_t *comparison)
{
    size_t count = 0;
    for (size_t i = 0; i < comparison->count; i++)
        count += comparison->columns[i].bill->line_count;
    return count;
}

static cost_comparison_row_t row_of(const cost_line_t *line)
{
    return (cost_comparison_row_t){.service = line->record->service->name, .resource = line->record->resource->id};
}

/* Every service and resource that has a line in any column, once. */
static cost_status_t list_rows(const job_t *job)
{
    cost_comparison_t *comparison = job->comparison;
    cost_comparison_row_t *rows = cost_arena_array(comparison->arena, line_count(comparison) + 1, sizeof *rows);
    size_t count = 0;
    if (!rows)
        return cost_fail_memory(job->err);
    for (size_t i = 0; i < comparison->count; i++)
        for (size_t k = 0; k < comparison->columns[i].bill->line_count; k++)
            rows[count++] = row_of(&comparison->columns[i].bill->lines[k]);
    qsort(rows, count, sizeof *rows, compare_rows);
    for (size_t i = 0; i < count; i++)
        if (!comparison->row_count || compare_rows(&rows[comparison->row_count - 1], &rows[i]))
            rows[comparison->row_count++] = rows[i];
    comparison->rows = rows;
    return COST_OK;
}

static cost_status_t fill_rows(const job_t *job)
{
    cost_comparison_t *comparison = job->comparison;
    for (size_t i = 0; i < comparison->row_count; i++) {
        comparison->rows[i].cells = cost_arena_array(comparison->arena, comparison->count, sizeof(cost_cell_t));
        if (!comparison->rows[i].cells)
            return cost_fail_memory(job->err);
    }
    for (size_t i = 0; i < comparison->count; i++)
        for (size_t k = 0; k < comparison->columns[i].bill->line_count; k++) {
            const cost_line_t *line = &comparison->columns[i].bill->lines[k];
            const cost_comparison_row_t key = row_of(line);
            cost_comparison_row_t *row =
                bsearch(&key, comparison->rows, comparison->row_count, sizeof key, compare_rows);
            row->cells[i].there = true;
            cost_money_add(&row->cells[i].cost, line->cost); /* parts of a total that fits fit as well */
        }
    return COST_OK;
}

/* ---- the whole ---- */

cost_status_t cost_compare(cost_comparison_t **out, const cost_catalog_t *catalog, const cost_workload_t *workload,
                           const cost_options_t *options, cost_error_t *err)
{
    return cost_compare_trials(out, catalog, workload, options, NULL, err);
}

cost_status_t cost_compare_trials(cost_comparison_t **out, const cost_catalog_t *catalog,
                                  const cost_workload_t *workload, const cost_options_t *options,
                                  const cost_simulation_t *simulation, cost_error_t *err)
{
    *out = NULL;
    cost_arena_t *arena = cost_arena_create();
    cost_comparison_t *comparison = arena ? cost_arena_alloc(arena, sizeof *comparison) : NULL;
    if (!comparison) {
        cost_arena_destroy(arena);
        return cost_fail_memory(err);
    }
    comparison->arena = arena;
    const job_t job = {comparison, catalog, workload, options, simulation, err};
    cost_status_t status = bill_columns(&job);
    if (!status)
        status = list_rows(&job);
    if (!status)
        status = fill_rows(&job);
    if (status)
        cost_comparison_destroy(comparison);
    else
        *out = comparison;
    return status;
}

void cost_comparison_destroy(cost_comparison_t *comparison)
{
    if (!comparison)
        return;
    for (size_t i = 0; i < comparison->count; i++) {
        cost_distribution_destroy(comparison->columns[i].distribution);
        cost_bill_destroy(comparison->columns[i].bill);
        cost_workload_destroy(comparison->columns[i].workload);
    }
    cost_arena_destroy(comparison->arena);
}

/* ---- what may be asked of it ---- */

size_t cost_comparison_count(const cost_comparison_t *comparison)
{
    return comparison->count;
}

const char *cost_comparison_name(const cost_comparison_t *comparison, size_t column)
{
    return column < comparison->count ? comparison->columns[column].scenario : NULL;
}

const cost_bill_t *cost_comparison_bill(const cost_comparison_t *comparison, size_t column)
{
    return column < comparison->count ? comparison->columns[column].bill : NULL;
}

const cost_distribution_t *cost_comparison_distribution(const cost_comparison_t *comparison, size_t column)
{
    return column < comparison->count ? comparison->columns[column].distribution : NULL;
}

size_t cost_comparison_cheapest(const cost_comparison_t *comparison)
{
    return comparison->cheapest;
}

size_t cost_comparison_row_count(const cost_comparison_t *comparison)
{
    return comparison->row_count;
}

const char *cost_comparison_row_service(const cost_comparison_t *comparison, size_t row)
{
    return row < comparison->row_count ? comparison->rows[row].service : NULL;
}

const char *cost_comparison_row_resource(const cost_comparison_t *comparison, size_t row)
{
    return row < comparison->row_count ? comparison->rows[row].resource : NULL;
}

static const cost_cell_t *cell(const cost_comparison_t *comparison, size_t row, size_t column)
{
    static const cost_cell_t none = {0};
    return row < comparison->row_count && column < comparison->count ? &comparison->rows[row].cells[column] : &none;
}

cost_money_t cost_comparison_row_cost(const cost_comparison_t *comparison, size_t row, size_t column)
{
    return cell(comparison, row, column)->cost;
}

int cost_comparison_row_there(const cost_comparison_t *comparison, size_t row, size_t column)
{
    return cell(comparison, row, column)->there;
}
