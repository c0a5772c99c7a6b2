/* Data that a serverless cache stores over a month, with a least size at any time. */
#ifndef COST_CACHE_DATA_H
#define COST_CACHE_DATA_H

#include "libcost/services/service.h"

/* Data that grow evenly from the creation of the cache on, or from the start of the period. */
typedef struct {
    cost_wide_t data;   /* micro-bytes then */
    cost_wide_t growth; /* as many more in per_s seconds */
    int64_t per_s;      /* > 0 */
    cost_wide_t floor;  /* micro-bytes that are billed at least, at any time */
} cost_cache_data_t;

/* Micro-bytes times seconds of one cache while it exists; `held`, of jobs that wait in it, counts with the rest of the
 * month's data.  False when they are too large to be counted. */
bool cost_cache_stored(cost_wide_t *out, const cost_cache_data_t *data, const cost_flows_t *flows, cost_wide_t held);

#endif
