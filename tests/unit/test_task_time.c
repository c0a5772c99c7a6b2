/* For how long tasks are billed: billing rules, section 1, points 1, 8 and 9. */
#include "libcost/capacity/task_time.h"
#include "unit.h"

enum { MONTH = 720 * 3600, HOUR = 3600 };

START_TEST(a_life_is_rounded_up_to_seconds_and_to_the_minimum)
{
    const struct {
        const char *source;
        cost_wide_t life_us;
        int64_t minimum, want;
    } cases[] = {
        {"vector fg-min-1s", 1000000, 60, 60},
        {"vector fg-min-59s", 59000000, 60, 60},
        {"vector fg-min-61s", 61000000, 60, 61},
        {"vector fg-min-3600s", 3600000000, 60, 3600},
        {"vector fg-ceil", 61200000, 60, 62},
        {"Windows: 300 s", 20000000, 300, 300},
        {"a microsecond more is a second", 60000001, 60, 61},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_msg(cost_task_billed(cases[i].life_us, cases[i].minimum) == cases[i].want, "%s", cases[i].source);
}
END_TEST

START_TEST(a_service_that_is_always_on_starts_and_stops_nothing)
{
    const cost_window_t on[] = {{0, MONTH}};
    ck_assert_int_eq(cost_task_seconds(on, 1, MONTH, (cost_task_life_t){60, 330}), MONTH);
}
END_TEST

START_TEST(a_stop_is_billed_until_the_task_has_stopped)
{
    const cost_window_t on[] = {{0, 10 * HOUR}, {20 * HOUR, 30 * HOUR}};
    ck_assert_int_eq(cost_task_seconds(on, 2, MONTH, (cost_task_life_t){60, 330}), 20 * HOUR + 2 * 330);
    ck_assert_int_eq(cost_task_seconds(on, 2, MONTH, (cost_task_life_t){60, 0}), 20 * HOUR);
}
END_TEST

START_TEST(a_start_in_the_month_has_its_minimum)
{
    const cost_window_t on[] = {{HOUR, HOUR + 10}};
    const cost_window_t opens[] = {{0, 10}};
    ck_assert_int_eq(cost_task_seconds(on, 1, MONTH, (cost_task_life_t){60, 30}), 60);
    ck_assert_int_eq(cost_task_seconds(on, 1, MONTH, (cost_task_life_t){60, 330}), 340);
    ck_assert_int_eq(cost_task_seconds(on, 1, MONTH, (cost_task_life_t){300, 30}), 300);
    ck_assert_int_eq(cost_task_seconds(opens, 1, MONTH, (cost_task_life_t){60, 30}), 40);
}
END_TEST

START_TEST(what_happens_after_the_month_is_the_next_ones)
{
    const cost_window_t stops[] = {{0, MONTH - 100}};
    const cost_window_t starts[] = {{MONTH - 10, MONTH}};
    ck_assert_int_eq(cost_task_seconds(stops, 1, MONTH, (cost_task_life_t){60, 330}), MONTH);
    ck_assert_int_eq(cost_task_seconds(starts, 1, MONTH, (cost_task_life_t){60, 330}), 10);
}
END_TEST

START_TEST(a_deployment_needs_room)
{
    const cost_wide_t whole = 1000000000;
    ck_assert_int_eq(cost_task_roll(1, 2 * whole, whole), COST_ROLL_BESIDE);
    ck_assert_int_eq(cost_task_roll(1, whole * 3 / 2, whole), COST_ROLL_STUCK); /* 1.5 is rounded down */
    ck_assert_int_eq(cost_task_roll(2, whole * 3 / 2, whole), COST_ROLL_BESIDE);
    ck_assert_int_eq(cost_task_roll(2, whole, whole / 2), COST_ROLL_STOP_FIRST);
    ck_assert_int_eq(cost_task_roll(1, whole, whole / 2), COST_ROLL_STUCK); /* 0.5 is rounded up */
    ck_assert_int_eq(cost_task_roll(1, whole, 0), COST_ROLL_STOP_FIRST);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("task_time", (const TTest *const[]){a_life_is_rounded_up_to_seconds_and_to_the_minimum,
                                                          a_service_that_is_always_on_starts_and_stops_nothing,
                                                          a_stop_is_billed_until_the_task_has_stopped,
                                                          a_start_in_the_month_has_its_minimum,
                                                          what_happens_after_the_month_is_the_next_ones,
                                                          a_deployment_needs_room, NULL});
}

UNIT_MAIN(suite)
