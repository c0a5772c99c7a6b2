#include <regex.h>
#include <stdio.h>
#include <string.h>

#include "libcost/money/amount.h"
#include "unit.h"

/* "1024 <unit>", with a period behind it where the measure is a rate. */
static void put_example(const cost_measure_unit_t *unit, char *text, size_t size)
{
    const bool rate = cost_measure_basic(unit->measure) != unit->measure;
    (void)snprintf(text, size, "1024 %s%s", unit->text, rate ? "/s" : "");
}

START_TEST(rows_read_back)
{
    const cost_measure_unit_t *unit;
    for (size_t i = 0; (unit = cost_measure_unit(i)) != NULL; i++) {
        char text[64], why[COST_AMOUNT_WHY_SIZE] = "";
        cost_amount_t amount;
        put_example(unit, text, sizeof text);
        ck_assert_msg(cost_amount_parse(&amount, text, unit->measure, NULL, why), "%s: %s", text, why);
        ck_assert_msg(amount.value == 1024 * unit->factor / unit->divisor, "%s", text);
        ck_assert_ptr_eq(cost_measure_find_unit(cost_span(unit->text)), unit); /* no word twice */
    }
}
END_TEST

START_TEST(factors)
{
    static const struct {
        const char *word;
        int64_t factor;
    } rows[] = {{"B", 1000000},
                {"KiB", 1024000000},
                {"KB", 1024000000},
                {"GB", 1073741824000000},
                {"TiB", 1099511627776000000},
                {"bit", 125000},
                {"Mbit", 125000000000},
                {"us", 1},
                {"\302\265s", 1},
                {"ms", 1000},
                {"min", 60000000},
                {"days", 86400000000},
                {"weeks", 604800000000},
                {"%", 10000000},
                {"vCPU", 1000000},
                {"USD", 1000000000}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const cost_measure_unit_t *const unit = cost_measure_find_unit(cost_span(rows[i].word));
        ck_assert_msg(unit && unit->factor == rows[i].factor, "%s", rows[i].word);
    }
    ck_assert_ptr_null(cost_measure_find_unit(cost_span("gib")));
    ck_assert_ptr_null(cost_measure_find_unit(cost_span("")));
}
END_TEST

START_TEST(measures)
{
    for (int m = 0; m < COST_MEASURE_COUNT_OF; m++) {
        const cost_measure_t measure = (cost_measure_t)m;
        ck_assert_ptr_nonnull(cost_measure_name(measure));
        ck_assert_ptr_nonnull(strstr(cost_measure_expected(measure), cost_measure_example(measure)));
        ck_assert(cost_measure_one(measure) == cost_measure_one(cost_measure_basic(measure)));
    }
    ck_assert_str_eq(cost_measure_example(COST_MEASURE_BYTES), "bytes such as 4 GiB");
    ck_assert(cost_measure_one(COST_MEASURE_RATIO) == 1000000000);
    ck_assert_int_eq(cost_measure_basic(COST_MEASURE_BYTES_RATE), COST_MEASURE_BYTES);
}
END_TEST

START_TEST(periods)
{
    static const struct {
        cost_per_t per;
        const char *name;
        int64_t seconds;
    } rows[] = {{COST_PER_NONE, "", 0},       {COST_PER_SECOND, "s", 1},    {COST_PER_MINUTE, "min", 60},
                {COST_PER_HOUR, "h", 3600},   {COST_PER_DAY, "day", 86400}, {COST_PER_WEEK, "week", 604800},
                {COST_PER_MONTH, "month", 0}, {COST_PER_YEAR, "year", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ck_assert_str_eq(cost_per_name(rows[i].per), rows[i].name);
        ck_assert_int_eq(cost_per_seconds(rows[i].per), rows[i].seconds);
        ck_assert_int_eq(cost_per_find(cost_span(rows[i].name)), rows[i].per);
    }
    ck_assert_int_eq(cost_per_find(cost_span("second")), COST_PER_SECOND);
    ck_assert_int_eq(cost_per_find(cost_span("hours")), COST_PER_NONE);
}
END_TEST

static const char *suggest(const char *word, cost_measure_t measure, const char *noun)
{
    const char *const meant = cost_measure_suggest(cost_span(word), measure, noun);
    return meant ? meant : "(none)";
}

START_TEST(suggestions)
{
    ck_assert_str_eq(suggest("GiBs", COST_MEASURE_BYTES, NULL), "GiB");
    ck_assert_str_eq(suggest("gb", COST_MEASURE_BYTES, NULL), "GB");
    ck_assert_str_eq(suggest("Gi", COST_MEASURE_BYTES, NULL), "GiB");
    ck_assert_str_eq(suggest("MS", COST_MEASURE_TIME, NULL), "ms");
    ck_assert_str_eq(suggest("minuts", COST_MEASURE_TIME, NULL), "minute");
    ck_assert_str_eq(suggest("mbit", COST_MEASURE_BYTES_RATE, NULL), "Mbit");
    ck_assert_str_eq(suggest("reqeusts", COST_MEASURE_COUNT, "requests"), "requests");
    ck_assert_str_eq(suggest("widgets", COST_MEASURE_COUNT, "requests"), "(none)");
    ck_assert_str_eq(suggest("", COST_MEASURE_BYTES, NULL), "(none)");
    ck_assert_str_eq(suggest("a word that is longer than any unit is", COST_MEASURE_BYTES, NULL), "(none)");
}
END_TEST

START_TEST(spans)
{
    const cost_span_t span = cost_span_trim(cost_span(" \t4 GiB  "));
    ck_assert(cost_span_is(span, "4 GiB"));
    ck_assert(!cost_span_is(span, "4 Gi"));
    ck_assert_uint_eq(cost_span_trim(cost_span("   ")).length, 0);
    ck_assert_int_eq(cost_span_quoted(span), 5);
    char text[70];
    memset(text, 'x', 59);
    (void)snprintf(text + 59, sizeof text - 59, "\302\265s and");
    ck_assert_int_eq(cost_span_quoted(cost_span(text)), 59); /* not half of the mu */
}
END_TEST

static bool matches(cost_measure_t measure, const char *text)
{
    regex_t pattern;
    ck_assert_int_eq(regcomp(&pattern, cost_measure_pattern(measure), REG_EXTENDED | REG_NOSUB), 0);
    const bool found = regexec(&pattern, text, 0, NULL, 0) == 0;
    regfree(&pattern);
    return found;
}

/* The schema's patterns and the parser must agree on every unit, bare, in a range and misspelt. */
START_TEST(patterns_take_every_unit)
{
    const cost_measure_unit_t *unit;
    for (size_t i = 0; (unit = cost_measure_unit(i)) != NULL; i++) {
        char text[64], range[160];
        put_example(unit, text, sizeof text);
        (void)snprintf(range, sizeof range, " 12.5 to %s ", text);
        ck_assert_msg(matches(unit->measure, text), "%s", text);
        if (strcmp(unit->text, "$"))
            ck_assert_msg(matches(unit->measure, range), "%s", range);
        ck_assert_msg(matches(unit->measure, "0"), "%s: 0", text);
    }
}
END_TEST

START_TEST(patterns_agree)
{
    static const struct {
        cost_measure_t measure;
        const char *text;
    } rows[] = {
        {COST_MEASURE_COUNT, "12"},
        {COST_MEASURE_COUNT, "-12.5"},
        {COST_MEASURE_COUNT, "11k"},
        {COST_MEASURE_COUNT, "5M requests"},
        {COST_MEASURE_COUNT, "1,000"},
        {COST_MEASURE_COUNT, "1e3"},
        {COST_MEASURE_COUNT, "nan"},
        {COST_MEASURE_COUNT, "9M/month"},
        {COST_MEASURE_COUNT, "1 to 2"},
        {COST_MEASURE_BYTES, "4"},
        {COST_MEASURE_BYTES, "4 GiB"},
        {COST_MEASURE_BYTES, "4GiB"},
        {COST_MEASURE_BYTES, "4 gib"},
        {COST_MEASURE_BYTES, "4 GiB/s"},
        {COST_MEASURE_BYTES, "8 Mbit"},
        {COST_MEASURE_BYTES, "1 to 2 GB"},
        {COST_MEASURE_BYTES, "1-2 GB"},
        {COST_MEASURE_BYTES, "0.0"},
        {COST_MEASURE_TIME, "35 ms"},
        {COST_MEASURE_TIME, "35"},
        {COST_MEASURE_TIME, "5 m"},
        {COST_MEASURE_TIME, "7 days"},
        {COST_MEASURE_TIME, "7 parsecs"},
        {COST_MEASURE_TIME, ".5 s"},
        {COST_MEASURE_RATIO, "70%"},
        {COST_MEASURE_RATIO, "70 %"},
        {COST_MEASURE_RATIO, "0.7"},
        {COST_MEASURE_RATIO, "70 GB"},
        {COST_MEASURE_VCPU, "256 CPU units"},
        {COST_MEASURE_VCPU, "0.25 vCPU"},
        {COST_MEASURE_COUNT_RATE, "100"},
        {COST_MEASURE_COUNT_RATE, "100 / s"},
        {COST_MEASURE_COUNT_RATE, "9M/month"},
        {COST_MEASURE_COUNT_RATE, "9M/moon"},
        {COST_MEASURE_BYTES_RATE, "8 Mbit/s"},
        {COST_MEASURE_BYTES_RATE, "8/s"},
        {COST_MEASURE_RATIO_RATE, "5%/month"},
        {COST_MEASURE_RATIO_RATE, "5%"},
        {COST_MEASURE_MONEY, "$600"},
        {COST_MEASURE_MONEY, "600 USD"},
        {COST_MEASURE_MONEY, "600"},
        {COST_MEASURE_MONEY, "600 EUR"},
        {COST_MEASURE_MONEY, "$1 to $2"},
        {COST_MEASURE_MONEY, "-$5"},
        {COST_MEASURE_MONEY, "$600 USD"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cost_amount_t amount;
        char why[COST_AMOUNT_WHY_SIZE];
        const bool parses = cost_amount_parse(&amount, rows[i].text, rows[i].measure, "requests", why);
        ck_assert_msg(matches(rows[i].measure, rows[i].text) == parses, "%s", rows[i].text);
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("measure", (const TTest *const[]){rows_read_back, factors, measures, periods, suggestions, spans,
                                                        patterns_take_every_unit, patterns_agree, NULL});
}

UNIT_MAIN(suite)
