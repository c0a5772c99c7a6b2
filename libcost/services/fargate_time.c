#include "libcost/services/fargate_time.h"

#include "libcost/capacity/task_time.h"
#include "libcost/flow/frequency.h"
#include "libcost/services/fargate_life.h"

static const cost_wide_t micro = 1000000;

typedef struct {
    const cost_resource_t *resource;
    const cost_flows_t *flows;
    cost_fargate_time_t *out;
    cost_fargate_life_t life;
} bill_t;

/* Every task of the service is replaced once in a deployment.  With room above the desired count its replacement runs
 * beside it until it is healthy and the old one has stopped; without, the old one has stopped first. */
static bool deployments_us(cost_wide_t *out, const bill_t *bill)
{
    const cost_value_t *deployments = &bill->resource->field[DEPLOYMENTS], *field = deployments->values;
    const cost_fargate_life_t *life = &bill->life;
    *out = 0;
    if (deployments->given != COST_STATED ||
        cost_task_roll(bill->out->tasks, field[DEPLOYMENTS_MAXIMUM].amount.value,
                       field[DEPLOYMENTS_HEALTHY].amount.value) != COST_ROLL_BESIDE)
        return true;
    return cost_frequency_total(out, &field[DEPLOYMENTS_COUNT].amount, &bill->flows->month,
                                cost_window_seconds(bill->flows->exists, bill->flows->exist_count),
                                cost_up_to_seconds(life->start + life->health + life->drain + life->stop));
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
    if (!cost_frequency_total(out, &restarts->amount, &bill->flows->month, exists,
                              cost_up_to_seconds(bill->life.drain)) ||
        !cost_frequency_total(&least, &restarts->amount, &bill->flows->month, exists, bill->life.minimum_s))
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

/* What the service's capacity did in time was counted second by second. */
static bool add_ran(const bill_t *bill)
{
    const cost_ran_t *ran = bill->flows->ran;
    for (int i = 0; i < PROVIDERS; i++)
        bill->out->us[i] = ran->billed_s[i] * micro;
    return true;
}

static bool add_service(const bill_t *bill)
{
    const cost_flows_t *flows = bill->flows;
    if (flows->ran)
        return add_ran(bill);
    const cost_provider_t providers[PROVIDERS] = {cost_fargate_provider(bill->resource, ON_DEMAND),
                                                  cost_fargate_provider(bill->resource, SPOT)};
    int64_t counts[PROVIDERS];
    cost_task_life_t life = {bill->life.minimum_s, cost_up_to_seconds(bill->life.drain + bill->life.stop)};
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
    int64_t each = cost_task_billed(launches->values[LAUNCHES_TIME].amount.value, bill->life.minimum_s);
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
    const cost_ran_t *ran = bill->flows->ran; /* which has all starts but those of launches */
    bill->out->starts = (ran ? ran->starts : opened(bill)) * micro;
    return add_starts(bill, !ran && field[DEPLOYMENTS].given == COST_STATED,
                      &field[DEPLOYMENTS].values[DEPLOYMENTS_COUNT], bill->out->tasks) &&
           add_starts(bill, !ran && field[RESTARTS].given && bill->out->tasks, &field[RESTARTS], 1) &&
           add_starts(bill, field[LAUNCHES].given == COST_STATED, &field[LAUNCHES].values[LAUNCHES_COUNT], 1) &&
           cost_wide_mul(&bill->out->starts, bill->out->starts, bill->resource->count);
}

cost_status_t cost_fargate_time(cost_fargate_time_t *out, const cost_resource_t *resource, const cost_flows_t *flows,
                                cost_error_t *err)
{
    bill_t bill = {.resource = resource, .flows = flows, .out = out};
    *out = (cost_fargate_time_t){.tasks = cost_fargate_tasks(resource)};
    const cost_wide_t limit = (cost_wide_t)1 << 120; /* so that both providers' can be added */
    bool good = cost_fargate_life(&bill.life, resource, flows) && add_service(&bill) && add_launches(&bill) &&
                count_starts(&bill);
    for (int i = 0; i < PROVIDERS; i++)
        good = good && cost_wide_mul(&out->us[i], out->us[i], resource->count) && out->us[i] < limit;
    return good ? COST_OK
                : cost_fail_at(err, COST_ERR_RANGE, resource->node, "its task time is too large to be counted");
}
