#include <stdio.h>
#include <string.h>

#include "libcost/money/unit.h"
#include "unit.h"

#define MICRO ((cost_wide_t)1000000)
#define GB    (MICRO << 30)
#define MONTH 2592000 /* 720 h */

static void expect_wide(cost_wide_t got, cost_wide_t want, const char *what)
{
    char got_text[COST_WIDE_TEXT_SIZE], want_text[COST_WIDE_TEXT_SIZE];
    ck_assert_msg(got == want, "%s: got %s, want %s", what, cost_wide_text(got, got_text),
                  cost_wide_text(want, want_text));
}

START_TEST(ones)
{
    const struct {
        const char *unit;
        cost_wide_t one; /* in a month of 720 h */
        const char *noun;
        bool per_month, has_time, bytes;
    } rows[] = {
        {"hour", 3600 * MICRO, "", false, true, false},
        {"hours", 3600 * MICRO, "", false, true, false},
        {"minute", 60 * MICRO, "", false, true, false},
        {"month", MONTH * MICRO, "", true, true, false},
        {"1M-minutes", 60 * MICRO * MICRO, "", false, true, false},
        {"vCPU-hour", 3600 * MICRO, "vCPU", false, true, false},
        {"vCPU-month", MONTH * MICRO, "vCPU", true, true, false},
        {"GB", GB, "GB", false, false, true},
        {"TB", GB << 10, "TB", false, false, true},
        {"GB-second", GB, "GB", false, true, true},
        {"GB-hour", 3600 * GB, "GB", false, true, true},
        {"GB-month", MONTH * GB, "GB", true, true, true},
        {"request", MICRO, "request", false, false, false},
        {"10k-requests", 10000 * MICRO, "request", false, false, false},
        {"1M-requests", MICRO * MICRO, "request", false, false, false},
        {"100k-events", 100000 * MICRO, "event", false, false, false},
        {"1k-objects-month", 1000 * MICRO * MONTH, "object", true, true, false},
        {"alarm-month", MONTH * MICRO, "alarm", true, true, false},
        {"health-check", MICRO, "health-check", false, false, false},
        {"health-check-month", MICRO * MONTH, "health-check", true, true, false},
        {"1M-change-records", MICRO * MICRO, "change-record", false, false, false},
        {"MBps-month", MONTH * (MICRO << 20), "MBps", true, true, false},
        {"MiBps-month", MONTH * (MICRO << 20), "MiBps", true, true, false},
        {"GB-per-month", GB, "GB", false, false, true},
        {"GB-second-per-month", GB, "GB", false, true, true},
        {"request-per-month", MICRO, "request", false, false, false},
        {"USD", (cost_wide_t)1000000000, "USD", false, false, false},
        {"LCU-hour", COST_LCU_HOUR_ONE, "LCU", false, true, false},
        {"NLCU-hour", COST_LCU_HOUR_ONE, "NLCU", false, true, false},
        {"GLCU-hour", COST_LCU_HOUR_ONE, "GLCU", false, true, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cost_unit_t unit;
        cost_wide_t one = 0;
        ck_assert_msg(cost_unit_parse(&unit, rows[i].unit), "%s", rows[i].unit);
        ck_assert_msg(strcmp(unit.noun, rows[i].noun) == 0, "%s", rows[i].unit);
        ck_assert_msg(unit.per_month == rows[i].per_month, "%s", rows[i].unit);
        ck_assert_msg(unit.has_time == rows[i].has_time, "%s", rows[i].unit);
        ck_assert_msg(unit.bytes == rows[i].bytes, "%s", rows[i].unit);
        expect_wide(unit.per_month ? unit.one * MONTH : unit.one, rows[i].one, rows[i].unit);
        ck_assert(cost_unit_one(&one, rows[i].unit, MONTH));
        expect_wide(one, rows[i].one, rows[i].unit);
    }
}
END_TEST

/* The divisors of the LCU rules (billing rules, sections 5 and 6): each makes a whole number of base counts. */
START_TEST(lcu_divisors)
{
    /* per second: 25, 5, 1 and 1/4 new connections, 1000 rules; per minute: 3000 and 1500 active; bytes of 1 GB; NLCU
     */
    static const int64_t per_hour[] = {25 * 3600, 5 * 3600,         3600,       900,        1000 * 3600, 3000 * 60,
                                       1500 * 60, (int64_t)1 << 30, 800 * 3600, 400 * 3600, 50 * 3600,   100000 * 60,
                                       50000 * 60};
    for (size_t i = 0; i < sizeof per_hour / sizeof per_hour[0]; i++)
        ck_assert_msg(COST_LCU_HOUR_ONE % per_hour[i] == 0, "row %zu", i);
}
END_TEST

/* Every distinct unit of the price facts, November 2025, and those that the book adds. */
START_TEST(units_of_the_price_book)
{
    static const char *const units[] = {
        "100k-events",
        "100k-notifications",
        "10k-interactions",
        "10k-requests",
        "1M-ECPU",
        "1M-change-records",
        "1M-events",
        "1M-invocations",
        "1M-lines",
        "1M-messages",
        "1M-minutes",
        "1M-notifications",
        "1M-observations",
        "1M-queries",
        "1M-reads",
        "1M-requests",
        "1M-responses",
        "1M-traces",
        "1k-attempts",
        "1k-metrics",
        "1k-objects-month",
        "1k-requests",
        "1k-transitions",
        "1k-units",
        "1k-updates",
        "ACU-hour",
        "DSU-hour",
        "GB",
        "GB-hour",
        "GB-month",
        "GB-per-month",
        "GB-second",
        "GB-second-per-month",
        "GLCU-hour",
        "IOPS-month",
        "LCU-hour",
        "MBps-month",
        "MiBps-month",
        "NLCU-hour",
        "acl-month",
        "alarm-metric",
        "alarm-month",
        "app-month",
        "certificate",
        "certificate-month",
        "dashboard",
        "dashboard-month",
        "event",
        "health-check",
        "hour",
        "invocation-per-month",
        "key-month",
        "metric",
        "metric-month",
        "minute",
        "month",
        "parameter",
        "parameter-month",
        "path",
        "pct-of-provisioned",
        "request",
        "request-per-month",
        "resource-month",
        "rule-month",
        "run",
        "secret-month",
        "trace-per-month",
        "transition-per-month",
        "vCPU-hour",
        "vCPU-month",
        "zone-month",
        "USD",
        "check-month",
        "feature-month",
    };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        cost_wide_t one;
        ck_assert_msg(cost_unit_one(&one, units[i], MONTH), "%s", units[i]);
    }
}
END_TEST

/* Each thing, alone, times an hour and in millions, is a unit, and usage in it reads back. */
START_TEST(things_read_back)
{
    size_t i = 0;
    for (; cost_unit_thing(i); i++) {
        const char *const thing = cost_unit_thing(i);
        char timed[64], millions[64], usage[64], why[COST_AMOUNT_WHY_SIZE] = "";
        (void)snprintf(timed, sizeof timed, "%s-hour", thing);
        (void)snprintf(millions, sizeof millions, "1M-%s", thing);
        (void)snprintf(usage, sizeof usage, "3 %s", thing);
        cost_unit_t unit;
        cost_wide_t one, hour, million, three;
        ck_assert_msg(cost_unit_parse(&unit, thing) && strcmp(unit.noun, thing) == 0, "%s", thing);
        ck_assert(cost_unit_one(&one, thing, MONTH) && cost_unit_one(&hour, timed, MONTH));
        ck_assert(cost_unit_one(&million, millions, MONTH));
        expect_wide(hour, one * 3600, timed);
        expect_wide(million, one * 1000000, millions);
        ck_assert_msg(cost_unit_parse_usage(&three, usage, millions, MONTH, why), "%s: %s", usage, why);
        expect_wide(three, one * 3, usage);
    }
    ck_assert_uint_gt(i, 50);
}
END_TEST

START_TEST(unknown)
{
    static const char *const wrong[] = {"",
                                        "-",
                                        "hourly",
                                        "GiB",
                                        "gb-month",
                                        "5M-requests",
                                        "1M-",
                                        "GB-fortnight",
                                        "vCPU-",
                                        "-hour",
                                        "vCPU--hour",
                                        "1M-1M-requests",
                                        "requests-per-hour",
                                        "widget",
                                        "widget-hour",
                                        "-per-month",
                                        " hour",
                                        "GB-hour-month"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cost_unit_t unit;
        cost_wide_t one;
        ck_assert_msg(!cost_unit_parse(&unit, wrong[i]), "%s", wrong[i]);
        ck_assert_msg(!cost_unit_one(&one, wrong[i], MONTH), "%s", wrong[i]);
    }
}
END_TEST

START_TEST(overflow_is_an_answer)
{
    cost_wide_t one = 7;
    ck_assert(cost_unit_one(&one, "1M-vCPU-month", INT64_MAX)); /* 1e12 x 9.2e18 */
    ck_assert(!cost_unit_one(&one, "1M-TB-month", INT64_MAX));  /* 1.1e24 x 9.2e18 */
    char why[COST_AMOUNT_WHY_SIZE];
    ck_assert(!cost_unit_parse_usage(&one, "99999999999999999999999999", "GB-month", MONTH, why));
    ck_assert_str_eq(why, "\"99999999999999999999999999\" is too large");
}
END_TEST

START_TEST(plain)
{
    static const struct {
        const char *unit, *plain;
        cost_wide_t one, multiplier;
    } rows[] = {
        {"1M-requests", "requests", 1000000, 1000000},
        {"10k-requests", "requests", 1000000, 10000},
        {"1k-objects-month", "objects-month", 1000000 * (cost_wide_t)MONTH, 1000},
        {"1M-minutes", "minutes", 60000000, 1000000},
        {"GB-month", "GB-month", 1073741824000000 * (cost_wide_t)MONTH, 1},
        {"hour", "hour", 3600000000, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[32];
        cost_wide_t one;
        ck_assert_str_eq(cost_unit_plain(rows[i].unit, text, sizeof text), rows[i].plain);
        ck_assert(cost_unit_one(&one, text, MONTH));
        expect_wide(one, rows[i].one, text);
        expect_wide(cost_unit_multiplier(rows[i].unit), rows[i].multiplier, rows[i].unit);
        ck_assert(cost_unit_one(&one, rows[i].unit, MONTH));
        expect_wide(one, rows[i].one * rows[i].multiplier, rows[i].unit);
    }
}
END_TEST

/* What the pages show can be written. */
START_TEST(examples)
{
    static const struct {
        const char *unit, *example;
        cost_wide_t base;
    } rows[] = {
        {"1M-requests", "100 requests", 100000000},
        {"GB-month", "100 GB", 107374182400000000 * (cost_wide_t)MONTH},
        {"GB-hour", "100 GB-hours", 107374182400000000 * (cost_wide_t)3600},
        {"hour", "100 hours", 360000000000},
        {"nonsense", "", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[32], why[COST_AMOUNT_WHY_SIZE];
        cost_wide_t base = 0;
        ck_assert_str_eq(cost_unit_example(rows[i].unit, text, sizeof text), rows[i].example);
        ck_assert_int_eq(cost_unit_parse_usage(&base, text, rows[i].unit, MONTH, why), rows[i].base != 0);
        expect_wide(base, rows[i].base, rows[i].unit);
    }
}
END_TEST

START_TEST(usage)
{
    const struct {
        const char *text, *unit;
        cost_wide_t want;
    } rows[] = {
        {"4 TB", "GB", 4096 * GB},
        {"100 GB", "GB", 100 * GB},
        {"100", "GB", 100 * GB},
        {"512 MiB", "GB", GB / 2},
        {"512B", "GB", 512 * MICRO},
        {"5M GB", "GB", 5000000 * GB},
        {"100 GB", "GB-month", 100 * GB * MONTH},
        {"100 GB-month", "GB-month", 100 * GB * MONTH},
        {"100 GB-months", "GB-month", 100 * GB * MONTH},
        {"0.5 TB-month", "GB-month", 512 * GB * MONTH},
        {"0.5 TiB-month", "GB-month", 512 * GB * MONTH},
        {"72000 GB-hours", "GB-month", 100 * GB * MONTH}, /* 100 GB for 720 h */
        {"100", "GB-month", 100 * GB * MONTH},
        {"400k GB-seconds", "GB-second", 400000 * GB},
        {"1460", "vCPU-hour", 1460 * 3600 * MICRO},
        {"1460 vCPU-hours", "vCPU-hour", 1460 * 3600 * MICRO},
        {"1460 vcpu-hours", "vCPU-hour", 1460 * 3600 * MICRO},
        {"60 vCPU-minutes", "vCPU-hour", 3600 * MICRO},
        {"730", "hour", 730 * 3600 * MICRO},
        {"730 h", "hour", 730 * 3600 * MICRO},
        {"730 hours", "hour", 730 * 3600 * MICRO},
        {"2 days", "hour", 172800 * MICRO},
        {"1 month", "hour", MONTH * MICRO},
        {"5M minutes", "1M-minutes", 5000000 * 60 * MICRO},
        {"5M", "1M-minutes", 5000000 * 60 * MICRO},
        {"1", "month", MONTH * MICRO},
        {"5M requests", "1M-requests", 5000000 * MICRO},
        {"5M", "1M-requests", 5000000 * MICRO},
        {"5B", "10k-requests", 5000000000 * MICRO},
        {"1 request", "10k-requests", MICRO},
        {"0", "1M-requests", 0},
        {"-0", "1M-requests", 0},
        {"3 alarms", "alarm-month", 3 * MICRO * MONTH},
        {"3", "alarm-month", 3 * MICRO * MONTH},
        {"3 alarm-months", "alarm-month", 3 * MICRO * MONTH},
        {"250 MBps", "MBps-month", 250 * (MICRO << 20) * MONTH},
        {"250 MiBps", "MBps-month", 250 * (MICRO << 20) * MONTH},
        {"250 MiB/s", "MBps-month", 250 * (MICRO << 20) * MONTH},
        {"1.08", "LCU-hour", COST_LCU_HOUR_ONE / 100 * 108},
        {"100 LCU-hours", "LCU-hour", COST_LCU_HOUR_ONE * 100},
        {"$400", "USD", (cost_wide_t)400000000000},
        {"400 USD", "USD", (cost_wide_t)400000000000},
        {"2 certificates", "certificate", 2 * MICRO},
        {"  7 runs ", "run", 7 * MICRO},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cost_wide_t got = -1;
        char why[COST_AMOUNT_WHY_SIZE] = "";
        ck_assert_msg(cost_unit_parse_usage(&got, rows[i].text, rows[i].unit, MONTH, why), "%s of %s: %s", rows[i].text,
                      rows[i].unit, why);
        expect_wide(got, rows[i].want, rows[i].text);
    }
}
END_TEST

START_TEST(wrong_usage)
{
    static const struct {
        const char *text, *unit, *why;
    } rows[] = {
        {"4 ms", "GB-month", "\"4 ms\" is a time; GB-months such as 100 GB are expected"},
        {"4 ms", "GB", "\"4 ms\" is a time; GB such as 100 GB are expected"},
        {"70%", "1M-requests", "\"70%\" is a percentage; requests such as 100 requests are expected"},
        {"100 GB", "GB-hour", "\"100 GB\" is a number of bytes; GB-hours such as 100 GB-hours are expected"},
        {"100 GB-months", "GB", "\"100 GB-months\" counts GB-months; GB such as 100 GB are expected"},
        {"5 GB", "hour", "\"5 GB\" is a number of bytes; hours such as 100 hours are expected"},
        {"5 requests", "alarm-month", "\"5 requests\" counts requests; alarm-months such as 100 alarms are expected"},
        {"2 vCPU", "vCPU-hour", "\"2 vCPU\" is a number of vCPUs; vCPU-hours such as 100 vCPU-hours are expected"},
        {"5 GiBs", "GB", "unit \"GiBs\" is not known; did you mean GiB?"},
        {"5 reqeusts", "10k-requests", "unit \"reqeusts\" is not known; did you mean requests?"},
        {"5 vCPU-huors", "vCPU-hour", "unit \"vCPU-huors\" is not known; did you mean vCPU-hours?"},
        {"5 widgets", "key-month", "unit \"widgets\" is not known; key-months such as 100 keys are expected"},
        {"-4 GB", "GB", "\"-4 GB\" is negative; GB such as 100 GB are expected"},
        {"4 GB/month", "GB", "\"4 GB/month\" is a rate; usage is stated for a month, without \"/month\""},
        {"1 to 2 GB", "GB", "\"1 to 2 GB\" is a range; one quantity is expected"},
        {"", "GB", "nothing is written; GB such as 100 GB are expected"},
        {"lots", "GB", "\"lots\" is not a number; GB such as 100 GB are expected"},
        {"1e3", "GB", "\"1e3\" has an exponent; digits written out, such as 1000, are expected"},
        {"0.0000001", "request", "\"0.0000001\" has more decimals than can be counted exactly"},
        {"5", "widget", "unit \"widget\" is not known"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cost_wide_t got = 7;
        char why[COST_AMOUNT_WHY_SIZE] = "(read)";
        ck_assert(!cost_unit_parse_usage(&got, rows[i].text, rows[i].unit, MONTH, why));
        ck_assert_str_eq(why, rows[i].why);
        expect_wide(got, 7, rows[i].text);
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("unit",
                      (const TTest *const[]){ones, lcu_divisors, units_of_the_price_book, things_read_back, unknown,
                                             overflow_is_an_answer, plain, examples, usage, wrong_usage, NULL});
}

UNIT_MAIN(suite)
