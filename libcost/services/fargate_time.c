#include "libcost/services/fargate_time.h"

#include "libcost/capacity/task_time.h"
#include "libcost/flow/frequency.h"

static const cost_wide_t micro = 1000000;

typedef struct {
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    cost_fargate_time_t *out;
} bill_t;

static int64_t up_to_seconds(cost_wide_t us)
{
    return (int64_t)((us + micro - 1) / micro);
}

/* A task leaves a balancer slowly.  Jobs come from a queue, without one. */
static bool is_attached(const bill_t *bill)
{
    return bill->flows->in_count > 0 && bill->resource->field[JOB].given != COST_STATED;
}

static int64_t minimum_seconds(const bill_t *bill)
{
    bool windows = bill->resource->field[TASK].values[TASK_OS].choice == OS_WINDOWS;
    return up_to_seconds(bill->resource->rule[windows ? RULE_MINIMUM_WINDOWS : RULE_MINIMUM_LINUX]);
}

static cost_wide_t drain_us(const bill_t *bill)
{
    const cost_value_t *drain = &bill->resource->field[DRAIN];
    return is_attached(bill) || drain->given == COST_STATED ? drain->amount.value : 0;
}

static cost_wide_t tail_us(const bill_t *bill)
{
    return drain_us(bill) + bill->resource->field[STOP_TIMEOUT].amount.value;
}

static bool start_us(cost_wide_t *out, const bill_t *bill)
{
    const cost_value_t *start = &bill->resource->field[START], *image = &bill->resource->field[IMAGE];
    const cost_wide_t *rule = bill->resource->rule, mib = micro << 20;
    *out = start->amount.value;
    if (start->given == COST_STATED || !image->given)
        return true;
    if (!cost_wide_mul_div(out, image->amount.value, rule[RULE_START_PER_MB], mib))
        return false;
    *out += rule[RULE_START_BASE];
    if (*out < rule[RULE_START_MINIMUM])
        *out = rule[RULE_START_MINIMUM];
    return true;
}

static cost_wide_t health_us(const bill_t *bill)
{
    const cost_value_t *check = &bill->resource->field[HEALTH_CHECK];
    if (!is_attached(bill) && check->given != COST_STATED)
        return 0;
    return check->values[HEALTH_INTERVAL].amount.value * check->values[HEALTH_HEALTHY].integer;
}

/* Every task of the service is replaced once in a deployment.  With room above the desired count its replacement runs
 * beside it until it is healthy and the old one has stopped; without, the old one has stopped first. */
static bool deployments_us(cost_wide_t *out, const bill_t *bill)
{
    const cost_value_t *deployments = &bill->resource->field[DEPLOYMENTS], *field = deployments->values;
    cost_wide_t start;
    *out = 0;
    if (deployments->given != COST_STATED ||
        cost_task_roll(bill->out->tasks, field[DEPLOYMENTS_MAXIMUM].amount.value,
                       field[DEPLOYMENTS_HEALTHY].amount.value) != COST_ROLL_BESIDE)
        return true;
    return start_us(&start, bill) &&
           cost_frequency_total(out, &field[DEPLOYMENTS_COUNT].amount, &bill->flows->month,
                                cost_window_seconds(bill->flows->exists, bill->flows->exist_count),
                                up_to_seconds(start + health_us(bill) + tail_us(bill)));
}

/* A replacement starts when its task crashes; the crashed one has no container left to stop, but still drains.  Tasks
 * that live shorter than the minimum are billed for it. */
static bool restarts_us(cost_wide_t *out, const bill_t *bill, cost_wide_t service_us)
{
    const cost_value_t *restarts = &bill->resource->field[RESTARTS];
    int64_t exists = cost_window_seconds(bill->flows->exists, bill->flows->exist_count);
    cost_wide_t least;
    *out = 0;
    if (!restarts->given || !bill->out->tasks)
        return true;
    if (!cost_frequency_total(out, &restarts->amount, &bill->flows->month, exists, up_to_seconds(drain_us(bill))) ||
        !cost_frequency_total(&least, &restarts->amount, &bill->flows->month, exists, minimum_seconds(bill)))
        return false;
    cost_wide_t billed;
    if (!cost_wide_add(&billed, service_us, *out))
        return false;
    if (billed < least)
        *out = least - service_us;
    return true;
}

static bool share_out(const bill_t *bill, cost_wide_t total, int64_t on_demand, int64_t spot)
{
    const cost_wide_t weights[PROVIDERS] = {on_demand, spot};
    cost_wide_t shares[PROVIDERS];
    if (!total)
        return true;
    if (!cost_wide_apportion(shares, weights, PROVIDERS, total))
        return false;
    return cost_wide_add(&bill->out->us[ON_DEMAND], bill->out->us[ON_DEMAND], shares[ON_DEMAND]) &&
           cost_wide_add(&bill->out->us[SPOT], bill->out->us[SPOT], shares[SPOT]);
}

static bool add_service(const bill_t *bill)
{
    const cost_flows_t *flows = bill->flows;
    const cost_provider_t providers[PROVIDERS] = {cost_fargate_provider(bill->resource, ON_DEMAND),
                                                  cost_fargate_provider(bill->resource, SPOT)};
    int64_t counts[PROVIDERS];
    cost_task_life_t life = {minimum_seconds(bill), up_to_seconds(tail_us(bill))};
    cost_wide_t one = (cost_wide_t)cost_task_seconds(flows->on, flows->on_count, flows->month.seconds, life) * micro;
    cost_wide_t overlap, crashed;
    if (!deployments_us(&overlap, bill) || !cost_wide_add(&one, one, overlap) ||
        !cost_wide_mul(&one, one, bill->out->tasks) || !restarts_us(&crashed, bill, one) ||
        !cost_wide_add(&one, one, crashed))
        return false;
    cost_providers_split(counts, providers, PROVIDERS, bill->out->tasks);
    return share_out(bill, one, counts[ON_DEMAND], counts[SPOT]);
}

/* In the long run tasks that are started one by one follow the weights; a base counts tasks of the service. */
static bool add_launches(const bill_t *bill)
{
    const cost_value_t *launches = &bill->resource->field[LAUNCHES];
    cost_wide_t total;
    if (launches->given != COST_STATED)
        return true;
    int64_t each = cost_task_billed(launches->values[LAUNCHES_TIME].amount.value, minimum_seconds(bill));
    return cost_frequency_total(&total, &launches->values[LAUNCHES_COUNT].amount, &bill->flows->month,
                                cost_window_seconds(bill->flows->exists, bill->flows->exist_count), each) &&
           share_out(bill, total, cost_fargate_provider(bill->resource, ON_DEMAND).weight,
                     cost_fargate_provider(bill->resource, SPOT).weight);
}

/* ---- starts ---- */

/* Tasks that a schedule or the creation of the service starts; a month opens in a steady state. */
static int64_t opened(const bill_t *bill)
{
    int64_t openings = 0;
    for (size_t i = 0; i < bill->flows->on_count; i++)
        openings += bill->flows->on[i].from > 0;
    return openings * bill->out->tasks;
}

/* How often `rate` happens, for so many tasks each. */
static bool add_starts(const bill_t *bill, bool happens, const cost_value_t *rate, int64_t tasks)
{
    int64_t exists = cost_window_seconds(bill->flows->exists, bill->flows->exist_count);
    cost_wide_t starts;
    if (!happens)
        return true;
    return cost_frequency_total(&starts, &rate->amount, &bill->flows->month, exists, tasks) &&
           cost_wide_add(&bill->out->starts, bill->out->starts, starts);
}

static bool count_starts(const bill_t *bill)
{
    const cost_value_t *field = bill->resource->field;
    bill->out->starts = opened(bill) * micro;
    return add_starts(bill, field[DEPLOYMENTS].given == COST_STATED, &field[DEPLOYMENTS].values[DEPLOYMENTS_COUNT],
                      bill->out->tasks) &&
           add_starts(bill, field[RESTARTS].given && bill->out->tasks, &field[RESTARTS], 1) &&
           add_starts(bill, field[LAUNCHES].given == COST_STATED, &field[LAUNCHES].values[LAUNCHES_COUNT], 1) &&
           cost_wide_mul(&bill->out->starts, bill->out->starts, bill->resource->count);
}

cost_status_t cost_fargate_time(cost_fargate_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                cost_error_t *err)
{
    bill_t bill = {resource, flows, out};
    *out = (cost_fargate_time_t){.tasks = cost_fargate_tasks(resource)};
    const cost_wide_t limit = (cost_wide_t)1 << 120; /* so that both providers' can be added */
    bool good = add_service(&bill) && add_launches(&bill) && count_starts(&bill);
    for (int i = 0; i < PROVIDERS; i++)
        good = good && cost_wide_mul(&out->us[i], out->us[i], resource->count) && out->us[i] < limit;
    return good ? COST_OK
                : cost_fail_at(err, COST_ERR_RANGE, resource->node, "its task time is too large to be counted");
}
