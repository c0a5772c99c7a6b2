/* Amazon CloudWatch: logs, metrics, alarms, dashboards and what reads them.  Source: billing rules 12. */
#include "libcost/services/cloudwatch.h"

#include <stdio.h>

#include "libcost/services/service_load.h"

static const char *const resolutions[] = {"standard", "high", NULL};

static const cost_dimension_t dimensions[COST_CW_DIMENSIONS] = {
    [COST_CW_DIM_LOGS_INGESTED] = {.name = "logs_ingested",
                                   .unit = "GB",
                                   .help = "log data taken in, of the class of the logs"},
    [COST_CW_DIM_LOGS_STORED] = {.name = "logs_stored", .unit = "GB-month", .help = "log data kept, compressed"},
    [COST_CW_DIM_LOGS_SCANNED] = {.name = "logs_scanned", .unit = "GB", .help = "log data that queries look at"},
    [COST_CW_DIM_LIVE_TAIL] = {.name = "live_tail_minutes", .unit = "minute", .help = "minutes of Live Tail sessions"},
    [COST_CW_DIM_DATA_PROTECTION] = {.name = "logs_data_protection_scanned",
                                     .unit = "GB",
                                     .help = "log data searched for sensitive data"},
    [COST_CW_DIM_VENDED_INGESTED] = {.name = "vended_logs_ingested",
                                     .unit = "GB",
                                     .help = "logs that AWS services write"},
    [COST_CW_DIM_VENDED_TO_S3] = {.name = "vended_logs_to_s3",
                                  .unit = "GB",
                                  .help = "logs that AWS services deliver to S3"},
    [COST_CW_DIM_METRICS] =
        {.name = "metrics",
         .unit = "metric-month",
         .help = "custom metrics, those of Container Insights (standard) and of detailed monitoring too"},
    [COST_CW_DIM_INSIGHTS_METRICS] = {.name = "container_insights_metrics",
                                      .unit = "metric-month",
                                      .help = "metrics of enhanced Container Insights of ECS"},
    [COST_CW_DIM_INSIGHTS_OBSERVATIONS] = {.name = "container_insights_observations",
                                           .unit = "1M-observations",
                                           .help = "observations of enhanced Container Insights of EKS"},
    [COST_CW_DIM_ALARMS] = {.name = "alarms",
                            .unit = "alarm-month",
                            .nested = resolutions,
                            .help = "metrics that alarms watch"},
    [COST_CW_DIM_COMPOSITE_ALARMS] = {.name = "composite_alarms",
                                      .unit = "alarm-month",
                                      .help = "alarms on other alarms"},
    [COST_CW_DIM_DASHBOARDS] = {.name = "dashboards",
                                .unit = "dashboard-month",
                                .help = "dashboards, billed without a region"},
    [COST_CW_DIM_API_REQUESTS] = {.name = "api_requests", .unit = "1k-requests", .help = "API requests"},
    [COST_CW_DIM_GETMETRICDATA] = {.name = "getmetricdata_metrics",
                                   .unit = "1k-metrics",
                                   .help = "metrics asked for with GetMetricData"},
    [COST_CW_DIM_METRIC_STREAMS] = {.name = "metric_stream_updates",
                                    .unit = "1k-updates",
                                    .help = "metric updates sent on by metric streams"},
    [COST_CW_DIM_RUM_EVENTS] = {.name = "rum_events", .unit = "100k-events", .help = "events of real user monitoring"},
    [COST_CW_DIM_CANARY_RUNS] = {.name = "canary_runs", .unit = "runs", .help = "runs of Synthetics canaries"},
};

static const char *const rules[COST_CW_RULES] = {
    [COST_CW_RULE_ARCHIVE_RATIO] = "logs_archive_ratio",
    [COST_CW_RULE_ANOMALY_METRICS] = "anomaly_alarm_metrics",
    [COST_CW_RULE_DASHBOARD_METRICS] = "dashboard_free_metrics",
};

static const cost_wide_t micro = 1000000;

bool cost_cw_has(const cost_resource_t *resource, int group)
{
    return resource->field[group].given == COST_STATED;
}

const cost_value_t *cost_cw_part(const cost_resource_t *resource, int group, int field)
{
    return &resource->field[group].values[field];
}

/* ---- checks ---- */

static cost_status_t check_stated(const cost_resource_t *r, cost_error_t *err)
{
    for (int i = 0; i < COST_CW_FIELDS; i++)
        if (cost_cw_has(r, i))
            return COST_OK;
    if (r->stated_count || cost_node_find(r->node, "from"))
        return COST_OK;
    return cost_fail_key(
        err, COST_ERR_SCHEMA, r->node,
        "nothing of it is stated; logs: {ingested: 10 GB/month}, alarms: {standard: 5} or another group "
        "would be");
}

static cost_status_t check_class(const cost_resource_t *r, cost_error_t *err)
{
    static const int lacking[] = {COST_CW_LOGS_LIVE_TAIL, COST_CW_LOGS_DATA_PROTECTION};
    const cost_value_t *class = cost_cw_part(r, COST_CW_LOGS, COST_CW_LOGS_CLASS);
    for (size_t i = 0; class->choice > 0 && i < COST_COUNT(lacking); i++) {
        const cost_value_t *value = cost_cw_part(r, COST_CW_LOGS, lacking[i]);
        if (cost_given(value))
            return cost_fail_at(err, COST_ERR_SCHEMA, value->node,
                                "logs of class %s do not have it; class: standard does", class->text);
    }
    return COST_OK;
}

/* ECS has such metrics since the day from which the book has their number. */
static cost_status_t check_high_resolution(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *metrics = cost_cw_part(r, COST_CW_ECS_HIGH_RESOLUTION, COST_CW_ECS_METRICS);
    cost_wide_t most;
    if (!cost_cw_has(r, COST_CW_ECS_HIGH_RESOLUTION) || !r->catalog)
        return COST_OK;
    if (!cost_catalog_find_rule(r->catalog, "cloudwatch", "high_resolution_metrics_max", r->date, &most))
        return cost_fail_at(err, COST_ERR_NO_PRICE, r->field[COST_CW_ECS_HIGH_RESOLUTION].node,
                            "ECS has no such metrics on %04d-%02d-%02d; leave it out, or take a later period",
                            (int)(r->date / 10000), (int)(r->date / 100 % 100), (int)(r->date % 100));
    if (metrics->integer * micro <= most)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_RANGE, metrics->node, "%lld metrics are more than the %lld that a service has",
                        (long long)metrics->integer, (long long)(most / micro));
}

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    cost_status_t status[] = {check_stated(r, err), check_class(r, err), check_high_resolution(r, err)};
    for (size_t i = 0; i < COST_COUNT(status); i++)
        if (status[i])
            return status[i];
    return COST_OK;
}

/* ---- which price ---- */

static void key(const cost_resource_t *r, int dimension, const char *nested, cost_key_t *out)
{
    const char *class = nested ? nested : cost_cw_part(r, COST_CW_LOGS, COST_CW_LOGS_CLASS)->text;
    if (dimension == COST_CW_DIM_LOGS_INGESTED)
        snprintf(out->variant, sizeof out->variant, "class=%s", class);
    else if (dimension == COST_CW_DIM_VENDED_INGESTED)
        snprintf(out->variant, sizeof out->variant, "class=standard");
    else if (dimension == COST_CW_DIM_ALARMS)
        snprintf(out->variant, sizeof out->variant, "resolution=%s", nested);
    else if (dimension == COST_CW_DIM_DASHBOARDS)
        out->region = "global";
}

/* ---- alarms and dashboards: by the hour for which they exist ---- */

static cost_status_t meter_alarms(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                  cost_error_t *err)
{
    const cost_value_t *f = r->field[COST_CW_ALARMS].values;
    const cost_wide_t hours = cost_flows_clock_hours(flows, r->count), one = micro,
                      band = r->rule[COST_CW_RULE_ANOMALY_METRICS];
    const cost_wide_t standard = f[COST_CW_ALARMS_STANDARD].integer * one + f[COST_CW_ALARMS_ANOMALY].integer * band;
    const cost_wide_t high = f[COST_CW_ALARMS_HIGH].integer * one + f[COST_CW_ALARMS_HIGH_ANOMALY].integer * band;
    cost_status_t status =
        cost_usage_add_product(out, COST_CW_DIM_ALARMS, resolutions[0], standard, hours / micro, err);
    if (!status)
        status = cost_usage_add_product(out, COST_CW_DIM_ALARMS, resolutions[1], high, hours / micro, err);
    return status ? status
                  : cost_usage_add_product(out, COST_CW_DIM_COMPOSITE_ALARMS, NULL, f[COST_CW_ALARMS_COMPOSITE].integer,
                                           hours, err);
}

static cost_status_t meter_dashboards(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                      cost_error_t *err)
{
    const cost_value_t *metrics = &r->field[COST_CW_DASHBOARD_METRICS];
    const int64_t most = (int64_t)(r->rule[COST_CW_RULE_DASHBOARD_METRICS] / micro);
    cost_status_t status =
        cost_usage_add_product(out, COST_CW_DIM_DASHBOARDS, NULL, r->field[COST_CW_DASHBOARDS].integer,
                               cost_flows_clock_hours(flows, r->count), err);
    if (status || metrics->integer <= most)
        return status;
    return cost_usage_warn(
        out, "dashboard-not-free", metrics->node, err,
        "free dashboards show at most %lld metrics, and these %lld; where the bill has them free, write "
        "account: {usage: {cloudwatch.dashboards: 3}}",
        (long long)most, (long long)metrics->integer);
}

/* ---- what is counted as it is stated ---- */

static cost_status_t meter_rates(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err)
{
    static const int rates[][2] = {
        {COST_CW_API_REQUESTS, COST_CW_DIM_API_REQUESTS},     {COST_CW_GETMETRICDATA, COST_CW_DIM_GETMETRICDATA},
        {COST_CW_METRIC_STREAMS, COST_CW_DIM_METRIC_STREAMS}, {COST_CW_RUM_EVENTS, COST_CW_DIM_RUM_EVENTS},
        {COST_CW_CANARY_RUNS, COST_CW_DIM_CANARY_RUNS},
    };
    cost_status_t status = COST_OK;
    for (size_t i = 0; !status && i < COST_COUNT(rates); i++)
        status = cost_stated_add(out, rates[i][1], NULL, &r->field[rates[i][0]], r, flows, err);
    return status;
}

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = cost_cw_meter_logs(r, flows, out, err);
    if (!status)
        status = cost_cw_meter_vended_logs(r, flows, out, err);
    if (!status)
        status = cost_cw_meter_metrics(r, flows, out, err);
    if (!status)
        status = meter_alarms(r, flows, out, err);
    if (!status)
        status = meter_dashboards(r, flows, out, err);
    return status ? status : meter_rates(r, flows, out, err);
}

const cost_service_t cost_service_cloudwatch = {
    .name = "cloudwatch",
    .title = "Amazon CloudWatch",
    .help =
        "Logs by the GB taken in, kept and searched; custom metrics, alarms and dashboards by the hour, so that a "
        "month of "
        "one costs its price; API requests. Write the groups that are in use; what is left out is not there. Container "
        "Insights of the standard kind and detailed monitoring are custom metrics and share their tiers. A schedule "
        "stops "
        "metrics, but not alarms, dashboards or what is stated as a rate.",
    .source = "https://aws.amazon.com/cloudwatch/pricing/",
    .example = "    logs: {ingested: 10 GB/month}\n"
               "    container_insights: {services: 2, families: 2}\n"
               "    alarms: {standard: 13}\n"
               "    dashboards: 1\n",
    .fields = cost_cloudwatch_fields,
    .field_count = COST_CW_FIELDS,
    .dimensions = dimensions,
    .dimension_count = COST_CW_DIMENSIONS,
    .rules = rules,
    .rule_count = COST_CW_RULES,
    .stops = true,
    .check = check,
    .key = key,
    .meter = meter,
};
