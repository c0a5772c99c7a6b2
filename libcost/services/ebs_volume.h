/* One EBS volume: what may be written about it and what it is counted as.  Shared by `ebs`, by EC2 and by ECS on EC2:
 * whoever bills volumes of instances reads them with COST_EBS_VOLUME_ROWS and hands each line of
 * cost_ebs_volume_lines() to cost_usage_imply(out, "ebs", line.dimension, line.variant, line.base, err).
 *
 *     cost_ebs_line_t lines[COST_EBS_LINES];
 *     const cost_ebs_volume_t volume = cost_ebs_volume_of(values);
 *     size_t count;
 *     if (!cost_ebs_volume_lines(lines, &count, &volume, seconds * volumes, catalog, date))
 *         ... a sum that does not fit, or a book without the rules of ebs
 */
#ifndef COST_EBS_VOLUME_H
#define COST_EBS_VOLUME_H

#include "libcost/services/service.h"

enum { COST_EBS_GP2, COST_EBS_GP3, COST_EBS_IO1, COST_EBS_IO2, COST_EBS_ST1, COST_EBS_SC1, COST_EBS_MAGNETIC };
extern const char *const cost_ebs_types[];

enum {
    COST_EBS_VOLUME_TYPE,
    COST_EBS_VOLUME_SIZE,
    COST_EBS_VOLUME_IOPS,
    COST_EBS_VOLUME_THROUGHPUT,
    COST_EBS_VOLUME_FIELDS
};

/* The first four rows of a table of fields. */
#define COST_EBS_VOLUME_ROWS                                                                                           \
    [COST_EBS_VOLUME_TYPE] = {.name = "type",                                                                          \
                              .kind = COST_KIND_CHOICE,                                                                \
                              .choices = cost_ebs_types,                                                               \
                              .fallback = "gp3",                                                                       \
                              .help = "volume type: general purpose SSD (gp2, gp3), provisioned IOPS SSD (io1, io2), " \
                                      "HDD (st1, sc1) or magnetic",                                                    \
                              .source = "model parameter: what the EC2 console offers first"},                         \
    [COST_EBS_VOLUME_SIZE] = {.name = "size",                                                                          \
                              .kind = COST_KIND_AMOUNT,                                                                \
                              .measure = COST_MEASURE_BYTES,                                                           \
                              .help = "provisioned size, billed whether it is full or not"},                           \
    [COST_EBS_VOLUME_IOPS] = {.name = "iops",                                                                          \
                              .kind = COST_KIND_AMOUNT,                                                                \
                              .measure = COST_MEASURE_COUNT,                                                           \
                              .noun = "IOPS",                                                                          \
                              .help = "provisioned IOPS of gp3, io1 or io2, those that gp3 includes among them",       \
                              .source = "https://aws.amazon.com/ebs/pricing/"},                                        \
    [COST_EBS_VOLUME_THROUGHPUT] = {.name = "throughput",                                                              \
                                    .kind = COST_KIND_AMOUNT,                                                          \
                                    .measure = COST_MEASURE_BYTES_RATE,                                                \
                                    .help = "provisioned throughput of gp3, what it includes among it",                \
                                    .source = "https://aws.amazon.com/ebs/pricing/"}

typedef struct {
    int type;
    cost_wide_t size;       /* micro-bytes */
    cost_wide_t iops;       /* 1e-6; 0 when none are stated */
    cost_wide_t throughput; /* micro-bytes per second; 0 when none is stated */
} cost_ebs_volume_t;

/* One thing that is counted: a dimension of the service `ebs`, its variant in the price book, base units. */
typedef struct {
    const char *dimension, *variant;
    cost_wide_t base;
} cost_ebs_line_t;
enum { COST_EBS_LINES = 5 };

/* From the values of the four fields. */
cost_ebs_volume_t cost_ebs_volume_of(const cost_value_t *values);
/* What no table can say of them: IOPS and throughput of a type that has none, more than AWS provisions. */
cost_status_t cost_ebs_volume_check(const cost_value_t *values, const cost_catalog_t *catalog, int32_t date,
                                    cost_error_t *err);
/* What `seconds` of such a volume (times how many there are) come to.  io2 has tiers of the single volume, which are
 * lines of their own.  io1 and io2 without stated IOPS have no line for them: say that they are unpriced.  False on
 * overflow, or when the book lacks a rule of ebs. */
bool cost_ebs_volume_lines(cost_ebs_line_t lines[COST_EBS_LINES], size_t *count, const cost_ebs_volume_t *volume,
                           cost_wide_t seconds, const cost_catalog_t *catalog, int32_t date);
/* io1 and io2, which have no IOPS but those that are provisioned. */
static inline bool cost_ebs_provisions(int type)
{
    return type == COST_EBS_IO1 || type == COST_EBS_IO2;
}

#endif
