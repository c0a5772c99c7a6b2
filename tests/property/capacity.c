/* What holds for every service in time: bounds, conservation of load, billed and running seconds, the same plan the
 * same month.  The policies are compared with a second, slow reading of the rules. */
#include "capacity_case.h"

static void check_load(run_t *run, const case_t *c, const cost_loop_result_t *month)
{
    int64_t load = 0, served = 0;
    for (int i = 0; i < MINUTES; i++) {
        load += c->load[i];
        served += c->served[i];
    }
    hold(run, month->served + month->lost + month->backlog == load && served == month->served,
         "load %" PRId64 ", served %" PRId64 ", lost %" PRId64 ", backlog %" PRId64, load, month->served, month->lost,
         month->backlog);
}

/* Bounds as the actions set them, by the second. */
static void check_bounds(run_t *run, const case_t *c, const cost_loop_result_t *month)
{
    cost_bounds_t bounds = c->plan.bounds;
    size_t next = 0;
    bool good = month->running_least >= 0;
    for (size_t i = 0; i < month->event_count; i++) {
        const cost_loop_event_t *e = &month->events[i];
        /* A decision of a step comes up to a step after it; what is scheduled in between comes later. */
        const int64_t known_s = e->cause == COST_CAUSE_POLICY || e->cause == COST_CAUSE_STEP ? e->at_s - 60 : e->at_s;
        for (; next < c->plan.action_count && c->actions[next].at_s <= known_s; next++)
            if (c->actions[next].kind == COST_LOOP_BOUNDS)
                bounds = (cost_bounds_t){c->actions[next].min, c->actions[next].max};
        good = good && e->from != e->to && (!i || e->from == month->events[i - 1].to);
        if (e->cause == COST_CAUSE_SCHEDULE)
            good = good && e->to >= bounds.min && e->to <= bounds.max;
    }
    hold(run, good, "an event breaks the bounds");
}

static void check_time(run_t *run, const case_t *c, const cost_loop_result_t *month)
{
    const cost_tasks_t *t = &month->tasks;
    int64_t running_s[COST_PROVIDERS_MAX] = {0}, billed_s[COST_PROVIDERS_MAX] = {0}, alive = 0, until_s = 0;
    bool good = true;
    for (size_t i = 0; i < t->run_count; i++) {
        const cost_capacity_run_t *r = &t->runs[i];
        good = good && r->from_s == until_s % c->plan.month_seconds && r->until_s > r->from_s;
        good = good && r->running >= 0 && r->billed >= r->running;
        running_s[r->provider] += r->running * (r->until_s - r->from_s);
        billed_s[r->provider] += r->billed * (r->until_s - r->from_s);
        until_s = r->until_s;
    }
    for (size_t i = 0; i < c->plan.provider_count; i++) {
        good = good && running_s[i] == t->running_s[i] && billed_s[i] == t->billed_s[i];
        alive += t->alive[i] - t->extra[i];
    }
    hold(run, good, "the runs do not add up");
    hold(run, alive == month->desired, "%" PRId64 " tasks, %" PRId64 " desired", alive, month->desired);
    hold(run, month->desired >= 0 && month->running_least <= month->running_most, "counts");
}

static void a_month_holds_together(run_t *run, chance_t *chance)
{
    static case_t c;
    cost_loop_result_t month, again;
    make_case(&c, chance);
    const cost_status_t status = cost_loop_run(&month, &c.plan);
    if (hold(run, !status, "status %d", (int)status)) {
        check_load(run, &c, &month);
        check_bounds(run, &c, &month);
        check_time(run, &c, &month);
        const bool same = !cost_loop_run(&again, &c.plan) && !difference(&month, &again);
        hold(run, same, "a second run differs");
        cost_loop_result_clear(&again);
    }
    cost_loop_result_clear(&month);
}

/* ---- target tracking of CPU, read a second time: no thresholds, no batches, no counters ---- */

enum { SLOW_MINUTES = 400 };

typedef struct {
    int64_t load, target, vcpu, cpu_us, min, max, out_cooldown_s, in_cooldown_s;
} slow_t;

static bool breaches(const int64_t *load, const int64_t *tasks, const slow_t *s, int64_t minute, int count, bool high)
{
    if (minute + 1 < count)
        return false;
    for (int64_t m = minute; m > minute - count; m--) {
        const cost_wide_t all = (cost_wide_t)tasks[m] * s->vcpu * 60, used = (cost_wide_t)load[m] * s->cpu_us;
        const cost_wide_t capped = used < all ? used : all, nano = 1000000000;
        if (high ? capped * nano <= all * s->target : capped * nano * 10 >= all * s->target * 9)
            return false;
    }
    return true;
}

static int64_t slow_sum(const int64_t *load, const slow_t *s, int64_t desired)
{
    int64_t tasks[SLOW_MINUTES], starting[SLOW_MINUTES + 2] = {0};
    int64_t sum = 0, last_out = INT64_MIN, last_to = 0, last_in = INT64_MIN, running = desired;
    for (int64_t m = 0; m < SLOW_MINUTES; m++) {
        running += starting[m];
        tasks[m] = running;
        const cost_wide_t all = (cost_wide_t)running * s->vcpu * 60, used = (cost_wide_t)load[m] * s->cpu_us;
        const cost_wide_t capped = used < all ? used : all, one = (cost_wide_t)s->vcpu * 60 * s->target;
        const int64_t want = (int64_t)((capped * 1000000000 + one - 1) / one), now_s = (m + 1) * 60;
        const int64_t to = want < s->min ? s->min : want > s->max ? s->max : want;
        if (breaches(load, tasks, s, m, 3, true)) {
            const bool cooling = last_out != INT64_MIN && now_s < last_out + s->out_cooldown_s;
            if (to > desired && (!cooling || want > last_to)) {
                starting[m + 2] = to - desired;
                desired = last_to = to;
                last_out = now_s;
                last_in = INT64_MIN;
            }
        } else if (breaches(load, tasks, s, m, 15, false) && running == desired && to < desired &&
                   (last_in == INT64_MIN || now_s >= last_in + s->in_cooldown_s)) {
            desired = running = to;
            last_in = now_s;
        }
        sum += running;
    }
    return sum;
}

static void tracking_is_what_the_rules_say(run_t *run, chance_t *chance)
{
    static case_t c;
    cost_loop_result_t month;
    const cost_provider_t one = {0, 1};
    const slow_t s = {.target = 300000000 + below(chance, 600000000),
                      .vcpu = 250000 << below(chance, 4),
                      .cpu_us = 1000 + below(chance, 60000),
                      .min = 1 + below(chance, 3),
                      .max = 4 + below(chance, 20),
                      .out_cooldown_s = below(chance, 600),
                      .in_cooldown_s = below(chance, 600)};
    make_load(&c, chance, 1 + s.vcpu * 60 / s.cpu_us * s.max);
    cost_tracking_policy_t cpu = COST_TRACKING_DEFAULTS;
    cpu.target = s.target;
    cpu.publish_delay_s = 0;
    cpu.out_cooldown_s = s.out_cooldown_s;
    cpu.in_cooldown_s = s.in_cooldown_s;
    const cost_loop_plan_t plan = {
        .month_seconds = SLOW_MINUTES * 60,
        .load = c.load,
        .life = {.start_s = 60},
        .model = {.vcpu_micro = s.vcpu, .usable_micro = s.vcpu, .units = 1, .cpu_us = s.cpu_us},
        .providers = &one,
        .provider_count = 1,
        .bounds = {s.min, s.max},
        .start = s.min,
        .policies = &cpu,
        .policy_count = 1};
    const cost_status_t status = cost_loop_run(&month, &plan);
    if (hold(run, !status, "status %d", (int)status))
        hold(run, month.running_minutes == slow_sum(c.load, &s, s.min), "%" PRId64 " task-minutes, not %" PRId64,
             month.running_minutes, slow_sum(c.load, &s, s.min));
    cost_loop_result_clear(&month);
}

int main(void)
{
    run_t run = {.name = "capacity"};
    try_cases(&run, a_month_holds_together, 4000);
    try_cases(&run, tracking_is_what_the_rules_say, 4000);
    return finish_run(&run, NULL);
}
