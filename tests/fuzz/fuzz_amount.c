/* Quantities, usage, prices, money, periods and times, as people write them.  The first letter of the input says which:
 * `B4 GiB` is an amount of bytes, `u03 TB` usage of the first unit below, `p2025-11` a period.  Every amount that was
 * read is written and read again: it must stay the same. */
#include "cost/money.h"
#include "libcost/demand/calendar.h"
#include "libcost/money/amount.h"
#include "libcost/money/rate.h"
#include "libcost/money/unit.h"
#include "replay.h"

static const char *const units[] = {"GB",        "GB-month", "vCPU-hour",   "1M-requests", "10k-requests", "LCU-hour",
                                    "hour",      "minute",   "alarm-month", "IOPS-month",  "MBps-month",   "USD",
                                    "NLCU-hour", "1M-ECPUs", "GB-second",   "plan-month"};

static bool same(const cost_amount_t *a, const cost_amount_t *b)
{
    return a->value == b->value && a->low == b->low && a->high == b->high && a->per == b->per && a->range == b->range;
}

static void fuzz_measure(const char *text, cost_measure_t measure)
{
    char why[COST_AMOUNT_WHY_SIZE] = "", written[COST_AMOUNT_TEXT_SIZE];
    cost_amount_t amount, again;
    if (!cost_amount_parse(&amount, text, measure, "request", why)) {
        FUZZ_REQUIRE(*why && strlen(why) < sizeof why);
        return;
    }
    FUZZ_REQUIRE(amount.low <= amount.value && amount.value <= amount.high);
    cost_amount_text(&amount, measure, written);
    FUZZ_REQUIRE(cost_amount_parse(&again, written, measure, "request", why));
    FUZZ_REQUIRE(same(&amount, &again));
}

static void fuzz_usage(const char *text, const char *unit)
{
    char why[COST_AMOUNT_WHY_SIZE] = "";
    cost_wide_t base, longer;
    if (!cost_unit_parse_usage(&base, text, unit, 28 * 86400, why)) {
        FUZZ_REQUIRE(*why && strlen(why) < sizeof why);
        return;
    }
    FUZZ_REQUIRE(base >= 0);
    if (cost_unit_parse_usage(&longer, text, unit, 31 * 86400, why))
        FUZZ_REQUIRE(longer >= base);
}

static void fuzz_rate(const char *text)
{
    cost_rate_t rate, again;
    cost_money_t money;
    char written[COST_RATE_TEXT_SIZE];
    if (!cost_rate_parse(&rate, text, strlen(text)))
        return;
    cost_rate_text(rate, written);
    FUZZ_REQUIRE(!strcmp(written, text));
    FUZZ_REQUIRE(cost_rate_parse(&again, written, strlen(written)) && cost_rate_compare(rate, again) == 0);
    if (cost_rate_times(&money, rate, 3000000, 1000000))
        FUZZ_REQUIRE(money.nano_usd >= 0);
}

static void fuzz_money(const char *text)
{
    cost_money_t money, again;
    char written[COST_MONEY_TEXT_SIZE];
    if (cost_money_parse(&money, text))
        return;
    FUZZ_REQUIRE(cost_money_parse(&again, cost_money_text(money, 9, written)) == COST_OK);
    FUZZ_REQUIRE(money.nano_usd == again.nano_usd);
}

static void fuzz_period(const char *text)
{
    char why[COST_PERIOD_WHY_SIZE] = "", name[COST_CIVIL_TEXT_SIZE];
    cost_period_t period;
    int64_t start, seconds, next = 0;
    if (!cost_period_parse(&period, text, why)) {
        FUZZ_REQUIRE(*why && strlen(why) < sizeof why);
        return;
    }
    FUZZ_REQUIRE(period.month_count >= 1 && period.month_count <= COST_PERIOD_MONTHS_MAX);
    for (int32_t i = 0; i < period.month_count; i++, next = start + seconds) {
        cost_period_month(&period, i, &start, &seconds);
        FUZZ_REQUIRE(seconds > 0 && seconds % 3600 == 0 && (i == 0 || start == next));
        FUZZ_REQUIRE(*cost_period_month_name(&period, i, name));
    }
}

static void fuzz_time(const char *text)
{
    int64_t seconds, again;
    bool zoned;
    char written[COST_CIVIL_TEXT_SIZE];
    if (!cost_civil_parse(text, &seconds, &zoned))
        return;
    FUZZ_REQUIRE(cost_civil_parse(cost_civil_text(seconds, written), &again, &zoned));
    FUZZ_REQUIRE(zoned && seconds == again);
}

static void fuzz_unit(const char *text)
{
    cost_unit_t unit;
    cost_wide_t one;
    if (!cost_unit_parse(&unit, text))
        return;
    FUZZ_REQUIRE(unit.one > 0);
    if (cost_unit_one(&one, text, 730 * 3600))
        FUZZ_REQUIRE(one % cost_unit_multiplier(text) == 0);
}

static void fuzz_one(char kind, const char *text)
{
    static const char measures[] = "CBTRVQWEM"; /* in the order of cost_measure_t */
    const char *measure = strchr(measures, kind);
    if (kind == 'u' && *text)
        fuzz_usage(text + 1, units[(unsigned char)*text % (sizeof units / sizeof *units)]);
    else if (kind == 'r')
        fuzz_rate(text);
    else if (kind == 'm')
        fuzz_money(text);
    else if (kind == 'p')
        fuzz_period(text);
    else if (kind == 't')
        fuzz_time(text);
    else if (kind == 'n')
        fuzz_unit(text);
    else if (kind && measure)
        fuzz_measure(text, (cost_measure_t)(measure - measures));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    if (size)
        fuzz_one(text[0], text + 1);
    free(text);
    return 0;
}
