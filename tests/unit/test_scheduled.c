/* Scheduled actions: scaling rules, section 2.9. */
#include "libcost/capacity/scheduled.h"
#include "unit.h"

static cost_arena_t *arena;

static cost_scheduled_t action(const char *text, const char *zone, int64_t min, int64_t max)
{
    char why[COST_CRON_WHY_SIZE], hint[COST_CRON_HINT_SIZE], zone_why[COST_ZONE_WHY_SIZE];
    cost_scheduled_t out = {.min = min, .max = max, .from_s = INT64_MIN, .until_s = INT64_MAX};
    ck_assert_msg(cost_cron_parse(&out.cron, arena, text, COST_DIALECT_AAS, why, hint), "%s", why);
    ck_assert_int_eq(cost_zone_load(&out.zone, arena, zone, zone_why), COST_OK);
    return out;
}

/* November 2026 begins on a Sunday. */
static const int64_t november = 1793491200, month_seconds = 30 * 86400;
enum { HOUR = 3600, DAY = 86400 };

START_TEST(nights_off_fire_in_order_and_in_their_zone)
{
    const cost_scheduled_t actions[] = {action("cron(0 18 ? * MON-FRI *)", "America/New_York", 0, 0),
                                        action("cron(0 8 ? * MON-FRI *)", "America/New_York", 2, 10)};
    cost_fire_t fires[50];
    ck_assert_uint_eq(cost_scheduled_fires(fires, 50, actions, 2, november, month_seconds), 42);
    ck_assert_int_eq(fires[0].at_s, DAY + 13 * HOUR); /* after the clocks went back: vector dst-after */
    ck_assert_uint_eq(fires[0].action, 1);
    ck_assert_int_eq(fires[1].at_s, DAY + 23 * HOUR);
    ck_assert_uint_eq(fires[1].action, 0);
    for (size_t i = 1; i < 42; i++)
        ck_assert_int_gt(fires[i].at_s, fires[i - 1].at_s);
    ck_assert_uint_eq(cost_scheduled_fires(fires, 1, actions, 2, november, month_seconds), 42);
}
END_TEST

START_TEST(actions_at_one_instant_run_in_order)
{
    const cost_scheduled_t actions[] = {action("cron(0 8 1 * ? *)", "UTC", 1, 5),
                                        action("at(2026-11-01T08:00:00)", "UTC", 2, COST_UNCHANGED),
                                        action("rate(20 days)", "UTC", COST_UNCHANGED, 7)};
    cost_fire_t fires[9];
    const size_t count = cost_scheduled_fires(fires, 9, actions, 3, november, month_seconds);
    ck_assert_uint_ge(count, 3);
    ck_assert_int_eq(fires[0].at_s, fires[1].at_s);
    ck_assert_uint_eq(fires[0].action, 0);
    ck_assert_uint_eq(fires[1].action, 1);
}
END_TEST

START_TEST(an_end_stops_the_action_and_leaves_what_it_set)
{
    cost_scheduled_t daily = action("cron(0 12 * * ? *)", "UTC", 4, 8);
    cost_fire_t fires[9];
    daily.from_s = november + 2 * DAY;
    daily.until_s = november + 4 * DAY + 12 * HOUR;
    ck_assert_uint_eq(cost_scheduled_fires(fires, 9, &daily, 1, november, month_seconds), 3);
    ck_assert_int_eq(fires[0].at_s, 2 * DAY + 12 * HOUR);
    const cost_bounds_t opening = cost_scheduled_opening((cost_bounds_t){1, 2}, &daily, 1, november + month_seconds);
    ck_assert_int_eq(opening.min, 4);
    ck_assert_int_eq(opening.max, 8);
}
END_TEST

START_TEST(a_month_opens_as_the_last_actions_left_it)
{
    const cost_scheduled_t actions[] = {action("cron(0 8 ? * MON-FRI *)", "UTC", 2, 10),
                                        action("cron(0 18 ? * MON-FRI *)", "UTC", 0, 0)};
    const cost_bounds_t night = cost_scheduled_opening((cost_bounds_t){2, 10}, actions, 2, november);
    const cost_bounds_t day = cost_scheduled_opening((cost_bounds_t){1, 1}, actions, 2, november + DAY + 12 * HOUR);
    ck_assert_int_eq(night.max, 0);
    ck_assert_int_eq(day.min, 2);
    ck_assert_int_eq(day.max, 10);
}
END_TEST

START_TEST(bounds_stay_in_order)
{
    cost_bounds_t bounds = cost_scheduled_bounds((cost_bounds_t){1, 4}, 6, COST_UNCHANGED);
    ck_assert_int_eq(bounds.max, 6);
    bounds = cost_scheduled_bounds((cost_bounds_t){3, 4}, COST_UNCHANGED, 2);
    ck_assert_int_eq(bounds.min, 2);
}
END_TEST

static void open_arena(void)
{
    arena = cost_arena_create();
}

static void close_arena(void)
{
    cost_arena_destroy(arena);
}

static Suite *suite(void)
{
    Suite *suite = suite_create("scheduled");
    TCase *tcase = tcase_create("scheduled");
    tcase_add_checked_fixture(tcase, open_arena, close_arena);
    tcase_add_test(tcase, nights_off_fire_in_order_and_in_their_zone);
    tcase_add_test(tcase, actions_at_one_instant_run_in_order);
    tcase_add_test(tcase, an_end_stops_the_action_and_leaves_what_it_set);
    tcase_add_test(tcase, a_month_opens_as_the_last_actions_left_it);
    tcase_add_test(tcase, bounds_stay_in_order);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(suite)
