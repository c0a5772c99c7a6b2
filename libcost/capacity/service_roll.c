/* Rolling updates of a service's tasks. */
#include "libcost/capacity/service_state.h"
#include "libcost/capacity/task_time.h"

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void need(cost_loop_t *loop, bool good)
{
    loop->failed = loop->failed || !good;
}

static int64_t wave_size(const cost_loop_t *loop)
{
    const cost_wide_t whole = 1000000000, desired = loop->desired;
    const cost_wide_t kept = (desired * loop->plan.minimum_healthy + whole - 1) / whole;
    return (int64_t)(loop->roll.beside ? desired * loop->plan.maximum_percent / whole - desired : desired - kept);
}

/* Of every provider the same part of its old tasks. */
static int64_t share_wave(cost_loop_t *loop)
{
    cost_wide_t left[COST_PROVIDERS_MAX], parts[COST_PROVIDERS_MAX];
    const size_t count = loop->plan.provider_count;
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

static void begin_wave(cost_loop_t *loop, int64_t at_s)
{
    const cost_task_times_t *life = &loop->plan.life;
    cost_tasks_t *tasks = &loop->out->tasks;
    cost_roll_state_t *roll = &loop->roll;
    roll->active = share_wave(loop) > 0;
    for (size_t i = 0; roll->active && i < loop->plan.provider_count; i++) {
        if (roll->beside)
            tasks->extra[i] = roll->wave[i];
        else
            need(loop, cost_tasks_stop_oldest(tasks, (int32_t)i, roll->wave[i], at_s, COST_STOP_DRAIN, 0));
        need(loop, cost_tasks_launch(tasks, (int32_t)i, roll->wave[i], at_s));
    }
    roll->healthy_s = at_s + life->provision_s + life->start_s + life->health_s + life->warm_up_s;
}

static void end_wave(cost_loop_t *loop)
{
    cost_tasks_t *tasks = &loop->out->tasks;
    for (size_t i = 0; i < loop->plan.provider_count; i++) {
        loop->roll.left[i] -= loop->roll.wave[i];
        if (!loop->roll.beside)
            continue;
        tasks->extra[i] = 0;
        need(loop,
             cost_tasks_stop_oldest(tasks, (int32_t)i, loop->roll.wave[i], loop->roll.healthy_s, COST_STOP_DRAIN, 0));
    }
}

/* Given up: the wave's own tasks are the newest. */
void cost_roll_cancel(cost_loop_t *loop, int64_t at_s)
{
    cost_tasks_t *tasks = &loop->out->tasks;
    for (size_t i = 0; loop->roll.active && i < loop->plan.provider_count; i++) {
        need(loop, cost_tasks_stop_newest(tasks, (int32_t)i, tasks->extra[i], at_s));
        tasks->extra[i] = 0;
    }
    loop->roll.active = false;
}

void cost_roll_begin(cost_loop_t *loop, int64_t at_s)
{
    cost_roll_cancel(loop, at_s);
    if (!loop->desired)
        return;
    const cost_roll_t how = cost_task_roll(loop->desired, loop->plan.maximum_percent, loop->plan.minimum_healthy);
    if (how == COST_ROLL_STUCK) {
        loop->out->stuck_deployments++;
        return;
    }
    loop->roll = (cost_roll_state_t){.active = true, .beside = how == COST_ROLL_BESIDE};
    for (size_t i = 0; i < loop->plan.provider_count; i++)
        loop->roll.left[i] = loop->out->tasks.alive[i];
    begin_wave(loop, at_s);
}

void cost_roll_move(cost_loop_t *loop, int64_t now_s)
{
    while (loop->roll.active && loop->roll.healthy_s <= now_s) {
        end_wave(loop);
        begin_wave(loop, loop->roll.healthy_s);
    }
}
