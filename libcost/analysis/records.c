#include "libcost/analysis/records.h"

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
