/* When a resource is there: its creation and deletion, and what a schedule stops. */
#include "libcost/demand/cron.h"
#include "libcost/simulate/pass.h"

enum { FEW_WINDOWS = 64 };

static cost_status_t set_exists(cost_pass_t *pass, const cost_member_t *member, cost_flows_t *flows)
{
    int64_t from = member->runs_from <= pass->month.start ? 0 : member->runs_from - pass->month.start;
    int64_t until = member->runs_until >= pass->month.start + pass->month.seconds
                        ? pass->month.seconds
                        : member->runs_until - pass->month.start;
    int64_t begins, seconds;
    cost_period_month(&pass->graph->period, 0, &begins, &seconds);
    flows->created = member->runs_from > begins ? member->runs_from : begins;
    cost_window_t *window = cost_arena_alloc(pass->arena, sizeof *window);
    if (!window)
        return cost_fail_memory(pass->err);
    *window = (cost_window_t){from, until};
    flows->exists = flows->on = window;
    flows->exist_count = flows->on_count = from < until;
    return COST_OK;
}

/* Once a month for all resources of the schedule: one that fires every minute is slow to follow. */
static bool find_windows(cost_schedule_windows_t *out, const cost_pass_t *pass, const cost_schedule_t *schedule)
{
    const cost_month_t *month = &pass->month;
    size_t room = FEW_WINDOWS;
    while (!out->windows) {
        cost_window_t *windows = cost_arena_array(pass->arena, room, sizeof *windows);
        if (!windows)
            return false;
        out->count = cost_cron_windows(schedule->start, schedule->stop, schedule->zone, month->start, month->seconds,
                                       windows, room);
        if (out->count <= room)
            out->windows = windows;
        room = out->count;
    }
    return true;
}

static cost_status_t set_on(cost_pass_t *pass, int schedule, cost_flows_t *flows)
{
    cost_schedule_windows_t *found = &pass->windows[schedule];
    if (!find_windows(found, pass, &pass->graph->schedules[schedule]))
        return cost_fail_memory(pass->err);
    cost_window_t *on = cost_arena_array(pass->arena, found->count + flows->exist_count + 1, sizeof *on);
    if (!on)
        return cost_fail_memory(pass->err);
    flows->on_count = cost_window_intersect(on, flows->exists, flows->exist_count, found->windows, found->count);
    flows->on = on;
    return COST_OK;
}

cost_status_t cost_pass_windows(cost_pass_t *pass, size_t number, size_t world)
{
    const cost_member_t *member = &pass->graph->members[number];
    cost_flows_t *flows = cost_pass_flows(pass, number, world);
    cost_status_t status = set_exists(pass, member, flows);
    return status || member->schedule < 0 ? status : set_on(pass, member->schedule, flows);
}
