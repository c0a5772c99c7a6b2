/* The reference step loop of a service: scaling rules, sections 1 to 4, 10.4 and 11. */
#include "libcost/capacity/service_loop.h"
#include "unit.h"

enum { MINUTES_MAX = 720 * 60 };

static const cost_provider_t on_demand[] = {{0, 1}};
static int64_t load[MINUTES_MAX];

/* ---- the published simulations ---- */

/* A demand of a tenth of a vCPU is a million units of load. */
enum { TENTH = 1000000 };
static const cost_task_model_t tenths = {
    .vcpu_micro = 2000000, .usable_micro = 2000000, .units = TENTH, .cpu_us = 6000000};

typedef struct {
    const char *id;
    int first, for_minutes, then, slope; /* tenths of a vCPU */
    int minutes;
    int64_t start;
    int64_t out_cooldown_s;
    int64_t events[8][2];
    int64_t task_minutes, final;
    int nudged; /* a minute that gets one unit more */
} simulation_t;

static const simulation_t simulations[] = {
    {"sim-max", 10, 5, 400, 0, 30, 2, 60, {{7, 3}, {9, 5}, {11, 8}, {13, 10}}, 200, 10, 0},
    {"sim-flat", 24, 60, 0, 0, 60, 2, 60, {{0}}, 120, 2, 0},
    {"sim-deadband", 30, 60, 0, 0, 60, 3, 60, {{0}}, 180, 3, 0},
    {"sim-cool-300", 10, 10, 120, 0, 60, 2, 300, {{12, 3}, {14, 5}, {16, 8}, {18, 9}}, 420, 9, 0},
    /* Of this one the published outcome has a slip of binary arithmetic in it: 1.0 + 0.2 x 44 vCPU on seven tasks are
     * 70 % exactly, which is not above 70 %, but 100 x 9.8 / 14 in doubles is 70.00000000000001.  With a ten-millionth
     * of a vCPU more in minute 44 it comes out; without, the sixth event is a minute later. */
    {"sim-ramp", 10, 0, 10, 2, 60, 2, 60, {{12, 3}, {19, 4}, {26, 5}, {33, 6}, {40, 7}, {46, 8}, {54, 9}}, 296, 9, 44},
    {"sim-ramp, exactly",
     10,
     0,
     10,
     2,
     60,
     2,
     60,
     {{12, 3}, {19, 4}, {26, 5}, {33, 6}, {40, 7}, {47, 8}, {54, 9}},
     295,
     9,
     0},
    {"sim-in", 20, 90, 0, 0, 90, 8, 60, {{14, 2}}, 264, 2, 0},
};

static void run_simulation(const simulation_t *s)
{
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cost_loop_result_t month;
    cpu.target = 700000000;
    cpu.out_cooldown_s = s->out_cooldown_s;
    cpu.publish_delay_s = 0;
    for (int t = 0; t < s->minutes; t++)
        load[t] =
            (t < s->for_minutes ? s->first : s->then + s->slope * t) * (int64_t)TENTH + (s->nudged && t == s->nudged);
    const cost_loop_plan_t plan = {.month_seconds = s->minutes * 60,
                                   .load = load,
                                   .model = tenths,
                                   .life = {.start_s = 60},
                                   .providers = on_demand,
                                   .provider_count = 1,
                                   .bounds = {2, 10},
                                   .start = s->start,
                                   .policies = &cpu,
                                   .policy_count = 1};
    ck_assert_int_eq(cost_loop_run(&month, &plan), COST_OK);
    size_t wanted = 0;
    while (wanted < 8 && s->events[wanted][1])
        wanted++;
    ck_assert_msg(month.event_count == wanted, "%s: %zu events", s->id, month.event_count);
    for (size_t i = 0; i < wanted; i++)
        ck_assert_msg(month.events[i].step == s->events[i][0] && month.events[i].to == s->events[i][1],
                      "%s: event %zu: %d, %d", s->id, i, (int)month.events[i].step, (int)month.events[i].to);
    ck_assert_msg(month.running_minutes == s->task_minutes, "%s: %d task-minutes", s->id, (int)month.running_minutes);
    ck_assert_msg(month.desired == s->final, "%s: %d at the end", s->id, (int)month.desired);
    cost_loop_result_clear(&month);
}

START_TEST(simulations_follow_the_published_cases)
{
    for (size_t i = 0; i < sizeof simulations / sizeof simulations[0]; i++)
        run_simulation(&simulations[i]);
}
END_TEST

/* ---- by hand ---- */

static cost_loop_plan_t plan_of(int64_t minutes, int64_t each_minute, int64_t start)
{
    for (int64_t t = 0; t < minutes; t++)
        load[t] = each_minute;
    return (cost_loop_plan_t){.month_seconds = minutes * 60,
                              .load = load,
                              .model = {.vcpu_micro = 1000000, .usable_micro = 1000000, .units = 1, .cpu_us = 10000},
                              .life = {.start_s = 23, .health_s = 60, .drain_s = 300, .stop_s = 30, .minimum_s = 60},
                              .providers = on_demand,
                              .provider_count = 1,
                              .bounds = {1, 10},
                              .start = start};
}

static cost_loop_result_t run(const cost_loop_plan_t *plan)
{
    cost_loop_result_t month;
    ck_assert_int_eq(cost_loop_run(&month, plan), COST_OK);
    return month;
}

START_TEST(a_service_without_policies_stands_still)
{
    const cost_loop_plan_t plan = plan_of(600, 3000, 2);
    cost_loop_result_t month = run(&plan);
    ck_assert_int_eq(month.tasks.billed_s[0], 2 * 600 * 60);
    ck_assert_int_eq(month.tasks.running_s[0], 2 * 600 * 60);
    ck_assert_uint_eq(month.tasks.run_count, 1);
    ck_assert_int_eq(month.served, 600 * 3000);
    ck_assert_int_eq(month.tasks.starts + month.lost + month.saturated_minutes, 0);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(what_cannot_be_served_is_lost)
{
    cost_loop_plan_t plan = plan_of(10, 7000, 1); /* one task serves 6000 */
    int64_t served[10];
    plan.served = served;
    cost_loop_result_t month = run(&plan);
    ck_assert_int_eq(month.served, 60000);
    ck_assert_int_eq(month.lost, 10000);
    ck_assert_int_eq(month.saturated_minutes, 10);
    for (int i = 0; i < 10; i++)
        ck_assert_int_eq(served[i], 6000);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(a_new_task_is_billed_from_its_decision_and_serves_when_healthy)
{
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cpu.target = 700000000;
    cost_loop_plan_t plan = plan_of(30, 5000, 1);
    plan.policies = &cpu;
    plan.policy_count = 1;
    cost_loop_result_t month = run(&plan);
    /* Points of minutes 0 to 2, the last ending at 180 s, seen 150 s later; 83.3 % wants two tasks. */
    ck_assert_uint_eq(month.event_count, 1);
    ck_assert_int_eq(month.events[0].at_s, 330);
    ck_assert_int_eq(month.events[0].to, 2);
    ck_assert_int_eq(month.tasks.billed_s[0], 1800 + (1800 - 330));
    ck_assert_int_eq(month.tasks.running_s[0], 1800 + (1800 - 330 - 23));
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(a_scale_in_drains_and_is_billed_until_it_has_stopped)
{
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cpu.target = 700000000;
    cpu.publish_delay_s = 0;
    cost_loop_plan_t plan = plan_of(60, 1000, 3);
    plan.policies = &cpu;
    plan.policy_count = 1;
    cost_loop_result_t month = run(&plan);
    ck_assert_uint_eq(month.event_count, 1);
    ck_assert_int_eq(month.events[0].at_s, 900);
    ck_assert_int_eq(month.events[0].to, 1);
    ck_assert_int_eq(month.tasks.running_s[0], 3600 + 2 * 900);
    ck_assert_int_eq(month.tasks.billed_s[0], 3600 + 2 * (900 + 330));
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(one_thread_in_two_vcpu_never_scales)
{
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cpu.target = 700000000;
    cost_loop_plan_t plan = plan_of(120, 9000, 1);
    plan.model.vcpu_micro = 2000000;
    plan.policies = &cpu;
    plan.policy_count = 1;
    cost_loop_result_t month = run(&plan);
    ck_assert_uint_eq(month.event_count, 0);
    ck_assert_int_eq(month.saturated_minutes, 120);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(requests_per_target_jump_at_once)
{
    cost_tracking_policy_t requests = COST_TRACKING_DEFAULTS;
    requests.metric = COST_TASK_REQUESTS;
    requests.target = 2000000000;
    requests.publish_delay_s = 0;
    cost_loop_plan_t plan = plan_of(60, 12000, 2);
    plan.policies = &requests;
    plan.policy_count = 1;
    cost_loop_result_t month = run(&plan);
    ck_assert_uint_eq(month.event_count, 1); /* vector tt-2-6000-2000 */
    ck_assert_int_eq(month.events[0].to, 6);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(a_sawtooth_flaps_when_its_peaks_fall_below_nine_tenths)
{
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cpu.target = 700000000;
    cpu.publish_delay_s = 0;
    cost_loop_plan_t plan = plan_of(600, 0, 2);
    for (int64_t t = 0; t < 600; t++)
        load[t] = t % 20 < 5 ? 11000 : 1000; /* every 20 minutes, with 15 low ones between */
    plan.policies = &cpu;
    plan.policy_count = 1;
    cost_loop_result_t often = run(&plan);
    ck_assert_uint_ge(often.event_count, 2 * 29);
    for (int64_t t = 0; t < 600; t++)
        load[t] = t % 14 < 5 ? 11500 : 1000; /* never fifteen low ones */
    cost_loop_result_t once = run(&plan);
    ck_assert_int_gt(once.desired, 2);
    for (size_t i = 0; i < once.event_count; i++)
        ck_assert_int_gt(once.events[i].to, once.events[i].from);
    cost_loop_result_clear(&often);
    cost_loop_result_clear(&once);
}
END_TEST

START_TEST(a_scheduled_action_moves_capacity_at_once_and_stays)
{
    const cost_loop_action_t actions[] = {{.at_s = 600, .kind = COST_LOOP_BOUNDS, .min = 0, .max = 0},
                                          {.at_s = 1805, .kind = COST_LOOP_BOUNDS, .min = 2, .max = 10},
                                          {.at_s = 2400, .kind = COST_LOOP_BOUNDS, .min = 3, .max = COST_UNCHANGED}};
    cost_loop_plan_t plan = plan_of(60, 100, 2);
    plan.actions = actions;
    plan.action_count = 3;
    cost_loop_result_t month = run(&plan);
    ck_assert_uint_eq(month.event_count, 3);
    ck_assert_int_eq(month.events[0].at_s, 600);
    ck_assert_int_eq(month.events[0].to, 0);
    ck_assert_int_eq(month.events[1].at_s, 1805);
    ck_assert_int_eq(month.events[2].to, 3);
    ck_assert_int_eq(month.tasks.billed_s[0], 2 * (600 + 330) + 2 * (3600 - 1805) + (3600 - 2400));
    /* No task serves from 600 s until the new ones are healthy at 1805 + 83 s, that is from minute 32 on. */
    ck_assert_int_eq(month.lost, 22 * 100);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(a_deployment_runs_new_tasks_beside_the_old)
{
    const cost_loop_action_t actions[] = {{.at_s = 600, .kind = COST_LOOP_DEPLOY}};
    cost_loop_plan_t plan = plan_of(60, 100, 4);
    plan.actions = actions;
    plan.action_count = 1;
    cost_loop_result_t month = run(&plan);
    ck_assert_int_eq(month.tasks.starts, 4);
    ck_assert_int_eq(month.tasks.stops, 4);
    ck_assert_int_eq(month.tasks.billed_s[0], 4 * 3600 + 4 * (23 + 60 + 330));
    ck_assert_uint_eq(month.event_count, 0);
    cost_loop_result_clear(&month);
    plan.maximum_percent = 1500000000; /* two waves */
    plan.minimum_healthy = 1000000000;
    month = run(&plan);
    ck_assert_int_eq(month.tasks.starts, 4);
    ck_assert_int_eq(month.tasks.billed_s[0], 4 * 3600 + 4 * (23 + 60 + 330));
    cost_loop_result_clear(&month);
    plan.maximum_percent = 1000000000; /* old ones first, half of them */
    plan.minimum_healthy = 500000000;
    month = run(&plan);
    ck_assert_int_eq(month.tasks.starts, 4);
    ck_assert_int_eq(month.tasks.billed_s[0], 4 * 3600 + 4 * 330);
    ck_assert_int_eq(month.tasks.running_s[0], 4 * 3600 - 4 * 23);
    cost_loop_result_clear(&month);
    plan.minimum_healthy = 1000000000;
    month = run(&plan);
    ck_assert_int_eq(month.stuck_deployments, 1);
    ck_assert_int_eq(month.tasks.billed_s[0], 4 * 3600);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(crashed_and_interrupted_tasks_are_replaced)
{
    static const cost_provider_t pair[] = {{1, 1}, {0, 1}};
    const cost_loop_action_t actions[] = {
        {.at_s = 600, .kind = COST_LOOP_RESTART, .count = 1},
        {.at_s = 1200, .kind = COST_LOOP_INTERRUPT, .count = 1, .provider = 1, .notice_s = 120, .wait_s = 60}};
    cost_loop_plan_t plan = plan_of(60, 100, 4); /* 1 + 2 : 1, hence 3 and 1: base, then one each, ties to the first */
    plan.providers = pair;
    plan.provider_count = 2;
    plan.actions = actions;
    plan.action_count = 2;
    cost_loop_result_t month = run(&plan);
    ck_assert_int_eq(month.tasks.alive[0], 3);
    ck_assert_int_eq(month.tasks.alive[1], 1);
    ck_assert_int_eq(month.tasks.billed_s[0], 3 * 3600 + 300);  /* it drains */
    ck_assert_int_eq(month.tasks.billed_s[1], 3600 + 120 - 60); /* two minutes' notice, a minute of drought */
    ck_assert_int_eq(month.tasks.running_s[1], 3600 - 60 - 23);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(workers_work_the_backlog_off)
{
    static const int64_t arrivals[] = {60, 60, 300, 300, 60, 60, 60, 60};
    const cost_queue_rate_t mu = {1, 1};
    cost_loop_plan_t plan = plan_of(8, 0, 2);
    for (int i = 0; i < 8; i++)
        load[i] = arrivals[i];
    plan.queue = &mu;
    cost_loop_result_t month = run(&plan);
    ck_assert_int_eq(month.backlog, 120); /* vector queue */
    ck_assert_int_eq(month.backlog_most, 360);
    ck_assert_int_eq(month.wait_most_s, 180);
    ck_assert_int_eq(month.served, 960 - 120);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(workers_that_wait_for_io_never_scale_on_cpu_and_do_on_backlog)
{
    const cost_queue_rate_t mu = cost_queue_rate(5, 4000000, 200000, 1000000);
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS, backlog = COST_TRACKING_DEFAULTS;
    cpu.target = 600000000;
    backlog.metric = COST_TASK_BACKLOG;
    backlog.target = 150000000;                   /* 1.25 jobs a second: two minutes' wait */
    cost_loop_plan_t plan = plan_of(240, 100, 1); /* 75 a minute are done */
    plan.model.cpu_us = 200000;
    plan.queue = &mu;
    plan.policies = &cpu;
    plan.policy_count = 1;
    cost_loop_result_t month = run(&plan);
    ck_assert_uint_eq(month.event_count, 0);
    ck_assert_int_eq(month.backlog, 240 * 25);
    cost_loop_result_clear(&month);
    plan.policies = &backlog;
    month = run(&plan);
    ck_assert_uint_ge(month.event_count, 1);
    ck_assert_int_lt(month.backlog_most, 1000);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(a_forecast_starts_tasks_before_the_hour)
{
    static int64_t before[336];
    const cost_predictive_t predictive = {.metric = COST_TASK_CPU, .target = 500000000, .buffer_s = 300, .acts = true};
    cost_loop_plan_t plan = plan_of(180, 100, 1);
    for (int i = 0; i < 336; i++)
        before[i] = i % 168 == 1 ? 60 * 12000 : 60 * 100;
    plan.predictive = &predictive;
    plan.hours_before = before;
    plan.hour_before_count = 336;
    cost_loop_result_t month = run(&plan);
    ck_assert_uint_eq(month.event_count, 1);
    ck_assert_int_eq(month.events[0].at_s, 3300);
    ck_assert_int_eq(month.events[0].to, 4); /* 2 vCPU at 50 % */
    ck_assert_int_eq(month.events[0].cause, COST_CAUSE_FORECAST);
    ck_assert_int_eq(month.desired, 4); /* it never scales in */
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(runs_cover_the_month_and_add_up)
{
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    static const cost_provider_t pair[] = {{0, 1}, {0, 1}};
    cpu.target = 500000000;
    cost_loop_plan_t plan = plan_of(1440, 0, 2);
    for (int64_t t = 0; t < 1440; t++)
        load[t] = 2000 + (t % 720) * 60;
    plan.providers = pair;
    plan.provider_count = 2;
    plan.policies = &cpu;
    plan.policy_count = 1;
    cost_loop_result_t month = run(&plan);
    int64_t running[2] = {0}, billed[2] = {0}, until = 0;
    for (size_t i = 0; i < month.tasks.run_count; i++) {
        const cost_capacity_run_t *r = &month.tasks.runs[i];
        ck_assert_int_eq(r->from_s, until % (1440 * 60));
        ck_assert_int_lt(r->from_s, r->until_s);
        until = r->until_s;
        running[r->provider] += r->running * (r->until_s - r->from_s);
        billed[r->provider] += r->billed * (r->until_s - r->from_s);
    }
    ck_assert_int_eq(until, 1440 * 60);
    for (int p = 0; p < 2; p++) {
        ck_assert_int_eq(running[p], month.tasks.running_s[p]);
        ck_assert_int_eq(billed[p], month.tasks.billed_s[p]);
    }
    ck_assert_uint_ge(month.event_count, 8);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(a_plan_that_breaks_its_limits_is_refused)
{
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cost_loop_result_t month;
    cost_loop_plan_t plan = plan_of(60, 0, 1);
    plan.policies = &cpu;
    plan.policy_count = 1; /* a target of 0 */
    ck_assert_int_eq(cost_loop_run(&month, &plan), COST_ERR_RANGE);
    cost_loop_result_clear(&month);
    plan.policy_count = 0;
    plan.bounds = (cost_bounds_t){3, 2};
    ck_assert_int_eq(cost_loop_run(&month, &plan), COST_ERR_RANGE);
    cost_loop_result_clear(&month);
    plan.bounds = (cost_bounds_t){1, 2};
    plan.month_seconds = 90;
    ck_assert_int_eq(cost_loop_run(&month, &plan), COST_ERR_RANGE);
    cost_loop_result_clear(&month);
}
END_TEST

START_TEST(a_column_is_the_load_of_its_minutes)
{
    const cost_run_t runs[] = {{0, 20, 61}, {30, 60, 150000}};
    const cost_column_t flat = {.runs = runs, .run_count = 2, .minutes = 60};
    int64_t prefix[61] = {0};
    cost_column_t sums = {.minutes = 60, .prefix = prefix};
    cost_loop_plan_t plan = plan_of(60, 0, 1);
    cost_loop_load(load, &flat);
    ck_assert_int_eq(load[18], 3);
    ck_assert_int_eq(load[19], 4); /* floor(61) - floor(57.95) */
    ck_assert_int_eq(load[25], 0);
    ck_assert_int_eq(load[59], 5000);
    for (int i = 0; i < 60; i++)
        prefix[i + 1] = prefix[i] + load[i];
    cost_loop_result_t dense = run(&plan);
    ck_assert_int_eq(dense.served, 150061);
    cost_loop_result_clear(&dense);
    plan.load = NULL;
    ck_assert_int_eq(cost_loop_run(&dense, &plan), COST_ERR_RANGE); /* neither */
    for (int i = 0; i < 2; i++) {
        plan.column = i ? &sums : &flat;
        cost_loop_result_t month = run(&plan);
        ck_assert_int_eq(month.served, 150061);
        cost_loop_result_clear(&month);
    }
    sums.minutes = 59;
    ck_assert_int_eq(cost_loop_run(&dense, &plan), COST_ERR_RANGE); /* of another month */
    cost_loop_result_clear(&dense);
}
END_TEST

START_TEST(a_column_becomes_minutes)
{
    const cost_run_t runs[] = {{1, 4, 10}, {5, 6, 7}};
    const cost_column_t column = {.runs = runs, .run_count = 2, .minutes = 7};
    static const int64_t want[] = {0, 3, 3, 4, 0, 7, 0};
    int64_t minutes[7];
    cost_loop_load(minutes, &column);
    for (int i = 0; i < 7; i++)
        ck_assert_int_eq(minutes[i], want[i]);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("service_loop",
                      (const TTest *const[]){
                          simulations_follow_the_published_cases, a_service_without_policies_stands_still,
                          what_cannot_be_served_is_lost, a_new_task_is_billed_from_its_decision_and_serves_when_healthy,
                          a_scale_in_drains_and_is_billed_until_it_has_stopped, one_thread_in_two_vcpu_never_scales,
                          requests_per_target_jump_at_once, a_sawtooth_flaps_when_its_peaks_fall_below_nine_tenths,
                          a_scheduled_action_moves_capacity_at_once_and_stays,
                          a_deployment_runs_new_tasks_beside_the_old, crashed_and_interrupted_tasks_are_replaced,
                          workers_work_the_backlog_off, workers_that_wait_for_io_never_scale_on_cpu_and_do_on_backlog,
                          a_forecast_starts_tasks_before_the_hour, runs_cover_the_month_and_add_up,
                          a_plan_that_breaks_its_limits_is_refused, a_column_becomes_minutes,
                          a_column_is_the_load_of_its_minutes, NULL});
}

UNIT_MAIN(suite)
