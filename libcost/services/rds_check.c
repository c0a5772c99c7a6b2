/* Amazon RDS: combinations of fields that AWS refuses.  Every problem of a resource is reported. */
#include "libcost/services/node_class.h"
#include "libcost/services/rds_volume.h"

static const cost_wide_t micro = 1000000;

typedef struct {
    char text[COST_WIDE_TEXT_SIZE];
} number_t;

static number_t number(cost_wide_t value, cost_wide_t one)
{
    number_t out;
    cost_wide_decimal(value, one, 3, out.text);
    return out;
}

static number_t count(cost_wide_t value)
{
    return number(value, micro);
}

static number_t gib(cost_wide_t value)
{
    return number(value, COST_RDS_GIB * micro);
}

static cost_status_t check_size(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *size = cost_rds_volume(resource, COST_RDS_STORAGE_SIZE);
    const cost_value_t *type = cost_rds_volume(resource, COST_RDS_STORAGE_TYPE);
    bool magnetic = type->choice == COST_RDS_MAGNETIC;
    cost_wide_t least = COST_RDS_GIB * resource->rule[magnetic ? COST_RDS_STORAGE_MIN_MAGNETIC
                                                      : cost_rds_provisions_iops(resource) ? COST_RDS_STORAGE_MIN_IO
                                                                                           : COST_RDS_STORAGE_MIN];
    cost_wide_t most = COST_RDS_GIB * resource->rule[magnetic ? COST_RDS_STORAGE_MAX_MAGNETIC : COST_RDS_STORAGE_MAX];
    if (!cost_given(size) || (size->amount.value >= least && size->amount.value <= most))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, size->node, "%s GiB is outside %s to %s GiB, the sizes of %s storage",
                        gib(size->amount.value).text, gib(least).text, gib(most).text, type->text);
}

static cost_status_t check_max_size(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *size = cost_rds_volume(resource, COST_RDS_STORAGE_SIZE);
    const cost_value_t *most = cost_rds_volume(resource, COST_RDS_STORAGE_MAX_SIZE);
    if (!cost_given(size) || !cost_given(most))
        return COST_OK;
    cost_wide_t above = size->amount.value / 100 * resource->rule[COST_RDS_MAX_SIZE_ABOVE] / micro;
    cost_wide_t least = size->amount.value + above;
    if (most->amount.value >= least)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, most->node,
                        "%s GiB is too near to the size of %s GiB; storage autoscaling needs %s GiB or more",
                        gib(most->amount.value).text, gib(size->amount.value).text, gib(least).text);
}

/* How the data grow matters to autoscaling alone. */
static cost_status_t check_growth(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *size = cost_rds_volume(resource, COST_RDS_STORAGE_SIZE);
    const cost_value_t *used = cost_rds_volume(resource, COST_RDS_STORAGE_USED);
    const cost_value_t *growth = cost_rds_volume(resource, COST_RDS_STORAGE_GROWTH);
    const cost_value_t *either = cost_given(used) ? used : growth, *other = cost_given(used) ? growth : used;
    if (!cost_given(either))
        return COST_OK;
    if (!cost_given(cost_rds_volume(resource, COST_RDS_STORAGE_MAX_SIZE)))
        return cost_fail_at(
            err, COST_ERR_SCHEMA, either->node,
            "says when storage autoscaling acts; without max_size: 500 GiB it does not - leave it out, or "
            "write both");
    if (!cost_given(other))
        return cost_fail_at(err, COST_ERR_SCHEMA, either->node,
                            "used and growth go together, such as used: 70 GiB, growth: 2 GiB/day");
    if (!cost_given(size) || used->amount.value <= size->amount.value)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, used->node, "%s GiB do not fit the size of %s GiB",
                        gib(used->amount.value).text, gib(size->amount.value).text);
}

static cost_status_t check_foreign(const cost_resource_t *resource, int field, bool allowed, const char *where,
                                   cost_error_t *err)
{
    const cost_value_t *value = cost_rds_volume(resource, field);
    if (allowed || !cost_given(value))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, value->node,
                        "cannot be chosen for %s storage; %s - leave it out, or change "
                        "the type",
                        cost_rds_volume(resource, COST_RDS_STORAGE_TYPE)->text, where);
}

/* Below its threshold gp3 comes as it is; from there on both may be raised.  `one` is the unit of the three values. */
static cost_status_t check_gp3_value(const cost_value_t *value, const cost_rds_gp3_t *gp3, cost_wide_t stated,
                                     cost_wide_t included, cost_wide_t most, cost_wide_t one, cost_error_t *err)
{
    const char *unit = one == micro ? "IOPS" : "MiB/s";
    if (!cost_given(value) || stated <= included)
        return COST_OK;
    if (!gp3->large)
        return cost_fail_at(
            err, COST_ERR_RANGE, value->node,
            "%s %s cannot be provisioned on a gp3 volume below %s GiB; it has %s included - write size: "
            "%s GiB or more, or leave it out",
            number(stated, one).text, unit, gib(gp3->threshold).text, number(included, one).text,
            gib(gp3->threshold).text);
    if (stated <= most)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, value->node, "%s %s is more than the %s that a gp3 volume can have",
                        number(stated, one).text, unit, number(most, one).text);
}

/* MySQL and MariaDB above 32,000 IOPS need 1 MiB/s for every 64 of them. */
static cost_status_t check_gp3_ratio(const cost_resource_t *resource, const cost_rds_gp3_t *gp3, cost_error_t *err)
{
    const cost_value_t *iops = cost_rds_volume(resource, COST_RDS_STORAGE_IOPS);
    const cost_wide_t one = COST_RDS_MIB * micro;
    cost_wide_t per = resource->rule[COST_RDS_GP3_MYSQL_RATIO], stated = cost_rds_throughput(resource);
    bool bound = cost_rds_engine_is(resource, "mysql") || cost_rds_engine_is(resource, "mariadb");
    if (!bound || !cost_given(iops) || iops->amount.value <= resource->rule[COST_RDS_GP3_MYSQL_FREE])
        return COST_OK;
    cost_wide_t has = stated > gp3->throughput ? stated : gp3->throughput;
    cost_wide_t needs = (iops->amount.value * one + per - 1) / per;
    if (has >= needs)
        return COST_OK;
    return cost_fail_at(
        err, COST_ERR_RANGE, iops->node,
        "%s IOPS need %s MiB/s on %s, 1 MiB/s for every %s IOPS; it has %s - write throughput: %s MiB/s",
        count(iops->amount.value).text, number(needs, one).text, resource->field[COST_RDS_ENGINE].text, count(per).text,
        number(has, one).text, number(needs, one).text);
}

static cost_status_t check_gp3(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *iops = cost_rds_volume(resource, COST_RDS_STORAGE_IOPS);
    const cost_value_t *throughput = cost_rds_volume(resource, COST_RDS_STORAGE_THROUGHPUT);
    if (cost_rds_volume_type(resource) != COST_RDS_GP3 || !cost_given(cost_rds_volume(resource, COST_RDS_STORAGE_SIZE)))
        return COST_OK;
    if (cost_given(throughput) && !cost_per_seconds(throughput->amount.per))
        return cost_fail_at(err, COST_ERR_SCHEMA, throughput->node, "is not a throughput such as 500 MiB/s");
    cost_rds_gp3_t gp3 = cost_rds_gp3(resource);
    cost_status_t status = check_gp3_value(iops, &gp3, iops->amount.value, gp3.iops, gp3.iops_max, micro, err);
    cost_status_t second = check_gp3_value(throughput, &gp3, cost_rds_throughput(resource), gp3.throughput,
                                           gp3.throughput_max, COST_RDS_MIB * micro, err);
    if (status || second)
        return status ? status : second;
    return check_gp3_ratio(resource, &gp3, err);
}

static cost_status_t check_io(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *iops = cost_rds_volume(resource, COST_RDS_STORAGE_IOPS);
    const cost_value_t *size = cost_rds_volume(resource, COST_RDS_STORAGE_SIZE);
    const cost_wide_t *rule = resource->rule;
    if (!cost_rds_provisions_iops(resource) || !cost_given(iops) || !cost_given(size))
        return COST_OK;
    const char *type = cost_rds_volume(resource, COST_RDS_STORAGE_TYPE)->text;
    if (iops->amount.value < rule[COST_RDS_IO_IOPS_MIN] || iops->amount.value > rule[COST_RDS_IO_IOPS_MAX])
        return cost_fail_at(err, COST_ERR_RANGE, iops->node, "%s IOPS is outside %s to %s, the IOPS of %s storage",
                            count(iops->amount.value).text, count(rule[COST_RDS_IO_IOPS_MIN]).text,
                            count(rule[COST_RDS_IO_IOPS_MAX]).text, type);
    /* 1e-6 IOPS x GiB against a ratio times micro-bytes: both sides times 1e6 and 2^30. */
    cost_wide_t most =
        rule[cost_rds_volume_type(resource) == COST_RDS_IO2 ? COST_RDS_IO2_RATIO_MAX : COST_RDS_IO1_RATIO_MAX];
    cost_wide_t least = rule[COST_RDS_IO_RATIO_MIN];
    if (cost_wide_compare_products(iops->amount.value, COST_RDS_GIB * micro, most, size->amount.value) <= 0 &&
        cost_wide_compare_products(iops->amount.value, COST_RDS_GIB * micro, least, size->amount.value) >= 0)
        return COST_OK;
    return cost_fail_at(
        err, COST_ERR_RANGE, iops->node, "%s IOPS on %s GiB is outside the %s to %s IOPS per GiB of %s storage",
        count(iops->amount.value).text, gib(size->amount.value).text, count(least).text, count(most).text, type);
}

static cost_status_t check_backups(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *retention = cost_rds_field(resource, COST_RDS_BACKUPS, COST_RDS_BACKUPS_RETENTION);
    const cost_value_t *size = cost_rds_field(resource, COST_RDS_BACKUPS, COST_RDS_BACKUPS_SIZE);
    const cost_value_t *used = cost_rds_field(resource, COST_RDS_BACKUPS, COST_RDS_BACKUPS_USED);
    cost_status_t status = COST_OK;
    if (retention->amount.value % (86400 * micro))
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_RANGE, retention->node,
                                               "is not a whole number of days such as 7 days"));
    if (cost_given(size) && cost_given(used))
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, size->node,
                                               "goes without used: it is the size of all automated backups already"));
    return status;
}

/* ---- instances ---- */

static cost_status_t check_reserved(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_reserved_terms_t terms = {.noun = "instances",
                                         .owned = cost_rds_primaries(resource) + cost_rds_replicas(resource),
                                         .recurring_priced = true};
    return cost_reserved_check(&resource->field[COST_RDS_RESERVED], &terms, err);
}

static cost_status_t check_schedule(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_node_t *schedule = cost_node_find(resource->node, "schedule");
    if (!schedule || cost_rds_replicas(resource) == 0)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, schedule,
                        "an instance that has read replicas cannot be stopped; leave out schedule or read_replicas");
}

static cost_status_t check_cluster(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *deployment = &resource->field[COST_RDS_DEPLOYMENT];
    if (deployment->choice != COST_RDS_CLUSTER || cost_rds_engine_is(resource, "mysql") ||
        cost_rds_engine_is(resource, "postgres"))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, deployment->node,
                        "multi-az-cluster exists for mysql and postgres, not for %s; write multi-az",
                        resource->field[COST_RDS_ENGINE].text);
}

static bool licensed(const cost_resource_t *resource)
{
    return cost_rds_engine_is(resource, "oracle") || cost_rds_engine_is(resource, "sqlserver") ||
           cost_rds_engine_is(resource, "db2");
}

static cost_status_t check_license(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *license = &resource->field[COST_RDS_LICENSE];
    if (!cost_given(license) || licensed(resource))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, license->node, "%s has no licence; leave it out",
                        resource->field[COST_RDS_ENGINE].text);
}

static cost_status_t check_support(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *year = cost_rds_field(resource, COST_RDS_EXTENDED_SUPPORT, COST_RDS_SUPPORT_YEAR);
    const cost_value_t *enrolled = cost_rds_field(resource, COST_RDS_EXTENDED_SUPPORT, COST_RDS_SUPPORT_ENROLLED);
    if (!cost_given(year))
        return COST_OK;
    if (!enrolled->on)
        return cost_fail_at(err, COST_ERR_SCHEMA, year->node,
                            "has no meaning with enrolled: false; leave one of them out");
    if (cost_rds_engine_is(resource, "mysql") || cost_rds_engine_is(resource, "postgres"))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, year->node, "extended support is sold for mysql and postgres, not for %s",
                        resource->field[COST_RDS_ENGINE].text);
}

cost_status_t cost_rds_check(const cost_resource_t *resource, cost_error_t *err)
{
    int type = cost_rds_volume_type(resource);
    cost_status_t status[] = {
        cost_class_check(resource, &resource->field[COST_RDS_CLASS], "instance_hours", "class", err),
        check_size(resource, err),
        check_max_size(resource, err),
        check_growth(resource, err),
        check_foreign(resource, COST_RDS_STORAGE_IOPS, type != COST_RDS_GP2 && type != COST_RDS_MAGNETIC,
                      "gp3, io1 and io2 have provisioned IOPS", err),
        check_foreign(resource, COST_RDS_STORAGE_THROUGHPUT, type == COST_RDS_GP3,
                      "only gp3 has provisioned throughput", err),
        check_foreign(resource, COST_RDS_STORAGE_REQUESTS, type == COST_RDS_MAGNETIC,
                      "only magnetic storage bills I/O requests", err),
        check_gp3(resource, err),
        check_io(resource, err),
        check_backups(resource, err),
        check_reserved(resource, err),
        check_schedule(resource, err),
        check_cluster(resource, err),
        check_license(resource, err),
        check_support(resource, err),
    };
    for (size_t i = 0; i < COST_COUNT(status); i++)
        if (status[i])
            return status[i];
    return COST_OK;
}
