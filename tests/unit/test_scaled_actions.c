/* Bounds in time: schedules and scheduled actions. */
#include "libcost/services/scaled_actions.h"

#include "traffic.h"

enum { HOUR = 3600 };

static cost_scheduled_t action(cost_arena_t *arena, const char *cron, int64_t min, int64_t max)
{
    char why[COST_CRON_WHY_SIZE], hint[COST_CRON_HINT_SIZE];
    cost_scheduled_t made = {
        .zone = traffic_zone(arena, "UTC"), .min = min, .max = max, .from_s = INT64_MIN, .until_s = INT64_MAX};
    ck_assert(cost_cron_parse(&made.cron, arena, cron, COST_DIALECT_AAS, why, hint));
    return made;
}

static void check(const cost_loop_action_t *got, int64_t at_s, int64_t min, int64_t max)
{
    ck_assert_int_eq(got->kind, COST_LOOP_BOUNDS);
    ck_assert_int_eq(got->at_s, at_s);
    ck_assert_int_eq(got->min, min);
    ck_assert_int_eq(got->max, max);
}

/* On from 8 to 18 on the first day and from 8 on the second: at noon of each day the action raises the least to 4,
 * which stays; the one at 20 o'clock, when it is off, holds from the next start on. */
START_TEST(an_action_holds_when_it_is_on_again)
{
    cost_arena_t *arena = cost_arena_create();
    cost_scheduled_t actions[] = {action(arena, "at(2025-11-01T12:00:00)", 4, COST_UNCHANGED),
                                  action(arena, "at(2025-11-01T20:00:00)", 6, 8)};
    const cost_ecs_policies_t policies = {.bounds = {2, 10}, .actions = actions, .action_count = 2};
    const cost_window_t on[] = {{8 * HOUR, 18 * HOUR}, {32 * HOUR, 30 * 24 * HOUR}};
    const cost_flows_t flows = {.month = traffic_month(2025, 11), .on = on, .on_count = 2};
    cost_scaled_actions_t list = {.arena = arena};
    cost_bounds_t opening;
    ck_assert(!cost_scaled_bounds(&opening, &list, &policies, &flows));
    ck_assert(opening.min == 0 && opening.max == 0);
    ck_assert_int_eq(list.most, 10);
    ck_assert_uint_eq(list.count, 4);
    check(&list.actions[0], 8 * HOUR, 2, 10);
    check(&list.actions[1], 12 * HOUR, 4, 10);
    check(&list.actions[2], 18 * HOUR, 0, 0);
    check(&list.actions[3], 32 * HOUR, 6, 8);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(without_any_nothing_happens)
{
    cost_arena_t *arena = cost_arena_create();
    const cost_ecs_policies_t policies = {.bounds = {2, 10}};
    const cost_window_t always = {0, 30 * 24 * HOUR};
    const cost_flows_t flows = {.month = traffic_month(2025, 11), .on = &always, .on_count = 1};
    cost_scaled_actions_t list = {.arena = arena};
    cost_bounds_t opening;
    ck_assert(!cost_scaled_bounds(&opening, &list, &policies, &flows));
    ck_assert(opening.min == 2 && opening.max == 10 && list.count == 0 && list.most == 10);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(order_is_by_time_and_then_as_added)
{
    enum { COUNT = 200 };
    cost_arena_t *arena = cost_arena_create();
    cost_scaled_actions_t list = {.arena = arena};
    for (int64_t i = 0; i < COUNT; i++)
        ck_assert(!cost_scaled_action(&list, (cost_loop_action_t){.at_s = (COUNT - i) / 10, .count = i}));
    ck_assert(!cost_scaled_actions_sort(&list));
    for (size_t i = 1; i < COUNT; i++) {
        const cost_loop_action_t *a = &list.actions[i - 1], *b = &list.actions[i];
        ck_assert(a->at_s < b->at_s || (a->at_s == b->at_s && a->count < b->count));
    }
    cost_arena_destroy(arena);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("scaled_actions",
                      (const TTest *const[]){an_action_holds_when_it_is_on_again, without_any_nothing_happens,
                                             order_is_by_time_and_then_as_added, NULL});
}

UNIT_MAIN(suite)
