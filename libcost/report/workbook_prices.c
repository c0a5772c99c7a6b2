/* Every price and tier that a line is at, once. */
#include <stdio.h>

#include "libcost/money/unit.h"
#include "libcost/report/workbook.h"

enum {
    PRICES_SERVICE,
    PRICES_DIMENSION,
    PRICES_VARIANT,
    PRICES_REGION,
    PRICES_UNIT,
    PRICES_PART = COST_PRICES_USD + 1,
    PRICES_OBSERVED,
    PRICES_CONFIDENCE,
    PRICES_USAGE_TYPE,
    PRICES_SOURCE,
    PRICES_URL,
    PRICES_COLUMNS
};

static const cost_head_t heads[PRICES_COLUMNS] = {
    [PRICES_SERVICE] = {"Service", COST_STYLE_TEXT},
    [PRICES_DIMENSION] = {"Dimension", COST_STYLE_TEXT},
    [PRICES_VARIANT] = {"Variant", COST_STYLE_TEXT},
    [PRICES_REGION] = {"Region", COST_STYLE_TEXT},
    [PRICES_UNIT] = {"Unit", COST_STYLE_TEXT},
    [COST_PRICES_FROM] = {"Tier from", COST_STYLE_QUANTITY},
    [COST_PRICES_TO] = {"Tier to", COST_STYLE_QUANTITY},
    [COST_PRICES_UNITS] = {"Priced per", COST_STYLE_COUNT},
    [COST_PRICES_USD] = {"Unit price", COST_STYLE_RATE},
    [PRICES_PART] = {"Part of list price", COST_STYLE_RATE},
    [PRICES_OBSERVED] = {"Observed", COST_STYLE_UNIT},
    [PRICES_CONFIDENCE] = {"Confidence", COST_STYLE_TEXT},
    [PRICES_USAGE_TYPE] = {"Usage type", COST_STYLE_TEXT},
    [PRICES_SOURCE] = {"Source", COST_STYLE_TEXT},
    [PRICES_URL] = {"Read at", COST_STYLE_TEXT},
};

static void put(cost_sheet_t *sheet, size_t row, size_t column, const char *text)
{
    cost_sheet_text(sheet, row, column, COST_STYLE_TEXT, text);
}

static void put_names(cost_sheet_t *sheet, size_t row, const cost_price_t *price)
{
    static const char *const confidence[] = {"low", "medium", "high"};
    char observed[COST_DATE_TEXT_SIZE] = "";
    put(sheet, row, PRICES_SERVICE, price->service);
    put(sheet, row, PRICES_DIMENSION, price->dimension);
    put(sheet, row, PRICES_VARIANT, price->variant);
    put(sheet, row, PRICES_REGION, price->region);
    put(sheet, row, PRICES_UNIT, price->unit);
    cost_sheet_text(sheet, row, PRICES_OBSERVED, COST_STYLE_UNIT,
                    price->observed ? cost_report_date(price->observed, observed) : "");
    put(sheet, row, PRICES_CONFIDENCE, confidence[price->confidence]);
    put(sheet, row, PRICES_USAGE_TYPE, price->usage_type);
    put(sheet, row, PRICES_SOURCE, price->source_id);
    put(sheet, row, PRICES_URL, price->source_url);
}

/* A part of a list price follows it; bounds are those of the list price, too. */
static void put_part(cost_sheet_t *sheet, const cost_used_price_t *used, const cost_used_price_t *list, size_t tier,
                     cost_tier_t of)
{
    const size_t row = used->row + tier, list_row = list->row + tier;
    cost_sheet_number(sheet, row, PRICES_PART, COST_STYLE_RATE_INPUT, cost_wide_double(used->factor, 1000000000));
    cost_sheet_formula(sheet, row, COST_PRICES_FROM, COST_STYLE_QUANTITY, cost_wide_double(of.from_micro, 1000000),
                       "=%s", cost_cell(list_row, COST_PRICES_FROM).text);
    cost_sheet_formula(sheet, row, COST_PRICES_USD, COST_STYLE_RATE,
                       cost_rate_double(cost_rate_part(of.rate, used->factor)), "=%s*%s",
                       cost_cell(list_row, COST_PRICES_USD).text, cost_cell(row, PRICES_PART).text);
}

static void put_price(const cost_workbook_t *workbook, cost_sheet_t *sheet, const cost_used_price_t *used,
                      const cost_used_price_t *list)
{
    const cost_catalog_t *catalog = workbook->parts[0].bill->catalog;
    for (size_t i = 0; i < used->price->tier_count; i++) {
        const cost_tier_t tier = cost_catalog_tier(catalog, used->price, i);
        const size_t row = used->row + i;
        put_names(sheet, row, used->price);
        cost_sheet_number(sheet, row, COST_PRICES_UNITS, COST_STYLE_COUNT, (double)used->units);
        if (used->factored) {
            put_part(sheet, used, list, i, tier);
        } else {
            cost_sheet_number(sheet, row, COST_PRICES_FROM, COST_STYLE_QUANTITY_INPUT,
                              cost_wide_double(tier.from_micro, 1000000));
            cost_sheet_number(sheet, row, COST_PRICES_USD, COST_STYLE_RATE_INPUT, cost_rate_double(tier.rate));
        }
        if (i + 1 < used->price->tier_count)
            cost_sheet_formula(sheet, row, COST_PRICES_TO, COST_STYLE_QUANTITY,
                               cost_wide_double(cost_catalog_tier(catalog, used->price, i + 1).from_micro, 1000000),
                               "=%s", cost_cell(row + 1, COST_PRICES_FROM).text);
    }
}

static void set_widths(cost_sheet_t *sheet)
{
    for (size_t i = 0; i < PRICES_COLUMNS; i++)
        cost_sheet_width(sheet, i, 9, 48);
    cost_sheet_width(sheet, COST_PRICES_FROM, 18, 18);
    cost_sheet_width(sheet, COST_PRICES_TO, 18, 18);
    cost_sheet_width(sheet, COST_PRICES_UNITS, 14, 14);
    cost_sheet_width(sheet, COST_PRICES_USD, 18, 18);
    cost_sheet_width(sheet, PRICES_PART, 19, 19);
}

void cost_write_prices(const cost_workbook_t *workbook)
{
    const cost_used_price_t *list = NULL;
    cost_sheet_t *sheet = cost_xlsx_add_sheet(workbook->book, COST_SHEET_PRICES);
    size_t last = 1;
    cost_sheet_head(sheet, 0, 0, heads, PRICES_COLUMNS);
    for (size_t i = 0; i < workbook->price_count; i++) {
        const cost_used_price_t *used = &workbook->prices[i];
        list = used->factored ? list : used; /* it stands in front of its parts */
        put_price(workbook, sheet, used, list);
        last = used->row + used->price->tier_count - 1;
    }
    cost_sheet_table(sheet, 0, last, PRICES_COLUMNS, PRICES_VARIANT);
    cost_sheet_print(sheet, last, PRICES_USAGE_TYPE);
    set_widths(sheet);
}
