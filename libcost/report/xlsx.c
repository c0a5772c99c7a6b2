/* A workbook from its beginning to its file. */
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "libcost/base/error.h"
#include "libcost/report/xlsx_library.h"

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
    const cost_xlsx_functions_t *call = &book->call;
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

bool cost_style_is_indented(cost_style_t style)
{
    return styles[style].indent;
}

bool cost_style_is_right(cost_style_t style)
{
    return styles[style].right || (styles[style].numbers && !styles[style].left);
}

void cost_xlsx_note(cost_xlsx_t *book, lxw_error error)
{
    if (!book->failed)
        book->failed = error;
}

void cost_xlsx_fail(cost_xlsx_t *book)
{
    cost_xlsx_note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
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

static void release(cost_xlsx_t *book)
{
    if (book->workbook)
        book->call.lxw_workbook_free(book->workbook);
    cost_xlsx_unload(book);
    cost_arena_destroy(book->arena);
}

cost_status_t cost_xlsx_create(cost_xlsx_t **out, const char *file, const char *label, cost_error_t *err)
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
    book->label = cost_arena_string(arena, label);
    cost_status_t status = book->file && book->label ? cost_xlsx_load(book, err) : cost_fail_memory(err);
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
char *cost_xlsx_copy(cost_xlsx_t *book, const char *text)
{
    char *copy = cost_arena_string(book->arena, text);
    if (!copy)
        cost_xlsx_fail(book);
    return copy;
}

void cost_xlsx_describe(cost_xlsx_t *book, const char *title, const char *subject, const char *comment, int64_t created)
{
    lxw_doc_properties properties = {.title = cost_xlsx_copy(book, title),
                                     .subject = cost_xlsx_copy(book, subject),
                                     .comments = cost_xlsx_copy(book, comment),
                                     .created = (time_t)created};
    if (!book->failed)
        cost_xlsx_note(book, book->call.workbook_set_properties(book->workbook, &properties));
}

static cost_status_t explain(const cost_xlsx_t *book, lxw_error error, cost_error_t *err)
{
    char text[128];
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return cost_fail_memory(err);
    if (error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE || error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
        return cost_fail(err, COST_ERR_LIMIT, (cost_place_t){.file = book->label},
                         "a sheet has no more than 1,048,576 rows and 16,384 columns, a formula no more than 8,192 "
                         "characters; CSV and JSON have no such bounds");
    if (!book->reason || strerror_r(book->reason, text, sizeof text))
        snprintf(text, sizeof text, "%s", book->call.lxw_strerror(error));
    return cost_fail(err, COST_ERR_IO, (cost_place_t){.file = book->label}, "the workbook cannot be written: %s", text);
}

/* The library calls gmtime(), whose answer all threads of a process share. */
static pthread_mutex_t closing = PTHREAD_MUTEX_INITIALIZER;

/* The library prints numbers by printf, which follows the locale that the host program set; and a message of its own
 * when it cannot create the file, which is therefore tried before. */
static lxw_error write_out(cost_xlsx_t *book)
{
    if (access(book->file, W_OK)) {
        book->reason = errno;
        return LXW_ERROR_CREATING_XLSX_FILE;
    }
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    locale_t before = uselocale(plain);
    pthread_mutex_lock(&closing);
    errno = 0;
    lxw_error error = book->call.workbook_close(book->workbook);
    book->reason = error ? errno : 0;
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
        cost_xlsx_note(book, write_out(book));
    if (!status && book->failed)
        status = explain(book, book->failed, err);
    release(book);
    return status;
}
