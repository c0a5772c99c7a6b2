/* Rules of Amazon RDS that stand by themselves: billed seconds, units of reservations, years of extended support.
 * Source: billing-rules 8. */
#include <stdio.h>
#include <string.h>

#include "libcost/services/node_class.h"
#include "libcost/services/rds.h"

int64_t cost_rds_seconds(const cost_window_t *windows, size_t count, int64_t minimum, const cost_month_t *month)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t length = windows[i].until - windows[i].from;
        bool whole = windows[i].from > 0 && windows[i].until < month->seconds;
        sum += whole && length < minimum ? minimum : length;
    }
    return sum;
}

int64_t cost_rds_restarted_seconds(const cost_flows_t *flows, int64_t longest)
{
    int64_t sum = 0;
    for (size_t i = 0, k = 0; i < flows->exist_count; i++) {
        int64_t stopped = flows->exists[i].from;
        while (stopped < flows->exists[i].until) {
            bool starts = k < flows->on_count && flows->on[k].from < flows->exists[i].until;
            int64_t started = starts ? flows->on[k].from : flows->exists[i].until;
            if (started - stopped > longest)
                sum += started - stopped - longest;
            stopped = starts ? flows->on[k++].until : flows->exists[i].until;
        }
    }
    return sum;
}

static bool deployment_times(const cost_catalog_t *catalog, int32_t date, const char *deployment, cost_wide_t *times)
{
    *times = 1000000;
    if (!strcmp(deployment, "single-az"))
        return true;
    const char *rule = !strcmp(deployment, "multi-az") ? "ri_multi_az" : "ri_multi_az_cluster";
    return cost_catalog_find_rule(catalog, "rds", rule, date, times);
}

bool cost_rds_units(const cost_catalog_t *catalog, int32_t date, const char *name, const char *deployment,
                    cost_wide_t *units_micro)
{
    cost_wide_t units, times;
    if (!cost_class_units(catalog, "rds", name, date, &units) || !deployment_times(catalog, date, deployment, &times))
        return false;
    *units_micro = units * times / 1000000;
    return true;
}

/* "5.7" of 5.7.44 and "11" of 11.22: the first `parts` numbers. */
static bool major_of(const char *version, int parts, char *major, size_t size)
{
    size_t length = 0;
    for (int i = 0; i < parts; i++) {
        size_t digits = strspn(version + length, "0123456789");
        if (digits == 0)
            return false;
        length += digits;
        if (i + 1 < parts && version[length++] != '.')
            return false;
    }
    return length < size && snprintf(major, size, "%.*s", (int)length, version) > 0;
}

/* The day (yyyymmdd) from which a version is billed. */
static bool support_begins(const cost_catalog_t *catalog, int32_t date, const char *engine, const char *version,
                           int32_t *day)
{
    for (int parts = 2; parts >= 1; parts--) {
        char major[16], rule[64];
        cost_wide_t value;
        if (!major_of(version, parts, major, sizeof major))
            continue;
        snprintf(rule, sizeof rule, "extended_support_%s_%s", engine, major);
        if (!cost_catalog_find_rule(catalog, "rds", rule, date, &value))
            continue;
        *day = (int32_t)(value / 1000000);
        return true;
    }
    return false;
}

int cost_rds_support_year(const cost_catalog_t *catalog, int32_t date, const char *engine, const char *version)
{
    int32_t day;
    if (!support_begins(catalog, date, engine, version, &day) || date < day)
        return 0;
    int32_t year = (date - day) / 10000 + 1; /* whole years between two yyyymmdd: 20260228 - 20240301 is under 20000 */
    return year > 3 ? 3 : (int)year;
}
