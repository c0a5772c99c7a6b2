#include "libcost/services/part.h"

#include <assert.h>

cost_status_t cost_part_init(cost_part_t *out, const cost_resource_t *resource, const cost_service_t *service,
                             const cost_value_t *field, cost_error_t *err)
{
    assert(service->rule_count <= COST_PART_RULES);
    out->resource = *resource;
    out->resource.service = service;
    out->resource.field = field;
    out->resource.rule = out->rules;
    out->resource.stated_count = 0;
    for (size_t i = 0; i < service->rule_count; i++)
        if (!cost_catalog_find_rule(resource->catalog, service->name, service->rules[i], resource->date,
                                    &out->rules[i]))
            return cost_fail_at(err, COST_ERR_NO_PRICE, resource->node, "the price book has no rule %s of %s",
                                service->rules[i], service->name);
    return COST_OK;
}

cost_status_t cost_part_check(const cost_part_t *part, cost_error_t *err)
{
    const cost_service_t *service = part->resource.service;
    return service->check ? service->check(&part->resource, err) : COST_OK;
}

cost_status_t cost_part_meter(const cost_part_t *part, const cost_flows_t *flows, cost_usage_t *out, cost_error_t *err)
{
    cost_status_t status = cost_usage_as(out, &part->resource, err);
    if (!status)
        status = part->resource.service->meter(&part->resource, flows, out, err);
    (void)cost_usage_as(out, NULL, err);
    return status;
}

cost_status_t cost_part_check_implied(const cost_resource_t *resource, cost_error_t *err)
{
    if (!resource->implied_refused)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, cost_node_find(resource->node, "implied"),
                        "%s has no price of its own, all of its lines are implied; a resource of another service with "
                        "for: %s replaces that service's lines",
                        resource->service->title, resource->id);
}
