/* Records of trials made by hand. */
#ifndef ROWS_H
#define ROWS_H

#include <stdlib.h>
#include <string.h>

#include "libcost/analysis/records.h"
#include "unit.h"

enum { ROWS_COLUMNS_MAX = 8 };

typedef struct {
    cost_record_column_t columns[ROWS_COLUMNS_MAX];
    cost_row_store_t store;
    cost_records_t records;
} rows_t;

/* `kinds` of the columns; all cells are 0. */
static inline void rows_open(rows_t *rows, const cost_column_kind_t *kinds, size_t width, size_t count)
{
    memset(rows, 0, sizeof *rows);
    for (size_t i = 0; i < width; i++)
        rows->columns[i] = (cost_record_column_t){.kind = kinds[i], .name = "column"};
    rows->store.segment_count = count / COST_SEGMENT_ROWS + 1;
    rows->store.segments = calloc(rows->store.segment_count, sizeof *rows->store.segments);
    ck_assert_ptr_nonnull(rows->store.segments);
    for (size_t i = 0; i < rows->store.segment_count; i++) {
        rows->store.segments[i] = calloc(COST_SEGMENT_ROWS * width, sizeof **rows->store.segments);
        ck_assert_ptr_nonnull(rows->store.segments[i]);
    }
    rows->records = (cost_records_t){
        .columns = rows->columns, .width = width, .count = count, .read = cost_row_store_read, .source = &rows->store};
}

static inline int64_t *rows_cell(rows_t *rows, size_t row, size_t column)
{
    return &rows->store.segments[row / COST_SEGMENT_ROWS][row % COST_SEGMENT_ROWS * rows->records.width + column];
}

static inline void rows_close(rows_t *rows)
{
    for (size_t i = 0; i < rows->store.segment_count; i++)
        free(rows->store.segments[i]);
    free(rows->store.segments);
}

#endif
