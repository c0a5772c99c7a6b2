/* Which dimension wins each hour, and what that adds up to.  Source: elastic load balancing FAQ, "LCU" and "NLCU". */
#include "libcost/services/lcu.h"

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

static bool add_flow(cost_lcu_load_t *load, const cost_flow_t *flow, int64_t from, int64_t until)
{
    cost_flow_sum_t sum;
    cost_wide_t *raw = load->raw;
    return cost_flow_sum(&sum, flow, from, until) &&
           cost_wide_add(&raw[COST_LCU_NEW], raw[COST_LCU_NEW], sum.connections) &&
           cost_wide_add(&raw[COST_LCU_ACTIVE], raw[COST_LCU_ACTIVE], sum.connection_us) &&
           cost_wide_add(&raw[COST_LCU_BYTES], raw[COST_LCU_BYTES], sum.request_bytes) &&
           cost_wide_add(&raw[COST_LCU_BYTES], raw[COST_LCU_BYTES], sum.response_bytes) &&
           cost_wide_add(&raw[COST_LCU_RULES], raw[COST_LCU_RULES], flow->websocket ? sum.connections : sum.requests);
}

/* Adds what comes in during those of the minutes [from, until) in which the resource exists, and counts them. */
static bool add_minutes(cost_lcu_load_t *load, int64_t *minutes, const cost_flows_t *flows, int64_t from, int64_t until)
{
    for (size_t i = 0; i < flows->exist_count; i++) {
        int64_t first = flows->exists[i].from / MINUTE;
        int64_t past = (flows->exists[i].until + MINUTE - 1) / MINUTE;
        first = first > from ? first : from;
        past = past < until ? past : until;
        if (first >= past)
            continue;
        for (size_t f = 0; f < flows->in_count; f++)
            if (!add_flow(load, &flows->in[f], first, past))
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

/* An hour counts when it exceeds the reservation; then all of it, and the reservation's part is taken off at the end.
 */
static bool add_hour(cost_lcu_t *lcu, const cost_lcu_load_t *load, int64_t minutes)
{
    int winner;
    cost_wide_t scaled;
    if (!find_winner(&winner, &scaled, lcu, load))
        return false;
    cost_wide_t limit = reserved_base(lcu->reserved, minutes);
    if (!scaled || cost_wide_compare_products(scaled, COST_LCU_HOUR_ONE, limit, lcu->units[winner].den) <= 0)
        return true;
    return cost_wide_add(&lcu->won.raw[winner], lcu->won.raw[winner], load->raw[winner]) &&
           cost_wide_add(&lcu->covered, lcu->covered, limit);
}

/* ---- the month ---- */

/* All raw counts are then multiples of the same units of load, so that every hour has the same winner and the month can
 * be taken at once.  A reservation is compared hour by hour all the same. */
static bool is_one_column(const cost_flows_t *flows)
{
    for (size_t i = 1; i < flows->in_count; i++)
        if (flows->in[i].load != flows->in[0].load)
            return false;
    return true;
}

static bool add_month(cost_lcu_t *lcu, const cost_flows_t *flows)
{
    int64_t step = !lcu->reserved && is_one_column(flows) ? flows->month.minutes : HOUR_MINUTES;
    for (int64_t from = 0; from < flows->month.minutes; from += step) {
        cost_lcu_load_t load = {{0}};
        int64_t minutes = 0;
        if (!add_minutes(&load, &minutes, flows, from, from + step) || !add_hour(lcu, &load, minutes))
            return false;
    }
    return true;
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
    if (!add_month(lcu, flows) || !divide(lcu))
        return cost_fail_at(err, COST_ERR_RANGE, resource->node,
                            "the load is too large to be counted in capacity units");
    return COST_OK;
}

cost_wide_t cost_lcu_reserved(cost_wide_t reserved, const cost_flows_t *flows)
{
    cost_lcu_load_t none = {{0}};
    const cost_flows_t idle = {.exists = flows->exists, .exist_count = flows->exist_count};
    int64_t minutes = 0;
    add_minutes(&none, &minutes, &idle, 0, flows->month.minutes);
    return reserved_base(reserved, minutes);
}
