/* Draws: the generator's published answers, and what their distributions ask for, within 5 standard errors. */
#include "libcost/base/random.h"

#include "libcost/base/elementary.h"
#include "unit.h"

enum { DRAWS = 20000 };

/* kat_vectors of Random123, the authors' library: philox 4x32 with 7 and with 10 rounds.  Written down from memory and
 * compared with what philox.h of Random123 1.14 computes. */
START_TEST(known_answers)
{
    static const struct {
        int rounds;
        uint32_t counter[4], key[2], out[4];
    } known[] = {
        {7, {0}, {0}, {0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48}},
        {7, {~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}, {0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662}},
        {7,
         {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a}},
        {10, {0}, {0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {10, {~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {10,
         {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        uint32_t out[4];
        cost_philox(out, known[i].counter, known[i].key, known[i].rounds);
        ck_assert_mem_eq(out, known[i].out, sizeof out);
    }
}
END_TEST

START_TEST(whatever_a_key_is_made_of_changes_it)
{
    const cost_random_t base = cost_random_key(1, 2, "web", "noise");
    const cost_random_t others[] = {
        cost_random_key(2, 2, "web", "noise"),  cost_random_key(1, 3, "web", "noise"),
        cost_random_key(1, 2, "webn", "oise"),  cost_random_key(1, 2, "we", "bnoise"),
        cost_random_key(1, 2, "web", "noise2"), cost_random_key(1, 2 + ((uint64_t)1 << 32), "web", "noise"),
        cost_random_key(1, 2, "noise", "web"),  cost_random_key(1, 2, "", "webnoise"),
    };
    const cost_random_t same = cost_random_key(1, 2, "web", "noise");
    ck_assert_uint_eq(cost_random_u64(&base, 7), cost_random_u64(&same, 7));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_uint_ne(cost_random_u64(&base, 7), cost_random_u64(&others[i], 7));
    ck_assert_uint_ne(cost_random_u64(&base, 7), cost_random_u64(&base, 8));
}
END_TEST

/* Trials share the key's half and differ in the counter's: what lanes of trials rely on. */
START_TEST(trials_are_counters)
{
    const cost_random_t a = cost_random_key(9, 4711, "web", "noise"), b = cost_random_key(9, 12, "web", "noise");
    uint32_t block[4], by_hand[4];
    ck_assert_mem_eq(a.key, b.key, sizeof a.key);
    cost_random_block(block, &a, 5, 1);
    cost_philox(by_hand, (uint32_t[4]){5, 1, 4711, 0}, b.key, 10);
    ck_assert_mem_eq(block, by_hand, sizeof block);
}
END_TEST

typedef struct {
    double mean, variance;
} moments_t;

static moments_t moments_of(const double *x)
{
    moments_t m = {0, 0};
    for (int i = 0; i < DRAWS; i++)
        m.mean += x[i] / DRAWS;
    for (int i = 0; i < DRAWS; i++)
        m.variance += (x[i] - m.mean) * (x[i] - m.mean) / (DRAWS - 1);
    return m;
}

static double size_of(double x)
{
    return x < 0 ? -x : x;
}

/* The standard error of a variance is its value x sqrt((kurtosis - 1) / n). */
static void expect_moments(const double *x, double mean, double variance, double kurtosis)
{
    const moments_t m = moments_of(x);
    ck_assert_msg(size_of(m.mean - mean) < 5 * cost_sqrt(variance / DRAWS), "mean %f is not %f", m.mean, mean);
    ck_assert_msg(size_of(m.variance - variance) < 5 * variance * cost_sqrt((kurtosis - 1) / DRAWS),
                  "variance %f is not %f", m.variance, variance);
}

static double correlation(const double *x, const double *y, moments_t m)
{
    double sum = 0;
    for (int i = 0; i < DRAWS - 1; i++)
        sum += (x[i] - m.mean) * (y[i] - m.mean);
    return sum / (DRAWS * m.variance);
}

static double x[DRAWS], y[DRAWS];

START_TEST(uniform_draws)
{
    const cost_random_t key = cost_random_key(42, 0, "web", "uniform"), next = cost_random_key(42, 1, "web", "uniform");
    int tenths[10] = {0};
    double chi = 0;
    for (int i = 0; i < DRAWS; i++) {
        x[i] = cost_random_uniform(&key, (uint32_t)i);
        y[i] = cost_random_uniform(&next, (uint32_t)i);
        ck_assert(x[i] > 0 && x[i] < 1);
        tenths[(int)(x[i] * 10)]++;
    }
    expect_moments(x, 0.5, 1.0 / 12, 1.8);
    for (int i = 0; i < 10; i++)
        chi += (tenths[i] - DRAWS / 10.0) * (tenths[i] - DRAWS / 10.0) / (DRAWS / 10.0);
    ck_assert(chi < 9 + 5 * cost_sqrt(18)); /* of 9 degrees of freedom */
    const double limit = 5 / cost_sqrt(DRAWS);
    ck_assert(size_of(correlation(x, x + 1, moments_of(x))) < limit);
    ck_assert(size_of(correlation(x, y, moments_of(x))) < limit);
}
END_TEST

START_TEST(normal_and_exponential_draws)
{
    const cost_random_t normal = cost_random_key(42, 5, "web", "normal"), wait = cost_random_key(42, 5, "app", "spot");
    int beyond = 0;
    for (int i = 0; i < DRAWS; i++) {
        x[i] = cost_random_normal(&normal, (uint32_t)i);
        y[i] = cost_random_exponential(&wait, (uint32_t)i);
        beyond += size_of(x[i]) > 1.9599639845400538556;
        ck_assert(y[i] > 0);
    }
    expect_moments(x, 0, 1, 3);
    expect_moments(y, 1, 1, 9);
    ck_assert(size_of(beyond - 0.05 * DRAWS) < 5 * cost_sqrt(0.05 * 0.95 * DRAWS));
}
END_TEST

START_TEST(whole_numbers_below)
{
    const cost_random_t key = cost_random_key(3, 0, "web", "pick");
    double seen[7] = {0}, chi = 0;
    for (uint32_t i = 0; i < DRAWS; i++)
        seen[cost_random_below(&key, i, 7)]++;
    for (int k = 0; k < 7; k++)
        chi += (seen[k] - DRAWS / 7.0) * (seen[k] - DRAWS / 7.0) / (DRAWS / 7.0);
    ck_assert(chi < 6 + 5 * cost_sqrt(12));
    ck_assert_uint_eq(cost_random_below(&key, 0, 1), 0);
    ck_assert_uint_lt(cost_random_below(&key, 0, UINT64_C(3) << 62), UINT64_C(3) << 62);
}
END_TEST

static Suite *make_suite(void)
{
    const TTest *const tests[] = {known_answers, whatever_a_key_is_made_of_changes_it, trials_are_counters,
                                  uniform_draws, normal_and_exponential_draws,         whole_numbers_below,
                                  NULL};
    return unit_suite("random", tests);
}

UNIT_MAIN(make_suite)
