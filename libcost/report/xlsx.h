/* The door to libxlsxwriter: sheets of cells, a few styles, a few kinds of charts.
 *
 * The library is loaded when a workbook is begun, never before: linking it would cost every start of a program more
 * than a whole estimate takes.  A call that fails sticks: write on, and look at what cost_xlsx_close() answers. */
#ifndef COST_XLSX_H
#define COST_XLSX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cost/status.h"

typedef struct cost_xlsx cost_xlsx_t;
typedef struct cost_sheet cost_sheet_t;

/* How a cell looks. */
typedef enum {
    COST_STYLE_TEXT,
    COST_STYLE_WRAPPED,
    COST_STYLE_UNIT, /* a text behind a number */
    COST_STYLE_REMARK,
    COST_STYLE_REMARK_RIGHT,
    COST_STYLE_TITLE,
    COST_STYLE_HEAD,       /* a column's title */
    COST_STYLE_HEAD_RIGHT, /* of a column of numbers */
    COST_STYLE_HEAD_UNIT,
    COST_STYLE_STRONG,
    COST_STYLE_STRONG_RIGHT,
    COST_STYLE_COUNT, /* a whole number */
    COST_STYLE_MEAN,  /* two decimals */
    COST_STYLE_QUANTITY,
    COST_STYLE_QUANTITY_INPUT, /* inputs are blue, as in finance */
    COST_STYLE_RATE,
    COST_STYLE_RATE_INPUT,
    COST_STYLE_USD,
    COST_STYLE_USD_HOUR, /* four decimals */
    COST_STYLE_USD_TOTAL,
    COST_STYLE_USD_CHANGE, /* with its sign */
    COST_STYLE_SHARE,
    COST_STYLE_SHARE_CHANGE,
    COST_STYLE_MONTH, /* dates, as cost_xlsx_date() writes them */
    COST_STYLE_HOUR,
    COST_STYLES
} cost_style_t;

/* A cell's name, such as N5; fixed: $N$5.  Rows and columns are numbered from 0. */
typedef struct {
    char text[24];
} cost_cell_name_t;
cost_cell_name_t cost_cell(size_t row, size_t column);
cost_cell_name_t cost_cell_fixed(size_t row, size_t column);
/* Lines!$N$3:$N$90, the sheet's name in quotes where it needs them. */
typedef struct {
    char text[96];
} cost_range_t;
cost_range_t cost_range(const char *sheet, size_t first_row, size_t last_row, size_t column);
/* Lines!$N$5 */
cost_range_t cost_far_cell(const char *sheet, size_t row, size_t column);

/* Loads the library and begins a workbook that will be written to `file`, which must be there (replace.h); messages
 * call it `label`.
 * COST_ERR_UNSUPPORTED when the library is not there: says what to install. */
cost_status_t cost_xlsx_create(cost_xlsx_t **out, const char *file, const char *label, cost_error_t *err);
/* What the file says of itself; `created` (POSIX seconds) stands instead of the time of writing, so that equal
 * workbooks are equal files. */
void cost_xlsx_describe(cost_xlsx_t *book, const char *title, const char *subject, const char *comment,
                        int64_t created);
/* Writes the file if all went well so far and `status` is COST_OK; releases everything.  NULL is fine.  Returns
 * `status`, or COST_ERR_IO, COST_ERR_LIMIT (more rows than a sheet has), COST_ERR_MEMORY. */
cost_status_t cost_xlsx_close(cost_xlsx_t *book, cost_status_t status, cost_error_t *err);
/* Memory was out in somebody else's hands. */
void cost_xlsx_fail(cost_xlsx_t *book);

/* The sheets stand in the order in which they are added.  Never NULL. */
cost_sheet_t *cost_xlsx_add_sheet(cost_xlsx_t *book, const char *name);
const char *cost_sheet_name(const cost_sheet_t *sheet);

/* Cells.  Texts are copied and stay texts whatever they begin with; one over a cell's 32,767 characters is cut. */
void cost_sheet_text(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, const char *text);
void cost_sheet_number(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, double value);
/* POSIX seconds. */
void cost_sheet_date(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, int64_t time);
/* `value` is what the formula comes to as long as nobody changes anything; programs that do not calculate show it. */
void cost_sheet_formula(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, double value,
                        const char *format, ...) __attribute__((format(printf, 6, 7)));

/* The same for a formula that comes to a text. */
void cost_sheet_formula_text(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, const char *value,
                             const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Titles of columns. */
typedef struct {
    const char *title;
    cost_style_t style; /* of what is below it: numbers' titles stand to the right */
} cost_head_t;
void cost_sheet_head(cost_sheet_t *sheet, size_t row, size_t first_column, const cost_head_t *head, size_t count);
/* A table below titles at `head_row`: its titles stay in sight, are repeated on every printed page and filter its rows
 * to last_row; the first `columns_kept` columns stay in sight as well. */
void cost_sheet_table(cost_sheet_t *sheet, size_t head_row, size_t last_row, size_t columns, size_t columns_kept);
/* Rows above and columns left of this cell stay in sight. */
void cost_sheet_freeze(cost_sheet_t *sheet, size_t row, size_t column);
/* Rows whose formula is true (`$N3=0`, written for the first row) are grey. */
void cost_sheet_grey(cost_sheet_t *sheet, size_t first_row, size_t last_row, size_t columns, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* A column is as wide as its longest text; `least` and `most` bound it. */
void cost_sheet_width(cost_sheet_t *sheet, size_t column, unsigned least, unsigned most);

/* A row with wrapped texts is so many lines high: not every program finds that out by itself. */
void cost_sheet_lines(cost_sheet_t *sheet, size_t row, size_t lines);
/* Only the first `columns` are printed. */
void cost_sheet_print(cost_sheet_t *sheet, size_t last_row, size_t columns);

/* Cells of a column are numbers that are texts on purpose: a spreadsheet need not point them out. */
void cost_sheet_exact(cost_sheet_t *sheet, size_t first_row, size_t last_row, size_t column);
/* All of it is printed on one page. */
void cost_sheet_one_page(cost_sheet_t *sheet);

/* Charts. */
typedef struct {
    const char *name;                /* NULL: none; one for each when there are several */
    const char *categories, *values; /* ranges */
} cost_series_t;
typedef enum {
    COST_CHART_BARS, /* names to the left, the first at the top */
    COST_CHART_AREA, /* on top of each other */
    COST_CHART_LINE
} cost_chart_kind_t;
typedef struct {
    cost_chart_kind_t kind;
    const char *title, *x_title, *y_title; /* NULL: none */
    const char *x_format, *y_format;       /* of the numbers at the axes; NULL: as the cells */
    const cost_series_t *series;
    size_t series_count;
    size_t row, column;     /* its upper left cell */
    unsigned width, height; /* pixels */
    unsigned x_step;        /* every how many categories have their name; 0: as it fits */
} cost_chart_t;
void cost_sheet_chart(cost_sheet_t *sheet, const cost_chart_t *chart);

#endif
