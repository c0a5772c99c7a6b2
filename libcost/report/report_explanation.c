/* Why lines are what they are, step by step. */
#include <string.h>

#include "libcost/analysis/explanation.h"
#include "libcost/base/json_writer.h"
#include "libcost/report/page.h"
#include "libcost/report/report_rows.h"
#include "libcost/report/report_text.h"

/* ---- table and Markdown ---- */

/* A step's name stands at its first row only. */
static void add_line(cost_page_t *page, const cost_explanation_t *explanation, const cost_explained_line_t *explained)
{
    static const cost_grid_column_t columns[] = {{"Step", COST_ALIGN_LEFT}, {"What it says [source]", COST_ALIGN_LEFT}};
    cost_buffer_t scratch;
    cost_buffer_init(&scratch);
    const char *id = cost_report_field(&scratch, explanation->bill, explained->line, COST_LINE_ID);
    const char *cost = cost_text_exact(page->arena, explanation->bill->lines[explained->line].cost);
    page->out->failed = page->out->failed || scratch.failed || !cost;
    cost_page_heading(page, COST_TONE_PLAIN, "%s: %s USD", id, cost ? cost : "");
    cost_buffer_clear(&scratch);
    cost_grid_t grid = cost_grid(page->arena, columns, COST_COUNT(columns));
    int last = -1;
    for (const cost_explained_step_t *step = explained->first; step; step = step->next) {
        const char *const cells[] = {(int)step->step == last ? "" : cost_explain_step_name((int)step->step),
                                     *step->source ? cost_arena_format(page->arena, "%s [%s]", step->text, step->source)
                                                   : step->text};
        grid.failed = grid.failed || !cells[1];
        last = (int)step->step;
        cost_grid_add(&grid, COST_ROW_PLAIN, cells);
    }
    cost_page_grid(page, &grid);
}

static void write_page(cost_buffer_t *out, const cost_explanation_t *explanation, bool markdown, unsigned flags)
{
    const cost_bill_t *bill = explanation->bill;
    cost_arena_t *arena = cost_arena_create();
    if (!arena) {
        out->failed = true;
        return;
    }
    cost_page_t page = {out, arena, markdown, (flags & COST_REPORT_COLOR) != 0};
    const char *subject = cost_report_subject(arena, bill), *period = cost_report_period(arena, bill);
    const char *prices = cost_report_prices(arena, bill);
    out->failed = out->failed || !subject || !period || !prices;
    if (!out->failed)
        cost_page_title(&page, "%s: %zu of %zu lines of the bill for %s%s", subject, explanation->count,
                        bill->line_count, period, prices);
    for (size_t i = 0; i < explanation->count; i++)
        add_line(&page, explanation, &explanation->lines[i]);
    cost_arena_destroy(arena);
}

/* ---- JSON: libcost-explanation/1 ---- */

static void put_line(cost_json_writer_t *json, const cost_explanation_t *explanation,
                     const cost_explained_line_t *explained)
{
    static const struct {
        const char *name;
        cost_line_field_t field;
    } keys[] = {{"id", COST_LINE_ID},           {"resource", COST_LINE_RESOURCE},
                {"service", COST_LINE_SERVICE}, {"dimension", COST_LINE_DIMENSION},
                {"month", COST_LINE_MONTH},     {"quantity", COST_LINE_QUANTITY},
                {"unit", COST_LINE_UNIT},       {"unit_price", COST_LINE_UNIT_PRICE},
                {"cost", COST_LINE_COST}};
    cost_buffer_t scratch;
    cost_buffer_init(&scratch);
    cost_json_open(json, NULL, '{');
    for (size_t i = 0; i < COST_COUNT(keys); i++)
        cost_json_string(json, keys[i].name,
                         cost_report_field(&scratch, explanation->bill, explained->line, keys[i].field));
    cost_json_open(json, "steps", '[');
    for (const cost_explained_step_t *step = explained->first; step; step = step->next) {
        cost_json_open(json, NULL, '{');
        cost_json_string(json, "step", cost_explain_step_name((int)step->step));
        cost_json_string(json, "text", step->text);
        cost_json_string(json, "source", step->source);
        cost_json_close(json, '}');
    }
    cost_json_close(json, ']');
    cost_json_close(json, '}');
    json->out->failed = json->out->failed || scratch.failed;
    cost_buffer_clear(&scratch);
}

static void write_json(cost_buffer_t *out, const cost_explanation_t *explanation)
{
    cost_json_writer_t json = cost_json_writer(out);
    cost_json_open(&json, NULL, '{');
    cost_json_string(&json, "format", "libcost-explanation/1");
    cost_json_string(&json, "currency", "USD");
    cost_json_open(&json, "lines", '[');
    for (size_t i = 0; i < explanation->count; i++)
        put_line(&json, explanation, &explanation->lines[i]);
    cost_json_close(&json, ']');
    cost_json_close(&json, '}');
}

cost_status_t cost_report_explanation(char **text, size_t *length, const cost_explanation_t *explanation,
                                      cost_format_t format, unsigned flags, cost_error_t *err)
{
    cost_buffer_t out;
    cost_buffer_init(&out);
    switch (format) {
    case COST_FORMAT_TABLE:
    case COST_FORMAT_MARKDOWN:
        write_page(&out, explanation, format == COST_FORMAT_MARKDOWN, flags);
        break;
    case COST_FORMAT_JSON:
        write_json(&out, explanation);
        break;
    case COST_FORMAT_CSV:
    case COST_FORMAT_XLSX:
    case COST_FORMAT_JUNIT:
    case COST_FORMAT_GITHUB:
        return cost_report_unsupported(text, length, &out, format, "an explanation", err);
    }
    return cost_report_take(text, length, &out, err);
}
