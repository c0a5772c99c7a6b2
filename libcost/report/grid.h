/* Rows and columns, written aligned for a terminal or as a Markdown table. */
#ifndef COST_GRID_H
#define COST_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "libcost/base/arena.h"
#include "libcost/base/buffer.h"

typedef enum {
    COST_ALIGN_LEFT,
    COST_ALIGN_RIGHT,
    COST_ALIGN_POINT /* decimals below each other at their point */
} cost_align_t;

typedef struct {
    const char *title;
    cost_align_t align;
} cost_grid_column_t;

typedef enum {
    COST_ROW_PLAIN,
    COST_ROW_HEADING, /* of a part of the table */
    COST_ROW_SUM /* of a part of the table */,
    COST_ROW_TOTAL /* of all of it; below a rule */
} cost_row_kind_t;

enum { COST_GRID_COLUMNS_MAX = 13 };

typedef struct cost_grid_row {
    struct cost_grid_row *next;
    cost_row_kind_t kind;
    const char *cells[COST_GRID_COLUMNS_MAX];
} cost_grid_row_t;

typedef struct {
    cost_arena_t *arena;
    const cost_grid_column_t *columns;
    size_t column_count;
    cost_grid_row_t *first, *last;
    bool failed; /* memory was out */
} cost_grid_t;

cost_grid_t cost_grid(cost_arena_t *arena, const cost_grid_column_t *columns, size_t column_count);
/* Adds a row of column_count cells; NULL stands for "", and also for a text that memory was missing for (then set
 * grid->failed).  The texts are kept, not copied. */
void cost_grid_add(cost_grid_t *grid, cost_row_kind_t kind, const char *const *cells);
/* A column without any text in its plain rows is left out of both. */
void cost_grid_write_text(const cost_grid_t *grid, cost_buffer_t *out, bool color);
void cost_grid_write_markdown(const cost_grid_t *grid, cost_buffer_t *out);

/* Text from outside on a terminal: control characters become `?`. */
void cost_add_printable(cost_buffer_t *out, const char *text);
/* Text from outside in Markdown: what has a meaning there is escaped, line ends become blanks. */
void cost_add_markdown(cost_buffer_t *out, const char *text);

#endif
