/* Zones: the reader of tz files, the rules behind them, and the embedded copy against the system's database. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "libcost/demand/calendar.h"
#include "libcost/demand/tzif.h"
#include "libcost/demand/zone.h"
#include "libcost/demand/zone_rules.h"
#include "unit.h"

static int64_t at(const char *text)
{
    int64_t seconds = 0;
    bool zoned;
    ck_assert_msg(cost_civil_parse(text, &seconds, &zoned), "%s", text);
    return seconds;
}

static const cost_zone_t *embedded(cost_arena_t *arena, const char *name)
{
    const cost_zone_t *zone;
    char why[COST_ZONE_WHY_SIZE];
    ck_assert_msg(cost_zone_load_embedded(&zone, arena, name, why) == COST_OK, "%s", why);
    return zone;
}

typedef struct {
    const char *zone, *utc;
    int32_t offset;
} offset_case_t;
/* The changes are those of the tz database (public domain), which cites the laws. */
static const offset_case_t offsets[] = {
    {"UTC", "2026-07-01T00:00", 0},
    {"America/New_York", "2026-03-08T06:59:59", -5 * 3600},
    {"America/New_York", "2026-03-08T07:00:00", -4 * 3600},
    {"America/New_York", "2026-11-01T05:59:59", -4 * 3600},
    {"America/New_York", "2026-11-01T06:00:00", -5 * 3600},
    {"US/Eastern", "2099-07-01T00:00", -4 * 3600},
    {"Europe/Berlin", "2026-03-29T00:59:59", 3600},
    {"Europe/Berlin", "2026-03-29T01:00:00", 7200},
    {"Europe/Dublin", "2026-01-01T00:00", 0},
    {"Europe/Dublin", "2026-07-01T00:00", 3600},
    {"Asia/Kathmandu", "2026-07-01T00:00", 5 * 3600 + 45 * 60},
    {"Australia/Lord_Howe", "2026-01-01T00:00", 11 * 3600},
    {"Australia/Lord_Howe", "2026-07-01T00:00", 10 * 3600 + 1800},
    {"America/Nuuk", "2026-07-01T00:00", -3600},
    {"Africa/Casablanca", "2026-03-01T00:00", 0}, /* Ramadan */
    {"Africa/Casablanca", "2026-05-01T00:00", 3600},
    {"Asia/Almaty", "2024-02-29T17:59:59", 6 * 3600},
    {"Asia/Almaty", "2024-02-29T18:00:00", 5 * 3600},
    {"Pacific/Kiritimati", "2026-07-01T00:00", 14 * 3600},
};

START_TEST(known_offsets)
{
    cost_arena_t *arena = cost_arena_create();
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        int32_t offset = cost_zone_offset(embedded(arena, offsets[i].zone), at(offsets[i].utc));
        ck_assert_msg(offset == offsets[i].offset, "%s %s: got %d", offsets[i].zone, offsets[i].utc, offset);
    }
    cost_arena_destroy(arena);
}
END_TEST

static void expect_instants(const cost_zone_t *zone, const char *local, int count, const char *first,
                            const char *second)
{
    int64_t a = 0, b = 0;
    ck_assert_msg(cost_zone_instants(zone, at(local), &a, &b) == count, "%s", local);
    if (count > 0)
        ck_assert_msg(a == at(first), "%s", local);
    if (count > 1)
        ck_assert_msg(b == at(second), "%s", local);
}

START_TEST(local_times)
{
    cost_arena_t *arena = cost_arena_create();
    const cost_zone_t *york = embedded(arena, "America/New_York"), *howe = embedded(arena, "Australia/Lord_Howe");
    expect_instants(york, "2026-03-08T01:59:59", 1, "2026-03-08T06:59:59", NULL);
    expect_instants(york, "2026-03-08T02:00", 0, NULL, NULL);
    expect_instants(york, "2026-03-08T02:59:59", 0, NULL, NULL);
    expect_instants(york, "2026-03-08T03:00", 1, "2026-03-08T07:00", NULL);
    expect_instants(york, "2026-11-01T00:59:59", 1, "2026-11-01T04:59:59", NULL);
    expect_instants(york, "2026-11-01T01:00", 2, "2026-11-01T05:00", "2026-11-01T06:00");
    expect_instants(york, "2026-11-01T01:59:59", 2, "2026-11-01T05:59:59", "2026-11-01T06:59:59");
    expect_instants(york, "2026-11-01T02:00", 1, "2026-11-01T07:00", NULL);
    expect_instants(howe, "2026-10-04T02:15", 0, NULL, NULL); /* half an hour */
    expect_instants(howe, "2026-04-05T01:45", 2, "2026-04-04T14:45", "2026-04-04T15:15");
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(changes_in_turn)
{
    cost_arena_t *arena = cost_arena_create();
    const cost_zone_t *york = embedded(arena, "America/New_York"), *utc = embedded(arena, "UTC");
    ck_assert_int_eq(cost_zone_next_change(york, at("2026-01-01")), at("2026-03-08T07:00"));
    ck_assert_int_eq(cost_zone_next_change(york, at("2026-03-08T07:00")), at("2026-11-01T06:00"));
    ck_assert_int_eq(cost_zone_next_change(york, at("2026-11-01T06:00")), at("2027-03-14T07:00"));
    ck_assert(cost_zone_next_change(utc, 0) == INT64_MAX);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(far_times_are_harmless)
{
    static const int64_t far[] = {INT64_MIN, INT64_MIN / 2, -1, INT64_MAX / 2, INT64_MAX - 1, INT64_MAX};
    cost_arena_t *arena = cost_arena_create();
    for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
        int64_t first, second;
        const cost_zone_t *zone = embedded(arena, i % 2 ? "America/New_York" : "Asia/Gaza");
        ck_assert_int_lt(abs(cost_zone_offset(zone, far[i])), 86400);
        ck_assert(cost_zone_next_change(zone, far[i]) > far[i] || far[i] == INT64_MAX);
        cost_zone_instants(zone, far[i], &first, &second);
    }
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(utc_needs_no_file)
{
    cost_arena_t *arena = cost_arena_create();
    const cost_zone_t *zone;
    char why[COST_ZONE_WHY_SIZE];
    ck_assert_int_eq(cost_zone_load(&zone, arena, "UTC", why), COST_OK);
    ck_assert(zone->count == 0 && zone->has_rule);
    ck_assert_uint_lt(cost_arena_bytes(arena), 1024);
    cost_arena_destroy(arena);
}
END_TEST

static const char *const wrong_names[][2] = {
    {"America/New_Yrok", "\"America/New_Yrok\" is not a time zone; did you mean \"America/New_York\"?"},
    {"Interzone", "\"Interzone\" is not a time zone; write a name such as America/New_York or UTC"},
    {"", "\"\" is not a time zone; write a name such as America/New_York or UTC"},
    {"../zoneinfo/UTC", NULL},
    {"/etc/localtime", NULL},
    {"localtime", NULL},
    {"posixrules", NULL},
    {"leapseconds", NULL},
    {"right/UTC", NULL}, /* counts leap seconds */
    {"America", NULL},
    {"America/", NULL},
    {"tzdata.zi", NULL},
    {"Europe/Berlin\n", NULL},
    {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", NULL},
};

START_TEST(unknown_names)
{
    cost_arena_t *arena = cost_arena_create();
    for (size_t i = 0; i < sizeof wrong_names / sizeof *wrong_names; i++) {
        const cost_zone_t *zone;
        char why[COST_ZONE_WHY_SIZE];
        ck_assert_msg(cost_zone_load(&zone, arena, wrong_names[i][0], why) == COST_ERR_RANGE, "%s", wrong_names[i][0]);
        ck_assert_ptr_null(zone);
        ck_assert_msg(strstr(why, "is not a time zone; "), "%s", why);
        if (wrong_names[i][1])
            ck_assert_str_eq(why, wrong_names[i][1]);
    }
    cost_arena_destroy(arena);
}
END_TEST

typedef struct {
    const char *text;
    bool right;
} rule_case_t;
static const rule_case_t rules[] = {
    {"UTC0", true},
    {"<+0545>-5:45", true},
    {"EST5EDT,M3.2.0,M11.1.0", true},
    {"EST5EDT4,M3.2.0/2:00:00,M11.1.0", true},
    {"EET-2EEST,M3.4.4/50,M10.4.4/50", true},
    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", true},
    {"EST5EDT,0/0,J365/25", true},
    {"AAA+3BBB,J60/167,300/-167", true},
    {"", false},
    {"UTC", false},
    {"UT0", false},
    {"<+05-5", false},
    {"EST25", false},
    {"EST5EDT", false}, /* no days */
    {"EST5EDT,M3.2.0", false},
    {"EST5EDT,M13.2.0,M11.1.0", false},
    {"EST5EDT,M3.0.0,M11.1.0", false},
    {"EST5EDT,M3.6.0,M11.1.0", false},
    {"EST5EDT,M3.2.7,M11.1.0", false},
    {"EST5EDT,M3.2.0/168,M11.1.0", false},
    {"EST5EDT,J0,J365", false},
    {"EST5EDT,J366,J1", false},
    {"EST5EDT,366,1", false},
    {"EST5:60", false},
    {"EST99999999999999999999", false},
    {"EST5EDT,M3.2.0,M11.1.0 ", false},
};

START_TEST(posix_rules)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        cost_tz_rule_t rule;
        bool right = cost_tz_rule_parse(&rule, rules[i].text, strlen(rules[i].text));
        ck_assert_msg(right == rules[i].right, "\"%s\"", rules[i].text);
        for (size_t length = 0; length < strlen(rules[i].text); length++)
            cost_tz_rule_parse(&rule, rules[i].text, length);
    }
}
END_TEST

START_TEST(rule_corners)
{
    cost_tz_rule_t rule;
    static const char always[] = "EST5EDT,0/0,J365/25", leap[] = "AAA0BBB,J60/0,300/0";
    ck_assert(cost_tz_rule_parse(&rule, always, strlen(always)));
    for (int64_t t = at("2026-12-30"); t < at("2027-01-03"); t += 1800)
        ck_assert_int_eq(cost_tz_rule_offset(&rule, t), -4 * 3600);
    ck_assert(cost_tz_rule_next(&rule, at("2026-06-01")) == INT64_MAX);
    ck_assert(cost_tz_rule_parse(&rule, leap, strlen(leap)));
    ck_assert_int_eq(cost_tz_rule_next(&rule, at("2026-01-01")), at("2026-03-01"));
    ck_assert_int_eq(cost_tz_rule_next(&rule, at("2028-01-01")), at("2028-03-01"));
    ck_assert_int_eq(cost_tz_rule_next(&rule, at("2026-03-01")), at("2026-10-27T23:00"));
    ck_assert_int_eq(cost_tz_rule_next(&rule, at("2028-03-01")), at("2028-10-26T23:00"));
}
END_TEST

/* A file that the tests may spoil: two changes and a rule. */
typedef struct {
    unsigned char bytes[512];
    size_t length;
} file_t;

static void put(file_t *file, int64_t value, int size)
{
    while (size-- > 0)
        file->bytes[file->length++] = (unsigned char)((uint64_t)value >> (8 * size) & 0xff);
}

static void put_header(file_t *file, char version, int changes)
{
    memcpy(file->bytes + file->length, "TZif", 4);
    file->length += 4;
    put(file, version, 1);
    file->length += 15;
    put(file, 0, 4);
    put(file, 0, 4);
    put(file, 0, 4);
    put(file, changes, 4);
    put(file, 2, 4);
    put(file, 8, 4);
}

static void put_block(file_t *file, char version, int size)
{
    put_header(file, version, 2);
    put(file, 1000000, size);
    put(file, 2000000, size);
    put(file, 1, 1);
    put(file, 0, 1);
    put(file, -18000, 4);
    put(file, 0, 2);
    put(file, -14400, 4);
    put(file, 0x104, 2);
    memcpy(file->bytes + file->length, "EST\0EDT", 8);
    file->length += 8;
}

static file_t sample(char version)
{
    static const char footer[] = "\nEST5EDT,M3.2.0,M11.1.0\n";
    file_t file = {{0}, 0};
    put_block(&file, version, 4);
    if (version) {
        put_block(&file, version, 8);
        memcpy(file.bytes + file.length, footer, strlen(footer));
        file.length += strlen(footer);
    }
    return file;
}

/* A block of the exact size, so that a sanitizer sees every byte too far. */
static cost_status_t parse(const file_t *file, cost_zone_t *zone, cost_arena_t *arena)
{
    unsigned char *exact = malloc(file->length ? file->length : 1);
    memcpy(exact, file->bytes, file->length);
    cost_status_t status = cost_tzif_parse(zone, arena, exact, file->length);
    free(exact);
    return status;
}

START_TEST(reads_files)
{
    static const char versions[] = {'\0', '2', '3', '4'};
    cost_arena_t *arena = cost_arena_create();
    for (size_t i = 0; i < sizeof versions; i++) {
        cost_zone_t zone;
        file_t file = sample(versions[i]);
        ck_assert_int_eq(parse(&file, &zone, arena), COST_OK);
        ck_assert_int_eq(cost_zone_offset(&zone, -5000000), -18000);
        ck_assert_int_eq(cost_zone_offset(&zone, 999999), -18000);
        ck_assert_int_eq(cost_zone_offset(&zone, 1000000), -14400);
        ck_assert_int_eq(cost_zone_offset(&zone, 2000000), -18000);
        ck_assert_int_eq(cost_zone_offset(&zone, at("2026-07-01")), i == 0 ? -18000 : -14400);
        ck_assert_int_eq(cost_zone_next_change(&zone, 0), 1000000);
        ck_assert(cost_zone_next_change(&zone, 2000000) == (i == 0 ? INT64_MAX : at("1970-03-08T07:00")));
    }
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(refuses_cut_files)
{
    cost_arena_t *arena = cost_arena_create();
    for (int i = 0; i < 2; i++) {
        file_t file = sample(i ? '2' : '\0');
        while (file.length-- > 0) {
            cost_zone_t zone;
            ck_assert_int_eq(parse(&file, &zone, arena), COST_ERR_SYNTAX);
        }
    }
    cost_arena_destroy(arena);
}
END_TEST

/* Every byte, every one of a few values: each is refused or gives a zone that answers. */
START_TEST(survives_spoiled_files)
{
    static const unsigned char values[] = {0x00, 0x01, 0x0a, 0x7f, 0x80, 0xff};
    const file_t whole = sample('2');
    for (size_t i = 0; i < whole.length; i++) {
        cost_arena_t *arena = cost_arena_create();
        for (size_t v = 0; v < sizeof values; v++) {
            cost_zone_t zone;
            int64_t first, second;
            file_t file = whole;
            file.bytes[i] = values[v];
            if (parse(&file, &zone, arena) == COST_OK) {
                ck_assert_int_lt(abs(cost_zone_offset(&zone, 1500000)), 100000);
                cost_zone_next_change(&zone, INT64_MIN);
                cost_zone_instants(&zone, 1990000, &first, &second);
            }
        }
        cost_arena_destroy(arena);
    }
}
END_TEST

typedef struct {
    const char *what;
    size_t at; /* from the second header on */
    unsigned char value;
} spoil_t;
enum { COUNTS = 20, DATA = 44 };
static const spoil_t spoils[] = {
    {"magic", 0, 'X'},
    {"count of UT indicators unlike that of types", COUNTS + 3, 1},
    {"count of standard indicators unlike that of types", COUNTS + 7, 1},
    {"leap seconds", COUNTS + 11, 1},
    {"more changes than bytes", COUNTS + 12, 0xff},
    {"no types", COUNTS + 19, 0},
    {"no abbreviations", COUNTS + 23, 0},
    {"times that fall", DATA, 1},
    {"a number of no type", DATA + 16, 2},
    {"an offset of years", DATA + 18, 0x7f},
    {"summer time neither 0 nor 1", DATA + 22, 2},
    {"an abbreviation behind the last", DATA + 23, 8},
    {"no line feed before the rule", DATA + 38, 'x'},
    {"a rule that is none", DATA + 39, '!'},
};

START_TEST(refuses_malformed_files)
{
    cost_arena_t *arena = cost_arena_create();
    const size_t second = DATA + 30;
    for (size_t i = 0; i < sizeof spoils / sizeof *spoils; i++) {
        cost_zone_t zone;
        file_t file = sample('2');
        file.bytes[second + spoils[i].at] = spoils[i].value;
        ck_assert_msg(parse(&file, &zone, arena) == COST_ERR_SYNTAX, "%s", spoils[i].what);
    }
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(embedded_names_are_sorted)
{
    for (size_t i = 1; i < cost_zone_name_count; i++)
        ck_assert_str_lt(cost_zone_names[i - 1], cost_zone_names[i]);
}
END_TEST

/* The version of the system's database, or NULL when it has none that says so. */
static const char *system_version(void)
{
    static char version[16];
    FILE *file = fopen("/usr/share/zoneinfo/tzdata.zi", "r");
    if (!file)
        return NULL;
    bool found = fscanf(file, "# version %15s", version) == 1;
    fclose(file);
    return found ? version : NULL;
}

static bool comparable(void)
{
    const char *version = system_version();
    if (version && strcmp(version, cost_zone_rules_version) == 0)
        return true;
    fprintf(stderr, "SKIPPED: the embedded zones are those of tzdata %s, this system has %s; not compared\n",
            cost_zone_rules_version, version ? version : "none");
    return false;
}

static void compare_around(const cost_zone_t *a, const cost_zone_t *b, int64_t change, const char *name)
{
    for (int64_t t = change - 36 * 3600; t < change + 36 * 3600; t += 3600)
        if (cost_zone_offset(a, t) != cost_zone_offset(b, t) ||
            cost_zone_offset(a, t - 1) != cost_zone_offset(b, t - 1))
            ck_abort_msg("%s at %lld", name, (long long)t);
}

/* Every zone, every change of 2024 to 2037, every hour around it. */
START_TEST(embedded_equals_system)
{
    const int64_t begin = at("2024-01-01"), end = at("2038-01-01");
    for (size_t i = 0; i < cost_zone_name_count && comparable(); i++) {
        cost_arena_t *arena = cost_arena_create();
        const cost_zone_t *system, *copy = embedded(arena, cost_zone_names[i]);
        char why[COST_ZONE_WHY_SIZE];
        ck_assert_int_eq(cost_zone_load(&system, arena, cost_zone_names[i], why), COST_OK);
        compare_around(system, copy, begin + 36 * 3600, cost_zone_names[i]);
        for (int64_t t = begin; t < end;) {
            int64_t next = cost_zone_next_change(system, t);
            ck_assert_msg(next == cost_zone_next_change(copy, t) || next >= end, "%s", cost_zone_names[i]);
            if (next < end - 36 * 3600)
                compare_around(system, copy, next, cost_zone_names[i]);
            t = next;
        }
        cost_arena_destroy(arena);
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("zone",
                      (const TTest *const[]){known_offsets, local_times, changes_in_turn, far_times_are_harmless,
                                             utc_needs_no_file, unknown_names, posix_rules, rule_corners, reads_files,
                                             refuses_cut_files, survives_spoiled_files, refuses_malformed_files,
                                             embedded_names_are_sorted, embedded_equals_system, NULL});
}

UNIT_MAIN(suite)
