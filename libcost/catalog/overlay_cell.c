/* Reading single cells of a book. */
#include "libcost/catalog/overlay_cell.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "libcost/base/error.h"
#include "libcost/money/unit.h"

enum { MICRO = 1000000, UNITS_MAX = 256, PAIRS_MAX = 16 };

static cost_status_t refuse(char why[COST_CELL_WHY_SIZE], cost_status_t status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static cost_status_t refuse(char why[COST_CELL_WHY_SIZE], cost_status_t status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, COST_CELL_WHY_SIZE, format, arguments);
    va_end(arguments);
    return status;
}

/* The distinct units of the book: they are what there is to suggest. */
static size_t known_units(const char *units[UNITS_MAX], const cost_catalog_t *catalog)
{
    size_t count = 0;
    uint32_t last = 0;
    for (size_t i = 0; i < catalog->view[COST_BOOK_PRICES].count && count < UNITS_MAX; i++) {
        cost_book_place_t place = cost_book_at(&catalog->view[COST_BOOK_PRICES], i);
        const uint32_t offset = ((const cost_book_row_t *)place.row)->unit;
        if (offset == last)
            continue;
        last = offset;
        const char *unit = cost_book_text(place, offset);
        cost_unit_t parsed;
        if (!cost_unit_parse(&parsed, unit))
            continue;
        size_t k = 0;
        while (k < count && strcmp(units[k], unit) != 0)
            k++;
        units[k] = unit;
        count += k == count;
    }
    return count;
}

static cost_status_t read_unit(const char *text, const cost_catalog_t *catalog, char why[COST_CELL_WHY_SIZE])
{
    cost_unit_t unit;
    if (cost_unit_parse(&unit, text))
        return COST_OK;
    const char *units[UNITS_MAX];
    const char *near = cost_nearest(text, units, known_units(units, catalog));
    if (near)
        return refuse(why, COST_ERR_SCHEMA, "\"%.80s\" is not a known unit; did you mean \"%s\"?", text, near);
    return refuse(why, COST_ERR_SCHEMA, "\"%.80s\" is not a known unit such as vCPU-hour or 1M-requests", text);
}

static cost_status_t read_price(cost_cell_t *out, const char *text, char why[COST_CELL_WHY_SIZE])
{
    cost_rate_t rate;
    if (!cost_rate_parse(&rate, text, strlen(text)))
        return refuse(why, COST_ERR_SCHEMA, "\"%.80s\" is not a price such as 0.0000166667", text);
    out->number = rate.digits;
    out->scale = rate.scale;
    return COST_OK;
}

static cost_status_t read_micro(cost_cell_t *out, const char *text, bool tier, char why[COST_CELL_WHY_SIZE])
{
    const char *what = tier ? "where a tier begins, such as 0 or 10240" : "a number such as 64 or 0.25";
    const char *detail;
    cost_wide_t micro;
    if (!cost_wide_parse(&micro, text, strlen(text), MICRO, &detail))
        return refuse(why, COST_ERR_SCHEMA, "\"%.80s\" is not %s", text, what);
    if (micro > INT64_MAX || micro < (tier ? 0 : INT64_MIN))
        return refuse(why, COST_ERR_RANGE, "%.80s is outside %s to 9223372036854", text, tier ? "0" : "-9223372036854");
    out->number = (int64_t)micro;
    return COST_OK;
}

/* So many digits, or -1. */
static int digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

static cost_status_t read_date(cost_cell_t *out, const char *text, char why[COST_CELL_WHY_SIZE])
{
    const size_t length = strlen(text);
    const bool shaped = (length == 7 || length == 10) && text[4] == '-' && (length == 7 || text[7] == '-');
    const int year = shaped ? digits(text, 4) : -1, month = shaped ? digits(text + 5, 2) : -1;
    const int day = shaped && length == 10 ? digits(text + 8, 2) : 1;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return refuse(why, COST_ERR_SCHEMA, "\"%.80s\" is not a date such as 2026-09 or 2026-09-28", text);
    out->number = year * 10000 + month * 100 + day;
    return COST_OK;
}

typedef struct {
    const char *text;
    size_t length, key; /* of the pair, and of its key alone */
} pair_t;

static int compare_keys(const pair_t *a, const pair_t *b)
{
    int order = memcmp(a->text, b->text, a->key < b->key ? a->key : b->key);
    return order ? order : (a->key > b->key) - (a->key < b->key);
}

/* Cuts the text at `;` and drops the blanks around; false when a piece is not key=value. */
static bool cut_pairs(pair_t pairs[PAIRS_MAX], size_t *count, const char *text)
{
    *count = 0;
    for (bool more = true; more;) {
        text += strspn(text, " ");
        size_t span = strcspn(text, ";"), length = span;
        while (length > 0 && text[length - 1] == ' ')
            length--;
        const char *sign = memchr(text, '=', length);
        if (*count == PAIRS_MAX || !sign || sign == text || sign + 1 == text + length)
            return false;
        pairs[(*count)++] = (pair_t){text, length, (size_t)(sign - text)};
        text += span;
        more = *text++ == ';';
    }
    return true;
}

/* Sorts by key; the first key that is there twice, or NULL. */
static const pair_t *sort_pairs(pair_t *pairs, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && compare_keys(&pairs[k], &pairs[k - 1]) < 0; k--) {
            pair_t moved = pairs[k];
            pairs[k] = pairs[k - 1];
            pairs[k - 1] = moved;
        }
    for (size_t i = 1; i < count; i++)
        if (compare_keys(&pairs[i], &pairs[i - 1]) == 0)
            return &pairs[i];
    return NULL;
}

static cost_status_t read_variant(cost_cell_t *out, const char *text, cost_arena_t *arena, char why[COST_CELL_WHY_SIZE])
{
    pair_t pairs[PAIRS_MAX];
    size_t count;
    if (!cut_pairs(pairs, &count, text))
        return refuse(why, COST_ERR_SCHEMA, "\"%.120s\" is not a variant such as arch=x86_64;os=linux", text);
    const pair_t *twice = sort_pairs(pairs, count);
    if (twice)
        return refuse(why, COST_ERR_SCHEMA, "\"%.120s\" names %.*s twice", text, (int)twice->key, twice->text);
    char *sorted = cost_arena_alloc(arena, strlen(text) + 1), *at = sorted;
    if (!sorted)
        return COST_ERR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            *at++ = ';';
        memcpy(at, pairs[i].text, pairs[i].length);
        at += pairs[i].length;
    }
    out->text = sorted;
    return COST_OK;
}

static cost_status_t read_model(cost_cell_t *out, const char *text, char why[COST_CELL_WHY_SIZE])
{
    static const char *const names[] = {"graduated", "flat_plan", "percent_of_bill"};
    static const char net_of[] = "net_of:";
    out->text = "";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(text, names[i]) == 0) {
            out->number = (int64_t)i;
            return COST_OK;
        }
    if (strncmp(text, net_of, sizeof net_of - 1) != 0 || text[sizeof net_of - 1] == '\0')
        return refuse(why, COST_ERR_SCHEMA,
                      "\"%.80s\" is not a price model: graduated, flat_plan, percent_of_bill or net_of:DIMENSION",
                      text);
    out->number = COST_MODEL_NET_OF;
    out->text = text + sizeof net_of - 1;
    return COST_OK;
}

static cost_status_t read_confidence(cost_cell_t *out, const char *text, char why[COST_CELL_WHY_SIZE])
{
    static const char *const names[] = {"low", "medium", "high"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(text, names[i]) == 0) {
            out->number = (int64_t)i;
            return COST_OK;
        }
    return refuse(why, COST_ERR_SCHEMA, "\"%.80s\" is not a confidence: low, medium or high", text);
}

cost_status_t cost_cell_read(cost_cell_t *out, cost_cell_kind_t kind, const char *text, const cost_catalog_t *catalog,
                             cost_arena_t *arena, char why[COST_CELL_WHY_SIZE])
{
    *out = (cost_cell_t){.text = text};
    switch (kind) {
    case COST_CELL_TEXT:
        return COST_OK;
    case COST_CELL_UNIT:
        return read_unit(text, catalog, why);
    case COST_CELL_PRICE:
        return read_price(out, text, why);
    case COST_CELL_TIER:
        return read_micro(out, text, true, why);
    case COST_CELL_DECIMAL:
        return read_micro(out, text, false, why);
    case COST_CELL_DATE:
        return read_date(out, text, why);
    case COST_CELL_VARIANT:
        return read_variant(out, text, arena, why);
    case COST_CELL_MODEL:
        return read_model(out, text, why);
    case COST_CELL_CONFIDENCE:
        return read_confidence(out, text, why);
    }
    return COST_OK;
}
