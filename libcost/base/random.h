/* Random draws that are addressed, not drawn in turn: a key and a number give a draw, whatever was drawn before.
 *
 *     cost_random_t key = cost_random_key(seed, trial, "web", "day-factor");
 *     for (uint32_t day = 0; day < 30; day++)
 *         factor[day] = cost_exp(sd * cost_random_normal(&key, day) - sd * sd / 2);
 *
 * So any trial can be run again alone, and results do not depend on threads, lanes, shards or the order of resources;
 * scenarios share the noise of what has the same name in both.  Draw i of a key has one meaning: do not take it once
 * as a normal and once as a uniform, but give each purpose its own key.
 *
 * The generator is Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3; SC 2011):
 * a block of 128 random bits from a key of 64 bits (seed, name and purpose) and a counter of 128 (the draw's number, a
 * word for draws that need more than one block, and the trial's number).  Doubles come from + - * / and sqrt alone: the
 * same bits on every host.  Nothing here allocates, fails or keeps state; any number of threads may use one key. */
#ifndef COST_RANDOM_H
#define COST_RANDOM_H

#include <stdint.h>

enum { COST_RANDOM_WORDS = 4, COST_RANDOM_ROUNDS = 10 };

typedef struct {
    uint32_t key[2];   /* of seed, name and purpose */
    uint32_t trial[2]; /* low word, high word */
} cost_random_t;

/* `name` is that of the resource, traffic or group of ranges; `purpose` says what is drawn for it. */
cost_random_t cost_random_key(uint64_t seed, uint64_t trial, const char *name, const char *purpose);

/* Philox4x32 with so many rounds (10; 7 pass the tests of its authors as well). */
void cost_philox(uint32_t out[COST_RANDOM_WORDS], const uint32_t counter[COST_RANDOM_WORDS], const uint32_t key[2],
                 int rounds);
/* Block `index` of a key: 4 random words.  `turn` is 0, or tells apart further blocks of the same draw. */
void cost_random_block(uint32_t out[COST_RANDOM_WORDS], const cost_random_t *key, uint32_t index, uint32_t turn);

uint64_t cost_random_u64(const cost_random_t *key, uint32_t index);
/* 0 to n - 1, each as likely as the others; n >= 1. */
uint64_t cost_random_below(const cost_random_t *key, uint32_t index, uint64_t n);
/* Between 0 and 1, neither of them: (k + 1/2) / 2^52. */
double cost_random_uniform(const cost_random_t *key, uint32_t index);
/* Mean 0, variance 1: the normal quantile of the uniform draw, so that it rises with it. */
double cost_random_normal(const cost_random_t *key, uint32_t index);
/* Mean 1: minus the logarithm of the uniform draw. */
double cost_random_exponential(const cost_random_t *key, uint32_t index);

#endif
