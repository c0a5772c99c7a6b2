#include "libcost/report/grid.h"

#include <string.h>

#define BOLD  "\033[1m"
#define PLAIN "\033[0m"

enum { GAP = 2 };

/* The widths of a column: all of a cell, or what stands before the point and from it on. */
typedef struct {
    size_t whole, before, after;
    bool used;
} width_t;

cost_grid_t cost_grid(cost_arena_t *arena, const cost_grid_column_t *columns, size_t column_count)
{
    return (cost_grid_t){.arena = arena, .columns = columns, .column_count = column_count};
}

void cost_grid_add(cost_grid_t *grid, cost_row_kind_t kind, const char *const *cells)
{
    cost_grid_row_t *row = cost_arena_alloc(grid->arena, sizeof *row);
    if (!row) {
        grid->failed = true;
        return;
    }
    row->kind = kind;
    for (size_t i = 0; i < grid->column_count; i++)
        row->cells[i] = cells[i] ? cells[i] : "";
    if (grid->last)
        grid->last->next = row;
    else
        grid->first = row;
    grid->last = row;
}

/* ---- text ---- */

/* Characters, not bytes: a continuation byte of UTF-8 takes no room. */
static size_t measure(const char *text, size_t length)
{
    size_t width = 0;
    for (size_t i = 0; i < length; i++)
        width += ((unsigned char)text[i] & 0xC0) != 0x80;
    return width;
}

static size_t before_point(const char *cell)
{
    return strcspn(cell, ".");
}

static void widen(size_t *width, size_t to)
{
    if (*width < to)
        *width = to;
}

static void measure_row(width_t *widths, const cost_grid_t *grid, const cost_grid_row_t *row)
{
    for (size_t i = 0; i < grid->column_count; i++) {
        const char *cell = row->cells[i];
        widths[i].used = widths[i].used || (*cell && row->kind == COST_ROW_PLAIN);
        if (row->kind == COST_ROW_HEADING)
            continue;
        widen(&widths[i].whole, measure(cell, strlen(cell)));
        widen(&widths[i].before, before_point(cell));
        widen(&widths[i].after, strlen(cell) - before_point(cell));
    }
}

static void measure_grid(width_t *widths, const cost_grid_t *grid)
{
    memset(widths, 0, COST_GRID_COLUMNS_MAX * sizeof *widths);
    for (const cost_grid_row_t *row = grid->first; row; row = row->next)
        measure_row(widths, grid, row);
    for (size_t i = 0; i < grid->column_count; i++) {
        if (grid->columns[i].align == COST_ALIGN_POINT)
            widths[i].whole = widths[i].before + widths[i].after;
        widen(&widths[i].whole, strlen(grid->columns[i].title));
        if (widths[i].whole > widths[i].before + widths[i].after) /* a wide title */
            widths[i].before = widths[i].whole - widths[i].after;
    }
}

void cost_add_printable(cost_buffer_t *out, const char *text)
{
    size_t at = out->length;
    cost_buffer_add_string(out, text);
    for (; at < out->length; at++)
        if ((unsigned char)out->text[at] < 0x20 || out->text[at] == 0x7f)
            out->text[at] = '?';
}

/* `pending` are blanks that are written only if text follows, so that no line ends in some. */
static void add_cell(cost_buffer_t *out, size_t *pending, const char *cell, cost_align_t align, const width_t *width)
{
    size_t length = strlen(cell), wide = measure(cell, length), left = 0;
    if (*cell && align == COST_ALIGN_RIGHT)
        left = width->whole - wide;
    else if (*cell && align == COST_ALIGN_POINT)
        left = width->before - before_point(cell);
    if (*cell) {
        cost_buffer_add_repeat(out, ' ', *pending + left);
        cost_add_printable(out, cell);
        *pending = 0;
        left += wide;
    }
    if (width->whole > left)
        *pending += width->whole - left;
}

static void end_line(cost_buffer_t *out, bool bold)
{
    cost_buffer_add_string(out, bold ? PLAIN "\n" : "\n");
}

static void add_row(cost_buffer_t *out, const cost_grid_t *grid, const width_t *widths, const char *const *cells,
                    bool titles, bool bold)
{
    size_t pending = 0;
    bool first = true;
    cost_buffer_add_string(out, bold ? BOLD : "");
    for (size_t i = 0; i < grid->column_count; i++) {
        cost_align_t align = grid->columns[i].align;
        if (!widths[i].used)
            continue;
        if (!first)
            pending += GAP;
        first = false;
        add_cell(out, &pending, cells[i], titles && align == COST_ALIGN_POINT ? COST_ALIGN_RIGHT : align, &widths[i]);
    }
    end_line(out, bold);
}

static void add_rule(cost_buffer_t *out, const cost_grid_t *grid, const width_t *widths)
{
    bool first = true;
    for (size_t i = 0; i < grid->column_count; i++) {
        if (!widths[i].used)
            continue;
        cost_buffer_add_repeat(out, ' ', first ? 0 : GAP);
        cost_buffer_add_repeat(out, '-', widths[i].whole);
        first = false;
    }
    cost_buffer_add_char(out, '\n');
}

static void add_heading(cost_buffer_t *out, const char *text, bool first, bool bold)
{
    cost_buffer_add_string(out, first ? "" : "\n");
    cost_buffer_add_string(out, bold ? BOLD : "");
    cost_add_printable(out, text);
    end_line(out, bold);
}

static void add_titles(cost_buffer_t *out, const cost_grid_t *grid, const width_t *widths, bool bold)
{
    const char *titles[COST_GRID_COLUMNS_MAX] = {NULL};
    for (size_t i = 0; i < grid->column_count; i++)
        titles[i] = grid->columns[i].title;
    add_row(out, grid, widths, titles, true, bold);
}

void cost_grid_write_text(const cost_grid_t *grid, cost_buffer_t *out, bool color)
{
    width_t widths[COST_GRID_COLUMNS_MAX];
    measure_grid(widths, grid);
    out->failed = out->failed || grid->failed;
    add_titles(out, grid, widths, color);
    add_rule(out, grid, widths);
    for (const cost_grid_row_t *row = grid->first; row; row = row->next) {
        bool bold = color && row->kind != COST_ROW_PLAIN;
        if (row->kind == COST_ROW_TOTAL)
            add_rule(out, grid, widths);
        if (row->kind == COST_ROW_HEADING)
            add_heading(out, row->cells[0], row == grid->first, bold);
        else
            add_row(out, grid, widths, row->cells, false, bold);
    }
}

/* ---- Markdown ---- */

/* Backslashes go before what GitHub gives a meaning inside a line and inside a table's cell. */
void cost_add_markdown(cost_buffer_t *out, const char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text < 0x20 || *text == 0x7f) {
            cost_buffer_add_char(out, ' ');
            continue;
        }
        if (strchr("\\|`*_<>[]~#&", *text))
            cost_buffer_add_char(out, '\\');
        cost_buffer_add_char(out, *text);
    }
}

static void add_markdown_cell(cost_buffer_t *out, const char *cell, bool bold)
{
    cell += strspn(cell, " ");
    bold = bold && *cell;
    cost_buffer_add_string(out, bold ? " **" : " ");
    cost_add_markdown(out, cell);
    cost_buffer_add_string(out, bold ? "** |" : " |");
}

static void add_markdown_row(cost_buffer_t *out, const cost_grid_t *grid, const width_t *widths,
                             const cost_grid_row_t *row)
{
    cost_buffer_add_char(out, '|');
    for (size_t i = 0; i < grid->column_count; i++)
        if (widths[i].used)
            add_markdown_cell(out, row ? row->cells[i] : grid->columns[i].title, row && row->kind != COST_ROW_PLAIN);
    cost_buffer_add_char(out, '\n');
}

void cost_grid_write_markdown(const cost_grid_t *grid, cost_buffer_t *out)
{
    width_t widths[COST_GRID_COLUMNS_MAX];
    measure_grid(widths, grid);
    out->failed = out->failed || grid->failed;
    add_markdown_row(out, grid, widths, NULL);
    cost_buffer_add_char(out, '|');
    for (size_t i = 0; i < grid->column_count; i++)
        if (widths[i].used)
            cost_buffer_add_string(out, grid->columns[i].align == COST_ALIGN_LEFT ? " --- |" : " ---: |");
    cost_buffer_add_char(out, '\n');
    for (const cost_grid_row_t *row = grid->first; row; row = row->next)
        add_markdown_row(out, grid, widths, row);
}
