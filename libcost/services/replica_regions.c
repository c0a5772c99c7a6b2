#include "libcost/services/replica_regions.h"

#include <string.h>

enum { REGIONS_MAX = 128 };

static cost_status_t unknown(const cost_resource_t *resource, const cost_entry_t *entry, cost_error_t *err)
{
    const char *known[REGIONS_MAX];
    size_t count = cost_catalog_region_count(resource->catalog);
    count = count < REGIONS_MAX ? count : REGIONS_MAX;
    for (size_t i = 0; i < count; i++)
        known[i] = cost_catalog_region(resource->catalog, i);
    const char *near = cost_nearest(entry->name, known, count);
    return cost_fail_at(err, COST_ERR_RANGE, entry->node, "the price book knows no region \"%s\"%s%s%s", entry->name,
                        near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

static cost_status_t check_one(const cost_resource_t *resource, const cost_value_t *replicas, size_t i,
                               cost_error_t *err)
{
    const cost_entry_t *entry = &replicas->entries[i];
    const char *name, *prefix;
    if (!cost_catalog_find_region(resource->catalog, entry->name, &name, &prefix) || !strcmp(entry->name, "global"))
        return unknown(resource, entry, err);
    if (!strcmp(entry->name, resource->region))
        return cost_fail_at(err, COST_ERR_SCHEMA, entry->node, "%s is the resource's own region; name other ones",
                            entry->name);
    for (size_t k = 0; k < i; k++)
        if (!strcmp(replicas->entries[k].name, entry->name))
            return cost_fail_at(err, COST_ERR_SCHEMA, entry->node, "%s is named twice; one replica a region",
                                entry->name);
    return COST_OK;
}

cost_status_t cost_replicas_check(const cost_resource_t *resource, const cost_value_t *replicas, cost_error_t *err)
{
    cost_status_t first = COST_OK;
    for (size_t i = 0; i < replicas->entry_count; i++) {
        cost_status_t status = check_one(resource, replicas, i, err);
        first = first ? first : status;
    }
    return first;
}

cost_status_t cost_replicas_add(cost_usage_t *out, int dimension, const cost_value_t *replicas, cost_wide_t each,
                                cost_error_t *err)
{
    cost_status_t status = cost_usage_add(out, dimension, NULL, each, err);
    for (size_t i = 0; !status && i < replicas->entry_count; i++)
        status = cost_usage_add(out, dimension, replicas->entries[i].name, each, err);
    return status;
}
