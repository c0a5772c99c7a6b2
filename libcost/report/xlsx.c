#include "libcost/report/xlsx.h"

#include <dlfcn.h>
#include <locale.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "libcost/base/arena.h"
#include "libcost/base/error.h"
#include "libcost/base/utf8.h"

/* The name of the library whose headers are included above; the Makefile asks the compiler for it. */
#ifndef COST_XLSX_LIBRARY
#define COST_XLSX_LIBRARY "libxlsxwriter.so"
#endif

#define FUNCTIONS(X)                                                                                                   \
    X(lxw_strerror)                                                                                                    \
    X(lxw_workbook_free)                                                                                               \
    X(workbook_new)                                                                                                    \
    X(workbook_close)                                                                                                  \
    X(workbook_set_properties)                                                                                         \
    X(workbook_add_worksheet)                                                                                          \
    X(workbook_add_format)                                                                                             \
    X(workbook_add_chart)                                                                                              \
    X(worksheet_write_string)                                                                                          \
    X(worksheet_write_number)                                                                                          \
    X(worksheet_write_formula_num)                                                                                     \
    X(worksheet_write_formula_str)                                                                                     \
    X(worksheet_set_column)                                                                                            \
    X(worksheet_set_row)                                                                                               \
    X(worksheet_print_area)                                                                                            \
    X(worksheet_freeze_panes)                                                                                          \
    X(worksheet_autofilter)                                                                                            \
    X(worksheet_repeat_rows)                                                                                           \
    X(worksheet_conditional_format_range)                                                                              \
    X(worksheet_insert_chart_opt)                                                                                      \
    X(worksheet_set_landscape)                                                                                         \
    X(worksheet_set_paper)                                                                                             \
    X(worksheet_fit_to_pages)                                                                                          \
    X(worksheet_set_footer)                                                                                            \
    X(worksheet_ignore_errors)                                                                                         \
    X(format_set_bold)                                                                                                 \
    X(format_set_font_size)                                                                                            \
    X(format_set_font_color)                                                                                           \
    X(format_set_bg_color)                                                                                             \
    X(format_set_align)                                                                                                \
    X(format_set_text_wrap)                                                                                            \
    X(format_set_indent)                                                                                               \
    X(format_set_num_format)                                                                                           \
    X(format_set_top)                                                                                                  \
    X(chart_add_series)                                                                                                \
    X(chart_series_set_name)                                                                                           \
    X(chart_series_set_fill)                                                                                           \
    X(chart_series_set_line)                                                                                           \
    X(chart_series_set_labels)                                                                                         \
    X(chart_series_set_labels_num_format)                                                                              \
    X(chart_series_set_labels_font)                                                                                    \
    X(chart_axis_off)                                                                                                  \
    X(chart_title_set_name)                                                                                            \
    X(chart_title_set_name_font)                                                                                       \
    X(chart_title_off)                                                                                                 \
    X(chart_legend_set_position)                                                                                       \
    X(chart_axis_get)                                                                                                  \
    X(chart_axis_set_name)                                                                                             \
    X(chart_axis_set_name_font)                                                                                        \
    X(chart_axis_set_num_font)                                                                                         \
    X(chart_axis_set_num_format)                                                                                       \
    X(chart_axis_set_reverse)                                                                                          \
    X(chart_axis_set_interval_unit)                                                                                    \
    X(chart_axis_set_interval_tick)                                                                                    \
    X(chart_axis_set_min)                                                                                              \
    X(chart_axis_major_gridlines_set_line)                                                                             \
    X(chart_set_series_gap)

typedef struct {
#define FUNCTION_MEMBER(name) __typeof__(name) *name;
    FUNCTIONS(FUNCTION_MEMBER)
#undef FUNCTION_MEMBER
} functions_t;

enum { COLUMNS_MAX = 1024, WIDTH_MAX = 255, CELL_MAX = 32767, FORMULA_MAX = 8192, TITLE_HEIGHT = 24 };

struct cost_sheet {
    cost_xlsx_t *book;
    cost_sheet_t *next;
    lxw_worksheet *sheet; /* NULL: something failed, nothing is written */
    const char *name;
    unsigned char text_width[COLUMNS_MAX]; /* of the longest text so far */
};

struct cost_xlsx {
    cost_arena_t *arena;
    const char *file;
    void *library;
    functions_t call;
    lxw_workbook *workbook;
    lxw_format *formats[COST_STYLES];
    lxw_format *grey;
    cost_sheet_t *sheets;
    cost_sheet_t nowhere; /* stands for a sheet that could not be made */
    lxw_error failed;
};

/* ---- styles ---- */

#define COLOR_INPUT  0x0000C0
#define COLOR_REMARK 0x606060
#define COLOR_HEAD   0x1F3864
#define COLOR_GREY   0xA0A0A0

#define FORMAT_COUNT    "#,##0"
#define FORMAT_QUANTITY "#,##0.00######"
#define FORMAT_RATE     "0.00################"
/* What costs something is never shown as 0.00. */
#define FORMAT_USD    "[=0]0.00;[<0.005]0.000000000;#,##0.00"
#define FORMAT_CHANGE "+#,##0.00;-#,##0.00;0.00"
#define FORMAT_SHARE  "0.0%"

typedef struct {
    const char *numbers;
    uint32_t color, background;
    double size;
    bool bold, left, right, wrap, indent, line_above;
} style_t;

static const style_t styles[COST_STYLES] = {
    [COST_STYLE_TEXT] = {0},
    [COST_STYLE_WRAPPED] = {.wrap = true},
    [COST_STYLE_UNIT] = {.indent = true},
    [COST_STYLE_REMARK] = {.color = COLOR_REMARK},
    [COST_STYLE_REMARK_RIGHT] = {.color = COLOR_REMARK, .right = true},
    [COST_STYLE_TITLE] = {.size = 16, .bold = true},
    [COST_STYLE_HEAD] = {.color = 0xFFFFFF, .background = COLOR_HEAD, .bold = true},
    [COST_STYLE_HEAD_RIGHT] = {.color = 0xFFFFFF, .background = COLOR_HEAD, .bold = true, .right = true},
    [COST_STYLE_HEAD_UNIT] = {.color = 0xFFFFFF, .background = COLOR_HEAD, .bold = true, .indent = true},
    [COST_STYLE_STRONG] = {.bold = true},
    [COST_STYLE_STRONG_RIGHT] = {.bold = true, .right = true},
    [COST_STYLE_COUNT] = {.numbers = FORMAT_COUNT},
    [COST_STYLE_MEAN] = {.numbers = "#,##0.00"},
    [COST_STYLE_QUANTITY] = {.numbers = FORMAT_QUANTITY},
    [COST_STYLE_QUANTITY_INPUT] = {.numbers = FORMAT_QUANTITY, .color = COLOR_INPUT},
    [COST_STYLE_RATE] = {.numbers = FORMAT_RATE},
    [COST_STYLE_RATE_INPUT] = {.numbers = FORMAT_RATE, .color = COLOR_INPUT},
    [COST_STYLE_USD] = {.numbers = FORMAT_USD},
    [COST_STYLE_USD_HOUR] = {.numbers = "#,##0.0000"},
    [COST_STYLE_USD_TOTAL] = {.numbers = FORMAT_USD, .bold = true, .line_above = true},
    [COST_STYLE_USD_CHANGE] = {.numbers = FORMAT_CHANGE},
    [COST_STYLE_SHARE] = {.numbers = FORMAT_SHARE},
    [COST_STYLE_SHARE_CHANGE] = {.numbers = "+0.0%;-0.0%;0.0%"},
    [COST_STYLE_MONTH] = {.numbers = "yyyy-mm", .left = true},
    [COST_STYLE_HOUR] = {.numbers = "yyyy-mm-dd hh:mm", .left = true},
};

static void fill_format(const cost_xlsx_t *book, lxw_format *format, const style_t *style)
{
    const functions_t *call = &book->call;
    if (style->numbers)
        call->format_set_num_format(format, style->numbers);
    if (style->color)
        call->format_set_font_color(format, style->color);
    if (style->background)
        call->format_set_bg_color(format, style->background);
    if (style->size > 0)
        call->format_set_font_size(format, style->size);
    if (style->bold)
        call->format_set_bold(format);
    if (style->left)
        call->format_set_align(format, LXW_ALIGN_LEFT);
    if (style->right)
        call->format_set_align(format, LXW_ALIGN_RIGHT);
    if (style->indent)
        call->format_set_indent(format, 1);
    if (style->wrap)
        call->format_set_text_wrap(format);
    if (style->line_above)
        call->format_set_top(format, LXW_BORDER_THIN);
    call->format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
}

static void note(cost_xlsx_t *book, lxw_error error)
{
    if (!book->failed)
        book->failed = error;
}

void cost_xlsx_fail(cost_xlsx_t *book)
{
    note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
}

static void make_formats(cost_xlsx_t *book)
{
    for (int i = 0; i < COST_STYLES; i++) {
        book->formats[i] = book->call.workbook_add_format(book->workbook);
        if (book->formats[i])
            fill_format(book, book->formats[i], &styles[i]);
        else
            cost_xlsx_fail(book);
    }
    book->grey = book->call.workbook_add_format(book->workbook);
    if (book->grey)
        book->call.format_set_font_color(book->grey, COLOR_GREY);
    else
        cost_xlsx_fail(book);
}

/* ---- the workbook ---- */

/* A pointer to an object may not be converted to one to a function in ISO C; POSIX promises that this works. */
static bool find(void *library, const char *name, void *out)
{
    void *found = dlsym(library, name);
    memcpy(out, &found, sizeof found);
    return found != NULL;
}

static bool find_all(functions_t *out, void *library)
{
    bool found = true;
#define FUNCTION_FIND(name) found = find(library, #name, &out->name) && found;
    FUNCTIONS(FUNCTION_FIND)
#undef FUNCTION_FIND
    return found;
}

static cost_status_t load(cost_xlsx_t *book, cost_error_t *err)
{
    book->library = dlopen(COST_XLSX_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (book->library && find_all(&book->call, book->library))
        return COST_OK;
    return cost_fail(
        err, COST_ERR_UNSUPPORTED, (cost_place_t){.file = book->file},
        "a workbook needs the library libxlsxwriter (%s), which %s; install it: apt install "
        "libxlsxwriter-dev, dnf install libxlsxwriter, pacman -S libxlsxwriter, brew install libxlsxwriter",
        COST_XLSX_LIBRARY, book->library ? "is too old here" : "is not here");
}

static void release(cost_xlsx_t *book)
{
    if (book->workbook)
        book->call.lxw_workbook_free(book->workbook);
    if (book->library)
        dlclose(book->library);
    cost_arena_destroy(book->arena);
}

cost_status_t cost_xlsx_create(cost_xlsx_t **out, const char *file, cost_error_t *err)
{
    *out = NULL;
    cost_arena_t *arena = cost_arena_create();
    cost_xlsx_t *book = arena ? cost_arena_alloc(arena, sizeof *book) : NULL;
    if (!book) {
        cost_arena_destroy(arena);
        return cost_fail_memory(err);
    }
    book->arena = arena;
    book->nowhere = (cost_sheet_t){.book = book, .name = ""};
    book->file = cost_arena_string(arena, file);
    cost_status_t status = book->file ? load(book, err) : cost_fail_memory(err);
    if (!status) {
        book->workbook = book->call.workbook_new(file);
        status = book->workbook ? COST_OK : cost_fail_memory(err);
    }
    if (status) {
        release(book);
        return status;
    }
    make_formats(book);
    *out = book;
    return COST_OK;
}

/* The library copies them; its structure only forgot to say so. */
static char *unconst(cost_xlsx_t *book, const char *text)
{
    char *copy = cost_arena_string(book->arena, text);
    if (!copy)
        cost_xlsx_fail(book);
    return copy;
}

void cost_xlsx_describe(cost_xlsx_t *book, const char *title, const char *subject, const char *comment, int64_t created)
{
    lxw_doc_properties properties = {.title = unconst(book, title),
                                     .subject = unconst(book, subject),
                                     .comments = unconst(book, comment),
                                     .created = (time_t)created};
    if (!book->failed)
        note(book, book->call.workbook_set_properties(book->workbook, &properties));
}

static cost_status_t explain(const cost_xlsx_t *book, lxw_error error, cost_error_t *err)
{
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return cost_fail_memory(err);
    if (error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE || error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
        return cost_fail(err, COST_ERR_LIMIT, (cost_place_t){.file = book->file},
                         "a sheet has no more than 1,048,576 rows and 16,384 columns, a formula no more than 8,192 "
                         "characters; CSV and JSON have no such bounds");
    return cost_fail(err, COST_ERR_IO, (cost_place_t){.file = book->file}, "the workbook cannot be written: %s",
                     book->call.lxw_strerror(error));
}

/* The library calls gmtime(), whose answer all threads of a process share. */
static pthread_mutex_t closing = PTHREAD_MUTEX_INITIALIZER;

/* The library prints numbers by printf, which follows the locale that the host program set; and a message of its own
 * when it cannot create the file, which is therefore tried before. */
static lxw_error write_out(cost_xlsx_t *book)
{
    if (access(book->file, W_OK))
        return LXW_ERROR_CREATING_XLSX_FILE;
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    locale_t before = uselocale(plain);
    pthread_mutex_lock(&closing);
    lxw_error error = book->call.workbook_close(book->workbook);
    pthread_mutex_unlock(&closing);
    book->workbook = NULL; /* closing releases it, come what may */
    uselocale(before);
    freelocale(plain);
    return error;
}

cost_status_t cost_xlsx_close(cost_xlsx_t *book, cost_status_t status, cost_error_t *err)
{
    if (!book)
        return status;
    if (!status && !book->failed)
        note(book, write_out(book));
    if (!status && book->failed)
        status = explain(book, book->failed, err);
    release(book);
    return status;
}

/* ---- sheets ---- */

enum { PAPER_A4 = 9 };

static void set_up_page(const cost_sheet_t *sheet)
{
    const functions_t *call = &sheet->book->call;
    call->worksheet_set_landscape(sheet->sheet);
    call->worksheet_set_paper(sheet->sheet, PAPER_A4);
    call->worksheet_fit_to_pages(sheet->sheet, 1, 0); /* one page wide, as many as it takes */
    note(sheet->book, call->worksheet_set_footer(sheet->sheet, "&L&A&R&P / &N"));
}

cost_sheet_t *cost_xlsx_add_sheet(cost_xlsx_t *book, const char *name)
{
    cost_sheet_t *sheet = book->failed ? NULL : cost_arena_alloc(book->arena, sizeof *sheet);
    if (!sheet) {
        cost_xlsx_fail(book);
        return &book->nowhere;
    }
    *sheet = (cost_sheet_t){.book = book, .next = book->sheets, .name = name};
    book->sheets = sheet;
    sheet->sheet = book->call.workbook_add_worksheet(book->workbook, name);
    if (sheet->sheet)
        set_up_page(sheet);
    else
        cost_xlsx_fail(book);
    return sheet;
}

const char *cost_sheet_name(const cost_sheet_t *sheet)
{
    return sheet->name;
}

static bool usable(const cost_sheet_t *sheet)
{
    return sheet->sheet && !sheet->book->failed;
}

/* ---- names of cells ---- */

static void letters(size_t column, char text[8])
{
    char reversed[8];
    size_t count = 0;
    for (column++; column > 0 && count < 7; column = (column - 1) / 26)
        reversed[count++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < count; i++)
        text[i] = reversed[count - 1 - i];
    text[count] = '\0';
}

cost_cell_name_t cost_cell(size_t row, size_t column)
{
    cost_cell_name_t cell;
    char name[8];
    letters(column, name);
    snprintf(cell.text, sizeof cell.text, "%s%lu", name, (unsigned long)(row + 1) & 0xFFFFFFFF);
    return cell;
}

cost_cell_name_t cost_cell_fixed(size_t row, size_t column)
{
    cost_cell_name_t cell;
    char name[8];
    letters(column, name);
    snprintf(cell.text, sizeof cell.text, "$%s$%lu", name, (unsigned long)(row + 1) & 0xFFFFFFFF);
    return cell;
}

cost_range_t cost_range(const char *sheet, size_t first_row, size_t last_row, size_t column)
{
    cost_range_t range;
    const char *quote = strchr(sheet, ' ') ? "'" : "";
    snprintf(range.text, sizeof range.text, "%s%.31s%s!%s:%s", quote, sheet, quote,
             cost_cell_fixed(first_row, column).text, cost_cell_fixed(last_row, column).text);
    return range;
}

cost_range_t cost_far_cell(const char *sheet, size_t row, size_t column)
{
    cost_range_t range;
    const char *quote = strchr(sheet, ' ') ? "'" : "";
    snprintf(range.text, sizeof range.text, "%s%.31s%s!%s", quote, sheet, quote, cost_cell_fixed(row, column).text);
    return range;
}

/* ---- cells ---- */

static lxw_row_t row_number(size_t row)
{
    return row < LXW_ROW_MAX ? (lxw_row_t)row : LXW_ROW_MAX;
}

static lxw_col_t column_number(size_t column)
{
    return column < LXW_COL_MAX ? (lxw_col_t)column : LXW_COL_MAX;
}

static void remember_width(cost_sheet_t *sheet, size_t column, size_t width)
{
    if (column < COLUMNS_MAX && width > sheet->text_width[column])
        sheet->text_width[column] = (unsigned char)(width < WIDTH_MAX ? width : WIDTH_MAX);
}

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* XML takes no text that is not UTF-8, as names of files need not be, and a cell takes only so much. */
static const char *presentable(cost_sheet_t *sheet, const char *text)
{
    size_t length = strlen(text), good = cost_utf8_check(text, length);
    if (good == length && length <= CELL_MAX)
        return text;
    char *copy = cost_arena_string(sheet->book->arena, text);
    if (!copy) {
        cost_xlsx_fail(sheet->book);
        return "";
    }
    for (; good < length; good += cost_utf8_check(copy + good, length - good))
        copy[good] = '?';
    copy[cost_utf8_cut(copy, length, CELL_MAX)] = '\0';
    return copy;
}

void cost_sheet_text(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, const char *text)
{
    cost_xlsx_t *book = sheet->book;
    if (!usable(sheet) || !*text)
        return;
    if (style == COST_STYLE_TITLE)
        note(book, book->call.worksheet_set_row(sheet->sheet, row_number(row), TITLE_HEIGHT, NULL));
    else if (style != COST_STYLE_REMARK)
        remember_width(sheet, column, characters(text));
    note(book, book->call.worksheet_write_string(sheet->sheet, row_number(row), column_number(column),
                                                 presentable(sheet, text), book->formats[style]));
}

void cost_sheet_number(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, double value)
{
    cost_xlsx_t *book = sheet->book;
    if (usable(sheet))
        note(book, book->call.worksheet_write_number(sheet->sheet, row_number(row), column_number(column), value,
                                                     book->formats[style]));
}

/* Day 25569 of a spreadsheet is 1970-01-01. */
void cost_sheet_date(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, int64_t time)
{
    cost_sheet_number(sheet, row, column, style, 25569.0 + (double)time / 86400.0);
}

/* NULL when memory is out. */
static const char *formula(cost_sheet_t *sheet, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    const int length = vsnprintf(NULL, 0, format, arguments);
    char *text = length < FORMULA_MAX ? cost_arena_alloc(sheet->book->arena, (size_t)length + 1) : NULL;
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    else if (length < FORMULA_MAX)
        cost_xlsx_fail(sheet->book);
    else
        note(sheet->book, LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED);
    va_end(again);
    return text;
}

void cost_sheet_formula(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, double value,
                        const char *format, ...)
{
    cost_xlsx_t *book = sheet->book;
    va_list arguments;
    if (!usable(sheet))
        return;
    va_start(arguments, format);
    const char *text = formula(sheet, format, arguments);
    va_end(arguments);
    if (text)
        note(book, book->call.worksheet_write_formula_num(sheet->sheet, row_number(row), column_number(column), text,
                                                          book->formats[style], value));
}

void cost_sheet_formula_text(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, const char *value,
                             const char *format, ...)
{
    cost_xlsx_t *book = sheet->book;
    va_list arguments;
    if (!usable(sheet))
        return;
    va_start(arguments, format);
    const char *text = formula(sheet, format, arguments);
    va_end(arguments);
    if (text)
        note(book, book->call.worksheet_write_formula_str(sheet->sheet, row_number(row), column_number(column), text,
                                                          book->formats[style], value));
}

/* ---- tables ---- */

/* A column's title stands where its cells do. */
static cost_style_t head_style(cost_style_t below)
{
    if (styles[below].indent)
        return COST_STYLE_HEAD_UNIT;
    return styles[below].right || (styles[below].numbers && !styles[below].left) ? COST_STYLE_HEAD_RIGHT
                                                                                 : COST_STYLE_HEAD;
}

void cost_sheet_head(cost_sheet_t *sheet, size_t row, size_t first_column, const cost_head_t *head, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cost_sheet_text(sheet, row, first_column + i, head_style(head[i].style), head[i].title);
}

void cost_sheet_table(cost_sheet_t *sheet, size_t head_row, size_t last_row, size_t columns, size_t columns_kept)
{
    const functions_t *call = &sheet->book->call;
    const lxw_row_t head = row_number(head_row);
    if (!usable(sheet))
        return;
    call->worksheet_freeze_panes(sheet->sheet, head + 1, column_number(columns_kept));
    note(sheet->book,
         call->worksheet_autofilter(sheet->sheet, head, 0, row_number(last_row), column_number(columns - 1)));
    note(sheet->book, call->worksheet_repeat_rows(sheet->sheet, head, head));
}

void cost_sheet_freeze(cost_sheet_t *sheet, size_t row, size_t column)
{
    if (usable(sheet))
        sheet->book->call.worksheet_freeze_panes(sheet->sheet, row_number(row), column_number(column));
}

void cost_sheet_grey(cost_sheet_t *sheet, size_t first_row, size_t last_row, size_t columns, const char *format, ...)
{
    char text[128];
    va_list arguments;
    if (!usable(sheet))
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    lxw_conditional_format grey = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = text, .format = sheet->book->grey};
    note(sheet->book,
         sheet->book->call.worksheet_conditional_format_range(sheet->sheet, row_number(first_row), 0,
                                                              row_number(last_row), column_number(columns - 1), &grey));
}

void cost_sheet_width(cost_sheet_t *sheet, size_t column, unsigned least, unsigned most)
{
    const unsigned room = 2; /* for the filter's button and bold letters */
    unsigned width = column < COLUMNS_MAX ? sheet->text_width[column] + room : least;
    width = width < least ? least : width > most ? most : width;
    if (usable(sheet))
        note(sheet->book, sheet->book->call.worksheet_set_column(sheet->sheet, column_number(column),
                                                                 column_number(column), width, NULL));
}

void cost_sheet_lines(cost_sheet_t *sheet, size_t row, size_t lines)
{
    const size_t most = 27; /* of a row's 409 points */
    if (usable(sheet) && lines > 1)
        note(sheet->book, sheet->book->call.worksheet_set_row(sheet->sheet, row_number(row),
                                                              15.0 * (double)(lines < most ? lines : most), NULL));
}

void cost_sheet_print(cost_sheet_t *sheet, size_t last_row, size_t columns)
{
    if (usable(sheet))
        note(sheet->book, sheet->book->call.worksheet_print_area(sheet->sheet, 0, 0, row_number(last_row),
                                                                 column_number(columns - 1)));
}

void cost_sheet_exact(cost_sheet_t *sheet, size_t first_row, size_t last_row, size_t column)
{
    char range[2 * sizeof(cost_cell_name_t)];
    snprintf(range, sizeof range, "%s:%s", cost_cell(first_row, column).text, cost_cell(last_row, column).text);
    if (usable(sheet))
        note(sheet->book,
             sheet->book->call.worksheet_ignore_errors(sheet->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
}

void cost_sheet_one_page(cost_sheet_t *sheet)
{
    if (usable(sheet))
        sheet->book->call.worksheet_fit_to_pages(sheet->sheet, 1, 1);
}

/* ---- charts ---- */

static lxw_chart *add_chart(cost_xlsx_t *book, cost_chart_kind_t kind)
{
    switch (kind) {
    case COST_CHART_BARS:
        return book->call.workbook_add_chart(book->workbook, LXW_CHART_BAR);
    case COST_CHART_AREA:
        return book->call.workbook_add_chart(book->workbook, LXW_CHART_AREA_STACKED);
    case COST_CHART_LINE:
        return book->call.workbook_add_chart(book->workbook, LXW_CHART_LINE);
    }
    return NULL;
}

/* Told apart by people who do not see all colours (Okabe and Ito). */
static const uint32_t colors[] = {0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0xF0E442, 0x7F7F7F};

static void add_series(cost_xlsx_t *book, lxw_chart *chart, const cost_chart_t *like, size_t i)
{
    const functions_t *call = &book->call;
    const cost_series_t *series = &like->series[i];
    const uint32_t color = colors[i % (sizeof colors / sizeof colors[0])];
    char categories[128], values[128];
    snprintf(categories, sizeof categories, "=%s", series->categories);
    snprintf(values, sizeof values, "=%s", series->values);
    lxw_chart_series *made = call->chart_add_series(chart, categories, values);
    if (!made) {
        cost_xlsx_fail(book);
        return;
    }
    if (series->name)
        call->chart_series_set_name(made, series->name);
    if (like->kind == COST_CHART_BARS) { /* its amounts stand at the bars, not at an axis */
        call->chart_series_set_labels(made);
        call->chart_series_set_labels_num_format(made, like->y_format);
        call->chart_series_set_labels_font(made, &(lxw_chart_font){.size = 9});
    }
    if (like->kind == COST_CHART_LINE)
        call->chart_series_set_line(made, &(lxw_chart_line){.color = color, .width = 1.25f});
    else
        call->chart_series_set_fill(made, &(lxw_chart_fill){.color = color});
}

static void set_axis(const functions_t *call, lxw_chart_axis *axis, const char *title, const char *numbers_format)
{
    lxw_chart_font small = {.size = 9, .bold = LXW_EXPLICIT_FALSE};
    if (title)
        call->chart_axis_set_name(axis, title);
    call->chart_axis_set_name_font(axis, &small);
    call->chart_axis_set_num_font(axis, &small);
    if (numbers_format)
        call->chart_axis_set_num_format(axis, numbers_format);
}

static void set_axes(const functions_t *call, lxw_chart *chart, const cost_chart_t *like)
{
    const bool lying = like->kind == COST_CHART_BARS; /* its axes change places */
    lxw_chart_axis *names = call->chart_axis_get(chart, lying ? LXW_CHART_AXIS_TYPE_Y : LXW_CHART_AXIS_TYPE_X);
    lxw_chart_axis *amounts = call->chart_axis_get(chart, lying ? LXW_CHART_AXIS_TYPE_X : LXW_CHART_AXIS_TYPE_Y);
    set_axis(call, names, like->x_title, like->x_format);
    set_axis(call, amounts, like->y_title, like->y_format);
    if (like->kind != COST_CHART_AREA) /* which begins there anyway, and is not asked to by this library */
        call->chart_axis_set_min(amounts, 0);
    call->chart_axis_major_gridlines_set_line(amounts, &(lxw_chart_line){.color = 0xD9D9D9, .width = 0.5f});
    if (lying) {
        call->chart_axis_set_reverse(names);
        call->chart_axis_off(amounts);
    }
    if (like->x_step) {
        call->chart_axis_set_interval_unit(names, (uint16_t)like->x_step);
        call->chart_axis_set_interval_tick(names, (uint16_t)like->x_step);
    }
}

static void set_looks(const functions_t *call, lxw_chart *chart, const cost_chart_t *like)
{
    lxw_chart_font font = {.size = 12};
    if (like->title) {
        call->chart_title_set_name(chart, like->title);
        call->chart_title_set_name_font(chart, &font);
    } else {
        call->chart_title_off(chart);
    }
    call->chart_legend_set_position(chart, like->series_count > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
    if (like->kind == COST_CHART_BARS)
        call->chart_set_series_gap(chart, 40);
}

void cost_sheet_chart(cost_sheet_t *sheet, const cost_chart_t *chart)
{
    enum { DEFAULT_WIDTH = 480, DEFAULT_HEIGHT = 288 }; /* of the library's charts, in pixels */
    cost_xlsx_t *book = sheet->book;
    if (!usable(sheet) || !chart->series_count)
        return;
    lxw_chart *made = add_chart(book, chart->kind);
    if (!made) {
        cost_xlsx_fail(book);
        return;
    }
    for (size_t i = 0; i < chart->series_count; i++)
        add_series(book, made, chart, i);
    set_axes(&book->call, made, chart);
    set_looks(&book->call, made, chart);
    lxw_chart_options place = {.x_scale = (double)chart->width / DEFAULT_WIDTH,
                               .y_scale = (double)chart->height / DEFAULT_HEIGHT,
                               .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                               .description = unconst(book, chart->title ? chart->title : "")};
    note(book, book->call.worksheet_insert_chart_opt(sheet->sheet, row_number(chart->row), column_number(chart->column),
                                                     made, &place));
}
