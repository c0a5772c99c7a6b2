/* What may be asked of a distribution. */
#include "libcost/analysis/distribution.h"

#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/base/error.h"

/* ---- making ---- */

static bool is_shown(const cost_distribution_t *distribution, size_t column)
{
    const cost_summary_t *summary = &distribution->summaries[column];
    const cost_record_column_t *about = &distribution->records.columns[column];
    return about->kind != COST_COLUMN_SERVICE || summary->most || summary->least || about->central;
}

static bool sort_columns(cost_distribution_t *distribution)
{
    const cost_records_t *records = &distribution->records;
    for (int kind = 0; kind < COST_COLUMN_KINDS; kind++) {
        size_t *shown = cost_arena_array(distribution->arena, records->width + 1, sizeof *shown);
        if (!shown)
            return false;
        for (size_t c = 0; c < records->width; c++)
            if ((int)records->columns[c].kind == kind && is_shown(distribution, c))
                shown[distribution->shown_count[kind]++] = c;
        distribution->shown[kind] = shown;
    }
    return true;
}

cost_status_t cost_distribution_finish(cost_distribution_t *distribution, cost_error_t *err)
{
    distribution->summaries =
        cost_arena_array(distribution->arena, distribution->records.width, sizeof *distribution->summaries);
    if (!distribution->summaries)
        return cost_fail_memory(err);
    cost_status_t status = cost_summarise(distribution->summaries, &distribution->records, err);
    return status || sort_columns(distribution) ? status : cost_fail_memory(err);
}

void cost_distribution_destroy(cost_distribution_t *distribution)
{
    if (!distribution)
        return;
    for (size_t i = 0; i < distribution->store.segment_count; i++)
        cost_free(distribution->store.segments[i]);
    for (size_t i = 0; i < distribution->design_store.segment_count; i++)
        cost_free(distribution->design_store.segments[i]);
    cost_bill_destroy(distribution->bill);
    cost_arena_destroy(distribution->arena);
}

/* ---- the run ---- */

size_t cost_distribution_trials(const cost_distribution_t *distribution)
{
    return distribution->records.count;
}

uint64_t cost_distribution_first_trial(const cost_distribution_t *distribution)
{
    return distribution->first;
}

uint64_t cost_distribution_seed(const cost_distribution_t *distribution)
{
    return distribution->run.seed;
}

const cost_bill_t *cost_distribution_bill(const cost_distribution_t *distribution)
{
    return distribution->bill;
}

/* ---- parts of the bill ---- */

static cost_column_kind_t kind_of(cost_bill_part_t part)
{
    switch (part) {
    case COST_PART_TOTAL:
        return COST_COLUMN_TOTAL;
    case COST_PART_MONTH:
        return COST_COLUMN_MONTH;
    case COST_PART_SERVICE:
        return COST_COLUMN_SERVICE;
    case COST_PART_RESOURCE:
        return COST_COLUMN_RESOURCE;
    case COST_PART_TAG:
        return COST_COLUMN_TAG;
    case COST_PART_BUDGET:
        return COST_COLUMN_BUDGET;
    }
    return COST_COLUMN_TOTAL;
}

/* The column's number; false past the end. */
static bool find_column(const cost_distribution_t *distribution, cost_column_kind_t kind, size_t i, size_t *out)
{
    if (i >= distribution->shown_count[kind])
        return false;
    *out = distribution->shown[kind][i];
    return true;
}

static const cost_summary_t *summary_of(const cost_distribution_t *distribution, cost_bill_part_t part, size_t i)
{
    static const cost_summary_t nothing = {0};
    size_t column;
    return find_column(distribution, kind_of(part), i, &column) ? &distribution->summaries[column] : &nothing;
}

size_t cost_distribution_count(const cost_distribution_t *distribution, cost_bill_part_t part)
{
    return distribution->shown_count[kind_of(part)];
}

const char *cost_distribution_name(const cost_distribution_t *distribution, cost_bill_part_t part, size_t i)
{
    size_t column;
    return find_column(distribution, kind_of(part), i, &column) ? distribution->records.columns[column].name : NULL;
}

int cost_distribution_find(const cost_distribution_t *distribution, cost_bill_part_t part, const char *name)
{
    for (size_t i = 0; i < cost_distribution_count(distribution, part); i++)
        if (!strcmp(cost_distribution_name(distribution, part, i), name))
            return (int)i;
    return -1;
}

cost_money_t cost_distribution_central(const cost_distribution_t *distribution, cost_bill_part_t part, size_t i)
{
    size_t column;
    if (!find_column(distribution, kind_of(part), i, &column))
        return (cost_money_t){0};
    return (cost_money_t){distribution->records.columns[column].central};
}

cost_money_t cost_distribution_mean(const cost_distribution_t *distribution, cost_bill_part_t part, size_t i)
{
    return (cost_money_t){summary_of(distribution, part, i)->mean};
}

cost_money_t cost_distribution_sd(const cost_distribution_t *distribution, cost_bill_part_t part, size_t i)
{
    return (cost_money_t){summary_of(distribution, part, i)->sd};
}

cost_money_t cost_distribution_standard_error(const cost_distribution_t *distribution, cost_bill_part_t part, size_t i)
{
    return (cost_money_t){summary_of(distribution, part, i)->standard_error};
}

static bool is_percentile(cost_percentile_t percentile)
{
    return (unsigned)percentile < COST_PERCENTILES;
}

cost_money_t cost_distribution_percentile(const cost_distribution_t *distribution, cost_bill_part_t part, size_t i,
                                          cost_percentile_t percentile)
{
    return (cost_money_t){is_percentile(percentile) ? summary_of(distribution, part, i)->percentile[percentile] : 0};
}

cost_money_t cost_distribution_percentile_error(const cost_distribution_t *distribution, cost_bill_part_t part,
                                                size_t i, cost_percentile_t percentile)
{
    return (cost_money_t){is_percentile(percentile) ? summary_of(distribution, part, i)->percentile_error[percentile]
                                                    : 0};
}

static double proportion(size_t k, size_t n, double *standard_error)
{
    if (standard_error)
        *standard_error = cost_proportion_error(k, n);
    return (double)k / (double)n;
}

cost_status_t cost_distribution_probability_above(const cost_distribution_t *distribution, cost_bill_part_t part,
                                                  size_t i, cost_money_t limit, double *probability,
                                                  double *standard_error, cost_error_t *err)
{
    size_t column, count;
    *probability = 0;
    if (!find_column(distribution, kind_of(part), i, &column))
        return cost_fail(err, COST_ERR_RANGE, (cost_place_t){0}, "the distribution has no part %zu of that kind", i);
    cost_status_t status = cost_count_above(&count, &distribution->records, column, limit.nano_usd, err);
    if (!status)
        *probability = proportion(count, distribution->records.count, standard_error);
    return status;
}

/* ---- budgets ---- */

cost_money_t cost_distribution_budget_limit(const cost_distribution_t *distribution, size_t i)
{
    size_t column;
    if (!find_column(distribution, COST_COLUMN_BUDGET, i, &column))
        return (cost_money_t){0};
    return (cost_money_t){distribution->records.columns[column].limit};
}

double cost_distribution_budget_broken(const cost_distribution_t *distribution, size_t i, double *standard_error)
{
    const cost_summary_t *summary = summary_of(distribution, COST_PART_BUDGET, i);
    return proportion(summary->broken, distribution->records.count, standard_error);
}

int64_t cost_distribution_budget_date(const cost_distribution_t *distribution, size_t i)
{
    size_t column;
    return find_column(distribution, COST_COLUMN_CROSSING, i, &column) ? distribution->summaries[column].mean_set : 0;
}

/* ---- inputs: ranges, then loads ---- */

static bool find_input(const cost_distribution_t *distribution, size_t i, size_t *out)
{
    const size_t ranges = distribution->shown_count[COST_COLUMN_INPUT];
    return i < ranges ? find_column(distribution, COST_COLUMN_INPUT, i, out)
                      : find_column(distribution, COST_COLUMN_LOAD, i - ranges, out);
}

size_t cost_distribution_input_count(const cost_distribution_t *distribution)
{
    return distribution->shown_count[COST_COLUMN_INPUT] + distribution->shown_count[COST_COLUMN_LOAD];
}

const char *cost_distribution_input_name(const cost_distribution_t *distribution, size_t i)
{
    size_t column;
    return find_input(distribution, i, &column) ? distribution->records.columns[column].name : NULL;
}

double cost_distribution_input_correlation(const cost_distribution_t *distribution, size_t i)
{
    size_t column;
    return find_input(distribution, i, &column) ? distribution->summaries[column].correlation : 0;
}

/* ---- Sobol indices ---- */

size_t cost_distribution_sobol_rows(const cost_distribution_t *distribution)
{
    return distribution->sobol.rows;
}

static double index_of(const cost_distribution_t *distribution, size_t i, double *standard_error)
{
    if (standard_error)
        *standard_error = distribution->sobol.indices[i].first_error;
    return distribution->sobol.indices[i].first;
}

static double no_index(double *standard_error)
{
    if (standard_error)
        *standard_error = 0;
    return -1;
}

double cost_distribution_input_first_order(const cost_distribution_t *distribution, size_t i, double *standard_error)
{
    return i < distribution->sobol.count ? index_of(distribution, i, standard_error) : no_index(standard_error);
}

double cost_distribution_input_total_effect(const cost_distribution_t *distribution, size_t i)
{
    return i < distribution->sobol.count ? distribution->sobol.indices[i].total : -1;
}

double cost_distribution_noise_first_order(const cost_distribution_t *distribution, double *standard_error)
{
    return distribution->sobol.rows ? index_of(distribution, distribution->sobol.count, standard_error)
                                    : no_index(standard_error);
}
