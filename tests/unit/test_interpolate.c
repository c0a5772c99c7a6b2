/* Sums between their points: monotone, exact where they are known. */
#include "libcost/demand/interpolate.h"

#include "traffic.h"

static const int64_t x[] = {0, 60, 120, 180, 300}, y[] = {0, 600, 600, 1800, 3000};

START_TEST(linear)
{
    const int64_t at[] = {0, 30, 60, 90, 120, 121, 180, 240, 300, 6},
                  want[] = {0, 300, 600, 600, 600, 620, 1800, 2400, 3000, 60};
    int64_t out[10];
    ck_assert_int_eq(cost_interpolate(out, at, 10, x, y, 5, COST_INTERPOLATE_LINEAR), COST_OK);
    for (int i = 0; i < 10; i++)
        ck_assert_int_eq(out[i], want[i]);
}
END_TEST

START_TEST(large_sums_do_not_overflow)
{
    const int64_t far[] = {0, INT64_C(1) << 40}, much[] = {0, INT64_C(1) << 62}, at[] = {INT64_C(1) << 39};
    int64_t out;
    ck_assert_int_eq(cost_interpolate(&out, at, 1, far, much, 2, COST_INTERPOLATE_LINEAR), COST_OK);
    ck_assert_int_eq(out, INT64_C(1) << 61);
}
END_TEST

/* By hand, after Steffen 1990: from 120 to 180 the slopes at the ends are 0 (beside a flat stretch) and, of 20 and 10 a
 * second, the least of p = (20 x 120 + 10 x 60) / 180 = 16.67, twice 10 and 20.  At the middle of a Hermite cubic:
 * (600 + 1800) / 2 + 60 / 8 x (0 - 16.67) = 1075. */
START_TEST(smooth)
{
    const int64_t at[] = {0, 60, 90, 120, 150, 180, 300};
    int64_t out[7];
    cost_status_t status = cost_interpolate(out, at, 7, x, y, 5, COST_INTERPOLATE_SMOOTH);
    if (!cost_interpolate_has_smooth()) {
        ck_assert_int_eq(status, COST_ERR_UNSUPPORTED);
        return;
    }
    const int64_t want[] = {0, 600, 600, 600, 1075, 1800, 3000};
    ck_assert_int_eq(status, COST_OK);
    for (int i = 0; i < 7; i++)
        ck_assert_int_eq(out[i], want[i]);
    ck_assert_int_eq(cost_interpolate(out, at, 3, x, y, 2, COST_INTERPOLATE_SMOOTH), COST_OK); /* two points: a line */
    ck_assert_int_eq(out[1], 600);
}
END_TEST

START_TEST(neither_falls)
{
    uint64_t state = 3;
    for (int i = 0; i < 500; i++) {
        int64_t xs[20] = {traffic_below(&state, 1000000)}, ys[20] = {traffic_below(&state, 1000000)}, at[200], out[200];
        for (int k = 1; k < 20; k++) {
            xs[k] = xs[k - 1] + 1 + traffic_below(&state, 10000);
            ys[k] = ys[k - 1] +
                    (traffic_below(&state, 3) ? traffic_below(&state, INT64_C(1) << traffic_below(&state, 45)) : 0);
        }
        for (int m = 0; m < 200; m++)
            at[m] = xs[0] + (xs[19] - xs[0]) * m / 199;
        for (int how = 0; how <= cost_interpolate_has_smooth(); how++) {
            ck_assert_int_eq(cost_interpolate(out, at, 200, xs, ys, 20, (cost_interpolation_t)how), COST_OK);
            ck_assert(out[0] == ys[0] && out[199] == ys[19]);
            for (int m = 1; m < 200; m++)
                ck_assert_int_le(out[m - 1], out[m]);
        }
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("interpolate",
                      (const TTest *const[]){linear, large_sums_do_not_overflow, smooth, neither_falls, NULL});
}

UNIT_MAIN(suite)
