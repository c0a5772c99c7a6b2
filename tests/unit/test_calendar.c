#include <string.h>

#include "libcost/demand/calendar.h"
#include "unit.h"

START_TEST(days_and_back)
{
    int64_t days = cost_days_from_civil(1, 1, 1);
    int32_t weekday = cost_weekday(days);
    ck_assert_int_eq(weekday, 1); /* a Monday, proleptic Gregorian */
    for (int32_t year = 1; year <= 2400; year++) {
        for (int32_t month = 1; month <= 12; month++) {
            for (int32_t day = 1; day <= cost_month_days(year, month); day++, days++, weekday = (weekday + 1) % 7) {
                int32_t y, m, d;
                cost_civil_from_days(days, &y, &m, &d);
                if (y != year || m != month || d != day || cost_days_from_civil(year, month, day) != days ||
                    cost_weekday(days) != weekday)
                    ck_abort_msg("%d-%d-%d", year, month, day);
            }
        }
    }
}
END_TEST

START_TEST(known_days)
{
    ck_assert_int_eq(cost_days_from_civil(1970, 1, 1), 0);
    ck_assert_int_eq(cost_days_from_civil(2000, 3, 1), 11017);
    ck_assert_int_eq(cost_days_from_civil(1969, 12, 31), -1);
    ck_assert_int_eq(cost_days_from_civil(0, 3, 1), -719468);
    ck_assert_int_eq(cost_weekday(cost_days_from_civil(2001, 1, 1)), 1);
    ck_assert_int_eq(cost_weekday(cost_days_from_civil(2026, 11, 22)), 0);
    ck_assert(cost_leap_year(2000) && cost_leap_year(2028) && !cost_leap_year(1900) && !cost_leap_year(2026));
}
END_TEST

START_TEST(any_number_is_a_time)
{
    static const int64_t odd[] = {INT64_MIN, INT64_MIN + 1, -1, 0, 86399, 86400, INT64_MAX - 1, INT64_MAX};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        char text[COST_CIVIL_TEXT_SIZE];
        cost_civil_t civil = cost_civil_from_seconds(odd[i]);
        ck_assert(civil.hour >= 0 && civil.hour < 24 && civil.minute >= 0 && civil.second >= 0);
        ck_assert_uint_lt(strlen(cost_civil_text(odd[i], text)), sizeof text);
    }
    for (int64_t seconds = -100000; seconds < 100000; seconds += 997) {
        cost_civil_t civil = cost_civil_from_seconds(seconds);
        ck_assert_int_eq(cost_seconds_from_civil(&civil), seconds);
    }
}
END_TEST

typedef struct {
    const char *text;
    const char *utc; /* NULL: refused */
    bool zoned;
} time_case_t;
static const time_case_t times[] = {
    {"2025-11-28", "2025-11-28T00:00:00Z", false},
    {"2025-11-28T14:00", "2025-11-28T14:00:00Z", false},
    {"2025-11-28T14:00:30", "2025-11-28T14:00:30Z", false},
    {"2025-11-28T14:00Z", "2025-11-28T14:00:00Z", true},
    {"2025-11-28T14:00:30Z", "2025-11-28T14:00:30Z", true},
    {"2025-11-28T14:00+02:00", "2025-11-28T12:00:00Z", true},
    {"2025-12-31T23:00:00-05:30", "2026-01-01T04:30:00Z", true},
    {"2028-02-29T00:00", "2028-02-29T00:00:00Z", false},
    {"2026-02-29", NULL, false},
    {"2025-11-31", NULL, false},
    {"2025-13-01", NULL, false},
    {"2025-00-01", NULL, false},
    {"2025-1-01", NULL, false},
    {"25-11-28", NULL, false},
    {"2025-11-28Z", NULL, false},
    {"2025-11-28T", NULL, false},
    {"2025-11-28T14", NULL, false},
    {"2025-11-28T24:00", NULL, false},
    {"2025-11-28T14:60", NULL, false},
    {"2025-11-28T14:00:60", NULL, false},
    {"2025-11-28 14:00", NULL, false},
    {"2025-11-28T14:00+0200", NULL, false},
    {"2025-11-28T14:00+24:00", NULL, false},
    {"2025-11-28T14:00Zx", NULL, false},
    {"2025-11-28x", NULL, false},
    {"", NULL, false},
};

START_TEST(reads_times)
{
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        int64_t seconds = 0;
        bool zoned = false;
        char text[COST_CIVIL_TEXT_SIZE];
        bool read = cost_civil_parse(times[i].text, &seconds, &zoned);
        ck_assert_msg(read == (times[i].utc != NULL), "\"%s\"", times[i].text);
        if (!read)
            continue;
        ck_assert_str_eq(cost_civil_text(seconds, text), times[i].utc);
        ck_assert_int_eq(zoned, times[i].zoned);
    }
}
END_TEST

typedef struct {
    const char *text;
    int32_t count;
    const char *first, *last; /* names of months */
    int64_t hours;            /* of the last one */
} period_case_t;
static const period_case_t periods[] = {
    {"2026-02", 1, "2026-02", "2026-02", 672}, /* vectors.jsonl, hours-2026-02 */
    {"2026-11", 1, "2026-11", "2026-11", 720}, /* vectors.jsonl, hours-2026-11 */
    {"2026-12", 1, "2026-12", "2026-12", 744}, /* vectors.jsonl, hours-2026-12 */
    {"2028-02", 1, "2028-02", "2028-02", 696},
    {"2025-11..2026-10", 12, "2025-11", "2026-10", 744},
    {"2025-11..2025-11", 1, "2025-11", "2025-11", 720},
    {"2020-01..2029-12", 120, "2020-01", "2029-12", 744},
    {"730h", 1, "730h", "730h", 730},
    {"1h", 1, "1h", "1h", 1},
    {"87600h", 1, "87600h", "87600h", 87600},
};

START_TEST(reads_periods)
{
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        const period_case_t *row = &periods[i];
        cost_period_t period;
        char why[COST_PERIOD_WHY_SIZE], name[COST_CIVIL_TEXT_SIZE];
        int64_t start, seconds;
        ck_assert_msg(cost_period_parse(&period, row->text, why), "%s: %s", row->text, why);
        ck_assert_int_eq(period.month_count, row->count);
        ck_assert_str_eq(cost_period_month_name(&period, 0, name), row->first);
        ck_assert_str_eq(cost_period_month_name(&period, row->count - 1, name), row->last);
        cost_period_month(&period, row->count - 1, &start, &seconds);
        ck_assert_int_eq(seconds, row->hours * 3600);
    }
}
END_TEST

START_TEST(months_touch)
{
    cost_period_t period;
    char why[COST_PERIOD_WHY_SIZE], text[COST_CIVIL_TEXT_SIZE];
    int64_t start, seconds, next;
    ck_assert(cost_period_parse(&period, "2023-11..2026-10", why));
    cost_period_month(&period, 0, &start, &seconds);
    ck_assert_str_eq(cost_civil_text(start, text), "2023-11-01T00:00:00Z");
    for (int32_t i = 1; i < period.month_count; i++) {
        next = start + seconds;
        cost_period_month(&period, i, &start, &seconds);
        ck_assert_int_eq(start, next);
    }
    ck_assert_str_eq(cost_civil_text(start + seconds, text), "2026-11-01T00:00:00Z");
    ck_assert(cost_period_parse(&period, "730h", why));
    cost_period_month(&period, 0, &start, &seconds);
    ck_assert_str_eq(cost_civil_text(start, text), "2001-01-01T00:00:00Z");
}
END_TEST

static const char *const wrong_periods[][2] = {
    {"2025-13", "\"2025-13\" is not a period; write a month (2025-11), months (2025-11..2026-10) or hours (730h)"},
    {"2026-10..2025-11", "\"2026-10..2025-11\" ends before it begins; write the earlier month first"},
    {"2020-01..2030-01", "\"2020-01..2030-01\" is longer than 120 months"},
    {"0h", "\"0h\" is outside 1h to 87600h"},
    {"87601h", "\"87601h\" is outside 1h to 87600h"},
    {"99999999999999999999999h", "\"99999999999999999999999h\" is outside 1h to 87600h"},
    {"2025", "\"2025\" is not a period; write a month (2025-11), months (2025-11..2026-10) or hours (730h)"},
    {"h", "\"h\" is not a period; write a month (2025-11), months (2025-11..2026-10) or hours (730h)"},
    {"", "\"\" is not a period; write a month (2025-11), months (2025-11..2026-10) or hours (730h)"},
    {"2025-11..", "\"2025-11..\" is not a period; write a month (2025-11), months (2025-11..2026-10) or hours (730h)"},
    {"1969-12", "\"1969-12\" is not a period; write a month (2025-11), months (2025-11..2026-10) or hours (730h)"},
    {"2025-11-01 to the end of the year or of the next",
     "\"2025-11-01 to the end of the year or of th...\" is not a period; write a month (2025-11), months "
     "(2025-11..2026-10) or hours (730h)"},
};

START_TEST(refuses_periods)
{
    for (size_t i = 0; i < sizeof wrong_periods / sizeof *wrong_periods; i++) {
        cost_period_t period;
        char why[COST_PERIOD_WHY_SIZE];
        ck_assert_msg(!cost_period_parse(&period, wrong_periods[i][0], why), "%s", wrong_periods[i][0]);
        ck_assert_str_eq(why, wrong_periods[i][1]);
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("calendar", (const TTest *const[]){days_and_back, known_days, any_number_is_a_time, reads_times,
                                                         reads_periods, months_touch, refuses_periods, NULL});
}

UNIT_MAIN(suite)
