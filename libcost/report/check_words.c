#include "libcost/report/check_words.h"

#include <inttypes.h>
#include <string.h>

#include "libcost/report/report_text.h"

/* Text that is put together piece by piece, then kept in the arena. */
static const char *keep(cost_arena_t *arena, cost_buffer_t *text)
{
    cost_buffer_add_string(text, "");
    const char *kept = text->failed ? NULL : cost_arena_string(arena, text->text);
    cost_buffer_clear(text);
    return kept;
}

static void add_known(cost_buffer_t *text, const char *part)
{
    text->failed = text->failed || !part;
    cost_buffer_add_string(text, part ? part : "");
}

const char *cost_check_scope(cost_arena_t *arena, const cost_budget_t *budget)
{
    const struct {
        const char *word, *value;
    } parts[] = {{"service", budget->service}, {"resource", budget->resource}, {"tag", budget->tag}};
    cost_buffer_t text;
    cost_buffer_init(&text);
    for (size_t i = 0; i < COST_COUNT(parts); i++)
        if (parts[i].value)
            cost_buffer_add_format(&text, "%s%s %s", text.length ? ", " : "", parts[i].word, parts[i].value);
    if (!text.length)
        cost_buffer_add_string(&text, "all");
    if (budget->scenario)
        cost_buffer_add_format(&text, " of scenario %s", budget->scenario);
    return keep(arena, &text);
}

const char *cost_check_ratio(cost_arena_t *arena, double ratio, int decimals)
{
    char text[COST_WIDE_TEXT_SIZE];
    const int64_t parts = decimals > 1 ? 10000 : 1000;
    const int64_t rounded = (int64_t)(ratio * (double)parts + 0.5);
    return cost_arena_format(arena, "%s%%", cost_wide_decimal(rounded, parts / 100, decimals, text));
}

const char *cost_check_crossing(cost_arena_t *arena, const cost_verdict_t *verdict)
{
    char text[COST_CIVIL_TEXT_SIZE];
    if (verdict->crossing < 0)
        return "";
    if (verdict->bill->hours_only)
        return cost_arena_format(arena, "after %" PRId64 " hours", (verdict->crossing - verdict->bill->start) / 3600);
    cost_civil_text(verdict->crossing, text);
    text[10] = '\0'; /* the day */
    return cost_arena_format(arena, "on %s", text);
}

/* ---- sentences ---- */

/* "600.00 USD", and where growth set it "571.43 USD in the baseline, +5%". */
static void add_limit(cost_buffer_t *text, cost_arena_t *arena, const cost_verdict_t *verdict)
{
    const cost_budget_t *budget = verdict->budget;
    add_known(text, cost_text_cents(arena, verdict->limit));
    cost_buffer_add_string(text, " USD");
    if (!budget->growth || !verdict->has_before ||
        (budget->limited && budget->limit.nano_usd == verdict->limit.nano_usd))
        return;
    cost_buffer_add_string(text, " (");
    add_known(text, cost_text_cents(arena, verdict->before));
    cost_buffer_add_format(text, " USD in the baseline, %s)", budget->growth);
}

static void add_expected(cost_buffer_t *text, cost_arena_t *arena, const cost_verdict_t *verdict)
{
    const bool over = verdict->cost.nano_usd > verdict->limit.nano_usd;
    const cost_money_t change = {verdict->cost.nano_usd - verdict->limit.nano_usd};
    const cost_money_t distance = {over ? change.nano_usd : -change.nano_usd};
    const char *percent = cost_text_percent(arena, change, verdict->limit);
    text->failed = text->failed || !percent;
    add_known(text, cost_text_cents(arena, verdict->cost));
    cost_buffer_add_format(text, " USD in %s %s ", verdict->bill->months[verdict->month].name,
                           distance.nano_usd ? "is" : "is just");
    if (distance.nano_usd) {
        add_known(text, cost_text_cents(arena, distance));
        cost_buffer_add_string(text, " USD");
        if (percent && verdict->limit.nano_usd > 0)
            cost_buffer_add_format(text, " (%s)", percent + 1);
        cost_buffer_add_format(text, " %s ", over ? "over" : "below");
    }
    cost_buffer_add_string(text, "the limit of ");
    add_limit(text, arena, verdict);
    if (over) {
        const char *crossing = cost_check_crossing(arena, verdict);
        cost_buffer_add_string(text, "; it is crossed ");
        add_known(text, crossing);
    }
}

static void add_odds(cost_buffer_t *text, cost_arena_t *arena, const cost_verdict_t *verdict)
{
    char allowed[COST_WIDE_TEXT_SIZE];
    cost_wide_decimal(1000000000 - verdict->budget->confidence, 10000000, 4, allowed);
    add_known(text, cost_check_ratio(arena, verdict->probability, 1));
    cost_buffer_add_format(text, " of %zu trials (seed %" PRIu64 ", standard error ", verdict->trials, verdict->seed);
    add_known(text, cost_check_ratio(arena, verdict->standard_error, 2));
    cost_buffer_add_string(text, ") are over the limit of ");
    add_limit(text, arena, verdict);
    cost_buffer_add_format(text, ", %s%% may be", allowed);
    if (verdict->state == COST_VERDICT_UNDECIDED)
        cost_buffer_add_string(text, ": two standard errors do not tell, more trials would");
    const char *crossing = cost_check_crossing(arena, verdict);
    if (verdict->state != COST_VERDICT_WITHIN && crossing && *crossing)
        cost_buffer_add_format(text, "; those cross it %s on average", crossing);
    cost_buffer_add_string(text, "; the central month costs ");
    add_known(text, cost_text_cents(arena, verdict->cost));
    cost_buffer_add_string(text, " USD");
}

static void add_waiver(cost_buffer_t *text, const cost_verdicts_t *verdicts, const cost_verdict_t *verdict)
{
    const cost_budget_t *budget = verdict->budget;
    const int day = (int)budget->waived_until;
    if (!budget->waiver || verdict->state == COST_VERDICT_WITHIN)
        return;
    if (verdict->state == COST_VERDICT_WAIVED)
        cost_buffer_add_format(text, "; waived until %04d-%02d-%02d: %s", day / 10000, day / 100 % 100, day % 100,
                               budget->waiver);
    else if (verdicts->today)
        cost_buffer_add_format(text, "; its waiver ended on %04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
    else
        cost_buffer_add_string(text, "; its waiver does not hold, since nobody said which day it is");
}

const char *cost_check_sentence(cost_arena_t *arena, const cost_verdicts_t *verdicts, const cost_verdict_t *verdict)
{
    cost_buffer_t text;
    cost_buffer_init(&text);
    if (verdict->budget->confidence)
        add_odds(&text, arena, verdict);
    else
        add_expected(&text, arena, verdict);
    if (!verdict->line_count)
        cost_buffer_add_string(&text, "; the bill has no line that it is about");
    add_waiver(&text, verdicts, verdict);
    return keep(arena, &text);
}

/* ---- reasons ---- */

const char *cost_check_part(cost_arena_t *arena, const cost_reason_t *reason)
{
    return cost_arena_format(arena, "%s%s%s", reason->workload, *reason->workload ? "/" : "", reason->resource);
}

static const char *join(cost_arena_t *arena, const cost_verdict_t *verdict, bool grown)
{
    const cost_reason_t *reasons = grown ? verdict->grown : verdict->largest;
    const size_t count = grown ? verdict->grown_count : verdict->largest_count;
    cost_buffer_t text;
    cost_buffer_init(&text);
    for (size_t i = 0; i < count; i++) {
        const cost_reason_t *reason = &reasons[i];
        cost_buffer_add_string(&text, i ? ", " : "");
        add_known(&text, cost_check_part(arena, reason));
        cost_buffer_add_format(&text, " %s.%s ", reason->service, reason->dimension);
        add_known(&text, grown ? cost_text_change(arena, (cost_money_t){reason->now - reason->before})
                               : cost_text_cents(arena, (cost_money_t){reason->now}));
        cost_buffer_add_string(&text, " USD");
    }
    return keep(arena, &text);
}

const char *cost_check_largest(cost_arena_t *arena, const cost_verdict_t *verdict)
{
    return join(arena, verdict, false);
}

const char *cost_check_grown(cost_arena_t *arena, const cost_verdict_t *verdict)
{
    return join(arena, verdict, true);
}

const char *cost_check_counts(cost_arena_t *arena, const cost_verdicts_t *verdicts)
{
    size_t counts[COST_VERDICT_STATES] = {0};
    cost_buffer_t text;
    cost_buffer_init(&text);
    for (size_t i = 0; i < verdicts->count; i++)
        counts[verdicts->verdicts[i].state]++;
    for (int state = COST_VERDICT_STATES - 1; state >= 0; state--)
        if (counts[state])
            cost_buffer_add_format(&text, "%s%zu %s", text.length ? ", " : "", counts[state],
                                   cost_verdict_state_name(state));
    return keep(arena, &text);
}
