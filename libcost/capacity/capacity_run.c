#include "libcost/capacity/capacity_run.h"

#include "libcost/capacity/scan.h"
#include "libcost/capacity/sums.h"

cost_status_t cost_capacity_run(cost_loop_result_t *results, const cost_loop_plan_t *const *plans, size_t count)
{
    cost_status_t status = COST_OK;
    for (size_t i = 0; i < count; i++)
        results[i] = (cost_loop_result_t){0};
    for (size_t i = 0; i < count && !status; i++)
        status = plans[i]->sums_only ? cost_sums_run(&results[i], plans[i]) : cost_scan_run(&results[i], plans[i]);
    return status;
}
