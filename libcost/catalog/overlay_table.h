/* What the files of a book look like, and how their rows become tables. */
#ifndef COST_OVERLAY_TABLE_H
#define COST_OVERLAY_TABLE_H

#include "libcost/catalog/overlay_cell.h"

enum { COST_OVERLAY_COLUMNS_MAX = 14, COST_OVERLAY_SORTS_MAX = 4 };

typedef struct {
    const char *name;
    cost_cell_kind_t kind;
    bool required;
    const char *fallback; /* what an empty or missing cell means; NULL is "" */
} cost_overlay_column_t;

/* The columns of one file.  The key comes first, as in the tables; those of prices.csv are numbered by
 * cost_price_field_t. */
typedef struct {
    const char *file;
    cost_book_kind_t kind;
    const cost_overlay_column_t *columns;
    size_t column_count;
    int sort[COST_OVERLAY_SORTS_MAX]; /* columns whose numbers order rows of one key; -1 ends the list */
} cost_overlay_schema_t;

/* One row of a file, read and checked. */
typedef struct {
    const cost_overlay_schema_t *schema;
    cost_book_origin_t origin;
    cost_cell_t cell[COST_OVERLAY_COLUMNS_MAX];
} cost_overlay_record_t;

const cost_overlay_schema_t *cost_overlay_schema(cost_book_kind_t kind);
/* overrides.csv: as prices.csv, but a row without a price only takes away. */
const cost_overlay_schema_t *cost_overlay_overrides(void);
/* Its number, or -1. */
int cost_overlay_find_column(const cost_overlay_schema_t *schema, const char *name);
/* The name nearest to one that is none, or NULL. */
const char *cost_overlay_nearest_column(const cost_overlay_schema_t *schema, const char *name);

/* Sorts the rows as the table wants them and packs them in the arena; the files' names in `origin` must live there.
 * @return COST_OK, COST_ERR_SCHEMA for rows that are there twice, COST_ERR_MEMORY */
cost_status_t cost_overlay_pack(cost_book_table_t *out, cost_arena_t *arena, cost_book_kind_t kind,
                                cost_overlay_record_t *records, size_t count, cost_error_t *err);

#endif
