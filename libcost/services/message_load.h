/* Messages of a service that bills them in chunks of payload: how many there are, and how many chunks they fill.
 *
 * Sizes are means: a mean of 60 KB is one chunk of 64 KB, although some of the messages may be larger. */
#ifndef COST_MESSAGE_LOAD_H
#define COST_MESSAGE_LOAD_H

#include "libcost/services/service.h"

/* The fields that say how large a message is, the largest of the service, and how many of them are sent (published,
 * ...) in one request. */
#define COST_MESSAGE_SIZE_FIELD(field, largest)                                                                        \
    {                                                                                                                  \
        .name = field, .help = "mean bytes of a message; messages of `from` bring their own request bytes",            \
        .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES, .max = largest, .fallback = "64 KiB",                 \
        .source = "assumption: one chunk, which is the least that is billed"                                           \
    }
#define COST_MESSAGE_BATCH_FIELD(sent)                                                                                 \
    {                                                                                                                  \
        .name = "batch", .help = "messages that are " sent " in one request", .kind = COST_KIND_INTEGER, .min = "1",   \
        .max = "10", .fallback = "1", .source = "assumption: no batches, the dearest case"                             \
    }

typedef struct {
    const cost_value_t *rate; /* how many, stated; stands instead of what comes in */
    const cost_value_t *size; /* bytes of one: what is stated, else what came along, else the default */
    cost_wide_t chunk;        /* micro-bytes */
    int64_t batch;            /* how many travel in one request, at least 1 */
} cost_message_terms_t;

typedef struct {
    cost_wide_t messages; /* 1e-6 */
    cost_wide_t chunks;   /* if each travels alone, 1e-6 */
    cost_wide_t requests; /* chunks of the batches, 1e-6 */
    cost_wide_t bytes;    /* micro-bytes */
    bool stated;          /* false: nobody said how many there are, and all of it is 0 */
    bool sized;           /* false: the default size was taken for some of them */
} cost_message_load_t;

/* The month's messages while the resource exists: those of the rate times `count`, else those of the flows. */
cost_status_t cost_message_load(cost_message_load_t *out, const cost_message_terms_t *terms,
                                const cost_resource_t *resource, const cost_flows_t *flows, cost_error_t *err);

#endif
