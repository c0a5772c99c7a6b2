/* Verdicts for people: a table of budgets, then what broke each. */
#include <inttypes.h>
#include <string.h>

#include "libcost/report/check_words.h"
#include "libcost/report/page.h"
#include "libcost/report/report_rows.h"
#include "libcost/report/report_text.h"

enum { NAME, SCOPE, MONTH, COST, LIMIT, USED, ODDS, STATE, COLUMNS };

static const char *used(cost_arena_t *arena, const cost_verdict_t *verdict)
{
    cost_wide_t permille = 0;
    if (verdict->limit.nano_usd <= 0)
        return "";
    cost_wide_mul_div(&permille, verdict->cost.nano_usd, 1000, verdict->limit.nano_usd);
    return cost_arena_format(arena, "%" PRId64 ".%d%%", (int64_t)(permille / 10), (int)(permille % 10));
}

static const char *state_text(cost_arena_t *arena, const cost_verdict_t *verdict)
{
    const bool warns = verdict->budget->warning && verdict->state == COST_VERDICT_BROKEN;
    return cost_arena_format(arena, "%s%s", cost_verdict_state_name((int)verdict->state), warns ? " (warning)" : "");
}

static void add_budgets(cost_page_t *page, const cost_verdicts_t *verdicts)
{
    static const cost_grid_column_t columns[COLUMNS] = {
        [NAME] = {"Budget", COST_ALIGN_LEFT},   [SCOPE] = {"Of", COST_ALIGN_LEFT},
        [MONTH] = {"Month", COST_ALIGN_LEFT},   [COST] = {"USD", COST_ALIGN_POINT},
        [LIMIT] = {"Limit", COST_ALIGN_POINT},  [USED] = {"Used", COST_ALIGN_POINT},
        [ODDS] = {"P(over)", COST_ALIGN_POINT}, [STATE] = {"Verdict", COST_ALIGN_LEFT},
    };
    cost_arena_t *arena = page->arena;
    cost_grid_t grid = cost_grid(arena, columns, COLUMNS);
    for (size_t i = 0; i < verdicts->count; i++) {
        const cost_verdict_t *verdict = &verdicts->verdicts[i];
        const char *const cells[COLUMNS] = {
            [NAME] = verdict->budget->name,
            [SCOPE] = cost_check_scope(arena, verdict->budget),
            [MONTH] = verdict->bill->months[verdict->month].name,
            [COST] = cost_text_cents(arena, verdict->cost),
            [LIMIT] = cost_text_cents(arena, verdict->limit),
            [USED] = used(arena, verdict),
            [ODDS] = verdict->budget->confidence ? cost_check_ratio(arena, verdict->probability, 1) : "",
            [STATE] = state_text(arena, verdict),
        };
        for (int k = 0; k < COLUMNS; k++)
            grid.failed = grid.failed || !cells[k];
        cost_grid_add(&grid, COST_ROW_PLAIN, cells);
    }
    cost_page_grid(page, &grid);
}

static void add_largest(cost_page_t *page, const cost_verdict_t *verdict)
{
    static const cost_grid_column_t columns[] = {{"Largest", COST_ALIGN_LEFT},
                                                 {"Service", COST_ALIGN_LEFT},
                                                 {"Dimension", COST_ALIGN_LEFT},
                                                 {"USD", COST_ALIGN_POINT},
                                                 {"Share", COST_ALIGN_POINT}};
    cost_grid_t grid = cost_grid(page->arena, columns, COST_COUNT(columns));
    for (size_t i = 0; i < verdict->largest_count; i++) {
        const cost_reason_t *reason = &verdict->largest[i];
        const char *share = cost_text_percent(page->arena, (cost_money_t){reason->now}, verdict->cost);
        const char *const cells[] = {cost_check_part(page->arena, reason), reason->service, reason->dimension,
                                     cost_text_cents(page->arena, (cost_money_t){reason->now}),
                                     share ? share + 1 : NULL};
        grid.failed = grid.failed || !cells[0] || !cells[3] || !cells[4];
        cost_grid_add(&grid, COST_ROW_PLAIN, cells);
    }
    if (verdict->largest_count)
        cost_page_grid(page, &grid);
}

static void add_grown(cost_page_t *page, const cost_verdict_t *verdict)
{
    static const cost_grid_column_t columns[] = {{"Grew most", COST_ALIGN_LEFT}, {"Service", COST_ALIGN_LEFT},
                                                 {"Dimension", COST_ALIGN_LEFT}, {"Before", COST_ALIGN_POINT},
                                                 {"Now", COST_ALIGN_POINT},      {"Change", COST_ALIGN_POINT}};
    cost_grid_t grid = cost_grid(page->arena, columns, COST_COUNT(columns));
    for (size_t i = 0; i < verdict->grown_count; i++) {
        const cost_reason_t *reason = &verdict->grown[i];
        const char *const cells[] = {cost_check_part(page->arena, reason),
                                     reason->service,
                                     reason->dimension,
                                     cost_text_cents(page->arena, (cost_money_t){reason->before}),
                                     cost_text_cents(page->arena, (cost_money_t){reason->now}),
                                     cost_text_change(page->arena, (cost_money_t){reason->now - reason->before})};
        grid.failed = grid.failed || !cells[0] || !cells[3] || !cells[4] || !cells[5];
        cost_grid_add(&grid, COST_ROW_PLAIN, cells);
    }
    if (verdict->grown_count) {
        cost_page_space(page);
        cost_page_grid(page, &grid);
    }
}

static void add_verdict(cost_page_t *page, const cost_verdicts_t *verdicts, const cost_verdict_t *verdict)
{
    static const cost_tone_t tones[] = {[COST_VERDICT_WITHIN] = COST_TONE_GOOD,
                                        [COST_VERDICT_UNDECIDED] = COST_TONE_DOUBT,
                                        [COST_VERDICT_WAIVED] = COST_TONE_DOUBT,
                                        [COST_VERDICT_BROKEN] = COST_TONE_BAD};
    const cost_budget_t *budget = verdict->budget;
    const char *state = state_text(page->arena, verdict);
    const char *sentence = cost_check_sentence(page->arena, verdicts, verdict);
    page->out->failed = page->out->failed || !state || !sentence;
    if (page->out->failed)
        return;
    cost_page_heading(page, tones[verdict->state], "%s: %s (%s:%d)", budget->name, state, budget->node->file,
                      budget->node->key_line);
    if (budget->description)
        cost_page_text(page, COST_TONE_PLAIN, "%s", budget->description);
    cost_page_text(page, COST_TONE_PLAIN, "%s", sentence);
    cost_page_space(page);
    add_largest(page, verdict);
    add_grown(page, verdict);
}

static void add_title(cost_page_t *page, const cost_verdicts_t *verdicts)
{
    const cost_bill_t *bill = verdicts->cases[0].bill;
    const char *subject = cost_report_subject(page->arena, bill), *period = cost_report_period(page->arena, bill);
    const char *prices = cost_report_prices(page->arena, bill), *total = cost_text_cents(page->arena, bill->total);
    const char *counts = cost_check_counts(page->arena, verdicts);
    page->out->failed = page->out->failed || !subject || !period || !prices || !total || !counts;
    if (page->out->failed)
        return;
    cost_page_title(page, "%s: %zu budget%s: %s", subject, verdicts->count, verdicts->count == 1 ? "" : "s", counts);
    cost_page_text(page, COST_TONE_PLAIN, "%s: %s USD before tax%s", period, total, prices);
    if (bill->unpriced.count)
        cost_page_text(page, COST_TONE_DOUBT,
                       "without %zu load%s not priced: nobody stated them, they are not zero; ilm-cost estimate lists "
                       "them",
                       bill->unpriced.count, bill->unpriced.count == 1 ? " that is" : "s that are");
    cost_page_space(page);
}

void cost_report_check_page(cost_buffer_t *out, const cost_verdicts_t *verdicts, bool markdown, bool color)
{
    cost_arena_t *arena = cost_arena_create();
    if (!arena) {
        out->failed = true;
        return;
    }
    cost_page_t page = {out, arena, markdown, color};
    add_title(&page, verdicts);
    add_budgets(&page, verdicts);
    for (size_t i = 0; i < verdicts->count; i++)
        if (verdicts->verdicts[i].state != COST_VERDICT_WITHIN || !verdicts->verdicts[i].line_count)
            add_verdict(&page, verdicts, &verdicts->verdicts[i]);
    cost_arena_destroy(arena);
}

cost_status_t cost_report_check(char **text, size_t *length, const cost_verdicts_t *verdicts, cost_format_t format,
                                unsigned flags, cost_error_t *err)
{
    cost_buffer_t out;
    cost_buffer_init(&out);
    switch (format) {
    case COST_FORMAT_TABLE:
    case COST_FORMAT_MARKDOWN:
        cost_report_check_page(&out, verdicts, format == COST_FORMAT_MARKDOWN, (flags & COST_REPORT_COLOR) != 0);
        break;
    case COST_FORMAT_JSON:
        cost_report_check_json(&out, verdicts);
        break;
    case COST_FORMAT_JUNIT:
        cost_report_check_junit(&out, verdicts);
        break;
    case COST_FORMAT_GITHUB:
        cost_report_check_github(&out, verdicts);
        break;
    case COST_FORMAT_CSV:
    case COST_FORMAT_XLSX:
        return cost_report_unsupported(text, length, &out, format, "a check", err);
    }
    return cost_report_take(text, length, &out, err);
}
