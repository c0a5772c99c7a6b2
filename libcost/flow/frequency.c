#include "libcost/flow/frequency.h"

static int64_t period_seconds(cost_per_t per, const cost_month_t *month)
{
    int64_t seconds = cost_per_seconds(per);
    if (seconds)
        return seconds;
    return per == COST_PER_YEAR ? 12 * month->seconds : month->seconds;
}

int64_t cost_growth_seconds(cost_per_t per)
{
    const int64_t seconds = cost_per_seconds(per), month = 730 * 3600;
    return seconds ? seconds : per == COST_PER_YEAR ? 12 * month : month;
}

bool cost_frequency_total(cost_wide_t *out, const cost_amount_t *frequency, const cost_month_t *month, int64_t seconds,
                          cost_wide_t each)
{
    cost_wide_t product;
    return cost_wide_mul(&product, frequency->value, seconds) &&
           cost_wide_mul_div(out, product, each, period_seconds(frequency->per, month));
}
