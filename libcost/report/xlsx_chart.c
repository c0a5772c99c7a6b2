/* Charts. */
#include <stdio.h>

#include "libcost/report/xlsx_library.h"

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
    const cost_xlsx_functions_t *call = &book->call;
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

static void set_axis(const cost_xlsx_functions_t *call, lxw_chart_axis *axis, const char *title,
                     const char *numbers_format)
{
    lxw_chart_font small = {.size = 9, .bold = LXW_EXPLICIT_FALSE};
    if (title)
        call->chart_axis_set_name(axis, title);
    call->chart_axis_set_name_font(axis, &small);
    call->chart_axis_set_num_font(axis, &small);
    if (numbers_format)
        call->chart_axis_set_num_format(axis, numbers_format);
}

static void set_axes(const cost_xlsx_functions_t *call, lxw_chart *chart, const cost_chart_t *like)
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

static void set_looks(const cost_xlsx_functions_t *call, lxw_chart *chart, const cost_chart_t *like)
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
    if (!cost_sheet_usable(sheet) || !chart->series_count)
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
                               .description = cost_xlsx_copy(book, chart->title ? chart->title : "")};
    cost_xlsx_note(book, book->call.worksheet_insert_chart_opt(sheet->sheet, cost_xlsx_row(chart->row),
                                                               cost_xlsx_column(chart->column), made, &place));
}
