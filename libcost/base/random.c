#include "libcost/base/random.h"

#include <stdbool.h>
#include <stddef.h>

#include "libcost/base/elementary.h"

enum { WORD_BITS = 32, UNIFORM_SHIFT = 12 };
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
