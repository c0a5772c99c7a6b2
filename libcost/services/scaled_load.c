#include "libcost/services/scaled_load.h"

#include <string.h>

#include "libcost/base/alloc.h"

enum { HOUR_MINUTES = 60 };

static bool is_flat(const cost_flows_t *flows)
{
    for (size_t i = 0; i < flows->in_count; i++)
        if (flows->in[i].open || !cost_column_is_flat(flows->in[i].load))
            return false;
    return true;
}

static bool add_flat(cost_scaled_load_t *out, const cost_flow_t *flow, cost_ratio_t per_request)
{
    cost_ratio_t ratio;
    cost_wide_t units;
    if (!cost_ratio_times(&ratio, flow->requests, per_request) ||
        !cost_wide_mul(&units, flow->load->runs->total, ratio.num))
        return false;
    units = units / ratio.den + out->run.total;
    out->run.total = (int64_t)units;
    return !(units >> 62) && !((units / out->column.minutes) >> 49);
}

cost_status_t cost_scaled_load(cost_scaled_load_t *out, const cost_flows_t *flows, cost_ratio_t per_request)
{
    const int64_t minutes = flows->month.minutes;
    cost_status_t status = COST_OK;
    *out = (cost_scaled_load_t){.run = {.from = 0, .until = minutes}};
    out->column = (cost_column_t){.runs = &out->run, .run_count = 1, .minutes = minutes};
    if (is_flat(flows)) {
        for (size_t i = 0; !status && i < flows->in_count; i++)
            status = add_flat(out, &flows->in[i], per_request) ? COST_OK : COST_ERR_RANGE;
        return status;
    }
    out->minutes = cost_alloc_array((size_t)minutes, sizeof *out->minutes);
    if (!out->minutes)
        return COST_ERR_MEMORY;
    for (size_t i = 0; !status && i < flows->in_count; i++)
        status = cost_flow_minutes(out->minutes, &flows->in[i], per_request) ? COST_OK : COST_ERR_RANGE;
    return status;
}

void cost_scaled_load_clear(cost_scaled_load_t *load)
{
    cost_free(load->minutes);
    load->minutes = NULL;
}

void cost_scaled_load_use(const cost_scaled_load_t *load, cost_loop_plan_t *loop)
{
    loop->load = load->minutes;
    loop->column = load->minutes ? NULL : &load->column;
}

int64_t cost_scaled_load_peak(const cost_scaled_load_t *load)
{
    int64_t peak = 0;
    if (!load->minutes)
        return (load->run.total + load->column.minutes - 1) / load->column.minutes;
    for (int64_t minute = 0; minute < load->column.minutes; minute++)
        peak = load->minutes[minute] > peak ? load->minutes[minute] : peak;
    return peak;
}

cost_status_t cost_scaled_load_before(cost_loop_plan_t *loop, const cost_scaled_load_t *load, cost_arena_t *arena)
{
    if (load->column.minutes < COST_PREDICTIVE_HOURS * HOUR_MINUTES || !load->minutes)
        return COST_OK;
    int64_t *hours = cost_arena_array(arena, COST_PREDICTIVE_HOURS, sizeof *hours);
    if (!hours)
        return COST_ERR_MEMORY;
    for (int64_t minute = 0; minute < COST_PREDICTIVE_HOURS * HOUR_MINUTES; minute++)
        hours[minute / HOUR_MINUTES] += load->minutes[minute];
    loop->hours_before = hours;
    loop->hour_before_count = COST_PREDICTIVE_HOURS;
    return COST_OK;
}

void cost_scaled_load_fill(int64_t *out, const cost_scaled_load_t *load)
{
    if (load->minutes)
        memcpy(out, load->minutes, (size_t)load->column.minutes * sizeof *out);
    else
        cost_loop_load(out, &load->column);
}

const int64_t *cost_scaled_load_minutes(int64_t **room, const cost_scaled_load_t *load)
{
    if (load->minutes)
        return load->minutes;
    *room = cost_alloc_raw((size_t)load->column.minutes, sizeof **room);
    if (*room)
        cost_loop_load(*room, &load->column);
    return *room;
}
