/* Three engines, one month: the scan gives what the reference loop gives, in every integer, and the sums what there is
 * to add up of it, for loads of every kind and with vectors of every width.
 *
 *     build/obj/tests/property/engines [cases] */
#include "capacity_case.h"
#include "libcost/capacity/binding.h"
#include "libcost/capacity/scan.h"
#include "libcost/capacity/sums.h"

/* The loads as sums, and as runs of a flat stretch each. */
typedef struct {
    int64_t prefix[MINUTES + 1], served[MINUTES];
    cost_run_t runs[MINUTES];
    size_t run_count;
} forms_t;

/* A month that may repeat itself is longer. */
enum { LONG_MINUTES = 43200, MIDDLING_MINUTES = 6000 };

static int64_t cases, bound_cases, summed_cases, scalings, long_minutes, repeated_minutes, repeating_cases, long_cases;

static void add_runs(forms_t *forms, case_t *c, chance_t *chance)
{
    forms->run_count = 0;
    for (int64_t at = 0; at < MINUTES;) {
        const int64_t length = 1 + (int64_t)chance_size(chance, 11);
        const int64_t until = at + length < MINUTES ? at + length : MINUTES;
        const int64_t total = chance_one_in(chance, 5) ? 0 : c->load[at] * (until - at) + below(chance, until - at);
        if (total || chance_one_in(chance, 2))
            forms->runs[forms->run_count++] = (cost_run_t){at, until, total};
        at = until;
    }
    const cost_column_t column = {.runs = forms->runs, .run_count = forms->run_count, .minutes = MINUTES};
    cost_loop_load(c->load, &column);
}

static void compare_sums(run_t *run, const cost_loop_plan_t *plan, const cost_loop_result_t *month, const case_t *c,
                         const char *form)
{
    cost_loop_result_t other;
    const cost_status_t status = cost_sums_run(&other, plan);
    const char *what = status ? "the status" : difference_of_sums(month, &other);
    if (!what && memcmp(plan->served, c->served, sizeof c->served))
        what = "what is served in a minute";
    hold(run, !what, "sums of %s, of %d lanes, differ in %s", form, (int)plan->lanes, what ? what : "nothing");
    if (!status && !other.tasks.runs) {
        summed_cases++;
        scalings += (int64_t)other.event_count;
    }
    cost_loop_result_clear(&other);
}

static void compare(run_t *run, const cost_loop_plan_t *plan, const cost_loop_result_t *month, const case_t *c,
                    const char *form)
{
    cost_loop_result_t other;
    const cost_status_t status = cost_scan_run(&other, plan);
    const char *what = status ? "the status" : difference(month, &other);
    if (!what && memcmp(plan->served, c->served, sizeof c->served))
        what = "what is served in a minute";
    hold(run, !what, "%s, of %d lanes, differs in %s", form, (int)plan->lanes, what ? what : "nothing");
    cost_loop_result_clear(&other);
}

/* Policies as AWS makes them, of which the one of requests nearly always binds. */
static void make_binding(case_t *c, chance_t *chance)
{
    const cost_tracking_policy_t defaults = COST_TRACKING_DEFAULTS;
    const int64_t cpu_us = 1000 + below(chance, 60000), per_task = c->plan.model.vcpu_micro * 42 / cpu_us;
    c->plan.policy_count = POLICIES;
    for (int i = 0; i < POLICIES; i++) {
        c->policies[i] = defaults;
        c->policies[i].metric = (cost_task_metric_t)i;
        c->policies[i].out_cooldown_s = 60 * (1 + below(chance, 15));
        c->policies[i].in_cooldown_s = i < 2 ? below(chance, 300) : 300 + below(chance, 601);
    }
    c->policies[0].target = 700000000;
    c->policies[1].target = 600000000 + below(chance, 400000000);
    c->policies[2].target = per_task * (700000 + below(chance, 320000)) + 1;
    c->plan.model.cpu_us = cpu_us;
    c->plan.model.usable_micro =
        chance_one_in(chance, 4) ? 1 + c->plan.model.usable_micro / 2 : c->plan.model.vcpu_micro;
    c->plan.model.memory_base_bytes /= 4;
    c->plan.bounds.min = 1 + below(chance, 4);
    c->plan.bounds.max = c->plan.bounds.min + below(chance, 20);
    c->plan.step_count = 0;
    c->plan.queue = NULL;
    for (size_t i = 0; i < c->plan.action_count; i++)
        c->actions[i].kind = chance_one_in(chance, 2) ? COST_LOOP_INTERRUPT : COST_LOOP_RESTART;
    make_load(c, chance, 1 + per_task * c->plan.bounds.max);
}

/* What sums fit: policies of 60 s, of any metric of requests, whose alarms see the same. */
static void make_summed(case_t *c, chance_t *chance)
{
    const int32_t delay_s = (int32_t)below(chance, 3) * (int32_t)below(chance, 501);
    const int32_t high = 1 + (int32_t)below(chance, 5), low = 1 + (int32_t)below(chance, 17);
    make_binding(c, chance);
    c->plan.policy_count = 1 + (size_t)below(chance, POLICIES);
    if (c->plan.policy_count == 1)
        c->policies[0] = c->policies[below(chance, POLICIES)];
    for (size_t i = 0; i < c->plan.policy_count; i++) {
        cost_tracking_policy_t *policy = &c->policies[i];
        policy->publish_delay_s = delay_s;
        policy->high_datapoints = high;
        policy->low_datapoints = low;
        policy->disable_scale_in = chance_one_in(chance, 6);
        policy->out_cooldown_s = below(chance, 1200);
        policy->in_cooldown_s = below(chance, 1200);
        if (chance_one_in(chance, 2))
            policy->target = policy->target * (80 + below(chance, 20)) / 100;
    }
    for (size_t i = 0; i < c->plan.action_count; i++)
        if (chance_one_in(chance, 3))
            c->actions[i].kind = COST_LOOP_DEPLOY;
    c->plan.life.provision_s = chance_one_in(chance, 3) ? below(chance, 900) : c->plan.life.provision_s;
    c->plan.life.minimum_s = chance_one_in(chance, 3) ? below(chance, 3600) : c->plan.life.minimum_s;
}

static void the_scan_is_the_loop(run_t *run, chance_t *chance)
{
    static case_t c;
    static forms_t forms;
    cost_loop_result_t month;
    make_case(&c, chance);
    cases++;
    const int64_t form = below(chance, 4);
    if (form == 0)
        make_binding(&c, chance);
    else if (form == 1)
        make_summed(&c, chance);
    if (form < 2 && chance_one_in(chance, 2))
        c.plan.predictive = NULL;
    bound_cases += cost_binding_policy(&c.plan) != NULL;
    const bool flat = chance_one_in(chance, 3);
    if (flat)
        add_runs(&forms, &c, chance);
    for (int i = 0; i < MINUTES; i++)
        forms.prefix[i + 1] = forms.prefix[i] + c.load[i];
    const cost_column_t sums = {.minutes = MINUTES, .prefix = forms.prefix};
    const cost_column_t runs = {.runs = forms.runs, .run_count = forms.run_count, .minutes = MINUTES};
    if (hold(run, !cost_loop_run(&month, &c.plan), "the loop fails")) {
        cost_loop_plan_t plan = c.plan;
        plan.served = forms.served;
        plan.lanes = (cost_lanes_t)below(chance, COST_LANES_FOUR + 1);
        if (!cost_lanes_are_there(plan.lanes))
            plan.lanes = COST_LANES_BEST;
        compare(run, &plan, &month, &c, "each minute");
        compare_sums(run, &plan, &month, &c, "each minute");
        plan.load = NULL;
        plan.column = &sums;
        compare(run, &plan, &month, &c, "sums");
        compare_sums(run, &plan, &month, &c, "sums");
        plan.column = &runs;
        if (flat)
            compare(run, &plan, &month, &c, "runs");
    }
    cost_loop_result_clear(&month);
}

/* ---- months whose days and weeks are alike ---- */

typedef struct {
    int64_t load[LONG_MINUTES], prefix[LONG_MINUTES + 1], served[LONG_MINUTES], other[LONG_MINUTES], minutes, day;
    cost_loop_action_t actions[512];
} long_month_t;

/* A night, and a day that rises and falls in a few lines; a weekend that is quieter, or as any day; as units are spread
 * over a column, each minute may have one more. */
static void make_days(long_month_t *m, chance_t *chance, int64_t top)
{
    int64_t knots[25], units = 0;
    const int64_t weekend = below(chance, 3), wave = chance_one_in(chance, 2) ? below(chance, top / 20 + 1) : 0;
    for (int i = 0; i < 25; i++)
        knots[i] = i < 9 || i > 21 ? top / 20 : below(chance, top + 1);
    knots[24] = knots[0];
    m->prefix[0] = 0;
    for (int64_t t = 0; t < m->minutes; t++) {
        const int64_t at = t % m->day, scale = m->day, hour = at * 24 / scale, part = at * 24 % scale;
        int64_t level = (knots[hour] * (scale - part) + knots[hour + 1] * part) / scale;
        level += hour > 8 && hour < 22 ? wave * (at % 7) / 7 : 0;
        if (t / m->day % 7 > 4)
            level /= 1 + weekend;
        units += level * 1000 + 271;
        m->load[t] = units / 1000 - m->prefix[t];
        m->prefix[t + 1] = m->prefix[t] + m->load[t];
    }
}

/* Not quite: some minutes, days or the trend differ. */
static void spoil_days(long_month_t *m, chance_t *chance, int64_t top)
{
    const int64_t kind = below(chance, 5), day = below(chance, m->minutes / m->day) * m->day;
    for (int64_t t = 0; t < m->minutes; t++) {
        if (kind == 1 && chance_one_in(chance, (uint64_t)m->minutes / 3)) /* one minute in a third of the month */
            m->load[t] = below(chance, top + 1);
        if (kind == 2 && t >= day && t < day + m->day)
            m->load[t] = m->load[t] * 11 / 10;
        if (kind == 3)
            m->load[t] += m->load[t] * t / m->minutes / 20;
        if (kind == 4 && chance_one_in(chance, 50))
            m->load[t] += m->load[t] > 0 ? below(chance, 3) - 1 : 0;
        m->prefix[t + 1] = m->prefix[t] + m->load[t];
    }
}

/* Every day the same, or at any time. */
static void make_daily(long_month_t *m, cost_loop_plan_t *plan, chance_t *chance)
{
    const int64_t days = m->minutes / m->day, daily = below(chance, 3);
    size_t count = 0;
    for (int64_t i = 0; i < days * daily && count < sizeof m->actions / sizeof m->actions[0]; i++) {
        const cost_loop_action_t any = plan->action_count ? plan->actions[i % daily % (int64_t)plan->action_count]
                                                          : (cost_loop_action_t){.kind = COST_LOOP_RESTART, .count = 1};
        if (chance_one_in(chance, 20))
            continue;
        m->actions[count] = any;
        m->actions[count++].at_s = (i / daily * m->day + i % daily * m->day / 2) * 60 + any.at_s % (m->day * 30);
    }
    if (chance_one_in(chance, 2)) {
        plan->actions = m->actions;
        plan->action_count = count;
    }
}

static void compare_long(run_t *run, const long_month_t *m, const cost_loop_plan_t *plan,
                         const cost_loop_result_t *month, const char *form)
{
    cost_loop_result_t other;
    const cost_status_t status = cost_scan_run(&other, plan);
    const char *what = status ? "the status" : difference(month, &other);
    if (!what && plan->served && memcmp(m->other, m->served, (size_t)m->minutes * sizeof m->served[0]))
        what = "what is served in a minute";
    hold(run, !what, "a month of days alike, %s, of %d lanes, differs in %s", form, (int)plan->lanes,
         what ? what : "nothing");
    if (!status) {
        long_minutes += m->minutes;
        repeated_minutes += other.repeated_minutes;
        repeating_cases += other.repeated_minutes > 0;
        long_cases++;
    }
    cost_loop_result_clear(&other);
}

static void what_repeats_is_the_loop(run_t *run, chance_t *chance)
{
    static case_t c;
    static long_month_t m;
    cost_loop_result_t month;
    const bool real = chance_one_in(chance, 40);
    make_case(&c, chance);
    if (chance_one_in(chance, 2))
        make_binding(&c, chance);
    else
        make_summed(&c, chance);
    if (!chance_one_in(chance, 8)) /* forecasts are never repeated */
        c.plan.predictive = NULL;
    for (size_t i = 0; chance_one_in(chance, 4) && i < c.plan.policy_count; i++) /* for hours */
        c.policies[i].out_cooldown_s = below(chance, 20000);
    m.minutes = real ? LONG_MINUTES : MIDDLING_MINUTES;
    m.day = real ? 1440 : 150 + below(chance, 700);
    const int64_t per_task = c.plan.model.vcpu_micro * 42 / c.plan.model.cpu_us;
    const int64_t top = 1 + per_task * (1 + below(chance, c.plan.bounds.max + 3));
    make_days(&m, chance, top);
    spoil_days(&m, chance, top);
    make_daily(&m, &c.plan, chance);
    c.plan.load = m.load;
    c.plan.month_seconds = m.minutes * 60;
    c.plan.served = chance_one_in(chance, 2) ? m.served : NULL;
    if (hold(run, !cost_loop_run(&month, &c.plan), "the loop fails")) {
        const cost_column_t sums = {.minutes = m.minutes, .prefix = m.prefix};
        cost_loop_plan_t plan = c.plan;
        plan.served = c.plan.served ? m.other : NULL;
        plan.day_minutes = real ? 0 : m.day;
        plan.lanes = (cost_lanes_t)below(chance, COST_LANES_FOUR + 1);
        if (!cost_lanes_are_there(plan.lanes))
            plan.lanes = COST_LANES_BEST;
        compare_long(run, &m, &plan, &month, "each minute");
        plan.load = NULL;
        plan.column = &sums;
        compare_long(run, &m, &plan, &month, "sums");
    }
    cost_loop_result_clear(&month);
}

int main(int argc, char **argv)
{
    run_t run = {.name = "engines"};
    const uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : 6000;
    try_cases(&run, the_scan_is_the_loop, count);
    try_cases(&run, what_repeats_is_the_loop, count / 4);
    hold(&run, summed_cases * 5 > cases && scalings > 10 * summed_cases,
         "only %" PRId64 " of %" PRId64 " months are added up, with %" PRId64 " scalings", summed_cases, 2 * cases,
         scalings);
    hold(&run, repeating_cases * 4 > long_cases && repeated_minutes * 5 > long_minutes,
         "only %" PRId64 " of %" PRId64 " months repeat themselves, in %" PRId64 " of %" PRId64 " minutes",
         repeating_cases, long_cases, repeated_minutes, long_minutes);
    hold(&run, bound_cases * 8 > cases, "one policy binds in only %" PRId64 " of %" PRId64, bound_cases, cases);
    return finish_run(&run, NULL);
}
