/* Columns: runs and sums say the same. */
#include "libcost/flow/flow.h"
#include "unit.h"

enum { MINUTES = 10 };
static const cost_run_t runs[] = {{1, 4, 6}, {6, 8, 3}};
static const cost_column_t sparse = {.runs = runs, .run_count = 2, .minutes = MINUTES};
/*                                           0  1  2  3  4  5  6  7  8  9 */
static const int64_t sums[MINUTES + 1] = {0, 0, 2, 4, 6, 6, 6, 7, 9, 9, 9};
static const cost_column_t dense = {.minutes = MINUTES, .prefix = sums};

START_TEST(sums_and_runs_agree)
{
    for (int64_t from = 0; from <= MINUTES; from++)
        for (int64_t until = from; until <= MINUTES; until++)
            ck_assert_int_eq(cost_column_sum(&sparse, from, until), cost_column_sum(&dense, from, until));
}
END_TEST

START_TEST(outside_the_month_there_is_nothing)
{
    ck_assert_int_eq(cost_column_sum(&dense, -5, 100), 9);
    ck_assert_int_eq(cost_column_sum(&dense, 10, 20), 0);
    ck_assert_int_eq(cost_column_sum(&dense, 5, 3), 0);
}
END_TEST

START_TEST(a_rate_changes_where_it_changes)
{
    static const int64_t of_runs[] = {1, 4, 4, 4, 6, 6, 8, 8};
    static const int64_t of_sums[] = {1, 4, 4, 4, 6, 6, 7, 8, 10, 10};
    for (int64_t m = 0; m < 8; m++)
        ck_assert_int_eq(cost_column_change(&sparse, m), of_runs[m]);
    ck_assert_int_eq(cost_column_change(&sparse, 8), INT64_MAX);
    for (int64_t m = 0; m < MINUTES; m++)
        ck_assert_int_eq(cost_column_change(&dense, m), of_sums[m]);
    ck_assert_int_eq(cost_column_change(&dense, MINUTES), INT64_MAX);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("flow", (const TTest *const[]){sums_and_runs_agree, outside_the_month_there_is_nothing,
                                                     a_rate_changes_where_it_changes, NULL});
}

UNIT_MAIN(suite)
