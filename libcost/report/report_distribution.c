/* Many possible months: a table of what they cost, budgets, and what explains the spread. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libcost/analysis/distribution.h"
#include "libcost/base/error.h"
#include "libcost/base/json_writer.h"
#include "libcost/demand/calendar.h"
#include "libcost/report/page.h"
#include "libcost/report/report.h"
#include "libcost/report/report_text.h"

typedef struct {
    cost_bill_part_t part;
    const char *heading; /* of people's reports */
    const char *key;     /* of JSON */
    const char *word;    /* of CSV */
} section_t;

static const section_t sections[] = {
    {COST_PART_MONTH, "Months", "by_month", "month"},
    {COST_PART_SERVICE, "Services", "by_service", "service"},
    {COST_PART_RESOURCE, "Resources", "by_resource", "resource"},
    {COST_PART_TAG, "Tags", "by_tag", "tag"},
};

static const char *const percentile_words[COST_PERCENTILES] = {
#define WORD(number, id) [COST_##id] = "P" #number,
    COST_PERCENTILE_LIST(WORD)
#undef WORD
};
static const char *const percentile_keys[COST_PERCENTILES] = {
#define KEY(number, id) [COST_##id] = "p" #number,
    COST_PERCENTILE_LIST(KEY)
#undef KEY
};

/* ---- numbers that are no money ---- */

enum { DECIMAL_SIZE = 32 };

/* Doubles are printed by us: printf() follows the host's locale. */
static const char *decimal(double value, int decimals, char text[DECIMAL_SIZE])
{
    int64_t one = 1;
    for (int i = 0; i < decimals; i++)
        one *= 10;
    const int64_t scaled = (int64_t)(value * (double)one + (value < 0 ? -0.5 : 0.5));
    const int64_t magnitude = scaled < 0 ? -scaled : scaled;
    snprintf(text, DECIMAL_SIZE, "%s%" PRId64 ".%0*" PRId64, scaled < 0 ? "-" : "", magnitude / one, decimals,
             magnitude % one);
    return text;
}

static const char *percent(cost_arena_t *arena, double part, int decimals)
{
    char text[DECIMAL_SIZE];
    return cost_arena_format(arena, "%s%%", decimal(100 * part, decimals, text));
}

/* Hours from the period's start; both come from a file that may hold anything. */
static int64_t hours_into(const cost_distribution_t *distribution, int64_t seconds)
{
    return (int64_t)(((cost_wide_t)seconds - distribution->run.start) / 3600);
}

/* "2025-11-24", or "after 512 hours" of a period that has no dates; "" when it never happens. */
static const char *when(cost_arena_t *arena, const cost_distribution_t *distribution, size_t budget)
{
    char text[COST_CIVIL_TEXT_SIZE];
    const int64_t seconds = cost_distribution_budget_date(distribution, budget);
    if (!seconds)
        return "";
    if (distribution->run.hours_only)
        return cost_arena_format(arena, "after %" PRId64 " hours", hours_into(distribution, seconds));
    return cost_arena_text(arena, cost_civil_text(seconds, text), 10);
}

/* Inputs by how much they explain: the largest correlation first. */
typedef struct {
    size_t input;
    double correlation;
} ranked_t;

static double magnitude(double x)
{
    return x < 0 ? -x : x;
}

static int by_magnitude(const void *left, const void *right)
{
    const ranked_t *a = left, *b = right;
    const double x = magnitude(a->correlation), y = magnitude(b->correlation);
    return x != y ? (x < y) - (x > y) : (a->input > b->input) - (a->input < b->input);
}

static ranked_t *rank_inputs(cost_arena_t *arena, const cost_distribution_t *distribution)
{
    const size_t count = cost_distribution_input_count(distribution);
    ranked_t *ranked = cost_arena_array(arena, count + 1, sizeof *ranked);
    for (size_t i = 0; ranked && i < count; i++)
        ranked[i] = (ranked_t){i, cost_distribution_input_correlation(distribution, i)};
    if (ranked)
        qsort(ranked, count, sizeof *ranked, by_magnitude);
    return ranked;
}

/* ---- people's reports ---- */

enum { FIRST_FIGURE = 1, SPREAD = 2, FIGURES = 3 + COST_PERCENTILES };

/* A spread of less than half a cent is none worth its digits. */
static const char *spread_text(cost_arena_t *arena, cost_money_t spread)
{
    char text[COST_MONEY_TEXT_SIZE];
    if (spread.nano_usd > 0 && spread.nano_usd < 5000000)
        return "<0.01";
    return cost_arena_string(arena, cost_money_text(spread, 2, text));
}

static void add_figures(cost_grid_t *grid, cost_row_kind_t kind, const char *name, const cost_money_t *figures)
{
    const char *cells[FIRST_FIGURE + FIGURES] = {name};
    for (size_t i = 0; i < FIGURES; i++) {
        cells[FIRST_FIGURE + i] =
            i == SPREAD ? spread_text(grid->arena, figures[i]) : cost_text_cents(grid->arena, figures[i]);
        grid->failed = grid->failed || !cells[FIRST_FIGURE + i];
    }
    cost_grid_add(grid, kind, cells);
}

static void add_part(cost_grid_t *grid, cost_row_kind_t kind, const char *name, const cost_distribution_t *distribution,
                     cost_bill_part_t part, size_t i)
{
    cost_money_t figures[FIGURES] = {cost_distribution_central(distribution, part, i),
                                     cost_distribution_mean(distribution, part, i),
                                     cost_distribution_sd(distribution, part, i)};
    for (int p = 0; p < COST_PERCENTILES; p++)
        figures[3 + p] = cost_distribution_percentile(distribution, part, i, (cost_percentile_t)p);
    add_figures(grid, kind, name, figures);
}

static void add_section(cost_grid_t *grid, const section_t *section, const cost_distribution_t *distribution)
{
    const char *heading[FIRST_FIGURE + FIGURES] = {section->heading};
    const size_t count = cost_distribution_count(distribution, section->part);
    if (!count || (section->part == COST_PART_MONTH && count == 1))
        return;
    cost_grid_add(grid, COST_ROW_HEADING, heading);
    for (size_t i = 0; i < count; i++)
        add_part(grid, COST_ROW_PLAIN, cost_distribution_name(distribution, section->part, i), distribution,
                 section->part, i);
}

static void add_errors(cost_grid_t *grid, const cost_distribution_t *distribution)
{
    const char *cells[FIRST_FIGURE + FIGURES] = {"Standard error", "", NULL, ""};
    cells[FIRST_FIGURE + 1] =
        spread_text(grid->arena, cost_distribution_standard_error(distribution, COST_PART_TOTAL, 0));
    for (int p = 0; p < COST_PERCENTILES; p++)
        cells[FIRST_FIGURE + 3 + p] = spread_text(
            grid->arena, cost_distribution_percentile_error(distribution, COST_PART_TOTAL, 0, (cost_percentile_t)p));
    for (size_t i = 0; i < COST_COUNT(cells); i++)
        grid->failed = grid->failed || !cells[i];
    cost_grid_add(grid, COST_ROW_SUM, cells);
}

static void add_money(cost_page_t *page, const cost_distribution_t *distribution)
{
    cost_grid_column_t titles[FIRST_FIGURE + FIGURES] = {
        {"USD", COST_ALIGN_LEFT}, {"Central", COST_ALIGN_POINT}, {"Mean", COST_ALIGN_POINT}, {"SD", COST_ALIGN_POINT}};
    for (size_t p = 0; p < COST_PERCENTILES; p++)
        titles[FIRST_FIGURE + 3 + p] = (cost_grid_column_t){percentile_words[p], COST_ALIGN_POINT};
    cost_grid_t grid = cost_grid(page->arena, titles, COST_COUNT(titles));
    for (size_t i = 0; i < COST_COUNT(sections); i++)
        add_section(&grid, &sections[i], distribution);
    add_part(&grid, COST_ROW_TOTAL, "Total", distribution, COST_PART_TOTAL, 0);
    add_errors(&grid, distribution);
    cost_page_grid(page, &grid);
}

static void add_budgets(cost_page_t *page, const cost_distribution_t *distribution)
{
    static const cost_grid_column_t titles[] = {{"Budget", COST_ALIGN_LEFT},     {"Limit", COST_ALIGN_POINT},
                                                {"Central", COST_ALIGN_POINT},   {"P95", COST_ALIGN_POINT},
                                                {"Broken in", COST_ALIGN_RIGHT}, {"+-", COST_ALIGN_RIGHT},
                                                {"Expected", COST_ALIGN_LEFT}};
    const size_t count = cost_distribution_count(distribution, COST_PART_BUDGET);
    cost_grid_t grid = cost_grid(page->arena, titles, COST_COUNT(titles));
    for (size_t i = 0; i < count; i++) {
        double error;
        const double broken = cost_distribution_budget_broken(distribution, i, &error);
        const char *cells[COST_COUNT(titles)] = {
            cost_distribution_name(distribution, COST_PART_BUDGET, i),
            cost_text_cents(page->arena, cost_distribution_budget_limit(distribution, i)),
            cost_text_cents(page->arena, cost_distribution_central(distribution, COST_PART_BUDGET, i)),
            cost_text_cents(page->arena, cost_distribution_percentile(distribution, COST_PART_BUDGET, i, COST_P95)),
            percent(page->arena, broken, 1),
            percent(page->arena, error, 2),
            when(page->arena, distribution, i)};
        for (size_t k = 0; k < COST_COUNT(titles); k++)
            grid.failed = grid.failed || !cells[k];
        cost_grid_add(&grid, COST_ROW_PLAIN, cells);
    }
    if (!count)
        return;
    cost_page_heading(page, COST_TONE_PLAIN, "Budgets");
    cost_page_grid(page, &grid);
}

static const char *two_decimals(cost_grid_t *grid, double value)
{
    char text[DECIMAL_SIZE];
    const char *kept = cost_arena_string(grid->arena, decimal(value, 2, text));
    grid->failed = grid->failed || !kept;
    return kept;
}

/* Indices only where there are some: columns without any text are left out. */
static void add_input(cost_grid_t *grid, const cost_distribution_t *distribution, size_t input)
{
    double error;
    const double first = cost_distribution_input_first_order(distribution, input, &error);
    const double total = cost_distribution_input_total_effect(distribution, input);
    const bool indices = cost_distribution_sobol_rows(distribution) && total >= 0;
    const char *cells[] = {cost_distribution_input_name(distribution, input),
                           two_decimals(grid, cost_distribution_input_correlation(distribution, input)),
                           indices ? two_decimals(grid, first) : "", indices ? two_decimals(grid, error) : "",
                           indices ? two_decimals(grid, total) : ""};
    cost_grid_add(grid, COST_ROW_PLAIN, cells);
}

static void add_noise(cost_grid_t *grid, const cost_distribution_t *distribution)
{
    double error;
    const double first = cost_distribution_noise_first_order(distribution, &error);
    const char *cells[] = {"all that is no range", "", two_decimals(grid, first), two_decimals(grid, error), ""};
    cost_grid_add(grid, COST_ROW_PLAIN, cells);
}

static void add_inputs(cost_page_t *page, const cost_distribution_t *distribution)
{
    static const cost_grid_column_t titles[] = {{"What explains the spread", COST_ALIGN_LEFT},
                                                {"Rank correlation", COST_ALIGN_POINT},
                                                {"First order", COST_ALIGN_POINT},
                                                {"+-", COST_ALIGN_POINT},
                                                {"Total effect", COST_ALIGN_POINT}};
    const size_t count = cost_distribution_input_count(distribution);
    const ranked_t *ranked = rank_inputs(page->arena, distribution);
    if (!count && !cost_distribution_sd(distribution, COST_PART_TOTAL, 0).nano_usd) {
        cost_page_space(page);
        cost_page_text(page, COST_TONE_DOUBT,
                       "Nothing is uncertain here, so that every trial is the central month. A range such as requests: "
                       "6M/month to 14M/month, or noise and day_factor of a traffic, would say what is.");
    }
    page->out->failed = page->out->failed || !ranked;
    if (!count || !ranked)
        return;
    cost_grid_t grid = cost_grid(page->arena, titles, COST_COUNT(titles));
    for (size_t i = 0; i < count; i++)
        add_input(&grid, distribution, ranked[i].input);
    if (cost_distribution_sobol_rows(distribution))
        add_noise(&grid, distribution);
    cost_page_space(page);
    cost_page_grid(page, &grid);
}

static void write_page(cost_buffer_t *out, const cost_distribution_t *distribution, bool markdown, unsigned flags)
{
    const cost_run_about_t *run = &distribution->run;
    char date[COST_DATE_TEXT_SIZE];
    cost_arena_t *arena = cost_arena_create();
    if (!arena) {
        out->failed = true;
        return;
    }
    const size_t trials = distribution->records.count;
    cost_page_t page = {out, arena, markdown, (flags & COST_REPORT_COLOR) != 0};
    cost_page_title(&page, "%s: AWS bill for %s, %zu trial%s of seed %" PRIu64, run->subject, run->period, trials,
                    trials == 1 ? "" : "s", run->seed);
    cost_page_text(&page, COST_TONE_PLAIN, "USD before tax at list prices of %s (price book %s)",
                   cost_report_date(run->price_date, date), run->book);
    if (!markdown)
        cost_page_space(&page);
    add_money(&page, distribution);
    add_budgets(&page, distribution);
    add_inputs(&page, distribution);
    cost_arena_destroy(arena);
}

/* ---- JSON ---- */

static void put_money(cost_json_writer_t *json, const char *key, cost_money_t money)
{
    char text[COST_MONEY_TEXT_SIZE];
    cost_json_string(json, key, cost_money_text(money, 9, text));
}

static void put_decimal(cost_json_writer_t *json, const char *key, double value)
{
    char text[DECIMAL_SIZE];
    cost_json_string(json, key, decimal(value, 6, text));
}

static void put_figures(cost_json_writer_t *json, const cost_distribution_t *distribution, cost_bill_part_t part,
                        size_t i)
{
    put_money(json, "central", cost_distribution_central(distribution, part, i));
    put_money(json, "mean", cost_distribution_mean(distribution, part, i));
    put_money(json, "sd", cost_distribution_sd(distribution, part, i));
    put_money(json, "standard_error", cost_distribution_standard_error(distribution, part, i));
    for (int p = 0; p < COST_PERCENTILES; p++)
        put_money(json, percentile_keys[p], cost_distribution_percentile(distribution, part, i, (cost_percentile_t)p));
}

static void put_section(cost_json_writer_t *json, const section_t *section, const cost_distribution_t *distribution)
{
    cost_json_open(json, section->key, '{');
    for (size_t i = 0; i < cost_distribution_count(distribution, section->part); i++) {
        cost_json_open(json, cost_distribution_name(distribution, section->part, i), '{');
        put_figures(json, distribution, section->part, i);
        cost_json_close(json, '}');
    }
    cost_json_close(json, '}');
}

static void put_errors(cost_json_writer_t *json, const cost_distribution_t *distribution)
{
    cost_json_open(json, "percentile_errors", '{');
    for (int p = 0; p < COST_PERCENTILES; p++)
        put_money(json, percentile_keys[p],
                  cost_distribution_percentile_error(distribution, COST_PART_TOTAL, 0, (cost_percentile_t)p));
    cost_json_close(json, '}');
}

static void put_budgets(cost_json_writer_t *json, const cost_distribution_t *distribution)
{
    char text[COST_CIVIL_TEXT_SIZE];
    cost_json_open(json, "budgets", '[');
    for (size_t i = 0; i < cost_distribution_count(distribution, COST_PART_BUDGET); i++) {
        double error;
        const double broken = cost_distribution_budget_broken(distribution, i, &error);
        const int64_t date = cost_distribution_budget_date(distribution, i);
        const bool dated = date && !distribution->run.hours_only;
        cost_json_open(json, NULL, '{');
        cost_json_string(json, "name", cost_distribution_name(distribution, COST_PART_BUDGET, i));
        put_money(json, "limit", cost_distribution_budget_limit(distribution, i));
        put_decimal(json, "broken", broken);
        put_decimal(json, "broken_error", error);
        cost_json_optional(json, "expected", dated ? cost_civil_text(date, text) : NULL);
        if (date)
            cost_json_integer(json, "expected_hours", hours_into(distribution, date));
        put_figures(json, distribution, COST_PART_BUDGET, i);
        cost_json_close(json, '}');
    }
    cost_json_close(json, ']');
}

static void put_indices(cost_json_writer_t *json, const cost_distribution_t *distribution, size_t input)
{
    double error;
    const double first = cost_distribution_input_first_order(distribution, input, &error);
    const double total = cost_distribution_input_total_effect(distribution, input);
    if (!cost_distribution_sobol_rows(distribution) || total < 0)
        return;
    put_decimal(json, "first_order", first);
    put_decimal(json, "first_order_error", error);
    put_decimal(json, "total_effect", total);
}

static void put_sobol(cost_json_writer_t *json, const cost_distribution_t *distribution)
{
    double error;
    const double first = cost_distribution_noise_first_order(distribution, &error);
    if (!cost_distribution_sobol_rows(distribution))
        return;
    cost_json_open(json, "sobol", '{');
    cost_json_integer(json, "rows", (int64_t)cost_distribution_sobol_rows(distribution));
    put_decimal(json, "noise_first_order", first);
    put_decimal(json, "noise_first_order_error", error);
    cost_json_close(json, '}');
}

static void put_inputs(cost_json_writer_t *json, const cost_distribution_t *distribution)
{
    cost_json_open(json, "inputs", '[');
    for (size_t i = 0; i < cost_distribution_input_count(distribution); i++) {
        cost_json_open(json, NULL, '{');
        cost_json_string(json, "name", cost_distribution_input_name(distribution, i));
        put_decimal(json, "rank_correlation", cost_distribution_input_correlation(distribution, i));
        put_indices(json, distribution, i);
        cost_json_close(json, '}');
    }
    cost_json_close(json, ']');
}

static void put_distribution(cost_json_writer_t *json, const cost_distribution_t *distribution)
{
    char seed[32];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)distribution->run.seed);
    cost_json_open(json, "distribution", '{');
    cost_json_integer(json, "trials", (int64_t)distribution->records.count);
    cost_json_integer(json, "first_trial", (int64_t)distribution->first);
    cost_json_literal(json, "seed", seed);
    put_figures(json, distribution, COST_PART_TOTAL, 0);
    put_errors(json, distribution);
    for (size_t i = 0; i < COST_COUNT(sections); i++)
        put_section(json, &sections[i], distribution);
    put_budgets(json, distribution);
    put_inputs(json, distribution);
    put_sobol(json, distribution);
    cost_json_close(json, '}');
}

static void write_json(cost_buffer_t *out, const cost_distribution_t *distribution)
{
    const cost_run_about_t *run = &distribution->run;
    char date[COST_DATE_TEXT_SIZE];
    cost_json_writer_t json = cost_json_writer(out);
    cost_json_open(&json, NULL, '{');
    if (distribution->bill) {
        cost_report_json_bill(&json, distribution->bill);
    } else {
        cost_json_string(&json, "format", "libcost-distribution/1");
        cost_json_string(&json, "currency", "USD");
        cost_json_string(&json, "subject", run->subject);
        cost_json_optional(&json, "scenario", run->scenario);
        cost_json_string(&json, "period", run->period);
        cost_json_open(&json, "prices", '{');
        cost_json_string(&json, "version", run->book);
        cost_json_string(&json, "date", cost_report_date(run->price_date, date));
        cost_json_close(&json, '}');
    }
    put_distribution(&json, distribution);
    cost_json_close(&json, '}');
}

/* ---- CSV: a row a part of the bill, a budget or an input ---- */

static void add_cell(cost_buffer_t *out, const char *text)
{
    cost_buffer_add_char(out, ',');
    cost_buffer_add_string(out, text);
}

static void add_row_money(cost_buffer_t *out, cost_money_t money)
{
    char text[COST_MONEY_TEXT_SIZE];
    add_cell(out, cost_money_text(money, 9, text));
}

static void begin_csv(cost_buffer_t *out, const char *word, const char *name)
{
    cost_buffer_add_string(out, word);
    cost_buffer_add_char(out, ',');
    cost_report_csv_text(out, name);
}

static void add_csv_figures(cost_buffer_t *out, const cost_distribution_t *distribution, cost_bill_part_t part,
                            size_t i)
{
    add_row_money(out, cost_distribution_central(distribution, part, i));
    add_row_money(out, cost_distribution_mean(distribution, part, i));
    add_row_money(out, cost_distribution_sd(distribution, part, i));
    add_row_money(out, cost_distribution_standard_error(distribution, part, i));
    for (int p = 0; p < COST_PERCENTILES; p++)
        add_row_money(out, cost_distribution_percentile(distribution, part, i, (cost_percentile_t)p));
}

static void add_csv_indices(cost_buffer_t *out, const cost_distribution_t *distribution, size_t input)
{
    char text[DECIMAL_SIZE];
    double error;
    const double first = cost_distribution_input_first_order(distribution, input, &error);
    const double total = cost_distribution_input_total_effect(distribution, input);
    const bool indices = cost_distribution_sobol_rows(distribution) && total >= 0;
    add_cell(out, indices ? decimal(first, 6, text) : "");
    add_cell(out, indices ? decimal(error, 6, text) : "");
    add_cell(out, indices ? decimal(total, 6, text) : "");
}

static void write_csv(cost_buffer_t *out, const cost_distribution_t *distribution)
{
    char text[DECIMAL_SIZE], date[COST_CIVIL_TEXT_SIZE];
    cost_buffer_add_string(out, "part,name,central,mean,sd,standard_error");
    for (int p = 0; p < COST_PERCENTILES; p++)
        add_cell(out, percentile_keys[p]);
    cost_buffer_add_string(
        out, ",limit,broken,broken_error,expected,rank_correlation,first_order,first_order_error,total_effect\r\n");
    begin_csv(out, "total", "total");
    add_csv_figures(out, distribution, COST_PART_TOTAL, 0);
    cost_buffer_add_string(out, ",,,,,,,,\r\n");
    for (size_t s = 0; s < COST_COUNT(sections); s++)
        for (size_t i = 0; i < cost_distribution_count(distribution, sections[s].part); i++) {
            begin_csv(out, sections[s].word, cost_distribution_name(distribution, sections[s].part, i));
            add_csv_figures(out, distribution, sections[s].part, i);
            cost_buffer_add_string(out, ",,,,,,,,\r\n");
        }
    for (size_t i = 0; i < cost_distribution_count(distribution, COST_PART_BUDGET); i++) {
        double error;
        const double broken = cost_distribution_budget_broken(distribution, i, &error);
        const int64_t seconds = cost_distribution_budget_date(distribution, i);
        begin_csv(out, "budget", cost_distribution_name(distribution, COST_PART_BUDGET, i));
        add_csv_figures(out, distribution, COST_PART_BUDGET, i);
        add_row_money(out, cost_distribution_budget_limit(distribution, i));
        add_cell(out, decimal(broken, 6, text));
        add_cell(out, decimal(error, 6, text));
        add_cell(out, seconds && !distribution->run.hours_only ? cost_civil_text(seconds, date) : "");
        cost_buffer_add_string(out, ",,,,\r\n");
    }
    for (size_t i = 0; i < cost_distribution_input_count(distribution); i++) {
        begin_csv(out, "input", cost_distribution_input_name(distribution, i));
        cost_buffer_add_string(out, ",,,,,,,,,,,,,");
        add_cell(out, "");
        add_cell(out, decimal(cost_distribution_input_correlation(distribution, i), 6, text));
        add_csv_indices(out, distribution, i);
        cost_buffer_add_string(out, "\r\n");
    }
}

cost_status_t cost_report_distribution(char **text, size_t *length, const cost_distribution_t *distribution,
                                       cost_format_t format, unsigned flags, cost_error_t *err)
{
    cost_buffer_t out;
    cost_buffer_init(&out);
    switch (format) {
    case COST_FORMAT_TABLE:
    case COST_FORMAT_MARKDOWN:
        write_page(&out, distribution, format == COST_FORMAT_MARKDOWN, flags);
        break;
    case COST_FORMAT_CSV:
        write_csv(&out, distribution);
        break;
    case COST_FORMAT_JSON:
        write_json(&out, distribution);
        break;
    case COST_FORMAT_JUNIT:
    case COST_FORMAT_GITHUB:
    case COST_FORMAT_XLSX:
        return cost_report_unsupported(text, length, &out, format, "a distribution", err);
    }
    return cost_report_take(text, length, &out, err);
}
