/* App Runner: instances follow the requests in flight, in a stretch of time in which requests come evenly.
 * Source: scaling rules, section 5; billing rules, section 3.
 *
 *     in flight = requests x response time / seconds;  active = min(max_size, ceil(in flight / concurrency))
 *     provisioned = max(min_size, active)
 *
 * While at least one request a minute comes, those instances are active all the time: a minute with requests is active
 * as a whole, which is the minimum of 60 s that an activation is billed.  Below that each request is an activation of
 * its own.  Requests that max_size instances have no room for are lost. */
#ifndef COST_APPRUNNER_SCALE_H
#define COST_APPRUNNER_SCALE_H

#include <stdbool.h>

#include "libcost/money/wide.h"

typedef struct {
    int64_t min_size, max_size; /* 0 <= min_size <= max_size */
    int64_t concurrency;        /* requests that an instance takes at once, > 0 */
    cost_wide_t response_us;    /* how long a request is in flight */
    cost_wide_t activation_us;  /* how long one that comes alone is billed: up to the whole second, at least a minute */
} cost_apprunner_scale_t;

typedef struct {
    int64_t instances;                     /* active; 0 without requests */
    cost_wide_t active_us, provisioned_us; /* microseconds of instances; active ones are provisioned too */
    cost_wide_t served;                    /* requests, in 1e-6; the rest is lost */
} cost_apprunner_stretch_t;

/* So many requests (1e-6) in so many seconds (> 0).  False when they are too many to be counted. */
bool cost_apprunner_stretch(cost_apprunner_stretch_t *out, const cost_apprunner_scale_t *service, cost_wide_t requests,
                            int64_t seconds);

#endif
