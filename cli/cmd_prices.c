/* ilm-cost prices: list, show, search and check the price book. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { CELL_SIZE = 256, NAMES_MAX = 512, NAMED_MAX = 5 };

static const char *field(const cost_catalog_t *book, size_t row, cost_price_field_t which, char buffer[CELL_SIZE])
{
    return cost_catalog_price_field(book, row, which, buffer, CELL_SIZE);
}

/* ---- names that occur ---- */

typedef struct {
    char name[CELL_SIZE];
    size_t rows;
} name_t;
typedef struct {
    name_t *list;
    size_t count;
} names_t;

static void count_name(names_t *names, const char *name)
{
    size_t i = 0;
    while (i < names->count && strcmp(names->list[i].name, name))
        i++;
    if (i == NAMES_MAX)
        return;
    if (i == names->count)
        snprintf(names->list[names->count++].name, CELL_SIZE, "%s", name);
    names->list[i].rows++;
}

/* The values of a field, of all rows or of a service's. */
static int find_names(names_t *out, const cost_catalog_t *book, const char *service, cost_price_field_t which)
{
    char owner[CELL_SIZE], name[CELL_SIZE];
    *out = (names_t){.list = calloc(NAMES_MAX, sizeof(name_t))};
    if (!out->list)
        return output_errors(NULL, COST_ERR_MEMORY);
    for (size_t i = 0; i < cost_catalog_price_count(book); i++)
        if (!service || !strcmp(field(book, i, COST_PRICE_SERVICE, owner), service))
            count_name(out, field(book, i, which, name));
    return DONE;
}

static bool has_name(const names_t *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (!strcmp(names->list[i].name, name))
            return true;
    return false;
}

static int no_such(const char *what, const char *name, const names_t *names)
{
    const char *known[NAMES_MAX];
    for (size_t i = 0; i < names->count; i++)
        known[i] = names->list[i].name;
    const char *near = suggest(name, known, names->count);
    char list[NAMED_MAX * CELL_SIZE] = "";
    size_t used = 0;
    for (size_t i = 0; !near && i < names->count && i < NAMED_MAX && used < sizeof list; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", known[i]);
    output_note("the price book has no %s \"%s\"; %s%s%s", what, name, near ? "did you mean " : "it has such as ",
                near ? near : list, near ? "?" : "");
    return FAILED;
}

/* DONE when some row has that name. */
static int check_name(const cost_catalog_t *book, const char *service, cost_price_field_t which, const char *what,
                      const char *name)
{
    names_t names;
    int code = find_names(&names, book, service, which);
    if (!code && !has_name(&names, name))
        code = no_such(what, name, &names);
    free(names.list);
    return code;
}

/* ---- list ---- */

static int list_prices(const cost_catalog_t *book)
{
    names_t services;
    int code = find_names(&services, book, NULL, COST_PRICE_SERVICE);
    const char **cells = calloc(2 * NAMES_MAX + 2, sizeof *cells);
    char(*numbers)[CELL_SIZE] = calloc(NAMES_MAX, sizeof *numbers);
    if (!code && (!cells || !numbers))
        code = output_errors(NULL, COST_ERR_MEMORY);
    if (!code) {
        cells[0] = "Service";
        cells[1] = "Prices";
    }
    for (size_t i = 0; !code && i < services.count; i++) {
        snprintf(numbers[i], CELL_SIZE, "%zu", services.list[i].rows);
        cells[2 * i + 2] = services.list[i].name;
        cells[2 * i + 3] = numbers[i];
    }
    if (!code)
        output_columns(cells, 2, services.count + 1);
    free(cells);
    free(numbers);
    free(services.list);
    return code;
}

/* ---- rows ---- */

static const struct {
    const char *title;
    cost_price_field_t field;
} row_columns[] = {
    {"Service", COST_PRICE_SERVICE},
    {"Dimension", COST_PRICE_DIMENSION},
    {"Variant", COST_PRICE_VARIANT},
    {"Region", COST_PRICE_REGION},
    {"From", COST_PRICE_TIER_FROM},
    {"USD", COST_PRICE_USD},
    {"Per", COST_PRICE_UNIT},
    {"Model", COST_PRICE_MODEL},
    {"Observed", COST_PRICE_OBSERVED},
    {"Valid from", COST_PRICE_VALID_FROM},
    {"until", COST_PRICE_VALID_TO},
    {"Confidence", COST_PRICE_CONFIDENCE},
    {"Usage type", COST_PRICE_USAGE_TYPE},
    {"Source", COST_PRICE_SOURCE},
};
enum { ROW_COLUMNS = sizeof row_columns / sizeof row_columns[0] };

typedef struct {
    const char **cells; /* copies, but for the titles */
    size_t count;       /* rows, the titles included */
} rows_t;

static bool rows_begin(rows_t *rows, size_t most)
{
    *rows = (rows_t){.cells = calloc((most + 1) * ROW_COLUMNS, sizeof *rows->cells), .count = 1};
    for (size_t i = 0; rows->cells && i < ROW_COLUMNS; i++)
        rows->cells[i] = row_columns[i].title;
    return rows->cells != NULL;
}

static char *copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

/* What nearly every row says is not worth a column. */
static const char *cell_text(const cost_catalog_t *book, size_t row, size_t column, char buffer[CELL_SIZE])
{
    const char *text = field(book, row, row_columns[column].field, buffer);
    return row_columns[column].field == COST_PRICE_MODEL && !strcmp(text, "graduated") ? "" : text;
}

static bool rows_add(rows_t *rows, const cost_catalog_t *book, size_t row)
{
    char buffer[CELL_SIZE];
    bool good = true;
    const char **cells = rows->cells + rows->count++ * ROW_COLUMNS;
    for (size_t i = 0; i < ROW_COLUMNS; i++) {
        cells[i] = copy_text(cell_text(book, row, i, buffer));
        good = good && cells[i];
    }
    return good;
}

static void rows_end(rows_t *rows)
{
    for (size_t i = ROW_COLUMNS; rows->cells && i < rows->count * ROW_COLUMNS; i++)
        free((void *)rows->cells[i]);
    free(rows->cells);
}

typedef struct {
    const char *service, *dimension, *region, *words; /* NULL: any */
} filter_t;

/* A price that holds everywhere holds in the region that was asked for. */
static bool fits(const cost_catalog_t *book, size_t row, const filter_t *filter)
{
    char text[CELL_SIZE];
    if (filter->words && !cost_catalog_price_matches(book, row, filter->words))
        return false;
    if (filter->service && strcmp(field(book, row, COST_PRICE_SERVICE, text), filter->service))
        return false;
    if (filter->dimension && strcmp(field(book, row, COST_PRICE_DIMENSION, text), filter->dimension))
        return false;
    if (!filter->region)
        return true;
    const char *region = field(book, row, COST_PRICE_REGION, text);
    return !strcmp(region, filter->region) || !strcmp(region, "global");
}

/* The columns that hold a text in some row. */
static void print_rows(const rows_t *rows)
{
    bool used[ROW_COLUMNS] = {false};
    size_t columns = 0, kept = 0;
    for (size_t i = ROW_COLUMNS; i < rows->count * ROW_COLUMNS; i++)
        used[i % ROW_COLUMNS] = used[i % ROW_COLUMNS] || *rows->cells[i];
    for (size_t i = 0; i < ROW_COLUMNS; i++)
        columns += used[i];
    const char **cells = calloc(rows->count * ROW_COLUMNS, sizeof *cells);
    for (size_t i = 0; cells && i < rows->count * ROW_COLUMNS; i++)
        if (used[i % ROW_COLUMNS])
            cells[kept++] = rows->cells[i];
    if (cells)
        output_columns(cells, columns, rows->count);
    else
        output_errors(NULL, COST_ERR_MEMORY);
    free(cells);
}

static int print_matches(const cost_catalog_t *book, const filter_t *filter)
{
    rows_t rows;
    size_t count = cost_catalog_price_count(book);
    bool good = rows_begin(&rows, count);
    for (size_t i = 0; good && i < count; i++)
        if (fits(book, i, filter))
            good = rows_add(&rows, book, i);
    int code = good ? DONE : output_errors(NULL, COST_ERR_MEMORY);
    if (!code && rows.count > 1)
        print_rows(&rows);
    else if (!code) {
        output_note("no price matches%s%s", filter->region ? " in region " : "", filter->region ? filter->region : "");
        code = FAILED;
    }
    rows_end(&rows);
    return code;
}

/* ---- show, search, check ---- */

static int show_prices(const cost_catalog_t *book, const arguments_t *arguments)
{
    size_t count = arguments->operand_count;
    if (count < 2 || count > 3)
        return wrong_use(arguments->command, "prices show needs SERVICE [DIMENSION]");
    const filter_t filter = {.service = arguments->operands[1],
                             .dimension = count > 2 ? arguments->operands[2] : NULL,
                             .region = arguments_value(arguments, OPTION_REGION)};
    int code = check_name(book, NULL, COST_PRICE_SERVICE, "service", filter.service);
    if (!code && filter.dimension)
        code = check_name(book, filter.service, COST_PRICE_DIMENSION, "dimension", filter.dimension);
    if (!code && filter.region)
        code = check_name(book, NULL, COST_PRICE_REGION, "price in a region", filter.region);
    return code ? code : print_matches(book, &filter);
}

static int search_prices(const cost_catalog_t *book, const arguments_t *arguments)
{
    size_t size = 1;
    if (arguments->operand_count < 2)
        return wrong_use(arguments->command, "prices search needs WORDS");
    for (size_t i = 1; i < arguments->operand_count; i++)
        size += strlen(arguments->operands[i]) + 1;
    char *words = calloc(size, 1);
    if (!words)
        return output_errors(NULL, COST_ERR_MEMORY);
    for (size_t i = 1; i < arguments->operand_count; i++) {
        strcat(words, arguments->operands[i]);
        strcat(words, " ");
    }
    const filter_t filter = {.words = words, .region = arguments_value(arguments, OPTION_REGION)};
    int code = print_matches(book, &filter);
    free(words);
    return code;
}

static int check_prices(const cost_catalog_t *book, cost_error_t *err)
{
    cost_status_t status = cost_catalog_check(book, err);
    if (status)
        return output_errors(err, status);
    output_format("%zu prices, price book %s: no problem found\n", cost_catalog_price_count(book),
                  cost_catalog_version(book));
    return DONE;
}

static int run(const cost_catalog_t *book, const arguments_t *arguments, cost_error_t *err)
{
    const char *verb = arguments->operands[0];
    if (!strcmp(verb, "list"))
        return arguments->operand_count > 1
                   ? wrong_use(arguments->command, "prices list takes no \"%s\"", arguments->operands[1])
                   : list_prices(book);
    if (!strcmp(verb, "show"))
        return show_prices(book, arguments);
    if (!strcmp(verb, "search"))
        return search_prices(book, arguments);
    return check_prices(book, err);
}

/* `prices check FILE` looks over the book with that file on top, like --prices FILE. */
static int find_overlay(const arguments_t *arguments, const char **overlay)
{
    static const char *const verbs[] = {"list", "show", "search", "check"};
    const char *verb = arguments->operands[0], *near = suggest(verb, verbs, 4);
    bool check = !strcmp(verb, "check");
    *overlay = arguments_value(arguments, OPTION_PRICES);
    if (strcmp(verb, "list") && strcmp(verb, "show") && strcmp(verb, "search") && !check)
        return wrong_use(arguments->command, "prices has no \"%s\"; %s%s%s", verb, near ? "did you mean " : "",
                         near ? near : "list, show, search and check are known", near ? "?" : "");
    if (!check || arguments->operand_count < 2)
        return DONE;
    if (arguments->operand_count > 2 || *overlay)
        return wrong_use(arguments->command, "prices check takes one FILE or DIR");
    *overlay = arguments->operands[1];
    return DONE;
}

int cmd_prices(const arguments_t *arguments)
{
    const char *overlay;
    int code = find_overlay(arguments, &overlay);
    if (code)
        return code;
    cost_catalog_t *book = NULL;
    cost_error_t *err = cost_error_create();
    cost_status_t status = cost_catalog_create(&book, overlay, err);
    code = status ? output_errors(err, status) : run(book, arguments, err);
    cost_catalog_destroy(book);
    cost_error_destroy(err);
    return code;
}
