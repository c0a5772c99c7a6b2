/* Log groups.  What is kept is billed compressed: 0.15 of what came in, as AWS's calculator has it. */
#include "libcost/services/cloudwatch.h"
#include "libcost/services/service_load.h"

static const cost_wide_t micro = 1000000, ratio_one = 1000000000;

static cost_status_t too_large(const cost_resource_t *r, int group, cost_error_t *err)
{
    return cost_fail_at(err, COST_ERR_RANGE, r->field[group].node, "its bytes are too many to be counted");
}

/* In the steady state as much is kept as comes in during the retention, whatever the month's length. */
static cost_status_t meter_stored(const cost_resource_t *r, const cost_value_t *stored, const cost_value_t *months,
                                  cost_wide_t ingested, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const int64_t seconds = cost_window_seconds(flows->exists, flows->exist_count);
    cost_wide_t compressed, base;
    if (cost_given(stored))
        return cost_usage_add_product(out, COST_CW_DIM_LOGS_STORED, NULL, stored->amount.value, seconds * r->count,
                                      err);
    if (!cost_wide_mul_div(&compressed, ingested, r->rule[COST_CW_RULE_ARCHIVE_RATIO], micro) ||
        !cost_wide_mul_div(&base, compressed, months->amount.value * flows->month.seconds, micro))
        return cost_fail_at(err, COST_ERR_RANGE, r->node, "its stored logs are too many to be counted");
    return cost_usage_add(out, COST_CW_DIM_LOGS_STORED, NULL, base, err);
}

/* ---- logs of applications ---- */

/* What requests write; false in *known when nobody said how many there are. */
static cost_status_t written_by_requests(cost_wide_t *bytes, bool *known, const cost_resource_t *r,
                                         const cost_flows_t *flows, cost_error_t *err)
{
    const cost_value_t *each = cost_cw_part(r, COST_CW_LOGS, COST_CW_LOGS_PER_REQUEST);
    cost_flow_sum_t sum;
    *bytes = 0;
    *known = !cost_given(each) || flows->load_stated;
    if (!cost_given(each) || !*known)
        return COST_OK;
    cost_status_t status = cost_load_total(&sum, flows, r, err);
    if (!status && !cost_wide_mul_div(bytes, sum.requests, each->amount.value, micro))
        status = too_large(r, COST_CW_LOGS, err);
    return status;
}

static cost_status_t note_missing(const cost_resource_t *r, bool known, const cost_flows_t *flows, cost_usage_t *out,
                                  cost_error_t *err)
{
    const bool ingested = cost_given(cost_cw_part(r, COST_CW_LOGS, COST_CW_LOGS_INGESTED));
    const bool per_request = cost_given(cost_cw_part(r, COST_CW_LOGS, COST_CW_LOGS_PER_REQUEST));
    if (!known)
        return cost_usage_unpriced(out, COST_CW_DIM_LOGS_INGESTED, "from: whose requests write the logs", err);
    if (!ingested && !per_request && (flows->load_stated || flows->in_count))
        return cost_usage_unpriced(out, COST_CW_DIM_LOGS_INGESTED, "logs: {per_request: 500 B}", err);
    return COST_OK;
}

static cost_status_t meter_ingested(const cost_resource_t *r, cost_wide_t bytes, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *protection = cost_cw_part(r, COST_CW_LOGS, COST_CW_LOGS_DATA_PROTECTION);
    cost_wide_t searched = 0;
    cost_status_t status = cost_usage_add(out, COST_CW_DIM_LOGS_INGESTED, NULL, bytes, err);
    if (status || !cost_given(protection))
        return status;
    if (!cost_wide_mul_div(&searched, bytes, protection->amount.value, ratio_one))
        return too_large(r, COST_CW_LOGS, err);
    return cost_usage_add(out, COST_CW_DIM_DATA_PROTECTION, NULL, searched, err);
}

static cost_status_t meter_read(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                cost_error_t *err)
{
    const cost_value_t *scanned = cost_cw_part(r, COST_CW_LOGS, COST_CW_LOGS_SCANNED);
    const cost_value_t *tail = cost_cw_part(r, COST_CW_LOGS, COST_CW_LOGS_LIVE_TAIL);
    cost_wide_t minutes;
    cost_status_t status = cost_stated_add(out, COST_CW_DIM_LOGS_SCANNED, NULL, scanned, r, flows, err);
    if (!status)
        status = cost_stated_total(&minutes, tail, r, flows, err);
    return status ? status : cost_usage_add_product(out, COST_CW_DIM_LIVE_TAIL, NULL, minutes, 60, err);
}

cost_status_t cost_cw_meter_logs(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err)
{
    const cost_value_t *f = r->field[COST_CW_LOGS].values;
    cost_wide_t ingested, written;
    bool known;
    cost_status_t status = cost_stated_total(&ingested, &f[COST_CW_LOGS_INGESTED], r, flows, err);
    if (!status)
        status = written_by_requests(&written, &known, r, flows, err);
    if (!status)
        status = note_missing(r, known, flows, out, err);
    if (status || !cost_cw_has(r, COST_CW_LOGS))
        return status;
    if (!cost_wide_add(&ingested, ingested, written))
        return too_large(r, COST_CW_LOGS, err);
    status = meter_ingested(r, ingested, out, err);
    if (!status)
        status = meter_stored(r, &f[COST_CW_LOGS_STORED], &f[COST_CW_LOGS_RETENTION], ingested, flows, out, err);
    return status ? status : meter_read(r, flows, out, err);
}

/* ---- logs of AWS services ---- */

cost_status_t cost_cw_meter_vended_logs(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out,
                                        cost_error_t *err)
{
    const cost_value_t *f = r->field[COST_CW_VENDED_LOGS].values;
    cost_wide_t ingested;
    if (!cost_cw_has(r, COST_CW_VENDED_LOGS))
        return COST_OK;
    cost_status_t status = cost_stated_total(&ingested, &f[COST_CW_VENDED_INGESTED], r, flows, err);
    if (!status)
        status = cost_usage_add(out, COST_CW_DIM_VENDED_INGESTED, NULL, ingested, err);
    if (!status)
        status = meter_stored(r, &f[COST_CW_VENDED_STORED], &f[COST_CW_VENDED_RETENTION], ingested, flows, out, err);
    return status ? status
                  : cost_stated_add(out, COST_CW_DIM_VENDED_TO_S3, NULL, &f[COST_CW_VENDED_TO_S3], r, flows, err);
}
