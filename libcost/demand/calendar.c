#include "libcost/demand/calendar.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "libcost/demand/quote.h"

enum { DAY_SECONDS = 86400, HOUR_SECONDS = 3600 };
enum { ERA_YEARS = 400, ERA_DAYS = 146097, EPOCH_DAYS = 719468 }; /* 0000-03-01 to 1970-01-01 */
enum { FARTHEST_DAYS = 365242500 };                               /* a million years */
enum { FIRST_PERIOD_YEAR = 1970, LAST_PERIOD_YEAR = 2199 };
enum { MONDAY_2001 = 978307200 };

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

bool cost_leap_year(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t cost_month_days(int32_t year, int32_t month)
{
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && cost_leap_year(year));
}

/* Years are counted from March on, so that the leap day is the last of its year. */
int64_t cost_days_from_civil(int32_t year, int32_t month, int32_t day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = floor_divide(y, ERA_YEARS);
    int64_t of_era = y - era * ERA_YEARS;
    int64_t month_from_march = (month + 9) % 12;
    int64_t of_year = (153 * month_from_march + 2) / 5 + day - 1;
    return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH_DAYS;
}

void cost_civil_from_days(int64_t days, int32_t *year, int32_t *month, int32_t *day)
{
    days = days > FARTHEST_DAYS ? FARTHEST_DAYS : days < -FARTHEST_DAYS ? -FARTHEST_DAYS : days;
    days += EPOCH_DAYS;
    int64_t era = floor_divide(days, ERA_DAYS);
    int64_t of_era = days - era * ERA_DAYS;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    int64_t month_from_march = (5 * of_year + 2) / 153;
    *day = (int32_t)(of_year - (153 * month_from_march + 2) / 5 + 1);
    *month = (int32_t)((month_from_march + 2) % 12 + 1);
    *year = (int32_t)(era * ERA_YEARS + y + (*month <= 2));
}

int64_t cost_seconds_from_civil(const cost_civil_t *civil)
{
    int64_t days = cost_days_from_civil(civil->year, civil->month, civil->day);
    return days * DAY_SECONDS + (int64_t)civil->hour * HOUR_SECONDS + (int64_t)civil->minute * 60 + civil->second;
}

cost_civil_t cost_civil_from_seconds(int64_t seconds)
{
    cost_civil_t civil;
    int32_t of_day = (int32_t)(seconds % DAY_SECONDS); /* a product of the days could overflow */
    of_day += of_day < 0 ? DAY_SECONDS : 0;
    cost_civil_from_days(floor_divide(seconds, DAY_SECONDS), &civil.year, &civil.month, &civil.day);
    civil.hour = of_day / HOUR_SECONDS;
    civil.minute = of_day / 60 % 60;
    civil.second = of_day % 60;
    return civil;
}

int32_t cost_weekday(int64_t days)
{
    int64_t weekday = days % 7 + 4; /* 1970-01-01 was a Thursday */
    return (int32_t)(weekday < 0 ? weekday + 7 : weekday % 7);
}

const char *cost_civil_text(int64_t seconds, char text[COST_CIVIL_TEXT_SIZE])
{
    cost_civil_t at = cost_civil_from_seconds(seconds);
    snprintf(text, COST_CIVIL_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", at.year, at.month, at.day, at.hour,
             at.minute, at.second);
    return text;
}

/* Exactly `count` digits, for a value of `low` to `high`. */
static bool read_digits(const char **text, int count, int32_t low, int32_t high, int32_t *out)
{
    int32_t value = 0;
    for (int i = 0; i < count; i++, (*text)++) {
        if (**text < '0' || **text > '9')
            return false;
        value = value * 10 + (**text - '0');
    }
    *out = value;
    return value >= low && value <= high;
}

static bool read_char(const char **text, char c)
{
    if (**text != c)
        return false;
    (*text)++;
    return true;
}

static bool read_month(const char **text, int32_t *year, int32_t *month)
{
    return read_digits(text, 4, 1, 9999, year) && read_char(text, '-') && read_digits(text, 2, 1, 12, month);
}

static bool read_date(const char **text, cost_civil_t *civil)
{
    return read_month(text, &civil->year, &civil->month) && read_char(text, '-') &&
           read_digits(text, 2, 1, cost_month_days(civil->year, civil->month), &civil->day);
}

static bool read_time(const char **text, cost_civil_t *civil)
{
    if (!read_digits(text, 2, 0, 23, &civil->hour) || !read_char(text, ':') ||
        !read_digits(text, 2, 0, 59, &civil->minute))
        return false;
    return !read_char(text, ':') || read_digits(text, 2, 0, 59, &civil->second);
}

/* Z, +02:00 or nothing. */
static bool read_zone(const char **text, int64_t *offset, bool *zoned)
{
    int32_t hours, minutes;
    int sign = **text == '-' ? -1 : 1;
    *offset = 0;
    *zoned = **text != '\0';
    if (!*zoned || read_char(text, 'Z'))
        return true;
    if (!read_char(text, sign < 0 ? '-' : '+') || !read_digits(text, 2, 0, 23, &hours) || !read_char(text, ':') ||
        !read_digits(text, 2, 0, 59, &minutes))
        return false;
    *offset = sign * ((int64_t)hours * HOUR_SECONDS + minutes * 60);
    return true;
}

bool cost_civil_parse(const char *text, int64_t *seconds, bool *zoned)
{
    cost_civil_t civil = {0};
    int64_t offset = 0;
    *zoned = false;
    if (!read_date(&text, &civil))
        return false;
    if (read_char(&text, 'T') && (!read_time(&text, &civil) || !read_zone(&text, &offset, zoned)))
        return false;
    *seconds = cost_seconds_from_civil(&civil) - offset;
    return *text == '\0';
}

static bool refuse_period(const char *text, const char *reason, char why[COST_PERIOD_WHY_SIZE])
{
    char quoted[COST_QUOTE_SIZE];
    snprintf(why, COST_PERIOD_WHY_SIZE, "%s %s", cost_quote(text, strlen(text), quoted), reason);
    return false;
}

static bool parse_hours(cost_period_t *out, const char *text, char why[COST_PERIOD_WHY_SIZE])
{
    int64_t hours = 0;
    for (const char *c = text; *c >= '0' && *c <= '9'; c++)
        if (hours <= COST_PERIOD_HOURS_MAX)
            hours = hours * 10 + (*c - '0');
    if (hours < 1 || hours > COST_PERIOD_HOURS_MAX)
        return refuse_period(text, "is outside 1h to 87600h", why);
    *out = (cost_period_t){.hours_only = true, .month_count = 1, .hours = hours};
    return true;
}

static bool looks_like_hours(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits > 0 && strcmp(text + digits, "h") == 0;
}

static bool read_period_month(const char **text, int32_t *year, int32_t *month)
{
    return read_month(text, year, month) && *year >= FIRST_PERIOD_YEAR && *year <= LAST_PERIOD_YEAR;
}

static bool parse_months(cost_period_t *out, const char *text, char why[COST_PERIOD_WHY_SIZE])
{
    const char *rest = text;
    int32_t year = 0, month = 0;
    bool right = read_period_month(&rest, &year, &month);
    int32_t last_year = year, last_month = month;
    if (right && *rest)
        right = read_char(&rest, '.') && read_char(&rest, '.') && read_period_month(&rest, &last_year, &last_month);
    if (!right || *rest)
        return refuse_period(
            text, "is not a period; write a month (2025-11), months (2025-11..2026-10) or hours (730h)", why);
    int32_t count = (last_year - year) * 12 + last_month - month + 1;
    if (count < 1)
        return refuse_period(text, "ends before it begins; write the earlier month first", why);
    if (count > COST_PERIOD_MONTHS_MAX)
        return refuse_period(text, "is longer than 120 months", why);
    *out = (cost_period_t){.year = year, .month = month, .month_count = count};
    return true;
}

bool cost_period_parse(cost_period_t *out, const char *text, char why[COST_PERIOD_WHY_SIZE])
{
    why[0] = '\0';
    return looks_like_hours(text) ? parse_hours(out, text, why) : parse_months(out, text, why);
}

static int64_t months_start(const cost_period_t *period, int32_t i)
{
    int32_t month = period->month - 1 + i;
    return cost_days_from_civil(period->year + month / 12, month % 12 + 1, 1) * DAY_SECONDS;
}

void cost_period_month(const cost_period_t *period, int32_t i, int64_t *start, int64_t *seconds)
{
    *start = period->hours_only ? MONDAY_2001 : months_start(period, i);
    *seconds = period->hours_only ? period->hours * HOUR_SECONDS : months_start(period, i + 1) - *start;
}

const char *cost_period_month_name(const cost_period_t *period, int32_t i, char text[COST_CIVIL_TEXT_SIZE])
{
    int32_t month = period->month - 1 + i;
    if (period->hours_only)
        snprintf(text, COST_CIVIL_TEXT_SIZE, "%lldh", (long long)period->hours);
    else
        snprintf(text, COST_CIVIL_TEXT_SIZE, "%04d-%02d", period->year + month / 12, month % 12 + 1);
    return text;
}
