/* Windows found day by day are those that following every fire gives, whatever the zone and however odd the times. */
#include "libcost/base/arena.h"
#include "libcost/demand/cron.h"
#include "property.h"

enum { WINDOWS_MAX = 50000 };

/* ---- fire by fire ---- */

static int64_t last_fire(const cost_cron_t *cron, const cost_zone_t *zone, int64_t time)
{
    int64_t last = INT64_MIN;
    for (int64_t back = 3600; last == INT64_MIN && back < INT64_C(400) * 86400 * 2; back *= 2) {
        const int64_t from = time - (back < INT64_C(400) * 86400 ? back : INT64_C(400) * 86400);
        for (int64_t fire = cost_cron_next(cron, zone, from, 0); fire <= time;
             fire = cost_cron_next(cron, zone, fire, 0))
            last = fire;
    }
    return last;
}

static size_t follow(const cost_cron_t *start, const cost_cron_t *stop, const cost_zone_t *zone, int64_t from,
                     int64_t seconds, cost_window_t *windows)
{
    const int64_t end = from + seconds;
    int64_t on = from;
    size_t count = 0;
    if (last_fire(start, zone, from) < last_fire(stop, zone, from))
        on = cost_cron_next(start, zone, from, 0);
    while (on < end) {
        int64_t off = cost_cron_next(stop, zone, on, 0);
        while (off < end && cost_cron_next(start, zone, off - 1, 0) == off)
            off = cost_cron_next(stop, zone, off, 0);
        off = off < end ? off : end;
        windows[count++] = (cost_window_t){on - from, off - from};
        on = cost_cron_next(start, zone, off, 0);
    }
    return count;
}

/* ---- any pair of schedules ---- */

static const char *any_text(chance_t *chance, char *text, size_t size)
{
    static const char *const minutes[] = {"*", "0", "0/7", "0-58", "59", "30", "1-3,40-59"};
    static const char *const hours[] = {"*", "*", "0", "1-3", "0,23", "8/2", "18"};
    static const char *const days[] = {"* * ?", "* * ?",   "? * MON-FRI", "1W * ?",
                                       "L * ?", "? * 6#2", "29 2 ?",      "? * SUN"};
    static const char *const others[] = {"rate(1 minute)", "rate(7 minutes)",         "rate(5 hours)",
                                         "rate(3 days)",   "at(2025-10-26T01:30:00)", "at(2026-01-31T23:59:59)"};
    static const char *const years[] = {"*", "*", "*", "2025", "2026-2027"};
    if (chance_one_in(chance, 4))
        return others[chance_below(chance, sizeof others / sizeof others[0])];
    snprintf(text, size, "cron(%s %s %s %s)", minutes[chance_below(chance, 7)], hours[chance_below(chance, 7)],
             days[chance_below(chance, 8)], years[chance_below(chance, 5)]);
    return text;
}

static const cost_cron_t *any_cron(chance_t *chance, cost_arena_t *arena, const char **text)
{
    const cost_cron_t *cron = NULL;
    char buffer[80], why[COST_CRON_WHY_SIZE] = "", hint[COST_CRON_HINT_SIZE];
    const char *chosen = any_text(chance, buffer, sizeof buffer);
    *text = cost_arena_string(arena, chosen);
    cost_cron_parse(&cron, arena, chosen, COST_DIALECT_EVENTBRIDGE, why, hint);
    return cron;
}

static const cost_zone_t *any_zone(chance_t *chance, cost_arena_t *arena, const char **name)
{
    static const char *const names[] = {
        "UTC",          "America/New_York", "Europe/Berlin",    "Australia/Lord_Howe", "Asia/Kathmandu",
        "Pacific/Apia", "Atlantic/Azores",  "America/St_Johns", "Pacific/Chatham",     "Africa/Casablanca",
        "Asia/Kolkata"};
    const cost_zone_t *zone = NULL;
    char why[COST_ZONE_WHY_SIZE];
    *name = names[chance_below(chance, sizeof names / sizeof names[0])];
    cost_zone_load_embedded(&zone, arena, *name, why);
    return zone;
}

static void as_fire_by_fire(run_t *run, chance_t *chance)
{
    static cost_window_t fast[WINDOWS_MAX], plain[WINDOWS_MAX];
    const char *start_text, *stop_text, *name;
    cost_arena_t *arena = cost_arena_create();
    const cost_cron_t *start = any_cron(chance, arena, &start_text), *stop = any_cron(chance, arena, &stop_text);
    const cost_zone_t *zone = any_zone(chance, arena, &name);
    if (hold(run, start && stop && zone, "%s, %s or %s does not read", start_text, stop_text, name)) {
        const int64_t from = 1740787200 + (int64_t)chance_below(chance, 900) * 86400; /* from 2025-03-01 on */
        const int64_t seconds = (int64_t)(1 + chance_below(chance, 31)) * 86400;
        const size_t count = cost_cron_windows(start, stop, zone, from, seconds, fast, WINDOWS_MAX);
        const size_t followed = follow(start, stop, zone, from, seconds, plain);
        hold(run, count == followed && !memcmp(fast, plain, count * sizeof *fast),
             "%s to %s in %s from %" PRId64 ": %zu windows, fire by fire %zu or others", start_text, stop_text, name,
             from, count, followed);
    }
    cost_arena_destroy(arena);
}

int main(void)
{
    cost_catalog_t *book;
    run_t run = start_run("cron_windows", &book);
    try_cases(&run, as_fire_by_fire, 2000);
    return finish_run(&run, book);
}
