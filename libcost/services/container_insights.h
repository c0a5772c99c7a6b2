/* How many metrics Container Insights publishes of Amazon ECS: for CloudWatch itself, and for compute services whose
 * clusters have it switched on. */
#ifndef COST_CONTAINER_INSIGHTS_H
#define COST_CONTAINER_INSIGHTS_H

#include "libcost/services/service.h"

/* All counts in 1e-6. */
typedef struct {
    cost_wide_t clusters, services, families;
    cost_wide_t tasks;               /* running at a time, on average; counted with enhanced observability only */
    cost_wide_t containers_per_task; /* likewise */
    bool enhanced;                   /* billed as container_insights_metrics, otherwise as custom metrics */
    bool ephemeral_storage;          /* its metrics are published too: Fargate since platform 1.4.0 */
} cost_insights_t;

/* Metrics of one task and its containers, in 1e-6, and of all of it: what every hour has data of.
 * False on overflow.  Source: rules.csv, cloudwatch container_insights_*. */
bool cost_insights_task_metrics(cost_wide_t *out, const cost_insights_t *what, const cost_catalog_t *catalog,
                                int32_t date);
bool cost_insights_metrics(cost_wide_t *out, const cost_insights_t *what, const cost_catalog_t *catalog, int32_t date);

#endif
