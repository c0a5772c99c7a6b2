#include "libcost/capacity/erlang.h"

#include <math.h>

#include "libcost/capacity/spot.h"
#include "libcost/money/wide.h"

double cost_erlang_c(int64_t servers, double offered)
{
    double blocked = 1; /* Erlang B, by its recurrence */
    if (offered >= (double)servers)
        return offered > 0 ? 1 : 0;
    for (int64_t n = 1; n <= servers; n++)
        blocked = offered * blocked / ((double)n + offered * blocked);
    return (double)servers * blocked / ((double)servers - offered * (1 - blocked));
}

double cost_erlang_mean_wait_s(int64_t servers, double offered, double service_s)
{
    if (offered >= (double)servers)
        return offered > 0 ? (double)INFINITY : 0;
    return cost_erlang_c(servers, offered) * service_s / ((double)servers - offered);
}

/* P(wait > t) = C exp(-(n - a) t / s), so t = ln(C / (1 - quantile)) s / (n - a); ln x = -ln(1 - (1 - 1 / x)). */
double cost_erlang_wait_s(int64_t servers, double offered, double service_s, double quantile)
{
    const double c = cost_erlang_c(servers, offered), rest = 1 - quantile;
    if (offered >= (double)servers)
        return offered > 0 ? (double)INFINITY : 0;
    if (c <= rest)
        return 0;
    const int64_t share = (int64_t)((1 - rest / c) * 1e9);
    return (double)cost_spot_log(share) * 1e-15 * service_s / ((double)servers - offered);
}

int64_t cost_erlang_staffing(int64_t offered_micro, int64_t q_micro)
{
    const cost_wide_t micro = 1000000, square = (cost_wide_t)q_micro * q_micro;
    /* The least s with s >= a and (s - a)^2 >= q^2 a, in 1e-6: (s - a)^2 x 10^6 >= q^2 x a. */
    int64_t servers = (int64_t)((offered_micro + micro - 1) / micro);
    cost_wide_t root;
    if (!cost_wide_mul(&root, square, offered_micro))
        return INT64_MAX;
    servers += (int64_t)(cost_wide_sqrt_product(square, offered_micro) / (1000 * micro));
    for (; servers > 0; servers--) {
        const cost_wide_t over = (servers - 1) * micro - offered_micro;
        if (over < 0 || cost_wide_compare_products(over * over, micro, square, offered_micro) < 0)
            break;
    }
    for (;; servers++) {
        const cost_wide_t over = servers * micro - offered_micro;
        if (over >= 0 && cost_wide_compare_products(over * over, micro, square, offered_micro) >= 0)
            return servers;
    }
}
