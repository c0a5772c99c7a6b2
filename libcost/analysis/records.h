/* What trials leave behind: a row of integers each, in memory or in files, read front to back as often as needed.
 *
 * The columns of a row, in this order:
 *     total, months, services, resources, tags    nano-dollars
 *     budgets                                     nano-dollars, the most in a month that the budget is about
 *     crossings                                   of each budget: POSIX seconds when it was broken, 0 when it was not
 *     inputs                                      the uniform draw, times 2^52
 *     loads                                       of traffic whose noise is drawn: requests or sessions
 *
 * The months of Sobol indices leave rows of another kind, of bills alone, which have no columns (sobol.h). */
#ifndef COST_RECORDS_H
#define COST_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include "cost/simulate.h"

typedef enum {
    COST_COLUMN_TOTAL,
    COST_COLUMN_MONTH,
    COST_COLUMN_SERVICE,
    COST_COLUMN_RESOURCE,
    COST_COLUMN_TAG,
    COST_COLUMN_BUDGET,
    COST_COLUMN_CROSSING,
    COST_COLUMN_INPUT,
    COST_COLUMN_LOAD,
    COST_COLUMN_KINDS
} cost_column_kind_t;

typedef struct {
    cost_column_kind_t kind;
    const char *name;
    int64_t central; /* of the central month; of inputs 0 */
    int64_t limit;   /* of a BUDGET */
} cost_record_column_t;

typedef struct cost_records cost_records_t;
/* Takes `count` rows of `width` integers that follow the last ones. */
typedef void (*cost_rows_t)(void *user, const int64_t *rows, size_t count);

struct cost_records {
    const cost_record_column_t *columns; /* may be NULL: of bills alone */
    size_t width, count;
    /* Hands over all rows, block by block. */
    cost_status_t (*read)(const cost_records_t *records, cost_rows_t take, void *user, cost_error_t *err);
    const void *source; /* of read */
};

/* Rows in memory, in blocks of `rows` (the last may hold fewer). */
enum { COST_SEGMENT_ROWS = 256 };
typedef struct {
    int64_t **segments;
    size_t segment_count;
} cost_row_store_t;

/* Takes memory for `rows` rows of `width` zeros, which cost_free() gives back a segment each; `segments` has room for
 * all of them.  COST_ERR_MEMORY. */
cost_status_t cost_row_store_grow(cost_row_store_t *store, size_t rows, size_t width, cost_error_t *err);
/* `read` of a cost_row_store_t. */
cost_status_t cost_row_store_read(const cost_records_t *records, cost_rows_t take, void *user, cost_error_t *err);

#endif
