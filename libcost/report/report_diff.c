/* What became of a bill, and why. */
#include <inttypes.h>
#include <string.h>

#include "libcost/analysis/difference.h"
#include "libcost/base/csv.h"
#include "libcost/base/json_writer.h"
#include "libcost/report/page.h"
#include "libcost/report/report.h"
#include "libcost/report/report_text.h"

/* Steps of one row: an item, a resource, or all that is folded. */
typedef struct {
    int64_t step[COST_DIFF_STEPS];
} steps_t;

static void add_steps(steps_t *sum, const int64_t step[COST_DIFF_STEPS])
{
    for (int i = 0; i < COST_DIFF_STEPS; i++)
        sum->step[i] += step[i];
}

static int64_t size_of(int64_t value)
{
    return value < 0 ? -value : value;
}

/* Two effects that outweigh each other are news as well. */
static bool is_small(const int64_t step[COST_DIFF_STEPS], cost_money_t threshold)
{
    for (int i = 0; i < COST_EFFECTS; i++) {
        const int64_t effect = size_of(step[i + 1] - step[i]);
        if (effect && effect >= threshold.nano_usd)
            return false;
    }
    return true;
}

/* ---- table and Markdown ---- */

enum { NAME, OLD_QUANTITY, NEW_QUANTITY, UNIT, OLD, NEW, CHANGE, FIRST_EFFECT, COLUMNS = FIRST_EFFECT + COST_EFFECTS };

typedef struct {
    const cost_diff_t *diff;
    cost_money_t threshold;
    cost_grid_t *grid;
    steps_t folded;
    size_t folded_count, unchanged;
} table_t;

static void add_row(table_t *table, cost_row_kind_t kind, const char *name, const cost_diff_item_t *item,
                    const steps_t *steps)
{
    cost_grid_t *grid = table->grid;
    const cost_money_t old = {steps->step[0]}, fresh = {steps->step[COST_EFFECTS]};
    const char *cells[COLUMNS] = {NULL};
    cells[NAME] = name;
    cells[OLD_QUANTITY] = item ? item->field[COST_DIFF_OLD_QUANTITY] : "";
    cells[NEW_QUANTITY] = item ? item->field[COST_DIFF_NEW_QUANTITY] : "";
    cells[UNIT] = item ? item->field[COST_DIFF_UNIT] : "";
    cells[OLD] = cost_text_cents(grid->arena, old);
    cells[NEW] = cost_text_cents(grid->arena, fresh);
    cells[CHANGE] = cost_text_change(grid->arena, (cost_money_t){fresh.nano_usd - old.nano_usd});
    for (int i = 0; i < COST_EFFECTS; i++) {
        const cost_money_t effect = {steps->step[i + 1] - steps->step[i]};
        cells[FIRST_EFFECT + i] = effect.nano_usd ? cost_text_change(grid->arena, effect) : "-";
    }
    for (int i = 0; i < COLUMNS; i++)
        grid->failed = grid->failed || !cells[i];
    cost_grid_add(grid, kind, cells);
}

static void fold(table_t *table, const int64_t step[COST_DIFF_STEPS])
{
    bool changed = false;
    for (int i = 0; i < COST_EFFECTS; i++)
        changed = changed || step[i + 1] != step[i];
    add_steps(&table->folded, step);
    *(changed ? &table->folded_count : &table->unchanged) += 1;
}

static const char *item_name(cost_arena_t *arena, const cost_diff_item_t *item)
{
    const char *variant = item->field[COST_DIFF_VARIANT], *workload = item->field[COST_DIFF_WORKLOAD];
    return cost_arena_format(arena, "  %s%s%s %s%s%s%s%s", workload, *workload ? "/" : "",
                             item->field[COST_DIFF_RESOURCE], item->field[COST_DIFF_DIMENSION], *variant ? " (" : "",
                             variant, *variant ? ")" : "",
                             item->old_there && item->new_there ? ""
                             : item->new_there                  ? ", new"
                                                                : ", gone");
}

static bool same_resource(const cost_diff_item_t *a, const cost_diff_item_t *b)
{
    return !strcmp(a->field[COST_DIFF_SERVICE], b->field[COST_DIFF_SERVICE]) &&
           !strcmp(a->field[COST_DIFF_WORKLOAD], b->field[COST_DIFF_WORKLOAD]) &&
           !strcmp(a->field[COST_DIFF_RESOURCE], b->field[COST_DIFF_RESOURCE]);
}

/* The items [from, until) of one resource at one service as one row. */
static void add_resource(table_t *table, size_t from, size_t until, const char **service)
{
    const cost_diff_item_t *first = &table->diff->items[from];
    steps_t sum = {{0}};
    bool old_there = false, new_there = false;
    for (size_t i = from; i < until; i++) {
        add_steps(&sum, table->diff->items[i].step);
        old_there = old_there || table->diff->items[i].old_there;
        new_there = new_there || table->diff->items[i].new_there;
    }
    if (is_small(sum.step, table->threshold)) {
        fold(table, sum.step);
        return;
    }
    if (!*service || strcmp(*service, first->field[COST_DIFF_SERVICE])) {
        *service = first->field[COST_DIFF_SERVICE];
        cost_grid_add(table->grid, COST_ROW_HEADING, (const char *const[COLUMNS]){*service});
    }
    const char *workload = first->field[COST_DIFF_WORKLOAD];
    add_row(table, COST_ROW_PLAIN,
            cost_arena_format(table->grid->arena, "  %s%s%s%s", workload, *workload ? "/" : "",
                              first->field[COST_DIFF_RESOURCE],
                              old_there && new_there ? ""
                              : new_there            ? ", new"
                                                     : ", gone"),
            NULL, &sum);
}

static void add_resources(table_t *table)
{
    const cost_diff_t *diff = table->diff;
    const char *service = NULL;
    for (size_t from = 0, until; from < diff->item_count; from = until) {
        for (until = from + 1; until < diff->item_count; until++)
            if (!same_resource(&diff->items[from], &diff->items[until]))
                break;
        add_resource(table, from, until, &service);
    }
}

static void add_items(table_t *table)
{
    const char *service = NULL;
    for (size_t i = 0; i < table->diff->item_count; i++) {
        const cost_diff_item_t *item = &table->diff->items[i];
        steps_t steps = {{0}};
        if (is_small(item->step, table->threshold)) {
            fold(table, item->step);
            continue;
        }
        if (!service || strcmp(service, item->field[COST_DIFF_SERVICE])) {
            service = item->field[COST_DIFF_SERVICE];
            cost_grid_add(table->grid, COST_ROW_HEADING, (const char *const[COLUMNS]){service});
        }
        add_steps(&steps, item->step);
        add_row(table, COST_ROW_PLAIN, item_name(table->grid->arena, item), item, &steps);
    }
}

static const char *folded_name(const table_t *table)
{
    if (table->folded_count && table->unchanged)
        return cost_arena_format(table->grid->arena, "%zu small, %zu unchanged", table->folded_count, table->unchanged);
    if (table->folded_count)
        return cost_arena_format(table->grid->arena, "%zu small", table->folded_count);
    return cost_arena_format(table->grid->arena, "%zu unchanged", table->unchanged);
}

static void add_grid(cost_page_t *page, const cost_diff_t *diff, cost_money_t threshold, bool lines)
{
    static const cost_grid_column_t columns[COLUMNS] = {
        [NAME] = {"Service and resource", COST_ALIGN_LEFT},
        [OLD_QUANTITY] = {"Old quantity", COST_ALIGN_POINT},
        [NEW_QUANTITY] = {"New quantity", COST_ALIGN_POINT},
        [UNIT] = {"Unit", COST_ALIGN_LEFT},
        [OLD] = {"Old", COST_ALIGN_POINT},
        [NEW] = {"New", COST_ALIGN_POINT},
        [CHANGE] = {"Change", COST_ALIGN_POINT},
        [FIRST_EFFECT + COST_EFFECT_CALENDAR] = {"Calendar", COST_ALIGN_POINT},
        [FIRST_EFFECT + COST_EFFECT_CONFIGURATION] = {"Configuration", COST_ALIGN_POINT},
        [FIRST_EFFECT + COST_EFFECT_USAGE] = {"Usage", COST_ALIGN_POINT},
        [FIRST_EFFECT + COST_EFFECT_PRICE] = {"Price", COST_ALIGN_POINT},
    };
    cost_grid_t grid = cost_grid(page->arena, columns, COLUMNS);
    table_t table = {.diff = diff, .threshold = threshold, .grid = &grid};
    steps_t total = {{0}};
    if (lines)
        add_items(&table);
    else
        add_resources(&table);
    if (table.folded_count || table.unchanged)
        add_row(&table, COST_ROW_PLAIN, folded_name(&table), NULL, &table.folded);
    add_steps(&total, diff->step);
    add_row(&table, COST_ROW_TOTAL, "Total", NULL, &total);
    cost_page_grid(page, &grid);
}

static void add_side(cost_page_t *page, const char *which, const cost_diff_side_t *side)
{
    char date[COST_DATE_TEXT_SIZE];
    if (side->price_date)
        cost_page_text(page, COST_TONE_PLAIN, "%s: %s, %s (%" PRId64 " hours), prices of %s (price book %s)", which,
                       side->name, side->period, side->hours, cost_report_date(side->price_date, date),
                       side->price_version);
    else
        cost_page_text(page, COST_TONE_PLAIN, "%s: %s, %s (%" PRId64 " hours)", which, side->name, side->period,
                       side->hours);
}

static void write_page(cost_buffer_t *out, const cost_diff_t *diff, cost_money_t threshold, bool markdown,
                       unsigned flags)
{
    cost_arena_t *arena = cost_arena_create();
    const cost_money_t old = cost_diff_old(diff), fresh = cost_diff_new(diff);
    const cost_money_t change = {fresh.nano_usd - old.nano_usd};
    const char *before = arena ? cost_text_cents(arena, old) : NULL;
    const char *after = before ? cost_text_cents(arena, fresh) : NULL;
    const char *by = after ? cost_text_change(arena, change) : NULL;
    const char *percent = by ? cost_text_percent(arena, change, old) : NULL;
    cost_page_t page = {out, arena, markdown, (flags & COST_REPORT_COLOR) != 0};
    out->failed = out->failed || !percent;
    if (!out->failed) {
        cost_page_title(&page, "AWS bill: from %s to %s USD, %s%s%s%s", before, after, by, *percent ? " (" : "",
                        percent, *percent ? ")" : "");
        add_side(&page, "Old", &diff->old_side);
        add_side(&page, "New", &diff->new_side);
        cost_page_space(&page);
        add_grid(&page, diff, threshold, (flags & COST_REPORT_LINES) != 0);
        if (diff->note_count)
            cost_page_heading(&page, COST_TONE_DOUBT, "Notes");
        for (size_t i = 0; i < diff->note_count; i++)
            cost_page_item(&page, "%s", diff->notes[i]);
    }
    cost_arena_destroy(arena);
}

/* ---- JSON: libcost-diff/1 ---- */

static void put_money(cost_json_writer_t *json, const char *key, int64_t nano_usd)
{
    char text[COST_MONEY_TEXT_SIZE];
    cost_json_string(json, key, cost_money_text((cost_money_t){nano_usd}, 9, text));
}

static void put_steps(cost_json_writer_t *json, const int64_t step[COST_DIFF_STEPS])
{
    put_money(json, "old_cost", step[0]);
    put_money(json, "new_cost", step[COST_EFFECTS]);
    put_money(json, "change", step[COST_EFFECTS] - step[0]);
    for (int i = 0; i < COST_EFFECTS; i++)
        put_money(json, cost_effect_name(i), step[i + 1] - step[i]);
}

static void put_side(cost_json_writer_t *json, const char *key, const cost_diff_side_t *side)
{
    char date[COST_DATE_TEXT_SIZE];
    cost_json_open(json, key, '{');
    cost_json_string(json, "name", side->name);
    cost_json_string(json, "period", side->period);
    cost_json_integer(json, "hours", side->hours);
    cost_json_string(json, "price_version", side->price_version);
    cost_json_optional(json, "price_date", side->price_date ? cost_report_date(side->price_date, date) : NULL);
    cost_json_close(json, '}');
}

static const struct {
    const char *name;
    cost_diff_field_t field;
} keys[] = {
    {"workload", COST_DIFF_WORKLOAD},
    {"resource", COST_DIFF_RESOURCE},
    {"service", COST_DIFF_SERVICE},
    {"dimension", COST_DIFF_DIMENSION},
    {"variant", COST_DIFF_VARIANT},
    {"region", COST_DIFF_REGION},
    {"unit", COST_DIFF_UNIT},
    {"old_quantity", COST_DIFF_OLD_QUANTITY},
    {"new_quantity", COST_DIFF_NEW_QUANTITY},
};

static void write_json(cost_buffer_t *out, const cost_diff_t *diff, cost_money_t threshold)
{
    cost_json_writer_t json = cost_json_writer(out);
    steps_t folded = {{0}};
    int64_t count = 0;
    cost_json_open(&json, NULL, '{');
    cost_json_string(&json, "format", "libcost-diff/1");
    cost_json_string(&json, "currency", "USD");
    put_side(&json, "old", &diff->old_side);
    put_side(&json, "new", &diff->new_side);
    put_steps(&json, diff->step);
    cost_json_open(&json, "items", '[');
    for (size_t i = 0; i < diff->item_count; i++) {
        const cost_diff_item_t *item = &diff->items[i];
        if (is_small(item->step, threshold)) {
            add_steps(&folded, item->step);
            count++;
            continue;
        }
        cost_json_open(&json, NULL, '{');
        for (size_t k = 0; k < COST_COUNT(keys); k++)
            cost_json_string(&json, keys[k].name, item->field[keys[k].field]);
        put_steps(&json, item->step);
        cost_json_close(&json, '}');
    }
    cost_json_close(&json, ']');
    cost_json_open(&json, "folded", '{');
    cost_json_integer(&json, "items", count);
    put_money(&json, "threshold", threshold.nano_usd);
    put_steps(&json, folded.step);
    cost_json_close(&json, '}');
    cost_json_open(&json, "notes", '[');
    for (size_t i = 0; i < diff->note_count; i++)
        cost_json_string(&json, NULL, diff->notes[i]);
    cost_json_close(&json, ']');
    cost_json_close(&json, '}');
}

/* ---- CSV: a row an item, and one of what is folded ---- */

static void csv_steps(cost_buffer_t *out, const int64_t step[COST_DIFF_STEPS])
{
    char text[COST_MONEY_TEXT_SIZE];
    cost_buffer_add_format(out, ",%s", cost_money_text((cost_money_t){step[0]}, 9, text));
    cost_buffer_add_format(out, ",%s", cost_money_text((cost_money_t){step[COST_EFFECTS]}, 9, text));
    cost_buffer_add_format(out, ",%s", cost_money_text((cost_money_t){step[COST_EFFECTS] - step[0]}, 9, text));
    for (int i = 0; i < COST_EFFECTS; i++)
        cost_buffer_add_format(out, ",%s", cost_money_text((cost_money_t){step[i + 1] - step[i]}, 9, text));
    cost_buffer_add_string(out, "\r\n");
}

static void write_csv(cost_buffer_t *out, const cost_diff_t *diff, cost_money_t threshold)
{
    steps_t folded = {{0}};
    size_t count = 0;
    for (size_t k = 0; k < COST_COUNT(keys); k++)
        cost_buffer_add_format(out, "%s%s", k ? "," : "", keys[k].name);
    cost_buffer_add_string(out, ",old_cost,new_cost,change,calendar,configuration,usage,price\r\n");
    for (size_t i = 0; i < diff->item_count; i++) {
        const cost_diff_item_t *item = &diff->items[i];
        if (is_small(item->step, threshold)) {
            add_steps(&folded, item->step);
            count++;
            continue;
        }
        for (size_t k = 0; k < COST_COUNT(keys); k++) {
            cost_buffer_add_string(out, k ? "," : "");
            cost_report_csv_text(out, item->field[keys[k].field]);
        }
        csv_steps(out, item->step);
    }
    if (count) {
        for (size_t k = 0; k + 1 < COST_COUNT(keys); k++)
            cost_buffer_add_string(out, keys[k].field == COST_DIFF_DIMENSION ? "(folded)," : ",");
        csv_steps(out, folded.step);
    }
}

cost_status_t cost_report_diff(char **text, size_t *length, const cost_diff_t *diff, cost_money_t threshold,
                               cost_format_t format, unsigned flags, cost_error_t *err)
{
    cost_buffer_t out;
    cost_buffer_init(&out);
    switch (format) {
    case COST_FORMAT_TABLE:
    case COST_FORMAT_MARKDOWN:
        write_page(&out, diff, threshold, format == COST_FORMAT_MARKDOWN, flags);
        break;
    case COST_FORMAT_CSV:
        write_csv(&out, diff, threshold);
        break;
    case COST_FORMAT_JSON:
        write_json(&out, diff, threshold);
        break;
    case COST_FORMAT_XLSX:
    case COST_FORMAT_JUNIT:
    case COST_FORMAT_GITHUB:
        return cost_report_unsupported(text, length, &out, format, "a diff", err);
    }
    return cost_report_take(text, length, &out, err);
}
