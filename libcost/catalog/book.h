/* The tables of one catalog: the default book's rows as they are compiled in, and an overlay's merged in between.
 * Shared by the files of this room only.
 *
 * Every table has the same shape, which is what lets one search serve all seven: a row is a struct whose first members
 * are its key, each an offset (uint32_t) into the table's pool of texts. */
#ifndef COST_BOOK_H
#define COST_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "libcost/base/arena.h"
#include "libcost/catalog/book_table.h"
#include "libcost/catalog/catalog.h"

/* What an overlay's source_id is when it gives none; no row of sources.csv is asked for it. */
#define COST_OVERLAY_SOURCE "overlay"

typedef enum {
    COST_BOOK_PRICES,     /* cost_book_row_t, key: service, dimension, variant, region */
    COST_BOOK_RULES,      /* service, rule */
    COST_BOOK_ALLOWANCES, /* id */
    COST_BOOK_REGIONS,    /* region */
    COST_BOOK_SIZES,      /* service, os */
    COST_BOOK_SPECS,      /* service, item */
    COST_BOOK_SOURCES     /* id */
} cost_book_kind_t;
enum { COST_BOOK_KINDS = COST_BOOK_SOURCES + 1, COST_BOOK_KEY_MAX = 4 };

/* Where a row was read. */
typedef struct {
    const char *file;
    int line; /* 0: not known */
} cost_book_origin_t;

/* Rows of one kind from one book, sorted by key. */
typedef struct {
    const char *strings; /* offset 0 is the empty text */
    const void *rows;
    size_t count;
    const cost_book_origin_t *origins; /* one for each row; NULL for the default book */
} cost_book_table_t;

/* The rows of one kind that count: the default's, less those whose key the overlay has, plus the overlay's. */
typedef struct {
    cost_book_kind_t kind;
    cost_book_table_t base, overlay;
    const uint32_t *order; /* which row comes i-th, the overlay's marked; NULL: the base as it is */
    size_t count;
} cost_book_view_t;

struct cost_catalog {
    cost_arena_t *arena;
    const char *version;
    cost_book_view_t view[COST_BOOK_KINDS];
};

/* A row and the table that it belongs to. */
typedef struct {
    const cost_book_table_t *table;
    const void *row;
    size_t index; /* in the table */
} cost_book_place_t;

size_t cost_book_stride(cost_book_kind_t kind);
size_t cost_book_key_count(cost_book_kind_t kind);
/* A view of the default book's table, or of nothing. */
void cost_book_default(cost_book_view_t *view, cost_book_kind_t kind);
/* Lays the view's overlay over its base; false when memory is out. */
bool cost_book_merge(cost_book_view_t *view, cost_arena_t *arena);
/* Row i < count. */
cost_book_place_t cost_book_at(const cost_book_view_t *view, size_t i);
static inline const char *cost_book_text(cost_book_place_t place, uint32_t offset)
{
    return place.table->strings + offset;
}
/* For messages: a row of the default book is placed at its file in pricing/ alone. */
cost_book_origin_t cost_book_origin(const cost_book_view_t *view, size_t i);
/* The k-th text of the key of row i. */
const char *cost_book_key(const cost_book_view_t *view, size_t i, size_t k);
/* The first row whose first n key texts are not below `key`; count when there is none. */
size_t cost_book_find(const cost_book_view_t *view, const char *const key[], size_t n);
/* Whether i is a row whose first n key texts are `key`. */
bool cost_book_is(const cost_book_view_t *view, size_t i, const char *const key[], size_t n);

/* A price row by its number in the view. */
const cost_book_row_t *cost_book_price(const cost_catalog_t *catalog, size_t i);
/* One past the last tier of the version (the ladder) that begins at price row i: same key and bounds, tiers rising. */
size_t cost_book_version_end(const cost_catalog_t *catalog, size_t i);
/* The url of a source, "" when the book does not list it. */
const char *cost_book_source_url(const cost_catalog_t *catalog, const char *id);
/* A name of an overlay's row that the default book does not have, so that the row has no effect. */
typedef struct {
    const char *what; /* "service", "dimension", "rule" or "variant" */
    const char *of;   /* whose: the service of a dimension or rule, the dimension of a variant; else "" */
    const char *name;
    const char *near; /* what may be meant, or NULL; of a variant one that the book has */
} cost_book_unknown_t;
/* Whether row i of a view (prices or rules) is such a row.  A variant is known by its keys: `arch;os`. */
bool cost_book_unknown(const cost_catalog_t *catalog, cost_book_kind_t kind, size_t i, cost_book_unknown_t *out);
/* A catalog of the default book alone, in its own arena; NULL when memory is out. */
cost_catalog_t *cost_book_open(void);
/* What would make a bill ambiguous: tiers that do not begin at 0, are there twice or are in different units.  Only the
 * rows of the default book, or only those of the overlay: a book with such rows cannot be laid over. */
cost_status_t cost_book_check_ladders(const cost_catalog_t *catalog, bool overlay, cost_error_t *err);

#endif
