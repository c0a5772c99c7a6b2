/* Amazon EBS: snapshots.  Source: https://aws.amazon.com/ebs/pricing/, examples 8, 10 and 11. */
#include "libcost/services/ebs.h"
#include "libcost/services/service_load.h"

enum { DAY_SECONDS = 86400 };
static const cost_wide_t micro = 1000000;

enum { RESTORE_SNAPSHOTS, RESTORE_ZONES, RESTORE_TIME };
static const cost_field_t restore_fields[] = {
    [RESTORE_SNAPSHOTS] = {.name = "snapshots",
                           .kind = COST_KIND_INTEGER,
                           .min = "1",
                           .max = "1000",
                           .fallback = "1",
                           .help = "snapshots that are enabled for it",
                           .source = "model parameter: one unless told otherwise"},
    [RESTORE_ZONES] = {.name = "zones",
                       .kind = COST_KIND_INTEGER,
                       .min = "1",
                       .max = "6",
                       .required = true,
                       .help = "availability zones in which each is enabled"},
    [RESTORE_TIME] = {.name = "time",
                      .kind = COST_KIND_AMOUNT,
                      .measure = COST_MEASURE_TIME,
                      .help = "how long it is enabled in a month, an hour at least; all of it when left out",
                      .source = "https://aws.amazon.com/ebs/pricing/, example 8"},
};

enum { ARCHIVE_SIZE, ARCHIVE_RETRIEVED, ARCHIVE_DELETED, ARCHIVE_AGE };
static const cost_field_t archive_fields[] = {
    [ARCHIVE_SIZE] = {.name = "size",
                      .kind = COST_KIND_AMOUNT,
                      .measure = COST_MEASURE_BYTES,
                      .required = true,
                      .help = "snapshots in the archive tier; each is a full copy there"},
    [ARCHIVE_RETRIEVED] = {.name = "retrieved",
                           .kind = COST_KIND_AMOUNT,
                           .measure = COST_MEASURE_BYTES_RATE,
                           .help = "what is restored from the archive tier, such as 200 GB/month"},
    [ARCHIVE_DELETED] = {.name = "deleted",
                         .kind = COST_KIND_AMOUNT,
                         .measure = COST_MEASURE_BYTES_RATE,
                         .help = "what is deleted from the archive tier; with age"},
    [ARCHIVE_AGE] = {.name = "age",
                     .kind = COST_KIND_AMOUNT,
                     .measure = COST_MEASURE_TIME,
                     .help = "how long it was archived by then: the rest of 90 days is billed",
                     .source = "https://aws.amazon.com/ebs/pricing/, example 10"},
};

const cost_field_t cost_ebs_snapshot_fields[COST_EBS_SNAPSHOT_FIELDS] = {
    [COST_EBS_SNAPSHOT_SIZE] =
        {.name = "size",
         .kind = COST_KIND_AMOUNT,
         .measure = COST_MEASURE_BYTES,
         .help = "what all snapshots keep in the standard tier: the blocks of the first, then changed ones"},
    [COST_EBS_SNAPSHOT_ARCHIVE] = {.name = "archive",
                                   .kind = COST_KIND_GROUP,
                                   .fields = archive_fields,
                                   .field_count = COST_COUNT(archive_fields),
                                   .help = "snapshots in the archive tier"},
    [COST_EBS_SNAPSHOT_RESTORE] = {.name = "fast_restore",
                                   .kind = COST_KIND_GROUP,
                                   .fields = restore_fields,
                                   .field_count = COST_COUNT(restore_fields),
                                   .help = "fast snapshot restore, billed by the hour, snapshot and zone"},
    [COST_EBS_SNAPSHOT_COPIED] = {.name = "timed_copies",
                                  .kind = COST_KIND_AMOUNT,
                                  .measure = COST_MEASURE_BYTES_RATE,
                                  .help =
                                      "what is copied within a stated time (time-based copies), such as 3000 GB/month"},
    [COST_EBS_SNAPSHOT_LISTS] = {.name = "list_requests",
                                 .kind = COST_KIND_AMOUNT,
                                 .measure = COST_MEASURE_COUNT_RATE,
                                 .noun = "requests",
                                 .help = "ListChangedBlocks and ListSnapshotBlocks requests"},
    [COST_EBS_SNAPSHOT_GETS] = {.name = "get_units",
                                .kind = COST_KIND_AMOUNT,
                                .measure = COST_MEASURE_COUNT_RATE,
                                .noun = "units",
                                .help = "SnapshotAPIUnits of GetSnapshotBlock requests"},
    [COST_EBS_SNAPSHOT_PUTS] = {.name = "put_units",
                                .kind = COST_KIND_AMOUNT,
                                .measure = COST_MEASURE_COUNT_RATE,
                                .noun = "units",
                                .help = "SnapshotAPIUnits of PutSnapshotBlock requests"},
};

static const cost_value_t *snapshot(const cost_resource_t *r, int field)
{
    return &r->field[COST_EBS_SNAPSHOTS].values[field];
}

cost_status_t cost_ebs_snapshot_check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *archive = snapshot(r, COST_EBS_SNAPSHOT_ARCHIVE)->values;
    const bool deleted = cost_given(&archive[ARCHIVE_DELETED]), age = cost_given(&archive[ARCHIVE_AGE]);
    if (deleted == age)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, archive[deleted ? ARCHIVE_DELETED : ARCHIVE_AGE].node,
                        deleted ? "needs age: how long it was archived by then, such as 70 days"
                                : "needs deleted: how much is deleted, such as 200 GB/month");
}

/* Example 10 bills 19 days and 12 hours of the 19 days, 12 hours and 55 minutes that are left. */
static cost_wide_t whole_hours(cost_wide_t us)
{
    const cost_wide_t hour = 3600 * micro;
    return (us + hour - 1) / hour * hour;
}

static cost_status_t meter_archive(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                   cost_error_t *err)
{
    const cost_value_t *archive = snapshot(r, COST_EBS_SNAPSHOT_ARCHIVE)->values;
    const cost_wide_t least = r->rule[COST_EBS_ARCHIVE_DAYS] * DAY_SECONDS;
    const cost_wide_t age = whole_hours(archive[ARCHIVE_AGE].amount.value);
    cost_wide_t bytes, base;
    cost_status_t status = cost_usage_add_product(
        out, COST_EBS_ARCHIVE_STORAGE, NULL, archive[ARCHIVE_SIZE].amount.value, cost_existing_seconds(r, flows), err);
    if (!status)
        status = cost_stated_add(out, COST_EBS_ARCHIVE_RETRIEVAL, NULL, &archive[ARCHIVE_RETRIEVED], r, flows, err);
    if (status || !cost_given(&archive[ARCHIVE_DELETED]) || age >= least)
        return status;
    status = cost_stated_total(&bytes, &archive[ARCHIVE_DELETED], r, flows, err);
    if (status)
        return status;
    if (!cost_wide_mul_div(&base, bytes, least - age, micro))
        return cost_fail_at(err, COST_ERR_RANGE, archive[ARCHIVE_DELETED].node, "is too large to be counted");
    return cost_usage_add(out, COST_EBS_ARCHIVE_STORAGE, NULL, base, err);
}

/* Microseconds: what is stated, else all the time that the resource exists; an hour at least. */
static cost_status_t meter_restore(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                   cost_error_t *err)
{
    const cost_value_t *restore = snapshot(r, COST_EBS_SNAPSHOT_RESTORE)->values;
    const cost_wide_t exists = cost_window_seconds(flows->exists, flows->exist_count) * micro;
    const cost_wide_t least = r->rule[COST_EBS_RESTORE_MINIMUM] * 3600, stated = restore[RESTORE_TIME].amount.value;
    cost_wide_t time = cost_given(&restore[RESTORE_TIME]) && stated < exists ? stated : exists;
    if (time < least)
        time = least;
    return cost_usage_add_product(out, COST_EBS_RESTORE_HOURS, NULL, time,
                                  restore[RESTORE_SNAPSHOTS].integer * restore[RESTORE_ZONES].integer * r->count, err);
}

cost_status_t cost_ebs_snapshot_meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                      cost_error_t *err)
{
    static const struct {
        int field, dimension;
    } rates[] = {{COST_EBS_SNAPSHOT_COPIED, COST_EBS_TIMED_COPY},
                 {COST_EBS_SNAPSHOT_LISTS, COST_EBS_LIST_REQUESTS},
                 {COST_EBS_SNAPSHOT_GETS, COST_EBS_GET_UNITS},
                 {COST_EBS_SNAPSHOT_PUTS, COST_EBS_PUT_UNITS}};
    cost_status_t status = COST_OK;
    if (cost_given(snapshot(r, COST_EBS_SNAPSHOT_SIZE)))
        status = cost_usage_add_product(out, COST_EBS_SNAPSHOT_STORAGE, NULL,
                                        snapshot(r, COST_EBS_SNAPSHOT_SIZE)->amount.value,
                                        cost_existing_seconds(r, flows), err);
    if (!status && cost_given(snapshot(r, COST_EBS_SNAPSHOT_ARCHIVE)))
        status = meter_archive(r, flows, out, err);
    if (!status && cost_given(snapshot(r, COST_EBS_SNAPSHOT_RESTORE)))
        status = meter_restore(r, flows, out, err);
    for (size_t i = 0; !status && i < COST_COUNT(rates); i++)
        status = cost_stated_add(out, rates[i].dimension, NULL, snapshot(r, rates[i].field), r, flows, err);
    return status;
}
