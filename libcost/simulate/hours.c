#include "libcost/simulate/hours.h"

#include <stdlib.h>
#include <string.h>

enum { HOUR_S = 3600, COLUMNS_KEPT = 32 };

/* One or two hours that are cut out of the month.  Everything lives in an arena of its own. */
typedef struct {
    cost_arena_t *arena;
    cost_window_t span;
    /* Resources share columns: */
    const cost_column_t *whole[COLUMNS_KEPT], *cut[COLUMNS_KEPT];
    size_t column_count;
} cut_t;

/* ---- loads ---- */

static size_t add_run(cost_run_t *runs, size_t count, cost_run_t run)
{
    const bool even = count && runs[count - 1].until == run.from &&
                      runs[count - 1].total == run.total * (runs[count - 1].until - runs[count - 1].from);
    if (!run.total)
        return count;
    if (!even) {
        runs[count] = run;
        return count + 1;
    }
    runs[count - 1].until = run.until;
    runs[count - 1].total += run.total;
    return count;
}

static const cost_column_t *cut_column(cut_t *cut, const cost_column_t *whole)
{
    for (size_t i = 0; i < cut->column_count; i++)
        if (cut->whole[i] == whole)
            return cut->cut[i];
    cost_column_t *column = cost_arena_alloc(cut->arena, sizeof *column);
    size_t count = 0;
    const int64_t first = cut->span.from / 60, past = cut->span.until / 60;
    cost_run_t *runs = cost_arena_array(cut->arena, (size_t)(past - first), sizeof *runs);
    if (!column || !runs)
        return NULL;
    for (int64_t minute = first; minute < past; minute++)
        count = add_run(runs, count, (cost_run_t){minute, minute + 1, cost_column_sum(whole, minute, minute + 1)});
    *column = (cost_column_t){.runs = runs, .run_count = count, .minutes = whole->minutes};
    if (cut->column_count < COLUMNS_KEPT) {
        cut->whole[cut->column_count] = whole;
        cut->cut[cut->column_count++] = column;
    }
    return column;
}

/* NULL when memory is out. */
static const cost_flow_t *cut_flows(cut_t *cut, const cost_flow_t *whole, size_t count)
{
    cost_flow_t *flows = cost_arena_array(cut->arena, count + 1, sizeof *flows);
    for (size_t i = 0; flows && i < count; i++) {
        flows[i] = whole[i];
        flows[i].load = cut_column(cut, whole[i].load);
        flows[i].open = whole[i].open ? cut_column(cut, whole[i].open) : NULL;
        if (!flows[i].load || (whole[i].open && !flows[i].open))
            return NULL;
    }
    return flows;
}

/* ---- windows and capacity ---- */

static const cost_window_t *cut_windows(const cut_t *cut, const cost_window_t *whole, size_t *count)
{
    cost_window_t *windows = cost_arena_array(cut->arena, *count + 1, sizeof *windows);
    if (windows)
        *count = cost_window_intersect(windows, whole, *count, &cut->span, 1);
    return windows;
}

/* A total of the month in proportion to an amount of the hour. */
static cost_wide_t part_of(cost_wide_t total, int64_t part, int64_t whole)
{
    cost_wide_t out = 0;
    if (whole > 0 && !cost_wide_mul_div(&out, total, part, whole))
        return 0;
    return out;
}

/* The runs tell all but what is not counted in unit-seconds: of that, the first is taken to go by running units, the
 * others by billed ones. */
static const cost_ran_t *cut_ran(const cut_t *cut, const cost_ran_t *whole)
{
    cost_ran_t *ran = cost_arena_alloc(cut->arena, sizeof *ran);
    cost_capacity_run_t *runs = cost_arena_array(cut->arena, whole->run_count + 1, sizeof *runs);
    int64_t running = 0, billed = 0, all_running = 0, all_billed = 0;
    if (!ran || !runs)
        return NULL;
    *ran = (cost_ran_t){.unit = whole->unit,
                        .runs = runs,
                        .least = whole->least,
                        .most = whole->most,
                        .parts = whole->parts,
                        .together = whole->together,
                        .load = whole->load,
                        .wait_us = whole->wait_us};
    for (size_t i = 0; i < whole->run_count; i++) {
        cost_capacity_run_t run = whole->runs[i];
        const bool started = i && whole->runs[i - 1].provider == run.provider &&
                             run.running > whole->runs[i - 1].running && run.from_s >= cut->span.from &&
                             run.from_s < cut->span.until;
        all_running += run.running * (run.until_s - run.from_s);
        all_billed += run.billed * (run.until_s - run.from_s);
        run.from_s = run.from_s > cut->span.from ? run.from_s : cut->span.from;
        run.until_s = run.until_s < cut->span.until ? run.until_s : cut->span.until;
        if (run.from_s >= run.until_s)
            continue;
        if (started)
            ran->starts += run.running - whole->runs[i - 1].running;
        runs[ran->run_count++] = run;
        ran->running_s[run.provider] += run.running * (run.until_s - run.from_s);
        ran->billed_s[run.provider] += run.billed * (run.until_s - run.from_s);
        running += run.running * (run.until_s - run.from_s);
        billed += run.billed * (run.until_s - run.from_s);
    }
    for (int i = 0; i < COST_RAN_BILLS; i++)
        ran->bills[i] = part_of(whole->bills[i], i ? billed : running, i ? all_billed : all_running);
    return ran;
}

static bool cut_member(cut_t *cut, cost_flows_t *out, const cost_flows_t *whole)
{
    *out = *whole;
    out->exists = cut_windows(cut, whole->exists, &out->exist_count);
    out->on = cut_windows(cut, whole->on, &out->on_count);
    out->in = cut_flows(cut, whole->in, whole->in_count);
    out->out = whole->out == whole->in ? out->in : whole->out ? cut_flows(cut, whole->out, whole->in_count) : NULL;
    out->ran = whole->ran ? cut_ran(cut, whole->ran) : NULL;
    return out->exists && out->on && out->in && (out->out || !whole->out) && (out->ran || !whole->ran);
}

/* ---- weights ---- */

static bool same_record(const cost_record_t *a, const cost_record_t *b)
{
    return a->resource == b->resource && a->service == b->service && a->implied == b->implied &&
           a->dimension == b->dimension && a->price_dimension == b->price_dimension && a->factored == b->factored &&
           a->factor == b->factor && !strcmp(a->key.variant, b->key.variant) && !strcmp(a->key.region, b->key.region);
}

typedef struct {
    const cost_pass_t *pass;
    cost_record_t **records; /* of the month, of members that vary */
    size_t count;
    bool *varies; /* by the number of the member: else each of its hours is like the others */
} hours_t;

static bool is_flat(const cost_column_t *column)
{
    return !column->prefix && (!column->run_count || (column->run_count == 1 && column->runs[0].from == 0 &&
                                                      column->runs[0].until == column->minutes));
}

static bool is_whole(const cost_window_t *windows, size_t count, int64_t seconds)
{
    return count == 1 && windows[0].from == 0 && windows[0].until == seconds;
}

static bool does_vary(const cost_flows_t *flows)
{
    bool varies = flows->ran || !is_whole(flows->exists, flows->exist_count, flows->month.seconds) ||
                  !is_whole(flows->on, flows->on_count, flows->month.seconds);
    for (size_t i = 0; !varies && i < flows->in_count; i++)
        varies = !is_flat(flows->in[i].load) || (flows->out && !is_flat(flows->out[i].load));
    return varies;
}

/* Both lists are in the order in which resources are metered: the search begins where the last one ended. */
static void add_weights(const hours_t *hours, const cost_usage_t *usage, int64_t hour, int sign)
{
    size_t at = 0;
    for (const cost_record_t *from = usage->first; from; from = from->next)
        for (size_t k = 0; k < hours->count; k++) {
            cost_record_t *record = hours->records[(at + k) % hours->count];
            if (!same_record(record, from))
                continue;
            record->hours[hour] += sign * from->base;
            at = (at + k) % hours->count;
            break;
        }
}

/* Meters a span by itself and adds it to the weights of `hour`. */
static cost_status_t count_span(const hours_t *hours, cost_window_t span, int64_t hour, int sign)
{
    const cost_pass_t *month = hours->pass;
    cut_t cut = {.arena = cost_arena_create(), .span = span};
    if (!cut.arena)
        return cost_fail_memory(month->err);
    cost_usage_t usage = {.arena = cut.arena};
    cost_pass_t pass = *month;
    pass.arena = cut.arena;
    pass.usage = &usage;
    pass.flows = cost_arena_array(cut.arena, month->graph->member_count + 1, sizeof *pass.flows);
    bool whole = pass.flows != NULL;
    for (size_t i = 0; whole && i < month->graph->member_count; i++)
        whole = !hours->varies[i] || cut_member(&cut, &pass.flows[i], &month->flows[i]);
    cost_status_t status = whole ? cost_pass_count(&pass) : cost_fail_memory(month->err);
    if (!status)
        add_weights(hours, &usage, hour, sign);
    cost_arena_destroy(cut.arena);
    return status;
}

/* An hour is what two hours are more than the other of them: what a meter adds where something ends (a task that
 * drains, a minimum) is then counted where it ends, and not at the cut; and what it adds to any span, a fee of the
 * month, is of no hour.  The other hour is the next one, for the last hour the one before. */
static cost_status_t count_hour(const hours_t *hours, int64_t hour)
{
    const int64_t last = hours->pass->month.hours - 1, from = hour * HOUR_S, until = from + HOUR_S;
    const cost_window_t before = {from - HOUR_S, from}, after = {until, until + HOUR_S};
    if (!last)
        return count_span(hours, (cost_window_t){from, until}, hour, 1);
    const cost_window_t both = hour < last ? (cost_window_t){from, after.until} : (cost_window_t){before.from, until};
    cost_status_t status = count_span(hours, both, hour, 1);
    if (!status)
        status = count_span(hours, hour < last ? after : before, hour, -1);
    if (!status && hour == last)
        status = count_span(hours, (cost_window_t){from, until}, last + 1, 1);
    for (size_t i = 0; i < hours->count; i++)
        if (hours->records[i]->hours[hour] < 0)
            hours->records[i]->hours[hour] = 0;
    return status;
}

/* Seconds of each hour in which the resource exists, or 1 each when it never does. */
static void weigh_by_existence(const cost_pass_t *pass, cost_record_t *record)
{
    const size_t number = (size_t)(record->resource - pass->resolved[0].resources);
    const cost_flows_t *flows = &pass->flows[number];
    cost_wide_t sum = 0;
    for (int64_t hour = 0; hour < pass->month.hours; hour++) {
        record->hours[hour] = 0;
        for (size_t i = 0; i < flows->exist_count; i++) {
            const int64_t from = flows->exists[i].from > hour * HOUR_S ? flows->exists[i].from : hour * HOUR_S;
            const int64_t until =
                flows->exists[i].until < (hour + 1) * HOUR_S ? flows->exists[i].until : (hour + 1) * HOUR_S;
            record->hours[hour] += from < until ? until - from : 0;
        }
        sum += record->hours[hour];
    }
    for (int64_t hour = 0; !sum && hour < pass->month.hours; hour++)
        record->hours[hour] = 1;
}

/* Behind the last hour stands what it is by itself.  If that is more by a trifle, the trifle was added by the cut in
 * front of it (a task that drains), and no fee is in it. */
static void choose_last(cost_record_t *record, size_t hours)
{
    const cost_wide_t alone = record->hours[hours], less = record->hours[hours - 1];
    if (less < alone && alone - less <= alone / 10)
        record->hours[hours - 1] = alone;
}

static cost_status_t share_out(const cost_pass_t *pass, cost_record_t *record)
{
    const size_t hours = (size_t)pass->month.hours;
    cost_wide_t *shares = cost_arena_array(pass->arena, hours, sizeof *shares);
    size_t counted = 0, inside = 0;
    if (!shares)
        return cost_fail_memory(pass->err);
    choose_last(record, hours);
    for (size_t i = 0; i < hours; i++)
        counted += record->hours[i] > 0;
    for (size_t i = 1; i + 1 < hours; i++)
        inside += record->hours[i] > 0;
    if (counted < 2 || !inside) /* a fee: it asks whether something is there at some time, not for how long */
        weigh_by_existence(pass, record);
    if (!cost_wide_apportion(shares, record->hours, hours, record->base))
        return cost_fail_at(pass->err, COST_ERR_RANGE, record->resource->node, "its usage is too large for a timeline");
    record->hours = shares;
    return COST_OK;
}

cost_status_t cost_hours_count(const cost_pass_t *pass, const cost_record_t *before)
{
    cost_usage_t *usage = pass->usage;
    cost_record_t *first = before ? before->next : usage->first;
    cost_status_t status = COST_OK;
    hours_t hours = {.pass = pass,
                     .records = cost_arena_array(pass->arena, usage->count + 1, sizeof(cost_record_t *)),
                     .varies = cost_arena_array(pass->arena, pass->graph->member_count + 1, sizeof(bool))};
    if (!hours.records || !hours.varies)
        return cost_fail_memory(pass->err);
    for (size_t i = 0; i < pass->graph->member_count; i++)
        hours.varies[i] = does_vary(&pass->flows[i]);
    for (cost_record_t *record = first; record; record = record->next) {
        record->hours = cost_arena_array(pass->arena, (size_t)pass->month.hours + 1, sizeof *record->hours);
        if (!record->hours)
            return cost_fail_memory(pass->err);
        if (hours.varies[record->resource - pass->resolved[0].resources])
            hours.records[hours.count++] = record;
    }
    for (int64_t hour = 0; !status && hours.count && hour < pass->month.hours; hour++)
        status = count_hour(&hours, hour);
    for (cost_record_t *record = first; !status && record; record = record->next)
        status = share_out(pass, record);
    return status;
}
