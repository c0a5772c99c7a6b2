/* Loads of many minutes at once: every width of vector, sums and runs, against one minute at a time. */
#include "libcost/capacity/minutes.h"
#include "unit.h"

enum { MINUTES = 200 };

static int64_t load[MINUTES], prefix[MINUTES + 1];
static const cost_lanes_t widths[] = {COST_LANES_PLAIN, COST_LANES_TWO, COST_LANES_FOUR, COST_LANES_BEST};

static void make_loads(void)
{
    uint64_t state = 7;
    for (int m = 0; m < MINUTES; m++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        load[m] = m % 50 < 25 ? 100 : (int64_t)(state >> 60) + 90;
    }
    load[120] = INT64_C(1) << 49;
    for (int m = 0; m < MINUTES; m++)
        prefix[m + 1] = prefix[m] + load[m];
}

/* What is found, added and above, all said by hand. */
static void check_stretch(const cost_minutes_t *minutes, int64_t from, int64_t until, int64_t bound)
{
    int64_t above = from, below = from, sum = 0, units = 0, count = 0, leave = from;
    while (above < until && load[above] <= bound)
        above++;
    while (below < until && load[below] > bound)
        below++;
    while (leave < until && load[leave] > bound - 8 && load[leave] <= bound)
        leave++;
    for (int64_t m = from; m < until; m++) {
        sum += load[m];
        units += load[m] > bound ? load[m] - bound : 0;
        count += load[m] > bound;
    }
    ck_assert_int_eq(cost_minutes_find(minutes, from, until, (cost_bound_t){bound, true}), above);
    ck_assert_int_eq(cost_minutes_find(minutes, from, until, (cost_bound_t){bound, false}), below);
    ck_assert_int_eq(cost_minutes_sum(minutes, from, until), sum);
    if (!minutes->runs)
        ck_assert_int_eq(cost_minutes_leave(minutes, from, until, bound - 8, bound), leave);
    for (int above_it = 0; above_it < 2; above_it++) {
        int64_t run = 0;
        while (run < until - from && (load[until - 1 - run] > bound) == above_it)
            run++;
        ck_assert_int_eq(cost_minutes_run(minutes, until - 1, until - from, (cost_bound_t){bound, above_it}), run);
    }
    const cost_excess_t excess = cost_minutes_excess(minutes, from, until, bound);
    ck_assert_int_eq(excess.units, units);
    ck_assert_int_eq(excess.minutes, count);
}

/* Bit by bit. */
static void check_sides(const cost_minutes_t *minutes, int64_t from, cost_side_bounds_t bounds)
{
    const int64_t *of = minutes->load ? minutes->load : minutes->prefix + 1;
    const int64_t *less = minutes->load ? minutes->load : minutes->prefix;
    const cost_sides_t sides = cost_minutes_sides(minutes)(of + from, less + from, &bounds);
    bool above_most = false;
    for (int i = 0; i < COST_SIDES_MINUTES; i++) {
        ck_assert_uint_eq(sides.above_high >> i & 1, load[from + i] > bounds.high);
        ck_assert_uint_eq(sides.above_low >> i & 1, load[from + i] > bounds.low);
        above_most = above_most || load[from + i] > bounds.most;
    }
    ck_assert_int_eq(sides.above_most, above_most);
}

static void check_all(const cost_minutes_t *minutes)
{
    static const int64_t bounds[] = {0, 89, 93, 99, 100, 103, 106, COST_BOUND_NEVER};
    for (int64_t from = 0; from <= MINUTES; from += 3)
        for (int64_t until = from; until <= MINUTES; until += 7)
            for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++)
                check_stretch(minutes, from, until, bounds[i]);
}

START_TEST(vectors_of_every_width_mean_the_same)
{
    make_loads();
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        if (!cost_lanes_are_there(widths[i]))
            continue;
        const cost_lanes_t lanes = widths[i] == COST_LANES_BEST ? cost_lanes_best() : widths[i];
        const cost_minutes_t each = {.load = load, .count = MINUTES, .lanes = lanes};
        const cost_minutes_t sums = {.prefix = prefix, .count = MINUTES, .lanes = lanes};
        check_all(&each);
        check_all(&sums);
        for (int64_t from = 0; from + COST_SIDES_MINUTES <= MINUTES; from++) {
            check_sides(&each, from, (cost_side_bounds_t){99, 93, 105});
            check_sides(&sums, from, (cost_side_bounds_t){INT64_MAX, -1, INT64_MAX});
            check_sides(&sums, from, (cost_side_bounds_t){99, 93, INT64_C(1) << 48});
            check_sides(&sums, from, (cost_side_bounds_t){103, 100, 104});
        }
    }
}
END_TEST

START_TEST(runs_are_never_walked)
{
    /* 7 in 5 minutes: 1 1 2 1 2; a silent stretch; 100 each; one unit less than 100 each; a unit in 60 minutes. */
    static const cost_run_t runs[] = {{0, 5, 7}, {10, 40, 3000}, {40, 70, 2999}, {70, 130, 1}, {130, 131, 0}};
    const cost_column_t column = {.runs = runs, .run_count = 5, .minutes = MINUTES};
    const cost_minutes_t minutes = cost_minutes_of_column(&column);
    static const int64_t head[] = {1, 1, 2, 1, 2, 0, 0, 0, 0, 0, 100};
    for (int m = 0; m < MINUTES; m++) {
        load[m] = cost_minutes_at(&minutes, m);
        if (m < 11)
            ck_assert_int_eq(load[m], head[m]);
    }
    ck_assert_int_eq(load[129], 1);
    ck_assert_int_eq(load[69] + load[199], 100);
    check_all(&minutes);
    for (int64_t from = 0; from <= MINUTES; from++)
        for (int64_t bound = 0; bound < 3; bound++)
            check_stretch(&minutes, from, MINUTES, bound);
}
END_TEST

START_TEST(parts_of_a_minute_add_up)
{
    const int64_t seven = 7;
    const cost_minutes_t minutes = {.load = &seven, .count = 1};
    ck_assert_int_eq(cost_minutes_part(&minutes, 0, 0, 1), 7);
    ck_assert_int_eq(cost_minutes_part(&minutes, 0, 0, 3), 2);
    ck_assert_int_eq(cost_minutes_part(&minutes, 0, 1, 3), 2);
    ck_assert_int_eq(cost_minutes_part(&minutes, 0, 2, 3), 3);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("minutes", (const TTest *const[]){vectors_of_every_width_mean_the_same, runs_are_never_walked,
                                                        parts_of_a_minute_add_up, NULL});
}

UNIT_MAIN(suite)
