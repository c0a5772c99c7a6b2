/* What is billed alongside EC2 instances.  Source: billing rules, sections 2.5, 12 and 13. */
#include "libcost/flow/frequency.h"
#include "libcost/services/ec2.h"
#include "libcost/services/tracking_alarms.h"

static const char ebs[] = "ebs";
static const cost_wide_t micro = 1000000;

typedef struct {
    cost_usage_t *out;
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    const cost_ec2_time_t *time;
    cost_error_t *err;
} bill_t;

static cost_status_t too_large(const bill_t *bill)
{
    return cost_fail_at(bill->err, COST_ERR_RANGE, bill->resource->node, "its volumes are too large to be counted");
}

/* ---- volumes ---- */

/* Magnetic volumes alone are billed by the request. */
static cost_status_t imply_requests(const bill_t *bill, const cost_value_t *field)
{
    const cost_value_t *requests = &field[COST_EC2_VOLUME_REQUESTS];
    cost_wide_t count;
    if (field[COST_EBS_VOLUME_TYPE].choice != COST_EBS_MAGNETIC)
        return COST_OK;
    if (!cost_given(requests))
        return cost_usage_imply_unpriced(bill->out, ebs, "io_requests", "requests: 50M/month of the magnetic volume",
                                         bill->err);
    if (!cost_frequency_total(&count, &requests->amount, &bill->flows->month, (int64_t)(bill->time->volumes / micro),
                              1))
        return too_large(bill);
    return cost_usage_imply(bill->out, ebs, "io_requests", NULL, count, bill->err);
}

static cost_status_t imply_volume(const bill_t *bill, const cost_value_t *field)
{
    const cost_ebs_volume_t volume = cost_ebs_volume_of(field);
    cost_ebs_line_t lines[COST_EBS_LINES];
    size_t count;
    if (!cost_ebs_volume_lines(lines, &count, &volume, bill->time->volumes, bill->resource->catalog,
                               bill->resource->date))
        return too_large(bill);
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < count; i++)
        status =
            cost_usage_imply(bill->out, ebs, lines[i].dimension, lines[i].variant, lines[i].base / micro, bill->err);
    if (!status && cost_ebs_provisions(volume.type) && !volume.iops)
        status = cost_usage_imply_unpriced(bill->out, ebs, "iops", "iops: 3000 of the volume", bill->err);
    return status ? status : imply_requests(bill, field);
}

static cost_status_t imply_volumes(const bill_t *bill)
{
    const cost_value_t *root = &bill->resource->field[COST_EC2_ROOT], *more = &bill->resource->field[COST_EC2_VOLUMES];
    cost_status_t status =
        root->given == COST_STATED
            ? imply_volume(bill, root->values)
            : cost_usage_imply_unpriced(bill->out, ebs, "storage", "root: {type: gp3, size: 8 GiB}", bill->err);
    for (size_t i = 0; !status && i < more->entry_count; i++)
        status = imply_volume(bill, more->entries[i].values);
    return status;
}

/* ---- the rest ---- */

/* A custom metric is billed for the clock hours in which it has data. */
static cost_status_t imply_metrics(const bill_t *bill)
{
    if (!bill->resource->field[COST_EC2_MONITORING].on)
        return COST_OK;
    cost_wide_t metrics = bill->resource->rule[COST_EC2_RULE_MONITORING] / micro;
    return cost_usage_imply(bill->out, "cloudwatch", "metrics", NULL, bill->time->hours * metrics, bill->err);
}

/* Addresses that AWS gives at the start and takes back at the stop. */
static cost_status_t imply_addresses(const bill_t *bill)
{
    static const char service[] = "public-ipv4", dimension[] = "in_use_hours";
    const cost_value_t *address = &bill->resource->field[COST_EC2_PUBLIC_ADDRESS];
    if (!cost_given(address))
        return cost_usage_imply_unpriced(bill->out, service, dimension, "public_address: true, or false", bill->err);
    if (!address->on)
        return COST_OK;
    return cost_usage_imply(bill->out, service, dimension, NULL,
                            bill->time->running[COST_EC2_ON_DEMAND] + bill->time->running[COST_EC2_SPOT], bill->err);
}

cost_status_t cost_ec2_imply(cost_usage_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                             const cost_ec2_time_t *time, cost_error_t *err)
{
    const bill_t bill = {out, resource, flows, time, err};
    cost_status_t status = imply_volumes(&bill);
    if (!status)
        status = imply_metrics(&bill);
    if (!status)
        status = imply_addresses(&bill);
    if (!status)
        status = cost_tracking_alarms_imply(out, resource, flows, cost_ec2_policies(resource), 1, err);
    return status;
}
