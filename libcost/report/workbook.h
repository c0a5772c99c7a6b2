/* A bill as a workbook whose cells calculate: what stands where, decided once, so that every sheet can refer to every
 * other.  Lines refer to prices and to tiers, tiers to the usage in the lines, totals to the lines. */
#ifndef COST_WORKBOOK_H
#define COST_WORKBOOK_H

#include "libcost/bill/group.h"
#include "libcost/report/report.h"
#include "libcost/report/xlsx.h"

/* Names of sheets. */
#define COST_SHEET_LINES          "Lines"
#define COST_SHEET_SCENARIO_LINES "Scenario lines"
#define COST_SHEET_PRICES         "Prices"
#define COST_SHEET_TIERS          "Tiers"
#define COST_SHEET_ALLOWANCES     "Allowances"

/* Where the summary has its charts. */
enum {
    COST_SUMMARY_CHARTS = 5,
    COST_SUMMARY_CHART_WIDTH = 760,
    COST_SUMMARY_SERVICES_ROW = 5,
    COST_SUMMARY_COST_ROW = 26,
    COST_SUMMARY_TASKS_ROW = 41
};

/* Columns that other sheets refer to. */
enum { COST_PRICES_FROM = 5, COST_PRICES_TO, COST_PRICES_UNITS, COST_PRICES_USD };
enum { COST_TIERS_ID, COST_TIERS_USAGE = 7, COST_TIERS_QUANTITY = 13 };
enum { COST_ALLOWANCES_SHARE = 9 };
enum {
    COST_LINES_MONTH,
    COST_LINES_WORKLOAD,
    COST_LINES_RESOURCE,
    COST_LINES_SERVICE,
    COST_LINES_DIMENSION,
    COST_LINES_VARIANT,
    COST_LINES_REGION,
    COST_LINES_CATEGORY,
    COST_LINES_USAGE,
    COST_LINES_TIER,
    COST_LINES_QUANTITY,
    COST_LINES_UNIT,
    COST_LINES_PRICE,
    COST_LINES_USD,
    COST_LINES_EXACT,
    COST_LINES_IMPLIED_BY,
    COST_LINES_USAGE_TYPE,
    COST_LINES_TAGS,
    COST_LINES_GROUP,
    COST_LINES_ID,
    COST_LINES_COLUMNS
};

/* A price that some line is at: list price, or a part of one (Spot). */
typedef struct {
    const cost_price_t *price;
    bool factored;
    cost_wide_t factor; /* 1e-9 */
    cost_wide_t units;  /* plain units of one that is priced: 10000 for 10k-requests */
    size_t row;         /* of its first tier on the sheet of prices */
} cost_used_price_t;

/* What a row of lines, or of tiers, is about. */
typedef enum {
    COST_SLOT_WHOLE, /* no tiers: all of the usage at one price */
    COST_SLOT_FREE,  /* what allowances, or another dimension's usage, make free */
    COST_SLOT_TIER,
    COST_SLOT_LEAST /* what a plan's percentages lack of its least charge */
} cost_slot_kind_t;

typedef struct {
    cost_slot_kind_t kind;
    size_t tier;          /* TIER and WHOLE */
    cost_wide_t quantity; /* of all resources of the group */
} cost_slot_t;

/* All usage that shares a price in a month. */
typedef struct {
    const cost_group_t *group;
    size_t part; /* whose bill it is of */
    const cost_used_price_t *price;
    bool tiered; /* has rows on the sheet of tiers, for other reasons than `slots` as well */
    size_t id, row;
    cost_slot_t *slots;
    size_t slot_count;
    size_t line_row; /* PERCENT_OF_BILL: its first row of lines */
} cost_used_group_t;

/* The lines of one resource in one group. */
typedef struct {
    size_t line, line_count; /* in the bill */
    cost_used_group_t *used;
    size_t row;
} cost_used_record_t;

/* One bill: the base, or a scenario. */
typedef struct {
    const cost_bill_t *bill;
    const char *sheet;
    size_t shift; /* columns before COST_LINES_MONTH */
    cost_used_record_t *records;
    size_t record_count;
    size_t first_row, plan_row, end_row; /* rows from plan_row on are percentages of those before */
} cost_part_t;

typedef struct {
    cost_arena_t *arena;
    cost_xlsx_t *book;
    cost_part_t *parts; /* the base first */
    size_t part_count;
    cost_used_price_t *prices;
    size_t price_count;
    cost_used_group_t *groups;
    size_t group_count;
} cost_workbook_t;

/* `comparison` may be NULL.  False when memory is out. */
bool cost_workbook_plan(cost_workbook_t *workbook, const cost_bill_t *bill, const cost_comparison_t *comparison);
/* NULL when no line is of that group. */
cost_used_group_t *cost_workbook_group(const cost_workbook_t *workbook, size_t part, const cost_group_t *group);
/* Whether a group is billed net of the other's usage (net_of:DIMENSION). */
bool cost_group_net_of(const cost_group_t *group, const cost_group_t *other);
/* Whether a line is part of the free slot, not of a tier whose price happens to be zero. */
bool cost_line_is_free_part(const cost_bill_t *bill, const cost_line_t *line);
/* Whether it is part of that slot. */
bool cost_line_in_slot(const cost_bill_t *bill, const cost_line_t *line, const cost_slot_t *slot);

/* Ends of formulas, in workbook_allowances.c; NULL when memory is out.  `*(1-share)` for each allowance of the group
 * before row `end` of the allowances: what they leave of its usage. */
const char *cost_formula_left(const cost_workbook_t *workbook, const cost_used_group_t *used, size_t end);
/* The usage of the dimension that this one is billed net of: a sum, "0" for none. */
const char *cost_formula_net(const cost_workbook_t *workbook, const cost_used_group_t *used);

/* All rows of a part in one of the columns of lines. */
cost_range_t cost_part_range(const cost_part_t *part, size_t column);
/* `scenario` of its bill; "base". */
const char *cost_part_name(const cost_part_t *part);

double cost_wide_double(cost_wide_t value, cost_wide_t one);
double cost_money_double(cost_money_t money);
double cost_rate_double(cost_rate_t rate);

/* The sheets, in their order. */
cost_sheet_t *cost_write_summary(const cost_workbook_t *workbook);
void cost_write_lines(const cost_workbook_t *workbook);
void cost_write_prices(const cost_workbook_t *workbook);
void cost_write_tiers(const cost_workbook_t *workbook);
void cost_write_allowances(const cost_workbook_t *workbook);
/* Nothing when the bill did not keep its hours.  What cost_timeline_create() answers. */
cost_status_t cost_write_timeline(const cost_workbook_t *workbook, cost_sheet_t *summary, cost_error_t *err);
void cost_write_scenarios(const cost_workbook_t *workbook);
void cost_write_scenario_lines(const cost_workbook_t *workbook);
void cost_write_assumptions(const cost_workbook_t *workbook);

/* A month's first day, or its name when it has no date ("730h"). */
void cost_write_month(cost_sheet_t *sheet, size_t row, size_t column, const cost_bill_t *bill, size_t month);

#endif
