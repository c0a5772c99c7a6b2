/* Datapoints on their way: periods, delays, and many steps at once. */
#include "libcost/capacity/datapoints.h"
#include "unit.h"

START_TEST(a_point_is_seen_after_the_delay)
{
    cost_datapoints_t points;
    cost_datapoints_init(&points, 60, 150, 60, false);
    ck_assert_int_eq(points.after_s, 30);
    ck_assert_ptr_null(cost_datapoints_add(&points, 0, 10, 2, 2));
    ck_assert_ptr_null(cost_datapoints_add(&points, 1, 20, 3, 2));
    const cost_point_t *seen = cost_datapoints_add(&points, 2, 30, 3, 3);
    ck_assert_int_eq(seen->load, 10);
    ck_assert_int_eq(seen->running, 2);
    ck_assert_int_eq(cost_datapoints_add(&points, 3, 40, 3, 3)->load, 20);
}
END_TEST

START_TEST(a_flow_adds_up_and_a_level_does_not)
{
    cost_datapoints_t flow, level;
    cost_datapoints_init(&flow, 60, 0, 20, false);
    cost_datapoints_init(&level, 60, 0, 20, true);
    for (int step = 0; step < 6; step++) {
        const cost_point_t *a = cost_datapoints_add(&flow, step, step, 1, 1);
        const cost_point_t *b = cost_datapoints_add(&level, step, step, 1, 1);
        ck_assert_int_eq(a != NULL, step % 3 == 2);
        ck_assert_int_eq(a ? a->load : 0, step == 2 ? 0 + 1 + 2 : step == 5 ? 3 + 4 + 5 : 0);
        ck_assert_int_eq(b ? b->load : 0, step % 3 == 2 ? step : 0);
    }
}
END_TEST

/* The points on their way after many steps at once are those that would be there after one step at a time. */
START_TEST(what_is_on_its_way_is_put_back)
{
    static const int32_t periods[][2] = {{60, 60}, {20, 20}, {60, 20}};
    static const cost_task_stretch_t stretches[] = {{9, 2, 1}, {12, 3, 3}, {30, 3, 2}};
    int64_t load[30];
    const cost_minutes_t minutes = {.load = load, .count = 30};
    for (int m = 0; m < 30; m++)
        load[m] = 100 + 7 * m;
    for (size_t i = 0; i < 3; i++)
        for (int32_t delay_s = 0; delay_s < 400; delay_s += 10) {
            cost_datapoints_t once, each;
            cost_datapoints_init(&once, periods[i][0], delay_s, periods[i][1], false);
            each = once;
            for (int64_t step = 6; step < 30; step++) {
                const cost_task_stretch_t *at = &stretches[step < 9 ? 0 : step < 12 ? 1 : 2];
                (void)cost_datapoints_add(&each, step,
                                          cost_minutes_part(&minutes, step / once.parts, step % once.parts, once.parts),
                                          at->running, at->healthy);
            }
            cost_datapoints_refill(&once, &minutes, 6, stretches, 30);
            for (int64_t step = 30; step < 30 + once.delay_steps; step++) {
                const cost_point_t *a = cost_datapoints_seen(&once, step), *b = cost_datapoints_seen(&each, step);
                ck_assert_int_eq(a != NULL, b != NULL);
                if (!a || step - once.delay_steps < 6)
                    continue;
                ck_assert_int_eq(a->load, b->load);
                ck_assert_int_eq(a->running, b->running);
                ck_assert_int_eq(a->healthy, b->healthy);
            }
        }
}
END_TEST

START_TEST(a_streak_ends_at_the_newest_point)
{
    const int64_t load[] = {9, 1, 9, 9, 9};
    const cost_minutes_t minutes = {.load = load, .count = 5};
    cost_datapoints_t points;
    cost_datapoints_init(&points, 60, 0, 60, false);
    ck_assert_int_eq(cost_datapoints_streak(&points, &minutes, 4, 5, (cost_bound_t){5, true}), 3);
    ck_assert_int_eq(cost_datapoints_streak(&points, &minutes, 4, 2, (cost_bound_t){5, true}), 2);
    ck_assert_int_eq(cost_datapoints_streak(&points, &minutes, 4, 5, (cost_bound_t){5, false}), 0);
    ck_assert_int_eq(cost_datapoints_streak(&points, &minutes, 1, 2, (cost_bound_t){5, false}), 1);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("datapoints",
                      (const TTest *const[]){a_point_is_seen_after_the_delay, a_flow_adds_up_and_a_level_does_not,
                                             what_is_on_its_way_is_put_back, a_streak_ends_at_the_newest_point, NULL});
}

UNIT_MAIN(suite)
