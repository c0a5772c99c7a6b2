/* Budgets with a confidence: how likely the bill is over the limit, by many possible months. */
#include "libcost/analysis/gate.h"

enum { TRIALS = 2000, SEED = 1 };

static const double certain = 1e9; /* a confidence of 100 % */

/* Verdicts that one run of trials answers. */
typedef struct {
    const cost_gate_case_t *of;
    size_t trials;
    uint64_t seed;
} run_t;

static run_t run_of(const cost_verdicts_t *verdicts, const cost_verdict_t *verdict, const cost_gate_t *gate)
{
    const cost_budget_t *budget = verdict->budget;
    run_t run = {.trials = gate && gate->trials ? gate->trials
                           : budget->trials     ? (size_t)budget->trials
                                                : (size_t)TRIALS,
                 .seed = gate && gate->has_seed ? gate->seed
                         : budget->has_seed     ? (uint64_t)budget->seed
                                                : (uint64_t)SEED};
    for (size_t i = 0; i < verdicts->case_count; i++)
        if (verdicts->cases[i].bill == verdict->bill)
            run.of = &verdicts->cases[i];
    return run;
}

static bool same_run(const run_t *a, const run_t *b)
{
    return a->of == b->of && a->trials == b->trials && a->seed == b->seed;
}

/* A limit that is the same in every month is one question: is any of them over it?  Growth asks once for each. */
static bool asks_by_month(const cost_budget_t *budget)
{
    return budget->growth || budget->month;
}

/* Adds the verdict's questions; `*count` of them. */
static cost_status_t ask(cost_simulation_t *simulation, const cost_verdict_t *verdict, const cost_bill_t *baseline,
                         size_t *count)
{
    const cost_budget_t *budget = verdict->budget;
    const cost_bill_t *bill = verdict->bill;
    const size_t months = asks_by_month(budget) ? bill->month_count : 1;
    for (size_t month = 0; month < months; month++) {
        if (asks_by_month(budget) && !cost_budget_meets(budget, bill, month))
            continue;
        cost_status_t status = cost_simulation_add_budget(
            simulation, budget->name, cost_budget_limit(budget, baseline, bill, month), budget->service,
            budget->resource, budget->tag, asks_by_month(budget) ? bill->months[month].name : NULL);
        if (status)
            return status;
        *count += 1;
    }
    return COST_OK;
}

/* P against what is allowed; two standard errors apart, or nobody knows. */
static void judge(cost_verdict_t *verdict)
{
    const double allowed = 1.0 - (double)verdict->budget->confidence / certain;
    const double apart = verdict->probability - allowed, error = 2.0 * verdict->standard_error;
    if (apart > error)
        verdict->state = COST_VERDICT_BROKEN;
    else
        verdict->state = apart < -error ? COST_VERDICT_WITHIN : COST_VERDICT_UNDECIDED;
}

/* Reads the answers from question `*at` on: the likeliest of them decides. */
static void answer(cost_verdict_t *verdict, const run_t *run, const cost_distribution_t *distribution,
                   const cost_bill_t *baseline, size_t *at)
{
    const cost_budget_t *budget = verdict->budget;
    const cost_bill_t *bill = verdict->bill;
    const size_t months = asks_by_month(budget) ? bill->month_count : 1;
    size_t decided = 0;
    verdict->trials = run->trials;
    verdict->seed = run->seed;
    for (size_t month = 0; month < months; month++) {
        double error;
        if (asks_by_month(budget) && !cost_budget_meets(budget, bill, month))
            continue;
        const double p = cost_distribution_budget_broken(distribution, *at, &error);
        if (p > verdict->probability) {
            verdict->probability = p;
            verdict->standard_error = error;
            decided = *at;
            if (asks_by_month(budget)) {
                size_t line_count = 0;
                verdict->month = month;
                verdict->cost = cost_budget_cost(budget, bill, month, &line_count);
                verdict->limit = cost_budget_limit(budget, baseline, bill, month);
            }
        }
        *at += 1;
    }
    const int64_t date = cost_distribution_budget_date(distribution, decided);
    verdict->crossing = date ? date : -1;
    judge(verdict);
}

static bool is_asked(const cost_verdicts_t *verdicts, size_t i, const run_t *run, const cost_gate_t *gate)
{
    const cost_verdict_t *verdict = &verdicts->verdicts[i];
    const run_t own = run_of(verdicts, verdict, gate);
    return verdict->budget->confidence && verdict->probability < 0 && same_run(&own, run);
}

static cost_status_t simulate(cost_verdicts_t *verdicts, const run_t *run, const cost_catalog_t *catalog,
                              const cost_options_t *options, const cost_gate_t *gate, cost_error_t *err)
{
    cost_options_t own = options ? *options : (cost_options_t){0}; /* borrows the texts */
    cost_distribution_t *distribution = NULL;
    cost_simulation_t *simulation = cost_simulation_create();
    size_t asked = 0;
    if (!simulation)
        return cost_fail_memory(err);
    if (run->of->scenario)
        own.scenario = (char *)run->of->scenario;
    cost_simulation_set_seed(simulation, run->seed);
    cost_status_t status = cost_simulation_set_trials(simulation, run->trials);
    if (!status && gate && gate->threads)
        status = cost_simulation_set_threads(simulation, gate->threads);
    if (gate)
        cost_simulation_set_progress(simulation, gate->progress, gate->user);
    for (size_t i = 0; !status && i < verdicts->count; i++)
        if (is_asked(verdicts, i, run, gate))
            status = ask(simulation, &verdicts->verdicts[i], verdicts->baseline, &asked);
    if (status == COST_ERR_MEMORY)
        cost_fail_memory(err);
    if (!status)
        status =
            cost_simulate(&distribution, catalog, run->of->workloads, verdicts->workload_count, &own, simulation, err);
    /* Those of the files come first. */
    size_t at = status ? 0 : cost_distribution_count(distribution, COST_PART_BUDGET) - asked;
    for (size_t i = 0; !status && i < verdicts->count; i++)
        if (is_asked(verdicts, i, run, gate))
            answer(&verdicts->verdicts[i], run, distribution, verdicts->baseline, &at);
    cost_distribution_destroy(distribution);
    cost_simulation_destroy(simulation);
    return status;
}

cost_status_t cost_verdicts_simulate(cost_verdicts_t *verdicts, const cost_catalog_t *catalog,
                                     const cost_options_t *options, const cost_gate_t *gate, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < verdicts->count; i++) {
        const run_t run = run_of(verdicts, &verdicts->verdicts[i], gate);
        if (is_asked(verdicts, i, &run, gate))
            status = simulate(verdicts, &run, catalog, options, gate, err);
    }
    return status;
}
