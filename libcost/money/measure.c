#include "libcost/money/measure.h"

#include <string.h>

#include "libcost/base/error.h"

#define MICRO ((cost_wide_t)1000000)
#define NANO  ((cost_wide_t)1000000000)

/* X(word, factor, divisor, shown).  Bits are decimal, and only rates are written in them. */
#define BYTES_UNITS(X)                                                                                                 \
    X("B", MICRO, 1, SHOWN)                                                                                            \
    X("byte", MICRO, 1, READ)                                                                                          \
    X("bytes", MICRO, 1, READ)                                                                                         \
    X("KiB", MICRO << 10, 1, SHOWN)                                                                                    \
    X("KB", MICRO << 10, 1, READ)                                                                                      \
    X("kB", MICRO << 10, 1, READ)                                                                                      \
    X("MiB", MICRO << 20, 1, SHOWN)                                                                                    \
    X("MB", MICRO << 20, 1, READ)                                                                                      \
    X("GiB", MICRO << 30, 1, SHOWN)                                                                                    \
    X("GB", MICRO << 30, 1, READ)                                                                                      \
    X("TiB", MICRO << 40, 1, SHOWN)                                                                                    \
    X("TB", MICRO << 40, 1, READ)                                                                                      \
    X("PiB", MICRO << 50, 1, SHOWN)                                                                                    \
    X("PB", MICRO << 50, 1, READ)
#define BITS_UNITS(X)                                                                                                  \
    X("bit", MICRO / 8, 1, READ)                                                                                       \
    X("kbit", MICRO / 8 * 1000, 1, READ)                                                                               \
    X("Kbit", MICRO / 8 * 1000, 1, READ)                                                                               \
    X("Mbit", MICRO / 8 * 1000000, 1, READ)                                                                            \
    X("Gbit", MICRO / 8 * 1000000000, 1, READ)
#define TIME_UNITS(X)                                                                                                  \
    X("us", 1, 1, SHOWN)                                                                                               \
    X("\302\265s", 1, 1, READ)                                                                                         \
    X("\316\274s", 1, 1, READ)                                                                                         \
    X("ms", 1000, 1, SHOWN)                                                                                            \
    X("s", MICRO, 1, SHOWN)                                                                                            \
    X("sec", MICRO, 1, READ)                                                                                           \
    X("secs", MICRO, 1, READ)                                                                                          \
    X("second", MICRO, 1, READ)                                                                                        \
    X("seconds", MICRO, 1, READ)                                                                                       \
    X("min", 60 * MICRO, 1, SHOWN)                                                                                     \
    X("mins", 60 * MICRO, 1, READ)                                                                                     \
    X("minute", 60 * MICRO, 1, READ)                                                                                   \
    X("minutes", 60 * MICRO, 1, READ)                                                                                  \
    X("h", 3600 * MICRO, 1, SHOWN)                                                                                     \
    X("hr", 3600 * MICRO, 1, READ)                                                                                     \
    X("hrs", 3600 * MICRO, 1, READ)                                                                                    \
    X("hour", 3600 * MICRO, 1, READ)                                                                                   \
    X("hours", 3600 * MICRO, 1, READ)                                                                                  \
    X("d", 86400 * MICRO, 1, READ)                                                                                     \
    X("day", 86400 * MICRO, 1, SHOWN_FOR_ONE)                                                                          \
    X("days", 86400 * MICRO, 1, SHOWN_FOR_MANY)                                                                        \
    X("week", 604800 * MICRO, 1, READ)                                                                                 \
    X("weeks", 604800 * MICRO, 1, READ)
#define RATIO_UNITS(X)                                                                                                 \
    X("%", NANO / 100, 1, SHOWN)                                                                                       \
    X("percent", NANO / 100, 1, READ)
#define VCPU_UNITS(X)                                                                                                  \
    X("vCPU", MICRO, 1, SHOWN)                                                                                         \
    X("vcpu", MICRO, 1, READ)                                                                                          \
    X("vCPUs", MICRO, 1, READ)                                                                                         \
    X("vcpus", MICRO, 1, READ)                                                                                         \
    X("unit", MICRO / 64, 16, READ)                                                                                    \
    X("units", MICRO / 64, 16, READ)                                                                                   \
    X("CPU unit", MICRO / 64, 16, READ)                                                                                \
    X("CPU units", MICRO / 64, 16, READ)
#define MONEY_UNITS(X)                                                                                                 \
    X("USD", NANO, 1, SHOWN)                                                                                           \
    X("$", NANO, 1, READ)

/* X(word, period): the first word of each period is its name. */
#define PERIODS(X)                                                                                                     \
    X("s", COST_PER_SECOND)                                                                                            \
    X("sec", COST_PER_SECOND)                                                                                          \
    X("second", COST_PER_SECOND)                                                                                       \
    X("min", COST_PER_MINUTE)                                                                                          \
    X("minute", COST_PER_MINUTE)                                                                                       \
    X("h", COST_PER_HOUR)                                                                                              \
    X("hour", COST_PER_HOUR)                                                                                           \
    X("day", COST_PER_DAY)                                                                                             \
    X("d", COST_PER_DAY)                                                                                               \
    X("week", COST_PER_WEEK)                                                                                           \
    X("month", COST_PER_MONTH)                                                                                         \
    X("mo", COST_PER_MONTH)                                                                                            \
    X("year", COST_PER_YEAR)

#define BYTES_ROW(text, factor, divisor, shown) {text, COST_MEASURE_BYTES, factor, divisor, COST_UNIT_##shown},
#define BITS_ROW(text, factor, divisor, shown)  {text, COST_MEASURE_BYTES_RATE, factor, divisor, COST_UNIT_##shown},
#define TIME_ROW(text, factor, divisor, shown)  {text, COST_MEASURE_TIME, factor, divisor, COST_UNIT_##shown},
#define RATIO_ROW(text, factor, divisor, shown) {text, COST_MEASURE_RATIO, factor, divisor, COST_UNIT_##shown},
#define VCPU_ROW(text, factor, divisor, shown)  {text, COST_MEASURE_VCPU, factor, divisor, COST_UNIT_##shown},
#define MONEY_ROW(text, factor, divisor, shown) {text, COST_MEASURE_MONEY, factor, divisor, COST_UNIT_##shown},
static const cost_measure_unit_t units[] = {BYTES_UNITS(BYTES_ROW) BITS_UNITS(BITS_ROW) TIME_UNITS(TIME_ROW)
                                                RATIO_UNITS(RATIO_ROW) VCPU_UNITS(VCPU_ROW) MONEY_UNITS(MONEY_ROW)};
enum { UNIT_COUNT = sizeof units / sizeof units[0] };

#define PERIOD_ROW(text, per) {text, per},
static const struct {
    const char *text;
    cost_per_t per;
} periods[] = {PERIODS(PERIOD_ROW)};
enum { PERIOD_COUNT = sizeof periods / sizeof periods[0] };

static const int64_t period_seconds[] = {
    [COST_PER_NONE] = 0,    [COST_PER_SECOND] = 1,    [COST_PER_MINUTE] = 60, [COST_PER_HOUR] = 3600,
    [COST_PER_DAY] = 86400, [COST_PER_WEEK] = 604800, [COST_PER_MONTH] = 0,   [COST_PER_YEAR] = 0,
};

/* The first alternative is written twice, since a list cannot leave out its first separator. */
#define ALTERNATIVE(text, factor, divisor, shown) "|" text
#define PERIOD_ALTERNATIVE(text, per)             "|" text
#define BLANK                                     "[ \t]*"
#define DIGITS                                    "[0-9]+([.][0-9]+)?"
#define ZERO                                      "0+([.]0+)?"
#define NOUN                                      "[kMBG]?(" BLANK "[A-Za-z][A-Za-z -]*)?"
#define BYTES_WORD                                BLANK "(B" BYTES_UNITS(ALTERNATIVE) ")"
#define BITS_WORD                                 BLANK "(B" BYTES_UNITS(ALTERNATIVE) BITS_UNITS(ALTERNATIVE) ")"
#define TIME_WORD                                 BLANK "(s" TIME_UNITS(ALTERNATIVE) ")"
#define RATIO_WORD                                "(" BLANK "(%" RATIO_UNITS(ALTERNATIVE) "))?"
#define VCPU_WORD                                 "(" BLANK "(vCPU" VCPU_UNITS(ALTERNATIVE) "))?"
#define PERIOD                                    BLANK "/" BLANK "(s" PERIODS(PERIOD_ALTERNATIVE) ")"
#define TO                                        "[ \t]+to[ \t]+"
#define RANGE(first, second)                      "^" BLANK "(" first TO ")?(" second "|-?" ZERO ")" BLANK "$"
#define PATTERN(word)                             RANGE("-?" DIGITS "(" word ")?", "-?" DIGITS word)
#define RATE_PATTERN(word)                        RANGE("-?" DIGITS "(" word ")?(" PERIOD ")?", "-?" DIGITS word PERIOD)
#define DOLLARS                                   "-?([$]" BLANK DIGITS "|" DIGITS "(" BLANK "(USD|[$]))?)"

#define EXAMPLE(text, verb) .example = text, .expected = text " " verb " expected"
static const struct {
    const char *name, *example, *expected, *pattern;
    cost_measure_t basic;
    int64_t one;
} measures[COST_MEASURE_COUNT_OF] = {
    [COST_MEASURE_COUNT] = {.name = "a count",
                            EXAMPLE("a number such as 12 or 9M", "is"),
                            .pattern = PATTERN(NOUN),
                            .basic = COST_MEASURE_COUNT,
                            .one = 1000000},
    [COST_MEASURE_BYTES] = {.name = "a number of bytes",
                            EXAMPLE("bytes such as 4 GiB", "are"),
                            .pattern = PATTERN(BYTES_WORD),
                            .basic = COST_MEASURE_BYTES,
                            .one = 1000000},
    [COST_MEASURE_TIME] = {.name = "a time",
                           EXAMPLE("a time such as 35 ms", "is"),
                           .pattern = PATTERN(TIME_WORD),
                           .basic = COST_MEASURE_TIME,
                           .one = 1000000},
    [COST_MEASURE_RATIO] = {.name = "a percentage",
                            EXAMPLE("a percentage such as 70%", "is"),
                            .pattern = PATTERN(RATIO_WORD),
                            .basic = COST_MEASURE_RATIO,
                            .one = 1000000000},
    [COST_MEASURE_VCPU] = {.name = "a number of vCPUs",
                           EXAMPLE("vCPUs such as 0.25 or 2", "are"),
                           .pattern = PATTERN(VCPU_WORD),
                           .basic = COST_MEASURE_VCPU,
                           .one = 1000000},
    [COST_MEASURE_COUNT_RATE] = {.name = "a rate",
                                 EXAMPLE("a rate such as 2000/min", "is"),
                                 .pattern = RATE_PATTERN(NOUN),
                                 .basic = COST_MEASURE_COUNT,
                                 .one = 1000000},
    [COST_MEASURE_BYTES_RATE] = {.name = "a rate of bytes",
                                 EXAMPLE("a rate such as 125 MiB/s", "is"),
                                 .pattern = RATE_PATTERN(BITS_WORD),
                                 .basic = COST_MEASURE_BYTES,
                                 .one = 1000000},
    [COST_MEASURE_RATIO_RATE] = {.name = "a percentage per period",
                                 EXAMPLE("a change such as 5%/month", "is"),
                                 .pattern = RATE_PATTERN(RATIO_WORD),
                                 .basic = COST_MEASURE_RATIO,
                                 .one = 1000000000},
    [COST_MEASURE_MONEY] = {.name = "an amount of money",
                            EXAMPLE("an amount such as 600 USD", "is"),
                            .pattern = RANGE(DOLLARS, DOLLARS),
                            .basic = COST_MEASURE_MONEY,
                            .one = 1000000000},
};

const char *cost_measure_example(cost_measure_t measure)
{
    return measures[measure].example;
}

const char *cost_measure_expected(cost_measure_t measure)
{
    return measures[measure].expected;
}

const char *cost_measure_name(cost_measure_t measure)
{
    return measures[measure].name;
}

cost_wide_t cost_measure_one(cost_measure_t measure)
{
    return measures[measure].one;
}

cost_measure_t cost_measure_basic(cost_measure_t measure)
{
    return measures[measure].basic;
}

const char *cost_measure_pattern(cost_measure_t measure)
{
    return measures[measure].pattern;
}

int64_t cost_per_seconds(cost_per_t per)
{
    return period_seconds[per];
}

const char *cost_per_name(cost_per_t per)
{
    for (size_t i = 0; i < PERIOD_COUNT; i++) {
        if (periods[i].per == per)
            return periods[i].text;
    }
    return "";
}

cost_per_t cost_per_find(cost_span_t word)
{
    for (size_t i = 0; i < PERIOD_COUNT; i++) {
        if (cost_span_is(word, periods[i].text))
            return periods[i].per;
    }
    return COST_PER_NONE;
}

cost_span_t cost_span(const char *text)
{
    return (cost_span_t){text, strlen(text)};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

cost_span_t cost_span_trim(cost_span_t span)
{
    for (; span.length && is_blank(span.at[0]); span.length--)
        span.at++;
    while (span.length && is_blank(span.at[span.length - 1]))
        span.length--;
    return span;
}

bool cost_span_is(cost_span_t span, const char *word)
{
    for (size_t i = 0; i < span.length; i++) /* most words differ in their first letter */
        if (word[i] != span.at[i] || !word[i])
            return false;
    return !word[span.length];
}

int cost_span_quoted(cost_span_t span)
{
    const size_t most = 60;
    size_t length = span.length < most ? span.length : most;
    while (length < span.length && length > 0 && ((unsigned char)span.at[length] & 0xC0) == 0x80)
        length--;
    return (int)length;
}

const cost_measure_unit_t *cost_measure_unit(size_t i)
{
    return i < UNIT_COUNT ? &units[i] : NULL;
}

const cost_measure_unit_t *cost_measure_find_unit(cost_span_t word)
{
    for (size_t i = 0; i < UNIT_COUNT; i++) {
        if (cost_span_is(word, units[i].text))
            return &units[i];
    }
    return NULL;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Whether text begins with word, letters of either case being the same. */
static bool begins_with(const char *text, cost_span_t word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (!text[i] || lower(text[i]) != lower(word.at[i]))
            return false;
    }
    return true;
}

static size_t candidates(const char *known[], cost_measure_t measure, const char *noun)
{
    size_t count = 0;
    if (noun)
        known[count++] = noun;
    for (size_t i = 0; i < UNIT_COUNT; i++) {
        if (units[i].measure == measure || units[i].measure == cost_measure_basic(measure))
            known[count++] = units[i].text;
    }
    return count;
}

/* Wrong case or a slip of the finger; else a beginning such as Gi. */
const char *cost_measure_suggest(cost_span_t word, cost_measure_t measure, const char *noun)
{
    const char *known[UNIT_COUNT + 1];
    char text[32];
    const size_t count = candidates(known, measure, noun);
    if (!word.length || word.length >= sizeof text)
        return NULL;
    memcpy(text, word.at, word.length);
    text[word.length] = '\0';
    const char *best = cost_nearest(text, known, count);
    for (size_t i = 0; i < count && !best; i++) {
        if (begins_with(known[i], word))
            best = known[i];
    }
    return best;
}
