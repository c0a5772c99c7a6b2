/* How long the phases of a task's life last, as the fields of a Fargate service and the price book say. */
#ifndef COST_FARGATE_LIFE_H
#define COST_FARGATE_LIFE_H

#include "libcost/services/fargate_fields.h"

/* In microseconds. */
typedef struct {
    cost_wide_t start;   /* from the start of the image pull until it runs */
    cost_wide_t health;  /* until it is in traffic; 0 without a balancer */
    cost_wide_t warm_up; /* until it counts at full speed */
    cost_wide_t drain;   /* deregistration; 0 without a balancer, unless stated */
    cost_wide_t stop;    /* from SIGTERM until it has stopped */
    int64_t minimum_s;   /* that every start is billed at least, in seconds */
} cost_fargate_life_t;

/* False when a latency is too large to be counted. */
bool cost_fargate_life(cost_fargate_life_t *out, const cost_resource_t *resource, const cost_flows_t *flows);

static inline int64_t cost_up_to_seconds(cost_wide_t us)
{
    return (int64_t)((us + 999999) / 1000000);
}

#endif
