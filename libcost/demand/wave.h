/* Cosines of the minutes of a week in integers. */
#ifndef COST_WAVE_H
#define COST_WAVE_H

#include <stddef.h>
#include <stdint.h>

#define COST_WAVE_ONE ((int64_t)1 << 60)

/* The cosine (x 2^60, to about 2^-45) of turns / 20160 of a full turn: 20160 half-minutes are a week. */
int64_t cost_wave_cos(int64_t turns);
/* out[m] = the cosine at the middle of minute m, 0 <= m < count, of a wave with `cycles` a week that peaks at the
 * beginning of minute `peak`. */
void cost_wave_fill(int64_t *out, size_t count, int32_t cycles, int32_t peak);

#endif
