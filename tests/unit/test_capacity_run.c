/* The door to the engines. */
#include "libcost/capacity/capacity_run.h"
#include "unit.h"

static const cost_provider_t on_demand[] = {{0, 1}};

static cost_loop_plan_t plan_of(const cost_column_t *column, int64_t start)
{
    return (cost_loop_plan_t){.month_seconds = column->minutes * 60,
                              .column = column,
                              .model = {.vcpu_micro = 1000000, .usable_micro = 1000000, .units = 1, .cpu_us = 10000},
                              .life = {.start_s = 23, .minimum_s = 60},
                              .providers = on_demand,
                              .provider_count = 1,
                              .bounds = {1, 10},
                              .start = start};
}

START_TEST(each_plan_has_its_month)
{
    const cost_run_t run = {0, 600, 60000};
    const cost_column_t flat = {.runs = &run, .run_count = 1, .minutes = 600};
    const cost_loop_plan_t first = plan_of(&flat, 2), second = plan_of(&flat, 3);
    const cost_loop_plan_t *const plans[] = {&first, &second};
    cost_loop_result_t months[2];
    ck_assert_int_eq(cost_capacity_run(months, plans, 2), COST_OK);
    ck_assert_int_eq(months[0].tasks.billed_s[0], 2 * 36000);
    ck_assert_int_eq(months[1].tasks.billed_s[0], 3 * 36000);
    ck_assert_int_eq(months[0].served, 60000);
    cost_loop_result_clear(&months[0]);
    cost_loop_result_clear(&months[1]);
}
END_TEST

START_TEST(a_plan_that_is_refused_leaves_all_to_be_cleared)
{
    const cost_run_t run = {0, 600, 60000};
    const cost_column_t flat = {.runs = &run, .run_count = 1, .minutes = 600};
    const cost_loop_plan_t good = plan_of(&flat, 2);
    cost_loop_plan_t bad = good;
    const cost_loop_plan_t *const plans[] = {&good, &bad, &good};
    cost_loop_result_t months[3];
    bad.bounds.min = 11;
    ck_assert_int_eq(cost_capacity_run(months, plans, 3), COST_ERR_RANGE);
    for (int i = 0; i < 3; i++)
        cost_loop_result_clear(&months[i]);
    ck_assert_int_eq(cost_capacity_run(months, plans, 0), COST_OK);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("capacity_run", (const TTest *const[]){each_plan_has_its_month,
                                                             a_plan_that_is_refused_leaves_all_to_be_cleared, NULL});
}

UNIT_MAIN(suite)
