/* Service quality as rows: capacity, and what becomes of the load. */
#include <string.h>

#include "libcost/report/report_rows.h"

static const char *field(cost_arena_t *arena, const cost_bill_t *bill, size_t i, cost_quality_field_t which)
{
    char text[COST_QUALITY_TEXT_SIZE];
    return cost_arena_string(arena, cost_bill_quality_field(bill, i, which, text, sizeof text));
}

/* Zeros only say that nothing happened: they leave their cell empty.  NULL, when memory is out, stays. */
static const char *unless_zero(const char *text)
{
    return !text || strcmp(text, "0") ? text : "";
}

/* Whole ones are enough for a table. */
static const char *whole(char *text)
{
    if (text)
        text[strcspn(text, ".")] = 0;
    return text;
}

static const char *whole_field(cost_arena_t *arena, const cost_bill_t *bill, size_t i, cost_quality_field_t which)
{
    char text[COST_QUALITY_TEXT_SIZE];
    return whole(cost_arena_string(arena, cost_bill_quality_field(bill, i, which, text, sizeof text)));
}

/* "12.3 ms", "4.1 s", "unbounded". */
static const char *wait(cost_arena_t *arena, const cost_bill_t *bill, size_t i)
{
    char text[COST_QUALITY_TEXT_SIZE], shown[COST_WIDE_TEXT_SIZE];
    const char *known = cost_bill_quality_field(bill, i, COST_QUALITY_WAIT_S, text, sizeof text);
    const int64_t us = bill->quality[i].ran->wait_us;
    if (!*known || us == INT64_MAX)
        return cost_arena_string(arena, known);
    if (us < 1000000)
        return cost_arena_format(arena, "%s ms", cost_wide_decimal(us, 1000, 1, shown));
    return cost_arena_format(arena, "%s s", cost_wide_decimal(us, 1000000, 1, shown));
}

static const char *of_resource(cost_arena_t *arena, const cost_bill_t *bill, size_t i)
{
    const cost_resource_t *resource = bill->quality[i].resource;
    if (bill->workload_count < 2)
        return resource->id;
    return cost_arena_format(arena, "%s/%s", resource->workload, resource->id);
}

static const char *served_text(cost_arena_t *arena, const cost_bill_t *bill, size_t i)
{
    const char *load = bill->quality[i].ran->load, *served = whole_field(arena, bill, i, COST_QUALITY_SERVED);
    return !load || !served ? served : cost_arena_format(arena, "%s %s", served, load);
}

cost_grid_t cost_quality_grid(cost_arena_t *arena, const cost_bill_t *bill)
{
    static const cost_grid_column_t columns[] = {{"Service quality", COST_ALIGN_LEFT},
                                                 {"Month", COST_ALIGN_LEFT},
                                                 {"Unit", COST_ALIGN_LEFT},
                                                 {"Least", COST_ALIGN_RIGHT},
                                                 {"Mean", COST_ALIGN_POINT},
                                                 {"Most", COST_ALIGN_RIGHT},
                                                 {"Interruptions", COST_ALIGN_RIGHT},
                                                 {"Served", COST_ALIGN_RIGHT},
                                                 {"Lost", COST_ALIGN_RIGHT},
                                                 {"Minutes saturated", COST_ALIGN_RIGHT},
                                                 {"Wait of 95 %", COST_ALIGN_RIGHT},
                                                 {"Backlog most", COST_ALIGN_RIGHT},
                                                 {"Reconnects", COST_ALIGN_RIGHT}};
    enum { COLUMNS = sizeof columns / sizeof *columns };
    cost_grid_t grid = cost_grid(arena, columns, COLUMNS);
    for (size_t i = 0; i < bill->quality_count; i++) {
        const char *const cells[COLUMNS] = {of_resource(arena, bill, i),
                                            bill->month_count > 1 ? bill->months[bill->quality[i].month].name : "",
                                            bill->quality[i].ran->unit,
                                            field(arena, bill, i, COST_QUALITY_LEAST),
                                            field(arena, bill, i, COST_QUALITY_MEAN),
                                            field(arena, bill, i, COST_QUALITY_MOST),
                                            unless_zero(field(arena, bill, i, COST_QUALITY_INTERRUPTIONS)),
                                            served_text(arena, bill, i),
                                            unless_zero(whole_field(arena, bill, i, COST_QUALITY_LOST)),
                                            unless_zero(field(arena, bill, i, COST_QUALITY_SATURATED_MINUTES)),
                                            wait(arena, bill, i),
                                            unless_zero(field(arena, bill, i, COST_QUALITY_BACKLOG_MOST)),
                                            unless_zero(whole_field(arena, bill, i, COST_QUALITY_RECONNECTS))};
        for (size_t k = 0; k < COLUMNS; k++)
            grid.failed = grid.failed || !cells[k];
        cost_grid_add(&grid, COST_ROW_PLAIN, cells);
    }
    return grid;
}
