#include "libcost/services/fargate_imply.h"

#include <stdio.h>

#include "libcost/services/container_insights.h"
#include "libcost/services/ecs_scaling.h"
#include "libcost/services/service_load.h"
#include "libcost/services/tracking_alarms.h"

static const char cloudwatch[] = "cloudwatch";
static const cost_wide_t micro = 1000000;
static const cost_wide_t hour_us = (cost_wide_t)3600 * 1000000;

typedef struct {
    cost_usage_t *out;
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    const cost_fargate_time_t *time;
    cost_error_t *err;
} bill_t;

static cost_status_t too_large(const bill_t *bill, const cost_value_t *what)
{
    return cost_fail_at(bill->err, COST_ERR_RANGE, what->node ? what->node : bill->resource->node,
                        "is too large to be counted");
}

static cost_wide_t task_us(const bill_t *bill)
{
    return bill->time->us[ON_DEMAND] + bill->time->us[SPOT];
}

/* ---- addresses ---- */

/* A task in a public subnet cannot even pull its image without an address. */
static cost_status_t imply_addresses(const bill_t *bill)
{
    static const char service[] = "public-ipv4", dimension[] = "in_use_hours";
    const cost_value_t *subnets = &bill->resource->field[SUBNETS], *address = &bill->resource->field[PUBLIC_ADDRESS];
    if (!task_us(bill))
        return COST_OK;
    if (!cost_given(subnets) && !cost_given(address))
        return cost_usage_imply_unpriced(bill->out, service, dimension, "subnets: public, or private", bill->err);
    if (cost_given(address) ? !address->on : subnets->choice != SUBNETS_PUBLIC)
        return COST_OK;
    return cost_usage_imply(bill->out, service, dimension, NULL, task_us(bill), bill->err);
}

/* ---- scaling ---- */

/* 20 s metrics are custom metrics: one for each of CPU and memory that a policy takes so, at most as many as a rule
 * says. */
static int64_t fast_metrics(const bill_t *bill, const cost_value_t *policies)
{
    bool cpu = false, memory = false;
    cost_wide_t most = 0;
    for (size_t i = 0; i < policies->entry_count; i++) {
        const cost_value_t *policy = policies->entries[i].values;
        bool fast = policy[COST_POLICY_RESOLUTION].choice == COST_RESOLUTION_20_S;
        cpu = cpu || (fast && policy[COST_POLICY_METRIC].choice == COST_METRIC_CPU);
        memory = memory || (fast && policy[COST_POLICY_METRIC].choice == COST_METRIC_MEMORY);
    }
    (void)cost_catalog_find_rule(bill->resource->catalog, cloudwatch, "high_resolution_metrics_max",
                                 bill->resource->date, &most);
    return cpu + memory < most / micro ? cpu + memory : (int64_t)(most / micro);
}

static cost_status_t imply_scaling(const bill_t *bill)
{
    const cost_value_t *scaling = &bill->resource->field[AUTOSCALING];
    const cost_value_t *policies = &scaling->values[COST_SCALING_POLICIES];
    if (scaling->given != COST_STATED)
        return COST_OK;
    cost_status_t status = cost_tracking_alarms_imply(bill->out, bill->resource, bill->flows,
                                                      (int64_t)policies->entry_count, bill->resource->count, bill->err);
    if (status)
        return status;
    return cost_usage_imply(bill->out, cloudwatch, "metrics", NULL,
                            cost_flows_clock_hours(bill->flows, fast_metrics(bill, policies)) * bill->resource->count,
                            bill->err);
}

/* ---- logs ---- */

/* What requests and task time write; -1 when it was said already that the load is not known.  Requests that are lost
 * reach no task. */
static cost_status_t ingested(cost_wide_t *out, const bill_t *bill)
{
    const cost_value_t *logs = bill->resource->field[LOGS].values, *each = &logs[LOGS_PER_REQUEST];
    cost_wide_t by_requests = 0, by_time;
    cost_flows_t served = *bill->flows;
    cost_flow_sum_t sum;
    *out = -1;
    if (cost_given(each) && !bill->flows->load_stated)
        return cost_usage_imply_unpriced(bill->out, cloudwatch, "logs_ingested", "from: whose requests write the logs",
                                         bill->err);
    served.in = bill->flows->out;
    cost_status_t status = cost_load_total(&sum, &served, bill->resource, bill->err);
    if (status)
        return status;
    if (!cost_wide_mul_div(&by_requests, sum.requests, each->amount.value, micro) ||
        !cost_wide_mul_div(&by_time, task_us(bill), logs[LOGS_PER_TASK_HOUR].amount.value, hour_us) ||
        !cost_wide_add(out, by_requests, by_time))
        return too_large(bill, &bill->resource->field[LOGS]);
    return COST_OK;
}

/* In a steady state as much is kept as comes in during the retention. */
static cost_status_t imply_stored(const bill_t *bill, cost_wide_t bytes)
{
    const cost_value_t *retention = &bill->resource->field[LOGS].values[LOGS_RETENTION];
    cost_wide_t ratio, base;
    if (!cost_given(retention))
        return cost_usage_imply_unpriced(bill->out, cloudwatch, "logs_stored", "logs: {retention: 30 days}", bill->err);
    if (!cost_catalog_find_rule(bill->resource->catalog, cloudwatch, "logs_archive_ratio", bill->resource->date,
                                &ratio))
        return cost_fail_at(bill->err, COST_ERR_NO_PRICE, bill->resource->node,
                            "the price book has no rule logs_archive_ratio of cloudwatch");
    if (!cost_wide_mul_div(&base, bytes, ratio, micro) ||
        !cost_wide_mul_div(&base, base, retention->amount.value, micro))
        return too_large(bill, retention);
    return cost_usage_imply(bill->out, cloudwatch, "logs_stored", NULL, base, bill->err);
}

static cost_status_t imply_logs(const bill_t *bill)
{
    const cost_value_t *logs = &bill->resource->field[LOGS];
    char variant[COST_VARIANT_SIZE];
    cost_wide_t bytes;
    if (logs->given != COST_STATED)
        return COST_OK;
    cost_status_t status = ingested(&bytes, bill);
    if (status || bytes < 0)
        return status;
    (void)snprintf(variant, sizeof variant, "class=%s", logs->values[LOGS_CLASS].text);
    status = cost_usage_imply(bill->out, cloudwatch, "logs_ingested", variant, bytes, bill->err);
    return status ? status : imply_stored(bill, bytes);
}

/* ---- what a task start fetches ---- */

static cost_status_t imply_secrets(const bill_t *bill)
{
    const cost_value_t *secrets = &bill->resource->field[SECRETS];
    return cost_usage_imply(bill->out, "secrets-manager", "requests", NULL, bill->time->starts * secrets->integer,
                            bill->err);
}

/* Images reach tasks with addresses by the internet gateway, which is free. */
static bool is_private(const cost_resource_t *resource)
{
    return resource->field[SUBNETS].choice == SUBNETS_PRIVATE;
}

static cost_status_t imply_pulls(const bill_t *bill)
{
    static const char dimension[] = "data_processed";
    const cost_value_t *pulls = &bill->resource->field[PULLS], *image = &bill->resource->field[IMAGE];
    const char *service = pulls->choice == PULLS_ENDPOINT ? "vpc-endpoint" : "nat-gateway";
    cost_wide_t bytes;
    if (!bill->time->starts || (!cost_given(pulls) && !is_private(bill->resource)) || pulls->choice == PULLS_NONE)
        return COST_OK;
    if (!cost_given(pulls))
        return cost_usage_imply_unpriced(bill->out, service, dimension, "pulls: nat, endpoint or none", bill->err);
    if (!cost_given(image))
        return cost_usage_imply_unpriced(bill->out, service, dimension, "image: 250 MB", bill->err);
    if (!cost_wide_mul_div(&bytes, bill->time->starts, image->amount.value, micro))
        return too_large(bill, image);
    return cost_usage_imply(bill->out, service, dimension, NULL, bytes, bill->err);
}

/* ---- Container Insights ---- */

/* Every resource is as many services, each with a task definition family, as it counts; the metrics of a cluster are
 * those of the first of its services. */
static cost_status_t imply_insights(const bill_t *bill)
{
    const cost_value_t *insights = &bill->resource->field[INSIGHTS], *part = insights->values;
    const cost_wide_t month_us = bill->flows->month.seconds * micro;
    cost_wide_t metrics, on_us = cost_window_seconds(bill->flows->on, bill->flows->on_count) * micro;
    char cluster[128];
    bool first;
    if (!cost_given(insights))
        return COST_OK;
    snprintf(cluster, sizeof cluster, "cluster %s %.64s", bill->resource->region, part[INSIGHTS_CLUSTER].text);
    cost_status_t status = cost_usage_first(bill->out, cluster, &first, bill->err);
    if (status)
        return status;
    const cost_insights_t what = {.clusters = first ? micro : 0,
                                  .services = bill->resource->count * micro,
                                  .families = bill->resource->count * micro,
                                  .tasks = task_us(bill) * micro / month_us,
                                  .containers_per_task = part[INSIGHTS_CONTAINERS].integer * micro,
                                  .enhanced = part[INSIGHTS_MODE].choice == INSIGHTS_ENHANCED,
                                  .ephemeral_storage = true};
    if (!cost_insights_metrics(&metrics, &what, bill->resource->catalog, bill->resource->date) ||
        !cost_wide_mul_div(&metrics, metrics, on_us, micro))
        return too_large(bill, insights);
    return cost_usage_imply(bill->out, cloudwatch, what.enhanced ? "container_insights_metrics" : "metrics", NULL,
                            metrics, bill->err);
}

cost_status_t cost_fargate_imply(cost_usage_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                 const cost_fargate_time_t *time, cost_error_t *err)
{
    const bill_t bill = {out, resource, flows, time, err};
    cost_status_t status = imply_addresses(&bill);
    if (!status)
        status = imply_scaling(&bill);
    if (!status)
        status = imply_logs(&bill);
    if (!status)
        status = imply_secrets(&bill);
    if (!status)
        status = imply_insights(&bill);
    return status ? status : imply_pulls(&bill);
}
