/* App Runner in time: instances follow the requests in flight.  Source: scaling rules, section 5.
 *
 *     in flight = load x response time / 60 s;  active = min(max_size, ceil(in flight / concurrency))
 *     provisioned = max(min_size, active), always; nothing while paused
 *
 * A minute with requests is billed as active whole (the activation minimum of 60 s is the minute itself), and `idle`
 * more minutes after it. */
#ifndef COST_APPRUNNER_SCALE_H
#define COST_APPRUNNER_SCALE_H

#include <stddef.h>

#include "libcost/flow/flow.h"

enum { COST_IDLE_MINUTES_MAX = 60 };

typedef struct {
    int64_t min_size, max_size; /* 1 <= min_size <= max_size <= 2^20 */
    int64_t concurrency;        /* requests that an instance takes at once, > 0 */
    int64_t response_us;
    int64_t units;    /* units of load that are a request: 1 or 1000000 */
    int64_t idle;     /* minutes without requests in which instances stay active, 0 to COST_IDLE_MINUTES_MAX */
    int64_t resume_s; /* after a pause, until requests are served: 60 */
} cost_apprunner_scale_t;

typedef struct {
    int64_t provisioned_s, active_s; /* seconds of instances; active ones are provisioned too */
    int64_t served, lost;            /* units of load; lost: in a pause or a resume */
    int64_t saturated;               /* minutes in which max_size was not enough */
    int64_t activations;             /* of instances: how often one became active */
} cost_apprunner_result_t;

/* Instances for a minute's load: ceil(in flight / concurrency), at most max_size; 0 without load. */
int64_t cost_apprunner_active(const cost_apprunner_scale_t *service, int64_t load);
/* A month.  `on`: the seconds in which it is not paused; one that opens inside the month begins with the resume, in
 * which instances are provisioned and requests lost.  A minute that is partly on serves that part of its load, rounded
 * down. */
void cost_apprunner_scale(cost_apprunner_result_t *out, const cost_apprunner_scale_t *service, const int64_t *load,
                          int64_t minutes, const cost_window_t *on, size_t on_count);

#endif
