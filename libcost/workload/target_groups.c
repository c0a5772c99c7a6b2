/* Policies on requests per target: the metric is that of an ALB's target group, so there is none without one. */
#include <string.h>

#include "libcost/services/ecs_scaling.h"
#include "libcost/workload/workload.h"

/* Or its source is not known, which is reported elsewhere. */
static bool is_balanced(const cost_workload_t *workload, const cost_member_t *member)
{
    for (size_t i = 0; i < member->edge_count; i++) {
        const int source = member->edges[i].resource;
        if (source < 0 && member->edges[i].traffic < 0)
            return true;
        if (source >= 0 && !strcmp(workload->members[source].base.service->name, "alb"))
            return true;
    }
    return false;
}

static void refuse_metric(cost_reader_t *reader, const cost_value_t *metric)
{
    if (metric->given == COST_STATED && metric->choice == COST_METRIC_REQUESTS)
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, metric->node,
                                              "%s is a metric of an Application Load Balancer, and `from` names none; "
                                              "lb: {service: alb, from: web} and from: lb would have it",
                                              metric->text));
}

static void refuse_scaling(cost_reader_t *reader, const cost_value_t *scaling)
{
    if (!scaling->given || !scaling->values)
        return;
    const cost_value_t *policies = &scaling->values[COST_SCALING_POLICIES];
    const cost_value_t *steps = &scaling->values[COST_SCALING_STEPS];
    const cost_value_t *predictive = &scaling->values[COST_SCALING_PREDICTIVE];
    for (size_t i = 0; i < policies->entry_count; i++)
        if (policies->entries[i].values)
            refuse_metric(reader, &policies->entries[i].values[COST_POLICY_METRIC]);
    for (size_t i = 0; i < steps->entry_count; i++)
        if (steps->entries[i].values)
            refuse_metric(reader, &steps->entries[i].values[COST_STEP_FIELD_METRIC]);
    if (predictive->given && predictive->values)
        refuse_metric(reader, &predictive->values[COST_FORECAST_METRIC]);
}

/* A `scaling` of the resource, or one in each entry of a map. */
static void look_into(cost_reader_t *reader, const cost_field_t *fields, size_t count, const cost_value_t *values)
{
    for (size_t i = 0; i < count && values; i++) {
        if (fields[i].kind == COST_KIND_GROUP && fields[i].fields == cost_scaling_fields)
            refuse_scaling(reader, &values[i]);
        for (size_t k = 0; fields[i].kind == COST_KIND_MAP && k < values[i].entry_count; k++)
            look_into(reader, fields[i].fields, fields[i].field_count, values[i].entries[k].values);
    }
}

void cost_target_groups_check(cost_reader_t *reader, const cost_workload_t *workload)
{
    for (size_t i = 0; i < workload->member_count; i++) {
        const cost_member_t *member = &workload->members[i];
        if (member->edge_count && member->base.service && !is_balanced(workload, member))
            look_into(reader, member->base.service->fields, member->base.service->field_count, member->base.field);
    }
}
