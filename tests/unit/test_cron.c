/* Schedules: the grammar, the fires, the windows. */
#include <stdio.h>
#include <string.h>

#include "libcost/demand/calendar.h"
#include "libcost/demand/cron.h"
#include "unit.h"

enum { FIRES_MAX = 6, WINDOWS_MAX = 64 };

static int64_t at(const char *text)
{
    int64_t seconds = 0;
    bool zoned;
    ck_assert_msg(cost_civil_parse(text, &seconds, &zoned), "%s", text);
    return seconds;
}

static const cost_zone_t *zone_named(cost_arena_t *arena, const char *name)
{
    const cost_zone_t *zone;
    char why[COST_ZONE_WHY_SIZE];
    ck_assert_msg(cost_zone_load_embedded(&zone, arena, name, why) == COST_OK, "%s", why);
    return zone;
}

static const cost_cron_t *parse(cost_arena_t *arena, const char *text)
{
    const cost_cron_t *cron;
    char why[COST_CRON_WHY_SIZE], hint[COST_CRON_HINT_SIZE];
    ck_assert_msg(cost_cron_parse(&cron, arena, text, COST_DIALECT_EVENTBRIDGE, why, hint), "%s: %s", text, why);
    return cron;
}

typedef struct {
    const char *text;
    bool valid;
} valid_case_t;
static const valid_case_t valid[] = {
    /* vectors.jsonl, cron-valid-* */
    {"cron(0 18 * * MON-FRI)", false},      /* cron-valid-0 */
    {"cron(0 18 * * MON-FRI *)", false},    /* cron-valid-1 */
    {"cron(0 18 ? * MON-FRI *)", true},     /* cron-valid-2 */
    {"cron(0/15 * * * ? *)", true},         /* cron-valid-4 */
    {"cron(15 10 ? * 6L 2019-2022)", true}, /* cron-valid-5 */
    {"cron(0 12 3W * ? *)", true},          /* cron-valid-6 */
    {"cron(0 9 ? * 3#1,6#3 *)", false},     /* cron-valid-8 */
    {"cron(60 9 * * ? *)", false},          /* cron-valid-9 */
    {"cron(0 9 ? * ? *)", false},           /* cron-valid-10 */
    {"cron(0 0 L * ? *)", true},            /* cron-valid-12 */
    {"cron(5,35 14 * * ? *)", true},        /* cron-valid-13 */
    {"cron(0 0 1 1 ? 2200)", false},        /* cron-valid-14 */
    {"rate(1 hours)", false},               /* cron-valid-16 */
    {"rate(5 hour)", false},                /* cron-valid-17 */
    {"rate(1 hour)", true},                 /* cron-valid-18 */
    {"rate(0 minutes)", false},             /* cron-valid-20 */
    /* ours */
    {"cron(0 20-2 ? * FRI-MON *)", true},
    {"cron(0 0 1W,LW,15,L * ? *)", true},
    {"cron(0 0 ? * L *)", true},
    {"cron(0 0 ? jan,Feb-dec mon#1 1970-2199)", true},
    {"cron(0 0 lw,3w * ? *)", true},
    {"cron(0 0 ? * fril *)", true},
    {"cron( 0  0 ? * FRIL 2026/2 )", true},
    {"cron(0-30/10,45 */6 1/2 NOV-FEB ? *)", true},
    {"cron(00 08 ? * MON-FRI *)", true},
    {"rate(1 minute)", true},
    {"rate(999999999 days)", true},
    {"at(2025-11-28T14:00:00)", true},
};

START_TEST(validity)
{
    cost_arena_t *arena = cost_arena_create();
    for (size_t i = 0; i < sizeof valid / sizeof *valid; i++) {
        const cost_cron_t *cron;
        char why[COST_CRON_WHY_SIZE], hint[COST_CRON_HINT_SIZE];
        bool parsed = cost_cron_parse(&cron, arena, valid[i].text, COST_DIALECT_EVENTBRIDGE, why, hint);
        ck_assert_msg(parsed == valid[i].valid, "%s: %s", valid[i].text, why);
        ck_assert(parsed == (cron != NULL) && parsed == (why[0] == '\0'));
    }
    cost_arena_destroy(arena);
}
END_TEST

static const char *const wrong[][2] = {
    {"cron(0 18 * * MON-FRI)", "five fields; six are required: cron(0 18 ? * MON-FRI *)"},
    {"cron(0 18 * * 1-5)", "five fields; six are required: cron(0 18 ? * MON-FRI *)"},
    {"cron(0 18 * * 0,6,7)", "five fields; six are required: cron(0 18 ? * SUN,SAT,SUN *)"},
    {"cron(0 18 ? * 2-6)", "five fields; six are required: cron(0 18 ? * 2-6 *)"},
    {"cron(*/5 * * * *)", "five fields; six are required: cron(*/5 * * * ? *)"},
    {"cron(0 0 1 * *)", "five fields; six are required: cron(0 0 1 * ? *)"},
    {"cron(0 0 1 * MON)", "five fields; six are required"},
    {"cron(0 0 18 ? * MON-FRI *)", "seven fields; six are required: cron(0 18 ? * MON-FRI *)"},
    {"cron(30 0 18 ? * MON-FRI *)", "seven fields; six are required"},
    {"cron()", "no fields; six are required"},
    {"cron(1)", "one field; six are required"},
    {"cron(1 2 3 4 5 6 7 8 9 10 11)", "11 fields; six are required"},
    {"cron(0 18 * * MON-FRI *)",
     "day-of-week is set, so day-of-month must be ? instead of *: cron(0 18 ? * MON-FRI *)"},
    {"cron(0 18 1 * * *)", "day-of-month is set, so day-of-week must be ? instead of *: cron(0 18 1 * ? *)"},
    {"cron(0 18 * * * *)", "day-of-month and day-of-week are both *, one of them must be ?: cron(0 18 * * ? *)"},
    {"cron(0 9 ? * ? *)", "day-of-month and day-of-week are both ?, one of them must be set: cron(0 9 * * ? *)"},
    {"cron(0 9 1 * MON *)", "day-of-month and day-of-week are both set, one of them must be ?"},
    {"cron(0 9 ? * 0 *)", "day-of-week: \"0\" is no weekday here, Sunday is 1 or SUN: cron(0 9 ? * SUN *)"},
    {"cron(0 9 ? * 0-4 *)", "day-of-week: \"0\" is no weekday here, Sunday is 1 or SUN: cron(0 9 ? * SUN-THU *)"},
    {"cron(0 9 ? * 8 *)", "day-of-week: \"8\" is not 1-7 or SUN-SAT"},
    {"cron(0 9 ? * Monday *)", "day-of-week: \"Monday\" is not 1-7 or SUN-SAT"},
    {"cron(0 9 ? * 3#1,6#3 *)", "day-of-week: \"3#1,6#3\" holds more than one expression, # allows only one"},
    {"cron(0 9 ? * 3#6 *)", "day-of-week: \"6\" is not a week of 1 to 5 behind #"},
    {"cron(60 9 * * ? *)", "minutes: \"60\" is not 0-59"},
    {"cron(? 9 * * ? *)", "minutes: \"?\" is not 0-59"},
    {"cron(0 24 * * ? *)", "hours: \"24\" is not 0-23"},
    {"cron(0 9, * * ? *)", "hours: \"\" is not 0-23"},
    {"cron(0 1--2 * * ? *)", "hours: \"-2\" is not 0-23"},
    {"cron(0 9 32 * ? *)", "day-of-month: \"32\" is not 1-31"},
    {"cron(0 9 0W * ? *)", "day-of-month: \"0\" is not 1-31"},
    {"cron(0 9 1-5W * ? *)", "day-of-month: \"1-5W\" has a W that follows something else than one day, as in 15W"},
    {"cron(0 9 L-3 * ? *)", "day-of-month: \"L\" is not 1-31"},
    {"cron(0 9 ?,1 * ? *)", "day-of-month: \"?\" is not 1-31"},
    {"cron(0 9 1 0 ? *)", "month: \"0\" is not 1-12 or JAN-DEC"},
    {"cron(0 9 1 JANUARY ? *)", "month: \"JANUARY\" is not 1-12 or JAN-DEC"},
    {"cron(0 0 1 1 ? 2200)", "year: \"2200\" is not 1970-2199"},
    {"cron(0 0 1 1 ? 2022-2019)", "year: \"2022-2019\" runs backwards"},
    {"cron(0/0 * * * ? *)", "minutes: \"0\" is not a step of 1 to 59"},
    {"cron(0/60 * * * ? *)", "minutes: \"60\" is not a step of 1 to 59"},
    {"cron(0/x * * * ? *)", "minutes: \"x\" is not a step of 1 to 59"},
    {"cron(0/99999999999 * * * ? *)", "minutes: \"99999999999\" is not a step of 1 to 59"},
    {"0 18 ? * MON-FRI *",
     "schedule: \"0 18 ? * MON-FRI *\" is not cron(...), rate(...) or at(...): cron(0 18 ? * MON-FRI *)"},
    {"0 18 * * 1-5", "schedule: \"0 18 * * 1-5\" is not cron(...), rate(...) or at(...): cron(0 18 ? * MON-FRI *)"},
    {"cron(0 18 ? * MON-FRI *", "schedule: \"cron(0 18 ? * MON-FRI *\" is not cron(...), rate(...) or at(...)"},
    {"cron(0 18 ? * MON-FRI *) ", "schedule: \"cron(0 18 ? * MON-FRI *) \" is not cron(...), rate(...) or at(...)"},
    {"daily", "schedule: \"daily\" is not cron(...), rate(...) or at(...)"},
    {"", "schedule: \"\" is not cron(...), rate(...) or at(...)"},
    {"rate(1 hours)", "rate: \"hours\" must be singular: rate(1 hour)"},
    {"rate(5 hour)", "rate: \"hour\" must be plural: rate(5 hours)"},
    {"rate(5 Mins)", "rate: \"Mins\" is not minutes, hours or days: rate(5 minutes)"},
    {"rate(0 minutes)", "rate: \"0\" is not a whole number from 1 on"},
    {"rate(-1 minutes)", "rate: \"-1\" is not a whole number from 1 on"},
    {"rate(1.5 hours)", "rate: \"1.5\" is not a whole number from 1 on"},
    {"rate(9999999999 days)", "rate: \"9999999999\" is not a whole number from 1 on"},
    {"rate(30 seconds)", "rate: \"seconds\" is not minutes, hours or days"},
    {"rate(2 months)", "rate: \"months\" is not minutes, hours or days"},
    {"rate(hour)", "one field; rate takes a number and a unit, as rate(5 minutes)"},
    {"at(2025-11-28T14:00)", "at: \"2025-11-28T14:00\" is not a local time such as 2025-11-28T14:00:00: "
                             "at(2025-11-28T14:00:00)"},
    {"at(2025-11-28 14:00)", "at: \"2025-11-28\" is not a local time such as 2025-11-28T14:00:00: "
                             "at(2025-11-28T14:00:00)"},
    {"at(2025-11-28T14:00:00Z)", "at: \"2025-11-28T14:00:00Z\" is not a local time such as 2025-11-28T14:00:00"},
    {"at(2025-02-29T14:00:00)", "at: \"2025-02-29T14:00:00\" is not a local time such as 2025-11-28T14:00:00"},
    {"at()", "at: \"\" is not a local time such as 2025-11-28T14:00:00"},
};

START_TEST(refusals)
{
    cost_arena_t *arena = cost_arena_create();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const cost_cron_t *cron;
        char why[COST_CRON_WHY_SIZE], hint[COST_CRON_HINT_SIZE];
        ck_assert_msg(!cost_cron_parse(&cron, arena, wrong[i][0], COST_DIALECT_EVENTBRIDGE, why, hint), "%s",
                      wrong[i][0]);
        ck_assert_str_eq(why, wrong[i][1]);
        ck_assert_ptr_null(cron);
    }
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(long_and_odd_texts)
{
    cost_arena_t *arena = cost_arena_create();
    char text[600], why[COST_CRON_WHY_SIZE], hint[COST_CRON_HINT_SIZE];
    const cost_cron_t *cron;
    for (size_t length = 0; length < sizeof text - 1; length++) {
        memset(text, "0#/,-*? \x01\xff"[length % 10], length);
        text[length] = '\0';
        ck_assert(!cost_cron_parse(&cron, arena, text, COST_DIALECT_EVENTBRIDGE, why, hint));
        if (length > 8) {
            memcpy(text, "cron(", 5);
            text[length - 1] = ')';
            ck_assert(!cost_cron_parse(&cron, arena, text, COST_DIALECT_EVENTBRIDGE, why, hint));
        }
    }
    ck_assert_str_eq(why, "longer than 256 characters");
    /* A repair that would grow over the limit is none. */
    memset(text, ' ', sizeof text);
    memcpy(text, "cron(0 18 * * 1", 15);
    for (size_t i = 15; i < 255; i += 2)
        memcpy(text + i, ",1", 2);
    memcpy(text + 255, ")", 2);
    ck_assert(!cost_cron_parse(&cron, arena, text, COST_DIALECT_EVENTBRIDGE, why, hint));
    ck_assert_str_eq(why, "five fields; six are required");
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(application_auto_scaling)
{
    cost_arena_t *arena = cost_arena_create();
    const cost_cron_t *cron;
    char why[COST_CRON_WHY_SIZE], hint[COST_CRON_HINT_SIZE];
    ck_assert(cost_cron_parse(&cron, arena, "cron(30 6 * * 2 *)", COST_DIALECT_AAS, why, hint));
    ck_assert_str_eq(hint, "day-of-week 2 means MON: 1 is Sunday; names cannot be misread");
    ck_assert_int_eq(cost_cron_next(cron, zone_named(arena, "UTC"), at("2026-11-22"), 0), at("2026-11-23T06:30"));
    ck_assert(cost_cron_parse(&cron, arena, "cron(30 6 1 * * *)", COST_DIALECT_AAS, why, hint));
    ck_assert_int_eq(cost_cron_next(cron, zone_named(arena, "UTC"), at("2026-11-22"), 0), at("2026-12-01T06:30"));
    ck_assert(cost_cron_parse(&cron, arena, "cron(30 6 ? * MON *)", COST_DIALECT_AAS, why, hint));
    ck_assert(!cost_cron_parse(&cron, arena, "cron(30 6 * * * *)", COST_DIALECT_AAS, why, hint));
    ck_assert(!cost_cron_parse(&cron, arena, "cron(30 6 1 * MON *)", COST_DIALECT_AAS, why, hint));
    ck_assert(!cost_cron_parse(&cron, arena, "cron(0 18 * * MON-FRI)", COST_DIALECT_AAS, why, hint));
    ck_assert_str_eq(why, "five fields; six are required: cron(0 18 ? * MON-FRI *)");
    cost_arena_destroy(arena);
}
END_TEST

static const char *const hints[][2] = {
    {"cron(0 18 ? * 2-6 *)", "day-of-week 2-6 means MON-FRI: 1 is Sunday; names cannot be misread"},
    {"cron(0 18 ? * 2/2 *)", "day-of-week 2/2 means MON/2: 1 is Sunday; names cannot be misread"},
    {"cron(0 18 ? * 6L *)", "day-of-week 6L means FRIL: 1 is Sunday; check the number"},
    {"cron(0 18 ? * 3#2 *)", "day-of-week 3#2 means TUE#2: 1 is Sunday; check the number"},
    {"cron(0 18 ? * MON-FRI *)", ""},
    {"cron(0 18 ? * TUE#2 *)", ""},
    {"cron(0 18 ? * */2 *)", ""},
    {"cron(0 18 2 * ? *)", ""},
    {"rate(5 minutes)", ""},
};

START_TEST(numbers_of_weekdays_warn)
{
    cost_arena_t *arena = cost_arena_create();
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        const cost_cron_t *cron;
        char why[COST_CRON_WHY_SIZE], hint[COST_CRON_HINT_SIZE];
        ck_assert(cost_cron_parse(&cron, arena, hints[i][0], COST_DIALECT_EVENTBRIDGE, why, hint));
        ck_assert_str_eq(hint, hints[i][1]);
    }
    cost_arena_destroy(arena);
}
END_TEST

typedef struct {
    const char *text, *zone, *after;
    const char *next[FIRES_MAX]; /* "never" ends it as well */
} next_case_t;
static const next_case_t nexts[] = {
    /* vectors.jsonl, cron-* */
    {"cron(0 18 ? * MON-FRI *)", /* cron-weekday-stop */
     "UTC",
     "2026-11-20T18:00Z",
     {"2026-11-23T18:00Z", "2026-11-24T18:00Z", "2026-11-25T18:00Z"}},
    {"cron(0 8 ? * MON-FRI *)", /* cron-weekday-start */
     "UTC",
     "2026-11-22T00:00Z",
     {"2026-11-23T08:00Z", "2026-11-24T08:00Z", "2026-11-25T08:00Z"}},
    {"cron(0 0 L * ? *)", /* cron-lastday */
     "UTC",
     "2026-11-22T00:00Z",
     {"2026-11-30T00:00Z", "2026-12-31T00:00Z", "2027-01-31T00:00Z", "2027-02-28T00:00Z"}},
    {"cron(15 10 ? * 6L *)", /* cron-lastfri */
     "UTC",
     "2026-11-22T00:00Z",
     {"2026-11-27T10:15Z", "2026-12-25T10:15Z", "2027-01-29T10:15Z"}},
    {"cron(0 9 ? * 3#2 *)", /* cron-2ndtue */
     "UTC",
     "2026-11-22T00:00Z",
     {"2026-12-08T09:00Z", "2027-01-12T09:00Z", "2027-02-09T09:00Z"}},
    {"cron(0 12 1W * ? *)", /* cron-1W */
     "UTC",
     "2026-07-15T00:00Z",
     {"2026-08-03T12:00Z", "2026-09-01T12:00Z", "2026-10-01T12:00Z"}},
    {"cron(0 12 LW * ? *)", /* cron-LW */
     "UTC",
     "2026-01-15T00:00Z",
     {"2026-01-30T12:00Z", "2026-02-27T12:00Z", "2026-03-31T12:00Z"}},
    {"cron(0 0 29 2 ? *)", "UTC", "2026-11-22T00:00Z", {"2028-02-29T00:00Z", "2032-02-29T00:00Z"}}, /* cron-leap */
    {"cron(1/10 5 * * ? *)",                                                                        /* cron-step */
     "UTC",
     "2026-11-22T05:00Z",
     {"2026-11-22T05:01Z", "2026-11-22T05:11Z", "2026-11-22T05:21Z"}},
    {"cron(0 0 ? * 1 *)", "UTC", "2026-11-22T00:00Z", {"2026-11-29T00:00Z", "2026-12-06T00:00Z"}}, /* cron-sun1 */
    /* ours */
    {"cron(30 20-2 ? * *  *)",
     "UTC",
     "2026-11-22T20:45Z",
     {"2026-11-22T21:30Z", "2026-11-22T22:30Z", "2026-11-22T23:30Z", "2026-11-23T00:30Z", "2026-11-23T01:30Z",
      "2026-11-23T02:30Z"}},
    {"cron(0 9 ? * FRI-MON *)",
     "UTC",
     "2026-11-20T09:00Z",
     {"2026-11-21T09:00Z", "2026-11-22T09:00Z", "2026-11-23T09:00Z", "2026-11-27T09:00Z"}},
    {"cron(0 0 1 NOV-FEB ? *)",
     "UTC",
     "2026-11-22T00:00Z",
     {"2026-12-01T00:00Z", "2027-01-01T00:00Z", "2027-02-01T00:00Z", "2027-11-01T00:00Z"}},
    {"cron(0 22-3/2 * * ? *)",
     "UTC",
     "2026-11-22T12:00Z",
     {"2026-11-22T22:00Z", "2026-11-23T00:00Z", "2026-11-23T02:00Z", "2026-11-23T22:00Z"}},
    {"cron(0 12 15W * ? *)",
     "UTC",
     "2026-07-31T00:00Z", /* a Saturday goes back, a Sunday forward */
     {"2026-08-14T12:00Z", "2026-09-15T12:00Z", "2026-10-15T12:00Z", "2026-11-16T12:00Z"}},
    {"cron(0 12 31W * ? *)",
     "UTC",
     "2026-01-01T00:00Z", /* Saturday 2026-01-31, Sunday 2026-05-31 */
     {"2026-01-30T12:00Z", "2026-03-31T12:00Z", "2026-05-29T12:00Z", "2026-07-31T12:00Z"}},
    {"cron(0 0 ? * L *)", "UTC", "2026-11-22T00:00Z", {"2026-11-28T00:00Z", "2026-12-05T00:00Z"}},
    {"cron(0 0 ? * MON#5 *)", "UTC", "2026-11-22T00:00Z", {"2026-11-30T00:00Z", "2027-03-29T00:00Z"}},
    {"cron(0 0 15,L * ? *)", "UTC", "2026-11-22T00:00Z", {"2026-11-30T00:00Z", "2026-12-15T00:00Z"}},
    {"cron(59 23 31 12 ? 2199)", "UTC", "1969-01-01T00:00Z", {"2199-12-31T23:59Z", "never"}},
    {"cron(0 0 1 1 ? 1970)", "UTC", "1969-01-01T00:00Z", {"1970-01-01T00:00Z", "never"}},
    {"cron(0 0 31 2 ? *)", "UTC", "2026-11-22T00:00Z", {"never"}},
    {"cron(0 0 ? * * 2019-2022)", "UTC", "2026-11-22T00:00Z", {"never"}},
    {"cron(* * * * ? *)", "UTC", "2026-11-22T00:00:30Z", {"2026-11-22T00:01Z", "2026-11-22T00:02Z"}},
    {"at(2026-11-28T14:00:00)", "America/New_York", "2026-11-22T00:00Z", {"2026-11-28T19:00Z", "never"}},
    {"at(2026-03-08T02:30:00)", "America/New_York", "2026-01-01T00:00Z", {"never"}},
    {"at(2026-11-01T01:30:00)", "America/New_York", "2026-01-01T00:00Z", {"2026-11-01T05:30Z", "never"}},
    {"rate(12 hours)",
     "America/New_York",
     "2026-03-07T12:00Z", /* counts hours, whatever the clocks do */
     {"2026-03-08T00:00Z", "2026-03-08T12:00Z", "2026-03-09T00:00Z"}},
    {"rate(1 day)", "UTC", "1960-01-01T00:00Z", {"1970-01-01T00:00Z", "1970-01-02T00:00Z"}},
    /* local times */
    {"cron(0 8 ? * MON-FRI *)",
     "America/New_York",
     "2026-10-29T12:00Z",
     {"2026-10-30T12:00Z", "2026-11-02T13:00Z", "2026-11-03T13:00Z"}},
    {"cron(30 2 * * ? *)", "America/New_York", "2026-03-07T00:00Z", {"2026-03-07T07:30Z", "2026-03-09T06:30Z"}},
    {"cron(30 1 * * ? *)", "America/New_York", "2026-10-31T06:00Z", {"2026-11-01T05:30Z", "2026-11-02T06:30Z"}},
    {"cron(0/30 * * * ? *)",
     "America/New_York",
     "2026-11-01T05:00Z", /* once, at the first occurrence */
     {"2026-11-01T05:30Z", "2026-11-01T07:00Z", "2026-11-01T07:30Z"}},
    {"cron(0/15 * * * ? *)", "Australia/Lord_Howe", "2026-10-03T15:15Z", {"2026-10-03T15:30Z", "2026-10-03T15:45Z"}},
    {"cron(0 0 30 12 ? *)", "Pacific/Kiritimati", "2026-01-01T00:00Z", {"2026-12-29T10:00Z", "2027-12-29T10:00Z"}},
};

START_TEST(fires)
{
    for (size_t i = 0; i < sizeof nexts / sizeof *nexts; i++) {
        cost_arena_t *arena = cost_arena_create();
        const cost_cron_t *cron = parse(arena, nexts[i].text);
        const cost_zone_t *zone = zone_named(arena, nexts[i].zone);
        int64_t fire = at(nexts[i].after);
        for (int j = 0; j < FIRES_MAX && nexts[i].next[j]; j++) {
            char text[COST_CIVIL_TEXT_SIZE];
            bool never = strcmp(nexts[i].next[j], "never") == 0;
            fire = cost_cron_next(cron, zone, fire, 0);
            ck_assert_msg(fire == (never ? INT64_MAX : at(nexts[i].next[j])), "%s %s, fire %d: got %s", nexts[i].text,
                          nexts[i].zone, j + 1, cost_civil_text(fire, text));
        }
        cost_arena_destroy(arena);
    }
}
END_TEST

typedef struct {
    const char *text, *zone, *local_date, *utc; /* the fire on that date, or NULL */
} date_case_t;
/* vectors.jsonl, dst-* */
static const date_case_t dates[] = {
    {"cron(30 2 * * ? *)", "America/New_York", "2026-03-08", NULL},                     /* dst-gap */
    {"cron(0 8 ? * MON-FRI *)", "America/New_York", "2026-10-30", "2026-10-30T12:00Z"}, /* dst-before */
    {"cron(0 8 ? * MON-FRI *)", "America/New_York", "2026-11-02", "2026-11-02T13:00Z"}, /* dst-after */
    {"cron(30 2 * * ? *)", "Europe/Berlin", "2026-03-29", NULL},                        /* dst-berlin-gap */
};

START_TEST(fires_on_dates)
{
    cost_arena_t *arena = cost_arena_create();
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const cost_zone_t *zone = zone_named(arena, dates[i].zone);
        const cost_cron_t *cron = parse(arena, dates[i].text);
        int64_t begin, end, second;
        cost_zone_instants(zone, at(dates[i].local_date), &begin, &second);
        cost_zone_instants(zone, at(dates[i].local_date) + 86400, &end, &second);
        int64_t fire = cost_cron_next(cron, zone, begin - 1, 0);
        ck_assert_msg(dates[i].utc ? fire == at(dates[i].utc) : fire >= end, "%s", dates[i].local_date);
        ck_assert(cost_cron_next(cron, zone, dates[i].utc ? fire : begin, 0) >= end);
    }
    cost_arena_destroy(arena);
}
END_TEST

/* Whether `0/7 0-4` fires in the zone, decided minute by minute: a local minute counts where it first occurs. */
static bool fires_naively(const cost_zone_t *zone, int64_t t)
{
    int64_t local = t + cost_zone_offset(zone, t);
    cost_civil_t civil = cost_civil_from_seconds(local);
    if (civil.minute % 7 != 0 || civil.hour > 4 || civil.second != 0)
        return false;
    for (int64_t earlier = t - 60; earlier > t - 4 * 3600; earlier -= 60)
        if (earlier + cost_zone_offset(zone, earlier) == local)
            return false;
    return true;
}

START_TEST(equals_a_walk_through_every_minute)
{
    static const char *const zones[] = {"UTC",
                                        "America/New_York",
                                        "Europe/Berlin",
                                        "Australia/Lord_Howe",
                                        "Africa/Casablanca",
                                        "America/Scoresbysund",
                                        "Antarctica/Troll"};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        cost_arena_t *arena = cost_arena_create();
        const cost_zone_t *zone = zone_named(arena, zones[i]);
        const cost_cron_t *cron = parse(arena, "cron(0/7 0-4 * * ? *)");
        for (int64_t change = cost_zone_next_change(zone, at("2026-01-01")); change < at("2027-01-01");
             change = cost_zone_next_change(zone, change)) {
            int64_t fire = cost_cron_next(cron, zone, change - 40 * 3600, 0);
            for (int64_t t = change - 40 * 3600 + 60; t < change + 40 * 3600; t += 60) {
                ck_assert_msg(fires_naively(zone, t) == (fire == t), "%s at %lld", zones[i], (long long)t);
                if (fire == t)
                    fire = cost_cron_next(cron, zone, t, 0);
            }
        }
        cost_arena_destroy(arena);
    }
}
END_TEST

START_TEST(far_times_are_harmless)
{
    static const int64_t far[] = {INT64_MIN, INT64_MIN + 1, INT64_MAX - 1, INT64_MAX};
    static const char *const texts[] = {"cron(0 0 * * ? *)", "rate(999999999 days)", "at(9999-12-31T23:59:59)"};
    cost_arena_t *arena = cost_arena_create();
    const cost_zone_t *zone = zone_named(arena, "America/New_York");
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 3; j++)
            for (size_t k = 0; k < 4; k++)
                ck_assert(cost_cron_next(parse(arena, texts[j]), zone, far[i], far[k]) >= far[i]);
    cost_arena_destroy(arena);
}
END_TEST

typedef struct {
    const char *start, *stop, *zone, *month;
    size_t count;
    int64_t hours;
} window_case_t;
static const window_case_t months[] = {
    /* vectors.jsonl, window-* */
    {"cron(0 8 ? * MON-FRI *)", "cron(0 18 ? * MON-FRI *)", "UTC", "2026-11", 21, 210}, /* window-2026-11 */
    {"cron(0 8 ? * MON-FRI *)", "cron(0 18 ? * MON-FRI *)", "UTC", "2026-12", 23, 230}, /* window-2026-12 */
    {"cron(0 8 ? * MON-FRI *)", "cron(0 18 ? * MON-FRI *)", "UTC", "2027-02", 20, 200}, /* window-2027-02 */
    /* ours */
    {"cron(0 8 ? * MON-FRI *)", "cron(0 18 ? * MON-FRI *)", "America/New_York", "2026-11", 21, 210},
    {"cron(0 0 ? * MON *)", "cron(0 0 ? * SAT *)", "UTC", "2026-11", 5, 504}, /* begins on a Sunday, ends on a Monday */
    {"cron(0 20 * * ? *)", "cron(0 4 * * ? *)", "UTC", "2026-11", 31, 30 * 8},    /* on at both ends of the month */
    {"cron(0 4 1 11 ? 2027)", "cron(0 4 1 12 ? 2027)", "UTC", "2026-11", 1, 720}, /* neither has fired */
    {"cron(0 4 1 11 ? 2027)", "cron(0 0 2 11 ? 2026)", "UTC", "2026-11", 1, 24},
    {"cron(0 4 1 11 ? 2027)", "cron(0 4 1 1 ? 2026)", "UTC", "2026-11", 0, 0},   /* off since January */
    {"cron(0 4 1 11 ? 2027)", "cron(0 4 1 1 ? 2025)", "UTC", "2026-11", 1, 720}, /* too long ago to be seen */
    {"cron(0 8-12 ? * MON-FRI *)", "cron(0 18-22 ? * MON-FRI *)", "UTC", "2026-11", 21,
     210},                                                                            /* repeats change nothing */
    {"cron(0 8 ? * MON-FRI *)", "cron(0 8 ? * MON-FRI *)", "UTC", "2026-11", 1, 720}, /* at once: start wins */
    {"cron(0 0 1 * ? *)", "cron(0 12 1 * ? *)", "UTC", "2026-11", 1, 12},             /* at the month's first second */
    {"rate(1 minute)", "cron(30 0 1 * ? *)", "UTC", "2026-11", 1, 720},
    {"cron(0 12 1 * ? *)", "at(2026-11-01T00:00:00)", "UTC", "2026-11", 1, 708},
};

START_TEST(windows_of_months)
{
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        cost_arena_t *arena = cost_arena_create();
        cost_window_t windows[WINDOWS_MAX];
        cost_period_t period;
        char why[COST_PERIOD_WHY_SIZE];
        int64_t begin, seconds;
        ck_assert(cost_period_parse(&period, months[i].month, why));
        cost_period_month(&period, 0, &begin, &seconds);
        size_t count = cost_cron_windows(parse(arena, months[i].start), parse(arena, months[i].stop),
                                         zone_named(arena, months[i].zone), begin, seconds, windows, WINDOWS_MAX);
        ck_assert_msg(count == months[i].count, "%s %s: %zu windows", months[i].start, months[i].stop, count);
        ck_assert_msg(cost_window_seconds(windows, count) == months[i].hours * 3600, "%s %s: %lld s", months[i].start,
                      months[i].stop, (long long)cost_window_seconds(windows, count));
        for (size_t w = 0; w < count; w++)
            ck_assert(windows[w].from >= (w ? windows[w - 1].until + 1 : 0) && windows[w].from < windows[w].until &&
                      windows[w].until <= seconds);
        ck_assert_int_eq(cost_window_hours(windows, count), months[i].hours);
        cost_arena_destroy(arena);
    }
}
END_TEST

START_TEST(windows_beyond_capacity)
{
    cost_arena_t *arena = cost_arena_create();
    cost_window_t windows[2] = {{-1, -1}, {-1, -1}};
    const cost_cron_t *start = parse(arena, "cron(0 8 ? * MON-FRI *)"),
                      *stop = parse(arena, "cron(0 18 ? * MON-FRI *)");
    const cost_zone_t *utc = zone_named(arena, "UTC");
    ck_assert_uint_eq(cost_cron_windows(start, stop, utc, at("2026-11-01"), 720 * 3600, windows, 1), 21);
    ck_assert(windows[0].from == 32 * 3600 && windows[0].until == 42 * 3600 && windows[1].from == -1);
    ck_assert_uint_eq(cost_cron_windows(start, stop, utc, at("2026-11-01"), 720 * 3600, NULL, 0), 21);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(hours_that_windows_touch)
{
    static const cost_window_t windows[] = {{0, 60},      {1800, 1860},   {3599, 3601},
                                            {3660, 7200}, {10800, 10800}, {86399, 86400}};
    ck_assert_int_eq(cost_window_hours(windows, 0), 0);
    ck_assert_int_eq(cost_window_hours(windows, 1), 1);
    ck_assert_int_eq(cost_window_hours(windows, 2), 1);
    ck_assert_int_eq(cost_window_hours(windows, 3), 2);
    ck_assert_int_eq(cost_window_hours(windows, 4), 2);
    ck_assert_int_eq(cost_window_hours(windows, 5), 2);
    ck_assert_int_eq(cost_window_hours(windows, 6), 3);
    ck_assert_int_eq(cost_window_seconds(windows, 6), 60 + 60 + 2 + 3540 + 1);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("cron", (const TTest *const[]){validity, refusals, long_and_odd_texts, application_auto_scaling,
                                                     numbers_of_weekdays_warn, fires, fires_on_dates,
                                                     equals_a_walk_through_every_minute, far_times_are_harmless,
                                                     windows_of_months, windows_beyond_capacity,
                                                     hours_that_windows_touch, NULL});
}

UNIT_MAIN(suite)
