#include "libcost/capacity/minutes.h"

/* ---- what the kernels mean ---- */

static int64_t units_of(const int64_t *load, const int64_t *less, int64_t minute)
{
    return less ? load[minute] - less[minute] : load[minute];
}

static int64_t find_plain(const int64_t *load, const int64_t *less, int64_t from, int64_t until, cost_bound_t bound)
{
    while (from < until && (units_of(load, less, from) > bound.load) != bound.above)
        from++;
    return from;
}

static int64_t run_plain(const int64_t *load, const int64_t *less, int64_t last, int64_t most, cost_bound_t bound)
{
    int64_t length = 0;
    while (length < most && (units_of(load, less, last - length) > bound.load) == bound.above)
        length++;
    return length;
}

static int64_t leave_plain(const int64_t *load, const int64_t *less, int64_t from, int64_t until, int64_t above,
                           int64_t most)
{
    while (from < until && units_of(load, less, from) > above && units_of(load, less, from) <= most)
        from++;
    return from;
}

static int64_t sum_plain(const int64_t *load, int64_t from, int64_t until)
{
    int64_t sum = 0;
    for (int64_t m = from; m < until; m++)
        sum += load[m];
    return sum;
}

static cost_sides_t sides_of_sums_plain(const int64_t *load, const int64_t *less, const cost_side_bounds_t *bounds)
{
    cost_sides_t sides = {0};
    for (int i = 0; i < COST_SIDES_MINUTES; i++) {
        const int64_t units = units_of(load, less, i);
        sides.above_high |= (uint32_t)(units > bounds->high) << i;
        sides.above_low |= (uint32_t)(units > bounds->low) << i;
        sides.above_most = sides.above_most || units > bounds->most;
    }
    return sides;
}

static cost_sides_t sides_plain(const int64_t *load, const int64_t *less, const cost_side_bounds_t *bounds)
{
    (void)less;
    return sides_of_sums_plain(load, NULL, bounds);
}

static cost_excess_t excess_plain(const int64_t *load, const int64_t *less, int64_t from, int64_t until,
                                  int64_t capacity)
{
    cost_excess_t excess = {0};
    for (int64_t m = from; m < until; m++) {
        const int64_t over = units_of(load, less, m) - capacity;
        excess.units += over > 0 ? over : 0;
        excess.minutes += over > 0;
    }
    return excess;
}

/* ---- several minutes side by side ---- */

#if defined(__x86_64__)

#include <immintrin.h>

#define LANES           2
#define KERNEL(name)    name##_two
#define TARGET          __attribute__((target("sse4.2")))
#define SIGN_BITS(v)    __builtin_ia32_movmskpd((double_two)(v))
#define NARROW_32(a, b) _mm_packs_epi32((__m128i)(a), (__m128i)(b))
#define NARROW_16(a, b) _mm_packs_epi16(a, b)
#define BYTE_SIGNS(v)   (uint32_t) _mm_movemask_epi8(v)
typedef double double_two __attribute__((vector_size(16)));
#include "libcost/capacity/minutes_kernel.h"

#define LANES           4
#define KERNEL(name)    name##_four
#define TARGET          __attribute__((target("avx2")))
#define SIGN_BITS(v)    __builtin_ia32_movmskpd256((double_four)(v))
#define NARROW_32(a, b) _mm256_packs_epi32((__m256i)(a), (__m256i)(b))
#define NARROW_16(a, b) _mm256_packs_epi16(a, b)
#define BYTE_SIGNS(v)   signs_by_halves(v)
typedef double double_four __attribute__((vector_size(32)));

/* Narrowing stays within the halves of a vector: the first has the first two minutes of each of the eight. */
TARGET static inline uint32_t signs_by_halves(__m256i v)
{
    const __m128i first = _mm256_castsi256_si128(v), second = _mm256_extracti128_si256(v, 1);
    const uint32_t early = (uint32_t)_mm_movemask_epi8(_mm_unpacklo_epi16(first, second));
    return early | (uint32_t)_mm_movemask_epi8(_mm_unpackhi_epi16(first, second)) << 16;
}

#include "libcost/capacity/minutes_kernel.h"

bool cost_lanes_are_there(cost_lanes_t lanes)
{
    switch (lanes) {
    case COST_LANES_FOUR:
        return __builtin_cpu_supports("avx2");
    case COST_LANES_TWO:
        return __builtin_cpu_supports("sse4.2");
    case COST_LANES_BEST:
    case COST_LANES_PLAIN:
        break;
    }
    return true;
}

#else

#define sides_two          sides_plain
#define sides_four         sides_plain
#define sides_of_sums_two  sides_of_sums_plain
#define sides_of_sums_four sides_of_sums_plain
#define find_two           find_plain
#define find_four          find_plain
#define run_two            run_plain
#define run_four           run_plain
#define sum_two            sum_plain
#define sum_four           sum_plain
#define excess_two         excess_plain
#define excess_four        excess_plain
#define leave_two          leave_plain
#define leave_four         leave_plain

bool cost_lanes_are_there(cost_lanes_t lanes)
{
    return lanes == COST_LANES_BEST || lanes == COST_LANES_PLAIN;
}

#endif

cost_lanes_t cost_lanes_best(void)
{
    if (cost_lanes_are_there(COST_LANES_FOUR))
        return COST_LANES_FOUR;
    return cost_lanes_are_there(COST_LANES_TWO) ? COST_LANES_TWO : COST_LANES_PLAIN;
}

/* ---- constant stretches ---- */

/* The first run that ends after the minute. */
static size_t run_after(const cost_minutes_t *minutes, int64_t minute)
{
    size_t first = 0, past = minutes->run_count;
    while (first < past) {
        const size_t middle = first + (past - first) / 2;
        if (minutes->runs[middle].until > minute)
            past = middle;
        else
            first = middle + 1;
    }
    return first;
}

/* Units that a run's first `length` minutes have more than `each` of them. */
static int64_t rest_of(const cost_run_t *run, int64_t length)
{
    return run->total % (run->until - run->from) * length / (run->until - run->from);
}

static int64_t each_of(const cost_run_t *run)
{
    return run->total / (run->until - run->from);
}

int64_t cost_minutes_in_runs(const cost_minutes_t *minutes, int64_t minute)
{
    const size_t i = run_after(minutes, minute);
    if (i == minutes->run_count || minutes->runs[i].from > minute)
        return 0;
    const cost_run_t *run = &minutes->runs[i];
    const int64_t k = minute - run->from;
    return each_of(run) + rest_of(run, k + 1) - rest_of(run, k);
}

/* The first minute from `from` on, in the run, that has one unit more than the others, or (not more) that has not:
 * minute k has it when floor((k + 1) r / n) > floor(k r / n), r being what n times the others' lacks of the total. */
static int64_t find_uneven(const cost_run_t *run, int64_t from, bool more)
{
    const int64_t n = run->until - run->from, r = run->total % n, k = from - run->from;
    if (more)
        return run->from + ((k * r / n + 1) * n + r - 1) / r - 1;
    const int64_t left = n - r; /* ceil((k + 1) left / n) > ceil(k left / n) */
    return run->from + (k * left + n - 1) / n * n / left;
}

static int64_t find_in_run(const cost_run_t *run, int64_t from, cost_bound_t bound)
{
    const int64_t least = each_of(run), most = least + (run->total % (run->until - run->from) > 0);
    if ((least > bound.load) == (most > bound.load))
        return (least > bound.load) == bound.above ? from : run->until;
    return find_uneven(run, from, bound.above);
}

static int64_t find_in_runs(const cost_minutes_t *minutes, int64_t from, int64_t until, cost_bound_t bound)
{
    const bool silence = (bound.load < 0) == bound.above;
    for (size_t i = run_after(minutes, from); from < until; i++) {
        const cost_run_t *run = i < minutes->run_count ? &minutes->runs[i] : NULL;
        const int64_t next = run && run->from < until ? run->from : until;
        if (from < next && silence)
            return from;
        from = from > next ? from : next;
        if (from >= until || !run)
            return until;
        const int64_t found = find_in_run(run, from, bound);
        if (found < run->until)
            return found < until ? found : until;
        from = run->until;
    }
    return until;
}

static int64_t least_of(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static cost_excess_t excess_in_runs(const cost_minutes_t *minutes, int64_t from, int64_t until, int64_t capacity)
{
    cost_excess_t excess = {0};
    for (size_t i = run_after(minutes, from); i < minutes->run_count && minutes->runs[i].from < until; i++) {
        const cost_run_t *run = &minutes->runs[i];
        const int64_t begin = run->from > from ? run->from : from, end = least_of(run->until, until);
        const int64_t rest = rest_of(run, end - run->from) - rest_of(run, begin - run->from);
        if (each_of(run) > capacity) {
            excess.units += (each_of(run) - capacity) * (end - begin) + rest;
            excess.minutes += end - begin;
        } else if (each_of(run) == capacity) {
            excess.units += rest;
            excess.minutes += rest;
        }
    }
    return excess;
}

/* ---- of any kind ---- */

cost_minutes_t cost_minutes_of_column(const cost_column_t *column)
{
    return (cost_minutes_t){
        .prefix = column->prefix, .runs = column->runs, .run_count = column->run_count, .count = column->minutes};
}

int64_t cost_minutes_sum(const cost_minutes_t *minutes, int64_t from, int64_t until)
{
    const cost_column_t column = {minutes->runs, minutes->run_count, minutes->count, minutes->prefix};
    if (!minutes->load)
        return cost_column_sum(&column, from, until);
    switch (minutes->lanes) {
    case COST_LANES_FOUR:
        return sum_four(minutes->load, from, until);
    case COST_LANES_TWO:
        return sum_two(minutes->load, from, until);
    case COST_LANES_BEST:
    case COST_LANES_PLAIN:
        break;
    }
    return sum_plain(minutes->load, from, until);
}

int64_t cost_minutes_find(const cost_minutes_t *minutes, int64_t from, int64_t until, cost_bound_t bound)
{
    const int64_t *load = minutes->load ? minutes->load : minutes->prefix + 1;
    const int64_t *less = minutes->load ? NULL : minutes->prefix;
    if (!minutes->load && !minutes->prefix)
        return find_in_runs(minutes, from, until, bound);
    switch (minutes->lanes) {
    case COST_LANES_FOUR:
        return find_four(load, less, from, until, bound);
    case COST_LANES_TWO:
        return find_two(load, less, from, until, bound);
    case COST_LANES_BEST:
    case COST_LANES_PLAIN:
        break;
    }
    return find_plain(load, less, from, until, bound);
}

int64_t cost_minutes_run(const cost_minutes_t *minutes, int64_t last, int64_t most, cost_bound_t bound)
{
    const int64_t *load = minutes->load ? minutes->load : minutes->prefix + 1;
    const int64_t *less = minutes->load ? NULL : minutes->prefix;
    if (!minutes->load && !minutes->prefix) {
        int64_t length = 0;
        while (length < most && (cost_minutes_in_runs(minutes, last - length) > bound.load) == bound.above)
            length++;
        return length;
    }
    switch (minutes->lanes) {
    case COST_LANES_FOUR:
        return run_four(load, less, last, most, bound);
    case COST_LANES_TWO:
        return run_two(load, less, last, most, bound);
    case COST_LANES_BEST:
    case COST_LANES_PLAIN:
        break;
    }
    return run_plain(load, less, last, most, bound);
}

int64_t cost_minutes_leave(const cost_minutes_t *minutes, int64_t from, int64_t until, int64_t above, int64_t most)
{
    const int64_t *load = minutes->load ? minutes->load : minutes->prefix + 1;
    const int64_t *less = minutes->load ? NULL : minutes->prefix;
    switch (minutes->lanes) {
    case COST_LANES_FOUR:
        return leave_four(load, less, from, until, above, most);
    case COST_LANES_TWO:
        return leave_two(load, less, from, until, above, most);
    case COST_LANES_BEST:
    case COST_LANES_PLAIN:
        break;
    }
    return leave_plain(load, less, from, until, above, most);
}

cost_sides_fn *cost_minutes_sides(const cost_minutes_t *minutes)
{
    switch (minutes->lanes) {
    case COST_LANES_FOUR:
        return minutes->load ? sides_four : sides_of_sums_four;
    case COST_LANES_TWO:
        return minutes->load ? sides_two : sides_of_sums_two;
    case COST_LANES_BEST:
    case COST_LANES_PLAIN:
        break;
    }
    return minutes->load ? sides_plain : sides_of_sums_plain;
}

cost_excess_t cost_minutes_excess(const cost_minutes_t *minutes, int64_t from, int64_t until, int64_t capacity)
{
    const int64_t *load = minutes->load ? minutes->load : minutes->prefix + 1;
    const int64_t *less = minutes->load ? NULL : minutes->prefix;
    if (!minutes->load && !minutes->prefix)
        return excess_in_runs(minutes, from, until, capacity);
    switch (minutes->lanes) {
    case COST_LANES_FOUR:
        return excess_four(load, less, from, until, capacity);
    case COST_LANES_TWO:
        return excess_two(load, less, from, until, capacity);
    case COST_LANES_BEST:
    case COST_LANES_PLAIN:
        break;
    }
    return excess_plain(load, less, from, until, capacity);
}
