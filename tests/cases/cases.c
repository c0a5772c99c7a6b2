/* Walks tests/cases/<service>.csv: figures from outside, each with its source, through the public API.
 *
 *     build/obj/tests/cases/cases tests/cases        names every wrong row, then fails once
 *
 * Columns: case, inputs (the flow map of a workload without format and workload), dimension ("total" for the bill),
 * quantity, usd (either may be empty: not compared; "=" is exact text), source. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cost.h"
#include "libcost/base/csv.h"
#include "libcost/money/wide.h"

enum { COLUMNS = 6 };
static const char *const names[COLUMNS] = {"case", "inputs", "dimension", "quantity", "usd", "source"};
enum { CASE, INPUTS, DIMENSION, QUANTITY, USD, SOURCE };

typedef struct {
    const cost_csv_t *table;
    int column[COLUMNS];
    size_t row;
    const char *file;
    int passed, failed;
} walk_t;

static const char *cell(const walk_t *walk, int column)
{
    return cost_csv_cell(walk->table, walk->row, walk->column[column]);
}

static void wrong(walk_t *walk, const char *what, const char *got, const char *want)
{
    printf("%s:%d: %s: %s: got %s, want %s (%s)\n", walk->file, walk->table->lines[walk->row], cell(walk, CASE), what,
           got, want, cell(walk, SOURCE));
    walk->failed++;
}

/* Sums a decimal field of the lines of a dimension, in 1e-12. */
static void sum_lines(const cost_bill_t *bill, const char *dimension, cost_line_field_t field, char *out)
{
    cost_wide_t sum = 0, value;
    const char *why;
    char buffer[256];
    for (size_t i = 0; i < cost_bill_line_count(bill); i++) {
        const char *name = cost_bill_line_field(bill, i, COST_LINE_DIMENSION, buffer, sizeof buffer);
        if (strcmp(dimension, "total") && strcmp(name, dimension))
            continue;
        const char *text = cost_bill_line_field(bill, i, field, buffer, sizeof buffer);
        if (cost_wide_parse(&value, text, strlen(text), cost_wide_pow10(12), &why))
            sum += value;
    }
    cost_wide_decimal(sum, cost_wide_pow10(12), 12, out);
}

/* Both sides as numbers in 1e-12: "1.50" is "1.5". */
static int same_number(const char *a, const char *b)
{
    cost_wide_t x, y;
    const char *why;
    return cost_wide_parse(&x, a, strlen(a), cost_wide_pow10(12), &why) &&
           cost_wide_parse(&y, b, strlen(b), cost_wide_pow10(12), &why) && x == y;
}

static void compare(walk_t *walk, const cost_bill_t *bill)
{
    char got[COST_WIDE_TEXT_SIZE];
    int before = walk->failed;
    if (*cell(walk, QUANTITY)) {
        sum_lines(bill, cell(walk, DIMENSION), COST_LINE_QUANTITY, got);
        if (!same_number(got, cell(walk, QUANTITY)))
            wrong(walk, "quantity", got, cell(walk, QUANTITY));
    }
    if (*cell(walk, USD)) {
        sum_lines(bill, cell(walk, DIMENSION), COST_LINE_COST, got);
        if (!same_number(got, cell(walk, USD)))
            wrong(walk, "usd", got, cell(walk, USD));
    }
    if (!*cell(walk, QUANTITY) && !*cell(walk, USD))
        wrong(walk, "row", "no figure", "a quantity or an amount");
    walk->passed += walk->failed == before;
}

static char *workload_text(const char *inputs)
{
    static const char head[] = "{format: libcost-workload/1, workload: case, ";
    size_t size = sizeof head + strlen(inputs) + 1;
    char *text = malloc(size);
    const char *brace = strchr(inputs, '{');
    if (text)
        snprintf(text, size, "%s%s", head, brace ? brace + 1 : inputs);
    return text;
}

static void run_row(walk_t *walk, const cost_catalog_t *book)
{
    cost_error_t *err = cost_error_create();
    cost_workload_t *workload = NULL;
    cost_bill_t *bill = NULL;
    char *text = workload_text(cell(walk, INPUTS));
    cost_status_t status = cost_workload_parse(&workload, text, strlen(text), "case.yaml", NULL, err);
    const cost_workload_t *const account[] = {workload};
    if (!status)
        status = cost_estimate(&bill, book, account, 1, NULL, err);
    if (status)
        wrong(walk, "input", cost_error_count(err) ? cost_error_text(err, 0) : cost_status_text((int)status), "a bill");
    else
        compare(walk, bill);
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    cost_error_destroy(err);
    free(text);
}

static int walk_file(const char *file, const cost_catalog_t *book, int *passed)
{
    cost_csv_t table;
    cost_arena_t *arena = cost_arena_create();
    cost_error_t *err = cost_error_create();
    walk_t walk = {.table = &table, .file = file};
    if (cost_csv_load(&table, arena, file, err)) {
        printf("%s\n", cost_error_text(err, 0));
        walk.failed++;
    } else {
        for (int i = 0; i < COLUMNS; i++)
            if ((walk.column[i] = cost_csv_column(&table, names[i])) < 0) {
                printf("%s: has no column %s\n", file, names[i]);
                walk.failed++;
            }
        for (walk.row = 0; !walk.failed && walk.row < table.row_count;) {
            for (; walk.row < table.row_count; walk.row++)
                run_row(&walk, book);
        }
    }
    *passed += walk.passed;
    cost_error_destroy(err);
    cost_arena_destroy(arena);
    return walk.failed;
}

int main(int argc, char **argv)
{
    int passed = 0, failed = 0;
    cost_catalog_t *book = NULL;
    if (argc < 2 || cost_catalog_create(&book, NULL, NULL)) {
        fprintf(stderr, "usage: cases FILE.csv...\n");
        return 64;
    }
    for (int i = 1; i < argc; i++)
        failed += walk_file(argv[i], book, &passed);
    cost_catalog_destroy(book);
    printf("cases: %d passed, %d failed\n", passed, failed);
    return failed || !passed;
}
