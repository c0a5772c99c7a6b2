#include "libcost/capacity/queue.h"

#include "libcost/money/wide.h"

static const int64_t micro = 1000000;

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static cost_queue_rate_t reduced(int64_t num, int64_t den)
{
    const int64_t common = (int64_t)cost_wide_gcd(num, den);
    return (cost_queue_rate_t){num / common, den / common};
}

cost_queue_rate_t cost_queue_rate(int64_t concurrency, int64_t job_us, int64_t cpu_us, int64_t usable_micro)
{
    const int64_t slots = concurrency * micro, busy = least(slots, usable_micro);
    const bool by_cpu = cpu_us && (!job_us || (cost_wide_t)busy * job_us < (cost_wide_t)slots * cpu_us);
    return by_cpu ? reduced(busy, cpu_us) : reduced(slots, job_us);
}

int64_t cost_queue_step(cost_queue_t *queue, cost_queue_rate_t rate, int64_t seconds, int64_t arrivals, int64_t tasks)
{
    const cost_wide_t work = queue->started + (cost_wide_t)tasks * rate.num * seconds;
    queue->backlog += arrivals;
    if (work / rate.den >= queue->backlog) {
        const int64_t done = queue->backlog;
        *queue = (cost_queue_t){0};
        return done;
    }
    const int64_t done = (int64_t)(work / rate.den);
    queue->started = (int64_t)(work % rate.den);
    queue->backlog -= done;
    return done;
}

int64_t cost_queue_wait_s(int64_t backlog, cost_queue_rate_t rate, int64_t tasks)
{
    if (!backlog)
        return 0;
    if (!tasks || !rate.num)
        return INT64_MAX;
    const cost_wide_t speed = (cost_wide_t)tasks * rate.num;
    return (int64_t)(((cost_wide_t)backlog * rate.den + speed - 1) / speed);
}
