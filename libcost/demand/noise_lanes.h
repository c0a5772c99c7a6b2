/* The minutes of an hour in eight possible months side by side: normals, their memory, and how many units arrive.
 *
 * noise_lanes.c says what a minute means in plain C, and picks noise_kernel.h, which is the same for four or eight
 * months in a vector: every result has the same bits either way.  float, because noise needs no more digits. */
#ifndef COST_NOISE_LANES_H
#define COST_NOISE_LANES_H

#include <stdbool.h>
#include <stdint.h>

enum { COST_NOISE_LANES = 8, COST_NOISE_HOUR = 60 };

/* How many months lie in a vector. */
typedef enum {
    COST_NOISE_BEST,  /* as the processor has it */
    COST_NOISE_PLAIN, /* one, in plain C */
    COST_NOISE_FOUR,  /* x86-64-v2 */
    COST_NOISE_EIGHT  /* x86-64-v3 */
} cost_noise_width_t;

/* A mean of fewer units a minute is counted up exactly in the lanes that `quiet` marks. */
#define COST_NOISE_QUIET 8.0F

typedef struct {
    uint32_t key[2]; /* of the traffic's name */
    uint32_t trial_low[COST_NOISE_LANES], trial_high[COST_NOISE_LANES];
    float memory[COST_NOISE_LANES];  /* what a minute keeps of the one before */
    float step[COST_NOISE_LANES];    /* what it adds: log2, per normal */
    float state[COST_NOISE_LANES];   /* log2 of the load over its mean, less a constant */
    float carry[COST_NOISE_LANES];   /* parts of units that have not come yet */
    float scale[COST_NOISE_LANES];   /* units for a weight of 1 */
    int32_t quiet[COST_NOISE_LANES]; /* -1 or 0 */
    bool any_quiet;
    bool arrivals;                                           /* Poisson; else as evenly as whole units allow */
    float load_normal[COST_NOISE_HOUR][COST_NOISE_LANES];    /* of this hour: for the memory */
    float arrival_normal[COST_NOISE_HOUR][COST_NOISE_LANES]; /* with arrivals */
    float uniform[COST_NOISE_HOUR][COST_NOISE_LANES];        /* only while some lane is quiet */
    int32_t count[COST_NOISE_HOUR][COST_NOISE_LANES];        /* the result */
} cost_noise_lanes_t;

typedef struct {
    float least, most;
} cost_noise_range_t;

/* Whether this processor has them. */
bool cost_noise_has(cost_noise_width_t width);
/* weights[m] = sums[m + 1] - sums[m], each from 0 to 2^52: what minutes [0, minutes) weigh. */
void cost_noise_weigh(float *weights, const int64_t *sums, int64_t minutes, cost_noise_width_t width);
/* Which of weights[0, minutes) is the least and which the greatest; {FLT_MAX, 0} of none. */
cost_noise_range_t cost_noise_range(const float *weights, int64_t minutes, cost_noise_width_t width);
/* Draws the normals of the hour that begins at `minute` (minutes since 1970, a multiple of 60).  A random block has
 * three pairs of normals: with arrivals, load and arrivals of three minutes; without, the load of six, the second of a
 * pair being that of the minute three behind.  A date has its own block wherever a period begins. */
void cost_noise_draw(cost_noise_lanes_t *lanes, uint32_t minute, cost_noise_width_t width);
/* Draws its uniforms. */
void cost_noise_draw_uniform(cost_noise_lanes_t *lanes, uint32_t minute, cost_noise_width_t width);
/* Counts minutes [from, until) of the hour.  weights[m] is the weight of its minute m, factors[m] what multiplies it in
 * each lane, or NULL. */
void cost_noise_count(cost_noise_lanes_t *lanes, int from, int until, const float weights[COST_NOISE_HOUR],
                      const float (*factors)[COST_NOISE_LANES], cost_noise_width_t width);
/* next[i][m] = sums[i] + what minutes 0 to m of the hour have in lane i; sums[i] is then that of the hour's end. */
void cost_noise_add(const cost_noise_lanes_t *lanes, int64_t *const next[COST_NOISE_LANES],
                    int64_t sums[COST_NOISE_LANES], cost_noise_width_t width);

#endif
