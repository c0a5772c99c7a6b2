/* What exists in the book near a price that does not, for messages. */
#include "libcost/catalog/book.h"

#include <stdio.h>
#include <string.h>

enum { NEAREST = 3, WORD_MAX = 160 };

/* The candidates found so far, nearest first. */
typedef struct {
    const char *wanted;
    size_t row[NEAREST];
    size_t distance[NEAREST];
    size_t count, room;
} nearest_t;

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edit distance of the first WORD_MAX bytes. */
static size_t distance(const char *a, const char *b)
{
    size_t line[WORD_MAX + 1], width = least(strlen(b), WORD_MAX), height = least(strlen(a), WORD_MAX);
    for (size_t x = 0; x <= width; x++)
        line[x] = x;
    for (size_t y = 1; y <= height; y++) {
        size_t corner = line[0];
        line[0] = y;
        for (size_t x = 1; x <= width; x++) {
            size_t change = corner + (a[y - 1] != b[x - 1]);
            corner = line[x];
            line[x] = least(change, least(line[x], line[x - 1]) + 1);
        }
    }
    return line[width];
}

/* Of two equally near ones the book's first stays ahead. */
static void offer(nearest_t *best, const char *word, size_t row)
{
    size_t d = distance(best->wanted, word), at = best->count;
    while (at > 0 && best->distance[at - 1] > d)
        at--;
    if (at >= best->room)
        return;
    if (best->count < best->room)
        best->count++;
    for (size_t i = best->count - 1; i > at; i--) {
        best->row[i] = best->row[i - 1];
        best->distance[i] = best->distance[i - 1];
    }
    best->row[at] = row;
    best->distance[at] = d;
}

/* A list being written: entries that do not fit whole are left out. */
typedef struct {
    char *buffer;
    size_t size, used, entries;
} list_t;

static void append(list_t *list, const cost_book_view_t *prices, size_t row, bool whole_key)
{
    const char *comma = list->used > 0 ? ", " : "", *variant = cost_book_key(prices, row, 2);
    char *at = list->buffer + list->used;
    const size_t left = list->size - list->used;
    int n;
    if (whole_key)
        n = snprintf(at, left, "%s%s %s%s%s in %s", comma, cost_book_key(prices, row, 0), cost_book_key(prices, row, 1),
                     *variant ? " " : "", variant, cost_book_key(prices, row, 3));
    else
        n = snprintf(at, left, "%s%s %s", comma, cost_book_key(prices, row, 0), cost_book_key(prices, row, 1));
    list->entries++;
    if (n >= 0 && (size_t)n < left)
        list->used += (size_t)n;
    else
        *at = '\0';
}

static void append_all(list_t *list, const cost_book_view_t *prices, const nearest_t *best, bool whole_key)
{
    for (size_t i = 0; i < best->count; i++)
        append(list, prices, best->row[i], whole_key);
}

/* Offers each distinct text of key column k among the rows that share the first n texts, but not the wanted one; with
 * a region only rows of that region count. */
static void gather(nearest_t *best, const cost_book_view_t *prices, const char *const key[], size_t n, size_t k,
                   const char *region)
{
    const char *last = best->wanted;
    for (size_t i = cost_book_find(prices, key, n); cost_book_is(prices, i, key, n); i++) {
        const char *word = cost_book_key(prices, i, k);
        if (strcmp(word, last) == 0 || strcmp(word, best->wanted) == 0 ||
            (region && strcmp(cost_book_key(prices, i, 3), region) != 0))
            continue;
        offer(best, word, i);
        last = word;
    }
}

const char *cost_catalog_nearest(const cost_catalog_t *catalog, const char *service, const char *dimension,
                                 const char *variant, const char *region, char *buffer, size_t size)
{
    const cost_book_view_t *prices = &catalog->view[COST_BOOK_PRICES];
    const char *const key[] = {service, dimension, variant};
    list_t list = {buffer, size, 0, 0};
    if (size == 0)
        return buffer;
    *buffer = '\0';
    nearest_t regions = {.wanted = region, .room = NEAREST};
    gather(&regions, prices, key, 3, 3, NULL);
    append_all(&list, prices, &regions, true);
    nearest_t variants = {.wanted = variant, .room = NEAREST - list.entries};
    gather(&variants, prices, key, 2, 2, region);
    append_all(&list, prices, &variants, true);
    nearest_t dimensions = {.wanted = dimension, .room = NEAREST - list.entries};
    gather(&dimensions, prices, key, 1, 1, NULL);
    append_all(&list, prices, &dimensions, false);
    return buffer;
}

/* The value of `key` in a variant, and its length; NULL when it has none. */
static const char *variant_value(const char *variant, const char *key, size_t *length)
{
    const size_t name = strlen(key);
    for (const char *at = variant; *at != '\0'; at += *at == ';') {
        size_t span = strcspn(at, ";");
        if (span > name && at[name] == '=' && memcmp(at, key, name) == 0) {
            *length = span - name - 1;
            return at + name + 1;
        }
        at += span;
    }
    return NULL;
}

void cost_catalog_each_variant_value(const cost_catalog_t *catalog, const char *service, const char *dimension,
                                     const char *key, void (*each)(const char *value, size_t length, void *context),
                                     void *context)
{
    const cost_book_view_t *prices = &catalog->view[COST_BOOK_PRICES];
    const char *const prefix[] = {service, dimension};
    const char *last = NULL;
    for (size_t i = cost_book_find(prices, prefix, 2); cost_book_is(prices, i, prefix, 2); i++) {
        const char *variant = cost_book_key(prices, i, 2);
        if (last && strcmp(last, variant) == 0)
            continue;
        last = variant;
        size_t length;
        const char *value = variant_value(variant, key, &length);
        if (value)
            each(value, length, context);
    }
}
