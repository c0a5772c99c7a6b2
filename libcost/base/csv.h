/* CSV tables (RFC 4180) through libcsv: csv.c is the only user of it. */
#ifndef COST_CSV_H
#define COST_CSV_H

#include "cost/status.h"
#include "libcost/base/arena.h"
#include "libcost/base/buffer.h"

typedef struct {
    const char *file;
    const char *const *header; /* column names */
    size_t column_count;
    const char *const *cells; /* row_count x column_count, NUL-terminated */
    const int *lines;         /* the line on which each row begins, from 1 */
    size_t row_count;
} cost_csv_t;

enum {
    COST_CSV_BYTES_MAX = 64 * 1024 * 1024, /* of a file: a year of minutes has a quarter of it */
    COST_CSV_COLUMNS_MAX = 4096,
};

/* Parses a whole text with one header line; every row must have as many cells as the header.  Spaces in quotes are
 * kept, around unquoted cells dropped.  Blank lines are skipped.  The text is UTF-8; a byte order mark is skipped.  No
 * two columns have one name.  Errors name file, line and column (the cell's number); all wrong rows are reported. */
cost_status_t cost_csv_parse(cost_csv_t *out, cost_arena_t *arena, const char *text, size_t length, const char *file,
                             cost_error_t *err);
cost_status_t cost_csv_load(cost_csv_t *out, cost_arena_t *arena, const char *file, cost_error_t *err);
/* The column's number, or -1. */
int cost_csv_column(const cost_csv_t *table, const char *name);
const char *cost_csv_cell(const cost_csv_t *table, size_t row, int column);
/* Appends one cell, quoted (through csv_write) where RFC 4180 asks for it and where blanks stand at its ends. */
void cost_csv_add(cost_buffer_t *buffer, const char *cell);

#endif
