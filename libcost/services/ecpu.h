/* ElastiCache processing units: what a serverless cache is billed for its commands.
 *
 *     10 million GETs of 3.2 KB are 32 million ECPUs; 10 million of 200 B are 10 million
 */
#ifndef COST_ECPU_H
#define COST_ECPU_H

#include "libcost/flow/flow.h"

/* ECPUs (1e-6) of what comes in while the cache exists: by each inbound flow one for a command, or one for each
 * `chunk` (micro-bytes) that it transfers when that is more, by the mean of the flow.  The flows must know their bytes.
 * False on overflow. */
bool cost_ecpus_of_load(cost_wide_t *out, const cost_flows_t *flows, cost_wide_t chunk);

#endif
