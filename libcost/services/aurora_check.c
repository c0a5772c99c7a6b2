/* Amazon Aurora: combinations of fields that AWS refuses.  Every problem of a resource is reported. */
#include <string.h>

#include "libcost/services/aurora.h"
#include "libcost/services/node_class.h"

enum { DAY_SECONDS = 86400 };
static const cost_wide_t micro = 1000000;

static const cost_value_t *serverless(const cost_resource_t *resource, int field)
{
    return cost_aurora_field(resource, COST_AURORA_SERVERLESS, field);
}

/* ---- what runs ---- */

static cost_status_t check_kind(const cost_resource_t *resource, cost_error_t *err)
{
    const bool class = cost_aurora_has(resource, COST_AURORA_CLASS);
    const bool v1 = cost_aurora_has(resource, COST_AURORA_SERVERLESS_V1);
    const bool v2 = cost_aurora_has(resource, COST_AURORA_SERVERLESS);
    if (v1 && (class || v2))
        return cost_fail_at(err, COST_ERR_SCHEMA, resource->field[COST_AURORA_SERVERLESS_V1].node,
                            "a Serverless v1 cluster has no instances; leave out either this or %s",
                            class ? "class" : "serverless");
    if (!class && cost_aurora_has(resource, COST_AURORA_INSTANCES))
        return cost_fail_at(err, COST_ERR_SCHEMA, resource->field[COST_AURORA_INSTANCES].node,
                            "needs class: that of the provisioned instances, such as db.r6g.large");
    if (class && strcmp(resource->field[COST_AURORA_CLASS].text, "db.serverless") == 0)
        return cost_fail_at(err, COST_ERR_SCHEMA, resource->field[COST_AURORA_CLASS].node,
                            "is no class of provisioned instances; write serverless: {min: 0.5, max: 8, acu: 2}");
    return class ? cost_class_check(resource, &resource->field[COST_AURORA_CLASS], "instance_hours", "class", err)
                 : COST_OK;
}

/* Options of provisioned instances. */
static cost_status_t check_provisioned(const cost_resource_t *resource, int field, cost_error_t *err)
{
    if (cost_aurora_has(resource, COST_AURORA_CLASS) || !cost_aurora_has(resource, field) ||
        resource->field[field].given != COST_STATED)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, resource->field[field].node,
                        "is of provisioned instances, and there are none; write class: db.r6g.large, or leave it out");
}

/* ---- ACU ---- */

static cost_status_t check_step(const cost_resource_t *resource, int field, cost_error_t *err)
{
    const cost_value_t *value = serverless(resource, field);
    char text[COST_WIDE_TEXT_SIZE], step[COST_WIDE_TEXT_SIZE];
    if (!cost_given(value) || value->amount.value % resource->rule[COST_AURORA_ACU_STEP] == 0)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, value->node, "%s ACU is not a multiple of %s, the step of Serverless v2",
                        cost_wide_decimal(value->amount.value, micro, 6, text),
                        cost_wide_decimal(resource->rule[COST_AURORA_ACU_STEP], micro, 6, step));
}

static cost_status_t check_level(const cost_resource_t *resource, const cost_value_t *value, cost_error_t *err)
{
    const cost_value_t *max = serverless(resource, COST_AURORA_SERVERLESS_MAX);
    const cost_wide_t least = serverless(resource, COST_AURORA_SERVERLESS_MIN)->amount.value;
    const bool below = value->amount.value < least;
    char text[COST_WIDE_TEXT_SIZE], bound[COST_WIDE_TEXT_SIZE];
    if (!cost_given(value) || (!below && (!cost_given(max) || value->amount.value <= max->amount.value)))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, value->node, "%s ACU is %s the %s ACU of serverless.%s",
                        cost_wide_decimal(value->amount.value, micro, 6, text), below ? "below" : "above",
                        cost_wide_decimal(below ? least : max->amount.value, micro, 6, bound), below ? "min" : "max");
}

static cost_status_t check_day(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *day = serverless(resource, COST_AURORA_SERVERLESS_DAY);
    cost_amount_t sum = {.value = 0};
    char text[COST_AMOUNT_TEXT_SIZE];
    cost_status_t status = COST_OK;
    if (!cost_given(day))
        return COST_OK;
    if (cost_given(serverless(resource, COST_AURORA_SERVERLESS_ACU)))
        return cost_fail_at(err, COST_ERR_SCHEMA, day->node, "goes without acu, which is the mean of all the time");
    for (size_t i = 0; i < day->entry_count; i++) {
        const cost_value_t *part = day->entries[i].values;
        const cost_status_t next = check_level(resource, &part[COST_AURORA_DAY_ACU], err);
        status = status ? status : next;
        sum.value += part[COST_AURORA_DAY_TIME].amount.value;
    }
    sum.low = sum.high = sum.value;
    if (status || sum.value == DAY_SECONDS * micro)
        return status;
    return cost_fail_at(err, COST_ERR_RANGE, day->node, "the times add up to %s; 24 h is expected",
                        cost_amount_text(&sum, COST_MEASURE_TIME, text));
}

/* What says how capacity follows the load goes with cpu_per_query, and that without capacity that is stated. */
static cost_status_t check_follows(const cost_resource_t *resource, cost_error_t *err)
{
    static const int more[] = {COST_AURORA_SERVERLESS_WORKING_SET, COST_AURORA_SERVERLESS_PAUSE,
                               COST_AURORA_SERVERLESS_HELD, COST_AURORA_SERVERLESS_PER_VCPU};
    const cost_value_t *cpu = serverless(resource, COST_AURORA_SERVERLESS_CPU);
    const bool stated = cost_given(serverless(resource, COST_AURORA_SERVERLESS_ACU)) ||
                        cost_given(serverless(resource, COST_AURORA_SERVERLESS_DAY));
    if (cost_given(cpu) && stated)
        return cost_fail_at(err, COST_ERR_SCHEMA, cpu->node,
                            "goes without acu and day, which say already how much capacity there is; leave one out");
    for (size_t i = 0; !cost_given(cpu) && i < COST_COUNT(more); i++)
        if (cost_given(serverless(resource, more[i])))
            return cost_fail_at(err, COST_ERR_SCHEMA, serverless(resource, more[i])->node,
                                "says how capacity follows the load; that needs cpu_per_query: 5 ms");
    if (cost_given(serverless(resource, COST_AURORA_SERVERLESS_PAUSE)) &&
        serverless(resource, COST_AURORA_SERVERLESS_MIN)->amount.value)
        return cost_fail_at(err, COST_ERR_SCHEMA, serverless(resource, COST_AURORA_SERVERLESS_PAUSE)->node,
                            "only what may have no capacity pauses; write min: 0, or leave it out");
    return COST_OK;
}

static cost_status_t check_serverless(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *min = serverless(resource, COST_AURORA_SERVERLESS_MIN),
                       *max = serverless(resource, COST_AURORA_SERVERLESS_MAX);
    if (!cost_aurora_has(resource, COST_AURORA_SERVERLESS))
        return COST_OK;
    if (cost_given(max) && max->amount.value < min->amount.value)
        return cost_fail_at(err, COST_ERR_RANGE, max->node, "is below serverless.min; write the larger one here");
    cost_status_t status = COST_OK;
    if (min->amount.value == 0 && resource->field[COST_AURORA_PROXY].on)
        cost_status_keep(&status,
                         cost_fail_at(err, COST_ERR_SCHEMA, min->node,
                                      "an instance behind RDS Proxy is never paused; write min: 0.5, or proxy: false"));
    cost_status_keep(&status, check_step(resource, COST_AURORA_SERVERLESS_MIN, err));
    cost_status_keep(&status, check_step(resource, COST_AURORA_SERVERLESS_MAX, err));
    cost_status_keep(&status, check_level(resource, serverless(resource, COST_AURORA_SERVERLESS_ACU), err));
    cost_status_keep(&status, check_day(resource, err));
    cost_status_keep(&status, check_follows(resource, err));
    return status;
}

/* ---- storage ---- */

static cost_status_t check_storage(const cost_resource_t *resource, cost_error_t *err)
{
    static const int foreign[] = {COST_AURORA_STORAGE_REQUESTS, COST_AURORA_STORAGE_PER_REQUEST};
    const cost_value_t *storage = resource->field[COST_AURORA_STORAGE].values;
    cost_status_t status = COST_OK;
    for (size_t i = 0; cost_aurora_io_optimized(resource) && i < COST_COUNT(foreign); i++)
        if (cost_given(&storage[foreign[i]]))
            cost_status_keep(
                &status,
                cost_fail_at(err, COST_ERR_SCHEMA, storage[foreign[i]].node,
                             "io-optimized storage bills no I/O requests; leave it out, or write type: standard"));
    if (cost_given(&storage[COST_AURORA_STORAGE_REQUESTS]) && cost_given(&storage[COST_AURORA_STORAGE_PER_REQUEST]))
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, storage[COST_AURORA_STORAGE_PER_REQUEST].node,
                                               "goes without requests, which says how many there are; leave one out"));
    return status;
}

static cost_status_t check_backups(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *backups = resource->field[COST_AURORA_BACKUPS].values;
    cost_status_t status = COST_OK;
    if (backups[COST_AURORA_BACKUPS_RETENTION].amount.value % (DAY_SECONDS * micro))
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_RANGE, backups[COST_AURORA_BACKUPS_RETENTION].node,
                                               "is not a whole number of days such as 7 days"));
    if (cost_given(&backups[COST_AURORA_BACKUPS_SIZE]) && cost_given(&backups[COST_AURORA_BACKUPS_DAILY_CHANGE]))
        cost_status_keep(&status,
                         cost_fail_at(err, COST_ERR_SCHEMA, backups[COST_AURORA_BACKUPS_SIZE].node,
                                      "goes without daily_change: it is the size of all automated backups already"));
    return status;
}

static cost_status_t check_backtrack(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *backtrack = &resource->field[COST_AURORA_BACKTRACK];
    if (!cost_given(backtrack) || resource->field[COST_AURORA_ENGINE].choice == COST_AURORA_MYSQL)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, backtrack->node, "only aurora-mysql can be set back; leave it out");
}

/* ---- prices ---- */

static cost_status_t check_reserved(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_reserved_terms_t terms = {.noun = "instances", .owned = cost_aurora_instances(resource)};
    return cost_reserved_check(&resource->field[COST_AURORA_RESERVED], &terms, err);
}

static cost_status_t check_support(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *support = resource->field[COST_AURORA_EXTENDED_SUPPORT].values;
    if (!cost_given(&support[COST_AURORA_SUPPORT_YEAR]) || support[COST_AURORA_SUPPORT_ENROLLED].on)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, support[COST_AURORA_SUPPORT_YEAR].node,
                        "has no meaning with enrolled: false; leave one of them out");
}

static cost_status_t check_monitoring(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *monitoring = resource->field[COST_AURORA_MONITORING].values;
    const cost_value_t *insights = &monitoring[COST_AURORA_MONITORING_INSIGHTS],
                       *retention = &monitoring[COST_AURORA_MONITORING_RETENTION];
    cost_status_t status = COST_OK;
    if (retention->choice > 0)
        cost_status_keep(&status,
                         cost_fail_at(err, COST_ERR_NO_PRICE, retention->node,
                                      "the price book has no price of long-term retention for Aurora; write 7-days"));
    if (insights->choice > 0 && !cost_aurora_has(resource, COST_AURORA_CLASS))
        cost_status_keep(&status,
                         cost_fail_at(err, COST_ERR_NO_PRICE, insights->node,
                                      "the price book has no price of Database Insights by the ACU; write standard"));
    return status;
}

cost_status_t cost_aurora_check(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_status_t status[] = {
        check_kind(resource, err),
        check_serverless(resource, err),
        check_provisioned(resource, COST_AURORA_RESERVED, err),
        check_provisioned(resource, COST_AURORA_CPU, err),
        check_storage(resource, err),
        check_backups(resource, err),
        check_backtrack(resource, err),
        check_reserved(resource, err),
        check_support(resource, err),
        check_monitoring(resource, err),
    };
    for (size_t i = 0; i < COST_COUNT(status); i++)
        if (status[i])
            return status[i];
    return COST_OK;
}
