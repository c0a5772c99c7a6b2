/* The model that the library and its peers are measured on, and what a month of it comes to.
 *
 * One service of two to ten tasks of 2 vCPU and 4 GiB, every second one on Spot, over 30 days: a working day's load
 * with a quieter weekend, interpolated minute by minute; target tracking of CPU (70 %), memory (80 %) and requests
 * (2000 a task and minute) with AWS's alarms, 150 s until a datapoint is seen, cooldowns of 60 and 300 s; 23 s from the
 * decision to the running task, 60 s more until it is healthy; 330 s from the decision to stop until it has stopped.
 * With chance, each minute's load is multiplied by a lognormal factor of mean 1: sd 0.15, with a memory of 20 minutes.
 */
#ifndef BENCH_MONTHS_H
#define BENCH_MONTHS_H

#include <stdint.h>

enum { MINUTES = 43200 };

/* Growing: from the first minute to the last by a fifth, so that no week is like another. */
typedef enum { LOAD_INTERPOLATED, LOAD_HOURLY, LOAD_FLAT, LOAD_GROWING } load_kind_t;

/* What any of the peers has to come to, without chance in every digit. */
typedef struct {
    int64_t billed_s[2]; /* task-seconds: on demand, Spot */
    int64_t served, lost, events;
} sums_t;

/* Requests of each minute. */
static inline void make_levels(int64_t levels[MINUTES], load_kind_t kind)
{
    static const int64_t day[25] = {10,  10,  10,  10,  10,  10,  10,  20, 50, 120, 200, 220, 180,
                                    200, 260, 280, 260, 220, 160, 100, 70, 40, 40,  40,  10};
    for (int64_t m = 0; m < MINUTES; m++) {
        const int64_t hour = m / 60 % 24, part = kind == LOAD_HOURLY ? 0 : m % 60, weekend = m / 1440 % 7 > 4;
        levels[m] = (day[hour] * (60 - part) + day[hour + 1] * part) * 62 / 60 / (weekend ? 2 : 1);
        if (kind == LOAD_FLAT)
            levels[m] = 3000;
        if (kind == LOAD_GROWING)
            levels[m] += levels[m] * m / MINUTES / 5;
    }
}

/* A month of the scalar loop in gsl_month.c: GSL's Mersenne Twister and ziggurat for the normals of trial `trial`, or
 * (seed 0) no chance. */
void gsl_months(sums_t *sums, const int64_t levels[MINUTES], uint64_t seed, int64_t first_trial, int64_t trials);

#endif
