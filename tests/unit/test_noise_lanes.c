/* Minutes in vectors: every width does what plain C says, down to the last bit, in every kind of hour. */
#include "libcost/demand/noise_lanes.h"

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

/* Box and Muller by exact logarithms: the radius of the two normals is that of the word. */
START_TEST(normals_are_those_of_philox)
{
    static cost_noise_lanes_t lanes;
    begin(&lanes, true, false);
    cost_noise_draw(&lanes, 600, COST_NOISE_PLAIN);
    for (uint32_t m = 0; m < COST_NOISE_HOUR; m += 3)
        for (int i = 0; i < COST_NOISE_LANES; i++) {
            uint32_t word[4];
            cost_philox(word, (uint32_t[4]){(600 + m) / 3, 0, lanes.trial_low[i], lanes.trial_high[i]}, lanes.key, 7);
            for (uint32_t k = 0; k < 3; k++) {
                const double a = lanes.load_normal[m + k][i], b = lanes.arrival_normal[m + k][i];
                const double square = -2 * cost_log(((double)(word[k] >> 9) + 0.5) * 0x1p-23);
                ck_assert_double_eq_tol((a * a + b * b) / square, 1, 5e-5);
            }
        }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("noise_lanes", (const TTest *const[]){every_width_has_the_same_bits, sums_are_sums,
                                                            normals_are_those_of_philox, NULL});
}

UNIT_MAIN(suite)
