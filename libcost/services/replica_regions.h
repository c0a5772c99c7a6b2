/* Copies of a thing in other Regions, each billed there as a thing of its own: keys, secrets. */
#ifndef COST_REPLICA_REGIONS_H
#define COST_REPLICA_REGIONS_H

#include "libcost/services/service.h"

/* The row of a table of fields; `of` says what is copied: "the key". */
#define COST_REPLICAS_FIELD(of)                                                                                        \
    {                                                                                                                  \
        .name = "replicas", .kind = COST_KIND_TEXTS,                                                                   \
        .help = "Regions that hold a replica of " of ", billed there as one more"                                      \
    }

/* Known Regions, none twice, none the resource's own. */
cost_status_t cost_replicas_check(const cost_resource_t *resource, const cost_value_t *replicas, cost_error_t *err);
/* Counts `each` in the resource's Region, and once more under the name of each replica's Region: `key` is to take a
 * nested name for the Region then. */
cost_status_t cost_replicas_add(cost_usage_t *out, int dimension, const cost_value_t *replicas, cost_wide_t each,
                                cost_error_t *err);

#endif
