/* Several minutes side by side: the loops over minutes, as in minutes.c, LANES of them a step.  Included once for
 * each width; vectors are as wide as the processor's and no wider (wider ones compilers take apart).  Defined before:
 *
 *     LANES            minutes in a vector
 *     KERNEL(name)     the name for this width
 *     TARGET           the instructions that may be used, as an attribute
 *     SIGN_BITS(v)     the lanes' signs, as bits
 *     NARROW_32(a, b), NARROW_16(a, b)     numbers of 32 or 16 bits of two vectors in half of them
 *     BYTE_SIGNS(v)    the signs of bytes that were narrowed from eight vectors, in the order of their minutes
 *
 * `load[m]` are the units of a minute, or with `less` what it is more than `less[m]`: of sums, two neighbours. */

typedef int64_t KERNEL(lanes) __attribute__((vector_size(8 * LANES)));
/* In memory: at any address that holds a minute. */
typedef int64_t KERNEL(row) __attribute__((vector_size(8 * LANES), aligned(8), may_alias));

#define INLINE        TARGET __attribute__((always_inline)) static inline
#define ROW(array, m) (*(const KERNEL(row) *)&(array)[m])
#define UNITS(m)      (less ? (KERNEL(lanes))(ROW(load, m) - ROW(less, m)) : (KERNEL(lanes))ROW(load, m))
#define OVER(m)       (UNITS(m) > limit)
#define ALL_LANES     ((1 << LANES) - 1)

/* Inlined for each kind of load and side of the bound, so that they are not looked at again and again. */
INLINE int64_t KERNEL(seek)(const int64_t *load, const int64_t *less, int64_t from, int64_t until, cost_bound_t bound)
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

/* Which minutes of eight vectors are above a bound. */
INLINE uint32_t KERNEL(above)(KERNEL(lanes) a, KERNEL(lanes) b, KERNEL(lanes) c, KERNEL(lanes) d, KERNEL(lanes) e,
                              KERNEL(lanes) f, KERNEL(lanes) g, KERNEL(lanes) h, int64_t bound)
{
    const KERNEL(lanes) limit = (KERNEL(lanes)){0} + bound;
    return BYTE_SIGNS(NARROW_16(NARROW_16(NARROW_32(a > limit, b > limit), NARROW_32(c > limit, d > limit)),
                                NARROW_16(NARROW_32(e > limit, f > limit), NARROW_32(g > limit, h > limit))));
}

INLINE cost_sides_t KERNEL(split)(const int64_t *load, const int64_t *less, const cost_side_bounds_t *bounds)
{
    const KERNEL(lanes) most = (KERNEL(lanes)){0} + bounds->most;
    KERNEL(lanes) over = {0};
    cost_sides_t sides = {0};
    for (int m = 0, n = 4 * LANES; m < COST_SIDES_MINUTES; m += 8 * LANES, n += 8 * LANES) {
        const KERNEL(lanes) a = UNITS(m), b = UNITS(m + LANES), c = UNITS(m + 2 * LANES), d = UNITS(m + 3 * LANES);
        const KERNEL(lanes) e = UNITS(n), f = UNITS(n + LANES), g = UNITS(n + 2 * LANES), h = UNITS(n + 3 * LANES);
        over |= (a > most) | (b > most) | (c > most) | (d > most) | (e > most) | (f > most) | (g > most) | (h > most);
        sides.above_high |= KERNEL(above)(a, b, c, d, e, f, g, h, bounds->high) << m;
        sides.above_low |= KERNEL(above)(a, b, c, d, e, f, g, h, bounds->low) << m;
    }
    sides.above_most = SIGN_BITS(over);
    return sides;
}

TARGET static cost_sides_t KERNEL(sides)(const int64_t *load, const int64_t *less, const cost_side_bounds_t *bounds)
{
    (void)less;
    return KERNEL(split)(load, NULL, bounds);
}

TARGET static cost_sides_t KERNEL(sides_of_sums)(const int64_t *load, const int64_t *less,
                                                 const cost_side_bounds_t *bounds)
{
    return KERNEL(split)(load, less, bounds);
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

/* The first minute that is not above `above`, or is above `most`. */
TARGET __attribute__((always_inline)) static inline int64_t
KERNEL(watch)(const int64_t *load, const int64_t *less, int64_t from, int64_t until, int64_t above, int64_t most)
{
    const KERNEL(lanes) low = (KERNEL(lanes)){0} + above, high = (KERNEL(lanes)){0} + most;
    int64_t m = from;
    for (; m + LANES <= until; m += LANES) {
        const KERNEL(lanes) units = UNITS(m);
        const int within = SIGN_BITS((units > low) & ~(units > high));
        if (within != ALL_LANES)
            return m + __builtin_ctz((unsigned)(within ^ ALL_LANES));
    }
    return leave_plain(load, less, m, until, above, most);
}

TARGET static int64_t KERNEL(leave)(const int64_t *load, const int64_t *less, int64_t from, int64_t until,
                                    int64_t above, int64_t most)
{
    return less ? KERNEL(watch)(load, less, from, until, above, most)
                : KERNEL(watch)(load, NULL, from, until, above, most);
}

#undef OVER
#undef INLINE
#undef ALL_LANES
#undef UNITS
#undef ROW
#undef LANES
#undef KERNEL
#undef TARGET
#undef SIGN_BITS
#undef NARROW_32
#undef NARROW_16
#undef BYTE_SIGNS
