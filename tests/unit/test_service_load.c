/* Stated rates, and the load while a resource exists. */
#include "libcost/services/service_load.h"
#include "unit.h"

enum { MONTH = 720 * 3600 };
static const cost_wide_t micro = 1000000;
static const cost_resource_t two = {.count = 2};

static cost_flows_t flows_of(const cost_window_t *exists, size_t count)
{
    return (cost_flows_t){.month = {.seconds = MONTH, .hours = 720, .minutes = 720 * 60},
                          .exists = exists,
                          .exist_count = count,
                          .on = exists,
                          .on_count = count};
}

START_TEST(test_stated)
{
    const cost_window_t half[] = {{0, MONTH / 2}};
    const cost_flows_t flows = flows_of(half, 1);
    cost_value_t rate = {.given = COST_STATED, .amount = {.value = 100 * micro, .per = COST_PER_MONTH}};
    cost_wide_t total;
    ck_assert(cost_stated_total(&total, &rate, &two, &flows, NULL) == COST_OK);
    ck_assert(total == 100 * micro); /* half of the month's 100, of two resources */
    rate.amount.per = COST_PER_HOUR;
    ck_assert(cost_stated_total(&total, &rate, &two, &flows, NULL) == COST_OK);
    ck_assert(total == 100 * 360 * 2 * micro);
    ck_assert(cost_existing_seconds(&two, &flows) == MONTH);
}
END_TEST

START_TEST(test_stated_overflow)
{
    const cost_window_t whole[] = {{0, MONTH}};
    const cost_flows_t flows = flows_of(whole, 1);
    const cost_value_t rate = {.given = COST_STATED, .amount = {.value = COST_WIDE_MAX / 2, .per = COST_PER_SECOND}};
    cost_wide_t total;
    ck_assert(cost_stated_total(&total, &rate, &two, &flows, NULL) == COST_ERR_RANGE);
}
END_TEST

START_TEST(test_load)
{
    const cost_window_t windows[] = {{0, 600}, {1200, 1800}};
    const cost_run_t runs[] = {{0, 60, 3600}}; /* a unit a second in the first hour */
    const cost_column_t column = {.runs = runs, .run_count = 1, .minutes = 720 * 60};
    const cost_flow_t in = {.load = &column,
                            .requests = cost_ratio(2, 1),
                            .connections = cost_ratio(1, 1),
                            .bytes_known = true,
                            .request_bytes = 3 * micro,
                            .response_bytes = 5 * micro};
    cost_flows_t flows = flows_of(windows, 2);
    cost_flow_sum_t sum;
    flows.in = &in;
    flows.in_count = 1;
    ck_assert(cost_load_total(&sum, &flows, &two, NULL) == COST_OK);
    ck_assert(sum.requests == 2400 * micro); /* 1,200 units while it exists; `count` shares them */
    ck_assert(sum.request_bytes == 7200 * micro && sum.response_bytes == 12000 * micro);
    flows.in_count = 0;
    ck_assert(cost_load_total(&sum, &flows, &two, NULL) == COST_OK && sum.requests == 0);
}
END_TEST

static Suite *service_load_suite(void)
{
    const TTest *const tests[] = {test_stated, test_stated_overflow, test_load, NULL};
    return unit_suite("service_load", tests);
}

UNIT_MAIN(service_load_suite)
