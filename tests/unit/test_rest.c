/* A piece of a month once more is what the loop makes of it.  (Of random services: tests/property/engines.c.) */
#include "libcost/capacity/rest.h"
#include "unit.h"

/* Of every hour and a half half an hour is busy; a rest is right before the next that is. */
enum { MINUTES = 900, ROUND = 90, BUSY = 30, FIRST = ROUND, SECOND = 2 * ROUND, THIRD = 5 * ROUND };

static const cost_provider_t pair[] = {{1, 1}, {0, 1}};

static void open_loop(cost_loop_t *loop, cost_loop_result_t *month, const cost_loop_action_t *action, int64_t *served)
{
    static cost_tracking_policy_t requests = COST_TRACKING_DEFAULTS;
    static int64_t load[MINUTES];
    requests.metric = COST_TASK_REQUESTS;
    requests.target = 1000 * INT64_C(1000000);
    requests.out_cooldown_s = requests.in_cooldown_s = 60;
    for (int64_t t = 0; t < MINUTES; t++)
        load[t] = (t % ROUND < BUSY ? 4500 : 500) + t % 7;
    const cost_loop_plan_t plan = {
        .month_seconds = MINUTES * 60,
        .load = load,
        .model = {.vcpu_micro = 1000000, .usable_micro = 1000000, .units = 1, .cpu_us = 30000},
        .life = {.start_s = 20, .health_s = 60, .drain_s = 300, .stop_s = 30, .minimum_s = 60},
        .providers = pair,
        .provider_count = 2,
        .bounds = {1, 10},
        .start = 1,
        .policies = &requests,
        .policy_count = 1,
        .served = served,
        .actions = action,
        .action_count = action ? 1 : 0};
    ck_assert_int_eq(cost_loop_open(loop, month, &plan), COST_OK);
}

static void go_on(cost_loop_t *loop, int64_t until)
{
    while (loop->minute < until)
        cost_loop_minute(loop);
}

/* One task serves 2,000 a minute: until the others are there, some is lost. */
START_TEST(a_piece_comes_once_more)
{
    cost_loop_t loop, whole;
    cost_loop_result_t month, other;
    cost_rest_t rests[2];
    int64_t served[MINUTES], others[MINUTES];
    open_loop(&loop, &month, NULL, served);
    open_loop(&whole, &other, NULL, others);
    go_on(&loop, FIRST);
    rests[0] = cost_rest_of(&loop);
    /* Whom policies see, as the scan would note it: one task, and five once they are healthy. */
    cost_sight_t sights[ROUND];
    size_t count = 0;
    for (; loop.minute < SECOND; cost_loop_minute(&loop)) {
        cost_tasks_advance(&month.tasks, loop.minute * 60);
        sights[count++] = (cost_sight_t){loop.minute, (int32_t)month.tasks.running, (int32_t)month.tasks.healthy,
                                         (int32_t)loop.desired, false};
    }
    rests[0].sights = 0;
    rests[1] = cost_rest_of(&loop);
    rests[1].sights = count;
    ck_assert_uint_eq(rests[1].events - rests[0].events, 2); /* out, in */
    ck_assert_int_gt(rests[1].saturated_minutes, rests[0].saturated_minutes);
    go_on(&loop, THIRD);
    const cost_rest_t now = cost_rest_of(&loop);
    ck_assert(cost_rest_is_alike(rests, &now, &loop));
    cost_rest_repeat(&loop, rests, sights);
    go_on(&whole, THIRD + ROUND);
    ck_assert_int_eq(loop.minute, THIRD + ROUND);
    ck_assert_int_eq(month.repeated_minutes, ROUND);
    ck_assert_uint_eq(month.event_count, 12);
    ck_assert_uint_eq(other.event_count, 12);
    for (size_t i = 0; i < 12; i++) {
        ck_assert_int_eq(month.events[i].at_s, other.events[i].at_s);
        ck_assert_int_eq(month.events[i].step, other.events[i].step);
        ck_assert_int_eq(month.events[i].to, other.events[i].to);
    }
    ck_assert_int_eq(month.served, other.served);
    ck_assert_int_eq(month.lost, other.lost);
    ck_assert_int_eq(month.saturated_minutes, other.saturated_minutes);
    ck_assert_int_eq(month.running_minutes, other.running_minutes);
    ck_assert_mem_eq(served, others, (THIRD + ROUND) * sizeof served[0]);
    ck_assert_int_eq(cost_loop_close(&loop), COST_OK);
    ck_assert_int_eq(cost_loop_close(&whole), COST_OK);
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(month.tasks.billed_s[i], other.tasks.billed_s[i]);
    cost_loop_result_clear(&month);
    cost_loop_result_clear(&other);
}
END_TEST

START_TEST(actions_counts_and_cooldowns_are_compared)
{
    const cost_loop_action_t action = {.at_s = THIRD * 60 + 100, .kind = COST_LOOP_RESTART, .count = 1};
    cost_loop_t loop;
    cost_loop_result_t month;
    cost_rest_t rests[2], now;
    open_loop(&loop, &month, &action, NULL);
    go_on(&loop, FIRST);
    rests[0] = cost_rest_of(&loop);
    go_on(&loop, SECOND);
    rests[1] = now = cost_rest_of(&loop);
    ck_assert(cost_rest_is_alike(rests, &now, &loop));
    now.state.desired++;
    ck_assert(!cost_rest_is_alike(rests, &now, &loop));
    loop.tracking[0].in_until_s = SECOND * 60 + 1;
    now = cost_rest_of(&loop);
    ck_assert_int_eq(now.state.cooldowns[0].in_s, 1);
    ck_assert(!cost_rest_is_alike(rests, &now, &loop));
    loop.tracking[0].in_until_s = 0;
    go_on(&loop, THIRD);
    now = cost_rest_of(&loop);
    ck_assert(!cost_rest_is_alike(rests, &now, &loop)); /* the restart */
    go_on(&loop, MINUTES - ROUND);
    now = cost_rest_of(&loop);
    ck_assert(cost_rest_is_alike(rests, &now, &loop));
    now.minute++;
    ck_assert(!cost_rest_is_alike(rests, &now, &loop)); /* beyond the month */
    ck_assert_int_eq(cost_loop_close(&loop), COST_OK);
    cost_loop_result_clear(&month);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("rest",
                      (const TTest *const[]){a_piece_comes_once_more, actions_counts_and_cooldowns_are_compared, NULL});
}

UNIT_MAIN(suite)
