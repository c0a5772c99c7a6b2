#include "libcost/report/report_rows.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "libcost/report/report_text.h"

enum { SHOWN_MAX = 2, NANO = 1000000000 };

/* ---- what a resource is made of ---- */

/* The lines of a resource that differ only in their month. */
typedef struct item {
    struct item *next;
    const cost_line_t *line;
    cost_wide_t nano_units;
    int64_t nano_usd;
    bool shown;
} item_t;

/* The lines of each resource: lists through `next` by number of the line + 1, 0 at the end. */
typedef struct {
    const cost_bill_t *bill;
    cost_arena_t *arena;
    size_t *first, *next;
    size_t *first_unpriced; /* the same of the notes about what was not priced */
    size_t *next_unpriced;
} index_t;

static int compare_name(const void *name, const void *sum)
{
    return strcmp(name, ((const cost_bill_sum_t *)sum)->name);
}

/* NULL when the bill has none of the name; false when memory is out. */
static bool find_resource(const cost_bill_sum_t **out, const index_t *index, const char *workload, const char *id)
{
    const cost_bill_t *bill = index->bill;
    const char *name = cost_arena_format(index->arena, "%s/%s", workload, id);
    *out = NULL;
    if (name && bill->resource_count)
        *out = bsearch(name, bill->by_resource, bill->resource_count, sizeof *bill->by_resource, compare_name);
    return name;
}

static bool fill_unpriced(index_t *index)
{
    static const char prefix[] = "resources.";
    const cost_bill_t *bill = index->bill;
    index->first_unpriced = cost_arena_array(index->arena, bill->resource_count + 1, sizeof *index->first_unpriced);
    index->next_unpriced = cost_arena_array(index->arena, bill->unpriced.count + 1, sizeof *index->next_unpriced);
    for (size_t i = bill->unpriced.count; index->first_unpriced && index->next_unpriced && i-- > 0;) {
        const cost_note_t *note = bill->unpriced_at[i];
        if (strncmp(note->path, prefix, sizeof prefix - 1))
            continue;
        const cost_bill_sum_t *sum;
        if (!find_resource(&sum, index, note->workload, note->path + sizeof prefix - 1))
            return false;
        if (!sum)
            continue;
        size_t *head = &index->first_unpriced[sum - bill->by_resource];
        index->next_unpriced[i] = *head;
        *head = i + 1;
    }
    return index->first_unpriced && index->next_unpriced;
}

/* Backwards, so that each list comes out in the order of the bill. */
static bool fill_index(index_t *index, const cost_bill_t *bill, cost_arena_t *arena)
{
    *index = (index_t){.bill = bill, .arena = arena};
    index->first = cost_arena_array(arena, bill->resource_count + 1, sizeof *index->first);
    index->next = cost_arena_array(arena, bill->line_count + 1, sizeof *index->next);
    const cost_resource_t *resource = NULL;
    const cost_bill_sum_t *sum = NULL;
    for (size_t i = bill->line_count; index->first && index->next && i-- > 0;) {
        const cost_resource_t *of = bill->lines[i].record->resource;
        if (of != resource && (!find_resource(&sum, index, of->workload, of->id) || !sum))
            return false;
        resource = of;
        size_t *head = &index->first[sum - bill->by_resource];
        index->next[i] = *head;
        *head = i + 1;
    }
    return index->first && index->next && fill_unpriced(index);
}

static bool same_item(const cost_line_t *a, const cost_line_t *b)
{
    return a->record->service == b->record->service && a->record->dimension == b->record->dimension &&
           a->category == b->category && !strcmp(a->unit, b->unit) && !cost_rate_compare(a->rate, b->rate);
}

static item_t *find_item(item_t *items, const cost_line_t *line)
{
    while (items && !same_item(items->line, line))
        items = items->next;
    return items;
}

static bool add_item(item_t **first, item_t **last, cost_arena_t *arena, const cost_line_t *line)
{
    item_t *item = find_item(*first, line);
    cost_wide_t units = 0;
    if (!item) {
        item = cost_arena_alloc(arena, sizeof *item);
        if (!item)
            return false;
        item->line = line;
        *(*last ? &(*last)->next : first) = item;
        *last = item;
    }
    if (cost_wide_mul_div(&units, line->quantity, NANO, line->one))
        cost_wide_add(&item->nano_units, item->nano_units, units);
    item->nano_usd += line->cost.nano_usd;
    return true;
}

/* Marks the dearest ones; answers how many are left out. */
static size_t choose_items(item_t *items)
{
    size_t count = 0, shown = 0;
    for (const item_t *item = items; item; item = item->next)
        count++;
    for (; shown < SHOWN_MAX && shown < count; shown++) {
        item_t *best = NULL;
        for (item_t *item = items; item; item = item->next)
            if (!item->shown && (!best || item->nano_usd > best->nano_usd))
                best = item;
        best->shown = true;
    }
    return count - shown;
}

static const char *plural(const char *unit, const char *quantity)
{
    size_t length = strlen(unit);
    char last = length ? unit[length - 1] : 's';
    return last >= 'a' && last <= 'z' && last != 's' && strcmp(quantity, "1") ? "s" : "";
}

/* "2920 vCPU-hours at 0.04048", "120 x 10k-requests at 0.0075", "100 GB free". */
static void add_item_text(cost_buffer_t *out, const item_t *item)
{
    char quantity[COST_WIDE_TEXT_SIZE], rate[COST_RATE_TEXT_SIZE];
    const char *unit = item->line->unit;
    bool multiple = *unit >= '0' && *unit <= '9';
    cost_text_quantity(item->nano_units, NANO, 3, quantity);
    cost_buffer_add_format(out, "%s%s%s%s%s", quantity, multiple ? " x " : " ", unit, plural(unit, quantity),
                           item->line->category == COST_CATEGORY_SPOT ? " Spot" : "");
    if (item->line->category == COST_CATEGORY_FREE)
        cost_buffer_add_string(out, " free");
    else
        cost_buffer_add_format(out, " at %s", cost_rate_text(item->line->rate, rate));
}

static void add_items(cost_buffer_t *out, item_t *items)
{
    size_t left_out = choose_items(items);
    for (const item_t *item = items; item; item = item->next) {
        if (!item->shown)
            continue;
        cost_buffer_add_string(out, out->length ? ", " : "");
        add_item_text(out, item);
    }
    if (left_out)
        cost_buffer_add_format(out, ", and %zu more", left_out);
}

/* Loads of this resource that nobody stated stand beside it, so that its sum is not taken for all. */
static void add_unpriced(cost_buffer_t *out, const index_t *index, size_t resource)
{
    const char *link = out->length ? "; not priced: " : "not priced: ";
    for (size_t i = index->first_unpriced[resource]; i; i = index->next_unpriced[i - 1], link = ", ")
        cost_buffer_add_format(out, "%s%s", link, index->bill->unpriced_at[i - 1]->first);
}

static const char *keep(cost_arena_t *arena, cost_buffer_t *text)
{
    cost_buffer_add_string(text, "");
    const char *kept = text->failed ? NULL : cost_arena_string(arena, text->text);
    cost_buffer_clear(text);
    return kept;
}

static const char *describe(const index_t *index, size_t resource)
{
    item_t *first = NULL, *last = NULL;
    for (size_t i = index->first[resource]; i; i = index->next[i - 1])
        if (!add_item(&first, &last, index->arena, &index->bill->lines[i - 1]))
            return NULL;
    cost_buffer_t text;
    cost_buffer_init(&text);
    add_items(&text, first);
    add_unpriced(&text, index, resource);
    return keep(index->arena, &text);
}

/* ---- the summary ---- */

enum { SUMMARY_RESOURCE, SUMMARY_SERVICE, SUMMARY_PARTS, SUMMARY_USD, SUMMARY_COLUMNS };
static const cost_grid_column_t summary_columns[SUMMARY_COLUMNS] = {
    [SUMMARY_RESOURCE] = {"Resource", COST_ALIGN_LEFT},
    [SUMMARY_SERVICE] = {"Service", COST_ALIGN_LEFT},
    [SUMMARY_PARTS] = {"Quantities and unit prices", COST_ALIGN_LEFT},
    [SUMMARY_USD] = {"USD", COST_ALIGN_POINT},
};

/* The workload of "workload/resource": both may hold a slash, the longest workload that fits is it. */
static size_t owner_of(const cost_bill_t *bill, const char *name)
{
    size_t owner = 0, best = 0;
    for (size_t i = 0; i < bill->workload_count; i++) {
        size_t length = strlen(bill->workloads[i]);
        if (length < best || strncmp(name, bill->workloads[i], length) || name[length] != '/')
            continue;
        owner = i;
        best = length;
    }
    return owner;
}

static void add_checked(cost_grid_t *grid, cost_row_kind_t kind, const char *const *cells, const char *a, const char *b)
{
    grid->failed = grid->failed || !a || !b;
    cost_grid_add(grid, kind, cells);
}

static cost_money_t add_resources(cost_grid_t *grid, const index_t *index, size_t workload)
{
    const cost_bill_t *bill = index->bill;
    cost_money_t sum = {0};
    for (size_t i = 0; i < bill->resource_count; i++) {
        const cost_bill_sum_t *resource = &bill->by_resource[i];
        if (owner_of(bill, resource->name) != workload)
            continue;
        const char *const cells[SUMMARY_COLUMNS] = {
            cost_arena_format(grid->arena, "%s%s", bill->workload_count > 1 ? "  " : "",
                              resource->name + strlen(bill->workloads[workload]) + 1),
            resource->service, describe(index, i), cost_text_cents(grid->arena, resource->cost)};
        grid->failed = grid->failed || !cells[SUMMARY_RESOURCE];
        add_checked(grid, COST_ROW_PLAIN, cells, cells[SUMMARY_PARTS], cells[SUMMARY_USD]);
        sum.nano_usd += resource->cost.nano_usd;
    }
    return sum;
}

static const char *total_remark(cost_arena_t *arena, const cost_bill_t *bill)
{
    size_t count = bill->unpriced.count;
    return count ? cost_arena_format(arena, "without %zu load%s not priced, see below", count,
                                     count == 1 ? " that is" : "s that are")
                 : "";
}

cost_grid_t cost_summary_grid(cost_arena_t *arena, const cost_bill_t *bill)
{
    cost_grid_t grid = cost_grid(arena, summary_columns, SUMMARY_COLUMNS);
    index_t index;
    if (!fill_index(&index, bill, arena)) {
        grid.failed = true;
        return grid;
    }
    for (size_t i = 0; i < bill->workload_count; i++) {
        if (bill->workload_count > 1)
            cost_grid_add(&grid, COST_ROW_HEADING, (const char *const[SUMMARY_COLUMNS]){bill->workloads[i]});
        cost_money_t sum = add_resources(&grid, &index, i);
        const char *const cells[SUMMARY_COLUMNS] = {"  Subtotal", "", "", cost_text_cents(arena, sum)};
        if (bill->workload_count > 1)
            add_checked(&grid, COST_ROW_SUM, cells, cells[SUMMARY_USD], "");
    }
    const char *const cells[SUMMARY_COLUMNS] = {"Total", "", total_remark(arena, bill),
                                                cost_text_cents(arena, bill->total)};
    add_checked(&grid, COST_ROW_TOTAL, cells, cells[SUMMARY_PARTS], cells[SUMMARY_USD]);
    return grid;
}

/* ---- lines ---- */

enum {
    LINES_MONTH,
    LINES_RESOURCE,
    LINES_DIMENSION,
    LINES_VARIANT,
    LINES_REGION,
    LINES_CATEGORY,
    LINES_QUANTITY,
    LINES_UNIT,
    LINES_PRICE,
    LINES_USD,
    LINES_COLUMNS
};
static const cost_grid_column_t lines_columns[LINES_COLUMNS] = {
    [LINES_MONTH] = {"Month", COST_ALIGN_LEFT},         [LINES_RESOURCE] = {"Resource", COST_ALIGN_LEFT},
    [LINES_DIMENSION] = {"Dimension", COST_ALIGN_LEFT}, [LINES_VARIANT] = {"Variant", COST_ALIGN_LEFT},
    [LINES_REGION] = {"Region", COST_ALIGN_LEFT},       [LINES_CATEGORY] = {"Category", COST_ALIGN_LEFT},
    [LINES_QUANTITY] = {"Quantity", COST_ALIGN_POINT},  [LINES_UNIT] = {"Unit", COST_ALIGN_LEFT},
    [LINES_PRICE] = {"Unit price", COST_ALIGN_POINT},   [LINES_USD] = {"USD", COST_ALIGN_POINT},
};

static const char *line_text(const cost_bill_t *bill, size_t line, cost_line_field_t field)
{
    return cost_bill_line_field(bill, line, field, NULL, 0);
}

static void add_line(cost_grid_t *grid, const cost_bill_t *bill, size_t i)
{
    char quantity[COST_WIDE_TEXT_SIZE], rate[COST_RATE_TEXT_SIZE];
    const cost_line_t *line = &bill->lines[i];
    const cost_resource_t *resource = line->record->resource;
    const char *cells[LINES_COLUMNS] = {NULL};
    cost_text_quantity(line->quantity, line->one, 6, quantity);
    cells[LINES_MONTH] = bill->month_count > 1 ? bill->months[line->month].name : "";
    cells[LINES_RESOURCE] = bill->workload_count > 1
                                ? cost_arena_format(grid->arena, "%s/%s", resource->workload, resource->id)
                                : resource->id;
    cells[LINES_DIMENSION] = line_text(bill, i, COST_LINE_DIMENSION);
    if (line->record->implied) /* it is of another service than its resource */
        cells[LINES_DIMENSION] =
            cost_arena_format(grid->arena, "%s.%s", line->record->service->name, cells[LINES_DIMENSION]);
    cells[LINES_VARIANT] = line->record->key.variant;
    cells[LINES_REGION] = line->record->key.region;
    cells[LINES_CATEGORY] = line->category == COST_CATEGORY_STANDARD ? "" : line_text(bill, i, COST_LINE_CATEGORY);
    cells[LINES_QUANTITY] = cost_arena_string(grid->arena, quantity);
    cells[LINES_UNIT] = line->unit;
    cells[LINES_PRICE] = cost_arena_string(grid->arena, cost_rate_text(line->rate, rate));
    cells[LINES_USD] = cost_text_exact(grid->arena, line->cost);
    grid->failed = grid->failed || !cells[LINES_RESOURCE] || !cells[LINES_DIMENSION] || !cells[LINES_QUANTITY];
    add_checked(grid, COST_ROW_PLAIN, cells, cells[LINES_PRICE], cells[LINES_USD]);
}

cost_grid_t cost_lines_grid(cost_arena_t *arena, const cost_bill_t *bill)
{
    cost_grid_t grid = cost_grid(arena, lines_columns, LINES_COLUMNS);
    for (size_t i = 0; i < bill->line_count; i++)
        add_line(&grid, bill, i);
    const char *const cells[LINES_COLUMNS] = {[LINES_MONTH] = bill->month_count > 1 ? "Total" : "",
                                              [LINES_RESOURCE] = bill->month_count > 1 ? "" : "Total",
                                              [LINES_USD] = cost_text_exact(arena, bill->total)};
    add_checked(&grid, COST_ROW_TOTAL, cells, cells[LINES_USD], "");
    return grid;
}

/* ---- months, defaults ---- */

cost_grid_t cost_months_grid(cost_arena_t *arena, const cost_bill_t *bill)
{
    static const cost_grid_column_t columns[] = {
        {"Month", COST_ALIGN_LEFT}, {"Hours", COST_ALIGN_RIGHT}, {"USD", COST_ALIGN_POINT}};
    cost_grid_t grid = cost_grid(arena, columns, 3);
    for (size_t i = 0; i < bill->month_count; i++) {
        const cost_bill_month_t *month = &bill->months[i];
        const char *const cells[] = {month->name, cost_arena_format(arena, "%" PRId64, month->seconds / 3600),
                                     cost_text_cents(arena, month->total)};
        add_checked(&grid, COST_ROW_PLAIN, cells, cells[1], cells[2]);
    }
    return grid;
}

cost_grid_t cost_defaults_grid(cost_arena_t *arena, const cost_bill_t *bill)
{
    static const cost_grid_column_t columns[] = {
        {"Assumed", COST_ALIGN_LEFT}, {"Value", COST_ALIGN_LEFT}, {"Source", COST_ALIGN_LEFT}};
    cost_grid_t grid = cost_grid(arena, columns, 3);
    for (const cost_note_t *note = bill->defaults.first; note; note = note->next) {
        const char *const cells[] = {cost_report_path(arena, bill, note), note->first, note->second};
        add_checked(&grid, COST_ROW_PLAIN, cells, cells[0], "");
    }
    return grid;
}

/* ---- words ---- */

const char *cost_report_period(cost_arena_t *arena, const cost_bill_t *bill)
{
    int64_t hours = cost_report_hours(bill);
    if (bill->hours_only)
        return cost_arena_format(arena, "%" PRId64 " hours", hours);
    if (bill->month_count == 1)
        return cost_arena_format(arena, "%s (%" PRId64 " hours)", bill->months[0].name, hours);
    return cost_arena_format(arena, "%s to %s (%" PRId64 " hours)", bill->months[0].name,
                             bill->months[bill->month_count - 1].name, hours);
}

const char *cost_report_month(cost_arena_t *arena, const cost_bill_t *bill)
{
    if (!bill->chance.drawn)
        return ", central estimate";
    return cost_arena_format(arena, ", trial %" PRIu64 " of seed %" PRIu64, bill->chance.trial, bill->chance.seed);
}

const char *cost_report_prices(cost_arena_t *arena, const cost_bill_t *bill)
{
    char date[COST_DATE_TEXT_SIZE];
    if (!bill->price_date)
        return "";
    return cost_arena_format(arena, " at list prices of %s (price book %s)", cost_report_date(bill->price_date, date),
                             bill->price_version);
}

const char *cost_report_subject(cost_arena_t *arena, const cost_bill_t *bill)
{
    cost_buffer_t text;
    cost_buffer_init(&text);
    for (size_t i = 0; i < bill->workload_count; i++)
        cost_buffer_add_format(&text, "%s%s", i ? ", " : "", bill->workloads[i]);
    if (bill->scenario)
        cost_buffer_add_format(&text, ", scenario %s", bill->scenario);
    return keep(arena, &text);
}

const char *cost_report_path(cost_arena_t *arena, const cost_bill_t *bill, const cost_note_t *note)
{
    const char *path = note->path ? note->path : "";
    if (bill->workload_count < 2 || !note->workload)
        return path;
    return cost_arena_format(arena, "%s%sof %s", path, *path ? " " : "", note->workload);
}

static bool same_warning(const cost_note_t *a, const cost_note_t *b)
{
    return !strcmp(a->first, b->first) && !strcmp(a->second, b->second);
}

const char *cost_report_warning_path(cost_arena_t *arena, const cost_bill_t *bill, const cost_note_t *warning, bool all,
                                     bool *repeated)
{
    const char *path = cost_report_path(arena, bill, warning);
    size_t more = 0;
    *repeated = false;
    if (all || !path)
        return path;
    for (const cost_note_t *note = bill->warnings.first; note != warning; note = note->next)
        *repeated = *repeated || same_warning(note, warning);
    for (const cost_note_t *note = warning->next; !*repeated && note; note = note->next)
        more += same_warning(note, warning);
    return *repeated ? "" : more ? cost_arena_format(arena, "%s and %zu more", path, more) : path;
}

const char *cost_report_place(cost_arena_t *arena, const cost_note_t *note)
{
    if (!note->file || !*note->file)
        return "";
    if (note->line < 1)
        return cost_arena_format(arena, " (%s)", note->file);
    return cost_arena_format(arena, " (%s:%d)", note->file, note->line);
}
