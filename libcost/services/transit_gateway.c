/* Transit Gateway: hours of its attachments and data that they send to it.
 * Source: https://aws.amazon.com/transit-gateway/pricing/; hours as those of a NAT gateway (HOURCEIL). */
#include "libcost/services/load_count.h"

enum { ATTACHMENTS };
static const cost_field_t fields[] = {
    [ATTACHMENTS] = {.name = "attachments",
                     .kind = COST_KIND_INTEGER,
                     .max = "100000",
                     .help = "networks attached to each gateway: VPCs, VPNs, peerings, Direct Connect"},
};

enum { ATTACHMENT_HOURS, DATA_PROCESSED };
static const cost_dimension_t dimensions[] = {
    [ATTACHMENT_HOURS] = {.name = "attachment_hours", .unit = "hour", .help = "clock hours of every attachment"},
    [DATA_PROCESSED] = {.name = "data_processed",
                        .unit = "GB",
                        .help =
                            "bytes that attachments send to the gateway: each byte once, requests from one side and "
                            "responses from the other"},
};

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *attachments = &r->field[ATTACHMENTS];
    cost_status_t status = cost_given(attachments)
                               ? cost_usage_add(out, ATTACHMENT_HOURS, NULL,
                                                cost_flows_clock_hours(flows, attachments->integer * r->count), err)
                               : cost_usage_unpriced(out, ATTACHMENT_HOURS, "attachments: 2", err);
    return status ? status : cost_load_meter_bytes(out, DATA_PROCESSED, r, flows, err);
}

const cost_service_t cost_service_transit_gateway = {
    .name = "transit-gateway",
    .title = "AWS Transit Gateway",
    .help = "Joins networks. Billed by the clock hour for each attachment and by the GB that attachments send to it.",
    .example = "    attachments: 3\n    from: web\n",
    .source = "https://aws.amazon.com/transit-gateway/pricing/",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .meter = meter,
};
