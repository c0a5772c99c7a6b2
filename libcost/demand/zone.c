#include "libcost/demand/zone.h"

#include <stdio.h>
#include <string.h>

#include "libcost/base/error.h"
#include "libcost/base/file.h"
#include "libcost/demand/quote.h"
#include "libcost/demand/tzif.h"
#include "libcost/demand/zone_rules.h"

enum { NAME_MAX_LENGTH = 64, FILE_BYTES_MAX = 1 << 20, PATH_SIZE = 128 };
enum { REACH = 27 * 3600 }; /* more than any offset: how far a local time may be from its instant */
static const int64_t FARTHEST = INT64_C(1) << 61;
static const char *const roots[] = {"/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo"};

/* How many of the zone's changes are at or before an instant. */
static size_t changes_until(const cost_zone_t *zone, int64_t utc_seconds)
{
    size_t low = 0, high = zone->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zone->times[middle] <= utc_seconds)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int32_t cost_zone_offset(const cost_zone_t *zone, int64_t utc_seconds)
{
    size_t passed = changes_until(zone, utc_seconds);
    if (passed == zone->count && zone->has_rule)
        return cost_tz_rule_offset(&zone->rule, utc_seconds);
    return passed == 0 ? zone->before : zone->offsets[passed - 1];
}

int64_t cost_zone_next_change(const cost_zone_t *zone, int64_t utc_seconds)
{
    int32_t now = cost_zone_offset(zone, utc_seconds);
    for (size_t i = changes_until(zone, utc_seconds); i < zone->count; i++) {
        utc_seconds = zone->times[i];
        if (cost_zone_offset(zone, utc_seconds) != now)
            return utc_seconds;
    }
    return zone->has_rule ? cost_tz_rule_next(&zone->rule, utc_seconds) : INT64_MAX;
}

int cost_zone_instants(const cost_zone_t *zone, int64_t local_seconds, int64_t *first, int64_t *second)
{
    int found = 0;
    if (local_seconds > FARTHEST || local_seconds < -FARTHEST)
        return 0;
    for (int64_t from = local_seconds - REACH; from <= local_seconds + REACH && found < 2;) {
        int64_t until = cost_zone_next_change(zone, from);
        int64_t instant = local_seconds - cost_zone_offset(zone, from);
        if (instant >= from && instant < until)
            *(found++ ? second : first) = instant;
        from = until;
    }
    return found;
}

static bool name_is_safe(const char *name)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+/-";
    size_t length = strlen(name);
    return length > 0 && length <= NAME_MAX_LENGTH && name[0] != '/' && strspn(name, allowed) == length;
}

/* Files beside the zones that say how this machine is set up. */
static bool is_local_file(const char *name)
{
    return strcmp(name, "localtime") == 0 || strcmp(name, "posixrules") == 0;
}

static cost_status_t load_file(cost_zone_t *zone, cost_arena_t *arena, const char *root, const char *name)
{
    char path[PATH_SIZE];
    char *bytes = NULL;
    size_t length = 0;
    snprintf(path, sizeof path, "%s/%s", root, name);
    cost_status_t status = cost_file_read(&bytes, &length, arena, path, FILE_BYTES_MAX, NULL);
    return status ? status : cost_tzif_parse(zone, arena, (const unsigned char *)bytes, length);
}

static cost_status_t load_system(cost_zone_t *zone, cost_arena_t *arena, const char *name)
{
    cost_status_t status = COST_ERR_IO;
    for (size_t i = 0; i < sizeof roots / sizeof *roots && status; i++) {
        status = load_file(zone, arena, roots[i], name);
        if (status == COST_ERR_MEMORY)
            break;
    }
    return status;
}

static size_t find_name(const char *name)
{
    size_t low = 0, high = cost_zone_name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, cost_zone_names[middle]);
        if (order == 0)
            return middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return cost_zone_name_count;
}

static bool find_embedded(cost_zone_t *zone, const char *name)
{
    size_t i = find_name(name);
    if (i == cost_zone_name_count)
        return false;
    const cost_zone_rule_t *rule = &cost_zone_rules[i];
    *zone = (cost_zone_t){.times = cost_zone_change_times + rule->first_change,
                          .offsets = cost_zone_change_offsets + rule->first_change,
                          .count = rule->change_count,
                          .before = rule->before};
    zone->has_rule = cost_tz_rule_parse(&zone->rule, rule->posix, strlen(rule->posix));
    return zone->has_rule;
}

static cost_status_t refuse_name(const char *name, char *why)
{
    char quoted[COST_QUOTE_SIZE];
    const char *nearest = cost_nearest(name, cost_zone_names, cost_zone_name_count);
    cost_quote(name, strlen(name), quoted);
    if (nearest)
        snprintf(why, COST_ZONE_WHY_SIZE, "%s is not a time zone; did you mean \"%s\"?", quoted, nearest);
    else
        snprintf(why, COST_ZONE_WHY_SIZE, "%s is not a time zone; write a name such as America/New_York or UTC",
                 quoted);
    return COST_ERR_RANGE;
}

static cost_status_t load_zone(const cost_zone_t **out, cost_arena_t *arena, const char *name, char *why, bool system)
{
    *out = NULL;
    why[0] = '\0';
    cost_zone_t *zone = cost_arena_alloc(arena, sizeof *zone);
    if (!zone)
        return COST_ERR_MEMORY;
    bool usable = name_is_safe(name) && !is_local_file(name);
    cost_status_t status = usable && system ? load_system(zone, arena, name) : COST_ERR_IO;
    if (status == COST_ERR_MEMORY)
        return status;
    if (status && !(usable && find_embedded(zone, name)))
        return refuse_name(name, why);
    *out = zone;
    return COST_OK;
}

cost_status_t cost_zone_load(const cost_zone_t **out, cost_arena_t *arena, const char *name, char *why)
{
    return load_zone(out, arena, name, why, strcmp(name, "UTC") != 0);
}

cost_status_t cost_zone_load_embedded(const cost_zone_t **out, cost_arena_t *arena, const char *name, char *why)
{
    return load_zone(out, arena, name, why, false);
}
