/* VPC endpoints: clock hours of each zone, and bytes; gateway endpoints are free.  Source: billing-rules 13. */
#include "libcost/services/load_count.h"

enum { TYPE };
enum { INTERFACE, GATEWAY, GATEWAY_LOAD_BALANCER };
static const char *const types[] = {
    [INTERFACE] = "interface", [GATEWAY] = "gateway", [GATEWAY_LOAD_BALANCER] = "gateway-load-balancer", NULL};
static const cost_field_t fields[] = {
    [TYPE] = {.name = "type",
              .kind = COST_KIND_CHOICE,
              .choices = types,
              .fallback = "interface",
              .source = "all AWS services but S3 and DynamoDB have interface endpoints only",
              .help = "interface: an AWS service (ecr.api, logs, ...) in your zones; gateway: S3 or DynamoDB, free; "
                      "gateway-load-balancer: leads to appliances behind a Gateway Load Balancer"},
};

enum { INTERFACE_AZ_HOURS, DATA_PROCESSED, GWLB_AZ_HOURS, GWLB_DATA_PROCESSED };
static const cost_dimension_t dimensions[] = {
    [INTERFACE_AZ_HOURS] = {.name = "interface_az_hours",
                            .unit = "hour",
                            .help = "clock hours of interface endpoints, for each zone that they are in"},
    [DATA_PROCESSED] = {.name = "data_processed", .unit = "GB", .help = "bytes through interface endpoints, both ways"},
    [GWLB_AZ_HOURS] = {.name = "gwlb_az_hours",
                       .unit = "hour",
                       .help = "clock hours of endpoints of Gateway Load Balancers, for each zone"},
    [GWLB_DATA_PROCESSED] = {.name = "gwlb_data_processed",
                             .unit = "GB",
                             .help = "bytes through endpoints of Gateway Load Balancers, both ways"},
};

static cost_status_t meter(const cost_resource_t *r, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    const bool appliances = r->field[TYPE].choice == GATEWAY_LOAD_BALANCER;
    const int hours = appliances ? GWLB_AZ_HOURS : INTERFACE_AZ_HOURS;
    if (r->field[TYPE].choice == GATEWAY)
        return COST_OK;
    cost_status_t status =
        r->zones ? cost_usage_add(out, hours, NULL, cost_flows_clock_hours(flows, r->zones * r->count), err)
                 : cost_usage_unpriced(out, hours, "zones: 3", err);
    return status ? status
                  : cost_load_meter_bytes(out, appliances ? GWLB_DATA_PROCESSED : DATA_PROCESSED, r, flows, err);
}

const cost_service_t cost_service_vpc_endpoint = {
    .name = "vpc-endpoint",
    .title = "VPC endpoint (AWS PrivateLink)",
    .help = "Private ways to AWS services. An interface endpoint is billed by the clock hour for each zone that it is "
            "in, and by the GB in either direction; `count` is how many services are reached so. Gateway endpoints, "
            "for S3 and DynamoDB, cost nothing.",
    .example = "    type: interface\n    count: 4\n    zones: 3\n    from: web\n",
    .source = "https://aws.amazon.com/privatelink/pricing/",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .meter = meter,
};
