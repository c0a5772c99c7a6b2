/* What happens to a Fargate service in a month, in order of time.
 *
 * Deployments and crashes are spread evenly over the time that the service exists.  Spot interruptions happen in drawn
 * months only: the central month has none (at 5 % a month, ten Spot tasks have one in two months; scaling rules, 4.1).
 */
#include "libcost/base/random.h"
#include "libcost/capacity/spot.h"
#include "libcost/flow/frequency.h"
#include "libcost/services/fargate_plan.h"
#include "libcost/services/scaled_actions.h"

enum { NOTICE_S = 120, HOUR_S = 3600, MONTH_HOURS = 730, INTERRUPTIONS_MAX = 100000 };

typedef struct {
    cost_fargate_plan_t *plan;
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    cost_error_t *err;
    cost_scaled_actions_t made;
} list_t;

static cost_status_t add(list_t *list, cost_loop_action_t action)
{
    return cost_scaled_action(&list->made, action) ? cost_fail_memory(list->err) : COST_OK;
}

/* ---- deployments and crashes ---- */

static cost_status_t add_evenly(list_t *list, const cost_amount_t *frequency, cost_loop_kind_t kind)
{
    const cost_wide_t micro = 1000000;
    const cost_flows_t *flows = list->flows;
    const int64_t from = flows->exists[0].from, until = flows->exists[flows->exist_count - 1].until;
    cost_wide_t often;
    cost_status_t status = COST_OK;
    if (!cost_frequency_total(&often, frequency, &flows->month, until - from, 1))
        often = COST_WIDE_MAX / 2;
    const cost_wide_t times = often / micro + (often % micro >= micro / 2);
    if (times > flows->month.minutes)
        return cost_fail_at(list->err, COST_ERR_RANGE, list->resource->node,
                            "its deployments or restarts are more than one a minute");
    for (int64_t i = 0; !status && i < (int64_t)times; i++)
        status = add(list, (cost_loop_action_t){.at_s = from + (int64_t)((2 * i + 1) * (until - from) / (2 * times)),
                                                .kind = kind,
                                                .count = 1});
    return status;
}

/* ---- Spot interruptions ---- */

static int64_t hours_of(const cost_amount_t *frequency)
{
    const int64_t seconds = cost_per_seconds(frequency->per);
    if (seconds)
        return seconds / HOUR_S > 0 ? seconds / HOUR_S : 1;
    return frequency->per == COST_PER_YEAR ? 12 * MONTH_HOURS : MONTH_HOURS;
}

static int64_t spot_tasks(const list_t *list)
{
    int64_t counts[PROVIDERS];
    cost_providers_split(counts, list->plan->providers, PROVIDERS, list->made.most);
    return counts[SPOT];
}

/* Candidates for as many tasks as there could ever be; one whose slot has no task does not happen. */
static cost_status_t add_interruptions(list_t *list)
{
    const cost_value_t *spot = list->resource->field[CAPACITY].values[SPOT].values;
    const cost_amount_t *band = &spot[SPOT_INTERRUPTIONS].amount;
    const cost_chance_t *chance = &list->flows->chance;
    const int64_t slots = spot_tasks(list);
    int64_t hazard;
    if (!chance->drawn || !slots || !cost_spot_hazard(&hazard, (int64_t)band->value, hours_of(band)) || !hazard)
        return COST_OK;
    const char *name = list->resource->id;
    const cost_random_t gaps = cost_random_key(chance->seed, chance->trial, name, "interruption-gap");
    const cost_random_t slot = cost_random_key(chance->seed, chance->trial, name, "interruption-slot");
    const cost_random_t shared = cost_random_key(chance->seed, chance->trial, name, "interruption-shared");
    const cost_random_t wait = cost_random_key(chance->seed, chance->trial, name, "interruption-wait");
    const double rate_per_s = (double)hazard * 1e-12 * (double)slots / HOUR_S;
    const double all = (double)spot[SPOT_SHARED].amount.value * 1e-9;
    const double mean_wait_s = (double)spot[SPOT_WAIT].amount.value * 1e-6;
    double at_s = 0;
    cost_status_t status = COST_OK;
    for (uint32_t i = 0; !status && i < INTERRUPTIONS_MAX; i++) {
        at_s += cost_random_exponential(&gaps, i) / rate_per_s;
        if (at_s >= (double)list->flows->month.seconds)
            break;
        const bool hits_all = cost_random_uniform(&shared, i) < all;
        const double wait_s = cost_random_exponential(&wait, i) * mean_wait_s;
        status = add(list, (cost_loop_action_t){.at_s = (int64_t)at_s,
                                                .kind = COST_LOOP_INTERRUPT,
                                                .count = hits_all ? INT64_MAX : 1,
                                                .provider = SPOT,
                                                .slot = (int64_t)cost_random_below(&slot, i, (uint64_t)slots),
                                                .wait_s = wait_s < 1e9 ? (int64_t)wait_s : 1000000000,
                                                .notice_s = NOTICE_S});
    }
    return status;
}

cost_status_t cost_fargate_actions(cost_fargate_plan_t *plan, const cost_resource_t *resource,
                                   const cost_flows_t *flows, cost_arena_t *arena, cost_error_t *err)
{
    const cost_value_t *field = resource->field;
    list_t list = {.plan = plan, .resource = resource, .flows = flows, .err = err, .made = {.arena = arena}};
    cost_status_t status =
        cost_scaled_bounds(&plan->loop.bounds, &list.made, &plan->policies, flows) ? cost_fail_memory(err) : COST_OK;
    if (!status && flows->exist_count && field[DEPLOYMENTS].given == COST_STATED)
        status = add_evenly(&list, &field[DEPLOYMENTS].values[DEPLOYMENTS_COUNT].amount, COST_LOOP_DEPLOY);
    if (!status && flows->exist_count && cost_given(&field[RESTARTS]))
        status = add_evenly(&list, &field[RESTARTS].amount, COST_LOOP_RESTART);
    if (!status)
        status = add_interruptions(&list);
    if (!status && cost_scaled_actions_sort(&list.made))
        status = cost_fail_memory(err);
    if (status)
        return status;
    plan->loop.actions = list.made.actions;
    plan->loop.action_count = list.made.count;
    return COST_OK;
}
