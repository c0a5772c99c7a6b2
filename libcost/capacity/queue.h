/* Queue workers: a backlog of whole jobs, and tasks that work it off.  Source: scaling rules, section 10.4.
 *
 *     jobs a second of one task: mu = min(concurrency / job time, min(concurrency, threads, vCPU) / CPU time)
 *     B(t+1) = max(0, B(t) + A(t) - n(t) x mu x 60)
 *
 *     cost_queue_rate_t mu = cost_queue_rate(5, 4000000, 200000, 1000000);     // 5 at once, 4 s each: 1.25 a second
 *     cost_queue_t queue = {0};
 *     int64_t done = cost_queue_step(&queue, mu, 60, arrivals, 2); */
#ifndef COST_QUEUE_H
#define COST_QUEUE_H

#include <stdint.h>

/* num / den jobs a second; a reduced fraction, den > 0. */
typedef struct {
    int64_t num, den;
} cost_queue_rate_t;

/* What one task does.  The event loop of BullMQ lets `concurrency` jobs wait at once, but they share its CPU.
 * job_us, cpu_us: 0 when not stated; not both.  usable_micro: 1e-6 vCPU that its threads can use. */
cost_queue_rate_t cost_queue_rate(int64_t concurrency, int64_t job_us, int64_t cpu_us, int64_t usable_micro);

typedef struct {
    int64_t backlog; /* whole jobs that wait or are being worked on */
    int64_t started; /* work on the next job, in 1/den jobs */
} cost_queue_t;

/* One step: jobs arrive, `tasks` work.  Returns how many were finished; the rest waits.  Work on a job that is not
 * finished is kept; an empty queue keeps none. */
int64_t cost_queue_step(cost_queue_t *queue, cost_queue_rate_t rate, int64_t seconds, int64_t arrivals, int64_t tasks);
/* About how long the last job of a backlog waits, in whole seconds; INT64_MAX when nothing works. */
int64_t cost_queue_wait_s(int64_t backlog, cost_queue_rate_t rate, int64_t tasks);

#endif
