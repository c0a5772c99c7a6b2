/* Tasks from launch to stop: scaling rules, sections 3 and 4. */
#include "libcost/capacity/tasks.h"
#include "unit.h"

enum { MONTH = 36000 };

static const cost_task_times_t life = {.start_s = 23, .health_s = 60, .drain_s = 300, .stop_s = 30, .minimum_s = 60};
static const cost_provider_t pair[] = {{2, 1}, {0, 3}};

static cost_tasks_t tasks_of(int64_t count)
{
    cost_tasks_t tasks;
    ck_assert(cost_tasks_init(&tasks, &life, pair, 2, MONTH, count));
    return tasks;
}

START_TEST(providers_get_their_shares_on_every_change)
{
    cost_tasks_t tasks = tasks_of(2);
    ck_assert_int_eq(tasks.alive[0], 2);
    ck_assert(cost_tasks_set(&tasks, 6, 100)); /* AWS: base 2, weights 1 : 3, six tasks: three and three */
    ck_assert_int_eq(tasks.alive[0], 3);
    ck_assert_int_eq(tasks.alive[1], 3);
    ck_assert(cost_tasks_set(&tasks, 4, 1000));
    ck_assert_int_eq(tasks.alive[0], 3);
    ck_assert_int_eq(tasks.alive[1], 1);
    ck_assert(cost_tasks_finish(&tasks));
    ck_assert_int_eq(tasks.billed_s[0], 2 * MONTH + (MONTH - 100));
    ck_assert_int_eq(tasks.billed_s[1], (MONTH - 100) + 2 * (1000 + 330 - 100));
    cost_tasks_clear(&tasks);
}
END_TEST

START_TEST(a_task_starts_becomes_healthy_and_settles)
{
    cost_tasks_t tasks = tasks_of(1);
    ck_assert(cost_tasks_set(&tasks, 2, 100));
    cost_tasks_advance(&tasks, 122);
    ck_assert_int_eq(tasks.starting, 1);
    cost_tasks_advance(&tasks, 123);
    ck_assert_int_eq(tasks.running, 2);
    ck_assert_int_eq(tasks.healthy, 1);
    cost_tasks_advance(&tasks, 183);
    ck_assert_int_eq(tasks.healthy, 2);
    ck_assert_uint_eq(tasks.batch_count, 0);
    cost_tasks_clear(&tasks);
}
END_TEST

START_TEST(the_newest_task_is_stopped_first_and_has_its_minimum)
{
    cost_tasks_t tasks = tasks_of(1);
    ck_assert(cost_tasks_launch(&tasks, 0, 2, 1000));
    ck_assert(cost_tasks_launch(&tasks, 0, 1, 1005));
    ck_assert(cost_tasks_stop_newest(&tasks, 0, 1, 1010)); /* it does not run yet: SIGTERM, then the minimum */
    ck_assert(cost_tasks_stop_newest(&tasks, 0, 1, 1050)); /* it runs: drain and stop */
    ck_assert_int_eq(tasks.alive[0], 2);
    ck_assert(cost_tasks_finish(&tasks));
    ck_assert_int_eq(tasks.billed_s[0], MONTH + (MONTH - 1000) + 60 + (50 + 330));
    ck_assert_int_eq(tasks.running_s[0], MONTH + (MONTH - 1023) + (1050 - 1023));
    cost_tasks_clear(&tasks);
}
END_TEST

START_TEST(a_task_whose_pull_has_not_begun_is_not_billed)
{
    cost_tasks_t tasks = tasks_of(1);
    tasks.life.provision_s = 10;
    ck_assert(cost_tasks_launch(&tasks, 0, 1, 1000));
    ck_assert(cost_tasks_stop_newest(&tasks, 0, 1, 1009));
    ck_assert(cost_tasks_finish(&tasks));
    ck_assert_int_eq(tasks.billed_s[0], MONTH);
    ck_assert_int_eq(tasks.running_s[0], MONTH);
    cost_tasks_clear(&tasks);
}
END_TEST

START_TEST(what_lies_beyond_the_month_is_the_next_ones)
{
    cost_tasks_t tasks = tasks_of(2);
    ck_assert(cost_tasks_launch(&tasks, 0, 1, MONTH - 20));
    ck_assert(cost_tasks_stop_oldest(&tasks, 0, 1, MONTH - 100, COST_STOP_DRAIN, 0));
    ck_assert(cost_tasks_finish(&tasks));
    ck_assert_int_eq(tasks.billed_s[0], 2 * MONTH + 20);
    ck_assert_int_eq(tasks.running_s[0], 2 * MONTH - 100);
    cost_tasks_clear(&tasks);
}
END_TEST

START_TEST(crashes_and_reclaims_have_their_own_tails)
{
    cost_tasks_t tasks = tasks_of(2);
    ck_assert(cost_tasks_stop_oldest(&tasks, 0, 1, 1000, COST_STOP_CRASH, 0));
    ck_assert(cost_tasks_stop_oldest(&tasks, 0, 1, 2000, COST_STOP_RECLAIM, 120));
    ck_assert(cost_tasks_stop_oldest(&tasks, 0, 1, 3000, COST_STOP_DRAIN, 0)); /* there is none */
    ck_assert(cost_tasks_finish(&tasks));
    ck_assert_int_eq(tasks.billed_s[0], 1000 + 300 + 2000 + 120);
    cost_tasks_clear(&tasks);
}
END_TEST

/* Each of 400 tasks comes for 30 s and drains for 9000: ends are hundreds of places away from where they belong. */
START_TEST(changes_far_out_of_order_are_put_in_order)
{
    enum { TIMES = 400, EVERY_S = 60, DRAIN_S = 9000 };
    const cost_task_times_t slow = {.drain_s = DRAIN_S};
    cost_tasks_t tasks;
    ck_assert(cost_tasks_init(&tasks, &slow, pair, 1, MONTH, 1));
    for (int64_t i = 0; i < TIMES; i++) {
        cost_tasks_advance(&tasks, i * EVERY_S);
        ck_assert(cost_tasks_set(&tasks, 2, i * EVERY_S));
        cost_tasks_advance(&tasks, i * EVERY_S + 30);
        ck_assert(cost_tasks_set(&tasks, 1, i * EVERY_S + 30));
    }
    ck_assert(cost_tasks_finish(&tasks));
    ck_assert_int_eq(tasks.running_s[0], MONTH + TIMES * 30);
    ck_assert_int_eq(tasks.billed_s[0], MONTH + TIMES * (30 + DRAIN_S)); /* the last ends at 32970 */
    int64_t billed_s = 0, until_s = 0;
    for (size_t i = 0; i < tasks.run_count; i++) {
        ck_assert_int_eq(tasks.runs[i].from_s, until_s);
        until_s = tasks.runs[i].until_s;
        ck_assert_int_gt(until_s, tasks.runs[i].from_s);
        billed_s += tasks.runs[i].billed * (until_s - tasks.runs[i].from_s);
    }
    ck_assert_int_eq(until_s, MONTH);
    ck_assert_int_eq(billed_s, tasks.billed_s[0]);
    cost_tasks_clear(&tasks);
}
END_TEST

/* As in the first case. */
START_TEST(seconds_alone_are_the_same_without_runs)
{
    cost_tasks_t tasks = tasks_of(2);
    tasks.sums_only = true;
    ck_assert(cost_tasks_set(&tasks, 6, 100));
    ck_assert(cost_tasks_set(&tasks, 4, 1000));
    ck_assert(cost_tasks_set(&tasks, 6, MONTH)); /* beyond the month */
    ck_assert(cost_tasks_finish(&tasks));
    ck_assert_int_eq(tasks.billed_s[0], 2 * MONTH + (MONTH - 100));
    ck_assert_int_eq(tasks.billed_s[1], (MONTH - 100) + 2 * (1000 + 330 - 100));
    ck_assert_uint_eq(tasks.run_count, 0);
    ck_assert_ptr_null(tasks.runs);
    cost_tasks_clear(&tasks);
}
END_TEST

/* Five of six first tasks have no place; three find one at 500 s, one of which is stopped; two are launched at 700 s,
 * when one more has a place; who waits at the end was never there. */
START_TEST(who_has_no_place_waits)
{
    static const cost_provider_t one = {.weight = 1};
    cost_tasks_t tasks;
    ck_assert(cost_tasks_init(&tasks, &life, &one, 1, MONTH, 6));
    tasks.waits = true;
    ck_assert(cost_tasks_displace(&tasks, 0));
    ck_assert(cost_tasks_displace(&tasks, 5));
    ck_assert_int_eq(tasks.alive[0], 6);
    ck_assert_int_eq(tasks.running, 1);
    ck_assert_int_eq(tasks.healthy, 1);
    ck_assert_int_eq(tasks.waiting, 5);
    ck_assert(cost_tasks_place(&tasks, 3, 500));
    ck_assert_int_eq(tasks.waiting, 2);
    ck_assert_int_eq(tasks.starting, 5);
    cost_tasks_advance(&tasks, 523);
    ck_assert_int_eq(tasks.running, 4);
    cost_tasks_advance(&tasks, 583);
    ck_assert_int_eq(tasks.healthy, 4);
    ck_assert(cost_tasks_stop_newest(&tasks, 0, 3, 600)); /* the two who wait, then one that runs */
    ck_assert_int_eq(tasks.waiting, 0);
    ck_assert_int_eq(tasks.running, 3);
    ck_assert(cost_tasks_launch(&tasks, 0, 2, 700));
    ck_assert_int_eq(cost_tasks_waiting(&tasks, 699), 0);
    ck_assert_int_eq(cost_tasks_waiting(&tasks, 700), 2);
    ck_assert(cost_tasks_place(&tasks, 1, 650)); /* not before it was launched */
    ck_assert_int_eq(tasks.next_s, 723);
    ck_assert_int_eq(tasks.starts, 4);
    ck_assert(cost_tasks_finish(&tasks));
    ck_assert_int_eq(tasks.billed_s[0], MONTH + 2 * (MONTH - 500) + (100 + 330) + (MONTH - 700));
    ck_assert_int_eq(tasks.running_s[0], MONTH + 2 * (MONTH - 523) + (600 - 523) + (MONTH - 723));
    cost_tasks_clear(&tasks);
}
END_TEST

/* One more for a thousand seconds, and again 29,800 s later: then it is billed until second 36,230, beyond the month.
 */
START_TEST(what_was_done_is_done_once_more)
{
    cost_tasks_t tasks = tasks_of(1);
    const size_t from = tasks.change_count;
    ck_assert(cost_tasks_set(&tasks, 2, 5100));
    cost_tasks_advance(&tasks, 5300);
    ck_assert(cost_tasks_set(&tasks, 1, 6100));
    ck_assert(cost_tasks_repeat(&tasks, from, tasks.change_count, 29800));
    ck_assert(cost_tasks_finish(&tasks));
    ck_assert_int_eq(tasks.billed_s[0], MONTH + 1330 + (MONTH - 34900));
    ck_assert_int_eq(tasks.running_s[0], MONTH + 977 + (35900 - 34923));
    cost_tasks_clear(&tasks);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite(
        "tasks",
        (const TTest *const[]){providers_get_their_shares_on_every_change, a_task_starts_becomes_healthy_and_settles,
                               the_newest_task_is_stopped_first_and_has_its_minimum,
                               a_task_whose_pull_has_not_begun_is_not_billed,
                               what_lies_beyond_the_month_is_the_next_ones, crashes_and_reclaims_have_their_own_tails,
                               changes_far_out_of_order_are_put_in_order, seconds_alone_are_the_same_without_runs,
                               who_has_no_place_waits, what_was_done_is_done_once_more, NULL});
}

UNIT_MAIN(suite)
