/* The calendar: UTC, proleptic Gregorian, no leap seconds (POSIX time).  Nothing here reads TZ or a clock. */
#ifndef COST_CALENDAR_H
#define COST_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/* A civil date and time of some zone. */
typedef struct {
    int32_t year;
    int32_t month, day;           /* 1 to 12, 1 to 31 */
    int32_t hour, minute, second; /* 0 to 23, 59, 59 */
} cost_civil_t;

enum { COST_CIVIL_TEXT_SIZE = 32 };

int64_t cost_days_from_civil(int32_t year, int32_t month, int32_t day); /* since 1970-01-01 */
/* Days more than a million years off are taken as a million years off. */
void cost_civil_from_days(int64_t days, int32_t *year, int32_t *month, int32_t *day);
int64_t cost_seconds_from_civil(const cost_civil_t *civil); /* POSIX seconds, reading it as UTC */
cost_civil_t cost_civil_from_seconds(int64_t seconds);
int32_t cost_weekday(int64_t days); /* 0 Sunday to 6 Saturday */
bool cost_leap_year(int32_t year);
int32_t cost_month_days(int32_t year, int32_t month); /* 28 to 31 */
/* "2025-11-28T14:00:00Z". */
const char *cost_civil_text(int64_t seconds, char text[COST_CIVIL_TEXT_SIZE]);
/* Reads 2025-11-28, 2025-11-28T14:00, 2025-11-28T14:00:30, a time with or without Z or an offset such as
 * +02:00.  *zoned says whether Z or an offset was given (then *seconds is UTC, else local civil time read as UTC). */
bool cost_civil_parse(const char *text, int64_t *seconds, bool *zoned);

/* A billing period: `2025-11` (a UTC month), `2025-11..2026-10` (months) or `730h` (any whole number of hours: one
 * "month" of that length that starts on a Monday 00:00 UTC). */
typedef struct {
    bool hours_only;     /* 730h */
    int32_t year, month; /* the first month; of hours_only: 0 */
    int32_t month_count; /* >= 1 */
    int64_t hours;       /* of hours_only */
} cost_period_t;
enum { COST_PERIOD_MONTHS_MAX = 120, COST_PERIOD_HOURS_MAX = 87600, COST_PERIOD_WHY_SIZE = 160 };

/* Years 1970 to 2199.  On failure `why` says what is wrong and what would be right. */
bool cost_period_parse(cost_period_t *out, const char *text, char why[COST_PERIOD_WHY_SIZE]);
/* The i-th month's start in POSIX seconds and its length in seconds.  A period in hours starts 2001-01-01 (a Monday).
 */
void cost_period_month(const cost_period_t *period, int32_t i, int64_t *start, int64_t *seconds);
/* "2025-11", or "730h".  Returns text. */
const char *cost_period_month_name(const cost_period_t *period, int32_t i, char text[COST_CIVIL_TEXT_SIZE]);

#endif
