#include "libcost/demand/wave.h"

#include "libcost/money/wide.h"

enum { TURN = 20160, QUARTER = TURN / 4, TERMS = 24 };
static const int64_t pi = INT64_C(3622009729038561421); /* x 2^60 */

/* A product of two numbers x 2^60; rounding down loses at most 2^-60. */
static int64_t times(int64_t a, int64_t b)
{
    return (int64_t)(((cost_wide_t)a * b) >> 60);
}

/* Taylor's series, for 0 <= turns <= QUARTER: the angle is below 1.58, the term left out below 2^-60. */
static int64_t first_quarter(int64_t turns)
{
    const int64_t x = (int64_t)((cost_wide_t)pi * 2 * turns / TURN);
    int64_t term = COST_WAVE_ONE, sum = COST_WAVE_ONE;
    for (int64_t k = 1; k < TERMS; k += 2) {
        term = -times(times(term, x), x) / (k * (k + 1));
        sum += term;
    }
    return turns == QUARTER ? 0 : sum;
}

int64_t cost_wave_cos(int64_t turns)
{
    turns %= TURN;
    turns = turns < 0 ? turns + TURN : turns;
    turns = turns > TURN / 2 ? TURN - turns : turns;
    return turns > QUARTER ? -first_quarter(TURN / 2 - turns) : first_quarter(turns);
}

/* Turning a vector step by step costs four products a minute; its error stays below 2^-45 over a week. */
void cost_wave_fill(int64_t *out, size_t count, int32_t cycles, int32_t peak)
{
    const int64_t begin = (int64_t)cycles * (1 - 2 * (int64_t)peak), step = (int64_t)cycles * 2;
    const int64_t step_cos = cost_wave_cos(step), step_sin = cost_wave_cos(step - QUARTER);
    int64_t x = cost_wave_cos(begin), y = cost_wave_cos(begin - QUARTER);
    for (size_t m = 0; m < count; m++) {
        out[m] = x;
        const int64_t turned = times(x, step_cos) - times(y, step_sin);
        y = times(x, step_sin) + times(y, step_cos);
        x = turned;
    }
}
