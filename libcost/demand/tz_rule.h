/* POSIX TZ strings, as the last line of a tz file has them: "EST5EDT,M3.2.0,M11.1.0", "<+0545>-5:45". */
#ifndef COST_TZ_RULE_H
#define COST_TZ_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A day of each year, and seconds after its midnight. */
typedef struct {
    enum { COST_TZ_MONTH_WEEK, COST_TZ_DAY_OF_365, COST_TZ_DAY_OF_366 } kind;
    int32_t month, week, weekday; /* M3.2.0: 1 to 12, 1 to 5 (5 is the last), 0 Sunday to 6 */
    int32_t day;                  /* J60: 1 to 365, without leap days; 59: 0 to 365, with them */
    int32_t time;                 /* -167 h to 167 h */
} cost_tz_day_t;

typedef struct {
    int32_t standard, summer; /* seconds east of UTC */
    bool changes;             /* whether there is a summer time; else `standard` holds always */
    cost_tz_day_t start, end; /* of summer time; the time counts in the offset that holds before */
} cost_tz_rule_t;

/* False when the text is not a rule, or names a summer time without its days. */
bool cost_tz_rule_parse(cost_tz_rule_t *rule, const char *text, size_t length);
/* Seconds east of UTC at an instant. */
int32_t cost_tz_rule_offset(const cost_tz_rule_t *rule, int64_t utc_seconds);
/* The first instant after `utc_seconds` at which the offset changes, or INT64_MAX. */
int64_t cost_tz_rule_next(const cost_tz_rule_t *rule, int64_t utc_seconds);

#endif
