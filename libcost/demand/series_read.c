#include "libcost/demand/series_read.h"

#include <stdio.h>
#include <string.h>

#include "libcost/base/error.h"
#include "libcost/demand/calendar.h"
#include "libcost/demand/quote.h"
#include "libcost/money/wide.h"

enum {
    TIME_TEXT = 40,
    DATE_LENGTH = 10,
    SECONDS_LENGTH = 19,
    EPOCH_DIGITS = 11,
    EPOCH_DIGITS_LEAST = 9,
    COLUMNS_TEXT = 400,
    LIST_TAIL = 40,
    DECIMALS = 18,
    MICRO_DECIMALS = 6
};
#define VALUE_MAX INT64_C(1000000000000000000) /* 1e12 units */

typedef struct {
    const cost_csv_t *table;
    const cost_series_options_t *options;
    int time, value; /* columns */
    int64_t last;    /* instant of the row before */
    int failures;
    cost_status_t status;
    cost_error_t *err;
} reader_t;

static cost_place_t place(const reader_t *r, size_t row, int column)
{
    return (cost_place_t){.file = r->table->file, .line = r->table->lines[row], .column = column + 1};
}

static void note(reader_t *r, cost_status_t status)
{
    r->failures++;
    r->status = r->status ? r->status : status;
}

/* ---- times ---- */

/* "2014-04-10 00:04:00.123" becomes "2014-04-10T00:04:00". */
static bool tidy(char tidied[TIME_TEXT], const char *cell)
{
    size_t length = strlen(cell);
    if (length >= TIME_TEXT || length < DATE_LENGTH)
        return false;
    memcpy(tidied, cell, length + 1);
    if (tidied[DATE_LENGTH] == ' ')
        tidied[DATE_LENGTH] = 'T';
    if (length > SECONDS_LENGTH && tidied[SECONDS_LENGTH] == '.') {
        size_t digits = strspn(tidied + SECONDS_LENGTH + 1, "0123456789");
        memmove(tidied + SECONDS_LENGTH, tidied + SECONDS_LENGTH + 1 + digits,
                length - SECONDS_LENGTH - digits); /* with the NUL */
        return digits > 0;
    }
    return true;
}

static bool is_epoch(const char *cell)
{
    return *cell && cell[strspn(cell, "0123456789")] == '\0';
}

static int64_t epoch(const char *digits)
{
    int64_t seconds = 0;
    for (; *digits; digits++)
        seconds = seconds * 10 + (*digits - '0');
    return seconds;
}

/* Of an hour that clocks run through twice, the second counts once the first is past. */
static bool to_instant(int64_t *at, const reader_t *r, int64_t local)
{
    int64_t first = local, second = local;
    int count = r->options->zone ? cost_zone_instants(r->options->zone, local, &first, &second) : 1;
    *at = count == 2 && first <= r->last ? second : first;
    return count > 0;
}

static cost_status_t read_time(int64_t *at, const reader_t *r, size_t row)
{
    const char *cell = cost_csv_cell(r->table, row, r->time);
    char tidied[TIME_TEXT], quoted[COST_QUOTE_SIZE];
    int64_t seconds = 0;
    bool zoned = false;
    cost_quote(cell, strlen(cell), quoted);
    if (is_epoch(cell)) {
        if (strlen(cell) > EPOCH_DIGITS)
            return cost_fail(r->err, COST_ERR_RANGE, place(r, row, r->time),
                             "%s are more than whole seconds since 1970; milliseconds are to be divided by 1000",
                             quoted);
        *at = epoch(cell);
        return COST_OK;
    }
    if (!tidy(tidied, cell) || !cost_civil_parse(tidied, &seconds, &zoned))
        return cost_fail(r->err, COST_ERR_SYNTAX, place(r, row, r->time),
                         "%s is not a time; 2025-11-28T14:00:00Z, 2025-11-28 14:00 or seconds since 1970 are expected",
                         quoted);
    *at = seconds;
    if (!zoned && !to_instant(at, r, seconds))
        return cost_fail(r->err, COST_ERR_RANGE, place(r, row, r->time),
                         "%s does not exist: clocks are put forward over it; times with Z or an offset would do",
                         quoted);
    return COST_OK;
}

/* ---- values ---- */

/* "1.5E7" is 1.5 and 7; without an exponent 0. */
static bool split_exponent(size_t *length, int *exponent, const char *cell)
{
    *length = strcspn(cell, "eE");
    *exponent = 0;
    if (!cell[*length])
        return true;
    const char *digits = cell + *length + 1;
    const int sign = *digits == '-' ? -1 : 1;
    digits += *digits == '-' || *digits == '+';
    const size_t count = strspn(digits, "0123456789");
    if (!count || digits[count] || count > 2)
        return false;
    *exponent = sign * (count == 2 ? (digits[0] - '0') * 10 + digits[1] - '0' : digits[0] - '0');
    return *exponent <= DECIMALS && *exponent >= -DECIMALS;
}

static bool read_decimal(int64_t *value, const char *cell, const char **why)
{
    size_t length;
    int exponent;
    cost_wide_t exact, micro;
    *why = "is not a decimal";
    if (!split_exponent(&length, &exponent, cell) ||
        !cost_wide_parse(&exact, cell, length, cost_wide_pow10(DECIMALS), why))
        return false;
    *why = "is negative";
    if (exact < 0)
        return false;
    *why = "is too large";
    const cost_wide_t up = cost_wide_pow10(exponent > 0 ? exponent : 0);
    const cost_wide_t down = cost_wide_pow10(DECIMALS - MICRO_DECIMALS + (exponent < 0 ? -exponent : 0));
    if (!cost_wide_mul_div(&micro, exact, up, down) || micro > VALUE_MAX)
        return false;
    *value = (int64_t)micro;
    return true;
}

static cost_status_t read_value(int64_t *value, const reader_t *r, size_t row)
{
    const char *cell = cost_csv_cell(r->table, row, r->value), *why;
    char quoted[COST_QUOTE_SIZE];
    if (read_decimal(value, cell, &why))
        return COST_OK;
    if (!*cell)
        return cost_fail(r->err, COST_ERR_SCHEMA, place(r, row, r->value),
                         "the value is missing; a row without one is to be left out");
    return cost_fail(r->err, COST_ERR_RANGE, place(r, row, r->value),
                     "%s %s; a number such as 120 or 0.5, 0 and more, is expected",
                     cost_quote(cell, strlen(cell), quoted), why);
}

/* ---- the table ---- */

/* "timestamp", "requests" and 3 more */
static const char *list_columns(const cost_csv_t *table, char out[COLUMNS_TEXT])
{
    size_t length = 0, i = 0;
    for (; i < table->column_count && length + COST_QUOTE_SIZE + LIST_TAIL < COLUMNS_TEXT; i++) {
        char quoted[COST_QUOTE_SIZE];
        cost_quote(table->header[i], strlen(table->header[i]), quoted);
        length += (size_t)snprintf(out + length, COLUMNS_TEXT - length, "%s%s", i ? ", " : "", quoted);
    }
    if (i < table->column_count)
        snprintf(out + length, COLUMNS_TEXT - length, " and %zu more", table->column_count - i);
    return out;
}

/* A file without a header: its first point is taken for one. */
static bool is_point(const cost_csv_t *table, int time, int value)
{
    const char *at = table->header[time], *why;
    char tidied[TIME_TEXT];
    int64_t ignored;
    bool zoned;
    return ((is_epoch(at) && strlen(at) >= EPOCH_DIGITS_LEAST) ||
            (tidy(tidied, at) && cost_civil_parse(tidied, &ignored, &zoned))) &&
           read_decimal(&ignored, table->header[value], &why);
}

static cost_status_t find_column(int *column, const reader_t *r, const char *name, const char *usual, int otherwise)
{
    char columns[COLUMNS_TEXT];
    *column = cost_csv_column(r->table, name ? name : usual);
    if (*column >= 0)
        return COST_OK;
    const cost_place_t head = {.file = r->table->file, .line = 1};
    if (name)
        return cost_fail(r->err, COST_ERR_SCHEMA, head, "there is no column \"%s\"; there is %s", name,
                         list_columns(r->table, columns));
    *column = otherwise;
    if ((size_t)otherwise < r->table->column_count)
        return COST_OK;
    return cost_fail(r->err, COST_ERR_SCHEMA, head, "a series has two columns, timestamp and value");
}

cost_status_t cost_series_points(cost_series_point_t *points, const cost_csv_t *table,
                                 const cost_series_options_t *options, cost_error_t *err)
{
    reader_t r = {.table = table, .options = options, .last = INT64_MIN, .err = err};
    cost_status_t status = find_column(&r.time, &r, options->time_column, "timestamp", 0);
    if (!status)
        status = find_column(&r.value, &r, options->value_column, "value", r.time == 1 ? 0 : 1);
    if (status)
        return status;
    if (is_point(table, r.time, r.value))
        return cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){.file = table->file, .line = 1},
                         "the first line is a point, and its columns have no names; timestamp,value would name them");
    for (size_t row = 0; row < table->row_count && r.failures < COST_SERIES_ERRORS_MAX; row++) {
        points[row].row = row;
        status = read_time(&points[row].at, &r, row);
        if (status)
            note(&r, status);
        else
            r.last = points[row].at;
        status = read_value(&points[row].value, &r, row);
        if (status)
            note(&r, status);
    }
    return r.status;
}
