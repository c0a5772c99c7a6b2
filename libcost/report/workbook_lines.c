/* Quantity x price, line by line. */
#include <stdio.h>
#include <string.h>

#include "libcost/report/workbook.h"

static const cost_head_t heads[COST_LINES_COLUMNS] = {
    [COST_LINES_MONTH] = {"Month", COST_STYLE_TEXT},
    [COST_LINES_WORKLOAD] = {"Workload", COST_STYLE_TEXT},
    [COST_LINES_RESOURCE] = {"Resource", COST_STYLE_TEXT},
    [COST_LINES_SERVICE] = {"Service", COST_STYLE_TEXT},
    [COST_LINES_DIMENSION] = {"Dimension", COST_STYLE_TEXT},
    [COST_LINES_VARIANT] = {"Variant", COST_STYLE_TEXT},
    [COST_LINES_REGION] = {"Region", COST_STYLE_TEXT},
    [COST_LINES_CATEGORY] = {"Category", COST_STYLE_TEXT},
    [COST_LINES_USAGE] = {"Usage", COST_STYLE_QUANTITY},
    [COST_LINES_TIER] = {"Tier from", COST_STYLE_QUANTITY},
    [COST_LINES_QUANTITY] = {"Quantity", COST_STYLE_QUANTITY},
    [COST_LINES_UNIT] = {"Unit", COST_STYLE_UNIT},
    [COST_LINES_PRICE] = {"Unit price", COST_STYLE_RATE},
    [COST_LINES_USD] = {"USD", COST_STYLE_USD},
    [COST_LINES_EXACT] = {"As estimated", COST_STYLE_REMARK_RIGHT},
    [COST_LINES_IMPLIED_BY] = {"Implied by", COST_STYLE_TEXT},
    [COST_LINES_USAGE_TYPE] = {"Usage type", COST_STYLE_TEXT},
    [COST_LINES_TAGS] = {"Tags", COST_STYLE_TEXT},
    [COST_LINES_GROUP] = {"Group", COST_STYLE_COUNT},
    [COST_LINES_ID] = {"Id", COST_STYLE_TEXT},
};

typedef struct {
    const cost_workbook_t *workbook;
    const cost_part_t *part;
    cost_sheet_t *sheet;
    cost_buffer_t *scratch;
} writer_t;

/* A slot of a record: what the bill has there, summed up. */
typedef struct {
    const cost_line_t *line; /* NULL: nothing */
    size_t number;
    cost_wide_t quantity;
    cost_money_t cost;
} found_t;

static found_t find_lines(const cost_bill_t *bill, const cost_used_record_t *record, const cost_slot_t *slot)
{
    found_t found = {0};
    for (size_t i = record->line; i < record->line + record->line_count; i++) {
        const cost_line_t *line = &bill->lines[i];
        if (!cost_line_in_slot(bill, line, slot))
            continue;
        if (!found.line) {
            found.line = line;
            found.number = i;
        }
        found.quantity += line->quantity;
        found.cost.nano_usd += line->cost.nano_usd;
    }
    return found;
}

static void put_text(const writer_t *writer, size_t row, size_t column, const char *text)
{
    cost_sheet_text(writer->sheet, row, writer->part->shift + column, COST_STYLE_TEXT, text);
}

static void put_field(const writer_t *writer, size_t row, size_t column, size_t line, cost_line_field_t field)
{
    put_text(writer, row, column, cost_report_field(writer->scratch, writer->part->bill, line, field));
}

/* What all rows of a record have in common. */
static void put_names(const writer_t *writer, size_t row, const cost_used_record_t *record)
{
    const size_t line = record->line;
    cost_buffer_t tags;
    if (writer->part->shift)
        cost_sheet_text(writer->sheet, row, 0, COST_STYLE_TEXT, cost_part_name(writer->part));
    cost_write_month(writer->sheet, row, writer->part->shift + COST_LINES_MONTH, writer->part->bill,
                     record->used->group->month);
    put_field(writer, row, COST_LINES_WORKLOAD, line, COST_LINE_WORKLOAD);
    put_field(writer, row, COST_LINES_RESOURCE, line, COST_LINE_RESOURCE);
    put_field(writer, row, COST_LINES_SERVICE, line, COST_LINE_SERVICE);
    put_field(writer, row, COST_LINES_DIMENSION, line, COST_LINE_DIMENSION);
    put_field(writer, row, COST_LINES_VARIANT, line, COST_LINE_VARIANT);
    put_field(writer, row, COST_LINES_REGION, line, COST_LINE_REGION);
    cost_sheet_text(writer->sheet, row, writer->part->shift + COST_LINES_UNIT, COST_STYLE_UNIT,
                    writer->part->bill->lines[line].unit);
    put_field(writer, row, COST_LINES_IMPLIED_BY, line, COST_LINE_IMPLIED_BY);
    put_field(writer, row, COST_LINES_USAGE_TYPE, line, COST_LINE_USAGE_TYPE);
    cost_buffer_init(&tags);
    cost_report_add_tags(&tags, cost_report_tags(writer->part->bill, line));
    if (tags.failed)
        cost_xlsx_fail(writer->workbook->book);
    else
        put_text(writer, row, COST_LINES_TAGS, tags.text);
    cost_buffer_clear(&tags);
}

static const char *category(const writer_t *writer, const cost_used_record_t *record, const cost_slot_t *slot,
                            const found_t *found)
{
    static const char *const names[] = {"standard", "spot", "committed", "free"};
    const cost_bill_t *bill = writer->part->bill;
    const cost_group_t *group = record->used->group;
    if (found->line)
        return cost_bill_line_field(bill, found->number, COST_LINE_CATEGORY, NULL, 0);
    if (slot->kind == COST_SLOT_FREE ||
        (slot->kind == COST_SLOT_TIER && !cost_catalog_tier(bill->catalog, &group->price, slot->tier).rate.digits))
        return names[COST_CATEGORY_FREE];
    return names[group->dimension->category];
}

/* The resource's part of what all resources have of the slot. */
static void put_quantity(const writer_t *writer, size_t row, const cost_used_record_t *record, size_t slot,
                         const found_t *found)
{
    const cost_used_group_t *used = record->used;
    const size_t column = writer->part->shift + COST_LINES_QUANTITY;
    const double value = cost_wide_double(found->quantity, used->group->one);
    if (!used->tiered) {
        cost_sheet_number(writer->sheet, row, column, COST_STYLE_QUANTITY_INPUT, value);
        return;
    }
    const cost_range_t all = cost_far_cell(COST_SHEET_TIERS, used->row + slot, COST_TIERS_QUANTITY);
    const cost_range_t usage = cost_far_cell(COST_SHEET_TIERS, used->row, COST_TIERS_USAGE);
    if (used->group->count == 1)
        cost_sheet_formula(writer->sheet, row, column, COST_STYLE_QUANTITY, value, "=%s", all.text);
    else
        cost_sheet_formula(writer->sheet, row, column, COST_STYLE_QUANTITY, value, "=IF(%s=0,0,%s*%s/%s)", usage.text,
                           all.text, cost_cell_fixed(record->row, writer->part->shift + COST_LINES_USAGE).text,
                           usage.text);
}

static void put_price(const writer_t *writer, size_t row, const cost_used_group_t *used, const cost_slot_t *slot,
                      const found_t *found)
{
    const size_t column = writer->part->shift + COST_LINES_PRICE;
    cost_tier_t tier = cost_catalog_tier(writer->part->bill->catalog, &used->group->price, slot->tier);
    const cost_rate_t rate = used->group->factored ? cost_rate_part(tier.rate, used->group->factor) : tier.rate;
    if (slot->kind == COST_SLOT_FREE || slot->kind == COST_SLOT_LEAST)
        cost_sheet_number(writer->sheet, row, column, COST_STYLE_RATE, slot->kind == COST_SLOT_FREE ? 0 : 1);
    else
        cost_sheet_formula(writer->sheet, row, column, COST_STYLE_RATE,
                           cost_rate_double(found->line ? found->line->rate : rate), "=%s",
                           cost_far_cell(COST_SHEET_PRICES, used->price->row + slot->tier, COST_PRICES_USD).text);
}

/* Where its tier begins, as the sheet of tiers has it. */
static void put_tier(const writer_t *writer, size_t row, const cost_used_group_t *used, const cost_slot_t *slot)
{
    const cost_tier_t tier = cost_catalog_tier(writer->part->bill->catalog, &used->group->price, slot->tier);
    if (slot->kind == COST_SLOT_TIER && used->group->price.tier_count > 1)
        cost_sheet_formula(writer->sheet, row, writer->part->shift + COST_LINES_TIER, COST_STYLE_QUANTITY,
                           cost_wide_double(tier.from_micro, used->price->units * 1000000), "=%s/%s",
                           cost_far_cell(COST_SHEET_PRICES, used->price->row + slot->tier, COST_PRICES_FROM).text,
                           cost_far_cell(COST_SHEET_PRICES, used->price->row + slot->tier, COST_PRICES_UNITS).text);
}

static void put_cost(const writer_t *writer, size_t row, const found_t *found)
{
    const size_t shift = writer->part->shift;
    char exact[COST_MONEY_TEXT_SIZE];
    cost_sheet_formula(writer->sheet, row, shift + COST_LINES_USD, COST_STYLE_USD, cost_money_double(found->cost),
                       "=ROUND(%s*%s,9)", cost_cell(row, shift + COST_LINES_QUANTITY).text,
                       cost_cell(row, shift + COST_LINES_PRICE).text);
    if (!found->line)
        return;
    cost_sheet_text(writer->sheet, row, shift + COST_LINES_EXACT, COST_STYLE_REMARK_RIGHT,
                    cost_money_text(found->cost, 9, exact));
    put_field(writer, row, COST_LINES_ID, found->number, COST_LINE_ID);
}

static void put_record(const writer_t *writer, const cost_used_record_t *record)
{
    const cost_bill_t *bill = writer->part->bill;
    const cost_used_group_t *used = record->used;
    const size_t shift = writer->part->shift;
    for (size_t i = 0; i < used->slot_count; i++) {
        const size_t row = record->row + i;
        const found_t found = find_lines(bill, record, &used->slots[i]);
        put_names(writer, row, record);
        put_text(writer, row, COST_LINES_CATEGORY, category(writer, record, &used->slots[i], &found));
        put_tier(writer, row, used, &used->slots[i]);
        put_quantity(writer, row, record, i, &found);
        put_price(writer, row, used, &used->slots[i], &found);
        put_cost(writer, row, &found);
        if (used->tiered)
            cost_sheet_number(writer->sheet, row, shift + COST_LINES_GROUP, COST_STYLE_COUNT, (double)used->id);
    }
    if (used->tiered && used->group->price.model != COST_MODEL_PERCENT_OF_BILL)
        cost_sheet_number(writer->sheet, record->row, shift + COST_LINES_USAGE, COST_STYLE_QUANTITY_INPUT,
                          cost_wide_double(bill->lines[record->line].record->base, used->group->one));
}

static void set_widths(cost_sheet_t *sheet, size_t shift)
{
    for (size_t i = 0; i < shift + COST_LINES_COLUMNS; i++)
        cost_sheet_width(sheet, i, 9, 40);
    cost_sheet_width(sheet, shift + COST_LINES_VARIANT, 9, 64);
    cost_sheet_width(sheet, shift + COST_LINES_USAGE, 16, 16);
    cost_sheet_width(sheet, shift + COST_LINES_TIER, 14, 14);
    cost_sheet_width(sheet, shift + COST_LINES_QUANTITY, 18, 18);
    cost_sheet_width(sheet, shift + COST_LINES_PRICE, 18, 18);
    cost_sheet_width(sheet, shift + COST_LINES_USD, 14, 14);
    cost_sheet_width(sheet, shift + COST_LINES_EXACT, 18, 30);
}

static void write_parts(const cost_workbook_t *workbook, const cost_part_t *parts, size_t count)
{
    const size_t shift = parts[0].shift, first = parts[0].first_row;
    const size_t end = parts[count - 1].end_row, last = end > first ? end - 1 : first;
    cost_buffer_t scratch;
    double sum = 0;
    cost_sheet_t *sheet = cost_xlsx_add_sheet(workbook->book, parts[0].sheet);
    cost_buffer_init(&scratch);
    if (shift)
        cost_sheet_text(sheet, first - 1, 0, COST_STYLE_HEAD, "Scenario");
    cost_sheet_head(sheet, first - 1, shift, heads, COST_LINES_COLUMNS);
    for (size_t i = 0; i < count; i++) {
        const writer_t writer = {workbook, &parts[i], sheet, &scratch};
        for (size_t k = 0; k < parts[i].record_count; k++)
            put_record(&writer, &parts[i].records[k]);
        sum += cost_money_double(parts[i].bill->total);
    }
    cost_sheet_text(sheet, 0, 0, COST_STYLE_REMARK,
                    "Blue cells are inputs: change one, and everything follows. Grey: nothing in that tier.");
    cost_sheet_text(sheet, 0, shift + COST_LINES_PRICE, COST_STYLE_STRONG, "Rows shown");
    cost_sheet_formula(sheet, 0, shift + COST_LINES_USD, COST_STYLE_USD, sum, "=SUBTOTAL(109,%s:%s)",
                       cost_cell(first, shift + COST_LINES_USD).text, cost_cell(last, shift + COST_LINES_USD).text);
    cost_sheet_table(sheet, first - 1, last, shift + COST_LINES_COLUMNS, shift + COST_LINES_SERVICE);
    cost_sheet_grey(sheet, first, last, shift + COST_LINES_COLUMNS, "=$%s=0",
                    cost_cell(first, shift + COST_LINES_QUANTITY).text);
    cost_sheet_print(sheet, last, shift + COST_LINES_EXACT);
    cost_sheet_exact(sheet, first, last, shift + COST_LINES_EXACT);
    set_widths(sheet, shift);
    if (scratch.failed)
        cost_xlsx_fail(workbook->book);
    cost_buffer_clear(&scratch);
}

void cost_write_lines(const cost_workbook_t *workbook)
{
    write_parts(workbook, workbook->parts, 1);
}

void cost_write_scenario_lines(const cost_workbook_t *workbook)
{
    if (workbook->part_count > 1)
        write_parts(workbook, workbook->parts + 1, workbook->part_count - 1);
}
