#include "libcost/capacity/service_loop.h"

#include "libcost/base/alloc.h"
#include "libcost/capacity/task_time.h"

enum { MINUTE_S = 60, FAST_S = 20, HOUR_S = 3600 };

/* A deployment: tasks are replaced in waves, each as large as its limits let it. */
typedef struct {
    bool active, beside;
    int64_t left[COST_PROVIDERS_MAX]; /* to be replaced, the present wave's included */
    int64_t wave[COST_PROVIDERS_MAX];
    int64_t healthy_s; /* when the present wave is */
} roll_t;

typedef struct {
    const cost_loop_plan_t *plan;
    cost_loop_result_t *out;
    cost_tracking_t *tracking;
    cost_vote_t *votes;
    cost_steps_t *steps;
    int64_t *wants;               /* of the step policies */
    const int64_t *load;          /* of each minute */
    int64_t *column;              /* the same, when the plan has a column */
    int64_t *hours;               /* loads, for the forecast */
    cost_bounds_t stated, bounds; /* stated, and as a forecast may raise them */
    int64_t desired, forecast;
    int64_t step_s, steps_per_minute;
    int64_t minute, part; /* of the step at hand */
    size_t next_action;
    int64_t next_hour;
    roll_t roll;
    cost_queue_t queue;
    int64_t capacity, capacity_healthy; /* units that so many tasks serve in a step */
    bool saturated;                     /* in this minute */
    bool failed;                        /* memory is out */
} loop_t;

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

static void need(loop_t *loop, bool good)
{
    loop->failed = loop->failed || !good;
}

/* ---- the desired count ---- */

static bool add_event(cost_loop_result_t *out, cost_loop_event_t event)
{
    if (out->event_count == out->event_capacity) {
        const size_t wanted = out->event_capacity ? out->event_capacity * 2 : 64;
        void *grown = cost_realloc(out->events, wanted * sizeof event);
        if (!grown)
            return false;
        out->events = grown;
        out->event_capacity = wanted;
    }
    out->events[out->event_count++] = event;
    return true;
}

static void set_desired(loop_t *loop, int64_t to, int64_t step, int64_t at_s, cost_cause_t cause)
{
    if (to == loop->desired)
        return;
    need(loop, add_event(loop->out, (cost_loop_event_t){at_s, step, loop->desired, to, cause}));
    need(loop, cost_tasks_set(&loop->out->tasks, to, at_s));
    loop->desired = to;
}

/* ---- deployments ---- */

static int64_t wave_size(const loop_t *loop)
{
    const cost_wide_t whole = 1000000000, desired = loop->desired;
    const cost_wide_t kept = (desired * loop->plan->minimum_healthy + whole - 1) / whole;
    return (int64_t)(loop->roll.beside ? desired * loop->plan->maximum_percent / whole - desired : desired - kept);
}

/* Of every provider the same part of its old tasks. */
static int64_t share_wave(loop_t *loop)
{
    cost_wide_t left[COST_PROVIDERS_MAX], parts[COST_PROVIDERS_MAX];
    const size_t count = loop->plan->provider_count;
    int64_t total = 0;
    for (size_t i = 0; i < count; i++) {
        loop->roll.left[i] = least(loop->roll.left[i], loop->out->tasks.alive[i]);
        left[i] = loop->roll.left[i];
        total += loop->roll.left[i];
    }
    const int64_t size = least(wave_size(loop), total);
    if (size <= 0 || !cost_wide_apportion(parts, left, count, size))
        return 0;
    for (size_t i = 0; i < count; i++)
        loop->roll.wave[i] = (int64_t)parts[i];
    return size;
}

static void begin_wave(loop_t *loop, int64_t at_s)
{
    const cost_task_times_t *life = &loop->plan->life;
    cost_tasks_t *tasks = &loop->out->tasks;
    roll_t *roll = &loop->roll;
    roll->active = share_wave(loop) > 0;
    for (size_t i = 0; roll->active && i < loop->plan->provider_count; i++) {
        if (roll->beside)
            tasks->extra[i] = roll->wave[i];
        else
            need(loop, cost_tasks_stop_oldest(tasks, (int32_t)i, roll->wave[i], at_s, COST_STOP_DRAIN, 0));
        need(loop, cost_tasks_launch(tasks, (int32_t)i, roll->wave[i], at_s));
    }
    roll->healthy_s = at_s + life->provision_s + life->start_s + life->health_s + life->warm_up_s;
}

static void end_wave(loop_t *loop)
{
    cost_tasks_t *tasks = &loop->out->tasks;
    for (size_t i = 0; i < loop->plan->provider_count; i++) {
        loop->roll.left[i] -= loop->roll.wave[i];
        if (!loop->roll.beside)
            continue;
        tasks->extra[i] = 0;
        need(loop,
             cost_tasks_stop_oldest(tasks, (int32_t)i, loop->roll.wave[i], loop->roll.healthy_s, COST_STOP_DRAIN, 0));
    }
}

/* Given up: the wave's own tasks are the newest. */
static void cancel_roll(loop_t *loop, int64_t at_s)
{
    cost_tasks_t *tasks = &loop->out->tasks;
    for (size_t i = 0; loop->roll.active && i < loop->plan->provider_count; i++) {
        need(loop, cost_tasks_stop_newest(tasks, (int32_t)i, tasks->extra[i], at_s));
        tasks->extra[i] = 0;
    }
    loop->roll.active = false;
}

static void begin_roll(loop_t *loop, int64_t at_s)
{
    cancel_roll(loop, at_s);
    if (!loop->desired)
        return;
    const cost_roll_t how = cost_task_roll(loop->desired, loop->plan->maximum_percent, loop->plan->minimum_healthy);
    if (how == COST_ROLL_STUCK) {
        loop->out->stuck_deployments++;
        return;
    }
    loop->roll = (roll_t){.active = true, .beside = how == COST_ROLL_BESIDE};
    for (size_t i = 0; i < loop->plan->provider_count; i++)
        loop->roll.left[i] = loop->out->tasks.alive[i];
    begin_wave(loop, at_s);
}

static void move_roll(loop_t *loop, int64_t now_s)
{
    while (loop->roll.active && loop->roll.healthy_s <= now_s) {
        end_wave(loop);
        begin_wave(loop, loop->roll.healthy_s);
    }
}

/* ---- actions ---- */

static void set_bounds(loop_t *loop, const cost_loop_action_t *action, int64_t step)
{
    loop->stated = cost_scheduled_bounds(loop->stated, action->min, action->max);
    loop->bounds = loop->plan->predictive && loop->forecast >= 0
                       ? cost_predictive_bounds(loop->plan->predictive, loop->forecast, loop->stated)
                       : loop->stated;
    const int64_t to = clamp(loop->desired, loop->bounds);
    if (to < loop->desired)
        cancel_roll(loop, action->at_s);
    set_desired(loop, to, step, action->at_s, COST_CAUSE_SCHEDULE);
}

static int32_t largest_provider(const loop_t *loop)
{
    const int64_t *alive = loop->out->tasks.alive;
    int32_t best = 0;
    for (int32_t i = 1; i < (int32_t)loop->plan->provider_count; i++)
        if (alive[i] > alive[best])
            best = i;
    return best;
}

/* Tasks go and are replaced; the desired count stays. */
static void replace(loop_t *loop, const cost_loop_action_t *action, int32_t provider, cost_stop_t how)
{
    cost_tasks_t *tasks = &loop->out->tasks;
    const int64_t count = least(action->count, tasks->alive[provider]);
    need(loop, cost_tasks_stop_oldest(tasks, provider, count, action->at_s, how, action->notice_s));
    need(loop, cost_tasks_launch(tasks, provider, count, action->at_s + action->wait_s));
}

static void interrupt(loop_t *loop, const cost_loop_action_t *action)
{
    const int64_t alive = loop->out->tasks.alive[action->provider];
    if (action->slot >= alive)
        return;
    loop->out->interrupted += least(action->count, alive);
    replace(loop, action, action->provider, COST_STOP_RECLAIM);
}

static void act(loop_t *loop, const cost_loop_action_t *action, int64_t step)
{
    switch (action->kind) {
    case COST_LOOP_BOUNDS:
        set_bounds(loop, action, step);
        break;
    case COST_LOOP_DEPLOY:
        begin_roll(loop, action->at_s);
        break;
    case COST_LOOP_RESTART:
        replace(loop, action, largest_provider(loop), COST_STOP_CRASH);
        break;
    case COST_LOOP_INTERRUPT:
        interrupt(loop, action);
        break;
    }
}

static void forecast(loop_t *loop, int64_t step, int64_t now_s)
{
    const cost_loop_plan_t *plan = loop->plan;
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

/* What is due before the step ends, each at its own second. */
static void act_all(loop_t *loop, int64_t step)
{
    const cost_loop_plan_t *plan = loop->plan;
    const int64_t now_s = step * loop->step_s, end_s = now_s + loop->step_s;
    while (loop->next_action < plan->action_count && plan->actions[loop->next_action].at_s < end_s)
        act(loop, &plan->actions[loop->next_action++], step);
    while (plan->predictive && loop->next_hour * HOUR_S < plan->month_seconds &&
           loop->next_hour * HOUR_S - plan->predictive->buffer_s < end_s) {
        const int64_t at_s = loop->next_hour * HOUR_S - plan->predictive->buffer_s;
        forecast(loop, step, at_s > now_s ? at_s : now_s);
    }
    move_roll(loop, now_s);
}

/* ---- load ---- */

static int64_t load_of(const loop_t *loop)
{
    const int64_t load = loop->load[loop->minute], parts = loop->steps_per_minute;
    return parts == 1 ? load : (loop->part + 1) * load / parts - loop->part * load / parts;
}

static int64_t serve_jobs(loop_t *loop, int64_t load)
{
    const cost_tasks_t *tasks = &loop->out->tasks;
    const int64_t done = cost_queue_step(&loop->queue, *loop->plan->queue, loop->step_s, load, tasks->healthy);
    if (loop->queue.backlog) {
        const int64_t wait_s = cost_queue_wait_s(loop->queue.backlog, *loop->plan->queue, tasks->healthy);
        loop->saturated = true;
        if (wait_s > loop->out->wait_most_s)
            loop->out->wait_most_s = wait_s;
        if (loop->queue.backlog > loop->out->backlog_most)
            loop->out->backlog_most = loop->queue.backlog;
    }
    return done;
}

static int64_t serve_requests(loop_t *loop, int64_t load)
{
    const int64_t healthy = loop->out->tasks.healthy;
    if (healthy != loop->capacity_healthy) {
        loop->capacity_healthy = healthy;
        loop->capacity = healthy ? cost_task_capacity(&loop->plan->model, (int32_t)loop->step_s, (int32_t)healthy) : 0;
    }
    if (load <= loop->capacity)
        return load;
    loop->saturated = true;
    loop->out->lost += load - loop->capacity;
    return loop->capacity;
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

static bool may_scale_in(const loop_t *loop, const cost_tracking_t *state)
{
    return cost_alarm_may_be_on(&state->low) && state->newest.least < loop->desired;
}

static prospect_t observe_tracking(loop_t *loop, int64_t step, int64_t load)
{
    const int32_t running = (int32_t)loop->out->tasks.running, healthy = (int32_t)loop->out->tasks.healthy;
    prospect_t prospect = {.in = true};
    for (size_t i = 0; i < loop->plan->policy_count; i++) {
        cost_tracking_t *state = &loop->tracking[i];
        const int64_t seen = state->policy->metric == COST_TASK_BACKLOG ? loop->queue.backlog : load;
        if (cost_tracking_observe(state, step, seen, running, healthy))
            note_seen(&prospect, state->after_s);
        prospect.out = prospect.out || cost_alarm_may_be_on(&state->high);
        prospect.in = prospect.in && (state->policy->disable_scale_in || may_scale_in(loop, state));
    }
    return prospect;
}

static void observe_steps(prospect_t *prospect, loop_t *loop, int64_t step, int64_t load)
{
    const int32_t running = (int32_t)loop->out->tasks.running, healthy = (int32_t)loop->out->tasks.healthy;
    for (size_t i = 0; i < loop->plan->step_count; i++) {
        cost_steps_t *state = &loop->steps[i];
        const int64_t signal = state->policy->metric == COST_TASK_BACKLOG ? loop->queue.backlog : load;
        const bool seen = cost_steps_observe(state, step, signal, running, healthy);
        loop->wants[i] = seen && cost_alarm_may_be_on(&state->alarm) ? 0 : -1; /* -1: it has no say in this step */
        if (loop->wants[i] < 0)
            continue;
        note_seen(prospect, state->after_s);
        prospect->out = prospect->in = true;
    }
}

/* No scale-in while launches are pending or a deployment is under way. */
static bool is_settled(const loop_t *loop)
{
    return !loop->out->tasks.starting && !loop->roll.active;
}

/* Whether votes can change anything. */
static bool is_worth_a_vote(const loop_t *loop, const prospect_t *prospect)
{
    const bool in = prospect->in && loop->desired > loop->bounds.min && is_settled(loop);
    return prospect->seen && (in || (prospect->out && loop->desired < loop->bounds.max));
}

static void vote(loop_t *loop, int64_t now_s)
{
    const int64_t running = loop->out->tasks.running;
    for (size_t i = 0; i < loop->plan->policy_count; i++)
        loop->votes[i] = cost_tracking_vote(&loop->tracking[i], now_s);
    for (size_t i = 0; i < loop->plan->step_count; i++)
        loop->wants[i] =
            loop->wants[i] < 0 ? loop->desired : cost_steps_want(&loop->steps[i], running, loop->desired, now_s);
}

/* Out if anyone wants it, to the most; else in, to the most that is still a scale-in. */
static int64_t decide(const loop_t *loop, bool may_scale_in)
{
    const int64_t desired = loop->desired;
    const int64_t tracking =
        cost_tracking_decide(loop->votes, loop->plan->policy_count, desired, loop->bounds, may_scale_in);
    int64_t out = tracking > desired ? tracking : desired, in = tracking < desired ? tracking : -1;
    for (size_t i = 0; i < loop->plan->step_count; i++) {
        const int64_t want = clamp(loop->wants[i], loop->bounds);
        if (loop->wants[i] > desired && want > out)
            out = want;
        if (may_scale_in && loop->wants[i] < desired && desired >= loop->bounds.min && want < desired && want > in)
            in = want;
    }
    return out > desired || in < 0 ? out : in;
}

/* Cooldowns of those whose will it was. */
static void note_acted(loop_t *loop, int64_t from, int64_t to, int64_t now_s)
{
    for (size_t i = 0; i < loop->plan->policy_count; i++) {
        const cost_vote_t *given = &loop->votes[i];
        if (to > from ? given->signal == COST_SIGNAL_HIGH && !given->held && given->want > from
                      : given->signal == COST_SIGNAL_LOW && !given->never_in)
            cost_tracking_acted(&loop->tracking[i], from, to, now_s);
    }
    for (size_t i = 0; i < loop->plan->step_count; i++)
        if (to > from ? loop->wants[i] > from : loop->wants[i] < from)
            cost_steps_acted(&loop->steps[i], from, to, now_s);
}

static bool is_by_policy(const loop_t *loop, int64_t to)
{
    for (size_t i = 0; i < loop->plan->step_count; i++)
        if (clamp(loop->wants[i], loop->bounds) == to)
            return false;
    return true;
}

static void scale(loop_t *loop, int64_t step, int64_t now_s)
{
    vote(loop, now_s);
    const int64_t from = loop->desired, to = decide(loop, is_settled(loop));
    if (to == from)
        return;
    const cost_cause_t cause = is_by_policy(loop, to) ? COST_CAUSE_POLICY : COST_CAUSE_STEP;
    set_desired(loop, to, step, now_s, cause);
    note_acted(loop, from, to, now_s);
}

/* ---- the loop ---- */

static void note_running(cost_loop_result_t *out)
{
    if (out->tasks.running < out->running_least)
        out->running_least = out->tasks.running;
    if (out->tasks.running > out->running_most)
        out->running_most = out->tasks.running;
}

static void end_minute(loop_t *loop)
{
    loop->out->running_minutes += loop->out->tasks.running;
    loop->out->saturated_minutes += loop->saturated;
    loop->saturated = false;
}

static void run_step(loop_t *loop, int64_t step)
{
    const int64_t now_s = step * loop->step_s, load = load_of(loop);
    act_all(loop, step);
    cost_tasks_advance(&loop->out->tasks, now_s);
    note_running(loop->out);
    const int64_t served = loop->plan->queue ? serve_jobs(loop, load) : serve_requests(loop, load);
    loop->out->served += served;
    if (loop->plan->served)
        loop->plan->served[loop->minute] += served;
    prospect_t prospect = observe_tracking(loop, step, loop->plan->queue ? served : load);
    observe_steps(&prospect, loop, step, loop->plan->queue ? served : load);
    if (is_worth_a_vote(loop, &prospect))
        scale(loop, step, now_s + loop->step_s + prospect.after_s);
}

static int64_t step_of(const cost_loop_plan_t *plan)
{
    int64_t step_s = MINUTE_S;
    for (size_t i = 0; i < plan->policy_count; i++)
        if (plan->policies[i].period_s == FAST_S)
            step_s = FAST_S;
    for (size_t i = 0; i < plan->step_count; i++)
        if (plan->steps[i].period_s % MINUTE_S)
            step_s = FAST_S;
    return step_s;
}

static bool is_period(int32_t period_s, int32_t delay_s, int64_t step_s)
{
    return period_s > 0 && period_s % step_s == 0 && delay_s >= 0 && delay_s <= COST_PUBLISH_DELAY_MAX;
}

static bool are_policies(const cost_loop_plan_t *plan, int64_t step_s)
{
    bool good = true;
    for (size_t i = 0; i < plan->policy_count; i++) {
        const cost_tracking_policy_t *policy = &plan->policies[i];
        good = good && is_period(policy->period_s, policy->publish_delay_s, step_s) && policy->target > 0 &&
               policy->high_datapoints > 0 && policy->low_datapoints > 0 && policy->look_back >= 0 &&
               policy->look_back <= COST_ALARM_LOOK_BACK_MAX;
    }
    for (size_t i = 0; i < plan->step_count; i++) {
        const cost_step_policy_t *policy = &plan->steps[i];
        good = good && is_period(policy->period_s, policy->publish_delay_s, step_s) && policy->threshold > 0 &&
               policy->datapoints > 0 && policy->look_back >= 0 && policy->look_back <= COST_ALARM_LOOK_BACK_MAX;
    }
    return good;
}

static bool is_plan(const cost_loop_plan_t *plan)
{
    const cost_task_times_t *life = &plan->life;
    const int64_t ends[] = {life->provision_s,
                            life->start_s,
                            life->health_s,
                            life->warm_up_s,
                            life->drain_s,
                            life->stop_s,
                            life->minimum_s,
                            plan->bounds.min,
                            plan->start,
                            plan->month_seconds - MINUTE_S,
                            plan->bounds.max - plan->bounds.min};
    bool good = plan->month_seconds % MINUTE_S == 0 && plan->provider_count > 0 &&
                plan->provider_count <= COST_PROVIDERS_MAX && plan->model.units > 0 && plan->model.vcpu_micro > 0;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        good = good && ends[i] >= 0;
    if (!plan->load)
        good = good && plan->column && plan->column->minutes == plan->month_seconds / MINUTE_S;
    return good && are_policies(plan, step_of(plan));
}

static bool add_load(loop_t *loop)
{
    const cost_loop_plan_t *plan = loop->plan;
    loop->load = plan->load;
    if (plan->load)
        return true;
    loop->load = loop->column = cost_alloc_array((size_t)plan->column->minutes, sizeof *loop->column);
    if (loop->column)
        cost_loop_load(loop->column, plan->column);
    return loop->column != NULL;
}

static bool add_hours(loop_t *loop)
{
    const int64_t minutes = loop->plan->month_seconds / MINUTE_S;
    if (!loop->plan->predictive)
        return true;
    loop->hours = cost_alloc_array((size_t)(minutes / MINUTE_S + 1), sizeof *loop->hours);
    for (int64_t minute = 0; loop->hours && minute < minutes; minute++)
        loop->hours[minute / MINUTE_S] += loop->load[minute];
    return loop->hours != NULL;
}

static bool open_month(loop_t *loop)
{
    const cost_loop_plan_t *plan = loop->plan;
    loop->tracking = cost_alloc_array(plan->policy_count, sizeof *loop->tracking);
    loop->votes = cost_alloc_array(plan->policy_count, sizeof *loop->votes);
    loop->steps = cost_alloc_array(plan->step_count, sizeof *loop->steps);
    loop->wants = cost_alloc_array(plan->step_count, sizeof *loop->wants);
    if (!loop->tracking || !loop->votes || !loop->steps || !loop->wants || !add_load(loop) || !add_hours(loop))
        return false;
    for (size_t i = 0; i < plan->policy_count; i++)
        cost_tracking_init(&loop->tracking[i], &plan->policies[i], &plan->model, (int32_t)loop->step_s);
    for (size_t i = 0; i < plan->step_count; i++)
        cost_steps_init(&loop->steps[i], &plan->steps[i], &plan->model, (int32_t)loop->step_s);
    for (int64_t minute = 0; plan->served && minute < plan->month_seconds / MINUTE_S; minute++)
        plan->served[minute] = 0;
    return cost_tasks_init(&loop->out->tasks, &plan->life, plan->providers, plan->provider_count, plan->month_seconds,
                           loop->desired);
}

static void run_steps(loop_t *loop)
{
    const int64_t minutes = loop->plan->month_seconds / MINUTE_S;
    int64_t step = 0;
    for (loop->minute = 0; !loop->failed && loop->minute < minutes; loop->minute++) {
        for (loop->part = 0; loop->part < loop->steps_per_minute; loop->part++)
            run_step(loop, step++);
        end_minute(loop);
    }
    loop->out->desired = loop->desired;
    loop->out->backlog = loop->queue.backlog;
    if (!loop->failed)
        need(loop, cost_tasks_finish(&loop->out->tasks));
}

cost_status_t cost_loop_run(cost_loop_result_t *out, const cost_loop_plan_t *stated)
{
    const cost_wide_t whole = 1000000000;
    cost_loop_plan_t plan = *stated;
    *out = (cost_loop_result_t){.running_least = INT64_MAX};
    if (!is_plan(&plan))
        return COST_ERR_RANGE;
    if (!plan.maximum_percent && !plan.minimum_healthy) {
        plan.maximum_percent = 2 * whole;
        plan.minimum_healthy = whole;
    }
    loop_t loop = {.plan = &plan,
                   .out = out,
                   .stated = plan.bounds,
                   .bounds = plan.bounds,
                   .desired = clamp(plan.start, plan.bounds),
                   .forecast = COST_PREDICTIVE_NONE,
                   .step_s = step_of(&plan),
                   .capacity_healthy = -1};
    loop.steps_per_minute = MINUTE_S / loop.step_s;
    need(&loop, open_month(&loop));
    run_steps(&loop);
    cost_free(loop.tracking);
    cost_free(loop.votes);
    cost_free(loop.steps);
    cost_free(loop.wants);
    cost_free(loop.column);
    cost_free(loop.hours);
    return loop.failed ? COST_ERR_MEMORY : COST_OK;
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
