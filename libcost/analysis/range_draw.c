#include "libcost/analysis/range_draw.h"

#include "libcost/base/elementary.h"

/* The normal quantile of 95 %. */
#define Z95 1.6448536269514722

static const double whole = 1e9; /* of a ratio */

/* Every double from 2^52 on is whole; below it adding and taking away 1.5 x 2^52 rounds half to even. */
static double round_even(double x)
{
    const double magic = 6755399441055744.0;
    return x > -0x1p52 && x < 0x1p52 ? (x + magic) - magic : x;
}

static cost_wide_t to_wide(double x)
{
    if (x >= 0x1p126)
        return COST_WIDE_MAX / 2;
    return x <= -0x1p126 ? COST_WIDE_MIN / 2 : (cost_wide_t)round_even(x);
}

/* How far z is on the way from the median to the upper bound: -1 and 1 at P5 and P95. */
static double normal_way(double uniform)
{
    return cost_normal_quantile(uniform) / Z95;
}

static double logit(cost_wide_t ratio)
{
    return cost_log((double)ratio) - cost_log(whole - (double)ratio);
}

static double logit_normal(const cost_amount_t *range, double uniform)
{
    const double low = logit(range->low), high = logit(range->high);
    const double x = (low + high) / 2 + (high - low) / 2 * normal_way(uniform);
    return whole / (1 + cost_exp(-x));
}

static double log_normal(const cost_amount_t *range, double uniform)
{
    const double low = cost_log((double)range->low), high = cost_log((double)range->high);
    return cost_exp((low + high) / 2 + (high - low) / 2 * normal_way(uniform));
}

cost_wide_t cost_range_draw(const cost_amount_t *range, double uniform)
{
    const double low = (double)range->low, high = (double)range->high;
    if (!range->range || uniform == 0.5)
        return range->value;
    switch (range->dist) {
    case COST_DIST_LOGNORMAL:
        return to_wide(log_normal(range, uniform));
    case COST_DIST_LOGITNORMAL:
        return to_wide(logit_normal(range, uniform));
    case COST_DIST_UNIFORM:
        return to_wide(low + (high - low) * ((uniform - 0.05) / 0.9));
    case COST_DIST_AUTO:
    case COST_DIST_NORMAL:
        break;
    }
    return to_wide(low + (high - low) * (0.5 + normal_way(uniform) / 2));
}
