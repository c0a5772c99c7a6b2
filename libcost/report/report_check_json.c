/* libcost-check/1: docs/budgets.md is its contract. */
#include <inttypes.h>
#include <stdio.h>

#include "libcost/base/json_writer.h"
#include "libcost/report/check_words.h"
#include "libcost/report/report.h"

static void put_money(cost_json_writer_t *json, const char *key, cost_money_t money)
{
    char text[COST_MONEY_TEXT_SIZE];
    cost_json_string(json, key, cost_money_text(money, 9, text));
}

static void put_day(cost_json_writer_t *json, const char *key, int32_t day)
{
    char text[COST_DATE_TEXT_SIZE];
    cost_json_optional(json, key, day ? cost_report_date(day, text) : NULL);
}

/* 0 to 1 with six decimals. */
static void put_ratio(cost_json_writer_t *json, const char *key, double ratio)
{
    char text[COST_WIDE_TEXT_SIZE];
    cost_json_string(json, key, cost_wide_decimal((cost_wide_t)(ratio * 1e6 + 0.5), 1000000, 6, text));
}

static void put_reasons(cost_json_writer_t *json, const char *key, const cost_reason_t *reasons, size_t count,
                        bool before)
{
    cost_json_open(json, key, '[');
    for (size_t i = 0; i < count; i++) {
        cost_json_open(json, NULL, '{');
        cost_json_string(json, "workload", reasons[i].workload);
        cost_json_string(json, "resource", reasons[i].resource);
        cost_json_string(json, "service", reasons[i].service);
        cost_json_string(json, "dimension", reasons[i].dimension);
        put_money(json, "cost", (cost_money_t){reasons[i].now});
        if (before)
            put_money(json, "before", (cost_money_t){reasons[i].before});
        cost_json_close(json, '}');
    }
    cost_json_close(json, ']');
}

static void put_scope(cost_json_writer_t *json, const cost_budget_t *budget)
{
    cost_json_string(json, "name", budget->name);
    cost_json_string(json, "file", budget->node->file);
    cost_json_integer(json, "line", budget->node->key_line);
    cost_json_optional(json, "description", budget->description);
    cost_json_string(json, "level", budget->warning ? "warning" : "error");
    cost_json_optional(json, "scenario", budget->scenario);
    cost_json_optional(json, "service", budget->service);
    cost_json_optional(json, "resource", budget->resource);
    cost_json_optional(json, "tag", budget->tag);
}

static void put_odds(cost_json_writer_t *json, const cost_verdict_t *verdict)
{
    char text[COST_WIDE_TEXT_SIZE];
    if (!verdict->budget->confidence) {
        cost_json_literal(json, "confidence", "null");
        return;
    }
    cost_json_open(json, "confidence", '{');
    cost_json_string(json, "wanted", cost_wide_decimal(verdict->budget->confidence, 1000000000, 9, text));
    put_ratio(json, "probability_over", verdict->probability);
    put_ratio(json, "standard_error", verdict->standard_error);
    cost_json_integer(json, "trials", (int64_t)verdict->trials);
    snprintf(text, sizeof text, "%" PRIu64, verdict->seed);
    cost_json_literal(json, "seed", text);
    cost_json_close(json, '}');
}

static void put_crossing(cost_json_writer_t *json, const cost_verdict_t *verdict)
{
    char text[COST_CIVIL_TEXT_SIZE];
    const bool dated = verdict->crossing >= 0 && !verdict->bill->hours_only;
    cost_json_optional(json, "crossing", dated ? cost_civil_text(verdict->crossing, text) : NULL);
    if (verdict->crossing >= 0)
        cost_json_integer(json, "crossing_hours", (verdict->crossing - verdict->bill->start) / 3600);
    else
        cost_json_literal(json, "crossing_hours", "null");
}

static void put_waiver(cost_json_writer_t *json, const cost_budget_t *budget)
{
    if (!budget->waiver) {
        cost_json_literal(json, "waiver", "null");
        return;
    }
    cost_json_open(json, "waiver", '{');
    cost_json_string(json, "reason", budget->waiver);
    put_day(json, "until", budget->waived_until);
    cost_json_close(json, '}');
}

static void put_verdict(cost_json_writer_t *json, cost_arena_t *arena, const cost_verdicts_t *verdicts,
                        const cost_verdict_t *verdict)
{
    const char *sentence = cost_check_sentence(arena, verdicts, verdict);
    json->out->failed = json->out->failed || !sentence;
    cost_json_open(json, NULL, '{');
    put_scope(json, verdict->budget);
    cost_json_string(json, "verdict", cost_verdict_state_name((int)verdict->state));
    cost_json_string(json, "text", sentence ? sentence : "");
    cost_json_string(json, "month", verdict->bill->months[verdict->month].name);
    put_money(json, "cost", verdict->cost);
    put_money(json, "limit", verdict->limit);
    put_money(json, "over", (cost_money_t){verdict->cost.nano_usd - verdict->limit.nano_usd});
    cost_json_optional(json, "growth", verdict->budget->growth);
    if (verdict->has_before)
        put_money(json, "baseline", verdict->before);
    else
        cost_json_literal(json, "baseline", "null");
    cost_json_integer(json, "lines", (int64_t)verdict->line_count);
    put_odds(json, verdict);
    put_crossing(json, verdict);
    put_waiver(json, verdict->budget);
    put_reasons(json, "largest", verdict->largest, verdict->largest_count, false);
    put_reasons(json, "grew_most", verdict->grown, verdict->grown_count, true);
    cost_json_close(json, '}');
}

void cost_report_check_json(cost_buffer_t *out, const cost_verdicts_t *verdicts)
{
    static const char *const outcomes[] = {
        [COST_GATE_PASSED] = "passed", [COST_GATE_WARNED] = "warned", [COST_GATE_BROKEN] = "broken"};
    const cost_bill_t *bill = verdicts->cases[0].bill;
    cost_arena_t *arena = cost_arena_create();
    cost_json_writer_t json = cost_json_writer(out);
    if (!arena) {
        out->failed = true;
        return;
    }
    cost_json_open(&json, NULL, '{');
    cost_json_string(&json, "format", "libcost-check/1");
    cost_json_string(&json, "currency", "USD");
    cost_json_string(&json, "outcome", outcomes[verdicts->outcome]);
    cost_json_open(&json, "workloads", '[');
    for (size_t i = 0; i < bill->workload_count; i++)
        cost_json_string(&json, NULL, bill->workloads[i]);
    cost_json_close(&json, ']');
    cost_json_optional(&json, "scenario", bill->scenario);
    put_day(&json, "today", verdicts->today);
    put_money(&json, "total", bill->total);
    if (verdicts->baseline)
        put_money(&json, "baseline_total", verdicts->baseline->total);
    else
        cost_json_literal(&json, "baseline_total", "null");
    cost_json_integer(&json, "unpriced", (int64_t)bill->unpriced.count);
    cost_json_open(&json, "budgets", '[');
    for (size_t i = 0; i < verdicts->count; i++)
        put_verdict(&json, arena, verdicts, &verdicts->verdicts[i]);
    cost_json_close(&json, ']');
    cost_json_close(&json, '}');
    cost_arena_destroy(arena);
}
