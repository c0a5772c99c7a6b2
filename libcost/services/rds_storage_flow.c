/* Amazon RDS: allocated storage that grows with the data.  Source: scaling rules, section 9.
 *
 * Data grow evenly from the start of the period, or from the creation of the instance; what autoscaling did in earlier
 * months of the period is done again, so that every month begins where the one before ended. */
#include "libcost/capacity/rds_storage_scale.h"
#include "libcost/flow/frequency.h"
#include "libcost/services/rds_volume.h"

enum { MINUTE_S = 60, HOUR_MINUTES = 60 };
static const cost_wide_t micro = 1000000;
static const int64_t gib = (int64_t)1 << 30;

typedef struct {
    cost_rds_storage_policy_t policy;
    int64_t size_gib;                    /* when it is created, or the period begins */
    cost_wide_t used;                    /* micro-bytes then */
    cost_wide_t growth;                  /* micro-bytes in `per_s` */
    int64_t per_s;                       /* > 0 */
    int64_t first_minute, month_minutes; /* of the month, since then; below 0 when it is created in the month */
    cost_capacity_run_t *runs;
    size_t run_count, run_room;
    cost_arena_t *arena;
} volume_t;

static int64_t whole_gib(const cost_value_t *value)
{
    return (int64_t)((value->amount.value + COST_RDS_GIB * micro - 1) / (COST_RDS_GIB * micro));
}

static int64_t rule(const cost_resource_t *resource, int number)
{
    return (int64_t)(resource->rule[number] / micro);
}

static volume_t volume_of(const cost_resource_t *resource, const cost_flows_t *flows, cost_arena_t *arena)
{
    const cost_amount_t *growth = &cost_rds_volume(resource, COST_RDS_STORAGE_GROWTH)->amount;
    const int64_t changes = rule(resource, COST_RDS_AUTO_CHANGES);
    return (volume_t){
        .policy = {.maximum_gib = whole_gib(cost_rds_volume(resource, COST_RDS_STORAGE_MAX_SIZE)),
                   .free_percent = rule(resource, COST_RDS_AUTO_FREE),
                   .low_for_s = rule(resource, COST_RDS_AUTO_LOW),
                   .changes_max = changes < COST_STORAGE_CHANGES_KEPT ? changes : COST_STORAGE_CHANGES_KEPT,
                   .optimise_s = rule(resource, COST_RDS_AUTO_OPTIMISE) * 3600,
                   .least_step_gib = rule(resource, COST_RDS_AUTO_LEAST),
                   .step_percent = rule(resource, COST_RDS_AUTO_INCREMENT),
                   .forecast_h = rule(resource, COST_RDS_AUTO_FORECAST)},
        .size_gib = whole_gib(cost_rds_volume(resource, COST_RDS_STORAGE_SIZE)),
        .used = cost_rds_volume(resource, COST_RDS_STORAGE_USED)->amount.value,
        .growth = growth->value,
        .per_s = cost_growth_seconds(growth->per),
        .first_minute = (flows->month.start - flows->created) / MINUTE_S,
        .month_minutes = flows->month.minutes,
        .arena = arena};
}

/* Bytes that are used at the end of a minute. */
static int64_t used_bytes(const volume_t *volume, int64_t minute)
{
    cost_wide_t grown, most = (cost_wide_t)1 << 60;
    if (!cost_wide_mul_div_floor(&grown, volume->growth, (cost_wide_t)(minute + 1) * MINUTE_S, volume->per_s))
        return (int64_t)most;
    const cost_wide_t bytes = (volume->used + grown) / micro;
    return (int64_t)(bytes < most ? bytes : most);
}

/* The first minute from `minute` on, before `until`, at whose end so many bytes are used. */
static int64_t minute_of(const volume_t *volume, int64_t bytes, int64_t minute, int64_t until)
{
    int64_t past = until;
    while (minute < past) {
        const int64_t middle = minute + (past - minute) / 2;
        if (used_bytes(volume, middle) >= bytes)
            past = middle;
        else
            minute = middle + 1;
    }
    return minute;
}

/* From second `at_s` of the month on; what happened before it is where the month begins. */
static cost_status_t add_run(volume_t *volume, int64_t at_s, int64_t allocated_gib)
{
    const int64_t from_s = at_s > 0 ? at_s : 0, month_s = volume->month_minutes * MINUTE_S;
    if (volume->run_count && volume->runs[volume->run_count - 1].from_s == from_s)
        volume->run_count--;
    cost_capacity_run_t *room =
        cost_arena_room(volume->arena, volume->runs, &volume->run_room, volume->run_count, sizeof *room);
    if (!room)
        return COST_ERR_MEMORY;
    volume->runs = room;
    if (volume->run_count)
        volume->runs[volume->run_count - 1].until_s = from_s;
    volume->runs[volume->run_count++] = (cost_capacity_run_t){from_s, month_s, allocated_gib, allocated_gib, 0};
    return COST_OK;
}

/* Minutes in which it is not low change nothing and are left out; at its maximum it grows no more. */
static cost_status_t grow(volume_t *volume)
{
    const int64_t until = volume->first_minute + volume->month_minutes;
    cost_rds_storage_t storage;
    cost_rds_storage_init(&storage, &volume->policy, volume->size_gib);
    cost_status_t status = add_run(volume, 0, volume->size_gib);
    int64_t minute = 0;
    while (!status && storage.allocated_gib < volume->policy.maximum_gib) {
        minute = minute_of(volume, cost_rds_storage_low(&volume->policy, storage.allocated_gib), minute, until);
        if (minute >= until)
            break;
        const int64_t used = used_bytes(volume, minute);
        const int64_t before = minute >= HOUR_MINUTES ? used_bytes(volume, minute - HOUR_MINUTES) : used;
        if (cost_rds_storage_step(&storage, minute, used, used - before))
            status = add_run(volume, (minute + 1 - volume->first_minute) * MINUTE_S, storage.allocated_gib);
        minute++;
    }
    return status;
}

/* ---- what ran ---- */

/* Minutes of the month in which the data fill the volume. */
static int64_t full_minutes(const volume_t *volume, const cost_capacity_run_t *last)
{
    const int64_t until = volume->first_minute + volume->month_minutes;
    const int64_t begins = volume->first_minute + last->from_s / MINUTE_S;
    return until - minute_of(volume, last->running * gib, begins > 0 ? begins : 0, until);
}

static cost_status_t keep(const volume_t *volume, cost_flows_t *flows)
{
    cost_ran_t *ran = cost_arena_alloc(volume->arena, sizeof *ran);
    if (!ran)
        return COST_ERR_MEMORY;
    *ran = (cost_ran_t){.unit = "GiB",
                        .runs = volume->runs,
                        .run_count = volume->run_count,
                        .least = volume->runs[0].running,
                        .most = volume->runs[volume->run_count - 1].running,
                        .decisions = (int64_t)volume->run_count - 1,
                        .saturated_minutes = full_minutes(volume, &volume->runs[volume->run_count - 1]),
                        .wait_us = -1};
    for (size_t i = 0; i < volume->run_count; i++) {
        const cost_capacity_run_t *run = &volume->runs[i];
        const cost_window_t alone = {run->from_s, run->until_s};
        cost_window_t there[2];
        const size_t count = cost_window_intersect(there, flows->exists, flows->exist_count, &alone, 1);
        ran->billed_s[0] += cost_window_seconds(there, count) * run->billed;
    }
    ran->running_s[0] = ran->billed_s[0];
    ran->bills[COST_RDS_GIB_SECONDS] = ran->billed_s[0];
    flows->ran = ran;
    return COST_OK;
}

static bool is_stated(const cost_resource_t *resource, const cost_flows_t *flows)
{
    return flows->exist_count == 1 && cost_given(cost_rds_volume(resource, COST_RDS_STORAGE_SIZE)) &&
           cost_given(cost_rds_volume(resource, COST_RDS_STORAGE_MAX_SIZE)) &&
           cost_given(cost_rds_volume(resource, COST_RDS_STORAGE_USED)) &&
           cost_given(cost_rds_volume(resource, COST_RDS_STORAGE_GROWTH));
}

cost_status_t cost_rds_flow(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                            cost_arena_t *arena, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t w = 0; !status && w < worlds; w++) {
        if (!is_stated(resources[w], &flows[w]))
            continue;
        volume_t volume = volume_of(resources[w], &flows[w], arena);
        status = grow(&volume);
        if (!status)
            status = keep(&volume, &flows[w]);
    }
    return status ? cost_fail_memory(err) : COST_OK;
}
