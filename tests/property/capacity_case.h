/* Random services in time, for tests of capacity; and what two months differ in. */
#ifndef CAPACITY_CASE_H
#define CAPACITY_CASE_H

#include "libcost/capacity/service_loop.h"
#include "property.h"

enum { MINUTES = 2000, POLICIES = 3, ACTIONS = 12 };

typedef struct {
    cost_loop_plan_t plan;
    int64_t load[MINUTES], served[MINUTES], before[COST_PREDICTIVE_HOURS];
    cost_provider_t providers[3];
    cost_tracking_policy_t policies[POLICIES];
    cost_step_policy_t step;
    cost_step_t ranges[2];
    cost_predictive_t predictive;
    cost_queue_rate_t queue;
    cost_loop_action_t actions[ACTIONS];
} case_t;

static inline int64_t below(chance_t *chance, int64_t end)
{
    return (int64_t)chance_below(chance, (uint64_t)end);
}

/* Rising, falling, jumping and silent stretches. */
static inline void make_load(case_t *c, chance_t *chance, int64_t top)
{
    int64_t level = below(chance, top), slope = 0, left = 0;
    for (int i = 0; i < MINUTES; i++) {
        if (!left--) {
            left = 1 + below(chance, 120);
            slope = below(chance, 2 * top / 60 + 1) - top / 60;
            level = chance_one_in(chance, 3) ? below(chance, top) : chance_one_in(chance, 6) ? 0 : level;
        }
        level = level + slope < 0 ? 0 : level + slope > top ? top : level + slope;
        c->load[i] = level + (chance_one_in(chance, 5) ? below(chance, top / 10 + 1) : 0);
    }
}

static inline void make_policies(case_t *c, chance_t *chance)
{
    const bool fast = chance_one_in(chance, 4);
    c->plan.policy_count = chance_below(chance, POLICIES + 1);
    for (size_t i = 0; i < c->plan.policy_count; i++) {
        cost_tracking_policy_t *p = &c->policies[i];
        *p = (cost_tracking_policy_t)COST_TRACKING_DEFAULTS;
        p->metric = (cost_task_metric_t)below(chance, c->plan.queue ? 4 : 3);
        p->target = p->metric == COST_TASK_CPU || p->metric == COST_TASK_MEMORY ? 100000000 + below(chance, 900000000)
                                                                                : 1 + below(chance, 5000000000);
        if (fast && p->metric < COST_TASK_REQUESTS) {
            p->period_s = 20;
            p->low_datapoints = 45;
        }
        p->publish_delay_s = (int32_t)below(chance, 3) * (int32_t)below(chance, 200);
        p->out_cooldown_s = below(chance, 600);
        p->in_cooldown_s = below(chance, 600);
        p->disable_scale_in = chance_one_in(chance, 5);
    }
    c->plan.policies = c->policies;
}

static inline void make_step(case_t *c, chance_t *chance)
{
    const int64_t edge = below(chance, 300000000);
    const bool above = chance_one_in(chance, 2);
    c->ranges[0] = above ? (cost_step_t){0, edge, 1} : (cost_step_t){-edge, 0, -1};
    c->ranges[1] = above ? (cost_step_t){edge, COST_STEP_OPEN, 30} : (cost_step_t){-COST_STEP_OPEN, -edge, -30};
    c->step = (cost_step_policy_t){.metric = COST_TASK_CPU,
                                   .threshold = 1 + below(chance, 900000000),
                                   .above = above,
                                   .period_s = 60,
                                   .publish_delay_s = (int32_t)below(chance, 200),
                                   .datapoints = 2,
                                   .look_back = 1,
                                   .adjustment = (cost_step_adjustment_t)below(chance, 2),
                                   .steps = c->ranges,
                                   .step_count = 2,
                                   .minimum_change = below(chance, 3),
                                   .cooldown_s = below(chance, 600)};
    c->plan.steps = &c->step;
    c->plan.step_count = chance_one_in(chance, 3);
}

static inline void make_actions(case_t *c, chance_t *chance)
{
    int64_t at_s = 0;
    c->plan.action_count = chance_below(chance, ACTIONS + 1);
    for (size_t i = 0; i < c->plan.action_count; i++) {
        at_s += below(chance, MINUTES * 60 / ACTIONS);
        c->actions[i] = (cost_loop_action_t){.at_s = at_s,
                                             .kind = (cost_loop_kind_t)below(chance, 4),
                                             .count = below(chance, 4),
                                             .min = below(chance, 5),
                                             .provider = (int32_t)chance_below(chance, c->plan.provider_count),
                                             .slot = below(chance, 4),
                                             .wait_s = below(chance, 900),
                                             .notice_s = below(chance, 121)};
        c->actions[i].max = c->actions[i].min + below(chance, 20);
    }
    c->plan.actions = c->actions;
}

static inline void make_case(case_t *c, chance_t *chance)
{
    const int64_t vcpu = 250000 << below(chance, 5), threads = 1000000 * (1 + below(chance, 3));
    *c = (case_t){0};
    c->plan = (cost_loop_plan_t){.month_seconds = MINUTES * 60,
                                 .load = c->load,
                                 .served = c->served,
                                 .providers = c->providers,
                                 .provider_count = 1 + chance_below(chance, 3),
                                 .hours_before = c->before,
                                 .hour_before_count = below(chance, COST_PREDICTIVE_HOURS + 1),
                                 .model = {.vcpu_micro = vcpu,
                                           .usable_micro = threads < vcpu ? threads : vcpu,
                                           .memory_bytes = 4LL << 30,
                                           .memory_base_bytes = below(chance, 1LL << 30),
                                           .memory_each_bytes = below(chance, 1LL << 22),
                                           .units = 1,
                                           .cpu_us = below(chance, 60000),
                                           .response_us = below(chance, 2000000)},
                                 .life = {.provision_s = below(chance, 3) * 5,
                                          .start_s = below(chance, 90),
                                          .health_s = below(chance, 120),
                                          .warm_up_s = below(chance, 2) * 30,
                                          .drain_s = below(chance, 301),
                                          .stop_s = below(chance, 120),
                                          .minimum_s = chance_one_in(chance, 4) ? 300 : 60},
                                 .maximum_percent = 1000000000 + below(chance, 1000000001),
                                 .minimum_healthy = below(chance, 1000000001)};
    for (size_t i = 0; i < 3; i++)
        c->providers[i] = (cost_provider_t){i ? 0 : below(chance, 3), 1 + below(chance, 4)};
    c->plan.bounds.min = below(chance, 5);
    c->plan.bounds.max = c->plan.bounds.min + below(chance, 30);
    c->plan.start = below(chance, 30);
    if (chance_one_in(chance, 4)) {
        c->queue = cost_queue_rate(1 + below(chance, 10), 1 + below(chance, 9000000), below(chance, 500000),
                                   c->plan.model.usable_micro);
        c->plan.queue = &c->queue;
    }
    make_load(c, chance, 1 + (int64_t)chance_size(chance, 18));
    make_policies(c, chance);
    make_step(c, chance);
    make_actions(c, chance);
    for (int i = 0; i < COST_PREDICTIVE_HOURS; i++)
        c->before[i] = below(chance, 600000);
    c->predictive = (cost_predictive_t){.metric = (cost_task_metric_t)below(chance, 3),
                                        .buffer_s = below(chance, 3600),
                                        .target = 1 + below(chance, 1000000000),
                                        .acts = chance_one_in(chance, 2)};
    c->plan.predictive = chance_one_in(chance, 4) ? &c->predictive : NULL;
}

/* The first sum in which two months differ, or NULL. */
static inline const char *difference_of_sums(const cost_loop_result_t *a, const cost_loop_result_t *b)
{
    const struct {
        const char *name;
        int64_t a, b;
    } numbers[] = {{"events", (int64_t)a->event_count, (int64_t)b->event_count},
                   {"desired", a->desired, b->desired},
                   {"running minutes", a->running_minutes, b->running_minutes},
                   {"least running", a->running_least, b->running_least},
                   {"most running", a->running_most, b->running_most},
                   {"served", a->served, b->served},
                   {"lost", a->lost, b->lost},
                   {"saturated minutes", a->saturated_minutes, b->saturated_minutes},
                   {"backlog", a->backlog, b->backlog},
                   {"most backlog", a->backlog_most, b->backlog_most},
                   {"longest wait", a->wait_most_s, b->wait_most_s},
                   {"interrupted", a->interrupted, b->interrupted},
                   {"stuck deployments", a->stuck_deployments, b->stuck_deployments},
                   {"starts", a->tasks.starts, b->tasks.starts},
                   {"stops", a->tasks.stops, b->tasks.stops}};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (numbers[i].a != numbers[i].b)
            return numbers[i].name;
    for (int i = 0; i < COST_PROVIDERS_MAX; i++)
        if (a->tasks.billed_s[i] != b->tasks.billed_s[i] || a->tasks.running_s[i] != b->tasks.running_s[i] ||
            a->tasks.alive[i] != b->tasks.alive[i])
            return "a provider's seconds";
    return NULL;
}

/* The first thing in which two months differ, or NULL. */
static inline const char *difference(const cost_loop_result_t *a, const cost_loop_result_t *b)
{
    const char *sum = difference_of_sums(a, b);
    if (sum)
        return sum;
    if (a->tasks.run_count != b->tasks.run_count)
        return "runs";
    for (size_t i = 0; i < a->event_count; i++) {
        const cost_loop_event_t *x = &a->events[i], *y = &b->events[i];
        if (x->at_s != y->at_s || x->step != y->step || x->from != y->from || x->to != y->to || x->cause != y->cause)
            return "an event";
    }
    for (size_t i = 0; i < a->tasks.run_count; i++) {
        const cost_capacity_run_t *x = &a->tasks.runs[i], *y = &b->tasks.runs[i];
        if (x->from_s != y->from_s || x->until_s != y->until_s || x->running != y->running || x->billed != y->billed ||
            x->provider != y->provider)
            return "a run";
    }
    return NULL;
}

#endif
