/* A bill for a terminal.  Everything stands in words too; colour only sets it off. */
#include "libcost/report/report_rows.h"

#define BOLD   "\033[1m"
#define YELLOW "\033[1;33m"
#define DIM    "\033[2m"
#define PLAIN  "\033[0m"

typedef struct {
    cost_buffer_t *out;
    const cost_bill_t *bill;
    cost_arena_t *arena;
    bool color, lines;
} table_t;

static void add_colored(const table_t *table, const char *color, const char *text)
{
    table->out->failed = table->out->failed || !text;
    cost_buffer_add_string(table->out, table->color ? color : "");
    cost_add_printable(table->out, text ? text : "");
    cost_buffer_add_string(table->out, table->color ? PLAIN : "");
}

static void add_text(const table_t *table, const char *text)
{
    table->out->failed = table->out->failed || !text;
    cost_add_printable(table->out, text ? text : "");
}

static void add_title(const table_t *table)
{
    const cost_bill_t *bill = table->bill;
    add_colored(table, BOLD, cost_report_subject(table->arena, bill));
    cost_buffer_add_string(table->out, ": AWS bill for ");
    add_text(table, cost_report_period(table->arena, bill));
    add_text(table, cost_report_month(table->arena, bill));
    cost_buffer_add_string(table->out, "\nUSD before tax");
    add_text(table, cost_report_prices(table->arena, bill));
    cost_buffer_add_string(table->out, "\n\n");
}

static void add_heading(const table_t *table, const char *color, const char *text)
{
    cost_buffer_add_char(table->out, '\n');
    add_colored(table, color, text);
    cost_buffer_add_char(table->out, '\n');
}

static void add_grid(const table_t *table, const cost_grid_t *grid)
{
    cost_grid_write_text(grid, table->out, table->color);
}

static void add_months(const table_t *table)
{
    if (table->bill->month_count < 2)
        return;
    cost_buffer_add_char(table->out, '\n');
    cost_grid_t grid = cost_months_grid(table->arena, table->bill);
    add_grid(table, &grid);
}

static void add_quality(const table_t *table)
{
    if (!cost_bill_quality_count(table->bill))
        return;
    cost_buffer_add_char(table->out, '\n');
    cost_grid_t grid = cost_quality_grid(table->arena, table->bill);
    add_grid(table, &grid);
}

static void add_lines(const table_t *table)
{
    if (!table->lines || !table->bill->line_count)
        return;
    cost_buffer_add_char(table->out, '\n');
    cost_grid_t grid = cost_lines_grid(table->arena, table->bill);
    add_grid(table, &grid);
}

static void add_unpriced(const table_t *table)
{
    const cost_bill_t *bill = table->bill;
    if (!bill->unpriced.count)
        return;
    add_heading(table, YELLOW,
                cost_arena_format(table->arena, "Not priced (%zu): nobody stated these loads; they are not zero",
                                  bill->unpriced.count));
    for (const cost_note_t *note = bill->unpriced.first; note; note = note->next) {
        cost_buffer_add_string(table->out, "  ");
        add_text(table, cost_report_path(table->arena, bill, note));
        add_text(table, cost_arena_format(table->arena, ": %s: write %s", note->first, note->second));
        add_text(table, cost_report_place(table->arena, note));
        cost_buffer_add_char(table->out, '\n');
    }
}

static void add_warnings(const table_t *table)
{
    const cost_bill_t *bill = table->bill;
    if (!bill->warnings.count)
        return;
    add_heading(table, YELLOW, cost_arena_format(table->arena, "Warnings (%zu)", bill->warnings.count));
    for (const cost_note_t *note = bill->warnings.first; note; note = note->next) {
        bool repeated;
        const char *path = cost_report_warning_path(table->arena, bill, note, table->lines, &repeated);
        if (repeated)
            continue;
        add_text(table, cost_arena_format(table->arena, "  [%s] ", note->first));
        add_text(table, path);
        add_text(table, path && *path ? ": " : "");
        add_text(table, note->second);
        add_text(table, cost_report_place(table->arena, note));
        cost_buffer_add_char(table->out, '\n');
    }
}

static void add_defaults(const table_t *table)
{
    size_t count = table->bill->defaults.count;
    if (!count)
        return;
    if (table->lines) {
        cost_buffer_add_char(table->out, '\n');
        cost_grid_t grid = cost_defaults_grid(table->arena, table->bill);
        add_grid(table, &grid);
        return;
    }
    add_heading(table, DIM,
                cost_arena_format(table->arena, "Assumed: %zu value%s that the file leaves out (--lines lists %s)",
                                  count, count == 1 ? "" : "s", count == 1 ? "it" : "them"));
}

void cost_report_table(cost_buffer_t *out, const cost_bill_t *bill, unsigned flags)
{
    cost_arena_t *arena = cost_arena_create();
    if (!arena) {
        out->failed = true;
        return;
    }
    table_t table = {out, bill, arena, (flags & COST_REPORT_COLOR) != 0, (flags & COST_REPORT_LINES) != 0};
    add_title(&table);
    cost_grid_t summary = cost_summary_grid(arena, bill);
    add_grid(&table, &summary);
    add_months(&table);
    add_quality(&table);
    add_lines(&table);
    add_unpriced(&table);
    add_warnings(&table);
    add_defaults(&table);
    cost_arena_destroy(arena);
}
