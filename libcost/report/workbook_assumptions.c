/* What the bill owns up to. */
#include <string.h>

#include "libcost/report/workbook.h"

enum { VALUE_WIDTH = 40, TEXT_WIDTH = 90 }; /* characters */
enum { KIND, WORKLOAD, PATH, WHAT, VALUE, TEXT, FILE_NAME, LINE, ASSUMPTIONS_COLUMNS };

static const cost_head_t heads[ASSUMPTIONS_COLUMNS] = {
    [KIND] = {"Kind", COST_STYLE_TEXT},      [WORKLOAD] = {"Workload", COST_STYLE_TEXT},
    [PATH] = {"Path", COST_STYLE_TEXT},      [WHAT] = {"What", COST_STYLE_TEXT},
    [VALUE] = {"Value", COST_STYLE_TEXT},    [TEXT] = {"What it means, where it is from", COST_STYLE_TEXT},
    [FILE_NAME] = {"File", COST_STYLE_TEXT}, [LINE] = {"Line", COST_STYLE_COUNT},
};

static void put(cost_sheet_t *sheet, size_t row, size_t column, const char *text)
{
    cost_sheet_text(sheet, row, column, column == TEXT || column == VALUE ? COST_STYLE_WRAPPED : COST_STYLE_TEXT,
                    text ? text : "");
}

static size_t lines_of(const char *text, size_t width)
{
    return text ? (strlen(text) + width - 1) / width : 0;
}

static void put_note(cost_sheet_t *sheet, size_t row, const char *kind, const cost_note_t *note, const char *what,
                     const char *value, const char *text)
{
    put(sheet, row, KIND, kind);
    put(sheet, row, WORKLOAD, note->workload);
    put(sheet, row, PATH, note->path);
    put(sheet, row, WHAT, what);
    put(sheet, row, VALUE, value);
    put(sheet, row, TEXT, text);
    put(sheet, row, FILE_NAME, note->file);
    const size_t value_lines = lines_of(value, VALUE_WIDTH - 4), text_lines = lines_of(text, TEXT_WIDTH - 8);
    cost_sheet_lines(sheet, row, value_lines > text_lines ? value_lines : text_lines);
    if (note->line > 0)
        cost_sheet_number(sheet, row, LINE, COST_STYLE_COUNT, note->line);
}

void cost_write_assumptions(const cost_workbook_t *workbook)
{
    const cost_bill_t *bill = workbook->parts[0].bill;
    cost_sheet_t *sheet = cost_xlsx_add_sheet(workbook->book, "Assumptions");
    size_t row = 1;
    cost_sheet_head(sheet, 0, 0, heads, ASSUMPTIONS_COLUMNS);
    for (const cost_note_t *note = bill->unpriced.first; note; note = note->next) {
        const char *remedy = cost_arena_format(workbook->arena, "not zero: nobody stated it; write %s", note->second);
        if (!remedy)
            cost_xlsx_fail(workbook->book);
        put_note(sheet, row++, "not priced", note, note->first, "", remedy);
    }
    for (const cost_note_t *note = bill->warnings.first; note; note = note->next)
        put_note(sheet, row++, "warning", note, note->first, "", note->second);
    for (const cost_note_t *note = bill->defaults.first; note; note = note->next)
        put_note(sheet, row++, "assumed", note, "", note->first, note->second);
    cost_sheet_table(sheet, 0, row > 1 ? row - 1 : 1, ASSUMPTIONS_COLUMNS, WORKLOAD);
    for (size_t i = 0; i < ASSUMPTIONS_COLUMNS; i++)
        cost_sheet_width(sheet, i, 9, i == TEXT ? TEXT_WIDTH : i == VALUE ? VALUE_WIDTH : 50);
}
