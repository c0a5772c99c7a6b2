/* ilm-cost schedules: when they fire next, and for how long things are on in each month. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { NEXT = 3, FIRES_COLUMNS = 4 + NEXT, ON_COLUMNS = 6, CELL = COST_SCHEDULE_TIME_SIZE };

/* Rows of texts; numbers and times have a cell of their own, everything else belongs to the workload. */
typedef struct {
    const char **cells;
    char (*texts)[CELL];
    size_t count, text_count;
} table_t;

static bool table_create(table_t *table, size_t columns, size_t rows, const char *const *titles)
{
    *table = (table_t){.cells = calloc(columns * (rows + 1), sizeof *table->cells),
                       .texts = calloc(columns * (rows + 1), sizeof *table->texts)};
    if (!table->cells || !table->texts)
        return false;
    memcpy(table->cells, titles, columns * sizeof *titles);
    table->count = columns;
    return true;
}

static void table_destroy(table_t *table)
{
    free(table->cells);
    free(table->texts);
}

static void add(table_t *table, const char *text)
{
    table->cells[table->count++] = text;
}

static char *room(table_t *table)
{
    char *text = table->texts[table->text_count++];
    add(table, text);
    return text;
}

static void add_fires(table_t *table, const cost_workload_t *workload, size_t i, cost_turn_t turn)
{
    int64_t start, seconds;
    char month[CELL];
    cost_workload_month(workload, 0, &start, &seconds, month);
    add(table, cost_workload_schedule(workload, i));
    add(table, turn == COST_TURN_ON ? "start" : "stop");
    add(table, cost_schedule_expression(workload, i, turn));
    add(table, cost_schedule_timezone(workload, i));
    int64_t time = start - 1; /* the period's first second counts */
    for (int k = 0; k < NEXT; k++) {
        time = time == INT64_MAX ? time : cost_schedule_next(workload, i, turn, time);
        if (time == INT64_MAX)
            add(table, "never");
        else
            cost_schedule_time_text(workload, i, time, room(table));
    }
}

static int show_fires(const cost_workload_t *workload)
{
    static const char *const titles[FIRES_COLUMNS] = {"Schedule", "Turn",         "Expression", "Time zone",
                                                      "Next",     "and after it", "and then"};
    const size_t count = cost_workload_schedule_count(workload);
    table_t table;
    if (!table_create(&table, FIRES_COLUMNS, 2 * count, titles)) {
        table_destroy(&table);
        return output_errors(NULL, COST_ERR_MEMORY);
    }
    for (size_t i = 0; i < count; i++) {
        add_fires(&table, workload, i, COST_TURN_ON);
        add_fires(&table, workload, i, COST_TURN_OFF);
    }
    output_columns(table.cells, FIRES_COLUMNS, 2 * count + 1);
    table_destroy(&table);
    return DONE;
}

/* Hours with two decimals, in whole numbers. */
static void write_hours(char *text, int64_t seconds)
{
    const long long hundredths = (long long)(seconds + 18) / 36;
    snprintf(text, CELL, "%lld.%02lld", hundredths / 100, hundredths % 100);
}

static cost_status_t add_month(table_t *table, const cost_workload_t *workload, size_t i, size_t month)
{
    cost_schedule_on_t on;
    int64_t start, seconds;
    cost_status_t status = cost_schedule_on(workload, i, month, &on);
    if (status)
        return status;
    add(table, cost_workload_schedule(workload, i));
    cost_workload_month(workload, month, &start, &seconds, room(table));
    write_hours(room(table), on.seconds);
    const long long promille = (long long)((on.seconds * 1000 + on.month_seconds / 2) / on.month_seconds);
    snprintf(room(table), CELL, "%lld.%lld%%", promille / 10, promille % 10);
    snprintf(room(table), CELL, "%lld", (long long)on.clock_hours);
    snprintf(room(table), CELL, "%zu", on.windows);
    return COST_OK;
}

static int show_months(const cost_workload_t *workload)
{
    static const char *const titles[ON_COLUMNS] = {"Schedule", "Month",       "Hours on",
                                                   "Share",    "Clock hours", "Stretches"};
    const size_t count = cost_workload_schedule_count(workload), months = cost_workload_month_count(workload);
    table_t table;
    cost_status_t status = table_create(&table, ON_COLUMNS, count * months, titles) ? COST_OK : COST_ERR_MEMORY;
    for (size_t i = 0; i < count; i++)
        for (size_t month = 0; month < months && !status; month++)
            status = add_month(&table, workload, i, month);
    if (!status) {
        output_text("\n", 1);
        output_columns(table.cells, ON_COLUMNS, count * months + 1);
    }
    table_destroy(&table);
    return status ? output_errors(NULL, status) : DONE;
}

int cmd_schedules(const arguments_t *arguments)
{
    session_t session;
    int code = session_open(&session, arguments);
    if (!code)
        code = session_load(&session);
    for (size_t i = 0; !code && i < session.count; i++) {
        const cost_workload_t *workload = session.workloads[i];
        if (session.count > 1)
            output_format("%s%s\n", i ? "\n" : "", cost_workload_name(workload));
        if (!cost_workload_schedule_count(workload)) {
            output_format("%s has no schedules\n", cost_workload_name(workload));
            continue;
        }
        code = show_fires(workload);
        if (!code)
            code = show_months(workload);
    }
    session_close(&session);
    return code;
}
