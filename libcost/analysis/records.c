#include "libcost/analysis/records.h"

#include "libcost/base/alloc.h"
#include "libcost/base/error.h"

cost_status_t cost_row_store_grow(cost_row_store_t *store, size_t rows, size_t width, cost_error_t *err)
{
    while (store->segment_count * COST_SEGMENT_ROWS < rows) {
        int64_t *segment = cost_alloc_array(COST_SEGMENT_ROWS * width, sizeof *segment);
        if (!segment)
            return cost_fail_memory(err);
        store->segments[store->segment_count++] = segment;
    }
    return COST_OK;
}

cost_status_t cost_row_store_read(const cost_records_t *records, cost_rows_t take, void *user, cost_error_t *err)
{
    const cost_row_store_t *store = records->source;
    (void)err;
    for (size_t i = 0, left = records->count; left > 0; i++) {
        const size_t count = left < COST_SEGMENT_ROWS ? left : COST_SEGMENT_ROWS;
        take(user, store->segments[i], count);
        left -= count;
    }
    return COST_OK;
}
