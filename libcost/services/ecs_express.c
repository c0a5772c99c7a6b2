/* Amazon ECS Express Mode: a Fargate service behind a balancer that it shares, with alarms.  It has no price of its
 * own. Source: billing rules, section 2.8; ECS developer guide, express-service-overview. */
#include "libcost/services/ecs_express.h"
#include "libcost/services/address.h"
#include "libcost/services/alb.h"
#include "libcost/services/ecs_scaling.h"
#include "libcost/services/fargate_fields.h"
#include "libcost/services/fargate_flow.h"
#include "libcost/services/part.h"
#include "libcost/services/tracking_alarms.h"

#define GUIDE "ECS developer guide: express-service-overview"

enum { BALANCER_SERVICES, BALANCER_SCHEME };

static const char *const schemes[] = {"internet-facing", "internal", NULL};
static const cost_field_t balancer_fields[] = {
    [BALANCER_SERVICES] = {.name = "services",
                           .help =
                               "how many Express Mode services share the balancer, this one among them: it pays its "
                               "part of the hours and addresses, and the capacity units of its own load",
                           .source = "assumption: it is alone; up to 25 services of a network share one",
                           .kind = COST_KIND_INTEGER,
                           .min = "1",
                           .max = "25",
                           .fallback = "1"},
    [BALANCER_SCHEME] = {.name = "scheme",
                         .help = "internet-facing balancers own a public IPv4 address in each zone, internal ones none",
                         .source = GUIDE,
                         .kind = COST_KIND_CHOICE,
                         .choices = schemes},
};

static const cost_field_t fields[] = {
    [COST_EXPRESS_SERVICE] = {.name = "fargate",
                              .help = "the service that it makes: the fields of fargate",
                              .source = GUIDE,
                              .kind = COST_KIND_GROUP,
                              .fields = cost_fargate_fields,
                              .field_count = FARGATE_FIELDS,
                              .required = true},
    [COST_EXPRESS_BALANCER] = {.name = "balancer",
                               .help = "the Application Load Balancer that it makes or shares",
                               .source = GUIDE,
                               .kind = COST_KIND_GROUP,
                               .fields = balancer_fields,
                               .field_count = COST_COUNT(balancer_fields),
                               .fallback = "{}"},
    [COST_EXPRESS_ROLLBACK_ALARMS] = {.name = "rollback_alarms",
                                      .help = "alarms that roll a deployment back, beside those of scaling",
                                      .source = "assumption",
                                      .kind = COST_KIND_INTEGER,
                                      .max = "100",
                                      .fallback = "1"},
};

static const cost_wide_t micro = 1000000;

static cost_status_t check(const cost_resource_t *resource, cost_error_t *err)
{
    cost_part_t service;
    const cost_status_t lines = cost_part_check_implied(resource, err);
    cost_status_t status =
        cost_part_init(&service, resource, &cost_service_fargate, resource->field[COST_EXPRESS_SERVICE].values, err);
    if (!status)
        status = cost_part_check(&service, err);
    return lines ? lines : status;
}

static cost_status_t imply_service(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                   cost_error_t *err)
{
    cost_part_t service;
    cost_status_t status =
        cost_part_init(&service, resource, &cost_service_fargate, resource->field[COST_EXPRESS_SERVICE].values, err);
    return status ? status : cost_part_meter(&service, flows, out, err);
}

/* The same as one of Fargate's. */
static cost_status_t flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                          cost_arena_t *arena, cost_error_t *err)
{
    const cost_resource_t **services = cost_arena_array(arena, worlds, sizeof *services);
    cost_part_t *parts = cost_arena_array(arena, worlds, sizeof *parts);
    cost_status_t status = services && parts ? COST_OK : cost_fail_memory(err);
    for (size_t w = 0; !status && w < worlds; w++) {
        status = cost_part_init(&parts[w], resources[w], &cost_service_fargate,
                                resources[w]->field[COST_EXPRESS_SERVICE].values, err);
        services[w] = &parts[w].resource;
    }
    return status ? status : cost_fargate_flow(services, flows, worlds, arena, err);
}

/* ---- the balancer ---- */

static const cost_value_t *balancer(const cost_resource_t *resource, int field)
{
    return &resource->field[COST_EXPRESS_BALANCER].values[field];
}

/* A listener with a certificate of AWS's, and as few rules as are free. */
static cost_status_t imply_lcu(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                               cost_error_t *err)
{
    cost_value_t field[COST_ALB_FIELDS] = {{0}};
    cost_part_t part;
    if (!flows->load_stated)
        return cost_usage_imply_unpriced(out, "alb", "lcu_hours", "from: the traffic that it serves", err);
    field[COST_ALB_CERTIFICATE] = (cost_value_t){.given = COST_DEFAULTED, .choice = COST_ALB_RSA2048};
    cost_status_t status = cost_part_init(&part, resource, &cost_service_alb, field, err);
    if (status)
        return status;
    status = cost_usage_as(out, &part.resource, err);
    if (!status)
        status = cost_alb_meter_lcu(&part.resource, flows, out, err);
    (void)cost_usage_as(out, NULL, err);
    return status;
}

static cost_status_t imply_addresses(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                     cost_error_t *err)
{
    static const char service[] = "public-ipv4", dimension[] = "in_use_hours";
    const cost_value_t *scheme = balancer(resource, BALANCER_SCHEME);
    cost_wide_t each = micro;
    if (!cost_given(scheme) || (scheme->choice == 0 && !resource->zones))
        return cost_usage_imply_unpriced(out, service, dimension,
                                         "balancer: {scheme: internet-facing} and zones: 3, or scheme: internal", err);
    if (scheme->choice != 0)
        return COST_OK;
    (void)cost_catalog_find_rule(resource->catalog, "alb", "addresses_per_zone", resource->date, &each);
    cost_wide_t addresses = resource->zones * resource->count * (each / micro);
    return cost_usage_imply(
        out, service, dimension, NULL,
        cost_address_time(resource, flows) * addresses / balancer(resource, BALANCER_SERVICES)->integer, err);
}

static cost_status_t imply_balancer(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                    cost_error_t *err)
{
    cost_wide_t hours = cost_flows_clock_hours(flows, resource->count);
    cost_status_t status =
        cost_usage_imply(out, "alb", "hours", NULL, hours / balancer(resource, BALANCER_SERVICES)->integer, err);
    if (!status)
        status = imply_lcu(resource, flows, out, err);
    return status ? status : imply_addresses(resource, flows, out, err);
}

/* ---- alarms ---- */

/* Express Mode makes a policy even when none is written; what is written counts with the service. */
static cost_status_t imply_alarms(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                  cost_error_t *err)
{
    bool scaled = resource->field[COST_EXPRESS_SERVICE].values[AUTOSCALING].given == COST_STATED;
    cost_status_t status = cost_tracking_alarms_imply(out, resource, flows, !scaled, resource->count, err);
    if (status)
        return status;
    return cost_usage_imply(
        out, "cloudwatch", "alarms", "resolution=standard",
        cost_flows_clock_hours(flows, resource->field[COST_EXPRESS_ROLLBACK_ALARMS].integer) * resource->count, err);
}

static cost_status_t meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                           cost_error_t *err)
{
    cost_status_t status = imply_service(resource, flows, out, err);
    if (!status)
        status = imply_balancer(resource, flows, out, err);
    return status ? status : imply_alarms(resource, flows, out, err);
}

static const cost_implied_t implied[] = {
    {"fargate", NULL, "the service"},
    {"alb", "hours", "the balancer, or its part of it"},
    {"alb", "lcu_hours", "the load on the balancer"},
};

const cost_service_t cost_service_ecs_express = {
    .name = "ecs-express",
    .title = "Amazon ECS Express Mode",
    .help = "A container behind an address, made of a Fargate service, an Application Load Balancer that up to 25 such "
            "services share, a scaling policy and alarms.  It costs what these cost, and comes out as their lines.",
    .source = "https://aws.amazon.com/ecs/pricing/",
    .example = "    zones: 2\n    from: web\n    fargate: {tasks: 1, task: {vcpu: 1, memory: 2 GiB}, subnets: public}\n"
               "    balancer: {services: 3, scheme: internet-facing}\n",
    .implied = implied,
    .implied_count = COST_COUNT(implied),
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .answers = true,
    .check = check,
    .stops = true,
    .flow = flow,
    .meter = meter,
};
