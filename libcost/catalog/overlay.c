/* Reading another book: its files become records whose cells are checked, and those become tables. */
#include "libcost/catalog/overlay.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "libcost/base/csv.h"
#include "libcost/base/error.h"
#include "libcost/base/file.h"
#include "libcost/base/tree.h"
#include "libcost/catalog/overlay_table.h"

enum { FILE_BYTES_MAX = 64 * 1024 * 1024, PATH_SIZE = 256 };

typedef cost_overlay_schema_t schema_t;
typedef cost_overlay_record_t record_t;

typedef struct {
    record_t *rows;
    size_t count;
} records_t;

typedef struct {
    cost_catalog_t *catalog;
    cost_arena_t *scratch; /* files, cells and records; gone when the tables are packed */
    cost_error_t *err;
    cost_status_t status; /* of the first problem */
} reader_t;

/* The first problem is the one to return, but running out of memory ends everything. */
static bool wrong(reader_t *reader, cost_status_t status)
{
    if (!reader->status || status == COST_ERR_MEMORY)
        reader->status = status;
    return false;
}

static bool no_memory(reader_t *reader)
{
    return wrong(reader, cost_fail_memory(reader->err));
}

/* Reads the cell of a column; "" takes the fallback. */
static void read_cell(reader_t *reader, record_t *record, size_t column, const char *text, cost_place_t place)
{
    const cost_overlay_column_t *spec = &record->schema->columns[column];
    cost_cell_t *cell = &record->cell[column];
    char why[COST_CELL_WHY_SIZE];
    cell->text = "";
    if (*text == '\0' && spec->required)
        wrong(reader, cost_fail(reader->err, COST_ERR_SCHEMA, place, "%s is missing", spec->name));
    text = *text == '\0' && spec->fallback ? spec->fallback : text;
    if (*text == '\0')
        return;
    cost_status_t status = cost_cell_read(cell, spec->kind, text, reader->catalog, reader->scratch, why);
    if (status == COST_ERR_MEMORY)
        no_memory(reader);
    else if (status)
        wrong(reader, cost_fail(reader->err, status, place, "%s", why));
}

/* What the cells of a price mean together. */
static void finish_price(reader_t *reader, record_t *record, cost_place_t place)
{
    cost_cell_t *cell = record->cell;
    if (cell[COST_PRICE_OBSERVED].number == 0)
        cell[COST_PRICE_OBSERVED].number = cost_book_date;
    if (cell[COST_PRICE_VALID_TO].number != 0 && cell[COST_PRICE_VALID_TO].number <= cell[COST_PRICE_VALID_FROM].number)
        wrong(reader, cost_fail(reader->err, COST_ERR_RANGE, place, "valid_to %s is not after valid_from %s",
                                cell[COST_PRICE_VALID_TO].text, cell[COST_PRICE_VALID_FROM].text));
}

/* `file` must live as long as the catalog: the rows keep it. */
static bool start_records(reader_t *reader, records_t *out, const schema_t *schema, const char *file, size_t count)
{
    out->count = count;
    out->rows = cost_arena_array(reader->scratch, count ? count : 1, sizeof *out->rows);
    if (!out->rows)
        return no_memory(reader);
    for (size_t i = 0; i < count; i++) {
        out->rows[i].schema = schema;
        out->rows[i].origin.file = file;
    }
    return true;
}

/* CSV. */

static bool unknown_column(reader_t *reader, const schema_t *schema, const char *name, cost_place_t place)
{
    const char *near = cost_overlay_nearest_column(schema, name);
    if (near)
        return wrong(reader,
                     cost_fail(reader->err, COST_ERR_SCHEMA, place,
                               "\"%.80s\" is not a column of %s; did you mean \"%s\"?", name, schema->file, near));
    return wrong(reader,
                 cost_fail(reader->err, COST_ERR_SCHEMA, place, "\"%.80s\" is not a column of %s", name, schema->file));
}

/* Where each column of the schema stands in the file; -1 for one that is missing. */
static bool map_columns(reader_t *reader, int *where, const schema_t *schema, const cost_csv_t *csv)
{
    bool good = true;
    for (size_t i = 0; i < schema->column_count; i++)
        where[i] = -1;
    for (size_t i = 0; i < csv->column_count; i++) {
        const cost_place_t place = {csv->file, 1, (int)i + 1, NULL};
        int column = cost_overlay_find_column(schema, csv->header[i]);
        if (column < 0)
            good = unknown_column(reader, schema, csv->header[i], place);
        else
            where[column] = (int)i;
    }
    for (size_t i = 0; i < schema->column_count; i++)
        if (where[i] < 0 && schema->columns[i].required)
            good = wrong(reader, cost_fail(reader->err, COST_ERR_SCHEMA, (cost_place_t){csv->file, 1, 0, NULL},
                                           "the column %s is missing", schema->columns[i].name));
    return good;
}

/* A row of overrides.csv needs a unit only when it has a price; elsewhere the schema sees to it. */
static bool lacks_unit(const record_t *record)
{
    return !record->schema->columns[COST_PRICE_UNIT].required && *record->cell[COST_PRICE_USD].text != '\0' &&
           *record->cell[COST_PRICE_UNIT].text == '\0';
}

static void read_csv_row(reader_t *reader, record_t *record, const cost_csv_t *csv, size_t row, const int *where)
{
    record->origin.line = csv->lines[row];
    for (size_t i = 0; i < record->schema->column_count; i++) {
        const cost_place_t place = {csv->file, csv->lines[row], where[i] + 1, NULL};
        read_cell(reader, record, i, where[i] < 0 ? "" : cost_csv_cell(csv, row, where[i]), place);
    }
    if (record->schema->kind != COST_BOOK_PRICES)
        return;
    cost_place_t place = {csv->file, csv->lines[row], where[COST_PRICE_UNIT] + 1, NULL};
    if (lacks_unit(record))
        wrong(reader, cost_fail(reader->err, COST_ERR_SCHEMA, place, "unit is missing"));
    place.column = where[COST_PRICE_VALID_TO] + 1;
    finish_price(reader, record, place);
}

static bool read_csv(reader_t *reader, records_t *out, const schema_t *schema, const char *file, const char *text,
                     size_t length)
{
    cost_csv_t csv;
    int where[COST_OVERLAY_COLUMNS_MAX];
    const cost_status_t before = reader->status;
    cost_status_t status = cost_csv_parse(&csv, reader->scratch, text, length, file, reader->err);
    if (status)
        return wrong(reader, status);
    if (!map_columns(reader, where, schema, &csv) || !start_records(reader, out, schema, file, csv.row_count))
        return false;
    for (size_t i = 0; i < csv.row_count && reader->status != COST_ERR_MEMORY; i++)
        read_csv_row(reader, &out->rows[i], &csv, i, where);
    return reader->status == before;
}

/* JSON. */

static bool unknown_key(reader_t *reader, const schema_t *schema, const cost_node_t *node)
{
    const char *near = cost_overlay_nearest_column(schema, node->key);
    if (near)
        return wrong(reader,
                     cost_fail_key(reader->err, COST_ERR_SCHEMA, node,
                                   "\"%.80s\" is not a field of a price; did you mean \"%s\"?", node->key, near));
    return wrong(reader,
                 cost_fail_key(reader->err, COST_ERR_SCHEMA, node, "\"%.80s\" is not a field of a price", node->key));
}

static cost_place_t place_of(const cost_node_t *node, char path[PATH_SIZE])
{
    return (cost_place_t){node->file, node->line, node->column, cost_node_path(node, path, PATH_SIZE)};
}

/* `node` is NULL when the object does not have the field. */
static void read_json_cell(reader_t *reader, record_t *record, size_t column, const cost_node_t *object,
                           const cost_node_t *node)
{
    const cost_overlay_column_t *spec = &record->schema->columns[column];
    char path[PATH_SIZE], described[PATH_SIZE];
    record->cell[column].text = "";
    if (node && (node->kind == COST_NODE_MAP || node->kind == COST_NODE_LIST))
        wrong(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, node, "text is expected here, not %s",
                                   cost_node_describe(node, described, sizeof described)));
    else if (node && node->kind == COST_NODE_SCALAR && spec->kind == COST_CELL_PRICE)
        wrong(reader,
              cost_fail_at(reader->err, COST_ERR_SCHEMA, node,
                           "a price is text, so that it keeps its digits: write \"%.80s\" with quotes", node->text));
    else
        read_cell(reader, record, column, node && node->text ? node->text : "", place_of(node ? node : object, path));
}

static void read_json_price(reader_t *reader, record_t *record, const cost_node_t *object)
{
    const schema_t *schema = record->schema;
    const cost_node_t *cells[COST_OVERLAY_COLUMNS_MAX] = {NULL};
    char path[PATH_SIZE];
    for (const cost_node_t *node = object->first; node; node = node->next) {
        int column = cost_overlay_find_column(schema, node->key);
        if (column < 0)
            unknown_key(reader, schema, node);
        else
            cells[column] = node;
    }
    for (size_t i = 0; i < schema->column_count; i++)
        read_json_cell(reader, record, i, object, cells[i]);
    const cost_node_t *to = cells[COST_PRICE_VALID_TO];
    finish_price(reader, record, place_of(to ? to : object, path));
}

/* The list of prices of a document; NULL after a problem. */
static const cost_node_t *json_prices(reader_t *reader, const cost_node_t *root)
{
    const cost_node_t *list = root->kind == COST_NODE_MAP ? cost_node_find(root, "prices") : NULL;
    if (!list || list->kind != COST_NODE_LIST) {
        wrong(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, list ? list : root,
                                   "a price book such as {\"prices\": [{\"service\": ...}, ...]} is expected here"));
        return NULL;
    }
    for (const cost_node_t *node = root->first; node; node = node->next)
        if (node != list)
            wrong(reader, cost_fail_key(reader->err, COST_ERR_SCHEMA, node,
                                        "\"%.80s\" is not a part of a price book; it has \"prices\" only", node->key));
    return list;
}

static bool read_json(reader_t *reader, records_t *out, const char *file, const char *text, size_t length)
{
    cost_node_t *root;
    cost_status_t status = cost_tree_parse(&root, reader->scratch, text, length, file, reader->err);
    if (status)
        return wrong(reader, status);
    const cost_node_t *list = json_prices(reader, root);
    if (!list || !start_records(reader, out, cost_overlay_schema(COST_BOOK_PRICES), file, list->count))
        return false;
    record_t *record = out->rows;
    for (const cost_node_t *node = list->first; node && reader->status != COST_ERR_MEMORY; node = node->next) {
        record->origin.line = node->line;
        if (node->kind == COST_NODE_MAP)
            read_json_price(reader, record++, node);
        else
            wrong(reader,
                  cost_fail_at(reader->err, COST_ERR_SCHEMA, node,
                               "a price such as {\"service\": ..., \"price_usd\": \"0.0416\"} is expected here"));
    }
    return !reader->status;
}

/* Files and directories. */

static void keep(reader_t *reader, cost_book_kind_t kind, records_t records)
{
    cost_catalog_t *catalog = reader->catalog;
    cost_status_t status =
        cost_overlay_pack(&catalog->view[kind].overlay, catalog->arena, kind, records.rows, records.count, reader->err);
    if (status)
        wrong(reader, status);
}

/* False only for a path that leads nowhere: of any other trouble, reading it will say what it is. */
static bool exists(const char *path, bool *directory)
{
    struct stat about;
    *directory = false;
    if (stat(path, &about) != 0)
        return errno != ENOENT && errno != ENOTDIR;
    *directory = S_ISDIR(about.st_mode);
    return true;
}

static bool read_text(reader_t *reader, char **text, size_t *length, const char *file)
{
    cost_status_t status = cost_file_read(text, length, reader->scratch, file, FILE_BYTES_MAX, reader->err);
    return !status || wrong(reader, status);
}

/* Reads the schema's file when the directory has it; *found then tells so. */
static bool read_table(reader_t *reader, records_t *out, const schema_t *schema, const char *dir, bool *found)
{
    char *text;
    size_t length;
    bool directory;
    const char *slash = dir[strlen(dir) - 1] == '/' ? "" : "/";
    const char *file = cost_arena_format(reader->catalog->arena, "%s%s%s", dir, slash, schema->file);
    *out = (records_t){NULL, 0};
    if (!file)
        return no_memory(reader);
    if (!exists(file, &directory))
        return true;
    *found = true;
    return read_text(reader, &text, &length, file) && read_csv(reader, out, schema, file, text, length);
}

static bool same_ladder(const record_t *a, const record_t *b)
{
    for (size_t k = 0; k < COST_BOOK_KEY_MAX; k++)
        if (strcmp(a->cell[k].text, b->cell[k].text) != 0)
            return false;
    return a->cell[COST_PRICE_VALID_FROM].number == b->cell[COST_PRICE_VALID_FROM].number;
}

/* Rows of overrides.csv take the place of the ladders of prices.csv that they name, as pricing/book.py does it. */
static bool apply_overrides(reader_t *reader, records_t *prices, records_t overrides)
{
    records_t all = {.rows = cost_arena_array(reader->scratch, prices->count + overrides.count, sizeof *all.rows)};
    if (!all.rows)
        return no_memory(reader);
    for (size_t i = 0; i < prices->count; i++) {
        size_t k = 0;
        while (k < overrides.count && !same_ladder(&prices->rows[i], &overrides.rows[k]))
            k++;
        if (k == overrides.count)
            all.rows[all.count++] = prices->rows[i];
    }
    for (size_t k = 0; k < overrides.count; k++)
        if (*overrides.rows[k].cell[COST_PRICE_USD].text != '\0')
            all.rows[all.count++] = overrides.rows[k];
    *prices = all;
    return true;
}

static void read_prices(reader_t *reader, const char *dir, bool *found)
{
    records_t prices, overrides;
    bool good = read_table(reader, &prices, cost_overlay_schema(COST_BOOK_PRICES), dir, found);
    good = read_table(reader, &overrides, cost_overlay_overrides(), dir, found) && good;
    if (good && overrides.count > 0)
        good = apply_overrides(reader, &prices, overrides);
    if (good)
        keep(reader, COST_BOOK_PRICES, prices);
}

static void read_directory(reader_t *reader, const char *dir)
{
    bool found = false;
    read_prices(reader, dir, &found);
    for (int i = COST_BOOK_RULES; i < COST_BOOK_KINDS && reader->status != COST_ERR_MEMORY; i++) {
        const cost_book_kind_t kind = (cost_book_kind_t)i;
        records_t records;
        if (read_table(reader, &records, cost_overlay_schema(kind), dir, &found))
            keep(reader, kind, records);
    }
    if (!found && !reader->status)
        wrong(reader, cost_fail(reader->err, COST_ERR_IO, (cost_place_t){dir, 0, 0, NULL},
                                "the directory holds no file of a price book, such as prices.csv"));
}

static bool looks_like_json(const char *file, const char *text)
{
    const size_t length = strlen(file);
    if (length >= 5 && strcmp(file + length - 5, ".json") == 0)
        return true;
    text += strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    text += strspn(text, " \t\r\n");
    return *text == '{' || *text == '[';
}

static void read_file(reader_t *reader, const char *path)
{
    char *text;
    size_t length;
    records_t records;
    const char *file = cost_arena_string(reader->catalog->arena, cost_file_label(path));
    if (!file) {
        no_memory(reader);
        return;
    }
    if (!read_text(reader, &text, &length, path))
        return;
    bool good = looks_like_json(file, text)
                    ? read_json(reader, &records, file, text, length)
                    : read_csv(reader, &records, cost_overlay_schema(COST_BOOK_PRICES), file, text, length);
    if (good)
        keep(reader, COST_BOOK_PRICES, records);
}

cost_status_t cost_overlay_load(cost_catalog_t *catalog, const char *path, cost_error_t *err)
{
    reader_t reader = {catalog, cost_arena_create(), err, COST_OK};
    bool directory;
    if (!reader.scratch)
        return cost_fail_memory(err);
    if (*path == '\0')
        wrong(&reader, cost_fail(err, COST_ERR_IO, (cost_place_t){NULL, 0, 0, NULL}, "the price book has no name"));
    else if (exists(path, &directory) && directory)
        read_directory(&reader, path);
    else
        read_file(&reader, path);
    cost_arena_destroy(reader.scratch);
    return reader.status;
}
