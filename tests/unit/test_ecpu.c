/* ElastiCache processing units.  Source: billing-rules 9.5: one for a simple command and for each KB transferred. */
#include <stdlib.h>

#include "libcost/services/ecpu.h"
#include "unit.h"

static const cost_wide_t micro = 1000000;
static const cost_run_t run = {.from = 0, .until = 43200, .total = 10000000};
static const cost_column_t column = {.runs = &run, .run_count = 1, .minutes = 43200};

static cost_flow_t commands(int request, int response)
{
    return (cost_flow_t){.load = &column,
                         .requests = {1, 1},
                         .connections = {0, 1},
                         .bytes_known = true,
                         .request_bytes = request * micro,
                         .response_bytes = response * micro};
}

static cost_wide_t count(const cost_flow_t *flows, size_t flow_count, cost_window_t window)
{
    cost_flows_t all = {.exists = &window, .exist_count = 1, .in = flows, .in_count = flow_count};
    cost_wide_t ecpus = -1;
    ck_assert(cost_ecpus_of_load(&ecpus, &all, 1024 * micro));
    return ecpus;
}

START_TEST(test_size)
{
    const cost_window_t month = {0, 2592000}, half = {1296000, 2592000};
    const cost_flow_t small = commands(100, 100), large = commands(1024, 2048);
    const cost_flow_t both[] = {small, large};
    ck_assert(count(&small, 1, month) == 10000000 * micro);
    ck_assert(count(&large, 1, month) == 30000000 * micro);
    ck_assert(count(both, 2, month) == 40000000 * micro);
    ck_assert(count(&small, 1, half) == 5000000 * micro);
    ck_assert(count(NULL, 0, month) == 0);
}
END_TEST

static Suite *ecpu_suite(void)
{
    const TTest *const tests[] = {test_size, NULL};
    return unit_suite("ecpu", tests);
}

UNIT_MAIN(ecpu_suite)
