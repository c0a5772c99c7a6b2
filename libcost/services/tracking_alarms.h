/* The CloudWatch alarms that target tracking policies own: AWS makes them with the policy and bills them like any. */
#ifndef COST_TRACKING_ALARMS_H
#define COST_TRACKING_ALARMS_H

#include "libcost/services/service.h"

/* Alarms of so many policies (rule cloudwatch.target_tracking_alarms each) while the resource exists, as implied lines;
 * of `owners` things that have the policies each. */
cost_status_t cost_tracking_alarms_imply(cost_usage_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                         int64_t policies, int64_t owners, cost_error_t *err);

#endif
