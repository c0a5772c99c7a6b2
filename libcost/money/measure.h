/* Measures and the words for their units: one table, which the parser, the writer, the suggestions and the JSON Schema
 * all read.  The bases are listed in amount.h. */
#ifndef COST_MEASURE_H
#define COST_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libcost/money/wide.h"

typedef enum {
    COST_MEASURE_COUNT,
    COST_MEASURE_BYTES,
    COST_MEASURE_TIME,
    COST_MEASURE_RATIO,
    COST_MEASURE_VCPU,
    COST_MEASURE_COUNT_RATE,
    COST_MEASURE_BYTES_RATE,
    COST_MEASURE_RATIO_RATE,
    COST_MEASURE_MONEY
} cost_measure_t;
enum { COST_MEASURE_COUNT_OF = COST_MEASURE_MONEY + 1 };

/* What a rate is per. */
typedef enum {
    COST_PER_NONE,
    COST_PER_SECOND,
    COST_PER_MINUTE,
    COST_PER_HOUR,
    COST_PER_DAY,
    COST_PER_WEEK,
    COST_PER_MONTH,
    COST_PER_YEAR
} cost_per_t;

/* "bytes such as 4 GiB": for messages and for the manual.  Static text. */
const char *cost_measure_example(cost_measure_t measure);
/* The same as a clause: "bytes such as 4 GiB are expected".  Static text. */
const char *cost_measure_expected(cost_measure_t measure);
const char *cost_measure_name(cost_measure_t measure); /* "a number of bytes", "a time", "a percentage", ... */
/* Base counts that make one: 1000000 for COUNT, 1000000000 for RATIO, ... */
cost_wide_t cost_measure_one(cost_measure_t measure);
/* What a rate is a rate of: COUNT for COUNT_RATE; the measure itself for the others. */
cost_measure_t cost_measure_basic(cost_measure_t measure);
/* Seconds of a period; 0 for NONE, MONTH and YEAR, whose length the calendar decides. */
int64_t cost_per_seconds(cost_per_t per);
const char *cost_per_name(cost_per_t per); /* "min", "month", ... */
/* A regular expression (ECMA 262, and POSIX extended) that accepts what the parser accepts, for the JSON Schema; it
 * lets any noun follow a count.  Static text. */
const char *cost_measure_pattern(cost_measure_t measure);

/* Some characters of a longer text. */
typedef struct {
    const char *at;
    size_t length;
} cost_span_t;

cost_span_t cost_span(const char *text);
/* Without blanks at either end. */
cost_span_t cost_span_trim(cost_span_t span);
bool cost_span_is(cost_span_t span, const char *word);
/* How many characters of it a message quotes, for %.*s: 60 at most, and no half of a UTF-8 sequence. */
int cost_span_quoted(cost_span_t span);

/* Whether cost_amount_text() writes a unit: always, or only behind a 1 or behind anything else ("1 day", "2 days"). */
typedef enum { COST_UNIT_READ, COST_UNIT_SHOWN, COST_UNIT_SHOWN_FOR_ONE, COST_UNIT_SHOWN_FOR_MANY } cost_unit_shown_t;

/* A word for a unit: factor / divisor base counts. */
typedef struct {
    const char *text;
    cost_measure_t measure;
    cost_wide_t factor;
    int divisor; /* 1, but 16 for CPU units: 1024 of them are a vCPU */
    cost_unit_shown_t shown;
} cost_measure_unit_t;

/* The i-th row of the table, NULL behind the last. */
const cost_measure_unit_t *cost_measure_unit(size_t i);
/* The row of a word, or NULL.  Case matters. */
const cost_measure_unit_t *cost_measure_find_unit(cost_span_t word);
/* The word that was probably meant, among the units of the measure and `noun` (NULL is fine), or NULL. */
const char *cost_measure_suggest(cost_span_t word, cost_measure_t measure, const char *noun);
/* NONE for a word that is no period. */
cost_per_t cost_per_find(cost_span_t word);

#endif
