/* Runs of minutes, against a search minute by minute. */
#include "libcost/capacity/run_watch.h"
#include "unit.h"

enum { MINUTES = 60 };

static int64_t load[MINUTES];

/* The first minute from `from` on that completes a run, `had` being before it. */
static int64_t by_hand(const cost_run_watch_t *watch, int64_t from)
{
    int64_t length = watch->had;
    for (int64_t m = from; m < MINUTES; m++) {
        length = (load[m] > watch->run.load) == watch->run.above ? length + 1 : 0;
        const bool last = (load[m] > watch->last.load) == watch->last.above;
        if (length >= watch->needed && last && m + watch->delay >= watch->not_before)
            return m + watch->delay < MINUTES ? m + watch->delay : MINUTES;
    }
    return MINUTES;
}

START_TEST(a_run_is_found_as_by_hand)
{
    const cost_minutes_t minutes = {.load = load, .count = MINUTES, .lanes = cost_lanes_best()};
    uint64_t state = 3;
    for (int round = 0; round < 3000; round++) {
        for (int m = 0; m < MINUTES; m++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            load[m] = (int64_t)(state >> 61);
        }
        const bool above = round % 2;
        const int64_t bound = 2 + round % 3, needed = 1 + round % 5, delay = round % 4;
        const cost_run_watch_t watch = {.run = {bound, above},
                                        .last = {above ? bound + round % 2 : bound - round % 2, above},
                                        .needed = needed,
                                        .delay = delay,
                                        .latest = delay,
                                        .had = round % (needed + 1),
                                        .not_before = round % 7 ? 0 : 20};
        for (int64_t from = 0; from < 10; from++)
            ck_assert_int_eq(cost_run_watch_find(&watch, &minutes, from, from, from, MINUTES), by_hand(&watch, from));
    }
}
END_TEST

START_TEST(a_search_goes_on_where_it_ended)
{
    const cost_minutes_t minutes = {.load = load, .count = MINUTES};
    const cost_run_watch_t watch = {.run = {5, true}, .last = {5, true}, .needed = 3, .delay = 2, .latest = 2};
    for (int m = 0; m < MINUTES; m++)
        load[m] = m >= 28 && m <= 30 ? 6 : 5;
    for (int64_t until = 10; until <= 32; until++) {
        ck_assert_int_eq(cost_run_watch_find(&watch, &minutes, 0, 0, 0, until), until);
        ck_assert_int_eq(cost_run_watch_find(&watch, &minutes, 0, 0, until, MINUTES), 32);
    }
    ck_assert_int_eq(cost_run_watch_find(&watch, &minutes, 29, 29, 29, MINUTES), MINUTES);
}
END_TEST

START_TEST(a_bound_that_no_load_reaches_is_not_searched)
{
    const cost_minutes_t none = {.count = MINUTES}; /* it would have nothing to look at */
    const cost_run_watch_t never = {.run = {COST_BOUND_NEVER, true}, .last = {COST_BOUND_NEVER, true}, .needed = 1};
    const cost_run_watch_t below = {.run = {-1, false}, .last = {-1, false}, .needed = 1};
    ck_assert_int_eq(cost_run_watch_find(&never, &none, 0, 0, 0, MINUTES), MINUTES);
    ck_assert_int_eq(cost_run_watch_find(&below, &none, 0, 0, 0, MINUTES), MINUTES);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("run_watch", (const TTest *const[]){a_run_is_found_as_by_hand, a_search_goes_on_where_it_ended,
                                                          a_bound_that_no_load_reaches_is_not_searched, NULL});
}

UNIT_MAIN(suite)
