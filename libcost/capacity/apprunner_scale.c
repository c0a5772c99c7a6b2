#include "libcost/capacity/apprunner_scale.h"

static const cost_wide_t micro = 1000000;

static cost_wide_t least(cost_wide_t a, cost_wide_t b)
{
    return a < b ? a : b;
}

static cost_wide_t most(cost_wide_t a, cost_wide_t b)
{
    return a > b ? a : b;
}

bool cost_apprunner_stretch(cost_apprunner_stretch_t *out, const cost_apprunner_scale_t *service, cost_wide_t requests,
                            int64_t seconds)
{
    const cost_wide_t length_us = seconds * micro, room = length_us * service->concurrency * micro;
    cost_wide_t needed, alone, served = requests;
    if (!cost_wide_mul_div_ceil(&needed, requests, service->response_us, room) ||
        !cost_wide_mul_div(&alone, requests, service->activation_us, micro))
        return false;
    if (needed > service->max_size && !cost_wide_mul_div_floor(&served, room, service->max_size, service->response_us))
        return false;
    const int64_t instances = requests ? (int64_t)least(most(needed, 1), service->max_size) : 0;
    const cost_wide_t active_us = instances * length_us;
    const bool falls_idle = requests * 60 < length_us; /* less than one request (1e6) a minute (60e6) */
    *out = (cost_apprunner_stretch_t){.instances = instances,
                                      .active_us = falls_idle ? least(active_us, alone) : active_us,
                                      .provisioned_us = most(instances, service->min_size) * length_us,
                                      .served = least(served, requests)};
    return true;
}
