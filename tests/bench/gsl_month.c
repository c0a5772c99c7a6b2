/* The peer: the model of months.h as one would write it, a loop over minutes in doubles, with GSL's random numbers. */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#include "months.h"

enum { LEAST = 2, MOST = 10, HIGH = 3, LOW = 15, DELAY = 2, POLICIES = 3 };

static const double vcpu = 2, memory = 4 * 1073741824.0, memory_base = 250 * 1048576.0, memory_each = 2 * 1048576.0;
static const double cpu_s = 0.04, response_s = 0.12, requests_target = 2000;
static const double targets[POLICIES] = {0.70, 0.80, 1.0};

typedef struct {
    double load;
    int running, healthy;
} point_t;

typedef struct {
    int alive[2];    /* of each provider */
    int young[4][2]; /* of those, by the minute of their launch: running two minutes later, healthy after one more */
    int desired, running, healthy;
    int high[POLICIES], low[POLICIES];
    int64_t out_until, out_to, in_until;
    point_t way[DELAY + 1];
} service_t;

static double metric(int policy, const point_t *p)
{
    const double cpu = fmin(p->load * cpu_s, p->healthy * vcpu * 60) / (p->running * vcpu * 60);
    if (policy == 0)
        return cpu;
    if (policy == 1)
        return fmin(1, (p->running * memory_base + p->load / 60 * response_s * memory_each) / (p->running * memory));
    return p->load / p->healthy / requests_target;
}

static int wanted(int policy, const point_t *p)
{
    const int capacity = policy == 2 ? p->healthy : p->running;
    return (int)ceil(capacity * metric(policy, p) / targets[policy] - 1e-9);
}

static int starting(const service_t *s, int minute)
{
    return s->young[(minute + 3) % 4][0] + s->young[(minute + 3) % 4][1];
}

/* Every second task is on Spot; of each provider the newest go first. */
static void set_tasks(service_t *s, sums_t *sums, int to, int minute, int64_t now)
{
    const int64_t end = (int64_t)MINUTES * 60, stopped = now + 330 < end ? now + 330 : end;
    const int shares[2] = {(to + 1) / 2, to / 2};
    for (int i = 0; i < 2; i++) {
        const int more = shares[i] - s->alive[i];
        int *youngest = &s->young[(minute + 2) % 4][i];
        s->alive[i] = shares[i];
        if (more > 0) {
            sums->billed_s[i] += more * (end - now);
            s->young[minute % 4][i] = more;
        } else if (more < 0) {
            const int of_young = -more < *youngest ? -more : *youngest;
            sums->billed_s[i] += more * (end - stopped);
            *youngest -= of_young;
            s->running += more;
            s->healthy += more + of_young;
        }
    }
    s->desired = to;
    sums->events++;
}

static void decide(service_t *s, sums_t *sums, const point_t *seen, int minute)
{
    const int64_t now = ((int64_t)minute + 1) * 60 + 30;
    int out = 0, in = 0, all_low = 1;
    for (int i = 0; i < POLICIES; i++) {
        const double m = metric(i, seen);
        s->high[i] = m > targets[i] ? s->high[i] + 1 : 0;
        s->low[i] = m < 0.9 * targets[i] ? s->low[i] + 1 : 0;
        if (s->high[i] >= HIGH) {
            const int want = wanted(i, seen);
            if ((now >= s->out_until || want > s->out_to) && want > out)
                out = want;
        }
        all_low = all_low && s->low[i] >= LOW;
        if (s->low[i] >= LOW && wanted(i, seen) > in)
            in = wanted(i, seen);
    }
    out = out > MOST ? MOST : out;
    in = in < LEAST ? LEAST : in;
    if (out > s->desired) {
        set_tasks(s, sums, out, minute, now);
        s->out_until = now + 60;
        s->out_to = out;
        s->in_until = now;
    } else if (all_low && !starting(s, minute) && now >= s->in_until && in < s->desired) {
        set_tasks(s, sums, in, minute, now);
        s->in_until = now + 300;
    }
}

static void start_tasks(service_t *s, int minute)
{
    for (int i = 0; i < 2; i++) {
        s->running += s->young[(minute + 2) % 4][i];
        s->healthy += s->young[(minute + 1) % 4][i];
        s->young[(minute + 1) % 4][i] = 0;
    }
}

static void run_month(sums_t *sums, const int64_t levels[MINUTES], gsl_rng *random)
{
    const double sd = 0.15, phi = exp(-1.0 / 20), step = sd * sqrt(1 - phi * phi);
    service_t s = {.alive = {1, 1}, .desired = LEAST, .running = LEAST, .healthy = LEAST};
    double x = random ? sd * gsl_ran_gaussian_ziggurat(random, 1) : 0;
    for (int i = 0; i < 2; i++)
        sums->billed_s[i] += (int64_t)MINUTES * 60;
    for (int minute = 0; minute < MINUTES; minute++) {
        double load = (double)levels[minute];
        start_tasks(&s, minute);
        if (random) {
            x = phi * x + step * gsl_ran_gaussian_ziggurat(random, 1);
            load = floor(load * exp(x - sd * sd / 2) + 0.5);
        }
        const double most = floor(s.healthy * vcpu * 60 / cpu_s + 1e-9), served = load < most ? load : most;
        sums->served += (int64_t)served;
        sums->lost += (int64_t)(load - served);
        s.way[minute % (DELAY + 1)] = (point_t){load, s.running, s.healthy};
        if (minute >= DELAY)
            decide(&s, sums, &s.way[(minute - DELAY) % (DELAY + 1)], minute);
    }
}

void gsl_months(sums_t *sums, const int64_t levels[MINUTES], uint64_t seed, int64_t first_trial, int64_t trials)
{
    gsl_rng *random = seed ? gsl_rng_alloc(gsl_rng_mt19937) : NULL;
    for (int64_t i = 0; i < trials; i++) {
        if (random)
            gsl_rng_set(random, (unsigned long)(seed * 1000003 + (uint64_t)(first_trial + i)));
        run_month(sums, levels, random);
    }
    if (random)
        gsl_rng_free(random);
}
