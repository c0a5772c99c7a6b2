/* Amazon Aurora: the cluster volume, its I/O, backups and backtracking.  Source: billing-rules 8.5 and 8.b. */
#include "libcost/services/aurora.h"
#include "libcost/services/service_load.h"

enum { DAY_SECONDS = 86400 };
static const cost_wide_t micro = 1000000;

static const cost_value_t *storage(const cost_resource_t *resource, int field)
{
    return cost_aurora_field(resource, COST_AURORA_STORAGE, field);
}

static const cost_value_t *backups(const cost_resource_t *resource, int field)
{
    return cost_aurora_field(resource, COST_AURORA_BACKUPS, field);
}

static cost_status_t too_large(const cost_aurora_meter_t *meter, const cost_node_t *node)
{
    return cost_fail_at(meter->err, COST_ERR_RANGE, node ? node : meter->resource->node, "is too large to be counted");
}

/* ---- I/O ---- */

static cost_status_t meter_io(const cost_aurora_meter_t *meter)
{
    const cost_resource_t *resource = meter->resource;
    const cost_value_t *stated = storage(resource, COST_AURORA_STORAGE_REQUESTS),
                       *each = storage(resource, COST_AURORA_STORAGE_PER_REQUEST);
    cost_flow_sum_t load;
    cost_wide_t requests;
    if (cost_aurora_io_optimized(resource))
        return COST_OK;
    if (cost_given(stated))
        return cost_stated_add(meter->out, COST_AURORA_IO_REQUESTS, NULL, stated, resource, meter->flows, meter->err);
    if (!cost_given(each) || !meter->flows->load_stated)
        return cost_usage_unpriced(meter->out, COST_AURORA_IO_REQUESTS,
                                   "storage: {requests: 50M/month}, or from and storage: {requests_per_query: 0.5}",
                                   meter->err);
    cost_status_t status = cost_load_total(&load, meter->flows, resource, meter->err);
    if (status)
        return status;
    if (!cost_wide_mul_div(&requests, load.requests, each->amount.value, micro))
        return too_large(meter, each->node);
    return cost_usage_add(meter->out, COST_AURORA_IO_REQUESTS, NULL, requests, meter->err);
}

/* ---- backups ---- */

/* Bytes of all automated backups; false when nobody stated what it takes.  One day of them is a copy of the volume. */
static bool automated(cost_wide_t *out, const cost_resource_t *resource)
{
    const cost_value_t *size = backups(resource, COST_AURORA_BACKUPS_SIZE),
                       *change = backups(resource, COST_AURORA_BACKUPS_DAILY_CHANGE),
                       *used = storage(resource, COST_AURORA_STORAGE_USED);
    const cost_wide_t days = backups(resource, COST_AURORA_BACKUPS_RETENTION)->amount.value / (DAY_SECONDS * micro);
    *out = cost_given(size) ? size->amount.value : used->amount.value + change->amount.value * (days - 1);
    if (days <= 1 && !cost_given(size))
        return true;
    return cost_given(used) && (cost_given(size) || cost_given(change));
}

static cost_status_t unpriced_backups(const cost_aurora_meter_t *meter)
{
    const char *write = cost_given(backups(meter->resource, COST_AURORA_BACKUPS_SIZE))
                            ? "storage: {used: 40 GiB}"
                            : "storage: {used: 40 GiB} and backups: {daily_change: 1 GiB}";
    return cost_usage_unpriced(meter->out, COST_AURORA_BACKUP_STORAGE, write, meter->err);
}

static cost_status_t meter_backups(const cost_aurora_meter_t *meter)
{
    const cost_resource_t *resource = meter->resource;
    const cost_value_t *used = storage(resource, COST_AURORA_STORAGE_USED);
    cost_wide_t kept, included;
    if (!automated(&kept, resource))
        return unpriced_backups(meter);
    if (!cost_wide_mul_div_floor(&included, used->amount.value, resource->rule[COST_AURORA_BACKUP_INCLUDED],
                                 100 * micro))
        return too_large(meter, used->node);
    kept += backups(resource, COST_AURORA_BACKUPS_SNAPSHOTS)->amount.value - included;
    return cost_usage_add_product(meter->out, COST_AURORA_BACKUP_STORAGE, NULL, kept > 0 ? kept : 0,
                                  cost_existing_seconds(resource, meter->flows), meter->err);
}

/* ---- backtracking ---- */

/* The change records of the window lie there all the time, and each is billed for every hour. */
static cost_status_t meter_backtrack(const cost_aurora_meter_t *meter)
{
    const cost_value_t *backtrack = meter->resource->field[COST_AURORA_BACKTRACK].values;
    const cost_value_t *records = &backtrack[COST_AURORA_BACKTRACK_RECORDS];
    cost_wide_t total, base;
    if (!cost_aurora_has(meter->resource, COST_AURORA_BACKTRACK))
        return COST_OK;
    if (!cost_given(records))
        return cost_usage_unpriced(meter->out, COST_AURORA_CHANGE_RECORDS, "backtrack: {change_records: 3.8M/h}",
                                   meter->err);
    cost_status_t status = cost_stated_total(&total, records, meter->resource, meter->flows, meter->err);
    if (status)
        return status;
    if (!cost_wide_mul_div(&base, total, backtrack[COST_AURORA_BACKTRACK_WINDOW].amount.value, 3600 * micro))
        return too_large(meter, records->node);
    return cost_usage_add(meter->out, COST_AURORA_CHANGE_RECORDS, NULL, base, meter->err);
}

cost_status_t cost_aurora_meter_storage(const cost_aurora_meter_t *meter)
{
    const cost_resource_t *resource = meter->resource;
    const cost_value_t *used = storage(resource, COST_AURORA_STORAGE_USED),
                       *exported = backups(resource, COST_AURORA_BACKUPS_EXPORTED);
    cost_status_t status =
        cost_given(used) ? cost_usage_add_product(meter->out, COST_AURORA_STORED, NULL, used->amount.value,
                                                  cost_existing_seconds(resource, meter->flows), meter->err)
                         : cost_usage_unpriced(meter->out, COST_AURORA_STORED, "storage: {used: 40 GiB}", meter->err);
    if (!status)
        status = meter_io(meter);
    if (!status)
        status = meter_backups(meter);
    if (!status)
        status = meter_backtrack(meter);
    if (status)
        return status;
    return cost_usage_add_product(meter->out, COST_AURORA_SNAPSHOT_EXPORT, NULL, exported->amount.value,
                                  resource->count, meter->err);
}
