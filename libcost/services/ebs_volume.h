/* One EBS volume: what may be written about it, and what is billed of it.  For the volumes of instances and for the
 * service of volumes alone.
 *
 *     static const cost_field_t fields[] = {COST_VOLUME_FIELD_LIST, [OTHER] = {...}};   // at the top of a service, or
 *     .fields = cost_volume_fields, .field_count = COST_VOLUME_FIELDS                   // in a GROUP or MAP of it
 *
 *     cost_volume_use_t use;
 *     cost_wide_t us = cost_volume_us(resource, flows, resource->count);
 *     cost_status_t status = cost_volume_use(&use, resource, resource->field, &flows->month, us, err);
 *     if (!status)
 *         status = cost_usage_add(out, STORAGE, NULL, use.storage, err);                // priced under use.variant
 *
 * Source: billing rules, sections 0.3 and 2.5; EBS user guide, ebs-volume-types. */
#ifndef COST_EBS_VOLUME_H
#define COST_EBS_VOLUME_H

#include "libcost/services/service.h"

typedef enum {
    COST_VOLUME_GP3,
    COST_VOLUME_GP2,
    COST_VOLUME_IO1,
    COST_VOLUME_IO2,
    COST_VOLUME_ST1,
    COST_VOLUME_SC1,
    COST_VOLUME_MAGNETIC
} cost_volume_type_t;
extern const char *const cost_volume_types[]; /* their words, NULL-terminated */

enum {
    COST_VOLUME_TYPE,
    COST_VOLUME_SIZE,
    COST_VOLUME_IOPS,
    COST_VOLUME_THROUGHPUT,
    COST_VOLUME_REQUESTS,
    COST_VOLUME_FIELDS
};
extern const cost_field_t cost_volume_fields[COST_VOLUME_FIELDS];

#define COST_VOLUME_GUIDE "EBS user guide: ebs-volume-types"
/* The same fields in the first places of a service's own table.  The size is not required there: usage may stand for
 * it, which the service's `check` has to say. */
#define COST_VOLUME_FIELD_LIST                                                                                         \
    [COST_VOLUME_TYPE] = COST_VOLUME_TYPE_FIELD, [COST_VOLUME_SIZE] = COST_VOLUME_SIZE_FIELD(false),                   \
    [COST_VOLUME_IOPS] = COST_VOLUME_IOPS_FIELD, [COST_VOLUME_THROUGHPUT] = COST_VOLUME_THROUGHPUT_FIELD,              \
    [COST_VOLUME_REQUESTS] = COST_VOLUME_REQUESTS_FIELD
#define COST_VOLUME_TYPE_FIELD                                                                                         \
    {                                                                                                                  \
        .name = "type", .help = "volume type", .source = "assumption: the console's default; the API's is gp2",        \
        .kind = COST_KIND_CHOICE, .choices = cost_volume_types, .fallback = "gp3"                                      \
    }
#define COST_VOLUME_SIZE_FIELD(needed)                                                                                 \
    {                                                                                                                  \
        .name = "size", .help = "provisioned size, billed whether it is filled or not", .source = COST_VOLUME_GUIDE,   \
        .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES, .required = needed                                    \
    }
#define COST_VOLUME_IOPS_FIELD                                                                                         \
    {                                                                                                                  \
        .name = "iops",                                                                                                \
        .help = "provisioned I/O operations a second, of io1 and io2 all billed, of gp3 those beyond the included "    \
                "ones",                                                                                                \
        .source = COST_VOLUME_GUIDE, .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT, .noun = "IOPS"           \
    }
#define COST_VOLUME_THROUGHPUT_FIELD                                                                                   \
    {                                                                                                                  \
        .name = "throughput", .help = "provisioned throughput of gp3; what exceeds the included is billed",            \
        .source = COST_VOLUME_GUIDE, .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES_RATE                      \
    }
#define COST_VOLUME_REQUESTS_FIELD                                                                                     \
    {                                                                                                                  \
        .name = "requests", .help = "I/O requests of a magnetic volume, which are billed", .kind = COST_KIND_AMOUNT,   \
        .measure = COST_MEASURE_COUNT_RATE, .noun = "requests"                                                         \
    }

/* What goes together in a volume, for one whose size is stated: sizes of its type, and which of IOPS, throughput and
 * requests the type has.  `field` are the volume's values; errors of what is missing stand at `node`. */
cost_status_t cost_volume_check(const cost_resource_t *resource, const cost_value_t *field, const cost_node_t *node,
                                cost_error_t *err);

/* How long `count` volumes are billed in the month, in microseconds: as long as the resource exists, at least a minute,
 * whether an instance that they belong to is stopped or not. */
cost_wide_t cost_volume_us(const cost_resource_t *resource, const cost_flows_t *flows, int64_t count);

/* What is billed, in the base of each dimension. */
typedef struct {
    char variant[32];       /* of the price book: "type=gp3" */
    cost_wide_t storage;    /* `storage`: micro-bytes x seconds */
    cost_wide_t iops;       /* `iops`: 1e-6 x seconds, without what gp3 includes */
    cost_wide_t throughput; /* `throughput`: micro-bytes a second x seconds, without what gp3 includes */
    cost_wide_t requests;   /* `io_requests`: 1e-6 */
    bool requests_unknown;  /* a magnetic volume whose requests nobody stated */
} cost_volume_use_t;

/* Volumes whose lives add up to so many microseconds.  COST_ERR_RANGE when it is too much to be counted. */
cost_status_t cost_volume_use(cost_volume_use_t *out, const cost_resource_t *resource, const cost_value_t *field,
                              const cost_month_t *month, cost_wide_t us, cost_error_t *err);
/* The same as lines of the service `ebs` that the resource implies. */
cost_status_t cost_volume_imply(cost_usage_t *out, const cost_resource_t *resource, const cost_value_t *field,
                                const cost_month_t *month, cost_wide_t us, cost_error_t *err);

#endif
