/* Sheets, their cells and their tables. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "libcost/base/utf8.h"
#include "libcost/report/xlsx_library.h"

enum { WIDTH_MAX = 255, CELL_MAX = 32767, FORMULA_MAX = 8192, TITLE_HEIGHT = 24 };

/* ---- sheets ---- */

enum { PAPER_A4 = 9 };

static void set_up_page(const cost_sheet_t *sheet)
{
    const cost_xlsx_functions_t *call = &sheet->book->call;
    call->worksheet_set_landscape(sheet->sheet);
    call->worksheet_set_paper(sheet->sheet, PAPER_A4);
    call->worksheet_fit_to_pages(sheet->sheet, 1, 0); /* one page wide, as many as it takes */
    cost_xlsx_note(sheet->book, call->worksheet_set_footer(sheet->sheet, "&L&A&R&P / &N"));
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

bool cost_sheet_usable(const cost_sheet_t *sheet)
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

lxw_row_t cost_xlsx_row(size_t row)
{
    return row < LXW_ROW_MAX ? (lxw_row_t)row : LXW_ROW_MAX;
}

lxw_col_t cost_xlsx_column(size_t column)
{
    return column < LXW_COL_MAX ? (lxw_col_t)column : LXW_COL_MAX;
}

static void remember_width(cost_sheet_t *sheet, size_t column, size_t width)
{
    if (column < COST_XLSX_COLUMNS_MAX && width > sheet->text_width[column])
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
    if (!cost_sheet_usable(sheet) || !*text)
        return;
    if (style == COST_STYLE_TITLE)
        cost_xlsx_note(book, book->call.worksheet_set_row(sheet->sheet, cost_xlsx_row(row), TITLE_HEIGHT, NULL));
    else if (style != COST_STYLE_REMARK)
        remember_width(sheet, column, characters(text));
    cost_xlsx_note(book, book->call.worksheet_write_string(sheet->sheet, cost_xlsx_row(row), cost_xlsx_column(column),
                                                           presentable(sheet, text), book->formats[style]));
}

void cost_sheet_number(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, double value)
{
    cost_xlsx_t *book = sheet->book;
    if (cost_sheet_usable(sheet))
        cost_xlsx_note(book, book->call.worksheet_write_number(sheet->sheet, cost_xlsx_row(row),
                                                               cost_xlsx_column(column), value, book->formats[style]));
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
        cost_xlsx_note(sheet->book, LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED);
    va_end(again);
    return text;
}

void cost_sheet_formula(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, double value,
                        const char *format, ...)
{
    cost_xlsx_t *book = sheet->book;
    va_list arguments;
    if (!cost_sheet_usable(sheet))
        return;
    va_start(arguments, format);
    const char *text = formula(sheet, format, arguments);
    va_end(arguments);
    if (text)
        cost_xlsx_note(book, book->call.worksheet_write_formula_num(sheet->sheet, cost_xlsx_row(row),
                                                                    cost_xlsx_column(column), text,
                                                                    book->formats[style], value));
}

void cost_sheet_formula_text(cost_sheet_t *sheet, size_t row, size_t column, cost_style_t style, const char *value,
                             const char *format, ...)
{
    cost_xlsx_t *book = sheet->book;
    va_list arguments;
    if (!cost_sheet_usable(sheet))
        return;
    va_start(arguments, format);
    const char *text = formula(sheet, format, arguments);
    va_end(arguments);
    if (text)
        cost_xlsx_note(book, book->call.worksheet_write_formula_str(sheet->sheet, cost_xlsx_row(row),
                                                                    cost_xlsx_column(column), text,
                                                                    book->formats[style], value));
}

/* ---- tables ---- */

/* A column's title stands where its cells do. */
static cost_style_t head_style(cost_style_t below)
{
    if (cost_style_is_indented(below))
        return COST_STYLE_HEAD_UNIT;
    return cost_style_is_right(below) ? COST_STYLE_HEAD_RIGHT : COST_STYLE_HEAD;
}

void cost_sheet_head(cost_sheet_t *sheet, size_t row, size_t first_column, const cost_head_t *head, size_t count)
{
    for (size_t i = 0; i < count; i++)
        cost_sheet_text(sheet, row, first_column + i, head_style(head[i].style), head[i].title);
}

void cost_sheet_table(cost_sheet_t *sheet, size_t head_row, size_t last_row, size_t columns, size_t columns_kept)
{
    const cost_xlsx_functions_t *call = &sheet->book->call;
    const lxw_row_t head = cost_xlsx_row(head_row);
    if (!cost_sheet_usable(sheet))
        return;
    call->worksheet_freeze_panes(sheet->sheet, head + 1, cost_xlsx_column(columns_kept));
    cost_xlsx_note(sheet->book, call->worksheet_autofilter(sheet->sheet, head, 0, cost_xlsx_row(last_row),
                                                           cost_xlsx_column(columns - 1)));
    cost_xlsx_note(sheet->book, call->worksheet_repeat_rows(sheet->sheet, head, head));
}

void cost_sheet_freeze(cost_sheet_t *sheet, size_t row, size_t column)
{
    if (cost_sheet_usable(sheet))
        sheet->book->call.worksheet_freeze_panes(sheet->sheet, cost_xlsx_row(row), cost_xlsx_column(column));
}

void cost_sheet_grey(cost_sheet_t *sheet, size_t first_row, size_t last_row, size_t columns, const char *format, ...)
{
    char text[128];
    va_list arguments;
    if (!cost_sheet_usable(sheet))
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    lxw_conditional_format grey = {
        .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = text, .format = sheet->book->grey};
    cost_xlsx_note(sheet->book, sheet->book->call.worksheet_conditional_format_range(
                                    sheet->sheet, cost_xlsx_row(first_row), 0, cost_xlsx_row(last_row),
                                    cost_xlsx_column(columns - 1), &grey));
}

void cost_sheet_width(cost_sheet_t *sheet, size_t column, unsigned least, unsigned most)
{
    const unsigned room = 2; /* for the filter's button and bold letters */
    unsigned width = column < COST_XLSX_COLUMNS_MAX ? sheet->text_width[column] + room : least;
    width = width < least ? least : width > most ? most : width;
    if (cost_sheet_usable(sheet))
        cost_xlsx_note(sheet->book, sheet->book->call.worksheet_set_column(sheet->sheet, cost_xlsx_column(column),
                                                                           cost_xlsx_column(column), width, NULL));
}

void cost_sheet_lines(cost_sheet_t *sheet, size_t row, size_t lines)
{
    const size_t most = 27; /* of a row's 409 points */
    if (cost_sheet_usable(sheet) && lines > 1)
        cost_xlsx_note(sheet->book,
                       sheet->book->call.worksheet_set_row(sheet->sheet, cost_xlsx_row(row),
                                                           15.0 * (double)(lines < most ? lines : most), NULL));
}

void cost_sheet_print(cost_sheet_t *sheet, size_t last_row, size_t columns)
{
    if (cost_sheet_usable(sheet))
        cost_xlsx_note(sheet->book, sheet->book->call.worksheet_print_area(sheet->sheet, 0, 0, cost_xlsx_row(last_row),
                                                                           cost_xlsx_column(columns - 1)));
}

void cost_sheet_exact(cost_sheet_t *sheet, size_t first_row, size_t last_row, size_t column)
{
    char range[2 * sizeof(cost_cell_name_t)];
    snprintf(range, sizeof range, "%s:%s", cost_cell(first_row, column).text, cost_cell(last_row, column).text);
    if (cost_sheet_usable(sheet))
        cost_xlsx_note(sheet->book, sheet->book->call.worksheet_ignore_errors(sheet->sheet,
                                                                              LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
}

void cost_sheet_one_page(cost_sheet_t *sheet)
{
    if (cost_sheet_usable(sheet))
        sheet->book->call.worksheet_fit_to_pages(sheet->sheet, 1, 1);
}
