/* Expressions to sets of values.  Grammar and sources: docs/schedules.md. */
#include <stdio.h>
#include <string.h>

#include "libcost/demand/calendar.h"
#include "libcost/demand/cron_fields.h"
#include "libcost/demand/quote.h"

const char cost_cron_months[12][4] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                      "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
const char cost_cron_weekdays[7][4] = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};

typedef struct {
    const char *name, *range;
    int32_t low, high, base; /* base: the value that is bit 0 of the set */
    int32_t step_max;
    const char (*words)[4]; /* names of the values, the first being 1 */
    bool wraps;             /* 20-2 goes over the end */
} kind_t;
static const kind_t kinds[COST_CRON_FIELD_COUNT] = {
    [COST_CRON_MINUTES] = {"minutes", "0-59", 0, 59, 0, 59, NULL, true},
    [COST_CRON_HOURS] = {"hours", "0-23", 0, 23, 0, 23, NULL, true},
    [COST_CRON_DAYS] = {"day-of-month", "1-31", 1, 31, 0, 31, NULL, true},
    [COST_CRON_MONTHS] = {"month", "1-12 or JAN-DEC", 1, 12, 0, 12, cost_cron_months, true},
    [COST_CRON_WEEKDAYS] = {"day-of-week", "1-7 or SUN-SAT", 1, 7, 0, 7, cost_cron_weekdays, true},
    [COST_CRON_YEARS] = {"year", "1970-2199", COST_CRON_FIRST_YEAR, COST_CRON_LAST_YEAR, COST_CRON_FIRST_YEAR, 229,
                         NULL, false},
};

/* One field on its way into the schedule. */
typedef struct {
    cost_cron_t *cron;
    cost_cron_field_t field;
    const kind_t *kind;
    const char *text; /* the whole field */
    char *why;
} reader_t;

static bool refuse(char *why, const char *subject, const char *what, const char *reason)
{
    char quoted[COST_QUOTE_SIZE];
    snprintf(why, COST_CRON_WHY_SIZE, "%s: %s %s", subject, cost_quote(what, strlen(what), quoted), reason);
    return false;
}

static bool refuse_value(const reader_t *reader, const char *value)
{
    char reason[64];
    if (reader->field == COST_CRON_WEEKDAYS && strcmp(value, "0") == 0)
        snprintf(reason, sizeof reason, "is no weekday here, Sunday is 1 or SUN");
    else
        snprintf(reason, sizeof reason, "is not %s", reader->kind->range);
    return refuse(reader->why, reader->kind->name, value, reason);
}

static bool refuse_field(const reader_t *reader, const char *reason)
{
    return refuse(reader->why, reader->kind->name, reader->text, reason);
}

/* Digits only, at most nine of them. */
static bool read_number(const char *text, int32_t *out)
{
    size_t length = strspn(text, "0123456789");
    int32_t value = 0;
    if (length == 0 || length > 9 || text[length])
        return false;
    for (; *text; text++)
        value = value * 10 + (*text - '0');
    *out = value;
    return true;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_word(const char *text, const char *word)
{
    while (*word && upper(*text) == *word)
        text++, word++;
    return *text == *word;
}

/* Cuts the letter off that marks a special value, as in 6L. */
static bool cut_mark(char *text, char mark)
{
    size_t length = strlen(text);
    if (length < 2 || upper(text[length - 1]) != mark)
        return false;
    text[length - 1] = '\0';
    return true;
}

static bool read_name(const kind_t *kind, const char *text, int32_t *out)
{
    for (int32_t i = kind->low; kind->words && i <= kind->high; i++) {
        if (is_word(text, kind->words[i - 1])) {
            *out = i;
            return true;
        }
    }
    return false;
}

static bool read_value(const reader_t *reader, const char *text, int32_t *out)
{
    const kind_t *kind = reader->kind;
    if (read_name(kind, text, out))
        return true;
    return (read_number(text, out) && *out >= kind->low && *out <= kind->high) || refuse_value(reader, text);
}

static void add_range(const reader_t *reader, int32_t first, int32_t last, int32_t step)
{
    const kind_t *kind = reader->kind;
    int32_t size = kind->high - kind->low + 1;
    int32_t length = (last - first + size) % size;
    for (int32_t i = 0; i <= length; i += step)
        cost_cron_add(&reader->cron->sets[reader->field], kind->low + (first - kind->low + i) % size - kind->base);
}

static bool read_range(const reader_t *reader, char *text, bool stepped, int32_t *first, int32_t *last)
{
    const kind_t *kind = reader->kind;
    char *dash = strchr(text, '-');
    *first = kind->low;
    *last = kind->high;
    if (strcmp(text, "*") == 0)
        return true;
    if (dash)
        *dash = '\0';
    if (!read_value(reader, text, first))
        return false;
    if (!dash) {
        *last = stepped ? kind->high : *first;
        return true;
    }
    if (!read_value(reader, dash + 1, last))
        return false;
    return kind->wraps || *first <= *last || refuse_field(reader, "runs backwards");
}

/* a, a-b, a/n, a-b/n, * or an asterisk with a step. */
static bool read_plain(const reader_t *reader, char *text)
{
    int32_t first, last, step = 1;
    char *slash = strchr(text, '/');
    if (slash) {
        *slash = '\0';
        if (!read_number(slash + 1, &step) || step < 1 || step > reader->kind->step_max) {
            char reason[48];
            snprintf(reason, sizeof reason, "is not a step of 1 to %d", (int)reader->kind->step_max);
            return refuse(reader->why, reader->kind->name, slash + 1, reason);
        }
    }
    if (!read_range(reader, text, slash != NULL, &first, &last))
        return false;
    add_range(reader, first, last, step);
    return true;
}

/* L, LW and 3W. */
static bool read_day(const reader_t *reader, char *text)
{
    int32_t day;
    if (is_word(text, "L")) {
        reader->cron->last_day = true;
        return true;
    }
    if (is_word(text, "LW")) {
        reader->cron->last_working_day = true;
        return true;
    }
    if (!cut_mark(text, 'W'))
        return read_plain(reader, text);
    if (strspn(text, "0123456789") != strlen(text))
        return refuse_field(reader, "has a W that follows something else than one day, as in 15W");
    if (!read_value(reader, text, &day))
        return false;
    cost_cron_add(&reader->cron->nearest, day);
    return true;
}

static bool read_nth(const reader_t *reader, char *text)
{
    char *hash = strchr(text, '#');
    int32_t nth;
    if (strchr(reader->text, ','))
        return refuse_field(reader, "holds more than one expression, # allows only one");
    *hash = '\0';
    if (!read_value(reader, text, &reader->cron->nth_weekday))
        return false;
    if (!read_number(hash + 1, &nth) || nth < 1 || nth > 5)
        return refuse(reader->why, reader->kind->name, hash + 1, "is not a week of 1 to 5 behind #");
    reader->cron->nth = nth;
    return true;
}

/* L (Saturday), 6L and 3#2. */
static bool read_weekday(const reader_t *reader, char *text)
{
    int32_t weekday;
    if (strchr(text, '#'))
        return read_nth(reader, text);
    if (is_word(text, "L")) {
        cost_cron_add(&reader->cron->sets[COST_CRON_WEEKDAYS], 7);
        return true;
    }
    if (!cut_mark(text, 'L'))
        return read_plain(reader, text);
    if (!read_value(reader, text, &weekday))
        return false;
    cost_cron_add(&reader->cron->last_weekdays, weekday);
    return true;
}

static bool read_item(const reader_t *reader, char *text)
{
    if (reader->field == COST_CRON_DAYS)
        return read_day(reader, text);
    if (reader->field == COST_CRON_WEEKDAYS)
        return read_weekday(reader, text);
    return read_plain(reader, text);
}

static bool is_day_field(cost_cron_field_t field)
{
    return field == COST_CRON_DAYS || field == COST_CRON_WEEKDAYS;
}

static bool read_field(const reader_t *reader)
{
    char copy[COST_CRON_TEXT_MAX + 1];
    if (strcmp(reader->text, "?") == 0 && is_day_field(reader->field))
        return true;
    snprintf(copy, sizeof copy, "%s", reader->text);
    for (char *item = copy, *comma; item; item = comma) {
        comma = strchr(item, ',');
        if (comma)
            *comma++ = '\0';
        if (!read_item(reader, item))
            return false;
    }
    return true;
}

/* Exactly one of the two is ?.  Application Auto Scaling's guide writes an asterisk for it. */
static bool choose_days(cost_cron_t *cron, const char *day, const char *weekday, cost_dialect_t dialect, char *why)
{
    bool any_day = strcmp(day, "?") == 0, any_weekday = strcmp(weekday, "?") == 0;
    bool each_day = strcmp(day, "*") == 0, each_weekday = strcmp(weekday, "*") == 0;
    cron->by_weekday = any_day || (each_day && !any_weekday);
    if (any_day != any_weekday)
        return true;
    if (dialect == COST_DIALECT_AAS && !any_day && each_day != each_weekday)
        return true;
    if (any_day)
        snprintf(why, COST_CRON_WHY_SIZE, "day-of-month and day-of-week are both ?, one of them must be set");
    else if (each_day && each_weekday)
        snprintf(why, COST_CRON_WHY_SIZE, "day-of-month and day-of-week are both *, one of them must be ?");
    else if (each_day || each_weekday)
        snprintf(why, COST_CRON_WHY_SIZE, "%s is set, so %s must be ? instead of *",
                 each_day ? "day-of-week" : "day-of-month", each_day ? "day-of-month" : "day-of-week");
    else
        snprintf(why, COST_CRON_WHY_SIZE, "day-of-month and day-of-week are both set, one of them must be ?");
    return false;
}

static bool refuse_count(int count, const char *what, char *why)
{
    static const char *const words[] = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
    char number[16];
    snprintf(number, sizeof number, "%d", count);
    snprintf(why, COST_CRON_WHY_SIZE, "%s field%s; %s", count < 10 ? words[count] : number, count == 1 ? "" : "s",
             what);
    return false;
}

static bool read_cron(cost_cron_t *cron, const cost_cron_words_t *words, cost_dialect_t dialect, char *why)
{
    if (words->count != COST_CRON_FIELD_COUNT)
        return refuse_count(words->count, "six are required", why);
    cron->kind = COST_CRON_FIELDS;
    for (int i = 0; i < COST_CRON_FIELD_COUNT; i++) {
        reader_t reader = {cron, (cost_cron_field_t)i, &kinds[i], words->word[i], why};
        if (!read_field(&reader))
            return false;
    }
    return choose_days(cron, words->word[COST_CRON_DAYS], words->word[COST_CRON_WEEKDAYS], dialect, why);
}

/* A noun and its plural: `count` of them. */
static bool read_unit(const char *text, const char *one, int32_t count, bool *agrees)
{
    size_t length = strlen(one);
    if (strncmp(text, one, length) != 0 || (text[length] && strcmp(text + length, "s") != 0))
        return false;
    *agrees = (text[length] == '\0') == (count == 1);
    return true;
}

static bool read_rate(cost_cron_t *cron, const cost_cron_words_t *words, char *why)
{
    static const struct {
        const char *one;
        int32_t seconds;
    } units[] = {{"minute", 60}, {"hour", 3600}, {"day", 86400}};
    int32_t count;
    bool agrees;
    if (words->count != 2)
        return refuse_count(words->count, "rate takes a number and a unit, as rate(5 minutes)", why);
    if (!read_number(words->word[0], &count) || count < 1)
        return refuse(why, "rate", words->word[0], "is not a whole number from 1 on");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!read_unit(words->word[1], units[i].one, count, &agrees))
            continue;
        cron->kind = COST_CRON_RATE;
        cron->seconds = (int64_t)count * units[i].seconds;
        return agrees || refuse(why, "rate", words->word[1], count == 1 ? "must be singular" : "must be plural");
    }
    return refuse(why, "rate", words->word[1], "is not minutes, hours or days");
}

static bool read_at(cost_cron_t *cron, const cost_cron_words_t *words, char *why)
{
    bool zoned = false;
    cron->kind = COST_CRON_AT;
    if (words->count == 1 && strlen(words->word[0]) == strlen("yyyy-mm-ddThh:mm:ss") &&
        cost_civil_parse(words->word[0], &cron->seconds, &zoned) && !zoned)
        return true;
    return refuse(why, "at", words->count > 0 ? words->word[0] : "", "is not a local time such as 2025-11-28T14:00:00");
}

bool cost_cron_split(cost_cron_words_t *words, const char *text, const char *name)
{
    size_t length = strlen(text), before = strlen(name);
    bool wrapped = before > 0;
    words->count = 0;
    if (length > COST_CRON_TEXT_MAX)
        return false;
    if (wrapped && (length < before + 2 || strncmp(text, name, before) != 0 || text[before] != '(' ||
                    strchr(text, ')') != text + length - 1))
        return false;
    snprintf(words->text, sizeof words->text, "%s", wrapped ? text + before + 1 : text);
    if (wrapped)
        words->text[length - before - 2] = '\0';
    char *at = words->text;
    for (;;) {
        at += strspn(at, " \t");
        if (!*at)
            return true;
        if (words->count < COST_CRON_WORDS_MAX)
            words->word[words->count] = at;
        words->count++;
        at += strcspn(at, " \t");
        if (*at)
            *at++ = '\0';
    }
}

bool cost_cron_read(cost_cron_t *cron, const char *text, cost_dialect_t dialect, char why[COST_CRON_WHY_SIZE])
{
    cost_cron_words_t words;
    memset(cron, 0, sizeof *cron);
    why[0] = '\0';
    if (strlen(text) > COST_CRON_TEXT_MAX) {
        snprintf(why, COST_CRON_WHY_SIZE, "longer than %d characters", COST_CRON_TEXT_MAX);
        return false;
    }
    if (cost_cron_split(&words, text, "cron"))
        return read_cron(cron, &words, dialect, why);
    if (cost_cron_split(&words, text, "rate"))
        return read_rate(cron, &words, why);
    if (cost_cron_split(&words, text, "at"))
        return read_at(cron, &words, why);
    return refuse(why, "schedule", text, "is not cron(...), rate(...) or at(...)");
}
