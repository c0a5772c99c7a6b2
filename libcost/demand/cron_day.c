#include "libcost/demand/cron_day.h"

#include <string.h>

#include "libcost/demand/cron_fields.h"

enum { DAY_SECONDS = 86400, MINUTE_SECONDS = 60, HOUR_MINUTES = 60, RATE_START = 0 };

/* Days whose neighbours are years of a schedule as well. */
enum { FIRST_DAY = 2, LAST_DAY = 83900 }; /* to 2199-09 */

/* A repeated hour fires at its first passing, which may lie in the day before. */
enum { FOLD_SECONDS = 2 * DAY_SECONDS };

static int64_t floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* ---- the minutes of a day ---- */

/* The 60 bits of an hour that begins at a minute of the day; what lies in other days is cut off. */
static void put_hour(uint64_t *minutes, int64_t at, uint64_t hour)
{
    if (at <= -HOUR_MINUTES || at >= COST_DAY_MINUTES)
        return;
    if (at < 0) {
        hour >>= -at;
        at = 0;
    }
    minutes[at / 64] |= hour << (at % 64);
    if (at % 64 && at / 64 + 1 < COST_DAY_WORDS)
        minutes[at / 64 + 1] |= hour >> (64 - at % 64);
}

static void put_fields(cost_fires_t *fires, int64_t offset)
{
    const cost_cron_t *cron = fires->cron;
    const int64_t begin = fires->day * COST_DAY_MINUTES + offset; /* in local minutes */
    const int64_t last = floor_divide(begin + COST_DAY_MINUTES - 1, COST_DAY_MINUTES);
    for (int64_t day = floor_divide(begin, COST_DAY_MINUTES); day <= last; day++)
        for (int32_t hour = 0; hour < 24 && cost_cron_on_day(cron, day); hour++)
            if (cost_cron_has(&cron->sets[COST_CRON_HOURS], hour))
                put_hour(fires->minutes, day * COST_DAY_MINUTES + hour * HOUR_MINUTES - begin,
                         cron->sets[COST_CRON_MINUTES].words[0]);
    fires->minutes[COST_DAY_WORDS - 1] &= (UINT64_C(1) << COST_DAY_MINUTES % 64) - 1;
}

static void put_rate(cost_fires_t *fires)
{
    const int64_t step = fires->cron->seconds / MINUTE_SECONDS, begin = fires->day * COST_DAY_MINUTES;
    for (int64_t at = (begin + step - 1) / step * step - begin; at < COST_DAY_MINUTES; at += step)
        fires->minutes[at / 64] |= UINT64_C(1) << (at % 64);
}

static bool is_quiet(cost_fires_t *fires, int64_t from, int64_t until)
{
    if (fires->quiet_until <= fires->quiet_from || from < fires->quiet_from || until > fires->quiet_until) {
        fires->quiet_from = from;
        fires->quiet_until = cost_zone_next_change(fires->zone, from);
    }
    return until <= fires->quiet_until;
}

static bool put_minutes(cost_fires_t *fires)
{
    const int64_t start = fires->day * DAY_SECONDS;
    memset(fires->minutes, 0, sizeof fires->minutes);
    if (fires->day < FIRST_DAY || fires->day > LAST_DAY)
        return false;
    if (fires->cron->kind == COST_CRON_RATE && fires->cron->seconds % MINUTE_SECONDS == 0) {
        put_rate(fires);
        return true;
    }
    if (fires->cron->kind != COST_CRON_FIELDS || !is_quiet(fires, start - FOLD_SECONDS, start + DAY_SECONDS))
        return false;
    const int32_t offset = cost_zone_offset(fires->zone, start);
    if (offset % MINUTE_SECONDS)
        return false;
    put_fields(fires, offset / MINUTE_SECONDS);
    return true;
}

static bool is_plain(cost_fires_t *fires, int64_t day)
{
    if (!fires->known || fires->day != day) {
        fires->known = true;
        fires->day = day;
        fires->plain = put_minutes(fires);
    }
    return fires->plain;
}

/* ---- the next fire ---- */

/* The first minute of the day from `from` on that is in `minutes` and not in `except` (NULL: nothing is), or -1. */
static int64_t find_minute(const uint64_t *minutes, const uint64_t *except, int64_t from)
{
    uint64_t mask = ~UINT64_C(0) << (from % 64);
    for (int64_t word = from / 64; word < COST_DAY_WORDS; word++, mask = ~UINT64_C(0)) {
        const uint64_t left = minutes[word] & mask & (except ? ~except[word] : mask);
        if (left)
            return word * 64 + __builtin_ctzll(left);
    }
    return -1;
}

int64_t cost_fires_next(cost_fires_t *fires, int64_t after)
{
    const int64_t minute = floor_divide(after, MINUTE_SECONDS) + 1;
    const int64_t day = floor_divide(minute, COST_DAY_MINUTES);
    if (!is_plain(fires, day))
        return cost_cron_next(fires->cron, fires->zone, after, RATE_START);
    const int64_t found = find_minute(fires->minutes, NULL, minute - day * COST_DAY_MINUTES);
    if (found >= 0)
        return (day * COST_DAY_MINUTES + found) * MINUTE_SECONDS;
    return cost_cron_next(fires->cron, fires->zone, (day + 1) * DAY_SECONDS - 1, RATE_START);
}

int64_t cost_fires_next_except(cost_fires_t *fires, cost_fires_t *except, int64_t after, int64_t end)
{
    int64_t fire = cost_fires_next(fires, after);
    while (fire < end) {
        const int64_t day = floor_divide(fire, DAY_SECONDS), start = day * DAY_SECONDS;
        if (!is_plain(fires, day) || !is_plain(except, day)) {
            if (cost_fires_next(except, fire - 1) != fire)
                break;
            fire = cost_fires_next(fires, fire);
            continue;
        }
        const int64_t found = find_minute(fires->minutes, except->minutes, (fire - start) / MINUTE_SECONDS);
        if (found >= 0) {
            fire = start + found * MINUTE_SECONDS;
            break;
        }
        fire = cost_fires_next(fires, start + DAY_SECONDS - 1);
    }
    return fire < end ? fire : end;
}
