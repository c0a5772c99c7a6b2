/* Means, spreads, percentiles and rank correlations against hand calculations. */
#include "libcost/analysis/summary.h"

#include <math.h>

#include "libcost/base/random.h"
#include "rows.h"

static const cost_column_kind_t kinds[] = {COST_COLUMN_TOTAL, COST_COLUMN_BUDGET, COST_COLUMN_CROSSING,
                                           COST_COLUMN_INPUT, COST_COLUMN_INPUT,  COST_COLUMN_INPUT};
enum { TOTAL, BUDGET, CROSSING, SAME, OPPOSITE, CONSTANT, WIDTH };

static void open_hundred(rows_t *rows)
{
    rows_open(rows, kinds, WIDTH, 100);
    rows->columns[BUDGET].limit = 90000000;
    for (size_t i = 0; i < 100; i++) {
        const int64_t value = (int64_t)((i * 37) % 100 + 1) * 1000000; /* 1 to 100, each once */
        *rows_cell(rows, i, TOTAL) = *rows_cell(rows, i, BUDGET) = value;
        *rows_cell(rows, i, CROSSING) = value > 90000000 ? 1000 + value / 1000000 : 0;
        *rows_cell(rows, i, SAME) = value * value / 1000000;
        *rows_cell(rows, i, OPPOSITE) = -value;
        *rows_cell(rows, i, CONSTANT) = 7;
    }
}

/* 1 to 100: mean 50.5; the squares of the distances add up to 100 (100^2 - 1) / 12 = 83325, so that the standard
 * deviation is sqrt(83325 / 99) = 29.01149198.  P5 is the fifth value, P99 the 99th. */
START_TEST(one_to_a_hundred)
{
    rows_t rows;
    cost_summary_t out[WIDTH];
    open_hundred(&rows);
    ck_assert_int_eq(cost_summarise(out, &rows.records, NULL), COST_OK);
    ck_assert_int_eq(out[TOTAL].mean, 50500000);
    ck_assert_int_eq(out[TOTAL].sd, 29011492);
    ck_assert_int_eq(out[TOTAL].standard_error, 2901149);
    static const int64_t want[COST_PERCENTILES] = {5, 25, 50, 75, 95, 99};
    for (int p = 0; p < COST_PERCENTILES; p++)
        ck_assert_int_eq(out[TOTAL].percentile[p], want[p] * 1000000);
    /* P50: rank 50, sqrt(100 / 4) = 5 ranks beside it: 45 and 56 (the next whole rank above 55). */
    ck_assert_int_eq(out[TOTAL].percentile_error[COST_P50], 5500000);
    ck_assert_int_eq(out[TOTAL].least, 1000000);
    ck_assert_int_eq(out[TOTAL].most, 100000000);
    rows_close(&rows);
}
END_TEST

START_TEST(budgets_and_dates)
{
    rows_t rows;
    cost_summary_t out[WIDTH];
    open_hundred(&rows);
    size_t above;
    ck_assert_int_eq(cost_summarise(out, &rows.records, NULL), COST_OK);
    ck_assert_uint_eq(out[BUDGET].broken, 10);
    ck_assert_int_eq(out[CROSSING].mean_set, 1095); /* 1091 to 1100: 1095.5, cut */
    ck_assert_int_eq(cost_count_above(&above, &rows.records, TOTAL, 99999999, NULL), COST_OK);
    ck_assert_uint_eq(above, 1);
    rows_close(&rows);
}
END_TEST

/* sqrt(0.1 x 0.9 / 100) = 0.03; of none of 98 it is sqrt(0.01 x 0.99 / 98) = 0.010051. */
START_TEST(errors_of_proportions)
{
    ck_assert(fabs(cost_proportion_error(10, 100) - 0.03) < 1e-12);
    ck_assert(fabs(cost_proportion_error(0, 98) - 0.0100508) < 1e-6);
    ck_assert(fabs(cost_proportion_error(98, 98) - 0.0100508) < 1e-6);
}
END_TEST

START_TEST(ranks_that_agree_and_disagree)
{
    rows_t rows;
    cost_summary_t out[WIDTH];
    open_hundred(&rows);
    ck_assert_int_eq(cost_summarise(out, &rows.records, NULL), COST_OK);
    ck_assert(fabs(out[SAME].correlation - 1) < 1e-9);
    ck_assert(fabs(out[OPPOSITE].correlation + 1) < 1e-9);
    ck_assert(out[CONSTANT].correlation == 0);
    rows_close(&rows);
}
END_TEST

/* Spearman's example of ten pairs, from his definition: rho = 1 - 6 sum d^2 / (n (n^2 - 1)).  The ranks of y against
 * those of x = 1 to 10 are 1 6 8 7 10 9 3 5 2 4: d^2 add up to 0+16+25+9+25+9+16+9+49+36 = 194, rho = -29/165. */
START_TEST(spearman_by_hand)
{
    static const int64_t y[] = {1, 6, 8, 7, 10, 9, 3, 5, 2, 4};
    rows_t rows;
    cost_summary_t out[WIDTH];
    rows_open(&rows, kinds, WIDTH, 10);
    for (size_t i = 0; i < 10; i++) {
        *rows_cell(&rows, i, TOTAL) = (int64_t)i + 1;
        *rows_cell(&rows, i, SAME) = y[i];
    }
    ck_assert_int_eq(cost_summarise(out, &rows.records, NULL), COST_OK);
    ck_assert(fabs(out[SAME].correlation + 29.0 / 165) < 1e-12);
    rows_close(&rows);
}
END_TEST

/* y = x + noise of the same variance: Pearson's r of the normals is 1 / sqrt(2), Spearman's 6 / pi asin(r / 2) =
 * 0.689887.  Of 20,000 pairs the standard error is about 0.004. */
START_TEST(spearman_of_normals)
{
    enum { COUNT = 20000 };
    rows_t rows;
    cost_summary_t out[WIDTH];
    const cost_random_t x = cost_random_key(1, 0, "x", "test"), y = cost_random_key(1, 0, "y", "test");
    rows_open(&rows, kinds, WIDTH, COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        const double normal = cost_random_normal(&x, i);
        *rows_cell(&rows, i, TOTAL) = (int64_t)(1e9 * (normal + cost_random_normal(&y, i)));
        *rows_cell(&rows, i, SAME) = (int64_t)(0x1p52 * cost_random_uniform(&x, i));
    }
    ck_assert_int_eq(cost_summarise(out, &rows.records, NULL), COST_OK);
    ck_assert(fabs(out[SAME].correlation - 0.689887) < 0.012);
    rows_close(&rows);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("summary", (const TTest *const[]){one_to_a_hundred, budgets_and_dates, errors_of_proportions,
                                                        ranks_that_agree_and_disagree, spearman_by_hand,
                                                        spearman_of_normals, NULL});
}

UNIT_MAIN(suite)
