/* What goes together in EC2 instances. */
#include <ctype.h>
#include <string.h>

#include "libcost/services/ec2.h"
#include "libcost/services/ecs_scaling.h"
#include "libcost/services/node_class.h"

bool cost_ec2_is_burstable(const cost_resource_t *resource)
{
    const char *type = resource->field[COST_EC2_INSTANCE_TYPE].text;
    return type && type[0] == 't' && isdigit((unsigned char)type[1]);
}

static cost_status_t check_type(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *type = &resource->field[COST_EC2_INSTANCE_TYPE];
    if (resource->field[COST_EC2_TENANCY].choice == COST_EC2_HOST)
        return COST_OK;
    return cost_class_check(resource, type, "instance_hours", "instance", err);
}

static cost_status_t check_capacity(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *capacity = &resource->field[COST_EC2_CAPACITY];
    if (capacity->given != COST_STATED)
        return COST_OK;
    const cost_value_t *on_demand = capacity->values[COST_EC2_ON_DEMAND].values;
    const cost_value_t *spot = capacity->values[COST_EC2_SPOT].values;
    cost_status_t status = COST_OK;
    if (!on_demand[COST_EC2_WEIGHT].integer && !spot[COST_EC2_WEIGHT].integer)
        status = cost_fail_at(err, COST_ERR_SCHEMA, capacity->node,
                              "neither on_demand nor spot has a weight; at least one needs a weight of 1 or more");
    if (on_demand[COST_EC2_BASE].integer && spot[COST_EC2_BASE].integer)
        cost_status_keep(
            &status, cost_fail_at(err, COST_ERR_SCHEMA, spot[COST_EC2_BASE].node, "both have a base; only one may"));
    return status;
}

/* ---- reservations ---- */

static cost_status_t check_offer(const cost_value_t *reserved, cost_error_t *err)
{
    const cost_value_t *field = reserved->values, *payment = &field[COST_EC2_RESERVED_PAYMENT];
    bool priced = cost_given(&field[COST_EC2_RESERVED_PRICE]);
    if (!priced && (!cost_given(&field[COST_EC2_RESERVED_TERM]) || !cost_given(payment)))
        return cost_fail_at(err, COST_ERR_SCHEMA, reserved->node,
                            "which reservation is not stated; write term: 1yr and payment: no-upfront, or price: 63%%");
    if (!priced && field[COST_EC2_RESERVED_UPFRONT].choice == COST_UPFRONT_PAID &&
        payment->choice == COST_PARTIAL_UPFRONT)
        return cost_fail_at(err, COST_ERR_NO_PRICE, field[COST_EC2_RESERVED_UPFRONT].node,
                            "the price book has no recurring price of partly paid instances; write upfront: amortised");
    return COST_OK;
}

static cost_status_t check_reserved(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *reserved = &resource->field[COST_EC2_RESERVED];
    const cost_ec2_instances_t instances = cost_ec2_instances(resource);
    if (!cost_given(reserved))
        return COST_OK;
    if (cost_given(&resource->field[COST_EC2_LAUNCHES]))
        return cost_fail_at(err, COST_ERR_SCHEMA, reserved->node,
                            "reserved instances are billed all the time, not by launches; leave out one of the two");
    if (instances.reserved > instances.of[COST_EC2_ON_DEMAND])
        return cost_fail_at(err, COST_ERR_RANGE, reserved->values[COST_EC2_RESERVED_COUNT].node,
                            "%lld reserved instances are more than the %lld on-demand ones of the resource",
                            (long long)instances.reserved, (long long)instances.of[COST_EC2_ON_DEMAND]);
    return check_offer(reserved, err);
}

/* ---- credits, volumes, launches ---- */

static cost_status_t check_credits(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *credits = &resource->field[COST_EC2_CREDITS];
    if (!cost_given(credits) || cost_ec2_is_burstable(resource))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, credits->node, "%s has no CPU credits; only T types have",
                        resource->field[COST_EC2_INSTANCE_TYPE].text);
}

static cost_status_t check_volume(const cost_resource_t *resource, const cost_value_t *field, const cost_node_t *node,
                                  cost_error_t *err)
{
    const cost_value_t *requests = &field[COST_EC2_VOLUME_REQUESTS];
    cost_status_t status =
        cost_given(&field[COST_EBS_VOLUME_SIZE])
            ? cost_ebs_volume_check(field, resource->catalog, resource->date, err)
            : cost_fail_at(err, COST_ERR_SCHEMA, node, "the volume's size is missing, for instance size: 8 GiB");
    if (cost_given(requests) && field[COST_EBS_VOLUME_TYPE].choice != COST_EBS_MAGNETIC)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, requests->node,
                                               "requests to %s volumes are not billed; leave it out",
                                               field[COST_EBS_VOLUME_TYPE].text));
    return status;
}

static cost_status_t check_volumes(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *root = &resource->field[COST_EC2_ROOT], *more = &resource->field[COST_EC2_VOLUMES];
    cost_status_t status = COST_OK;
    if (root->given == COST_STATED)
        status = check_volume(resource, root->values, root->node, err);
    for (size_t i = 0; i < more->entry_count; i++)
        cost_status_keep(&status, check_volume(resource, more->entries[i].values, more->entries[i].node, err));
    return status;
}

static cost_status_t check_launches(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_node_t *schedule = cost_node_find(resource->node, "schedule");
    cost_status_t status = COST_OK;
    if (cost_given(&resource->field[COST_EC2_LAUNCHES]) && schedule)
        status = cost_fail_at(err, COST_ERR_SCHEMA, schedule,
                              "instances that run by launches are not stopped by a schedule; leave out one of the two");
    if (cost_given(&resource->field[COST_EC2_TERMINATES]) && !schedule)
        cost_status_keep(&status,
                         cost_fail_at(err, COST_ERR_SCHEMA, resource->field[COST_EC2_TERMINATES].node,
                                      "says what a schedule does, and there is none; write schedule, or leave it out"));
    return status;
}

/* Its metrics are those of instances. */
static cost_status_t check_scaling(const cost_resource_t *resource, cost_error_t *err)
{
    static const int more[] = {COST_EC2_START, COST_EC2_DRAIN};
    const cost_value_t *scaling = &resource->field[COST_EC2_SCALING];
    cost_status_t status = COST_OK;
    for (size_t i = 0; scaling->given != COST_STATED && i < COST_COUNT(more); i++)
        if (cost_given(&resource->field[more[i]]))
            cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, resource->field[more[i]].node,
                                                   "goes with scaling: {min: 2, max: 10}; leave it out"));
    if (scaling->given != COST_STATED)
        return status;
    if (cost_given(&resource->field[COST_EC2_LAUNCHES]))
        cost_status_keep(&status,
                         cost_fail_at(err, COST_ERR_SCHEMA, scaling->node,
                                      "instances that run by launches do not scale; leave out one of the two"));
    cost_status_keep(&status, cost_scaling_check(scaling, err));
    const cost_value_t *policies = &scaling->values[COST_SCALING_POLICIES];
    for (size_t i = 0; i < policies->entry_count; i++) {
        const cost_value_t *resolution = &policies->entries[i].values[COST_POLICY_RESOLUTION];
        if (resolution->given == COST_STATED && resolution->choice == COST_RESOLUTION_20_S)
            cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, resolution->node,
                                                   "metrics of EC2 come every five minutes, or every minute with "
                                                   "detailed_monitoring: true; leave it out"));
    }
    return status;
}

cost_status_t cost_ec2_check(const cost_resource_t *resource, cost_error_t *err)
{
    cost_status_t status = check_type(resource, err);
    cost_status_keep(&status, check_capacity(resource, err));
    if (!status)
        status = check_reserved(resource, err);
    cost_status_keep(&status, check_credits(resource, err));
    cost_status_keep(&status, check_volumes(resource, err));
    cost_status_keep(&status, check_launches(resource, err));
    cost_status_keep(&status, check_scaling(resource, err));
    return status;
}
