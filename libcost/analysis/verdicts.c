/* What may be asked of verdicts. */
#include "libcost/analysis/gate.h"

const char *cost_verdict_state_name(int state)
{
#define STATE_NAME(name, text, help) text,
    static const char *const names[] = {COST_VERDICT_LIST(STATE_NAME)};
#undef STATE_NAME
    return state >= 0 && state < COST_VERDICT_STATES ? names[state] : NULL;
}

cost_gate_outcome_t cost_verdicts_outcome(const cost_verdicts_t *verdicts)
{
    return verdicts->outcome;
}

const cost_bill_t *cost_verdicts_bill(const cost_verdicts_t *verdicts)
{
    return verdicts->cases[0].bill;
}

size_t cost_verdicts_count(const cost_verdicts_t *verdicts)
{
    return verdicts->count;
}

const char *cost_verdict_name(const cost_verdicts_t *verdicts, size_t i)
{
    return i < verdicts->count ? verdicts->verdicts[i].budget->name : NULL;
}

const char *cost_verdict_file(const cost_verdicts_t *verdicts, size_t i)
{
    return i < verdicts->count ? verdicts->verdicts[i].budget->node->file : NULL;
}

int cost_verdict_line(const cost_verdicts_t *verdicts, size_t i)
{
    return i < verdicts->count ? verdicts->verdicts[i].budget->node->key_line : 0;
}

cost_verdict_state_t cost_verdict_state(const cost_verdicts_t *verdicts, size_t i)
{
    return i < verdicts->count ? verdicts->verdicts[i].state : COST_VERDICT_WITHIN;
}

int cost_verdict_warns(const cost_verdicts_t *verdicts, size_t i)
{
    return i < verdicts->count && verdicts->verdicts[i].budget->warning;
}

const char *cost_verdict_month(const cost_verdicts_t *verdicts, size_t i)
{
    return i < verdicts->count ? verdicts->verdicts[i].bill->months[verdicts->verdicts[i].month].name : NULL;
}

cost_money_t cost_verdict_cost(const cost_verdicts_t *verdicts, size_t i)
{
    return i < verdicts->count ? verdicts->verdicts[i].cost : (cost_money_t){0};
}

cost_money_t cost_verdict_limit(const cost_verdicts_t *verdicts, size_t i)
{
    return i < verdicts->count ? verdicts->verdicts[i].limit : (cost_money_t){0};
}

double cost_verdict_probability(const cost_verdicts_t *verdicts, size_t i, double *standard_error)
{
    const bool known = i < verdicts->count && verdicts->verdicts[i].probability >= 0;
    if (standard_error)
        *standard_error = known ? verdicts->verdicts[i].standard_error : -1;
    return known ? verdicts->verdicts[i].probability : -1;
}

int64_t cost_verdict_crossing(const cost_verdicts_t *verdicts, size_t i)
{
    if (i >= verdicts->count || verdicts->verdicts[i].crossing < 0)
        return -1;
    const cost_verdict_t *verdict = &verdicts->verdicts[i];
    return verdict->crossing - (verdict->bill->hours_only ? verdict->bill->start : 0);
}
