/* Cosines in integers, against the world's. */
#include "libcost/demand/wave.h"
#include "unit.h"

enum { WEEK = 10080 };

static void expect(int64_t turns, int64_t cosine)
{
    const int64_t off = cost_wave_cos(turns) - cosine;
    ck_assert_msg(off > -4096 && off < 4096, "%lld: off by %lld", (long long)turns, (long long)off);
}

/* The right figures are cos(angle) x 2^60 of a table of cosines. */
START_TEST(known_angles)
{
    expect(0, COST_WAVE_ONE);
    expect(1680, INT64_C(998459311558907193)); /* 30 degrees: sqrt(3)/2 */
    expect(2520, INT64_C(815238614083298888)); /* 45 degrees: sqrt(1/2) */
    expect(3360, COST_WAVE_ONE / 2);
    expect(5040, 0);
    expect(6720, -COST_WAVE_ONE / 2);
    expect(10080, -COST_WAVE_ONE);
    expect(15120, 0);
    expect(20160, COST_WAVE_ONE);
    expect(-3360, COST_WAVE_ONE / 2);
    expect(3360 + 20160 * 7, COST_WAVE_ONE / 2);
}
END_TEST

START_TEST(turning_goes_astray_by_nothing)
{
    static const int32_t cycles[] = {1, 7, 14, 21, 5040};
    static int64_t out[WEEK];
    for (size_t i = 0; i < sizeof cycles / sizeof *cycles; i++) {
        cost_wave_fill(out, WEEK, cycles[i], 885);
        for (int64_t m = 0; m < WEEK; m++) {
            const int64_t off = out[m] - cost_wave_cos(cycles[i] * (2 * m + 1 - 2 * 885));
            ck_assert(off > -(1 << 17) && off < 1 << 17);
        }
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("wave", (const TTest *const[]){known_angles, turning_goes_astray_by_nothing, NULL});
}

UNIT_MAIN(suite)
