#include "libcost/capacity/task_metric.h"

static const cost_wide_t micro = 1000000;
enum { MINUTE_SECONDS = 60 };

/* What one task bears of a metric: load x weight is compared with tasks x limit x scale. */
typedef struct {
    cost_wide_t weight, limit, scale;
} line_t;

bool cost_task_has_metric(cost_task_load_t at)
{
    if (at.metric == COST_TASK_BACKLOG)
        return true;
    return at.metric == COST_TASK_REQUESTS ? at.healthy > 0 : at.running > 0;
}

/* The tasks over which the metric is a mean. */
static int64_t tasks_of(cost_task_load_t at)
{
    if (at.metric == COST_TASK_REQUESTS)
        return at.healthy;
    return at.metric == COST_TASK_BACKLOG && !at.running ? 1 : at.running;
}

/* Loads and byte-seconds share a scale: units x seconds x microseconds. */
static cost_wide_t memory_scale(const cost_task_model_t *model, cost_task_load_t at)
{
    return (cost_wide_t)model->units * at.period_s * micro;
}

static line_t line_of(const cost_task_model_t *model, cost_task_load_t at, cost_level_t level)
{
    line_t line = {.weight = level.den, .limit = level.num, .scale = model->units};
    switch (at.metric) {
    case COST_TASK_CPU:
        line.weight *= model->cpu_us;
        line.limit *= model->vcpu_micro;
        line.scale *= at.period_s;
        break;
    case COST_TASK_MEMORY: {
        const cost_wide_t each = (cost_wide_t)model->response_us * model->memory_each_bytes;
        const cost_wide_t common = cost_wide_gcd(each, memory_scale(model, at));
        line.weight *= each / common;
        line.limit = line.limit * model->memory_bytes - (cost_wide_t)level.den * model->memory_base_bytes;
        line.scale = memory_scale(model, at) / common;
        break;
    }
    case COST_TASK_REQUESTS:
    case COST_TASK_BACKLOG:
        break;
    }
    return line;
}

/* Bits of a value >= 0. */
static int bits(cost_wide_t value)
{
    const uint64_t high = (uint64_t)(value >> 64), low = (uint64_t)value;
    if (high)
        return 128 - __builtin_clzll(high);
    return low ? 64 - __builtin_clzll(low) : 0;
}

/* Whether a product of values >= 0 fits, with room for one more of its kind: as nearly always. */
static bool is_small(cost_wide_t a, cost_wide_t b)
{
    return bits(a) + bits(b) < 126;
}

/* The largest load with load x weight <= tasks x limit x scale; `strict`: less than. */
static int64_t most(line_t line, int64_t tasks, bool strict)
{
    cost_wide_t load;
    if (line.limit < 0 || (strict && !line.limit))
        return -1;
    if (line.weight && is_small(line.limit, line.scale * tasks)) {
        const cost_wide_t room = line.limit * (line.scale * tasks) - strict; /* ceil(a / b) - 1 is floor((a - 1) / b) */
        load = room >= 0 ? room / line.weight : -1;
        return load < INT64_MAX ? (int64_t)load : INT64_MAX;
    }
    if (!line.weight || !(strict ? cost_wide_mul_div_ceil : cost_wide_mul_div_floor)(&load, line.limit,
                                                                                     line.scale * tasks, line.weight))
        return INT64_MAX;
    return load - strict < INT64_MAX ? (int64_t)load - strict : INT64_MAX;
}

/* The metric's end against the level: sign of end - level. */
static int compare_end(const cost_task_model_t *model, cost_task_load_t at, cost_level_t level)
{
    switch (at.metric) {
    case COST_TASK_CPU:
        return cost_wide_compare_products((cost_wide_t)at.healthy * model->usable_micro, level.den,
                                          (cost_wide_t)at.running * model->vcpu_micro, level.num);
    case COST_TASK_MEMORY:
        return level.den > level.num ? 1 : level.den < level.num ? -1 : 0;
    case COST_TASK_REQUESTS:
    case COST_TASK_BACKLOG:
        break;
    }
    return 1;
}

int64_t cost_task_most_at(const cost_task_model_t *model, cost_task_load_t at, cost_level_t level)
{
    if (compare_end(model, at, level) <= 0)
        return INT64_MAX;
    return most(line_of(model, at, level), tasks_of(at), false);
}

int64_t cost_task_most_below(const cost_task_model_t *model, cost_task_load_t at, cost_level_t level)
{
    if (compare_end(model, at, level) < 0)
        return INT64_MAX;
    return most(line_of(model, at, level), tasks_of(at), true);
}

int64_t cost_task_most_wanting(const cost_task_model_t *model, cost_task_load_t at, cost_level_t level, int64_t count)
{
    const cost_task_load_t all = {at.metric, at.period_s, (int32_t)count, at.healthy};
    line_t line = line_of(model, at, level);
    if (at.metric == COST_TASK_CPU && compare_end(model, all, level) <= 0)
        return INT64_MAX;
    if (at.metric != COST_TASK_MEMORY)
        return most(line, count, false);
    if ((cost_wide_t)at.running * level.den <= (cost_wide_t)count * level.num)
        return INT64_MAX;
    line.limit = (cost_wide_t)level.num * count * model->memory_bytes -
                 (cost_wide_t)level.den * at.running * model->memory_base_bytes;
    return most(line, 1, false);
}

static cost_wide_t least(cost_wide_t a, cost_wide_t b)
{
    return a < b ? a : b;
}

void cost_task_metric_value(cost_wide_t *num, cost_wide_t *den, const cost_task_model_t *model, cost_task_load_t at,
                            int64_t load)
{
    const cost_wide_t tasks = tasks_of(at);
    switch (at.metric) {
    case COST_TASK_CPU:
        *num = least((cost_wide_t)load * model->cpu_us,
                     (cost_wide_t)at.healthy * model->usable_micro * at.period_s * model->units);
        *den = tasks * model->vcpu_micro * at.period_s * model->units;
        break;
    case COST_TASK_MEMORY: {
        const cost_wide_t each = (cost_wide_t)model->response_us * model->memory_each_bytes;
        const cost_wide_t one = (cost_wide_t)model->memory_bytes * tasks;
        const bool small = is_small(each, load) && is_small(memory_scale(model, at), one);
        const cost_wide_t common = small ? 1 : cost_wide_gcd(each, memory_scale(model, at));
        const cost_wide_t scale = memory_scale(model, at) / common;
        cost_wide_t in_flight;
        *den = tasks * model->memory_bytes * scale;
        *num = *den;
        if (cost_wide_mul(&in_flight, load, each / common))
            *num = least(*den, tasks * model->memory_base_bytes * scale + least(in_flight, *den));
        break;
    }
    case COST_TASK_REQUESTS:
    case COST_TASK_BACKLOG:
        *num = load;
        *den = tasks * model->units;
        break;
    }
}

int64_t cost_task_wanted(const cost_task_model_t *model, cost_task_load_t at, int64_t load, cost_level_t level,
                         int64_t tasks)
{
    cost_wide_t num, den, wanted;
    if (at.metric == COST_TASK_REQUESTS && tasks > 0 && tasks == at.healthy && load < COST_TASK_NARROW_LOAD)
        return cost_task_wanted_narrow(model, load, level.num);
    cost_task_metric_value(&num, &den, model, at, load);
    const cost_wide_t scale = (cost_wide_t)tasks * level.den;
    if (is_small(num, scale) && is_small(den, level.num)) {
        den *= level.num;
        wanted = (num * scale + den - 1) / den;
        return wanted > INT32_MAX ? INT32_MAX : (int64_t)wanted;
    }
    const cost_wide_t common = cost_wide_gcd(num, den);
    if (common > 1) {
        num /= common;
        den /= common;
    }
    if (!cost_wide_mul(&den, den, level.num) || !cost_wide_mul_div_ceil(&wanted, num, scale, den) || wanted > INT32_MAX)
        return INT32_MAX;
    return (int64_t)wanted;
}

int64_t cost_task_needed(const cost_task_model_t *model, cost_task_load_t at, cost_wide_t load, int64_t parts,
                         cost_level_t level)
{
    const line_t line = line_of(model, at, level);
    const cost_wide_t room = line.scale * parts;
    cost_wide_t needed;
    if (!load)
        return 0;
    /* ceil(ceil(a / b) / c) is ceil(a / (b c)). */
    if (line.limit <= 0 || !cost_wide_mul_div_ceil(&needed, load, line.weight, line.limit) ||
        (needed - 1) / room >= INT32_MAX)
        return INT32_MAX;
    return (int64_t)((needed + room - 1) / room);
}

bool cost_task_is_reached_first(const cost_task_model_t *model, int64_t requests, cost_task_metric_t metric,
                                int64_t target, bool low)
{
    const cost_task_load_t count = {COST_TASK_REQUESTS, MINUTE_SECONDS, 1, 1}, other = {metric, MINUTE_SECONDS, 1, 1};
    const int64_t num = low ? 9 : 1, den = low ? 10 : 1;
    const line_t a = line_of(model, count, (cost_level_t){requests * num, COST_LEVEL_COUNT * den});
    const line_t b = line_of(model, other, (cost_level_t){target * num, COST_LEVEL_SHARE * den});
    cost_wide_t left, right;
    if (b.limit < 0)
        return false;
    return cost_wide_mul(&left, a.limit, a.scale) && cost_wide_mul(&right, b.limit, b.scale) &&
           cost_wide_compare_products(left, b.weight, right, a.weight) <= 0;
}

int64_t cost_task_capacity(const cost_task_model_t *model, int32_t period_s, int32_t healthy)
{
    return most((line_t){model->cpu_us, model->usable_micro, (cost_wide_t)period_s * model->units}, healthy, false);
}
