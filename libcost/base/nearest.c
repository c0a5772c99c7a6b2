#include <stdint.h>
#include <string.h>

#include "libcost/base/error.h"

enum { WORD_MAX = 63, BEGINNING_MIN = 3 };

typedef uint8_t row_t[WORD_MAX + 1];

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static uint8_t least(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

/* One row of the table of edits: the last three rows are `before`, `above` and `row`. */
static void fill_row(row_t row, const row_t above, const row_t before, const char *a, size_t i, const char *b)
{
    row[0] = (uint8_t)i;
    for (size_t j = 1; b[j - 1]; j++) {
        char x = lower(a[i - 1]), y = lower(b[j - 1]);
        uint8_t edits = (uint8_t)(above[j - 1] + (x != y));
        edits = least(edits, (uint8_t)(above[j] + 1));
        edits = least(edits, (uint8_t)(row[j - 1] + 1));
        if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y)
            edits = least(edits, (uint8_t)(before[j - 2] + 1));
        row[j] = edits;
    }
}

/* Damerau and Levenshtein's distance, in its form where no part is edited twice. */
static unsigned distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    row_t rows[3];
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = (uint8_t)j;
    for (size_t i = 1; i <= a_length; i++)
        fill_row(rows[i % 3], (const uint8_t *)rows[(i + 2) % 3], (const uint8_t *)rows[(i + 1) % 3], a, i, b);
    return rows[a_length % 3][b_length];
}

/* The first word that is longer and begins so. */
static const char *beginning(const char *word, size_t length, const char *const *known, size_t count)
{
    for (size_t i = 0; length >= BEGINNING_MIN && i < count; i++) {
        size_t same = 0;
        while (same < length && lower(word[same]) == lower(known[i][same]))
            same++;
        if (same == length)
            return known[i];
    }
    return NULL;
}

const char *cost_nearest(const char *word, const char *const *known, size_t count)
{
    const size_t length = strlen(word);
    if (length > WORD_MAX)
        return NULL;
    unsigned best = (unsigned)(length / 3) + 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t known_length = strlen(known[i]);
        if (known_length > WORD_MAX)
            continue;
        unsigned edits = distance(word, length, known[i], known_length);
        if (edits >= best)
            continue;
        best = edits;
        nearest = known[i];
    }
    return nearest ? nearest : beginning(word, length, known, count);
}
