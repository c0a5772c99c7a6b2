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

static int64_t cases, bound_cases, summed_cases, scalings;

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

int main(int argc, char **argv)
{
    run_t run = {.name = "engines"};
    try_cases(&run, the_scan_is_the_loop, argc > 1 ? strtoull(argv[1], NULL, 10) : 6000);
    hold(&run, summed_cases * 5 > cases && scalings > 10 * summed_cases,
         "only %" PRId64 " of %" PRId64 " months are added up, with %" PRId64 " scalings", summed_cases, 2 * cases,
         scalings);
    hold(&run, bound_cases * 8 > cases, "one policy binds in only %" PRId64 " of %" PRId64, bound_cases, cases);
    return finish_run(&run, NULL);
}
