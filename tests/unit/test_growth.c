/* Growth by days and by months. */
#include "libcost/demand/growth.h"

#include "libcost/demand/calendar.h"
#include "unit.h"

static cost_wide_t factor(cost_growth_kind_t kind, int64_t rate, int32_t year, int32_t month, int32_t day)
{
    const cost_growth_t growth = {.kind = kind, .rate = rate, .year = 2025, .month = 11};
    cost_growth_curve_t curve;
    cost_wide_t out;
    ck_assert(cost_growth_curve(&curve, &growth));
    ck_assert(cost_growth_of_day(&out, &curve, cost_days_from_civil(year, month, day)));
    return out;
}

enum { FIVE = 50000000 };

/* scaling-rules 10.1: (1 + g)^(days / 30).  1.05^(1/30) = 1.00162766..., 1.05^0.5 = 1.024695076595960. */
START_TEST(daily_growth_is_a_power_of_days)
{
    ck_assert(factor(COST_GROWTH_DAILY, FIVE, 2025, 11, 1) == COST_GROWTH_ONE);
    ck_assert(factor(COST_GROWTH_DAILY, FIVE, 2025, 11, 2) / 10000000000 == 100162766);
    ck_assert(factor(COST_GROWTH_DAILY, FIVE, 2025, 11, 16) / 1000 == INT64_C(1024695076595959));
    ck_assert(factor(COST_GROWTH_DAILY, FIVE, 2025, 12, 1) == COST_GROWTH_ONE / 100 * 105);
    ck_assert(factor(COST_GROWTH_DAILY, FIVE, 2025, 12, 31) == COST_GROWTH_ONE / 10000 * 11025);
}
END_TEST

START_TEST(monthly_growth_is_a_power_of_calendar_months)
{
    ck_assert(factor(COST_GROWTH_MONTHLY, FIVE, 2025, 11, 30) == COST_GROWTH_ONE);
    ck_assert(factor(COST_GROWTH_MONTHLY, FIVE, 2025, 12, 1) == COST_GROWTH_ONE / 100 * 105);
    ck_assert(factor(COST_GROWTH_MONTHLY, FIVE, 2026, 1, 31) == COST_GROWTH_ONE / 10000 * 11025);
    ck_assert(factor(COST_GROWTH_MONTHLY, -1000000000, 2026, 1, 31) == 0);
}
END_TEST

START_TEST(before_the_stated_month_nothing_grows)
{
    ck_assert(factor(COST_GROWTH_DAILY, FIVE, 2025, 10, 31) == COST_GROWTH_ONE);
    ck_assert(factor(COST_GROWTH_MONTHLY, FIVE, 2001, 1, 1) == COST_GROWTH_ONE);
}
END_TEST

START_TEST(every_rate_has_its_curve)
{
    static const int64_t rates[] = {-1000000000, -999999999, -500000000, -1, 0, 1, FIVE, 1000000000, 10000000000};
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        cost_growth_curve_t curve;
        ck_assert(cost_growth_curve(&curve, &(cost_growth_t){.rate = rates[i], .year = 2025, .month = 11}));
        for (int d = 0; d < COST_GROWTH_DAYS; d++)
            ck_assert(rates[i] >= 0 ? curve.powers[d + 1] >= curve.powers[d] : curve.powers[d + 1] <= curve.powers[d]);
    }
}
END_TEST

START_TEST(too_much_is_an_answer)
{
    cost_growth_curve_t curve;
    cost_wide_t out;
    ck_assert(!cost_growth_curve(&curve, &(cost_growth_t){.rate = -1000000001, .year = 2025, .month = 11}));
    ck_assert(
        !cost_growth_curve(&curve, &(cost_growth_t){.rate = COST_GROWTH_RATE_MAX + 1, .year = 2025, .month = 11}));
    ck_assert(cost_growth_curve(&curve, &(cost_growth_t){.rate = COST_GROWTH_RATE_MAX, .year = 2025, .month = 11}));
    ck_assert(!cost_growth_of_day(&out, &curve, cost_days_from_civil(2035, 1, 1)));
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("growth", (const TTest *const[]){daily_growth_is_a_power_of_days,
                                                       monthly_growth_is_a_power_of_calendar_months,
                                                       before_the_stated_month_nothing_grows, every_rate_has_its_curve,
                                                       too_much_is_an_answer, NULL});
}

UNIT_MAIN(suite)
