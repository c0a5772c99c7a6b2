/* Spot hazards: scaling rules, section 4.1. */
#include "libcost/capacity/spot.h"
#include "unit.h"

START_TEST(hazards_follow_the_published_cases)
{
    static const struct {
        const char *id;
        int64_t probability, want; /* 1e-9; 1e-12 an hour */
    } rows[] = {
        {"spot-hazard-5: 7.0264787e-05", 50000000, 70264787},
        {"spot-hazard-20: 0.000305676098", 200000000, 305676098},
        {"rules, 10 %: 1.443e-04", 100000000, 144329474},
        {"rules, 30 %: 4.886e-04", 300000000, 488595814},
        {"never", 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t hazard = -1;
        ck_assert(cost_spot_hazard(&hazard, rows[i].probability, 730));
        ck_assert_msg(hazard == rows[i].want, "%s: %lld", rows[i].id, (long long)hazard);
    }
}
END_TEST

START_TEST(logarithms_are_exact_to_their_last_digits)
{
    ck_assert_int_eq(cost_spot_log(500000000), 693147180559945);   /* ln 2 */
    ck_assert_int_eq(cost_spot_log(900000000), 2302585092994046);  /* ln 10 */
    ck_assert_int_eq(cost_spot_log(990000000), 4605170185988091);  /* ln 100 */
    ck_assert_int_eq(cost_spot_log(999999999), 20723265836946411); /* ln 10^9 */
}
END_TEST

START_TEST(a_certain_interruption_has_no_hazard)
{
    int64_t hazard;
    ck_assert(!cost_spot_hazard(&hazard, 1000000000, 730));
    ck_assert(!cost_spot_hazard(&hazard, -1, 730));
    ck_assert(!cost_spot_hazard(&hazard, 1, 0));
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("spot", (const TTest *const[]){hazards_follow_the_published_cases,
                                                     logarithms_are_exact_to_their_last_digits,
                                                     a_certain_interruption_has_no_hazard, NULL});
}

UNIT_MAIN(suite)
