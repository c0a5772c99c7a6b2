/* Several minutes side by side: the loops over minutes, as in minutes.c, LANES of them a step.  Included once for
 * each width; vectors are as wide as the processor's and no wider (wider ones compilers take apart).  Defined before:
 *
 *     LANES            minutes in a vector
 *     KERNEL(name)     the name for this width
 *     TARGET           the instructions that may be used, as an attribute
 *     SIGN_BITS(v)     the lanes' signs, as bits
 *
 * `load[m]` are the units of a minute, or with `less` what it is more than `less[m]`: of sums, two neighbours. */

typedef int64_t KERNEL(lanes) __attribute__((vector_size(8 * LANES)));
/* In memory: at any address that holds a minute. */
typedef int64_t KERNEL(row) __attribute__((vector_size(8 * LANES), aligned(8), may_alias));

#define ROW(array, m) (*(const KERNEL(row) *)&(array)[m])
#define UNITS(m)      (less ? (KERNEL(lanes))(ROW(load, m) - ROW(less, m)) : (KERNEL(lanes))ROW(load, m))
#define OVER(m)       (UNITS(m) > limit)
#define ALL_LANES     ((1 << LANES) - 1)

/* Inlined for each kind of load and side of the bound, so that they are not looked at again and again. */
TARGET __attribute__((always_inline)) static inline int64_t
KERNEL(seek)(const int64_t *load, const int64_t *less, int64_t from, int64_t until, cost_bound_t bound)
{
    const KERNEL(lanes) limit = (KERNEL(lanes)){0} + bound.load;
    const int none = bound.above ? 0 : ALL_LANES;
    int64_t m = from;
    /* Four vectors a step, until one of them has it. */
    if (bound.above)
        while (m + 4 * LANES <= until &&
               !SIGN_BITS(OVER(m) | OVER(m + LANES) | OVER(m + 2 * LANES) | OVER(m + 3 * LANES)))
            m += 4 * LANES;
    else
        while (m + 4 * LANES <= until &&
               SIGN_BITS(OVER(m) & OVER(m + LANES) & OVER(m + 2 * LANES) & OVER(m + 3 * LANES)) == ALL_LANES)
            m += 4 * LANES;
    for (; m + LANES <= until; m += LANES) {
        const int found = SIGN_BITS(OVER(m)) ^ none;
        if (found)
            return m + __builtin_ctz((unsigned)found);
    }
    return find_plain(load, less, m, until, bound);
}

TARGET static int64_t KERNEL(find)(const int64_t *load, const int64_t *less, int64_t from, int64_t until,
                                   cost_bound_t bound)
{
    return less ? KERNEL(seek)(load, less, from, until, bound) : KERNEL(seek)(load, NULL, from, until, bound);
}

TARGET static int64_t KERNEL(run)(const int64_t *load, const int64_t *less, int64_t last, int64_t most,
                                  cost_bound_t bound)
{
    const KERNEL(lanes) limit = (KERNEL(lanes)){0} + bound.load;
    const int all = bound.above ? ALL_LANES : 0;
    int64_t length = 0;
    for (; length + LANES <= most; length += LANES) {
        const int broken =
            SIGN_BITS(OVER(last - length - LANES + 1)) ^ all; /* the newest minute's bit is the highest */
        if (broken)
            return length + __builtin_clz((unsigned)broken) - (32 - LANES);
    }
    return length + run_plain(load, less, last - length, most - length, bound);
}

TARGET static int64_t KERNEL(sum)(const int64_t *load, int64_t from, int64_t until)
{
    KERNEL(lanes) sums = {0};
    int64_t m = from, total = 0;
    for (; m + LANES <= until; m += LANES)
        sums += ROW(load, m);
    for (int lane = 0; lane < LANES; lane++)
        total += sums[lane];
    return total + sum_plain(load, m, until);
}

/* The lanes' signs of two vectors, the second of later minutes. */
#define TWO_SIGNS(a, b) ((unsigned)SIGN_BITS(a) | (unsigned)SIGN_BITS(b) << LANES)

/* Two vectors a step, from the last to the first; they may reach beyond `count` minutes, but not beyond `end`. */
TARGET __attribute__((always_inline)) static inline cost_sides_t
KERNEL(split)(const int64_t *load, const int64_t *less, int64_t from, int count, int64_t end, int64_t high, int64_t low)
{
    const KERNEL(lanes) high_limit = (KERNEL(lanes)){0} + high, low_limit = (KERNEL(lanes)){0} + low;
    const int two = 2 * LANES, steps = (count + two - 1) / two;
    cost_sides_t sides = {0};
    if (from + steps * two > end)
        return sides_plain(load, less, from, count, high, low);
    for (int64_t m = from + (steps - 1) * two; m >= from; m -= two) {
        const KERNEL(lanes) a = UNITS(m), b = UNITS(m + LANES);
        sides.high = sides.high << two | TWO_SIGNS(a > high_limit, b > high_limit);
        sides.above_low = sides.above_low << two | TWO_SIGNS(a > low_limit, b > low_limit);
    }
    return sides;
}

TARGET static cost_sides_t KERNEL(sides)(const int64_t *load, const int64_t *less, int64_t from, int count, int64_t end,
                                         int64_t high, int64_t low)
{
    return less ? KERNEL(split)(load, less, from, count, end, high, low)
                : KERNEL(split)(load, NULL, from, count, end, high, low);
}

TARGET static cost_excess_t KERNEL(excess)(const int64_t *load, const int64_t *less, int64_t from, int64_t until,
                                           int64_t capacity)
{
    const KERNEL(lanes) limit = (KERNEL(lanes)){0} + capacity;
    KERNEL(lanes) units = {0}, count = {0};
    int64_t m = from;
    for (; m + LANES <= until; m += LANES) {
        const KERNEL(lanes) over = UNITS(m) > limit;
        units += (UNITS(m) - limit) & over;
        count -= over;
    }
    cost_excess_t total = excess_plain(load, less, m, until, capacity);
    for (int lane = 0; lane < LANES; lane++) {
        total.units += units[lane];
        total.minutes += count[lane];
    }
    return total;
}

#undef OVER
#undef TWO_SIGNS
#undef ALL_LANES
#undef UNITS
#undef ROW
#undef LANES
#undef KERNEL
#undef TARGET
#undef SIGN_BITS
