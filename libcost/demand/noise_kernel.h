/* LANES months in a vector: the loops of noise_lanes.c, step for step, so that every float has the same bits.  Included
 * once for each width; vectors are as wide as the processor's and no wider (wider ones compilers take apart).  Defined
 * before:
 *
 *     LANES            months in a vector
 *     KERNEL(name)     the name for this width
 *     TARGET           the instructions that may be used, as an attribute
 *     MULTIPLY(a, b)   the products of 64 bits of the low words of each 64 bits
 *     MERGE(a, b)      the low words of a and the high words of b
 *     ROOT, LEAST, MOST, SIGN_BITS     square root, the lesser, the greater, the lanes' signs as bits
 *     LOW_32, HIGH_32, LOW_64, HIGH_64 the low or high halves of two vectors' 128 bits, by 32 or 64 bits in turn
 *     JOIN(a, b)       two vectors of doubles as one of floats
 *     quad, QUAD(x)    four sums of 64 bits, all of them x
 *     PUT(row, m, base, k, v)          four sums of lane k, and of the others whose sums v holds */

typedef float KERNEL(floats) __attribute__((vector_size(4 * LANES)));
typedef int32_t KERNEL(ints) __attribute__((vector_size(4 * LANES)));
typedef uint32_t KERNEL(words) __attribute__((vector_size(4 * LANES)));
typedef uint64_t KERNEL(wides) __attribute__((vector_size(4 * LANES)));
typedef double KERNEL(doubles) __attribute__((vector_size(4 * LANES)));
/* In memory: at any address that holds a lane. */
typedef float KERNEL(float_row) __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef int32_t KERNEL(int_row) __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef uint32_t KERNEL(word_row) __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef uint64_t KERNEL(wide_row) __attribute__((vector_size(4 * LANES), aligned(8), may_alias));

#define INLINE         TARGET __attribute__((always_inline)) static inline
#define FLOAT_ROW(row) (*(KERNEL(float_row) *)&(row))
#define INT_ROW(row)   (*(KERNEL(int_row) *)&(row))
#define WORD_ROW(row)  (*(const KERNEL(word_row) *)&(row))
#define WIDE_ROW(row)  (*(const KERNEL(wide_row) *)&(row))
#define COUNT_ROW(row) (*(const KERNEL(int_row) *)&(row))
#define ALL(x)         ((KERNEL(floats)){0} + (x))

/* ---- weights ---- */

INLINE KERNEL(doubles) KERNEL(differences)(const int64_t *sums)
{
    const KERNEL(wides) each = WIDE_ROW(sums[1]) - WIDE_ROW(sums[0]);
    return (KERNEL(doubles))(each | WHOLE_BITS) - WHOLE;
}

TARGET static void KERNEL(weigh)(float *weights, const int64_t *sums, int64_t minutes)
{
    const int64_t whole = minutes - minutes % LANES;
    for (int64_t m = 0; m < whole; m += LANES)
        FLOAT_ROW(weights[m]) = JOIN(KERNEL(differences)(sums + m), KERNEL(differences)(sums + m + LANES / 2));
    weigh_plain(weights + whole, sums + whole, minutes - whole);
}

TARGET static cost_noise_range_t KERNEL(range)(const float *weights, int64_t minutes)
{
    const int64_t whole = minutes - minutes % LANES;
    cost_noise_range_t range = range_plain(weights + whole, minutes - whole);
    KERNEL(floats) least = ALL(range.least), most = ALL(range.most);
    for (int64_t m = 0; m < whole; m += LANES) {
        const KERNEL(floats) here = *(const KERNEL(float_row) *)&weights[m];
        least = LEAST(here, least);
        most = MOST(here, most);
    }
    for (int k = 0; k < LANES; k++) {
        range.least = least[k] < range.least ? least[k] : range.least;
        range.most = most[k] > range.most ? most[k] : range.most;
    }
    return range;
}

/* ---- draws ---- */

INLINE KERNEL(floats) KERNEL(uniform)(KERNEL(words) word)
{
    return (KERNEL(floats))(word >> 9 | ONE_BITS) - BELOW_ONE;
}

INLINE void KERNEL(normals)(float *first, float *second, KERNEL(words) word, KERNEL(words) rest)
{
    const KERNEL(words) bits = (KERNEL(words))KERNEL(uniform)(word), exponent = (bits - ROOT_BITS) & 0xff800000;
    const KERNEL(floats) f = (KERNEL(floats))(bits - exponent) - 1;
    const KERNEL(floats) log = LOG_0 + f * (LOG_1 + f * (LOG_2 + f * (LOG_3 + f * (LOG_4 + f * LOG_5))));
    const KERNEL(floats) powers = __builtin_convertvector((KERNEL(ints))exponent, KERNEL(floats));
    const KERNEL(floats) radius = ROOT(f * log + powers * (MINUS_2LN2 * 0x1p-23F));
    const KERNEL(words) angle = word << 24 | rest >> 8;
    const KERNEL(floats) h = __builtin_convertvector((KERNEL(ints))angle, KERNEL(floats)) * 0x1p-32F, q = h * h;
    const KERNEL(floats) sine = h * (SINE_1 + q * (SINE_3 + q * (SINE_5 + q * SINE_7)));
    const KERNEL(floats) cosine = COSINE_0 + q * (COSINE_2 + q * (COSINE_4 + q * COSINE_6));
    FLOAT_ROW(*first) = radius * (KERNEL(floats))((KERNEL(words))cosine ^ (word << 23 & 0x80000000));
    FLOAT_ROW(*second) = radius * sine;
}

/* The key of each round, in each lane. */
typedef struct {
    KERNEL(wides) left[ROUNDS], right[ROUNDS];
} KERNEL(schedule);

INLINE void KERNEL(fill)(KERNEL(schedule) * schedule, const uint32_t key[2])
{
#pragma GCC unroll 7
    for (uint32_t i = 0; i < ROUNDS; i++) {
        schedule->left[i] = (KERNEL(wides)){0} + (uint32_t)(key[0] + i * UINT32_C(0x9e3779b9));
        schedule->right[i] = (KERNEL(wides)){0} + (uint32_t)(key[1] + i * UINT32_C(0xbb67ae85));
    }
}

/* Each word in the low half of 64 bits, whose high half means nothing. */
#define ROUND(i)                                                                                                       \
    do {                                                                                                               \
        const KERNEL(wides) first = MULTIPLY(a, left), second = MULTIPLY(c, right);                                    \
        a = second >> 32 ^ b ^ schedule->left[i];                                                                      \
        c = first >> 32 ^ d ^ schedule->right[i];                                                                      \
        b = second;                                                                                                    \
        d = first;                                                                                                     \
    } while (0)

/* Philox for every second lane.  Compilers move what is the same for all blocks of a trial, nearly two rounds, out of
 * the loops; written out by hand it was no faster. */
INLINE void KERNEL(half)(KERNEL(wides) out[COST_RANDOM_WORDS], const KERNEL(schedule) * schedule, uint32_t index,
                         uint32_t turn, KERNEL(wides) trial_low, KERNEL(wides) trial_high)
{
    const KERNEL(wides) left = (KERNEL(wides)){0} + UINT64_C(0xd2511f53);
    const KERNEL(wides) right = (KERNEL(wides)){0} + UINT64_C(0xcd9e8d57);
    KERNEL(wides) a = (KERNEL(wides)){0} + index, b = (KERNEL(wides)){0} + turn, c = trial_low, d = trial_high;
    ROUND(0);
    ROUND(1);
    ROUND(2);
    ROUND(3);
    ROUND(4);
    ROUND(5);
    ROUND(6);
    out[0] = a;
    out[1] = b;
    out[2] = c;
    out[3] = d;
}

INLINE void KERNEL(block)(KERNEL(words) out[COST_RANDOM_WORDS], const KERNEL(schedule) * schedule, uint32_t index,
                          uint32_t turn, KERNEL(wides) trial_low, KERNEL(wides) trial_high)
{
    KERNEL(wides) even[COST_RANDOM_WORDS], odd[COST_RANDOM_WORDS];
    KERNEL(half)(even, schedule, index, turn, trial_low, trial_high);
    KERNEL(half)(odd, schedule, index, turn, trial_low >> 32, trial_high >> 32);
    out[0] = (KERNEL(words))MERGE(even[0], odd[0] << 32);
    out[1] = (KERNEL(words))MERGE(even[1], odd[1] << 32);
    out[2] = (KERNEL(words))MERGE(even[2], odd[2] << 32);
    out[3] = (KERNEL(words))MERGE(even[3], odd[3] << 32);
}

TARGET static void KERNEL(draw)(cost_noise_lanes_t *lanes, uint32_t minute)
{
    const blocks_t blocks = blocks_of(lanes);
    KERNEL(schedule) schedule;
    KERNEL(fill)(&schedule, lanes->key);
    for (int i = 0; i < COST_NOISE_LANES; i += LANES) {
        const KERNEL(wides) low = (KERNEL(wides))WORD_ROW(lanes->trial_low[i]);
        const KERNEL(wides) high = (KERNEL(wides))WORD_ROW(lanes->trial_high[i]);
        uint32_t index = minute / blocks.minutes;
        for (uint32_t m = 0; m < COST_NOISE_HOUR; m += blocks.minutes, index++) {
            KERNEL(words) word[COST_RANDOM_WORDS];
            KERNEL(block)(word, &schedule, index, blocks.turn, low, high);
            float(*const first)[COST_NOISE_LANES] = lanes->load_normal + m;
            float(*const second)[COST_NOISE_LANES] = blocks.second + m;
            KERNEL(normals)(&first[0][i], &second[0][i], word[0], word[PAIRS]);
            KERNEL(normals)(&first[1][i], &second[1][i], word[1], word[PAIRS] << ANGLE_BITS);
            KERNEL(normals)(&first[2][i], &second[2][i], word[2], word[PAIRS] << 2 * ANGLE_BITS);
        }
    }
}

TARGET static void KERNEL(draw_uniform)(cost_noise_lanes_t *lanes, uint32_t minute)
{
    KERNEL(schedule) schedule;
    KERNEL(fill)(&schedule, lanes->key);
    for (int i = 0; i < COST_NOISE_LANES; i += LANES) {
        const KERNEL(wides) low = (KERNEL(wides))WORD_ROW(lanes->trial_low[i]);
        const KERNEL(wides) high = (KERNEL(wides))WORD_ROW(lanes->trial_high[i]);
        for (int m = 0; m < COST_NOISE_HOUR; m += UNIFORM_MINUTES) {
            KERNEL(words) word[COST_RANDOM_WORDS];
            KERNEL(block)(word, &schedule, (minute + (uint32_t)m) / UNIFORM_MINUTES, UNIFORM_TURN, low, high);
            FLOAT_ROW(lanes->uniform[m][i]) = KERNEL(uniform)(word[0]);
            FLOAT_ROW(lanes->uniform[m + 1][i]) = KERNEL(uniform)(word[1]);
            FLOAT_ROW(lanes->uniform[m + 2][i]) = KERNEL(uniform)(word[2]);
            FLOAT_ROW(lanes->uniform[m + 3][i]) = KERNEL(uniform)(word[3]);
        }
    }
}

/* ---- counts ---- */

INLINE KERNEL(floats) KERNEL(power)(KERNEL(floats) x)
{
    const KERNEL(floats) rounded = x + ROUNDING, g = x - (rounded - ROUNDING);
    const KERNEL(floats) part = 1 + g * (POWER_1 + g * (POWER_2 + g * (POWER_3 + g * POWER_4)));
    return (KERNEL(floats))((KERNEL(words))part + ((KERNEL(words))rounded << 23));
}

/* Until the last lane that counts up has its number: what a sum does behind it changes no number. */
INLINE KERNEL(ints) KERNEL(up)(KERNEL(floats) mean, KERNEL(floats) uniform, KERNEL(ints) counts)
{
    KERNEL(floats) each = KERNEL(power)(mean * -LOG2_E), sum = each;
    KERNEL(ints) n = {0};
    for (int k = 1; k < COUNT_MAX; k++) {
        const KERNEL(ints) on = (uniform > sum) & (each > NEXT_TO_NONE) & counts;
        if (!SIGN_BITS(on))
            break;
        n -= on;
        each *= mean * inverse[k];
        sum += each;
    }
    return n;
}

INLINE KERNEL(ints) KERNEL(normal)(KERNEL(floats) mean, KERNEL(floats) normal)
{
    const KERNEL(floats) root = ROOT(MOST(mean - POISSON_LESS, ALL(0)));
    const KERNEL(floats) number = (mean + THIRD) + normal * (root + normal * SIXTH);
    return __builtin_convertvector(MOST(number, ALL(0)), KERNEL(ints));
}

enum { KERNEL(EVEN), KERNEL(ARRIVALS), KERNEL(QUIET) };

/* Inlined for each kind, and without factors for most hours. */
INLINE void KERNEL(count_kind)(cost_noise_lanes_t *lanes, int i, int from, int until, const float *weights,
                               const float (*factors)[COST_NOISE_LANES], int kind)
{
    const KERNEL(floats) memory = FLOAT_ROW(lanes->memory[i]), step = FLOAT_ROW(lanes->step[i]);
    const KERNEL(floats) scale = FLOAT_ROW(lanes->scale[i]);
    const KERNEL(ints) quiet = INT_ROW(lanes->quiet[i]);
    KERNEL(floats) state = FLOAT_ROW(lanes->state[i]), carry = FLOAT_ROW(lanes->carry[i]);
#pragma GCC unroll 2
    for (int m = from; m < until; m++) {
        state = memory * state + step * FLOAT_ROW(lanes->load_normal[m][i]);
        KERNEL(floats) load = (weights[m] * scale) * KERNEL(power)(state);
        if (factors)
            load *= *(const KERNEL(float_row) *)&factors[m][i];
        const KERNEL(floats) mean = LEAST(load, ALL(LARGEST));
        KERNEL(ints) n;
        if (kind == KERNEL(EVEN)) {
            const KERNEL(floats) all = mean + carry;
            n = __builtin_convertvector(all, KERNEL(ints));
            carry = all - __builtin_convertvector(n, KERNEL(floats));
        } else {
            n = KERNEL(normal)(mean, FLOAT_ROW(lanes->arrival_normal[m][i]));
        }
        if (kind == KERNEL(QUIET)) {
            const KERNEL(ints) counts = (mean < COST_NOISE_QUIET) & quiet;
            n = (counts & KERNEL(up)(mean, FLOAT_ROW(lanes->uniform[m][i]), counts)) | (~counts & n);
        }
        INT_ROW(lanes->count[m][i]) = n;
    }
    FLOAT_ROW(lanes->state[i]) = state;
    FLOAT_ROW(lanes->carry[i]) = carry;
}

TARGET static void KERNEL(count)(cost_noise_lanes_t *lanes, int from, int until, const float *weights,
                                 const float (*factors)[COST_NOISE_LANES])
{
    for (int i = 0; i < COST_NOISE_LANES; i += LANES) {
        if (lanes->arrivals && lanes->any_quiet)
            KERNEL(count_kind)(lanes, i, from, until, weights, factors, KERNEL(QUIET));
        else if (lanes->arrivals && factors)
            KERNEL(count_kind)(lanes, i, from, until, weights, factors, KERNEL(ARRIVALS));
        else if (lanes->arrivals)
            KERNEL(count_kind)(lanes, i, from, until, weights, NULL, KERNEL(ARRIVALS));
        else if (factors)
            KERNEL(count_kind)(lanes, i, from, until, weights, factors, KERNEL(EVEN));
        else
            KERNEL(count_kind)(lanes, i, from, until, weights, NULL, KERNEL(EVEN));
    }
}

/* ---- sums ---- */

/* Four minutes of all lanes become four minutes of each lane. */
TARGET static void KERNEL(add)(const cost_noise_lanes_t *lanes, int64_t *const next[COST_NOISE_LANES],
                               int64_t sums[COST_NOISE_LANES])
{
    for (int i = 0; i < COST_NOISE_LANES; i += LANES) {
        KERNEL(ints) sum = {0};
        KERNEL(quad) base[LANES];
        int64_t *row[LANES]; /* a copy that no store can change */
        for (int k = 0; k < LANES; k++) {
            base[k] = QUAD(sums[i + k]);
            row[k] = next[i + k];
        }
        for (int m = 0; m < COST_NOISE_HOUR; m += 4) {
            const KERNEL(ints) a = sum + COUNT_ROW(lanes->count[m][i]), b = a + COUNT_ROW(lanes->count[m + 1][i]);
            const KERNEL(ints) c = b + COUNT_ROW(lanes->count[m + 2][i]), d = c + COUNT_ROW(lanes->count[m + 3][i]);
            const KERNEL(ints) low = LOW_32(a, b), high = HIGH_32(a, b), low_2 = LOW_32(c, d), high_2 = HIGH_32(c, d);
            PUT(row, m, base, 0, LOW_64(low, low_2));
            PUT(row, m, base, 1, HIGH_64(low, low_2));
            PUT(row, m, base, 2, LOW_64(high, high_2));
            PUT(row, m, base, 3, HIGH_64(high, high_2));
            sum = d;
        }
        for (int k = 0; k < LANES; k++)
            sums[i + k] += sum[k];
    }
}

#undef ROUND
#undef ALL
#undef COUNT_ROW
#undef WIDE_ROW
#undef WORD_ROW
#undef INT_ROW
#undef FLOAT_ROW
#undef INLINE
#undef SIGN_BITS
#undef MOST
#undef LEAST
#undef ROOT
#undef MERGE
#undef MULTIPLY
#undef LOW_32
#undef HIGH_32
#undef LOW_64
#undef HIGH_64
#undef JOIN
#undef QUAD
#undef PUT
#undef TARGET
#undef KERNEL
#undef LANES
