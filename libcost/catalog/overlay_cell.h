/* The kinds of cells that the tables of a book have, and how each is read. */
#ifndef COST_OVERLAY_CELL_H
#define COST_OVERLAY_CELL_H

#include "libcost/catalog/book.h"

typedef enum {
    COST_CELL_TEXT,       /* anything */
    COST_CELL_UNIT,       /* a unit of usage, as unit.h knows them */
    COST_CELL_PRICE,      /* number: digits; scale */
    COST_CELL_TIER,       /* number: millionths, not below 0 */
    COST_CELL_DECIMAL,    /* number: millionths */
    COST_CELL_DATE,       /* number: yyyymmdd; a month is its first day */
    COST_CELL_VARIANT,    /* text: its pairs sorted by key */
    COST_CELL_MODEL,      /* number: cost_price_model_t; text: the argument */
    COST_CELL_CONFIDENCE, /* number: cost_confidence_t */
} cost_cell_kind_t;

typedef struct {
    const char *text;
    int64_t number;
    int scale;
} cost_cell_t;

enum { COST_CELL_WHY_SIZE = 320 };

/* Reads a text that is not empty; `catalog` knows the units to suggest, `arena` keeps what has to be rewritten.  On
 * COST_ERR_SCHEMA and COST_ERR_RANGE `why` says what is wrong and what would be right. */
cost_status_t cost_cell_read(cost_cell_t *out, cost_cell_kind_t kind, const char *text, const cost_catalog_t *catalog,
                             cost_arena_t *arena, char why[COST_CELL_WHY_SIZE]);

#endif
