/* Amazon S3: requests and what they move.  Source: billing-rules, section 10. */
#include "libcost/services/s3.h"
#include "libcost/services/service_load.h"

static const cost_wide_t nano = 1000000000;

typedef struct {
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    cost_usage_t *out;
    cost_error_t *err;
    cost_flow_sum_t load; /* zero when none is stated */
} meter_t;

/* A stated rate, else the part (1e-9) of the load's `loaded`, else unpriced. */
static cost_status_t add(const meter_t *meter, int dimension, int field, cost_wide_t loaded, cost_wide_t part,
                         const char *write)
{
    const cost_value_t *stated = &meter->resource->field[field];
    cost_wide_t base;
    if (cost_given(stated))
        return cost_stated_add(meter->out, dimension, NULL, stated, meter->resource, meter->flows, meter->err);
    if (!meter->flows->load_stated)
        return cost_usage_unpriced(meter->out, dimension, write, meter->err);
    if (!cost_wide_mul_div(&base, loaded, part, nano))
        return cost_fail_at(meter->err, COST_ERR_RANGE, meter->resource->node, "the load is too large to be counted");
    return cost_usage_add(meter->out, dimension, NULL, base, meter->err);
}

static bool stated_zero(const meter_t *meter, int field)
{
    const cost_value_t *stated = &meter->resource->field[field];
    return cost_given(stated) && stated->amount.value == 0;
}

/* Bytes that the requests move; nothing where there are no such requests. */
static cost_status_t add_moved(const meter_t *meter, int dimension, int field, int requests, cost_wide_t loaded,
                               cost_wide_t part, const char *write)
{
    const bool stated = cost_given(&meter->resource->field[field]);
    if (!stated && (stated_zero(meter, requests) || (meter->flows->load_stated && part == 0)))
        return COST_OK;
    if (!stated && (!meter->flows->load_stated || !cost_flows_bytes_known(meter->flows)))
        return cost_usage_unpriced(meter->out, dimension, write, meter->err);
    return add(meter, dimension, field, loaded, part, write);
}

/* Restores are no part of the load: somebody orders them. */
static cost_status_t add_restored(const meter_t *meter)
{
    const cost_value_t *field = meter->resource->field, *retrieved = &field[COST_S3_RETRIEVED];
    if (!cost_given(retrieved))
        return cost_usage_unpriced(meter->out, COST_S3_RETRIEVAL, "retrieved: 10 GB/month, or 0 GB/month", meter->err);
    cost_status_t status =
        cost_stated_add(meter->out, COST_S3_RETRIEVAL, NULL, retrieved, meter->resource, meter->flows, meter->err);
    if (status)
        return status;
    if (!cost_given(&field[COST_S3_RETRIEVAL_REQUESTS]) && retrieved->amount.value > 0)
        return cost_usage_unpriced(meter->out, COST_S3_RESTORES, "retrieval_requests: 1000/month", meter->err);
    return cost_stated_add(meter->out, COST_S3_RESTORES, NULL, &field[COST_S3_RETRIEVAL_REQUESTS], meter->resource,
                           meter->flows, meter->err);
}

static cost_status_t add_retrieved(const meter_t *meter, cost_wide_t reads)
{
    static const bool bills[] = {
        [COST_S3_STANDARD_IA] = true,
        [COST_S3_ONEZONE_IA] = true,
        [COST_S3_GLACIER_INSTANT] = true,
        [COST_S3_EXPRESS] = true,
    };
    if (cost_s3_archive(meter->resource))
        return add_restored(meter);
    if (!bills[cost_s3_class(meter->resource)])
        return COST_OK;
    return add_moved(meter, COST_S3_RETRIEVAL, COST_S3_RETRIEVED, COST_S3_GET_REQUESTS, meter->load.response_bytes,
                     reads, "retrieved: 10 GB/month, or response: 100 KiB on its from");
}

static cost_status_t add_uploaded(const meter_t *meter, cost_wide_t writes)
{
    if (cost_s3_class(meter->resource) != COST_S3_EXPRESS)
        return COST_OK;
    return add_moved(meter, COST_S3_UPLOADS, COST_S3_UPLOADED, COST_S3_PUT_REQUESTS, meter->load.request_bytes, writes,
                     "uploaded: 10 GB/month, or request: 100 KiB on its from");
}

cost_status_t cost_s3_meter_requests(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                     cost_error_t *err)
{
    meter_t meter = {.resource = resource, .flows = flows, .out = out, .err = err};
    const cost_wide_t writes = resource->field[COST_S3_WRITES].amount.value, reads = nano - writes;
    cost_status_t status = cost_load_total(&meter.load, flows, resource, err);
    if (!status)
        status = add(&meter, COST_S3_PUTS, COST_S3_PUT_REQUESTS, meter.load.requests, writes,
                     "put_requests: 10k/month, or from");
    if (!status)
        status = add(&meter, COST_S3_GETS, COST_S3_GET_REQUESTS, meter.load.requests, reads,
                     "get_requests: 1M/month, or from");
    if (!status)
        status =
            cost_stated_add(out, COST_S3_TRANSITED, NULL, &resource->field[COST_S3_TRANSITIONS], resource, flows, err);
    if (!status)
        status = add_retrieved(&meter, reads);
    return status ? status : add_uploaded(&meter, writes);
}
