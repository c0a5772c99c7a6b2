#include <string.h>

#include "cli.h"

enum { WORD_MAX = 31, BEGINNING_MIN = 3 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Levenshtein's distance of two words of at most WORD_MAX characters. */
static unsigned distance(const char *a, const char *b)
{
    unsigned row[WORD_MAX + 1];
    size_t columns = strlen(b);
    for (size_t j = 0; j <= columns; j++)
        row[j] = (unsigned)j;
    for (size_t i = 0; a[i]; i++) {
        unsigned before = row[0];
        row[0] = (unsigned)i + 1;
        for (size_t j = 0; j < columns; j++) {
            unsigned above = row[j + 1];
            row[j + 1] = least(least(above, row[j]) + 1, before + (a[i] != b[j]));
            before = above;
        }
    }
    return row[columns];
}

const char *suggest(const char *word, const char *const *known, size_t count)
{
    const char *nearest = NULL;
    unsigned best = (unsigned)strlen(word) / 3 + 1;
    if (strlen(word) > WORD_MAX)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        unsigned edits = strlen(known[i]) <= WORD_MAX ? distance(word, known[i]) : best;
        if (edits >= best)
            continue;
        best = edits;
        nearest = known[i];
    }
    for (size_t i = 0; !nearest && strlen(word) >= BEGINNING_MIN && i < count; i++)
        if (!strncmp(known[i], word, strlen(word)))
            nearest = known[i];
    return nearest;
}
