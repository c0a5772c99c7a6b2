/* Cache behaviours: what share of the requests each takes and what becomes of them at the edge.
 *
 * Of the requests of a behaviour, `write_share` are PUT, POST, PATCH or DELETE and always go to the origin; of the
 * others the edge answers `hit_ratio`.  A distribution without behaviours has one that caches nothing.  A WebSocket
 * session is never cached or compressed and counts as one request that writes. */
#ifndef COST_CLOUDFRONT_BEHAVIOUR_H
#define COST_CLOUDFRONT_BEHAVIOUR_H

#include "libcost/services/cloudfront.h"

enum {
    COST_BEHAVIOUR_SHARE,
    COST_BEHAVIOUR_HIT_RATIO,
    COST_BEHAVIOUR_WRITE_SHARE,
    COST_BEHAVIOUR_OTHER_REGION,
    COST_BEHAVIOUR_COMPRESSION,
    COST_BEHAVIOUR_FIELDS
};
extern const cost_field_t cost_behaviour_fields[COST_BEHAVIOUR_FIELDS];

/* Parts of one viewer request, or of its bytes, on average over the behaviours. */
typedef struct {
    cost_ratio_t origin;  /* requests that reach the origin */
    cost_ratio_t shield;  /* requests for which Origin Shield is an incremental layer */
    cost_ratio_t written; /* request bytes that go to the origin */
    cost_ratio_t sent;    /* response bytes that go to the viewer, where the edge compresses */
} cost_behaviour_mix_t;

/* The mix of one behaviour, its share included (port: its number), or of all (-1), for requests or WebSockets. */
cost_behaviour_mix_t cost_behaviour_mix(const cost_resource_t *resource, int port, bool websocket);
/* How many there are; at least 1. */
size_t cost_behaviour_count(const cost_resource_t *resource);
/* The shares add up to 100 %, at most one is left out, and nothing is stated that has no effect. */
cost_status_t cost_behaviour_check(const cost_resource_t *resource, cost_error_t *err);

#endif
