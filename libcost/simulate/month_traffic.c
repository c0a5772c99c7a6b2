/* What every traffic brings in a month: columns, and what a unit of them is. */
#include "libcost/base/alloc.h"
#include "libcost/demand/noise.h"
#include "libcost/demand/websocket.h"
#include "libcost/simulate/pass.h"

static const cost_wide_t micro = 1000000, nano = 1000000000;

/* Whole units in the month: a month's rate is the month's total, whatever its length. */
static bool month_total(int64_t *out, const cost_amount_t *rate, const cost_month_t *month)
{
    cost_wide_t total, per = cost_per_seconds(rate->per);
    if (rate->per == COST_PER_YEAR) {
        if (!cost_wide_mul_div(&total, rate->value, 1, 12 * micro))
            return false;
    } else if (rate->per == COST_PER_MONTH) {
        if (!cost_wide_mul_div(&total, rate->value, 1, micro))
            return false;
    } else if (!cost_wide_mul_div(&total, rate->value, month->seconds, per * micro)) {
        return false;
    }
    if (total < 0 || total > INT64_MAX / 1000000)
        return false;
    *out = (int64_t)total;
    return true;
}

/* A mean rate is what comes in an ordinary week; everything else is a total of the month. */
static bool demand_of(cost_demand_t *out, const cost_traffic_t *traffic, const cost_column_t *measured,
                      const cost_month_t *month)
{
    static const int stated[] = {COST_TRAFFIC_REQUESTS, COST_TRAFFIC_RATE, COST_TRAFFIC_SESSIONS};
    *out = (cost_demand_t){.shape = traffic->shape,
                           .measured = measured,
                           .units = {0, 1},
                           .growth = traffic->grows ? &traffic->growth : NULL,
                           .events = traffic->events,
                           .event_count = traffic->event_count};
    for (size_t i = 0; i < COST_COUNT(stated); i++) {
        const cost_value_t *value = &traffic->field[stated[i]];
        const int64_t per = value->given ? cost_per_seconds(value->amount.per) : 0;
        int64_t total;
        if (!value->given)
            continue;
        if (stated[i] == COST_TRAFFIC_RATE && per && !cost_shape_is_flat(&traffic->shape)) {
            out->basis = COST_DEMAND_WEEK;
            out->units = cost_ratio(value->amount.value * 7 * 86400, per * micro);
            continue;
        }
        if (!month_total(&total, &value->amount, month))
            return false;
        out->units = cost_ratio(total, 1);
    }
    return true;
}

/* A session's messages are its requests; half of them go each way, so a message counts half as request and half as
 * response. */
static void fill_sessions(cost_flow_t *flow, const cost_value_t *field)
{
    const cost_value_t *messages = &field[COST_TRAFFIC_MESSAGES], *message = &field[COST_TRAFFIC_MESSAGE];
    const cost_value_t *reconnect = &field[COST_TRAFFIC_RECONNECT];
    flow->websocket = true;
    flow->connections = cost_ratio(1, 1);
    flow->connection_us = field[COST_TRAFFIC_LENGTH].amount.value;
    flow->requests = cost_ratio(messages->amount.value, micro);
    flow->bytes_known = messages->given && message->given && field[COST_TRAFFIC_LENGTH].given;
    flow->request_known = flow->bytes_known;
    flow->request_bytes = message->amount.value / 2;
    flow->response_bytes = message->amount.value - flow->request_bytes;
    flow->ping_us = field[COST_TRAFFIC_PING].values[COST_PING_EVERY].amount.value;
    flow->ping_bytes = field[COST_TRAFFIC_PING].values[COST_PING_SIZE].amount.value;
    if (cost_given(reconnect) && flow->connection_us > 0)
        flow->reopenings = (int64_t)((flow->connection_us - 1) / reconnect->amount.value);
}

/* Sessions are open, and their messages come, in the minutes after they begin: as in the world before, if the same ones
 * begin there.  `before` may be NULL. */
static cost_status_t make_open(const cost_pass_t *pass, const cost_traffic_t *traffic, cost_flow_t *flow,
                               const cost_flow_t *before)
{
    if (!flow->websocket || flow->connection_us <= 0 || cost_column_is_flat(flow->load))
        return COST_OK;
    if (before && before->load == flow->load && before->connection_us == flow->connection_us) {
        flow->open = before->open;
        return COST_OK;
    }
    if (flow->connection_us > INT64_MAX)
        return cost_pass_unfit(pass, traffic->node);
    cost_status_t status = cost_open_column(&flow->open, pass->arena, flow->load, (int64_t)flow->connection_us);
    if (status == COST_ERR_MEMORY)
        return cost_fail_memory(pass->err);
    return status ? cost_pass_unfit(pass, traffic->node) : COST_OK;
}

static void fill_requests(cost_flow_t *flow, const cost_value_t *field)
{
    flow->requests = cost_ratio(1, 1);
    flow->connections = cost_ratio(nano, field[COST_TRAFFIC_REQUESTS_PER_CONNECTION].amount.value);
    flow->connection_us = field[COST_TRAFFIC_CONNECTION].amount.value;
    flow->request_known = field[COST_TRAFFIC_REQUEST].given != COST_ABSENT;
    flow->bytes_known = flow->request_known && field[COST_TRAFFIC_RESPONSE].given;
    flow->request_bytes = field[COST_TRAFFIC_REQUEST].amount.value;
    flow->response_bytes = field[COST_TRAFFIC_RESPONSE].amount.value;
}

/* ---- columns, central or drawn ---- */

static int64_t sd_of(const cost_value_t *group, int field)
{
    const cost_wide_t sd = group->given && group->values ? group->values[field].amount.value : 0;
    return (int64_t)(sd < COST_NOISE_SD_MAX ? sd : COST_NOISE_SD_MAX);
}

static cost_noise_t noise_of(const cost_traffic_t *traffic)
{
    const cost_value_t *noise = &traffic->field[COST_TRAFFIC_NOISE];
    const bool given = noise->given && noise->values;
    const cost_wide_t memory = given ? noise->values[COST_NOISE_FIELD_MEMORY].amount.value : 0;
    return (cost_noise_t){.sd = sd_of(noise, COST_NOISE_FIELD_SD),
                          .memory_us = memory < INT64_MAX ? (int64_t)memory : INT64_MAX,
                          .day_sd = sd_of(&traffic->field[COST_TRAFFIC_DAY_FACTOR], COST_DAY_FACTOR_SD),
                          .arrivals = given && noise->values[COST_NOISE_FIELD_ARRIVALS].choice == 0};
}

static const cost_traffic_t *traffic_of(const cost_pass_t *pass, size_t number, size_t world)
{
    return &pass->resolved[world].workload->traffic[number];
}

/* The central month takes what is expected, and events that are likelier than not. */
static cost_status_t make_central(const cost_pass_t *pass, const cost_noisy_t *loads, const cost_column_t **columns)
{
    cost_status_t status = COST_OK;
    for (size_t w = 0; w < pass->worlds && !status; w++)
        status = cost_column_make(&columns[w], pass->arena, &loads[w].demand, &pass->month);
    return status;
}

static cost_status_t make_drawn(const cost_pass_t *pass, size_t number, const cost_noisy_t *loads,
                                const cost_column_t **columns)
{
    const char *name = cost_arena_format(pass->arena, "%s/%s", pass->graph->name, traffic_of(pass, number, 0)->name);
    if (!name)
        return COST_ERR_MEMORY;
    return cost_noise_columns(columns, pass->arena, loads, pass->worlds, name, pass->resolved[0].chance.seed,
                              &pass->month);
}

/* What was measured of the month is the same in every world. */
static cost_status_t make_measured(const cost_pass_t *pass, size_t number, const cost_column_t **measured)
{
    const cost_traffic_t *traffic = traffic_of(pass, number, 0);
    *measured = NULL;
    if (!traffic->series)
        return COST_OK;
    return cost_series_column(measured, pass->arena, traffic->series, &pass->month, &traffic->months, pass->err);
}

static cost_status_t make_columns(const cost_pass_t *pass, size_t number, cost_noisy_t *loads,
                                  const cost_column_t **columns)
{
    const cost_column_t *measured;
    cost_status_t status = make_measured(pass, number, &measured);
    if (status)
        return status;
    for (size_t w = 0; w < pass->worlds; w++) {
        const cost_traffic_t *traffic = traffic_of(pass, number, w);
        loads[w] = (cost_noisy_t){.noise = noise_of(traffic), .trial = pass->resolved[w].chance.trial};
        if (!demand_of(&loads[w].demand, traffic, measured, &pass->month))
            return cost_pass_unfit(pass, traffic->node);
    }
    status =
        pass->resolved[0].chance.drawn ? make_drawn(pass, number, loads, columns) : make_central(pass, loads, columns);
    if (status == COST_ERR_MEMORY)
        return cost_fail_memory(pass->err);
    return status ? cost_pass_unfit(pass, traffic_of(pass, number, 0)->node) : COST_OK;
}

static cost_status_t fill(const cost_pass_t *pass, size_t number, size_t world, const cost_column_t *column)
{
    const cost_traffic_t *traffic = traffic_of(pass, number, world);
    cost_flow_t *flow = &pass->traffic[number * pass->worlds + world];
    flow->external = true;
    if (traffic->field[COST_TRAFFIC_SESSIONS].given)
        fill_sessions(flow, traffic->field);
    else
        fill_requests(flow, traffic->field);
    flow->load = column;
    return make_open(pass, traffic, flow, world ? flow - 1 : NULL);
}

static cost_status_t fill_traffic(const cost_pass_t *pass, size_t number, cost_noisy_t *loads,
                                  const cost_column_t **columns)
{
    cost_status_t status = make_columns(pass, number, loads, columns);
    for (size_t w = 0; w < pass->worlds && !status; w++)
        status = fill(pass, number, w, columns[w]);
    for (size_t w = 0; w < pass->worlds && !status; w++)
        if (pass->usage[w].loads)
            pass->usage[w].loads[number] += cost_column_sum(columns[w], 0, pass->month.minutes);
    return status;
}

cost_status_t cost_pass_traffic(cost_pass_t *pass)
{
    const size_t count = pass->graph->traffic_count;
    cost_noisy_t *loads = cost_alloc_array(pass->worlds, sizeof *loads);
    const cost_column_t **columns = cost_alloc_array(pass->worlds, sizeof *columns);
    pass->traffic = cost_arena_array(pass->arena, count * pass->worlds + 1, sizeof *pass->traffic);
    cost_status_t status = loads && columns && pass->traffic ? COST_OK : cost_fail_memory(pass->err);
    for (size_t i = 0; i < count && !status; i++)
        status = fill_traffic(pass, i, loads, columns);
    cost_free(loads);
    cost_free(columns);
    return status;
}
