#include "libcost/money/amount.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NANO ((cost_wide_t)1000000000)

enum { BOUND_SIZE = (COST_AMOUNT_TEXT_SIZE - 4) / 2 }; /* " to " takes four */

/* What one call of the reader is about. */
typedef struct {
    cost_span_t text;
    cost_measure_t measure;
    const char *noun;
    char *why;
} reader_t;

/* What a unit and a period come to. */
typedef struct {
    cost_wide_t factor;
    int divisor;
    cost_per_t per;
} meaning_t;

typedef struct {
    char letter;
    cost_wide_t factor;
    cost_wide_t step; /* the finest part that is still written with the letter */
} multiplier_t;

static const multiplier_t multipliers[] = {
    {'B', 1000000000, 10000000},
    {'G', 1000000000, 0},
    {'M', 1000000, 10000},
    {'k', 1000, 100},
};
enum { MULTIPLIER_COUNT = sizeof multipliers / sizeof multipliers[0] };

/* Words that people write and the table does not have, because they could mean two things or hide a period. */
static const struct {
    const char *word;
    cost_measure_t measure;
    const char *instead;
} habits[] = {
    {"rps", COST_MEASURE_COUNT_RATE, "/s"},
    {"qps", COST_MEASURE_COUNT_RATE, "/s"},
    {"tps", COST_MEASURE_COUNT_RATE, "/s"},
    {"rpm", COST_MEASURE_COUNT_RATE, "/min"},
    {"bps", COST_MEASURE_BYTES_RATE, " bit/s"},
    {"kbps", COST_MEASURE_BYTES_RATE, " kbit/s"},
    {"Kbps", COST_MEASURE_BYTES_RATE, " kbit/s"},
    {"Mbps", COST_MEASURE_BYTES_RATE, " Mbit/s"},
    {"Gbps", COST_MEASURE_BYTES_RATE, " Gbit/s"},
    {"KBps", COST_MEASURE_BYTES_RATE, " KiB/s"},
    {"MBps", COST_MEASURE_BYTES_RATE, " MiB/s"},
    {"GBps", COST_MEASURE_BYTES_RATE, " GiB/s"},
    {"MiBps", COST_MEASURE_BYTES_RATE, " MiB/s"},
    {"GiBps", COST_MEASURE_BYTES_RATE, " GiB/s"},
    {"m", COST_MEASURE_COUNT, "M"},
    {"b", COST_MEASURE_COUNT, "B"},
    {"K", COST_MEASURE_COUNT, "k"},
    {"k", COST_MEASURE_COUNT, "k"},
    {"M", COST_MEASURE_COUNT, "M"},
    {"G", COST_MEASURE_COUNT, "G"},
    {"million", COST_MEASURE_COUNT, "M"},
    {"billion", COST_MEASURE_COUNT, "B"},
    {"thousand", COST_MEASURE_COUNT, "k"},
    {"T", COST_MEASURE_COUNT, "000B"},
    {"m", COST_MEASURE_TIME, " min"},
    {"H", COST_MEASURE_TIME, " h"},
    {"pct", COST_MEASURE_RATIO, "%"},
    {"dollars", COST_MEASURE_MONEY, " USD"},
};
enum { HABIT_COUNT = sizeof habits / sizeof habits[0] };

bool cost_amount_refuse(char why[COST_AMOUNT_WHY_SIZE], const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(why, COST_AMOUNT_WHY_SIZE, format, arguments);
    va_end(arguments);
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_alphanumeric(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

static cost_span_t from(cost_span_t span, size_t start)
{
    return (cost_span_t){span.at + start, span.length - start};
}

/* How many characters the number takes.  What is no plain decimal is taken whole, so that a message can name it. */
static size_t number_length(cost_span_t text)
{
    size_t n = 0;
    while (n < text.length && (is_digit(text.at[n]) || is_one_of(text.at[n], "+.,_'")))
        n++;
    const char next = n < text.length ? text.at[n] : '\0';
    const char after = n + 1 < text.length ? text.at[n + 1] : '\0';
    const bool exponent = n && is_one_of(next, "eE") && (is_digit(after) || is_one_of(after, "+-"));
    const bool hexadecimal = n == 1 && text.at[0] == '0' && is_one_of(next, "xX");
    if (exponent || hexadecimal)
        for (n += exponent ? 2 : 1; n < text.length && is_alphanumeric(text.at[n]);)
            n++;
    return n;
}

/* The multiplier at the beginning of rest, if nothing but a blank or a slash follows it. */
static const multiplier_t *find_multiplier(cost_span_t rest)
{
    if (!rest.length || (rest.length > 1 && !is_blank(rest.at[1]) && rest.at[1] != '/'))
        return NULL;
    for (size_t i = 0; i < MULTIPLIER_COUNT; i++) {
        if (multipliers[i].letter == rest.at[0])
            return &multipliers[i];
    }
    return NULL;
}

static void split_unit(cost_amount_parts_t *out, cost_span_t rest)
{
    const char *const slash = rest.length ? memchr(rest.at, '/', rest.length) : NULL;
    const size_t unit = slash ? (size_t)(slash - rest.at) : rest.length;
    out->unit = cost_span_trim((cost_span_t){rest.at, unit});
    if (slash)
        out->per = cost_span_trim(from(rest, unit + 1));
}

bool cost_amount_split(cost_amount_parts_t *out, cost_span_t text, bool counts, const char *expected,
                       char why[COST_AMOUNT_WHY_SIZE])
{
    const cost_span_t whole = cost_span_trim(text);
    *out = (cost_amount_parts_t){.multiplier = 1, .negative = whole.length && whole.at[0] == '-'};
    cost_span_t rest = from(whole, out->negative ? 1 : 0);
    const bool dollars = rest.length && rest.at[0] == '$';
    const cost_span_t dollar = {rest.at, 1};
    if (dollars)
        rest = cost_span_trim(from(rest, 1));
    out->number = (cost_span_t){rest.at, number_length(rest)};
    rest = from(rest, out->number.length);
    const multiplier_t *const multiplier = counts ? find_multiplier(rest) : NULL;
    if (multiplier)
        out->multiplier = multiplier->factor;
    split_unit(out, from(rest, multiplier ? 1 : 0));
    if (!out->number.length)
        return cost_amount_refuse(why, "\"%.*s\" is not a number; %s", cost_span_quoted(whole), whole.at, expected);
    if (out->unit.length && is_digit(out->unit.at[0]))
        return cost_amount_refuse(why, "\"%.*s\" has a space between its digits; %s", cost_span_quoted(whole), whole.at,
                                  expected);
    if (dollars && out->unit.length)
        return cost_amount_refuse(why, "\"%.*s\" has two units; %s", cost_span_quoted(whole), whole.at, expected);
    if (dollars)
        out->unit = dollar;
    return true;
}

bool cost_amount_scale(cost_wide_t *out, const cost_amount_parts_t *parts, cost_wide_t factor, int divisor,
                       char why[COST_AMOUNT_WHY_SIZE])
{
    const cost_span_t number = parts->number;
    const char *reason = "is too large";
    cost_wide_t scale, value;
    if (!cost_wide_mul(&scale, factor, parts->multiplier) ||
        !cost_wide_parse(&value, number.at, number.length, scale, &reason))
        return cost_amount_refuse(why, "\"%.*s\" %s", cost_span_quoted(number), number.at, reason);
    if (value % divisor)
        return cost_amount_refuse(why, "\"%.*s\" %.*s cannot be counted exactly", cost_span_quoted(number), number.at,
                                  cost_span_quoted(parts->unit), parts->unit.at);
    *out = parts->negative ? -(value / divisor) : value / divisor;
    return true;
}

bool cost_amount_is_zero(const cost_amount_parts_t *parts)
{
    for (size_t i = 0; i < parts->number.length; i++) {
        if (!is_one_of(parts->number.at[i], "0."))
            return false;
    }
    return true;
}

/* Whether `many` is the plural of `one`. */
static bool is_plural(cost_span_t many, cost_span_t one)
{
    const char last = one.length ? one.at[one.length - 1] : '\0';
    const char before = one.length > 1 ? one.at[one.length - 2] : '\0';
    const bool hisses = is_one_of(last, "sx") || (last == 'h' && is_one_of(before, "cs"));
    const bool swaps = last == 'y' && before && !is_one_of(before, "aeiou");
    const char *const ending = swaps ? "ies" : hisses ? "es" : "s";
    const size_t stem = swaps ? one.length - 1 : one.length;
    return many.length > stem && memcmp(many.at, one.at, stem) == 0 && cost_span_is(from(many, stem), ending);
}

static bool is_noun(cost_span_t word, const char *noun)
{
    return noun && word.length &&
           (cost_span_is(word, noun) || is_plural(word, cost_span(noun)) || is_plural(cost_span(noun), word));
}

static const char *find_habit(cost_span_t word, cost_measure_t measure)
{
    for (size_t i = 0; i < HABIT_COUNT; i++) {
        const bool applies = habits[i].measure == measure || habits[i].measure == cost_measure_basic(measure);
        if (applies && cost_span_is(word, habits[i].word))
            return habits[i].instead;
    }
    return NULL;
}

static bool refuse_unknown(const cost_amount_parts_t *parts, const reader_t *reader)
{
    const cost_span_t unit = parts->unit, number = parts->number, per = parts->per;
    const char *const habit = find_habit(unit, reader->measure);
    if (habit)
        return cost_amount_refuse(reader->why, "unit \"%.*s\" is not known; write %.*s%s%s%.*s", cost_span_quoted(unit),
                                  unit.at, cost_span_quoted(number), number.at, habit, per.at ? "/" : "",
                                  cost_span_quoted(per), per.at ? per.at : "");
    if (reader->measure == COST_MEASURE_TIME && (is_noun(unit, "month") || is_noun(unit, "year")))
        return cost_amount_refuse(reader->why, "\"%.*s\" has no fixed length; a number of days is expected",
                                  cost_span_quoted(reader->text), reader->text.at);
    const bool counts = cost_measure_basic(reader->measure) == COST_MEASURE_COUNT;
    const char *const meant = cost_measure_suggest(unit, reader->measure, counts ? reader->noun : NULL);
    if (meant)
        return cost_amount_refuse(reader->why, "unit \"%.*s\" is not known; did you mean %s?", cost_span_quoted(unit),
                                  unit.at, meant);
    return cost_amount_refuse(reader->why, "unit \"%.*s\" is not known; %s", cost_span_quoted(unit), unit.at,
                              cost_measure_expected(reader->measure));
}

/* The rate of a basic measure has a name where it is a measure of its own. */
static bool refuse_measure(const reader_t *reader, cost_measure_t understood, bool rate)
{
    cost_measure_t named = understood;
    for (int m = 0; m < COST_MEASURE_COUNT_OF && rate && named == understood; m++) {
        if (cost_measure_basic((cost_measure_t)m) == understood)
            named = (cost_measure_t)m;
    }
    return cost_amount_refuse(reader->why, "\"%.*s\" is %s%s; %s", cost_span_quoted(reader->text), reader->text.at,
                              cost_measure_name(named), rate && named == cost_measure_basic(named) ? " per period" : "",
                              cost_measure_expected(reader->measure));
}

static bool refuse_missing(const reader_t *reader, const char *what)
{
    return cost_amount_refuse(reader->why, "\"%.*s\" has no %s; %s", cost_span_quoted(reader->text), reader->text.at,
                              what, cost_measure_expected(reader->measure));
}

static bool is_rate(cost_measure_t measure)
{
    return cost_measure_basic(measure) != measure;
}

static bool needs_unit(cost_measure_t basic)
{
    return basic == COST_MEASURE_BYTES || basic == COST_MEASURE_TIME;
}

static bool understand_period(meaning_t *out, const cost_amount_parts_t *parts, const reader_t *reader)
{
    const cost_span_t per = parts->per;
    if (!is_rate(reader->measure))
        return true;
    if (!per.at && !cost_amount_is_zero(parts))
        return refuse_missing(reader, "period");
    out->per = per.at ? cost_per_find(per) : COST_PER_SECOND;
    if (out->per == COST_PER_NONE)
        return cost_amount_refuse(reader->why,
                                  "period \"%.*s\" is not known; s, min, h, day, week, month or year is expected",
                                  cost_span_quoted(per), per.at);
    return true;
}

static bool understand(meaning_t *out, const cost_amount_parts_t *parts, const reader_t *reader)
{
    const cost_measure_t basic = cost_measure_basic(reader->measure);
    const bool named = basic == COST_MEASURE_COUNT && is_noun(parts->unit, reader->noun);
    const bool has_unit = parts->unit.length && !named;
    const cost_measure_unit_t *const unit = has_unit ? cost_measure_find_unit(parts->unit) : NULL;
    if (has_unit && !unit)
        return refuse_unknown(parts, reader);
    if (parts->per.at && !is_rate(reader->measure))
        return refuse_measure(reader, unit ? unit->measure : COST_MEASURE_COUNT, true);
    if (unit && unit->measure != basic && unit->measure != reader->measure)
        return refuse_measure(reader, unit->measure, parts->per.at);
    if (!unit && needs_unit(basic) && !cost_amount_is_zero(parts))
        return refuse_missing(reader, "unit");
    out->factor = unit ? unit->factor : cost_measure_one(basic);
    out->divisor = unit ? unit->divisor : 1;
    return understand_period(out, parts, reader);
}

static bool is_share(cost_wide_t value)
{
    return value > 0 && value < NANO;
}

static cost_dist_t choose_dist(cost_measure_t measure, cost_wide_t low, cost_wide_t high)
{
    if (measure == COST_MEASURE_RATIO && is_share(low) && is_share(high))
        return COST_DIST_LOGITNORMAL;
    return low > 0 && high > 0 ? COST_DIST_LOGNORMAL : COST_DIST_NORMAL;
}

static bool read_one(cost_amount_t *out, const cost_amount_parts_t *parts, const reader_t *reader)
{
    meaning_t meaning = {.per = COST_PER_NONE};
    cost_wide_t value;
    if (!understand(&meaning, parts, reader) ||
        !cost_amount_scale(&value, parts, meaning.factor, meaning.divisor, reader->why))
        return false;
    *out = (cost_amount_t){.value = value,
                           .low = value,
                           .high = value,
                           .per = meaning.per,
                           .dist = choose_dist(reader->measure, value, value)};
    return true;
}

/* The middle of the logits: p / (1 - p) = sqrt(l h) / sqrt((1 - l)(1 - h)), so p is the first root over the sum of
 * both. Bounds are whole parts of 1e-9.  Scaled by another 1e9 a root is off by half a part of 1e-18 at most, while the
 * sum of the roots is 6e13 of them or more; p is then off by less than 1e-13 and its last digit is right. */
static cost_wide_t logit_median(cost_wide_t low, cost_wide_t high)
{
    const cost_wide_t inside = cost_wide_sqrt_product(low * NANO, high * NANO);
    const cost_wide_t outside = cost_wide_sqrt_product((NANO - low) * NANO, (NANO - high) * NANO);
    cost_wide_t median = low;
    (void)cost_wide_mul_div(&median, NANO, inside, inside + outside);
    return median;
}

static bool find_median(cost_wide_t *out, cost_wide_t low, cost_wide_t high, cost_dist_t dist)
{
    cost_wide_t sum;
    switch (dist) {
    case COST_DIST_LOGNORMAL:
        *out = cost_wide_sqrt_product(low, high);
        return true;
    case COST_DIST_LOGITNORMAL:
        *out = logit_median(low, high);
        return true;
    case COST_DIST_AUTO:
    case COST_DIST_NORMAL:
    case COST_DIST_UNIFORM:
        break;
    }
    return cost_wide_add(&sum, low, high) && cost_wide_mul_div(out, sum, 1, 2);
}

static bool check_dist(const cost_amount_t *amount, cost_measure_t measure, char why[COST_AMOUNT_WHY_SIZE])
{
    if (amount->dist == COST_DIST_LOGNORMAL && amount->low <= 0)
        return cost_amount_refuse(why, "a lognormal range needs bounds above 0");
    if (amount->dist == COST_DIST_LOGITNORMAL && cost_measure_basic(measure) != COST_MEASURE_RATIO)
        return cost_amount_refuse(why, "a logit-normal range needs percentages as bounds");
    if (amount->dist == COST_DIST_LOGITNORMAL && !(is_share(amount->low) && is_share(amount->high)))
        return cost_amount_refuse(why, "a logit-normal range needs bounds above 0%% and below 100%%");
    return true;
}

bool cost_amount_range(cost_amount_t *out, const cost_amount_t *low, const cost_amount_t *high, cost_measure_t measure,
                       cost_dist_t dist, char why[COST_AMOUNT_WHY_SIZE])
{
    char text[2][COST_AMOUNT_TEXT_SIZE];
    if (low->range || high->range)
        return cost_amount_refuse(why, "a bound of a range is itself a range");
    if (low->per != high->per && low->value)
        return cost_amount_refuse(why, "%s and %s have different periods; one period for both bounds is expected",
                                  cost_amount_text(low, measure, text[0]), cost_amount_text(high, measure, text[1]));
    if (low->value > high->value)
        return cost_amount_refuse(why, "%s is above %s; the lower bound comes first",
                                  cost_amount_text(low, measure, text[0]), cost_amount_text(high, measure, text[1]));
    cost_amount_t range = {.value = low->value, .low = low->value, .high = high->value, .per = high->per};
    range.range = range.low < range.high;
    range.dist = dist == COST_DIST_AUTO ? choose_dist(measure, range.low, range.high) : dist;
    if (!check_dist(&range, measure, why))
        return false;
    if (range.range && !find_median(&range.value, range.low, range.high, range.dist))
        return cost_amount_refuse(why, "the bounds are too large");
    *out = range;
    return true;
}

/* Where ` to ` begins, or the text's length. */
static size_t find_to(cost_span_t text)
{
    for (size_t i = 0; i + 3 < text.length; i++) {
        if (is_blank(text.at[i]) && text.at[i + 1] == 't' && text.at[i + 2] == 'o' && is_blank(text.at[i + 3]))
            return i;
    }
    return text.length;
}

/* How many characters at text[i] are a sign that people put between two bounds: `..`, an en dash, or a hyphen that a
 * number follows (another one belongs to a noun such as health-checks). */
static size_t range_sign(cost_span_t text, size_t i)
{
    const cost_span_t rest = from(text, i);
    if (rest.length > 2 && rest.at[0] == '.' && rest.at[1] == '.')
        return rest.at[2] == '.' ? 3 : 2;
    if (rest.length > 3 && memcmp(rest.at, "\342\200\223", 3) == 0)
        return 3;
    if (rest.at[0] != '-' || is_one_of(text.at[i - 1], "eE"))
        return 0;
    const cost_span_t after = cost_span_trim(from(rest, 1));
    return after.length && is_one_of(after.at[0], "$0123456789") ? 1 : 0;
}

/* Refuses `20 - 60 ms`, `20..60 ms` and their like with the right way to write them. */
static bool check_range_sign(const reader_t *reader)
{
    const cost_span_t text = reader->text;
    for (size_t i = 1; i < text.length; i++) {
        const size_t sign = is_digit(text.at[0]) || is_one_of(text.at[0], "-$") ? range_sign(text, i) : 0;
        if (!sign)
            continue;
        const cost_span_t low = cost_span_trim((cost_span_t){text.at, i});
        const cost_span_t high = cost_span_trim(from(text, i + sign));
        return cost_amount_refuse(reader->why, "\"%.*s\" is not how a range is written; write \"%.*s to %.*s\"",
                                  cost_span_quoted(text), text.at, cost_span_quoted(low), low.at,
                                  cost_span_quoted(high), high.at);
    }
    return true;
}

/* Lets the second bound's unit stand for the first one's, and refuses what would then be a guess. */
static bool share_unit(cost_amount_parts_t *low, const cost_amount_parts_t *high, const reader_t *reader)
{
    const cost_measure_t basic = cost_measure_basic(reader->measure);
    const bool optional = basic == COST_MEASURE_COUNT || basic == COST_MEASURE_MONEY;
    if (low->unit.length && !high->unit.length && !optional && !cost_amount_is_zero(high))
        return cost_amount_refuse(reader->why, "\"%.*s\" has no unit behind its second bound",
                                  cost_span_quoted(reader->text), reader->text.at);
    if (low->multiplier == 1 && high->multiplier != 1 && !cost_amount_is_zero(low))
        return cost_amount_refuse(reader->why, "\"%.*s\" leaves open how large its first bound is; write both in full",
                                  cost_span_quoted(reader->text), reader->text.at);
    if (!low->unit.length)
        low->unit = high->unit;
    if (!low->per.at)
        low->per = high->per;
    return true;
}

static bool split(cost_amount_parts_t *out, cost_span_t text, const reader_t *reader)
{
    const bool counts = cost_measure_basic(reader->measure) == COST_MEASURE_COUNT;
    return cost_amount_split(out, text, counts, cost_measure_expected(reader->measure), reader->why);
}

static bool read_range(cost_amount_t *out, size_t to, const reader_t *reader)
{
    const reader_t low_reader = {{reader->text.at, to}, reader->measure, reader->noun, reader->why};
    const reader_t high_reader = {cost_span_trim(from(reader->text, to + 4)), reader->measure, reader->noun,
                                  reader->why};
    cost_amount_parts_t parts[2];
    cost_amount_t bounds[2];
    return split(&parts[0], low_reader.text, reader) && split(&parts[1], high_reader.text, reader) &&
           share_unit(&parts[0], &parts[1], reader) && read_one(&bounds[0], &parts[0], &low_reader) &&
           read_one(&bounds[1], &parts[1], &high_reader) &&
           cost_amount_range(out, &bounds[0], &bounds[1], reader->measure, COST_DIST_AUTO, reader->why);
}

bool cost_amount_parse(cost_amount_t *out, const char *text, cost_measure_t measure, const char *noun,
                       char why[COST_AMOUNT_WHY_SIZE])
{
    const reader_t reader = {cost_span_trim(cost_span(text)), measure, noun, why};
    if (!reader.text.length)
        return cost_amount_refuse(why, "nothing is written; %s", cost_measure_expected(measure));
    const size_t to = find_to(reader.text);
    if (to < reader.text.length)
        return read_range(out, to, &reader);
    cost_amount_parts_t parts;
    return check_range_sign(&reader) && split(&parts, reader.text, &reader) && read_one(out, &parts, &reader);
}

static bool is_shown(const cost_measure_unit_t *unit, cost_wide_t value)
{
    const bool single = value == unit->factor || value == -unit->factor;
    return unit->shown == COST_UNIT_SHOWN || (unit->shown == COST_UNIT_SHOWN_FOR_ONE && single) ||
           (unit->shown == COST_UNIT_SHOWN_FOR_MANY && !single);
}

/* The largest unit of which the value is a multiple, else the smallest there is. */
static const cost_measure_unit_t *choose_unit(cost_wide_t value, cost_measure_t basic)
{
    const cost_measure_unit_t *best = NULL, *smallest = NULL, *unit;
    for (size_t i = 0; (unit = cost_measure_unit(i)) != NULL; i++) {
        if (unit->measure != basic || !is_shown(unit, value))
            continue;
        const bool fits = value ? value % unit->factor == 0 : unit->factor == cost_measure_one(basic);
        if (fits && (!best || unit->factor > best->factor))
            best = unit;
        if (!smallest || unit->factor < smallest->factor)
            smallest = unit;
    }
    return best ? best : smallest;
}

static void put_count(cost_wide_t value, bool in_full, char *text, size_t size)
{
    char number[COST_WIDE_TEXT_SIZE];
    const cost_wide_t one = cost_measure_one(COST_MEASURE_COUNT), count = value / one;
    for (size_t i = 0; i < MULTIPLIER_COUNT && value % one == 0 && count && !in_full; i++) {
        const multiplier_t *const m = &multipliers[i];
        const cost_wide_t whole = count / m->factor;
        const bool short_number = m->step && whole && whole > -1000 && whole < 1000;
        if (count % m->factor == 0 || (short_number && count % m->step == 0)) {
            (void)snprintf(text, size, "%s%c", cost_wide_decimal(count, m->factor, 2, number), m->letter);
            return;
        }
    }
    (void)snprintf(text, size, "%s", cost_wide_decimal(value, one, 6, number));
}

static void put_value(cost_wide_t value, cost_measure_t measure, cost_per_t per, bool in_full, char *text, size_t size)
{
    const cost_measure_t basic = cost_measure_basic(measure);
    if (basic == COST_MEASURE_COUNT) {
        put_count(value, in_full, text, size);
    } else {
        const cost_measure_unit_t *const unit = choose_unit(value, basic);
        char number[COST_WIDE_TEXT_SIZE];
        (void)snprintf(text, size, "%s%s%s", cost_wide_decimal(value, unit->factor, 9, number),
                       basic == COST_MEASURE_RATIO ? "" : " ", unit->text);
    }
    const size_t length = strlen(text);
    if (is_rate(measure))
        (void)snprintf(text + length, size - length, "/%s", cost_per_name(per));
}

/* `99 to 40k` is refused when it is read: the first bound could be thousands too. */
static bool has_multiplier(const char *bound)
{
    const char end = bound[strcspn(bound, "kMBG/")];
    return end && end != '/';
}

const char *cost_amount_text(const cost_amount_t *amount, cost_measure_t measure, char text[COST_AMOUNT_TEXT_SIZE])
{
    if (!amount->range) {
        put_value(amount->value, measure, amount->per, false, text, COST_AMOUNT_TEXT_SIZE);
        return text;
    }
    char low[BOUND_SIZE], high[BOUND_SIZE];
    put_value(amount->low, measure, amount->per, false, low, sizeof low);
    put_value(amount->high, measure, amount->per, amount->low && !has_multiplier(low), high, sizeof high);
    (void)snprintf(text, COST_AMOUNT_TEXT_SIZE, "%s to %s", low, high);
    return text;
}
