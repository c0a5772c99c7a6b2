#include "libcost/capacity/spot.h"

#include "libcost/money/wide.h"

/* -ln(1 - p) = 2 atanh(z), z = p / (2 - p): z + z^3 / 3 + z^5 / 5 ... */
int64_t cost_spot_log(int64_t probability)
{
    const cost_wide_t nano = 1000000000, one = nano * nano, femto = nano * 1000000;
    const cost_wide_t z = probability * one / (2 * nano - probability), square = z * z / one;
    cost_wide_t sum = 0, power = z;
    for (int64_t k = 1; power > 0; k += 2) {
        sum += power / k;
        power = power * square / one;
    }
    return (int64_t)((2 * sum + one / femto / 2) / (one / femto));
}

bool cost_spot_hazard(int64_t *out, int64_t probability, int64_t hours)
{
    if (probability < 0 || probability >= 1000000000 || hours <= 0)
        return false;
    const int64_t per_unit = 1000 * hours;
    *out = (cost_spot_log(probability) + per_unit / 2) / per_unit;
    return true;
}
