/* Budgets: what a part of the bill may cost in a month. */
#include <string.h>

#include "libcost/workload/workload.h"

static const cost_wide_t cent_percent = 10000000; /* 1 % in 1e-9 */

static void refuse(cost_reader_t *reader, const cost_value_t *value, const char *what)
{
    cost_reader_fail(reader,
                     cost_fail_at(reader->err, COST_ERR_SCHEMA, value->node, "\"%.80s\" %s", value->text, what));
}

/* ---- growth: +5%, +50 USD, -10% ---- */

#define GROWTH_EXAMPLE "is not growth such as +5% or +50 USD"

static bool parse_growth(cost_budget_t *out, const char *text)
{
    const size_t length = strlen(text);
    const bool ratio = length && text[length - 1] == '%';
    const char *why;
    if ((*text != '+' && *text != '-') || !text[1] || text[1] == ' ')
        return false;
    out->growth_is_ratio = ratio;
    if (ratio) {
        if (!cost_wide_parse(&out->growth_value, text + 1, length - 2, cent_percent, &why) || out->growth_value < 0)
            return false;
    } else {
        cost_amount_t amount;
        char reason[COST_AMOUNT_WHY_SIZE];
        if (!cost_amount_parse(&amount, text + 1, COST_MEASURE_MONEY, NULL, reason) || amount.range || amount.value < 0)
            return false;
        out->growth_value = amount.value;
    }
    if (*text == '-')
        out->growth_value = -out->growth_value;
    return out->growth_value <= INT64_MAX && out->growth_value >= -INT64_MAX;
}

/* ---- parts of a budget ---- */

static void read_limit(cost_reader_t *reader, cost_budget_t *out, const cost_value_t *field)
{
    const cost_value_t *limit = &field[COST_BUDGET_LIMIT], *growth = &field[COST_BUDGET_GROWTH];
    out->limited = cost_given(limit);
    if (out->limited && limit->amount.value > INT64_MAX)
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_RANGE, limit->node, "is over 9.2 billion USD"));
    else
        out->limit.nano_usd = (int64_t)limit->amount.value;
    out->growth = growth->text;
    if (growth->text && !parse_growth(out, growth->text))
        refuse(reader, growth, GROWTH_EXAMPLE);
    if (!limit->given && !growth->given)
        cost_reader_fail(reader, cost_fail_key(reader->err, COST_ERR_SCHEMA, out->node,
                                               "has neither limit, such as 600 USD, nor growth, such as +5%%"));
}

static void read_service(cost_reader_t *reader, cost_budget_t *out, const cost_value_t *value)
{
    const char *known[256];
    size_t count = 0;
    out->service = value->text;
    if (!value->text || cost_service_find(value->text))
        return;
    for (size_t i = 0; i < cost_services_count && count < COST_COUNT(known); i++)
        known[count++] = cost_services[i]->name;
    const char *near = cost_nearest(value->text, known, count);
    cost_reader_fail(reader,
                     cost_fail_at(reader->err, COST_ERR_SCHEMA, value->node, "there is no service \"%.80s\"%s%s%s",
                                  value->text, near ? "; did you mean " : "", near ? near : "", near ? "?" : ""));
}

static void read_tag(cost_reader_t *reader, cost_budget_t *out, const cost_value_t *value)
{
    out->tag = value->text;
    if (value->text && (!strchr(value->text, '=') || *value->text == '='))
        refuse(reader, value, "is not a tag such as env=production");
}

static void read_month(cost_reader_t *reader, cost_budget_t *out, const cost_value_t *value)
{
    cost_period_t period;
    char why[COST_PERIOD_WHY_SIZE];
    out->month = value->text;
    if (value->text && (!cost_period_parse(&period, value->text, why) || period.month_count != 1))
        refuse(reader, value, "is not a month such as 2025-11");
}

int32_t cost_day_parse(const char *text)
{
    int64_t seconds;
    bool zoned;
    if (strlen(text) != 10 || !cost_civil_parse(text, &seconds, &zoned))
        return 0;
    const cost_civil_t civil = cost_civil_from_seconds(seconds);
    return civil.year * 10000 + civil.month * 100 + civil.day;
}

static void read_waiver(cost_reader_t *reader, cost_budget_t *out, const cost_value_t *value)
{
    const cost_value_t *until = value->values ? &value->values[COST_WAIVER_UNTIL] : NULL;
    if (!value->given || !until)
        return;
    out->waiver = value->values[COST_WAIVER_REASON].text;
    if (!until->text)
        return;
    out->waived_until = cost_day_parse(until->text);
    if (!out->waived_until)
        refuse(reader, until, "is not a day such as 2026-01-31");
}

static void read_budget(cost_reader_t *reader, cost_budget_t *out, const cost_entry_t *entry)
{
    const cost_value_t *field = entry->values;
    *out = (cost_budget_t){.name = entry->name, .node = entry->node};
    if (!field)
        return;
    read_limit(reader, out, field);
    read_service(reader, out, &field[COST_BUDGET_SERVICE]);
    read_tag(reader, out, &field[COST_BUDGET_TAG]);
    read_month(reader, out, &field[COST_BUDGET_MONTH]);
    read_waiver(reader, out, &field[COST_BUDGET_WAIVER]);
    out->description = field[COST_BUDGET_DESCRIPTION].text;
    out->resource = field[COST_BUDGET_RESOURCE].text;
    out->scenario = field[COST_BUDGET_SCENARIO].text;
    out->warning = field[COST_BUDGET_LEVEL].choice == 1;
    out->confidence = cost_given(&field[COST_BUDGET_CONFIDENCE]) ? field[COST_BUDGET_CONFIDENCE].amount.value : 0;
    out->trials = cost_given(&field[COST_BUDGET_TRIALS]) ? field[COST_BUDGET_TRIALS].integer : 0;
    out->has_seed = cost_given(&field[COST_BUDGET_SEED]);
    out->seed = out->has_seed ? field[COST_BUDGET_SEED].integer : 0;
}

const cost_budget_t *cost_budgets_read(cost_reader_t *reader, const cost_value_t *value)
{
    cost_budget_t *budgets = cost_arena_array(reader->arena, value->entry_count + 1, sizeof *budgets);
    if (!budgets) {
        cost_reader_memory(reader);
        return NULL;
    }
    for (size_t i = 0; i < value->entry_count; i++)
        read_budget(reader, &budgets[i], &value->entries[i]);
    return budgets;
}

/* ---- what they name ---- */

static bool has_resource(const cost_workload_t *workload, const char *name)
{
    const size_t length = workload->name ? strlen(workload->name) : 0;
    if (strchr(name, '/')) { /* of another file of the account: only a bill can tell */
        if (!workload->name || strncmp(name, workload->name, length) || name[length] != '/')
            return true;
        name += length + 1;
    }
    for (size_t i = 0; i < workload->member_count; i++)
        if (workload->members[i].base.id && !strcmp(workload->members[i].base.id, name))
            return true;
    return false;
}

static void missing(cost_reader_t *reader, const cost_budget_t *budget, const char *key, const char *name,
                    const char *const *known, size_t count)
{
    const char *near = cost_nearest(name, known, count);
    const cost_node_t *node = cost_node_find(budget->node, key);
    cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, node ? node : budget->node,
                                          "there is no %s \"%.80s\"%s%s%s", key, name, near ? "; did you mean " : "",
                                          near ? near : "", near ? "?" : ""));
}

static void check_resource(cost_reader_t *reader, const cost_workload_t *workload, const cost_budget_t *budget)
{
    if (!budget->resource || budget->scenario || has_resource(workload, budget->resource))
        return;
    const char **known = cost_arena_array(reader->arena, workload->member_count + 1, sizeof *known);
    size_t count = 0;
    for (size_t i = 0; known && i < workload->member_count; i++)
        if (workload->members[i].base.id)
            known[count++] = workload->members[i].base.id;
    if (known)
        missing(reader, budget, "resource", budget->resource, known, count);
    else
        cost_reader_memory(reader);
}

static void check_scenario(cost_reader_t *reader, const cost_workload_t *workload, const cost_budget_t *budget)
{
    if (!budget->scenario || (workload->scenarios && cost_node_find(workload->scenarios, budget->scenario)))
        return;
    const char *known[64];
    size_t count = 0;
    for (size_t i = 0; i < cost_workload_scenario_count(workload) && count < COST_COUNT(known); i++)
        known[count++] = cost_workload_scenario(workload, i);
    missing(reader, budget, "scenario", budget->scenario, known, count);
}

void cost_budgets_check(cost_reader_t *reader, const cost_workload_t *workload)
{
    for (size_t i = 0; i < workload->budget_count; i++) {
        check_resource(reader, workload, &workload->budget[i]);
        check_scenario(reader, workload, &workload->budget[i]);
    }
}
