#include "libcost/base/random.h"

#include <stdbool.h>
#include <stddef.h>

#include "libcost/base/elementary.h"

enum { WORD_BITS = 32, UNIFORM_SHIFT = 12, STIRLING = 16, ARTANH_TERMS = 7 };
#define POISSON_SMALL 10.0
__extension__ typedef unsigned __int128 product_t;

/* ---- keys ---- */

/* The finaliser of SplitMix64: each bit of the input changes half of the output's. */
static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

/* Absorbs a text and its end, so that "ab", "c" and "a", "bc" differ. */
static uint64_t absorb(uint64_t hash, const char *text)
{
    for (;; text++) {
        hash = mix(hash + UINT64_C(0x9e3779b97f4a7c15) + (unsigned char)*text);
        if (!*text)
            return hash;
    }
}

cost_random_t cost_random_key(uint64_t seed, uint64_t trial, const char *name, const char *purpose)
{
    const uint64_t key = absorb(absorb(mix(seed), name), purpose);
    return (cost_random_t){{(uint32_t)key, (uint32_t)(key >> WORD_BITS)},
                           {(uint32_t)trial, (uint32_t)(trial >> WORD_BITS)}};
}

/* ---- blocks ---- */

void cost_philox(uint32_t out[COST_RANDOM_WORDS], const uint32_t counter[COST_RANDOM_WORDS], const uint32_t key[2],
                 int rounds)
{
    uint32_t a = counter[0], b = counter[1], c = counter[2], d = counter[3], k = key[0], l = key[1];
    for (int i = 0; i < rounds; i++) {
        const uint64_t first = UINT64_C(0xd2511f53) * a, second = UINT64_C(0xcd9e8d57) * c;
        a = (uint32_t)(second >> WORD_BITS) ^ b ^ k;
        b = (uint32_t)second;
        c = (uint32_t)(first >> WORD_BITS) ^ d ^ l;
        d = (uint32_t)first;
        k += UINT32_C(0x9e3779b9);
        l += UINT32_C(0xbb67ae85);
    }
    out[0] = a;
    out[1] = b;
    out[2] = c;
    out[3] = d;
}

void cost_random_block(uint32_t out[COST_RANDOM_WORDS], const cost_random_t *key, uint32_t index, uint32_t turn)
{
    const uint32_t counter[COST_RANDOM_WORDS] = {index, turn, key->trial[0], key->trial[1]};
    cost_philox(out, counter, key->key, COST_RANDOM_ROUNDS);
}

static uint64_t joined(uint32_t low, uint32_t high)
{
    return (uint64_t)high << WORD_BITS | low;
}

static double between(uint64_t bits)
{
    return ((double)(bits >> UNIFORM_SHIFT) + 0.5) * 0x1p-52;
}

/* ---- draws ---- */

uint32_t cost_random_u32(const cost_random_t *key, uint32_t index)
{
    uint32_t word[COST_RANDOM_WORDS];
    cost_random_block(word, key, index, 0);
    return word[0];
}

uint64_t cost_random_u64(const cost_random_t *key, uint32_t index)
{
    uint32_t word[COST_RANDOM_WORDS];
    cost_random_block(word, key, index, 0);
    return joined(word[0], word[1]);
}

/* Lemire's multiplication; the words that would favour some values are drawn again. */
uint64_t cost_random_below(const cost_random_t *key, uint32_t index, uint64_t n)
{
    const uint64_t least = -n % n;
    for (uint32_t turn = 0;; turn++) {
        uint32_t word[COST_RANDOM_WORDS];
        cost_random_block(word, key, index, turn);
        for (int i = 0; i < COST_RANDOM_WORDS; i += 2) {
            const product_t product = (product_t)joined(word[i], word[i + 1]) * n;
            if ((uint64_t)product >= least)
                return (uint64_t)(product >> 64);
        }
    }
}

double cost_random_uniform(const cost_random_t *key, uint32_t index)
{
    return between(cost_random_u64(key, index));
}

double cost_random_normal(const cost_random_t *key, uint32_t index)
{
    return cost_normal_quantile(cost_random_uniform(key, index));
}

double cost_random_exponential(const cost_random_t *key, uint32_t index)
{
    return -cost_log(cost_random_uniform(key, index));
}

/* ---- Poisson ---- */

static int64_t count_up(double uniform, double mean)
{
    double each = cost_exp(-mean), sum = each;
    for (int64_t k = 1;; k++) {
        each *= mean / (double)k;
        if (uniform <= sum || sum + each == sum) /* the last sum may lie a bit below 1 */
            return k - 1;
        sum += each;
    }
}

/* x - log(1 + x), without the loss of digits that a small x would bring. */
static double above_log(double x)
{
    if (x < -0.1 || x > 0.1)
        return x - cost_log(1 + x);
    const double s = x / (2 + x), z = s * s; /* log(1 + x) = 2 artanh(s), and x - 2s = s x */
    double sum = 0;
    for (int i = ARTANH_TERMS; i >= 1; i--)
        sum = (sum + 2.0 / (2 * i + 1)) * z;
    return s * (x - sum);
}

/* The logarithm of the probability of k.  Factorials by Stirling's series, whose next term is below 1e-15 from 16 on;
 * what is large in it and in the rest is left out of both (Loader: Fast and accurate computation of binomial
 * probabilities, 2000). */
static double log_probability(double k, double mean)
{
    static const double factorials[STIRLING] = {
        1,     1,      2,       6,        24,        120,        720,         5040,
        40320, 362880, 3628800, 39916800, 479001600, 6227020800, 87178291200, 1307674368000};
    if (k < STIRLING)
        return k * cost_log(mean) - mean - cost_log(factorials[(int)k]);
    static const double two_pi = 6.28318530717958647693;
    const double r = 1 / k, z = r * r;
    return -k * above_log((mean - k) / k) - cost_log(two_pi * k) / 2 -
           r * (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z / 1188))));
}

/* Hörmann: The transformed rejection method for generating Poisson random variables (1993), PTRS.  A pair of uniforms
 * is accepted with a chance above 0.86; each block has two pairs' words, of which one is used. */
static int64_t reject(const cost_random_t *key, uint32_t index, double mean)
{
    const double root = cost_sqrt(mean);
    const double b = 0.931 + 2.53 * root, a = -0.059 + 0.02483 * b;
    const double log_alpha = cost_log(1.1239 + 1.1328 / (b - 3.4)), squeeze = 0.9277 - 3.6224 / (b - 2);
    for (uint32_t turn = 0;; turn++) {
        uint32_t word[COST_RANDOM_WORDS];
        cost_random_block(word, key, index, turn);
        const double u = between(joined(word[0], word[1])) - 0.5, v = between(joined(word[2], word[3]));
        const double us = 0.5 - (u < 0 ? -u : u);
        const double k = cost_floor((2 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= squeeze)
            return (int64_t)k;
        if (k < 0 || (us < 0.013 && v > us))
            continue;
        if (cost_log(v) + log_alpha - cost_log(a / (us * us) + b) <= log_probability(k, mean))
            return (int64_t)k;
    }
}

int64_t cost_random_poisson(const cost_random_t *key, uint32_t index, double mean)
{
    if (!(mean > 0))
        return 0;
    return mean < POISSON_SMALL ? count_up(cost_random_uniform(key, index), mean) : reject(key, index, mean);
}
