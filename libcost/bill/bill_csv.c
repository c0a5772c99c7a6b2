/* The CSV of a bill's lines, read: months, sums and total are what they add up to. */
#include <stdlib.h>
#include <string.h>

#include "libcost/base/csv.h"
#include "libcost/bill/bill_load.h"
#include "libcost/bill/estimate.h"

/* The apostrophe that keeps a spreadsheet from running the text is not part of it. */
static const char *plain(const char *cell)
{
    return *cell == '\'' ? cell + 1 : cell;
}

/* Up to one of `stops`, backslashes taken off.  Writes into `out`, which has room; returns what follows. */
static const char *take_until(char **out, const char *text, const char *stops)
{
    while (*text && !strchr(stops, *text)) {
        if (*text == '\\' && text[1])
            text++;
        *(*out)++ = *text++;
    }
    *(*out)++ = '\0';
    return text;
}

/* k=v;k=v */
static cost_status_t read_tags(cost_tags_t *out, const cost_saved_t *saved, const cost_saved_line_t *line,
                               const char *cell)
{
    size_t count = *cell ? 1 : 0;
    for (const char *at = cell; *at; at++)
        count += *at == ';';
    cost_tag_t *tags = cost_arena_array(saved->bill->arena, count + 1, sizeof *tags);
    char *room = cost_arena_alloc(saved->bill->arena, 2 * strlen(cell) + 2);
    if (!tags || !room)
        return cost_fail_memory(saved->err);
    *out = (cost_tags_t){tags, 0};
    while (*cell) {
        cost_tag_t *tag = &tags[out->count++];
        tag->key = room;
        cell = take_until(&room, cell, "=;");
        if (*cell != '=') {
            cost_place_t place = line->row;
            place.path = "tags";
            return cost_fail(saved->err, COST_ERR_SCHEMA, place, "\"%.60s\" is not key=value", tag->key);
        }
        tag->value = room;
        cell = take_until(&room, cell + 1, ";");
        cell += *cell == ';';
    }
    return COST_OK;
}

static cost_status_t find_columns(int column[COST_LINE_KEYS], const cost_saved_t *saved, const cost_csv_t *table)
{
    cost_status_t status = COST_OK;
    for (size_t key = 0; key < COST_LINE_KEYS; key++) {
        column[key] = cost_csv_column(table, cost_line_keys[key].name);
        if (column[key] < 0)
            status = cost_fail(saved->err, COST_ERR_SCHEMA, (cost_place_t){.file = table->file, .line = 1},
                               "has no column \"%s\"", cost_line_keys[key].name);
    }
    return status;
}

/* A month that was not met yet is the bill's next. */
static cost_status_t meet_month(cost_saved_t *saved, const cost_saved_line_t *line)
{
    cost_bill_t *bill = saved->bill;
    const char *name = line->text[cost_saved_key(COST_LINE_MONTH)];
    for (size_t i = 0; i < bill->month_count; i++)
        if (!strcmp(bill->months[i].name, name))
            return COST_OK;
    if (bill->month_count == COST_PERIOD_MONTHS_MAX)
        return cost_saved_fail(saved, COST_ERR_LIMIT, line, COST_LINE_MONTH, "a bill has at most %d months",
                               (int)COST_PERIOD_MONTHS_MAX);
    if (!cost_saved_month(&bill->months[bill->month_count], name, &bill->hours_only))
        return cost_saved_fail(saved, COST_ERR_SCHEMA, line, COST_LINE_MONTH,
                               "\"%.60s\" is not a month such as 2025-11 or 730h", name);
    bill->month_count++;
    return COST_OK;
}

static cost_status_t read_row(cost_saved_t *saved, const cost_csv_t *table, const int column[COST_LINE_KEYS],
                              size_t row)
{
    cost_saved_line_t line = {.row = {.file = table->file, .line = table->lines[row]}};
    cost_status_t status = COST_OK;
    for (size_t key = 0; !status && key < COST_LINE_KEYS; key++) {
        const char *cell = plain(cost_csv_cell(table, row, column[key]));
        if (cost_line_keys[key].kind == COST_KEY_TAGS)
            status = read_tags(&line.tags, saved, &line, cell);
        else
            line.text[key] = cell;
    }
    if (!status)
        status = meet_month(saved, &line);
    return status ? status : cost_saved_line_take(saved, saved->bill->line_count++, &line);
}

/* ---- what the lines add up to ---- */

/* The sum of that name, a new one with nothing in it when there is none. */
static cost_bill_sum_t *meet_sum(cost_bill_sum_t *sums, size_t *count, const char *name, const char *service)
{
    for (size_t i = *count; i-- > 0;) /* lines of one resource are neighbours */
        if (!strcmp(sums[i].name, name))
            return &sums[i];
    sums[*count] = (cost_bill_sum_t){name, service, {0}};
    return &sums[(*count)++];
}

static int compare_sums(const void *left, const void *right)
{
    const cost_bill_sum_t *a = left, *b = right;
    return strcmp(a->name, b->name);
}

static void meet_workload(cost_bill_t *bill, const char **names, const char *name)
{
    for (size_t i = 0; i < bill->workload_count; i++)
        if (!strcmp(names[i], name))
            return;
    names[bill->workload_count++] = name;
}

static cost_status_t add_line(cost_saved_t *saved, const cost_line_t *line, const char **names)
{
    cost_bill_t *bill = saved->bill;
    const cost_record_t *record = line->record;
    const char *name = cost_arena_format(bill->arena, "%s/%s", record->resource->workload, record->resource->id);
    if (!name)
        return cost_fail_memory(saved->err);
    if (!cost_money_add(&bill->total, line->cost) || !cost_money_add(&bill->months[line->month].total, line->cost))
        return cost_fail(saved->err, COST_ERR_RANGE, (cost_place_t){0}, "the bill is over 9.2 billion USD");
    cost_bill_sum_t *resource = meet_sum(bill->by_resource, &bill->resource_count, name, "");
    cost_bill_sum_t *service =
        meet_sum(bill->by_service, &bill->service_count, record->service->name, record->service->name);
    cost_money_add(&resource->cost, line->cost);
    cost_money_add(&service->cost, line->cost);
    if (!*resource->service && !record->implied)
        resource->service = record->service->name;
    meet_workload(bill, names, record->resource->workload);
    return COST_OK;
}

static cost_status_t add_up(cost_saved_t *saved)
{
    cost_bill_t *bill = saved->bill;
    const char **names = cost_arena_array(bill->arena, bill->line_count + 1, sizeof *names);
    bill->by_resource = cost_arena_array(bill->arena, bill->line_count + 1, sizeof *bill->by_resource);
    bill->by_service = cost_arena_array(bill->arena, bill->line_count + 1, sizeof *bill->by_service);
    if (!names || !bill->by_resource || !bill->by_service)
        return cost_fail_memory(saved->err);
    bill->workloads = names;
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < bill->line_count; i++)
        status = add_line(saved, &bill->lines[i], names);
    qsort(bill->by_resource, bill->resource_count, sizeof *bill->by_resource, compare_sums);
    qsort(bill->by_service, bill->service_count, sizeof *bill->by_service, compare_sums);
    return status;
}

cost_status_t cost_bill_from_csv(cost_saved_t *saved, const char *text, size_t length, const char *file)
{
    cost_bill_t *bill = saved->bill;
    cost_csv_t table;
    int column[COST_LINE_KEYS];
    cost_status_t status = cost_csv_parse(&table, bill->arena, text, length, file, saved->err);
    if (!status)
        status = find_columns(column, saved, &table);
    if (status)
        return status;
    if (!table.row_count)
        return cost_fail(saved->err, COST_ERR_SCHEMA, (cost_place_t){.file = file},
                         "has no line that would tell the months of the bill; JSON does");
    bill->lines = cost_arena_array(bill->arena, table.row_count + 1, sizeof *bill->lines);
    bill->months = cost_arena_array(bill->arena, COST_PERIOD_MONTHS_MAX, sizeof *bill->months);
    if (!bill->lines || !bill->months)
        return cost_fail_memory(saved->err);
    for (size_t row = 0; row < table.row_count; row++) {
        status = read_row(saved, &table, column, row);
        if (status)
            return status;
    }
    return add_up(saved);
}
