/* What a month brings to a distribution. */
#ifndef COST_CLOUDFRONT_LOAD_H
#define COST_CLOUDFRONT_LOAD_H

#include "libcost/services/cloudfront.h"

/* All in 1e-6. */
typedef struct {
    cost_wide_t requests; /* of viewers; a WebSocket session is one */
    cost_wide_t sent;     /* bytes to viewers, after compression */
    cost_wide_t written;  /* bytes to origins: bodies of writing requests, what WebSocket clients send */
    cost_wide_t shielded; /* requests for which Origin Shield is an incremental layer */
} cost_cdn_load_t;

/* Adds up what comes in while the resource exists. */
cost_status_t cost_cdn_load(cost_cdn_load_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                            cost_error_t *err);
/* Whether any bytes go to origins. */
bool cost_cdn_writes(const cost_resource_t *resource, const cost_flows_t *flows);
/* Warns of responses that should be compressed and have a size that the edge does not compress. */
cost_status_t cost_cdn_warn_size(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err);

#endif
