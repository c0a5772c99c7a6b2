/* Counts of metrics.  Source: CloudWatch user guide, "Amazon ECS Container Insights metrics" (cluster, service, task
 * definition family); the counts of enhanced tasks and containers are assumptions, billing rules 12. */
#include "libcost/services/container_insights.h"

#include <stdio.h>

static const cost_wide_t micro = 1000000;

static bool add_counted(cost_wide_t *sum, cost_wide_t count, cost_wide_t rule)
{
    cost_wide_t metrics;
    return cost_wide_mul_div(&metrics, count, rule, micro) && cost_wide_add(sum, *sum, metrics);
}

/* A rule that the book does not have counts nothing; that it has them is a test of the book. */
static cost_wide_t rule_of(const cost_catalog_t *catalog, int32_t date, const char *what, bool ephemeral_storage)
{
    char name[64];
    cost_wide_t value = 0;
    snprintf(name, sizeof name, "container_insights_%s%s", what, ephemeral_storage ? "" : "_no_ephemeral");
    cost_catalog_find_rule(catalog, "cloudwatch", name, date, &value);
    return value;
}

bool cost_insights_task_metrics(cost_wide_t *out, const cost_insights_t *what, const cost_catalog_t *catalog,
                                int32_t date)
{
    *out = 0;
    return add_counted(out, micro, rule_of(catalog, date, "task", true)) &&
           add_counted(out, what->containers_per_task, rule_of(catalog, date, "container", true));
}

bool cost_insights_metrics(cost_wide_t *out, const cost_insights_t *what, const cost_catalog_t *catalog, int32_t date)
{
    const bool ephemeral = what->ephemeral_storage;
    cost_wide_t each;
    *out = 0;
    if (!add_counted(out, what->clusters, rule_of(catalog, date, "cluster", ephemeral)) ||
        !add_counted(out, what->services, rule_of(catalog, date, "service", ephemeral)) ||
        !add_counted(out, what->families, rule_of(catalog, date, "family", ephemeral)))
        return false;
    if (!what->enhanced)
        return true;
    return cost_insights_task_metrics(&each, what, catalog, date) && add_counted(out, what->tasks, each);
}
