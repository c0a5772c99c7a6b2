#include "libcost/capacity/rest.h"

#include <string.h>

static int64_t greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* ---- taken ---- */

static cost_cooldowns_t cooldowns_of(const cost_tracking_t *state, int64_t now_s)
{
    const bool out = state->out_until_s > now_s;
    return (cost_cooldowns_t){.out_s = out ? state->out_until_s - now_s : 0,
                              .out_to = out ? state->out_to : 0,
                              .in_s = greatest(state->in_until_s - now_s, 0)};
}

cost_rest_t cost_rest_of(const cost_loop_t *loop)
{
    const cost_loop_result_t *out = loop->out;
    cost_rest_t rest = {.minute = loop->minute,
                        .state = {.desired = loop->desired, .stated = loop->stated, .bounds = loop->bounds},
                        .running_minutes = out->running_minutes,
                        .saturated_minutes = out->saturated_minutes,
                        .interrupted = out->interrupted,
                        .stuck_deployments = out->stuck_deployments,
                        .starts = out->tasks.starts,
                        .stops = out->tasks.stops,
                        .events = out->event_count,
                        .changes = out->tasks.change_count};
    for (size_t i = 0; i < loop->plan.provider_count; i++)
        rest.state.alive[i] = out->tasks.alive[i];
    for (size_t i = 0; i < loop->plan.policy_count; i++)
        rest.state.cooldowns[i] = cooldowns_of(&loop->tracking[i], loop->minute * COST_MINUTE_S);
    return rest;
}

/* ---- compared ---- */

/* The first action at that minute or later. */
static size_t action_at(const cost_loop_plan_t *plan, int64_t minute)
{
    size_t first = 0, past = plan->action_count;
    while (first < past) {
        const size_t middle = first + (past - first) / 2;
        if (plan->actions[middle].at_s >= minute * COST_MINUTE_S)
            past = middle;
        else
            first = middle + 1;
    }
    return first;
}

static bool are_actions_alike(const cost_loop_t *loop, int64_t from, int64_t until, int64_t later)
{
    const cost_loop_plan_t *plan = &loop->plan;
    const size_t first = action_at(plan, from), count = action_at(plan, until) - first, next = loop->next_action;
    bool alike = action_at(plan, until + later) - next == count;
    for (size_t i = 0; alike && i < count; i++) {
        const cost_loop_action_t *a = &plan->actions[first + i], *b = &plan->actions[next + i];
        alike = a->at_s + later * COST_MINUTE_S == b->at_s && a->kind == b->kind && a->min == b->min &&
                a->max == b->max && a->count == b->count && a->provider == b->provider && a->slot == b->slot &&
                a->wait_s == b->wait_s && a->notice_s == b->notice_s;
    }
    return alike;
}

bool cost_rest_is_alike(const cost_rest_t *rest, const cost_rest_t *now, const cost_loop_t *loop)
{
    const int64_t later = now->minute - rest->minute;
    return rest[1].minute + later <= loop->minutes.count && !memcmp(&rest->state, &now->state, sizeof now->state) &&
           (!loop->plan.action_count || are_actions_alike(loop, rest->minute, rest[1].minute, later));
}

/* ---- once more ---- */

static void set_tasks(cost_loop_t *loop, const cost_rest_state_t *state)
{
    cost_tasks_t *tasks = &loop->out->tasks;
    loop->desired = tasks->running = tasks->healthy = state->desired;
    for (size_t i = 0; i < loop->plan.provider_count; i++)
        tasks->alive[i] = tasks->settled[i] = state->alive[i];
}

static void set_cooldowns(cost_loop_t *loop, const cost_rest_state_t *state)
{
    const int64_t now_s = loop->minute * COST_MINUTE_S;
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        cost_tracking_t *policy = &loop->tracking[i];
        policy->out_until_s = now_s + state->cooldowns[i].out_s;
        policy->out_to = state->cooldowns[i].out_to;
        policy->in_until_s = now_s + state->cooldowns[i].in_s;
    }
}

/* Minutes [from, until), with so many healthy tasks. */
static void serve(cost_loop_t *loop, int64_t from, int64_t until, int64_t healthy)
{
    const int64_t capacity = cost_loop_capacity_of(loop, healthy);
    const cost_excess_t excess = cost_minutes_excess(&loop->minutes, from, until, capacity);
    loop->out->served -= excess.units;
    loop->out->lost += excess.units;
    loop->out->saturated_minutes += excess.minutes;
    for (int64_t minute = from; loop->plan.served && minute < until; minute++)
        if (loop->plan.served[minute] > capacity)
            loop->plan.served[minute] = capacity;
}

static void add_up(cost_loop_t *loop, const cost_rest_t *rest, const cost_sight_t *sights, int64_t until)
{
    cost_loop_result_t *out = loop->out;
    const int64_t later = loop->minute - rest->minute;
    int64_t minute = loop->minute, healthy = rest->state.desired;
    out->served += cost_minutes_sum(&loop->minutes, minute, until);
    for (int64_t m = minute; loop->plan.served && m < until; m++)
        loop->plan.served[m] = cost_minutes_at(&loop->minutes, m);
    for (size_t i = rest->sights; rest->saturated_minutes < rest[1].saturated_minutes && i <= rest[1].sights; i++) {
        const cost_sight_t *next = i < rest[1].sights ? &sights[i] : NULL;
        const int64_t end = next ? greatest(next->minute + later, minute) : until;
        serve(loop, minute, end, healthy);
        minute = end;
        healthy = next ? next->healthy : healthy;
    }
    out->running_minutes += rest[1].running_minutes - rest->running_minutes;
    out->interrupted += rest[1].interrupted - rest->interrupted;
    out->stuck_deployments += rest[1].stuck_deployments - rest->stuck_deployments;
    out->tasks.starts += rest[1].starts - rest->starts;
    out->tasks.stops += rest[1].stops - rest->stops;
}

void cost_rest_repeat(cost_loop_t *loop, const cost_rest_t *rest, const cost_sight_t *sights)
{
    const int64_t later = loop->minute - rest->minute, until = rest[1].minute + later;
    if (!cost_loop_repeat_events(loop, rest->events, rest[1].events, later) ||
        !cost_tasks_repeat(&loop->out->tasks, rest->changes, rest[1].changes, later * COST_MINUTE_S))
        loop->failed = true;
    loop->out->repeated_minutes += until - loop->minute;
    add_up(loop, rest, sights, until);
    loop->stated = rest[1].state.stated;
    loop->bounds = rest[1].state.bounds;
    loop->next_action = action_at(&loop->plan, until);
    loop->minute = until;
    set_tasks(loop, &rest[1].state);
    set_cooldowns(loop, &rest[1].state);
}
