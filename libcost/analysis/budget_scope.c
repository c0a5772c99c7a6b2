/* Which lines a budget is about, what they cost, and what they may cost. */
#include <string.h>

#include "libcost/analysis/gate.h"

static const cost_wide_t nano = 1000000000;

/* "app", or "shop/app". */
static bool is_resource(const cost_resource_t *resource, const char *name)
{
    const size_t length = strlen(resource->workload);
    if (!strcmp(resource->id, name))
        return true;
    return !strncmp(name, resource->workload, length) && name[length] == '/' &&
           !strcmp(name + length + 1, resource->id);
}

static bool has_tag(const cost_tags_t *tags, const char *tag)
{
    const size_t length = (size_t)(strchr(tag, '=') - tag);
    for (size_t i = 0; i < tags->count; i++)
        if (strlen(tags->tags[i].key) == length && !strncmp(tags->tags[i].key, tag, length) &&
            !strcmp(tags->tags[i].value, tag + length + 1))
            return true;
    return false;
}

bool cost_budget_covers(const cost_budget_t *budget, const cost_line_t *line)
{
    const cost_record_t *record = line->record;
    return (!budget->service || !strcmp(budget->service, record->service->name)) &&
           (!budget->resource || is_resource(record->resource, budget->resource)) &&
           (!budget->tag || has_tag(&record->member->tags, budget->tag));
}

bool cost_budget_meets(const cost_budget_t *budget, const cost_bill_t *bill, size_t month)
{
    return !budget->month || !strcmp(budget->month, bill->months[month].name);
}

cost_money_t cost_budget_cost(const cost_budget_t *budget, const cost_bill_t *bill, size_t month, size_t *line_count)
{
    cost_money_t sum = {0};
    for (size_t i = 0; i < bill->line_count; i++)
        if (bill->lines[i].month == month && cost_budget_covers(budget, &bill->lines[i])) {
            sum.nano_usd += bill->lines[i].cost.nano_usd; /* a part of a total that fits */
            *line_count += 1;
        }
    return sum;
}

int cost_baseline_month(const cost_bill_t *baseline, const cost_bill_t *bill, size_t month)
{
    for (size_t i = 0; i < baseline->month_count; i++)
        if (!strcmp(baseline->months[i].name, bill->months[month].name))
            return (int)i;
    return month < baseline->month_count ? (int)month : (int)baseline->month_count - 1;
}

/* 9.2 billion USD are as good as no limit. */
static int64_t clip(cost_wide_t nano_usd)
{
    return nano_usd > INT64_MAX ? INT64_MAX : nano_usd < -INT64_MAX ? -INT64_MAX : (int64_t)nano_usd;
}

static int64_t grown(const cost_budget_t *budget, cost_money_t before)
{
    cost_wide_t more = budget->growth_value;
    if (budget->growth_is_ratio && !cost_wide_mul_div(&more, before.nano_usd, budget->growth_value, nano))
        more = INT64_MAX;
    return clip(before.nano_usd + more);
}

cost_money_t cost_budget_limit(const cost_budget_t *budget, const cost_bill_t *baseline, const cost_bill_t *bill,
                               size_t month)
{
    cost_money_t limit = budget->limited ? budget->limit : (cost_money_t){INT64_MAX}, before = {0};
    size_t line_count = 0;
    if (!budget->growth || !baseline)
        return limit;
    const int beside = cost_baseline_month(baseline, bill, month);
    if (beside >= 0)
        before = cost_budget_cost(budget, baseline, (size_t)beside, &line_count);
    const int64_t most = grown(budget, before);
    return most < limit.nano_usd ? (cost_money_t){most} : limit;
}
