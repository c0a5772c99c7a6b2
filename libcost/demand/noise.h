/* Traffic of possible months: how a load may be above or below what is expected, day by day and minute by minute.
 *
 *     cost_noisy_t loads[8];                       // the same traffic in eight trials
 *     for (int i = 0; i < 8; i++)
 *         loads[i] = (cost_noisy_t){.demand = demand, .noise = noise, .trial = first + i};
 *     const cost_column_t *columns[8];
 *     cost_status_t status = cost_noise_columns(columns, arena, loads, 8, "web", seed, &month);
 *
 * A minute's load is what the demand says, times (scaling-rules 10.1)
 *
 *     a day's factor       exp(day_sd z - day_sd^2 / 2), z a normal for each local day;
 *     a minute's factor    exp(x - sd^2 / 2), x(t) = phi x(t - 1) + sd sqrt(1 - phi^2) z, phi = exp(-1 min / memory);
 *     events               those whose chance came true in the trial;
 *
 * both factors with a mean of 1.  With arrivals it is the mean of a Poisson, else units come as evenly as whole ones
 * can. From 2^24 units a minute on they come by the 2, 4, 8, ...
 *
 * What is drawn depends on seed, trial, the traffic's name and the date alone (and whether there are arrivals, which
 * take half of the normals): not on what is drawn beside it, on where the period begins, on the processor or on the
 * compiler. A load without noise has the column of cost_column_make() and, where two have the same demand, the same
 * one. */
#ifndef COST_NOISE_H
#define COST_NOISE_H

#include "libcost/demand/column.h"
#include "libcost/demand/noise_lanes.h"

typedef struct {
    int64_t sd;        /* of the logarithm of a minute's load, 1e-9, 0 to COST_NOISE_SD_MAX */
    int64_t memory_us; /* until a deviation is 1/e of what it was, in microseconds; 0: until the next minute */
    int64_t day_sd;    /* of the logarithm of a local day's load, 1e-9, 0 to COST_NOISE_SD_MAX */
    bool arrivals;     /* Poisson; of a batch, all or none */
} cost_noise_t;
#define COST_NOISE_SD_MAX INT64_C(3000000000)

/* One trial's load. */
typedef struct {
    cost_demand_t demand; /* of a batch, all have the shape, or the measured column, of the first */
    cost_noise_t noise;
    uint64_t trial;
} cost_noisy_t;

bool cost_noise_is_off(const cost_noise_t *noise);
/* out[i] = the column of loads[i].  COST_ERR_RANGE as of cost_column_make(), COST_ERR_MEMORY. */
cost_status_t cost_noise_columns(const cost_column_t **out, cost_arena_t *arena, const cost_noisy_t *loads,
                                 size_t count, const char *name, uint64_t seed, const cost_month_t *month);
/* The same with vectors of a width, for tests and measurements. */
cost_status_t cost_noise_columns_wide(const cost_column_t **out, cost_arena_t *arena, const cost_noisy_t *loads,
                                      size_t count, const char *name, uint64_t seed, const cost_month_t *month,
                                      cost_noise_width_t width);

#endif
