/* Aurora Serverless v2: capacity units that follow the load.  Source: scaling rules, section 9.
 *
 * Capacity is counted in half ACU, the step in which it moves.  It is looked at every ten seconds: up by at most
 * half of what there is (at least one half), down by one half (both assumed).  Without connections it pauses after a
 * while, and the first connection wakes it.
 *
 *     cost_acu_t acu;
 *     cost_acu_init(&acu, &policy, 2, true);
 *     each minute: cost_acu_run(&acu, cost_acu_for_cpu(busy_vcpu_micro, 2), has_connections, 60);
 *     acu.half_seconds                                          // half ACU x seconds, billed */
#ifndef COST_ACU_H
#define COST_ACU_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    int64_t min_half, max_half; /* 0 <= min <= max, 1 <= max, in half ACU; a min of 0 allows the pause */
    int64_t up_percent;         /* of the present capacity, in ten seconds; 50 */
    int64_t down_half;          /* in ten seconds; 1 */
    int64_t pause_after_s;      /* without connections; 300 to 86400; 0: never */
    int64_t resume_s;           /* 15 */
    int64_t deep_resume_s;      /* after a day of pause; 30 */
} cost_acu_policy_t;

typedef struct {
    const cost_acu_policy_t *policy;
    int64_t half;       /* now */
    int64_t idle_s;     /* without connections */
    int64_t resuming_s; /* left until it serves again */
    bool paused;
    int64_t half_seconds;               /* billed so far */
    int64_t least, most;                /* half ACU that there ever were; 0 in a pause */
    int64_t paused_s, resumes, short_s; /* short: less capacity than was needed */
} cost_acu_t;

/* Half ACU for so many busy vCPU (1e-6): 2 ACU a vCPU, of a memory-optimised origin 4; rounded up. */
int64_t cost_acu_for_cpu(int64_t vcpu_micro, int64_t acu_per_vcpu);
/* A steady state: it has what is needed, or pauses if it may and nobody is connected. */
void cost_acu_init(cost_acu_t *acu, const cost_acu_policy_t *policy, int64_t needed_half, bool connected);
/* It was stopped and starts anew, at its least; what was counted stays. */
void cost_acu_start(cost_acu_t *acu);
/* So many seconds in which `needed_half` is the greatest need of CPU, memory and connections. */
void cost_acu_run(cost_acu_t *acu, int64_t needed_half, bool connected, int64_t seconds);

#endif
