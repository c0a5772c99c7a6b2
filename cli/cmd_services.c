/* ilm-cost services: which services there are and what the price book has of them, and the manual page of one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { NUMBER_SIZE = 24, REGIONS_MAX = 64, REGION_SIZE = 32, FIELD_SIZE = 256 };

/* What the book has of a service, or of one of its dimensions. */
typedef struct {
    size_t rows, confidence[3]; /* high, medium, low */
    char regions[REGIONS_MAX][REGION_SIZE];
    size_t region_count;
} coverage_t;

static void add_region(coverage_t *coverage, const char *region)
{
    for (size_t i = 0; i < coverage->region_count; i++)
        if (!strcmp(coverage->regions[i], region))
            return;
    if (coverage->region_count < REGIONS_MAX)
        snprintf(coverage->regions[coverage->region_count++], REGION_SIZE, "%s", region);
}

static void add_row(coverage_t *coverage, const cost_catalog_t *book, size_t row)
{
    static const char *const words[] = {"high", "medium", "low"};
    char text[FIELD_SIZE];
    coverage->rows++;
    add_region(coverage, cost_catalog_price_field(book, row, COST_PRICE_REGION, text, sizeof text));
    cost_catalog_price_field(book, row, COST_PRICE_CONFIDENCE, text, sizeof text);
    for (size_t i = 0; i < 3; i++)
        coverage->confidence[i] += !strcmp(text, words[i]);
}

/* dimension NULL: all of them. */
static void cover(coverage_t *out, const cost_catalog_t *book, const char *service, const char *dimension)
{
    char text[FIELD_SIZE];
    *out = (coverage_t){0};
    for (size_t i = 0; i < cost_catalog_price_count(book); i++)
        if (!strcmp(cost_catalog_price_field(book, i, COST_PRICE_SERVICE, text, sizeof text), service) &&
            (!dimension ||
             !strcmp(cost_catalog_price_field(book, i, COST_PRICE_DIMENSION, text, sizeof text), dimension)))
            add_row(out, book, i);
}

/* ---- tables ---- */

enum { FIRST_NUMBER = 2, NUMBERS = 6, COLUMNS = FIRST_NUMBER + NUMBERS };
typedef struct {
    const char **cells;
    char (*numbers)[NUMBER_SIZE];
    size_t rows;
} table_t;

static bool table_create(table_t *table, size_t rows, const char *const *titles)
{
    table->cells = calloc(COLUMNS * (rows + 1), sizeof *table->cells);
    table->numbers = calloc(NUMBERS * (rows + 1), sizeof *table->numbers);
    table->rows = 1;
    if (!table->cells || !table->numbers)
        return false;
    memcpy(table->cells, titles, COLUMNS * sizeof *titles);
    return true;
}

static void table_add(table_t *table, const char *name, const char *title, size_t dimensions,
                      const coverage_t *coverage)
{
    const size_t values[NUMBERS] = {dimensions,
                                    coverage->rows,
                                    coverage->region_count,
                                    coverage->confidence[0],
                                    coverage->confidence[1],
                                    coverage->confidence[2]};
    const char **cells = table->cells + COLUMNS * table->rows;
    cells[0] = name;
    cells[1] = title;
    for (size_t i = 0; i < NUMBERS; i++) {
        char *number = table->numbers[NUMBERS * table->rows + i];
        snprintf(number, NUMBER_SIZE, "%zu", values[i]);
        cells[FIRST_NUMBER + i] = number;
    }
    table->rows++;
}

static void table_destroy(table_t *table)
{
    free(table->cells);
    free(table->numbers);
}

static int list_services(const cost_catalog_t *book)
{
    static const char *const titles[COLUMNS] = {"Service", "Name", "Dimensions", "Prices",
                                                "Regions", "High", "Medium",     "Low"};
    table_t table;
    int code = table_create(&table, cost_service_count(), titles) ? DONE : output_errors(NULL, COST_ERR_MEMORY);
    for (size_t i = 0; !code && i < cost_service_count(); i++) {
        coverage_t coverage;
        cover(&coverage, book, cost_service_name(i), NULL);
        table_add(&table, cost_service_name(i), cost_service_title(i), cost_service_dimension_count(i), &coverage);
    }
    if (!code)
        output_columns(table.cells, COLUMNS, table.rows);
    table_destroy(&table);
    return code;
}

static int list_prices(const cost_catalog_t *book, const char *name)
{
    static const char *const titles[COLUMNS] = {"Dimension", "Unit", "Each region", "Prices",
                                                "Regions",   "High", "Medium",      "Low"};
    size_t service = 0;
    while (service < cost_service_count() && strcmp(cost_service_name(service), name))
        service++;
    size_t count = cost_service_dimension_count(service);
    table_t table;
    int code = table_create(&table, count, titles) ? DONE : output_errors(NULL, COST_ERR_MEMORY);
    for (size_t i = 0; !code && i < count; i++) {
        coverage_t coverage;
        cover(&coverage, book, name, cost_service_dimension(service, i));
        table_add(&table, cost_service_dimension(service, i), cost_service_dimension_unit(service, i),
                  coverage.region_count ? coverage.rows / coverage.region_count : 0, &coverage);
    }
    if (!code && count) {
        static const char heading[] = "\nPrices in the book\n\n";
        output_text(heading, sizeof heading - 1);
        output_columns(table.cells, COLUMNS, table.rows);
    }
    table_destroy(&table);
    return code;
}

static int show_service(const cost_catalog_t *book, const char *name, bool manual_only)
{
    char *text = NULL;
    cost_error_t *err = cost_error_create();
    cost_status_t status = cost_service_manual(&text, name, err);
    int code = status ? output_errors(err, status) : DONE;
    if (!code)
        output_text(text, strlen(text));
    if (!code && !manual_only)
        code = list_prices(book, name);
    cost_text_free(text);
    cost_error_destroy(err);
    return code;
}

int cmd_services(const arguments_t *arguments)
{
    cost_catalog_t *book = NULL;
    cost_error_t *err = cost_error_create();
    cost_status_t status = cost_catalog_create(&book, NULL, err);
    int code = status ? output_errors(err, status) : DONE;
    if (!code && !arguments->operand_count)
        code = list_services(book);
    for (size_t i = 0; !status && i < arguments->operand_count; i++)
        if (show_service(book, arguments->operands[i], arguments_given(arguments, OPTION_MARKDOWN)))
            code = FAILED;
    cost_catalog_destroy(book);
    cost_error_destroy(err);
    return code;
}
