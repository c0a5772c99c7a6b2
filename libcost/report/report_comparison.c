/* A workload beside its scenarios. */
#include <inttypes.h>
#include <string.h>

#include "libcost/analysis/comparison.h"
#include "libcost/base/csv.h"
#include "libcost/base/json_writer.h"
#include "libcost/report/page.h"
#include "libcost/report/report_rows.h"
#include "libcost/report/report_text.h"

static const char *name_of(const cost_comparison_t *comparison, size_t column)
{
    const char *scenario = comparison->columns[column].scenario;
    return scenario ? scenario : "as it is";
}

static cost_money_t total_of(const cost_comparison_t *comparison, size_t column)
{
    return comparison->columns[column].bill->total;
}

static cost_money_t change_of(const cost_comparison_t *comparison, size_t column)
{
    return (cost_money_t){total_of(comparison, column).nano_usd - total_of(comparison, 0).nano_usd};
}

/* ---- tables: column 0 and some of the scenarios at a time ---- */

enum { AT_A_TIME = 7, FIRST_BILL = 1 };

typedef struct {
    const cost_comparison_t *comparison;
    cost_grid_t *grid;
    size_t columns[1 + AT_A_TIME];
    size_t count;
    const char *cells[COST_GRID_COLUMNS_MAX];
} block_t;

static void begin_row(block_t *block, const char *title)
{
    memset(block->cells, 0, sizeof block->cells);
    block->cells[0] = title;
    block->grid->failed = block->grid->failed || !title;
}

static void put_cell(block_t *block, size_t i, const char *text)
{
    block->cells[FIRST_BILL + i] = text;
    block->grid->failed = block->grid->failed || !text;
}

static void end_row(block_t *block, cost_row_kind_t kind)
{
    cost_grid_add(block->grid, kind, block->cells);
}

/* Rows [from, until) are those of one service. */
static void add_service(block_t *block, size_t from, size_t until)
{
    const cost_comparison_t *comparison = block->comparison;
    cost_arena_t *arena = block->grid->arena;
    begin_row(block, comparison->rows[from].service);
    for (size_t i = 0; i < block->count; i++) {
        cost_money_t sum = {0};
        bool there = false;
        for (size_t row = from; row < until; row++) {
            there = there || comparison->rows[row].cells[block->columns[i]].there;
            sum.nano_usd += comparison->rows[row].cells[block->columns[i]].cost.nano_usd;
        }
        put_cell(block, i, there ? cost_text_cents(arena, sum) : "-");
    }
    end_row(block, COST_ROW_SUM);
    for (size_t row = from; row < until; row++) {
        begin_row(block, cost_arena_format(arena, "  %s", comparison->rows[row].resource));
        for (size_t i = 0; i < block->count; i++) {
            const cost_cell_t *cell = &comparison->rows[row].cells[block->columns[i]];
            put_cell(block, i, cell->there ? cost_text_cents(arena, cell->cost) : "-");
        }
        end_row(block, COST_ROW_PLAIN);
    }
}

static void add_changes(block_t *block)
{
    const cost_comparison_t *comparison = block->comparison;
    cost_arena_t *arena = block->grid->arena;
    begin_row(block, "Change");
    for (size_t i = 1; i < block->count; i++)
        put_cell(block, i, cost_text_change(arena, change_of(comparison, block->columns[i])));
    end_row(block, COST_ROW_SUM);
    begin_row(block, "Change in %");
    for (size_t i = 1; i < block->count; i++)
        put_cell(block, i, cost_text_percent(arena, change_of(comparison, block->columns[i]), total_of(comparison, 0)));
    end_row(block, COST_ROW_SUM);
}

/* What half of the trials, and 95 of 100, cost at most. */
static void add_percentile(block_t *block, const char *title, cost_percentile_t percentile)
{
    const cost_comparison_t *comparison = block->comparison;
    begin_row(block, title);
    for (size_t i = 0; i < block->count; i++)
        put_cell(block, i,
                 cost_text_cents(block->grid->arena,
                                 cost_distribution_percentile(comparison->columns[block->columns[i]].distribution,
                                                              COST_PART_TOTAL, 0, percentile)));
    end_row(block, COST_ROW_SUM);
}

static void add_totals(block_t *block)
{
    const cost_comparison_t *comparison = block->comparison;
    cost_arena_t *arena = block->grid->arena;
    bool unpriced = false;
    begin_row(block, "Total");
    for (size_t i = 0; i < block->count; i++) {
        const char *text = cost_text_cents(arena, total_of(comparison, block->columns[i]));
        bool cheapest = text && block->columns[i] == comparison->cheapest;
        put_cell(block, i, cheapest ? cost_arena_format(arena, "%s *", text) : text);
        unpriced = unpriced || comparison->columns[block->columns[i]].bill->unpriced.count;
    }
    end_row(block, COST_ROW_TOTAL);
    if (block->count > 1)
        add_changes(block);
    if (comparison->columns[0].distribution) {
        add_percentile(block, "P50 of trials", COST_P50);
        add_percentile(block, "P95 of trials", COST_P95);
    }
    begin_row(block, "Loads not priced");
    for (size_t i = 0; unpriced && i < block->count; i++)
        put_cell(block, i,
                 cost_arena_format(arena, "%zu", comparison->columns[block->columns[i]].bill->unpriced.count));
    if (unpriced)
        end_row(block, COST_ROW_SUM);
}

static void add_block(cost_page_t *page, const cost_comparison_t *comparison, size_t first)
{
    cost_grid_column_t titles[1 + 1 + AT_A_TIME] = {{"Service and resource", COST_ALIGN_LEFT}};
    block_t block = {.comparison = comparison, .columns = {0}, .count = 1};
    for (size_t i = first; i < comparison->count && block.count < COST_COUNT(block.columns); i++)
        block.columns[block.count++] = i;
    for (size_t i = 0; i < block.count; i++)
        titles[FIRST_BILL + i] = (cost_grid_column_t){name_of(comparison, block.columns[i]), COST_ALIGN_POINT};
    cost_grid_t grid = cost_grid(page->arena, titles, FIRST_BILL + block.count);
    block.grid = &grid;
    for (size_t from = 0, until; from < comparison->row_count; from = until) {
        for (until = from + 1; until < comparison->row_count; until++)
            if (strcmp(comparison->rows[from].service, comparison->rows[until].service))
                break;
        add_service(&block, from, until);
    }
    add_totals(&block);
    cost_page_grid(page, &grid);
}

/* ---- words ---- */

static void add_verdict(cost_page_t *page, const cost_comparison_t *comparison)
{
    const size_t best = comparison->cheapest;
    const char *total = cost_text_cents(page->arena, total_of(comparison, best));
    const cost_money_t change = change_of(comparison, best);
    const char *less = cost_text_cents(page->arena, (cost_money_t){-change.nano_usd});
    const char *percent = cost_text_percent(page->arena, change, total_of(comparison, 0));
    page->out->failed = page->out->failed || !total || !less || !percent;
    cost_page_space(page);
    if (page->out->failed)
        return;
    if (best == 0)
        cost_page_text(page, COST_TONE_PLAIN, "* The cheapest is the workload as it is: %s USD.", total);
    else
        cost_page_text(page, COST_TONE_GOOD, "* The cheapest is %s: %s USD, %s USD less (%s).",
                       name_of(comparison, best), total, less, percent);
    if (comparison->columns[best].bill->unpriced.count)
        cost_page_text(page, COST_TONE_DOUBT,
                       "It has loads that nobody stated and that are not in its total; ilm-cost estimate%s%s lists "
                       "them.",
                       best ? " --scenario " : "", best ? name_of(comparison, best) : "");
}

/* Warnings of one column that column 0 does not have. */
static bool is_known(const cost_bill_t *base, const cost_note_t *warning)
{
    for (const cost_note_t *note = base->warnings.first; note; note = note->next)
        if (!strcmp(note->first, warning->first) && !strcmp(note->path, warning->path) &&
            !strcmp(note->second, warning->second))
            return true;
    return false;
}

static void add_warnings(cost_page_t *page, const cost_comparison_t *comparison)
{
    bool any = false;
    for (size_t i = 0; i < comparison->count; i++)
        for (const cost_note_t *note = comparison->columns[i].bill->warnings.first; note; note = note->next) {
            if (i && is_known(comparison->columns[0].bill, note))
                continue;
            const char *place = cost_report_place(page->arena, note);
            if (!any)
                cost_page_heading(page, COST_TONE_DOUBT, "Warnings");
            any = true;
            cost_page_item(page, "%s: [%s] %s%s%s%s", name_of(comparison, i), note->first, note->path,
                           *note->path ? ": " : "", note->second, place ? place : "");
            page->out->failed = page->out->failed || !place;
        }
}

static void write_page(cost_buffer_t *out, const cost_comparison_t *comparison, bool markdown, unsigned flags)
{
    cost_arena_t *arena = cost_arena_create();
    if (!arena) {
        out->failed = true;
        return;
    }
    const cost_bill_t *base = comparison->columns[0].bill;
    cost_page_t page = {out, arena, markdown, (flags & COST_REPORT_COLOR) != 0};
    const char *subject = cost_report_subject(arena, base), *period = cost_report_period(arena, base);
    const char *prices = cost_report_prices(arena, base);
    out->failed = out->failed || !subject || !period || !prices;
    if (!out->failed) {
        cost_page_title(&page, "%s and %zu scenario%s: AWS bills for %s", subject, comparison->count - 1,
                        comparison->count == 2 ? "" : "s", period);
        cost_page_text(&page, COST_TONE_PLAIN, "central estimates, USD before tax%s", prices);
        if (!markdown)
            cost_page_space(&page);
    }
    size_t first = 1;
    do {
        if (first > 1)
            cost_page_space(&page);
        add_block(&page, comparison, first);
        first += AT_A_TIME;
    } while (first < comparison->count);
    add_verdict(&page, comparison);
    add_warnings(&page, comparison);
    cost_arena_destroy(arena);
}

/* ---- JSON: libcost-comparison/1 ---- */

static void put_money(cost_json_writer_t *json, const char *key, cost_money_t money)
{
    char text[COST_MONEY_TEXT_SIZE];
    cost_json_string(json, key, cost_money_text(money, 9, text));
}

static void put_distribution(cost_json_writer_t *json, const cost_distribution_t *distribution)
{
    if (!distribution) {
        cost_json_literal(json, "distribution", "null");
        return;
    }
    cost_json_open(json, "distribution", '{');
    cost_json_integer(json, "trials", (int64_t)cost_distribution_trials(distribution));
    cost_json_integer(json, "seed", (int64_t)cost_distribution_seed(distribution));
    put_money(json, "mean", cost_distribution_mean(distribution, COST_PART_TOTAL, 0));
    put_money(json, "p50", cost_distribution_percentile(distribution, COST_PART_TOTAL, 0, COST_P50));
    put_money(json, "p95", cost_distribution_percentile(distribution, COST_PART_TOTAL, 0, COST_P95));
    cost_json_close(json, '}');
}

static void put_columns(cost_json_writer_t *json, const cost_comparison_t *comparison)
{
    cost_json_open(json, "columns", '[');
    for (size_t i = 0; i < comparison->count; i++) {
        const cost_bill_t *bill = comparison->columns[i].bill;
        cost_json_open(json, NULL, '{');
        cost_json_optional(json, "scenario", comparison->columns[i].scenario);
        put_money(json, "total", bill->total);
        put_money(json, "change", change_of(comparison, i));
        cost_json_literal(json, "cheapest", i == comparison->cheapest ? "true" : "false");
        cost_json_integer(json, "unpriced", (int64_t)bill->unpriced.count);
        cost_json_integer(json, "warnings", (int64_t)bill->warnings.count);
        put_distribution(json, comparison->columns[i].distribution);
        cost_json_close(json, '}');
    }
    cost_json_close(json, ']');
}

static void put_rows(cost_json_writer_t *json, const cost_comparison_t *comparison)
{
    char text[COST_MONEY_TEXT_SIZE];
    cost_json_open(json, "rows", '[');
    for (size_t i = 0; i < comparison->row_count; i++) {
        const cost_comparison_row_t *row = &comparison->rows[i];
        cost_json_open(json, NULL, '{');
        cost_json_string(json, "service", row->service);
        cost_json_string(json, "resource", row->resource);
        cost_json_open(json, "costs", '[');
        for (size_t k = 0; k < comparison->count; k++)
            cost_json_optional(json, NULL, row->cells[k].there ? cost_money_text(row->cells[k].cost, 9, text) : NULL);
        cost_json_close(json, ']');
        cost_json_close(json, '}');
    }
    cost_json_close(json, ']');
}

static void write_json(cost_buffer_t *out, const cost_comparison_t *comparison)
{
    const cost_bill_t *base = comparison->columns[0].bill;
    cost_json_writer_t json = cost_json_writer(out);
    cost_json_open(&json, NULL, '{');
    cost_json_string(&json, "format", "libcost-comparison/1");
    cost_json_string(&json, "currency", "USD");
    cost_json_string(&json, "workload", base->workloads[0]);
    cost_json_integer(&json, "hours", cost_report_hours(base));
    put_columns(&json, comparison);
    put_rows(&json, comparison);
    cost_json_close(&json, '}');
}

/* ---- CSV: a row a scenario, service and resource ---- */

static void write_csv(cost_buffer_t *out, const cost_comparison_t *comparison)
{
    char text[COST_MONEY_TEXT_SIZE];
    cost_buffer_add_string(out, "scenario,service,resource,cost\r\n");
    for (size_t i = 0; i < comparison->count; i++)
        for (size_t k = 0; k < comparison->row_count; k++) {
            const cost_comparison_row_t *row = &comparison->rows[k];
            if (!row->cells[i].there)
                continue;
            cost_report_csv_text(out, comparison->columns[i].scenario ? comparison->columns[i].scenario : "");
            cost_buffer_add_char(out, ',');
            cost_report_csv_text(out, row->service);
            cost_buffer_add_char(out, ',');
            cost_report_csv_text(out, row->resource);
            cost_buffer_add_format(out, ",%s\r\n", cost_money_text(row->cells[i].cost, 9, text));
        }
}

cost_status_t cost_report_comparison(char **text, size_t *length, const cost_comparison_t *comparison,
                                     cost_format_t format, unsigned flags, cost_error_t *err)
{
    cost_buffer_t out;
    cost_buffer_init(&out);
    switch (format) {
    case COST_FORMAT_TABLE:
    case COST_FORMAT_MARKDOWN:
        write_page(&out, comparison, format == COST_FORMAT_MARKDOWN, flags);
        break;
    case COST_FORMAT_CSV:
        write_csv(&out, comparison);
        break;
    case COST_FORMAT_JSON:
        write_json(&out, comparison);
        break;
    case COST_FORMAT_XLSX:
    case COST_FORMAT_JUNIT:
    case COST_FORMAT_GITHUB:
        return cost_report_unsupported(text, length, &out, format, "a comparison", err);
    }
    return cost_report_take(text, length, &out, err);
}
