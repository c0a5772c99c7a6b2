#include "libcost/services/ebs_volume.h"

#include <stdio.h>

#include "libcost/capacity/task_time.h"
#include "libcost/flow/frequency.h"

static const char service[] = "ebs";
static const cost_wide_t micro = 1000000;
static const cost_wide_t gib = (cost_wide_t)1 << 30, mib = (cost_wide_t)1 << 20;

const char *const cost_volume_types[] = {[COST_VOLUME_GP3] = "gp3",           [COST_VOLUME_GP2] = "gp2",
                                         [COST_VOLUME_IO1] = "io1",           [COST_VOLUME_IO2] = "io2",
                                         [COST_VOLUME_ST1] = "st1",           [COST_VOLUME_SC1] = "sc1",
                                         [COST_VOLUME_MAGNETIC] = "magnetic", NULL};

const cost_field_t cost_volume_fields[COST_VOLUME_FIELDS] = {
    [COST_VOLUME_TYPE] = COST_VOLUME_TYPE_FIELD,         [COST_VOLUME_SIZE] = COST_VOLUME_SIZE_FIELD(true),
    [COST_VOLUME_IOPS] = COST_VOLUME_IOPS_FIELD,         [COST_VOLUME_THROUGHPUT] = COST_VOLUME_THROUGHPUT_FIELD,
    [COST_VOLUME_REQUESTS] = COST_VOLUME_REQUESTS_FIELD,
};

static bool find_rule(const cost_resource_t *resource, cost_wide_t *out, const char *type, const char *rule)
{
    char name[48];
    snprintf(name, sizeof name, "%s_%s", type, rule);
    return cost_catalog_find_rule(resource->catalog, service, name, resource->date, out);
}

static cost_wide_t rule_of(const cost_resource_t *resource, const char *type, const char *rule)
{
    cost_wide_t value;
    return find_rule(resource, &value, type, rule) ? value : 0;
}

/* In micro-bytes a second; 0 when none is stated. */
static cost_wide_t throughput_of(const cost_value_t *field)
{
    const cost_amount_t *amount = &field[COST_VOLUME_THROUGHPUT].amount;
    int64_t seconds = cost_per_seconds(amount->per);
    return amount->value / (seconds > 0 ? seconds : 1);
}

/* ---- checks ---- */

static bool is_provisioned(const cost_value_t *field)
{
    return field[COST_VOLUME_TYPE].choice == COST_VOLUME_IO1 || field[COST_VOLUME_TYPE].choice == COST_VOLUME_IO2;
}

static cost_status_t check_size(const cost_resource_t *resource, const cost_value_t *field, cost_error_t *err)
{
    const cost_value_t *size = &field[COST_VOLUME_SIZE];
    const char *type = field[COST_VOLUME_TYPE].text;
    cost_wide_t least, most;
    char a[COST_WIDE_TEXT_SIZE], b[COST_WIDE_TEXT_SIZE];
    if (!cost_given(size) || !find_rule(resource, &least, type, "size_min") ||
        !find_rule(resource, &most, type, "size_max") ||
        (size->amount.low >= least * gib && size->amount.high <= most * gib))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, size->node, "%s is no size of %s volumes, which have %s to %s GiB",
                        size->node->text ? size->node->text : "this", type, cost_wide_decimal(least, micro, 6, a),
                        cost_wide_decimal(most, micro, 6, b));
}

/* Which of the three a type has.  gp2, st1 and sc1 derive theirs from the size. */
static cost_status_t check_kind(const cost_value_t *field, const cost_node_t *node, cost_error_t *err)
{
    int type = field[COST_VOLUME_TYPE].choice;
    const cost_value_t *iops = &field[COST_VOLUME_IOPS];
    if (is_provisioned(field) && cost_given(&field[COST_VOLUME_SIZE]) && !cost_given(iops))
        return cost_fail_at(err, COST_ERR_SCHEMA, node,
                            "an %s volume needs its provisioned IOPS, for instance iops: 3000",
                            field[COST_VOLUME_TYPE].text);
    if (cost_given(iops) && !is_provisioned(field) && type != COST_VOLUME_GP3)
        return cost_fail_at(err, COST_ERR_SCHEMA, iops->node,
                            "%s volumes have no provisioned IOPS; gp3, io1 and io2 have", field[COST_VOLUME_TYPE].text);
    if (cost_given(&field[COST_VOLUME_THROUGHPUT]) && type != COST_VOLUME_GP3)
        return cost_fail_at(err, COST_ERR_SCHEMA, field[COST_VOLUME_THROUGHPUT].node,
                            "%s volumes have no provisioned throughput; gp3 has", field[COST_VOLUME_TYPE].text);
    if (cost_given(&field[COST_VOLUME_REQUESTS]) && type != COST_VOLUME_MAGNETIC)
        return cost_fail_at(err, COST_ERR_SCHEMA, field[COST_VOLUME_REQUESTS].node,
                            "I/O requests of %s volumes are not billed; only those of magnetic ones are",
                            field[COST_VOLUME_TYPE].text);
    return COST_OK;
}

static cost_status_t refuse_iops(const cost_value_t *iops, const char *type, const char *what, cost_wide_t limit,
                                 cost_error_t *err)
{
    char text[COST_WIDE_TEXT_SIZE];
    return cost_fail_at(err, COST_ERR_RANGE, iops->node, "%s IOPS are too many for this %s volume, %s %s",
                        iops->node->text ? iops->node->text : "so many", type, what,
                        cost_wide_decimal(limit, micro, 0, text));
}

/* gp3 may have its included IOPS at any size, so that its ratio counts beyond them only. */
static cost_status_t check_iops(const cost_resource_t *resource, const cost_value_t *field, cost_error_t *err)
{
    const cost_value_t *iops = &field[COST_VOLUME_IOPS], *size = &field[COST_VOLUME_SIZE];
    const char *type = field[COST_VOLUME_TYPE].text;
    cost_wide_t most, ratio, of_size, included = rule_of(resource, type, "included_iops");
    if (!cost_given(iops) || iops->amount.high <= included)
        return COST_OK;
    if (find_rule(resource, &most, type, "iops_max") && iops->amount.high > most)
        return refuse_iops(iops, type, "which may have", most, err);
    if (!cost_given(size) || !find_rule(resource, &ratio, type, "iops_per_gib_max") ||
        !cost_wide_mul_div(&of_size, size->amount.low, ratio, gib * micro) || iops->amount.high <= of_size)
        return COST_OK;
    return refuse_iops(iops, type, "whose size allows", of_size, err);
}

static cost_status_t check_throughput(const cost_resource_t *resource, const cost_value_t *field, cost_error_t *err)
{
    const cost_value_t *stated = &field[COST_VOLUME_THROUGHPUT];
    const char *type = field[COST_VOLUME_TYPE].text;
    cost_wide_t most;
    char text[COST_WIDE_TEXT_SIZE];
    if (!cost_given(stated) || !find_rule(resource, &most, type, "throughput_max") ||
        throughput_of(field) <= most * mib)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, stated->node, "%s is more than the %s MiB/s that a %s volume may have",
                        stated->node->text ? stated->node->text : "this", cost_wide_decimal(most, micro, 6, text),
                        type);
}

cost_status_t cost_volume_check(const cost_resource_t *resource, const cost_value_t *field, const cost_node_t *node,
                                cost_error_t *err)
{
    const cost_status_t status[] = {check_size(resource, field, err), check_kind(field, node, err),
                                    check_iops(resource, field, err), check_throughput(resource, field, err)};
    for (size_t i = 0; i < COST_COUNT(status); i++)
        if (status[i])
            return status[i];
    return COST_OK;
}

/* ---- counts ---- */

cost_wide_t cost_volume_us(const cost_resource_t *resource, const cost_flows_t *flows, int64_t count)
{
    cost_wide_t minimum = 0;
    (void)cost_catalog_find_rule(resource->catalog, service, "minimum", resource->date, &minimum);
    const cost_task_life_t life = {.minimum = (int64_t)(minimum / micro)};
    return (cost_wide_t)cost_task_seconds(flows->exists, flows->exist_count, flows->month.seconds, life) * micro *
           count;
}

/* What exceeds the included part, over all volumes' lives. */
static bool beyond(cost_wide_t *out, cost_wide_t provisioned, cost_wide_t included, cost_wide_t us)
{
    cost_wide_t more = provisioned > included ? provisioned - included : 0;
    return cost_wide_mul_div(out, more, us, micro);
}

static bool count_all(cost_volume_use_t *out, const cost_resource_t *resource, const cost_value_t *field,
                      const cost_month_t *month, cost_wide_t us)
{
    const char *type = field[COST_VOLUME_TYPE].text;
    const cost_value_t *requests = &field[COST_VOLUME_REQUESTS];
    if (cost_given(requests) &&
        !cost_frequency_total(&out->requests, &requests->amount, month, (int64_t)(us / micro), 1))
        return false;
    out->requests_unknown = field[COST_VOLUME_TYPE].choice == COST_VOLUME_MAGNETIC && !cost_given(requests);
    return beyond(&out->storage, field[COST_VOLUME_SIZE].amount.value, 0, us) &&
           beyond(&out->iops, field[COST_VOLUME_IOPS].amount.value, rule_of(resource, type, "included_iops"), us) &&
           beyond(&out->throughput, throughput_of(field), rule_of(resource, type, "included_throughput") * mib, us);
}

cost_status_t cost_volume_use(cost_volume_use_t *out, const cost_resource_t *resource, const cost_value_t *field,
                              const cost_month_t *month, cost_wide_t us, cost_error_t *err)
{
    *out = (cost_volume_use_t){.requests = 0};
    snprintf(out->variant, sizeof out->variant, "type=%s", field[COST_VOLUME_TYPE].text);
    if (us > INT64_MAX * micro || !count_all(out, resource, field, month, us))
        return cost_fail_at(err, COST_ERR_RANGE, resource->node, "its volumes are too large to be counted");
    return COST_OK;
}

cost_status_t cost_volume_imply(cost_usage_t *out, const cost_resource_t *resource, const cost_value_t *field,
                                const cost_month_t *month, cost_wide_t us, cost_error_t *err)
{
    cost_volume_use_t use;
    cost_status_t status = cost_volume_use(&use, resource, field, month, us, err);
    if (!status)
        status = cost_usage_imply(out, service, "storage", use.variant, use.storage, err);
    if (!status)
        status = cost_usage_imply(out, service, "iops", use.variant, use.iops, err);
    if (!status)
        status = cost_usage_imply(out, service, "throughput", use.variant, use.throughput, err);
    if (!status && use.requests_unknown)
        return cost_usage_imply_unpriced(out, service, "io_requests", "requests: 50M/month of the magnetic volume",
                                         err);
    return status ? status : cost_usage_imply(out, service, "io_requests", NULL, use.requests, err);
}
