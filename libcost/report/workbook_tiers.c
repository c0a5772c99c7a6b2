/* How usage goes through tiers, as the rater has it (docs/rating.md): the usage lies at [before, before + usage) of the
 * tiers, and its bottom is free. */
#include "libcost/report/workbook.h"

enum {
    TIERS_SCENARIO = COST_TIERS_ID + 1,
    TIERS_MONTH,
    TIERS_SERVICE,
    TIERS_DIMENSION,
    TIERS_VARIANT,
    TIERS_REGION,
    TIERS_BEFORE = COST_TIERS_USAGE + 1,
    TIERS_FREE,
    TIERS_SLOT,
    TIERS_FROM,
    TIERS_TO,
    TIERS_UNIT = COST_TIERS_QUANTITY + 1,
    TIERS_COLUMNS
};

static const cost_head_t heads[TIERS_COLUMNS] = {
    [COST_TIERS_ID] = {"Group", COST_STYLE_COUNT},
    [TIERS_SCENARIO] = {"Scenario", COST_STYLE_UNIT},
    [TIERS_MONTH] = {"Month", COST_STYLE_TEXT},
    [TIERS_SERVICE] = {"Service", COST_STYLE_TEXT},
    [TIERS_DIMENSION] = {"Dimension", COST_STYLE_TEXT},
    [TIERS_VARIANT] = {"Variant", COST_STYLE_TEXT},
    [TIERS_REGION] = {"Region", COST_STYLE_TEXT},
    [COST_TIERS_USAGE] = {"Usage", COST_STYLE_QUANTITY},
    [TIERS_BEFORE] = {"Used elsewhere", COST_STYLE_QUANTITY},
    [TIERS_FREE] = {"Free", COST_STYLE_QUANTITY},
    [TIERS_SLOT] = {"Part", COST_STYLE_UNIT},
    [TIERS_FROM] = {"From", COST_STYLE_QUANTITY},
    [TIERS_TO] = {"To", COST_STYLE_QUANTITY},
    [COST_TIERS_QUANTITY] = {"Quantity", COST_STYLE_QUANTITY},
    [TIERS_UNIT] = {"Unit", COST_STYLE_UNIT},
};

static void put(cost_sheet_t *sheet, size_t row, size_t column, const char *text)
{
    cost_sheet_text(sheet, row, column, COST_STYLE_TEXT, text);
}

static void put_free(const cost_workbook_t *workbook, cost_sheet_t *sheet, const cost_used_group_t *used)
{
    const double value = cost_wide_double(used->group->free, used->group->one);
    const cost_cell_name_t usage = cost_cell(used->row, COST_TIERS_USAGE);
    const char *left = cost_formula_left(workbook, used, SIZE_MAX), *net = cost_formula_net(workbook, used);
    if (!left || !net)
        cost_xlsx_fail(workbook->book);
    else if (used->group->price.model == COST_MODEL_NET_OF)
        cost_sheet_formula(sheet, used->row, TIERS_FREE, COST_STYLE_QUANTITY, value, "=%s-MAX(0,%s-(%s))%s", usage.text,
                           usage.text, net, left);
    else if (*left)
        cost_sheet_formula(sheet, used->row, TIERS_FREE, COST_STYLE_QUANTITY, value, "=%s*(1-1%s)", usage.text, left);
    else
        cost_sheet_number(sheet, used->row, TIERS_FREE, COST_STYLE_QUANTITY, 0);
}

static double usage_now(const cost_used_group_t *used)
{
    cost_wide_t sum = 0;
    if (used->group->price.model != COST_MODEL_PERCENT_OF_BILL)
        return cost_wide_double(used->group->total, used->group->one);
    for (size_t i = 0; i < used->slot_count; i++)
        sum += used->slots[i].kind == COST_SLOT_TIER ? used->slots[i].quantity : 0;
    return cost_wide_double(sum, used->group->one);
}

/* What a group uses: the sum of its lines' inputs; of a plan, what the month's other lines cost. */
static void put_usage(const cost_workbook_t *workbook, cost_sheet_t *sheet, const cost_used_group_t *used)
{
    const cost_part_t *part = &workbook->parts[used->part];
    cost_part_t others = *part;
    const double value = usage_now(used);
    if (used->group->price.model != COST_MODEL_PERCENT_OF_BILL) {
        cost_sheet_formula(sheet, used->row, COST_TIERS_USAGE, COST_STYLE_QUANTITY, value, "=SUMIFS(%s,%s,%s)",
                           cost_part_range(part, COST_LINES_USAGE).text, cost_part_range(part, COST_LINES_GROUP).text,
                           cost_cell(used->row, COST_TIERS_ID).text);
        return;
    }
    others.end_row = part->plan_row;
    if (part->plan_row == part->first_row)
        cost_sheet_number(sheet, used->row, COST_TIERS_USAGE, COST_STYLE_QUANTITY, 0);
    else if (part->bill->month_count > 1)
        cost_sheet_formula(sheet, used->row, COST_TIERS_USAGE, COST_STYLE_QUANTITY, value, "=SUMIFS(%s,%s,%s)",
                           cost_part_range(&others, COST_LINES_USD).text,
                           cost_part_range(&others, COST_LINES_MONTH).text, cost_cell(used->row, TIERS_MONTH).text);
    else
        cost_sheet_formula(sheet, used->row, COST_TIERS_USAGE, COST_STYLE_QUANTITY, value, "=SUM(%s)",
                           cost_part_range(&others, COST_LINES_USD).text);
}

/* What holds for the whole group stands in its first row; the others repeat it. */
static void put_group(const cost_workbook_t *workbook, cost_sheet_t *sheet, const cost_used_group_t *used, size_t row)
{
    static const size_t repeated[] = {COST_TIERS_USAGE, TIERS_BEFORE, TIERS_FREE};
    if (row == used->row) {
        put_usage(workbook, sheet, used);
        cost_sheet_number(sheet, row, TIERS_BEFORE, COST_STYLE_QUANTITY_INPUT,
                          cost_wide_double(used->group->before, used->group->one));
        put_free(workbook, sheet, used);
        return;
    }
    const double values[] = {usage_now(used), cost_wide_double(used->group->before, used->group->one),
                             cost_wide_double(used->group->free, used->group->one)};
    for (size_t i = 0; i < sizeof repeated / sizeof repeated[0]; i++)
        cost_sheet_formula(sheet, row, repeated[i], COST_STYLE_QUANTITY, values[i], "=%s",
                           cost_cell(used->row, repeated[i]).text);
}

static void put_names(const cost_workbook_t *workbook, cost_sheet_t *sheet, const cost_used_group_t *used, size_t row)
{
    const cost_part_t *part = &workbook->parts[used->part];
    cost_sheet_number(sheet, row, COST_TIERS_ID, COST_STYLE_COUNT, (double)used->id);
    cost_sheet_text(sheet, row, TIERS_SCENARIO, COST_STYLE_UNIT, cost_part_name(part));
    cost_write_month(sheet, row, TIERS_MONTH, part->bill, used->group->month);
    put(sheet, row, TIERS_SERVICE, used->group->service->name);
    put(sheet, row, TIERS_DIMENSION, used->group->dimension->name);
    put(sheet, row, TIERS_VARIANT, used->group->price.variant);
    put(sheet, row, TIERS_REGION, used->group->price.region);
    cost_sheet_text(sheet, row, TIERS_UNIT, COST_STYLE_UNIT, used->group->price.unit);
}

static void put_bound(const cost_workbook_t *workbook, cost_sheet_t *sheet, const cost_used_group_t *used, size_t tier,
                      size_t row, size_t column)
{
    const cost_tier_t bound =
        cost_catalog_tier(workbook->parts[0].bill->catalog, &used->group->price, column == TIERS_TO ? tier + 1 : tier);
    const size_t price = used->price->row + tier;
    cost_sheet_formula(
        sheet, row, column, COST_STYLE_QUANTITY, cost_wide_double(bound.from_micro, used->price->units * 1000000),
        "=%s/%s", cost_far_cell(COST_SHEET_PRICES, price, column == TIERS_TO ? COST_PRICES_TO : COST_PRICES_FROM).text,
        cost_far_cell(COST_SHEET_PRICES, price, COST_PRICES_UNITS).text);
}

static void put_tier(const cost_workbook_t *workbook, cost_sheet_t *sheet, const cost_used_group_t *used,
                     const cost_slot_t *slot, size_t row, double value)
{
    const cost_cell_name_t usage = cost_cell(row, COST_TIERS_USAGE), before = cost_cell(row, TIERS_BEFORE),
                           free_part = cost_cell(row, TIERS_FREE), from = cost_cell(row, TIERS_FROM),
                           to = cost_cell(row, TIERS_TO);
    cost_sheet_text(sheet, row, TIERS_SLOT, COST_STYLE_UNIT, "tier");
    put_bound(workbook, sheet, used, slot->tier, row, TIERS_FROM);
    if (slot->tier + 1 == used->group->price.tier_count) {
        cost_sheet_formula(sheet, row, COST_TIERS_QUANTITY, COST_STYLE_QUANTITY, value, "=MAX(0,%s+%s-MAX(%s,%s+%s))",
                           before.text, usage.text, from.text, before.text, free_part.text);
        return;
    }
    put_bound(workbook, sheet, used, slot->tier, row, TIERS_TO);
    cost_sheet_formula(sheet, row, COST_TIERS_QUANTITY, COST_STYLE_QUANTITY, value,
                       "=MAX(0,MIN(%s,%s+%s)-MAX(%s,%s+%s))", to.text, before.text, usage.text, from.text, before.text,
                       free_part.text);
}

static void put_least(const cost_workbook_t *workbook, cost_sheet_t *sheet, const cost_used_group_t *used, size_t row,
                      double value)
{
    const cost_part_t *part = &workbook->parts[used->part];
    const size_t last = used->line_row + used->slot_count - 2;
    const double least = cost_wide_double(used->group->least, 1000000000);
    cost_sheet_text(sheet, row, TIERS_SLOT, COST_STYLE_UNIT, "up to the least charge");
    cost_sheet_number(sheet, row, TIERS_TO, COST_STYLE_QUANTITY_INPUT, least);
    cost_sheet_formula(sheet, row, COST_TIERS_QUANTITY, COST_STYLE_QUANTITY, value, "=MAX(0,%s-SUM(%s))",
                       cost_cell(row, TIERS_TO).text,
                       cost_range(part->sheet, used->line_row, last, part->shift + COST_LINES_USD).text);
}

static void put_slot(const cost_workbook_t *workbook, cost_sheet_t *sheet, const cost_used_group_t *used, size_t i)
{
    const size_t row = used->row + i;
    const cost_slot_t *slot = &used->slots[i];
    const double value = cost_wide_double(slot->quantity, used->group->one);
    put_names(workbook, sheet, used, row);
    put_group(workbook, sheet, used, row);
    switch (slot->kind) {
    case COST_SLOT_FREE:
        cost_sheet_text(sheet, row, TIERS_SLOT, COST_STYLE_UNIT, "free");
        cost_sheet_formula(sheet, row, COST_TIERS_QUANTITY, COST_STYLE_QUANTITY, value, "=%s",
                           cost_cell(row, TIERS_FREE).text);
        return;
    case COST_SLOT_WHOLE:
    case COST_SLOT_TIER:
        put_tier(workbook, sheet, used, slot, row, value);
        return;
    case COST_SLOT_LEAST:
        put_least(workbook, sheet, used, row, value);
        return;
    }
}

void cost_write_tiers(const cost_workbook_t *workbook)
{
    size_t last = 1;
    cost_sheet_t *sheet = cost_xlsx_add_sheet(workbook->book, COST_SHEET_TIERS);
    cost_sheet_head(sheet, 0, 0, heads, TIERS_COLUMNS);
    for (size_t i = 0; i < workbook->group_count; i++) {
        const cost_used_group_t *used = &workbook->groups[i];
        for (size_t k = 0; used->tiered && k < used->slot_count; k++) {
            put_slot(workbook, sheet, used, k);
            last = used->row + k;
        }
    }
    cost_sheet_table(sheet, 0, last, TIERS_COLUMNS, TIERS_VARIANT);
    cost_sheet_grey(sheet, 1, last, TIERS_COLUMNS, "=$%s=0", cost_cell(1, COST_TIERS_QUANTITY).text);
    for (size_t i = 0; i < TIERS_COLUMNS; i++)
        cost_sheet_width(sheet, i,
                         i == COST_TIERS_USAGE || i == TIERS_BEFORE || i == TIERS_FREE ||
                                 (i >= TIERS_FROM && i <= COST_TIERS_QUANTITY)
                             ? 18
                             : 9,
                         40);
}
