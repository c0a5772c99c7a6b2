/* Waiting: scaling rules, section 10.2. */
#include "libcost/capacity/erlang.h"
#include "unit.h"

static int64_t rounded(double value, double one)
{
    return (int64_t)(value * one + 0.5);
}

START_TEST(waiting_follows_the_published_cases)
{
    ck_assert_int_eq(rounded(cost_erlang_c(4, 3.0), 1e9), 509433962);  /* vector erlang-c-4-3.0 */
    ck_assert_int_eq(rounded(cost_erlang_c(10, 8.0), 1e9), 409180151); /* vector erlang-c-10-8.0 */
    ck_assert_int_eq(cost_erlang_staffing(6000000, 2000000), 11);      /* vector sqrt-staffing: 200/s, 30 ms, q = 2 */
}
END_TEST

START_TEST(one_server_waits_as_the_textbook_says)
{
    /* M/M/1 at 80 %: C = 0.8, mean wait 4 s, p95 = ln(0.8 / 0.05) / 0.2 = 13.862944 */
    ck_assert_int_eq(rounded(cost_erlang_c(1, 0.8), 1e9), 800000000);
    ck_assert_int_eq(rounded(cost_erlang_mean_wait_s(1, 0.8, 1), 1e6), 4000000);
    ck_assert_int_eq(rounded(cost_erlang_wait_s(1, 0.8, 1, 0.95), 1e6), 13862944);
    ck_assert(cost_erlang_wait_s(20, 0.8, 1, 0.95) <= 0);
    ck_assert(cost_erlang_wait_s(1, 1.5, 1, 0.95) > 1e300);
    ck_assert(cost_erlang_wait_s(0, 0, 1, 0.95) <= 0);
}
END_TEST

START_TEST(staffing_is_the_least_that_suffices)
{
    for (int64_t offered = 0; offered < 40000000; offered += 77777)
        for (int64_t q = 0; q <= 3000000; q += 500000) {
            const int64_t servers = cost_erlang_staffing(offered, q);
            const double a = (double)offered / 1e6, z = (double)q / 1e6, s = (double)servers;
            ck_assert((s - a) * (s - a) >= z * z * a - 1e-6 && s >= a);
            ck_assert(servers == 0 || s - 1 < a + 1e-9 || (s - 1 - a) * (s - 1 - a) < z * z * a + 1e-6);
        }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("erlang",
                      (const TTest *const[]){waiting_follows_the_published_cases, one_server_waits_as_the_textbook_says,
                                             staffing_is_the_least_that_suffices, NULL});
}

UNIT_MAIN(suite)
