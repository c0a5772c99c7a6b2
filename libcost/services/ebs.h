/* Amazon EBS inside: the numbers of its fields, dimensions and rules, and snapshots, which have a file of their own.
 * The volume is in ebs_volume.h, for whoever bills volumes of instances. */
#ifndef COST_EBS_H
#define COST_EBS_H

#include "libcost/services/ebs_volume.h"
#include "libcost/services/service.h"

enum { COST_EBS_REQUESTS = COST_EBS_VOLUME_FIELDS, COST_EBS_SNAPSHOTS };
enum {
    COST_EBS_SNAPSHOT_SIZE,
    COST_EBS_SNAPSHOT_ARCHIVE,
    COST_EBS_SNAPSHOT_RESTORE,
    COST_EBS_SNAPSHOT_COPIED,
    COST_EBS_SNAPSHOT_LISTS,
    COST_EBS_SNAPSHOT_GETS,
    COST_EBS_SNAPSHOT_PUTS,
    COST_EBS_SNAPSHOT_FIELDS
};

enum {
    COST_EBS_STORAGE,
    COST_EBS_IOPS,
    COST_EBS_THROUGHPUT,
    COST_EBS_IO_REQUESTS,
    COST_EBS_SNAPSHOT_STORAGE,
    COST_EBS_ARCHIVE_STORAGE,
    COST_EBS_ARCHIVE_RETRIEVAL,
    COST_EBS_RESTORE_HOURS,
    COST_EBS_TIMED_COPY,
    COST_EBS_LIST_REQUESTS,
    COST_EBS_GET_UNITS,
    COST_EBS_PUT_UNITS
};
enum { COST_EBS_MINIMUM, COST_EBS_ARCHIVE_DAYS, COST_EBS_RESTORE_MINIMUM };

/* ebs_snapshot.c */
extern const cost_field_t cost_ebs_snapshot_fields[COST_EBS_SNAPSHOT_FIELDS];
cost_status_t cost_ebs_snapshot_check(const cost_resource_t *resource, cost_error_t *err);
/* What the group `snapshots` states, while the resource exists. */
cost_status_t cost_ebs_snapshot_meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                      cost_error_t *err);

#endif
