#include "libcost/capacity/spot.h"

#include "libcost/money/wide.h"

static const int64_t nano = 1000000000;

/* 2 atanh(z) in 1e-18, z = p / (2 - p) <= 1/3: z + z^3 / 3 + z^5 / 5 ... */
static cost_wide_t series(int64_t probability)
{
    const cost_wide_t one = (cost_wide_t)nano * nano;
    const cost_wide_t z = probability * one / (2 * nano - probability), square = z * z / one;
    cost_wide_t sum = 0, power = z;
    for (int64_t k = 1; power > 0; k += 2) {
        sum += power / k;
        power = power * square / one;
    }
    return 2 * sum;
}

/* -ln(1 - p) = n ln 2 - ln((1 - p) 2^n), with as many doublings as keep that at most 1. */
int64_t cost_spot_log(int64_t probability)
{
    const cost_wide_t ln2 = 693147180559945309;
    int64_t rest = nano - probability;
    cost_wide_t sum = 0;
    for (; rest > 0 && rest <= nano / 2; rest *= 2)
        sum += ln2;
    sum += series(nano - rest);
    return (int64_t)((sum + 500) / 1000);
}

bool cost_spot_hazard(int64_t *out, int64_t probability, int64_t hours)
{
    if (probability < 0 || probability >= nano || hours <= 0)
        return false;
    const int64_t per_unit = 1000 * hours;
    *out = (cost_spot_log(probability) + per_unit / 2) / per_unit;
    return true;
}
