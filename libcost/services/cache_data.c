/* Source: billing-rules 9.5. */
#include "libcost/services/cache_data.h"

/* Of the seconds [from, until) after it: the mean of both ends, all the time. */
static bool stored(cost_wide_t *out, const cost_cache_data_t *data, int64_t from, int64_t until)
{
    cost_wide_t grown, mean;
    *out = 0;
    if (from >= until)
        return true;
    return cost_wide_mul_div(&grown, data->growth, (cost_wide_t)from + until, 2 * (cost_wide_t)data->per_s) &&
           cost_wide_add(&mean, data->data, grown) && cost_wide_mul(out, mean, until - from);
}

/* The second from which on more than the floor is stored, within [from, until]. */
static int64_t passes_floor(const cost_cache_data_t *data, int64_t from, int64_t until)
{
    cost_wide_t second = 0;
    if (data->data < data->floor &&
        (!data->growth || !cost_wide_mul_div_ceil(&second, data->floor - data->data, data->per_s, data->growth)))
        return until;
    return second < from ? from : second < until ? (int64_t)second : until;
}

bool cost_cache_stored(cost_wide_t *out, const cost_cache_data_t *data, const cost_flows_t *flows, cost_wide_t held)
{
    const int64_t before = flows->month.start - flows->created;
    cost_wide_t least = 0, all = held;
    for (size_t i = 0; i < flows->exist_count; i++) {
        const int64_t from = before + flows->exists[i].from, until = before + flows->exists[i].until;
        const int64_t above = passes_floor(data, from, until);
        cost_wide_t whole, part, low;
        if (!stored(&whole, data, from, until) || !stored(&part, data, above, until) ||
            !cost_wide_mul(&low, data->floor, above - from) || !cost_wide_add(&all, all, whole) ||
            !cost_wide_add(&least, least, low) || !cost_wide_add(&least, least, part))
            return false;
    }
    *out = least > all ? least : all;
    return true;
}
