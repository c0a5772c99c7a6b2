/* Parsing as a whole, and the search for the next fire: year, month, day, minute, each by its own field. */
#include "libcost/demand/cron.h"

#include <stdio.h>
#include <string.h>

#include "libcost/demand/calendar.h"
#include "libcost/demand/cron_fields.h"

enum { DAY_MINUTES = 1440 };
enum { SATURDAY = 6, SUNDAY = 0 };
static const int64_t NEVER = INT64_MAX;

static void append_repair(const char *text, cost_dialect_t dialect, char why[COST_CRON_WHY_SIZE])
{
    cost_cron_t cron;
    char repaired[COST_CRON_TEXT_MAX + 1], ignored[COST_CRON_WHY_SIZE];
    size_t length = strlen(why);
    if (cost_cron_repair(repaired, text) && cost_cron_read(&cron, repaired, dialect, ignored))
        snprintf(why + length, COST_CRON_WHY_SIZE - length, ": %s", repaired);
}

/* Numbers of weekdays are what people get wrong: Unix and AWS's own guides count them in three ways. */
static void write_hint(const char *text, const cost_cron_t *cron, char hint[COST_CRON_HINT_SIZE])
{
    cost_cron_words_t words;
    char named[COST_CRON_TEXT_MAX + 1];
    if (cron->kind != COST_CRON_FIELDS || !cron->by_weekday || !cost_cron_split(&words, text, "cron"))
        return;
    const char *field = words.word[COST_CRON_WEEKDAYS];
    if (cost_cron_name_weekdays(named, field, 1))
        snprintf(hint, COST_CRON_HINT_SIZE, "day-of-week %.40s means %.60s: 1 is Sunday; %s", field, named,
                 strpbrk(field, "Ll#") ? "check the number" : "names cannot be misread");
}

bool cost_cron_parse(const cost_cron_t **out, cost_arena_t *arena, const char *text, cost_dialect_t dialect,
                     char why[COST_CRON_WHY_SIZE], char hint[COST_CRON_HINT_SIZE])
{
    cost_cron_t read;
    *out = NULL;
    hint[0] = '\0';
    if (!cost_cron_read(&read, text, dialect, why)) {
        append_repair(text, dialect, why);
        return false;
    }
    cost_cron_t *kept = cost_arena_alloc(arena, sizeof *kept);
    if (!kept)
        return false;
    *kept = read;
    *out = kept;
    write_hint(text, &read, hint);
    return true;
}

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* The first value of the set at or after `from`, or -1 when there is none up to `last`. */
static int32_t next_value(const cost_cron_set_t *set, int32_t from, int32_t last)
{
    for (int32_t value = from; value <= last; value++)
        if (cost_cron_has(set, value))
            return value;
    return -1;
}

/* A month, as far as the fields for days need to know it. */
typedef struct {
    int32_t length, first_weekday; /* 0 Sunday */
} month_t;

static int32_t weekday_of(const month_t *month, int32_t day)
{
    return (month->first_weekday + day - 1) % 7;
}

static int32_t last_working_day(const month_t *month)
{
    int32_t weekday = weekday_of(month, month->length);
    return month->length - (weekday == SATURDAY ? 1 : weekday == SUNDAY ? 2 : 0);
}

/* The weekday nearest to a day that does not leave the month. */
static int32_t nearest_working_day(const month_t *month, int32_t day)
{
    int32_t weekday = weekday_of(month, day);
    if (weekday == SATURDAY)
        return day > 1 ? day - 1 : day + 2;
    if (weekday == SUNDAY)
        return day < month->length ? day + 1 : day - 2;
    return day;
}

static bool is_nearest(const cost_cron_t *cron, const month_t *month, int32_t day)
{
    for (int32_t wanted = day > 2 ? day - 2 : 1; wanted <= day + 2 && wanted <= month->length; wanted++)
        if (cost_cron_has(&cron->nearest, wanted) && nearest_working_day(month, wanted) == day)
            return true;
    return false;
}

static bool day_matches(const cost_cron_t *cron, const month_t *month, int32_t day)
{
    int32_t weekday = weekday_of(month, day) + 1;
    if (!cron->by_weekday)
        return cost_cron_has(&cron->sets[COST_CRON_DAYS], day) || (cron->last_day && day == month->length) ||
               (cron->last_working_day && day == last_working_day(month)) || is_nearest(cron, month, day);
    return cost_cron_has(&cron->sets[COST_CRON_WEEKDAYS], weekday) ||
           (cost_cron_has(&cron->last_weekdays, weekday) && day + 7 > month->length) ||
           (cron->nth_weekday == weekday && (day - 1) / 7 + 1 == cron->nth);
}

bool cost_cron_on_day(const cost_cron_t *cron, int64_t day)
{
    int32_t year, number, of_month;
    cost_civil_from_days(day, &year, &number, &of_month);
    if (year < COST_CRON_FIRST_YEAR || year > COST_CRON_LAST_YEAR ||
        !cost_cron_has(&cron->sets[COST_CRON_YEARS], year - COST_CRON_FIRST_YEAR) ||
        !cost_cron_has(&cron->sets[COST_CRON_MONTHS], number))
        return false;
    month_t month = {cost_month_days(year, number), cost_weekday(day - of_month + 1)};
    return day_matches(cron, &month, of_month);
}

static int64_t day_in_month(const cost_cron_t *cron, int32_t year, int32_t month_number, int32_t from)
{
    int64_t first = cost_days_from_civil(year, month_number, 1);
    month_t month = {cost_month_days(year, month_number), cost_weekday(first)};
    for (int32_t day = from; day <= month.length; day++)
        if (day_matches(cron, &month, day))
            return first + day - 1;
    return NEVER;
}

/* The first day at or after `day` (both since 1970-01-01) on which it fires. */
static int64_t next_day(const cost_cron_t *cron, int64_t day)
{
    const cost_cron_set_t *years = &cron->sets[COST_CRON_YEARS], *months = &cron->sets[COST_CRON_MONTHS];
    int32_t year, month, of_month;
    cost_civil_from_days(day < 0 ? 0 : day, &year, &month, &of_month);
    for (; year <= COST_CRON_LAST_YEAR; year++, month = 1, of_month = 1) {
        if (!cost_cron_has(years, year - COST_CRON_FIRST_YEAR))
            continue;
        for (int32_t m = next_value(months, month, 12); m > 0; m = next_value(months, m + 1, 12)) {
            int64_t found = day_in_month(cron, year, m, m == month ? of_month : 1);
            if (found != NEVER)
                return found;
        }
    }
    return NEVER;
}

/* The first minute of a day at or after `from`, or -1. */
static int32_t next_minute(const cost_cron_t *cron, int32_t from)
{
    const cost_cron_set_t *hours = &cron->sets[COST_CRON_HOURS], *minutes = &cron->sets[COST_CRON_MINUTES];
    for (int32_t hour = next_value(hours, from / 60, 23); hour >= 0; hour = next_value(hours, hour + 1, 23)) {
        int32_t minute = next_value(minutes, hour == from / 60 ? from % 60 : 0, 59);
        if (minute >= 0)
            return hour * 60 + minute;
    }
    return -1;
}

/* The first local minute at or after `minute` (since 1970-01-01, local) that the fields allow. */
static int64_t next_local_minute(const cost_cron_t *cron, int64_t minute)
{
    int64_t today = floor_divide(minute, DAY_MINUTES);
    int64_t day = next_day(cron, today);
    int32_t of_day = next_minute(cron, day == today ? (int32_t)(minute - today * DAY_MINUTES) : 0);
    if (of_day < 0 && day != NEVER) {
        day = next_day(cron, day + 1);
        of_day = next_minute(cron, 0);
    }
    return day == NEVER ? NEVER : day * DAY_MINUTES + of_day;
}

static int64_t next_of_fields(const cost_cron_t *cron, const cost_zone_t *zone, int64_t after)
{
    int64_t minute = floor_divide(after + cost_zone_offset(zone, after), 60);
    for (;; minute++) {
        int64_t first, second;
        minute = next_local_minute(cron, minute);
        if (minute == NEVER)
            return NEVER;
        if (cost_zone_instants(zone, minute * 60, &first, &second) > 0 && first > after)
            return first;
    }
}

static int64_t next_of_rate(const cost_cron_t *cron, int64_t after, int64_t start)
{
    if (after < start)
        return start;
    return start + ((after - start) / cron->seconds + 1) * cron->seconds;
}

static int64_t next_of_at(const cost_cron_t *cron, const cost_zone_t *zone, int64_t after)
{
    int64_t first, second;
    return cost_zone_instants(zone, cron->seconds, &first, &second) > 0 && first > after ? first : NEVER;
}

int64_t cost_cron_next(const cost_cron_t *cron, const cost_zone_t *zone, int64_t after, int64_t rate_start)
{
    static const int64_t latest = INT64_C(1) << 40; /* far beyond 2199, far from overflow */
    if (after > latest)
        return NEVER;
    after = after < -latest ? -latest : after;
    switch (cron->kind) {
    case COST_CRON_FIELDS:
        return next_of_fields(cron, zone, after);
    case COST_CRON_RATE:
        return rate_start > latest ? NEVER : next_of_rate(cron, after, rate_start < -latest ? -latest : rate_start);
    case COST_CRON_AT:
        return next_of_at(cron, zone, after);
    }
    return NEVER;
}
