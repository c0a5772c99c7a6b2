/* Amazon EBS: volumes that belong to no instance of the file, and snapshots.  Source:
 * https://aws.amazon.com/ebs/pricing/, whose worked examples are in tests/cases/ebs.csv. */
#include <stdio.h>
#include <string.h>

#include "libcost/services/ebs.h"
#include "libcost/services/ebs_volume.h"
#include "libcost/services/rds.h"
#include "libcost/services/service_load.h"

static const cost_wide_t micro = 1000000;

/* ---- tables ---- */

static const cost_field_t fields[] = {
    COST_EBS_VOLUME_ROWS,
    [COST_EBS_REQUESTS] = {.name = "requests",
                           .kind = COST_KIND_AMOUNT,
                           .measure = COST_MEASURE_COUNT_RATE,
                           .noun = "requests",
                           .help = "I/O requests of each volume, which magnetic ones bill"},
    [COST_EBS_SNAPSHOTS] = {.name = "snapshots",
                            .kind = COST_KIND_GROUP,
                            .fields = cost_ebs_snapshot_fields,
                            .field_count = COST_EBS_SNAPSHOT_FIELDS,
                            .help = "snapshots, of these volumes or of ones that are gone"},
};

static const cost_dimension_t dimensions[] = {
    [COST_EBS_STORAGE] = {.name = "storage", .unit = "GB-month", .help = "provisioned size of volumes, by the second"},
    [COST_EBS_IOPS] = {.name = "iops", .unit = "IOPS-month", .help = "provisioned IOPS, less what gp3 includes"},
    [COST_EBS_THROUGHPUT] = {.name = "throughput",
                             .unit = "MiBps-month",
                             .help = "provisioned throughput of gp3, less what it includes"},
    [COST_EBS_IO_REQUESTS] = {.name = "io_requests", .unit = "1M-requests", .help = "I/O requests of magnetic volumes"},
    [COST_EBS_SNAPSHOT_STORAGE] = {.name = "snapshot_storage",
                                   .unit = "GB-month",
                                   .help = "snapshots in the standard tier"},
    [COST_EBS_ARCHIVE_STORAGE] = {.name = "snapshot_archive_storage",
                                  .unit = "GB-month",
                                  .help = "snapshots in the archive tier, the rest of its least duration among them"},
    [COST_EBS_ARCHIVE_RETRIEVAL] = {.name = "snapshot_archive_retrieval",
                                    .unit = "GB",
                                    .help = "restores from the archive tier"},
    [COST_EBS_RESTORE_HOURS] = {.name = "fast_snapshot_restore_hours",
                                .unit = "DSU-hour",
                                .help = "fast snapshot restore: hours times snapshots times zones"},
    [COST_EBS_TIMED_COPY] = {.name = "snapshot_timed_copy", .unit = "GB", .help = "time-based copies of snapshots"},
    [COST_EBS_LIST_REQUESTS] = {.name = "snapshot_list_requests",
                                .unit = "1k-requests",
                                .help = "lists of a snapshot's blocks"},
    [COST_EBS_GET_UNITS] = {.name = "snapshot_get_units", .unit = "1k-units", .help = "reads of a snapshot's blocks"},
    [COST_EBS_PUT_UNITS] = {.name = "snapshot_put_units", .unit = "1k-units", .help = "writes of a snapshot's blocks"},
};

static const char *const rules[] = {[COST_EBS_MINIMUM] = "minimum",
                                    [COST_EBS_ARCHIVE_DAYS] = "archive_minimum_days",
                                    [COST_EBS_RESTORE_MINIMUM] = "fast_snapshot_restore_minimum"};

/* ---- checks ---- */

static cost_status_t check_volume(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *size = &r->field[COST_EBS_VOLUME_SIZE], *requests = &r->field[COST_EBS_REQUESTS];
    cost_status_t status = COST_OK;
    if (!cost_given(size) && !cost_given(&r->field[COST_EBS_SNAPSHOTS]) && !r->stated_count)
        cost_status_keep(
            &status,
            cost_fail_key(err, COST_ERR_SCHEMA, r->node,
                          "neither size nor snapshots is stated; write size: 100 GiB, or snapshots: {size: 50 GiB}"));
    if (cost_given(requests) && r->field[COST_EBS_VOLUME_TYPE].choice != COST_EBS_MAGNETIC)
        cost_status_keep(
            &status, cost_fail_at(err, COST_ERR_SCHEMA, requests->node,
                                  "only magnetic volumes bill I/O requests; leave it out, or write type: magnetic"));
    cost_status_keep(&status, cost_ebs_volume_check(r->field, r->catalog, r->date, err));
    return status;
}

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_status_t first = check_volume(r, err), second = cost_ebs_snapshot_check(r, err);
    return first ? first : second;
}

static void key(const cost_resource_t *r, int dimension, const char *nested, cost_key_t *out)
{
    if (nested)
        snprintf(out->variant, sizeof out->variant, "%s", nested);
    else if (dimension <= COST_EBS_THROUGHPUT)
        snprintf(out->variant, sizeof out->variant, "type=%s", r->field[COST_EBS_VOLUME_TYPE].text);
}

/* ---- volumes ---- */

static int dimension_of(const char *name)
{
    for (int i = 0; i < (int)COST_COUNT(dimensions); i++)
        if (!strcmp(dimensions[i].name, name))
            return i;
    return COST_EBS_STORAGE;
}

static cost_status_t meter_requests(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                    cost_error_t *err)
{
    cost_flow_sum_t load;
    if (r->field[COST_EBS_VOLUME_TYPE].choice != COST_EBS_MAGNETIC)
        return COST_OK;
    if (cost_given(&r->field[COST_EBS_REQUESTS]))
        return cost_stated_add(out, COST_EBS_IO_REQUESTS, NULL, &r->field[COST_EBS_REQUESTS], r, flows, err);
    if (!flows->load_stated)
        return cost_usage_unpriced(out, COST_EBS_IO_REQUESTS, "requests: 50M/month, or from", err);
    cost_status_t status = cost_load_total(&load, flows, r, err);
    return status ? status : cost_usage_add(out, COST_EBS_IO_REQUESTS, NULL, load.requests, err);
}

/* A resource may be snapshots alone. */
static bool has_volume(const cost_resource_t *r)
{
    return cost_given(&r->field[COST_EBS_VOLUME_SIZE]) || cost_given(&r->field[COST_EBS_VOLUME_IOPS]) ||
           cost_given(&r->field[COST_EBS_VOLUME_THROUGHPUT]) || cost_given(&r->field[COST_EBS_REQUESTS]);
}

static cost_status_t meter_volume(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                  cost_error_t *err)
{
    const cost_ebs_volume_t volume = cost_ebs_volume_of(r->field);
    const cost_wide_t seconds = cost_rds_seconds(flows->exists, flows->exist_count,
                                                 (int64_t)(r->rule[COST_EBS_MINIMUM] / micro), &flows->month);
    cost_ebs_line_t lines[COST_EBS_LINES];
    size_t count;
    cost_status_t status = COST_OK;
    if (!has_volume(r))
        return COST_OK;
    if (!cost_given(&r->field[COST_EBS_VOLUME_SIZE]))
        status = cost_usage_unpriced(out, COST_EBS_STORAGE, "size: 100 GiB", err);
    if (!status && !cost_ebs_volume_lines(lines, &count, &volume, seconds * r->count, r->catalog, r->date))
        return cost_fail_at(err, COST_ERR_RANGE, r->node, "its volumes are too large to be counted");
    for (size_t i = 0; !status && i < count; i++)
        status = cost_usage_add(out, dimension_of(lines[i].dimension), lines[i].variant, lines[i].base, err);
    if (!status && cost_ebs_provisions(volume.type) && !cost_given(&r->field[COST_EBS_VOLUME_IOPS]))
        status = cost_usage_unpriced(out, COST_EBS_IOPS, "iops: 3000", err);
    return status ? status : meter_requests(r, flows, out, err);
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = meter_volume(r, flows, out, err);
    if (status || !cost_given(&r->field[COST_EBS_SNAPSHOTS]))
        return status;
    return cost_ebs_snapshot_meter(r, flows, out, err);
}

const cost_service_t cost_service_ebs = {
    .name = "ebs",
    .title = "Amazon EBS",
    .help = "Volumes by their provisioned size, IOPS and throughput, by the second and used or not; snapshots "
            "by what they "
            "keep. A resource is one volume, or `count` of them; volumes of instances are written with the instances.",
    .source = "https://aws.amazon.com/ebs/pricing/",
    .example = "    type: gp3\n    size: 100 GiB\n    snapshots: {size: 60 GiB}\n",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .check = check,
    .key = key,
    .meter = meter,
};
