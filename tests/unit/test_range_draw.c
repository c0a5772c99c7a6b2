/* Draws of ranges against the quantiles and moments of their distributions. */
#include "libcost/analysis/range_draw.h"

#include <math.h>

#include "libcost/base/random.h"
#include "unit.h"

static cost_amount_t range(const char *text, cost_measure_t measure)
{
    char why[COST_AMOUNT_WHY_SIZE] = "";
    cost_amount_t amount;
    ck_assert_msg(cost_amount_parse(&amount, text, measure, NULL, why), "%s", why);
    ck_assert(amount.range);
    return amount;
}

static cost_amount_t of_dist(int64_t low, int64_t high, cost_measure_t measure, cost_dist_t dist)
{
    char why[COST_AMOUNT_WHY_SIZE] = "";
    const cost_amount_t a = {.value = low, .low = low, .high = low}, b = {.value = high, .low = high, .high = high};
    cost_amount_t amount;
    ck_assert_msg(cost_amount_range(&amount, &a, &b, measure, dist, why), "%s", why);
    return amount;
}

static void expect_near(double got, double want, double part)
{
    ck_assert_msg(fabs(got - want) <= part * fabs(want), "%.9g is not near %.9g", got, want);
}

/* The bounds are P5 and P95, whatever the distribution. */
START_TEST(bounds_are_percentiles)
{
    const cost_amount_t ranges[] = {
        range("20 ms to 60 ms", COST_MEASURE_TIME),
        range("30% to 50%", COST_MEASURE_RATIO),
        range("0 to 100 ms", COST_MEASURE_TIME),
        of_dist(1000000, 9000000, COST_MEASURE_COUNT, COST_DIST_UNIFORM),
        of_dist(1000000, 9000000, COST_MEASURE_COUNT, COST_DIST_NORMAL),
        range("6M/month to 14M/month", COST_MEASURE_COUNT_RATE),
    };
    static const cost_dist_t dists[] = {COST_DIST_LOGNORMAL, COST_DIST_LOGITNORMAL, COST_DIST_NORMAL,
                                        COST_DIST_UNIFORM,   COST_DIST_NORMAL,      COST_DIST_LOGNORMAL};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        ck_assert_int_eq(ranges[i].dist, dists[i]);
        const double low = (double)ranges[i].low, high = (double)ranges[i].high;
        ck_assert(fabs((double)cost_range_draw(&ranges[i], 0.05) - low) <= 1e-9 * high + 1);
        expect_near((double)cost_range_draw(&ranges[i], 0.95), high, 1e-9);
        ck_assert(cost_range_draw(&ranges[i], 0.5) == ranges[i].value);
    }
}
END_TEST

/* 20 to 60 ms: ln of the median is (ln 20 + ln 60) / 2, so the median is sqrt(1200) = 34.641 ms; one standard deviation
 * above it, at 84.1344746 %, lies sqrt(1200) exp(ln(3) / (2 x 1.6448536)) = 48.3747 ms.
 * 30 % to 50 %: logits -0.847298 and 0, so the middle is -0.423649, which is 39.5644 %. */
START_TEST(known_quantiles)
{
    const cost_amount_t time = range("20 ms to 60 ms", COST_MEASURE_TIME);
    expect_near((double)cost_range_draw(&time, 0.5), 34641.016, 1e-6);
    expect_near((double)cost_range_draw(&time, 0.8413447460685429), 34641.016 * exp(log(3) / 2 / 1.6448536269514722),
                1.1e-5); /* whole microseconds */
    const cost_amount_t price = range("30% to 50%", COST_MEASURE_RATIO);
    expect_near((double)cost_range_draw(&price, 0.5), 395643924, 1e-6);
    const cost_amount_t flat = of_dist(1000, 9000, COST_MEASURE_COUNT, COST_DIST_UNIFORM);
    ck_assert(cost_range_draw(&flat, 0.275) == 3000); /* a quarter of the way from P5 to P95 */
    ck_assert(cost_range_draw(&flat, 0.725) == 7000);
}
END_TEST

typedef struct {
    double mean, sd;
} moments_t;

static moments_t moments(const cost_amount_t *amount)
{
    enum { DRAWS = 200000 };
    const cost_random_t key = cost_random_key(1, 0, "moments", "test");
    double sum = 0, squares = 0;
    for (uint32_t i = 0; i < DRAWS; i++) {
        const double x = (double)cost_range_draw(amount, cost_random_uniform(&key, i));
        sum += x;
        squares += x * x;
    }
    const double mean = sum / DRAWS;
    return (moments_t){mean, sqrt(squares / DRAWS - mean * mean)};
}

/* Of 200,000 draws the mean is sure to sd / 447, the standard deviation to about 0.3 % of it (1 % for the long tail).
 */
START_TEST(moments_are_those_of_the_distribution)
{
    const double z = 1.6448536269514722;
    const cost_amount_t normal = of_dist(1000000, 9000000, COST_MEASURE_COUNT, COST_DIST_NORMAL);
    moments_t got = moments(&normal);
    expect_near(got.mean, 5000000, 0.004);
    expect_near(got.sd, 4000000 / z, 0.01);

    const cost_amount_t uniform = of_dist(1000000, 9000000, COST_MEASURE_COUNT, COST_DIST_UNIFORM);
    got = moments(&uniform);
    expect_near(got.mean, 5000000, 0.004);
    expect_near(got.sd, 8000000 / 0.9 / sqrt(12), 0.01);

    /* mu = ln sqrt(1e6 x 9e6) = ln 3e6, sigma = ln(9) / (2 z); mean = exp(mu + sigma^2 / 2) */
    const cost_amount_t lognormal = of_dist(1000000, 9000000, COST_MEASURE_COUNT, COST_DIST_LOGNORMAL);
    const double sigma = log(9) / (2 * z), mean = 3e6 * exp(sigma * sigma / 2);
    got = moments(&lognormal);
    expect_near(got.mean, mean, 0.01);
    expect_near(got.sd, mean * sqrt(exp(sigma * sigma) - 1), 0.03);

    /* 20 % to 80 % is symmetric about one half. */
    const cost_amount_t share = range("20% to 80%", COST_MEASURE_RATIO);
    got = moments(&share);
    expect_near(got.mean, 500000000, 0.004);
}
END_TEST

START_TEST(draws_rise_with_the_uniform)
{
    const cost_amount_t ranges[] = {range("20 ms to 60 ms", COST_MEASURE_TIME), range("1% to 99%", COST_MEASURE_RATIO),
                                    range("0 to 100 ms", COST_MEASURE_TIME)};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        cost_wide_t last = COST_WIDE_MIN;
        for (double u = 0.0005; u < 1; u += 0.0005) {
            const cost_wide_t value = cost_range_draw(&ranges[i], u);
            ck_assert(value >= last);
            last = value;
        }
    }
    ck_assert(cost_range_draw(&ranges[1], 1e-12) >= 0);
    ck_assert(cost_range_draw(&ranges[1], 1 - 1e-12) <= 1000000000);
}
END_TEST

START_TEST(no_range_is_no_draw)
{
    char why[COST_AMOUNT_WHY_SIZE];
    cost_amount_t amount;
    ck_assert(cost_amount_parse(&amount, "40 ms", COST_MEASURE_TIME, NULL, why));
    ck_assert(cost_range_draw(&amount, 0.001) == 40000);
    ck_assert(cost_range_draw(&amount, 0.999) == 40000);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("range_draw", (const TTest *const[]){bounds_are_percentiles, known_quantiles,
                                                           moments_are_those_of_the_distribution,
                                                           draws_rise_with_the_uniform, no_range_is_no_draw, NULL});
}

UNIT_MAIN(suite)
