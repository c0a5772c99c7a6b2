#include "libcost/demand/growth.h"

#include "libcost/demand/calendar.h"

#define NANO INT64_C(1000000000)
static const cost_wide_t one = COST_GROWTH_ONE;

/* base^n, x one. */
static bool power(cost_wide_t *out, cost_wide_t base, int64_t n)
{
    cost_wide_t result = one;
    for (; n; n >>= 1) {
        if ((n & 1) && !cost_wide_mul_div(&result, result, base, one))
            return false;
        if (n > 1 && !cost_wide_mul_div(&base, base, base, one))
            return false;
    }
    *out = result;
    return true;
}

/* The thirtieth root by Newton's method, from above (Bernoulli) and so falling until it is found. */
static cost_wide_t root(cost_wide_t value)
{
    cost_wide_t x = one + (value - one) / COST_GROWTH_DAYS, below, above, step;
    for (;;) {
        if (!power(&below, x, COST_GROWTH_DAYS - 1) || !cost_wide_mul_div(&above, below, x, one) || below == 0 ||
            !cost_wide_mul_div_floor(&step, above - value, one, below * COST_GROWTH_DAYS) || step <= 0)
            return x;
        x -= step;
    }
}

bool cost_growth_curve(cost_growth_curve_t *out, const cost_growth_t *growth)
{
    if (growth->rate < -NANO || growth->rate > COST_GROWTH_RATE_MAX)
        return false;
    const cost_wide_t value = one + (cost_wide_t)growth->rate * NANO;
    *out = (cost_growth_curve_t){.growth = *growth, .since = cost_days_from_civil(growth->year, growth->month, 1)};
    const cost_wide_t day = value ? root(value) : 0;
    for (int i = 0; i < COST_GROWTH_DAYS; i++)
        if (!power(&out->powers[i], day, i))
            return false;
    out->powers[COST_GROWTH_DAYS] = value;
    return true;
}

static int64_t months_since(const cost_growth_t *growth, int64_t day)
{
    int32_t year, month, of_month;
    cost_civil_from_days(day, &year, &month, &of_month);
    return (int64_t)(year - growth->year) * 12 + month - growth->month;
}

bool cost_growth_of_day(cost_wide_t *out, const cost_growth_curve_t *curve, int64_t day)
{
    const int64_t days = day - curve->since;
    const cost_wide_t value = curve->powers[COST_GROWTH_DAYS];
    cost_wide_t whole;
    *out = one;
    if (days < 0)
        return true;
    switch (curve->growth.kind) {
    case COST_GROWTH_MONTHLY:
        return power(out, value, months_since(&curve->growth, day));
    case COST_GROWTH_DAILY:
        return power(&whole, value, days / COST_GROWTH_DAYS) &&
               cost_wide_mul_div(out, whole, curve->powers[days % COST_GROWTH_DAYS], one);
    }
    return false;
}
