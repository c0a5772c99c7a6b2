/* What happens to a Fargate service in a month: scaling rules, section 4.1. */
#include "libcost/services/fargate_plan.h"
#include "resolved.h"

#define APP(more)                                                                                                      \
    "period: 2025-11\n"                                                                                                \
    "traffic: {web: {rate: 60/min}}\n"                                                                                 \
    "resources:\n"                                                                                                     \
    "  lb: {service: alb, from: web, zones: 2, scheme: internal}\n"                                                    \
    "  app: {service: fargate, from: lb, tasks: 20, task: {vcpu: 1, memory: 2 GiB}, subnets: private, scaling: "       \
    "{min: 20, "                                                                                                       \
    "max: 20, policies: {requests: {metric: requests_per_target, target: 600/min}}}, " more "}\n"
#define SPOT(band, shared)                                                                                             \
    "capacity: {fargate_spot: {weight: 1, price: 30%, interruptions: " band ", shared_interruptions: " shared          \
    ", replacement_wait: 10 min}}"

/* As many as 20 tasks have at 50 % in 730 hours: -ln(0.5) / 730 x 720 x 20 = 13.67 a month. */
START_TEST(interruptions_come_as_often_as_their_band_says)
{
    enum { TRIALS = 60 };
    resolved_t made = resolved(APP(SPOT("50%/month", "0%")));
    int64_t sum = 0, other = 0;
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        const cost_ran_t *ran = resolved_ran(&made, (cost_chance_t){.drawn = true, .seed = 7, .trial = trial}, "app");
        sum += ran->interruptions;
        other += resolved_ran(&made, (cost_chance_t){.drawn = true, .seed = 8, .trial = trial}, "app")->interruptions;
        ck_assert_int_le(ran->interruptions - ran->starts, 20); /* all are replaced, but for the last ones */
        ck_assert_int_ge(ran->interruptions, ran->starts);
    }
    /* 60 months have 820 of them, give or take three times 29 */
    ck_assert_int_gt(sum, 820 - 87);
    ck_assert_int_lt(sum, 820 + 87);
    ck_assert_int_ne(sum, other);
    resolved_clear(&made);
}
END_TEST

START_TEST(the_same_trial_is_the_same_month)
{
    resolved_t made = resolved(APP(SPOT("50%/month", "20%")));
    const cost_ran_t *once = resolved_ran(&made, (cost_chance_t){.drawn = true, .seed = 1, .trial = 4711}, "app");
    const cost_ran_t *again = resolved_ran(&made, (cost_chance_t){.drawn = true, .seed = 1, .trial = 4711}, "app");
    ck_assert_int_eq(once->interruptions, again->interruptions);
    ck_assert_int_eq(once->billed_s[SPOT], again->billed_s[SPOT]);
    ck_assert_int_gt(once->interruptions, 0);
    resolved_clear(&made);
}
END_TEST

/* All of them at once: a multiple of the 20 tasks, as long as they have been replaced in between. */
START_TEST(shared_interruptions_hit_all_tasks)
{
    resolved_t made = resolved(APP(SPOT("5%/month", "100%")));
    for (uint64_t trial = 0; trial < 20; trial++) {
        const cost_ran_t *ran = resolved_ran(&made, (cost_chance_t){.drawn = true, .seed = 3, .trial = trial}, "app");
        ck_assert_int_eq(ran->interruptions % 20, 0);
        ck_assert_int_eq(ran->least, ran->interruptions ? 0 : 20);
    }
    resolved_clear(&made);
}
END_TEST

/* The central month has none, and on demand no month has any. */
START_TEST(only_spot_tasks_of_drawn_months_are_interrupted)
{
    resolved_t made = resolved(APP(SPOT("50%/month", "20%")));
    const cost_ran_t *ran = resolved_ran(&made, (cost_chance_t){.drawn = false}, "app");
    ck_assert_int_eq(ran->interruptions, 0);
    ck_assert_int_eq(ran->billed_s[SPOT], 20 * 2592000);
    resolved_clear(&made);
    made = resolved(APP("capacity: {fargate: {weight: 1}}"));
    ran = resolved_ran(&made, (cost_chance_t){.drawn = true, .seed = 1, .trial = 1}, "app");
    ck_assert_int_eq(ran->interruptions, 0);
    ck_assert_int_eq(ran->billed_s[ON_DEMAND], 20 * 2592000);
    resolved_clear(&made);
}
END_TEST

#define FIXED(more)                                                                                                    \
    "period: 2025-11\n"                                                                                                \
    "resources:\n"                                                                                                     \
    "  app: {service: fargate, tasks: 20, task: {vcpu: 1, memory: 2 GiB}, subnets: private, drain: 300 s, " more "}\n"

/* Tasks that follow nothing and serve nothing that is known are taken back as often, in the same trials. */
START_TEST(fixed_spot_tasks_are_interrupted_too)
{
    resolved_t fixed = resolved(FIXED(SPOT("3%/month", "20%"))), scaled = resolved(APP(SPOT("3%/month", "20%")));
    int64_t interrupted = 0;
    for (uint64_t trial = 0; trial < 200; trial++) {
        const cost_chance_t chance = {.drawn = true, .seed = 1, .trial = trial};
        const cost_ran_t *one = resolved_ran(&fixed, chance, "app"), *other = resolved_ran(&scaled, chance, "app");
        ck_assert_int_eq(one ? one->interruptions : 0, other->interruptions);
        ck_assert_int_eq(one ? one->billed_s[SPOT] : 20 * 2592000, other->billed_s[SPOT]);
        ck_assert(!one || !one->load); /* nothing that it could lose */
        interrupted += one && one->interruptions;
    }
    ck_assert_int_gt(interrupted, 60); /* -ln(0.97) / 730 x 720 x 20 = 0.60: in 45 of 100 months */
    ck_assert_int_lt(interrupted, 120);
    ck_assert_ptr_null(resolved_ran(&fixed, (cost_chance_t){.drawn = false}, "app"));
    resolved_clear(&fixed);
    resolved_clear(&scaled);
    fixed = resolved(FIXED("capacity: {fargate: {weight: 1}}"));
    ck_assert_ptr_null(resolved_ran(&fixed, (cost_chance_t){.drawn = true, .seed = 1}, "app"));
    resolved_clear(&fixed);
}
END_TEST

/* Four in 30 days: at 3.75, 11.25, 18.75 and 26.25 days. */
START_TEST(deployments_and_crashes_are_spread_evenly)
{
    resolved_t made = resolved(APP("deployments: {count: 4/month}, restarts: 2/month"));
    const cost_resource_t *app = resolved_resource(&made, "app");
    const cost_window_t all = {0, 2592000};
    const cost_flows_t flows = {
        .month = resolved_month(&made), .exists = &all, .exist_count = 1, .on = &all, .on_count = 1};
    static const struct {
        int64_t at_s;
        cost_loop_kind_t kind;
    } wanted[] = {{324000, COST_LOOP_DEPLOY},  {648000, COST_LOOP_RESTART},  {972000, COST_LOOP_DEPLOY},
                  {1620000, COST_LOOP_DEPLOY}, {1944000, COST_LOOP_RESTART}, {2268000, COST_LOOP_DEPLOY}};
    cost_fargate_plan_t plan = {.policies = {.bounds = {20, 20}}};
    ck_assert(!cost_fargate_actions(&plan, app, &flows, made.arena, made.err));
    ck_assert_uint_eq(plan.loop.action_count, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < plan.loop.action_count; i++) {
        ck_assert_int_eq(plan.loop.actions[i].at_s, wanted[i].at_s);
        ck_assert_int_eq(plan.loop.actions[i].kind, wanted[i].kind);
    }
    resolved_clear(&made);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite(
        "fargate_actions",
        (const TTest *const[]){interruptions_come_as_often_as_their_band_says, the_same_trial_is_the_same_month,
                               shared_interruptions_hit_all_tasks, only_spot_tasks_of_drawn_months_are_interrupted,
                               fixed_spot_tasks_are_interrupted_too, deployments_and_crashes_are_spread_evenly, NULL});
}

UNIT_MAIN(suite)
