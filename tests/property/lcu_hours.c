/* Hours that are alike are worked out once: the result is that of the plain loop, which works every hour out. */
#include "libcost/money/unit.h"
#include "libcost/services/lcu.h"
#include "property.h"

enum { HOURS_MAX = 100, MINUTES_MAX = HOURS_MAX * 60, FLOWS_MAX = 14, COLUMNS_MAX = 12, RUNS_MAX = 6 };

typedef struct {
    cost_run_t runs[COLUMNS_MAX][RUNS_MAX];
    int64_t prefix[COLUMNS_MAX][MINUTES_MAX + 1];
    cost_column_t columns[COLUMNS_MAX];
    cost_flow_t in[FLOWS_MAX];
    cost_window_t exists[3];
    cost_flows_t flows;
} load_t;

/* ---- the plain loop ---- */

static void add_flow(cost_wide_t *raw, const cost_flow_t *flow, int64_t from, int64_t until)
{
    cost_flow_sum_t sum = {0};
    cost_flow_sum(&sum, flow, from, until);
    raw[COST_LCU_NEW] += sum.connections;
    raw[COST_LCU_ACTIVE] += sum.connection_us;
    raw[COST_LCU_BYTES] += sum.request_bytes + sum.response_bytes;
    raw[COST_LCU_RULES] += flow->websocket ? sum.connections : sum.requests;
}

static int64_t add_hour(cost_wide_t *raw, const cost_flows_t *flows, int64_t hour)
{
    int64_t minutes = 0, from = hour * 60;
    for (size_t i = 0; i < flows->exist_count; i++) {
        int64_t first = flows->exists[i].from / 60, past = (flows->exists[i].until + 59) / 60;
        first = first > from ? first : from;
        past = past < (hour + 1) * 60 ? past : (hour + 1) * 60;
        if (first >= past)
            continue;
        for (size_t f = 0; f < flows->in_count; f++)
            add_flow(raw, &flows->in[f], first, past);
        minutes += past - first;
        from = past;
    }
    return minutes;
}

static void plain_loop(cost_lcu_t *lcu, const cost_flows_t *flows)
{
    lcu->covered = 0;
    memset(lcu->won.raw, 0, sizeof lcu->won.raw);
    for (int64_t hour = 0; hour < flows->month.hours; hour++) {
        cost_wide_t raw[COST_LCU_DIMENSIONS] = {0};
        const cost_wide_t limit = lcu->reserved * (COST_LCU_HOUR_ONE / 60000000) * add_hour(raw, flows, hour);
        int winner = 0;
        for (int i = 1; i < COST_LCU_DIMENSIONS; i++)
            if (cost_wide_compare_products(raw[i] * lcu->units[i].num, lcu->units[winner].den,
                                           raw[winner] * lcu->units[winner].num, lcu->units[i].den) > 0)
                winner = i;
        if (cost_wide_compare_products(raw[winner] * lcu->units[winner].num, COST_LCU_HOUR_ONE, limit,
                                       lcu->units[winner].den) <= 0)
            continue;
        lcu->won.raw[winner] += raw[winner];
        lcu->covered += limit;
    }
}

/* ---- any load ---- */

static void any_runs(load_t *load, size_t number, chance_t *chance)
{
    cost_column_t *column = &load->columns[number];
    int64_t from = chance_one_in(chance, 3) ? (int64_t)chance_below(chance, 500) : 0;
    size_t count = chance_one_in(chance, 2) ? 1 : 1 + chance_below(chance, RUNS_MAX);
    for (size_t i = 0; i < count && from < column->minutes; i++) {
        int64_t until = column->minutes;
        if (count > 1)
            until = from + 1 + (int64_t)chance_below(chance, (uint64_t)(column->minutes - from));
        load->runs[number][i] = (cost_run_t){from, until, (int64_t)chance_size(chance, 34)};
        column->run_count = i + 1;
        from = until + (chance_one_in(chance, 3) ? 17 : 0);
    }
    column->runs = load->runs[number];
}

static void any_prefix(load_t *load, size_t number, chance_t *chance)
{
    int64_t *prefix = load->prefix[number];
    const uint64_t most = 1 + chance_size(chance, 20);
    for (int64_t minute = 0; minute < load->columns[number].minutes; minute++)
        prefix[minute + 1] = prefix[minute] + (int64_t)chance_below(chance, most);
    load->columns[number].prefix = prefix;
}

static void any_load(load_t *load, chance_t *chance)
{
    cost_flows_t *flows = &load->flows;
    const int64_t hours = 1 + (int64_t)chance_below(chance, HOURS_MAX);
    const size_t columns = 1 + chance_below(chance, chance_one_in(chance, 4) ? COLUMNS_MAX : 3);
    *flows = (cost_flows_t){.month = {.seconds = hours * 3600, .hours = hours, .minutes = hours * 60}};
    for (size_t i = 0; i < columns; i++) {
        load->columns[i] = (cost_column_t){.minutes = hours * 60};
        if (chance_one_in(chance, 5))
            any_prefix(load, i, chance);
        else
            any_runs(load, i, chance);
    }
    flows->in = load->in;
    flows->in_count = columns + chance_below(chance, FLOWS_MAX + 1 - columns);
    for (size_t i = 0; i < flows->in_count; i++)
        load->in[i] =
            (cost_flow_t){.load = &load->columns[i < columns ? i : chance_below(chance, columns)],
                          .requests = cost_ratio((cost_wide_t)chance_size(chance, 20), 7),
                          .connections = cost_ratio((cost_wide_t)chance_below(chance, 50), 1 + (cost_wide_t)i),
                          .connection_us = (cost_wide_t)chance_size(chance, 30),
                          .bytes_known = true,
                          .request_bytes = (cost_wide_t)chance_size(chance, 34),
                          .response_bytes = (cost_wide_t)chance_size(chance, 36),
                          .websocket = chance_one_in(chance, 4)};
    flows->exists = load->exists;
    flows->exist_count = chance_one_in(chance, 3) ? 1 + chance_below(chance, 3) : 0;
    int64_t from = (int64_t)chance_below(chance, 10000);
    for (size_t i = 0; i < flows->exist_count; i++) {
        load->exists[i] = (cost_window_t){from, from + 1 + (int64_t)chance_below(chance, 150000)};
        from = load->exists[i].until + (int64_t)chance_below(chance, 9000);
    }
    if (!flows->exist_count)
        load->exists[flows->exist_count++] = (cost_window_t){0, hours * 3600};
}

/* A month of one column is taken at once unless there is a reservation, which is another matter of rounding. */
static cost_lcu_t any_units(chance_t *chance, const cost_flows_t *flows)
{
    const cost_wide_t micro = 1000000;
    cost_lcu_t lcu = {.units = {[COST_LCU_NEW] = cost_lcu_per_second(25 * micro),
                                [COST_LCU_ACTIVE] = cost_lcu_per_open(3000 * micro),
                                [COST_LCU_BYTES] = cost_lcu_per_gb(micro),
                                [COST_LCU_RULES] = {0, 1}}};
    if (chance_one_in(chance, 2))
        lcu.units[COST_LCU_RULES] = cost_lcu_per_second((cost_wide_t)(1 + chance_below(chance, 1000)) * micro);
    bool one_column = true;
    for (size_t i = 1; i < flows->in_count; i++)
        one_column = one_column && flows->in[i].load == flows->in[0].load;
    if (one_column || chance_one_in(chance, 2))
        lcu.reserved = 1 + (cost_wide_t)chance_size(chance, 34);
    return lcu;
}

static void as_the_plain_loop(run_t *run, chance_t *chance)
{
    static load_t load;
    const cost_resource_t nobody = {.id = "lb"};
    any_load(&load, chance);
    cost_lcu_t fast = any_units(chance, &load.flows), plain = fast;
    if (!hold(run, !cost_lcu_count(&fast, &nobody, &load.flows, NULL), "cannot be counted"))
        return;
    plain_loop(&plain, &load.flows);
    bool same = fast.covered == plain.covered;
    for (int i = 0; i < COST_LCU_DIMENSIONS; i++)
        same = same && fast.won.raw[i] == plain.won.raw[i];
    hold(run, same, "%zu flows of %" PRId64 " hours differ", load.flows.in_count, load.flows.month.hours);
}

int main(void)
{
    cost_catalog_t *book;
    run_t run = start_run("lcu_hours", &book);
    try_cases(&run, as_the_plain_loop, 3000);
    return finish_run(&run, book);
}
