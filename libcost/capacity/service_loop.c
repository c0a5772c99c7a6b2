#include "libcost/capacity/service_loop.h"

#include "libcost/base/alloc.h"
#include "libcost/capacity/service_state.h"

enum { HOUR_S = 3600, HOUR_MINUTES = 60 };

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t clamp(int64_t count, cost_bounds_t bounds)
{
    if (count < bounds.min)
        return bounds.min;
    return least(count, bounds.max);
}

static void need(cost_loop_t *loop, bool good)
{
    loop->failed = loop->failed || !good;
}

/* ---- the desired count ---- */

static bool add_event(cost_loop_result_t *out, cost_loop_event_t event)
{
    cost_loop_event_t *events = cost_alloc_room(out->events, &out->event_capacity, out->event_count, sizeof event);
    if (!events)
        return false;
    out->events = events;
    out->events[out->event_count++] = event;
    return true;
}

bool cost_loop_repeat_events(cost_loop_t *loop, size_t from, size_t until, int64_t later_minutes)
{
    bool good = true;
    for (size_t i = from; good && i < until; i++) {
        cost_loop_event_t event = loop->out->events[i];
        event.at_s += later_minutes * COST_MINUTE_S;
        event.step += later_minutes * loop->steps_per_minute;
        good = add_event(loop->out, event);
    }
    return good;
}

static void set_desired(cost_loop_t *loop, int64_t to, int64_t step, int64_t at_s, cost_cause_t cause)
{
    if (to == loop->desired)
        return;
    need(loop, add_event(loop->out, (cost_loop_event_t){at_s, step, loop->desired, to, cause}));
    need(loop, cost_tasks_set(&loop->out->tasks, to, at_s));
    loop->desired = to;
}

/* ---- actions ---- */

static void set_bounds(cost_loop_t *loop, const cost_loop_action_t *action, int64_t step)
{
    loop->stated = cost_scheduled_bounds(loop->stated, action->min, action->max);
    loop->bounds = loop->plan.predictive && loop->forecast >= 0
                       ? cost_predictive_bounds(loop->plan.predictive, loop->forecast, loop->stated)
                       : loop->stated;
    const int64_t to = clamp(loop->desired, loop->bounds);
    if (to < loop->desired)
        cost_roll_cancel(loop, action->at_s);
    set_desired(loop, to, step, action->at_s, COST_CAUSE_SCHEDULE);
}

static int32_t largest_provider(const cost_loop_t *loop)
{
    const int64_t *alive = loop->out->tasks.alive;
    int32_t best = 0;
    for (int32_t i = 1; i < (int32_t)loop->plan.provider_count; i++)
        if (alive[i] > alive[best])
            best = i;
    return best;
}

/* Tasks go and are replaced; the desired count stays. */
static void replace(cost_loop_t *loop, const cost_loop_action_t *action, int32_t provider, cost_stop_t how)
{
    cost_tasks_t *tasks = &loop->out->tasks;
    const int64_t count = least(action->count, tasks->alive[provider]);
    need(loop, cost_tasks_stop_oldest(tasks, provider, count, action->at_s, how, action->notice_s));
    need(loop, cost_tasks_launch(tasks, provider, count, action->at_s + action->wait_s));
}

static void interrupt(cost_loop_t *loop, const cost_loop_action_t *action)
{
    const int64_t alive = loop->out->tasks.alive[action->provider];
    if (action->slot >= alive)
        return;
    loop->out->interrupted += least(action->count, alive);
    replace(loop, action, action->provider, COST_STOP_RECLAIM);
}

static void act(cost_loop_t *loop, const cost_loop_action_t *action, int64_t step)
{
    switch (action->kind) {
    case COST_LOOP_BOUNDS:
        set_bounds(loop, action, step);
        break;
    case COST_LOOP_DEPLOY:
        cost_roll_begin(loop, action->at_s);
        break;
    case COST_LOOP_RESTART:
        replace(loop, action, largest_provider(loop), COST_STOP_CRASH);
        break;
    case COST_LOOP_INTERRUPT:
        interrupt(loop, action);
        break;
    }
}

static void forecast(cost_loop_t *loop, int64_t step, int64_t now_s)
{
    const cost_loop_plan_t *plan = &loop->plan;
    loop->forecast = cost_predictive_needed(plan->predictive, &plan->model, loop->hours, loop->next_hour,
                                            plan->hours_before, plan->hour_before_count);
    loop->next_hour++;
    if (!plan->predictive->acts)
        return;
    loop->bounds = cost_predictive_bounds(plan->predictive, loop->forecast, loop->stated);
    const int64_t to = least(loop->forecast, loop->bounds.max);
    if (to > loop->desired)
        set_desired(loop, to, step, now_s, COST_CAUSE_FORECAST);
}

int64_t cost_loop_forecast_s(const cost_loop_t *loop)
{
    const cost_loop_plan_t *plan = &loop->plan;
    if (!plan->predictive || loop->next_hour * HOUR_S >= plan->month_seconds)
        return INT64_MAX;
    return loop->next_hour * HOUR_S - plan->predictive->buffer_s;
}

void cost_loop_act(cost_loop_t *loop, int64_t step)
{
    const cost_loop_plan_t *plan = &loop->plan;
    const int64_t now_s = step * loop->step_s, end_s = now_s + loop->step_s;
    while (loop->next_action < plan->action_count && plan->actions[loop->next_action].at_s < end_s)
        act(loop, &plan->actions[loop->next_action++], step);
    for (int64_t at_s; (at_s = cost_loop_forecast_s(loop)) < end_s;)
        forecast(loop, step, at_s > now_s ? at_s : now_s);
    cost_roll_move(loop, now_s);
}

/* ---- load ---- */

static int64_t serve_jobs(cost_loop_t *loop, int64_t load)
{
    const cost_tasks_t *tasks = &loop->out->tasks;
    const int64_t done = cost_queue_step(&loop->queue, *loop->plan.queue, loop->step_s, load, tasks->healthy);
    if (loop->queue.backlog) {
        const int64_t wait_s = cost_queue_wait_s(loop->queue.backlog, *loop->plan.queue, tasks->healthy);
        loop->saturated = true;
        if (wait_s > loop->out->wait_most_s)
            loop->out->wait_most_s = wait_s;
        if (loop->queue.backlog > loop->out->backlog_most)
            loop->out->backlog_most = loop->queue.backlog;
    }
    return done;
}

int64_t cost_loop_capacity_of(cost_loop_t *loop, int64_t healthy)
{
    if (!healthy)
        return 0;
    const size_t slot = (size_t)healthy % COST_CAPACITY_SLOTS;
    if (loop->capacities[slot].healthy != healthy) {
        loop->capacities[slot].healthy = healthy;
        loop->capacities[slot].capacity =
            cost_task_capacity(&loop->plan.model, (int32_t)loop->step_s, (int32_t)healthy);
    }
    return loop->capacities[slot].capacity;
}

int64_t cost_loop_capacity(cost_loop_t *loop)
{
    const int64_t healthy = loop->out->tasks.healthy;
    if (healthy != loop->capacity_healthy) {
        loop->capacity_healthy = healthy;
        loop->capacity = cost_loop_capacity_of(loop, healthy);
    }
    return loop->capacity;
}

static int64_t serve_requests(cost_loop_t *loop, int64_t load)
{
    const int64_t capacity = cost_loop_capacity(loop);
    if (load <= capacity)
        return load;
    loop->saturated = true;
    loop->out->lost += load - capacity;
    return capacity;
}

/* ---- decisions ---- */

/* What the alarms allow: nothing, most of the time. */
typedef struct {
    int64_t after_s; /* seconds after the step's end at which the last of those that saw a datapoint decides */
    bool seen, out, in;
} prospect_t;

static void note_seen(prospect_t *prospect, int64_t after_s)
{
    prospect->seen = true;
    if (after_s > prospect->after_s)
        prospect->after_s = after_s;
}

static prospect_t observe_tracking(cost_loop_t *loop, int64_t step, int64_t load)
{
    const int32_t running = (int32_t)loop->out->tasks.running, healthy = (int32_t)loop->out->tasks.healthy;
    const int64_t latest_s = (step + 2) * loop->step_s; /* no decision of this step comes so late */
    prospect_t prospect = {.in = true};
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        cost_tracking_t *state = &loop->tracking[i];
        const int64_t seen = state->policy->metric == COST_TASK_BACKLOG ? loop->queue.backlog : load;
        if (cost_tracking_observe(state, step, seen, running, healthy))
            note_seen(&prospect, state->points.after_s);
        prospect.out = prospect.out || cost_tracking_may_scale_out(state, loop->desired);
        prospect.in = prospect.in &&
                      (state->policy->disable_scale_in || cost_tracking_may_scale_in(state, loop->desired, latest_s));
    }
    return prospect;
}

static void observe_steps(prospect_t *prospect, cost_loop_t *loop, int64_t step, int64_t load)
{
    const int32_t running = (int32_t)loop->out->tasks.running, healthy = (int32_t)loop->out->tasks.healthy;
    for (size_t i = 0; i < loop->plan.step_count; i++) {
        cost_steps_t *state = &loop->steps[i];
        const int64_t signal = state->policy->metric == COST_TASK_BACKLOG ? loop->queue.backlog : load;
        const bool seen = cost_steps_observe(state, step, signal, running, healthy);
        loop->wants[i] = seen && cost_alarm_may_be_on(&state->alarm) ? 0 : -1; /* -1: it has no say in this step */
        if (loop->wants[i] < 0)
            continue;
        note_seen(prospect, state->points.after_s);
        prospect->out = prospect->out || loop->steps[i].may_add;
        prospect->in = prospect->in || loop->steps[i].may_take;
    }
}

bool cost_loop_is_settled(const cost_loop_t *loop)
{
    return loop->out->tasks.starting == loop->out->tasks.waiting && !loop->roll.active;
}

/* Whether votes can change anything. */
static bool is_worth_a_vote(const cost_loop_t *loop, const prospect_t *prospect)
{
    const bool in = prospect->in && loop->desired > loop->bounds.min && cost_loop_is_settled(loop);
    return prospect->seen && (in || (prospect->out && loop->desired < loop->bounds.max));
}

static void vote(cost_loop_t *loop, int64_t now_s)
{
    const int64_t running = loop->out->tasks.running;
    for (size_t i = 0; i < loop->plan.policy_count; i++)
        loop->votes[i] = cost_tracking_vote(&loop->tracking[i], now_s);
    for (size_t i = 0; i < loop->plan.step_count; i++)
        loop->wants[i] =
            loop->wants[i] < 0 ? loop->desired : cost_steps_want(&loop->steps[i], running, loop->desired, now_s);
}

/* Out if anyone wants it, to the most; else in, to the most that is still a scale-in. */
static int64_t decide(const cost_loop_t *loop, bool may_scale_in)
{
    const int64_t desired = loop->desired;
    const int64_t tracking =
        cost_tracking_decide(loop->votes, loop->plan.policy_count, desired, loop->bounds, may_scale_in);
    int64_t out = tracking > desired ? tracking : desired, in = tracking < desired ? tracking : -1;
    for (size_t i = 0; i < loop->plan.step_count; i++) {
        const int64_t want = clamp(loop->wants[i], loop->bounds);
        if (loop->wants[i] > desired && want > out)
            out = want;
        if (may_scale_in && loop->wants[i] < desired && desired >= loop->bounds.min && want < desired && want > in)
            in = want;
    }
    return out > desired || in < 0 ? out : in;
}

void cost_loop_note_acted(cost_loop_t *loop, int64_t from, int64_t to, int64_t now_s)
{
    for (size_t i = 0; i < loop->plan.policy_count; i++) {
        const cost_vote_t *given = &loop->votes[i];
        if (to > from ? given->signal == COST_SIGNAL_HIGH && !given->held && given->want > from
                      : given->signal == COST_SIGNAL_LOW && !given->never_in)
            cost_tracking_acted(&loop->tracking[i], from, to, now_s);
    }
    for (size_t i = 0; i < loop->plan.step_count; i++)
        if (to > from ? loop->wants[i] > from : loop->wants[i] < from)
            cost_steps_acted(&loop->steps[i], from, to, now_s);
}

static bool is_by_policy(const cost_loop_t *loop, int64_t to)
{
    for (size_t i = 0; i < loop->plan.step_count; i++)
        if (clamp(loop->wants[i], loop->bounds) == to)
            return false;
    return true;
}

static void scale(cost_loop_t *loop, int64_t step, int64_t now_s)
{
    vote(loop, now_s);
    loop->voted = true;
    const int64_t from = loop->desired, to = decide(loop, cost_loop_is_settled(loop));
    if (to == from)
        return;
    const cost_cause_t cause = is_by_policy(loop, to) ? COST_CAUSE_POLICY : COST_CAUSE_STEP;
    set_desired(loop, to, step, now_s, cause);
    cost_loop_note_acted(loop, from, to, now_s);
}

/* ---- the loop ---- */

void cost_loop_note_running(cost_loop_t *loop)
{
    cost_loop_result_t *out = loop->out;
    loop->unhealthy = loop->unhealthy || !out->tasks.healthy;
    if (out->tasks.running < out->running_least)
        out->running_least = out->tasks.running;
    if (out->tasks.running > out->running_most)
        out->running_most = out->tasks.running;
}

int64_t cost_loop_begin_step(cost_loop_t *loop, int64_t step)
{
    const int64_t load = cost_minutes_part(&loop->minutes, loop->minute, loop->part, loop->steps_per_minute);
    if (loop->next_action < loop->plan.action_count || loop->plan.predictive || loop->roll.active)
        cost_loop_act(loop, step);
    if (step * loop->step_s >= loop->out->tasks.next_s)
        cost_tasks_advance(&loop->out->tasks, step * loop->step_s);
    cost_loop_note_running(loop);
    const int64_t served = loop->plan.queue ? serve_jobs(loop, load) : serve_requests(loop, load);
    loop->out->served += served;
    if (loop->plan.served)
        loop->plan.served[loop->minute] += served;
    return loop->plan.queue ? served : load;
}

void cost_loop_end_step(cost_loop_t *loop, int64_t step, int64_t load)
{
    prospect_t prospect = observe_tracking(loop, step, load);
    if (loop->plan.step_count)
        observe_steps(&prospect, loop, step, load);
    if (is_worth_a_vote(loop, &prospect))
        scale(loop, step, (step + 1) * loop->step_s + prospect.after_s);
}

void cost_loop_begin_minute(cost_loop_t *loop)
{
    loop->part = 0;
    loop->saturated = false;
}

void cost_loop_end_minute(cost_loop_t *loop)
{
    loop->out->running_minutes += loop->out->tasks.running;
    loop->out->saturated_minutes += loop->saturated;
    loop->minute++;
}

void cost_loop_minute(cost_loop_t *loop)
{
    cost_loop_begin_minute(loop);
    for (; loop->part < loop->steps_per_minute; loop->part++) {
        const int64_t step = loop->minute * loop->steps_per_minute + loop->part;
        cost_loop_end_step(loop, step, cost_loop_begin_step(loop, step));
    }
    cost_loop_end_minute(loop);
}

static bool add_hours(cost_loop_t *loop)
{
    const int64_t hours = (loop->minutes.count + HOUR_MINUTES - 1) / HOUR_MINUTES;
    if (!loop->plan.predictive)
        return true;
    loop->hours = cost_alloc_array((size_t)hours, sizeof *loop->hours);
    for (int64_t hour = 0; loop->hours && hour < hours; hour++)
        loop->hours[hour] = cost_minutes_sum(&loop->minutes, hour * HOUR_MINUTES,
                                             least((hour + 1) * HOUR_MINUTES, loop->minutes.count));
    return loop->hours != NULL;
}

static bool open_month(cost_loop_t *loop)
{
    const cost_loop_plan_t *plan = &loop->plan;
    /* Their inits write all that is read. */
    loop->tracking = cost_alloc_raw(plan->policy_count, sizeof *loop->tracking);
    loop->votes = cost_alloc_array(plan->policy_count, sizeof *loop->votes);
    loop->steps = cost_alloc_raw(plan->step_count, sizeof *loop->steps);
    loop->wants = cost_alloc_array(plan->step_count, sizeof *loop->wants);
    if (!loop->tracking || !loop->votes || !loop->steps || !loop->wants || !add_hours(loop))
        return false;
    for (size_t i = 0; i < plan->policy_count; i++)
        cost_tracking_init(&loop->tracking[i], &plan->policies[i], &plan->model, (int32_t)loop->step_s);
    for (size_t i = 0; i < plan->step_count; i++)
        cost_steps_init(&loop->steps[i], &plan->steps[i], &plan->model, (int32_t)loop->step_s);
    for (int64_t minute = 0; plan->served && minute < loop->minutes.count; minute++)
        plan->served[minute] = 0;
    return cost_tasks_init(&loop->out->tasks, &plan->life, plan->providers, plan->provider_count, plan->month_seconds,
                           loop->desired);
}

cost_status_t cost_loop_open(cost_loop_t *loop, cost_loop_result_t *out, const cost_loop_plan_t *plan)
{
    const cost_wide_t whole = 1000000000;
    *out = (cost_loop_result_t){.running_least = INT64_MAX};
    if (!cost_loop_is_plan(plan))
        return COST_ERR_RANGE;
    *loop = (cost_loop_t){.plan = *plan,
                          .out = out,
                          .stated = plan->bounds,
                          .bounds = plan->bounds,
                          .desired = clamp(plan->start, plan->bounds),
                          .forecast = COST_PREDICTIVE_NONE,
                          .step_s = cost_loop_step_s(plan),
                          .capacity_healthy = -1};
    if (plan->load)
        loop->minutes = (cost_minutes_t){.load = plan->load, .count = plan->month_seconds / COST_MINUTE_S};
    else
        loop->minutes = cost_minutes_of_column(plan->column);
    loop->minutes.lanes = plan->lanes == COST_LANES_BEST ? cost_lanes_best() : plan->lanes;
    loop->steps_per_minute = COST_MINUTE_S / loop->step_s;
    if (!plan->maximum_percent && !plan->minimum_healthy) {
        loop->plan.maximum_percent = 2 * whole;
        loop->plan.minimum_healthy = whole;
    }
    need(loop, open_month(loop));
    return loop->failed ? cost_loop_close(loop) : COST_OK;
}

cost_status_t cost_loop_close(cost_loop_t *loop)
{
    loop->out->desired = loop->desired;
    loop->out->backlog = loop->queue.backlog;
    if (!loop->failed)
        need(loop, cost_tasks_finish(&loop->out->tasks));
    cost_free(loop->tracking);
    cost_free(loop->votes);
    cost_free(loop->steps);
    cost_free(loop->wants);
    cost_free(loop->hours);
    return loop->failed ? COST_ERR_MEMORY : COST_OK;
}

cost_status_t cost_loop_run(cost_loop_result_t *out, const cost_loop_plan_t *plan)
{
    cost_loop_t loop;
    const cost_status_t status = cost_loop_open(&loop, out, plan);
    if (status)
        return status;
    while (!loop.failed && loop.minute < loop.minutes.count)
        cost_loop_minute(&loop);
    return cost_loop_close(&loop);
}

void cost_loop_result_clear(cost_loop_result_t *result)
{
    cost_tasks_clear(&result->tasks);
    cost_free(result->events);
    result->events = NULL;
}

void cost_loop_load(int64_t *out, const cost_column_t *column)
{
    for (int64_t minute = 0; minute < column->minutes; minute++)
        out[minute] = column->prefix ? column->prefix[minute + 1] - column->prefix[minute] : 0;
    for (size_t i = 0; i < column->run_count; i++) {
        const cost_run_t *run = &column->runs[i];
        const cost_wide_t length = run->until - run->from;
        for (int64_t k = 0; k < run->until - run->from; k++)
            out[run->from + k] =
                (int64_t)((k + 1) * (cost_wide_t)run->total / length - k * (cost_wide_t)run->total / length);
    }
}
