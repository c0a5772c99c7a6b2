/* Amazon RDS: volumes and backups, billed while the resource exists.  Source: billing-rules 8.3 to 8.5. */
#include "libcost/flow/frequency.h"
#include "libcost/services/rds_volume.h"

static const cost_wide_t micro = 1000000;

/* ---- volumes ---- */

/* Seconds in which storage is billed: while the resource exists, stopped or not. */
static cost_wide_t existing_seconds(const cost_rds_meter_t *meter)
{
    int64_t minimum = (int64_t)(meter->resource->rule[COST_RDS_MINIMUM] / micro);
    return cost_rds_seconds(meter->flows->exists, meter->flows->exist_count, minimum, &meter->flows->month);
}

static cost_status_t add_both(const cost_rds_meter_t *meter, int dimension, cost_wide_t each)
{
    cost_wide_t seconds = existing_seconds(meter);
    cost_status_t status = cost_rds_add(meter, dimension, each, seconds * cost_rds_primaries(meter->resource));
    if (status)
        return status;
    return cost_rds_add_replicas(meter, dimension, each, seconds * cost_rds_replicas(meter->resource));
}

/* What autoscaling allocated, second by second; a volume that exists for less than the minimum is billed for that. */
static cost_status_t add_grown(const cost_rds_meter_t *meter)
{
    const cost_ran_t *ran = meter->flows->ran;
    const cost_wide_t more =
        existing_seconds(meter) - cost_window_seconds(meter->flows->exists, meter->flows->exist_count);
    const cost_wide_t stored = (ran->bills[COST_RDS_GIB_SECONDS] + more * ran->least) * COST_RDS_GIB;
    cost_status_t status = cost_rds_add(meter, COST_RDS_STORED, stored, micro * cost_rds_primaries(meter->resource));
    if (status)
        return status;
    return cost_rds_add_replicas(meter, COST_RDS_STORED, stored, micro * cost_rds_replicas(meter->resource));
}

static cost_status_t warn_storage(const cost_rds_meter_t *meter)
{
    const cost_value_t *most = cost_rds_volume(meter->resource, COST_RDS_STORAGE_MAX_SIZE);
    const cost_ran_t *ran = meter->flows->ran;
    if (!cost_given(most))
        return COST_OK;
    if (!ran)
        return cost_usage_warn(meter->out, "scaling-held", most->node, meter->err,
                               "nobody says how the data grow, so that the storage stays as it is; write used: 70 GiB "
                               "and growth: 2 GiB/day");
    if (ran->most * COST_RDS_GIB * micro < most->amount.value)
        return COST_OK;
    return cost_usage_warn(
        meter->out, "rds-storage-limit", most->node, meter->err,
        "autoscaling has reached %s, beyond which the storage does not grow%s; raise it, or keep less "
        "data",
        most->node->text, ran->saturated_minutes ? ", and the data fill it: AWS stops the instance" : "");
}

static cost_status_t meter_iops(const cost_rds_meter_t *meter)
{
    const cost_resource_t *resource = meter->resource;
    const cost_value_t *iops = cost_rds_volume(resource, COST_RDS_STORAGE_IOPS);
    if (cost_rds_provisions_iops(resource)) {
        if (!cost_given(iops))
            return cost_usage_unpriced(meter->out, COST_RDS_IOPS, "storage: {iops: 3000}", meter->err);
        return add_both(meter, COST_RDS_IOPS, iops->amount.value);
    }
    if (cost_rds_volume_type(resource) != COST_RDS_GP3)
        return COST_OK;
    cost_rds_gp3_t gp3 = cost_rds_gp3(resource);
    cost_status_t status = COST_OK;
    if (cost_given(iops) && iops->amount.value > gp3.iops)
        status = add_both(meter, COST_RDS_IOPS, iops->amount.value - gp3.iops);
    if (!status && cost_rds_throughput(resource) > gp3.throughput)
        status = add_both(meter, COST_RDS_THROUGHPUT, cost_rds_throughput(resource) - gp3.throughput);
    return status;
}

static cost_status_t meter_requests(const cost_rds_meter_t *meter)
{
    const cost_value_t *requests = cost_rds_volume(meter->resource, COST_RDS_STORAGE_REQUESTS);
    cost_wide_t count;
    if (cost_rds_volume_type(meter->resource) != COST_RDS_MAGNETIC)
        return COST_OK;
    if (!cost_given(requests))
        return cost_usage_unpriced(meter->out, COST_RDS_IO_REQUESTS, "storage: {requests: 50M/month}", meter->err);
    if (!cost_frequency_total(&count, &requests->amount, &meter->flows->month, (int64_t)existing_seconds(meter), 1))
        return cost_fail_at(meter->err, COST_ERR_RANGE, requests->node, "is too large to be counted");
    return cost_usage_add_product(meter->out, COST_RDS_IO_REQUESTS, NULL, count, meter->resource->count, meter->err);
}

cost_status_t cost_rds_meter_storage(const cost_rds_meter_t *meter)
{
    const cost_value_t *size = cost_rds_volume(meter->resource, COST_RDS_STORAGE_SIZE);
    if (!cost_given(size))
        return cost_usage_unpriced(meter->out, COST_RDS_STORED, "storage: {size: 100 GiB}", meter->err);
    cost_status_t status = meter->flows->ran ? add_grown(meter) : add_both(meter, COST_RDS_STORED, size->amount.value);
    if (!status)
        status = warn_storage(meter);
    if (!status)
        status = meter_iops(meter);
    return status ? status : meter_requests(meter);
}

/* ---- backups ---- */

static const cost_value_t *backups(const cost_resource_t *resource, int field)
{
    return cost_rds_field(resource, COST_RDS_BACKUPS, field);
}

/* The size of the automated backups in micro-bytes, or -1 when nobody stated it.  One day of backups is one full copy,
 * which the free share always covers, so that nobody needs to state it. */
static cost_wide_t automated(const cost_resource_t *resource)
{
    const cost_value_t *size = backups(resource, COST_RDS_BACKUPS_SIZE);
    const cost_value_t *used = backups(resource, COST_RDS_BACKUPS_USED);
    const cost_value_t *change = backups(resource, COST_RDS_BACKUPS_DAILY_CHANGE);
    cost_wide_t days = backups(resource, COST_RDS_BACKUPS_RETENTION)->amount.value / (86400 * micro);
    if (cost_given(size))
        return size->amount.value;
    if (days == 0)
        return 0;
    if (days == 1)
        return used->amount.value;
    if (!cost_given(used) || !cost_given(change))
        return -1;
    return used->amount.value + change->amount.value * (days - 1);
}

static cost_status_t meter_kept(const cost_rds_meter_t *meter)
{
    cost_wide_t size = automated(meter->resource);
    cost_wide_t snapshots = backups(meter->resource, COST_RDS_BACKUPS_SNAPSHOTS)->amount.value;
    cost_wide_t seconds = cost_window_seconds(meter->flows->exists, meter->flows->exist_count);
    if (cost_usage_stated(meter->out, COST_RDS_BACKUP_BILLABLE)) /* what is beyond the free share says it all */
        return COST_OK;
    cost_status_t status = COST_OK;
    if (size < 0)
        status = cost_usage_unpriced(meter->out, COST_RDS_BACKUP_STORAGE,
                                     "backups: {used: 40 GiB, daily_change: 1 GiB}", meter->err);
    size = (size < 0 ? 0 : size) + snapshots;
    if (status || size == 0)
        return status;
    return cost_usage_add_product(meter->out, COST_RDS_BACKUP_STORAGE, NULL, size, seconds * meter->resource->count,
                                  meter->err);
}

cost_status_t cost_rds_meter_backups(const cost_rds_meter_t *meter)
{
    const cost_value_t *exported = backups(meter->resource, COST_RDS_BACKUPS_EXPORTED);
    cost_status_t status = meter_kept(meter);
    if (status || !cost_given(exported))
        return status;
    return cost_usage_add_product(meter->out, COST_RDS_SNAPSHOT_EXPORT, NULL, exported->amount.value,
                                  meter->resource->count, meter->err);
}
