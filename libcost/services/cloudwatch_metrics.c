/* Custom metrics: their own, those of Container Insights and those of ECS services at high resolution.  AWS bills all
 * of them alike, in the same tiers, for the hours in which they have data. */
#include "libcost/flow/frequency.h"
#include "libcost/services/cloudwatch.h"
#include "libcost/services/container_insights.h"
#include "libcost/services/service_load.h"

enum { HOUR = 3600 };
static const cost_wide_t micro = 1000000;

static cost_status_t too_many(const cost_resource_t *r, int group, cost_error_t *err)
{
    return cost_fail_at(err, COST_ERR_RANGE, r->field[group].node, "its metrics are too many to be counted");
}

/* Seconds of clock hours in which things that publish metrics are there; any started hour counts. */
static cost_wide_t seconds_on(const cost_flows_t *flows)
{
    return (cost_wide_t)cost_window_hours(flows->on, flows->on_count) * HOUR;
}

/* ---- custom metrics ---- */

static cost_status_t meter_custom(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                  cost_error_t *err)
{
    const cost_value_t *hours = cost_cw_part(r, COST_CW_METRICS, COST_CW_METRICS_HOURS);
    const int64_t there = cost_window_seconds(flows->exists, flows->exist_count);
    cost_wide_t count, base, us = seconds_on(flows) * micro, stated;
    if (!cost_cw_has(r, COST_CW_METRICS))
        return COST_OK;
    if (cost_given(hours)) {
        if (!cost_frequency_total(&stated, &hours->amount, &flows->month, there, HOUR))
            return too_many(r, COST_CW_METRICS, err);
        us = stated < us ? stated : us; /* a day has no more than its hours */
    }
    if (!cost_wide_mul(&count, cost_cw_part(r, COST_CW_METRICS, COST_CW_METRICS_COUNT)->amount.value, r->count) ||
        !cost_wide_mul_div(&base, count, us, micro))
        return too_many(r, COST_CW_METRICS, err);
    return cost_usage_add(out, COST_CW_DIM_METRICS, NULL, base, err);
}

static cost_status_t meter_high_resolution(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                           cost_error_t *err)
{
    const cost_value_t *f = r->field[COST_CW_ECS_HIGH_RESOLUTION].values;
    if (!cost_cw_has(r, COST_CW_ECS_HIGH_RESOLUTION))
        return COST_OK;
    cost_wide_t each = f[COST_CW_ECS_METRICS].integer * micro;
    if (!each)
        cost_catalog_find_rule(r->catalog, "cloudwatch", "high_resolution_metrics", r->date, &each);
    return cost_usage_add_product(out, COST_CW_DIM_METRICS, NULL, each * f[COST_CW_ECS_SERVICES].integer * r->count,
                                  seconds_on(flows), err);
}

/* ---- Container Insights ---- */

static cost_insights_t insights_of(const cost_resource_t *r)
{
    const cost_value_t *f = r->field[COST_CW_CONTAINER_INSIGHTS].values;
    return (cost_insights_t){.clusters = f[COST_CW_INSIGHTS_CLUSTERS].integer * micro,
                             .services = f[COST_CW_INSIGHTS_SERVICES].integer * micro,
                             .families = f[COST_CW_INSIGHTS_FAMILIES].integer * micro,
                             .tasks = f[COST_CW_INSIGHTS_TASKS].amount.value,
                             .containers_per_task = f[COST_CW_INSIGHTS_CONTAINERS].amount.value,
                             .enhanced = f[COST_CW_INSIGHTS_MODE].choice == COST_CW_MODE_ENHANCED,
                             .ephemeral_storage = f[COST_CW_INSIGHTS_EPHEMERAL].on};
}

/* A task that replaces another has metrics of its own: one more hour of them. */
static bool add_starts(cost_wide_t *base, const cost_resource_t *r, const cost_insights_t *what, cost_wide_t starts)
{
    cost_wide_t each, more;
    return cost_insights_task_metrics(&each, what, r->catalog, r->date) &&
           cost_wide_mul_div(&more, starts, each * HOUR, micro) && cost_wide_add(base, *base, more);
}

static cost_status_t meter_insights_metrics(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                            cost_error_t *err)
{
    const cost_value_t *f = r->field[COST_CW_CONTAINER_INSIGHTS].values;
    const cost_insights_t what = insights_of(r);
    const int dimension = what.enhanced ? COST_CW_DIM_INSIGHTS_METRICS : COST_CW_DIM_METRICS;
    cost_wide_t metrics, base, starts;
    if (what.enhanced && !cost_given(&f[COST_CW_INSIGHTS_TASKS]))
        return cost_usage_unpriced(out, dimension, "container_insights: {tasks: 3}", err);
    cost_status_t status = cost_stated_total(&starts, &f[COST_CW_INSIGHTS_TASK_STARTS], r, flows, err);
    if (status)
        return status;
    if (!cost_insights_metrics(&metrics, &what, r->catalog, r->date) ||
        !cost_wide_mul(&base, metrics, seconds_on(flows) * r->count) ||
        (what.enhanced && !add_starts(&base, r, &what, starts)))
        return too_many(r, COST_CW_CONTAINER_INSIGHTS, err);
    return cost_usage_add(out, dimension, NULL, base, err);
}

/* Its performance events go to a log group of the standard class; where the logs are stated they may be among them. */
static cost_status_t meter_performance_logs(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                            cost_error_t *err)
{
    const cost_value_t *logs = cost_cw_part(r, COST_CW_CONTAINER_INSIGHTS, COST_CW_INSIGHTS_LOGS);
    cost_wide_t bytes;
    if (!cost_given(logs) && !cost_given(cost_cw_part(r, COST_CW_LOGS, COST_CW_LOGS_INGESTED)))
        return cost_usage_unpriced(out, COST_CW_DIM_LOGS_INGESTED, "container_insights: {performance_logs: 1 GB/month}",
                                   err);
    cost_status_t status = cost_stated_total(&bytes, logs, r, flows, err);
    return status ? status : cost_usage_add(out, COST_CW_DIM_LOGS_INGESTED, "standard", bytes, err);
}

static cost_status_t meter_insights(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                    cost_error_t *err)
{
    const cost_value_t *f = r->field[COST_CW_CONTAINER_INSIGHTS].values;
    if (!cost_cw_has(r, COST_CW_CONTAINER_INSIGHTS))
        return COST_OK;
    cost_status_t status = meter_insights_metrics(r, flows, out, err);
    if (!status)
        status = meter_performance_logs(r, flows, out, err);
    return status ? status
                  : cost_stated_add(out, COST_CW_DIM_INSIGHTS_OBSERVATIONS, NULL, &f[COST_CW_INSIGHTS_OBSERVATIONS], r,
                                    flows, err);
}

cost_status_t cost_cw_meter_metrics(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                    cost_error_t *err)
{
    cost_status_t status = meter_custom(r, flows, out, err);
    if (!status)
        status = meter_high_resolution(r, flows, out, err);
    return status ? status : meter_insights(r, flows, out, err);
}
