#include "libcost/services/scaled_actions.h"

#include "libcost/base/alloc.h"
#include <stdlib.h>

cost_status_t cost_scaled_action(cost_scaled_actions_t *list, cost_loop_action_t action)
{
    cost_loop_action_t *room = cost_arena_room(list->arena, list->actions, &list->room, list->count, sizeof *room);
    if (!room)
        return COST_ERR_MEMORY;
    list->actions = room;
    list->actions[list->count++] = action;
    return COST_OK;
}

/* ---- schedules and scheduled actions ---- */

static cost_status_t add_bounds(cost_scaled_actions_t *list, int64_t at_s, cost_bounds_t bounds)
{
    list->most = bounds.max > list->most ? bounds.max : list->most;
    return cost_scaled_action(
        list, (cost_loop_action_t){.at_s = at_s, .kind = COST_LOOP_BOUNDS, .min = bounds.min, .max = bounds.max});
}

static cost_status_t find_fires(cost_arena_t *arena, const cost_ecs_policies_t *policies, const cost_month_t *month,
                                cost_fire_t **fires, size_t *count)
{
    *fires = NULL;
    *count = 0;
    if (policies->action_count)
        *count = cost_scheduled_fires(NULL, 0, policies->actions, policies->action_count, month->start, month->seconds);
    *fires = cost_arena_array(arena, *count + 1, sizeof **fires);
    if (!*fires)
        return COST_ERR_MEMORY;
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

cost_status_t cost_scaled_bounds(cost_bounds_t *opening, cost_scaled_actions_t *list,
                                 const cost_ecs_policies_t *policies, const cost_flows_t *flows)
{
    static const cost_bounds_t none = {0, 0};
    cost_bounds_t bounds =
        cost_scheduled_opening(policies->bounds, policies->actions, policies->action_count, flows->month.start);
    cost_fire_t *fires;
    size_t fire_count, fire = 0, edge = edge_at(flows, 0) == 0;
    cost_status_t status = find_fires(list->arena, policies, &flows->month, &fires, &fire_count);
    *opening = edge ? bounds : none;
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

/* ---- order ---- */

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

cost_status_t cost_scaled_actions_sort(cost_scaled_actions_t *list)
{
    numbered_t *numbered = cost_alloc_array(list->count, sizeof *numbered);
    if (!numbered)
        return COST_ERR_MEMORY;
    for (size_t i = 0; i < list->count; i++)
        numbered[i] = (numbered_t){list->actions[i], i};
    qsort(numbered, list->count, sizeof *numbered, compare_numbered);
    for (size_t i = 0; i < list->count; i++)
        list->actions[i] = numbered[i].action;
    cost_free(numbered);
    return COST_OK;
}
