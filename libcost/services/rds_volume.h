/* The volume of an RDS instance: what was provisioned, and what gp3 includes. */
#ifndef COST_RDS_VOLUME_H
#define COST_RDS_VOLUME_H

#include "libcost/services/rds.h"

/* Rules are times 1e6, so that a rule in GiB or MiB/s times one of these is in micro-bytes. */
#define COST_RDS_GIB ((cost_wide_t)1 << 30)
#define COST_RDS_MIB ((cost_wide_t)1 << 20)

static inline const cost_value_t *cost_rds_volume(const cost_resource_t *resource, int field)
{
    return cost_rds_field(resource, COST_RDS_STORAGE, field);
}
static inline int cost_rds_volume_type(const cost_resource_t *resource)
{
    return cost_rds_volume(resource, COST_RDS_STORAGE_TYPE)->choice;
}
/* io1 and io2, which have no IOPS but those that are provisioned. */
bool cost_rds_provisions_iops(const cost_resource_t *resource);
/* Provisioned throughput in micro-bytes per second; 0 when none is stated. */
cost_wide_t cost_rds_throughput(const cost_resource_t *resource);

/* What gp3 includes at the size of the volume; the size must be stated. */
typedef struct {
    cost_wide_t threshold;                  /* micro-bytes from which more may be provisioned */
    bool large;                             /* the volume reaches it */
    cost_wide_t iops, iops_max;             /* included and possible, in 1e-6 */
    cost_wide_t throughput, throughput_max; /* micro-bytes per second */
} cost_rds_gp3_t;
cost_rds_gp3_t cost_rds_gp3(const cost_resource_t *resource);

#endif
