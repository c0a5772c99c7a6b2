/* The load of what scales. */
#include "libcost/services/scaled_load.h"

#include "unit.h"

enum { MINUTES = 340 * 60 };
static const cost_month_t month = {.start = 0, .seconds = MINUTES * 60, .hours = MINUTES / 60, .minutes = MINUTES};
static const cost_run_t even = {0, MINUTES, 2 * MINUTES}, begin = {0, 60, 600};
static const cost_column_t flat = {&even, 1, MINUTES, NULL}, bursts = {&begin, 1, MINUTES, NULL};
static const cost_ratio_t micro = {1000000, 1};

START_TEST(a_flat_load_is_one_stretch)
{
    const cost_flow_t in[] = {{.load = &flat, .requests = {1, 1}}, {.load = &flat, .requests = {1, 2}}};
    const cost_flows_t flows = {.month = month, .in = in, .in_count = 2};
    cost_scaled_load_t load;
    cost_loop_plan_t loop = {0};
    ck_assert(!cost_scaled_load(&load, &flows, micro));
    cost_scaled_load_use(&load, &loop);
    ck_assert_ptr_null(loop.load);
    ck_assert_int_eq(cost_scaled_load_peak(&load), 3000000);
    ck_assert_int_eq(cost_column_sum(loop.column, 0, 10), 30000000);
    cost_scaled_load_clear(&load);
}
END_TEST

START_TEST(others_are_minutes)
{
    const cost_flow_t in[] = {{.load = &flat, .requests = {1, 1}}, {.load = &bursts, .requests = {1, 1}}};
    const cost_flows_t flows = {.month = month, .in = in, .in_count = 2};
    static int64_t filled[MINUTES];
    cost_arena_t *arena = cost_arena_create();
    cost_scaled_load_t load;
    cost_loop_plan_t loop = {0};
    ck_assert(!cost_scaled_load(&load, &flows, micro));
    cost_scaled_load_use(&load, &loop);
    ck_assert_ptr_null(loop.column);
    ck_assert(loop.load[0] == 12000000 && loop.load[59] == 12000000 && loop.load[60] == 2000000);
    ck_assert_int_eq(cost_scaled_load_peak(&load), 12000000);
    cost_scaled_load_fill(filled, &load);
    ck_assert_mem_eq(filled, loop.load, sizeof filled);
    ck_assert(!cost_scaled_load_before(&loop, &load, arena)); /* two weeks like those of the month */
    ck_assert_int_eq(loop.hour_before_count, COST_PREDICTIVE_HOURS);
    ck_assert_int_eq(loop.hours_before[0], INT64_C(12000000) * 60);
    ck_assert_int_eq(loop.hours_before[1], INT64_C(2000000) * 60);
    cost_scaled_load_clear(&load);
    cost_arena_destroy(arena);
}
END_TEST

START_TEST(too_much_is_said)
{
    const cost_flow_t in = {.load = &flat, .requests = {(cost_wide_t)1 << 60, 1}};
    const cost_flows_t flows = {.month = month, .in = &in, .in_count = 1};
    cost_scaled_load_t load;
    ck_assert_int_eq(cost_scaled_load(&load, &flows, micro), COST_ERR_RANGE);
    cost_scaled_load_clear(&load);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("scaled_load",
                      (const TTest *const[]){a_flat_load_is_one_stretch, others_are_minutes, too_much_is_said, NULL});
}

UNIT_MAIN(suite)
