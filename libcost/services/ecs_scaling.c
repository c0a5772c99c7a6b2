#include "libcost/services/ecs_scaling.h"

#include <string.h>

#include "libcost/demand/calendar.h"
#include "libcost/demand/cron.h"

#define AAS       "Application Auto Scaling guide"
#define COOLDOWN  "300 s"
#define COUNT_MAX "1000000"

static const char *const metrics[] = {"cpu", "memory", "requests_per_target", "backlog_per_task", NULL};
static const char level_schema[] = "{\"type\": [\"string\", \"number\"]}";

static const char *const resolutions[] = {"60 s", "20 s", NULL};
static const cost_field_t policy_fields[COST_POLICY_FIELDS] = {
    [COST_POLICY_METRIC] = {.name = "metric",
                            .help = "what the policy keeps at its target",
                            .kind = COST_KIND_CHOICE,
                            .choices = metrics,
                            .required = true},
    [COST_POLICY_TARGET] = {.name = "target",
                            .help = "the value that it keeps: 70% of cpu or memory, 2000/min of "
                                    "requests_per_target, 50 of backlog_per_task",
                            .kind = COST_KIND_RAW,
                            .schema = level_schema,
                            .required = true},
    [COST_POLICY_OUT_COOLDOWN] = {.name = "scale_out_cooldown",
                                  .help = "after a scale-out only a larger one acts for "
                                          "this long",
                                  .source = AAS,
                                  .kind = COST_KIND_AMOUNT,
                                  .measure = COST_MEASURE_TIME,
                                  .fallback = COOLDOWN},
    [COST_POLICY_IN_COOLDOWN] = {.name = "scale_in_cooldown",
                                 .help = "after a scale-in no other acts for this long",
                                 .source = AAS,
                                 .kind = COST_KIND_AMOUNT,
                                 .measure = COST_MEASURE_TIME,
                                 .fallback = COOLDOWN},
    [COST_POLICY_DISABLE_IN] = {.name = "disable_scale_in",
                                .help = "whether the policy only ever adds tasks",
                                .kind = COST_KIND_SWITCH,
                                .fallback = "false"},
    [COST_POLICY_RESOLUTION] = {.name = "resolution",
                                .help = "how often the metric is taken; 20 s is billed as a "
                                        "high-resolution metric",
                                .source = "AWS, 2026-06-18",
                                .kind = COST_KIND_CHOICE,
                                .choices = resolutions,
                                .fallback = "60 s"},
    [COST_POLICY_PUBLISH_DELAY] = {.name = "publish_delay",
                                   .help = "from the end of a datapoint until the alarm sees "
                                           "it; 150 s for 60 s metrics and 16 s for 20 s metrics when absent",
                                   .source = "fitted to AWS: 363 s and 86 s",
                                   .kind = COST_KIND_AMOUNT,
                                   .measure = COST_MEASURE_TIME},
    [COST_POLICY_LOW_DATAPOINTS] = {.name = "low_datapoints",
                                    .help = "how many low datapoints in a row a scale-in "
                                            "needs; 15 of 60 s and 45 of 20 s when absent",
                                    .source = "alarms that AWS made",
                                    .kind = COST_KIND_INTEGER,
                                    .min = "1",
                                    .max = "1000"},
    [COST_POLICY_LOOK_BACK] = {.name = "look_back",
                               .help = "how many more datapoints an alarm looks back over when "
                                       "some are missing",
                               .source = "assumption",
                               .kind = COST_KIND_INTEGER,
                               .max = "100",
                               .fallback = "2"},
};

static const cost_field_t range_fields[] = {
    [COST_RANGE_FROM] = {.name = "from",
                         .help = "where the step begins, as a distance from the threshold in the metric's "
                                 "unit (percentage points, requests a minute, jobs); absent: no lower bound",
                         .kind = COST_KIND_RAW,
                         .schema = level_schema},
    [COST_RANGE_TO] = {.name = "to",
                       .help = "where the step ends; absent: no upper bound",
                       .kind = COST_KIND_RAW,
                       .schema = level_schema},
    [COST_RANGE_CHANGE] = {.name = "change",
                           .help = "tasks to add (or take away), percent to add, or the exact number of "
                                   "tasks",
                           .kind = COST_KIND_INTEGER,
                           .min = "-" COUNT_MAX,
                           .max = COUNT_MAX,
                           .required = true},
};

static const char *const comparisons[] = {"above", "below", NULL};
static const char *const adjustments[] = {"change_in_capacity", "percent_change_in_capacity", "exact_capacity", NULL};
static const cost_field_t step_fields[] = {
    [COST_STEP_FIELD_METRIC] = {.name = "metric",
                                .help = "what the alarm watches",
                                .kind = COST_KIND_CHOICE,
                                .choices = metrics,
                                .required = true},
    [COST_STEP_FIELD_THRESHOLD] = {.name = "threshold",
                                   .help = "the alarm's threshold: 70%, 2000/min or 50, as for a target",
                                   .kind = COST_KIND_RAW,
                                   .schema = level_schema,
                                   .required = true},
    [COST_STEP_FIELD_COMPARISON] = {.name = "comparison",
                                    .help = "on which side of the threshold the alarm goes off",
                                    .kind = COST_KIND_CHOICE,
                                    .choices = comparisons,
                                    .fallback = "above"},
    [COST_STEP_FIELD_PERIOD] = {.name = "period",
                                .help = "length of a datapoint",
                                .kind = COST_KIND_AMOUNT,
                                .measure = COST_MEASURE_TIME,
                                .min = "1 s",
                                .fallback = "60 s"},
    [COST_STEP_FIELD_DATAPOINTS] = {.name = "datapoints",
                                    .help = "how many datapoints in a row set the alarm off",
                                    .kind = COST_KIND_INTEGER,
                                    .min = "1",
                                    .max = "1000",
                                    .fallback = "3"},
    [COST_STEP_FIELD_ADJUSTMENT] = {.name = "adjustment",
                                    .help = "what `change` means",
                                    .source = AAS,
                                    .kind = COST_KIND_CHOICE,
                                    .choices = adjustments,
                                    .fallback = "change_in_capacity"},
    [COST_STEP_FIELD_RANGES] = {.name = "ranges",
                                .help = "the steps by name; they may neither overlap nor leave gaps",
                                .source = AAS,
                                .kind = COST_KIND_MAP,
                                .fields = range_fields,
                                .field_count = COST_COUNT(range_fields),
                                .required = true},
    [COST_STEP_FIELD_MINIMUM] = {.name = "minimum_change",
                                 .help = "tasks that a change in percent moves at least",
                                 .kind = COST_KIND_INTEGER,
                                 .min = "1",
                                 .max = COUNT_MAX},
    [COST_STEP_FIELD_COOLDOWN] = {.name = "cooldown",
                                  .help = "after a step only a stronger one acts for this long",
                                  .source = AAS,
                                  .kind = COST_KIND_AMOUNT,
                                  .measure = COST_MEASURE_TIME,
                                  .fallback = COOLDOWN},
};

static const cost_field_t action_fields[] = {
    [COST_ACTION_SCHEDULE] = {.name = "schedule",
                              .help = "when it acts: cron(...), rate(...) or at(...)",
                              .source = AAS,
                              .kind = COST_KIND_TEXT,
                              .required = true},
    [COST_ACTION_TIMEZONE] = {.name = "timezone",
                              .help = "zone of the schedule, such as America/New_York",
                              .kind = COST_KIND_TEXT,
                              .fallback = "UTC"},
    [COST_ACTION_MIN] = {.name = "min",
                         .help = "least number of tasks from then on",
                         .kind = COST_KIND_INTEGER,
                         .max = COUNT_MAX},
    [COST_ACTION_MAX] = {.name = "max",
                         .help = "greatest number of tasks from then on",
                         .kind = COST_KIND_INTEGER,
                         .max = COUNT_MAX},
    [COST_ACTION_START] = {.name = "start",
                           .help = "first moment at which it may act, such as 2025-11-03T08:00Z",
                           .kind = COST_KIND_TEXT},
    [COST_ACTION_END] = {.name = "end",
                         .help = "last moment at which it may act; what it set stays",
                         .kind = COST_KIND_TEXT},
};

static const char *const modes[] = {"forecast_only", "forecast_and_scale", NULL};
static const char *const above_max[] = {"honor", "increase", NULL};
static const cost_field_t predictive_fields[] = {
    [COST_FORECAST_MODE] = {.name = "mode",
                            .help = "whether the forecast acts; it only ever adds tasks",
                            .source = AAS,
                            .kind = COST_KIND_CHOICE,
                            .choices = modes,
                            .fallback = "forecast_only"},
    [COST_FORECAST_METRIC] =
        {.name = "metric", .help = "what is forecast", .kind = COST_KIND_CHOICE, .choices = metrics, .fallback = "cpu"},
    [COST_FORECAST_TARGET] = {.name = "target",
                              .help = "the value that the forecast is divided by, as for a policy",
                              .kind = COST_KIND_RAW,
                              .schema = level_schema,
                              .required = true},
    [COST_FORECAST_BUFFER] = {.name = "buffer",
                              .help = "how long before the hour its capacity is started",
                              .source = AAS,
                              .kind = COST_KIND_AMOUNT,
                              .measure = COST_MEASURE_TIME,
                              .max = "3599 s",
                              .fallback = "300 s"},
    [COST_FORECAST_ABOVE_MAX] = {.name = "above_max",
                                 .help = "whether a forecast above max is cut or raises max",
                                 .source = AAS,
                                 .kind = COST_KIND_CHOICE,
                                 .choices = above_max,
                                 .fallback = "honor"},
    [COST_FORECAST_MAX_BUFFER] = {.name = "max_buffer",
                                  .help = "with above_max increase: how far above the forecast max "
                                          "is raised",
                                  .kind = COST_KIND_AMOUNT,
                                  .measure = COST_MEASURE_RATIO,
                                  .max = "100%"},
};

const cost_field_t cost_scaling_fields[COST_SCALING_FIELDS] = {
    [COST_SCALING_MIN] = {.name = "min",
                          .help = "the least number of tasks",
                          .kind = COST_KIND_INTEGER,
                          .max = COUNT_MAX,
                          .required = true},
    [COST_SCALING_MAX] = {.name = "max",
                          .help = "the greatest number of tasks",
                          .kind = COST_KIND_INTEGER,
                          .max = COUNT_MAX,
                          .required = true},
    [COST_SCALING_POLICIES] = {.name = "policies",
                               .help = "target tracking policies by name",
                               .source = AAS,
                               .kind = COST_KIND_MAP,
                               .fields = policy_fields,
                               .field_count = COST_COUNT(policy_fields)},
    [COST_SCALING_STEPS] = {.name = "steps",
                            .help = "step scaling policies by name, each with its alarm",
                            .source = AAS,
                            .kind = COST_KIND_MAP,
                            .fields = step_fields,
                            .field_count = COST_COUNT(step_fields)},
    [COST_SCALING_ACTIONS] = {.name = "actions",
                              .help = "scheduled actions by name: each sets min or max and leaves "
                                      "them so",
                              .source = AAS,
                              .kind = COST_KIND_MAP,
                              .fields = action_fields,
                              .field_count = COST_COUNT(action_fields)},
    [COST_SCALING_PREDICTIVE] = {.name = "predictive",
                                 .help = "predictive scaling from two weeks of history",
                                 .source = AAS,
                                 .kind = COST_KIND_GROUP,
                                 .fields = predictive_fields,
                                 .field_count = COST_COUNT(predictive_fields)},
};

/* ---- checks: every problem is reported, the first status returned ---- */

static void keep(cost_status_t *first, cost_status_t status)
{
    if (!*first)
        *first = status;
}

bool cost_scaling_level(cost_amount_t *out, const cost_value_t *level, cost_metric_t metric,
                        char why[COST_AMOUNT_WHY_SIZE])
{
    static const struct {
        cost_measure_t measure;
        const char *noun;
    } kinds[] = {
        [COST_METRIC_CPU] = {COST_MEASURE_RATIO, NULL},
        [COST_METRIC_MEMORY] = {COST_MEASURE_RATIO, NULL},
        [COST_METRIC_REQUESTS] = {COST_MEASURE_COUNT_RATE, "requests"},
        [COST_METRIC_BACKLOG] = {COST_MEASURE_COUNT, "jobs"},
    };
    const char *text = level->node->text;
    return cost_amount_parse(out, text ? text : "", kinds[metric].measure, kinds[metric].noun, why);
}

static cost_status_t check_level(const cost_value_t *level, int metric, cost_error_t *err)
{
    const cost_wide_t whole = 1000000000;
    char why[COST_AMOUNT_WHY_SIZE];
    cost_amount_t amount;
    bool share = metric == COST_METRIC_CPU || metric == COST_METRIC_MEMORY;
    if (!cost_scaling_level(&amount, level, (cost_metric_t)metric, why))
        return cost_fail_at(err, COST_ERR_SCHEMA, level->node, "%s", why);
    if (amount.range)
        return cost_fail_at(err, COST_ERR_SCHEMA, level->node, "\"%s\" is a range; one value is expected here",
                            level->node->text);
    if (amount.low <= 0)
        return cost_fail_at(err, COST_ERR_RANGE, level->node, "\"%s\" is not above 0", level->node->text);
    if (share && amount.high > whole)
        return cost_fail_at(err, COST_ERR_RANGE, level->node,
                            "\"%s\" is over 100%% of %s; percentages are written with their sign, such as 70%%",
                            level->node->text, metrics[metric]);
    return COST_OK;
}

static cost_status_t check_policy(const cost_value_t *policy, cost_error_t *err)
{
    int metric = policy[COST_POLICY_METRIC].choice;
    bool fast = policy[COST_POLICY_RESOLUTION].choice == COST_RESOLUTION_20_S;
    cost_status_t status = check_level(&policy[COST_POLICY_TARGET], metric, err);
    if (fast && metric != COST_METRIC_CPU && metric != COST_METRIC_MEMORY)
        keep(&status,
             cost_fail_at(err, COST_ERR_SCHEMA, policy[COST_POLICY_RESOLUTION].node,
                          "20 s metrics exist for cpu and memory only; 60 s is the resolution of %s", metrics[metric]));
    return status;
}

/* ---- step policies ---- */

/* A bound in 1e-9 of the metric's unit; a bound that is absent lies at -infinity or infinity. */
cost_status_t cost_scaling_bound(cost_wide_t *out, const cost_value_t *bound, cost_wide_t absent, cost_error_t *err)
{
    const char *text = bound->given ? bound->node->text : NULL;
    const char *why = "is not a number";
    *out = absent;
    if (!bound->given)
        return COST_OK;
    size_t length = text ? strlen(text) : 0;
    if (length && text[length - 1] == '%')
        length--;
    if (text && cost_wide_parse(out, text, length, 1000000000, &why))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, bound->node,
                        "\"%s\" %s; a distance from the threshold such as 10 or -5 "
                        "is expected",
                        text ? text : "", why);
}

enum { RANGES_MAX = 40 };
typedef struct {
    cost_wide_t from, to;
} range_t;

static bool overlaps(const range_t *ranges, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (ranges[k].from < ranges[i].to && ranges[i].from < ranges[k].to)
            return true;
    return false;
}

/* Ranges that do not overlap leave a gap when more than one of them does not begin where another ends. */
static bool continues_another(const range_t *ranges, size_t count, size_t i)
{
    for (size_t k = 0; k < count; k++)
        if (ranges[k].to == ranges[i].from)
            return true;
    return false;
}

static cost_status_t read_ranges(range_t *ranges, const cost_value_t *map, int adjustment, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; i < map->entry_count; i++) {
        const cost_value_t *range = map->entries[i].values;
        cost_status_t bounds = cost_scaling_bound(&ranges[i].from, &range[COST_RANGE_FROM], COST_WIDE_MIN, err);
        keep(&bounds, cost_scaling_bound(&ranges[i].to, &range[COST_RANGE_TO], COST_WIDE_MAX, err));
        if (!bounds && ranges[i].from >= ranges[i].to)
            keep(&bounds, cost_fail_at(err, COST_ERR_RANGE, map->entries[i].node, "from is not below to"));
        keep(&status, bounds);
        if (adjustment == COST_EXACT_CAPACITY && range[COST_RANGE_CHANGE].integer < 0)
            keep(&status, cost_fail_at(err, COST_ERR_RANGE, range[COST_RANGE_CHANGE].node,
                                       "%lld tasks cannot be an exact capacity; 0 or more can",
                                       (long long)range[COST_RANGE_CHANGE].integer));
    }
    return status;
}

static cost_status_t check_ranges(const cost_value_t *map, int adjustment, cost_error_t *err)
{
    range_t ranges[RANGES_MAX];
    size_t starts = 0;
    if (!map->entry_count || map->entry_count > RANGES_MAX)
        return cost_fail_at(err, COST_ERR_RANGE, map->node, "%zu steps; 1 to %d are allowed", map->entry_count,
                            RANGES_MAX);
    cost_status_t status = read_ranges(ranges, map, adjustment, err);
    for (size_t i = 0; !status && i < map->entry_count; i++) {
        if (overlaps(ranges, i))
            keep(&status, cost_fail_at(err, COST_ERR_RANGE, map->entries[i].node,
                                       "it overlaps another step; each begins where another ends"));
        else if (!continues_another(ranges, map->entry_count, i) && starts++ > 0)
            keep(&status, cost_fail_at(err, COST_ERR_RANGE, map->entries[i].node,
                                       "there is a gap below it; each step begins where another ends"));
    }
    return status;
}

static cost_status_t check_step(const cost_value_t *step, cost_error_t *err)
{
    const cost_value_t *adjustment = &step[COST_STEP_FIELD_ADJUSTMENT];
    cost_status_t status = check_level(&step[COST_STEP_FIELD_THRESHOLD], step[COST_STEP_FIELD_METRIC].choice, err);
    keep(&status, check_ranges(&step[COST_STEP_FIELD_RANGES], adjustment->choice, err));
    if (step[COST_STEP_FIELD_MINIMUM].given && adjustment->choice != COST_PERCENT_CHANGE_IN_CAPACITY)
        keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, step[COST_STEP_FIELD_MINIMUM].node,
                                   "minimum_change goes with adjustment percent_change_in_capacity, not with %s",
                                   adjustment->text));
    return status;
}

/* ---- scheduled actions ---- */

static cost_status_t check_schedule(const cost_value_t *action, cost_error_t *err)
{
    char why[COST_CRON_WHY_SIZE], hint[COST_CRON_HINT_SIZE], zone_why[COST_ZONE_WHY_SIZE];
    const cost_cron_t *cron = NULL;
    const cost_zone_t *zone = NULL;
    const cost_value_t *text = &action[COST_ACTION_SCHEDULE], *name = &action[COST_ACTION_TIMEZONE];
    cost_arena_t *arena = cost_arena_create();
    cost_status_t status = arena ? COST_OK : cost_fail_memory(err);
    if (arena && !cost_cron_parse(&cron, arena, text->text, COST_DIALECT_AAS, why, hint))
        keep(&status, *why ? cost_fail_at(err, COST_ERR_SCHEMA, text->node, "%s", why) : cost_fail_memory(err));
    if (arena && cost_zone_load(&zone, arena, name->text, zone_why))
        keep(&status, cost_fail_at(err, COST_ERR_RANGE, name->node, "%s", zone_why));
    if (cron && zone && cost_cron_is_idle(cron, zone, 0, why))
        keep(&status, cost_fail_at(err, COST_ERR_RANGE, text->node, "%s", why));
    cost_arena_destroy(arena);
    return status;
}

static cost_status_t check_moment(const cost_value_t *moment, cost_error_t *err)
{
    int64_t seconds;
    bool zoned;
    if (!moment->given || cost_civil_parse(moment->text, &seconds, &zoned))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, moment->node, "\"%s\" is not a moment such as 2025-11-03T08:00Z",
                        moment->text);
}

static cost_status_t check_action(const cost_value_t *action, const cost_node_t *node, cost_error_t *err)
{
    const cost_value_t *min = &action[COST_ACTION_MIN], *max = &action[COST_ACTION_MAX];
    cost_status_t status = check_schedule(action, err);
    keep(&status, check_moment(&action[COST_ACTION_START], err));
    keep(&status, check_moment(&action[COST_ACTION_END], err));
    if (!min->given && !max->given)
        keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, node, "it sets nothing; min, max or both say what it sets"));
    if (min->given && max->given && min->integer > max->integer)
        keep(&status, cost_fail_at(err, COST_ERR_RANGE, min->node, "%lld is above max, %lld", (long long)min->integer,
                                   (long long)max->integer));
    return status;
}

/* An action that sets one bound goes with what the other may be by then: Application Auto Scaling refuses a min above
 * max when it runs. */
static cost_status_t check_alone(const cost_value_t *action, const cost_value_t *scaling, cost_error_t *err)
{
    const cost_value_t *min = &action[COST_ACTION_MIN], *max = &action[COST_ACTION_MAX];
    const cost_value_t *actions = &scaling->values[COST_SCALING_ACTIONS];
    int64_t least = scaling->values[COST_SCALING_MIN].integer, most = scaling->values[COST_SCALING_MAX].integer;
    for (size_t i = 0; i < actions->entry_count; i++) {
        const cost_value_t *other = actions->entries[i].values;
        if (other && other[COST_ACTION_MIN].given && other[COST_ACTION_MIN].integer < least)
            least = other[COST_ACTION_MIN].integer;
        if (other && other[COST_ACTION_MAX].given && other[COST_ACTION_MAX].integer > most)
            most = other[COST_ACTION_MAX].integer;
    }
    if (min->given && !max->given && min->integer > most)
        return cost_fail_at(err, COST_ERR_RANGE, min->node,
                            "%lld is above max, %lld, which no action raises; max: %lld beside it would",
                            (long long)min->integer, (long long)most, (long long)min->integer);
    if (max->given && !min->given && max->integer < least)
        return cost_fail_at(err, COST_ERR_RANGE, max->node,
                            "%lld is below min, %lld, which no action lowers; min: %lld beside it would",
                            (long long)max->integer, (long long)least, (long long)max->integer);
    return COST_OK;
}

/* ---- the group ---- */

static cost_status_t check_predictive(const cost_value_t *predictive, cost_error_t *err)
{
    const cost_value_t *field = predictive->values, *buffer = &field[COST_FORECAST_MAX_BUFFER];
    if (predictive->given != COST_STATED)
        return COST_OK;
    cost_status_t status = COST_OK;
    if (field[COST_FORECAST_METRIC].choice == COST_METRIC_BACKLOG)
        keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, field[COST_FORECAST_METRIC].node,
                                   "backlog_per_task is not forecast; cpu, memory and requests_per_target are"));
    keep(&status, check_level(&field[COST_FORECAST_TARGET], field[COST_FORECAST_METRIC].choice, err));
    if (buffer->given && field[COST_FORECAST_ABOVE_MAX].choice != COST_ABOVE_INCREASE)
        keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, buffer->node, "max_buffer goes with above_max: increase"));
    return status;
}

bool cost_scaling_moves(const cost_value_t *scaling)
{
    const cost_value_t *field = scaling->values;
    return field[COST_SCALING_POLICIES].entry_count || field[COST_SCALING_STEPS].entry_count ||
           field[COST_SCALING_ACTIONS].entry_count || field[COST_SCALING_PREDICTIVE].given == COST_STATED;
}

cost_status_t cost_scaling_check(const cost_value_t *scaling, cost_error_t *err)
{
    const cost_value_t *field = scaling->values, *min = &field[COST_SCALING_MIN], *max = &field[COST_SCALING_MAX];
    const cost_value_t *policies = &field[COST_SCALING_POLICIES], *steps = &field[COST_SCALING_STEPS];
    const cost_value_t *actions = &field[COST_SCALING_ACTIONS];
    cost_status_t status = COST_OK;
    if (min->integer > max->integer)
        keep(&status, cost_fail_at(err, COST_ERR_RANGE, min->node, "%lld is above max, %lld", (long long)min->integer,
                                   (long long)max->integer));
    for (size_t i = 0; i < policies->entry_count; i++)
        keep(&status, check_policy(policies->entries[i].values, err));
    for (size_t i = 0; i < steps->entry_count; i++)
        keep(&status, check_step(steps->entries[i].values, err));
    for (size_t i = 0; i < actions->entry_count; i++) {
        keep(&status, check_action(actions->entries[i].values, actions->entries[i].node, err));
        keep(&status, check_alone(actions->entries[i].values, scaling, err));
    }
    keep(&status, check_predictive(&field[COST_SCALING_PREDICTIVE], err));
    return status;
}
