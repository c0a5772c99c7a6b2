#include "libcost/capacity/task_metric.h"

static const cost_wide_t micro = 1000000;

/* What one task bears of a metric: load x weight is compared with tasks x limit. */
typedef struct {
    cost_wide_t weight, limit;
} line_t;

int64_t cost_task_level_scale(cost_task_metric_t metric)
{
    return metric == COST_TASK_CPU || metric == COST_TASK_MEMORY ? COST_LEVEL_SHARE : COST_LEVEL_COUNT;
}

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

/* value x scale.  What is cut off is far beyond any load; so many tasks may still be multiplied with it. */
static cost_wide_t scaled(cost_wide_t value, cost_wide_t scale)
{
    const cost_wide_t end = (cost_wide_t)1 << 106;
    cost_wide_t product;
    if (value < 0)
        return -1;
    return cost_wide_mul(&product, value, scale) && product < end ? product : end;
}

static line_t line_of(const cost_task_model_t *model, cost_task_load_t at, cost_level_t level)
{
    line_t line = {0};
    switch (at.metric) {
    case COST_TASK_CPU:
        line.weight = (cost_wide_t)model->cpu_us * level.den;
        line.limit = (cost_wide_t)level.num * model->vcpu_micro * at.period_s * model->units;
        break;
    case COST_TASK_MEMORY: {
        const cost_wide_t each = (cost_wide_t)model->response_us * model->memory_each_bytes;
        const cost_wide_t common = cost_wide_gcd(each, memory_scale(model, at));
        line.weight = each / common * level.den;
        line.limit = ((cost_wide_t)level.num * model->memory_bytes - (cost_wide_t)level.den * model->memory_base_bytes);
        line.limit = scaled(line.limit, memory_scale(model, at) / common);
        break;
    }
    case COST_TASK_REQUESTS:
    case COST_TASK_BACKLOG:
        line.weight = level.den;
        line.limit = (cost_wide_t)level.num * model->units;
        break;
    }
    return line;
}

/* The largest load with load x weight <= room. */
static int64_t most(cost_wide_t room, cost_wide_t weight)
{
    if (room < 0)
        return -1;
    if (!weight || room / weight > INT64_MAX)
        return INT64_MAX;
    return (int64_t)(room / weight);
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
    const line_t line = line_of(model, at, level);
    return most(line.limit * tasks_of(at), line.weight);
}

int64_t cost_task_most_below(const cost_task_model_t *model, cost_task_load_t at, cost_level_t level)
{
    if (compare_end(model, at, level) < 0)
        return INT64_MAX;
    const line_t line = line_of(model, at, level);
    return most(line.limit * tasks_of(at) - 1, line.weight);
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
        const cost_wide_t common = cost_wide_gcd(each, memory_scale(model, at));
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
    cost_task_metric_value(&num, &den, model, at, load);
    const cost_wide_t common = cost_wide_gcd(num, den);
    if (common > 1) {
        num /= common;
        den /= common;
    }
    if (!cost_wide_mul(&den, den, level.num) ||
        !cost_wide_mul_div_ceil(&wanted, num, (cost_wide_t)tasks * level.den, den) || wanted > INT32_MAX)
        return INT32_MAX;
    return (int64_t)wanted;
}

int64_t cost_task_needed(const cost_task_model_t *model, cost_task_load_t at, cost_wide_t load, int64_t parts,
                         cost_level_t level)
{
    const line_t line = line_of(model, at, level);
    cost_wide_t needed;
    if (line.limit <= 0 || !cost_wide_mul_div_ceil(&needed, load, line.weight, line.limit * parts) ||
        needed > INT32_MAX)
        return load ? INT32_MAX : 0;
    return (int64_t)needed;
}

int64_t cost_task_capacity(const cost_task_model_t *model, int32_t period_s, int32_t healthy)
{
    return most((cost_wide_t)healthy * model->usable_micro * period_s * model->units, model->cpu_us);
}
