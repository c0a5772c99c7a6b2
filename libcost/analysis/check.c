/* Judges the budgets of an account. */
#include <string.h>

#include "libcost/analysis/gate.h"

typedef struct {
    cost_verdicts_t *verdicts;
    const cost_catalog_t *catalog;
    const cost_options_t *options;
    const cost_gate_t *gate;
    cost_error_t *err;
} job_t;

/* ---- the account as it is, and with scenarios ---- */

/* Files that do not have the scenario stay as they are; one at least must have it. */
static cost_status_t read_scenario(const job_t *job, cost_gate_case_t *out, const cost_budget_t *budget)
{
    cost_verdicts_t *verdicts = job->verdicts;
    const cost_workload_t *const *base = verdicts->cases[0].workloads;
    const cost_workload_t **workloads = cost_arena_array(verdicts->arena, verdicts->workload_count, sizeof *workloads);
    cost_options_t options = job->options ? *job->options : (cost_options_t){0}; /* borrows the texts */
    bool found = false;
    out->owned = cost_arena_array(verdicts->arena, verdicts->workload_count, sizeof *out->owned);
    if (!workloads || !out->owned)
        return cost_fail_memory(job->err);
    options.scenario = (char *)budget->scenario;
    for (size_t i = 0; i < verdicts->workload_count; i++) {
        workloads[i] = base[i];
        if (!base[i]->scenarios || !cost_node_find(base[i]->scenarios, budget->scenario))
            continue;
        found = true;
        cost_status_t status = cost_workload_read(&out->owned[i], base[i]->document, base[i], &options, job->err);
        if (status)
            return status;
        workloads[i] = out->owned[i];
    }
    out->workloads = workloads;
    if (found)
        return COST_OK;
    const cost_node_t *node = cost_node_find(budget->node, "scenario");
    return cost_fail_at(job->err, COST_ERR_SCHEMA, node ? node : budget->node, "no file has a scenario \"%.80s\"",
                        budget->scenario);
}

static cost_status_t bill_case(const job_t *job, cost_gate_case_t *out)
{
    cost_options_t options = job->options ? *job->options : (cost_options_t){0};
    if (out->scenario)
        options.scenario = (char *)out->scenario;
    return cost_estimate(&out->bill, job->catalog, out->workloads, job->verdicts->workload_count, &options, job->err);
}

/* The bill of the budget's scenario, made when the first budget asks for it. */
static cost_status_t find_case(const job_t *job, const cost_budget_t *budget, const cost_bill_t **bill)
{
    cost_verdicts_t *verdicts = job->verdicts;
    const char *given = job->options ? job->options->scenario : NULL;
    const bool base = !budget->scenario || (given && !strcmp(given, budget->scenario));
    for (size_t i = 0; i < verdicts->case_count; i++) {
        const char *scenario = verdicts->cases[i].scenario;
        if (base ? !scenario : scenario && !strcmp(scenario, budget->scenario)) {
            *bill = verdicts->cases[i].bill;
            return COST_OK;
        }
    }
    cost_gate_case_t *fresh = &verdicts->cases[verdicts->case_count++];
    fresh->scenario = budget->scenario;
    cost_status_t status = read_scenario(job, fresh, budget);
    if (!status)
        status = bill_case(job, fresh);
    *bill = fresh->bill;
    return status;
}

/* ---- one budget ---- */

static cost_status_t refuse(const job_t *job, const cost_budget_t *budget, const char *key, const char *what,
                            const char *value)
{
    const cost_node_t *node = cost_node_find(budget->node, key);
    return cost_fail_at(job->err, COST_ERR_SCHEMA, node ? node : budget->node, what, value);
}

static bool has_resource(const cost_bill_t *bill, const char *name)
{
    for (size_t i = 0; i < bill->resource_count; i++) {
        const char *known = bill->by_resource[i].name, *slash = strrchr(known, '/');
        if (!strcmp(known, name) || (slash && !strcmp(slash + 1, name)))
            return true;
    }
    return false;
}

static cost_status_t check_names(const job_t *job, const cost_budget_t *budget, const cost_bill_t *bill)
{
    bool meets = false;
    for (size_t i = 0; i < bill->month_count; i++)
        meets = meets || cost_budget_meets(budget, bill, i);
    if (!meets)
        return refuse(job, budget, "month", "\"%.80s\" is no month of the period", budget->month);
    if (budget->resource && !has_resource(bill, budget->resource))
        return refuse(job, budget, "resource", "the bill has no resource \"%.80s\"", budget->resource);
    if (budget->growth && !job->verdicts->baseline)
        return refuse(job, budget, "growth", "\"%.80s\" is measured against a saved bill, and none was given",
                      budget->growth);
    return COST_OK;
}

/* How far over the limit; the month where it is most decides. */
static void find_month(cost_verdict_t *verdict, const cost_bill_t *baseline)
{
    const cost_budget_t *budget = verdict->budget;
    bool first = true;
    cost_wide_t worst = 0;
    for (size_t month = 0; month < verdict->bill->month_count; month++) {
        if (!cost_budget_meets(budget, verdict->bill, month))
            continue;
        const cost_money_t cost = cost_budget_cost(budget, verdict->bill, month, &verdict->line_count);
        const cost_money_t limit = cost_budget_limit(budget, baseline, verdict->bill, month);
        const cost_wide_t over = (cost_wide_t)cost.nano_usd - limit.nano_usd;
        if (!first && over <= worst)
            continue;
        first = false;
        worst = over;
        verdict->month = month;
        verdict->cost = cost;
        verdict->limit = limit;
    }
}

static cost_status_t begin(const job_t *job, const cost_budget_t *budget)
{
    cost_verdict_t *verdict = &job->verdicts->verdicts[job->verdicts->count++];
    *verdict = (cost_verdict_t){.budget = budget, .probability = -1, .standard_error = 0, .crossing = -1};
    cost_status_t status = find_case(job, budget, &verdict->bill);
    if (!status)
        status = check_names(job, budget, verdict->bill);
    if (status)
        return status;
    find_month(verdict, job->verdicts->baseline);
    verdict->state = verdict->cost.nano_usd > verdict->limit.nano_usd ? COST_VERDICT_BROKEN : COST_VERDICT_WITHIN;
    return COST_OK;
}

static bool is_waived(const cost_verdicts_t *verdicts, const cost_budget_t *budget)
{
    return budget->waiver && verdicts->today && verdicts->today <= budget->waived_until;
}

static cost_status_t end(const job_t *job, cost_verdict_t *verdict)
{
    cost_verdicts_t *verdicts = job->verdicts;
    const cost_bill_t *baseline = verdicts->baseline;
    const int beside = baseline ? cost_baseline_month(baseline, verdict->bill, verdict->month) : -1;
    size_t line_count = 0;
    if (beside >= 0) {
        verdict->has_before = true;
        verdict->before = cost_budget_cost(verdict->budget, baseline, (size_t)beside, &line_count);
    }
    if (verdict->state != COST_VERDICT_WITHIN && is_waived(verdicts, verdict->budget))
        verdict->state = COST_VERDICT_WAIVED;
    const bool broken =
        verdict->state == COST_VERDICT_BROKEN || (verdict->state == COST_VERDICT_UNDECIDED && verdicts->strict);
    if (broken && !verdict->budget->warning)
        verdicts->outcome = COST_GATE_BROKEN;
    else if ((broken || verdict->state == COST_VERDICT_UNDECIDED || !verdict->line_count) &&
             verdicts->outcome == COST_GATE_PASSED)
        verdicts->outcome = COST_GATE_WARNED;
    if (verdict->state != COST_VERDICT_WITHIN && !cost_verdict_explain(verdict, baseline))
        return cost_fail_memory(job->err);
    return COST_OK;
}

/* ---- all of them ---- */

static size_t budget_count(const job_t *job)
{
    size_t count = job->gate && job->gate->budgets ? job->gate->budgets->count : 0;
    for (size_t i = 0; i < job->verdicts->workload_count; i++)
        count += job->verdicts->cases[0].workloads[i]->budget_count;
    return count;
}

static cost_status_t begin_all(const job_t *job)
{
    const cost_budgets_t *beside = job->gate ? job->gate->budgets : NULL;
    cost_status_t status = COST_OK;
    for (size_t i = 0; i < job->verdicts->workload_count; i++) {
        const cost_workload_t *workload = job->verdicts->cases[0].workloads[i];
        for (size_t k = 0; k < workload->budget_count; k++) {
            cost_status_t next = begin(job, &workload->budget[k]);
            status = status ? status : next;
        }
    }
    for (size_t k = 0; beside && k < beside->count; k++) {
        cost_status_t next = begin(job, &beside->budgets[k]);
        status = status ? status : next;
    }
    return status;
}

static cost_status_t run(const job_t *job)
{
    cost_verdicts_t *verdicts = job->verdicts;
    const size_t count = budget_count(job);
    if (!count)
        return cost_fail(job->err, COST_ERR_SCHEMA, (cost_place_t){.file = verdicts->cases[0].workloads[0]->file},
                         "there is no budget to check; write budgets: {month: {limit: 600 USD}}");
    verdicts->verdicts = cost_arena_array(verdicts->arena, count, sizeof *verdicts->verdicts);
    if (!verdicts->verdicts)
        return cost_fail_memory(job->err);
    cost_status_t status = bill_case(job, &verdicts->cases[0]);
    if (!status)
        status = begin_all(job);
    if (!status)
        status = cost_verdicts_simulate(verdicts, job->catalog, job->options, job->gate, job->err);
    if (!status)
        status = cost_verdicts_cross(verdicts, job->catalog, job->options, job->err);
    for (size_t i = 0; !status && i < verdicts->count; i++)
        status = end(job, &verdicts->verdicts[i]);
    return status;
}

/* NULL when memory is out. */
static cost_verdicts_t *new_verdicts(const cost_workload_t *const *workloads, size_t count, size_t cases)
{
    cost_arena_t *arena = cost_arena_create();
    cost_verdicts_t *verdicts = arena ? cost_arena_alloc(arena, sizeof *verdicts) : NULL;
    if (verdicts)
        verdicts->cases = cost_arena_array(arena, cases + 1, sizeof *verdicts->cases);
    if (!verdicts || !verdicts->cases) {
        cost_arena_destroy(arena);
        return NULL;
    }
    verdicts->arena = arena;
    verdicts->workload_count = count;
    verdicts->cases[verdicts->case_count++] = (cost_gate_case_t){.workloads = workloads};
    return verdicts;
}

cost_status_t cost_check(cost_verdicts_t **out, const cost_catalog_t *catalog, const cost_workload_t *const *workloads,
                         size_t count, const cost_options_t *options, const cost_gate_t *gate, cost_error_t *err)
{
    size_t budgets = gate && gate->budgets ? gate->budgets->count : 0;
    *out = NULL;
    if (!count)
        return cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){0}, "there is no workload to bill");
    for (size_t i = 0; i < count; i++)
        budgets += workloads[i]->budget_count;
    cost_verdicts_t *verdicts = new_verdicts(workloads, count, budgets);
    if (!verdicts)
        return cost_fail_memory(err);
    verdicts->baseline = gate ? gate->baseline : NULL;
    verdicts->today = gate ? gate->today : 0;
    verdicts->strict = options && options->strict;
    const job_t job = {verdicts, catalog, options, gate, err};
    cost_status_t status = run(&job);
    if (status)
        cost_verdicts_destroy(verdicts);
    else
        *out = verdicts;
    return status;
}

void cost_verdicts_destroy(cost_verdicts_t *verdicts)
{
    if (!verdicts)
        return;
    for (size_t i = 0; i < verdicts->case_count; i++) {
        const cost_gate_case_t *of = &verdicts->cases[i];
        cost_bill_destroy(of->bill);
        for (size_t k = 0; of->owned && k < verdicts->workload_count; k++)
            cost_workload_destroy(of->owned[k]);
    }
    cost_arena_destroy(verdicts->arena);
}
