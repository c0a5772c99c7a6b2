#include "libcost/base/csv.h"

#include <csv.h>
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/base/error.h"
#include "libcost/base/file.h"
#include "libcost/base/utf8.h"

/* An array that grows. */
typedef struct {
    void *items;
    size_t count, capacity, item_bytes;
} grow_t;

typedef struct {
    cost_csv_t *table;
    cost_arena_t *arena;
    const char *file;
    cost_error_t *err;
    cost_status_t status; /* of the first problem */
    grow_t cells, lines;
    size_t column_count; /* 0 until the header was read */
    size_t row_start;    /* the open row's first cell in `cells` */
    size_t row_count;
    int row_line;
    bool row_ended, failed;
} reader_t;

/* False when memory is out. */
static bool push(grow_t *array, const void *item)
{
    void *items = cost_alloc_room(array->items, &array->capacity, array->count, array->item_bytes);
    if (!items)
        return false;
    array->items = items;
    memcpy((char *)array->items + array->count * array->item_bytes, item, array->item_bytes);
    array->count++;
    return true;
}

static void note(reader_t *r, cost_status_t status)
{
    if (!r->status)
        r->status = status;
}

static size_t open_cells(const reader_t *r)
{
    return r->cells.count - r->row_start;
}

static cost_place_t place_at(const reader_t *r, size_t cell)
{
    return (cost_place_t){.file = r->file, .line = r->row_line, .column = (int)cell + 1};
}

static const char *const *open_row(const reader_t *r)
{
    return (const char *const *)r->cells.items + r->row_start;
}

static void check_header(reader_t *r)
{
    const char *const *names = open_row(r);
    for (size_t i = 0; i < r->column_count; i++)
        for (size_t first = 0; first < i; first++) {
            if (!*names[i] || strcmp(names[i], names[first]))
                continue;
            note(r, cost_fail(r->err, COST_ERR_SYNTAX, place_at(r, i),
                              "column \"%s\" is given twice; the first is column %zu", names[i], first + 1));
            break;
        }
}

static void end_header(reader_t *r)
{
    r->column_count = open_cells(r);
    if (r->column_count > COST_CSV_COLUMNS_MAX)
        note(r,
             cost_fail(r->err, COST_ERR_LIMIT, place_at(r, COST_CSV_COLUMNS_MAX),
                       "the table has %zu columns; at most %d are read", r->column_count, (int)COST_CSV_COLUMNS_MAX));
    else
        check_header(r);
    r->row_start = r->cells.count;
}

static void end_data_row(reader_t *r)
{
    const size_t count = open_cells(r);
    if (count != r->column_count) {
        note(r, cost_fail(r->err, COST_ERR_SYNTAX, place_at(r, count < r->column_count ? count : r->column_count),
                          "the row has %zu cell%s; the header has %zu", count, count == 1 ? "" : "s", r->column_count));
        r->cells.count = r->row_start;
        return;
    }
    if (!push(&r->lines, &r->row_line))
        r->failed = true;
    r->row_count++;
    r->row_start = r->cells.count;
}

static void end_cell(void *text, size_t length, void *data)
{
    reader_t *r = data;
    const char *cell = r->failed ? NULL : cost_arena_text(r->arena, text ? text : "", length);
    if (!cell || !push(&r->cells, &cell))
        r->failed = true;
}

/* Called for every line end outside of quotes; the ones without cells are blank lines. */
static void end_row(int end, void *data)
{
    (void)end;
    reader_t *r = data;
    r->row_ended = true;
    if (r->failed || !open_cells(r))
        return;
    if (r->column_count)
        end_data_row(r);
    else
        end_header(r);
}

/* How long the next line is, with its end: LF, CR LF or CR. */
static size_t line_length(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\n')
            return i + 1;
        if (text[i] == '\r')
            return i + 1 < length && text[i + 1] == '\n' ? i + 2 : i + 1;
    }
    return length;
}

static cost_status_t fail_parse(reader_t *r, struct csv_parser *parser, int line)
{
    if (csv_error(parser) != CSV_EPARSE)
        return cost_fail_memory(r->err);
    cost_place_t place = place_at(r, open_cells(r));
    place.line = line;
    return cost_fail(r->err, COST_ERR_SYNTAX, place,
                     "a quotation mark is out of place; a cell that holds some is written \"12\"\" disk\"");
}

static cost_status_t fail_open_quote(reader_t *r, struct csv_parser *parser)
{
    if (csv_error(parser) != CSV_EPARSE)
        return cost_fail_memory(r->err);
    return cost_fail(r->err, COST_ERR_SYNTAX, place_at(r, open_cells(r)), "the quotes of this cell are never closed");
}

/* libcsv is handed one line after the other: it tells no lines, and skips blank ones without a word. */
static void parse_lines(reader_t *r, struct csv_parser *parser, const char *text, size_t length)
{
    int line = 1;
    r->row_ended = true;
    while (length && !r->failed) {
        const size_t bytes = line_length(text, length);
        if (r->row_ended)
            r->row_line = line;
        r->row_ended = false;
        /* What follows an error is half a row, so csv_fini() is not for this case. */
        if (csv_parse(parser, text, bytes, end_cell, end_row, r) != bytes) {
            note(r, fail_parse(r, parser, line));
            return;
        }
        text += bytes;
        length -= bytes;
        line++;
    }
    if (!r->failed && csv_fini(parser, end_cell, end_row, r))
        note(r, fail_open_quote(r, parser));
}

static void *keep(reader_t *r, const grow_t *array)
{
    void *copy = cost_arena_array(r->arena, array->count, array->item_bytes);
    if (copy && array->count)
        memcpy(copy, array->items, array->count * array->item_bytes);
    return copy;
}

static cost_status_t finish(reader_t *r)
{
    if (r->failed)
        return cost_fail_memory(r->err);
    if (r->status)
        return r->status;
    if (!r->column_count)
        return cost_fail(r->err, COST_ERR_SYNTAX, (cost_place_t){.file = r->file},
                         "the table is empty; its first line should name the columns");
    const char *const *all = keep(r, &r->cells);
    const int *lines = keep(r, &r->lines);
    if (!all || !lines)
        return cost_fail_memory(r->err);
    *r->table = (cost_csv_t){.file = r->file,
                             .header = all,
                             .column_count = r->column_count,
                             .cells = all + r->column_count,
                             .lines = lines,
                             .row_count = r->row_count};
    return COST_OK;
}

cost_status_t cost_csv_parse(cost_csv_t *out, cost_arena_t *arena, const char *text, size_t length, const char *file,
                             cost_error_t *err)
{
    *out = (cost_csv_t){0};
    cost_status_t status = cost_text_check(&text, &length, file, err);
    if (status)
        return status;
    reader_t r = {.table = out,
                  .arena = arena,
                  .file = cost_arena_string(arena, file ? file : ""),
                  .err = err,
                  .cells = {.item_bytes = sizeof(char *)},
                  .lines = {.item_bytes = sizeof(int)}};
    struct csv_parser parser;
    if (!r.file || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL))
        return cost_fail_memory(err);
    csv_set_realloc_func(&parser, cost_realloc);
    csv_set_free_func(&parser, cost_free);
    /* No cell is longer; by libcsv's 128 bytes at a time a long one would take ages. */
    csv_set_blk_size(&parser, length + 1);
    parse_lines(&r, &parser, text, length);
    csv_free(&parser);
    status = finish(&r);
    cost_free(r.cells.items);
    cost_free(r.lines.items);
    return status;
}

cost_status_t cost_csv_load(cost_csv_t *out, cost_arena_t *arena, const char *file, cost_error_t *err)
{
    char *text = NULL;
    size_t length = 0;
    *out = (cost_csv_t){0};
    cost_status_t status = cost_file_read(&text, &length, arena, file, COST_CSV_BYTES_MAX, err);
    if (status)
        return status;
    return cost_csv_parse(out, arena, text, length, cost_file_label(file), err);
}

int cost_csv_column(const cost_csv_t *table, const char *name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (!strcmp(table->header[i], name))
            return (int)i;
    return -1;
}

const char *cost_csv_cell(const cost_csv_t *table, size_t row, int column)
{
    return table->cells[row * table->column_count + (size_t)column];
}

/* RFC 4180 asks for quotes around commas, quotes and line ends; readers that trim need them around blanks too. */
static bool needs_quotes(const char *cell)
{
    const size_t length = strlen(cell);
    return strpbrk(cell, ",\"\r\n") || (length && (strchr(" \t", cell[0]) || strchr(" \t", cell[length - 1])));
}

void cost_csv_add(cost_buffer_t *buffer, const char *cell)
{
    if (!needs_quotes(cell)) {
        cost_buffer_add_string(buffer, cell);
        return;
    }
    const size_t length = strlen(cell), most = 2 * length + 2;
    char *quoted = cost_alloc(most);
    if (!quoted) {
        buffer->failed = true;
        return;
    }
    cost_buffer_add(buffer, quoted, csv_write(quoted, most, cell, length));
    cost_free(quoted);
}
