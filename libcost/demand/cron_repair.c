/* What an invalid expression was likely meant to be. */
#include <stdio.h>
#include <string.h>

#include "libcost/demand/calendar.h"
#include "libcost/demand/cron_fields.h"

/* One value of a weekday item.  Unix writes Sunday as 0 and as 7. */
static bool name_value(char *named, size_t *at, const char *value, size_t length, int32_t sunday, bool *changed)
{
    bool number = length == 1 && *value >= '0' && *value <= '9';
    int32_t weekday = number ? *value - '0' - sunday : 0;
    if (number && sunday == 0 && weekday == 7)
        weekday = 0;
    if (weekday < 0 || weekday > 6 || *at + length + 3 > COST_CRON_TEXT_MAX)
        return false;
    memcpy(named + *at, number ? cost_cron_weekdays[weekday] : value, number ? 3 : length);
    *at += number ? 3 : length;
    *changed |= number;
    return true;
}

bool cost_cron_name_weekdays(char named[COST_CRON_TEXT_MAX + 1], const char *field, int32_t sunday)
{
    size_t at = 0;
    bool changed = false, counts = false; /* behind / and # numbers count, they name no day */
    while (*field) {
        size_t length = strspn(field, "0123456789");
        if (length == 0)
            length = 1;
        if (counts && *field != ',') {
            if (at + length > COST_CRON_TEXT_MAX)
                return false;
            memcpy(named + at, field, length);
            at += length;
        } else if (!name_value(named, &at, field, length, sunday, &changed)) {
            return false;
        }
        counts = *field == '/' || *field == '#' || (counts && *field != ',');
        field += length;
    }
    named[at] = '\0';
    return changed;
}

/* Five fields are Unix's: numbers of weekdays count from Sunday as 0.  Seven are Quartz's, with seconds before. */
static bool pick_fields(const char *fields[COST_CRON_FIELD_COUNT], const cost_cron_words_t *words)
{
    int skipped = words->count == COST_CRON_FIELD_COUNT + 1;
    if (words->count < COST_CRON_FIELD_COUNT - 1 || words->count > COST_CRON_FIELD_COUNT + 1)
        return false;
    if (skipped && strcmp(words->word[0], "0") != 0 && strcmp(words->word[0], "*") != 0)
        return false;
    for (int i = 0; i < COST_CRON_FIELD_COUNT; i++)
        fields[i] = i + skipped < words->count ? words->word[i + skipped] : "*";
    return true;
}

static bool repair_cron(char *repaired, const cost_cron_words_t *words)
{
    const char *fields[COST_CRON_FIELD_COUNT];
    char named[COST_CRON_TEXT_MAX + 1];
    if (!pick_fields(fields, words))
        return false;
    const char **day = &fields[COST_CRON_DAYS], **weekday = &fields[COST_CRON_WEEKDAYS];
    bool unix_like = words->count < COST_CRON_FIELD_COUNT && strcmp(*day, "?") != 0 && strcmp(*weekday, "?") != 0;
    if ((unix_like || strchr(*weekday, '0')) && cost_cron_name_weekdays(named, *weekday, 0))
        *weekday = named;
    if (strcmp(*weekday, "*") == 0 && strcmp(*day, "?") != 0)
        *weekday = "?";
    else if (strcmp(*day, "*") == 0 && strcmp(*weekday, "?") != 0)
        *day = "?";
    else if (strcmp(*day, "?") == 0 && strcmp(*weekday, "?") == 0)
        *day = "*";
    int length = snprintf(repaired, COST_CRON_TEXT_MAX + 1, "cron(%s %s %s %s %s %s)", fields[0], fields[1], fields[2],
                          fields[3], fields[4], fields[5]);
    return length <= COST_CRON_TEXT_MAX;
}

/* "min" of "mins" and "Minutes". */
static bool begins_alike(const char *text, const char *unit)
{
    int i = 0;
    while (i < 3 && (text[i] | 0x20) == unit[i])
        i++;
    return i == 3;
}

/* Only the noun: rate(1 hours), rate(5 Mins). */
static bool repair_rate(char *repaired, const cost_cron_words_t *words)
{
    static const char *const units[] = {"minute", "hour", "day"};
    if (words->count != 2 || strlen(words->word[0]) > 9)
        return false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!begins_alike(words->word[1], units[i]))
            continue;
        bool one = strcmp(words->word[0], "1") == 0;
        snprintf(repaired, COST_CRON_TEXT_MAX + 1, "rate(%s %s%s)", words->word[0], units[i], one ? "" : "s");
        return true;
    }
    return false;
}

/* A date, a time without seconds, or a blank for the T. */
static bool repair_at(char *repaired, const cost_cron_words_t *words)
{
    char joined[COST_CRON_TEXT_MAX + 1], civil[COST_CIVIL_TEXT_SIZE];
    int64_t seconds;
    bool zoned;
    if (words->count < 1 || words->count > 2)
        return false;
    int length = snprintf(joined, sizeof joined, "%s%s%s", words->word[0], words->count == 2 ? "T" : "",
                          words->count == 2 ? words->word[1] : "");
    if (length > COST_CRON_TEXT_MAX || !cost_civil_parse(joined, &seconds, &zoned) || zoned)
        return false;
    cost_civil_text(seconds, civil);
    civil[strlen(civil) - 1] = '\0'; /* the Z: at() is local */
    snprintf(repaired, COST_CRON_TEXT_MAX + 1, "at(%s)", civil);
    return true;
}

bool cost_cron_repair(char repaired[COST_CRON_TEXT_MAX + 1], const char *text)
{
    cost_cron_words_t words;
    if (cost_cron_split(&words, text, "rate"))
        return repair_rate(repaired, &words);
    if (cost_cron_split(&words, text, "at"))
        return repair_at(repaired, &words);
    return (cost_cron_split(&words, text, "cron") || cost_cron_split(&words, text, "")) &&
           repair_cron(repaired, &words);
}
