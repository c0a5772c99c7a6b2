/* The same report as Markdown with GitHub's tables. */
#include "libcost/report/report_rows.h"

typedef struct {
    cost_buffer_t *out;
    const cost_bill_t *bill;
    cost_arena_t *arena;
} page_t;

static void add_text(const page_t *page, const char *text)
{
    page->out->failed = page->out->failed || !text;
    cost_add_markdown(page->out, text ? text : "");
}

static void add_title(const page_t *page)
{
    const cost_bill_t *bill = page->bill;
    cost_buffer_add_string(page->out, "# AWS bill of ");
    add_text(page, cost_report_subject(page->arena, bill));
    cost_buffer_add_string(page->out, "\n\n");
    add_text(page, cost_report_period(page->arena, bill));
    add_text(page, cost_report_month(page->arena, bill));
    cost_buffer_add_string(page->out, ", USD before tax");
    add_text(page, cost_report_prices(page->arena, bill));
    cost_buffer_add_string(page->out, ".\n\n");
}

static void add_section(const page_t *page, const char *title, const cost_grid_t *grid)
{
    cost_buffer_add_format(page->out, "\n## %s\n\n", title);
    cost_grid_write_markdown(grid, page->out);
}

static void add_unpriced(const page_t *page)
{
    if (!page->bill->unpriced.count)
        return;
    cost_buffer_add_string(page->out, "\n## Not priced\n\nNobody stated these loads; they are not zero.\n\n");
    for (const cost_note_t *note = page->bill->unpriced.first; note; note = note->next) {
        cost_buffer_add_string(page->out, "- ");
        add_text(page, cost_report_path(page->arena, page->bill, note));
        add_text(page, cost_arena_format(page->arena, ": %s: write %s", note->first, note->second));
        add_text(page, cost_report_place(page->arena, note));
        cost_buffer_add_char(page->out, '\n');
    }
}

static void add_warnings(const page_t *page, bool all)
{
    if (!page->bill->warnings.count)
        return;
    cost_buffer_add_string(page->out, "\n## Warnings\n\n");
    for (const cost_note_t *note = page->bill->warnings.first; note; note = note->next) {
        bool repeated;
        const char *path = cost_report_warning_path(page->arena, page->bill, note, all, &repeated);
        if (repeated)
            continue;
        cost_buffer_add_string(page->out, "- ");
        add_text(page, note->first);
        add_text(page, path && *path ? cost_arena_format(page->arena, ": %s", path) : path);
        add_text(page, cost_arena_format(page->arena, ": %s", note->second));
        add_text(page, cost_report_place(page->arena, note));
        cost_buffer_add_char(page->out, '\n');
    }
}

static void add_defaults(const page_t *page, bool all)
{
    size_t count = page->bill->defaults.count;
    if (count && all) {
        cost_grid_t grid = cost_defaults_grid(page->arena, page->bill);
        add_section(page, "Assumed", &grid);
    } else if (count) {
        cost_buffer_add_format(page->out, "\nAssumed: %zu value%s that the file leaves out (`--lines` lists %s).\n",
                               count, count == 1 ? "" : "s", count == 1 ? "it" : "them");
    }
}

void cost_report_markdown(cost_buffer_t *out, const cost_bill_t *bill, unsigned flags)
{
    cost_arena_t *arena = cost_arena_create();
    if (!arena) {
        out->failed = true;
        return;
    }
    const page_t page = {out, bill, arena};
    const bool lines = (flags & COST_REPORT_LINES) != 0;
    add_title(&page);
    cost_grid_t grid = cost_summary_grid(arena, bill);
    cost_grid_write_markdown(&grid, out);
    if (bill->month_count > 1) {
        grid = cost_months_grid(arena, bill);
        add_section(&page, "Months", &grid);
    }
    if (cost_bill_quality_count(bill)) {
        grid = cost_quality_grid(arena, bill);
        add_section(&page, "Service quality", &grid);
    }
    if (lines && bill->line_count) {
        grid = cost_lines_grid(arena, bill);
        add_section(&page, "Lines", &grid);
    }
    add_unpriced(&page);
    add_warnings(&page, lines);
    add_defaults(&page, lines);
    cost_arena_destroy(arena);
}
