/* Schedules and time zones.  A text is `start`, `stop` and the name of a zone, a line each; bytes that begin with TZif
 * are a zone file in which a schedule is then looked for. */
#include "libcost/demand/cron.h"
#include "libcost/demand/tzif.h"
#include "replay.h"

static const int64_t november = 1761955200, month_seconds = 30 * 86400; /* 2025-11 */

static const cost_cron_t *parse(cost_arena_t *arena, const char *text, cost_dialect_t dialect)
{
    char why[COST_CRON_WHY_SIZE] = "", hint[COST_CRON_HINT_SIZE] = "";
    const cost_cron_t *cron = NULL;
    bool good = cost_cron_parse(&cron, arena, text, dialect, why, hint);
    FUZZ_REQUIRE(good == (cron != NULL));
    FUZZ_REQUIRE(good || *why);
    FUZZ_REQUIRE(strlen(why) < sizeof why && strlen(hint) < sizeof hint);
    return cron;
}

static void check_windows(const cost_cron_t *start, const cost_cron_t *stop, const cost_zone_t *zone)
{
    enum { ROOM = 50000 };
    static cost_window_t windows[ROOM];
    size_t count = cost_cron_windows(start, stop, zone, november, month_seconds, windows, ROOM);
    FUZZ_REQUIRE(count < ROOM);
    for (size_t i = 0; i < count; i++) {
        FUZZ_REQUIRE(windows[i].from >= 0 && windows[i].from < windows[i].until && windows[i].until <= month_seconds);
        FUZZ_REQUIRE(i == 0 || windows[i - 1].until < windows[i].from);
    }
    FUZZ_REQUIRE(cost_cron_windows(start, stop, zone, november, month_seconds, NULL, 0) == count);
}

static void fuzz_schedule(cost_arena_t *arena, char *text)
{
    char *lines[3] = {text, NULL, NULL};
    char why[COST_ZONE_WHY_SIZE];
    for (int i = 1; i < 3 && lines[i - 1]; i++) {
        lines[i] = strchr(lines[i - 1], '\n');
        if (lines[i])
            *lines[i]++ = '\0';
    }
    const cost_cron_t *start = parse(arena, lines[0], COST_DIALECT_EVENTBRIDGE);
    const cost_cron_t *stop = parse(arena, lines[1] ? lines[1] : "cron(0 18 ? * MON-FRI *)", COST_DIALECT_AAS);
    const cost_zone_t *zone = NULL;
    if (cost_zone_load(&zone, arena, lines[2] && strlen(lines[2]) < 64 ? lines[2] : "UTC", why))
        FUZZ_REQUIRE(cost_zone_load(&zone, arena, "UTC", why) == COST_OK);
    if (start && stop)
        check_windows(start, stop, zone);
}

static void check_zone(const cost_zone_t *zone, int64_t at)
{
    int64_t first = 0, second = 0, next = cost_zone_next_change(zone, at);
    FUZZ_REQUIRE(next > at);
    int32_t offset = cost_zone_offset(zone, at);
    FUZZ_REQUIRE(offset > -200000 && offset < 200000);
    int count = cost_zone_instants(zone, at, &first, &second);
    FUZZ_REQUIRE(count >= 0 && count <= 2);
    FUZZ_REQUIRE(count < 1 || first + cost_zone_offset(zone, first) == at);
    FUZZ_REQUIRE(count < 2 || (second > first && second + cost_zone_offset(zone, second) == at));
}

static void fuzz_zone(cost_arena_t *arena, const uint8_t *data, size_t size)
{
    cost_zone_t zone = {0};
    if (cost_tzif_parse(&zone, arena, data, size))
        return;
    for (int64_t at = -4000000000; at < 8000000000; at += 86400 * 97 + 3601)
        check_zone(&zone, at);
    for (size_t i = 0; i < zone.count; i++)
        for (int64_t by = -1; by <= 1; by++)
            if (zone.times[i] > -((int64_t)1 << 40) && zone.times[i] < (int64_t)1 << 40)
                check_zone(&zone, zone.times[i] + by);
    const cost_cron_t *start = parse(arena, "cron(30 2 ? * * *)", COST_DIALECT_EVENTBRIDGE);
    const cost_cron_t *stop = parse(arena, "cron(0 18 ? * MON-FRI *)", COST_DIALECT_EVENTBRIDGE);
    check_windows(start, stop, &zone);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    cost_arena_t *arena = cost_arena_create();
    FUZZ_REQUIRE(arena);
    if (size >= 4 && !memcmp(data, "TZif", 4)) {
        fuzz_zone(arena, data, size);
    } else {
        char *text = fuzz_text(data, size);
        fuzz_schedule(arena, text);
        free(text);
    }
    cost_arena_destroy(arena);
    return 0;
}
