/* Tasks that wait for an instance: scaling rules, section 8. */
#include <stdlib.h>
#include <string.h>

#include "libcost/capacity/service_cluster.h"
#include "unit.h"

enum { MINUTES = 2880, GROUPS = 2, HELD = 2 };

static const cost_provider_t only = {.weight = 1};

/* Two tasks of whichever group on an instance. */
static bool pack(void *user, int64_t *instances, const int64_t *tasks)
{
    (void)user;
    *instances = (tasks[0] + tasks[1] + HELD - 1) / HELD;
    return true;
}

static bool refuse(void *user, int64_t *instances, const int64_t *tasks)
{
    return pack(user, instances, tasks) && tasks[0] < 6;
}

typedef struct {
    cost_cluster_minute_t minutes[MINUTES];
} told_t;

static cost_status_t tell(void *user, const cost_cluster_minute_t *minute)
{
    told_t *told = user;
    told->minutes[minute->minute] = *minute;
    return COST_OK;
}

static cost_status_t stop_at_7(void *user, const cost_cluster_minute_t *minute)
{
    (void)user;
    return minute->minute == 7 ? COST_ERR_CANCELLED : COST_OK;
}

/* One vCPU each; a request takes 100 ms of it, so that a task serves 600 a minute. */
static cost_loop_plan_t plan_of(const int64_t *load, int64_t start, const cost_tracking_policy_t *policy)
{
    return (cost_loop_plan_t){.month_seconds = MINUTES * 60,
                              .load = load,
                              .model = {.vcpu_micro = 1000000, .usable_micro = 1000000, .units = 1, .cpu_us = 100000},
                              .life = {.start_s = 23, .health_s = 60, .drain_s = 300, .stop_s = 30},
                              .providers = &only,
                              .provider_count = 1,
                              .bounds = {1, 40},
                              .start = start,
                              .policies = policy,
                              .policy_count = policy ? 1 : 0};
}

static cost_tracking_policy_t cpu_at_60(void)
{
    cost_tracking_policy_t policy = COST_TRACKING_DEFAULTS;
    policy.metric = COST_TASK_CPU;
    policy.target = 600000000;
    policy.publish_delay_s = 0;
    return policy;
}

static void clear(cost_loop_result_t *results)
{
    for (int i = 0; i < GROUPS; i++)
        cost_loop_result_clear(&results[i]);
}

static void expect_same(const cost_loop_result_t *a, const cost_loop_result_t *b)
{
    ck_assert_int_eq(a->tasks.billed_s[0], b->tasks.billed_s[0]);
    ck_assert_int_eq(a->tasks.running_s[0], b->tasks.running_s[0]);
    ck_assert_int_eq(a->tasks.starts, b->tasks.starts);
    ck_assert_int_eq(a->served, b->served);
    ck_assert_int_eq(a->lost, b->lost);
    ck_assert_uint_eq(a->event_count, b->event_count);
    for (size_t i = 0; i < a->event_count; i++)
        ck_assert(a->events[i].at_s == b->events[i].at_s && a->events[i].to == b->events[i].to);
}

/* Where there is always room, it is as if there were no instances: any load, and delays that fall within a minute. */
START_TEST(with_room_for_all_nothing_waits)
{
    static told_t told;
    static int64_t loads[GROUPS][MINUTES];
    static const cost_loop_action_t actions[] = {{.at_s = 9017, .kind = COST_LOOP_BOUNDS, .min = 9, .max = 30},
                                                 {.at_s = 9058, .kind = COST_LOOP_BOUNDS, .min = 12, .max = 30},
                                                 {.at_s = 20399, .kind = COST_LOOP_BOUNDS, .min = 0, .max = 0},
                                                 {.at_s = 30000, .kind = COST_LOOP_BOUNDS, .min = 1, .max = 40}};
    cost_cluster_policy_t roomy = COST_CLUSTER_DEFAULTS;
    roomy.min = roomy.max = 100;
    for (unsigned seed = 1; seed <= 20; seed++) {
        cost_tracking_policy_t policies[GROUPS];
        cost_loop_plan_t plans[GROUPS];
        const cost_loop_plan_t *const both[] = {&plans[0], &plans[1]};
        cost_loop_result_t together[GROUPS], alone;
        const cost_cluster_plan_t plan = {both, GROUPS, MINUTES, &roomy, pack, tell, &told};
        uint64_t state = seed;
        for (int i = 0; i < GROUPS; i++) {
            int64_t level = 600;
            for (int m = 0; m < MINUTES; m++) {
                state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
                if (state >> 33 & 31)
                    level += (int64_t)(state >> 40 & 255) - 127;
                else
                    level = (int64_t)(state >> 40 & 16383);
                level = level < 0 ? 0 : level;
                loads[i][m] = level;
            }
            policies[i] = cpu_at_60();
            policies[i].publish_delay_s = (int32_t)(seed * 13 % 170);
            policies[i].period_s = i && seed % 2 ? 20 : 60;
            plans[i] = plan_of(loads[i], 3, &policies[i]);
            plans[i].actions = actions;
            plans[i].action_count = sizeof actions / sizeof actions[0];
        }
        ck_assert_int_eq(cost_service_cluster_run(together, &plan), COST_OK);
        for (int i = 0; i < GROUPS; i++) {
            ck_assert_int_eq(cost_loop_run(&alone, &plans[i]), COST_OK);
            ck_assert_uint_gt(alone.event_count, 10);
            expect_same(&together[i], &alone);
            cost_loop_result_clear(&alone);
        }
        ck_assert(told.minutes[MINUTES - 1].instances == 100 && told.minutes[100].waiting == 0);
        clear(together);
    }
}
END_TEST

/* Four tasks on two instances, 1200 a minute: 50 %.  From minute 60 on 4800, twice what four serve.
 * CPU is at 100 % in 60, 61, 62: at 63:00 ceil(4 x 100 / 60) = 7 tasks are asked for, at 64:00 two instances more,
 * which register at 65:30.  The three run at 65:53 and serve from 66:53, in the step of 67: 4200; 2400 are served
 * before. In 66 seven run and four serve: 57 %, no high datapoint; 67, 68, 69 are: at 70:00 ceil(7 x 100 / 60) = 12
 * tasks.  One of the five has the free place of the fourth instance at once and serves in 72, which makes it 4800; for
 * the others warm-up holds the instances back until 64:00 + 390 s = 70:30: asked for at 71:00, registered at 72:30.  In
 * 72 eight run at 100 %: at 73:00, within the cooldown, ceil(8 x 100 / 60) = 14 is more than 12. */
START_TEST(tasks_wait_for_their_instance)
{
    static told_t told;
    static int64_t load[MINUTES];
    const cost_tracking_policy_t policy = cpu_at_60();
    const cost_cluster_policy_t managed = COST_CLUSTER_DEFAULTS;
    int64_t served[MINUTES];
    cost_loop_plan_t group = plan_of(load, 4, &policy);
    const cost_loop_plan_t *const plans[] = {&group, NULL};
    cost_loop_result_t results[GROUPS];
    const cost_cluster_plan_t plan = {plans, GROUPS, MINUTES, &managed, pack, tell, &told};
    for (int m = 0; m < MINUTES; m++)
        load[m] = m < 60 || m >= 200 ? 1200 : 4800;
    group.served = served;
    ck_assert_int_eq(cost_service_cluster_run(results, &plan), COST_OK);
    ck_assert_int_eq(told.minutes[59].instances, 2);
    ck_assert_int_eq(told.minutes[63].waiting, 3);
    ck_assert_int_eq(told.minutes[63].lacking, 2);
    ck_assert_int_eq(told.minutes[64].instances, 4);
    ck_assert_int_eq(told.minutes[64].waiting, 3);
    ck_assert_int_eq(told.minutes[65].waiting, 0);
    ck_assert_int_eq(results[0].events[0].at_s, 63 * 60);
    ck_assert_int_eq(results[0].events[0].to, 7);
    ck_assert_int_eq(results[0].events[1].at_s, 70 * 60);
    ck_assert_int_eq(results[0].events[1].to, 12);
    ck_assert_int_eq(results[0].events[2].at_s, 73 * 60);
    ck_assert_int_eq(results[0].events[2].to, 14);
    ck_assert_int_eq(told.minutes[70].waiting, 4);
    ck_assert_int_eq(told.minutes[72].waiting, 2); /* of the fourteen, from the end of the minute on */
    ck_assert_int_eq(told.minutes[70].instances, 4);
    ck_assert_int_eq(told.minutes[71].instances, 6);
    ck_assert_int_eq(served[66], 2400);
    ck_assert_int_eq(served[67], 4200);
    ck_assert_int_eq(served[71], 4200);
    ck_assert_int_eq(served[72], 4800);
    ck_assert_int_eq(results[0].tasks.starts, 10);
    ck_assert_int_eq(results[0].served + results[0].lost, 140 * 4800 + (MINUTES - 140) * 1200);
    clear(results);
}
END_TEST

/* Three instances at most: of eight tasks two have no place from the first minute on, and none is found.  They are
 * launched and neither run nor are billed; when the load is gone they go first. */
START_TEST(the_largest_cluster_leaves_tasks_waiting)
{
    static told_t told;
    static int64_t load[MINUTES];
    const cost_tracking_policy_t policy = cpu_at_60();
    cost_cluster_policy_t managed = COST_CLUSTER_DEFAULTS;
    cost_loop_plan_t group = plan_of(load, 8, &policy);
    const cost_loop_plan_t *const plans[] = {NULL, &group};
    cost_loop_result_t results[GROUPS];
    const cost_cluster_plan_t plan = {plans, GROUPS, MINUTES, &managed, pack, tell, &told};
    managed.max = 3;
    for (int m = 0; m < MINUTES; m++)
        load[m] = m < 600 ? 3300 : 0; /* 92 % of six tasks, for eight they would be 69 % */
    ck_assert_int_eq(cost_service_cluster_run(results, &plan), COST_OK);
    ck_assert_int_eq(told.minutes[0].instances, 3);
    ck_assert_int_eq(told.minutes[0].waiting, 2);
    ck_assert_int_eq(told.minutes[599].instances, 3);
    ck_assert_int_gt(told.minutes[599].waiting, 2);
    ck_assert_int_eq(results[1].running_most, 6);
    ck_assert_int_eq(results[1].lost, 0);
    ck_assert_int_eq(results[1].desired, 1);
    ck_assert_int_eq(told.minutes[MINUTES - 1].waiting, 0);
    ck_assert_int_eq(told.minutes[MINUTES - 1].instances, 1);
    ck_assert_int_eq(results[1].tasks.starts, 0); /* none of those who waited ever started */
    clear(results);
}
END_TEST

START_TEST(what_cannot_be_packed_or_told_ends_it)
{
    static told_t told;
    static int64_t load[MINUTES];
    const cost_tracking_policy_t policy = cpu_at_60();
    const cost_cluster_policy_t managed = COST_CLUSTER_DEFAULTS;
    cost_loop_plan_t group = plan_of(load, 4, &policy);
    const cost_loop_plan_t *const plans[] = {&group, NULL};
    cost_loop_result_t results[GROUPS];
    cost_cluster_plan_t plan = {plans, GROUPS, MINUTES, &managed, refuse, tell, &told};
    for (int m = 0; m < MINUTES; m++)
        load[m] = 4800;
    ck_assert_int_eq(cost_service_cluster_run(results, &plan), COST_ERR_RANGE);
    clear(results);
    plan.pack = pack;
    plan.tell = stop_at_7;
    ck_assert_int_eq(cost_service_cluster_run(results, &plan), COST_ERR_CANCELLED);
    clear(results);
    group.bounds = (cost_bounds_t){5, 4};
    ck_assert_int_eq(cost_service_cluster_run(results, &plan), COST_ERR_RANGE);
    clear(results);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("service_cluster",
                      (const TTest *const[]){with_room_for_all_nothing_waits, tasks_wait_for_their_instance,
                                             the_largest_cluster_leaves_tasks_waiting,
                                             what_cannot_be_packed_or_told_ends_it, NULL});
}

UNIT_MAIN(suite)
