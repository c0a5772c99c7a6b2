/* What a schedule is inside: shared by the files that read, repair and search expressions. */
#ifndef COST_CRON_FIELDS_H
#define COST_CRON_FIELDS_H

#include <stdbool.h>
#include <stdint.h>

#include "libcost/demand/cron.h"

enum { COST_CRON_TEXT_MAX = 256, COST_CRON_FIRST_YEAR = 1970, COST_CRON_LAST_YEAR = 2199 };
typedef enum {
    COST_CRON_MINUTES,
    COST_CRON_HOURS,
    COST_CRON_DAYS,
    COST_CRON_MONTHS,
    COST_CRON_WEEKDAYS,
    COST_CRON_YEARS,
    COST_CRON_FIELD_COUNT
} cost_cron_field_t;

/* Values of one field; years count from 1970, weekdays are 1 (Sunday) to 7. */
typedef struct {
    uint64_t words[4];
} cost_cron_set_t;

struct cost_cron {
    enum { COST_CRON_FIELDS, COST_CRON_RATE, COST_CRON_AT } kind;
    cost_cron_set_t sets[COST_CRON_FIELD_COUNT];
    cost_cron_set_t nearest;         /* 3W: the weekday nearest to the 3rd */
    cost_cron_set_t last_weekdays;   /* 6L: the last Friday */
    bool last_day, last_working_day; /* L and LW as day of the month */
    int32_t nth_weekday, nth;        /* 3#2: the second Tuesday; 0 without */
    bool by_weekday;                 /* day-of-month is ?, so the day of the week decides */
    int64_t seconds;                 /* of rate: the interval; of at: the local time */
};

static inline bool cost_cron_has(const cost_cron_set_t *set, int32_t value)
{
    return set->words[value / 64] >> (value % 64) & 1;
}

static inline void cost_cron_add(cost_cron_set_t *set, int32_t value)
{
    set->words[value / 64] |= UINT64_C(1) << (value % 64);
}

/* The words of an expression: the fields between the parentheses, or a list's items. */
enum { COST_CRON_WORDS_MAX = 8 };
typedef struct {
    char text[COST_CRON_TEXT_MAX + 1]; /* NUL between the words */
    const char *word[COST_CRON_WORDS_MAX];
    int count; /* may exceed COST_CRON_WORDS_MAX: that many were there */
} cost_cron_words_t;

/* The words of what is between `name(` and `)`; without a name, of the whole text.  False when it is not so called. */
bool cost_cron_split(cost_cron_words_t *words, const char *text, const char *name);
/* Reads an expression without a hint and without a repair. */
bool cost_cron_read(cost_cron_t *cron, const char *text, cost_dialect_t dialect, char why[COST_CRON_WHY_SIZE]);
/* Writes an expression that is likely meant by an invalid one.  It may be invalid as well: read it. */
bool cost_cron_repair(char repaired[COST_CRON_TEXT_MAX + 1], const char *text);
/* Copies a day-of-week field with names instead of numbers, the number `sunday` standing for SUN.  False when it has
 * no numbers, or some that are no weekdays. */
bool cost_cron_name_weekdays(char named[COST_CRON_TEXT_MAX + 1], const char *field, int32_t sunday);

/* Whether the fields for days, months and years allow a local day (since 1970-01-01). */
bool cost_cron_on_day(const cost_cron_t *cron, int64_t day);

/* The names of the months and of the days of the week, the first being number 1. */
extern const char cost_cron_months[12][4];
extern const char cost_cron_weekdays[7][4];

#endif
