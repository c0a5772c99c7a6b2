/* Amazon Aurora: instances on demand and reserved, and ACU.  Source: billing-rules 8 and 8.b. */
#include "libcost/services/aurora.h"
#include "libcost/services/rds.h"
#include "libcost/services/service_load.h"

enum { DAY_SECONDS = 86400 };
static const cost_wide_t micro = 1000000;

int64_t cost_aurora_instances(const cost_resource_t *resource)
{
    const cost_value_t *instances = &resource->field[COST_AURORA_INSTANCES];
    if (!cost_aurora_has(resource, COST_AURORA_CLASS))
        return 0;
    return resource->count * (cost_given(instances) ? instances->integer : 1);
}

int64_t cost_aurora_serverless_instances(const cost_resource_t *resource)
{
    if (!cost_aurora_has(resource, COST_AURORA_SERVERLESS))
        return 0;
    return resource->count *
           cost_aurora_field(resource, COST_AURORA_SERVERLESS, COST_AURORA_SERVERLESS_INSTANCES)->integer;
}

cost_status_t cost_aurora_rule(cost_wide_t *out, const char *rule, const cost_resource_t *resource, cost_error_t *err)
{
    if (cost_catalog_find_rule(resource->catalog, "rds", rule, resource->date, out))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_NO_PRICE, resource->node, "the price book has no rule %s of rds", rule);
}

/* ---- how long ---- */

/* Seconds in which a stopped cluster runs because AWS has started it again, after so many days (1e-6). */
static cost_status_t restarted(int64_t *out, cost_wide_t *days, const cost_aurora_meter_t *meter)
{
    cost_status_t status = cost_aurora_rule(days, "stop_max_days", meter->resource, meter->err);
    *out = status ? 0 : cost_rds_restarted_seconds(meter->flows, (int64_t)(*days * DAY_SECONDS / micro));
    return status;
}

cost_status_t cost_aurora_running(cost_wide_t *out, const cost_aurora_meter_t *meter, const char *minimum)
{
    cost_wide_t least = 0, days;
    int64_t again;
    cost_status_t status = restarted(&again, &days, meter);
    if (!status && minimum)
        status = cost_aurora_rule(&least, minimum, meter->resource, meter->err);
    *out = (cost_rds_seconds(meter->flows->on, meter->flows->on_count, (int64_t)(least / micro), &meter->flows->month) +
            again) *
           micro;
    return status;
}

static cost_status_t warn_restarted(const cost_aurora_meter_t *meter)
{
    cost_wide_t days;
    int64_t again;
    cost_status_t status = restarted(&again, &days, meter);
    if (status || again == 0)
        return status;
    return cost_usage_warn(
        meter->out, "aurora-restarted", cost_node_find(meter->resource->node, "schedule"), meter->err,
        "AWS starts a cluster again that was stopped for %lld days: %lld hours are billed in which "
        "the schedule has it stopped; stop it again every %lld days, or delete it and keep a snapshot",
        (long long)(days / micro), (long long)((again + 3599) / 3600), (long long)(days / micro));
}

/* ---- provisioned instances ---- */

/* The price book knows few I/O-Optimized classes.  AWS says that they cost a fixed part more than standard ones. */
static bool io_optimized_priced(const cost_resource_t *resource)
{
    cost_key_t key = {.region = resource->region};
    cost_price_t price;
    resource->service->key(resource, COST_AURORA_INSTANCE_HOURS, NULL, &key);
    return cost_catalog_find_price(resource->catalog, resource->service->name, "instance_hours", key.variant,
                                   key.region, resource->date, &price);
}

static cost_status_t add_on_demand(const cost_aurora_meter_t *meter, cost_wide_t base)
{
    const cost_resource_t *resource = meter->resource;
    const cost_wide_t percent = resource->rule[COST_AURORA_IO_OPTIMIZED_INSTANCES];
    if (base == 0 || !cost_aurora_io_optimized(resource) || io_optimized_priced(resource))
        return cost_usage_add(meter->out, COST_AURORA_INSTANCE_HOURS, NULL, base, meter->err);
    cost_status_t status =
        cost_usage_add_at(meter->out, COST_AURORA_INSTANCE_HOURS, cost_aurora_storage_types[COST_AURORA_STANDARD], base,
                          COST_AURORA_INSTANCE_HOURS, percent * 10, meter->err); /* percent times 1e6 is 1e-8 */
    if (status)
        return status;
    return cost_usage_warn(
        meter->out, "aurora-io-optimized-price", resource->field[COST_AURORA_CLASS].node, meter->err,
        "the price book has no I/O-Optimized price of %s; it is billed as %lld %% of the standard one",
        resource->field[COST_AURORA_CLASS].text, (long long)(percent / micro));
}

static int64_t reserved_of(const cost_resource_t *resource)
{
    const cost_value_t *count = cost_aurora_field(resource, COST_AURORA_RESERVED, COST_RESERVED_COUNT);
    if (!cost_aurora_has(resource, COST_AURORA_RESERVED))
        return 0;
    return cost_given(count) ? count->integer : cost_aurora_instances(resource);
}

/* At the effective price; all-upfront whose fee lies behind has hours at a price of 0. */
static cost_status_t add_reserved(const cost_aurora_meter_t *meter, int64_t count)
{
    const cost_value_t *reserved = meter->resource->field[COST_AURORA_RESERVED].values;
    const cost_value_t *upfront = &reserved[COST_RESERVED_UPFRONT];
    const cost_wide_t base = (cost_wide_t)meter->flows->month.seconds * micro * count;
    if (count == 0)
        return COST_OK;
    if (upfront->choice != COST_UPFRONT_PAID || reserved[COST_RESERVED_PAYMENT].choice != COST_ALL_UPFRONT)
        return cost_usage_add(meter->out, COST_AURORA_RESERVED_HOURS, NULL, base, meter->err);
    /* Whichever price the book has of the class: none of it is charged. */
    const bool own = !cost_aurora_io_optimized(meter->resource) || io_optimized_priced(meter->resource);
    cost_status_t status = cost_usage_add_at(meter->out, COST_AURORA_RESERVED_HOURS,
                                             own ? NULL : cost_aurora_storage_types[COST_AURORA_STANDARD], base,
                                             COST_AURORA_INSTANCE_HOURS, 0, meter->err);
    if (status)
        return status;
    return cost_usage_warn(meter->out, "reservation-paid-upfront", upfront->node, meter->err,
                           "the upfront fee of the reserved instances is not in this bill; write upfront: amortised "
                           "to have it spread over the term");
}

static cost_status_t meter_instances(const cost_aurora_meter_t *meter)
{
    const int64_t reserved = reserved_of(meter->resource), all = cost_aurora_instances(meter->resource);
    cost_wide_t running;
    if (all == 0)
        return COST_OK;
    cost_status_t status = cost_aurora_running(&running, meter, "minimum");
    if (!status)
        status = add_on_demand(meter, running * (all - reserved));
    return status ? status : add_reserved(meter, reserved);
}

/* ---- ACU ---- */

bool cost_aurora_acu_known(const cost_resource_t *resource, const cost_flows_t *flows)
{
    return flows->ran || cost_given(cost_aurora_field(resource, COST_AURORA_SERVERLESS, COST_AURORA_SERVERLESS_ACU)) ||
           cost_given(cost_aurora_field(resource, COST_AURORA_SERVERLESS, COST_AURORA_SERVERLESS_DAY));
}

/* What followed the load, and the hours for which AWS starts a stopped cluster again, without load. */
static cost_status_t followed(cost_wide_t *out, const cost_aurora_meter_t *meter)
{
    const cost_resource_t *resource = meter->resource;
    const cost_wide_t least =
        cost_aurora_field(resource, COST_AURORA_SERVERLESS, COST_AURORA_SERVERLESS_MIN)->amount.value;
    cost_wide_t running;
    cost_status_t status = cost_aurora_running(&running, meter, NULL);
    const cost_wide_t again = running / micro - cost_window_seconds(meter->flows->on, meter->flows->on_count);
    *out = (meter->flows->ran->bills[COST_AURORA_HALF_SECONDS] * (micro / 2) + again * least) *
           cost_aurora_serverless_instances(resource);
    return status;
}

/* The ACU of a day's parts are multiplied with the whole time before the day is divided out, so that nothing is lost.
 */
cost_status_t cost_aurora_acu_seconds(cost_wide_t *out, const cost_aurora_meter_t *meter)
{
    const cost_resource_t *resource = meter->resource;
    const cost_value_t *day = cost_aurora_field(resource, COST_AURORA_SERVERLESS, COST_AURORA_SERVERLESS_DAY);
    const int64_t instances = cost_aurora_serverless_instances(resource);
    cost_wide_t mean = cost_aurora_field(resource, COST_AURORA_SERVERLESS, COST_AURORA_SERVERLESS_ACU)->amount.value;
    cost_wide_t per = micro, running;
    if (meter->flows->ran)
        return followed(out, meter);
    cost_status_t status = cost_aurora_running(&running, meter, NULL);
    for (size_t i = 0; i < day->entry_count; i++) {
        const cost_value_t *part = day->entries[i].values;
        mean += part[COST_AURORA_DAY_ACU].amount.value * part[COST_AURORA_DAY_TIME].amount.value;
        per = DAY_SECONDS * micro * micro;
    }
    if (!status && !cost_wide_mul_div(out, mean, running * instances, per))
        status = cost_fail_at(meter->err, COST_ERR_RANGE, resource->node, "its ACU are too many to be counted");
    return status;
}

static cost_status_t meter_serverless(const cost_aurora_meter_t *meter)
{
    cost_wide_t base;
    if (!cost_aurora_has(meter->resource, COST_AURORA_SERVERLESS))
        return COST_OK;
    if (!cost_aurora_acu_known(meter->resource, meter->flows))
        return cost_usage_unpriced(meter->out, COST_AURORA_ACU_HOURS,
                                   "serverless: {acu: 2}, or from and serverless: {cpu_per_query: 5 ms}", meter->err);
    cost_status_t status = cost_aurora_acu_seconds(&base, meter);
    return status ? status : cost_usage_add(meter->out, COST_AURORA_ACU_HOURS, NULL, base, meter->err);
}

static cost_status_t meter_v1(const cost_aurora_meter_t *meter)
{
    const cost_value_t *acu = cost_aurora_field(meter->resource, COST_AURORA_SERVERLESS_V1, COST_AURORA_V1_ACU);
    if (!cost_aurora_has(meter->resource, COST_AURORA_SERVERLESS_V1))
        return COST_OK;
    if (!cost_given(acu))
        return cost_usage_unpriced(meter->out, COST_AURORA_V1_ACU_HOURS, "serverless_v1: {acu: 2}", meter->err);
    const int64_t seconds = cost_window_seconds(meter->flows->on, meter->flows->on_count);
    return cost_usage_add_product(meter->out, COST_AURORA_V1_ACU_HOURS, NULL, acu->amount.value,
                                  (cost_wide_t)seconds * meter->resource->count, meter->err);
}

cost_status_t cost_aurora_meter_capacity(const cost_aurora_meter_t *meter)
{
    const cost_resource_t *resource = meter->resource;
    if (!cost_aurora_has(resource, COST_AURORA_CLASS) && !cost_aurora_has(resource, COST_AURORA_SERVERLESS) &&
        !cost_aurora_has(resource, COST_AURORA_SERVERLESS_V1))
        return COST_OK;
    cost_status_t status = meter_instances(meter);
    if (!status)
        status = meter_serverless(meter);
    if (!status)
        status = meter_v1(meter);
    return status ? status : warn_restarted(meter);
}
