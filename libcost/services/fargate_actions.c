/* What happens to a Fargate service in a month, in order of time.
 *
 * Deployments and crashes are spread evenly over the time that the service exists.  Spot interruptions happen in drawn
 * months only: the central month has none (at 5 % a month, ten Spot tasks have one in two months; scaling rules, 4.1).
 */
#include <stdlib.h>
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/base/random.h"
#include "libcost/capacity/spot.h"
#include "libcost/flow/frequency.h"
#include "libcost/services/fargate_plan.h"

enum { NOTICE_S = 120, HOUR_S = 3600, MONTH_HOURS = 730, INTERRUPTIONS_MAX = 100000 };

typedef struct {
    cost_fargate_plan_t *plan;
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    cost_arena_t *arena;
    cost_error_t *err;
    cost_loop_action_t *actions;
    size_t count, room;
    int64_t most; /* tasks that the bounds ever allow */
} list_t;

static cost_status_t add(list_t *list, cost_loop_action_t action)
{
    if (list->count == list->room) {
        const size_t room = list->room ? list->room * 2 : 64;
        cost_loop_action_t *grown = cost_arena_array(list->arena, room, sizeof *grown);
        if (!grown)
            return cost_fail_memory(list->err);
        if (list->count)
            memcpy(grown, list->actions, list->count * sizeof *grown);
        list->actions = grown;
        list->room = room;
    }
    list->actions[list->count++] = action;
    return COST_OK;
}

/* ---- schedules and scheduled actions ---- */

static cost_status_t add_bounds(list_t *list, int64_t at_s, cost_bounds_t bounds)
{
    list->most = bounds.max > list->most ? bounds.max : list->most;
    return add(list,
               (cost_loop_action_t){.at_s = at_s, .kind = COST_LOOP_BOUNDS, .min = bounds.min, .max = bounds.max});
}

static cost_status_t find_fires(list_t *list, cost_fire_t **fires, size_t *count)
{
    const cost_ecs_policies_t *policies = &list->plan->policies;
    const cost_month_t *month = &list->flows->month;
    *fires = NULL;
    *count = 0;
    if (policies->action_count)
        *count = cost_scheduled_fires(NULL, 0, policies->actions, policies->action_count, month->start, month->seconds);
    *fires = cost_arena_array(list->arena, *count + 1, sizeof **fires);
    if (!*fires)
        return cost_fail_memory(list->err);
    if (*count)
        (void)cost_scheduled_fires(*fires, *count, policies->actions, policies->action_count, month->start,
                                   month->seconds);
    return COST_OK;
}

/* The edges of the windows in which the service is on: even ones open, odd ones close. */
static int64_t edge_at(const cost_flows_t *flows, size_t edge)
{
    if (edge >= flows->on_count * 2)
        return INT64_MAX;
    return edge % 2 ? flows->on[edge / 2].until : flows->on[edge / 2].from;
}

/* Nothing runs outside the windows, whatever a scheduled action says meanwhile; then what it said holds. */
static cost_status_t add_all_bounds(list_t *list)
{
    static const cost_bounds_t none = {0, 0};
    const cost_ecs_policies_t *policies = &list->plan->policies;
    const cost_flows_t *flows = list->flows;
    cost_bounds_t bounds =
        cost_scheduled_opening(policies->bounds, policies->actions, policies->action_count, flows->month.start);
    cost_fire_t *fires;
    size_t fire_count, fire = 0, edge = edge_at(flows, 0) == 0;
    cost_status_t status = find_fires(list, &fires, &fire_count);
    list->plan->loop.bounds = edge ? bounds : none;
    list->most = bounds.max;
    while (!status && (fire < fire_count || edge < flows->on_count * 2)) {
        const int64_t turns_s = edge_at(flows, edge);
        if (turns_s >= flows->month.seconds && fire == fire_count)
            break;
        if (fire < fire_count && fires[fire].at_s <= turns_s) {
            const cost_scheduled_t *action = &policies->actions[fires[fire].action];
            bounds = cost_scheduled_bounds(bounds, action->min, action->max);
            if (edge % 2)
                status = add_bounds(list, fires[fire].at_s, bounds);
            fire++;
        } else {
            status = add_bounds(list, turns_s, edge % 2 ? none : bounds);
            edge++;
        }
    }
    return status;
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
    cost_providers_split(counts, list->plan->providers, PROVIDERS, list->most);
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

/* In one second: in the order in which they were found, so that bounds keep theirs. */
typedef struct {
    cost_loop_action_t action;
    size_t number;
} numbered_t;

static int compare_numbered(const void *left, const void *right)
{
    const numbered_t *a = left, *b = right;
    const int order = (a->action.at_s > b->action.at_s) - (a->action.at_s < b->action.at_s);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static cost_status_t sort(const list_t *list)
{
    numbered_t *numbered = cost_alloc_array(list->count, sizeof *numbered);
    if (!numbered)
        return cost_fail_memory(list->err);
    for (size_t i = 0; i < list->count; i++)
        numbered[i] = (numbered_t){list->actions[i], i};
    qsort(numbered, list->count, sizeof *numbered, compare_numbered);
    for (size_t i = 0; i < list->count; i++)
        list->actions[i] = numbered[i].action;
    cost_free(numbered);
    return COST_OK;
}

cost_status_t cost_fargate_actions(cost_fargate_plan_t *plan, const cost_resource_t *resource,
                                   const cost_flows_t *flows, cost_arena_t *arena, cost_error_t *err)
{
    const cost_value_t *field = resource->field;
    list_t list = {.plan = plan, .resource = resource, .flows = flows, .arena = arena, .err = err};
    cost_status_t status = add_all_bounds(&list);
    if (!status && flows->exist_count && field[DEPLOYMENTS].given == COST_STATED)
        status = add_evenly(&list, &field[DEPLOYMENTS].values[DEPLOYMENTS_COUNT].amount, COST_LOOP_DEPLOY);
    if (!status && flows->exist_count && cost_given(&field[RESTARTS]))
        status = add_evenly(&list, &field[RESTARTS].amount, COST_LOOP_RESTART);
    if (!status)
        status = add_interruptions(&list);
    if (!status)
        status = sort(&list);
    if (status)
        return status;
    plan->loop.actions = list.actions;
    plan->loop.action_count = list.count;
    return COST_OK;
}
