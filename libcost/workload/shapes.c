/* How traffic is spread over time: shape, holidays, growth, events. */
#include <string.h>

#include "libcost/workload/workload.h"

enum { GROWTH_RATE, GROWTH_SINCE };
enum { EVENT_AT, EVENT_FOR, EVENT_TIMES, EVENT_RAMP, EVENT_CHANCE, EVENT_PRESET };
enum { SHAPE_FLAT, SHAPE_DIURNAL, SHAPE_BUSINESS_HOURS, SHAPE_WEIGHTS, SHAPE_HARMONICS };
enum { DAYS = 7 };
static const cost_wide_t minute_us = 60000000;

static void refuse(cost_reader_t *reader, const cost_node_t *node, const char *why)
{
    cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, node, "%s", why));
}

/* ---- weights and holidays ---- */

static void read_weights(cost_reader_t *reader, cost_traffic_t *traffic, const cost_value_t *value)
{
    const cost_node_t *list = value->node;
    if (!list || list->kind != COST_NODE_LIST || (list->count != 24 && list->count != 168)) {
        refuse(reader, list ? list : traffic->node,
               "shape: weights needs weights: a list of 24 numbers for the hours of a day, or 168 for those of a week");
        return;
    }
    int64_t *weights = cost_arena_array(reader->arena, list->count, sizeof *weights);
    if (!weights) {
        cost_reader_memory(reader);
        return;
    }
    size_t i = 0;
    for (const cost_node_t *node = list->first; node; node = node->next, i++) {
        cost_wide_t weight = -1;
        const char *why;
        if (!node->text || !cost_wide_parse(&weight, node->text, strlen(node->text), 1000000, &why) || weight < 0 ||
            weight > (cost_wide_t)1000000 * 1000000)
            refuse(reader, node, "a weight is a number from 0 to 1000000 with at most six decimals");
        weights[i] = (int64_t)weight;
    }
    traffic->shape.weights = weights;
    traffic->shape.weight_count = list->count;
}

static void read_holidays(cost_reader_t *reader, cost_traffic_t *traffic, const cost_value_t *value)
{
    int64_t *days = cost_arena_array(reader->arena, value->entry_count + 1, sizeof *days);
    if (!days) {
        cost_reader_memory(reader);
        return;
    }
    for (size_t i = 0; i < value->entry_count; i++) {
        const char *text = value->entries[i].name;
        int64_t seconds = 0;
        bool zoned;
        if (strlen(text) != 10 || !cost_civil_parse(text, &seconds, &zoned))
            refuse(reader, value->entries[i].node, "a holiday is a day such as 2025-11-27");
        days[i] = seconds / 86400;
    }
    traffic->shape.holidays = days;
    traffic->shape.holiday_count = value->entry_count;
}

/* ---- harmonics and weekdays ---- */

static void read_harmonic(cost_reader_t *reader, const cost_entry_t *entry, cost_harmonic_t *wave)
{
    const cost_value_t *every = &entry->values[COST_HARMONIC_EVERY], *peak = &entry->values[COST_HARMONIC_PEAK];
    const cost_wide_t week_us = COST_WEEK_MINUTES * minute_us;
    if (!entry->values[COST_HARMONIC_AMPLITUDE].given || !peak->given || every->amount.value < 2 * minute_us)
        return; /* reported already */
    if (week_us % every->amount.value)
        refuse(reader, every->node ? every->node : entry->node,
               "a week is to be a whole number of cycles: 24 h, 12 h, 168 h, ...");
    if (peak->amount.value % minute_us)
        refuse(reader, peak->node, "a peak is at a whole minute, such as 14 h or 885 min");
    *wave = (cost_harmonic_t){.cycles = (int32_t)(week_us / every->amount.value),
                              .peak = (int32_t)(peak->amount.value / minute_us % COST_WEEK_MINUTES),
                              .amplitude = (int64_t)entry->values[COST_HARMONIC_AMPLITUDE].amount.value};
}

static void read_harmonics(cost_reader_t *reader, cost_traffic_t *traffic, const cost_value_t *value)
{
    const cost_value_t *shape = &traffic->field[COST_TRAFFIC_SHAPE];
    cost_harmonic_t *waves = cost_arena_array(reader->arena, value->entry_count + 1, sizeof *waves);
    if (!waves) {
        cost_reader_memory(reader);
        return;
    }
    if (!value->entry_count)
        refuse(reader, shape->node ? shape->node : traffic->node,
               "shape: harmonics needs harmonics, such as {day: {amplitude: 50%, peak: 14 h}}");
    for (size_t i = 0; i < value->entry_count; i++)
        if (value->entries[i].values)
            read_harmonic(reader, &value->entries[i], &waves[i]);
    traffic->shape.harmonics = waves;
    traffic->shape.harmonic_count = value->entry_count;
}

static void read_weekdays(cost_reader_t *reader, cost_traffic_t *traffic, const cost_value_t *value)
{
    const bool business = traffic->shape.kind == COST_SHAPE_BUSINESS_HOURS;
    const char *const *names = cost_traffic_fields[COST_TRAFFIC_WEEKDAYS].choices;
    int64_t *days = value->entry_count ? cost_arena_array(reader->arena, DAYS, sizeof *days) : NULL;
    if (!value->entry_count)
        return;
    if (!days) {
        cost_reader_memory(reader);
        return;
    }
    for (int day = 0; day < DAYS; day++)
        days[day] = business ? cost_business_days[day] : COST_EVENT_ONE;
    for (size_t i = 0; i < value->entry_count; i++)
        for (int day = 0; day < DAYS; day++)
            if (value->entries[i].values && !strcmp(value->entries[i].name, names[day]))
                days[day] = (int64_t)value->entries[i].values[0].amount.value;
    traffic->shape.weekdays = days;
}

static void read_shape(cost_reader_t *reader, cost_traffic_t *traffic)
{
    static const cost_shape_kind_t kinds[] = {
        [SHAPE_FLAT] = COST_SHAPE_FLAT,
        [SHAPE_DIURNAL] = COST_SHAPE_HARMONICS,
        [SHAPE_BUSINESS_HOURS] = COST_SHAPE_BUSINESS_HOURS,
        [SHAPE_WEIGHTS] = COST_SHAPE_WEIGHTS,
        [SHAPE_HARMONICS] = COST_SHAPE_HARMONICS,
    };
    const cost_value_t *harmonics = &traffic->field[COST_TRAFFIC_HARMONICS];
    const cost_value_t *shape = &traffic->field[COST_TRAFFIC_SHAPE], *weights = &traffic->field[COST_TRAFFIC_WEIGHTS];
    const cost_status_t before = reader->status;
    char why[COST_SHAPE_WHY_SIZE];
    if (shape->choice < 0)
        return;
    reader->status = COST_OK; /* for now: what is wrong elsewhere hides nothing here */
    traffic->shape.kind = kinds[shape->choice];
    if (shape->choice == SHAPE_DIURNAL) {
        traffic->shape.harmonics = cost_diurnal;
        traffic->shape.harmonic_count = COST_DIURNAL_HARMONICS;
    }
    if (shape->choice == SHAPE_WEIGHTS)
        read_weights(reader, traffic, weights);
    else if (weights->given)
        refuse(reader, weights->node, "weights are for shape: weights");
    if (shape->choice == SHAPE_HARMONICS)
        read_harmonics(reader, traffic, harmonics);
    else if (harmonics->given)
        refuse(reader, harmonics->node, "harmonics are for shape: harmonics");
    read_weekdays(reader, traffic, &traffic->field[COST_TRAFFIC_WEEKDAYS]);
    read_holidays(reader, traffic, &traffic->field[COST_TRAFFIC_HOLIDAYS]);
    if (!reader->status && !cost_shape_check(&traffic->shape, why))
        refuse(reader, shape->node ? shape->node : traffic->node, why);
    if (before)
        reader->status = before;
}

/* ---- growth ---- */

static bool read_month(int32_t *year, int32_t *month, const char *text)
{
    cost_period_t period;
    char why[COST_PERIOD_WHY_SIZE];
    if (!cost_period_parse(&period, text, why) || period.hours_only || period.month_count != 1)
        return false;
    *year = period.year;
    *month = period.month;
    return true;
}

static void read_growth(cost_reader_t *reader, const cost_workload_t *workload, cost_traffic_t *traffic)
{
    const cost_value_t *growth = &traffic->field[COST_TRAFFIC_GROWTH];
    if (!growth->given || !growth->values || !growth->values[GROWTH_RATE].given)
        return;
    const cost_value_t *rate = &growth->values[GROWTH_RATE], *since = &growth->values[GROWTH_SINCE];
    if (rate->amount.per != COST_PER_MONTH || rate->amount.value > COST_GROWTH_RATE_MAX) {
        refuse(reader, rate->node, "growth is a percentage a month, at most 1000%/month");
        return;
    }
    traffic->growth = (cost_growth_t){
        .rate = (int64_t)rate->amount.value, .year = workload->period.year, .month = workload->period.month};
    if (since->given && !read_month(&traffic->growth.year, &traffic->growth.month, since->text))
        refuse(reader, since->node, "the month whose traffic was stated is expected, such as 2025-11");
    traffic->grows = since->given || !workload->period.hours_only;
}

/* ---- events ---- */

static int64_t at_most(cost_wide_t value, int64_t most)
{
    return value > most ? most : (int64_t)value;
}

/* What is over the bounds stays just over them, so that it is refused. */
static void update_event(cost_event_t *event, const cost_value_t *field)
{
    if (field[EVENT_FOR].given)
        event->hold_s = at_most(field[EVENT_FOR].amount.value / 1000000, COST_EVENT_SECONDS_MAX + 1);
    if (field[EVENT_RAMP].given)
        event->ramp_s = at_most(field[EVENT_RAMP].amount.value / 1000000, COST_EVENT_SECONDS_MAX + 1);
    if (field[EVENT_TIMES].given)
        event->times = at_most(field[EVENT_TIMES].amount.value, COST_EVENT_TIMES_MAX + 1);
    event->chance = (int64_t)field[EVENT_CHANCE].amount.value;
}

static void read_event(cost_reader_t *reader, const cost_traffic_t *traffic, const cost_entry_t *entry,
                       cost_event_t *event)
{
    const cost_value_t *field = entry->values;
    char why[COST_EVENT_WHY_SIZE];
    const bool preset = field[EVENT_PRESET].given;
    event->name = entry->name;
    if (preset && !cost_event_preset(event, field[EVENT_PRESET].text))
        refuse(reader, field[EVENT_PRESET].node, "a preset is launch, email or crawler");
    if (!field[EVENT_AT].given || (!preset && (!field[EVENT_FOR].given || !field[EVENT_TIMES].given))) {
        refuse(reader, entry->node, "an event needs at, for and times, or at and a preset");
        return;
    }
    if (!cost_event_time(&event->at, field[EVENT_AT].text, traffic->shape.zone, why))
        refuse(reader, field[EVENT_AT].node, why);
    update_event(event, field);
    if (!cost_event_check(event))
        refuse(reader, entry->node, "an event lasts at most 31 years and multiplies the load by 0 to 500000");
}

static void read_events(cost_reader_t *reader, cost_traffic_t *traffic)
{
    const cost_value_t *value = &traffic->field[COST_TRAFFIC_EVENTS];
    cost_event_t *events = cost_arena_array(reader->arena, value->entry_count + 1, sizeof *events);
    if (!events) {
        cost_reader_memory(reader);
        return;
    }
    for (size_t i = 0; i < value->entry_count; i++)
        if (value->entries[i].values)
            read_event(reader, traffic, &value->entries[i], &events[i]);
    traffic->events = events;
    traffic->event_count = value->entry_count;
}

void cost_dates_check(cost_reader_t *reader, const cost_workload_t *workload, const cost_value_t *value)
{
    if (workload->period.hours_only && value->given == COST_STATED && value->node)
        cost_reader_warn(reader, value->node, "dates-in-hours",
                         "has dates, and a period in hours has none: nothing of it is in the bill as meant; write "
                         "period: 2026-02, a month");
}

void cost_shapes_update(cost_traffic_t *traffic, cost_event_t *events)
{
    const cost_value_t *growth = &traffic->field[COST_TRAFFIC_GROWTH];
    const cost_value_t *value = &traffic->field[COST_TRAFFIC_EVENTS];
    if (traffic->grows)
        traffic->growth.rate = at_most(growth->values[GROWTH_RATE].amount.value, COST_GROWTH_RATE_MAX);
    for (size_t i = 0; i < traffic->event_count; i++) {
        update_event(&events[i], value->entries[i].values);
        events[i].hold_s = at_most(events[i].hold_s, COST_EVENT_SECONDS_MAX);
        events[i].ramp_s = at_most(events[i].ramp_s, COST_EVENT_SECONDS_MAX);
        events[i].times = at_most(events[i].times, COST_EVENT_TIMES_MAX);
    }
}

void cost_shapes_read(cost_reader_t *reader, const cost_workload_t *workload, cost_traffic_t *traffic)
{
    read_shape(reader, traffic);
    read_growth(reader, workload, traffic);
    read_events(reader, traffic);
    cost_series_file_read(reader, workload, traffic);
    cost_dates_check(reader, workload, &traffic->field[COST_TRAFFIC_GROWTH]);
    cost_dates_check(reader, workload, &traffic->field[COST_TRAFFIC_EVENTS]);
    cost_dates_check(reader, workload, &traffic->field[COST_TRAFFIC_HOLIDAYS]);
}
