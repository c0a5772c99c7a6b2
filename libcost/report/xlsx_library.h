/* What the files behind the door to libxlsxwriter share: its functions, as they were loaded, and the workbook. */
#ifndef COST_XLSX_LIBRARY_H
#define COST_XLSX_LIBRARY_H

#include <xlsxwriter.h>

#include "libcost/base/arena.h"
#include "libcost/report/xlsx.h"

#define COST_XLSX_FUNCTIONS(X)                                                                                         \
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
    COST_XLSX_FUNCTIONS(FUNCTION_MEMBER)
#undef FUNCTION_MEMBER
} cost_xlsx_functions_t;

enum { COST_XLSX_COLUMNS_MAX = 1024 }; /* whose widths are known */

struct cost_sheet {
    cost_xlsx_t *book;
    cost_sheet_t *next;
    lxw_worksheet *sheet; /* NULL: something failed, nothing is written */
    const char *name;
    unsigned char text_width[COST_XLSX_COLUMNS_MAX]; /* of the longest text so far */
};

struct cost_xlsx {
    cost_arena_t *arena;
    const char *file, *label;
    int reason; /* errno of what failed in the end; 0: not known */
    void *library;
    cost_xlsx_functions_t call;
    lxw_workbook *workbook;
    lxw_format *formats[COST_STYLES];
    lxw_format *grey;
    cost_sheet_t *sheets;
    cost_sheet_t nowhere; /* stands for a sheet that could not be made */
    lxw_error failed;
};

/* Loads the library into book->library and book->call.  COST_ERR_UNSUPPORTED when it is not there. */
cost_status_t cost_xlsx_load(cost_xlsx_t *book, cost_error_t *err);
void cost_xlsx_unload(cost_xlsx_t *book);
/* The first error sticks. */
void cost_xlsx_note(cost_xlsx_t *book, lxw_error error);
/* A copy that the library may change, though it never does. */
char *cost_xlsx_copy(cost_xlsx_t *book, const char *text);
/* Whether writing to it makes sense. */
bool cost_sheet_usable(const cost_sheet_t *sheet);
/* What the library takes for a row and a column; one that a sheet has not is refused by it. */
lxw_row_t cost_xlsx_row(size_t row);
lxw_col_t cost_xlsx_column(size_t column);
/* Where the cells of a style stand. */
bool cost_style_is_indented(cost_style_t style);
bool cost_style_is_right(cost_style_t style);

#endif
