#include "libcost/services/ecs_policies.h"

#include "libcost/demand/calendar.h"
#include "libcost/flow/frequency.h"

/* Targets and cooldowns beyond this mean nothing, and libcost/capacity calculates with 64 bits. */
static const cost_wide_t level_max = (cost_wide_t)1 << 40;

typedef struct {
    const cost_ecs_metrics_t *metrics;
    const cost_month_t *month;
    cost_arena_t *arena;
    cost_error_t *err;
} reader_t;

static cost_status_t too_large(const reader_t *reader, const cost_value_t *value)
{
    return cost_fail_at(reader->err, COST_ERR_RANGE, value->node, "is too large to scale by");
}

/* Shares in 1e-9; requests per target and period, and jobs per task, in 1e-6. */
static cost_status_t read_level(int64_t *out, const reader_t *reader, const cost_value_t *level, int metric,
                                int64_t period_s)
{
    char why[COST_AMOUNT_WHY_SIZE];
    cost_amount_t amount;
    if (!cost_scaling_level(&amount, level, (cost_metric_t)metric, why))
        return cost_fail_at(reader->err, COST_ERR_SCHEMA, level->node, "%s", why);
    cost_wide_t value = amount.value;
    if (metric == COST_METRIC_REQUESTS && !cost_frequency_total(&value, &amount, reader->month, period_s, 1))
        return too_large(reader, level);
    if (value >= level_max)
        return too_large(reader, level);
    *out = value > 0 ? (int64_t)value : 1;
    return COST_OK;
}

static cost_status_t read_seconds(int64_t *out, const reader_t *reader, const cost_value_t *time)
{
    const cost_wide_t seconds = (time->amount.value + 999999) / 1000000;
    if (seconds >= level_max)
        return too_large(reader, time);
    *out = (int64_t)seconds;
    return COST_OK;
}

/* ---- target tracking ---- */

static cost_status_t read_tracking(cost_tracking_policy_t *out, const reader_t *reader, const cost_value_t *field)
{
    enum { FAST_PERIOD_S = 20, FAST_DELAY_S = 16, FAST_LOW = 45 };
    *out = (cost_tracking_policy_t)COST_TRACKING_DEFAULTS;
    out->metric = (cost_task_metric_t)field[COST_POLICY_METRIC].choice;
    if (field[COST_POLICY_RESOLUTION].choice == COST_RESOLUTION_20_S) {
        out->period_s = FAST_PERIOD_S;
        out->publish_delay_s = FAST_DELAY_S;
        out->low_datapoints = FAST_LOW;
    }
    int64_t delay = out->publish_delay_s;
    cost_status_t status =
        read_level(&out->target, reader, &field[COST_POLICY_TARGET], field[COST_POLICY_METRIC].choice, out->period_s);
    if (!status && cost_given(&field[COST_POLICY_PUBLISH_DELAY]))
        status = read_seconds(&delay, reader, &field[COST_POLICY_PUBLISH_DELAY]);
    if (!status && delay > COST_PUBLISH_DELAY_MAX)
        status = cost_fail_at(reader->err, COST_ERR_RANGE, field[COST_POLICY_PUBLISH_DELAY].node,
                              "a metric is published within %d s", (int)COST_PUBLISH_DELAY_MAX);
    if (!status)
        status = read_seconds(&out->out_cooldown_s, reader, &field[COST_POLICY_OUT_COOLDOWN]);
    if (!status)
        status = read_seconds(&out->in_cooldown_s, reader, &field[COST_POLICY_IN_COOLDOWN]);
    out->publish_delay_s = (int32_t)delay;
    if (cost_given(&field[COST_POLICY_LOW_DATAPOINTS]))
        out->low_datapoints = (int32_t)field[COST_POLICY_LOW_DATAPOINTS].integer;
    out->look_back = (int32_t)field[COST_POLICY_LOOK_BACK].integer;
    out->disable_scale_in = field[COST_POLICY_DISABLE_IN].on;
    return status;
}

static cost_status_t read_all_tracking(cost_ecs_policies_t *out, const reader_t *reader, const cost_value_t *policies)
{
    cost_status_t status = COST_OK;
    out->tracking = cost_arena_array(reader->arena, policies->entry_count + 1, sizeof *out->tracking);
    if (!out->tracking)
        return cost_fail_memory(reader->err);
    for (size_t i = 0; !status && i < policies->entry_count; i++) {
        const cost_value_t *field = policies->entries[i].values;
        if (reader->metrics->known[field[COST_POLICY_METRIC].choice])
            status = read_tracking(&out->tracking[out->tracking_count++], reader, field);
    }
    return status;
}

/* ---- step scaling ---- */

/* Percentage points are hundredths of a share; both they and counts come in 1e-9. */
static int64_t distance(cost_wide_t bound, int metric)
{
    if (bound == COST_WIDE_MAX)
        return COST_STEP_OPEN;
    if (bound == COST_WIDE_MIN)
        return -COST_STEP_OPEN;
    const cost_wide_t scaled = metric == COST_METRIC_CPU || metric == COST_METRIC_MEMORY ? bound / 100 : bound / 1000;
    return (int64_t)(scaled > level_max ? level_max : scaled < -level_max ? -level_max : scaled);
}

static cost_status_t read_ranges(cost_step_policy_t *out, const reader_t *reader, const cost_value_t *map)
{
    cost_step_t *steps = cost_arena_array(reader->arena, map->entry_count + 1, sizeof *steps);
    cost_status_t status = COST_OK;
    if (!steps)
        return cost_fail_memory(reader->err);
    for (size_t i = 0; !status && i < map->entry_count; i++) {
        const cost_value_t *field = map->entries[i].values;
        cost_wide_t from, to;
        status = cost_scaling_bound(&from, &field[COST_RANGE_FROM], COST_WIDE_MIN, reader->err);
        if (!status)
            status = cost_scaling_bound(&to, &field[COST_RANGE_TO], COST_WIDE_MAX, reader->err);
        if (!status)
            steps[i] = (cost_step_t){distance(from, (int)out->metric), distance(to, (int)out->metric),
                                     field[COST_RANGE_CHANGE].integer};
    }
    out->steps = steps;
    out->step_count = map->entry_count;
    return status;
}

static cost_status_t read_step(cost_step_policy_t *out, const reader_t *reader, const cost_value_t *field)
{
    static const cost_step_adjustment_t adjustments[] = {[COST_CHANGE_IN_CAPACITY] = COST_STEP_CHANGE,
                                                         [COST_PERCENT_CHANGE_IN_CAPACITY] = COST_STEP_PERCENT,
                                                         [COST_EXACT_CAPACITY] = COST_STEP_EXACT};
    const cost_tracking_policy_t defaults = COST_TRACKING_DEFAULTS;
    const int metric = field[COST_STEP_FIELD_METRIC].choice;
    int64_t period = 60;
    *out = (cost_step_policy_t){.metric = (cost_task_metric_t)metric,
                                .above = field[COST_STEP_FIELD_COMPARISON].choice == COST_COMPARE_ABOVE,
                                .publish_delay_s = defaults.publish_delay_s,
                                .datapoints = (int32_t)field[COST_STEP_FIELD_DATAPOINTS].integer,
                                .look_back = defaults.look_back,
                                .adjustment = adjustments[field[COST_STEP_FIELD_ADJUSTMENT].choice],
                                .minimum_change = field[COST_STEP_FIELD_MINIMUM].integer};
    cost_status_t status = read_seconds(&period, reader, &field[COST_STEP_FIELD_PERIOD]);
    if (!status && (period % 20 || period > 86400))
        status = cost_fail_at(reader->err, COST_ERR_RANGE, field[COST_STEP_FIELD_PERIOD].node,
                              "an alarm's period is 20 s or whole minutes up to a day");
    out->period_s = (int32_t)period;
    if (!status)
        status = read_level(&out->threshold, reader, &field[COST_STEP_FIELD_THRESHOLD], metric, out->period_s);
    if (!status)
        status = read_seconds(&out->cooldown_s, reader, &field[COST_STEP_FIELD_COOLDOWN]);
    return status ? status : read_ranges(out, reader, &field[COST_STEP_FIELD_RANGES]);
}

static cost_status_t read_steps(cost_ecs_policies_t *out, const reader_t *reader, const cost_value_t *policies)
{
    cost_status_t status = COST_OK;
    out->steps = cost_arena_array(reader->arena, policies->entry_count + 1, sizeof *out->steps);
    if (!out->steps)
        return cost_fail_memory(reader->err);
    for (size_t i = 0; !status && i < policies->entry_count; i++) {
        const cost_value_t *field = policies->entries[i].values;
        if (reader->metrics->known[field[COST_STEP_FIELD_METRIC].choice])
            status = read_step(&out->steps[out->step_count++], reader, field);
    }
    return status;
}

/* ---- scheduled actions ---- */

static int64_t moment(const cost_value_t *value, int64_t absent)
{
    int64_t seconds;
    bool zoned;
    return cost_given(value) && cost_civil_parse(value->text, &seconds, &zoned) ? seconds : absent;
}

static cost_status_t read_action(cost_scheduled_t *out, const reader_t *reader, const cost_value_t *field)
{
    char why[COST_CRON_WHY_SIZE], hint[COST_CRON_HINT_SIZE], zone_why[COST_ZONE_WHY_SIZE];
    const cost_value_t *min = &field[COST_ACTION_MIN], *max = &field[COST_ACTION_MAX];
    *out = (cost_scheduled_t){.min = cost_given(min) ? min->integer : COST_UNCHANGED,
                              .max = cost_given(max) ? max->integer : COST_UNCHANGED,
                              .from_s = moment(&field[COST_ACTION_START], INT64_MIN),
                              .until_s = moment(&field[COST_ACTION_END], INT64_MAX)};
    if (!cost_cron_parse(&out->cron, reader->arena, field[COST_ACTION_SCHEDULE].text, COST_DIALECT_AAS, why, hint) ||
        cost_zone_load(&out->zone, reader->arena, field[COST_ACTION_TIMEZONE].text, zone_why))
        return cost_fail_memory(reader->err); /* both were read once already */
    return COST_OK;
}

static cost_status_t read_actions(cost_ecs_policies_t *out, const reader_t *reader, const cost_value_t *actions)
{
    cost_status_t status = COST_OK;
    out->actions = cost_arena_array(reader->arena, actions->entry_count + 1, sizeof *out->actions);
    if (!out->actions)
        return cost_fail_memory(reader->err);
    for (size_t i = 0; !status && i < actions->entry_count; i++)
        status = read_action(&out->actions[out->action_count++], reader, actions->entries[i].values);
    return status;
}

/* ---- predictive scaling ---- */

static cost_status_t read_predictive(cost_ecs_policies_t *out, const reader_t *reader, const cost_value_t *predictive)
{
    const cost_value_t *field = predictive->values;
    const int metric = predictive->given == COST_STATED ? field[COST_FORECAST_METRIC].choice : 0;
    if (predictive->given != COST_STATED || !reader->metrics->known[metric])
        return COST_OK;
    out->predicts = true;
    out->predictive = (cost_predictive_t){.metric = (cost_task_metric_t)metric,
                                          .acts = field[COST_FORECAST_MODE].choice == COST_FORECAST_ACTS,
                                          .above_max = field[COST_FORECAST_ABOVE_MAX].choice == COST_ABOVE_INCREASE,
                                          .max_buffer = (int64_t)field[COST_FORECAST_MAX_BUFFER].amount.value};
    cost_status_t status =
        read_level(&out->predictive.target, reader, &field[COST_FORECAST_TARGET], metric, 60 /* per minute */);
    return status ? status : read_seconds(&out->predictive.buffer_s, reader, &field[COST_FORECAST_BUFFER]);
}

cost_status_t cost_ecs_policies(cost_ecs_policies_t *out, const cost_value_t *scaling,
                                const cost_ecs_metrics_t *metrics, const cost_month_t *month, cost_arena_t *arena,
                                cost_error_t *err)
{
    const cost_value_t *field = scaling->values;
    const reader_t reader = {metrics, month, arena, err};
    *out = (cost_ecs_policies_t){.bounds = {field[COST_SCALING_MIN].integer, field[COST_SCALING_MAX].integer}};
    cost_status_t status = read_all_tracking(out, &reader, &field[COST_SCALING_POLICIES]);
    if (!status)
        status = read_steps(out, &reader, &field[COST_SCALING_STEPS]);
    if (!status)
        status = read_actions(out, &reader, &field[COST_SCALING_ACTIONS]);
    return status ? status : read_predictive(out, &reader, &field[COST_SCALING_PREDICTIVE]);
}
