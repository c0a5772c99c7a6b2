/* Which dimension wins each hour, and what that adds up to.  Source: elastic load balancing FAQ, "LCU" and "NLCU". */
#include "libcost/services/lcu.h"

#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/money/unit.h"

enum { MINUTE = 60, HOUR = 3600, HOUR_MINUTES = 60 };

static const cost_wide_t micro = 1000000;
static const cost_wide_t gb = (cost_wide_t)1 << 30;

cost_ratio_t cost_lcu_per_second(cost_wide_t rule)
{
    return cost_ratio(1, HOUR * rule); /* a raw count is 1e-6 and so is the rule: both millionths cancel */
}

cost_ratio_t cost_lcu_per_open(cost_wide_t rule)
{
    return cost_ratio(1, HOUR * rule); /* as above, with microseconds of one connection */
}

cost_ratio_t cost_lcu_per_gb(cost_wide_t rule)
{
    return cost_ratio(1, gb * rule);
}

/* ---- the load of some minutes ---- */

/* What the last two counts of a flow's units, and of what is open of them, came to: an hour of a constant stretch has
 * one of two. */
typedef struct {
    int64_t units[2], open_s[2];
    cost_lcu_load_t load[2];
    int count, next;
} memo_t;

static bool load_of_units(cost_lcu_load_t *load, const cost_flow_t *flow, int64_t units, int64_t open_s)
{
    cost_flow_sum_t sum;
    if (!cost_flow_of_units(&sum, flow, units, open_s))
        return false;
    load->raw[COST_LCU_NEW] = sum.connections;
    load->raw[COST_LCU_ACTIVE] = sum.connection_us;
    load->raw[COST_LCU_RULES] = flow->websocket ? sum.connections : sum.requests;
    return cost_wide_add(&load->raw[COST_LCU_BYTES], sum.request_bytes, sum.response_bytes);
}

static bool add_load(cost_lcu_load_t *sum, const cost_lcu_load_t *part)
{
    for (int i = 0; i < COST_LCU_DIMENSIONS; i++)
        if (!cost_wide_add(&sum->raw[i], sum->raw[i], part->raw[i]))
            return false;
    return true;
}

static bool add_units(cost_lcu_load_t *load, memo_t *memo, const cost_flow_t *flow, int64_t from, int64_t until)
{
    const int64_t units = cost_column_sum(flow->load, from, until);
    const int64_t open_s = flow->open ? cost_column_sum(flow->open, from, until) : 0;
    for (int i = 0; i < memo->count; i++)
        if (memo->units[i] == units && memo->open_s[i] == open_s)
            return add_load(load, &memo->load[i]);
    const int fresh = memo->next;
    if (!load_of_units(&memo->load[fresh], flow, units, open_s))
        return false;
    memo->units[fresh] = units;
    memo->open_s[fresh] = open_s;
    memo->next = 1 - fresh;
    memo->count += memo->count < 2;
    return add_load(load, &memo->load[fresh]);
}

/* Adds what comes in during those of the minutes [from, until) in which the resource exists, and counts them. */
static bool add_minutes(cost_lcu_load_t *load, int64_t *minutes, memo_t *memos, const cost_flows_t *flows, int64_t from,
                        int64_t until)
{
    for (size_t i = 0; i < flows->exist_count; i++) {
        int64_t first = flows->exists[i].from / MINUTE;
        int64_t past = (flows->exists[i].until + MINUTE - 1) / MINUTE;
        first = first > from ? first : from;
        past = past < until ? past : until;
        if (first >= past)
            continue;
        for (size_t f = 0; f < flows->in_count; f++)
            if (!add_units(load, &memos[f], &flows->in[f], first, past))
                return false;
        *minutes += past - first;
        from = past;
    }
    return true;
}

/* ---- the winner of an hour ---- */

static cost_wide_t reserved_base(cost_wide_t reserved, int64_t minutes)
{
    return reserved * (COST_LCU_HOUR_ONE / (micro * HOUR_MINUTES)) *
           minutes; /* a whole number: see COST_LCU_HOUR_ONE */
}

/* The dimension that needs most units; *scaled / units[].den is how many unit-hours. */
static bool find_winner(int *winner, cost_wide_t *scaled, const cost_lcu_t *lcu, const cost_lcu_load_t *load)
{
    *winner = 0;
    *scaled = 0;
    for (int i = 0; i < COST_LCU_DIMENSIONS; i++) {
        cost_wide_t mine;
        if (!lcu->units[i].num)
            continue;
        if (!cost_wide_mul(&mine, load->raw[i], lcu->units[i].num))
            return false;
        if (*scaled && cost_wide_compare_products(mine, lcu->units[*winner].den, *scaled, lcu->units[i].den) <= 0)
            continue;
        *winner = i;
        *scaled = mine;
    }
    return true;
}

/* What an hour adds: `raw` of the dimension that won it, or nothing when it stays within the reservation. */
typedef struct {
    bool counts;
    int winner;
    cost_wide_t raw, covered;
} outcome_t;

/* An hour counts when it exceeds the reservation; then all of it, and the reservation's part is taken off at the end.
 */
static bool find_outcome(outcome_t *out, const cost_lcu_t *lcu, const cost_lcu_load_t *load, int64_t minutes)
{
    cost_wide_t scaled;
    if (!find_winner(&out->winner, &scaled, lcu, load))
        return false;
    out->covered = reserved_base(lcu->reserved, minutes);
    out->raw = load->raw[out->winner];
    out->counts =
        scaled && cost_wide_compare_products(scaled, COST_LCU_HOUR_ONE, out->covered, lcu->units[out->winner].den) > 0;
    return true;
}

static bool add_outcome(cost_lcu_t *lcu, const outcome_t *outcome)
{
    cost_wide_t *won = &lcu->won.raw[outcome->winner];
    return !outcome->counts ||
           (cost_wide_add(won, *won, outcome->raw) && cost_wide_add(&lcu->covered, lcu->covered, outcome->covered));
}

/* ---- hours that are alike ---- */

enum { COLUMNS_MAX = 8, KNOWN_HOURS = 64 };

/* A whole hour's outcome follows from the units of its columns.  Of constant columns there are few such combinations in
 * a month, and each is worked out once. */
typedef struct {
    int64_t units[COLUMNS_MAX];
    bool known;
    outcome_t outcome;
} hour_t;

typedef struct {
    const cost_column_t *columns[COLUMNS_MAX]; /* those of the flows, each once */
    size_t column_count;                       /* 0: there are more of them, and no hour is remembered */
    hour_t hours[KNOWN_HOURS];                 /* by a hash of the units; the last one that had it */
} hours_t;

static bool find_column(hours_t *out, const cost_column_t *column)
{
    size_t k = 0;
    while (k < out->column_count && out->columns[k] != column)
        k++;
    if (k == COLUMNS_MAX)
        return false;
    if (k == out->column_count)
        out->columns[out->column_count++] = column;
    return true;
}

static void find_columns(hours_t *out, const cost_flows_t *flows)
{
    bool fit = true;
    for (size_t i = 0; fit && i < flows->in_count; i++)
        fit = find_column(out, flows->in[i].load) && (!flows->in[i].open || find_column(out, flows->in[i].open));
    if (!fit)
        out->column_count = 0;
}

static hour_t *find_hour(hours_t *hours, int64_t from, int64_t until, bool *known)
{
    int64_t units[COLUMNS_MAX] = {0};
    uint64_t hash = 0;
    for (size_t i = 0; i < hours->column_count; i++) {
        units[i] = cost_column_sum(hours->columns[i], from, until);
        hash = (hash ^ (uint64_t)units[i]) * UINT64_C(0x9e3779b97f4a7c15);
    }
    hour_t *hour = &hours->hours[hash >> 32 & (KNOWN_HOURS - 1)];
    *known = hour->known && !memcmp(hour->units, units, sizeof units);
    memcpy(hour->units, units, sizeof units);
    return hour;
}

/* Whether the resource exists in all of it, in one stretch: sums are then of the whole hour. */
static bool is_whole(const cost_flows_t *flows, int64_t from, int64_t until)
{
    for (size_t i = 0; i < flows->exist_count; i++)
        if (flows->exists[i].from <= from * MINUTE && flows->exists[i].until >= until * MINUTE)
            return true;
    return false;
}

/* ---- the month ---- */

/* All raw counts are then multiples of the same units of load, so that every hour has the same winner and the month can
 * be taken at once.  A reservation is compared hour by hour all the same. */
static bool is_one_column(const cost_flows_t *flows)
{
    for (size_t i = 0; i < flows->in_count; i++)
        if (flows->in[i].load != flows->in[0].load || flows->in[i].open)
            return false;
    return true;
}

static bool work_out(outcome_t *out, const cost_lcu_t *lcu, memo_t *memos, const cost_flows_t *flows, int64_t from,
                     int64_t until)
{
    cost_lcu_load_t load = {{0}};
    int64_t minutes = 0;
    return add_minutes(&load, &minutes, memos, flows, from, until) && find_outcome(out, lcu, &load, minutes);
}

static bool add_hours(cost_lcu_t *lcu, memo_t *memos, const cost_flows_t *flows)
{
    hours_t hours = {.column_count = 0};
    find_columns(&hours, flows);
    for (int64_t from = 0; from < flows->month.minutes; from += HOUR_MINUTES) {
        const int64_t until = from + HOUR_MINUTES;
        const bool alike = hours.column_count && is_whole(flows, from, until);
        bool known = false;
        outcome_t partial;
        hour_t *hour = alike ? find_hour(&hours, from, until, &known) : NULL;
        outcome_t *outcome = hour ? &hour->outcome : &partial;
        if (!known && !work_out(outcome, lcu, memos, flows, from, until))
            return false;
        if (hour)
            hour->known = true;
        if (!add_outcome(lcu, outcome))
            return false;
    }
    return true;
}

static bool add_month(cost_lcu_t *lcu, memo_t *memos, const cost_flows_t *flows)
{
    outcome_t outcome;
    if (lcu->reserved || !is_one_column(flows))
        return add_hours(lcu, memos, flows);
    return work_out(&outcome, lcu, memos, flows, 0, flows->month.minutes) && add_outcome(lcu, &outcome);
}

static bool divide(cost_lcu_t *lcu)
{
    lcu->base = 0;
    for (int i = 0; i < COST_LCU_DIMENSIONS; i++) {
        cost_wide_t part, scaled;
        if (!lcu->won.raw[i])
            continue;
        if (!cost_wide_mul(&scaled, COST_LCU_HOUR_ONE, lcu->units[i].num) ||
            !cost_wide_mul_div(&part, lcu->won.raw[i], scaled, lcu->units[i].den) ||
            !cost_wide_add(&lcu->base, lcu->base, part))
            return false;
    }
    lcu->base = lcu->base > lcu->covered ? lcu->base - lcu->covered : 0;
    return true;
}

cost_status_t cost_lcu_count(cost_lcu_t *lcu, const cost_resource_t *resource, const cost_flows_t *flows,
                             cost_error_t *err)
{
    lcu->won = (cost_lcu_load_t){{0}};
    lcu->covered = 0;
    memo_t *memos = cost_alloc_array(flows->in_count, sizeof *memos);
    if (!memos)
        return cost_fail_memory(err);
    const bool counted = add_month(lcu, memos, flows) && divide(lcu);
    cost_free(memos);
    if (!counted)
        return cost_fail_at(err, COST_ERR_RANGE, resource->node,
                            "the load is too large to be counted in capacity units");
    return COST_OK;
}

cost_wide_t cost_lcu_reserved(cost_wide_t reserved, const cost_flows_t *flows)
{
    cost_lcu_load_t none = {{0}};
    const cost_flows_t idle = {.exists = flows->exists, .exist_count = flows->exist_count};
    int64_t minutes = 0;
    add_minutes(&none, &minutes, NULL, &idle, 0, flows->month.minutes);
    return reserved_base(reserved, minutes);
}
