/* Free allowances, shared out to the usage that they cover in proportion to it. */
#include "libcost/money/unit.h"
#include "libcost/report/workbook.h"

enum {
    ALLOWANCES_SCENARIO,
    ALLOWANCES_MONTH,
    ALLOWANCES_NAME,
    ALLOWANCES_SERVICE,
    ALLOWANCES_DIMENSIONS,
    ALLOWANCES_AMOUNT,
    ALLOWANCES_USED,
    ALLOWANCES_UNIT,
    ALLOWANCES_COVERED,
    ALLOWANCES_SOURCE = COST_ALLOWANCES_SHARE + 1,
    ALLOWANCES_COLUMNS
};

static const cost_head_t heads[ALLOWANCES_COLUMNS] = {
    [ALLOWANCES_SCENARIO] = {"Scenario", COST_STYLE_TEXT},
    [ALLOWANCES_MONTH] = {"Month", COST_STYLE_TEXT},
    [ALLOWANCES_NAME] = {"Allowance", COST_STYLE_TEXT},
    [ALLOWANCES_SERVICE] = {"Service", COST_STYLE_TEXT},
    [ALLOWANCES_DIMENSIONS] = {"Dimensions", COST_STYLE_TEXT},
    [ALLOWANCES_AMOUNT] = {"Free each month", COST_STYLE_QUANTITY},
    [ALLOWANCES_USED] = {"Used elsewhere", COST_STYLE_QUANTITY},
    [ALLOWANCES_UNIT] = {"Unit", COST_STYLE_UNIT},
    [ALLOWANCES_COVERED] = {"Usage that shares it", COST_STYLE_QUANTITY},
    [COST_ALLOWANCES_SHARE] = {"Share that is free", COST_STYLE_SHARE},
    [ALLOWANCES_SOURCE] = {"Source", COST_STYLE_UNIT},
};

static void put(cost_sheet_t *sheet, size_t row, size_t column, const char *text)
{
    cost_sheet_text(sheet, row, column, COST_STYLE_TEXT, text);
}

/* ---- each a row, numbered through the parts ---- */

typedef struct {
    const cost_shared_t *shared;
    size_t part, row;
} allowance_row_t;

/* The first has shared NULL and row 0; false behind the last. */
static bool next_allowance(const cost_workbook_t *workbook, allowance_row_t *at)
{
    const cost_shared_t *next = at->row ? at->shared->next : workbook->parts[0].bill->shared;
    while (!next && at->part + 1 < workbook->part_count)
        next = workbook->parts[++at->part].bill->shared;
    at->shared = next;
    at->row++;
    return next != NULL;
}

static bool covers(const cost_shared_t *shared, const cost_group_t *group)
{
    for (size_t i = 0; i < shared->group_count; i++)
        if (shared->groups[i] == group)
            return true;
    return false;
}

/* ---- formulas: NULL when memory is out ---- */

const char *cost_formula_left(const cost_workbook_t *workbook, const cost_used_group_t *used, size_t end)
{
    const char *text = "";
    allowance_row_t at = {0};
    while (next_allowance(workbook, &at) && at.row < end && text)
        if (at.part == used->part && covers(at.shared, used->group))
            text = cost_arena_format(workbook->arena, "%s*(1-%s)", text,
                                     cost_far_cell(COST_SHEET_ALLOWANCES, at.row, COST_ALLOWANCES_SHARE).text);
    return text;
}

/* In units of this one's price. */
const char *cost_formula_net(const cost_workbook_t *workbook, const cost_used_group_t *used)
{
    const char *text = "0";
    for (size_t i = 0; i < workbook->group_count && text; i++) {
        const cost_used_group_t *other = &workbook->groups[i];
        if (other->part == used->part && cost_group_net_of(used->group, other->group))
            text = cost_arena_format(workbook->arena, "%s+%s*%s/%s", text,
                                     cost_far_cell(COST_SHEET_TIERS, other->row, COST_TIERS_USAGE).text,
                                     cost_far_cell(COST_SHEET_PRICES, other->price->row, COST_PRICES_UNITS).text,
                                     cost_far_cell(COST_SHEET_PRICES, used->price->row, COST_PRICES_UNITS).text);
    }
    return text;
}

/* Usage of the groups, less what earlier allowances and net_of made free, in plain units. */
static const char *covered(const cost_workbook_t *workbook, const allowance_row_t *at)
{
    const char *text = "0";
    for (size_t i = 0; i < at->shared->group_count && text; i++) {
        const cost_used_group_t *used = cost_workbook_group(workbook, at->part, at->shared->groups[i]);
        if (!used) /* it has no line: its usage is too small */
            continue;
        const cost_range_t usage = cost_far_cell(COST_SHEET_TIERS, used->row, COST_TIERS_USAGE);
        const char *left = cost_formula_left(workbook, used, at->row), *net = cost_formula_net(workbook, used);
        const char *of = left && net && used->group->price.model == COST_MODEL_NET_OF
                             ? cost_arena_format(workbook->arena, "MAX(0,%s-(%s))", usage.text, net)
                             : usage.text;
        text = left && net && of
                   ? cost_arena_format(workbook->arena, "%s+%s*%s%s", text, of,
                                       cost_far_cell(COST_SHEET_PRICES, used->price->row, COST_PRICES_UNITS).text, left)
                   : NULL;
    }
    return text;
}

static cost_wide_t covered_now(const cost_shared_t *shared)
{
    cost_wide_t sum = 0;
    for (size_t i = 0; i < shared->group_count; i++)
        sum += shared->groups[i]->total;
    return sum;
}

static double share_now(const cost_shared_t *shared)
{
    const cost_wide_t sum = covered_now(shared),
                      left = shared->amount > shared->used ? shared->amount - shared->used : 0;
    return !sum ? 0 : left >= sum ? 1 : cost_wide_double(left, sum);
}

static void put_allowance(const cost_workbook_t *workbook, cost_sheet_t *sheet, const allowance_row_t *at)
{
    const cost_shared_t *shared = at->shared;
    const cost_part_t *part = &workbook->parts[at->part];
    const cost_wide_t one = shared->groups[0]->plain_one;
    const char *formula = covered(workbook, at);
    char unit[64];
    put(sheet, at->row, ALLOWANCES_SCENARIO, cost_part_name(part));
    cost_write_month(sheet, at->row, ALLOWANCES_MONTH, part->bill, shared->month);
    put(sheet, at->row, ALLOWANCES_NAME, shared->allowance.id);
    put(sheet, at->row, ALLOWANCES_SERVICE, shared->allowance.service);
    put(sheet, at->row, ALLOWANCES_DIMENSIONS, shared->allowance.dimensions);
    cost_sheet_number(sheet, at->row, ALLOWANCES_AMOUNT, COST_STYLE_QUANTITY_INPUT,
                      cost_wide_double(shared->amount, one));
    cost_sheet_number(sheet, at->row, ALLOWANCES_USED, COST_STYLE_QUANTITY_INPUT, cost_wide_double(shared->used, one));
    cost_sheet_text(sheet, at->row, ALLOWANCES_UNIT, COST_STYLE_UNIT,
                    cost_unit_plain(shared->groups[0]->price.unit, unit, sizeof unit));
    cost_sheet_text(sheet, at->row, ALLOWANCES_SOURCE, COST_STYLE_UNIT, shared->allowance.source_id);
    if (!formula)
        cost_xlsx_fail(workbook->book);
    else
        cost_sheet_formula(sheet, at->row, ALLOWANCES_COVERED, COST_STYLE_QUANTITY,
                           cost_wide_double(covered_now(shared), one), "=%s", formula);
    cost_sheet_formula(sheet, at->row, COST_ALLOWANCES_SHARE, COST_STYLE_SHARE, share_now(shared),
                       "=IF(%s=0,0,MIN(1,MAX(0,%s-%s)/%s))", cost_cell(at->row, ALLOWANCES_COVERED).text,
                       cost_cell(at->row, ALLOWANCES_AMOUNT).text, cost_cell(at->row, ALLOWANCES_USED).text,
                       cost_cell(at->row, ALLOWANCES_COVERED).text);
}

void cost_write_allowances(const cost_workbook_t *workbook)
{
    allowance_row_t at = {0};
    size_t last = 1;
    cost_sheet_t *sheet = cost_xlsx_add_sheet(workbook->book, COST_SHEET_ALLOWANCES);
    cost_sheet_head(sheet, 0, 0, heads, ALLOWANCES_COLUMNS);
    while (next_allowance(workbook, &at)) {
        put_allowance(workbook, sheet, &at);
        last = at.row;
    }
    cost_sheet_table(sheet, 0, last, ALLOWANCES_COLUMNS, ALLOWANCES_SERVICE);
    for (size_t i = 0; i < ALLOWANCES_COLUMNS; i++)
        cost_sheet_width(sheet, i,
                         i >= ALLOWANCES_AMOUNT && i <= COST_ALLOWANCES_SHARE && i != ALLOWANCES_UNIT ? 21 : 9, 48);
}
