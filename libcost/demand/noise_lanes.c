#include "libcost/demand/noise_lanes.h"

#include <float.h>
#include <string.h>

#include "libcost/base/random.h"

/* Seven rounds of Philox pass BigCrush (its authors' paper, table 2). */
enum { ROUNDS = 7, PAIRS = 3, UNIFORM_MINUTES = 4, COUNT_MAX = 64, ANGLE_BITS = 10 };
/* Apart, so that no block has two meanings. */
enum { ARRIVAL_TURN, UNIFORM_TURN, EVEN_TURN };

/* Polynomials by least squares, weighted until the largest error is as small as it gets: relative errors below 8e-6,
 * which moves the mean and the variance of noise by less. */
#define LOG_0      (-2.00000912F) /* -2 log(1 + f) / f, |f| < 0.4143 */
#define LOG_1      0.99980434F
#define LOG_2      (-0.665160563F)
#define LOG_3      0.508065798F
#define LOG_4      (-0.441117663F)
#define LOG_5      0.285837997F
#define MINUS_2LN2 (-1.38629436F)
#define POWER_1    0.693121516F /* 2^g - 1, |g| <= 1/2 */
#define POWER_2    0.240220243F
#define POWER_3    0.0559197506F
#define POWER_4    0.00968175554F
#define SINE_1     3.14158202F /* sin(pi h), |h| <= 1/2 */
#define SINE_3     (-5.1671428F)
#define SINE_5     2.54189902F
#define SINE_7     (-0.554636182F)
#define COSINE_0   0.999993295F
#define COSINE_2   (-4.93393801F)
#define COSINE_4   4.04128381F
#define COSINE_6   (-1.22212701F)

#define ONE_BITS     UINT32_C(0x3f800000)
#define ROOT_BITS    UINT32_C(0x3f3504f3) /* sqrt(1/2) */
#define BELOW_ONE    0x1.fffffep-1F       /* 1 - 2^-24 */
#define ROUNDING     0x1.8p23F            /* a sum with it is rounded to a whole number */
#define LOG2_E       1.44269504F
#define LARGEST      0x1p30F
#define POISSON_LESS 0.138888889F /* 5/36 */
#define NEXT_TO_NONE 1e-7F
#define SIXTH        0.166666667F
#define THIRD        0.333333333F
#define WHOLE        0x1p52 /* with a whole number below it as its last bits, their sum */
#define WHOLE_BITS   UINT64_C(0x4330000000000000)

static const float inverse[COUNT_MAX] = {
    0,        1.F / 1,  1.F / 2,  1.F / 3,  1.F / 4,  1.F / 5,  1.F / 6,  1.F / 7,  1.F / 8,  1.F / 9,  1.F / 10,
    1.F / 11, 1.F / 12, 1.F / 13, 1.F / 14, 1.F / 15, 1.F / 16, 1.F / 17, 1.F / 18, 1.F / 19, 1.F / 20, 1.F / 21,
    1.F / 22, 1.F / 23, 1.F / 24, 1.F / 25, 1.F / 26, 1.F / 27, 1.F / 28, 1.F / 29, 1.F / 30, 1.F / 31, 1.F / 32,
    1.F / 33, 1.F / 34, 1.F / 35, 1.F / 36, 1.F / 37, 1.F / 38, 1.F / 39, 1.F / 40, 1.F / 41, 1.F / 42, 1.F / 43,
    1.F / 44, 1.F / 45, 1.F / 46, 1.F / 47, 1.F / 48, 1.F / 49, 1.F / 50, 1.F / 51, 1.F / 52, 1.F / 53, 1.F / 54,
    1.F / 55, 1.F / 56, 1.F / 57, 1.F / 58, 1.F / 59, 1.F / 60, 1.F / 61, 1.F / 62, 1.F / 63};

/* ---- what a minute means ---- */

static float as_float(uint32_t bits)
{
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint32_t as_bits(float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* (k + 1/2) / 2^23 of the 23 high bits. */
static float uniform_of(uint32_t word)
{
    return as_float(word >> 9 | ONE_BITS) - BELOW_ONE;
}

/* Box and Muller: a radius of 23 bits; an angle of a half turn, of the word's low 8 bits and of `rest`; bit 8 for the
 * other half. */
static void normals_of(float *first, float *second, uint32_t word, uint32_t rest)
{
    const uint32_t bits = as_bits(uniform_of(word)), over = bits - ROOT_BITS, exponent = over & 0xff800000;
    const float f = as_float(bits - exponent) - 1;
    const float log = LOG_0 + f * (LOG_1 + f * (LOG_2 + f * (LOG_3 + f * (LOG_4 + f * LOG_5))));
    /* Its whole part is a power of two: 2^-23 of an integer's 23 zeros. */
    const float radius = __builtin_sqrtf(f * log + (float)(int32_t)exponent * (MINUS_2LN2 * 0x1p-23F));
    const float h = (float)(int32_t)(word << 24 | rest >> 8) * 0x1p-32F, q = h * h;
    const float sine = h * (SINE_1 + q * (SINE_3 + q * (SINE_5 + q * SINE_7)));
    const float cosine = COSINE_0 + q * (COSINE_2 + q * (COSINE_4 + q * COSINE_6));
    *first = radius * as_float(as_bits(cosine) ^ (word << 23 & 0x80000000));
    *second = radius * sine;
}

/* 2^x for |x| < 126. */
static float power_of(float x)
{
    const float rounded = x + ROUNDING, g = x - (rounded - ROUNDING);
    const float part = 1 + g * (POWER_1 + g * (POWER_2 + g * (POWER_3 + g * POWER_4)));
    return as_float(as_bits(part) + (as_bits(rounded) << 23));
}

/* The number that a Poisson of that mean (below 8) falls to at a probability of `uniform`.  What follows a number of
 * next to no probability is left out: the sum may end a little below 1. */
static int32_t count_up(float mean, float uniform)
{
    float each = power_of(mean * -LOG2_E), sum = each;
    int32_t n = 0;
    while (uniform > sum && each > NEXT_TO_NONE && n < COUNT_MAX - 1) {
        n++;
        each *= mean * inverse[n];
        sum += each;
    }
    return n;
}

/* A Poisson by its normal: mean and variance are right, and the third moment as near; each number's probability is off
 * by less than 0.002 at a mean of 8, and less above it. */
static int32_t count_normal(float mean, float normal)
{
    const float less = mean - POISSON_LESS, root = __builtin_sqrtf(less > 0 ? less : 0);
    const float number = (mean + THIRD) + normal * (root + normal * SIXTH);
    return (int32_t)(number > 0 ? number : 0);
}

static void count_minute(cost_noise_lanes_t *lanes, int m, int i, float weight, float factor)
{
    const float state = lanes->memory[i] * lanes->state[i] + lanes->step[i] * lanes->load_normal[m][i];
    const float load = ((weight * lanes->scale[i]) * power_of(state)) * factor;
    const float mean = load < LARGEST ? load : LARGEST;
    lanes->state[i] = state;
    if (!lanes->arrivals) {
        const float all = mean + lanes->carry[i];
        lanes->count[m][i] = (int32_t)all;
        lanes->carry[i] = all - (float)lanes->count[m][i];
    } else if (lanes->quiet[i] && mean < COST_NOISE_QUIET) {
        lanes->count[m][i] = count_up(mean, lanes->uniform[m][i]);
    } else {
        lanes->count[m][i] = count_normal(mean, lanes->arrival_normal[m][i]);
    }
}

static void weigh_plain(float *weights, const int64_t *sums, int64_t minutes)
{
    for (int64_t m = 0; m < minutes; m++)
        weights[m] = (float)(sums[m + 1] - sums[m]);
}

static cost_noise_range_t range_plain(const float *weights, int64_t minutes)
{
    cost_noise_range_t range = {FLT_MAX, 0};
    for (int64_t m = 0; m < minutes; m++) {
        range.least = weights[m] < range.least ? weights[m] : range.least;
        range.most = weights[m] > range.most ? weights[m] : range.most;
    }
    return range;
}

static void block_of(uint32_t out[COST_RANDOM_WORDS], const cost_noise_lanes_t *lanes, int i, uint32_t index,
                     uint32_t turn)
{
    const uint32_t counter[COST_RANDOM_WORDS] = {index, turn, lanes->trial_low[i], lanes->trial_high[i]};
    cost_philox(out, counter, lanes->key, ROUNDS);
}

/* What a block has: with arrivals both normals of three minutes, without them one of six. */
typedef struct {
    uint32_t minutes, turn;
    float (*second)[COST_NOISE_LANES]; /* for the second normal of each pair: where minute 0 of the hour has its own */
} blocks_t;

static blocks_t blocks_of(cost_noise_lanes_t *lanes)
{
    if (lanes->arrivals)
        return (blocks_t){PAIRS, ARRIVAL_TURN, lanes->arrival_normal};
    return (blocks_t){2 * PAIRS, EVEN_TURN, lanes->load_normal + PAIRS};
}

/* Three words are three pairs' radii, and the fourth has what their angles still need. */
static void draw_plain(cost_noise_lanes_t *lanes, uint32_t minute)
{
    const blocks_t blocks = blocks_of(lanes);
    for (int i = 0; i < COST_NOISE_LANES; i++)
        for (uint32_t m = 0; m < COST_NOISE_HOUR; m += blocks.minutes) {
            uint32_t word[COST_RANDOM_WORDS];
            block_of(word, lanes, i, (minute + m) / blocks.minutes, blocks.turn);
            for (uint32_t k = 0; k < PAIRS; k++)
                normals_of(&lanes->load_normal[m + k][i], &blocks.second[m + k][i], word[k],
                           word[PAIRS] << (ANGLE_BITS * k));
        }
}

static void draw_uniform_plain(cost_noise_lanes_t *lanes, uint32_t minute)
{
    for (int i = 0; i < COST_NOISE_LANES; i++)
        for (int m = 0; m < COST_NOISE_HOUR; m += UNIFORM_MINUTES) {
            uint32_t word[COST_RANDOM_WORDS];
            block_of(word, lanes, i, (minute + (uint32_t)m) / UNIFORM_MINUTES, UNIFORM_TURN);
            for (int k = 0; k < UNIFORM_MINUTES; k++)
                lanes->uniform[m + k][i] = uniform_of(word[k]);
        }
}

static void count_plain(cost_noise_lanes_t *lanes, int from, int until, const float weights[COST_NOISE_HOUR],
                        const float (*factors)[COST_NOISE_LANES])
{
    for (int i = 0; i < COST_NOISE_LANES; i++)
        for (int m = from; m < until; m++)
            count_minute(lanes, m, i, weights[m], factors ? factors[m][i] : 1);
}

static void add_plain(const cost_noise_lanes_t *lanes, int64_t *const next[COST_NOISE_LANES],
                      int64_t sums[COST_NOISE_LANES])
{
    for (int i = 0; i < COST_NOISE_LANES; i++)
        for (int m = 0; m < COST_NOISE_HOUR; m++)
            next[i][m] = sums[i] += lanes->count[m][i];
}

/* ---- several months side by side ---- */

#if defined(__x86_64__)

#include <immintrin.h>

typedef __m128i quad_four;
typedef __m256i quad_eight;

static inline __attribute__((target("sse4.2"))) void put_four(int64_t *next, __m128i base, __m128i sums)
{
    _mm_storeu_si128((__m128i *)next, _mm_add_epi64(base, _mm_cvtepi32_epi64(sums)));
    _mm_storeu_si128((__m128i *)next + 1, _mm_add_epi64(base, _mm_cvtepi32_epi64(_mm_unpackhi_epi64(sums, sums))));
}

static inline __attribute__((target("avx2"))) void put_eight(int64_t *next, __m256i base, __m128i sums)
{
    _mm256_storeu_si256((__m256i *)next, _mm256_add_epi64(base, _mm256_cvtepi32_epi64(sums)));
}

#define LANES                   4
#define KERNEL(name)            name##_four
#define TARGET                  __attribute__((target("sse4.2")))
#define MULTIPLY(a, b)          ((wides_four)_mm_mul_epu32((__m128i)(a), (__m128i)(b)))
#define MERGE(a, b)             _mm_blend_epi16((__m128i)(a), (__m128i)(b), 0xcc)
#define ROOT(x)                 ((floats_four)_mm_sqrt_ps((__m128)(x)))
#define LEAST(a, b)             ((floats_four)_mm_min_ps((__m128)(a), (__m128)(b)))
#define MOST(a, b)              ((floats_four)_mm_max_ps((__m128)(a), (__m128)(b)))
#define SIGN_BITS(x)            _mm_movemask_ps((__m128)(x))
#define LOW_32(a, b)            ((ints_four)_mm_unpacklo_epi32((__m128i)(a), (__m128i)(b)))
#define HIGH_32(a, b)           ((ints_four)_mm_unpackhi_epi32((__m128i)(a), (__m128i)(b)))
#define LOW_64(a, b)            ((ints_four)_mm_unpacklo_epi64((__m128i)(a), (__m128i)(b)))
#define HIGH_64(a, b)           ((ints_four)_mm_unpackhi_epi64((__m128i)(a), (__m128i)(b)))
#define JOIN(a, b)              ((floats_four)_mm_movelh_ps(_mm_cvtpd_ps((__m128d)(a)), _mm_cvtpd_ps((__m128d)(b))))
#define QUAD(x)                 _mm_set1_epi64x(x)
#define PUT(row, m, base, k, v) put_four((row)[k] + (m), (base)[k], (__m128i)(v))
#include "libcost/demand/noise_kernel.h"

#define LANES          8
#define KERNEL(name)   name##_eight
#define TARGET         __attribute__((target("avx2")))
#define MULTIPLY(a, b) ((wides_eight)_mm256_mul_epu32((__m256i)(a), (__m256i)(b)))
#define MERGE(a, b)    _mm256_blend_epi32((__m256i)(a), (__m256i)(b), 0xaa)
#define ROOT(x)        ((floats_eight)_mm256_sqrt_ps((__m256)(x)))
#define LEAST(a, b)    ((floats_eight)_mm256_min_ps((__m256)(a), (__m256)(b)))
#define MOST(a, b)     ((floats_eight)_mm256_max_ps((__m256)(a), (__m256)(b)))
#define SIGN_BITS(x)   _mm256_movemask_ps((__m256)(x))
#define LOW_32(a, b)   ((ints_eight)_mm256_unpacklo_epi32((__m256i)(a), (__m256i)(b)))
#define HIGH_32(a, b)  ((ints_eight)_mm256_unpackhi_epi32((__m256i)(a), (__m256i)(b)))
#define LOW_64(a, b)   ((ints_eight)_mm256_unpacklo_epi64((__m256i)(a), (__m256i)(b)))
#define HIGH_64(a, b)  ((ints_eight)_mm256_unpackhi_epi64((__m256i)(a), (__m256i)(b)))
#define JOIN(a, b)     ((floats_eight)_mm256_set_m128(_mm256_cvtpd_ps((__m256d)(b)), _mm256_cvtpd_ps((__m256d)(a))))
#define QUAD(x)        _mm256_set1_epi64x(x)
#define PUT(row, m, base, k, v)                                                                                        \
    (put_eight((row)[k] + (m), (base)[k], _mm256_castsi256_si128((__m256i)(v))),                                       \
     put_eight((row)[(k) + 4] + (m), (base)[(k) + 4], _mm256_extracti128_si256((__m256i)(v), 1)))
#include "libcost/demand/noise_kernel.h"

bool cost_noise_has(cost_noise_width_t width)
{
    switch (width) {
    case COST_NOISE_EIGHT:
        return __builtin_cpu_supports("avx2");
    case COST_NOISE_FOUR:
        return __builtin_cpu_supports("sse4.2");
    case COST_NOISE_BEST:
    case COST_NOISE_PLAIN:
        break;
    }
    return true;
}

#else

#define weigh_four         weigh_plain
#define weigh_eight        weigh_plain
#define range_four         range_plain
#define range_eight        range_plain
#define draw_four          draw_plain
#define draw_eight         draw_plain
#define draw_uniform_four  draw_uniform_plain
#define draw_uniform_eight draw_uniform_plain
#define count_four         count_plain
#define count_eight        count_plain
#define add_four           add_plain
#define add_eight          add_plain

bool cost_noise_has(cost_noise_width_t width)
{
    return width == COST_NOISE_BEST || width == COST_NOISE_PLAIN;
}

#endif

static cost_noise_width_t best(cost_noise_width_t width)
{
    if (width != COST_NOISE_BEST)
        return width;
    if (cost_noise_has(COST_NOISE_EIGHT))
        return COST_NOISE_EIGHT;
    return cost_noise_has(COST_NOISE_FOUR) ? COST_NOISE_FOUR : COST_NOISE_PLAIN;
}

void cost_noise_weigh(float *weights, const int64_t *sums, int64_t minutes, cost_noise_width_t width)
{
    switch (best(width)) {
    case COST_NOISE_EIGHT:
        weigh_eight(weights, sums, minutes);
        break;
    case COST_NOISE_FOUR:
        weigh_four(weights, sums, minutes);
        break;
    case COST_NOISE_BEST:
    case COST_NOISE_PLAIN:
        weigh_plain(weights, sums, minutes);
        break;
    }
}

cost_noise_range_t cost_noise_range(const float *weights, int64_t minutes, cost_noise_width_t width)
{
    switch (best(width)) {
    case COST_NOISE_EIGHT:
        return range_eight(weights, minutes);
    case COST_NOISE_FOUR:
        return range_four(weights, minutes);
    case COST_NOISE_BEST:
    case COST_NOISE_PLAIN:
        break;
    }
    return range_plain(weights, minutes);
}

void cost_noise_draw(cost_noise_lanes_t *lanes, uint32_t minute, cost_noise_width_t width)
{
    switch (best(width)) {
    case COST_NOISE_EIGHT:
        draw_eight(lanes, minute);
        break;
    case COST_NOISE_FOUR:
        draw_four(lanes, minute);
        break;
    case COST_NOISE_BEST:
    case COST_NOISE_PLAIN:
        draw_plain(lanes, minute);
        break;
    }
}

void cost_noise_draw_uniform(cost_noise_lanes_t *lanes, uint32_t minute, cost_noise_width_t width)
{
    switch (best(width)) {
    case COST_NOISE_EIGHT:
        draw_uniform_eight(lanes, minute);
        break;
    case COST_NOISE_FOUR:
        draw_uniform_four(lanes, minute);
        break;
    case COST_NOISE_BEST:
    case COST_NOISE_PLAIN:
        draw_uniform_plain(lanes, minute);
        break;
    }
}

void cost_noise_count(cost_noise_lanes_t *lanes, int from, int until, const float weights[COST_NOISE_HOUR],
                      const float (*factors)[COST_NOISE_LANES], cost_noise_width_t width)
{
    switch (best(width)) {
    case COST_NOISE_EIGHT:
        count_eight(lanes, from, until, weights, factors);
        break;
    case COST_NOISE_FOUR:
        count_four(lanes, from, until, weights, factors);
        break;
    case COST_NOISE_BEST:
    case COST_NOISE_PLAIN:
        count_plain(lanes, from, until, weights, factors);
        break;
    }
}

void cost_noise_add(const cost_noise_lanes_t *lanes, int64_t *const next[COST_NOISE_LANES],
                    int64_t sums[COST_NOISE_LANES], cost_noise_width_t width)
{
    switch (best(width)) {
    case COST_NOISE_EIGHT:
        add_eight(lanes, next, sums);
        break;
    case COST_NOISE_FOUR:
        add_four(lanes, next, sums);
        break;
    case COST_NOISE_BEST:
    case COST_NOISE_PLAIN:
        add_plain(lanes, next, sums);
        break;
    }
}
