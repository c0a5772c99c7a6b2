/* Minutes in vectors: every width does what plain C says, down to the last bit, in every kind of hour; and their
 * normals are independent normals. */
#include "libcost/demand/noise_lanes.h"

#include <float.h>
#include <string.h>

#include "libcost/base/elementary.h"
#include "libcost/base/random.h"
#include "unit.h"

static const cost_noise_width_t widths[] = {COST_NOISE_FOUR, COST_NOISE_EIGHT, COST_NOISE_BEST};

static void begin(cost_noise_lanes_t *lanes, bool arrivals, bool quiet)
{
    memset(lanes, 0, sizeof *lanes);
    lanes->key[0] = 0x243f6a88;
    lanes->key[1] = 0x85a308d3;
    lanes->arrivals = arrivals;
    lanes->any_quiet = quiet;
    for (int i = 0; i < COST_NOISE_LANES; i++) {
        lanes->trial_low[i] = 4711 + (uint32_t)i;
        lanes->trial_high[i] = (uint32_t)i / 3;
        lanes->memory[i] = 0.9F + 0.01F * (float)i;
        lanes->step[i] = 0.05F * (float)i;
        lanes->state[i] = 0.1F * (float)i - 0.3F;
        lanes->scale[i] = 0.125F * (float)(1 << 2 * i);
        lanes->quiet[i] = quiet && i % 2 ? -1 : 0;
    }
}

START_TEST(every_width_has_the_same_bits)
{
    static cost_noise_lanes_t plain, vector;
    static float weights[COST_NOISE_HOUR], factors[COST_NOISE_HOUR][COST_NOISE_LANES];
    for (int m = 0; m < COST_NOISE_HOUR; m++) {
        weights[m] = 1 + (float)m / 7;
        for (int i = 0; i < COST_NOISE_LANES; i++)
            factors[m][i] = 1 + (float)(m * i) / 60;
    }
    for (int kind = 0; kind < 8; kind++)
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
            if (!cost_noise_has(widths[w]))
                continue;
            begin(&plain, kind & 1, kind & 2);
            begin(&vector, kind & 1, kind & 2);
            for (uint32_t hour = 0; hour < 50; hour++) {
                const float(*times)[COST_NOISE_LANES] = kind & 4 ? (const float(*)[COST_NOISE_LANES])factors : NULL;
                cost_noise_draw(&plain, hour * 60, COST_NOISE_PLAIN);
                cost_noise_draw(&vector, hour * 60, widths[w]);
                cost_noise_draw_uniform(&plain, hour * 60, COST_NOISE_PLAIN);
                cost_noise_draw_uniform(&vector, hour * 60, widths[w]);
                for (int from = 0; from < 60; from += 30) {
                    cost_noise_count(&plain, from, from + 30, weights, times, COST_NOISE_PLAIN);
                    cost_noise_count(&vector, from, from + 30, weights, times, widths[w]);
                }
                ck_assert_mem_eq(&plain, &vector, sizeof plain);
            }
        }
}
END_TEST

START_TEST(sums_are_sums)
{
    static cost_noise_lanes_t lanes;
    for (int m = 0; m < COST_NOISE_HOUR; m++)
        for (int i = 0; i < COST_NOISE_LANES; i++)
            lanes.count[m][i] = m * i;
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
        int64_t rows[COST_NOISE_LANES][COST_NOISE_HOUR], sums[COST_NOISE_LANES], *next[COST_NOISE_LANES];
        if (!cost_noise_has(widths[w]))
            continue;
        for (int i = 0; i < COST_NOISE_LANES; i++) {
            next[i] = rows[i];
            sums[i] = ((int64_t)1 << 40) + i;
        }
        cost_noise_add(&lanes, next, sums, widths[w]);
        for (int64_t i = 0; i < COST_NOISE_LANES; i++) {
            ck_assert_int_eq(sums[i], ((int64_t)1 << 40) + i + i * 1770); /* 1 + ... + 59 */
            for (int64_t m = 0; m < COST_NOISE_HOUR; m++)
                ck_assert_int_eq(rows[i][m], ((int64_t)1 << 40) + i + i * (m * (m + 1) / 2));
        }
    }
}
END_TEST

/* Whole numbers up to 2^52, of which a float has the first 24 bits; rows that fill no vector. */
START_TEST(weights_are_differences)
{
    enum { MANY = 45 };
    static const cost_noise_width_t all[] = {COST_NOISE_PLAIN, COST_NOISE_FOUR, COST_NOISE_EIGHT};
    int64_t sums[MANY + 1] = {INT64_C(1) << 60};
    for (int m = 0; m < MANY; m++) /* among them halves of a float's last bit, those above and below, and nothing */
        sums[m + 1] = sums[m] + (m % 9 == 3 ? 0 : (INT64_C(1) << m) + (m > 24 ? INT64_C(1) << (m - 24) : 0) - m % 2);
    sums[MANY] = sums[MANY - 1] + (INT64_C(1) << 52) - 1;
    for (size_t w = 0; w < sizeof all / sizeof *all; w++)
        for (int count = 0; count <= MANY && cost_noise_has(all[w]); count++) {
            float weights[MANY], least = FLT_MAX, most = 0;
            cost_noise_weigh(weights, sums, count, all[w]);
            const cost_noise_range_t range = cost_noise_range(weights, count, all[w]);
            for (int m = 0; m < count; m++) {
                const float right = (float)(sums[m + 1] - sums[m]);
                least = right < least ? right : least;
                most = right > most ? right : most;
                ck_assert_mem_eq(&weights[m], &right, sizeof right);
            }
            ck_assert_mem_eq(&range.least, &least, sizeof least);
            ck_assert_mem_eq(&range.most, &most, sizeof most);
        }
}
END_TEST

/* Box and Muller by exact logarithms: the radius of the two normals is that of the word.  With arrivals a block of
 * three pairs is three minutes; without, the second normals are those of the three minutes behind. */
static void expect_blocks(bool arrivals)
{
    static cost_noise_lanes_t lanes;
    const uint32_t minutes = arrivals ? 3 : 6, turn = arrivals ? 0 : 2;
    begin(&lanes, arrivals, false);
    cost_noise_draw(&lanes, 600, COST_NOISE_PLAIN);
    for (uint32_t m = 0; m < COST_NOISE_HOUR; m += minutes)
        for (int i = 0; i < COST_NOISE_LANES; i++) {
            const uint32_t counter[4] = {(600 + m) / minutes, turn, lanes.trial_low[i], lanes.trial_high[i]};
            uint32_t word[4];
            cost_philox(word, counter, lanes.key, 7);
            for (uint32_t k = 0; k < 3; k++) {
                const double a = lanes.load_normal[m + k][i];
                const double b = arrivals ? lanes.arrival_normal[m + k][i] : lanes.load_normal[m + k + 3][i];
                const double square = -2 * cost_log(((double)(word[k] >> 9) + 0.5) * 0x1p-23);
                ck_assert_double_eq_tol((a * a + b * b) / square, 1, 5e-5);
            }
        }
}

START_TEST(normals_are_those_of_philox)
{
    expect_blocks(true);
    expect_blocks(false);
}
END_TEST

/* What is off by more than five standard errors. */
static void expect_near(const char *what, double got, double right, double error)
{
    ck_assert_msg(got - right < 5 * error && right - got < 5 * error, "%s: %g is not %g within 5 x %g", what, got,
                  right, error);
}

enum { DRAWN = 600 * COST_NOISE_HOUR };

/* Moments of a standard normal, and nothing that one of two minutes says about the other: neither which way nor how
 * far, at any distance up to two blocks. */
static void expect_white(float x[DRAWN][COST_NOISE_LANES])
{
    const double count = (double)DRAWN * COST_NOISE_LANES;
    double moment[5] = {0};
    for (int m = 0; m < DRAWN; m++)
        for (int i = 0; i < COST_NOISE_LANES; i++) {
            double power = 1;
            for (int k = 1; k < 5; k++)
                moment[k] += (power *= x[m][i]) / count;
        }
    expect_near("mean", moment[1], 0, 1 / cost_sqrt(count));
    expect_near("variance", moment[2], 1, cost_sqrt(2 / count));
    expect_near("third moment", moment[3], 0, cost_sqrt(15 / count));
    expect_near("fourth moment", moment[4], 3, cost_sqrt(96 / count));
    for (int apart = 1; apart <= 12; apart++) {
        double product = 0, squares = 0;
        for (int m = 0; m + apart < DRAWN; m++)
            for (int i = 0; i < COST_NOISE_LANES; i++) {
                const double a = x[m][i], b = x[m + apart][i];
                product += a * b / count;
                squares += (a * a - 1) * (b * b - 1) / count;
            }
        expect_near("correlation", product, 0, 1 / cost_sqrt(count));
        expect_near("correlation of squares", squares, 0, 2 / cost_sqrt(count));
    }
}

/* The two normals of a pair at the two minutes they are of, and at one minute with arrivals. */
static void expect_pairs(float a[][COST_NOISE_LANES], float b[][COST_NOISE_LANES], int block)
{
    const double count = (double)DRAWN / block * 3 * COST_NOISE_LANES;
    double product = 0, squares = 0;
    for (int m = 0; m < DRAWN; m++)
        for (int i = 0; i < COST_NOISE_LANES && m % block < 3; i++) {
            product += (double)a[m][i] * b[m][i] / count;
            squares += ((double)a[m][i] * a[m][i] - 1) * ((double)b[m][i] * b[m][i] - 1) / count;
        }
    expect_near("correlation in a pair", product, 0, 1 / cost_sqrt(count));
    expect_near("correlation of squares in a pair", squares, 0, 2 / cost_sqrt(count));
}

START_TEST(normals_are_independent)
{
    static float load[DRAWN][COST_NOISE_LANES], arrival[DRAWN][COST_NOISE_LANES];
    static cost_noise_lanes_t lanes;
    for (int arrivals = 0; arrivals < 2; arrivals++) {
        begin(&lanes, arrivals, false);
        for (uint32_t m = 0; m < DRAWN; m += COST_NOISE_HOUR) {
            cost_noise_draw(&lanes, 29000040 + m, COST_NOISE_BEST);
            memcpy(load[m], lanes.load_normal, sizeof lanes.load_normal);
            memcpy(arrival[m], lanes.arrival_normal, sizeof lanes.arrival_normal);
        }
        expect_white(load);
        if (arrivals)
            expect_white(arrival);
        expect_pairs(load, arrivals ? arrival : load + 3, arrivals ? 3 : 6);
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("noise_lanes",
                      (const TTest *const[]){every_width_has_the_same_bits, weights_are_differences, sums_are_sums,
                                             normals_are_those_of_philox, normals_are_independent, NULL});
}

UNIT_MAIN(suite)
