/* Schedules: when things run, and what a person asks of it. */
#include "cost/schedule.h"

#include <stdio.h>

#include "libcost/base/alloc.h"
#include "libcost/workload/workload.h"

static const cost_cron_t *read_cron(cost_reader_t *reader, const cost_value_t *value, cost_dialect_t dialect)
{
    char why[COST_CRON_WHY_SIZE], hint[COST_CRON_HINT_SIZE];
    const cost_cron_t *cron = NULL;
    if (!value->text)
        return NULL;
    why[0] = '\0';
    if (!cost_cron_parse(&cron, reader->arena, value->text, dialect, why, hint)) {
        if (*why)
            cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, value->node, "%s", why));
        else
            cost_reader_memory(reader);
        return NULL;
    }
    if (*hint)
        cost_reader_warn(reader, value->node, "cron-weekday-number", hint);
    return cron;
}

/* How far back a period looks for what was done last: cost_cron_windows(). */
enum { LOOK_BACK_S = 400 * 86400 };

static void check_fires(cost_reader_t *reader, const cost_workload_t *workload, const cost_value_t *value,
                        const cost_cron_t *cron, const cost_zone_t *zone)
{
    char why[COST_CRON_WHY_SIZE];
    int64_t begin, seconds;
    if (!cron || !zone || (!workload->period.hours_only && !workload->period.month_count))
        return;
    cost_period_month(&workload->period, 0, &begin, &seconds);
    if (cost_cron_is_idle(cron, zone, begin - LOOK_BACK_S, why))
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_RANGE, value->node, "%s", why));
}

void cost_schedules_read(cost_reader_t *reader, cost_workload_t *workload, const cost_value_t *value)
{
    cost_schedule_t *schedules = cost_arena_array(reader->arena, value->entry_count + 1, sizeof *schedules);
    if (!schedules) {
        cost_reader_memory(reader);
        return;
    }
    for (size_t i = 0; i < value->entry_count; i++) {
        const cost_value_t *field = value->entries[i].values;
        schedules[i] = (cost_schedule_t){.name = value->entries[i].name, .node = value->entries[i].node};
        if (!field)
            continue;
        schedules[i].text[COST_TURN_ON] = field[COST_SCHEDULE_START].text;
        schedules[i].text[COST_TURN_OFF] = field[COST_SCHEDULE_STOP].text;
        schedules[i].timezone = field[COST_SCHEDULE_TIMEZONE].text;
        cost_dialect_t dialect = field[COST_SCHEDULE_DIALECT].choice == 1 ? COST_DIALECT_AAS : COST_DIALECT_EVENTBRIDGE;
        schedules[i].start = read_cron(reader, &field[COST_SCHEDULE_START], dialect);
        schedules[i].stop = read_cron(reader, &field[COST_SCHEDULE_STOP], dialect);
        schedules[i].zone = cost_zone_read(reader, &field[COST_SCHEDULE_TIMEZONE]);
        check_fires(reader, workload, &field[COST_SCHEDULE_START], schedules[i].start, schedules[i].zone);
        check_fires(reader, workload, &field[COST_SCHEDULE_STOP], schedules[i].stop, schedules[i].zone);
    }
    workload->schedules = schedules;
    workload->schedule_count = value->entry_count;
}

/* ---- what a person asks ---- */

static const cost_schedule_t *schedule_of(const cost_workload_t *workload, size_t i)
{
    return i < workload->schedule_count ? &workload->schedules[i] : NULL;
}

size_t cost_workload_schedule_count(const cost_workload_t *workload)
{
    return workload->schedule_count;
}

const char *cost_workload_schedule(const cost_workload_t *workload, size_t i)
{
    return i < workload->schedule_count ? workload->schedules[i].name : NULL;
}

const char *cost_schedule_expression(const cost_workload_t *workload, size_t i, cost_turn_t turn)
{
    const cost_schedule_t *schedule = schedule_of(workload, i);
    return schedule ? schedule->text[turn] : NULL;
}

const char *cost_schedule_timezone(const cost_workload_t *workload, size_t i)
{
    const cost_schedule_t *schedule = schedule_of(workload, i);
    return schedule ? schedule->timezone : NULL;
}

int64_t cost_schedule_next(const cost_workload_t *workload, size_t i, cost_turn_t turn, int64_t after)
{
    const cost_schedule_t *schedule = schedule_of(workload, i);
    if (!schedule)
        return INT64_MAX;
    return cost_cron_next(turn == COST_TURN_ON ? schedule->start : schedule->stop, schedule->zone, after, 0);
}

const char *cost_schedule_time_text(const cost_workload_t *workload, size_t i, int64_t time,
                                    char text[COST_SCHEDULE_TIME_SIZE])
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    const cost_schedule_t *schedule = schedule_of(workload, i);
    const int64_t offset = schedule && schedule->zone ? cost_zone_offset(schedule->zone, time) : 0;
    const int64_t local = time + offset, size = offset < 0 ? -offset : offset;
    const cost_civil_t civil = cost_civil_from_seconds(local);
    const int64_t day = local / 86400 - (local % 86400 < 0);
    snprintf(text, COST_SCHEDULE_TIME_SIZE, "%s %04d-%02d-%02d %02d:%02d%c%02d:%02d", days[cost_weekday(day)],
             (int)civil.year, (int)civil.month, (int)civil.day, (int)civil.hour, (int)civil.minute,
             offset < 0 ? '-' : '+', (int)(size / 3600), (int)(size / 60 % 60));
    return text;
}

size_t cost_workload_month_count(const cost_workload_t *workload)
{
    return workload->period.hours_only ? 1 : (size_t)workload->period.month_count;
}

const char *cost_workload_month(const cost_workload_t *workload, size_t month, int64_t *start, int64_t *seconds,
                                char text[COST_SCHEDULE_TIME_SIZE])
{
    if (month >= cost_workload_month_count(workload))
        return NULL;
    cost_period_month(&workload->period, (int32_t)month, start, seconds);
    return cost_period_month_name(&workload->period, (int32_t)month, text);
}

cost_status_t cost_schedule_on(const cost_workload_t *workload, size_t i, size_t month, cost_schedule_on_t *out)
{
    enum { FEW = 64 };
    const cost_schedule_t *schedule = schedule_of(workload, i);
    int64_t start, seconds;
    *out = (cost_schedule_on_t){0};
    if (!schedule || month >= cost_workload_month_count(workload))
        return COST_ERR_RANGE;
    cost_period_month(&workload->period, (int32_t)month, &start, &seconds);
    size_t count = FEW, room;
    cost_window_t *windows = NULL;
    do { /* once, or once more with the room that it takes */
        room = count;
        cost_free(windows);
        windows = cost_alloc_array(room, sizeof *windows);
        if (!windows)
            return COST_ERR_MEMORY;
        count = cost_cron_windows(schedule->start, schedule->stop, schedule->zone, start, seconds, windows, room);
    } while (count > room);
    *out = (cost_schedule_on_t){.seconds = cost_window_seconds(windows, count),
                                .clock_hours = cost_window_hours(windows, count),
                                .windows = count,
                                .month_seconds = seconds};
    cost_free(windows);
    return COST_OK;
}
