/* Target tracking: scaling rules, sections 2.2 to 2.7. */
#include "libcost/capacity/tracking.h"
#include "unit.h"

static const cost_bounds_t two_to_ten = {2, 10};

START_TEST(the_formula_follows_the_published_cases)
{
    static const struct {
        const char *id;
        int64_t running, metric, target, want;
    } rows[] = {
        {"tt-2-100-70", 2, 100, 70, 3},       {"tt-3-100-70", 3, 100, 70, 5},       {"tt-8-100-70", 8, 100, 70, 10},
        {"tt-4-71-70", 4, 71, 70, 5},         {"tt-10-35-70", 10, 35, 70, 5},       {"tt-10-10-70", 10, 10, 70, 2},
        {"tt-2-6000-2000", 2, 6000, 2000, 6}, {"tt-4-2500-2000", 4, 2500, 2000, 5},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_msg(cost_tracking_formula(rows[i].running, rows[i].metric, rows[i].target, two_to_ten) ==
                          rows[i].want,
                      "%s", rows[i].id);
}
END_TEST

START_TEST(several_policies_follow_the_published_cases)
{
    static const struct {
        const char *source;
        cost_vote_t votes[2];
        size_t count;
        int64_t desired, want;
    } rows[] = {
        {"tt-multi-in-blocked", {{COST_SIGNAL_LOW, 2, 0, 0}, {COST_SIGNAL_OK, 0, 0, 0}}, 2, 4, 4},
        {"tt-multi-in", {{COST_SIGNAL_LOW, 2, 0, 0}, {COST_SIGNAL_LOW, 3, 0, 0}}, 2, 4, 3},
        {"tt-insufficient", {{COST_SIGNAL_INSUFFICIENT, 0, 0, 0}}, 1, 4, 4},
        {"one that may not scale in has no voice", {{COST_SIGNAL_LOW, 2, 0, 0}, {COST_SIGNAL_OK, 0, 0, 1}}, 2, 4, 2},
        {"but high it still counts", {{COST_SIGNAL_LOW, 2, 0, 0}, {COST_SIGNAL_HIGH, 4, 0, 1}}, 2, 4, 4},
        {"nobody may scale in", {{COST_SIGNAL_LOW, 2, 0, 1}}, 1, 4, 4},
        {"any policy may scale out, the largest wins",
         {{COST_SIGNAL_HIGH, 6, 0, 0}, {COST_SIGNAL_HIGH, 8, 0, 0}},
         2,
         4,
         8},
        {"out goes before in", {{COST_SIGNAL_LOW, 2, 0, 0}, {COST_SIGNAL_HIGH, 5, 0, 0}}, 2, 4, 5},
        {"a cooldown holds one of two", {{COST_SIGNAL_HIGH, 9, 1, 0}, {COST_SIGNAL_HIGH, 5, 0, 0}}, 2, 4, 5},
        {"a scale-in in its cooldown", {{COST_SIGNAL_LOW, 2, 1, 0}}, 1, 4, 4},
        {"below min a scale-out lifts to min", {{COST_SIGNAL_HIGH, 1, 0, 0}}, 1, 1, 2},
        {"below min a scale-in does nothing", {{COST_SIGNAL_LOW, 0, 0, 0}}, 1, 1, 1},
        {"above max a scale-in lowers to max", {{COST_SIGNAL_LOW, 11, 0, 0}}, 1, 12, 10},
        {"above max a scale-out does nothing", {{COST_SIGNAL_HIGH, 15, 0, 0}}, 1, 12, 12},
        {"out ends at max", {{COST_SIGNAL_HIGH, 15, 0, 0}}, 1, 8, 10},
        {"nobody has a policy", {{COST_SIGNAL_OK, 0, 0, 0}}, 0, 4, 4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_msg(cost_tracking_decide(rows[i].votes, rows[i].count, rows[i].desired, two_to_ten, true) ==
                          rows[i].want,
                      "%s", rows[i].source);
    ck_assert_int_eq(cost_tracking_decide(rows[1].votes, 2, 4, two_to_ten, false), 4);
}
END_TEST

/* CPU in percent of one task of 1 vCPU: a load of 600 a minute is one percent point for each task. */
static const cost_task_model_t percent = {.vcpu_micro = 1000000, .usable_micro = 1000000, .units = 1, .cpu_us = 1000};

static cost_tracking_t tracking(const cost_tracking_policy_t *policy)
{
    static cost_tracking_t state;
    cost_tracking_init(&state, policy, &percent, 60);
    return state;
}

START_TEST(points_follow_the_published_cases)
{
    static const struct {
        const char *id;
        int64_t tenths[15]; /* of a percent */
        int count;
        cost_signal_t want;
    } rows[] = {
        {"alarm-high-2of3", {710, 690, 710}, 3, COST_SIGNAL_OK},
        {"alarm-high-3of3", {710, 701, 900}, 3, COST_SIGNAL_HIGH},
        {"alarm-low-edge",
         {630, 630, 630, 630, 630, 630, 630, 630, 630, 630, 630, 630, 630, 630, 630},
         15,
         COST_SIGNAL_OK},
        {"alarm-low-15",
         {629, 629, 629, 629, 629, 629, 629, 629, 629, 629, 629, 629, 629, 629, 629},
         15,
         COST_SIGNAL_LOW},
        {"alarm-low-14", {629, 629, 629, 629, 629, 629, 629, 629, 629, 629, 629, 629, 629, 629}, 14, COST_SIGNAL_OK},
    };
    cost_tracking_policy_t policy = COST_TRACKING_DEFAULTS;
    policy.target = 700000000;
    policy.publish_delay_s = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        cost_tracking_t state = tracking(&policy);
        for (int k = 0; k < rows[i].count; k++)
            cost_tracking_observe(&state, k, rows[i].tenths[k] * 60, 1, 1);
        ck_assert_msg(cost_tracking_vote(&state, 0).signal == rows[i].want, "%s", rows[i].id);
    }
}
END_TEST

START_TEST(a_publish_delay_shifts_what_alarms_see)
{
    cost_tracking_policy_t policy = COST_TRACKING_DEFAULTS;
    policy.target = 700000000;
    cost_tracking_t state = tracking(&policy); /* 150 s: two steps and 30 s */
    int64_t first = -1;
    for (int64_t minute = 0; minute < 20 && first < 0; minute++) {
        ck_assert_int_eq(cost_tracking_observe(&state, minute, minute < 10 ? 6000 : 54000, 1, 1), minute >= 2);
        if (cost_tracking_vote(&state, 0).signal == COST_SIGNAL_HIGH)
            first = minute;
    }
    ck_assert_int_eq(first, 14); /* minutes 10, 11 and 12, seen two later: with the 30 s 330 s after minute 10 began */
}
END_TEST

START_TEST(cooldowns_hold_what_is_not_larger)
{
    cost_tracking_policy_t policy = COST_TRACKING_DEFAULTS;
    policy.target = 700000000;
    policy.publish_delay_s = 0;
    cost_tracking_t state = tracking(&policy);
    for (int64_t minute = 0; minute < 3; minute++)
        cost_tracking_observe(&state, minute, 4 * 54000, 4, 4);
    ck_assert_int_eq(cost_tracking_vote(&state, 180).want, 6); /* 4 x 90 / 70 */
    cost_tracking_acted(&state, 2, 6, 180);
    ck_assert(cost_tracking_vote(&state, 300).held);
    state.newest.load = 4 * 58800;
    ck_assert_int_eq(cost_tracking_vote(&state, 300).want, 6);
    state.newest.load = 5 * 54000;
    ck_assert(!cost_tracking_vote(&state, 300).held == (cost_tracking_vote(&state, 300).want > 6));
    ck_assert(!cost_tracking_vote(&state, 480).held); /* 300 s later it is over */
    cost_tracking_acted(&state, 2, 5, 480);           /* vector tt-cooldown-same: five, and five wanted again */
    state.newest.load = 4 * 48000;
    const cost_vote_t vote = cost_tracking_vote(&state, 500);
    ck_assert_int_eq(vote.want, 5);
    ck_assert(vote.held);
    ck_assert_int_eq(cost_tracking_decide(&vote, 1, 5, two_to_ten, true), 5);
}
END_TEST

START_TEST(a_scale_out_ends_the_cooldown_of_a_scale_in)
{
    cost_tracking_policy_t policy = COST_TRACKING_DEFAULTS;
    policy.target = 700000000;
    policy.publish_delay_s = 0;
    cost_tracking_t state = tracking(&policy);
    for (int64_t minute = 0; minute < 15; minute++)
        cost_tracking_observe(&state, minute, 4 * 6000, 4, 4);
    ck_assert(!cost_tracking_vote(&state, 900).held);
    cost_tracking_acted(&state, 4, 2, 900);
    ck_assert(cost_tracking_vote(&state, 1199).held);
    ck_assert(!cost_tracking_vote(&state, 1200).held);
    cost_tracking_acted(&state, 2, 3, 1000);
    ck_assert(!cost_tracking_vote(&state, 1001).held);
}
END_TEST

START_TEST(without_tasks_cpu_is_missing_and_backlog_is_not)
{
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS, backlog = COST_TRACKING_DEFAULTS;
    cpu.target = 700000000;
    backlog.metric = COST_TASK_BACKLOG;
    backlog.target = 50000000;
    cost_tracking_t first = tracking(&cpu), second = tracking(&backlog);
    for (int64_t minute = 0; minute < 30; minute++) {
        cost_tracking_observe(&first, minute, 100000, 0, 0);
        cost_tracking_observe(&second, minute, 51, 0, 0);
    }
    ck_assert_int_eq(cost_tracking_vote(&first, 0).signal, COST_SIGNAL_INSUFFICIENT);
    const cost_vote_t vote = cost_tracking_vote(&second, 0);
    ck_assert_int_eq(vote.signal, COST_SIGNAL_HIGH);
    ck_assert_int_eq(vote.want, 1); /* the smallest step first */
}
END_TEST

START_TEST(fast_metrics_decide_in_a_minute_and_call_once_a_minute)
{
    cost_tracking_policy_t policy = COST_TRACKING_DEFAULTS;
    policy.target = 700000000;
    policy.period_s = 20;
    policy.publish_delay_s = 16;
    policy.low_datapoints = 45;
    cost_tracking_t state;
    cost_tracking_init(&state, &policy, &percent, 20);
    for (int64_t step = 0; step < 12; step++) {
        ck_assert(cost_tracking_observe(&state, step, step < 3 ? 2000 : 19000, 1, 1));
        const cost_vote_t vote = cost_tracking_vote(&state, 0);
        ck_assert_int_eq(vote.signal == COST_SIGNAL_HIGH, step >= 5);
        ck_assert_int_eq(vote.signal == COST_SIGNAL_HIGH && !vote.held, step == 5 || step == 8 || step == 11);
    }
}
END_TEST

/* Of each metric, the loads of which as many tasks are wanted are those between its bounds, and no others. */
START_TEST(loads_of_which_as_many_are_wanted)
{
    static const cost_task_model_t model = {.vcpu_micro = 2000000,
                                            .usable_micro = 2000000,
                                            .memory_bytes = INT64_C(4) << 30,
                                            .memory_base_bytes = INT64_C(250) << 20,
                                            .memory_each_bytes = 8 << 20,
                                            .units = 1,
                                            .cpu_us = 40000,
                                            .response_us = 900000};
    for (int metric = COST_TASK_CPU; metric <= COST_TASK_REQUESTS; metric++) {
        cost_tracking_policy_t policy = COST_TRACKING_DEFAULTS;
        cost_tracking_t state;
        policy.metric = (cost_task_metric_t)metric;
        policy.target = metric == COST_TASK_REQUESTS ? INT64_C(700000001) : 433333333;
        policy.publish_delay_s = 0;
        policy.high_datapoints = policy.low_datapoints = 1;
        cost_tracking_init(&state, &policy, &model, 60);
        cost_wanting_t last = {-1, -1};
        int64_t last_want = -1;
        for (int64_t load = 0; load < 12000; load += 7) {
            const cost_wanting_t wanting = cost_tracking_wanting(&state, load, 4, 3);
            cost_tracking_observe(&state, load / 7, load, 4, 3);
            const cost_vote_t vote = cost_tracking_vote(&state, 0);
            ck_assert(wanting.above < load && load <= wanting.most);
            if (vote.signal != COST_SIGNAL_HIGH && vote.signal != COST_SIGNAL_LOW)
                continue;
            if (last_want >= 0 && load <= last.most)
                ck_assert_int_eq(vote.want, last_want);
            else if (last_want >= 0)
                ck_assert_int_gt(vote.want, last_want);
            last = wanting;
            last_want = vote.want;
        }
    }
}
END_TEST

static Suite *suite(void)
{
    return unit_suite(
        "tracking",
        (const TTest *const[]){the_formula_follows_the_published_cases, several_policies_follow_the_published_cases,
                               points_follow_the_published_cases, a_publish_delay_shifts_what_alarms_see,
                               cooldowns_hold_what_is_not_larger, a_scale_out_ends_the_cooldown_of_a_scale_in,
                               without_tasks_cpu_is_missing_and_backlog_is_not,
                               fast_metrics_decide_in_a_minute_and_call_once_a_minute,
                               loads_of_which_as_many_are_wanted, NULL});
}

UNIT_MAIN(suite)
