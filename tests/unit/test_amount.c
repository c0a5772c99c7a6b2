#include <locale.h>
#include <string.h>

#include "libcost/money/amount.h"
#include "unit.h"

enum {
    COUNT = COST_MEASURE_COUNT,
    BYTES = COST_MEASURE_BYTES,
    TIME = COST_MEASURE_TIME,
    RATIO = COST_MEASURE_RATIO,
    VCPU = COST_MEASURE_VCPU,
    COUNT_RATE = COST_MEASURE_COUNT_RATE,
    BYTES_RATE = COST_MEASURE_BYTES_RATE,
    RATIO_RATE = COST_MEASURE_RATIO_RATE,
    MONEY = COST_MEASURE_MONEY
};

static cost_amount_t parsed(const char *text, int measure)
{
    cost_amount_t out = {0};
    char why[COST_AMOUNT_WHY_SIZE] = "";
    ck_assert_msg(cost_amount_parse(&out, text, (cost_measure_t)measure, "requests", why), "%s: %s", text, why);
    return out;
}

static void expect_wide(cost_wide_t got, const char *want, const char *text)
{
    char digits[COST_WIDE_TEXT_SIZE];
    ck_assert_msg(strcmp(cost_wide_text(got, digits), want) == 0, "\"%s\": got %s, want %s", text, digits, want);
}

static void expect_refused(const char *text, int measure, const char *want)
{
    cost_amount_t out;
    char why[COST_AMOUNT_WHY_SIZE] = "(read)";
    (void)cost_amount_parse(&out, text, (cost_measure_t)measure, "requests", why);
    ck_assert_str_eq(why, want);
}

typedef struct {
    const char *text;
    int measure;
    const char *value;
    cost_per_t per;
} row_t;

static const row_t rows[] = {
    /* counts in 1e-6 */
    {"12", COUNT, "12000000", COST_PER_NONE},
    {"11k", COUNT, "11000000000", COST_PER_NONE},
    {"9M", COUNT, "9000000000000", COST_PER_NONE},
    {"1.5B", COUNT, "1500000000000000", COST_PER_NONE},
    {"2G", COUNT, "2000000000000000", COST_PER_NONE},
    {"0.000001", COUNT, "1", COST_PER_NONE},
    {"5M requests", COUNT, "5000000000000", COST_PER_NONE},
    {"1 request", COUNT, "1000000", COST_PER_NONE},
    {"-3", COUNT, "-3000000", COST_PER_NONE},
    {"  7\t", COUNT, "7000000", COST_PER_NONE},
    /* bytes in 1e-6: 4 x 2^30 x 1e6 */
    {"4 GiB", BYTES, "4294967296000000", COST_PER_NONE},
    {"4GiB", BYTES, "4294967296000000", COST_PER_NONE},
    {"4  GiB", BYTES, "4294967296000000", COST_PER_NONE},
    {"4 GB", BYTES, "4294967296000000", COST_PER_NONE},
    {"512 B", BYTES, "512000000", COST_PER_NONE},
    {"512B", BYTES, "512000000", COST_PER_NONE},
    {"0.1 GiB", BYTES, "107374182400000", COST_PER_NONE},
    {"4 TB", BYTES, "4398046511104000000", COST_PER_NONE},
    {"-1 KB", BYTES, "-1024000000", COST_PER_NONE},
    {"0", BYTES, "0", COST_PER_NONE},
    {"0.00", TIME, "0", COST_PER_NONE},
    /* times in microseconds */
    {"35 ms", TIME, "35000", COST_PER_NONE},
    {"20 us", TIME, "20", COST_PER_NONE},
    {"20 \302\265s", TIME, "20", COST_PER_NONE},
    {"1.5 s", TIME, "1500000", COST_PER_NONE},
    {"60 s", TIME, "60000000", COST_PER_NONE},
    {"10 min", TIME, "600000000", COST_PER_NONE},
    {"2 h", TIME, "7200000000", COST_PER_NONE},
    {"7 days", TIME, "604800000000", COST_PER_NONE},
    /* ratios in 1e-9 */
    {"70%", RATIO, "700000000", COST_PER_NONE},
    {"70 %", RATIO, "700000000", COST_PER_NONE},
    {"0.7", RATIO, "700000000", COST_PER_NONE},
    {"0.0000001%", RATIO, "1", COST_PER_NONE},
    {"1", RATIO, "1000000000", COST_PER_NONE},
    /* 256 of 1024 CPU units are a quarter */
    {"2", VCPU, "2000000", COST_PER_NONE},
    {"0.25 vCPU", VCPU, "250000", COST_PER_NONE},
    {"2 vcpu", VCPU, "2000000", COST_PER_NONE},
    {"256 CPU units", VCPU, "250000", COST_PER_NONE},
    {"1024 units", VCPU, "1000000", COST_PER_NONE},
    {"2000/min", COUNT_RATE, "2000000000", COST_PER_MINUTE},
    {"9M/month", COUNT_RATE, "9000000000000", COST_PER_MONTH},
    {"9M requests/month", COUNT_RATE, "9000000000000", COST_PER_MONTH},
    {"100/s", COUNT_RATE, "100000000", COST_PER_SECOND},
    {"100 / hour", COUNT_RATE, "100000000", COST_PER_HOUR},
    {"3/week", COUNT_RATE, "3000000", COST_PER_WEEK},
    {"0", COUNT_RATE, "0", COST_PER_SECOND},
    {"125 MiB/s", BYTES_RATE, "131072000000000", COST_PER_SECOND},
    {"8 Mbit/s", BYTES_RATE, "1000000000000", COST_PER_SECOND}, /* a million bytes */
    {"100 GB/month", BYTES_RATE, "107374182400000000", COST_PER_MONTH},
    {"5%/month", RATIO_RATE, "50000000", COST_PER_MONTH},
    {"0.05/year", RATIO_RATE, "50000000", COST_PER_YEAR},
    {"600 USD", MONEY, "600000000000", COST_PER_NONE},
    {"$600", MONEY, "600000000000", COST_PER_NONE},
    {"600", MONEY, "600000000000", COST_PER_NONE},
    {"-$0.01", MONEY, "-10000000", COST_PER_NONE},
};

START_TEST(reads)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const cost_amount_t amount = parsed(rows[i].text, rows[i].measure);
        expect_wide(amount.value, rows[i].value, rows[i].text);
        expect_wide(amount.low, rows[i].value, rows[i].text);
        expect_wide(amount.high, rows[i].value, rows[i].text);
        ck_assert_int_eq(amount.per, rows[i].per);
        ck_assert(!amount.range && amount.dist != COST_DIST_AUTO);
    }
}
END_TEST

START_TEST(writes_what_it_reads)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[COST_AMOUNT_TEXT_SIZE];
        const cost_amount_t amount = parsed(rows[i].text, rows[i].measure);
        cost_amount_text(&amount, (cost_measure_t)rows[i].measure, text);
        const cost_amount_t again = parsed(text, rows[i].measure);
        expect_wide(again.value, rows[i].value, text);
        ck_assert_int_eq(again.per, amount.per);
    }
}
END_TEST

START_TEST(nouns)
{
    static const struct {
        const char *noun, *text;
        bool reads;
    } pairs[] = {
        {"requests", "5 requests", true}, {"requests", "1 request", true},
        {"request", "5 requests", true},  {"query", "5 queries", true},
        {"queries", "1 query", true},     {"address", "2 addresses", true},
        {"keys", "1 key", true},          {"health-checks", "2 health-checks", true},
        {"minutes", "5 minutes", true},   {"tasks", "5", true},
        {"tasks", "5 requests", false},   {NULL, "5 requests", false},
        {"tasks", "5 GiB", false},        {"tasks", "5 taskss", false},
        {"tasks", "9 M tasks", false},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        cost_amount_t amount;
        char why[COST_AMOUNT_WHY_SIZE];
        ck_assert_msg(cost_amount_parse(&amount, pairs[i].text, COST_MEASURE_COUNT, pairs[i].noun, why) ==
                          pairs[i].reads,
                      "%s", pairs[i].text);
    }
}
END_TEST

START_TEST(wrong_measure)
{
    expect_refused("4 ms", BYTES, "\"4 ms\" is a time; bytes such as 4 GiB are expected");
    expect_refused("4 GiB", TIME, "\"4 GiB\" is a number of bytes; a time such as 35 ms is expected");
    expect_refused("70%", COUNT, "\"70%\" is a percentage; a number such as 12 or 9M is expected");
    expect_refused("2 vCPU", RATIO, "\"2 vCPU\" is a number of vCPUs; a percentage such as 70% is expected");
    expect_refused("$5", BYTES, "\"$5\" is an amount of money; bytes such as 4 GiB are expected");
    expect_refused("9M/month", COUNT, "\"9M/month\" is a rate; a number such as 12 or 9M is expected");
    expect_refused("4 GiB/s", BYTES, "\"4 GiB/s\" is a rate of bytes; bytes such as 4 GiB are expected");
    expect_refused("5%/month", RATIO, "\"5%/month\" is a percentage per period; a percentage such as 70% is expected");
    expect_refused("4 ms/min", TIME, "\"4 ms/min\" is a time per period; a time such as 35 ms is expected");
    expect_refused("4 ms/min", COUNT_RATE, "\"4 ms/min\" is a time per period; a rate such as 2000/min is expected");
    expect_refused("4 GiB", COUNT_RATE, "\"4 GiB\" is a number of bytes; a rate such as 2000/min is expected");
    expect_refused("8 Mbit", BYTES_RATE, "\"8 Mbit\" has no period; a rate such as 125 MiB/s is expected");
    expect_refused("2000", COUNT_RATE, "\"2000\" has no period; a rate such as 2000/min is expected");
    expect_refused("5/s", BYTES_RATE, "\"5/s\" has no unit; a rate such as 125 MiB/s is expected");
    expect_refused("4", BYTES, "\"4\" has no unit; bytes such as 4 GiB are expected");
    expect_refused("4", TIME, "\"4\" has no unit; a time such as 35 ms is expected");
    expect_refused("", TIME, "nothing is written; a time such as 35 ms is expected");
}
END_TEST

START_TEST(unknown_units)
{
    expect_refused("4 GiBs", BYTES, "unit \"GiBs\" is not known; did you mean GiB?");
    expect_refused("4 gb", BYTES, "unit \"gb\" is not known; did you mean GB?");
    expect_refused("512Mi", BYTES, "unit \"Mi\" is not known; did you mean MiB?");
    expect_refused("4 parsecs", TIME, "unit \"parsecs\" is not known; a time such as 35 ms is expected");
    expect_refused("5 reqeusts", COUNT, "unit \"reqeusts\" is not known; did you mean requests?");
    expect_refused("5 widgets", COUNT, "unit \"widgets\" is not known; a number such as 12 or 9M is expected");
    expect_refused("600 EUR", MONEY, "unit \"EUR\" is not known; an amount such as 600 USD is expected");
    expect_refused("9m", COUNT, "unit \"m\" is not known; write 9M");
    expect_refused("9m/month", COUNT_RATE, "unit \"m\" is not known; write 9M/month");
    expect_refused("9 M", COUNT, "unit \"M\" is not known; write 9M");
    expect_refused("11K", COUNT, "unit \"K\" is not known; write 11k");
    expect_refused("5 m", TIME, "unit \"m\" is not known; write 5 min");
    expect_refused("100 rps", COUNT_RATE, "unit \"rps\" is not known; write 100/s");
    expect_refused("8 Mbps", BYTES_RATE, "unit \"Mbps\" is not known; write 8 Mbit/s");
    expect_refused("1 month", TIME, "\"1 month\" has no fixed length; a number of days is expected");
    expect_refused("5/fortnight", COUNT_RATE,
                   "period \"fortnight\" is not known; s, min, h, day, week, month or year is expected");
    expect_refused("5/", COUNT_RATE, "period \"\" is not known; s, min, h, day, week, month or year is expected");
}
END_TEST

START_TEST(no_numbers)
{
    static const char separator[] = " has a separator between its digits; only digits and one point are expected";
    char want[160] = "\"1,000\"";
    strcat(want, separator);
    expect_refused("1,000", COUNT, want);
    memcpy(want, "\"1_000\"", 7);
    expect_refused("1_000 requests", COUNT, want);
    expect_refused("1 000 GB", BYTES, "\"1 000 GB\" has a space between its digits; bytes such as 4 GiB are expected");
    expect_refused("1e3", COUNT, "\"1e3\" has an exponent; digits written out, such as 1000, are expected");
    expect_refused("1.5e-3 GB", BYTES, "\"1.5e-3\" has an exponent; digits written out, such as 1000, are expected");
    expect_refused("0x10 B", BYTES, "\"0x10\" is hexadecimal; a decimal number such as 12 or 0.5 is expected");
    expect_refused("nan", COUNT, "\"nan\" is not a number; a number such as 12 or 9M is expected");
    expect_refused("-inf", COUNT, "\"-inf\" is not a number; a number such as 12 or 9M is expected");
    expect_refused("lots", BYTES, "\"lots\" is not a number; bytes such as 4 GiB are expected");
    expect_refused("-", BYTES, "\"-\" is not a number; bytes such as 4 GiB are expected");
    expect_refused(".5 GB", BYTES, "\".5\" is not a decimal number such as 12 or 0.5");
    expect_refused("+5", COUNT, "\"+5\" is not a decimal number such as 12 or 0.5");
    expect_refused("$5 GB", BYTES, "\"$5 GB\" has two units; bytes such as 4 GiB are expected");
    expect_refused("0.0000001", COUNT, "\"0.0000001\" has more decimals than can be counted exactly");
    expect_refused("1 units", VCPU, "\"1\" units cannot be counted exactly"); /* 976.5625 base counts */
    expect_refused("99999999999999999999999999999999999 PiB", BYTES,
                   "\"99999999999999999999999999999999999\" is too large");
}
END_TEST

START_TEST(long_texts)
{
    char text[2000], why[COST_AMOUNT_WHY_SIZE];
    cost_amount_t amount;
    for (char filler = ' '; filler < '\177'; filler++) {
        memset(text, filler, sizeof text - 1);
        text[sizeof text - 1] = '\0';
        for (int measure = 0; measure < COST_MEASURE_COUNT_OF; measure++) {
            for (int head = 0; head < 2; head++) { /* a refusal always says why, within its buffer */
                text[0] = head ? filler : '5';
                memset(why, '?', sizeof why);
                if (!cost_amount_parse(&amount, text, (cost_measure_t)measure, "requests", why))
                    ck_assert(memchr(why, '\0', sizeof why) && *why);
            }
        }
    }
}
END_TEST

static void expect_range(const char *text, int measure, const char *const want[3], cost_dist_t dist)
{
    const cost_amount_t amount = parsed(text, measure);
    expect_wide(amount.low, want[0], text);
    expect_wide(amount.value, want[1], text);
    expect_wide(amount.high, want[2], text);
    ck_assert_int_eq(amount.dist, dist);
    ck_assert(amount.range);
}

START_TEST(ranges)
{
    /* sqrt(20000 x 60000) = 34641.016 */
    const char *const times[] = {"20000", "34641", "60000"};
    expect_range("20 ms to 60 ms", TIME, times, COST_DIST_LOGNORMAL);
    expect_range("20 to 60 ms", TIME, times, COST_DIST_LOGNORMAL);
    expect_range("0.02 s\tto\t60 ms", TIME, times, COST_DIST_LOGNORMAL);
    /* sqrt(0.12) / (sqrt(0.12) + sqrt(0.8 x 0.4)) = 0.3797958971 */
    const char *const shares[] = {"200000000", "379795897", "600000000"};
    expect_range("20% to 60%", RATIO, shares, COST_DIST_LOGITNORMAL);
    expect_range("20 to 60%", RATIO, shares, COST_DIST_LOGITNORMAL);
    expect_range("0.2 to 0.6", RATIO, shares, COST_DIST_LOGITNORMAL);
    expect_range("60% to 80%", RATIO, (const char *const[]){"600000000", "710102051", "800000000"},
                 COST_DIST_LOGITNORMAL);
    /* sqrt(1.2) = 1.0954451150 */
    expect_range("80% to 150%", RATIO, (const char *const[]){"800000000", "1095445115", "1500000000"},
                 COST_DIST_LOGNORMAL);
    expect_range("0% to 50%", RATIO, (const char *const[]){"0", "250000000", "500000000"}, COST_DIST_NORMAL);
    expect_range("-1 to 4", COUNT, (const char *const[]){"-1000000", "1500000", "4000000"}, COST_DIST_NORMAL);
    expect_range("100 to 400/min", COUNT_RATE, (const char *const[]){"100000000", "200000000", "400000000"},
                 COST_DIST_LOGNORMAL);
    ck_assert_int_eq(parsed("100 to 400/min", COUNT_RATE).per, COST_PER_MINUTE);
    ck_assert_int_eq(parsed("0 to 400/min", COUNT_RATE).per, COST_PER_MINUTE);
    expect_range("4M to 9M requests", COUNT, (const char *const[]){"4000000000000", "6000000000000", "9000000000000"},
                 COST_DIST_LOGNORMAL);
    expect_range("$100 to 400", MONEY, (const char *const[]){"100000000000", "200000000000", "400000000000"},
                 COST_DIST_LOGNORMAL);
}
END_TEST

/* Where the roots are smallest: 1e-9 beside 2e-9, and the two ends. */
START_TEST(logit_medians_at_the_ends)
{
    expect_range("0.000000001 to 0.000000002", RATIO, (const char *const[]){"1", "1", "2"}, COST_DIST_LOGITNORMAL);
    expect_range("0.000000001 to 0.999999999", RATIO, (const char *const[]){"1", "500000000", "999999999"},
                 COST_DIST_LOGITNORMAL);
    /* 0.0000316217766491... */
    expect_range("0.000000001 to 0.5", RATIO, (const char *const[]){"1", "31622", "500000000"}, COST_DIST_LOGITNORMAL);
    /* 0.967584693131 */
    expect_range("90% to 99%", RATIO, (const char *const[]){"900000000", "967584693", "990000000"},
                 COST_DIST_LOGITNORMAL);
    expect_range("1% to 10%", RATIO, (const char *const[]){"10000000", "32415307", "100000000"},
                 COST_DIST_LOGITNORMAL); /* the mirror image: 1 - 0.967584693 */
}
END_TEST

START_TEST(equal_bounds)
{
    const cost_amount_t amount = parsed("5 to 5 GB", BYTES);
    ck_assert(!amount.range);
    ck_assert(amount.value == amount.low && amount.value == amount.high);
}
END_TEST

START_TEST(wrong_ranges)
{
    expect_refused("60 ms to 20 ms", TIME, "60 ms is above 20 ms; the lower bound comes first");
    expect_refused("20 - 60 ms", TIME, "\"20 - 60 ms\" is not how a range is written; write \"20 to 60 ms\"");
    expect_refused("20ms-60ms", TIME, "\"20ms-60ms\" is not how a range is written; write \"20ms to 60ms\"");
    expect_refused("20..60 ms", TIME, "\"20..60 ms\" is not how a range is written; write \"20 to 60 ms\"");
    expect_refused("20\342\200\22360 ms", TIME,
                   "\"20\342\200\22360 ms\" is not how a range is written; write \"20 to 60 ms\"");
    expect_refused("$5-$6", MONEY, "\"$5-$6\" is not how a range is written; write \"$5 to $6\"");
    expect_refused("5 to 9M", COUNT, "\"5 to 9M\" leaves open how large its first bound is; write both in full");
    expect_refused("20% to 60", RATIO, "\"20% to 60\" has no unit behind its second bound");
    expect_refused("20 ms to 60", TIME, "\"20 ms to 60\" has no unit behind its second bound");
    expect_refused("20 to 60", TIME, "\"20\" has no unit; a time such as 35 ms is expected");
    expect_refused("20 ms to 4 GB", TIME, "\"4 GB\" is a number of bytes; a time such as 35 ms is expected");
    expect_refused("5/s to 600/min", COUNT_RATE,
                   "5/s and 600/min have different periods; one period for both bounds is expected");
    expect_refused("1 to 2 to 3", COUNT, "unit \"to 3\" is not known; a number such as 12 or 9M is expected");
    expect_refused("some to 3", COUNT, "\"some\" is not a number; a number such as 12 or 9M is expected");
}
END_TEST

START_TEST(ranges_of_two_amounts)
{
    const cost_amount_t low = parsed("20 ms", TIME), high = parsed("60 ms", TIME), none = parsed("0", TIME);
    cost_amount_t out;
    char why[COST_AMOUNT_WHY_SIZE] = "";
    ck_assert(cost_amount_range(&out, &low, &high, COST_MEASURE_TIME, COST_DIST_UNIFORM, why));
    ck_assert(out.value == 40000 && out.range && out.dist == COST_DIST_UNIFORM);
    ck_assert(cost_amount_range(&out, &low, &high, COST_MEASURE_TIME, COST_DIST_LOGNORMAL, why));
    ck_assert(out.value == 34641);
    ck_assert(cost_amount_range(&out, &none, &high, COST_MEASURE_TIME, COST_DIST_AUTO, why));
    ck_assert(out.value == 30000 && out.dist == COST_DIST_NORMAL);
    ck_assert(!cost_amount_range(&out, &none, &high, COST_MEASURE_TIME, COST_DIST_LOGNORMAL, why));
    ck_assert_str_eq(why, "a lognormal range needs bounds above 0");
    ck_assert(!cost_amount_range(&out, &low, &high, COST_MEASURE_TIME, COST_DIST_LOGITNORMAL, why));
    ck_assert_str_eq(why, "a logit-normal range needs percentages as bounds");
    const cost_amount_t half = parsed("50%", RATIO), whole = parsed("100%", RATIO);
    ck_assert(!cost_amount_range(&out, &half, &whole, COST_MEASURE_RATIO, COST_DIST_LOGITNORMAL, why));
    ck_assert_str_eq(why, "a logit-normal range needs bounds above 0% and below 100%");
    const cost_amount_t range = parsed("1 ms to 2 ms", TIME);
    ck_assert(!cost_amount_range(&out, &range, &high, COST_MEASURE_TIME, COST_DIST_AUTO, why));
    ck_assert_str_eq(why, "a bound of a range is itself a range");
    const cost_amount_t nothing = parsed("0", COUNT_RATE), some = parsed("60/min", COUNT_RATE);
    ck_assert(cost_amount_range(&out, &nothing, &some, COST_MEASURE_COUNT_RATE, COST_DIST_AUTO, why));
    ck_assert_int_eq(out.per, COST_PER_MINUTE);
}
END_TEST

START_TEST(means_are_half_to_even)
{
    cost_amount_t out, low = {.value = 2, .low = 2, .high = 2}, high = {.value = 3, .low = 3, .high = 3};
    char why[COST_AMOUNT_WHY_SIZE];
    ck_assert(cost_amount_range(&out, &low, &high, COST_MEASURE_TIME, COST_DIST_NORMAL, why));
    ck_assert(out.value == 2);
    low.value = 4;
    high.value = 3;
    ck_assert(cost_amount_range(&out, &high, &low, COST_MEASURE_TIME, COST_DIST_NORMAL, why));
    ck_assert(out.value == 4);
    low.value = high.value = COST_WIDE_MAX;
    low.value--;
    ck_assert(!cost_amount_range(&out, &low, &high, COST_MEASURE_TIME, COST_DIST_NORMAL, why));
    ck_assert_str_eq(why, "the bounds are too large");
}
END_TEST

START_TEST(texts)
{
    static const struct {
        const char *written;
        int measure;
        const char *text;
    } pairs[] = {
        {"11000", COUNT, "11k"},
        {"9000000", COUNT, "9M"},
        {"1200000", COUNT, "1.2M"},
        {"12345", COUNT, "12345"},
        {"1250000", COUNT, "1.25M"},
        {"1500", COUNT, "1.5k"},
        {"999", COUNT, "999"},
        {"1234500", COUNT, "1234500"},
        {"5000000000", COUNT, "5B"},
        {"0", COUNT, "0"},
        {"-2500", COUNT, "-2.5k"},
        {"0.25", COUNT, "0.25"},
        {"4096 MB", BYTES, "4 GiB"},
        {"0.5 TB", BYTES, "512 GiB"},
        {"1.5 KB", BYTES, "1536 B"},
        {"0.5 B", BYTES, "0.5 B"},
        {"0", BYTES, "0 B"},
        {"0", TIME, "0 s"},
        {"1500 ms", TIME, "1500 ms"},
        {"7200 s", TIME, "2 h"},
        {"24 h", TIME, "1 day"},
        {"1 week", TIME, "7 days"},
        {"0.7", RATIO, "70%"},
        {"0.0125", RATIO, "1.25%"},
        {"0", RATIO, "0%"},
        {"0.25", VCPU, "0.25 vCPU"},
        {"2000 requests/min", COUNT_RATE, "2k/min"},
        {"9M/mo", COUNT_RATE, "9M/month"},
        {"125 MiB/s", BYTES_RATE, "125 MiB/s"},
        {"8 Mbit/s", BYTES_RATE, "1000000 B/s"},
        {"5%/month", RATIO_RATE, "5%/month"},
        {"$600.10", MONEY, "600.1 USD"},
        {"20 to 60 ms", TIME, "20 ms to 60 ms"},
        {"100 to 400/min", COUNT_RATE, "100/min to 400/min"},
        {"60% to 80%", RATIO, "60% to 80%"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        char text[COST_AMOUNT_TEXT_SIZE];
        const cost_amount_t amount = parsed(pairs[i].written, pairs[i].measure);
        ck_assert_str_eq(cost_amount_text(&amount, (cost_measure_t)pairs[i].measure, text), pairs[i].text);
    }
}
END_TEST

START_TEST(text_of_the_extremes_fits)
{
    for (int measure = 0; measure < COST_MEASURE_COUNT_OF; measure++) {
        char text[COST_AMOUNT_TEXT_SIZE];
        const cost_amount_t amount = {.value = 0,
                                      .low = COST_WIDE_MIN,
                                      .high = COST_WIDE_MIN + 1,
                                      .per = COST_PER_MONTH,
                                      .dist = COST_DIST_NORMAL,
                                      .range = true};
        cost_amount_text(&amount, (cost_measure_t)measure, text);
        ck_assert_ptr_nonnull(strstr(text, " to "));
        const bool rate = cost_measure_basic((cost_measure_t)measure) != (cost_measure_t)measure;
        ck_assert_msg(!rate || strcmp(text + strlen(text) - 6, "/month") == 0, "%s", text);
    }
}
END_TEST

START_TEST(locale_never_matters)
{
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "tr_TR.UTF-8", "C.UTF-8"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)setlocale(LC_ALL, names[i]);
        expect_wide(parsed("0.5 GiB", BYTES).value, "536870912000000", names[i]);
        expect_refused("0,5 GiB", BYTES,
                       "\"0,5\" has a separator between its digits; only digits and one point are expected");
    }
    (void)setlocale(LC_ALL, "C");
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("amount",
                      (const TTest *const[]){reads, writes_what_it_reads, nouns, wrong_measure, unknown_units,
                                             no_numbers, long_texts, ranges, logit_medians_at_the_ends, equal_bounds,
                                             wrong_ranges, ranges_of_two_amounts, means_are_half_to_even, texts,
                                             text_of_the_extremes_fits, locale_never_matters, NULL});
}

UNIT_MAIN(suite)
