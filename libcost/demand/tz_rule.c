#include "libcost/demand/tz_rule.h"

#include <string.h>

#include "libcost/demand/calendar.h"

enum { DAY_SECONDS = 86400, YEARS_TRIED = 4, EVENTS = 2 * YEARS_TRIED };
enum { OFFSET_HOURS_MAX = 24, TIME_HOURS_MAX = 167 };
/* The calendar repeats after 400 years, to the weekday. */
static const int64_t CYCLE_SECONDS = INT64_C(146097) * DAY_SECONDS;

typedef struct {
    const char *at, *end;
} text_t;

static bool peek(const text_t *text, char c)
{
    return text->at < text->end && *text->at == c;
}

static bool take(text_t *text, char c)
{
    bool found = peek(text, c);
    text->at += found;
    return found;
}

static bool take_number(text_t *text, int32_t low, int32_t high, int32_t *out)
{
    const char *begin = text->at;
    int32_t value = 0;
    for (; text->at < text->end && *text->at >= '0' && *text->at <= '9'; text->at++)
        if (value <= high)
            value = value * 10 + (*text->at - '0');
    *out = value;
    return text->at > begin && value >= low && value <= high;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The abbreviation is read over: nothing here prints one. */
static bool take_name(text_t *text)
{
    const char *begin = text->at;
    if (take(text, '<')) {
        while (text->at < text->end && *text->at != '>')
            text->at++;
        return take(text, '>');
    }
    while (text->at < text->end && is_letter(*text->at))
        text->at++;
    return text->at - begin >= 3;
}

/* [+-]hh[:mm[:ss]] */
static bool take_time(text_t *text, int32_t hours_max, int32_t *seconds)
{
    int32_t hours = 0, minutes = 0, rest = 0, sign = 1;
    if (take(text, '-'))
        sign = -1;
    else
        take(text, '+');
    if (!take_number(text, 0, hours_max, &hours))
        return false;
    if (take(text, ':') && !take_number(text, 0, 59, &minutes))
        return false;
    if (take(text, ':') && !take_number(text, 0, 59, &rest))
        return false;
    *seconds = sign * (hours * 3600 + minutes * 60 + rest);
    return true;
}

static bool take_month_week(text_t *text, cost_tz_day_t *day)
{
    day->kind = COST_TZ_MONTH_WEEK;
    return take_number(text, 1, 12, &day->month) && take(text, '.') && take_number(text, 1, 5, &day->week) &&
           take(text, '.') && take_number(text, 0, 6, &day->weekday);
}

static bool take_day(text_t *text, cost_tz_day_t *day)
{
    *day = (cost_tz_day_t){.kind = COST_TZ_DAY_OF_366, .time = 2 * 3600};
    if (take(text, 'M')) {
        if (!take_month_week(text, day))
            return false;
    } else if (take(text, 'J')) {
        day->kind = COST_TZ_DAY_OF_365;
        if (!take_number(text, 1, 365, &day->day))
            return false;
    } else if (!take_number(text, 0, 365, &day->day)) {
        return false;
    }
    return !take(text, '/') || take_time(text, TIME_HOURS_MAX, &day->time);
}

static bool take_summer(text_t *text, cost_tz_rule_t *rule)
{
    rule->changes = true;
    rule->summer = rule->standard + 3600;
    if (!take_name(text))
        return false;
    if (text->at < text->end && !peek(text, ',')) {
        if (!take_time(text, OFFSET_HOURS_MAX, &rule->summer))
            return false;
        rule->summer = -rule->summer;
    }
    return take(text, ',') && take_day(text, &rule->start) && take(text, ',') && take_day(text, &rule->end);
}

bool cost_tz_rule_parse(cost_tz_rule_t *rule, const char *text, size_t length)
{
    text_t rest = {text, text + length};
    memset(rule, 0, sizeof *rule);
    if (!take_name(&rest) || !take_time(&rest, OFFSET_HOURS_MAX, &rule->standard))
        return false;
    rule->standard = -rule->standard; /* POSIX counts west of Greenwich */
    if (rest.at < rest.end && !take_summer(&rest, rule))
        return false;
    return rest.at == rest.end;
}

static int64_t month_week_day(const cost_tz_day_t *day, int32_t year)
{
    int64_t first = cost_days_from_civil(year, day->month, 1);
    int64_t found = first + (day->weekday - cost_weekday(first) + 7) % 7 + (day->week - 1) * 7;
    return found < first + cost_month_days(year, day->month) ? found : found - 7;
}

/* Local seconds of the day's change in a year, in the offset before it. */
static int64_t local_change(const cost_tz_day_t *day, int32_t year)
{
    int64_t days = 0;
    switch (day->kind) {
    case COST_TZ_MONTH_WEEK:
        days = month_week_day(day, year);
        break;
    case COST_TZ_DAY_OF_365:
        days = cost_days_from_civil(year, 1, 1) + day->day - 1 + (cost_leap_year(year) && day->day >= 60);
        break;
    case COST_TZ_DAY_OF_366:
        days = cost_days_from_civil(year, 1, 1) + day->day;
        break;
    }
    return days * DAY_SECONDS + day->time;
}

typedef struct {
    int64_t at;
    int32_t offset;
} event_t;

/* A summer time that ends at the instant at which the next begins never ends: so an end goes before a start. */
static bool comes_before(const event_t *a, const event_t *b, const cost_tz_rule_t *rule)
{
    return a->at < b->at || (a->at == b->at && a->offset == rule->standard && b->offset == rule->summer);
}

static void insert_event(event_t events[EVENTS], int count, event_t event, const cost_tz_rule_t *rule)
{
    int i = count;
    for (; i > 0 && comes_before(&event, &events[i - 1], rule); i--)
        events[i] = events[i - 1];
    events[i] = event;
}

/* The changes of the year of an instant, the year before and the two years after, sorted. */
static void list_events(const cost_tz_rule_t *rule, int64_t utc_seconds, event_t events[EVENTS])
{
    int32_t year = cost_civil_from_seconds(utc_seconds).year - 1;
    for (int i = 0; i < YEARS_TRIED; i++, year++) {
        event_t start = {local_change(&rule->start, year) - rule->standard, rule->summer};
        event_t end = {local_change(&rule->end, year) - rule->summer, rule->standard};
        insert_event(events, 2 * i, start, rule);
        insert_event(events, 2 * i + 1, end, rule);
    }
}

/* The same time of the 400-year cycle that begins in 1970. */
static int64_t in_cycle(int64_t utc_seconds)
{
    int64_t rest = utc_seconds % CYCLE_SECONDS;
    return rest < 0 ? rest + CYCLE_SECONDS : rest;
}

static int32_t offset_of_events(const event_t events[EVENTS], int64_t utc_seconds)
{
    int32_t offset = events[0].offset;
    for (int i = 0; i < EVENTS && events[i].at <= utc_seconds; i++)
        offset = events[i].offset;
    return offset;
}

int32_t cost_tz_rule_offset(const cost_tz_rule_t *rule, int64_t utc_seconds)
{
    event_t events[EVENTS];
    int64_t at = in_cycle(utc_seconds);
    if (!rule->changes)
        return rule->standard;
    list_events(rule, at, events);
    return offset_of_events(events, at);
}

int64_t cost_tz_rule_next(const cost_tz_rule_t *rule, int64_t utc_seconds)
{
    event_t events[EVENTS];
    int64_t at = in_cycle(utc_seconds);
    if (!rule->changes || utc_seconds > INT64_MAX - CYCLE_SECONDS)
        return INT64_MAX;
    list_events(rule, at, events);
    int32_t now = offset_of_events(events, at);
    for (int i = 0; i < EVENTS - 2; i++) /* the last year's may be undone by the year behind it */
        if (events[i].at > at && offset_of_events(events, events[i].at) != now)
            return utc_seconds + (events[i].at - at);
    return INT64_MAX;
}
