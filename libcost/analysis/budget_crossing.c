/* When a limit is crossed: the part's cost hour by hour, added up. */
#include "libcost/analysis/gate.h"
#include "libcost/analysis/timeline.h"

typedef struct {
    cost_arena_t *arena;
    cost_bill_t *bill; /* of the case, with its hours */
    cost_hourly_t *parts;
    size_t count;
} hours_t;

static bool is_asked(const cost_verdict_t *verdict)
{
    return !verdict->budget->confidence && verdict->cost.nano_usd > verdict->limit.nano_usd;
}

/* The hours before the month in the period. */
static int64_t first_hour(const cost_bill_t *bill, size_t month)
{
    int64_t hour = 0;
    for (size_t i = 0; i < month; i++)
        hour += bill->months[i].seconds / 3600;
    return hour;
}

static cost_wide_t cost_in(const hours_t *hours, const cost_budget_t *budget, int64_t hour)
{
    cost_wide_t sum = 0;
    for (size_t i = 0; i < hours->count; i++)
        if (hours->parts[i].line_count && cost_budget_covers(budget, hours->parts[i].lines[0]))
            sum += hours->parts[i].cost[hour];
    return sum;
}

/* In the hour in which the sum passes the limit, every second costs the same. */
static void cross(cost_verdict_t *verdict, const hours_t *hours)
{
    const cost_bill_month_t *month = &verdict->bill->months[verdict->month];
    const int64_t first = first_hour(verdict->bill, verdict->month);
    cost_wide_t sum = 0;
    for (int64_t h = 0; h < month->seconds / 3600; h++) {
        const cost_wide_t cost = cost_in(hours, verdict->budget, first + h);
        cost_wide_t within = 0;
        if (sum + cost > verdict->limit.nano_usd) {
            if (verdict->limit.nano_usd > sum)
                cost_wide_mul_div_floor(&within, 3600, verdict->limit.nano_usd - sum, cost);
            verdict->crossing = month->start + 3600 * h + (int64_t)within;
            return;
        }
        sum += cost;
    }
}

static cost_status_t cross_case(cost_verdicts_t *verdicts, const cost_gate_case_t *of, hours_t *hours,
                                const cost_catalog_t *catalog, const cost_options_t *given, cost_error_t *err)
{
    cost_options_t options = given ? *given : (cost_options_t){0}; /* borrows the texts */
    options.by_hour = true;
    if (of->scenario)
        options.scenario = (char *)of->scenario;
    cost_status_t status = cost_estimate(&hours->bill, catalog, of->workloads, verdicts->workload_count, &options, err);
    if (!status)
        status = cost_hourly_make(&hours->parts, &hours->count, hours->arena, hours->bill, err);
    for (size_t i = 0; !status && i < verdicts->count; i++)
        if (verdicts->verdicts[i].bill == of->bill && is_asked(&verdicts->verdicts[i]))
            cross(&verdicts->verdicts[i], hours);
    return status;
}

static bool has_question(const cost_verdicts_t *verdicts, const cost_gate_case_t *of)
{
    for (size_t i = 0; i < verdicts->count; i++)
        if (verdicts->verdicts[i].bill == of->bill && is_asked(&verdicts->verdicts[i]))
            return true;
    return false;
}

cost_status_t cost_verdicts_cross(cost_verdicts_t *verdicts, const cost_catalog_t *catalog,
                                  const cost_options_t *options, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < verdicts->case_count; i++) {
        if (!has_question(verdicts, &verdicts->cases[i]))
            continue;
        hours_t hours = {.arena = cost_arena_create()};
        if (!hours.arena)
            return cost_fail_memory(err);
        status = cross_case(verdicts, &verdicts->cases[i], &hours, catalog, options, err);
        cost_bill_destroy(hours.bill);
        cost_arena_destroy(hours.arena);
    }
    return status;
}
